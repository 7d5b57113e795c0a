"""The form of a story: what its facts inherit, and what it refuses with a sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from shows.models import Deal
from tests import factories

ADD = "wagtailsnippets_articles_article:add"
EDIT = "wagtailsnippets_articles_article:edit"
RELATIONS = [
    "deals",
    "releases",
    "milestones",
    "castings",
    "nominations",
    "receptions",
    "sources",
    "corrections",
    "series_links",
    "person_links",
    "company_links",
    "edition_links",
]


def rows(prefix: str, items) -> dict:
    """The fields of an inline panel; an item may hold nested panels as lists."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(items)), f"{prefix}-INITIAL_FORMS": "0"}
    data |= {f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "1000"}
    for index, item in enumerate(items):
        data[f"{prefix}-{index}-ORDER"] = str(index + 1)
        data[f"{prefix}-{index}-id"] = data[f"{prefix}-{index}-DELETE"] = ""
        for name, value in item.items():
            if isinstance(value, list) and (not value or isinstance(value[0], dict)):
                data |= rows(f"{prefix}-{index}-{name}", value)
            else:
                data[f"{prefix}-{index}-{name}"] = value
    return data


NEW_ROW = {
    "deals": {"kind": "acquisition", "certainty": "confirmed", "parties": [], "releases": []},
    "releases": {"window": "first", "certainty": "confirmed"},
    "milestones": {"kind": "filming", "certainty": "confirmed"},
    "castings": {"role": "cast", "change": "joins", "certainty": "confirmed"},
    "nominations": {"result": "nominated", "certainty": "confirmed"},
    "receptions": {"kind": "audience", "certainty": "confirmed"},
}


def story(headline="AMC s’offre Missions", publish=False, **panels) -> dict:
    """What the browser posts; ``panels`` are rows by relation."""
    data = {
        "headline": headline,
        "slug": "",
        "kicker": "",
        "standfirst": "",
        "section": str(factories.section().pk),
        "kind": "news",
        "tags": "",
        "body-count": "0",
    }
    for relation in RELATIONS:
        items = panels.pop(relation, [])
        data |= rows(relation, [{**NEW_ROW.get(relation, {}), **item} for item in items])
    if publish:
        data["action-publish"] = "1"
    return data | panels


def errors_of(response) -> str:
    """All the sentences of a refused form."""
    assert response.status_code == 200, "the form was accepted"
    assert not Article.objects.filter(live=True).exists()

    def collect(form):
        yield from (str(e) for errors in form.errors.values() for e in errors)
        for formset in form.formsets.values():
            yield from (str(error) for error in formset.non_form_errors())
            for row in formset.forms:
                yield from collect(row)

    return " ".join(collect(response.context["form"]))


@pytest.fixture
def missions(db):
    return factories.series("Missions")


@pytest.fixture
def amc(db):
    return factories.company("AMC")


def about(series, **kwargs) -> dict:
    return {"series": str(series.pk), "relation": "about", **kwargs}


def test_facts_take_over_the_story_s_series(desk, missions, amc):
    lost = factories.series("Lost")
    edition, person = factories.award_edition(), factories.person()
    response = desk.post(
        reverse(ADD),
        story(
            publish=True,
            series_links=[{"series": str(lost.pk), "relation": "mentions"}, about(missions)],
            sources=[{"outlet": "Variety"}],
            deals=[
                {
                    "buyer": str(amc.pk),
                    "territories": ["US", "CA"],
                    "releases": [{**NEW_ROW["releases"], "platform": str(amc.pk)}],
                }
            ],
            releases=[{"platform": str(amc.pk), "starts": "juin 2017"}],
            milestones=[{"date": "début 2018"}],
            castings=[{"person": str(person.pk), "character": "Jeanne"}],
            nominations=[{"edition": str(edition.pk), "people": [str(person.pk)]}],
            receptions=[
                {"statement": "Record d’audience"},
                {"statement": "Autre", "series": lost.pk},
            ],
        ),
    )
    assert response.status_code == 302, errors_of(response)
    article = Article.objects.get()
    assert article.live
    assert article.slug == "amc-soffre-missions"
    assert article.deals.get().series == missions
    nested = article.deals.get().releases.get()
    assert nested.series is None
    assert nested.subject == missions
    for relation in ("milestones", "castings", "nominations"):
        assert getattr(article, relation).get().series == missions, relation
    assert article.releases.get().series == missions
    assert [str(r.series) for r in article.receptions.all()] == ["Missions", "Lost"]
    assert list(article.nominations.get().people.all()) == [person]
    assert article.deals.get().territories == "CA,US"


def test_without_a_series_a_fact_that_needs_one_says_so(desk, amc):
    person = factories.person()
    response = desk.post(
        reverse(ADD),
        story(publish=True, castings=[{"person": str(person.pk)}]),
    )
    assert "série" in errors_of(response)


