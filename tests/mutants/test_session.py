"""The trial: who is tried, by which tests, and what is made of the answer."""

import importlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.mutants import session
from tests.mutants.__main__ import summary
from tests.mutants.areas import AREAS, Area
from tests.mutants.mutations import Mutation
from tests.mutants.session import Mutant, MutatedFinder, Seen, Switch, Trial, forked, sample

DATES = Area("dates", ("shows.dates",), ("tests/shows",))


def test_every_area_names_modules_and_tests_that_are_there():
    for area in AREAS:
        for module in area.modules:
            assert importlib.util.find_spec(module), module
        for place in area.tests:
            assert Path(place).exists(), place


def test_a_sample_is_the_same_for_the_same_seed():
    first = sample(AREAS, 20, seed=1)
    assert [str(one) for one in first] == [str(one) for one in sample(AREAS, 20, seed=1)]
    assert [str(one) for one in first] != [str(one) for one in sample(AREAS, 20, seed=2)]
    assert [one.number for one in first] == list(range(1, 21))


def test_a_module_is_imported_with_its_mutants_and_tells_which_are_asked(tmp_path, monkeypatch):
    (tmp_path / "judged.py").write_text("def early(a, b):\n    return a < b\n")
    monkeypatch.syspath_prepend(tmp_path)
    switch = Switch()
    mutant = Mutant(7, DATES, "judged", 0, Mutation(2, "a < b → a <= b"))
    finder = MutatedFinder([mutant], switch)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    judged = importlib.import_module("judged")
    monkeypatch.delitem(sys.modules, "judged")
    assert switch.asked == set()
    assert not judged.early(1, 1)
    assert switch.asked == {7}
    switch.on = 7
    assert judged.early(1, 1)


def test_a_process_answers_or_is_given_up():
    here = os.getpid()
    assert forked(os.getpid, 60) not in (here, None)
    assert forked(lambda: os._exit(3), 60) is None
    assert forked(lambda: time.sleep(60), 1) is None


@pytest.fixture
def trial(monkeypatch):
    """A trial whose processes are this one."""
    made = Trial([])
    monkeypatch.setattr(sys, "meta_path", [one for one in sys.meta_path if one is not made.finder])
    made.database = SimpleNamespace(forked=lambda run, seconds=0: run())
    return made


TEST = Path("tests/shows/test_dates.py").resolve()


@dataclass(frozen=True)
class Item:
    """What a trial asks of a test that pytest collected."""

    nodeid: str
    path: Path = TEST


@pytest.mark.parametrize(
    ("failing", "outcome", "tried"),
    [
        ({"fast"}, "killed", ["fast"]),
        ({"slow"}, "killed", ["fast", "slow"]),
        ({"elsewhere", "unmoved"}, "survived", ["fast", "slow"]),
    ],
)
def test_a_mutant_is_tried_on_the_tests_of_its_area_that_meet_it(
    trial, monkeypatch, failing, outcome, tried
):
    mutant = Mutant(1, DATES, "shows.dates", 0, Mutation(1, "a → b"))
    usual = {
        Item("slow"): Seen(False, 2, {1}),
        Item("fast"): Seen(False, 1, {1, 2}),
        Item("unmoved"): Seen(False, 1, {2}),
        Item("elsewhere", Path("tests/articles/test_dates.py").resolve()): Seen(False, 1, {1}),
    }
    run = []

    def fails(item):
        assert trial.switch.on == 1
        run.append(item.nodeid)
        return item.nodeid in failing

    monkeypatch.setattr(session, "fails", fails)
    trial.attempt(mutant, usual)
    assert (mutant.outcome, run) == (outcome, tried)


def test_a_mutant_that_no_test_meets_is_told_and_one_that_hangs_is_noticed(trial):
    mutant = Mutant(1, DATES, "shows.dates", 0, Mutation(1, "a → b"))
    trial.attempt(mutant, {})
    assert mutant.outcome == "unreached"
    trial.database = SimpleNamespace(forked=lambda run, seconds=0: None)
    trial.attempt(mutant, {Item("met"): Seen(False, 1, {1})})
    assert mutant.outcome == "hangs"


def test_the_score_names_who_survived():
    outcomes = ["killed", "hangs", "survived", "unreached"]
    mutants = [
        Mutant(n, DATES, "shows.dates", n, Mutation(n, f"change {n}"), outcome)
        for n, outcome in enumerate(outcomes, start=1)
    ]
    told = summary(mutants)
    assert "2 of 4, 50%" in told
    assert "survived: shows/dates.py:3  change 3" in told
    assert "unreached: shows/dates.py:4  change 4" in told
    assert "change 1" not in told
