"""Partial dates in French: how they are shown, and how editors type them.

The names are data of the domain, like the codes of EDTF, and not messages to translate.
"""

import calendar
import re
import unicodedata

from .edtf import Period, third_of_month, write_third

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# Code of EDTF: name, article, and the preposition of a sentence.
PARTS = {
    21: ("printemps", "le ", "au "),
    22: ("été", "l’", "à l’"),
    23: ("automne", "l’", "à l’"),
    24: ("hiver", "l’", "en "),
    33: (f"1er{NBSP}trimestre", "le ", "au "),
    34: (f"2e{NBSP}trimestre", "le ", "au "),
    35: (f"3e{NBSP}trimestre", "le ", "au "),
    36: (f"4e{NBSP}trimestre", "le ", "au "),
    37: ("début", "", ""),
    38: ("mi-", "", ""),
    39: ("fin", "", ""),
    40: ("premier semestre", "le ", "au "),
    41: ("second semestre", "le ", "au "),
}


# Writing


def write(periods: tuple[Period, ...]) -> str:
    """The French text, as a label: “juin 2017”, “du 2 au 5 mai 2017”."""
    if len(periods) == 2:
        return _write_interval(*periods)
    (period,) = periods
    return f"vers {_with_article(period)}" if period.about else _name(period)


def write_in_sentence(periods: tuple[Period, ...]) -> str:
    """The French text, as a complement: “en juin 2017”, “le 28 septembre 2017”."""
    period = periods[0]
    if len(periods) == 2 or period.about:
        return write(periods)
    if period.day:
        return f"le {_name(period)}"
    preposition = PARTS[period.part][2] if period.part in PARTS else "en "
    return preposition + _name(period)


def write_since(periods: tuple[Period, ...]) -> str:
    """The French text, as what began then and goes on: “depuis le 28 septembre 2017”, “depuis le
    printemps 2017”. An interval tells between which days it began, and not since when it goes on.
    """
    period = periods[0]
    if len(periods) == 2:
        third = third_of_month(*periods)
        return f"depuis {write(periods)}" if third else f"début annoncé\u00a0: {write(periods)}"
    return f"depuis {'environ ' if period.about else ''}{_with_article(period)}"


def _name(period: Period) -> str:
    if period.part is None:
        return str(period.year)
    if period.part in PARTS:
        return _join(PARTS[period.part][0], str(period.year))
    return f"{_day_and_month(period)} {period.year}"


def _with_article(period: Period) -> str:
    article = PARTS[period.part][1] if period.part in PARTS else "le " if period.day else ""
    return article + _name(period)


def _day_and_month(period: Period) -> str:
    month = MONTHS[(period.part or 1) - 1]
    return f"{_ordinal(period.day)}{NBSP}{month}" if period.day else month


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)


def _join(words: str, rest: str) -> str:
    return words + rest if words.endswith("-") else f"{words} {rest}"


def _write_interval(start: Period, end: Period) -> str:
    if third := third_of_month(start, end):
        return _join(third, _name(Period(start.year, start.part)))
    both_days, both_months = start.day and end.day, start.is_month and end.is_month
    if not both_days and not both_months:
        return f"entre {_with_article(start)} et {_with_article(end)}"
    # What both sides share is said once, with the second.
    begin = _day_and_month(start) if start.year == end.year else _name(start)
    if both_months:
        return f"{'d’' if begin[0] in 'ao' else 'de '}{begin} à {_name(end)}"
    begin = _ordinal(start.day) if start.day and start[:2] == end[:2] else begin
    return f"du {begin} au {_name(end)}"


# Reading. All of it works on folded text: lower case, no accents, plain spaces and hyphens.


