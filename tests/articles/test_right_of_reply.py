"""The right of reply: a file with its days, and two stories that lead to each other."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, RightOfReply
from articles.models.replies import ReplyState, state_of
from articles.pages.story import story_page
from shows.admin.deletion import StillUsed
from tests import factories
from tests.members import in_role, member

pytestmark = pytest.mark.django_db

NAMESPACE = "wagtailsnippets_articles_rightofreply"
TODAY = datetime.date(2031, 3, 10)


@pytest.fixture
def pair(db):
    """A live story, its live reply, and the file that joins them."""
    answered = factories.article("Canal+ lâche Versailles", live=True)
    reply = factories.article("Canal+ répond", live=True)
    file = RightOfReply.objects.create(
        article=answered,
        claimant="Canal+",
        received=TODAY,
        due=TODAY + datetime.timedelta(3),
        reply=reply,
    )
    return answered, reply, file


def page(client, story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def hide(story, how):
    rows = Article.objects.filter(pk=story.pk)
    if how == "unpublished":
        story.unpublish()
    elif how == "embargoed":
        rows.update(embargo_until=timezone.now() + datetime.timedelta(1))
    else:
        rows.update(section=None)


# On the public pages


def test_two_stories_that_are_out_lead_to_each_other(client, pair):
    answered, reply, _file = pair
    content = page(client, answered)
    assert "Droit de réponse" in content
    assert f'<a href="{reply.get_absolute_url()}">Canal+ répond</a>' in content
    content = page(client, reply)
    assert "Ce texte répond à" in content
    assert f'<a href="{answered.get_absolute_url()}">Canal+ lâche Versailles</a>' in content


@pytest.mark.parametrize("how", ["unpublished", "embargoed", "without a section"])
def test_neither_says_anything_of_the_other_while_that_is_hidden(client, pair, how):
    answered, reply, _file = pair
    hide(reply, how)
    content = page(client, answered)
    assert "Droit de réponse" not in content
    assert "Canal+ répond" not in content


@pytest.mark.parametrize("how", ["unpublished", "embargoed", "without a section"])
def test_a_reply_does_not_name_a_story_that_is_hidden(client, pair, how):
    answered, reply, _file = pair
    hide(answered, how)
    content = page(client, reply)
    assert "Ce texte répond à" not in content
    assert "Versailles" not in content


def test_a_safe_headline_is_kept_safe(client, pair):
    answered, reply, _file = pair
    Article.objects.filter(pk=answered.pk).update(safe_headline="Canal+ et Versailles")
    assert "Canal+ et Versailles" in page(client, reply)
    assert "lâche" not in page(client, reply)


def test_a_refusal_and_the_desk_s_notes_stay_inside(client, pair):
    answered, reply, file = pair
    RightOfReply.objects.filter(pk=file.pk).update(refusal="Hors délai", note="Voir l’avocate")
    for story in (answered, reply):
        content = page(client, story)
        assert "Droit de réponse" not in content
        assert "Hors délai" not in content
        assert "avocate" not in content


def test_the_preview_shows_what_the_page_will(pair):
    answered, _reply, _file = pair
    draft = factories.article("Brouillon de réponse")
    RightOfReply.objects.create(
        article=answered, claimant="Banijay", received=TODAY, due=TODAY, reply=draft
    )
    shown = story_page(draft.get_latest_revision_as_object())
    assert [story.headline for story in shown["answers"]] == ["Canal+ lâche Versailles"]
    shown = story_page(answered.get_latest_revision_as_object())
    assert [story.headline for story in shown["replies"]] == ["Canal+ répond"]


def test_it_costs_a_story_s_page_the_stories_that_it_names(pair):
    answered, _reply, _file = pair
    alone = factories.article("Seul", live=True)
    counts = []
    for story in (alone, answered):
        story = Article.objects.public().select_related("section").get(pk=story.pk)
        with CaptureQueriesContext(connection) as captured:
            story_page(story)
        counts.append(len(captured))
    assert counts[1] - counts[0] <= 2  # the stories and their sources


# The file


def test_it_is_due_three_days_after_its_receipt():
    file = RightOfReply(article=factories.article(live=True), claimant="X", received=TODAY)
    file.full_clean()
    assert file.due == datetime.date(2031, 3, 13)
    file.due = TODAY - datetime.timedelta(1)
    with pytest.raises(ValidationError, match="échéance"):
        file.full_clean()


def test_a_reply_is_published_or_refused(pair):
    answered, _reply, file = pair
    file.refusal = "Hors délai"
    with pytest.raises(ValidationError, match="soit"):
        file.full_clean()
    file.refusal, file.reply = "", answered
    with pytest.raises(ValidationError, match="propre réponse"):
        file.full_clean()


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"due": TODAY}, ReplyState.OPEN),
        ({"due": TODAY - datetime.timedelta(1)}, ReplyState.LATE),
        ({"due": TODAY - datetime.timedelta(1), "refusal": "Hors délai"}, ReplyState.REFUSED),
    ],
)
def test_its_state_follows_from_its_days(time_machine, values, state):
    time_machine.move_to(datetime.datetime(2031, 3, 10, 12, tzinfo=datetime.UTC))
    assert state_of(RightOfReply(received=TODAY - datetime.timedelta(5), **values)) == state


def test_it_is_published_once_the_reply_is_live(pair):
    *_stories, file = pair
    assert state_of(file) == ReplyState.PUBLISHED
    draft = factories.article("Brouillon")
    file.reply = draft
    assert state_of(file) in (ReplyState.OPEN, ReplyState.LATE)


@pytest.mark.parametrize("which", [0, 1])
def test_neither_story_can_be_deleted(pair, which):
    with pytest.raises(StillUsed, match="Canal"), transaction.atomic():
        pair[which].delete()
    assert Article.objects.count() == 2
    pair[2].delete()
    pair[which].delete()


# In the admin


def test_it_is_entered_and_listed(desk):
    story = factories.article("Canal+ lâche Versailles", live=True)
    data = {"article": story.pk, "claimant": "Canal+", "received": "10 mars 2031"}
    response = desk.post(reverse(f"{NAMESPACE}:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    file = RightOfReply.objects.get()
    assert file.due == datetime.date(2031, 3, 13)
    content = desk.get(reverse(f"{NAMESPACE}:list")).content.decode()
    assert "Canal+ lâche Versailles" in content
    assert "13\N{NO-BREAK SPACE}mars 2031" in content
    assert "à publier" in content
    form = desk.get(reverse(f"{NAMESPACE}:edit", args=[file.pk])).content.decode()
    assert "trois jours" in form


@pytest.mark.parametrize("state", ReplyState)
def test_the_list_is_filtered_by_state(desk, pair, state):
    answered, _reply, published = pair
    RightOfReply.objects.filter(pk=published.pk).update(claimant="Demandeur publié")
    today = timezone.localdate()
    past, days = today - datetime.timedelta(9), datetime.timedelta
    for name, values in (
        ("open", {"due": today}),
        ("late", {"due": today - days(1)}),
        ("refused", {"due": today - days(1), "refusal": "Hors délai"}),
    ):
        RightOfReply.objects.create(
            article=answered, claimant=f"Demandeur {name}", received=past, **values
        )
    content = desk.get(reverse(f"{NAMESPACE}:list"), {"state": state}).content.decode()
    found = [name for name in ReplyState.values if f"Demandeur {name}" in content]
    assert found == ([] if state == ReplyState.PUBLISHED else [state])
    assert ("Demandeur publié" in content) is (state == ReplyState.PUBLISHED)


def test_it_is_for_those_who_hold_the_right(client, pair):
    file = pair[2]
    addresses = [reverse(f"{NAMESPACE}:list"), reverse(f"{NAMESPACE}:edit", args=[file.pk])]
    for role in ("contributor", "editor", "picture_editor", "documentalist"):
        client.force_login(in_role(role))
        for address in addresses:
            assert client.get(address).status_code == 302, (role, address)
    client.force_login(in_role("chief_editor"))
    for address in addresses:
        assert client.get(address).status_code == 200
    assert f'"{addresses[0]}"' in client.get("/admin/").content.decode()  # in the menu of reports


def test_the_file_of_a_draft_is_for_those_who_may_see_the_draft(client, pair):
    secret = factories.article("Secret", owner=member("autre", superuser=True))
    file = RightOfReply.objects.create(
        article=secret, claimant="Demandeur caché", received=TODAY, due=TODAY
    )
    client.force_login(
        member("juriste", *(f"articles.{a}_rightofreply" for a in ("view", "change", "delete")))
    )
    assert "Demandeur caché" not in client.get(reverse(f"{NAMESPACE}:list")).content.decode()
    for name in ("edit", "delete", "history", "usage"):
        response = client.get(reverse(f"{NAMESPACE}:{name}", args=[file.pk]))
        assert response.status_code == 302, name
