"""A palmarès tells the prizes of series first, whatever their categories are called."""

import pytest

from shows.knowledge.prizes import Prize, palmares_order, prize_of
from tests import factories

MAIN, SERIES, PERSON = Prize.MAIN, Prize.SERIES, Prize.PERSON


@pytest.mark.parametrize(
    ("category", "names_people", "prize"),
    [
        ("Grand Prix", False, MAIN),
        ("Grand prix du jury", True, MAIN),
        ("Meilleure série dramatique", False, MAIN),
        ("Meilleure mini-série", False, MAIN),
        ("Meilleure comédie", True, MAIN),
        ("Prix des critiques de télévision, meilleure série", False, MAIN),
        ("Outstanding Drama Series", False, MAIN),
        ("BEST COMEDY SERIES", True, MAIN),
        ("Prix A.C.S. Découverte", False, SERIES),
        ("Mention spéciale du jury", False, SERIES),
        ("", False, SERIES),
        ("Prix A.C.S. Découverte", True, PERSON),
        ("Meilleure actrice", False, PERSON),
        ("Meilleur acteur dans une série dramatique", False, PERSON),
        ("Meilleure réalisation d’une série", False, PERSON),
        ("Meilleure musique de série", False, PERSON),
        ("Outstanding Lead Actor In A Drama Series", True, PERSON),
        ("Outstanding Writing for a Comedy Series", False, PERSON),
        ("OUTSTANDING ACHIEVEMENT IN COSTUMING FOR A SERIES", True, PERSON),
    ],
)
def test_a_category_says_what_its_prize_is_for(category, names_people, prize):
    assert prize_of(category, names_people) == prize


@pytest.mark.django_db
def test_the_grand_prix_is_the_first_and_persons_come_last():
    edition = factories.award_edition()
    categories = [
        *("Meilleure actrice", "Prix du public", "Meilleure comédie", "Meilleure série"),
        *("", "Grand Prix"),
    ]
    nominations = [
        factories.nomination(edition=edition, category=category) for category in categories
    ]
    assert [n.category for n in sorted(nominations, key=palmares_order)] == [
        *("Grand Prix", "Meilleure série", "Meilleure comédie", "Prix du public", ""),
        "Meilleure actrice",
    ]
