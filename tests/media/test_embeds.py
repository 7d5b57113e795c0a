"""A video or a post is known by its address alone: each way of writing it, and none that is not."""

import pytest
from wagtail.blocks import StructBlockValidationError

from articles.body.blocks import EmbedBlock
from media.embeds import BY_HOST, PROVIDERS, recognise
from tests import factories

YOUTUBE = "https://www.youtube-nocookie.com/embed/b9EkMc79ZSU"
WATCH = "https://www.youtube.com/watch?v=b9EkMc79ZSU"
DAILYMOTION = "https://geo.dailymotion.com/player.html?video=x5e9eog"
TWEET = "https://platform.twitter.com/embed/Tweet.html?id=901234567890123456&lang=fr&dnt=true"

SHOWN = {
    # YouTube
    WATCH: YOUTUBE,
    "http://youtube.com/watch?v=b9EkMc79ZSU": YOUTUBE,
    "https://m.youtube.com/watch?app=desktop&v=b9EkMc79ZSU&list=PL1": YOUTUBE,
    "https://music.youtube.com/watch?v=b9EkMc79ZSU": YOUTUBE,
    "https://youtu.be/b9EkMc79ZSU": YOUTUBE,
    "https://youtu.be/b9EkMc79ZSU?si=abcdef": YOUTUBE,
    "https://youtu.be/b9EkMc79ZSU?t=90": f"{YOUTUBE}?start=90",
    f"{WATCH}&t=1m30s": f"{YOUTUBE}?start=90",
    f"{WATCH}&t=1h2m3s": f"{YOUTUBE}?start=3723",
    f"{WATCH}&t=90s": f"{YOUTUBE}?start=90",
    f"{WATCH}&t=bientot": YOUTUBE,
    "https://www.youtube.com/embed/b9EkMc79ZSU?start=12": f"{YOUTUBE}?start=12",
    "https://www.youtube.com/live/b9EkMc79ZSU?feature=share": YOUTUBE,
    "https://www.youtube.com/v/b9EkMc79ZSU": YOUTUBE,
    "https://www.youtube.com/shorts/b9EkMc79ZSU": YOUTUBE,
    "https://www.youtube-nocookie.com/embed/b9EkMc79ZSU": YOUTUBE,
    "https://WWW.YouTube.com/watch?v=b9EkMc79ZSU": YOUTUBE,
    # Dailymotion
    "https://www.dailymotion.com/video/x5e9eog": DAILYMOTION,
    "https://www.dailymotion.com/video/x5e9eog_missions-bande-annonce_shortfilms": DAILYMOTION,
    "https://www.dailymotion.com/embed/video/x5e9eog": DAILYMOTION,
    "https://geo.dailymotion.com/player/xtv3w.html?video=x5e9eog": DAILYMOTION,
    "https://dai.ly/x5e9eog": DAILYMOTION,
    "https://dai.ly/x5e9eog?start=42": f"{DAILYMOTION}&startTime=42",
    # Vimeo
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://vimeo.com/76979871/0a1b2c3d4e": (
        "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e&dnt=1"
    ),
    "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e": (
        "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e&dnt=1"
    ),
    "https://vimeo.com/channels/staffpicks/76979871": (
        "https://player.vimeo.com/video/76979871?dnt=1"
    ),
    "https://vimeo.com/groups/series/videos/76979871": (
        "https://player.vimeo.com/video/76979871?dnt=1"
    ),
    "https://vimeo.com/76979871#t=1m30s": "https://player.vimeo.com/video/76979871?dnt=1#t=90s",
    # X
    "https://x.com/SeriesMania/status/901234567890123456": TWEET,
    "https://twitter.com/SeriesMania/status/901234567890123456?s=20": TWEET,
    "https://mobile.twitter.com/SeriesMania/status/901234567890123456": TWEET,
    "https://x.com/i/web/status/901234567890123456": TWEET,
    "https://x.com/SeriesMania/status/901234567890123456/photo/1": TWEET,
    # Instagram
    "https://www.instagram.com/p/CuW9x_eN-1a/": (
        "https://www.instagram.com/p/CuW9x_eN-1a/embed/captioned/"
    ),
    "https://instagram.com/reel/CuW9x_eN-1a/?igsh=abc": (
        "https://www.instagram.com/reel/CuW9x_eN-1a/embed/captioned/"
    ),
    "https://www.instagram.com/seriesmania/p/CuW9x_eN-1a/": (
        "https://www.instagram.com/p/CuW9x_eN-1a/embed/captioned/"
    ),
    "https://www.instagram.com/tv/CuW9x_eN-1a/": (
        "https://www.instagram.com/reel/CuW9x_eN-1a/embed/captioned/"
    ),
}


