"""The checks that read French: a date already past called “bientôt”, a season nobody knows.

They would rather say nothing than be wrong: what is flagged too often is read no more.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shows.fields.model_fields import format_ranges, parse_ranges
from shows.models import Release
from shows.partial_dates import PartialDate
from shows.partial_dates.french import MONTHS, fold

from ...body import walk
from .registry import advisory_check, at

if TYPE_CHECKING:
    from .context import CheckContext

SOON = re.compile(r"\b(bient[oô]t|prochainement|à venir|tr[eè]s vite|dans les prochaines?)\b", re.I)
MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:er|ᵉʳ)?|d[ée]but|mi|fin)[\s-]+)?(?:{MONTH})\s+\d{{4}}\b"
    r"|\b(?:printemps|été|automne|hiver|d[ée]but|fin)\s+\d{4}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{4}\b",
    re.I,
)
#: A date after one of these is that of the news, not of what is to come.
TOLD = re.compile(
    r"\b(annonc|command|confirm|depuis|dévoil|publi|renouvel|révél|sign)\w*\W+(?:\w+\W+){0,2}$",
    re.I,
)
#: How far from the word a date may stand to be what the word is about, in characters.
NEAR = 60
SENTENCE_END = re.compile(r"[.!?…]\s+|\n")

ORDINALS = {
    "premiere": 1,
    "deuxieme": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
    "septieme": 7,
    "huitieme": 8,
    "neuvieme": 9,
    "dixieme": 10,
}
#: “saison 3”, “saisons 1 à 3”, “saisons 1, 2 et 4”; a year is no number of a season.
SEASONS = re.compile(r"\bsaisons? (\d{1,3}(?:(?:, ?| et | a |-)\d{1,3})*)(?![\d/-])")
NTH_SEASON = re.compile(rf"\b(?:(\d{{1,3}}) ?(?:e|eme|re|ere|nde)|({'|'.join(ORDINALS)})) saison\b")


@advisory_check(gettext_lazy("What is called “soon” is not past."))
def soon_is_not_past(story: CheckContext) -> Iterator[Any]:
    """Advise against “bientôt” of a past date, or of a channel where the release has started."""
    for field, block, text in _texts(story):
        for sentence in SENTENCE_END.split(text):
            if not (soon := SOON.search(sentence)):
                continue
            if past := _past_date(sentence, soon, story.day):
                said = _(
                    "“%(soon)s” is said of %(date)s, which will be past on the day of publication."
                    " Write it in the past, or correct the date."
                )
                yield at(field, said % {"soon": soon[0], "date": past}, block)
            elif release := _started(sentence, story):
                said = _(
                    "“%(soon)s” is said of %(platform)s, where the release of this story starts"
                    " on %(date)s. Write it in the past, or correct the release."
                )
                values = {
                    "soon": soon[0],
                    "platform": story.platforms[release.platform_id].name,
                    "date": release.starts,
                }
                yield at(field, said % values, block)


def _past_date(sentence: str, soon: Any, day: datetime.date) -> str:
    """The date near the word, if it is past on ``day``."""
    for match in DATE.finditer(sentence):
        apart = max(match.start() - soon.end(), soon.start() - match.end())
        if apart > NEAR or TOLD.search(sentence[: match.start()]):
            continue
        try:
            date = PartialDate.parse(match[0])
        except ValidationError:
            continue
        if date.latest < day:
            return match[0]
    return ""


def _started(sentence: str, story: CheckContext) -> Release | None:
    """The story's release on a channel that the sentence names, if it will have started."""
    if DATE.search(sentence):
        return None
    said = fold(sentence)
    for release in story.facts:
        if not isinstance(release, Release) or not release.starts:
            continue
        platform = story.platforms.get(release.platform_id)
        named = platform and re.search(rf"(?<!\w){re.escape(fold(platform.name))}(?!\w)", said)
        if named and release.starts.latest < story.day:
            return release
    return None


@advisory_check(gettext_lazy("The seasons named are those of a series of the story."))
def seasons_exist(story: CheckContext) -> Iterator[Any]:
    """Advise against a season that neither records nor facts of the story's series know."""
    if not story.series_keys:
        return
    known = {season.number for season in story.recorded_seasons}
    for fact in (*story.facts, *story.public_facts):
        known.update(_numbers(fact.seasons))
    told: set[Any] = set()
    for field, block, text in _texts(story):
        for number in sorted(seasons_named(text) - known - told):
            told.add(number)
            sentence = _(
                "Season %(number)d is in no record of the linked series (%(series)s). Correct the"
                " number, link the series it is about, or add the season to its record."
            )
            yield at(field, sentence % {"number": number, "series": _series(story)}, block)


def seasons_named(text: str) -> set[int]:
    """The numbers of the seasons that a text names."""
    text, found = fold(text), set()
    for match in SEASONS.finditer(text):
        listed = match[1].replace(" a ", "-").replace(" et ", ", ")
        found.update(_numbers(listed))
    for match in NTH_SEASON.finditer(text):
        found.add(int(match[1]) if match[1] else ORDINALS[match[2]])
    return found


def _numbers(ranges: str) -> list[int]:
    try:
        return parse_ranges(ranges)
    except ValidationError:
        return []


def _series(story: CheckContext) -> str:
    """The linked series with the seasons that their records hold."""
    names = []
    for key, series in story.series.items():
        numbers = [s.number for s in story.recorded_seasons if s.series_id == key and s.number]
        known = f"\N{NO-BREAK SPACE}: {format_ranges(numbers)}" if numbers else ""
        names.append(f"{series.title}{known}")
    return "\N{NO-BREAK SPACE}; ".join(names)


def _texts(story: CheckContext) -> Iterator[tuple[str, str, str]]:
    """(field, id of the block, text) of everything that is written by the newsroom."""
    for field in ("headline", "standfirst"):
        yield field, "", getattr(story.article, field)
    for block, text in walk.texts(story.article.body):
        yield "body", block, text
