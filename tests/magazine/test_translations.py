"""The French catalogue is complete, current, compiled and well typed.

Messages are collected here without GNU gettext: `make test` needs nothing but Python.
"""

import ast
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.utils.translation.template import templatize

from .test_house import LAYERS, ROOT, files

FOLDERS = [Path(path) for path in settings.LOCALE_PATHS]
OURS, OVERRIDES = (folder / "fr" / "LC_MESSAGES" / "django.po" for folder in FOLDERS)
CATALOGUES = [OURS, OVERRIDES]

# Position of the message, of its plural and of its context among a function's arguments.
FUNCTIONS = {"gettext": (0, None, None), "pgettext": (1, None, 0)}
FUNCTIONS |= {"ngettext": (0, 1, None), "npgettext": (1, 2, 0)}
FUNCTIONS |= {f"{name}_lazy": positions for name, positions in FUNCTIONS.items()}
FUNCTIONS["gettext_noop"] = FUNCTIONS["gettext"]

Message = tuple[str | None, str, str | None]  # context, message, plural


def in_python(source: str) -> set[Message]:
    """The messages of a module; raise ValueError for one that is not written out."""
    tree = ast.parse(source)
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {a.asname or a.name: a.name for a in node.names if a.name in FUNCTIONS}
    return {
        _message(node, FUNCTIONS[names[node.func.id]])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names
    }


def _message(call: ast.Call, positions) -> Message:
    message, plural, context = (
        None if position is None else _literal(call.args[position]) for position in positions
    )
    return context, message, plural


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"line {node.lineno}: {ast.unparse(node)} is not a message written out")


CALL = re.compile(r"\b(n?p?gettext|_)\(")
STRING = re.compile(r"""\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,?""")


def _calls(text: str) -> set[Message]:
    """The messages of `gettext("…")` calls in text that is not Python."""
    found = set()
    for match in CALL.finditer(text):
        positions = FUNCTIONS["gettext" if match[1] == "_" else match[1]]
        strings, end = [], match.end()
        while string := STRING.match(text, end):
            strings.append(ast.literal_eval(string[1]))
            end = string.end()
        if len(strings) > max(position or 0 for position in positions):
            message, plural, context = (None if p is None else strings[p] for p in positions)
            found.add((context, message, plural))
    return found


def in_template(source: str) -> set[Message]:
    """The messages of a template's {% translate %} and {% blocktranslate %} tags."""
    return _calls(templatize(source))


def in_script(source: str) -> set[Message]:
    """The messages of a script's gettext() calls."""
    return _calls(source)


def messages() -> dict[Message, str]:
    """Every message of the sources, with the file that says it."""
    readers = {".py": in_python, ".html": in_template, ".txt": in_template, ".js": in_script}
    found = {}
    for folder in [*LAYERS, "templates", "static"]:
        for path in files(*readers, under=ROOT / folder):
            for message in readers[path.suffix](path.read_text(encoding="utf-8")):
                found[message] = str(path.relative_to(ROOT))
    return found


def entries(path: Path) -> dict[Message, polib.POEntry]:
    found = polib.pofile(str(path))
    return {(e.msgctxt, e.msgid, e.msgid_plural or None): e for e in found if not e.obsolete}


def said(entry: polib.POEntry) -> list[str]:
    """What an entry says in French: one sentence, or one for each plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


ALL_ENTRIES = [(path, entry) for path in CATALOGUES for entry in entries(path).values()]


def failing(test) -> list[str]:
    """The entries of both catalogues of which a French sentence fails the test."""
    return [
        f"{path.relative_to(ROOT)}: “{entry.msgid}” → “{text}”"
        for path, entry in ALL_ENTRIES
        for text in said(entry)
        if test(entry, text)
    ]


# The collecting itself


def test_messages_of_python_are_collected_with_contexts_and_plurals():
    source = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext
_("a " "b"); ngettext("one", "many", n); pgettext("menu", "Series")
npgettext("menu", "one", "many", n); other("no")
"""
    assert in_python(source) == {
        (None, "a b", None),
        (None, "one", "many"),
        ("menu", "Series", None),
        ("menu", "one", "many"),
    }


def test_a_message_that_is_not_written_out_is_refused():
    source = "from django.utils.translation import gettext as _\n_(f'a {b}')"
    with pytest.raises(ValueError, match="line 2"):
        in_python(source)


