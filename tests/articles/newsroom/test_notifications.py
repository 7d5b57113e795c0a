"""Mails: to those concerned and nobody else, once, in French, and never in the way."""

import logging
from datetime import date, datetime

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.users.models import UserProfile

from articles.models import FrontPage
from articles.newsroom import notifications, workflow
from articles.newsroom.assignments import assign
from articles.newsroom.notes import write
from tests import factories

from . import draft_of, reloaded, someone

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def chief():
    return someone("maud", "chief_editor")


@pytest.fixture
def after(django_capture_on_commit_callbacks):
    """Do something, commit, and return the mails as {recipient: message}."""

    def do(act, *args, acting=None, **kwargs):
        mail.outbox.clear()
        with LogContext(user=acting), django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        recipients = [address for message in mail.outbox for address in message.to]
        assert len(recipients) == len(set(recipients)), "nobody gets two mails about one act"
        return {message.to[0].partition("@")[0]: message for message in mail.outbox}

    return do


def submit(story, user, after):
    return after(workflow.submit, reloaded(story), user)


def test_a_submission_goes_to_the_editors_of_the_section(after, draft, contributor, editor, chief):
    other = someone("etrangere", "editor", factories.section("Critiques"))
    assert other
    mails = submit(draft, contributor, after)
    assert set(mails) == {"camille"}
    message = mails["camille"]
    assert message.subject == "À relire\xa0: «\xa0Missions revient\xa0» (Inès)"
    assert f"http://localhost:8000/admin/articles/edit/{draft.pk}/" in message.body
    assert "Rubrique\xa0: Actualités" in message.body
    assert "<" not in message.body.partition("http")[0]


def test_a_section_without_editors_is_the_chiefs(after, draft, contributor, chief):
    assert set(submit(draft, contributor, after)) == {"maud"}


def test_who_submits_is_not_asked_to_approve(after, news, editor, chief):
    assert set(submit(draft_of(editor, section=news), editor, after)) == {"maud"}


def test_without_a_chief_the_administrators_are_told(after, draft, contributor):
    someone("admin", "administrator", is_superuser=True)
    assert set(submit(draft, contributor, after)) == {"admin"}


def test_what_is_sent_back_tells_owner_submitter_and_team(after, news, contributor, editor, chief):
    helper, done = someone("aide", "contributor"), someone("fini", "contributor")
    story = draft_of(chief, section=news)
    assign(story, helper)
    assignment = assign(story, done)
    assignment.done_at = assignment.created_at
    assignment.save()
    assign(story, contributor)
    submit(story, contributor, after)
    mails = after(workflow.send_back, reloaded(story), editor, "Il manque « la » source.")
    assert set(mails) == {"maud", "pigiste", "aide"}
    assert "Il manque « la » source." in mails["pigiste"].body
    assert mails["pigiste"].subject.startswith("Renvoyé")
    assert "Camille renvoie l’article" in mails["aide"].body


@pytest.mark.parametrize(
    ("act", "subject"), [(workflow.approve, "Approuvé"), (workflow.publish, "Publié")]
)
def test_one_mail_tells_of_an_approval(after, draft, contributor, editor, act, subject):
    submit(draft, contributor, after)
    mails = after(act, reloaded(draft), editor, "Bravo.", acting=editor)
    assert set(mails) == {"pigiste"}
    assert mails["pigiste"].subject.startswith(subject)
    assert "Bravo." in mails["pigiste"].body
    if act is workflow.publish:
        assert f"http://localhost:8000/actualites/{draft.slug}/" in mails["pigiste"].body


def test_a_schedule_is_told_with_its_moment(after, draft, contributor, editor):
    scheduled = draft.get_latest_revision_as_object()
    scheduled.go_live_at = timezone.make_aware(datetime(2101, 5, 3, 10, 0))
    scheduled.save_revision()
    submit(draft, contributor, after)
    mails = after(workflow.publish, reloaded(draft), editor, acting=editor)
    assert mails["pigiste"].subject.startswith("Programmé")
    assert "Il partira le mardi 3 mai 2101, 10:00." in mails["pigiste"].body