def fold(text: str) -> str:
    """“1ᵉʳ  Févr. 2017” → “1er fevr 2017”."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)  # hyphens, dashes and the minus sign
    return " ".join(re.sub(r"(?<=[a-z])\.", " ", text).split())


FOLDED_MONTHS = [fold(month) for month in MONTHS]
SEASONS = {fold(PARTS[code][0]): code for code in (21, 22, 23, 24)}
YEAR_THIRDS = {"début": 37, "mi-": 38, "fin": 39}
THIRD_NAMES = {"debut": "début", "mi": "mi-", "milieu": "mi-", "fin": "fin"}
ORDINALS = {"premier": 1, "second": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4}
DIVISIONS = {"t": (33, 4), "s": (40, 2)}  # quarters and semesters: first code, how many

BEGINNING = re.compile(r"(vers )?(?:(?:en|le|la|au|a la|courant) |(?:a )?l')?(.*)")
NUMERIC = (
    re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})([/.-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})"),
)
WRITTEN = re.compile(
    rf"(?:(?:({'|'.join(WEEKDAYS)}),? )?(\d{{1,2}})(?: ?er)? )?([a-z]+) (?:de )?(\d{{4}})"
)
THIRD = re.compile(r"(debut|mi|milieu|fin)(?:-| du mois d(?:e |')| de l'annee | de | d'| )(.+)")
DIVISION = re.compile(r"(?:(\d) ?(?:er|e|eme|nd)?|([a-z]+)) ([ts])(?:ri|e)mestre (?:de )?(\d{4})")
SHORT_DIVISION = re.compile(r"([ts])(\d)[ -](\d{4})")
INTERVALS = (
    re.compile(r"entre (.+?) et (.+)"),
    re.compile(r"(?:(?:du|de) |d')?(.+?) (?:jusqu')?(?:au|a) (.+)"),
    re.compile(r"(.+?) - (.+)"),
    re.compile(r"([^-]+)-([^-]+)"),
)


def read(text: str) -> str | None:
    """What a date typed in French is in EDTF, or None; `edtf.read` has the last word on it.

    Numbers are read day first. “2017/06” is June 2017: no interval ends in the year 6.
    """
    text = fold(text)
    return _read_period(text) or _read_interval(text)


def _read_period(text: str) -> str | None:
    about, text = BEGINNING.fullmatch(text).groups()  # type: ignore[union-attr]  # any text matches
    if re.fullmatch(r"\d{4}", text):
        found = text
    else:
        readers = (_read_numbers, _read_words, _read_third, _read_division)
        found = next(filter(None, (reader(text) for reader in readers)), None)
    return f"{found}~" if about and found else found


def _read_numbers(text: str) -> str | None:
    match = next(filter(None, (pattern.fullmatch(text) for pattern in NUMERIC)), None)
    if not match or not 1 <= int(match["month"]) <= 12:
        return None
    day = match.groupdict().get("day")
    return f"{match['year']}-{int(match['month']):02}" + (f"-{int(day):02}" if day else "")


def _read_words(text: str) -> str | None:
    if not (match := WRITTEN.fullmatch(text)):
        return None
    weekday, day, word, year = match.groups()
    if word in SEASONS and not day:
        return f"{year}-{SEASONS[word]}"
    months = [n for n, month in enumerate(FOLDED_MONTHS, 1) if month.startswith(word)]
    if len(word) < 3 or len(months) != 1:  # “jui” is June or July
        return None
    if weekday and not _falls_on(weekday, int(year), months[0], int(day)):
        return None
    return f"{year}-{months[0]:02}" + (f"-{int(day):02}" if day else "")


def _falls_on(weekday: str, year: int, month: int, day: int) -> bool:
    """Whether a day is the day of the week it is said to be; if not, one of both is wrong."""
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return True  # the sentence about the day says more
    return calendar.weekday(year, month, day) == WEEKDAYS.index(weekday)


def _read_third(text: str) -> str | None:
    if not (match := THIRD.fullmatch(text)) or not (whole := _read_period(match[2])):
        return None
    third = THIRD_NAMES[match[1]]
    if re.fullmatch(r"\d{4}", whole):
        return f"{whole}-{YEAR_THIRDS[third]}"
    if re.fullmatch(r"\d{4}-(0\d|1[0-2])", whole):
        return write_third(third, int(whole[:4]), int(whole[5:]))
    return None


def _read_division(text: str) -> str | None:
    if match := DIVISION.fullmatch(text):
        digit, word, letter, year = match.groups()
        number = int(digit) if digit else ORDINALS.get(word, 0)
    elif match := SHORT_DIVISION.fullmatch(text):
        letter, number, year = match[1], int(match[2]), match[3]
    else:
        return None
    code, count = DIVISIONS[letter]
    return f"{year}-{code + number - 1}" if 1 <= number <= count else None


def _read_interval(text: str) -> str | None:
    for pattern in INTERVALS:
        if not (match := pattern.fullmatch(text)) or not (end := _read_period(match[2])):
            continue
        start = _read_start(match[1], end)
        # A dash joins like with like: “hiver 2017-2018” is one winter, and not two dates.
        dashed = "-" in text[match.end(1) : match.start(2)]
        if start and not (dashed and len(start) != len(end)):
            return f"{start}/{end}"
    return None


def _read_start(text: str, end: str) -> str | None:
    """The first side of an interval, which may leave its month and year to the second."""
    year, _, part = end[:7].partition("-")
    month = [FOLDED_MONTHS[int(part) - 1]] if part and int(part) <= 12 else []
    completed = (" ".join([text, *rest]) for rest in ([], [year], [*month, year]))
    return next(filter(None, map(_read_period, completed)), None)
