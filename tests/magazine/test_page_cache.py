"""Pages are kept until something public changes, and never for one reader only."""

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Note
from articles.newsroom import audience
from magazine.consent.purposes import VERSION
from magazine.models import Edition
from magazine.page_cache import edition, middleware
from tests import factories
from tests.members import in_role

pytestmark = [pytest.mark.django_db, pytest.mark.real]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.fixture(autouse=True)
def kept(settings):
    """Pages are kept, as in production; each test begins with none."""
    settings.PAGE_CACHE = "default"
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What follows a commit follows at the end of ``with committed():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def story(committed):
    with committed():
        series = factories.series("Missions")
        return factories.article("AMC achète Missions", live=True, about=[series])


def queries(client, path, **kwargs) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, **kwargs).status_code == 200
    return len(captured)


def test_a_kept_page_costs_the_query_of_the_edition(client, story):
    path = story.get_absolute_url()
    first = client.get(path)
    assert queries(client, path) == 1
    assert client.get(path).content == first.content
    assert client.get(path).headers == first.headers


def test_a_publication_is_seen_at_once(client, story, committed):
    series_page = story.series_links.get().series.get_absolute_url()
    assert "Tournage" not in client.get(series_page).content.decode()
    with committed():
        draft = story.get_latest_revision_as_object()
        draft.headline = "AMC achète Missions et tourne la suite"
        draft.milestones.add(factories.milestone("filming", series=story.series_links.get().series))
        draft.save_revision().publish()
    assert "et tourne la suite" in client.get(story.get_absolute_url()).content.decode()
    assert "Tournage" in client.get(series_page).content.decode()


def test_what_is_unpublished_is_gone_at_once(client, story, committed):
    path = story.get_absolute_url()
    client.get(path)
    with committed():
        Article.objects.get(pk=story.pk).unpublish()
    assert client.get(path).status_code == 410


def test_a_record_saved_or_deleted_is_a_change(client, committed):
    with committed():
        series = factories.series("Missions")
    assert "Missions" in client.get("/series/").content.decode()
    with committed():
        series.title = "Missions revient"
        series.save()
    assert "Missions revient" in client.get("/series/").content.decode()
    with committed():
        series.delete()
    assert "Missions" not in client.get("/series/").content.decode()


def test_a_draft_that_saves_itself_starts_no_edition(story, committed):
    number = edition.current()
    with committed():
        draft = Article.objects.get(pk=story.pk)
        draft.headline = "AMC renonce à Missions"
        draft.save_revision()
    with committed():
        Note.objects.create(article=story, author=in_role("chief_editor"), text="À relire.")
    with committed():
        never_live = factories.article("Le Bureau des légendes s’arrête")
        never_live.kicker = "Fin"
        never_live.save()
    assert edition.current() == number


def test_a_transaction_starts_one_edition(committed):
    number = edition.current()
    with committed():
        for n in range(5):
            factories.series(f"Série {n}")
    assert edition.current() == number + 1


def test_a_change_that_was_rolled_back_hides_no_later_one(committed):
    number = edition.current()
    with committed():
        try:
            with transaction.atomic():
                factories.series("Missions")
                raise LookupError
        except LookupError:
            pass
    assert edition.current() == number
    with committed():
        factories.series("Lost")
    assert edition.current() == number + 1


def test_nothing_is_kept_of_or_for_the_newsroom(client, story):
    path = story.get_absolute_url()
    client.force_login(in_role("chief_editor"))
    assert queries(client, path) > 1
    response = client.get(path)
    assert "Cache-Control" not in response
    client.logout()
    assert queries(client, path) > 1, "nothing was kept of what the newsroom saw"


