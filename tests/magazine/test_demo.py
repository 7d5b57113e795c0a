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
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, ArticleKind, FrontPage, InfoPage, RightOfReply
from articles.pages.front import front_page
from magazine.demo.issues import CURRENT
from magazine.demo.loader import load_demo
from magazine.demo.reading import DATA, DemoError, read
from magazine.demo.shelf import illustration
from media.models import Picture
from media.renditions import incomplete
from shows.models import (
    FACT_MODELS,
    Award,
    AwardEdition,
    Casting,
    Company,
    Deal,
    Milestone,
    Nomination,
    Person,
    Reception,
    Release,
    Series,
)
from shows.models.choices import CastingChange, MilestoneKind

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
    assert page["lead"].slug == "l-etale-phenomene"
    kinds = {"section", "series", "agenda", "deals", "most_read"}
    assert {row["kind"] for row in page["rows"]} == kinds


def test_the_pages_of_today_answer(demo, client):
    for address in ("/", "/agenda/", "/renouvellements/", "/premieres/", "/accords/"):
        assert client.get(address).status_code == 200, address
    for found in (*Series.objects.exclude(editor_note=""), *of_today()):
        assert client.get(found.get_absolute_url()).status_code == 200, found


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
    used = set()
    for file in ("series", "current/series"):
        used |= {f"series/{entry['slug']}.avif" for _where, entry in read(file)}
    for file in ("stories", "current/stories", "drafts.yaml"):
        used |= {f"stories/{entry['slug']}.avif" for _where, entry in read(file)}
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*.avif")}
    assert set(files) == used
    assert sum(path.stat().st_size for path in files.values()) < 1_600_000


def test_sizes_are_left_to_the_worker(demo):
    picture = Picture.objects.get(title="Affiche : Missions")
    assert (picture.width, picture.height) == (1000, 1500)
    assert not picture.renditions.exists()
    assert set(incomplete(Picture.objects.public())) == set(Picture.objects.all())


# The current issue: all of it invented, and dated from the day of loading.


def of_today():
    """The stories of the current issue, the oldest first."""
    return Article.objects.exclude(editor_note="").order_by("first_published_at")


def invented(model):
    return model.objects.filter(slug__in={e["slug"] for _where, e in CURRENT.read(FILES[model])})


FILES = {Series: "series", Company: "companies.yaml", Award: "awards.yaml", Article: "stories"}


def test_each_invented_page_says_so_and_no_other(demo):
    names = {entry["name"] for _where, entry in CURRENT.read("people.yaml")}
    people = Person.objects.filter(name__in=names)
    assert people.count() == len(names)
    for rows in (*map(invented, FILES), people):
        assert rows
        assert not rows.exclude(editor_note__contains="pour la démonstration de Générique.")
        assert not rows.model.objects.exclude(pk__in=rows.values("pk")).exclude(editor_note="")
    assert InfoPage.objects.get(slug="numero-invente").live  # its title stands in the colophon


def test_an_invented_page_shows_its_note(demo, client):
    for found in (Series, Company, Person, Award, Article):
        address = found.objects.exclude(editor_note="").first().get_absolute_url()
        body = unescape(client.get(address).content.decode())
        assert "Note de la rédaction" in body, address
        assert "inventé" in body, address
    colophon = client.get("/").content.decode().split('class="colophon"')[1]
    assert "tout est inventé" in unescape(colophon).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_current_issue_has_every_kind_of_story(demo):
    stories, today = of_today(), timezone.localdate()
    assert stories.count() >= 28
    assert {story.kind for story in stories} == set(ArticleKind.values)
    reviews = [story for story in stories if story.kind == "review"]
    assert len(reviews) == 4
    assert len({story.review_rating for story in reviews}) >= 3
    days = [today - timezone.localdate(story.first_published_at) for story in stories]
    assert min(days).days == 1
    assert max(days).days <= 30
    assert stories.exclude(sponsor="").count() == 1
    assert stories.filter(corrections__isnull=False).count() == 1
    assert Reception.objects.get(correction=True).replaces.article.slug == "l-etale-audiences"
    spoiling = stories.get(spoiler_series__isnull=False)
    assert spoiling.safe_headline
    reply = RightOfReply.objects.public().get()
    assert (reply.article.slug, reply.reply.slug) == (
        "les-tables-rases-annulee",
        "droit-de-reponse-les-tables-rases",
    )
    blocks = {block.block_type for story in stories for block in story.body}
    assert {"text", "heading", "quote", "question", "gallery", "spoiler", "read_also"} <= blocks


