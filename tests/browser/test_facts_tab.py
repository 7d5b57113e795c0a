"""The facts tab in a browser: rows added, duplicated, split from lines and brought up to date."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from shows.models import Deal, DealParty
from tests import factories

from .test_the_day import FactsTab, newsroom, no_autosave, save_draft, sign_in  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def tab(page, newsroom, no_autosave):  # noqa: F811
    """A new story about Missions, at its facts."""
    sign_in(page)
    page.goto("/admin/articles/add/")
    page.fill("[name=headline]", "Missions fait le tour du monde")
    page.get_by_role("tab", name="Faits").click()
    tab = FactsTab(page)
    tab.add("series_links")
    tab.name("series_links-0-series", "Missions")
    return tab


def test_a_row_is_added_filled_and_duplicated(page, tab):
    tab.add("deals")
    expect(page.locator("#id_deals-0-kind")).to_be_focused()
    expect(page.locator("#id_deals-0-series")).to_have_attribute(
        "placeholder", "Missions (reprise de l’article)"
    )
    tab.name("deals-0-buyer", "AMC")
    tab.check("deals-0-territories", "Canada")
    tab.add("deals-0-releases")
    tab.name("deals-0-releases-0-platform", "OCS")
    tab.type("deals-0-releases-0-starts", "juin 2017")
    page.locator("#inline_child_deals-0-panel-section").get_by_role(
        "button", name="Dupliquer"
    ).first.click()
    expect(page.locator("#id_deals-1-buyer")).to_have_value("AMC")
    expect(page.locator("#id_deals-1-releases-0-platform")).to_have_value("OCS")
    expect(page.locator("#id_deals-1-releases-0-starts")).to_have_value("juin 2017")
    save_draft(page, "**/admin/articles/edit/*/")
    draft = Article.objects.get().get_latest_revision_as_object()
    assert [deal.territories for deal in draft.deals.all()] == ["CA", "CA"]
    assert [len(deal.releases.all()) for deal in draft.deals.all()] == [1, 1]


def test_names_typed_as_lines_become_rows(page, tab):
    page.get_by_role("heading", name="Annonces de distribution").click()
    page.get_by_text("En saisir plusieurs, un nom par ligne").click()
    lines = page.get_by_label("Un nom par ligne", exact=True)
    lines.fill("Hélène Viviès : Jeanne Renoir\n: personne")
    page.get_by_role("button", name="Répartir en lignes").click()
    expect(page.locator("#id_castings-0-person")).to_have_value("Hélène Viviès")
    expect(page.locator("#id_castings-0-character")).to_have_value("Jeanne Renoir")
    expect(lines).to_have_value(": personne")
    expect(page.get_by_role("alert").filter(has_text="Ligne 2")).to_be_visible()
    # What is left is not lost silently; nor does asking again add the same rows.
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(lines).to_be_focused()
    lines.fill("hélène viviès : Jeanne Renoir")
    page.get_by_role("button", name="Répartir en lignes").click()
    expect(page.get_by_text("Déjà présentes")).to_be_visible()
    expect(page.locator("#id_castings-1-person")).to_have_count(0)


def test_a_public_fact_is_brought_up_to_date(page, tab):
    story = factories.article(
        "AMC achète Missions",
        live=True,
        deals=[
            factories.deal(
                series=Deal.series.field.related_model.objects.get(title="Missions"),
                buyer=factories.company("Sky"),
                parties=[DealParty(company=factories.company("Lagardère"))],
                territories="GB",
            )
        ],
    )
    deal = story.deals.get()
    page.get_by_role("button", name="Mettre à jour un fait publié…").click()
    page.get_by_role("dialog").get_by_role("button", name="Mettre à jour : Acquisition").click()
    expect(page.locator("#id_deals-0-buyer")).to_have_value("Sky")
    expect(page.locator("#id_deals-0-parties-0-company")).to_have_value("Lagardère")
    expect(page.locator("[name=deals-0-replaces]")).to_have_value(str(deal.pk))
    save_draft(page, "**/admin/articles/edit/*/")
    page.get_by_role("tab", name="Faits").click()
    summary = page.locator(".desk-outcome")
    summary.scroll_into_view_if_needed()
    expect(summary).to_contain_text("Remplace")
    expect(summary).to_contain_text("AMC achète Missions")
    # From the list of facts, a link leads to the row.
    page.goto(f"/admin/articles/edit/{story.pk}/#fact-deal-{deal.pk}")
    expect(page.locator("#id_deals-0-kind")).to_be_focused()
