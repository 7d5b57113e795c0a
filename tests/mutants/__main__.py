"""`make mutants`: try a sample of mutants, then print the score and those that no test noticed."""

import argparse
import os
import sys
from collections import Counter

import pytest

from .areas import AREAS
from .session import Trial, sample

KILLED = ("killed", "hangs")


def main(arguments: list[str]) -> int:
    """Return 0 once all were tried, whatever the score: survivors are for people to read."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--size", type=int, default=300, help="how many mutants (300)")
    parser.add_argument("--seed", type=int, default=2017, help="another sample with another seed")
    parser.add_argument("--area", choices=[area.name for area in AREAS], help="of one area only")
    options = parser.parse_args(arguments)
    if os.environ.get("DATABASE_URL", "sqlite").partition(":")[0] != "sqlite":
        parser.error("mutants are tried on SQLite: unset DATABASE_URL")
    areas = [area for area in AREAS if options.area in (None, area.name)]
    mutants = sample(areas, options.size, options.seed)
    trial = Trial(mutants)
    files = sorted({place for area in areas for place in area.tests})
    code = pytest.main(["-n0", "-p", "no:cacheprovider", "-q", *files], plugins=[trial])
    if any(mutant.outcome for mutant in mutants):
        print(summary(mutants))
    return code


def summary(mutants) -> str:
    """The score of each area and of all, and the mutants that no test noticed."""
    lines = [""]
    for name in sorted({mutant.area.name for mutant in mutants}):
        lines.append(score(name, [mutant for mutant in mutants if mutant.area.name == name]))
    lines += [score("all", mutants), ""]
    lines += [f"{mutant.outcome}: {mutant}" for mutant in mutants if mutant.outcome not in KILLED]
    return "\n".join(lines)


def score(name: str, mutants) -> str:
    outcomes = Counter(mutant.outcome for mutant in mutants)
    killed = sum(outcomes[outcome] for outcome in KILLED)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    return f"{name:14} {killed} of {len(mutants)}, {killed / len(mutants):.0%} ({told})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