def test_the_current_issue_tells_decisions_deals_castings_and_prizes(demo):
    stories = of_today()
    told = Milestone.objects.filter(article__in=stories)
    kinds = {milestone.kind for milestone in told if milestone.certainty == "confirmed"}
    assert len(kinds & DECISIONS) >= 10
    assert {m.certainty for m in told} == {"confirmed", "rumoured", "denied"}
    deals = Deal.objects.filter(article__in=stories)
    assert {"acquisition", "coproduction", "distribution", "partnership"} == {
        deal.kind for deal in deals
    }
    castings = Casting.objects.filter(article__in=stories)
    assert {casting.change for casting in castings} == set(CastingChange.values)
    edition = AwardEdition.objects.filter(award__slug="les-lanternes").first()
    prizes = Nomination.objects.filter(edition=edition, article__in=stories)
    assert len({prize.category for prize in prizes if prize.result == "won"}) >= 3
    for model in (Deal, Milestone, Release, Reception):
        assert model.objects.filter(article__in=stories, replaces__isnull=False).exists(), model


DECISIONS = {
    *("pilot", "passed", "ordered", "renewed", "final_season", "cancelled", "ended", "revived"),
    *("delayed", *(kind.value for kind in MilestoneKind.production())),
}


def test_three_series_have_all_their_episodes(demo):
    today, whole = timezone.localdate(), set()
    for series in invented(Series):
        for season in series.seasons.filter(episodes__isnull=False).distinct():
            episodes = season.episodes.all()
            assert [e.number for e in episodes] == list(range(1, season.episode_count + 1))
            assert all(e.title and e.runtime and e.air_date for e in episodes)
            whole.add(series.slug)
    assert whole == {"l-etale", "les-echeances", "passage-d-eau"}
    days = [
        e.air_date_earliest for e in Series.objects.get(slug="l-etale").seasons.get().episodes.all()
    ]
    assert days[0] < today < days[-1]  # it is being shown


def test_premieres_come_from_thirty_days_ago_to_sixty_ahead(demo, client):
    today = timezone.localdate()
    ours = Release.objects.public().filter(
        Q(article__in=of_today()) | Q(deal__article__in=of_today())
    )
    days = {
        (release.starts.earliest - today).days
        for release in ours
        if release.starts and release.starts.is_exact
    }
    shown = {day for day in days if day >= -30}
    assert min(shown) == -30
    assert max(days) <= 60
    assert len({day // 7 for day in shown}) >= 10  # most weeks of the three months
    for weekday in range(7):  # whatever the day of the week on which it is loaded
        assert shown & set(range(-weekday, 7 - weekday))
    agenda = client.get("/agenda/").content.decode()
    assert any(f"/series/{release.subject.slug}/" in agenda for release in ours)
    ends = [(release.ends.latest - today).days for release in ours if release.ends]
    assert [end for end in ends if 0 < end <= 14]
    assert ours.filter(start_time__isnull=False).count() >= 5


def test_facts_of_the_current_issue_name_nothing_real(demo):
    real = Series.objects.filter(editor_note="")
    ours = {*of_today(), None}
    for model in FACT_MODELS:
        for fact in model.objects.all():
            told = fact.deal.article if getattr(fact, "deal", None) else fact.article
            if told not in ours:
                continue
            names = [getattr(owner, name) for owner, name in fact.references()]
            names = [name.award if isinstance(name, AwardEdition) else name for name in names]
            notes = {bool(record.editor_note) for record in names}
            assert len(notes) == 1, fact
            assert told is None or notes == {True}, fact
    for story in of_today():
        assert not story.series_links.filter(series__in=real), story
        assert not story.person_links.filter(person__editor_note=""), story
        assert not story.company_links.filter(company__editor_note=""), story


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
        response = client.get(address, follow=status == "200")
        moves = {code for _address, code in getattr(response, "redirect_chain", ())}
        if moves - {301} or response.status_code != int(status):
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
