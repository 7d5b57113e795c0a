"""The newsroom's calendar: what goes out, what is due, what begins and what ends, in one place.

`entries` says what an entry is and who asks for what, `sources` has one function for each table
that entries come from, `asking` reads an address, `layout` puts entries into a month or a list,
`ical` writes them for an agenda app.
"""
