"""SQLite: an FTS5 table over the words of the documents, kept in step by triggers."""

from ..analysis import Terms


def create(table: str) -> list[str]:
    """A table of the words, and triggers for what is added and deleted: documents never change."""
    return [
        # Only whether a document has a word is asked, never where: no positions are kept.
        f"""
        CREATE VIRTUAL TABLE {table}_words USING fts5(
            words, content='{table}', content_rowid='id',
            tokenize="ascii tokenchars '=~-'", detail=none, columnsize=0
        )
        """,
        f"""
        CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
            INSERT INTO {table}_words (rowid, words) VALUES (new.id, new.words);
        END
        """,  # noqa: S608  our own names of tables, here and below
        f"""
        CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN
            INSERT INTO {table}_words ({table}_words, rowid, words)
            VALUES ('delete', old.id, old.words);
        END
        """,  # noqa: S608
    ]


def drop(table: str) -> list[str]:
    """What unmakes the triggers, then the table of the words."""
    return [
        f"DROP TRIGGER {table}_gone",
        f"DROP TRIGGER {table}_added",
        f"DROP TABLE {table}_words",
    ]


def analyze(table: str) -> str:
    """The statement that puts the index together, which many writes have left in pieces."""
    return f"INSERT INTO {table}_words ({table}_words) VALUES ('optimize')"  # noqa: S608


FIND = """
    SELECT rowid AS place FROM magazine_searchdocument_words
    WHERE magazine_searchdocument_words MATCH %s AND rowid BETWEEN %s AND %s
    ORDER BY rowid DESC LIMIT %s
"""
# The key is in the lowest 26 bits, see `key_at`.
NAMED = """
    SELECT rowid & 67108863 FROM magazine_newsroomdocument_words
    WHERE magazine_newsroomdocument_words MATCH %s AND rowid BETWEEN %s AND %s
"""


def expression(terms: Terms) -> str:
    """Words are letters, digits and our own marks: quoted, no operator is left in them."""
    groups = (" OR ".join(map(_quoted, group)) for group in terms)
    return " AND ".join(f"({group})" for group in groups)


def _quoted(word: str) -> str:
    return f'"{word}"'
