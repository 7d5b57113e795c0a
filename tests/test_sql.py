"""The list of what runs on each database is true, and leaves out nothing that is about SQL."""

import re
from pathlib import Path

import pytest

from tests.sql import ON_EACH_DATABASE

TESTS = Path(__file__).parent
#: What only a test of the database's own behaviour has in its source.
ABOUT_SQL = re.compile(
    r"transaction=True|select_for_update|\.public\(|\bIntegrityError\b|\bOperationalError\b"
    r"|\bannotate\(|\bExists\(|connection\.vendor"
)
#: Folders and files, this one too, whose subject is another: what the demonstration says of today
#: is worked out in Python, from what the tests of `knowledge` ask of each database.
ONCE = {"browser", "audits", "mutants", "test_present_tense.py", "test_demo_days.py"}
ONCE.add(Path(__file__).name)
MODULES = [file.relative_to(TESTS) for file in TESTS.rglob("test_*.py")]


@pytest.mark.parametrize("place", ON_EACH_DATABASE)
def test_a_place_of_the_list_holds_tests(place):
    path = TESTS / place
    assert any(path.glob("test_*.py")) if place.endswith("/") else path.is_file()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_about_sql_is_in_the_list(module):
    source = (TESTS / module).read_text(encoding="utf-8")
    once = ONCE & set(module.parts)
    listed = module.as_posix().startswith(ON_EACH_DATABASE)
    assert once or listed or not ABOUT_SQL.search(source)
