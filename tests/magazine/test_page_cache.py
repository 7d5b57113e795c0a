"""Pages are kept until something public changes, and never for one reader only."""

import gzip
import random
from functools import partial
from unittest.mock import Mock

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Note, Section
from articles.newsroom import audience
from magazine.consent.purposes import VERSION
from magazine.models import Edition
from magazine.page_cache import edition, middleware, shelf
from media.dependencies import depends_on
from shows.models import Company
from tests import factories
from tests.members import in_role

pytestmark = [pytest.mark.django_db, pytest.mark.real]

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.fixture(autouse=True)
def kept(settings):
    """Pages are kept, as in production; each test begins with none."""
    settings.PAGE_CACHE = "default"
    forget()
    yield
    forget()


def forget():
    """Leave no page, neither in the shared cache nor in the memory of the process."""
    caches["default"].clear()
    middleware.PageCacheMiddleware.shelf.clear()
    edition.editions.forget()


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
        for path, fresh in ((story.get_absolute_url(), shelf.FRESH_WHERE_SAID), ("/", shelf.FRESH)):
            client.get(path)
            clock.shift(fresh - 1)
            assert queries(client, path) == 1
            clock.shift(1)
            assert queries(client, path) > 1


def test_no_page_outlives_its_day(client, story):
    path = story.get_absolute_url()
    with time_machine.travel("2026-11-27 22:59Z", tick=False) as clock:  # a minute before midnight
        client.get(path)
        clock.shift(60)
        assert queries(client, path) > 1


def test_a_publication_elsewhere_leaves_a_page_as_it_is(client, story, committed):
    section = story.section.get_absolute_url()
    kept = [story.get_absolute_url(), section, story.series_links.get().series.get_absolute_url()]
    before = {path: client.get(path).content for path in kept}
    with committed():
        factories.article(
            "Netflix annule Dark",
            live=True,
            about=[factories.series("Dark")],
            section=factories.section("Annulations"),
            milestones=[],
        )
    for path in kept:  # the first time the menu, which has one section more
        client.get(path)
    with committed():
        factories.article(
            "Netflix annule Lost",
            live=True,
            about=[factories.series("Lost")],
            section=factories.section("Annulations"),
        )
    assert "Netflix annule Lost" in client.get("/").content.decode()
    for path in kept[:2]:
        assert queries(client, path) <= 2, path  # the edition, and what moved in it
    assert before.keys() == set(kept)


def changes(story):
    """Changes of all kinds, near the story and far from it."""
    series = story.series_links.get().series

    def titled():
        series.title += " !"
        series.save()

    def renamed():
        row = Section.objects.get(pk=story.section_id)
        row.name += " bis"
        row.save()

    def amended():
        draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
        draft.headline += " encore"
        draft.milestones.add(factories.milestone("filming", series=series))
        draft.save_revision().publish()

    def followed():
        factories.article(f"La suite {Article.objects.count()}", live=True, about=[series])

    def elsewhere():
        title = f"Ailleurs {Article.objects.count()}"
        factories.article(title, live=True, about=[factories.series(title)])

    def catalogue():
        network = factories.company(
            f"Chaîne {Article.objects.count()}", slug=f"c-{Company.objects.count()}"
        )
        factories.catalogue(factories.release(series=series, platform=network, starts="2026-11-01"))

    def credited():
        factories.credit(series, factories.person())

    def shown():
        """A record that the story names, and readers do not see yet, comes out."""
        person = factories.person("Cachée", waits_for_story=True)
        factories.credit(series, person)
        client_sees_nothing = person.is_public
        person.waits_for_story = False
        person.save()
        assert not client_sees_nothing

    def withdrawn():
        Article.objects.filter(live=True).exclude(pk=story.pk).last().unpublish()

    return [titled, renamed, amended, followed, elsewhere, catalogue, credited, shown, withdrawn]


@pytest.mark.parametrize("seed", [1, 2, 3])
@time_machine.travel("2026-11-27 10:00Z", tick=False)
def test_what_is_kept_is_what_would_be_made(client, story, committed, settings, seed):
    """The guarantee: after any change, a page that is served equals the page made afresh."""
    addresses = [
        story.get_absolute_url(),
        story.series_links.get().series.get_absolute_url(),
        *("/articles/", "/series/", "/", "/actualites/", "/recherche/?q=missions"),
    ]
    with committed():
        factories.article("Ailleurs", live=True, about=[factories.series("Lost")])
    dice = random.Random(seed)
    for change in dice.choices(changes(story), k=7):
        if change.__name__ == "withdrawn" and Article.objects.filter(live=True).count() < 2:
            continue
        with committed():
            change()
        for path in addresses:
            served = client.get(path).content.decode()
            settings.PAGE_CACHE = ""
            made = client.get(path).content.decode()
            settings.PAGE_CACHE = "default"
            assert served == made, (change.__name__, path)


def test_a_colleague_sees_what_is_there_now(client, story):
    client.get(story.get_absolute_url())
    client.force_login(in_role("editor"))
    assert queries(client, story.get_absolute_url()) > 1


