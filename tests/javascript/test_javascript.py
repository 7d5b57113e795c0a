"""What the site's scripts do, each in a page of jsdom, by Node's own test runner."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
JSDOM = settings.BASE_DIR / "tests/audits/node_modules/jsdom"


@pytest.mark.parametrize("name", sorted(file.name for file in HERE.glob("*.test.mjs")))
def test_script(name):
    node = shutil.which("node")
    if not node or not JSDOM.exists():
        pytest.skip("jsdom is not there: make audits installs it, with npm")
    done = subprocess.run([node, "--test", HERE / name], capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
