"""A picture past its rights is on no page: neither its file, nor its text, nor an empty frame."""

import datetime
import re

import pytest
from django.utils import timezone

from articles.models import InfoPage
from media.models import Picture
from shows.models import Company, Person, Series
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]

ALT = "Vaisseau-échu"
FILE = "fichier-echu"

HREF = re.compile(r'<a[^>]* href="(/[^"#?]*)')


def walk(client) -> dict[str, str]:
    """Follow every link between the pages of the site; return {address: body}."""
    seen, queue = {}, ["/"]
    while queue:
        address = queue.pop()
        if address not in seen:
            response = client.get(address, follow=True)
            assert response.status_code == 200, address
            seen[address] = b"".join(response).decode()
            queue += [link for link in HREF.findall(seen[address]) if not is_file(link)]
    return seen


def is_file(link: str) -> bool:
    return link.startswith(("/static/", "/uploads/", "/admin/"))


@pytest.fixture
def pages(client):
    """The addresses of a magazine that shows such pictures wherever one can be shown."""
    factories.article("Première", live=True)

    def shown(name):
        return factories.picture(FILE, description=f"{ALT} {name}", credit=f"Crédit-échu {name}")

    page = InfoPage.objects.create(title="Mentions légales", slug="mentions-legales")
    page.save_revision().publish()
    series = factories.series("Missions", genres=["Science-fiction"], countries=["FR"])
    series.poster = shown("affiche")
    series.save()
    star = factories.person("Hélène Viviès", portrait=shown("portrait"))
    network = factories.company("OCS", kind="channel", logo=shown("logo"))
    factories.credit(series, star, character="Jeanne")
    gallery = {"pictures": [{"picture": shown("galerie 1")}, {"picture": shown("galerie 2")}]}
    author = factories.author("Camille Arnoux", portrait=shown("signature"))
    factories.article(
        "AMC achète Missions",
        live=True,
        about=[series, star, network],
        lead_picture=shown("ouverture"),
        social_picture=shown("réseaux"),
        bylines=[author],
        tags=["Mars"],
        body=[
            ("text", "<p>Le texte.</p>"),
            ("picture", {"picture": shown("bloc"), "caption": "Légende-échue"}),
            ("gallery", gallery),
            ("series_card", series.pk),
            ("person_card", star.pk),
        ],
        releases=[
            factories.release(series=series, platform=network, window="original", starts="2017")
        ],
        castings=[factories.casting(series=series, person=star, character="Jeanne")],
    )
    factories.article(
        "Ce que révèle la fin",
        live=True,
        about=[series],
        lead_picture=shown("fin"),
        safe_picture=shown("sans révélation"),
        safe_headline="Missions revient",
        spoiler_series=series,
    )
    return lambda: walk(client)


def test_a_picture_past_its_rights_is_on_no_page(pages):
    before = pages()
    with_pictures = {address for address, body in before.items() if ALT in body}
    shown = [Series.objects.get(), Person.objects.get(), Company.objects.get()]
    assert {"/", "/articles/", "/series/"} <= with_pictures
    assert {record.get_absolute_url() for record in shown} <= with_pictures
    everything = "".join(before.values())
    for name in ("affiche", "portrait", "logo", "galerie 2", "ouverture", "bloc", "révélation"):
        assert f"{name}" in everything, name

    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Picture.objects.update(rights_end=yesterday)
    after = pages()
    assert set(after) == set(before)
    for address, body in after.items():
        for trace in (ALT, FILE, "-échu", "Légende-échue", "<figure", '<div class="gallery"'):
            assert trace not in body, (address, trace)


def test_a_gallery_keeps_what_may_still_be_seen(client):
    lasting = factories.picture("Reste", description="Reste-visible")
    ended = factories.picture("Parti", description=ALT)
    pictures = [{"picture": lasting}, {"picture": ended}]
    story = factories.article(live=True, body=[("gallery", {"pictures": pictures})])
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Picture.objects.filter(pk=ended.pk).update(rights_end=yesterday)
    body = client.get(story.get_absolute_url()).content.decode()
    assert "Reste-visible" in body
    assert ALT not in body
    assert body.count("<figure") == 1
