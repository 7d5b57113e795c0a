"""SQLite: an FTS5 table over the words of the documents, kept in step by triggers."""

from ..analysis import Terms

CREATE = [
    # Only whether a document has a word is asked, never where: no positions are kept.
    """
    CREATE VIRTUAL TABLE magazine_searchdocument_words USING fts5(
        words, content='magazine_searchdocument', content_rowid='id',
        tokenize="ascii tokenchars '=~-'", detail=none, columnsize=0
    )
    """,
    """
    CREATE TRIGGER magazine_searchdocument_added AFTER INSERT ON magazine_searchdocument BEGIN
        INSERT INTO magazine_searchdocument_words (rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER magazine_searchdocument_gone AFTER DELETE ON magazine_searchdocument BEGIN
        INSERT INTO magazine_searchdocument_words (magazine_searchdocument_words, rowid, words)
        VALUES ('delete', old.id, old.words);
    END
    """,
]
DROP = [
    "DROP TRIGGER magazine_searchdocument_gone",
    "DROP TRIGGER magazine_searchdocument_added",
    "DROP TABLE magazine_searchdocument_words",
]
ANALYZE = """
    INSERT INTO magazine_searchdocument_words (magazine_searchdocument_words) VALUES ('optimize')
"""

FIND = """
    SELECT rowid AS place FROM magazine_searchdocument_words
    WHERE magazine_searchdocument_words MATCH %s AND rowid BETWEEN %s AND %s
    ORDER BY rowid DESC LIMIT %s
"""


def parameters(terms: Terms, first: int, last: int, limit: int) -> list:
    return [expression(terms), first, last, limit]


def expression(terms: Terms) -> str:
    """Words are letters, digits and our own marks: quoted, no operator is left in them."""
    groups = (" OR ".join(map(_quoted, group)) for group in terms)
    return " AND ".join(f"({group})" for group in groups)


def _quoted(word: str) -> str:
    return f'"{word}"'
