"""Requests a second beside an empty view of the same server, and what readers get while stories
are published. Two gunicorn workers, 8 connections, wrk; needs a database filled by `bench.scale`,
whose oldest and newest stories it publishes again.

    DATABASE_URL=postgres:///generique_2000 python -m bench.load --seconds 5 --publish 10

A row is a page: made for each request (cold), kept while something else is published before
(everyday), kept, and kept as gzip. The number in brackets is the ratio to the empty view. Where
nginx is installed, a line says what it makes of the same bytes as a file. `manage.py collectstatic`
comes first, as in production.
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONNECTIONS, WORKERS = 8, 2
HOST = "127.0.0.1"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "magazine.settings.production",
    "SECRET_KEY": "a key of the bench that protects nothing, and is long enough",
    "ALLOWED_HOSTS": HOST,
    "SECURE_SSL_REDIRECT": "0",
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


def wait_for(port: int) -> None:
    """Return once something listens on ``port``; give up after half a minute."""
    for _try in range(300):
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.1)
    sys.exit(f"The server on port {port} did not start within 30 seconds.")


@contextlib.contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """Run a server, yield its address, and end it."""
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603
    try:
        wait_for(port)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait()


def gunicorn(application: str, **environment: str) -> Any:
    """Run an application on two workers, as docs/deployment.md does."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--workers", str(WORKERS)]
    command += ["--bind", f"{HOST}:{port}", "--log-level", "error", "--no-control-socket"]
    return running(command, port, **environment)


@contextlib.contextmanager
def nginx(content: bytes) -> Iterator[str]:
    """Serve ``content`` as a file by nginx, with as many workers."""
    with tempfile.TemporaryDirectory() as folder:
        # nginx leaves root's rights behind.
        Path(folder).chmod(0o755)
        Path(folder, "page.html").write_bytes(content)
        port = free_port()
        Path(folder, "nginx.conf").write_text(
            f"worker_processes {WORKERS}; pid {folder}/pid; daemon off; error_log stderr crit;"
            f"events {{}} http {{ access_log off; server {{ listen {HOST}:{port};"
            f" root {folder}; }} }}"
        )
        command = [shutil.which("nginx") or "nginx", "-c", f"{folder}/nginx.conf", "-p", folder]
        with running(command, port) as address:
            yield f"{address}/page.html"


def wrk(address: str, seconds: int, *more: str) -> dict[str, float]:
    """Return {"rate": requests a second, "p99": milliseconds, "errors": how many were not
    answered, or not with 2xx or 3xx}."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *more, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    broken = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    socket_errors = re.search(r"Socket errors: (.*)", said)
    errors = int(broken[1]) if broken else 0
    errors += sum(map(int, re.findall(r"\d+", socket_errors[1]))) if socket_errors else 0
    return {
        "rate": float(rate[1]) if rate else 0.0,
        "p99": float(slow[1]) * UNITS[slow[2]] if slow else 0.0,
        "errors": errors,
    }


def read(address: str, encoding: str = "identity") -> bytes:
    """Return what the address answers; an error is raised."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        return response.read()


def publish(story: Any, headline: str) -> None:
    """Publish ``story`` again under another headline, as the newsroom does."""
    story.headline = headline
    story.save_revision().publish()


