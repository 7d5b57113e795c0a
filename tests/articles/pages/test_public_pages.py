"""What the public pages show, and what they answer when there is nothing."""

import datetime
import re

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.models import Article, FrontPage
from shows.models import DealParty, Ownership
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(markup(response).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    "address",
    [
        "/nulle-part/",
        "/nulle-part/rien/",
        "/series/rien/",
        "/personnes/rien/",
        "/chaines/rien/",
        "/prix/rien/",
        "/prix/rien/2017/",
        "/sujets/rien/",
        "/a-propos/rien/",
        "/actualites/%00/",
        "/series/é/",
    ],
)
def test_what_is_not_there_is_a_page_of_the_site(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "n’est pas au générique" in markup(response)


def test_a_failure_asks_nothing_of_the_database(django_assert_num_queries, rf):
    from magazine.views import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Interruption de l’image" in markup(response)


@pytest.mark.parametrize("address", ["/", "/series/", "/articles/", "/chaines/", "/prix/"])
def test_an_empty_magazine_has_its_pages(client, address):
    assert page(client, address).count("<h1") == 1


def test_robots_keep_to_the_site(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert b"Disallow: /admin/" in response.content


def test_a_wrong_section_leads_to_the_right_one(client):
    story = factories.article(live=True)
    response = client.get(f"/critiques/{story.slug}/")
    assert response.status_code == 301
    assert response["Location"] == story.get_absolute_url()


def test_a_story_that_is_not_out_is_nowhere(client):
    draft = factories.article("Un secret")
    held = factories.article("Un embargo", live=True)
    Article.objects.filter(pk=held.pk).update(
        embargo_until=timezone.now() + datetime.timedelta(days=1)
    )
    for story in (draft, held):
        assert client.get(story.get_absolute_url()).status_code == 404
    assert client.get("/actualites/").status_code == 404  # a section without a story


def test_a_story_shows_its_facts_with_their_source(client):
    from articles.models import Source

    missions, lost = factories.series("Missions"), factories.series("Lost")
    amc, shudder = factories.company("AMC"), factories.company("Shudder")
    actor = factories.person("Hélène Viviès")
    factories.credit(missions, actor, character="Jeanne Renoir")
    edition = factories.award_edition("Séries Mania", 2017)
    story = factories.article(
        "AMC achète Missions",
        live=True,
        about=[missions],
        mentions=[lost],
        lead_picture=factories.picture(credit="© OCS", description="Un vaisseau devant Mars."),
        sources=[Source(outlet="Variety", url="https://variety.com/missions")],
        body=[("text", "<p>Le <b>texte</b> ; fin.</p>"), ("series_card", missions.pk)],
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                territories="CA,GB,IE,US",
                releases=[
                    factories.release(platform=shudder, window="first", starts="28 septembre 2017")
                ],
            )
        ],
        milestones=[factories.milestone("filming", series=missions, date="début 2018")],
        nominations=[
            factories.nomination(
                series=missions, edition=edition, category="Prix A.C.S. Découverte", result="won"
            )
        ],
        receptions=[
            factories.reception(
                series=missions, statement="Record d’audience", certainty="rumoured"
            )
        ],
    )
    text = page(client, story.get_absolute_url())
    for shown in (
        "<b>texte</b>",
        "© OCS",
        'alt="Un vaisseau devant Mars."',
        "Jeanne Renoir",
        'href="/personnes/',
        'href="/chaines/amc/"',
        "Première fenêtre",
        "28 septembre 2017",
        "Canada, Royaume-Uni, Irlande et États-Unis",
        "début 2018",
        'href="/prix/seri',
        "Prix A.C.S. Découverte",
        "Ce que cet article établit",
        'selon <a href="https://variety.com/missions" rel="external">Variety</a>',
        "badge--rumoured",
        'Sont cités</span> <a href="/series/lost/">Lost</a>',
    ):
        assert shown in text, shown
    assert text.count("<h1") == 1

    # On the series's page the same facts lead back to the story.
    record = page(client, "/series/missions/")
    assert f'<a href="{story.get_absolute_url()}">notre article du' in record
    assert "Ce que cet article établit" not in record
    assert "Shudder" in record


def test_an_expired_picture_is_shown_nowhere(client):
    picture = factories.picture(credit="© Expirée")
    missions = factories.series("Missions", poster=picture)
    story = factories.article(live=True, about=[missions], lead_picture=picture)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    type(picture).objects.filter(pk=picture.pk).update(rights_end=yesterday)
    for address in ("/", "/articles/", "/series/", "/series/missions/", story.get_absolute_url()):
        assert "Expirée" not in page(client, address), address
    type(picture).objects.filter(pk=picture.pk).update(rights_end=timezone.localdate())
    assert "Expirée" in page(client, "/series/")


