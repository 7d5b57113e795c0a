"""Words of the search index: folded, stemmed, and what a reader types turned into a question."""

import pytest

from magazine.search.analysis import Question, fold, nearly, of_document, split, stem, whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Émilie", ["emilie"]),
        ("L’Été, l'œuvre", ["l", "ete", "l", "oeuvre"]),
        ("HBO Max", ["hbo", "max"]),
        ("Dix pour cent", ["dix", "pour", "cent"]),
        ("Чернобыль", ["chernobyl"]),
        ("½ heure", ["1", "2", "heure"]),
        ("3 %", ["3"]),
        ("« … » ☎", []),
    ],
)
def test_a_text_is_folded_words(text, words):
    assert split(text) == words


def test_a_word_without_end_is_cut():
    assert fold("a" * 5000) == ("a" * 40,)


@pytest.mark.parametrize(
    "words",
    [
        ["renouvelee", "renouvelees", "renouvele", "renouvelle", "renouvellement"],
        ["diffusee", "diffuse", "diffusion", "diffuser"],
        ["policier", "policiere", "policieres"],
        ["acquisition", "acquisitions"],
        ["serie", "series"],
        ["mission", "missions"],
    ],
)
def test_forms_of_a_word_have_one_stem(words):
    assert len({stem(word) for word in words}) == 1


def test_short_names_are_not_one_word():
    assert len({stem("mars"), stem("marie"), stem("mari")}) >= 2
    assert stem("marie") == "marie"


def test_a_name_is_one_word_too():
    assert whole(["hbo", "max"]) == {"hbomax"}
    assert whole(["les", "revenants"]) == {"lesrevenants", "revenants"}
    assert whole(["les"]) == {"les"}


@pytest.mark.parametrize("typed", ["mission", "misions", "missionss", "misiosns", "mussions"])
def test_what_is_a_letter_away_shares_a_form(typed):
    assert nearly("missions") & nearly(typed)


def test_what_is_further_away_does_not():
    assert not nearly("missions") & nearly("passions")
    assert nearly("lou") == {"lou"}  # of three letters, one is too much


def test_words_of_a_document():
    words = of_document(["Missions"], ["La série de Mars"], forgiving=True)
    assert {"=missions", "missions", "~mission", "-mission", "~serie", "~mar"} <= set(words)
    assert {"=~mi", "=~missions"} <= set(words)
    assert "=~m" not in words
    assert "=~serie" not in words
    assert "~de" not in words
    assert "serie" not in words  # of a text, stems only
    assert not any(w.startswith("-") for w in of_document(["Missions"], [], forgiving=False))


def test_a_question_is_read_whatever_it_is():
    assert Question.read("").words == ()
    assert Question.read("\x00\x07 « ».?!").words == ()
    assert Question.read('"missions" OR NEAR(a*) -- ; DROP').words[:2] == ("missions", "or")
    assert Question.read("missions").is_cut is False
    long = Question.read("mission " * 2000)
    assert long.is_cut
    assert len(long.typed) <= 200
    assert len(long.words) == 12
    assert Question.read("V").is_short
    assert not Question.read("24").is_short


def test_the_last_word_may_be_unfinished():
    question = Question.read("walking de")
    assert question.in_names == (("walking",), ("=~de",))
    assert set(Question.read("séries dead").anywhere[-1]) == {"dead", "~dead", "=~dead"}
    long = Question.read("anticonstitution").in_names
    assert long[0][0] in of_document(["Anticonstitutionnellement"], [], forgiving=False)


def test_words_of_every_text_are_not_asked_of_texts():
    assert len(Question.read("le bureau des légendes").anywhere) == 2
    assert len(Question.read("les").anywhere) == 1  # unless there is nothing else
