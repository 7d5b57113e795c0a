"""A small magazine: what is public, and beside it everything that must stay hidden."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Article, InfoPage, Source
from shows.models import DealParty

from . import factories


def tell(n: int = 0, *, live: bool, secret: str = ""):
    """A whole story with every kind of link and fact; with ``secret`` each name carries it.

    Records are created waiting for the story, so that only it can make them public.
    """
    with factories.real():
        return _tell(n, live, secret)


def _tell(n, live, secret):
    mark = f"{secret} {n}" if secret else f"{n}"
    waiting = {"waits_for_story": True}
    series = factories.series(
        f"Missions {mark}", genres=["Science-fiction"], countries=["FR"], tags=["Mars"], **waiting
    )
    series.poster = factories.picture()
    series.save()
    other = factories.series(f"Lost {mark}", **waiting)
    star = factories.person(f"Hélène Viviès {mark}", **waiting)
    factories.credit(series, star, character=f"Jeanne {mark}")
    amc = factories.company(f"AMC {mark}", kind="channel", **waiting)
    shudder = factories.company(f"Shudder {mark}", kind="streaming_service", **waiting)
    edition = factories.award_edition(f"Séries Mania {mark}", 2017, waits_for_story=True)
    about = {"series": series}
    story = factories.article(
        f"AMC achète Missions {mark}",
        about=[series],
        mentions=[other],
        lead_picture=factories.picture(),
        tags=["Mars" if not secret else f"Tag {mark}"],
        sources=[Source(outlet=f"Variety {mark}")],
        bylines=[factories.author()],
        body=[
            ("text", f"<p>Le texte {mark}.</p>"),
            ("embed", {"url": f"https://vimeo.com/1000{n}", "title": f"La bande-annonce {mark}"}),
            ("picture", {"picture": factories.picture(), "caption": f"Une photo {mark}"}),
            ("series_card", series.pk),
            ("story_facts", "deals"),
            ("read_also", Article.objects.first().pk if Article.objects.exists() else None),
        ],
        deals=[
            factories.deal(
                **about,
                buyer=amc,
                parties=[DealParty(company=shudder)],
                releases=[
                    factories.release(platform=shudder, starts="28 septembre 2017", note=mark)
                ],
            )
        ],
        releases=[factories.release(**about, platform=amc, window="original", starts="juin 2017")],
        milestones=[factories.milestone("filming", **about, date="début 2018", place=mark)],
        castings=[factories.casting(**about, person=star, character=f"Jeanne {mark}")],
        nominations=[
            factories.nomination(
                **about, edition=edition, category=f"Prix {mark}", result="won", people=[star]
            )
        ],
        receptions=[
            factories.reception(kind, **about, statement=f"Record {mark}")
            for kind in ("audience", "critics")
        ],
    )
    if live:
        story.latest_revision.publish()
    return Article.objects.get(pk=story.pk)


def publish_magazine() -> list[Article]:
    """Public stories, and an information page."""
    page = InfoPage.objects.create(title="Mentions légales", slug="mentions-legales")
    page.body = [("heading", "Éditeur")]
    page.save_revision().publish()
    return [tell(n, live=True) for n in range(2)]


def hide_secrets(magazine) -> list[Article]:
    """Every way in which a story can be there and not be out. Their names hold XSECRETX."""
    soon = timezone.now() + datetime.timedelta(days=1)
    draft = tell(10, live=False, secret="XSECRETX")
    scheduled = tell(11, live=False, secret="XSECRETX")
    scheduled.go_live_at = soon
    scheduled.save_revision().publish()
    unpublished = tell(12, live=True, secret="XSECRETX")
    unpublished.unpublish()
    embargoed = tell(13, live=True, secret="XSECRETX")
    Article.objects.filter(pk=embargoed.pk).update(embargo_until=soon)
    changed = magazine[0].get_latest_revision_as_object()
    changed.headline = "XSECRETX un nouveau titre"
    changed.milestones.add(
        factories.milestone("renewed", series=changed.series_links.first().series, note="XSECRETX")
    )
    changed.save_revision()
    info = InfoPage.objects.create(title="XSECRETX", slug="secret")
    info.save_revision()
    return [draft, scheduled, unpublished, embargoed]


@pytest.fixture
def magazine(db):
    return publish_magazine()


@pytest.fixture
def secrets(magazine):
    return hide_secrets(magazine)


@contextmanager
def shared(blocker):
    """Rows made once for a module, all of whose tests see them; taken out again afterwards.

    What a test changes in them is rolled back at its end. It reads the objects anew.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shared_secrets(django_db_setup, django_db_blocker):
    """The keys of the `secrets`, for a module that reads them often."""
    with shared(django_db_blocker):
        yield [story.pk for story in hide_secrets(publish_magazine())]