def test_messages_of_templates_and_scripts_are_collected():
    source = """{% load i18n %}{% translate "It’s “it”" %}{{ _("Clear")|upper }}
{% translate "Series" context "menu" %}
{% blocktranslate trimmed count n=rows|length %}
  One story
{% plural %}
  {{ n }} stories
{% endblocktranslate %}"""
    assert in_template(source) == {
        (None, "It’s “it”", None),
        (None, "Clear", None),
        ("menu", "Series", None),
        (None, "One story", "%(n)s stories"),
    }
    assert in_script("""x(gettext('Create'), ngettext("one", 'many', n))""") == {
        (None, "Create", None),
        (None, "one", "many"),
    }


# The catalogues


def test_no_translation_is_missing():
    known = entries(OURS)
    missing = {message: path for message, path in messages().items() if message not in known}
    assert not missing, "Run `make messages` and translate what is new."


def test_no_translation_is_stale():
    stale = set(entries(OURS)) - set(messages())
    assert not stale, "Run `make messages`: the sources say this no more."


def test_overrides_are_still_in_wagtail():
    """A sentence that Wagtail has reworded is overridden no more, and nobody would see it."""
    folder = Path(wagtail.__file__).parent
    theirs = {
        (entry.msgid, entry.msgid_plural or None)
        for path in folder.rglob("locale/fr/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
    }
    assert not {(message, plural) for _context, message, plural in entries(OVERRIDES)} - theirs


def test_overrides_and_our_own_messages_do_not_meet():
    assert not set(entries(OVERRIDES)) & set(entries(OURS))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[2].name)
def test_the_compiled_catalogue_is_current(path):
    compiled = {
        (entry.msgctxt, entry.msgid): said(entry)
        for entry in polib.mofile(str(path.with_suffix(".mo")))
    }
    written = {
        (entry.msgctxt, entry.msgid): said(entry)
        for entry in entries(path).values()
        if all(said(entry))
    }
    assert compiled == written, "Run `make messages` and commit the .mo file."


def test_no_translation_is_empty_or_fuzzy():
    assert not failing(lambda entry, text: not text.strip() or "fuzzy" in entry.flags)


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd](?!\w)|\{\w*\}")


def test_placeholders_are_the_same():
    def differs(entry, text):
        wanted = set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}"))
        found = set(PLACEHOLDER.findall(text))
        # The form for one may leave its number out; no form may invent one.
        return found - wanted if entry.msgid_plural else found != wanted

    assert not failing(differs)


NBSP = "\N{NO-BREAK SPACE}"
MISTYPED = {
    "a straight apostrophe": re.compile("'"),
    "a straight quotation mark": re.compile('"'),
    "English quotation marks": re.compile("[“”]"),
    "three full stops for an ellipsis": re.compile(r"\.\.\."),
    "no no-break space inside « »": re.compile(f"«(?!{NBSP})|(?<!{NBSP})»"),
    "no no-break space before : ; ? ! %": re.compile(
        "|".join(
            [
                r"[ ][:;?!%](?=\s|$|[.,)])",  # a plain space
                rf"(?<=[^\s{NBSP}:;?!(])[;?!](?!\w)",  # none
                r"(?<=[\w)»…]):(?=\s|$)",
                r"\w%(?![\w(])",
            ]
        )
    ),
}


@pytest.mark.parametrize("what", MISTYPED)
def test_french_is_well_typed(what):
    def mistyped(entry, text):
        without_tags = re.sub(r"<[^>]+>|&\w+;", "", text)
        return MISTYPED[what].search(without_tags)

    assert not failing(mistyped)


@pytest.mark.parametrize(
    ("mistake", "what"),
    [
        ("l'article", "a straight apostrophe"),
        ("« texte »", "no no-break space inside « »"),
        ("Attention !", "no no-break space before : ; ? ! %"),
        ("Attention!", "no no-break space before : ; ? ! %"),
        ("Par exemple: ceci", "no no-break space before : ; ? ! %"),
        ("100 %", "no no-break space before : ; ? ! %"),
    ],
)
def test_the_rules_of_typing_catch_mistakes(mistake, what):
    assert MISTYPED[what].search(mistake)


@pytest.mark.parametrize("right", [f"à 20:30, 100{NBSP}%", f"Quoi{NBSP}? «{NBSP}a{NBSP}»{NBSP}: b"])
def test_the_rules_of_typing_let_good_french_pass(right):
    assert not [what for what, rule in MISTYPED.items() if rule.search(right)]
