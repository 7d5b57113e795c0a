"""The vocabularies of the record. English values are kept; labels are shown in French.

Sources: MovieLabs Avails (windows, territories), schema.org (roles), EBU (kinds).
"""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Stands for no day and no moment where rows are sorted by one, newest first: databases put empty
#: values in different places.
NO_DAY = datetime.date.min
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class Standing(models.TextChoices):
    """What the record makes of a fact. Derived and stored by `shows.projection`.

    A fact is told once its story is out, or its series is public where no story reports it.
    """

    HIDDEN = "hidden", _("Hidden")  # not told
    CURRENT = "current", _("Current")  # told, and replaced by nothing that is told
    OUTDATED = "outdated", _("Outdated")  # told, and brought up to date by another
    CORRECTED = "corrected", _("Corrected")  # told, and found wrong


class Visibility(models.TextChoices):
    """Whether readers see a record. Derived (`RecordQuerySet.with_visibility`), never stored."""

    VISIBLE = "visible", _("visible")
    BY_STORY = "story", _("visible through a story")
    WAITS = "waits", _("waits for its story")


class SeriesKind(models.TextChoices):
    """The form of a series. Miniseries and specials are complete with what is made of them."""

    SERIES = "series", _("Series")
    MINISERIES = "miniseries", _("Miniseries")
    ANTHOLOGY = "anthology", _("Anthology")
    DAILY = "daily", _("Daily serial")
    COLLECTION = "collection", _("Collection")
    SPECIAL = "special", _("Special programme")


class SeriesStatus(models.TextChoices):
    """Where a series stands. Derived from facts (see `shows.knowledge.status`), never stored."""

    IN_DEVELOPMENT = "in_development", _("In development")
    SHOPPED = "shopped", _("Looking for a network")
    PASSED = "passed", _("Not picked up")
    ORDERED = "ordered", _("Upcoming")
    AIRING = "airing", _("Ongoing")
    FINAL_SEASON = "final_season", _("Final season")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")
    UNKNOWN = "unknown", _("No recent news")


class CompanyKind(models.TextChoices):
    """What a company is. A group owns others; `networks` are those that can be watched."""

    CHANNEL = "channel", _("Channel")
    STREAMING_SERVICE = "streaming_service", _("Streaming service")
    PRODUCTION_COMPANY = "production_company", _("Production company")
    DISTRIBUTOR = "distributor", _("Distributor")
    GROUP = "group", _("Group")

    @classmethod
    def networks(cls) -> list[str]:
        """The kinds on which something can be watched."""
        return [cls.CHANNEL, cls.STREAMING_SERVICE]


class Access(models.TextChoices):
    """How a series is watched and paid for; a release that does not say has its platform's."""

    FREE_TV = "free_tv", _("Free TV")
    PAY_TV = "pay_tv", _("Pay TV")
    SVOD = "svod", _("Subscription (SVOD)")
    AVOD = "avod", _("Free with advertising")
    FREE_VOD = "free_vod", _("Free online")
    TVOD = "tvod", _("Purchase or rental")


class Window(models.TextChoices):
    """Which showing of a series a release is; the first broadcast anywhere is `ORIGINAL`."""

    ORIGINAL = "original", _("Original broadcast")
    PREVIEW = "preview", _("Online preview")
    FIRST = "first", _("First window")
    SECOND = "second", _("Second window")
    LIBRARY = "library", _("Catalogue or rerun")


class DealKind(models.TextChoices):
    """What a deal is about; a co-production takes two companies at least."""

    ACQUISITION = "acquisition", _("Acquisition")
    COPRODUCTION = "coproduction", _("Co-production")
    DISTRIBUTION = "distribution", _("Distribution mandate")
    PARTNERSHIP = "partnership", _("Partnership")