def test_publishing_by_hand_tells_the_owner_the_first_time(after, draft, contributor, editor):
    publish = draft.latest_revision.publish
    assert set(after(publish, user=editor, acting=editor)) == {"pigiste"}
    again = reloaded(draft).save_revision()
    assert after(again.publish, user=editor, acting=editor) == {}, "a correction is in the history"


def test_who_publishes_his_own_story_gets_no_mail(after, news, editor):
    story = draft_of(editor, section=news)
    assert after(story.latest_revision.publish, user=editor, acting=editor) == {}


def test_the_publisher_tells_that_it_went_out(after, draft):
    mails = after(draft.latest_revision.publish)
    assert "est parti comme prévu" in mails["pigiste"].body


def test_an_assignment_is_told_to_whom_it_is_given(after, draft, editor):
    reader = someone("relecteur", "contributor")
    mails = after(
        assign,
        draft,
        reader,
        by=editor,
        role="read",
        due=date(2101, 5, 3),
        brief="Vérifie les dates.",
    )
    assert set(mails) == {"relecteur"}
    body = mails["relecteur"].body
    for said in ("Camille vous confie", "Vérifie les dates.", "mardi 3 mai 2101"):
        assert said in body
    assert f"/admin/articles/notes/{draft.pk}/" in body, "he reads it, and cannot edit it"
    assert after(assign, draft, editor, by=editor) == {}


def test_a_mention_is_told_and_whoever_wrote_it_is_not(after, draft, contributor, editor):
    mails = after(write, draft, editor, "@pigiste et @camille, la source ?")
    assert set(mails) == {"pigiste"}
    assert "@pigiste et @camille, la source ?" in mails["pigiste"].body


def test_a_failed_publication_is_told_to_owner_and_reviewers(after, draft, editor):
    mails = after(notifications.publication_failed, draft, "Une image n’a plus de droits.")
    assert set(mails) == {"pigiste", "camille"}
    assert "Une image n’a plus de droits." in mails["pigiste"].body
    assert mails["camille"].subject.startswith("Pas parti")


def test_a_front_page_that_fails_is_told_to_those_who_publish_front_pages(after, editor):
    someone("maud", "chief_editor")
    front = FrontPage.objects.create(title="La une de lundi")
    mails = after(notifications.publication_failed, front, "La base n’a pas répondu.")
    assert set(mails) == {"maud"}
    assert "La une de lundi" in mails["maud"].subject
    assert f"/admin/une/edit/{front.pk}/" in mails["maud"].body


@pytest.mark.parametrize("wish", ["submitted", "rejected", "approved"])
def test_who_does_not_want_a_mail_gets_none(after, draft, contributor, editor, wish):
    for user in (contributor, editor):
        UserProfile.objects.create(user=user, **{f"{wish}_notifications": False})
    sent = {"submitted": submit(draft, contributor, after)}
    sent["rejected"] = after(workflow.send_back, reloaded(draft), editor, "Reprends.")
    submit(draft, contributor, after)
    sent["approved"] = after(workflow.approve, reloaded(draft), editor)
    assert {name for name, mails in sent.items() if not mails} == {wish}


def test_who_has_left_or_has_no_address_gets_no_mail(after, draft, contributor, editor):
    contributor.is_active = False
    contributor.save()
    submit(draft, contributor, after)
    assert after(workflow.approve, reloaded(draft), editor) == {}
    contributor.is_active, contributor.email = True, ""
    contributor.save()
    assert after(assign, draft, contributor, by=editor) == {}


def test_nothing_is_sent_of_what_is_not_committed(draft, contributor, editor):
    mail.outbox.clear()
    workflow.submit(reloaded(draft), contributor)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_stops_nothing(
    after, draft, contributor, editor, settings, caplog
):
    settings.EMAIL_BACKEND = "tests.articles.newsroom.test_notifications.NoServer"
    with caplog.at_level(logging.ERROR, logger="generique.mail"):
        submit(draft, contributor, after)
    assert reloaded(draft).workflow_in_progress
    assert "could not be sent" in caplog.text


class NoServer:
    """A mail server that does not answer."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError
