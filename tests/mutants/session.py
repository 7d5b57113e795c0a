"""The trial of a sample of mutants, in one session of pytest.

Every test is run once as it is, in a process of its own, which tells the mutants that it comes
across and its time. Then each mutant is tried: a process is forked, the mutant is switched on, and
the tests that come across it are run, the fastest first, until one fails. What a mutant leaves in
memory or in the database is gone with its process.
"""

import importlib.machinery
import os
import pickle
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from django.db import connections

from .areas import Area
from .mutations import SWITCH, Mutation, mutated, mutations

#: The time that the tests of a mutant may take, in seconds and as a multiple of their usual time.
PATIENCE, TIMES = 60, 10


@dataclass
class Mutant:
    """A mutation of a module, and what became of it: the outcome is empty until it is tried."""

    number: int
    area: Area
    module: str
    place: int  # in what `mutations` returns
    mutation: Mutation
    outcome: str = ""

    def __str__(self):
        path = self.module.replace(".", "/") + ".py"
        return f"{path}:{self.mutation.line}  {self.mutation.what}"


def sample(areas, size: int, seed: int) -> list[Mutant]:
    """Return ``size`` mutants of the areas, the same for the same sources and ``seed``."""
    everything = [
        (area, module, place, mutation)
        for area in areas
        for module in area.modules
        for place, mutation in enumerate(mutations(source_of(module)))
    ]
    chosen = random.Random(seed).sample(everything, min(size, len(everything)))
    chosen.sort(key=lambda one: (one[0].name, one[1], one[2]))
    return [Mutant(number, *rest) for number, rest in enumerate(chosen, start=1)]


def source_of(module: str) -> str:
    return Path(module.replace(".", "/") + ".py").read_text(encoding="utf-8")


class Switch:
    """What mutated modules ask: whether a mutant is on. It notes which are asked about."""

    def __init__(self):
        self.on = 0
        self.asked: set[int] = set()

    def __call__(self, number: int) -> bool:
        self.asked.add(number)
        return number == self.on


class MutatedLoader(importlib.machinery.SourceFileLoader):
    """A loader of one module with its mutants. Nothing of it is kept in compiled files."""

    def __init__(self, name, path, switches, switch):
        super().__init__(name, path)
        self.switches, self.switch = switches, switch

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return compile(mutated(source, self.switches), self.path, "exec", dont_inherit=True)

    def exec_module(self, module):
        vars(module)[SWITCH] = self.switch
        super().exec_module(module)


class MutatedFinder(MetaPathFinder):
    """Finds the modules of the sample before anything else does."""

    def __init__(self, mutants: list[Mutant], switch: Switch):
        self.switch = switch
        self.switches: dict[str, dict[int, int]] = {}
        for mutant in mutants:
            self.switches.setdefault(mutant.module, {})[mutant.place] = mutant.number

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in self.switches:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        spec.loader = MutatedLoader(fullname, spec.origin, self.switches[fullname], self.switch)
        return spec


class Trial:
    """A plugin of pytest that tries mutants in place of running the tests."""

    def __init__(self, mutants: list[Mutant]):
        self.mutants = mutants
        self.switch = Switch()
        self.finder = MutatedFinder(mutants, self.switch)
        sys.meta_path.insert(0, self.finder)

    def pytest_collection_modifyitems(self, items):
        """Leave out what looks through a browser: a switch in another process would be off."""
        items[:] = [item for item in items if not item.get_closest_marker("browser")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        if session.testsfailed:
            raise session.Interrupted("some tests could not be collected")
        self.writer = session.config.get_terminal_writer()
        self.database = Database(session.items)
        self.say(f"{len(self.mutants)} mutants, {len(session.items)} tests. First the tests alone.")
        usual = {item: self.run_alone(item) for item in session.items}
        if failed := [item.nodeid for item, seen in usual.items() if seen.failed]:
            raise session.Failed("These fail without a mutant:\n  " + "\n  ".join(failed))
        self.say(f"They take {sum(seen.seconds for seen in usual.values()):.0f} s.")
        for mutant in self.mutants:
            self.attempt(mutant, usual)
            self.say(f"{mutant.number:4} {mutant.outcome:9} {mutant}"[:160])
        return True

    def say(self, text: str) -> None:
        self.writer.line(text)
        self.writer.flush()

    def run_alone(self, item) -> "Seen":
        def run():
            self.switch.asked.clear()
            started = time.monotonic()
            failed = fails(item)
            return Seen(failed, time.monotonic() - started, self.switch.asked)

        return self.database.forked(run) or Seen(True, 0, set())

    def attempt(self, mutant: Mutant, usual: dict) -> None:
        """Give a mutant its outcome: killed, hangs, survived, or unreached by any of its tests."""
        places = [Path(place).resolve() for place in mutant.area.tests]
        tests = [
            item
            for item, seen in usual.items()
            if mutant.number in seen.asked
            and any(item.path.is_relative_to(place) for place in places)
        ]
        tests.sort(key=lambda item: usual[item].seconds)
        if not tests:
            mutant.outcome = "unreached"
            return

        def run():
            self.switch.on = mutant.number
            return any(fails(item) for item in tests)

        seconds = PATIENCE + TIMES * sum(usual[item].seconds for item in tests)
        killed = self.database.forked(run, int(seconds))
        mutant.outcome = {True: "killed", False: "survived", None: "hangs"}[killed]


@dataclass
class Seen:
    """What a test did as it is: whether it failed, its time, the mutants that it came across."""

    failed: bool
    seconds: float
    asked: set[int]


def fails(item) -> bool:
    """Run one test. All that it shares with others of its file is made anew."""
    reports = runtestprotocol(item, log=False, nextitem=other_than(item))
    return any(report.failed for report in reports)


def other_than(item):
    """A test of another file, so that what this one's file shares is taken down."""
    return next((one for one in item.session.items if one.path != item.path), None)


class Database:
    """The test database: made once, and for each process as it was then."""

    def __init__(self, items):
        plain = min(
            (item for item in items if item.get_closest_marker("django_db")),
            key=lambda item: len(item.fixturenames),
        )
        if fails(plain):
            raise pytest.UsageError(f"{plain.nodeid} fails without a mutant.")
        self.file = Path(connections["default"].settings_dict["NAME"])
        self.kept = self.file.with_suffix(".kept")
        self.close()
        shutil.copyfile(self.file, self.kept)

    def close(self):
        connections["default"].close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)

    def forked(self, run: Callable, seconds: int = 600):
        """Return what `forked` does, on the database as it was made."""
        self.close()
        shutil.copyfile(self.kept, self.file)
        return forked(run, seconds)


def forked(run: Callable, seconds: int):
    """Return what ``run`` returns in a process of its own, or None if it dies or takes longer."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        signal.alarm(seconds)  # it ends the process
        os.close(reading)
        with os.fdopen(writing, "wb") as answer:
            pickle.dump(run(), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None  # noqa: S301  from our own process
