"""The link of rich text: its dialog, in which a record is found by name."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from shows.models import Series
from tests.browser.test_the_day import (
    newsroom,  # noqa: F401 (a fixture)
    no_autosave,  # noqa: F401 (a fixture)
    save_draft,
    sign_in,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_word_leads_to_a_record(page, newsroom, no_autosave):  # noqa: F811
    sign_in(page)
    page.goto("/admin/articles/add/")
    page.fill("[name=headline]", "Missions fait le tour du monde")
    page.locator("[data-streamfield-stream-container] .c-sf-add-button").first.click()
    page.get_by_role("option", name="Texte").first.click()
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("Lire ici")
    page.keyboard.press("Shift+Control+ArrowLeft")
    page.locator("button[name='STORY-LINK']").last.click()

    dialog, name = page.get_by_role("dialog"), page.locator("#story-link-where")
    expect(name).to_be_focused()
    dialog.get_by_role("button", name="Poser le lien").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choisissez où mène le lien.")
    name.press_sequentially("Miss")
    expect(dialog.locator("[role=option]")).to_have_count(2)
    name.press("Escape")  # closes the list, not the dialog
    expect(dialog.get_by_role("listbox")).to_be_hidden()
    expect(dialog).to_be_visible()
    name.press_sequentially("Miss")
    expect(dialog.locator("[role=option][aria-selected=true]")).to_contain_text("Missions")
    name.press("Enter")
    expect(name).to_have_value("Missions")
    dialog.get_by_role("button", name="Poser le lien").click()
    expect(dialog).to_be_hidden()
    # The editor writes in the form a moment later.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("STORY-LINK"))

    save_draft(page, "**/admin/articles/edit/*/")
    body = Article.objects.get().get_latest_revision_as_object().body
    missions = Series.objects.get(title="Missions")
    assert f'target="shows.series" id="{missions.pk}"' in body[0].value.source
