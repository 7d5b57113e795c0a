"""The form of the front page starts well filled, and says what the page will show."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin.front_panel import FrontSummary
from articles.models import DailyReads, FrontPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Twenty live stories, newest first."""
    return [factories.article(f"Article {n}", live=True) for n in range(20)][::-1]


def summary(*slots) -> FrontSummary:
    return FrontSummary(FrontPage(title="Lundi", slots=list(slots)))


def line(found, name):
    (line,) = (line for line in found.lines() if line.name == name)
    return line


def test_it_tells_what_fills_each_slot_and_what_the_editor_chose(stories):
    missions, ocs = factories.series("Missions"), factories.company("OCS")
    soon = timezone.localdate() + datetime.timedelta(days=3)
    factories.catalogue(factories.release(series=missions, platform=ocs, starts=soon.isoformat()))
    factories.catalogue(factories.deal(series=missions, buyer=ocs))
    DailyReads.objects.create(article=stories[15], day=timezone.localdate(), reads=3)
    section = stories[0].section
    found = summary(
        ("lead", None),
        ("story", stories[9].pk),
        ("section", {"section": section.pk, "count": 2}),
        ("series", missions.pk),
        ("agenda", {"days": 14}),
        ("deals", {"count": 5}),
        ("most_read", {"count": 1}),
    )
    assert [line.name for line in found.lines()] == [
        "Article de tête",
        "Sous l’article de tête",
        "Rubrique «\u00a0Actualités\u00a0»",
        "Série à l’honneur",
        "Agenda",
        "Derniers accords",
        "Les plus lus",
        "En fin de page",
    ]
    assert line(found, "Article de tête").shown == [(stories[2].headline, False)]
    assert line(found, "Sous l’article de tête").shown[0] == (stories[9].headline, True)
    assert line(found, "Rubrique «\u00a0Actualités\u00a0»").shown == [
        (stories[0].headline, False),
        (stories[1].headline, False),
    ]
    assert line(found, "Série à l’honneur").shown == [("Missions", True)]
    assert "Missions" in line(found, "Agenda").shown[0][0]
    assert "OCS" in line(found, "Derniers accords").shown[0][0]
    assert line(found, "Les plus lus").shown == [(stories[15].headline, False)]
    assert found.warnings() == []


def test_it_says_which_slots_are_hidden_and_why():
    found = summary(("agenda", {"days": 14}), ("deals", {"count": 5}))
    assert "rien à montrer" in line(found, "Agenda").remark
    assert "rien à montrer" in line(found, "Derniers accords").remark


def test_it_says_that_nobody_read_anything_yet(stories):
    found = summary(("most_read", {"count": 2}))
    assert "À lire aussi" in line(found, "Les plus lus").remark


def test_it_warns_of_every_choice_that_readers_would_not_see(stories):
    draft = factories.article("Brouillon")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    scheduled = factories.article("Demain", go_live_at=tomorrow)
    scheduled.latest_revision.publish()
    hidden = factories.series("Projet", waits_for_story=True)
    found = summary(
        ("lead", draft.pk),
        ("story", scheduled.pk),
        ("story", 10_000_000),
        ("story", stories[4].pk),
        ("story", stories[4].pk),
        ("series", hidden.pk),
    )
    sentences = found.warnings()
    assert len(sentences) == 5
    for sentence, words in zip(
        sentences,
        (
            "«\u00a0Brouillon\u00a0» n’est pas en ligne",
            "«\u00a0Demain\u00a0» paraîtra le",
            "n’existe plus",
            f"«\u00a0{stories[4].headline}\u00a0» est choisi deux fois",
            "«\u00a0Projet\u00a0» attend son article",
        ),
        strict=True,
    ):
        assert words in sentence


def test_the_form_starts_from_the_usual_slots(client, admin_user, stories):
    client.force_login(admin_user)
    body = client.get("/admin/une/add/").content.decode()
    assert "La une du" in body
    front = FrontPage.snippet_viewset.start(admin_user)
    kinds = [slot.block_type for slot in front.slots]
    assert kinds == ["lead", "section", "agenda", "deals", "most_read"]
    front.slots.stream_block.clean(front.slots)


def test_the_summary_is_that_of_the_draft(client, admin_user, stories):
    front = FrontPage.objects.create(title="Lundi", slots=[("lead", stories[3].pk)])
    front.save_revision().publish()
    front.slots = [("lead", stories[7].pk), ("story", factories.article("Secret").pk)]
    front.save_revision()
    address = reverse(FrontPage.snippet_viewset.get_url_name("summary"), args=[front.pk])
    client.force_login(admin_user)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        body = client.get(address).content.decode()
    assert f"<strong>{stories[7].headline}</strong>" in body
    assert "«\u00a0Secret\u00a0» n’est pas en ligne" in body
    assert len(captured) <= 20


def test_the_summary_is_for_those_who_compose(client, django_user_model, stories):
    front = FrontPage.objects.create(title="Lundi", slots=[("lead", stories[3].pk)])
    front.save_revision()
    address = reverse(FrontPage.snippet_viewset.get_url_name("summary"), args=[front.pk])
    assert stories[3].headline not in client.get(address).content.decode()
    client.force_login(django_user_model.objects.create_user("passant"))
    assert stories[3].headline not in client.get(address).content.decode()
