"""Nothing that needs consent runs before it; the answer is kept without knowing whose it is."""

import datetime
import hashlib

import pytest
import time_machine
from django.urls import reverse

from articles.models import DailyReads
from articles.publishing import schedule
from magazine.consent.choice import COOKIE, KEPT, PROOF_COOKIE, Choice
from magazine.consent.proofs import PROOF_KEPT
from magazine.consent.purposes import OWN_COOKIES, PURPOSES, VERSION
from magazine.models import ConsentProof
from shows import reader_country
from tests import factories
from tests.markup import markup

from .test_csp import policy

pytestmark = pytest.mark.django_db

TRAILER = "https://youtu.be/b9EkMc79ZSU"
TWEET = "https://x.com/SeriesMania/status/901234567890123456"
YOUTUBE, X = "https://www.youtube-nocookie.com", "https://platform.twitter.com"
HERE = {"headers": {"Origin": "http://testserver"}}
#: What is asked in each version. Changed the question? Raise VERSION and add a line: everybody is
#: asked again.
ASKED = {"1": "d1f267ffe747", "2": "0f3189e18c72"}


@pytest.fixture
def story(db):
    body = [
        ("text", "<p>Le texte.</p>"),
        ("embed", {"url": TRAILER, "title": "La bande-annonce"}),
        ("embed", {"url": TWEET, "title": "Le prix Découverte"}),
    ]
    return factories.article("Stranger Things revient", body=body, live=True)


def answer(client, choice="all", **data):
    return client.post("/cookies/", {"choice": choice, **data}, **HERE)


def page(client, story) -> tuple[str, dict]:
    response = client.get(story.get_absolute_url())
    return markup(response), policy(response)


# Before an answer, and after a refusal


def test_nothing_of_other_sites_is_on_a_page_before_consent(client, story):
    html, directives = page(client, story)
    assert "<iframe" not in html
    assert YOUTUBE not in html
    assert directives["frame-src"] == "'none'"
    assert "La bande-annonce" in html
    assert 'href="https://www.youtube.com/watch?v=b9EkMc79ZSU"' in html


def test_the_question_is_asked_where_there_is_something_to_load_and_nowhere_else(client, story):
    html, _policy = page(client, story)
    assert "Tout accepter" in html
    assert "YouTube, X" in html
    plain = factories.article("Missions", live=True)
    for address in ("/", "/articles/", plain.get_absolute_url(), "/nulle-part/"):
        body = markup(client.get(address))
        assert "data-consent" not in body
        assert '<a href="/cookies/">Gérer mes cookies</a>' in body


def test_accepting_and_refusing_are_as_easy(client, story):
    html, _policy = page(client, story)
    for value, label in (("all", "Tout accepter"), ("none", "Tout refuser")):
        button = f'<button class="button" name="choice" value="{value}">{label}</button>'
        assert html.count(button) == 1


def test_a_refusal_loads_nothing_and_asks_no_more(client, story):
    answer(client, "none")
    html, directives = page(client, story)
    assert "data-consent" not in html
    assert "<iframe" not in html
    assert directives["frame-src"] == "'none'"
    assert "Accepter et voir" in html


def test_a_card_shows_a_picture_of_the_library_with_its_credit(client):
    picture = factories.picture(credit="© OCS")
    video = {"url": TRAILER, "title": "La bande-annonce", "picture": picture}
    story = factories.article("Missions", body=[("embed", video)], live=True)
    html, _policy = page(client, story)
    card = html.partition('id="youtube-b9EkMc79ZSU"')[2].partition("</figure>")[0]
    assert "© OCS" in card
    plain = factories.article(
        "Missions, suite", body=[("embed", video | {"picture": None})], live=True
    )
    assert "© OCS" not in page(client, plain)[0]


# After an answer


def test_consent_brings_the_frames_and_lets_in_their_hosts_only(client, story):
    answer(client)
    html, directives = page(client, story)
    assert f'src="{YOUTUBE}/embed/b9EkMc79ZSU"' in html
    assert html.count("<iframe") == 2
    assert 'title="La bande-annonce (YouTube)"' in html
    assert html.count('loading="lazy"') >= 2
    assert "data-consent" not in html
    assert directives["frame-src"] == f"{X} {YOUTUBE}"
    assert directives["script-src"] == "'self'"
    other = factories.article("Missions", live=True)
    assert page(client, other)[1]["frame-src"] == "'none'"