@pytest.mark.parametrize("address", SHOWN)
def test_an_address_is_known_however_it_is_written(address):
    assert recognise(address).frame == SHOWN[address]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Missions",
        "https://www.youtube.com/",
        "https://www.youtube.com/@netflix",
        "https://www.youtube.com/watch?v=court",
        "https://www.youtube.com/watch?v=b9EkMc79ZSU%22onload",
        "https://www.youtube.com/playlist?list=PL12345678901",
        "https://youtube.com.example.org/watch?v=b9EkMc79ZSU",
        "https://example.org/youtube.com/watch?v=b9EkMc79ZSU",
        "https://notyoutube.com/watch?v=b9EkMc79ZSU",
        "https://youtube.com@example.org/watch?v=b9EkMc79ZSU",
        "https://www.youtube.com:8080/watch?v=b9EkMc79ZSU",
        "https://www.youtube.com:port/watch?v=b9EkMc79ZSU",
        "https://[youtube.com/watch?v=b9EkMc79ZSU",
        "javascript://www.youtube.com/watch?v=b9EkMc79ZSU",
        "ftp://youtu.be/b9EkMc79ZSU",
        "https://youtu.be/b9EkMc79ZSU/autre",
        "https://www.dailymotion.com/serie-mania",
        "https://dai.ly/",
        "https://vimeo.com/series",
        "https://vimeo.com/76979871/pas-un-secret!",
        "https://vimeo.com/user/settings/12",
        "https://x.com/SeriesMania",
        "https://x.com/SeriesMania/status/demain",
        "https://x.com/a/b/status/901234567890123456",
        "https://www.instagram.com/seriesmania/",
        "https://www.instagram.com/p/",
        "https://www.tiktok.com/@series/video/123",
    ],
)
def test_what_is_not_a_video_of_theirs_is_not_taken_for_one(address):
    assert recognise(address) is None


def test_a_link_leads_to_the_page_and_keeps_the_moment():
    assert recognise("https://youtu.be/b9EkMc79ZSU?t=90").link == f"{WATCH}&t=90s"
    assert recognise("https://www.youtube.com/shorts/b9EkMc79ZSU").shape == "tall"
    assert recognise("https://vimeo.com/76979871").shape == "wide"
    tweet = recognise("https://twitter.com/SeriesMania/status/901234567890123456")
    assert tweet.link == "https://x.com/SeriesMania/status/901234567890123456"
    assert tweet.shape == "post"


def test_a_frame_comes_from_the_one_origin_that_its_provider_is_let_in_with():
    assert len(BY_HOST) == sum(len(provider.hosts) for provider in PROVIDERS)
    for address, frame in SHOWN.items():
        assert frame.startswith(f"{recognise(address).provider.frames}/")


def test_an_address_that_cannot_be_shown_is_refused_with_the_way_out():
    block = EmbedBlock()
    value = block.to_python({"url": "https://www.tiktok.com/@series/video/1", "title": "Missions"})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    (sentence,) = refused.value.block_errors["url"].messages
    assert "« https://www.tiktok.com/@series/video/1 »" in sentence.replace("\u00a0", " ")
    assert "Dailymotion" in sentence


@pytest.mark.django_db
def test_saving_a_story_with_a_video_asks_nobody(monkeypatch, django_assert_num_queries):
    def nobody(*args, **kwargs):
        raise AssertionError("a request to another site")

    monkeypatch.setattr("urllib.request.urlopen", nobody)
    monkeypatch.setattr("socket.create_connection", nobody)
    block = EmbedBlock()
    value = {"url": WATCH, "title": "La bande-annonce", "picture": None}
    with django_assert_num_queries(0):
        block.clean(block.to_python(value))
    story = factories.article("Stranger Things", body=[("embed", value)])
    story.latest_revision.publish()


def test_the_engine_looks_for_nothing_elsewhere():
    from wagtail.embeds.finders import get_finders

    assert list(get_finders()) == []
