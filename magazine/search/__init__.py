"""Readers' search, and the index by which the newsroom finds names.

What may be found is written down as words (`indexing`), in an index that the database keeps
(`engines`). The index only ever gives keys: what is shown and counted is read through ``public()``
(`results`), so that an index behind the times shows nothing that is not out.

    analysis      from a text to words, from a question to what is asked of the index
    indexes       what is found: stories, series, persons, companies, awards; what of it is read
    indexing      the index as a table; written when something changes, or all anew
    propagation   who bears a name that changed, and what of it the worker writes
    engines       SQLite's FTS5, PostgreSQL's tsvector: the one place that knows them apart
    newsroom      the index of the admin: drafts and waiting records too, in a table of its own
    results       groups with counts, pages, suggestions
    highlighting  the passage that answers, with its words marked
"""
