"""What the pages of the record show: each a function from a record to the context of its page.

`loader` loads the rows of a page and puts them together; `profile` is what a page knows of a
series.
"""