@pytest.mark.parametrize("path", ["/series/missions-inconnue/", "/planning/inconnu.ics"])
def test_what_is_not_there_is_not_kept(client, story, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 404
    assert len(captured) != 1


@pytest.mark.parametrize(
    "other", [{"headers": {"host": "localhost"}}, {"secure": True}], ids=["host", "scheme"]
)
def test_each_host_and_scheme_has_its_pages(client, story, other):
    """Pages tell their own address, in full."""
    path = story.get_absolute_url()
    client.get(path)
    assert queries(client, path, **other) > 1
    assert queries(client, path, **other) == 1


def for_everyone():
    return HttpResponse("La même pour tous")


def with_a_cookie():
    response = for_everyone()
    response.set_cookie("consentement", f"{VERSION}-rien")
    return response


def with_instructions_of_its_own():
    return HttpResponse("Un instant", headers={"Cache-Control": "no-store"})


def in_pieces():
    return StreamingHttpResponse(iter(["Une ", "réponse"]))


def not_well():
    return HttpResponse("Erreur", status=500)


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        (for_everyone, 1),
        (with_a_cookie, 2),
        (with_instructions_of_its_own, 2),
        (in_pieces, 2),
        (not_well, 2),
    ],
)
def test_only_a_whole_answer_to_everyone_is_kept(rf, answer, made):
    answers = []

    def view(request):
        answers.append(answer())
        return answers[-1]

    serve = middleware.PageCacheMiddleware(view)
    for _reader in range(2):
        serve(rf.get("/articles/"))
    assert len(answers) == made


@pytest.mark.parametrize(("method", "made"), [("get", 1), ("head", 1), ("post", 2)])
def test_what_only_asks_is_kept(rf, method, made):
    answers = []

    def view(request):
        answers.append(for_everyone())
        return answers[-1]

    serve = middleware.PageCacheMiddleware(view)
    for _reader in range(2):
        serve(getattr(rf, method)("/articles/"))
    assert len(answers) == made


def test_who_asks_for_the_head_of_a_page_leaves_none_without_its_text(rf):
    def view(request):
        return HttpResponse("" if request.method == "HEAD" else "Le texte")

    serve = middleware.PageCacheMiddleware(view)
    serve(rf.head("/articles/"))
    assert serve(rf.get("/articles/")).content.decode() == "Le texte"


@pytest.mark.parametrize(("cookie", "value"), [("pays", "BE"), ("consentement", f"{VERSION}-rien")])
def test_each_choice_of_a_reader_has_its_page(client, story, cookie, value):
    path = story.get_absolute_url()
    client.get(path)
    client.cookies[cookie] = value
    assert queries(client, path) > 1
    assert queries(client, path) == 1


@pytest.mark.parametrize(
    ("cookie", "value"), [("autre", "x"), ("pays", "nulle part"), ("consentement", "1-tout")]
)
def test_a_cookie_that_says_nothing_has_no_page_of_its_own(client, story, cookie, value):
    path = story.get_absolute_url()
    client.get(path)
    client.cookies[cookie] = value
    assert queries(client, path) == 1


def test_a_page_is_made_anew_once_it_is_no_longer_fresh(client, story):
    path = story.get_absolute_url()
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        client.get(path)
        clock.shift(middleware.FRESH - 1)
        assert queries(client, path) == 1
        clock.shift(1)
        assert queries(client, path) > 1


def test_while_one_makes_the_page_others_get_the_former_one(client, story, committed, rf):
    path = story.get_absolute_url()
    former = client.get(path).content
    with committed():
        draft = story.get_latest_revision_as_object()
        draft.headline = "Un autre titre"
        draft.save_revision().publish()
    request = rf.get(path)
    lock = f"{middleware.page_key(request)}:lock"
    caches["default"].add(lock, True)
    assert client.get(path).content == former
    caches["default"].delete(lock)
    assert "Un autre titre" in client.get(path).content.decode()
    assert caches["default"].get(lock) is None


def test_while_one_makes_the_first_page_others_make_their_own(client, story, rf):
    path = story.get_absolute_url()
    caches["default"].add(f"{middleware.page_key(rf.get(path))}:lock", True)
    assert story.headline in client.get(path).content.decode()


def test_shared_caches_may_hold_a_page_for_seconds(client, story):
    response = client.get(story.get_absolute_url())
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=10"
    assert "Cookie" in response["Vary"]


def test_a_kept_page_is_counted_as_read(client, story, monkeypatch):
    counts = audience.Counts()
    monkeypatch.setattr(audience, "_counts", counts)
    for _time in range(3):
        client.get(story.get_absolute_url(), headers={"User-Agent": FIREFOX})
    client.get("/series/", headers={"User-Agent": FIREFOX})
    assert counts.take().total() == 3


def test_an_endless_address_is_not_kept(client, story):
    path = f"/articles/?{'x' * middleware.LONGEST_ADDRESS}"
    client.get(path)
    assert queries(client, path) > 1


def test_there_is_one_row(committed):
    for title in ("Missions", "Lost"):
        with committed():
            factories.series(title)
    assert Edition.objects.count() == 1
