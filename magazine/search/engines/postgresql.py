"""PostgreSQL: the words are a ``tsvector``, with a GIN index."""

from ..analysis import Terms

# Written at once: a list of pending entries would be read by every question.
CREATE = [
    """
    CREATE INDEX magazine_searchdocument_words ON magazine_searchdocument
    USING gin (words) WITH (fastupdate = off)
    """
]
DROP = ["DROP INDEX magazine_searchdocument_words"]
ANALYZE = "ANALYZE magazine_searchdocument"

FIND = """
    SELECT id AS place FROM magazine_searchdocument
    WHERE words @@ %s::tsquery AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s
"""


def parameters(terms: Terms, first: int, last: int, limit: int) -> list:
    return [expression(terms), first, last, limit]


def expression(terms: Terms) -> str:
    """Words are letters, digits and our own marks: quoted, no operator is left in them."""
    groups = (" | ".join(map(_quoted, group)) for group in terms)
    return " & ".join(f"({group})" for group in groups)


def _quoted(word: str) -> str:
    return f"'{word}'"
