"""What Lighthouse makes of four pages on a phone, served as in production: `make lighthouse`.

Prints a table, and fails under the marks. A machine that is busy measures slow pages: each page has
three attempts, and the best one counts.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from .pages import PAGES
from .server import ROOT, prepare

MARKS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
SHOWN = ("une", "article", "série", "séries-filtrées")
ATTEMPTS = 3
COMMAND = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"


def main() -> None:
    from tests.chromium import CHROMIUM

    node = shutil.which("node")
    if not (node and COMMAND.exists() and Path(CHROMIUM).exists()):
        sys.exit("Lighthouse needs Node 18 or newer with npm, and Chromium (Debian: chromium).")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["THEATRE"] = folder
        prepare(Path(folder), "tests.audits.production")
        collect()
        with Served() as site:
            low = [name for name in sys.argv[1:] or SHOWN if not judge(name, site, node, CHROMIUM)]
    if low:
        sys.exit(f"Below the marks: {', '.join(low)}")


def collect() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


class Served:
    """The address of the site, on gunicorn, for as long as the block lasts."""

    def __enter__(self) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", "tests.audits.wsgi", *options]
        environment = {**os.environ, "BASE_URL": f"http://localhost:{port}"}
        self.process = subprocess.Popen(
            [*command, "--log-level", "error"], cwd=ROOT, env=environment
        )
        site = f"http://localhost:{port}"
        for _attempt in range(300):
            try:
                urlopen(site, timeout=60).close()
            except OSError:
                time.sleep(0.2)
            else:
                return site
        self.process.terminate()
        sys.exit("The site does not start.")

    def __exit__(self, *_error) -> None:
        self.process.terminate()
        self.process.wait()


def judge(name: str, site: str, node: str, chromium: str) -> bool:
    """Print the marks of a page and what costs it some; return whether they are reached."""
    best, faults = {}, []
    for _attempt in range(ATTEMPTS):
        report = run(site + PAGES[name].path, node, chromium)
        marks = {key: round(100 * report["categories"][key]["score"]) for key in MARKS}
        if sum(marks.values()) > sum(best.values()):
            best, faults = marks, failed(report)
        if reached(best):
            break
    print(f"{name:18}", *(f"{key} {best[key]:3}" for key in MARKS), sep="  ", flush=True)
    for fault in faults if not reached(best) else ():
        print(f"{'':18}  {fault}")
    return reached(best)


def reached(marks: dict[str, int]) -> bool:
    return all(marks.get(key, 0) >= least for key, least in MARKS.items())


def run(address: str, node: str, chromium: str) -> dict:
    from tests.chromium import FLAGS

    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        subprocess.run(
            [
                *(node, COMMAND, address, "--quiet", "--output=json"),
                f"--output-path={file.name}",
                f"--only-categories={','.join(MARKS)}",
                f"--chrome-flags={' '.join(['--headless', *FLAGS])}",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=True,
        )
        return json.load(file)


def failed(report: dict) -> list[str]:
    """The audits that cost a mark: what each is about and what was measured."""
    found = []
    for key in MARKS:
        for reference in report["categories"][key]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{audit['id']}: {audit.get('displayValue') or audit['title']}")
    return found


if __name__ == "__main__":
    main()
