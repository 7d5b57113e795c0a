"""The checks beside a story's form, and the sentences at its fields when it cannot go out."""

import re

import pytest
from django.urls import reverse

from articles.models import Article, StoryApproval
from media.models import Picture
from tests import factories
from tests.members import member

from .test_article_form import about, rows, story

pytestmark = pytest.mark.django_db

NAMESPACE = "wagtailsnippets_articles_article"
AUTOSAVE = {"HTTP_ACCEPT": "application/json"}


def address(name, *args):
    return reverse(f"{NAMESPACE}:{name}", args=args)


def panel(body: str) -> str:
    """The HTML of the panel."""
    return body.split('data-controller="checks"')[1].split("</div>")[0]


def named(body: str) -> list[str]:
    """The checks whose findings the panel shows, in its order."""
    return re.findall(r'data-check="(\w+)"', panel(body))


def stream(*blocks) -> dict:
    """What the browser posts for the text: (type, id, fields) of each block."""
    data = {"body-count": str(len(blocks))}
    for number, (kind, key, fields) in enumerate(blocks):
        data |= {
            f"body-{number}-type": kind,
            f"body-{number}-id": key,
            f"body-{number}-order": str(number),
            f"body-{number}-deleted": "",
        }
        data |= {f"body-{number}-value-{name}": value for name, value in fields.items()}
    return data


def test_the_panel_shows_what_forbids_publication_first(desk):
    picture = factories.picture()
    Picture.objects.update(credit="")
    article = factories.article(lead_picture=picture)
    page = desk.get(address("edit", article.pk)).content.decode()
    shown = named(page)
    assert shown[0] == "pictures_are_credited"
    assert set(shown[1:]) == {"has_a_standfirst", "has_a_series", "is_signed"}
    assert 'href="#id_lead_picture"' in panel(page)
    assert 'data-checks-blocking-value="1"' in page
    toggle = page.split('data-side-panel-toggle="publication"')[1].split("</button>")[0]
    assert "desk-checks-count " in toggle or 'desk-checks-count"' in toggle


def test_a_finding_leads_to_its_block(desk):
    other = factories.article("Autre")
    article = factories.article(body=[("read_also", other.pk)])
    page = desk.get(address("edit", article.pk)).content.decode()
    assert f'href="#block-{article.body[0].id}-section"' in panel(page)


def test_a_story_in_order_is_told_so(desk):
    article = factories.article(
        standfirst="Oui.", about=[factories.series()], bylines=[factories.author()]
    )
    page = desk.get(address("edit", article.pk)).content.decode()
    assert named(page) == []
    assert "Rien à signaler" in panel(page)


def test_a_new_story_has_the_panel_and_nothing_in_it(desk):
    page = desk.get(address("add")).content.decode()
    assert named(page) == []
    assert "dès que le brouillon est enregistré" in panel(page)


def test_an_autosave_brings_the_panel_up_to_date(desk):
    article = factories.article("Titre")
    data = story("Titre", standfirst="Deux lignes.") | {"slug": article.slug}
    response = desk.post(address("edit", article.pk), data, **AUTOSAVE)
    fresh = response.json()["html"]
    assert "[data-side-panel=&#x27;publication&#x27;]" in fresh.replace("'", "&#x27;")
    assert "has_a_standfirst" not in named(fresh)
    assert "has_a_series" in named(fresh)


def test_a_contributor_sees_the_checks_of_his_own(client, contributor):
    client.force_login(contributor)
    mine = factories.article(owner=contributor, standfirst="")
    assert "has_a_standfirst" in named(client.get(address("edit", mine.pk)).content.decode())


def test_the_panel_of_another_s_conflict_names_nobody(client, contributor):
    other = factories.article("Projet-Hécate", owner=member("chef", superuser=True))
    other.slug = "meme-adresse"
    other.save_revision()
    mine = factories.article(owner=contributor, body=[("read_also", factories.article("XX").pk)])
    Article.objects.filter(pk=mine.pk).update(slug="meme-adresse")
    mine.slug = "meme-adresse"
    mine.save_revision()
    client.force_login(contributor)
    page = client.get(address("edit", mine.pk)).content.decode()
    assert {"address_is_free", "links_lead_somewhere"} <= set(named(page))
    assert "Projet-Hécate" not in page
    assert "XX" not in panel(page)


# Refused by the form


@pytest.fixture
def uncredited():
    picture = factories.picture()
    Picture.objects.update(credit="", description="")
    return picture


@pytest.mark.parametrize("edit", [False, True])
def test_the_sentences_are_at_their_fields_and_nothing_typed_is_lost(desk, uncredited, edit):
    block = (
        "picture",
        "11111111-1111-4111-8111-111111111111",
        {"picture": uncredited.pk, "caption": "Mars"},
    )
    data = story(
        "Un titre typé",
        publish=True,
        standfirst="Un chapô typé",
        lead_picture=str(uncredited.pk),
        sponsor_url="https://www.example.org/",
        kind="opinion",
        series_links=[about(factories.series())],
        **stream(block),
    )
    url = address("edit", factories.article("Avant").pk) if edit else address("add")
    response = desk.post(url, data | {"slug": "un-titre"})
    form = response.context["form"]
    assert response.status_code == 200
    assert set(form.errors) == {"lead_picture", "sponsor", "bylines", "body"}
    assert "crédit" in form.errors["lead_picture"][0]
    (error,) = form.errors["body"].as_data()
    assert list(error.block_errors) == [0]
    assert "crédit" in error.block_errors[0].messages[0]
    page = response.content.decode()
    for text in ("Un titre typé", "Un chapô typé", "https://www.example.org/", "Mars"):
        assert text in page, text
    assert not Article.objects.filter(live=True).exists()


def test_a_draft_is_saved_whatever_the_checks_say(desk, uncredited):
    data = story(lead_picture=str(uncredited.pk), kind="opinion", sponsor_url="https://a.example/")
    assert desk.post(address("add"), data).status_code == 302
    assert Article.objects.get().lead_picture == uncredited


def test_a_signature_typed_with_the_publication_counts(desk):
    author = factories.author()
    data = story(publish=True, kind="opinion", bylines=[str(author.pk)])
    assert desk.post(address("add"), data).status_code == 302
    assert Article.objects.get().live


def test_the_address_of_another_draft_is_refused_at_its_field(desk):
    other = factories.article("Autre", live=True)
    other.slug = "demandee"
    other.save_revision()
    response = desk.post(address("add"), story(publish=True) | {"slug": "demandee"})
    assert "Autre" in response.context["form"].errors["slug"][0]


def test_an_approval_is_refused_at_the_fields_too(desk, editor, uncredited):
    from articles.newsroom import workflow

    article = factories.article("Relu", lead_picture=uncredited)
    workflow.submit(article, member("auteur", superuser=True))
    data = story("Relu et corrigé", lead_picture=str(uncredited.pk)) | {
        "slug": article.slug,
        "action-workflow-action": "1",
        "workflow-action-name": StoryApproval.PUBLISH,
    }
    response = desk.post(address("edit", article.pk), data)
    assert "crédit" in response.context["form"].errors["lead_picture"][0]
    assert "Relu et corrigé" in response.content.decode()
    assert not Article.objects.get().live


def test_rows_of_facts_survive_a_refusal(desk):
    missions = factories.series()
    data = story(publish=True, kind="opinion", series_links=[about(missions)])
    data |= rows("sources", [{"outlet": "Variety", "url": "", "date": ""}])
    page = desk.post(address("add"), data).content.decode()
    assert 'value="Variety"' in page
    assert f'value="{missions.pk}"' in page
