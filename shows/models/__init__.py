"""What is known: records (companies, people, series, awards) and the facts that stories report."""

from .awards import Award, AwardEdition, AwardExternalId
from .base import Citation, ExternalId, Record
from .choices import (
    Access,
    AwardKind,
    CastingChange,
    Certainty,
    CompanyKind,
    DealKind,
    EpisodeKind,
    MilestoneKind,
    NominationResult,
    ReceptionKind,
    RelationKind,
    Role,
    SeriesKind,
    SeriesStatus,
    Standing,
    Window,
    WorkKind,
)
from .companies import Company, CompanyExternalId, Ownership
from .countries import Country
from .deals import Deal, DealParty, Release, Verification
from .derived import BoardEntry, FacetName, SeriesFacet
from .fact import Fact
from .facts import FACT_MODELS, Casting, Milestone, Nomination, Reception
from .people import Person, PersonExternalId
from .redirects import Redirect
from .series import (
    Credit,
    Episode,
    Genre,
    Relation,
    Season,
    Series,
    SeriesExternalId,
    SeriesTag,
    SeriesTitle,
)

__all__ = [
    "FACT_MODELS",
    "Access",
    "Award",
    "AwardEdition",
    "AwardExternalId",
    "AwardKind",
    "BoardEntry",
    "Casting",
    "CastingChange",
    "Certainty",
    "Citation",
    "Company",
    "CompanyExternalId",
    "CompanyKind",
    "Country",
    "Credit",
    "Deal",
    "DealKind",
    "DealParty",
    "Episode",
    "EpisodeKind",
    "ExternalId",
    "FacetName",
    "Fact",
    "Genre",
    "Milestone",
    "MilestoneKind",
    "Nomination",
    "NominationResult",
    "Ownership",
    "Person",
    "PersonExternalId",
    "Reception",
    "ReceptionKind",
    "Record",
    "Redirect",
    "Relation",
    "RelationKind",
    "Release",
    "Role",
    "Season",
    "Series",
    "SeriesExternalId",
    "SeriesFacet",
    "SeriesKind",
    "SeriesStatus",
    "SeriesTag",
    "SeriesTitle",
    "Standing",
    "Verification",
    "Window",
    "WorkKind",
]
