"""The newsroom's home: what waits for whom, and nothing that he may not see."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, PublicationFailure, PublisherRun
from articles.newsroom import workflow
from articles.newsroom.assignments import assign
from articles.newsroom.notes import resolve, write
from magazine.newsroom import dashboard
from tests import factories
from tests.articles.newsroom import draft_of, fresh, reloaded, someone

pytestmark = pytest.mark.django_db

#: For the whole page, whatever there is to show.
BUDGET = 25


@pytest.fixture(autouse=True)
def awake():
    return PublisherRun.objects.create(ran_at=timezone.now())


def home(client, user) -> dict:
    """{panel: rows} of the home of ``user``, empty panels included, as the page shows them."""
    client.force_login(fresh(user))
    page = client.get("/admin/")
    assert page.status_code == 200
    text = page.content.decode()
    context = dashboard.Dashboard().get_context_data({"request": page.wsgi_request})
    panels = [*context["panels"], *context["quiet"]]
    for panel in panels:
        assert panel.title in text.replace("&#x27;", "’")
        for row in panel.shown:
            assert row.title.split("’")[0] in text
        if not panel.rows and not panel.warning:
            assert panel.empty in text
    return {panel.name: panel for panel in panels}


def titles(panel) -> list[str]:
    return [row.title for row in panel.rows]


def schedule(story, moment):
    """Schedule the latest version, and let its time come."""
    draft = story.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=30)
    draft.save_revision().publish()
    revision = Article.objects.get(pk=story.pk).latest_revision
    revision.approved_go_live_at = moment
    revision.save(update_fields=["approved_go_live_at"])


def test_nothing_to_show_is_said_honestly(client, editor):
    panels = home(client, editor)
    assert set(panels) == {
        *("failing", "review", "sent", "assigned", "today", "notes", "drafts", "latest")
    }
    assert not any(panel.rows for panel in panels.values())


def test_what_waits_for_whom(client, contributor, editor, news):
    stranger = someone("etrangere", "editor", factories.section("Critiques"))
    first = draft_of(contributor, "Première", section=news)
    for story in (first, draft_of(contributor, "Seconde", section=news)):
        workflow.submit(story, contributor)
    panel = home(client, editor)["review"]
    assert titles(panel) == ["Première", "Seconde"]
    assert panel.rows[0].url == f"/admin/articles/edit/{first.pk}/"
    assert "soumis par Inès" in panel.rows[0].facts[1]
    assert home(client, stranger)["review"].rows == []
    mine = home(client, contributor)
    assert "review" not in mine
    assert set(titles(mine["sent"])) == {"Première", "Seconde"}
    assert mine["drafts"].rows == [], "they are in somebody else's hands"


def test_what_came_back_is_first_and_says_why(client, contributor, editor, news):
    back, waiting = draft_of(contributor, "Renvoyée", section=news), draft_of(contributor, "Attend")
    workflow.submit(back, contributor)
    workflow.submit(waiting, contributor)
    workflow.send_back(reloaded(back), editor, "Il manque la source.")
    rows = home(client, contributor)["sent"].rows
    assert [row.title for row in rows] == ["Renvoyée", "Attend"]
    assert rows[0].quote == "Il manque la source."
    assert rows[0].badge == "renvoyé"
    assert "Camille" in rows[0].facts[1]


def test_who_submits_for_another_finds_it_too(client, contributor, editor, news):
    story = draft_of(contributor, section=news)
    workflow.submit(story, editor)
    assert titles(home(client, editor)["sent"]) == [story.headline]


def test_what_is_assigned_is_sorted_by_day_and_late_is_marked(client, contributor, editor, news):
    today = timezone.localdate()
    for name, days in (("Sans date", None), ("Demain", 1), ("En retard", -3), ("Faite", 0)):
        due = None if days is None else today + timedelta(days=days)
        made = assign(draft_of(editor, name, section=news), contributor, by=editor, due=due)
        if name == "Faite":
            made.done_at = timezone.now()
            made.save()
    rows = home(client, contributor)["assigned"].rows
    assert [row.title for row in rows] == ["En retard", "Demain", "Sans date"]
    assert (rows[0].badge, rows[0].tone) == ("3 jours de retard", "late")
    assert (rows[1].badge, rows[1].tone) == ("pour demain", "soon")


def test_today_is_what_goes_out_before_midnight(client, contributor, editor, news):
    today = timezone.localdate()
    evening = timezone.make_aware(datetime.combine(today, time(23, 59)))
    for name, moment in (
        ("Ce soir", evening),
        ("Demain", evening + timedelta(minutes=2)),
        ("Oubliée", timezone.now() - timedelta(hours=2)),
    ):
        schedule(draft_of(contributor, name, section=news), moment)
    rows = home(client, editor)["today"].rows
    assert [row.title for row in rows] == ["Oubliée", "Ce soir"]
    assert rows[0].tone == "late"
    assert rows[1].badge == "23:59"
    assert titles(home(client, contributor)["today"]) == ["Oubliée", "Ce soir"]
    other = someone("autre", "contributor")
    assert home(client, other)["today"].rows == []


def test_failures_and_a_sleeping_publisher_are_told(client, contributor, editor, news, awake):
    story = draft_of(contributor, section=news)
    PublicationFailure.objects.create(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=story.pk,
        sentence="Une image n’a plus de droits.",
        since=timezone.now(),
        last=timezone.now(),
    )
    for user in (editor, contributor):
        row = home(client, user)["failing"].rows[0]
        assert (row.title, row.quote) == (story.headline, "Une image n’a plus de droits.")
    assert "failing" not in home(client, someone("autre", "contributor"))
    schedule(story, timezone.now() + timedelta(days=1))
    assert home(client, editor)["failing"].warning == ""
    PublisherRun.objects.update(ran_at=timezone.now() - timedelta(hours=1))
    warning = home(client, editor)["failing"].warning
    assert warning
    assert warning in client.get("/admin/").content.decode()


def test_notes_that_mention_me_while_they_are_open(client, contributor, editor, news):
    story = draft_of(contributor, section=news)
    note = write(story, editor, "@pigiste, la source ?")
    answer = write(story, editor, "@pigiste, alors ?", answers=note)
    write(story, contributor, "@camille, voilà.", answers=note)
    rows = home(client, contributor)["notes"].rows
    assert [row.quote for row in rows] == [answer.text, note.text]
    assert rows[0].url == f"/admin/articles/notes/{story.pk}/"
    resolve(note, editor)
    assert home(client, contributor)["notes"].rows == []


def test_a_note_on_a_story_that_one_may_not_read_any_more_is_hidden(
    client, contributor, editor, news
):
    story = draft_of(editor, "Projet secret", section=news)
    made = assign(story, contributor, by=editor, role="read")
    write(story, editor, "@pigiste, regarde")
    assert home(client, contributor)["notes"].rows
    made.delete()
    assert home(client, contributor)["notes"].rows == []


def test_a_contributor_sees_nothing_of_others(client, contributor, editor, news):
    secret = draft_of(editor, "Projet-Hécate", section=news)
    workflow.submit(secret, editor)
    schedule(draft_of(editor, "Projet-Hécate bis", section=news), timezone.now())
    mine = draft_of(contributor, "À moi", section=news)
    client.force_login(contributor)
    page = client.get("/admin/").content.decode()
    assert "Projet-Hécate" not in page
    assert "À moi" in page
    panels = home(client, contributor)
    assert titles(panels["latest"]) == titles(panels["drafts"]) == [mine.headline]


def test_who_writes_no_stories_has_his_own_way_in(client):
    client.force_login(someone("icono", "picture_editor"))
    page = client.get("/admin/").content.decode()
    assert "Ajouter des images" in page
    assert "Écrire un article" not in page
    assert "Derniers travaux" not in page


def test_long_lists_end_with_the_way_to_the_rest(client, contributor, editor, news):
    for number in range(10):
        workflow.submit(draft_of(contributor, f"Histoire {number}", section=news), contributor)
    panel = home(client, editor)["review"]
    assert len(panel.shown) == 8
    assert panel.has_more
    client.force_login(editor)
    page = client.get("/admin/").content.decode()
    assert f'href="{panel.more}"'.replace("&", "&amp;") in page
    everything = client.get(panel.more).content.decode()
    assert all(f"Histoire {number}" in everything for number in range(10))


@pytest.mark.parametrize("role", ["chief_editor", "editor", "contributor"])
def test_the_home_stays_within_its_budget(client, contributor, editor, news, role):
    """Full of everything, and then twice as full."""
    user = {"contributor": contributor, "editor": editor}.get(role) or someone("maud", role)

    def fill(count):
        for number in range(count):
            section = factories.section(f"Rubrique {number} {count}")
            section.editors.add(editor)
            for name in ("Envoyée", "Renvoyée"):
                story = draft_of(user, f"{name} {number}", section=section)
                workflow.submit(story, user)
                if name == "Renvoyée":
                    workflow.send_back(reloaded(story), editor, "Reprends.")
            draft_of(user, f"Brouillon {number}", section=section)
            story = draft_of(editor, f"Confiée {number}", section=section)
            assign(story, user, by=editor, role="read", due=timezone.localdate())
            write(story, editor, f"@{user.username}, regarde")
            leaving = draft_of(user, f"Part {number}", section=section)
            schedule(leaving, timezone.now())
            PublicationFailure.objects.create(
                content_type=ContentType.objects.get_for_model(Article),
                object_id=leaving.pk,
                sentence="Non.",
                since=timezone.now(),
                last=timezone.now(),
            )

    def queries() -> int:
        client.force_login(fresh(user))
        client.get("/admin/")
        with CaptureQueriesContext(connection) as found:
            client.get("/admin/")
        return len(found)

    fill(1)
    once = queries()
    fill(3)
    assert queries() <= once <= BUDGET
