"""French typography, put on when a text is shown; what is stored stays as it was typed.

`french` takes plain text, `french_html` HTML whose tags, attributes, code and addresses are left
as they are. Both can be run on their own result without changing it.

What is typed is made right; nothing is made up: a space that was typed before a “?” becomes the
right one, but none is added where there is none: *Jeopardy!* and *Y: The Last Man* are titles.
Inside quotation marks the spaces are certain, and are added.
"""

import re
from functools import lru_cache

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"

# What is not text is taken out first, and a mark stands for it: a tag within a line, the edge of a
# block, or what nobody may touch (code, an address, an entity). Private characters, one each.
INLINE, EDGE, OPAQUE = "\ue000", "\ue001", "\ue002"
MARKS = f"{INLINE}{EDGE}{OPAQUE}"

ADDRESS = r"(?:https?://|www\.)[^\s<>«»\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
NOT_TEXT = re.compile(rf"[{MARKS}]|{ADDRESS}")
NOT_TEXT_IN_HTML = re.compile(
    rf"""[{MARKS}]
    |<!--.*?-->
    |<(?P<code>code|pre|kbd|samp|var|script|style|textarea|svg|math)\b.*?</(?P=code)\s*>
    |</?(?P<tag>[a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>
    |&(?:[a-zA-Z]\w*|\#\d+|\#[xX][\da-fA-F]+);
    |{ADDRESS.replace("<>", "<>&")}""",
    re.VERBOSE | re.DOTALL,
)
#: Tags that do not end a line; any other is the edge of a block.
WITHIN_A_LINE = {
    *("a", "abbr", "b", "bdi", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small"),
    *("span", "strong", "sub", "sup", "time", "u", "wbr"),
}
#: Entities that are written as the character they stand for, which is safe between tags.
SPELT = {
    **dict.fromkeys(("&#x27;", "&#39;", "&apos;"), "'"),
    **dict.fromkeys(("&quot;", "&#34;"), '"'),
    "&nbsp;": NBSP,
}

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
UNITS = "h|min|s|km|m|cm|kg|Mo|Go|M€|k€|€|%|‰|°C|\\$|£|millions?|milliards?|euros?|dollars?"
BEFORE_A_NUMBER = "p\\.|n°|art\\.|chap\\.|vol\\.|saisons?|épisodes?|chapitres?|tomes?|pages?"
BEFORE_A_NAME = "M\\.|MM\\.|Mme|Mmes|Mlle|Mlles|Dr"

SPACE = f"[ {NBSP}{NARROW}\u2009]"
I = f"{INLINE}*"  # noqa: E741  tags may stand between any two characters

#: What becomes what, in this order: (what must be there for it to happen, pattern, result).
RULES = [
    (needed, re.compile(pattern), result)
    for needed, pattern, result in (
        # … and ’, the one that opens a year or a quotation in English included
        ("...", r"(?<!\.)\.{3}(?!\.)", "…"),
        ("'", rf"(?<=\w)({I})'(?={I}[\w«“\"])", r"\1’"),
        ("'", r"(?<!\w)'(?=\d\d(?!\d))", "’"),
        ("'", r"(?<![\w'])'(?=\w)", "‘"),
        ("'", r"(?<=[^\W\d])'(?![\w'])", "’"),
        # Guillemets
        ("«", rf"«(?:{SPACE}|(?={I}[^\s{MARKS}]))", f"«{NBSP}"),
        ("»", rf"(?<=[^\s{INLINE}{EDGE}])({I}){SPACE}?»", rf"\1{NBSP}»"),
        # A dash between two spaces; those around an aside stay with it
        (" ", rf"(?<=[^\s{EDGE}]) (?:-|--|—)(?= )", " –"),
        (
            "–",
            rf"(?<= )–{SPACE}([^–.!?…\n{EDGE}]{{1,200}}?){SPACE}–(?=[ ,;:.!?…])",
            rf"–{NBSP}\1{NBSP}–",
        ),
        (" ", rf"((?:^|[\n{EDGE}]){I})(?:–|—) (?=\S)", rf"\1–{NBSP}"),
        # Numbers, what they count, what they number
        (" ", rf"(?<![\d,.])(\d{{1,3}}){SPACE}(?=\d{{3}}(?!\d))", rf"\1{NARROW}"),
        (NARROW, rf"(?<={NARROW})(\d{{3}}){SPACE}(?=\d{{3}}(?!\d))", rf"\1{NARROW}"),
        ("h", rf"(?<=\d){SPACE}h{SPACE}?(?=\d\d(?!\d))", f"{NBSP}h{NBSP}"),
        (" ", rf"(?<=\d){SPACE}(?=(?:{UNITS})(?!\w))", NBSP),
        (" ", rf"\b(\d{{1,2}}|1er){SPACE}(?=(?:{MONTHS})\b)", rf"\1{NBSP}"),
        (" ", rf"(?i:(?<!\w)({BEFORE_A_NUMBER})){SPACE}(?=\d)", rf"\1{NBSP}"),
        (" ", rf"(?<!\w)({BEFORE_A_NAME}){SPACE}(?=[^\W\d_])", rf"\1{NBSP}"),
        # The marks in two parts
        ("", rf"(?<=[^\s{EDGE}]){SPACE}(?={I}[;!?])", NARROW),
        (":", rf"(?<=[^\s{EDGE}]){SPACE}(?={I}:(?!\w))", NBSP),
    )
]
PAIR = re.compile(rf'(?<!\w)"(?=[^\s"{EDGE}])([^"{EDGE}]*[^\s"{EDGE}])"(?!\w)')


def french(text: str) -> str:
    """Return plain text as French is printed."""
    return _french(text, NOT_TEXT)


def french_html(html: str) -> str:
    """Return HTML with its text as French is printed; its tags are what they were."""
    return _french(html, NOT_TEXT_IN_HTML)


@lru_cache(maxsize=2048)
def _french(text: str, not_text: re.Pattern) -> str:
    kept = []

    def mark(match: re.Match[str]) -> str:
        found = match[0]
        if found in SPELT and not_text is NOT_TEXT_IN_HTML:
            return SPELT[found]
        kept.append(found)
        tag = match.groupdict().get("tag")
        if tag is None:
            return OPAQUE
        return INLINE if tag.lower() in WITHIN_A_LINE else EDGE

    marked = not_text.sub(mark, text)
    pairs = int('"' in marked)
    while pairs:  # again for those around others
        marked, pairs = PAIR.subn(_quoted, marked)
    for needed, pattern, result in RULES:
        if needed in marked:
            marked = pattern.sub(result, marked)
    rest = iter(kept)
    return re.sub(f"[{MARKS}]", lambda _mark: next(rest), marked)


def _quoted(match: re.Match) -> str:
    """Straight quotes: « » or, inside others, “ ”."""
    before = match.string[: match.start()].rpartition(EDGE)[2]
    if before.count("«") > before.count("»"):
        return f"“{match[1]}”"
    return f"«{NBSP}{match[1]}{NBSP}»"
