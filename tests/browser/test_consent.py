"""A reader in front of a video: nothing leaves for its site before they say so."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from magazine.models import ConsentProof
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PLAYER = "<!doctype html><title>Lecteur</title><p>Le lecteur</p>"
FRAME = "https://www.youtube-nocookie.com/embed/b9EkMc79ZSU"


@pytest.fixture
def story():
    text = ("text", "<p>" + "Une phrase qui fait de la place. " * 120 + "</p>")
    video = ("embed", {"url": "https://youtu.be/b9EkMc79ZSU", "title": "La bande-annonce"})
    return factories.article("Stranger Things revient", body=[text, video, text], live=True)


def elsewhere(url) -> bool:
    return urlsplit(url).hostname not in ("localhost", "127.0.0.1")


@pytest.fixture
def outside(page):
    """The addresses of other sites that the page asks for; a player stands in for theirs."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=PLAYER, content_type="text/html")

    page.context.route(elsewhere, answer)
    return asked


def test_a_refusal_leaves_the_reader_where_they_were(page, story, outside):
    page.goto(story.get_absolute_url())
    page.locator(".embed").scroll_into_view_if_needed()
    where = page.evaluate("scrollY")
    assert where > 300
    page.get_by_role("button", name="Tout refuser").click()
    expect(page.locator("[data-consent]")).to_have_count(0)
    assert page.evaluate("scrollY") == where
    page.reload()
    expect(page.get_by_role("button", name="Accepter et voir")).to_be_visible()
    expect(page.locator("[data-consent]")).to_have_count(0)
    assert outside == []
    assert ConsentProof.objects.get().answer.endswith("-rien")


def test_consent_brings_the_video_where_it_was_asked_for(page, story, outside):
    page.goto(story.get_absolute_url())
    assert outside == []
    page.get_by_role("button", name="Tout accepter").click()
    frame = page.locator("iframe")
    frame.scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").get_by_text("Le lecteur")).to_be_visible()
    box = frame.bounding_box()
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    assert set(outside) == {FRAME}


@pytest.mark.parametrize("script", [True, False])
def test_one_video_is_seen_with_and_without_script(browser, live_server, story, script):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=script)
    page = context.new_page()
    context.route(elsewhere, lambda route: route.fulfill(body=PLAYER, content_type="text/html"))
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="Accepter et voir").click()
    expect(page.locator("iframe")).to_be_in_viewport()
    expect(page.frame_locator("iframe").get_by_text("Le lecteur")).to_be_visible()
    assert context.cookies() == []
    page.goto(story.get_absolute_url())
    expect(page.locator("iframe")).to_have_count(0)
    # The banner too is a plain form.
    page.get_by_role("button", name="Tout refuser").click()
    expect(page.locator("[data-consent]")).to_have_count(0)
    expect(page).to_have_url(f"{live_server.url}{story.get_absolute_url()}")
    context.close()


def test_the_banner_is_reached_and_answered_by_keyboard(page, story, outside):
    page.goto(story.get_absolute_url())
    for _press in range(2):  # past “Aller au contenu”
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Tout accepter")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-consent]")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_a_choice_is_changed_on_the_page_of_cookies_and_reading_goes_on(page, story, outside):
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Choisir").click()
    page.get_by_role("switch", name="Vidéos et messages intégrés").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".cookies__state")).to_contain_text(ConsentProof.objects.get().number)
    page.get_by_role("link", name="Revenir à ma lecture").click()
    expect(page.locator("iframe")).to_have_count(1)
    page.get_by_role("link", name="Gérer mes cookies").last.click()
    page.get_by_role("switch", name="Vidéos et messages intégrés").uncheck()
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(story.get_absolute_url())
    expect(page.locator("iframe")).to_have_count(0)
