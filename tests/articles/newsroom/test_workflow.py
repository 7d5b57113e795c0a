"""Draft → submitted → approved or sent back → scheduled or published, with the reason each time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.models import Task, Workflow, WorkflowContentType, WorkflowState

from articles.admin.viewsets import ArticleEditView
from articles.models import Article, StoryApproval
from articles.models.draft_status import status_of
from articles.newsroom import workflow
from shows.admin.permissions import GateMixin
from tests import factories
from tests.articles.admin.test_article_form import story as form_of
from tests.members import member

from . import NAMESPACE, draft_of, reloaded, someone

pytestmark = pytest.mark.django_db

COMMENT = "Il manque la source de l’audience."


@pytest.fixture
def stranger():
    """Edits another section."""
    return someone("etrangere", "editor", factories.section("Critiques"))


@pytest.fixture
def submitted(draft, contributor):
    workflow.submit(draft, contributor)
    return reloaded(draft)


def edit_url(story):
    return reverse(f"{NAMESPACE}:edit", args=[story.pk])


def post(client, user, story, **extra):
    """Send the story's form, as the browser does."""
    client.force_login(user)
    data = form_of(story.headline) | {"slug": story.slug, "section": str(story.section_id)}
    return client.post(edit_url(story), data | extra, follow=True)


def act(client, user, story, action, comment=""):
    """Press one of the reviewer's buttons."""
    import json

    extra = {"action-workflow-action": "true", "workflow-action-name": action}
    if comment:
        extra["workflow-action-extra-data"] = json.dumps({"comment": comment})
    return post(client, user, story, **extra)


def buttons(client, user, story=None):
    """The buttons of the form, the main one first."""
    client.force_login(user)
    url = edit_url(story) if story else reverse(f"{NAMESPACE}:add")
    menu = client.get(url).context["action_menu"]
    items = [menu.default_item, *menu.menu_items]
    return [item.name for item in items]


def state(story) -> str:
    row = Article.snippet_viewset.get_queryset(_request()).get(pk=story.pk)
    return str(status_of(row))


def _request():
    from django.contrib.auth import get_user_model
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = get_user_model()(is_superuser=True, is_active=True, pk=0)
    return request


# The workflow itself


def test_there_is_one_workflow_and_making_it_again_changes_nothing():
    before = [model.objects.count() for model in (Workflow, Task, WorkflowContentType)]
    workflow.ensure_workflow()
    assert [model.objects.count() for model in (Workflow, Task, WorkflowContentType)] == before
    assert Article.get_default_workflow().name == "Relecture"
    assert StoryApproval.objects.count() == 1


def test_it_is_made_where_it_is_missing():
    WorkflowContentType.objects.all().delete()
    StoryApproval.objects.all().delete()
    assert Article.get_default_workflow() is None
    workflow.ensure_workflow()
    assert [t.specific_class for t in Article.get_default_workflow().tasks] == [StoryApproval]


# Who may


def test_submitting_is_the_contributors_main_button(client, contributor, draft, editor):
    assert buttons(client, contributor)[0] == "action-submit"
    assert buttons(client, contributor, draft)[0] == "action-submit"
    names = buttons(client, editor, draft)
    assert names[0] == "action-save"
    assert {"action-publish", "action-submit"} <= set(names)


def test_a_reviewer_decides_and_the_author_may_only_withdraw(
    client, contributor, submitted, editor, stranger
):
    assert buttons(client, contributor, submitted) == ["action-save", "action-cancel-workflow"]
    names = buttons(client, editor, submitted)
    assert names[0] == "approve"
    assert {"accept", "reject", "action-save"} <= set(names)
    assert not {"action-publish", "action-submit", "action-restart-workflow"} & set(names)
    client.force_login(stranger)
    assert client.get(edit_url(submitted)).status_code == 302


