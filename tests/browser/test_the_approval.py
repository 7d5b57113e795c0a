"""A story from its author's hands to readers: submitted, sent back, approved, out, corrected."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests import factories
from tests.articles.newsroom import draft_of, reloaded, someone
from tests.chromium import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

HEADLINE = "OCS commande une saison 2 de Missions"
COMMENT = "Qui le dit ? Il manque la source."
CORRECTION = "La saison 2 compte dix épisodes, et non huit."


@pytest.fixture
def story():
    """A contributor's draft with a fact in it, in a section that has an editor."""
    news = factories.section("Actualités")
    author = someone("ines", "contributor", first_name="Inès")
    someone("camille", "editor", news, first_name="Camille")
    someone("maud", "chief_editor", first_name="Maud")
    missions = factories.series("Missions")
    order = factories.milestone("renewed", series=missions, seasons="2", date="12 juin 2017")
    return draft_of(author, HEADLINE, section=news, about=[missions], milestones=[order])


@pytest.fixture
def desk(browser, live_server):
    """Sign in as a member, each in a window of his own; errors of the scripts fail the test."""
    windows, errors = [], []

    def sign_in(username):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="fr-FR"
        )
        windows.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", "x")
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield sign_in
    for context in windows:
        context.close()
    assert errors == []


def open_story(page, panel=None):
    """Open the story from a panel of the home, or from the home at large."""
    page.goto("/admin/")
    within = page.get_by_role("region", name=panel) if panel else page.locator("main")
    within.get_by_role("link", name=HEADLINE).first.click()
    page.wait_for_url("**/admin/articles/edit/*/")
    page.wait_for_load_state("networkidle")


def type_standfirst(page, text):
    """Type, and wait until the draft has saved itself."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.fill("[name=standfirst]", text)
    page.wait_for_load_state("networkidle")


def press(page, name, main=True):
    if not main:
        page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name, exact=True).click()


def told(page, text):
    expect(page.locator(".messages")).to_contain_text(text)


def test_a_story_goes_from_its_author_to_readers(story, desk, browser, live_server):
    ines, camille = desk("ines"), desk("camille")
    public = browser.new_context(base_url=live_server.url, locale="fr-FR").new_page()
    public.set_default_timeout(PATIENCE)

    # The author submits.
    open_story(ines, "Mes brouillons")
    type_standfirst(ines, "La chaîne suit ses astronautes.")
    press(ines, "Soumettre à la relecture")
    told(ines, "est soumis à la relecture")

    # The editor finds it on her home, asks in a note, and sends it back.
    open_story(camille, "À relire")
    told(camille, "Soumis à la relecture par Inès")
    camille.get_by_role("button", name="Afficher ou masquer les notes").click()
    note = camille.get_by_label("Nouvelle note")
    note.press_sequentially("@in")
    camille.get_by_role("option", name="Inès @ines").click()
    note.press_sequentially("d’où vient le chiffre ?")
    camille.get_by_role("button", name="Ajouter la note").click()
    expect(camille.locator(".desk-note")).to_contain_text("@ines d’où vient le chiffre ?")
    toggle = camille.locator("[data-side-panel-toggle=notes]")
    expect(toggle.locator("[data-side-panel-toggle-counter]")).to_have_text("1")
    press(camille, "Renvoyer avec un commentaire", main=False)
    window = camille.get_by_role("dialog")
    window.get_by_role("button", name="Renvoyer avec un commentaire").click()
    expect(window).to_contain_text("Dites ce qu’il faut reprendre")
    window.get_by_label("Ce qu’il faut reprendre").fill(COMMENT)
    window.get_by_role("button", name="Renvoyer avec un commentaire").click()
    told(camille, "est renvoyé à son auteur")

    # The author reads why, answers the note, and submits it again.
    ines.goto("/admin/")
    expect(ines.get_by_role("region", name="Notes qui me citent")).to_contain_text("le chiffre ?")
    sent = ines.get_by_role("region", name="Mes articles soumis ou renvoyés")
    expect(sent).to_contain_text(COMMENT)
    open_story(ines, "Mes articles soumis ou renvoyés")
    told(ines, COMMENT)
    type_standfirst(ines, "La chaîne suit ses astronautes, dit Variety.")
    press(ines, "Soumettre à nouveau")
    told(ines, "est soumis à la relecture")

    # The editor gives it a date, and approves it.
    open_story(camille, "À relire")
    camille.locator("[data-side-panel-toggle=status]").click()
    camille.get_by_role("button", name="Programmer", exact=True).click()
    moment = timezone.localtime() + timedelta(days=1)
    camille.fill("[name=go_live_at]", moment.strftime("%d/%m/%Y %H:%M"))
    calendar = camille.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)  # it opens a moment after the field has the focus
    camille.get_by_role("heading", name="Définir la programmation").click()
    expect(calendar).to_have_count(0)
    camille.get_by_role("button", name="Enregistrer la programmation").click()
    camille.wait_for_load_state("networkidle")
    open_story(camille, "À relire")
    press(camille, "Approuver et programmer")
    told(camille, "est approuvé et partira le")
    public.goto("/series/missions/")
    expect(public.locator("main")).not_to_contain_text(HEADLINE)
    expect(public.locator("main")).not_to_contain_text("12 juin 2017")

    # Its time comes: the publisher runs, and the fact is on the page of the series.
    let_its_time_come(story)
    call_command("publish_scheduled")
    public.goto("/series/missions/")
    expect(public.locator("main")).to_contain_text(HEADLINE)
    expect(public.locator("main")).to_contain_text("12 juin 2017")

    # A chief editor corrects it.
    maud = desk("maud")
    open_story(maud)
    maud.get_by_role("tab", name="Parution").click()
    maud.locator("#id_corrections-ADD").click()
    maud.fill("[name=corrections-0-text]", CORRECTION)
    maud.wait_for_load_state("networkidle")
    press(maud, "Publier", main=False)
    told(maud, HEADLINE)
    public.goto(reloaded(story).get_absolute_url())
    expect(public.locator("main")).to_contain_text(CORRECTION)
    public.context.close()


def let_its_time_come(story):
    """As if the date that the editor chose were a minute ago."""
    revision = Article.objects.get(pk=story.pk).scheduled_revision
    moment = timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at = moment
    revision.content["go_live_at"] = moment.isoformat()
    revision.save()
