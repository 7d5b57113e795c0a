"""Several stories at once: what is done, what is left and why, and what the history keeps."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import ModelLogEntry

from articles.admin import bulk, bulk_actions
from articles.models import Article, ArticleKind, Assignment
from shows.models import Redirect
from tests import factories
from tests.members import in_role

pytestmark = [pytest.mark.django_db, pytest.mark.real]

LIST = "wagtailsnippets_articles_article:list"


@pytest.fixture
def mine():
    return factories.section("Critiques")


@pytest.fixture
def chief(client):
    user = in_role("chief_editor")
    client.force_login(user)
    return user


def url(action, *stories, **query) -> str:
    base = reverse("wagtail_bulk_action", args=["articles", "article", action])
    keys = "&".join(f"id={story.pk}" for story in stories) or "id=all"
    return "&".join([f"{base}?{keys}", *(f"{name}={value}" for name, value in query.items())])


def do(client, action, *stories, data=None, **query) -> str:
    """Do it, and return what the editor is told afterwards, as text."""
    response = client.post(url(action, *stories, **query), data or {})
    assert response.status_code == 302
    return strip_tags(" ".join(str(m) for m in get_messages(response.wsgi_request)))


def page(client, action, *stories, **query):
    """The page that asks: (stories to which it will be done, {story left: why})."""
    context = client.get(url(action, *stories, **query)).context
    left = {entry["story"]: " ".join(entry["reasons"]) for entry in context["left"]}
    return [entry["story"] for entry in context["free"]], left


def again(story) -> Article:
    return Article.objects.get(pk=story.pk)


def history(story) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(story).order_by("pk")
    return [entry.action for entry in entries]


def draft_of(story, **changes):
    """Give a live story a draft that says something else; return the story."""
    draft = again(story).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)
    return again(story)


# Publishing


def test_publishing_leaves_out_what_cannot_go_out_and_says_why(client, chief):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    ready = factories.article("Prêt")
    embargo = factories.article("Sous embargo", embargo_until=tomorrow, embargo_source="HBO")
    out = factories.article("Déjà en ligne", live=True)
    nowhere = factories.article("Sans rubrique")
    draft_of(nowhere, section=None)
    locked = factories.article("Verrouillé", locked=True, locked_by=in_role("editor"))
    every = (ready, embargo, out, nowhere, locked)
    free, left = page(client, "publish", *every)
    assert free == [ready]
    assert set(left) == {embargo, out, nowhere, locked}
    assert "embargo" in left[embargo].lower()
    told = do(client, "publish", *every)
    assert [again(story).live for story in every] == [True, False, True, False, False]
    for story in (embargo, out, nowhere, locked):
        assert story.headline in told
        assert left[story] in told
    assert "wagtail.publish" in history(ready)
    assert "wagtail.publish" not in history(embargo)


def test_publishing_takes_the_latest_draft_and_schedules_what_is_for_later(client, chief):
    changed = draft_of(factories.article("Avant", live=True), headline="Après")
    later = timezone.now().replace(microsecond=0) + datetime.timedelta(days=2)
    planned = factories.article("Pour plus tard", go_live_at=later)
    do(client, "publish", changed, planned)
    assert (again(changed).headline, again(changed).has_unpublished_changes) == ("Après", False)
    assert not again(planned).live
    assert again(planned).scheduled_revision.approved_go_live_at == later
    _free, left = page(client, "publish", planned)
    assert planned in left


def test_an_error_of_one_story_does_not_undo_the_others(client, chief, monkeypatch):
    from django.db import IntegrityError

    first, second, third = (factories.article(name) for name in ("Un", "Deux", "Trois"))
    act = bulk_actions.Publish.act

    def failing(self, story):
        act(self, story)
        if story.pk == second.pk:
            raise IntegrityError("of the database")

    monkeypatch.setattr(bulk_actions.Publish, "act", failing)
    told = do(client, "publish", first, second, third)
    assert [again(story).live for story in (first, second, third)] == [True, False, True]
    assert "Deux" in told
    assert "wagtail.publish" not in history(second)


def test_an_editor_publishes_in_bulk_in_his_sections_only(client, mine):
    client.force_login(in_role("editor", sections=[mine]))
    here, there = factories.article("Ici", section=mine), factories.article("Là-bas")
    leaving = factories.article("En partance", section=mine, live=True)
    draft_of(leaving, section=factories.section("Industrie"))
    told = do(client, "publish", here, there, leaving)
    assert (again(here).live, again(there).live) == (True, False)
    assert again(leaving).section == mine
    assert "Là-bas" in told
    assert "En partance" in told


def test_a_contributor_is_not_offered_what_he_may_not_do(client):
    user = in_role("contributor")
    client.force_login(user)
    story = factories.article("À moi", owner=user)
    listing = client.get(reverse(LIST)).content.decode()
    assert url("delete").partition("?")[0] in listing
    assert url("tag").partition("?")[0] in listing
    for action in ("publish", "unpublish", "assign"):
        assert url(action).partition("?")[0] not in listing
        assert client.post(url(action, story)).status_code in (302, 403)
    assert not again(story).live


# Taking offline


def test_taking_stories_offline(client, mine):
    client.force_login(in_role("editor", sections=[mine]))
    here = factories.article("Ici", section=mine, live=True)
    there = factories.article("Là-bas", live=True)
    draft = factories.article("Brouillon", section=mine)
    told = do(client, "unpublish", here, there, draft)
    assert [again(story).live for story in (here, there, draft)] == [False, True, False]
    assert "wagtail.unpublish" in history(here)
    assert "Là-bas" in told
    assert "Brouillon" in told


# One thing, in what is live and in the draft


def test_moving_a_live_story_moves_its_draft_too_and_publishes_nothing_of_it(client, chief):
    there = factories.section("Industrie")
    story = draft_of(factories.article("En ligne", live=True), headline="Pas encore")
    before = story.get_absolute_url()
    told = do(client, "move", story, data={"section": there.pk})
    row, draft = again(story), again(story).get_latest_revision_as_object()
    assert (row.headline, row.section, row.has_unpublished_changes) == ("En ligne", there, True)
    assert (draft.headline, draft.section) == ("Pas encore", there)
    assert row.live_revision.as_object().section == there
    assert row.live_revision.as_object().headline == "En ligne"
    assert Redirect.objects.filter(path=before).exists()
    assert client.get(before).headers["Location"] == row.get_absolute_url()
    assert history(story)[-1] == "articles.move"
    assert "Industrie" in told
    row.latest_revision.publish()
    assert (again(story).headline, again(story).section) == ("Pas encore", there)


def test_moving_a_live_story_without_a_draft_leaves_none(client, chief):
    there = factories.section("Industrie")
    story = factories.article("En ligne", live=True)
    do(client, "move", story, data={"section": there.pk})
    row = again(story)
    assert (row.section, row.live, row.has_unpublished_changes) == (there, True, False)
    assert row.live_revision == row.latest_revision
    assert row.live_revision.as_object().section == there


def test_a_draft_moves_as_a_draft(client, chief):
    there = factories.section("Industrie")
    story = draft_of(factories.article("Brouillon"), headline="Brouillon, suite")
    do(client, "move", story, data={"section": there.pk})
    draft = again(story).get_latest_revision_as_object()
    assert (again(story).section, again(story).live) == (there, False)
    assert (draft.section, draft.headline) == (there, "Brouillon, suite")
    assert "déjà" in do(client, "move", story, data={"section": there.pk})


def test_what_is_scheduled_stays_where_it_is(client, chief):
    there = factories.section("Industrie")
    story = factories.article("Programmé", go_live_at=timezone.now() + datetime.timedelta(days=1))
    story.latest_revision.publish()
    revisions = story.revisions.count()
    assert "Programmé" in do(client, "move", story, data={"section": there.pk})
    assert again(story).section != there
    assert story.revisions.count() == revisions


def test_moving_takes_both_sections(client, mine):
    there, dossiers = factories.section("Industrie"), factories.section("Dossiers")
    user = in_role("editor", sections=[mine, dossiers])
    client.force_login(user)
    others = factories.article("D’un autre", section=mine, owner=in_role("contributor"))
    live = factories.article("En ligne", section=mine, live=True, owner=user)
    own = factories.article("À moi", section=mine, owner=user)
    do(client, "move", others, live, own, data={"section": there.pk})
    assert [again(story).section for story in (others, live, own)] == [mine, mine, there]
    do(client, "move", others, live, data={"section": dossiers.pk})
    assert [again(story).section for story in (others, live)] == [dossiers, dossiers]


def test_a_tag_is_added_to_what_is_live_and_to_the_draft(client, chief):
    story = factories.article("En ligne", live=True, tags=["Cannes"])
    draft = again(story).get_latest_revision_as_object()
    draft.headline = "Pas encore"
    draft.tags.add("En attente")
    draft.save_revision()
    do(client, "tag", story, data={"tags": "cannes, Rentrée"})
    row, draft = again(story), again(story).get_latest_revision_as_object()
    assert set(row.tags.names()) == {"Cannes", "Rentrée"}
    assert row.headline == "En ligne"
    assert {tag.name for tag in draft.tags.all()} == {"Cannes", "Rentrée", "En attente"}
    assert draft.headline == "Pas encore"
    assert history(story)[-1] == "articles.tag"
    revisions = story.revisions.count()
    assert "En ligne" in do(client, "tag", story, data={"tags": "Rentrée"})
    assert story.revisions.count() == revisions


def test_the_facts_of_a_story_keep_their_rows(client, chief):
    missions, amc = factories.series("Missions"), factories.company("AMC")
    deal = factories.deal(series=missions, buyer=amc)
    story = factories.article("En ligne", live=True, deals=[deal])
    key = story.deals.get().pk
    do(client, "tag", story, data={"tags": "Rentrée"})
    assert [row.pk for row in again(story).deals.all()] == [key]
    again(story).latest_revision.publish()
    assert [row.pk for row in again(story).deals.all()] == [key]


def test_a_contributor_tags_his_own_drafts_alone(client):
    user = in_role("contributor")
    client.force_login(user)
    own, other = factories.article("À moi", owner=user), factories.article("Secret")
    out = factories.article("En ligne", owner=user, live=True)
    told = do(client, "tag", own, other, out, data={"tags": "Rentrée"})
    assert [list(again(story).tags.names()) for story in (own, other, out)] == [["Rentrée"], [], []]
    assert "Secret" not in told


# Assigning


def test_assigning_stories_with_a_due_date(client, mine):
    user, writer = in_role("editor", sections=[mine]), in_role("contributor")
    client.force_login(user)
    here, there = factories.article("Ici", section=mine), factories.article("Là-bas")
    twice = factories.article("Deux fois", section=mine)
    Assignment.objects.create(article=twice, user=writer)
    due = timezone.localdate() + datetime.timedelta(days=3)
    data = {"user": writer.pk, "role": "write", "due": due.isoformat(), "brief": "Relancer"}
    told = do(client, "assign", here, there, twice, data=data)
    made = Assignment.objects.get(article=here)
    assert (made.user, made.due, made.brief, made.assigned_by) == (writer, due, "Relancer", user)
    assert not Assignment.objects.filter(article=there).exists()
    assert Assignment.objects.filter(article=twice).count() == 1
    assert "articles.assign" in history(here)
    assert "Là-bas" in told
    assert "Deux fois" in told


def test_nobody_and_no_section_are_refused_by_the_form(client, chief):
    story = factories.article("Ici")
    for action, field in (("assign", "user"), ("move", "section"), ("tag", "tags")):
        response = client.post(url(action, story), {})
        assert field in response.context["form"].errors, action
    past = {"user": chief.pk, "role": "write", "due": "2020-01-01"}
    response = client.post(url("assign", story), past)
    assert response.context["form"].errors["due"] == ["Ce jour est passé. Choisissez-en un autre."]
    assert not Assignment.objects.exists()


# Which stories


@pytest.mark.parametrize("action", ["publish", "tag"])
def test_select_all_is_what_the_list_shows(client, chief, action):
    review = factories.article("Critique", kind=ArticleKind.REVIEW)
    news = factories.article("Brève")
    listing = f"{reverse(LIST)}%3Fkind%3Dnews"
    free, left = page(client, action, next=listing)
    assert (free, left) == ([news], {})
    do(client, action, data={"tags": "Rentrée"}, next=listing)
    done = {"publish": lambda s: again(s).live, "tag": lambda s: bool(again(s).tags.count())}
    assert [done[action](story) for story in (review, news)] == [False, True]


def test_what_is_beyond_the_limit_is_told(client, chief, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    every = [factories.article(name) for name in ("Un", "Deux", "Trois")]
    told = do(client, "publish", *every)
    assert sum(again(story).live for story in every) == 2
    assert "Un article de plus était coché" in told


def test_a_long_list_of_what_was_left_is_cut(client, chief, monkeypatch):
    monkeypatch.setattr(bulk, "NAMED", 1)
    every = [factories.article(name, live=True) for name in ("Un", "Deux", "Trois")]
    told = do(client, "publish", *every)
    assert sum(story.headline in told for story in every) == 1
