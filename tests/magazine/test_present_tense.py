"""The clock set a day, a year and five years ahead: no page of the demonstration says of that day
what has become false.

The rules are told here once more, from the facts alone and without `shows.knowledge`: a mistake
there must not hide itself.
"""

import datetime
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from magazine.demo.loader import load_demo
from shows.models import Episode, Milestone, Release
from shows.models.choices import Access, SeriesStatus, Window
from shows.pages.profile import SeriesRecord

pytestmark = pytest.mark.django_db

LOADED = datetime.datetime(2027, 2, 10, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
YEAR = 365 * DAY
LATER = {"a day": DAY, "a year": YEAR, "five years": 5 * YEAR}
#: Eighteen months, a year, and a run, as docs/model.md says.
NEWS, VERIFIED, RUN = 548 * DAY, 365 * DAY, 84 * DAY
GOES_ON = {
    *(SeriesStatus.AIRING, SeriesStatus.ORDERED, SeriesStatus.FINAL_SEASON),
    *(SeriesStatus.IN_DEVELOPMENT, SeriesStatus.SHOPPED),
}
#: What says something of the day on which it is read. Stories are dated: what they say is of then.
OF_TODAY = re.compile(
    r"\b(cette semaine|ce soir|demain|hier|actuellement|en ce moment|ces jours-ci"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
DATED = ".card, .prose, .story__head, .own-facts, .fact__note, .sequel, .lead, .entries, .source"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    elsewhere = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("uploads"))
    with django_db_blocker.unblock(), elsewhere, transaction.atomic():
        with time_machine.travel(LOADED, tick=False):
            load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(demo):
    """Every page that the sitemaps tell of, and the front page."""
    client = Client()
    with time_machine.travel(LOADED, tick=False):
        index = client.get("/sitemap.xml").content.decode()
        maps = re.findall(r"<loc>https?://[^/<]+(/[^<]+)</loc>", index)
        found = {
            address
            for file in maps
            for address in re.findall(
                r"<loc>https?://[^/<]+(/[^<]*)</loc>", client.get(file).content.decode()
            )
        }
    return sorted(found | {"/"})


def the_news(series) -> list[datetime.date]:
    """The days of all that is told of a series: steps, original releases, episodes."""
    steps = Milestone.objects.public().confirmed().filter(series=series)
    releases = Release.objects.public().confirmed().about([series]).filter(window=Window.ORIGINAL)
    days = [step.counts_from for step in steps] + [s.date.latest for s in steps if s.date]
    days += [r.ends.latest if r.ends else r.starts.latest + RUN for r in releases if r.starts]
    days += Episode.objects.filter(season__series=series).values_list("air_date_latest", flat=True)
    return [day for day in days if day]


def wrong_status(series, status, today) -> str:
    if status in GOES_ON and not any(day >= today - NEWS for day in the_news(series)):
        return f"{series} is {status}"
    return ""


def wrong_offer(offer, today) -> str:
    """Why one of the releases of an offer cannot be said to be on offer today."""
    for release in offer.releases:
        if not release.starts or release.starts.latest > today:
            return f"{release} has not begun"
        if release.ends:
            if release.ends.latest < today:
                return f"{release} has ended"
            continue
        if (release.access or release.platform.access) in (Access.FREE_TV, Access.PAY_TV):
            episodes = Episode.objects.filter(season__series=release.subject)
            dates = [
                *episodes.values_list("air_date_latest", flat=True),
                release.starts.latest + RUN,
            ]
            if max(filter(None, dates)) < today:
                return f"{release} was shown long ago"
            continue
        days = [release.told_on, release.starts.latest]
        days += [verification.citation_date for verification in release.verifications.all()]
        if max(filter(None, days)) < today - VERIFIED:
            return f"nobody looked at {release} for a year"
    return ""


def wrong(response, today) -> list[str]:
    """What a page says of today that is false."""
    context, found = response.context or {}, []
    get = context.get
    if isinstance(record := get("record"), SeriesRecord):
        found.append(wrong_status(record.series, record.status, today))
    for record in get("cards") or ():
        found.append(wrong_status(record.series, record.status, today))
    if watch := get("watch"):
        offers = [offer for _label, group in watch.now for offer in group]
        found += [wrong_offer(offer, today) for offer in [*offers, *watch.elsewhere]]
        found += [
            f"{release} was awaited for {release.starts}"
            for release in watch.coming
            if release.starts and release.starts.latest < today
        ]
    for item in get("items") or ():
        if status := getattr(item, "status", ""):
            found.append(wrong_status(item, status, today))
        if getattr(getattr(item, "standing", None), "decision", "") == "waiting" and (
            item.fact.starts.latest < today - NEWS
        ):
            found.append(f"{item.series} waits since {item.fact.starts}")
    return [sentence for sentence in found if sentence]


def of_today(response) -> list[str]:
    """The words of today on a page, but for what is dated beside them."""
    if not OF_TODAY.search(response.content.decode()):
        return []
    soup = BeautifulSoup(response.content, "html.parser")
    main = soup.find("main")
    for element in main.select(f"{DATED}, .agenda, .month, .period, time"):
        element.decompose()
    return OF_TODAY.findall(main.get_text(" "))


@pytest.mark.parametrize("later", LATER)
def test_no_page_says_of_today_what_has_become_false(addresses, later):
    now = LOADED + LATER[later]
    client, told = Client(), {}
    with time_machine.travel(now, tick=False):
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, address
            if found := [*wrong(response, now.date()), *of_today(response)]:
                told[address] = list(dict.fromkeys(found))
    assert told == {}


@pytest.mark.parametrize("later", ["five years"])
def test_after_five_years_nothing_of_the_demonstration_goes_on(demo, later):
    with time_machine.travel(LOADED + LATER[later], tick=False):
        client = Client()
        assert not client.get("/agenda/").context["agenda"]
        assert client.get("/series/?status=airing").context["total"] == 0
        assert client.get("/renouvellements/?decision=waiting").context["total"] == 0
        assert "À l’agenda" not in client.get("/").content.decode()


def test_the_walk_goes_everywhere(addresses):
    kinds = {address.split("/")[1] for address in addresses}
    assert {"series", "personnes", "chaines", "prix", "agenda", "industrie"} <= kinds
    assert len(addresses) > 400
    assert settings.LANGUAGE_CODE == "fr"
