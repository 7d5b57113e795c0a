"""French typography is put on when a text is shown, and touches nothing that is not text."""

import random
import re
import time

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from shows.models import Series
from shows.typography import french, french_html

#: What stands for the no-break space and the narrow one in the tables below.
PLAIN = str.maketrans({"~": "\N{NO-BREAK SPACE}", "^": "\N{NARROW NO-BREAK SPACE}"})

TEXTS = [
    ("L'agenda d'\"Engrenages\" : fini ?", "L’agenda d’«~Engrenages~»~: fini^?"),
    ("Déjà vu ; encore ! Vraiment ?!", "Déjà vu^; encore^! Vraiment^?!"),
    ("« Missions » revient...", "«~Missions~» revient…"),
    ("«Missions» revient", "«~Missions~» revient"),
    ('Il lit « le "Monde" »', "Il lit «~le “Monde”~»"),
    ("Rock'n'roll en '68, the Writers' Room", "Rock’n’roll en ’68, the Writers’ Room"),
    ("Ils l'ont dit : 'no comment'", "Ils l’ont dit~: ‘no comment’"),
    ("À 20 h 55, à 21 h, 52 min, 50 % et 3 M€", "À 20~h~55, à 21~h, 52~min, 50~% et 3~M€"),
    ("10 000 euros, 1 234 567 abonnés", "10^000~euros, 1^234^567 abonnés"),
    ("10 millions d'euros, 1,3 milliard", "10~millions d’euros, 1,3~milliard"),
    ("Le 1er juin 2017 et le 28 septembre", "Le 1er~juin 2017 et le 28~septembre"),
    ("saison 2, épisode 10, p. 3, n° 4", "saison~2, épisode~10, p.~3, n°~4"),
    ("M. Meyer et Mme Renoir", "M.~Meyer et Mme~Renoir"),
    ("La suite - attendue - arrive", "La suite –~attendue~– arrive"),
    ("AMC -- et Shudder", "AMC – et Shudder"),
]
#: What stays as it was typed.
LEFT = [
    "Y: The Last Man, Jeopardy!, Who's".replace("'", "’"),
    "9-1-1 et 24 heures",
    "En 2017, 120 pays",
    "Un écran de 26' et un de 55\"",
    "Attendez.... quoi",
    "https://www.ocs.fr/?a=1;b ecrire@ocs.fr",
    'Il a dit "non',
    "",
]


@pytest.mark.parametrize(("typed", "shown"), TEXTS)
def test_what_is_typed_simply_is_shown_as_it_is_printed(typed, shown):
    assert french(typed) == shown.translate(PLAIN)
    assert french_html(f"<p>{typed}</p>") == f"<p>{shown.translate(PLAIN)}</p>"


@pytest.mark.parametrize("typed", LEFT)
def test_nothing_is_made_up(typed):
    assert french(typed) == typed


HTML = [
    (
        "<p>« <i>Missions</i> » l'<b>a</b> <em>dit</em> !</p>",
        "<p>«~<i>Missions</i>~» l’<b>a</b> <em>dit</em>^!</p>",
    ),
    ('<p>"<b>Lost</b>" ?</p>', "<p>«~<b>Lost</b>~»^?</p>"),
    ("<p>l&#x27;amour &quot;fou&quot;&nbsp;!</p>", "<p>l’amour «~fou~»^!</p>"),
    ("<p>R&amp;D ; a &lt; b</p>", "<p>R&amp;D^; a &lt; b</p>"),
    # A quotation does not run from one paragraph into the next, and a mark is not alone with a tag.
    ('<p>"Un</p><p>deux"</p><p> ! </p>', '<p>"Un</p><p>deux"</p><p> ! </p>'),
    (
        '<a href="/?q=a ; b" title=\'l"a > b" !\'>Voir !</a>',
        '<a href="/?q=a ; b" title=\'l"a > b" !\'>Voir^!</a>',
    ),
    ('<code>a ! "b"</code> <pre>c ; l\'d</pre> !', '<code>a ! "b"</code> <pre>c ; l\'d</pre>^!'),
    ("<!-- l'un ! --><br/>oui", "<!-- l'un ! --><br/>oui"),
]


@pytest.mark.parametrize(("stored", "shown"), HTML)
def test_in_html_only_the_text_changes(stored, shown):
    assert french_html(stored) == shown.translate(PLAIN)


PIECES = [
    *("l'", "Missions", '"', '"', "«", "»", " ", " ", "\xa0", "\u202f", "!", "?", ";", ":"),
    *("...", "–", " - ", "—", "12", "000", "h", "55", "€", "M.", "n°", "juin", "\n", "(", ")"),
    *(",", ".", "'", "http://a.b/?c=d;e", "“", "”", "…", "’", "\ue000", "\ue001"),
]
TAGS = [
    *("<p>", "</p>", "<b>", "</b>", '<a href="/x ! ?a=1;b">', "</a>", "<br/>", "<i>", "</i>"),
    *('<code>a ! "b"</code>', "&amp;", "&quot;", "&#x27;", '<!-- "x" ! -->'),
]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", re.sub("&(quot|#x27);", "", text))


def test_whatever_is_typed_a_second_time_changes_nothing_and_no_tag_or_word_is_lost():
    chance = random.Random(2017)
    for number in range(6000):
        html = number % 2
        change, pieces = (french_html, PIECES + TAGS) if html else (french, PIECES)
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 9)))
        shown = change(text)
        assert change(shown) == shown, text
        assert letters(shown) == letters(text), text
        if html:
            assert re.findall("<[^>]*>", shown) == re.findall("<[^>]*>", text), text


def test_a_long_text_is_no_load():
    text = "<p>" + 'L\'agenda de "Missions" : saison 2 ; oui ! ' * 200 + "</p>"
    started = time.perf_counter()
    french_html(text)
    assert time.perf_counter() - started < 0.5, "8 KB take some 10 ms"


def render(source: str, **context) -> str:
    return Template("{% load facts %}" + source).render(Context(context))


def test_the_filter_leaves_escaping_to_django():
    assert render("{{ t|typo }}", t="<b>l'un & l'autre</b>") == (
        "&lt;b&gt;l’un &amp; l’autre&lt;/b&gt;"
    )
    assert render("{{ t|typo }}", t=mark_safe("<b>l'un</b>")) == "<b>l’un</b>"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "Breaking Bad", "languages": "en"}, '<span lang="en">Breaking Bad</span>'),
        ({"title": "Grey's Anatomy", "languages": "en"}, '<span lang="en">Grey’s Anatomy</span>'),
        ({"title": "Missions", "languages": "fr"}, "Missions"),
        ({"title": "Dix pour cent"}, "Dix pour cent"),
        (
            {"title": "L'Amie prodigieuse", "original_title": "L'amica geniale", "languages": "it"},
            "L’Amie prodigieuse",
        ),
        ({"title": "Sans titre", "languages": "en", "title_is_working": True}, "Sans titre"),
        # Which of its languages is the title's is not known.
        ({"title": "McMafia", "languages": "en,ru"}, "McMafia"),
        (
            {"title": "<Lost> & Co", "languages": "en"},
            '<span lang="en">&lt;Lost&gt; &amp; Co</span>',
        ),
        ({"title": "Lui & elle"}, "Lui &amp; elle"),
    ],
)
def test_a_title_in_another_language_says_which(fields, shown):
    assert render("{{ series|named }}", series=Series(**fields)) == shown