@pytest.mark.parametrize("action", ["approve", "accept", "reject"])
def test_neither_the_author_nor_another_section_decides(
    client, contributor, stranger, submitted, action
):
    task_state = submitted.current_workflow_task_state
    for user in (contributor, stranger):
        act(client, user, submitted, action, COMMENT)
        url = reverse(f"{NAMESPACE}:workflow_action", args=[submitted.pk, action, task_state.pk])
        client.post(url, {"comment": COMMENT})
    assert reloaded(submitted).workflow_in_progress
    assert not reloaded(submitted).live


def test_a_decision_is_about_the_story_of_its_address(client, editor, contributor, submitted):
    """Wagtail would take the review of any story from the address."""
    reviews = factories.section("Critiques")
    other = draft_of(contributor, "Une autre", section=reviews)
    workflow.submit(other, contributor)
    others = reloaded(other).current_workflow_task_state
    client.force_login(editor)
    url = reverse(f"{NAMESPACE}:workflow_action", args=[submitted.pk, "approve", others.pk])
    assert client.post(url, {"comment": ""}).status_code == 404
    assert reloaded(other).workflow_in_progress
    assert not reloaded(other).live


def test_a_review_opens_the_form_and_its_own_views_alone(submitted):
    reviewer = member(
        "relectrice",
        "articles.change_article",
        "articles.publish_article",
        "articles.edit_every_section",
    )

    class Gate(GateMixin, View):
        gate_policy = Article.snippet_viewset.permission_policy

    def opens(action):
        gate = Gate()
        gate.gate_needs = action
        return gate.gate_opens(reviewer, submitted)

    assert opens("change")
    assert opens("review")
    assert not opens("delete")
    assert not opens("lock")


# Submitting


def test_a_contributor_submits_from_the_form(client, contributor, draft):
    answer = post(client, contributor, draft, **{"action-submit": "1"})
    assert "est soumis à la relecture" in answer.content.decode()
    assert reloaded(draft).current_workflow_state.requested_by == contributor
    assert state(draft) == "soumis"


def test_a_new_story_is_submitted_at_once(client, contributor):
    client.force_login(contributor)
    client.post(reverse(f"{NAMESPACE}:add"), form_of("Toute neuve") | {"action-submit": "1"})
    assert Article.objects.get().workflow_in_progress


def test_the_author_takes_his_story_back(client, contributor, submitted):
    answer = post(client, contributor, submitted, **{"action-cancel-workflow": "1"})
    assert "est retiré de la relecture" in answer.content.decode()
    assert reloaded(submitted).current_workflow_state is None
    assert state(submitted) == "brouillon"


def test_the_author_goes_on_writing_until_a_reviewer_changes_the_story(
    client, contributor, editor, submitted
):
    changed = post(client, contributor, submitted, standfirst="Encore un mot.")
    assert changed.status_code == 200
    latest = reloaded(submitted).get_latest_revision_as_object()
    assert latest.standfirst == "Encore un mot."

    post(client, editor, submitted, standfirst="Le mot de l’éditrice.")
    page = post(client, contributor, submitted, standfirst="Écrasé ?").content.decode()
    latest = reloaded(submitted).get_latest_revision_as_object()
    assert latest.standfirst == "Le mot de l’éditrice."
    client.force_login(contributor)
    page = client.get(edit_url(submitted)).content.decode()
    assert "Camille relit cet article" in page
    # He may still take it back, and write again.
    post(client, contributor, submitted, **{"action-cancel-workflow": "1"})
    post(client, contributor, submitted, standfirst="De retour.")
    assert reloaded(submitted).get_latest_revision_as_object().standfirst == "De retour."


# Sending back


def test_sending_back_needs_a_comment(client, editor, submitted):
    answer = act(client, editor, submitted, "reject")
    assert "Dites ce qu’il faut reprendre" in answer.content.decode()
    assert reloaded(submitted).workflow_in_progress
    with pytest.raises(ValidationError):
        workflow.send_back(submitted, editor, "  ")


