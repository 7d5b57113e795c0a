"""From a text to words, and from what a reader types to what is asked of the index.

Both databases index these words as they are: folding and stemming happen here, once, so that a
question finds the same things on either. A word of a document is one of

    missions    a word of a name or a headline, folded: no accent, no capital, “oe” for “œ”
    ~mission    the stem of a word, of a name or of a text
    =hbomax     a whole name in one word
    =~miss      the beginning of a word of a name, for the word that is being typed
    -missons    a word of a record's name with one letter left out, for names typed wrong

Each is looked up as it stands: to have the database gather all words that begin so takes SQLite a
second when they are in 100,000 stories.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii

#: A question is cut here: longer ones are pasted by accident, or to see what happens.
LONGEST, MOST_WORDS = 200, 12
#: Words and names are cut here.
LONGEST_WORD, LONGEST_NAME = 40, 100
#: Beginnings of words are of so many letters.
SHORTEST_BEGINNING, LONGEST_BEGINNING = 2, 10

RAW_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z0-9]+")
_stemmer = snowballstemmer.stemmer("french")
#: Endings that the stemmer knows by their accents.
_ENDINGS = (("ees", "e"), ("ee", "e"), ("ieres", "ier"), ("iere", "ier"))
_ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "the", "a", "an"])
#: Words that are in every text; a question of nothing else is about names.
STOP_WORDS = frozenset(
    """
    a ai au aux avec c ce ces cet cette d dans de des du elle elles en entre est et etait eux il
    ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par
    pas pour qu que qui s sa se ses son sont sur t ta te tes toi ton tu un une vos votre vous y
    of the and
    """.split()  # noqa: SIM905  a list of words reads as one
)


#: Signs of names that readers write out, and in which word.
SIGNS = (("+", "plus"), ("&", "et"), ("&", "and"))
#: Numbers as names write them, in letters or in figures, to the other way; not “un”, an article.
NUMBERS = {
    word: figures
    for pair in (
        *(("deux", "2"), ("trois", "3"), ("quatre", "4"), ("cinq", "5"), ("six", "6")),
        *(("sept", "7"), ("huit", "8"), ("neuf", "9"), ("dix", "10"), ("onze", "11")),
        *(("douze", "12"), ("treize", "13"), ("quinze", "15"), ("seize", "16"), ("vingt", "20")),
        *(("trente", "30"), ("quarante", "40"), ("cinquante", "50"), ("cent", "100")),
        ("mille", "1000"),
    )
    for word, figures in (pair, pair[::-1])
}


@lru_cache(50_000)
def fold(raw: str) -> tuple[str, ...]:
    """“Hélène” → (“helene”,). Mostly one word; “½” is two, a lone sign none."""
    return tuple(word[:LONGEST_WORD] for word in _PLAIN.findall(anyascii(raw).lower()))


@lru_cache(50_000)
def stem(word: str) -> str:
    """“renouvelee”, “renouvelle” → “renouvel”. Takes a folded word.

    A stem of three letters says too little (“mar” for Mars and for Marie): the word is kept.
    """
    if word.isdigit():
        return word
    for ending, shorter in _ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending) + shorter
            break
    found = _stemmer.stemWord(word)
    return found if len(found) > 3 else word.removesuffix("s")


def split(text: str) -> list[str]:
    """The folded words of a text, in its order: “L’Été” → [“l”, “ete”]."""
    return [word for raw in RAW_WORD.findall(text) for word in fold(raw)]


def spellings(name: str) -> list[str]:
    """A name, and how else its signs are typed: “Canal+” is “canal plus” as well."""
    read = [name.replace(sign, f" {word} ") for sign, word in SIGNS if sign in name]
    return [name, *read]


def name_words(name: str) -> list[str]:
    """The folded words of a name, in every spelling, with its numbers in figures and in letters."""
    words = [word for spelling in spellings(name) for word in split(spelling)]
    return [*words, *(NUMBERS[word] for word in words if word in NUMBERS)]


def whole(words: list[str]) -> set[str]:
    """A name as one word, with and without its article."""
    forms = {"".join(words)}
    if len(words) > 1 and words[0] in _ARTICLES:
        forms.add("".join(words[1:]))
    return {form[:LONGEST_NAME] for form in forms if form}


def nearly(word: str) -> set[str]:
    """The word, and the word without one of its letters. Two words that share one of these are a
    letter apart: missing, added, changed or swapped."""
    if len(word) < 4:
        return {word}
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def beginnings(word: str, shortest: int = SHORTEST_BEGINNING) -> set[str]:
    """“mars” → {“=~ma”, “=~mar”, “=~mars”}."""
    lengths = range(shortest, min(len(word), LONGEST_BEGINNING) + 1)
    return {f"=~{word[:length]}" for length in lengths}


def of_document(
    names: list[str], texts: list[str], *, forgiving: bool, labels: str = ""
) -> list[str]:
    """The words under which a document is found; ``forgiving``: also by a name typed wrong.
    ``labels`` are words that answer like those of its names, and are none."""
    found = {f"={form}" for n in names for one in spellings(n) for form in whole(split(one))}
    for name in (*names, labels):
        words = name_words(name)
        found.update(words)
        found |= {f"~{stem(word)}" for word in words}
        found = found.union(*map(beginnings, words))
        if forgiving:
            found |= {f"-{form}" for word in split(name) for form in nearly(word)}
    for text in texts:
        found |= {f"~{stem(word)}" for word in split(text) if word not in STOP_WORDS}
    return sorted(found)


def of_row(names: list[str], texts: list[str]) -> list[str]:
    """The words under which the newsroom finds a row: beginnings of the words of its names, a
    single letter included, and forms of those of its texts."""
    found: set[str] = set()
    found = found.union(*(beginnings(word, 1) for name in names for word in name_words(name)))
    return sorted(found | {f"~{stem(word)}" for text in texts for word in split(text)})


#: What is asked of the index: every group has to be met, by one of its words.
Terms = tuple[tuple[str, ...], ...]


def of_editor(typed: str) -> Terms:
    """What is asked of the newsroom's index: words, any of which may still be unfinished."""
    return tuple(
        (f"=~{word[:LONGEST_BEGINNING]}", f"~{stem(word)}") for word in split(typed)[:MOST_WORDS]
    )