def test_the_launch_of_a_service_is_about_no_series(desk, missions, amc):
    response = desk.post(
        reverse(ADD),
        story(
            publish=True,
            series_links=[about(missions)],
            milestones=[
                {"kind": "launched", "company": str(amc.pk)},
                {"kind": "ordered", "company": str(amc.pk)},
            ],
        ),
    )
    assert response.status_code == 302, errors_of(response)
    launch, order = Article.objects.get().milestones.all()
    assert launch.series is None
    assert order.series == missions


def test_a_story_s_facts_need_no_source_of_their_own(desk, missions, amc):
    response = desk.post(
        reverse(ADD),
        story(
            publish=True,
            series_links=[about(missions)],
            deals=[
                {
                    "buyer": str(amc.pk),
                    "releases": [{**NEW_ROW["releases"], "platform": str(amc.pk)}],
                }
            ],
        ),
    )
    assert response.status_code == 302, errors_of(response)


def test_the_owner_and_the_signature_are_those_who_write(desk, editor):
    author = factories.author(user=editor)
    page = desk.get(reverse(ADD)).content.decode()
    assert f'value="{author.pk}"' in page
    desk.post(reverse(ADD), story(bylines=[str(author.pk)]))
    article = Article.objects.get()
    assert article.owner == editor
    assert list(article.bylines.all()) == [author]
    assert not article.live


def test_a_coproduction_needs_two_companies(desk, missions, amc):
    french = factories.company("Empreinte Digitale")
    deal = {"kind": "coproduction", "parties": [{"company": str(amc.pk)}]}
    data = story(publish=True, series_links=[about(missions)], deals=[deal])
    assert "coproduction" in errors_of(desk.post(reverse(ADD), data)).lower().replace("-", "")
    deal["parties"].append({"company": str(french.pk)})
    data = story(publish=True, series_links=[about(missions)], deals=[deal])
    assert desk.post(reverse(ADD), data).status_code == 302


def test_a_deal_names_a_company_once_it_is_published(desk, missions):
    deals = [{"seasons": "2"}]
    data = story(publish=True, series_links=[about(missions)], deals=deals)
    assert "accord" in errors_of(desk.post(reverse(ADD), data))
    draft = story(series_links=[about(missions)], deals=deals)
    assert desk.post(reverse(ADD), draft).status_code == 302  # one may stop in the middle


def test_the_same_row_twice_gets_a_sentence(desk, missions, amc):
    links = [about(missions), {"series": str(missions.pk), "relation": "mentions"}]
    sentences = errors_of(desk.post(reverse(ADD), story(publish=True, series_links=links)))
    assert "déjà" in sentences
    parties = [{"company": str(amc.pk)}, {"company": str(amc.pk)}]
    deals = [{"kind": "coproduction", "parties": parties}]
    data = story(publish=True, series_links=[about(missions)], deals=deals)
    assert "déjà" in errors_of(desk.post(reverse(ADD), data))


def test_dates_out_of_order_get_a_sentence(desk, missions, amc):
    release = {"platform": str(amc.pk), "starts": "juin 2018", "ends": "mai 2017"}
    data = story(publish=True, series_links=[about(missions)], releases=[release])
    assert errors_of(desk.post(reverse(ADD), data))


def test_buyer_and_seller_are_two(desk, missions, amc):
    deals = [{"buyer": str(amc.pk), "seller": str(amc.pk)}]
    data = story(publish=True, series_links=[about(missions)], deals=deals)
    assert errors_of(desk.post(reverse(ADD), data))


def test_an_embargo_is_said_by_the_form(desk):
    until = timezone.localtime() + timedelta(days=2)
    data = story(publish=True, embargo_until=until.strftime("%Y-%m-%d %H:%M"))
    assert "embargo" in errors_of(desk.post(reverse(ADD), data))
    draft = story(embargo_until=until.strftime("%Y-%m-%d %H:%M"))
    assert desk.post(reverse(ADD), draft).status_code == 302
    article = Article.objects.get()
    data["slug"] = article.slug
    assert "embargo" in errors_of(desk.post(reverse(EDIT, args=[article.pk]), data))


def test_a_story_may_be_saved_with_a_headline_alone(desk):
    response = desk.post(reverse(ADD), {**story(), "section": ""})
    assert response.status_code == 302
    assert Article.objects.get().section is None
    refused = {**story(headline="Sans rubrique", publish=True), "section": ""}
    assert errors_of(desk.post(reverse(ADD), refused))


def test_a_fact_saved_before_the_series_is_named_takes_it_over_later(desk, missions, amc):
    desk.post(reverse(ADD), story(deals=[{"buyer": str(amc.pk)}]))
    deal = Deal.objects.get()
    assert deal.series is None
    posted = story(deals=[{"buyer": str(amc.pk)}], series_links=[about(missions)])
    posted |= {"deals-INITIAL_FORMS": "1", "deals-0-id": str(deal.pk)}
    desk.post(reverse(EDIT, args=[deal.article_id]), posted)
    deal.refresh_from_db()
    assert deal.series == missions
