"""Notes on a story: a thread of the newsroom, that readers never see."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Note
from articles.newsroom.assignments import assign
from articles.newsroom.notes import mentioned_in, write
from magazine.search import newsroom
from tests import factories
from tests.articles.admin.test_article_form import story as form_of

from . import NAMESPACE, draft_of, fresh, someone, url

pytestmark = pytest.mark.django_db

SECRET = "Le dossier vient de Solène, ne pas la citer."


@pytest.fixture
def team(client, editor):
    client.force_login(editor)
    return client


def script(client, address, data=None):
    """Ask as the script does: the panel alone comes back."""
    header = {"x-requested-with": "XMLHttpRequest"}
    if data is None:
        return client.get(address, headers=header)
    return client.post(address, data, headers=header)


# The thread


def test_a_note_is_added_answered_resolved_and_opened_again(team, editor, draft):
    page = script(team, url("notes", draft), {"text": "Qui le dit ?"})
    note = Note.objects.get()
    assert (note.author, note.text) == (editor, "Qui le dit ?")
    assert "Qui le dit ?" in page.content.decode()
    script(team, url("notes", draft), {"text": "Variety.", "answers": note.pk})
    answer = Note.objects.get(answers=note)
    script(team, url("notes", draft), {"text": "Bien.", "answers": answer.pk})
    assert Note.objects.filter(answers=note).count() == 2, "answers stand one level deep"

    page = script(team, url("note", draft, note.pk), {"done": "1"}).content.decode()
    note.refresh_from_db()
    assert note.resolved_by == editor
    assert "1 note résolue" in page
    script(team, url("note", draft, note.pk), {"done": ""})
    note.refresh_from_db()
    assert (note.resolved_at, note.resolved_by) == (None, None)


def test_it_works_without_the_script(team, draft):
    answer = team.post(url("notes", draft), {"text": "Sans script"}, follow=True)
    assert answer.redirect_chain == [(url("notes", draft), 302)]
    assert "Sans script" in answer.content.decode()


def test_its_forms_carry_the_token_that_protects_them(editor, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for page in (client.get(url("edit", draft)), script(client, url("notes", draft))):
        form = page.content.decode().partition('class="desk-note-form"')[2].partition("</form>")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        script(client, url("notes", draft), {"text": "Passe", "csrfmiddlewaretoken": token})
    assert Note.objects.count() == 2


def test_the_form_of_the_story_shows_the_notes_and_how_many_are_open(team, editor, draft):
    for text in ("Une", "Deux"):
        write(draft, editor, text)
    resolved = write(draft, editor, "Trois")
    script(team, url("note", draft, resolved.pk), {"done": "1"})
    page = team.get(url("edit", draft)).content.decode()
    counter = re.search(
        r'data-side-panel-toggle="notes".*?toggle-counter[^>]*>\s*(\d+)', page, re.S
    )
    assert counter[1] == "2"
    assert "il y a" in page or "maintenant" in page


def test_an_unsaved_story_has_none_yet_and_says_so(team):
    page = team.get(reverse(f"{NAMESPACE}:add")).content.decode()
    assert "Les notes s’ouvrent dès que l’article est enregistré." in page
    assert 'name="text"' not in page


def test_an_autosave_leaves_the_note_that_is_being_typed(team, draft):
    data = form_of(draft.headline) | {"slug": draft.slug, "section": str(draft.section_id)}
    answer = team.post(url("edit", draft), data, headers={"accept": "application/json"})
    assert "data-side-panel='status'" in answer.json()["html"]
    assert "data-side-panel='notes'" not in answer.json()["html"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  ", "Écrivez quelque chose"), ("x" * 2001, "Cette note compte 2001 signes")],
)
def test_what_is_no_note_is_refused_with_a_sentence_and_kept(team, draft, text, sentence):
    answer = script(team, url("notes", draft), {"text": text})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Note.objects.exists()


def test_a_note_is_text(team, draft):
    page = script(team, url("notes", draft), {"text": "<script>alert(1)</script> @nul\nfin"})
    content = page.content.decode()
    assert "<script>" not in content
    assert "&lt;script&gt;" in content
    assert "<br>fin" in content


def test_an_answer_belongs_to_the_story(team, editor, draft, news):
    other = write(draft_of(editor, "Autre", section=news), editor, "Ailleurs")
    for data in ({"text": "Ici", "answers": other.pk}, {"text": "Ici", "answers": "zéro"}):
        assert script(team, url("notes", draft), data).status_code == 404
    assert script(team, url("note", draft, other.pk), {"done": "1"}).status_code == 404
    other.refresh_from_db()
    assert other.resolved_at is None


# Mentions


def test_a_mention_is_a_member_and_nothing_else(editor, contributor):
    gone = someone("parti", "contributor", is_active=False)
    assert gone
    text = "@Camille, (@pigiste). @parti @variety redaction@pigiste.fr a@camille @camille"
    assert set(mentioned_in(text)) == {editor, contributor}
    assert mentioned_in("rien") == []


def test_mentions_are_kept_and_bold(team, draft, contributor):
    page = script(team, url("notes", draft), {"text": "@pigiste, la source ?"})
    assert list(Note.objects.get().mentioned.all()) == [contributor]
    assert "<b>@pigiste</b>" in page.content.decode()


def test_whoever_cannot_read_the_story_is_not_mentioned(team, draft, contributor):
    stranger = someone("ailleurs", "contributor")
    answer = script(team, url("notes", draft), {"text": "@ailleurs @pigiste, viens voir"})
    content = answer.content.decode()
    assert answer.status_code == 400
    assert "@ailleurs" in content
    assert "pas d’accès à cet article" in content
    assert "@ailleurs @pigiste, viens voir" in content, "what was typed is kept"
    assert not Note.objects.exists()
    assign(draft, stranger, role="read")
    assert script(team, url("notes", draft), {"text": "@ailleurs, viens"}).status_code == 200


def test_suggestions_are_those_who_may_read_it(team, draft, contributor):
    someone("pirate", "contributor")
    found = script(team, url("notes_people", draft) + "?q=pi").json()["results"]
    assert found == [{"username": "pigiste", "name": "Inès"}]
    found = script(team, url("notes_people", draft) + "?q=").json()["results"]
    assert [person["username"] for person in found] == ["pigiste"]


# Who may


def test_a_reader_of_the_draft_has_a_page_of_its_notes(client, draft, editor):
    reader = someone("relecteur", "contributor")
    assign(draft, reader, role="read")
    write(draft, editor, "À vérifier")
    client.force_login(fresh(reader))
    page = client.get(url("notes", draft)).content.decode()
    assert "À vérifier" in page
    assert "Lire le brouillon" in page
    assert "Ouvrir l’article" not in page
    assert client.post(url("notes", draft), {"text": "Vu."}).status_code == 302
    assert Note.objects.filter(author=reader).exists()


@pytest.mark.parametrize("live", [False, True])
def test_nobody_else_sees_or_leaves_notes(client, contributor, news, editor, live):
    story = draft_of(contributor, section=news, live=live)
    note = write(story, editor, SECRET)
    client.force_login(someone("curieux", "contributor"))
    for address in (url("notes", story), url("note", story, note.pk), url("notes_people", story)):
        for answer in (client.get(address), client.post(address, {"text": "x", "done": "1"})):
            assert answer.status_code in (302, 403, 405)
            assert SECRET not in answer.content.decode()
    note.refresh_from_db()
    assert note.resolved_at is None
    assert Note.objects.count() == 1


def test_readers_never_see_a_note(client, editor, contributor, news):
    series = factories.series("Missions")
    story = draft_of(contributor, section=news, live=True, about=[series])
    write(story, editor, SECRET)
    addresses = [story.get_absolute_url(), "/", "/actualites/", "/series/missions/"]
    for address in addresses:
        assert SECRET not in client.get(address, follow=True).content.decode(), address


def test_a_note_is_in_no_revision_export_list_or_search(team, editor, draft):
    write(draft, editor, SECRET)
    revision = draft.save_revision()
    assert SECRET not in str(revision.content)
    assert SECRET not in str(draft.serializable_data())
    for query in ({}, {"export": "csv"}, {"q": "Solène"}):
        answer = team.get(reverse(f"{NAMESPACE}:list"), query)
        content = b"".join(answer) if answer.streaming else answer.content
        assert SECRET not in content.decode()
    assert newsroom.NAMES_OF[Article].names == ("headline", "kicker", "slug")
    assert newsroom.NAMES_OF[Article].texts == ("standfirst",)
    for name in ("history", "usage"):
        assert SECRET not in team.get(url(name, draft)).content.decode()
    preview = team.get(url("revisions_view", draft, revision.pk)).content.decode()
    assert SECRET not in preview


def test_deleting_the_story_takes_its_notes(team, editor, draft):
    write(draft, editor, SECRET)
    team.post(url("delete", draft))
    assert not Note.objects.exists()


def test_the_list_finds_stories_with_open_notes(team, editor, draft, news):
    draft_of(editor, "Sans note", section=news)
    write(draft, editor, "Ouverte")
    other = draft_of(editor, "Qui cite", section=news)
    write(other, fresh(editor), "@camille")
    listed = reverse(f"{NAMESPACE}:list")
    found = team.get(listed, {"notes": "open"}).content.decode()
    assert "Missions revient" in found
    assert "Sans note" not in found
    mine = team.get(listed, {"notes": "mine"}).content.decode()
    assert "Qui cite" in mine
    assert "Missions revient" not in mine
