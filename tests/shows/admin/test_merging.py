"""Merging in the admin: from the list or the form, through a page that says what happens."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import ModelLogEntry

from shows.merge.merging import MERGED
from shows.models import Company, Ownership, Series
from tests import factories
from tests.members import member

pytestmark = [pytest.mark.django_db, pytest.mark.real]


def address(record, view="merge") -> str:
    return reverse(record.snippet_viewset.get_url_name(view), args=[record.pk])


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def two(db):
    return factories.series("Missions"), factories.series("Missions (2017)", kind="miniseries")


def test_the_list_and_the_form_offer_it(desk):
    for record in (
        factories.series(),
        factories.person(),
        factories.company(),
        factories.award_edition().award,
    ):
        for url in (
            reverse(record.snippet_viewset.get_url_name("list")),
            address(record, "edit"),
        ):
            page = desk.get(url).content.decode()
            assert f'href="{address(record)}"' in page, url
            assert "Fusionner avec…" in page


def test_first_the_other_is_chosen_and_likely_ones_are_proposed(desk, two):
    missions, double = two
    factories.series("Lost")
    page = desk.get(address(missions)).content.decode()
    assert reverse("record_finder", args=["shows.Series"]) in page
    assert f'href="?other={double.pk}"' in page
    assert "Lost" not in page


@pytest.mark.parametrize("other", ["itself", "nothing", "999999", "x"])
def test_what_cannot_be_chosen_is_said(desk, two, other):
    other = {"itself": str(two[0].pk), "nothing": ""}.get(other, other)
    for method in (desk.get, desk.post):
        response = method(address(two[0]), {"other": other})
        assert response.status_code == 200
        assert response.context["sentence"] or not other
    assert Series.objects.count() == 2


def test_the_preview_says_what_happens(desk, two):
    missions, double = two
    double.logline = "Une mission vers Mars."
    double.save()
    factories.article("A", live=True, about=[missions, double])
    factories.article("B", about=[double])
    response = desk.get(address(missions), {"other": double.pk})
    page = response.content.decode().replace("\xa0", " ")
    assert [d.name for d in response.context["conflicts"]] == ["title", "kind"]
    assert [d.name for d in response.context["filled"]] == ["logline"]
    for sentence in (
        "Mini-série",
        "Une mission vers Mars.",
        "« Missions (2017) »",
        "Liens vers des séries : 1",
        "Brouillons : 1",
        "/series/missions-2017/",
    ):
        assert sentence in page, sentence
    assert 'class="button serious"' in page
    assert Series.objects.count() == 2


def test_the_two_can_be_swapped(desk, two):
    missions, double = two
    response = desk.get(address(missions), {"other": double.pk, "keep": double.pk})
    assert response.context["plan"].stays == double
    assert f"keep={missions.pk}" in response.context["swap_url"]
    desk.post(address(missions), {"other": double.pk, "keep": double.pk})
    assert list(Series.objects.all()) == [double]


def test_confirmed_it_is_done_with_the_values_chosen(desk, editor, two):
    missions, double = two
    response = desk.post(
        address(missions),
        {"other": double.pk, "keep": missions.pk, "kind": "other", "title": "mine"},
    )
    assert response.status_code == 302
    assert response["Location"] == address(missions, "edit")
    assert "Missions (2017)" in said(response)
    series = Series.objects.get()
    assert (series.title, series.kind) == ("Missions", "miniseries")
    assert series.latest_revision.user == editor
    history = desk.get(address(series, "history")).content.decode()
    assert "a été fusionnée dans celle-ci" in history
    entry = ModelLogEntry.objects.get(action=MERGED)
    url = reverse("wagtailsnippets_shows_series:merge_entry", args=[series.pk, entry.pk])
    assert f'href="{url}"' in history
    assert desk.get(url).json()["record"]["slug"] == "missions-2017"
    desk.force_login(member("lecteur", "shows.view_series"))
    assert desk.get(url).status_code == 302


def test_a_refusal_shows_why_and_changes_nothing(desk):
    ocs, orange = factories.company("OCS"), factories.company("Orange")
    Ownership.objects.create(owned=ocs, owner=orange)
    page = desk.get(address(ocs), {"other": orange.pk}).content.decode()
    assert "OCS" in page
    assert "Fusion impossible" in page
    assert 'class="button serious"' not in page
    response = desk.post(address(ocs), {"other": orange.pk})
    assert response.status_code == 302
    assert "OCS" in said(response)
    assert Company.objects.count() == 2


def test_what_the_record_itself_refuses_is_shown(desk):
    star = factories.person("Hélène Viviès", birth="1980")
    double = factories.person("H. Viviès", death="1970")
    response = desk.post(address(star), {"other": double.pk})
    assert response.status_code == 302
    assert "naissance" in said(response)


def test_a_refusal_does_not_name_the_draft_of_another(client):
    ocs, orange = factories.company("OCS"), factories.company("Orange")
    story = factories.article("Projet-Hécate", owner=member("chef"))
    story.deals.add(factories.deal(buyer=ocs, seller=orange))
    story.save_revision()
    client.force_login(
        member(
            "documentaliste",
            "articles.add_article",
            *(f"shows.{action}_company" for action in ("change", "delete", "view")),
        )
    )
    response = client.get(address(ocs), {"other": orange.pk})
    assert response.context["refusals"]
    assert "Hécate" not in response.content.decode()
    assert "Hécate" not in said(client.post(address(ocs), {"other": orange.pk}))


@pytest.mark.parametrize(
    "rights", [["change"], ["delete"], ["view"], ["add", "view"], []], ids=lambda r: "-".join(r)
)
def test_it_takes_the_rights_to_change_and_to_delete(client, two, rights):
    missions, double = two
    name = "-".join(rights) or "rien"
    client.force_login(member(name, *(f"shows.{right}_series" for right in rights)))
    for answer in (
        client.get(address(missions), {"other": double.pk}),
        client.post(address(missions), {"other": double.pk}),
    ):
        assert answer.status_code in (302, 403)
        assert "Missions (2017)" not in answer.content.decode()
    assert Series.objects.count() == 2
    if "view" in rights or "change" in rights:
        listing = client.get(reverse("wagtailsnippets_shows_series:list")).content.decode()
        assert address(missions) not in listing


def test_with_both_rights_it_is_done(client, two):
    missions, double = two
    client.force_login(member("documentaliste", "shows.change_series", "shows.delete_series"))
    assert client.post(address(missions), {"other": double.pk}).status_code == 302
    assert list(Series.objects.all()) == [missions]


def test_it_is_never_done_by_a_link(desk, two):
    missions, double = two
    desk.get(address(missions), {"other": double.pk, "keep": missions.pk})
    assert Series.objects.count() == 2
