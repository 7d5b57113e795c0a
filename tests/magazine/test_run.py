"""`make run` starts the site and the publisher of scheduled stories, and stops them together."""

import os
import shutil
import signal
import subprocess
import time

import pytest
from django.conf import settings

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(not MAKE, reason="make is not installed")

#: Stands for manage.py: says who it is, then stays until it is told to go.
PROCESS = """#!/bin/sh
echo "$*" >> "{folder}/commands"
echo $$ > "{folder}/$1.new"
mv "{folder}/$1.new" "{folder}/$1"
exec sleep 60
"""
PATIENCE = 15  # seconds


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def serving(tmp_path):
    """make, with the keys of the publisher's and the server's processes."""
    command = tmp_path / "manage"
    command.write_text(PROCESS.format(folder=tmp_path))
    command.chmod(0o755)
    make = subprocess.Popen(
        [MAKE, "serve", f"MANAGE={command}", "PORT=8123"],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        # A suite that was started in the background ignores Ctrl-C, and its children with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    started = [tmp_path / "publish_scheduled", tmp_path / "runserver"]
    assert until(lambda: all(path.exists() for path in started))
    pids = [int(path.read_text()) for path in started]
    yield make, *pids, (tmp_path / "commands").read_text()
    for pid in filter(runs, pids):
        os.kill(pid, signal.SIGKILL)
    make.kill()
    make.wait()


def test_the_site_and_the_publisher_are_started_together(serving):
    _make, _publisher, _server, commands = serving
    assert "publish_scheduled --every 30" in commands
    assert "runserver --noreload 127.0.0.1:8123" in commands


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_both(serving, number):
    make, publisher, server, _commands = serving
    os.killpg(make.pid, number)  # a terminal sends it to all of its group
    make.wait(PATIENCE)
    assert until(lambda: not runs(publisher) and not runs(server))


def test_one_that_is_told_to_stop_make_stops_both(serving):
    make, publisher, server, _commands = serving
    make.terminate()
    make.wait(PATIENCE)
    assert until(lambda: not runs(publisher) and not runs(server))


@pytest.mark.parametrize("which", [0, 1])
def test_the_end_of_one_is_the_end_of_the_other(serving, which):
    make, *pids, _commands = serving
    os.kill(pids[which], signal.SIGKILL)
    assert make.wait(PATIENCE) != 0
    assert until(lambda: not runs(pids[1 - which]))
