"""A story is given to somebody, with a day and a brief."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Assignment
from articles.newsroom import access
from articles.newsroom.assignments import assign
from tests import factories

from . import NAMESPACE, draft_of, fresh, someone, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return someone("aide", "contributor")


def posted(client, story, person, **data):
    fields = {"user": person.pk, "role": "write", "due": "", "brief": ""} | data
    return client.post(
        url("team", story),
        {f"team-{name}": value for name, value in fields.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def test_an_editor_gives_a_story_to_somebody(client, editor, helper, draft):
    client.force_login(editor)
    day = timezone.localdate() + timedelta(days=3)
    page = posted(client, draft, helper, due=day.isoformat(), brief="Appelle la chaîne.")
    assert "Aide" in page.content.decode()
    made = Assignment.objects.get()
    assert (made.user, made.assigned_by, made.due) == (helper, editor, day)
    assert (made.role, made.brief, made.done_at) == ("write", "Appelle la chaîne.", None)
    history = client.get(url("history", draft)).content.decode()
    assert "Confié à Aide" in history
    assert "Appelle la chaîne." in history
    client.force_login(fresh(helper))
    assert client.get(url("edit", draft)).status_code == 200, "who writes may edit the draft"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"due": "2017-02-31"}, "Ce n’est pas une date"),
        ({"due": "2017-02-28"}, "Ce jour est passé"),
        ({"user": ""}, "Choisissez à qui confier"),
        ({"user": "zéro"}, "choix"),
        ({"role": "paint"}, "choix"),
        ({"brief": "x" * 301}, "300"),
    ],
)
def test_a_wrong_assignment_is_refused_with_a_sentence(
    client, editor, helper, draft, data, sentence
):
    client.force_login(editor)
    answer = posted(client, draft, helper, **data)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Assignment.objects.exists()


def test_a_story_is_given_once_to_a_person_until_it_is_done(client, editor, helper, draft):
    client.force_login(editor)
    posted(client, draft, helper)
    answer = posted(client, draft, helper)
    assert answer.status_code == 400
    assert "déjà" in answer.content.decode()
    made = Assignment.objects.get()
    made.done_at = timezone.now()
    made.save()
    assert posted(client, draft, helper, brief="Encore").status_code == 200
    made.refresh_from_db()
    assert (made.brief, made.done_at) == ("Encore", None)


def test_only_members_who_may_enter_are_offered(client, editor, helper, draft):
    gone = someone("parti", "contributor", is_active=False)
    client.force_login(editor)
    page = client.get(url("team", draft)).content.decode()
    assert ">Aide<" in page
    assert ">Parti<" not in page
    assert posted(client, draft, gone).status_code == 400


def test_who_has_it_says_that_it_is_done_and_no_more(client, editor, helper, draft):
    made = assign(draft, helper, by=editor)
    client.force_login(fresh(helper))
    page = client.get(url("team", draft)).content.decode()
    assert "C’est fait" in page
    assert "Confier l’article" not in page
    address = url("assignment", draft, made.pk)
    client.post(address, {"action": "done"})
    made.refresh_from_db()
    assert made.done_at
    client.post(address, {"action": "undone"})
    made.refresh_from_db()
    assert made.done_at is None
    client.post(address, {"action": "remove"})
    posted(client, draft, editor)
    assert list(Assignment.objects.all()) == [made]


def test_who_assigns_takes_away(client, editor, helper, draft):
    made = assign(draft, helper, by=editor)
    client.force_login(editor)
    assert client.post(url("assignment", draft, made.pk), {"action": "burn"}).status_code == 404
    client.post(url("assignment", draft, made.pk), {"action": "remove"})
    assert not Assignment.objects.exists()
    client.force_login(fresh(helper))
    assert client.get(url("edit", draft)).status_code == 302


def test_the_owner_sees_his_team_and_does_not_choose_it(client, contributor, editor, helper, draft):
    made = assign(draft, helper, by=editor, brief="Relis les dates.")
    client.force_login(contributor)
    page = client.get(url("edit", draft)).content.decode()
    assert "Relis les dates." in page
    assert "Confier l’article" not in page
    client.post(url("assignment", draft, made.pk), {"action": "done"})
    posted(client, draft, contributor)
    made.refresh_from_db()
    assert made.done_at is None
    assert Assignment.objects.count() == 1


def test_an_editor_of_another_section_does_not_assign(client, helper, draft):
    stranger = someone("etrangere", "editor", factories.section("Critiques"))
    client.force_login(stranger)
    assert "Confier l’article" not in client.get(url("team", draft)).content.decode()
    posted(client, draft, helper)
    assert not Assignment.objects.exists()


def test_late_ones_are_marked(client, editor, helper, draft):
    assign(draft, helper, by=editor, due=timezone.localdate() - timedelta(days=1))
    client.force_login(editor)
    assert "en retard" in client.get(url("team", draft)).content.decode()
    Assignment.objects.update(done_at=timezone.now())
    assert "en retard" not in client.get(url("team", draft)).content.decode()


def test_an_assignment_is_of_the_story_in_its_address(client, editor, helper, draft, news):
    other = assign(draft_of(editor, "Autre", section=news), helper, by=editor)
    client.force_login(editor)
    answer = client.post(url("assignment", draft, other.pk), {"action": "remove"})
    assert answer.status_code == 404
    assert Assignment.objects.filter(pk=other.pk).exists()


def test_the_list_finds_what_somebody_has(client, editor, helper, draft, news):
    draft_of(editor, "Pas pour elle", section=news)
    assign(draft, helper, by=editor)
    client.force_login(editor)
    page = client.get(reverse(f"{NAMESPACE}:list"), {"assigned": helper.pk}).content.decode()
    assert draft.headline in page
    assert "Pas pour elle" not in page


def test_who_is_given_a_story_has_it_at_once(helper, draft):
    assert not access.may(helper, "change", draft)
    assign(draft, helper)
    assert access.may(helper, "change", draft)


def test_members_are_offered_by_name():
    for username, last_name in (("a", "Viviès"), ("b", "Arnoux"), ("c", "Marvault")):
        someone(username, "contributor", last_name=last_name)
    assert [user.last_name for user in access.members()] == ["Arnoux", "Marvault", "Viviès"]