@dataclass(frozen=True)
class Question:
    """What a reader typed. ``words`` are folded; the last one may still be unfinished."""

    typed: str
    words: tuple[str, ...]
    is_cut: bool = False

    @classmethod
    def read(cls, typed: str) -> "Question":
        """Understand anything at all."""
        clean = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
        words = split(clean[:LONGEST])
        cut = len(clean) > LONGEST or len(words) > MOST_WORDS
        return cls(clean[:LONGEST], tuple(words[:MOST_WORDS]), cut)

    @property
    def is_short(self) -> bool:
        """Whether it is a single letter: a name may be one, nothing else begins with it."""
        return sum(map(len, self.words)) == 1

    @property
    def exact(self) -> Terms:
        """Names that are just this."""
        return (tuple(sorted(f"={form}" for form in whole(list(self.words)))),)

    @property
    def in_names(self) -> Terms:
        """Names with all of these words, the last one as far as it goes."""
        *whole_words, last = self.words
        return (*((word,) for word in whole_words), (self._unfinished(last),))

    @staticmethod
    def _unfinished(word: str) -> str:
        long_enough = len(word) >= SHORTEST_BEGINNING
        return f"=~{word[:LONGEST_BEGINNING]}" if long_enough else word

    @property
    def anywhere(self) -> Terms:
        """Names or texts with all of these words, the last one as far as it goes in a name."""
        last = len(self.words) - 1
        telling = [n for n, word in enumerate(self.words) if word not in STOP_WORDS]
        groups = []
        for n in telling or range(last + 1):
            word = self.words[n]
            group = {word, f"~{stem(word)}"}
            if n == last:
                group.add(self._unfinished(word))
            groups.append(tuple(sorted(group)))
        return tuple(groups)

    @property
    def near(self) -> Terms:
        """Names of which each word is a letter away."""
        return tuple(tuple(sorted(f"-{form}" for form in nearly(w))) for w in self.words)
