"""The picture library in the admin: Wagtail's views, with what they lack.

`urls` stands before Wagtail's own addresses and answers some of them; `bulk` replaces its actions
on many pictures; `choosing` finds pictures in the chooser as the library does.
"""
