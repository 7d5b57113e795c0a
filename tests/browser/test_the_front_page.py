"""La une: an editor composes it from slots, previews it and publishes it; a reader sees it."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import DailyReads, FrontPage
from tests import factories
from tests.chromium import PATIENCE

from .test_the_day import no_autosave, save_draft, sign_in  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LEAD = "AMC achète Missions"


@pytest.fixture
def newsroom(django_user_model):
    """Live stories in two sections, one of them read, a draft, and a premiere next week."""
    django_user_model.objects.create_superuser("redaction", password="en-direct-de-mars")
    reviews = factories.section("Critiques", order=1)
    for n in range(12):
        section = {"section": reviews} if n % 3 == 0 else {}
        factories.article(
            f"Article {n}", live=True, lead_picture=factories.picture(f"Photo {n}"), **section
        )
    lead = factories.article(LEAD, live=True, lead_picture=factories.picture("Mars"))
    factories.article("Le secret de Lost")
    for n in range(3):
        factories.article(
            f"Plus récent {n}", live=True, lead_picture=factories.picture(f"Ciel {n}")
        )
    read = type(lead).objects.get(headline="Article 1")
    DailyReads.objects.create(article=read, day=timezone.localdate(), reads=7)
    next_week = timezone.localdate() + datetime.timedelta(days=7)
    factories.catalogue(
        factories.release(
            series=factories.series("Missions"),
            platform=factories.company("OCS"),
            starts=next_week.isoformat(),
        )
    )


def choose(page, field, text):
    """Name a story in the picker of a slot."""
    box = page.locator(f"#{field}")
    box.click()
    box.press_sequentially(text)
    page.locator(f"#{field}-suggestions [role=option]").filter(has_text=text).first.click()
    expect(page.locator(f"input[type=hidden][name='{field}']").first).not_to_have_value("")


def add_slot(page, name):
    """Add a slot at the end."""
    page.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def test_an_editor_composes_the_front_page_and_a_reader_sees_it(
    page,
    newsroom,
    no_autosave,  # noqa: F811
    browser,
    live_server,
):
    sign_in(page)
    page.goto("/admin/une/add/")
    # The usual slots are there: lead, two sections, agenda, deals and most read.
    expect(page.locator("[name=title]")).to_have_value(re.compile("La une du"))
    choose(page, "slots-0-value", LEAD)
    page.fill("#slots-2-value-count", "2")
    add_slot(page, "Article")
    choose(page, "slots-6-value", "Le secret de Lost")

    # Once the draft is saved, the form says what fills the page, and what readers would not see.
    save_draft(page, "**/admin/une/edit/*/")
    summary = page.locator(".desk-outcome")
    summary.scroll_into_view_if_needed()
    expect(summary.locator("strong").filter(has_text=LEAD)).to_be_visible()
    expect(summary).to_contain_text("« Le secret de Lost » n’est pas en ligne")

    # The preview is the page that readers would see; nothing is public yet.
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.locator(".card--lead")).to_contain_text(LEAD)
    expect(preview.locator("main")).not_to_contain_text("Le secret de Lost")
    reader = browser.new_context(base_url=live_server.url, locale="fr-FR").new_page()
    reader.set_default_timeout(PATIENCE)
    reader.goto("/")
    expect(reader.locator(".card--lead")).to_contain_text("Plus récent 2")
    assert not FrontPage.objects.public().exists()

    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/admin/une/")

    reader.goto("/")
    main = reader.locator("main")
    expect(main.locator(".card--lead")).to_contain_text(LEAD)
    section = main.locator("section").filter(has=reader.get_by_role("heading", name="Critiques"))
    expect(section.locator(".card")).to_have_count(2)
    expect(main.locator(".agenda")).to_contain_text("Missions")
    expect(main.locator(".agenda")).to_contain_text("OCS")
    expect(main.locator(".ranking--numbered")).to_contain_text("Article 1")
    expect(main).not_to_contain_text("Le secret de Lost")
    for story in (LEAD, "Article 1", "Plus récent 2"):
        # Once among the cards and the ranking; the line of the latest news stands above them.
        below = main.locator(".card, .ranking--numbered li")
        expect(below.get_by_role("link", name=story, exact=True)).to_have_count(1)
    reader.context.close()
