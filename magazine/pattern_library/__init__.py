"""The style page: every component of the public pages with its states, in development only.

`things` are a small issue that no database knows; `specimens` say in which states each component
is shown; `views` puts them on the page.
"""
