"""The rules of the house that no single app can keep: layers, releases, what is in the tree."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions, version
from io import StringIO
from pathlib import Path

import django
import pytest
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver

from articles.models import RESERVED_SLUGS

ROOT = settings.BASE_DIR
LAYERS = ["media", "shows", "articles", "magazine"]  # each may import those before it
NOT_OURS = {"__pycache__", "build", "htmlcov", "node_modules", "var"}


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """The files of the tree, of these suffixes or all, without what git ignores."""
    found = []
    for folder, subfolders, names in os.walk(under):
        hidden = {name for name in subfolders if name.startswith(".") and name != ".ci"}
        subfolders[:] = sorted(set(subfolders) - hidden - NOT_OURS)
        # In a second worktree .git is a file.
        paths = (Path(folder, name) for name in sorted(names) if name != ".git")
        found += [p for p in paths if p.suffix in suffixes or not suffixes]
    return found


def texts() -> list[tuple[str, str]]:
    """The (path, text) of every file of the tree that is text."""
    found = []
    for path in files():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def imported(path: Path) -> set[str]:
    """The first segment of every absolute import of a file, wherever it stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def lazy_imports(path: Path) -> set[str]:
    """The functions of a file that import something of ours: “ShowsConfig.ready”."""
    found = set()

    def visit(node, holders):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                visit(child, [*holders, child])
                continue
            ours = isinstance(child, ast.ImportFrom) and (
                child.level or child.module.partition(".")[0] in LAYERS
            )
            if ours and any(isinstance(holder, ast.FunctionDef) for holder in holders):
                found.add(".".join(holder.name for holder in holders))
            visit(child, holders)

    visit(ast.parse(path.read_text(encoding="utf-8")), [])
    return found


#: The only functions that import something of ours: Django loads models before the rest.
READY = {
    "articles/apps.py": {"ArticlesConfig.ready"},
    "magazine/apps.py": {"MagazineConfig.ready"},
    "media/apps.py": {"MediaConfig.ready"},
    "shows/apps.py": {"ShowsConfig.ready"},
}


def test_nothing_of_ours_is_imported_inside_a_function():
    """What the order of the rooms forbids (`make check`) is not done at run time either."""
    found = {
        path.relative_to(ROOT).as_posix(): lazy
        for app in LAYERS
        for path in files(".py", under=ROOT / app)
        if (lazy := lazy_imports(path))
    }
    assert found == READY


def test_no_module_imports_a_template_library():
    """What a filter computes stands in `knowledge` or on the model."""
    found = [
        path.relative_to(ROOT).as_posix()
        for app in LAYERS
        for path in files(".py", under=ROOT / app)
        if re.search(rf"from (?:\.+|(?:{'|'.join(LAYERS)})\.)templatetags", path.read_text())
    ]
    assert not found


def test_no_code_of_the_site_imports_the_tests():
    assert not [p for app in LAYERS for p in files(".py", under=ROOT / app) if "tests" in p.parts]
    assert not [
        p for app in LAYERS for p in files(".py", under=ROOT / app) if "tests" in imported(p)
    ]


@pytest.mark.django_db
def test_migrations_are_complete_and_have_names():
    out = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())
    unnamed = [p.name for p in files(".py") if re.fullmatch(r"\d{4}_auto_\d.*\.py", p.name)]
    assert not unnamed


def test_no_migration_was_written_into_an_installed_package():
    """A model of a package that is not in INSTALLED_APPS falls to another app, and
    `makemigrations` writes its table there, on one machine only."""
    recorded = {
        path.locate().resolve()
        for package in pins("requirements.txt")
        for path in distribution(package).files or ()
    }
    written = {
        path.resolve()
        for app in apps.get_app_configs()
        if not Path(app.path).is_relative_to(ROOT) or ".venv" in Path(app.path).parts
        for path in Path(app.path, "migrations").glob("0*.py")
    }
    assert written
    assert not written - recorded


def test_no_section_can_take_an_address_of_the_site():
    """The first segment of every address is reserved; `robots.txt` and the like are no slugs."""
    first = set()
    for pattern in get_resolver().url_patterns:
        inner = [pattern] if str(pattern.pattern) else getattr(pattern, "url_patterns", [])
        first |= {str(entry.pattern).lstrip("^").partition("/")[0] for entry in inner}
    words = {word for word in first if re.fullmatch(r"[a-z][a-z-]*", word)}
    assert {"admin", "series", "a-propos"} <= words
    assert not words - RESERVED_SLUGS


def run_in_production(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with the settings of production and nothing else from the environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "magazine.settings.production",
        "DATABASE_URL": "sqlite://:memory:",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_checks():
    key = "".join(chr(33 + (number * 37) % 90) for number in range(64))
    done = run_in_production(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY=key,
        ALLOWED_HOSTS="www.generique.example",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_names_the_variable_that_is_missing(missing):
    present = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "www.generique.example"}
    del present[missing]
    done = run_in_production("check", **present)
    assert done.returncode != 0
    assert f"The environment variable {missing} is missing" in done.stderr


def test_the_engine_is_the_long_term_release():
    assert django.VERSION[:2] == (5, 2)
    assert wagtail.VERSION[:2] == (7, 4)


# Requirements


def pins(name: str) -> dict[str, str]:
    """The lines of a requirements file as {name: version}; fail on a line that pins nothing."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if not line or line == "-r requirements.txt":
            continue
        match = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line)
        assert match, f"{name}: “{line}” does not pin a version with =="
        found[canonical(match[1])] = match[2]
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


ALL_PINS = pins("requirements.txt") | pins("requirements-dev.txt")


def test_what_is_installed_is_what_is_pinned():
    assert {name: version(name) for name in ALL_PINS} == ALL_PINS


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_the_whole_closure(name):
    from packaging.requirements import Requirement

    known = ALL_PINS if name.endswith("-dev.txt") else pins("requirements.txt")
    needed = set()
    for package in pins(name):
        for text in distribution(package).requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                needed.add(canonical(requirement.name))
    assert not needed - set(known)


def test_what_the_site_imports_is_required_directly():
    """What is imported stands in the first section of requirements.txt, with its reason."""
    first_section = (ROOT / "requirements.txt").read_text().partition("# Brought in by")[0]
    direct = {canonical(name) for name in re.findall(r"^([\w.-]+).*==", first_section, re.M)}
    paths = [path for app in LAYERS for path in files(".py", under=ROOT / app)]
    written = [path for path in paths if path.parent.name != "migrations"]  # by hand
    names = set().union(*map(imported, written)) - set(sys.stdlib_module_names) - set(LAYERS)
    providers = packages_distributions()
    missing = {
        name
        for name in names
        if not direct & {canonical(found) for found in providers.get(name, [name])}
    }
    assert not missing


def test_the_python_floor_is_said_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert "(3, 11)" in (ROOT / "Makefile").read_text(encoding="utf-8")


# What must not be in the tree. The words are written apart, so that this file does not match.

UNWANTED = {
    "a remark left for later": re.compile("TO" + r"DO\b|FIX" + r"ME\b|\bXX" + r"X\b"),
    "a host of a package registry": re.compile(
        "pypi" + r"\.org|python" + "hosted|registry" + r"\.npmjs|deb" + r"\.debian|index" + "-url"
    ),
    "a folder of somebody's machine": re.compile("/(?:work|ro" + "ot|ho" + r"me|tm" + "p)/"),
}


@pytest.mark.parametrize("what", UNWANTED)
def test_the_tree_holds_no_unwanted_words(what):
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if UNWANTED[what].search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)