def test_the_window_asks_for_the_comment(client, editor, submitted):
    client.force_login(editor)
    task_state = submitted.current_workflow_task_state
    for name in ("collect_workflow_action_data", "workflow_action"):
        url = reverse(f"{NAMESPACE}:{name}", args=[submitted.pk, "reject", task_state.pk])
        answer = client.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
        assert "Dites ce qu’il faut reprendre" in answer.json()["html"]
    answer = client.post(url, {"comment": " "}, follow=True)
    assert "Dites ce qu’il faut reprendre" in answer.content.decode()
    assert reloaded(submitted).workflow_in_progress


def test_what_is_sent_back_says_why_and_is_submitted_again(client, editor, contributor, submitted):
    answer = act(client, editor, submitted, "reject", COMMENT)
    assert "est renvoyé à son auteur" in answer.content.decode()
    assert state(submitted) == "renvoyé"
    client.force_login(contributor)
    page = client.get(edit_url(submitted)).content.decode()
    assert page.count(COMMENT) >= 2, "above the form, and in the status panel"
    assert "Renvoyé par Camille" in page
    menu = buttons(client, contributor, submitted)
    assert menu[0] == "action-submit"
    assert "action-restart-workflow" not in menu
    post(client, contributor, submitted, **{"action-submit": "1"})
    assert reloaded(submitted).workflow_in_progress
    assert WorkflowState.objects.for_instance(submitted).count() == 1, "the same review goes on"


def test_an_incomplete_story_can_be_sent_back(client, editor, submitted):
    act(client, editor, submitted, "approve", "")  # refused below as well: no section
    submitted = reloaded(submitted)
    assert submitted.live
    second = draft_of(submitted.owner, "Incomplète")
    workflow.submit(second, submitted.owner)
    extra = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    extra["workflow-action-extra-data"] = '{"comment": "Complétez."}'
    client.force_login(editor)
    data = form_of("Incomplète") | {"slug": second.slug, "sponsor_url": ""} | extra
    data |= {"embargo_until": "", "kind": "news", "kicker": ""}
    client.post(edit_url(second), data)
    assert state(second) == "renvoyé"


# Approving


def test_an_approved_story_stays_a_draft(client, editor, submitted):
    answer = act(client, editor, submitted, "accept", "Très bien.")
    assert "est approuvé. Il reste un brouillon" in answer.content.decode()
    assert not reloaded(submitted).live
    assert state(submitted) == "approuvé"


def test_an_approval_is_of_the_story_as_it_was(client, editor, contributor, submitted):
    workflow.approve(submitted, editor)
    post(client, contributor, submitted, standfirst="Je change tout.")
    assert state(submitted) == "approuvé, modifié depuis"


def test_approving_publishes_when_no_date_is_set(client, editor, submitted):
    answer = act(client, editor, submitted, "approve")
    assert "est approuvé et publié" in answer.content.decode()
    assert reloaded(submitted).live
    assert state(submitted) == "publié"


def test_an_approval_is_not_that_of_the_next_draft(client, editor, submitted):
    workflow.publish(submitted, editor)
    post(client, editor, reloaded(submitted), standfirst="Une nouvelle version.")
    assert state(submitted) == "publié, brouillon en cours"


def test_approving_schedules_when_a_date_is_set(client, editor, submitted):
    later = timezone.localtime() + timedelta(days=2)
    moment = later.strftime("%d/%m/%Y %H:%M")
    post(client, editor, submitted, go_live_at=moment)
    client.force_login(editor)
    assert "Approuver et programmer" in client.get(edit_url(submitted)).content.decode()
    extra = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = post(client, editor, submitted, go_live_at=moment, **extra)
    assert "est approuvé et partira le" in answer.content.decode()
    assert not reloaded(submitted).live
    assert reloaded(submitted).scheduled_revision
    assert state(submitted) == "programmé"


