"""What is written: sections, signatures, stories with their links, and the pages around them."""

from .article import Article, ArticleKind, ArticleTag, Correction, Source
from .links import AwardEditionLink, CompanyLink, LinkRelation, PersonLink, SeriesLink, StoryLink
from .pages import FrontPage, InfoPage
from .sections import RESERVED_SLUGS, Author, Section

__all__ = [
    "RESERVED_SLUGS",
    "Article",
    "ArticleKind",
    "ArticleTag",
    "Author",
    "AwardEditionLink",
    "CompanyLink",
    "Correction",
    "FrontPage",
    "InfoPage",
    "LinkRelation",
    "PersonLink",
    "Section",
    "SeriesLink",
    "Source",
    "StoryLink",
]
