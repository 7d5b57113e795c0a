"""The forms of the record: casts typed as lines, duplicates refused with a sentence, pictures."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from shows.admin.credit_lines import parse_lines
from shows.models import Award, Company, Deal, Person, Series
from tests import factories
from tests.articles.admin.test_article_form import rows

SERIES_ADD = "wagtailsnippets_shows_series:add"


def series_form(title="Missions", **panels) -> dict:
    data = {"title": title, "slug": "", "kind": "series", "synopsis": "null", "tags": ""}
    for relation in ("seasons", "credits", "titles", "relations", "external_ids"):
        items = panels.pop(relation, [])
        if relation == "seasons":
            items = [{"episodes": [], **item} for item in items]
        data |= rows(relation, items)
    return data | panels


def sentences(response) -> str:
    assert response.status_code == 200, "the form was accepted"
    form = response.context["form"]
    found = [str(e) for errors in form.errors.values() for e in errors]
    for formset in form.formsets.values():
        found += [str(error) for error in formset.non_form_errors()]
        found += [str(e) for row in formset.forms for errors in row.errors.values() for e in errors]
    return " ".join(found)


def test_a_series_is_entered_with_its_seasons_and_makers(desk):
    person, company = factories.person("Julien Lacombe"), factories.company("Empreinte Digitale")
    genre = factories.genre()
    data = series_form(
        genres=[str(genre.pk)],
        countries=["FR"],
        languages=["fr"],
        seasons=[
            {"number": "1", "episode_count": "10", "episodes": [{"number": "1", "kind": "regular"}]}
        ],
        credits=[
            {"role": "creator", "person": str(person.pk)},
            {"role": "production", "company": str(company.pk)},
        ],
    )
    response = desk.post(reverse(SERIES_ADD), data)
    assert response.status_code == 302, sentences(response)
    missions = Series.objects.get()
    assert missions.slug == "missions"
    assert [c.code for c in missions.countries.all()] == ["FR"]
    assert missions.seasons.get().episodes.count() == 1
    assert missions.credits.count() == 2


def test_a_cast_is_typed_one_name_a_line(desk):
    known = factories.person("Hélène Viviès")
    lines = "Hélène Viviès : Jeanne Renoir\n\nClément Aubert: Simon Gramat\nMathias Mlekuz\n"
    desk.post(reverse(SERIES_ADD), series_form(cast_lines=lines))
    missions = Series.objects.get()
    cast = [(c.person.name, c.character, c.role) for c in missions.credits.all()]
    assert cast == [
        ("Hélène Viviès", "Jeanne Renoir", "cast"),
        ("Clément Aubert", "Simon Gramat", "cast"),
        ("Mathias Mlekuz", "", "cast"),
    ]
    assert missions.credits.first().person == known
    assert Person.objects.get(name="Clément Aubert").waits_for_story


def test_typing_the_same_cast_again_adds_nothing(desk):
    line = "Hélène Viviès : Jeanne Renoir\nhelene vivies: jeanne renoir"
    desk.post(reverse(SERIES_ADD), series_form(cast_lines=line))
    assert Series.objects.get().credits.count() == 1


def test_a_line_without_a_name_is_quoted(desk):
    response = desk.post(reverse(SERIES_ADD), series_form(cast_lines="Hélène\n: Jeanne"))
    assert ": Jeanne" in sentences(response)
    with pytest.raises(ValidationError):
        parse_lines("— : —")


def test_a_preview_makes_nobody(desk):
    url = reverse("wagtailsnippets_shows_series:preview_on_add")
    assert desk.post(url, series_form(cast_lines="Hélène Viviès")).json()["is_valid"]
    assert desk.get(url).status_code == 200
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "panels",
    [
        {"seasons": [{"number": "1"}, {"number": "1"}]},
        {"credits": [{"role": "cast", "person": "P"}, {"role": "cast", "person": "P"}]},
        {"external_ids": [{"scheme": "imdb", "value": "1"}, {"scheme": "imdb", "value": "1"}]},
    ],
    ids=["seasons", "credits", "identifiers"],
)
def test_the_same_row_twice_gets_a_sentence(desk, panels):
    person = str(factories.person().pk)
    panels = {
        name: [{k: person if v == "P" else v for k, v in item.items()} for item in items]
        for name, items in panels.items()
    }
    text = sentences(desk.post(reverse(SERIES_ADD), series_form(**panels)))
    assert "déjà" in text
    assert not Series.objects.exists()


def test_a_company_does_not_own_itself(desk):
    ocs = factories.company("OCS")
    data = {"name": "OCS", "slug": "ocs", "kind": "channel", "access": ""}
    data |= rows("ownerships", [{"owner": str(ocs.pk)}]) | rows("external_ids", [])
    url = reverse("wagtailsnippets_shows_company:edit", args=[ocs.pk])
    assert sentences(desk.post(url, data))
    assert not Company.objects.get().ownerships.exists()


def test_an_award_has_a_year_once(desk):
    data = {"name": "Séries Mania", "slug": "", "kind": "festival"}
    data |= rows("external_ids", [])
    twice = data | rows("editions", [{"year": "2017"}, {"year": "2017"}])
    url = reverse("wagtailsnippets_shows_award:add")
    assert "déjà" in sentences(desk.post(url, twice))
    assert desk.post(url, data | rows("editions", [{"year": "2017"}])).status_code == 302
    assert Award.objects.get().editions.count() == 1


def test_a_catalogue_deal_carries_its_source(desk):
    missions, amc = factories.series(), factories.company("AMC")
    data = {"kind": "acquisition", "certainty": "confirmed", "buyer": amc.pk, "series": missions.pk}
    data |= rows("parties", [])
    release = {"platform": str(amc.pk), "window": "first", "certainty": "confirmed"}
    data |= rows("releases", [release])
    url = reverse("wagtailsnippets_shows_deal:add")
    assert sentences(desk.post(url, data))
    response = desk.post(url, data | {"citation_outlet": "Deadline"})
    assert response.status_code == 302, sentences(response)
    assert Deal.objects.get().releases.count() == 1


def test_a_deal_of_a_story_is_closed_in_the_catalogue(desk):
    missions, amc = factories.series(), factories.company("AMC")
    story = factories.article(deals=[factories.deal(series=missions, buyer=amc)])
    deal = story.deals.get()
    for name in ("edit", "delete"):
        url = reverse(f"wagtailsnippets_shows_deal:{name}", args=[deal.pk])
        assert desk.post(url, {"kind": "partnership"}).status_code == 302
    deal.refresh_from_db()
    assert deal.kind == "acquisition"


def test_only_drafts_save_themselves(desk):
    story = desk.get(reverse("wagtailsnippets_articles_article:add"))
    assert story.context["autosave_enabled"]
    assert not desk.get(reverse(SERIES_ADD)).context["autosave_enabled"]
    edit = reverse("wagtailsnippets_shows_series:edit", args=[factories.series().pk])
    assert not desk.get(edit).context["autosave_enabled"]


@pytest.mark.parametrize("typed", ["12,64", "12.64"])
def test_a_share_is_typed_with_a_comma_or_a_point(desk, typed):
    owner = factories.company("France Médias Monde")
    data = {"name": "TV5 Monde", "slug": "", "kind": "channel"} | rows("external_ids", [])
    data |= rows("ownerships", [{"owner": str(owner.pk), "share": typed}])
    response = desk.post(reverse("wagtailsnippets_shows_company:add"), data)
    assert response.status_code == 302, sentences(response)
    assert str(Company.objects.get(name="TV5 Monde").ownerships.get().share) == "12.64"