def test_a_cookie_that_is_no_key_of_a_session_passes_nothing_by(client, story):
    path = story.get_absolute_url()
    client.get(path)
    client.cookies["sessionid"] = "x"
    assert queries(client, path) == 1


def test_what_no_page_understands_takes_no_part_in_its_key(client, story):
    path = story.get_absolute_url()
    client.get(path)
    assert queries(client, f"{path}?utm_source=lettre&fbclid=1") == 1
    client.get("/articles/?kind=news")
    assert queries(client, "/articles/?utm_campaign=x&kind=news") == 1
    assert queries(client, "/articles/?kind=review") > 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", ""),
        ("", ""),
        ("*", "br"),
    ],
)
def test_a_kept_page_is_compressed_as_it_is_asked_for(client, story, accepted, encoding):
    path = story.get_absolute_url()
    plain = client.get(path).content
    response = client.get(path, headers={"accept-encoding": accepted})
    assert response.get("Content-Encoding", "") == encoding
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert read(response.content) == plain
    assert int(response["Content-Length"]) == len(response.content)
    assert {"Accept-Encoding", "Cookie"} <= set(response["Vary"].split(", "))


def test_who_has_the_page_is_told_so(client, story):
    path = story.get_absolute_url()
    for encoding in ("br", "identity"):
        headers = {"accept-encoding": encoding}
        etag = client.get(path, headers=headers)["ETag"]
        again = client.get(path, headers=headers | {"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == middleware.CACHE_CONTROL


def test_the_former_page_is_shown_while_the_database_is_away(client, story, monkeypatch):
    path = story.get_absolute_url()
    former = client.get(path).content

    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(edition, "current", away)
    assert client.get(path).content == former
    with pytest.raises(OperationalError):
        client.get("/series/")


def test_who_finds_a_page_stale_a_moment_after_it_was_good_is_not_kept_waiting(
    client, story, committed, settings, monkeypatch
):
    settings.PAGE_CACHE_STALE = 2
    later = []
    monkeypatch.setattr(middleware.PageCacheMiddleware, "run_later", staticmethod(later.append))
    path = story.get_absolute_url()
    former = client.get(path).content
    with committed():
        draft = story.get_latest_revision_as_object()
        draft.headline = "Un autre titre"
        draft.save_revision().publish()
    assert client.get(path).content == former
    assert client.get(path).content == former  # another one is making it
    (make,) = later
    make()
    assert "Un autre titre" in client.get(path).content.decode()


def test_while_one_makes_the_page_others_get_the_former_one(settings, client, story, committed, rf):
    settings.PAGE_CACHE_STALE = 60
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
    settings.PAGE_CACHE_STALE = 0
    assert "Un autre titre" in client.get(path).content.decode()
    assert caches["default"].get(lock) is None


def test_while_one_makes_the_first_page_others_make_their_own(client, story, rf):
    path = story.get_absolute_url()
    caches["default"].add(f"{middleware.page_key(rf.get(path))}:lock", True)
    assert story.headline in client.get(path).content.decode()


def test_shared_caches_may_hold_a_page_for_seconds(client, story):
    response = client.get(story.get_absolute_url())
    assert response["Cache-Control"] == middleware.CACHE_CONTROL
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


def numbered(_request, made=None):
    """A view whose page says how often it was made, and what it depends on."""
    depends_on("stories")
    made.append(1)
    return HttpResponse(f"Version {len(made)}")


def test_a_page_of_long_ago_is_not_shown_while_another_process_makes_it(rf, settings, committed):
    settings.PAGE_CACHE_STALE = 1.5
    serve = middleware.PageCacheMiddleware(partial(numbered, made=[]))
    serve(rf.get("/articles/"))
    with committed():
        edition.start("stories")
    ((key, page),) = serve.shelf._pages.items()
    page.seen -= 3600
    serve.shelf.shared.add(f"{key}:lock", True)
    assert serve(rf.get("/articles/")).content == b"Version 2"


def test_a_question_that_failed_leaves_no_stale_page_good(rf, committed, monkeypatch):
    serve = middleware.PageCacheMiddleware(partial(numbered, made=[]))
    serve(rf.get("/articles/"))
    with committed():
        edition.start("stories")
    edition.editions.forget()
    with monkeypatch.context() as away:
        away.setattr(edition.Version.objects, "filter", Mock(side_effect=OperationalError))
        assert serve(rf.get("/articles/")).content == b"Version 1"
    assert serve(rf.get("/articles/")).content == b"Version 2"


def test_the_case_of_a_host_and_the_order_of_parameters_make_no_page_of_their_own(client, story):
    client.get("/articles/?kind=news&sort=oldest", headers={"host": "localhost"})
    assert queries(client, "/articles/?sort=oldest&kind=news", headers={"host": "LocalHost"}) == 1


def test_a_space_before_a_quality_is_read():
    assert shelf.best_encoding("gzip; q=0, *", ["gzip"]) == ""
    assert shelf.best_encoding("br; q=0.2, gzip; q=0.8", ["gzip", "br"]) == "gzip"
