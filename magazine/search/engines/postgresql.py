"""PostgreSQL: the words are a ``tsvector``, with a GIN index."""

from ..analysis import Terms


def create(table: str) -> list[str]:
    """An index written at once: a list of pending entries would be read by every question."""
    return [f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (fastupdate = off)"]


def drop(table: str) -> list[str]:
    """What unmakes the index; the words are a column of the table, and stay."""
    return [f"DROP INDEX {table}_words"]


def analyze(table: str) -> str:
    """The statement that counts the words anew, by which questions are planned."""
    return f"ANALYZE {table}"


FIND = """
    SELECT id AS place FROM magazine_searchdocument
    WHERE words @@ %s::tsquery AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s
"""
# The key is in the lowest 26 bits, see `key_at`.
NAMED = """
    SELECT id & 67108863 FROM magazine_newsroomdocument
    WHERE words @@ %s::tsquery AND id BETWEEN %s AND %s
"""


def expression(terms: Terms) -> str:
    """Words are letters, digits and our own marks: quoted, no operator is left in them."""
    groups = (" | ".join(map(_quoted, group)) for group in terms)
    return " & ".join(f"({group})" for group in groups)


def _quoted(word: str) -> str:
    return f"'{word}'"