def test_one_video_can_be_seen_once_without_keeping_anything(client, story):
    address = story.get_absolute_url()
    response = client.post(address, {"play": "youtube-b9EkMc79ZSU"}, **HERE)
    html = markup(response)
    assert html.count("<iframe") == 1
    assert policy(response)["frame-src"] == YOUTUBE
    assert not response.cookies
    assert not ConsentProof.objects.exists()
    assert "<iframe" not in page(client, story)[0]


@pytest.mark.parametrize("asked", ["", "youtube-aaaaaaaaaaa", "<script>"])
def test_asking_for_what_the_story_does_not_show_loads_nothing(client, story, asked):
    response = client.post(story.get_absolute_url(), {"play": asked}, **HERE)
    assert response.status_code == 200
    assert "<iframe" not in markup(response)
    assert policy(response)["frame-src"] == "'none'"


def test_an_address_cannot_load_a_video_for_others(client, story):
    response = client.get(story.get_absolute_url(), {"play": "youtube-b9EkMc79ZSU"})
    assert "<iframe" not in markup(response)


def test_asking_for_a_video_is_no_second_reading(client, story, settings):
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0", **HERE["headers"]}
    client.post(story.get_absolute_url(), {"play": "x"}, headers=agent)
    from articles.newsroom import audience

    audience.flush()
    assert not DailyReads.objects.exists()


def test_the_draft_of_a_story_shows_its_cards_and_loads_nothing(client, story, admin_user):
    client.force_login(admin_user)
    answer(client)
    name = "wagtailsnippets_articles_article:revisions_view"
    response = client.get(reverse(name, args=[story.pk, story.latest_revision.pk]))
    html = markup(response)
    assert "La bande-annonce" in html
    assert "<iframe" not in html
    assert "data-consent" not in html
    assert 'value="youtube-b9EkMc79ZSU" disabled' in html


# What is kept


def test_an_answer_is_kept_six_months_in_two_cookies_for_the_site_alone(client):
    response = answer(client)
    assert response.status_code == 303
    assert set(response.cookies) == {COOKIE, PROOF_COOKIE}
    for cookie in response.cookies.values():
        assert cookie["max-age"] == KEPT.total_seconds()
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert datetime.timedelta(days=180) <= KEPT <= datetime.timedelta(days=184)
    assert response.cookies[COOKIE].value == f"{VERSION}-medias"
    assert response.cookies[PROOF_COOKIE]["path"] == "/cookies/"


def test_a_refusal_is_kept_as_long(client):
    accepted, refused = answer(client), answer(client, "none")
    assert refused.cookies[COOKIE].value == f"{VERSION}-rien"
    assert refused.cookies[COOKIE]["max-age"] == accepted.cookies[COOKIE]["max-age"]


def test_the_proof_says_when_and_what_and_not_who(client):
    with time_machine.travel("2026-11-27 12:00"):
        answer(client)
    proof = ConsentProof.objects.get()
    assert str(proof.day) == "2026-11-27"
    assert proof.answer == f"{VERSION}-medias"
    assert {field.name for field in ConsentProof._meta.fields} == {"id", "number", "day", "answer"}
    html = markup(client.get("/cookies/"))
    assert proof.number in html
    assert "le 27 novembre 2026" in html.replace("\u00a0", " ")


def test_the_same_answer_twice_on_a_day_has_one_proof(client):
    with time_machine.travel("2026-11-27 12:00") as travel:
        answer(client)
        answer(client)
        assert ConsentProof.objects.count() == 1
        answer(client, "none")
        assert ConsentProof.objects.count() == 2
        travel.shift(datetime.timedelta(days=1))
        answer(client, "none")
    assert ConsentProof.objects.count() == 3


def test_proofs_are_deleted_once_they_serve_no_more(client):
    with time_machine.travel("2026-01-10 12:00") as travel:
        answer(client)
        travel.shift(PROOF_KEPT)
        schedule.run()
        assert ConsentProof.objects.count() == 1
        travel.shift(datetime.timedelta(days=1))
        schedule.run()
    assert not ConsentProof.objects.exists()


def test_another_question_is_asked_again_whatever_was_answered(client, story):
    for value in ("0-medias", "1-rien", "3-rien"):
        client.cookies[COOKIE] = value
        html, directives = page(client, story)
        assert "data-consent" in html
        assert directives["frame-src"] == "'none'"


