"""Files of the Node packages that `make audits` installs."""

from pathlib import Path

import pytest

MODULES = Path(__file__).parent / "node_modules"


def of_node(name: str) -> Path:
    """A file of a package; skip the test without it."""
    file = MODULES / name
    if not file.exists():
        pytest.skip(f"{name} is not there: make audits installs it, with npm")
    return file
