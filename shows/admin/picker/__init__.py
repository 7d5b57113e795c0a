"""The record picker: what it may name (`registry`), what it finds, and what a form has chosen."""
