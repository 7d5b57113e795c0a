"""Time readers' search on the database in use: queries, and the best of five in milliseconds.

DATABASE_URL=sqlite:///var/scale.sqlite3 python manage.py rebuild_search
DATABASE_URL=sqlite:///var/scale.sqlite3 python -m bench.search
"""

from bench.pages import time_addresses

QUESTIONS = [
    "titre",  # in every headline
    "phrase",  # in every text, in no headline
    "le titre de l’article",
    "serie",  # in the name of every series, and in every headline
    "serie 12",
    "article 5000",
    "personne 77",
    "personn",
    "chaine",
    "a",
    "inconnu",
]


def addresses() -> list[str]:
    """Return what readers ask: each question, sent and as it is typed, and pages of one kind."""
    found = [f"/recherche/?q={question}" for question in QUESTIONS]
    found += ["/recherche/?q=titre&type=articles", "/recherche/?q=titre&type=articles&page=40"]
    return found + [f"/recherche/suggestions/?q={question}" for question in QUESTIONS]


if __name__ == "__main__":
    time_addresses(addresses, best_of=5)
