"""Who reads decides the language: the newsroom reads messages, which are English in the sources
and French in the catalogue; readers read French, which stands where it is said (decision 32)."""

import ast
import re

import pytest

from .test_house import LAYERS, ROOT, files

#: What speaks to readers: French, and no messages.
READERS = (
    *("articles/feeds/", "articles/filters.py", "articles/views.py", "media/embeds.py"),
    *("magazine/consent/", "magazine/credits.py", "magazine/search/", "magazine/seo/"),
    *("shows/calendars.py", "shows/knowledge/", "shows/listing/", "shows/maps/", "shows/pages/"),
    *("shows/templatetags/", "shows/views.py", "shows/wording.py"),
)
#: French as material: what is shown as an example, and what the language is made of.
MATERIAL = (
    *("magazine/demo/", "magazine/management/commands/load_demo.py", "magazine/pattern_library/"),
    *("shows/partial_dates/", "shows/typography.py", "shows/fields/model_fields.py"),
    *("shows/name_search.py", "magazine/search/analysis.py", "media/metadata.py"),
    "articles/publishing/checks/wording.py",
    "magazine/newsroom/roles.py",  # the names of groups, as they are kept
    "magazine/settings/base.py",  # the names of languages, each in its own
)
#: What is the same in every language.
NAMES = re.compile(r"Générique|GÉNÉRIQUE|-//.*//FR")
WORDS = "aux|avec|cette|dans|elle|les|leur|pas|qui|sans|sont|sous|tous|toutes|une"
FRENCH = re.compile(
    rf"[àâäçéèêëîïôöùûüÿœæ«»]|[a-z]’[a-zé]{{3}}|(?:^|\s)(?:{WORDS})\s|\s(?:{WORDS})$",
    re.IGNORECASE,
)
TAG = re.compile(r"\{% comment .*?endcomment %\}|\{[%{#].*?[%}#]\}", re.DOTALL)
#: What is typed into a field, shown in it while it is empty.
EXAMPLE = re.compile(r'placeholder="[^"]*"')
MESSAGE_TAG = re.compile(r"\{%\s*(?:trans|translate|blocktrans|blocktranslate)\s")


def is_french(text: str) -> bool:
    return bool(FRENCH.search(NAMES.sub("", text)))


def french(source: str) -> list[tuple[int, str]]:
    """The (line, text) of the French of a module that is neither a docstring nor in a message,
    where it is an example."""
    found = []

    def look(node):
        if isinstance(node, ast.Call) and "gettext" in names.get(_name(node.func), ""):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        text = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(text, str) and is_french(text):
            found.append((node.lineno, text))
        for child in ast.iter_child_nodes(node):
            look(child)

    tree = ast.parse(source)
    names = messages(tree)
    look(tree)
    return found


def _name(node) -> str:
    return getattr(node, "id", "")


def messages(tree) -> dict[str, str]:
    """What a module calls the functions of messages: {its name: gettext’s}."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }


MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for layer in LAYERS
    for path in files(".py", under=ROOT / layer)
    if path.parent.name != "migrations"
}


def test_the_newsroom_is_spoken_to_in_messages():
    wrong = [
        f"{path}:{line}: {text}"
        for path, source in MODULES.items()
        if not path.startswith((*READERS, *MATERIAL))
        for line, text in french(source)
    ]
    assert not wrong, "Make it a message (gettext), and say it in French in the catalogue."


def test_no_module_speaks_in_both_ways():
    wrong = [
        path
        for path, source in MODULES.items()
        if not path.startswith(MATERIAL) and messages(ast.parse(source)) and french(source)
    ]
    assert not wrong, "Readers and newsroom in one module: part them."


def test_every_place_that_is_named_is_there_and_french():
    for place in (*READERS, *MATERIAL):
        assert any(french(s) for path, s in MODULES.items() if path.startswith(place)), place


def test_templates_of_the_newsroom_are_in_messages_and_those_of_readers_in_french():
    wrong = []
    for path in files(".html", ".txt", ".xml", under=ROOT / "templates"):
        name = path.relative_to(ROOT / "templates").as_posix()
        source = path.read_text(encoding="utf-8")
        if not name.startswith(("admin/", "wagtailadmin/")):
            wrong += [name] if MESSAGE_TAG.search(source) else []
        elif is_french(EXAMPLE.sub("", TAG.sub("", source))):
            wrong.append(name)
    assert not wrong


@pytest.mark.parametrize(
    "source",
    [
        'label = "Chaîne"',
        'note = f"L’ordre {asked} n’existe pas"',
        'title = "Les articles"',
        'help = other("Pour cette série")',
        'x = {"sentence": "Seuls les 3 premiers"}',
    ],
)
def test_french_is_recognised(source):
    assert french(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Des séries."""',
        'def f():\n    """“Séries : drame”."""',
        'from django.utils.translation import gettext_lazy as _\n_("Write “début 2018”.")',
        'name = "Générique"',
        'sentence = "The newsroom’s server does not answer."',
        'query = "SELECT value FROM pairs WHERE name = %s"',
    ],
)
def test_docstrings_examples_in_messages_and_names_are_left_alone(source):
    assert not french(source)
