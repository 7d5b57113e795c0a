"""Check that every pin installs on every Python that the README promises.

For each version, what the installed pins declare is read: a pin that refuses that Python, or that
needs there what is not pinned, fails. A pin that is compiled also needs a wheel for that Python,
and pip says whether the package index has one. Besides, Debian's own Python resolves both files
where it is not the one in use. Nothing is installed.

Prints one line for each Python; exits with 1 if one of them cannot install the pins.
"""

import platform
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILES = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
# Debian 12's, Debian 13's, and the newest that Django 5.2 supports.
PROMISED = ["3.11.2", "3.13.0", "3.14.0"]
DEBIAN = "/usr/bin/python3"


def pinned():
    """The installed distributions of all pins, by canonical name."""
    lines = [line.partition("#")[0].strip() for file in FILES for line in file.open()]
    names = [Requirement(line).name for line in lines if line and not line.startswith("-r")]
    return {canonicalize_name(name): distribution(name) for name in names}


def is_compiled(found):
    """Whether the distribution came in a wheel for one version of Python."""
    tags = [line for line in found.read_text("WHEEL").splitlines() if line.startswith("Tag:")]
    return not any("-none-" in tag or "-abi3-" in tag for tag in tags)


def refusals(pins, version):
    """What the pins declare against this version: one sentence for each obstacle."""
    environment = default_environment() | {
        "python_version": ".".join(version.split(".")[:2]),
        "python_full_version": version,
        "extra": "",
    }
    for found in pins.values():
        pin = f"{found.name}=={found.version}"
        pythons = found.metadata.get("Requires-Python") or ""
        if not SpecifierSet(pythons).contains(version):
            yield f"{pin} needs Python {pythons}"
        for need in map(Requirement, found.requires or []):
            if need.marker and not need.marker.evaluate(environment):
                continue
            other = pins.get(canonicalize_name(need.name))
            if other is None:
                yield f"{pin} needs {need}, which is not pinned"
            elif not need.specifier.contains(other.version, prereleases=True):
                yield f"{pin} needs {need}, and {other.version} is pinned"


def pip(*arguments, interpreter=sys.executable):
    """What pip has to say against installing this: nothing, or its own words."""
    command = [sys.executable, "-m", "pip", "--python", interpreter, "install", "-qq", "--dry-run"]
    command += ["--ignore-installed", "--only-binary=:all:"]
    with tempfile.TemporaryDirectory() as folder:
        command += ["--target", folder, *arguments]
        done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    return [done.stderr.strip()] if done.returncode else []


def promised(pins, version):
    """The obstacles for all pins on this version of Python."""
    compiled = [f"{pin.name}=={pin.version}" for pin in pins.values() if is_compiled(pin)]
    return [*refusals(pins, version), *pip("--no-deps", "--python-version", version, *compiled)]


def resolved(interpreter):
    """The obstacles that pip meets when this interpreter resolves both files."""
    files = [argument for file in FILES for argument in ("--requirement", str(file))]
    return pip(*files, interpreter=interpreter)


def version_of(interpreter):
    """The interpreter's version as `3.11.2`; None where there is none."""
    if not Path(interpreter).exists():
        return None
    command = [interpreter, "-c", "import platform; print(platform.python_version())"]
    return subprocess.check_output(command, text=True).strip()  # noqa: S603


def main():
    """Check all Pythons side by side and print what each lacks; return 1 if one lacks anything."""
    pins = pinned()
    checks = {f"Python {version}": (promised, pins, version) for version in PROMISED}
    debian = version_of(DEBIAN)
    if debian not in (None, platform.python_version()):
        checks[f"{DEBIAN} ({debian})"] = (resolved, DEBIAN)
    failed = False
    with ThreadPoolExecutor() as pool:
        results = {name: pool.submit(*check) for name, check in checks.items()}
        for name, result in results.items():
            obstacles = result.result()
            print(f"{name}: {'cannot install the pins' if obstacles else 'every pin installs'}")
            for obstacle in obstacles:
                print(f"  {obstacle}")
            failed = failed or bool(obstacles)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
