"""The section, its editor, the contributor and the draft of the newsroom's own tests."""

from tests.articles.newsroom.conftest import contributor, draft, editor, news  # noqa: F401
