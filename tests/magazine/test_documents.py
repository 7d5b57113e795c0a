"""The documents name what is there: paths, tests, classes, functions, and each other's headings."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
APPS = ("articles", "magazine", "media", "shows")
#: What a path of ours begins with. `var/` and `.venv/` are made by running the site.
FOLDERS = (*APPS, "bench", "docs", "static", "templates", "tests", ".ci")
#: Code is no sentence: fenced, or indented after an empty line.
CODE = re.compile(r"^```.*?^```$|(?<=\n\n)(?: {4}[^\n]*\n+)+", re.DOTALL | re.MULTILINE)
WORD = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*")
NAME = re.compile(rf"(?:{'|'.join(APPS)})(?:\.\w+)+")
#: “`shows/knowledge/status.py` (`verdict`, `Step.of`)”
DEFINED = re.compile(r"`([\w/.-]+\.py)`\s+\(([^)]*)\)")
#: “`verdict` in `shows/knowledge/status.py`”
WITHIN = re.compile(r"(`[\w.]+`) in `([\w/.-]+\.py)`")
IDENTIFIER = re.compile(r"\w+(?:\.\w+)*")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def text_of(document: Path) -> str:
    return CODE.sub("", document.read_text(encoding="utf-8"))


def words(document: Path) -> list[str]:
    return WORD.findall(text_of(document))


def definitions(file: Path) -> set[str]:
    """The names that a file defines, a class's own as “Class.name”."""
    found = set()

    def visit(body, prefix=""):
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(prefix + node.name)
                if isinstance(node, ast.ClassDef):
                    visit(node.body, f"{node.name}.")
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found.update(prefix + t.id for t in targets if isinstance(t, ast.Name))

    visit(ast.parse(file.read_text(encoding="utf-8")).body)
    return found


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def resolves(name: str) -> bool:
    """Whether “shows.models.Series.slug” names a module, or something in one."""
    parts = name.split(".")
    if len(parts) == 2 and parts[1][0].isupper():  # a model's label
        return any(m._meta.label == name for m in apps.get_models())
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def named(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
class TestDocument:
    def test_paths_are_there(self, document):
        paths = [w.partition("::")[0] for w in words(document) if PATH.match(w)]
        assert [path for path in paths if not (ROOT / path).exists()] == []

    def test_tests_are_there(self, document):
        tests = [w.split("::") for w in words(document) if PATH.match(w) and "::" in w]
        assert [t for t in tests if t[1] not in definitions(ROOT / t[0])] == []

    def test_names_beside_a_file_are_in_it(self, document):
        text = text_of(document)
        beside = DEFINED.findall(text) + [(path, name) for name, path in WITHIN.findall(text)]
        missing = [
            (path, name)
            for path, names in beside
            for name in WORD.findall(names)
            if IDENTIFIER.fullmatch(name) and name not in definitions(ROOT / path)
        ]
        assert missing == []

    def test_dotted_names_lead_to_something(self, document):
        names = [word for word in words(document) if NAME.fullmatch(word)]
        assert [name for name in names if not resolves(name)] == []

    def test_links_lead_somewhere(self, document):
        broken = []
        for link in LINK.findall(document.read_text(encoding="utf-8")):
            path, _hash, anchor = link.partition("#")
            if re.match(r"[a-z]+:", path):
                continue
            target = document.parent / path if path else document
            if not target.exists() or (anchor and anchor not in anchors(target)):
                broken.append(link)
        assert broken == []


def test_every_cure_names_the_code_and_a_test():
    text = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
    cures = [part for part in text.split("\n\n") if "*Cure:*" in part]
    assert len(cures) > 30
    bare = [c for c in cures if "`tests/" not in c or not re.search(r"`(?!tests)\w+[./]", c)]
    assert bare == []


def test_every_name_of_the_tour_is_in_a_file_of_the_tour():
    tour = ROOT / "docs" / "tour.md"
    files = {ROOT / word for word in words(tour) if PATH.match(word) and word.endswith(".py")}
    known = set(APPS).union(*map(definitions, files))
    names = [word for word in words(tour) if IDENTIFIER.fullmatch(word)]
    assert len(names) > 40
    assert [n for n in names if n not in known and not (ROOT / n).exists()] == []


def test_a_missing_name_would_be_noticed():
    assert not resolves("shows.models.Nobody")
    assert not resolves("shows.nowhere.at_all")
    assert resolves("shows.models.Series.slug")
    assert resolves("articles.Article")
    assert "Series" in definitions(ROOT / "shows/models/series.py")
    assert "Series.get_absolute_url" in definitions(ROOT / "shows/models/series.py")
    assert "choices" in anchors(ROOT / "docs/model.md")