@pytest.mark.parametrize(
    "value", ["", "1-medias", "{}", "{}-", "{}-medias+pubs", "{}-pubs", "oui", "é;{}-medias"]
)
def test_a_cookie_that_is_no_answer_is_none(value):
    assert Choice.read({COOKIE: value.format(VERSION)}) == Choice()


def test_the_question_has_a_new_version_whenever_it_changes():
    asked = repr([(p.key, p.title, p.sentence, [x.key for x in p.providers]) for p in PURPOSES])
    assert hashlib.sha256(asked.encode()).hexdigest()[:12] == ASKED[VERSION]


# The page


def test_the_page_sets_each_purpose_and_says_what_was_kept(client):
    response = answer(client, "one_by_one", purpose="medias")
    assert response["Location"] == "/cookies/#choix"
    html = markup(client.get("/cookies/"))
    box = html.partition('name="purpose" value="medias"')[2].partition(">")[0]
    assert "checked" in box
    answer(client, "one_by_one")
    html = markup(client.get("/cookies/"))
    assert "checked" not in html.partition('name="purpose" value="medias"')[2].partition(">")[0]
    assert "Vous refusez tout" in html


def test_the_page_names_every_provider_and_every_cookie(client):
    html = markup(client.get("/cookies/"))
    for purpose in PURPOSES:
        for provider in purpose.providers:
            assert f'id="{provider.key}"' in html
            assert provider.policy in html
    for cookie in OWN_COOKIES:
        assert f"<code>{cookie.name}</code>" in html


def test_every_cookie_the_site_sets_is_on_the_page(client, story, settings):
    listed = {name.strip() for cookie in OWN_COOKIES for name in cookie.name.split(",")}
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= listed
    assert {COOKIE, PROOF_COOKIE, reader_country.COOKIE} <= listed
    assert set(answer(client).cookies) <= listed
    for address in ("/", "/cookies/", "/credits/", story.get_absolute_url(), "/series/"):
        assert not client.get(address).cookies, address


@pytest.mark.parametrize("choice", ["", "oui", "one_by_one"])
def test_an_answer_that_is_none_changes_nothing_and_says_so(client, choice):
    response = answer(client, choice, purpose="publicites")
    assert response.status_code == 400
    assert "rien n’a été changé" in markup(response)
    assert not response.cookies
    assert not ConsentProof.objects.exists()


def test_a_reader_comes_back_to_the_page_they_read(client, story):
    where = f"{story.get_absolute_url()}?page=2#youtube-b9EkMc79ZSU"
    assert answer(client, next=where)["Location"] == where
    response = client.get("/cookies/", headers={"Referer": "http://testserver/series/?genre=sf"})
    assert '<a href="/series/?genre=sf">Revenir à ma lecture</a>' in markup(response)
    back = answer(client, "one_by_one", next="/series/?genre=sf")["Location"]
    assert back == "/cookies/?next=%2Fseries%2F%3Fgenre%3Dsf#choix"
    assert 'href="/series/?genre=sf"' in markup(client.get(back))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "series/"],
)
def test_nobody_is_sent_elsewhere(client, address):
    assert answer(client, next=address)["Location"] == "/cookies/"
    response = client.get("/cookies/", {"next": address})
    assert "Revenir à ma lecture" not in markup(response)


def test_the_page_of_a_reader_is_kept_by_nobody(client):
    assert "no-store" in client.get("/cookies/")["Cache-Control"]


# Forms of other sites


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},  # the site itself, but not the one that answers
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(client, story, headers):
    for address in ("/cookies/", story.get_absolute_url()):
        response = client.post(address, {"choice": "all", "play": "x"}, headers=headers)
        assert response.status_code == 403
        assert "rechargez-la" in markup(response)
        assert not response.cookies
    assert not ConsentProof.objects.exists()


def test_the_forms_of_the_site_need_no_token(story):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.post("/cookies/", {"choice": "none"}, **HERE).status_code == 303
    fetch = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/cookies/", {"choice": "none"}, headers=fetch).status_code == 303
    response = client.post(story.get_absolute_url(), {"play": "x"}, **HERE)
    assert response.status_code == 200


# Pages for everybody


def test_a_page_without_an_answer_may_be_kept_for_all(client, story):
    for address in ("/", story.get_absolute_url(), "/credits/"):
        response = client.get(address)
        assert "Set-Cookie" not in response
        assert "Cookie" not in response.get("Vary", "")
        assert "csrfmiddlewaretoken" not in markup(response)
