"""The passage that answers a question, with the words that were asked for marked."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .analysis import RAW_WORD, STOP_WORDS, Question, fold, stem

#: How long a passage is, and how much of it stands before the first word that answers.
LENGTH, BEFORE = 240, 70
ELLIPSIS = "…"


class Marker:
    """Knows the words that were asked for, as texts write them."""

    def __init__(self, question: Question) -> None:
        asked = set(question.words)
        self.words = asked - STOP_WORDS or asked
        self.stems = {stem(word) for word in self.words}
        last = question.words[-1] if question.words else ""
        self.beginning = last if len(last) > 1 and last in self.words else ""
        self._known: dict[str, bool] = {}

    def marks(self, raw: str) -> bool:
        """Whether a word, as it is written, is one that was asked for."""
        if raw not in self._known:
            self._known[raw] = any(self._answers(word) for word in fold(raw))
        return self._known[raw]

    def _answers(self, word: str) -> bool:
        if word in self.words or (self.beginning and word.startswith(self.beginning)):
            return True
        return word not in STOP_WORDS and stem(word) in self.stems

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words asked for begin and end in a text."""
        return [m.span() for m in RAW_WORD.finditer(text) if self.marks(m[0])]

    def mark(self, text: str) -> SafeString:
        """The text, escaped, with its words marked."""
        parts, before = [], 0
        for start, end in self.places(text):
            parts.append(format_html("{}<mark>{}</mark>", text[before:start], text[start:end]))
            before = end
        parts.append(conditional_escape(text[before:]))
        return mark_safe("".join(parts))  # noqa: S308  every part is escaped

    def excerpt(self, passages: list[str]) -> SafeString:
        """The passage with most of the words asked for, cut to a few lines; the first one when
        they are in none."""
        best, most = next(filter(None, passages), ""), 0
        window = (0, LENGTH)
        for passage in passages:
            start, count = self._densest(passage)
            if count > most:
                best, most, window = passage, count, (start, start + LENGTH)
        return self.mark(_cut(best, *window))

    def _densest(self, passage: str) -> tuple[int, int]:
        """Where to begin quoting, and how many different words are then quoted."""
        places = self.places(passage)
        best = (0, 0)
        for start, _end in places:
            begin = max(0, start - BEFORE)
            near = [(s, e) for s, e in places if s >= begin and e <= begin + LENGTH]
            count = len({stem(word) for s, e in near for word in fold(passage[s:e])})
            if count > best[1]:
                best = (begin, count)
        return best


def _cut(text: str, start: int, end: int) -> str:
    """The part of a text between two places, in whole words."""
    if start > 0:
        space = text.find(" ", start)
        start = space + 1 if space != -1 else start
    before, after = "", ""
    if start > 0:
        before = f"{ELLIPSIS} "
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
        after = f" {ELLIPSIS}"
    return f"{before}{text[start:end]}{after}"
