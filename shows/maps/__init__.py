"""Maps and time lines, drawn on the server: shapes, what stands on them, and where.

Pure functions: plain values come in, what a template draws goes out; nothing here queries.
"""