def test_a_person_has_a_filmography(client):
    missions, other = factories.series("Missions"), factories.series("Attend", waits_for_story=True)
    person = factories.person("Julien Lacombe", slug="julien-lacombe")
    for role in ("creator", "director"):
        factories.credit(missions, person, role)
    factories.credit(other, person, "director")
    factories.catalogue(
        factories.release(
            series=missions,
            platform=factories.company("OCS"),
            window="original",
            starts="juin 2017",
        )
    )
    text = page(client, "/personnes/julien-lacombe/")
    assert "Création, Réalisation" in text
    assert "2017" in text
    assert "Attend" not in text


def test_a_company_says_who_owned_it_and_when(client):
    ocs, orange, canal, vivendi, old = (
        factories.company(name) for name in ("OCS", "Orange", "Canal", "Vivendi", "Ancien")
    )
    Ownership.objects.create(owned=ocs, owner=orange, share=66, since="2012", until="janvier 2024")
    Ownership.objects.create(owned=ocs, owner=canal, share=100, since="janvier 2024")
    Ownership.objects.create(owned=canal, owner=vivendi)
    Ownership.objects.create(owned=canal, owner=old, until="2000")
    missions = factories.series("Missions")
    factories.catalogue(factories.release(series=missions, platform=ocs, window="original"))
    text = page(client, "/chaines/ocs/")
    assert "66 %, depuis <time" in text
    assert "Vivendi" in text  # the owner's owner
    assert "Ancien" not in text  # but not who owned the owner once
    assert "Ses créations" in text
    assert 'href="/chaines/ocs/"' in page(client, "/chaines/orange/")


def test_a_company_shows_the_deals_it_is_in(client):
    missions = factories.series("Missions")
    amc, ab, digitale, shudder, far = (
        factories.company(name) for name in ("AMC", "AB", "Digitale", "Shudder", "Lointaine")
    )
    factories.article(
        live=True,
        about=[missions],
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                seller=ab,
                parties=[DealParty(company=digitale)],
                releases=[factories.release(platform=shudder)],
            )
        ],
    )
    for company in (amc, ab, digitale, shudder):
        assert "fact--deal" in page(client, company.get_absolute_url()), company
    assert "fact--deal" not in page(client, far.get_absolute_url())
    assert "Ses acquisitions" in page(client, "/chaines/shudder/")


def test_an_edition_lists_its_prizes(client):
    edition = factories.award_edition("Séries Mania", 2017)
    factories.award_edition("Séries Mania", 2016)
    missions = factories.series("Missions")
    factories.article(
        live=True,
        about=[missions],
        nominations=[
            factories.nomination(
                series=missions,
                edition=edition,
                category="Découverte",
                result="won",
                people=[factories.person("Hélène Viviès")],
            )
        ],
    )
    text = page(client, edition.get_absolute_url())
    for shown in ("Palmarès", "Découverte", "Missions", "Hélène Viviès", ">2016</a>"):
        assert shown in text
    assert "2016" in page(client, edition.award.get_absolute_url())


def test_a_tag_shows_its_stories_and_series(client):
    factories.article("Sur Mars", live=True, tags=["espace"])
    factories.article("Sur Terre", live=True)
    factories.article("En secret", tags=["espace"])
    factories.series("Missions", tags=["espace"])
    text = page(client, "/sujets/espace/")
    assert "Sur Mars" in text
    assert "Missions" in text
    assert "Sur Terre" not in text
    assert "En secret" not in text


def test_the_front_page_is_composed_and_completed(client):
    old = factories.article(
        "La plus ancienne",
        live=True,
        first_published_at=timezone.now() - datetime.timedelta(days=9),
    )
    factories.article("La plus récente", live=True)
    assert client.get("/").context["lead"].headline == "La plus récente"
    front = FrontPage.objects.create(title="La une", slots=[("lead", old.pk)])
    assert client.get("/").context["lead"].headline == "La plus récente"  # a draft
    front.save_revision().publish()
    home = client.get("/")
    assert home.context["lead"].pk == old.pk
    assert [story.headline for story in home.context["stories"]] == ["La plus récente"]


@override_settings(DEBUG=False)
def test_the_menu_says_where_one_is(client):
    factories.article(live=True)
    assert 'href="/actualites/" aria-current="page"' in page(client, "/actualites/")
    assert 'href="/series/" aria-current="page"' in page(client, "/series/")
    assert "critiques" not in page(client, "/")  # a section without a story


def test_the_menu_marks_what_a_page_is_under_and_no_other_part_of_its_address(client):
    series = factories.series("Missions")
    menu = page(client, f"{series.get_absolute_url()}accords/").split('id="menu"')[1]
    marked = re.findall(r'href="(/[^"]+/)" aria-current="(\w+)"', menu.split("</nav>")[0])
    assert marked == [("/series/", "true")]
