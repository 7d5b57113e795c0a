"""The editor's day and the reader's: the Missions story, from the admin to the site."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from shows.models import Company, Deal
from tests import factories
from tests.chromium import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

HEADLINE = "AMC achète Missions pour Shudder"


@pytest.fixture
def newsroom():
    """What the magazine knows already: the series, its channel, the companies of the deal."""
    get_user_model().objects.create_superuser("redaction", password="en-direct-de-mars")
    factories.section("Industrie")
    missions = factories.series("Missions", genres=["Science-fiction"], countries=["FR"])
    factories.series("Lost", genres=["Aventure"])
    ocs = factories.company("OCS")
    factories.company("AMC")
    factories.catalogue(
        factories.release(series=missions, platform=ocs, window="original", starts="juin 2017")
    )


def sign_in(page):
    page.goto("/admin/login/")
    page.fill("input[name=username]", "redaction")
    page.fill("input[name=password]", "en-direct-de-mars")
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture
def no_autosave(settings):
    """The draft is saved when the editor says so. Wagtail takes what a form holds two seconds after
    it was opened, and again after each save, for its present state: what was typed in between waits
    for the next change, and a test on a fast machine makes no other."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def save_draft(page, address):
    """Save the draft, and wait until it is at ``address``, a pattern."""
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.wait_for_url(address)


class FactsTab:
    """The facts of a story, as an editor types them. Counts the inputs."""

    def __init__(self, page):
        self.page = page
        self.inputs = 0

    #: The buttons of the bar above the facts.
    BAR = {
        "deals": "Accord",
        "milestones": "Étape",
        "nominations": "Prix",
        "receptions": "Réception",
    }

    def add(self, rows):
        if label := self.BAR.get(rows):
            bar = self.page.get_by_role("group", name="Ajouter")
            bar.get_by_role("button", name=label, exact=True).click()
        else:
            self.page.locator(f"#id_{rows}-ADD").click()

    def name(self, field, text, create=""):
        """Name a record: choose the suggestion, or create it, as what it is (“le festival”)."""
        box = self.page.locator(f"#id_{field}")
        box.click()
        box.press_sequentially(text)
        wanted = f"Créer {create} «\u00a0{text}\u00a0»" if create else text
        options = self.page.locator(f"#id_{field}-suggestions [role=option]")
        options.filter(has_text=wanted).first.click()
        key = self.page.locator(f"input[type=hidden][name='{field}']").first
        expect(key).not_to_have_value("")
        self.inputs += 1

    def type(self, field, text):
        self.page.fill(f"#id_{field}", text)
        self.inputs += 1

    def choose(self, field, label):
        self.page.select_option(f"#id_{field}", label=label)
        self.inputs += 1

    def check(self, field, *countries):
        """Add countries to a list of territories."""
        for country in countries:
            box = self.page.locator(f"#id_{field}")
            box.press_sequentially(country)
            self.page.get_by_role("option", name=country, exact=True).click()
            self.inputs += 1


def write_the_facts(page) -> FactsTab:
    tab = FactsTab(page)
    tab.add("series_links")
    tab.name("series_links-0-series", "Missions")
    tab.add("sources")
    tab.type("sources-0-outlet", "Variety")

    tab.add("deals")
    tab.name("deals-0-buyer", "AMC")
    tab.check("deals-0-territories", "États-Unis", "Canada", "Royaume-Uni", "Irlande")
    tab.add("deals-0-releases")
    tab.name("deals-0-releases-0-platform", "Shudder", create="le service de streaming")
    tab.type("deals-0-releases-0-starts", "28 septembre 2017")

    tab.add("deals")
    tab.choose("deals-1-kind", "Coproduction")
    tab.type("deals-1-seasons", "2")
    tab.add("deals-1-parties")
    tab.name("deals-1-parties-0-company", "AMC")
    tab.add("deals-1-parties")
    tab.name("deals-1-parties-1-company", "Empreinte Digitale", create="la société de production")

    tab.add("milestones")
    tab.choose("milestones-0-kind", "Tournage")
    tab.type("milestones-0-seasons", "2")
    tab.type("milestones-0-date", "début 2018")

    tab.add("nominations")
    tab.name("nominations-0-edition", "Séries Mania 2017", create="le festival")
    tab.choose("nominations-0-result", "Prix")
    tab.type("nominations-0-category", "Prix A.C.S. Découverte")

    tab.add("receptions")
    tab.choose("receptions-0-kind", "Audience")
    tab.type("receptions-0-statement", "Record d’audience pour OCS")
    return tab


def test_an_editor_publishes_the_story_and_a_reader_finds_it(page, newsroom, browser, live_server):
    sign_in(page)
    page.goto("/admin/articles/add/")
    page.fill("[name=headline]", HEADLINE)
    page.fill("[name=standfirst]", "La chaîne américaine diffusera la série dans quatre pays.")
    page.select_option("[name=section]", label="Industrie")
    page.get_by_role("tab", name="Faits").click()
    tab = write_the_facts(page)
    assert tab.inputs <= 40

    # The preview shows the draft's facts by the public template; nothing is public yet.
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_contain_text("Shudder")
    expect(preview.locator("body")).to_contain_text("Empreinte Digitale")
    expect(preview.locator("body")).to_contain_text("début 2018")
    reader = browser.new_context(base_url=live_server.url, locale="fr-FR").new_page()
    reader.set_default_timeout(PATIENCE)
    for address in ("/", "/series/missions/", "/accords/"):
        reader.goto(address)
        expect(reader.locator("body")).not_to_contain_text("Shudder")
    assert not Deal.objects.public().exists()

    # The draft saves itself, and its buttons are drawn anew: a click meanwhile would be lost.
    page.wait_for_url("**/admin/articles/edit/*/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/admin/articles/")
    assert Deal.objects.public().count() == 2
    assert Company.objects.public().get(name="Shudder").waits_for_story

    # The reader: from the front page to the story, and to the series by network and by genre.
    reader.goto("/")
    reader.get_by_role("link", name=HEADLINE).first.click()
    story = reader.locator("main")
    for said in (
        "Prix A.C.S. Découverte",
        "28 septembre 2017",
        "Irlande",
        "Empreinte Digitale",
        "Record d’audience pour OCS",
        "Variety",
    ):
        expect(story).to_contain_text(said)
    for address in (
        "/series/?network=ocs",
        "/series/?network=amc",
        "/series/?network=shudder&genre=science-fiction",
    ):
        reader.goto(address)
        expect(reader.locator("main")).to_contain_text("Missions")
        expect(reader.locator("main")).not_to_contain_text("Lost")
    reader.goto("/series/")
    reader.locator("summary", has_text="Genre").click()
    reader.get_by_label("Science-fiction").check()
    reader.wait_for_url("**genre=science-fiction**")
    reader.get_by_role("link", name="Missions").first.click()
    expect(reader.locator("main")).to_contain_text("Shudder")
    reader.context.close()