def embargo(story, until):
    draft = story.get_latest_revision_as_object()
    draft.embargo_until = until
    draft.save_revision()
    return until.strftime("%d/%m/%Y %H:%M")


def test_an_embargo_refuses_approval_and_the_story_stays_submitted(client, editor, submitted):
    typed = embargo(submitted, timezone.localtime() + timedelta(days=3))
    extra = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = post(client, editor, submitted, embargo_until=typed, **extra)
    assert "embargo" in answer.content.decode()
    assert reloaded(submitted).workflow_in_progress
    assert not reloaded(submitted).live
    task_state = submitted.current_workflow_task_state
    url = reverse(f"{NAMESPACE}:workflow_action", args=[submitted.pk, "approve", task_state.pk])
    answer = client.post(url, {"comment": ""}, follow=True)
    assert "sous embargo jusqu" in answer.content.decode()
    assert reloaded(submitted).workflow_in_progress


def test_an_autosave_decides_nothing(client, editor, submitted):
    """Sent while the form is on its way, it carries the same fields."""
    client.force_login(editor)
    data = form_of(submitted.headline) | {
        "slug": submitted.slug,
        "section": str(submitted.section_id),
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }
    answer = client.post(edit_url(submitted), data, headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert reloaded(submitted).workflow_in_progress
    assert not reloaded(submitted).live


def test_of_two_reviewers_the_second_is_told(client, editor, submitted, monkeypatch):
    save = ArticleEditView.save_instance

    def meanwhile(view):
        workflow.send_back(reloaded(submitted), editor, COMMENT)
        return save(view)

    monkeypatch.setattr(ArticleEditView, "save_instance", meanwhile)
    answer = act(client, editor, submitted, "approve")
    assert "n’est plus en relecture" in answer.content.decode()
    assert not reloaded(submitted).live
    assert state(submitted) == "renvoyé"


# What is told


def test_the_history_tells_every_step_with_who_and_why(client, editor, contributor, draft):
    workflow.submit(draft, contributor)
    workflow.send_back(reloaded(draft), editor, COMMENT)
    workflow.submit(reloaded(draft), contributor)
    workflow.approve(reloaded(draft), editor, "Bravo.")
    client.force_login(contributor)
    page = client.get(reverse(f"{NAMESPACE}:history", args=[draft.pk])).content.decode()
    for said in ("Soumis à la relecture", "Renvoyé", COMMENT, "Soumis à nouveau", "Approuvé"):
        assert said in page, said
    assert "Bravo." in page
    assert "Camille" in page


@pytest.mark.parametrize("name", ["submitted", "sent_back", "approved", "in_review", "draft"])
def test_the_list_finds_stories_by_where_their_review_stands(
    client, editor, contributor, news, name
):
    stories = {}
    for key in ("draft", "submitted", "sent_back", "approved"):
        stories[key] = draft_of(contributor, f"Histoire {key}", section=news)
        if key != "draft":
            workflow.submit(stories[key], contributor)
    workflow.send_back(reloaded(stories["sent_back"]), editor, COMMENT)
    workflow.approve(reloaded(stories["approved"]), editor)
    client.force_login(editor)
    page = client.get(reverse(f"{NAMESPACE}:list"), {"state": name}).content.decode()
    found = {key for key in stories if f"Histoire {key}" in page}
    wanted = {"in_review": {"submitted", "sent_back"}, "draft": set(stories)}.get(name, {name})
    assert found == wanted


@pytest.mark.parametrize("path", ["workflow", "workflow/results", "workflow_tasks"])
def test_wagtails_reports_of_reviews_are_closed(client, contributor, editor, submitted, path):
    for user in (contributor, editor):
        client.force_login(user)
        answer = client.get(f"/admin/reports/{path}/")
        assert answer.status_code == 404
        assert submitted.headline not in answer.content.decode()
