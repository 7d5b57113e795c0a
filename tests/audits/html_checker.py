"""The Nu HTML checker, as a server of its own."""

import json
import shutil
import socket
import subprocess
import time
from urllib.request import Request, urlopen

import pytest

from .node import of_node


@pytest.fixture(scope="package")
def checker():
    """The address of the checker, which listens to this machine alone."""
    jar = of_node("vnu-jar/build/dist/vnu.jar")
    java = shutil.which("java")
    if not java:
        pytest.skip("the Nu HTML checker needs java (Debian: default-jre-headless)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["-Xmx256m", "-cp", jar, "-Dnu.validator.servlet.bind-address=127.0.0.1"]
    process = subprocess.Popen(
        [java, *options, "nu.validator.servlet.Main", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process, patience=90) -> str:
    deadline = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < deadline:
        try:
            check(address, "<!doctype html><html lang=fr><title>Missions</title>")
        except OSError:  # it does not listen yet
            time.sleep(0.3)
        else:
            return address
    pytest.fail("the Nu HTML checker does not start")


def check(checker: str, body: str) -> list[dict]:
    """What the checker says of a page."""
    headers = {"Content-Type": "text/html; charset=utf-8"}
    request = Request(f"{checker}?out=json", body.encode(), headers)  # noqa: S310
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)["messages"]