def pages(seconds: int, addresses: list[str], elsewhere: Any) -> None:
    """Print the table of pages; ``elsewhere`` is a story that none of them shows."""
    with gunicorn("bench.empty") as empty:
        ground = wrk(empty, seconds)["rate"]
    print(f"Empty view: {ground:.0f} requests a second.\n")
    print("| page | cold | everyday | kept | kept, gzip |\n|---|---|---|---|---|")
    found: dict[str, list[float]] = {address: [] for address in addresses}
    with gunicorn("magazine.wsgi", PAGE_CACHE="") as site:
        for address in addresses:
            read(site + address)
            found[address].append(wrk(site + address, seconds)["rate"])
    content = b""
    with gunicorn("magazine.wsgi", PAGE_CACHE="pages") as site:
        for number, address in enumerate(addresses):
            content = read(site + address)
            publish(elsewhere, f"Publié ailleurs, fois {number}")
            found[address].append(wrk(site + address, seconds)["rate"])
            found[address].append(wrk(site + address, seconds)["rate"])
            read(site + address, "gzip")
            encoded = wrk(site + address, seconds, "-H", "Accept-Encoding: gzip")
            found[address].append(encoded["rate"])
    for address, rates in found.items():
        cells = " | ".join(f"{rate:.0f} ({rate / ground:.3f})" for rate in rates)
        print(f"| {address} | {cells} |", flush=True)
    if shutil.which("nginx"):
        with nginx(content) as address:
            print(f"\nnginx, the last page as a file: {wrk(address, seconds)['rate']:.0f}.")


def lag(address: str, sign: str) -> float:
    """Return after how many seconds the page shows ``sign``; ten at most."""
    started = time.monotonic()
    while time.monotonic() - started < 10:
        with contextlib.suppress(OSError):
            if sign.encode() in read(address):
                break
        time.sleep(0.05)
    return time.monotonic() - started


def under_publication(seconds: int, addresses: list[str], story: Any) -> None:
    """Print what readers get of all pages while ``story`` is published once a second: errors,
    the slowest hundredth, and how long its page showed the former text."""
    own = story.get_absolute_url()
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ", ".join(f'"{address}"' for address in addresses)
        script.write(
            f"local pages, n = {{{listed}}}, 0\n"
            "function request() n = n % #pages + 1; return wrk.format('GET', pages[n]) end\n"
        )
        script.flush()
        with gunicorn("magazine.wsgi", PAGE_CACHE="pages") as site:
            for address in addresses:
                read(site + address)
            result: dict[str, float] = {}
            load = threading.Thread(
                target=lambda: result.update(wrk(site, seconds, "-s", script.name))
            )
            load.start()
            late: list[float] = []
            count = 0
            while load.is_alive():
                started = time.monotonic()
                count += 1
                sign = f"Publié sous la charge, fois {count}"
                publish(story, sign)
                late.append(lag(site + own, sign))
                time.sleep(max(0.0, 1 - (time.monotonic() - started)))
            load.join()
    print(
        f"\n{count} publications in {seconds} s: {result['rate']:.0f} requests a second,"
        f" {result['errors']:.0f} errors, p99 {result['p99']:.0f} ms,"
        f" the former text for {max(late):.2f} s at most."
    )


def main() -> None:
    """Measure the database in use."""
    parser = argparse.ArgumentParser(description="Requests a second of the public pages.")
    parser.add_argument("--seconds", type=int, default=5, help="how long each page is asked for")
    parser.add_argument(
        "--publish", type=int, default=60, help="seconds with publications; 0: none"
    )
    parser.add_argument("pages", nargs="*", help="addresses; without any, one of each kind")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed. On Debian: apt install wrk")
    os.environ.update(ENVIRONMENT)
    import django

    django.setup()
    from articles.models import Article
    from shows.models import Series

    stories = Article.objects.public()
    newest, oldest = stories.newest_first().first(), stories.order_by("first_published_at").first()
    series = Series.objects.public().order_by("pk").last()
    if newest is None or oldest is None or series is None:
        sys.exit("The database is empty. Fill it first: python -m bench.scale 2000")
    addresses = options.pages or [
        newest.get_absolute_url(),
        newest.section.get_absolute_url(),
        "/",
        "/articles/?genre=genre-3&network=societe-4",
        "/series/?genre=genre-3",
        series.get_absolute_url(),
        "/recherche/?q=saison",
    ]
    headlines = {story: story.headline for story in (newest, oldest)}
    try:
        pages(options.seconds, addresses, oldest)
        if options.publish:
            under_publication(options.publish, addresses, newest)
    finally:
        for story, headline in headlines.items():
            publish(story, headline)


if __name__ == "__main__":
    main()
