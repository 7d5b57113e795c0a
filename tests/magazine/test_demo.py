"""The demonstration loads whole, once, and tells sourced facts in its own words."""

import datetime
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from articles.models import Article, FrontPage
from articles.pages.front import front_page
from magazine.demo.loader import load_demo
from magazine.demo.reading import DATA, DemoError, read
from magazine.demo.shelf import illustration
from media.models import Picture
from media.renditions import incomplete
from shows.models import FACT_MODELS, Company, Deal, Release, Series

#: The pages whose facts the stories tell; they stay outside the project.
PAGES = Path(__file__).resolve().parents[2].parent / "shared"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for this file and taken out again afterwards."""
    from django.db import transaction
    from django.test import override_settings

    uploads = tmp_path_factory.mktemp("uploads")
    elsewhere = override_settings(MEDIA_ROOT=uploads)
    with django_db_blocker.unblock(), elsewhere, transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def missions(demo):
    return Article.objects.get(slug="missions-amc")


def test_it_is_a_whole_issue(demo):
    assert demo[Article] >= 13
    assert demo[Series] >= 60
    assert Article.objects.public().count() == demo[Article]
    assert Series.objects.public().count() == demo[Series]  # no record still waits for its story


def test_stories_keep_their_dates(missions):
    when = missions.first_published_at.astimezone(datetime.UTC)
    assert when == datetime.datetime(2017, 8, 25, 7, 30, tzinfo=datetime.UTC)
    assert missions.last_published_at == missions.first_published_at


def test_the_front_page_is_composed_with_every_kind_of_slot(demo):
    front = FrontPage.objects.public().get()
    used = {slot.block_type for slot in front.slots}
    assert used == set(front.slots.stream_block.child_blocks)
    page = front_page(front)
    assert page["lead"].slug == "science-fiction-francaise"
    assert {"section", "series", "deals", "most_read"} <= {row["kind"] for row in page["rows"]}


def test_missions_has_its_makers_and_its_cast(demo):
    series = Series.objects.get(slug="missions")
    roles = {}
    for credit in series.credits.all():
        roles.setdefault(credit.role, []).append(str(credit.name))
    assert roles["creator"] == ["Henri Debeurme", "Ami Cohen", "Julien Lacombe"]
    assert roles["director"] == ["Julien Lacombe"]
    assert roles["composer"] == ["Étienne Forget"]
    assert "Empreinte Digitale" in roles["production"]
    assert series.credits.get(character="William Meyer").person.name == "Mathias Mlekuz"
    assert len(roles["cast"]) == 10
    assert [s.episode_count for s in series.seasons.all()] == [10, 10, 5]
    assert [g.slug for g in series.genres.all()][:1] == ["aventure"]
    assert [str(c) for c in series.countries.all()] == ["France"]
    assert {"transhumanisme", "intelligence artificielle"} <= set(series.tags.names())
    assert series.relations.get(kind="reference").to_series.slug == "lost"


def test_the_missions_story_tells_its_facts(missions):
    broadcast = missions.releases.get()
    assert (broadcast.platform.slug, broadcast.window) == ("ocs", "original")
    assert broadcast.starts.edtf == "2017-06"

    prize = missions.nominations.get()
    assert (str(prize.edition), prize.category) == ("Séries Mania 2017", "Prix A.C.S. Découverte")
    assert prize.result == "won"

    purchase = missions.deals.get(kind="acquisition")
    assert (purchase.buyer.slug, purchase.territories) == ("amc", "CA,GB,IE,US")
    window = purchase.releases.get()
    assert (window.platform.slug, window.window, window.usual_access) == (
        "shudder",
        "first",
        "svod",
    )
    assert window.starts.edtf == "2017-09-28"
    assert Company.objects.get(slug="shudder").ownerships.get().owner.slug == "amc"

    coproduction = missions.deals.get(kind="coproduction")
    assert [p.company.slug for p in coproduction.parties.all()] == ["amc", "empreinte-digitale"]
    assert coproduction.seasons == "2"

    filming = missions.milestones.get()
    assert (filming.kind, filming.seasons, filming.date.edtf) == ("filming", "2", "2018-37")
    assert {r.kind for r in missions.receptions.all()} == {"critics", "audience"}
    assert "Variety" in missions.receptions.get(kind="audience").statement
    assert [source.outlet for source in missions.sources.all()] == ["Variety"]
    assert missions.lead_picture.credit == "Illustration : Générique"


def test_the_missions_story_is_about_some_and_mentions_others(missions):
    linked = {link.series.slug: link.relation for link in missions.series_links.all()}
    assert linked == {
        "missions": "about",
        "breaking-bad": "mentions",
        "mad-men": "mentions",
        "lost": "mentions",
    }


def test_names_in_the_text_lead_to_their_records(missions):
    targets = re.findall(r'target="([\w.]+)" id="(\d+)"', str(missions.body.raw_data))
    lost = Series.objects.get(slug="lost")
    assert ("shows.series", str(lost.pk)) in targets
    assert f'href="{lost.get_absolute_url()}"' in str(missions.body)


def test_a_second_report_replaces_the_first(missions):
    fuller = Deal.objects.get(article__slug="missions-shudder-exclusivite")
    first = missions.deals.get(kind="acquisition")
    assert fuller.replaces == first
    assert fuller.seller.slug == "ab-international-distribution"
    assert fuller.releases.get(seasons="1").exclusive
    assert set(Deal.objects.public().filter(pk__in=[first.pk, fuller.pk])) == {fuller}
    exact = Release.objects.get(article__slug="missions-shudder-exclusivite")
    assert (exact.platform.slug, exact.starts.edtf) == ("ocs-city", "2017-06-01")
    assert exact.replaces == missions.releases.get()


def test_shares_are_kept_to_the_hundredth(demo):
    shares = {o.owner.slug: o.share for o in Company.objects.get(slug="tv5monde").ownerships.all()}
    assert shares["france-medias-monde"] == Decimal("12.64")
    assert sum(shares.values()) == 100


def test_every_fact_of_the_catalogue_has_its_source(demo):
    for model in FACT_MODELS:
        for fact in model.objects.filter(article=None):
            assert fact.citation_outlet or fact.deal, fact


def test_every_series_has_a_picture_and_something_sourced_to_say(demo):
    for series in Series.objects.public():
        assert series.poster.description.strip(), series
        assert series.logline, series
        told = [m for m in FACT_MODELS if m.objects.public().filter(series=series).exists()]
        assert told, series


def test_every_picture_is_credited_and_described(demo):
    for picture in Picture.objects.all():
        assert picture.credit
        assert len(picture.description) > 30


def test_loading_again_changes_nothing(demo, capsys):
    Series.objects.filter(slug="firefly").update(title="Serenity")
    call_command("load_demo")
    assert "rien n’a été modifié" in capsys.readouterr().out
    assert Series.objects.get(slug="firefly").title == "Serenity"
    assert Series.objects.public().count() == demo[Series]


def test_the_newsroom_is_at_work_and_readers_see_nothing_of_it(demo, client):
    names = {member.username for member in get_user_model().objects.all()}
    assert {"maud", "hortense", "idriss", "solene", "basile", "noemie"} <= names
    assert not any(member.has_usable_password() for member in get_user_model().objects.all())
    drafts = {draft.slug: draft for draft in Article.objects.filter(live=False)}
    submitted = drafts["the-agency-bureau-des-legendes"]
    assert submitted.current_workflow_state.status == "in_progress"
    sent_back = drafts["un-village-francais-par-ou-commencer"].current_workflow_state
    assert sent_back.status == "needs_changes"
    assert drafts["cinq-pilotes-qui-disent-tout"].approved_schedule
    assert drafts["ocs-quinze-ans-de-fiction"].assignments.open().count() == 2
    assert submitted.notes.count() == 2
    for draft in drafts.values():
        assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/series/the-agency/").status_code == 404
    client.force_login(get_user_model().objects.get(username="hortense"))
    home = client.get("/admin/").content.decode()
    assert submitted.headline in unescape(home)


def test_every_illustration_is_shown_and_they_are_light():
    folder = DATA / "pictures"
    used = {f"series/{entry['slug']}.avif" for _where, entry in read("series")}
    for file in ("stories", "drafts.yaml"):
        used |= {f"stories/{entry['slug']}.avif" for _where, entry in read(file)}
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*.avif")}
    assert set(files) == used
    assert sum(path.stat().st_size for path in files.values()) < 1_500_000


def test_sizes_are_left_to_the_worker(demo):
    picture = Picture.objects.get(title="Affiche : Missions")
    assert (picture.width, picture.height) == (1000, 1500)
    assert not picture.renditions.exists()
    assert set(incomplete(Picture.objects.public())) == set(Picture.objects.all())


def test_a_missing_illustration_is_told():
    with pytest.raises(DemoError, match=r"pictures/series/nulle-part\.avif"):
        illustration("series/nulle-part")


BEFORE = (
    (Path(__file__).parent / "addresses_before_0.2.txt").read_text(encoding="utf-8").split("\n")
)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Once is enough: 552 pages.")
def test_every_address_of_the_first_edition_answers_as_before(demo, client):
    """A page may have moved for good, to a page that is there."""
    wrong = []
    for line in filter(None, BEFORE):
        status, address = line.split(" ", 1)
        response = client.get(address)
        if status == "200" and response.status_code == 301:
            response = client.get(response["Location"])
        if response.status_code != int(status):
            wrong.append((line, response.status_code))
    assert not wrong


WORD = re.compile(r"[^\W_]+")
RUN = 8


def runs(text: str) -> set[str]:
    """The sequences of eight words of a text, folded."""
    words = WORD.findall(unescape(re.sub(r"<[^>]+>", " ", text)).casefold())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_no_sentence_is_carried_from_the_pages():
    if not PAGES.is_dir():
        pytest.skip(f"The pages that the stories draw on are not at {PAGES}.")
    pages = [*PAGES.glob("stories/**/*.html"), *PAGES.glob("stories/*.txt")]
    theirs = set().union(*(runs(p.read_text(encoding="utf-8", errors="replace")) for p in pages))
    for file in DATA.rglob("*.yaml"):
        copied = runs(file.read_text(encoding="utf-8")) & theirs
        assert not copied, f"{file.relative_to(settings.BASE_DIR)}: {sorted(copied)[:3]}"


SHOWN = [
    "Henri Debeurme",
    "Ami Cohen",
    "Julien Lacombe",
    "Hélène Viviès",
    "Jeanne Renoir",
    "Giorgia Sinicorni",
    "Alessandra Najac",
    "Séries Mania 2017",
    "Prix A.C.S. Découverte",
    "Shudder",
    "Première fenêtre",
    "États-Unis",
    "Canada",
    "Royaume-Uni",
    "Irlande",
    "28 septembre 2017",
    "Empreinte Digitale",
    "saison 2",
    "début 2018",
    "Audience record",
    "selon Variety",
    "Breaking Bad",
    "Mad Men",
    "Lost",
    "science-fiction",
    "transhumanisme",
    "Illustration : Générique",
]


def test_the_missions_story_shows_its_facts(missions, client):
    body = unescape(client.get(missions.get_absolute_url()).content.decode())
    text = " ".join(re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " ").split())
    assert [fact for fact in SHOWN if fact not in text] == []
    assert 'href="/series/missions/"' in body
    assert 'href="/prix/series-mania/2017/"' in body


NETWORKS = ["ocs", "shudder", "amc"]


@pytest.mark.parametrize("network", NETWORKS)
def test_missions_is_found_by_its_networks_and_its_genre(missions, client, network):
    for query in (f"network={network}", f"network={network}&genre=science-fiction"):
        for address in ("/series/", "/articles/"):
            body = client.get(f"{address}?{query}").content.decode()
            assert "Missions" in body, (address, query)
            assert "Feud" not in body, (address, query)
    body = client.get(f"/series/?network={network}&genre=western").content.decode()
    assert "/series/missions/" not in body
