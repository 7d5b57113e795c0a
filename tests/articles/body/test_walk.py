"""A text is walked in one place, which forgets no kind of block."""

from types import SimpleNamespace

from articles.body import walk
from articles.body.blocks import BodyBlock
from shows.models import AwardEdition, Person, Series

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
LINK = '<a linktype="record" target="shows.series" id="7">Missions</a>'


def body(*blocks):
    """A text of (kind, value) pairs, as it is stored; each block's id is its place."""
    raw = [
        {"type": kind, "value": value, "id": str(place)}
        for place, (kind, value) in enumerate(blocks)
    ]
    return SimpleNamespace(raw_data=raw)


def test_pictures_are_found_wherever_a_block_holds_one():
    found = walk.pictures(
        body(
            ("picture", {"picture": 1}),
            ("embed", {"url": VIDEO, "picture": 2}),
            ("embed", {"url": VIDEO, "picture": None}),
            ("gallery", {"pictures": [{"type": "item", "value": {"picture": 3}, "id": "x"}]}),
            ("gallery", {"pictures": [{"picture": 4}]}),
            ("picture", {"picture": None}),
        )
    )
    assert list(found) == [("0", 1), ("1", 2), ("3", 3), ("4", 4), ("5", None)]


def test_records_are_found_in_every_block_that_names_one():
    found = walk.records(
        body(("series_card", 1), ("person_card", 2), ("edition_card", 3), ("series_card", None))
    )
    assert list(found) == [("0", Series, 1), ("1", Person, 2), ("2", AwardEdition, 3)]
    assert set(walk.RECORD_BLOCKS) < set(BodyBlock().child_blocks)


def test_links_are_found_in_paragraphs_answers_and_spoilers():
    found = walk.links(
        body(
            ("text", f"<p>{LINK}</p>"),
            ("question", {"question": "?", "answer": f"<p>{LINK}</p>"}),
            ("spoiler", {"scope": "la fin", "text": f"<p>{LINK}</p>"}),
            ("quote", {"text": LINK, "attribution": ""}),
        )
    )
    assert [(block, target, key) for block, target, key, _words in found] == [
        ("0", "shows.series", 7),
        ("1", "shows.series", 7),
        ("2", "shows.series", 7),
    ]


def test_videos_headings_and_kinds_of_facts_are_found():
    text = body(
        ("heading", "1. Missions"),
        ("embed", {"url": VIDEO}),
        ("embed", {"url": "https://example.org/rien"}),
        ("story_facts", "deals"),
        ("heading", ""),
    )
    assert walk.headings(text) == ["1. Missions"]
    assert [one.media.key for one in walk.embeds(text).values()] == list(walk.embeds(text))
    assert len(walk.embeds(text)) == 1
    assert walk.fact_kinds(text) == {"deals"}


def test_words_are_those_that_are_read():
    text = body(
        ("text", "<p>Un <b>mot</b>.</p><p>Deux.</p>"),
        ("quote", {"text": "Trois", "attribution": "AMC"}),
        ("picture", {"picture": 1, "caption": "pas lu"}),
    )
    assert walk.words(text) == ["Un", "mot", ".", "Deux.", "Trois", "AMC"]
