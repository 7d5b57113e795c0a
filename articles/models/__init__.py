"""What is written: sections, signatures, stories with their links, and the pages around them."""

from .approval import StoryApproval
from .article import Article, ArticleKind, ArticleTag
from .assignments import Assignment, AssignmentRole
from .audience import DailyReads
from .derived import StoryFacet, StoryFacetName
from .links import AwardEditionLink, CompanyLink, LinkRelation, PersonLink, SeriesLink, StoryLink
from .notes import Note
from .pages import FrontPage, InfoPage
from .planning import CalendarKey
from .replies import RightOfReply
from .runs import PublicationFailure, PublisherRun
from .sections import RESERVED_SLUGS, Author, Section
from .sources import Correction, Source

__all__ = [
    "RESERVED_SLUGS",
    "Article",
    "ArticleKind",
    "ArticleTag",
    "Assignment",
    "AssignmentRole",
    "Author",
    "AwardEditionLink",
    "CalendarKey",
    "CompanyLink",
    "Correction",
    "DailyReads",
    "FrontPage",
    "InfoPage",
    "LinkRelation",
    "Note",
    "PersonLink",
    "PublicationFailure",
    "PublisherRun",
    "RightOfReply",
    "Section",
    "SeriesLink",
    "Source",
    "StoryApproval",
    "StoryFacet",
    "StoryFacetName",
    "StoryLink",
]