class MilestoneKind(models.TextChoices):
    """Steps in the life of a series, a channel or a service; they decide a series's status."""

    IN_DEVELOPMENT = "in_development", _("In development")
    PILOT = "pilot", _("Pilot ordered")
    PASSED = "passed", _("Not picked up")
    SHOPPED = "shopped", _("Looking for a network")
    ORDERED = "ordered", _("Ordered")
    FILMING = "filming", _("Filming")
    SUSPENDED = "suspended", _("Filming suspended")
    RESUMED = "resumed", _("Filming resumed")
    POST_PRODUCTION = "post_production", _("Post-production")
    DELAYED = "delayed", _("Delayed")
    RENEWED = "renewed", _("Renewed")
    FINAL_SEASON = "final_season", _("Final season")
    CANCELLED = "cancelled", _("Cancelled")
    ENDED = "ended", _("Ended")
    REVIVED = "revived", _("Revived")
    LAUNCHED = "launched", _("Launch")
    ACQUIRED = "acquired", _("Takeover")

    @classmethod
    def happenings(cls) -> list[str]:
        """Kinds that count from the day they happen; the others are decisions and count
        from the day they are announced."""
        return [*cls.production(), cls.LAUNCHED, cls.ENDED]

    @classmethod
    def production(cls) -> list[str]:
        """The kinds that tell how far the making of a season is."""
        return [cls.FILMING, cls.SUSPENDED, cls.RESUMED, cls.POST_PRODUCTION]


class CastingChange(models.TextChoices):
    """What the news about a person and a series is."""

    JOINS = "joins", _("Joins")
    PAUSES = "pauses", _("Pauses")
    RETURNS = "returns", _("Returns")
    LEAVES = "leaves", _("Leaves for good")


class NominationResult(models.TextChoices):
    """What came of a nomination; pages have an order of their own (`shows.pages.awards.ORDER`)."""

    WON = "won", _("Prize")
    NOMINATED = "nominated", _("Nomination")
    MENTION = "mention", _("Mention")
    SELECTED = "selected", _("Selection")


class ReceptionKind(models.TextChoices):
    """Whose reception: how many watched, what critics wrote, what the public thought."""

    AUDIENCE = "audience", _("Audience")
    CRITICS = "critics", _("Critics")
    PUBLIC = "public", _("Public")


class Role(models.TextChoices):
    """Roles of persons and of companies, in the order of a credit roll."""

    CREATOR = "creator", _("Created by")
    SHOWRUNNER = "showrunner", _("Showrunner")
    WRITER = "writer", _("Written by")
    DIRECTOR = "director", _("Directed by")
    EXECUTIVE_PRODUCER = "executive_producer", _("Executive producer")
    PRODUCER = "producer", _("Produced by")
    COMPOSER = "composer", _("Music")
    CAST = "cast", _("Cast")
    GUEST = "guest", _("Guest appearances")
    PRODUCTION = "production", _("Production company")
    DISTRIBUTION = "distribution", _("Distributor")

    @classmethod
    def of_companies(cls) -> list[str]:
        """The roles that only a company can have."""
        return [cls.PRODUCTION, cls.DISTRIBUTION]

    @classmethod
    def on_screen(cls) -> list[str]:
        """The roles that are played, with a character."""
        return [cls.CAST, cls.GUEST]


class Certainty(models.TextChoices):
    """How sure a fact is. Status and where to watch rest on `CONFIRMED` alone."""

    RUMOURED = "rumoured", _("Rumour")
    CONFIRMED = "confirmed", _("Confirmed")
    DENIED = "denied", _("Denied")


class RelationKind(models.TextChoices):
    """What a series is to another or to a work, whose title ends the label: “Sequel to …”."""

    SPIN_OFF = "spin_off", _("Spin-off of")
    SEQUEL = "sequel", _("Sequel to")
    PREQUEL = "prequel", _("Prequel to")
    REMAKE = "remake", _("Remake of")
    ADAPTATION = "adaptation", _("Adaptation of")
    SPECIAL = "special", _("Special episode of")
    REFERENCE = "reference", _("Reference to")


class WorkKind(models.TextChoices):
    """What a series was made from, when it was not another series."""

    NOVEL = "novel", _("Novel")
    COMIC = "comic", _("Comic")
    FILM = "film", _("Film")
    PLAY = "play", _("Play")
    GAME = "game", _("Game")
    ESSAY = "essay", _("Non-fiction book")
    TRUE_STORY = "true_story", _("True story")
    OTHER = "other", _("Other work")


class EpisodeKind(models.TextChoices):
    """Whether an episode is one of the run, or a special, which is marked as such."""

    REGULAR = "regular", _("Episode")
    SPECIAL = "special", _("Special episode")


class AwardKind(models.TextChoices):
    """Whether an award is an event that shows series, or a prize only."""

    FESTIVAL = "festival", _("Festival")
    PRIZE = "prize", _("Prize")
