"""nginx as the documentation sets it up, in front of an application that counts who asks."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from magazine.page_cache.middleware import CACHE_CONTROL

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed")

MEMBER = f"sessionid={'a' * 32}"


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Application(BaseHTTPRequestHandler):
    """Answers in the encoding asked for, and says so in its text."""

    asked: list = []
    gone = False

    def do_GET(self):
        self.asked.append(self.path)
        encoding = self.headers.get("Accept-Encoding", "")
        body = f"{encoding or 'plain'} {len(self.asked)}".encode()
        self.send_response(410 if self.gone else 200)
        if not self.gone:
            self.send_header("Cache-Control", CACHE_CONTROL)
        self.send_header("Vary", "Accept-Encoding, Cookie")
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def application():
    Application.asked, Application.gone = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(tmp_path, application):
    """Ask nginx for a page; returns its text."""
    port = free_port()
    text = (settings.BASE_DIR / "docs" / "nginx.conf").read_text()
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"^ +ssl_certificate.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("/var/cache/nginx/generique", f"{tmp_path}/cache")
    text = text.replace("unix:/run/generique/gunicorn.sock", f"127.0.0.1:{application.server_port}")
    (tmp_path / "site.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(
        f"{user} daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; client_body_temp_path {tmp_path}/body;\n"
        f"proxy_temp_path {tmp_path}/proxy; fastcgi_temp_path {tmp_path}/f;\n"
        f"uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n"
        f"include {tmp_path}/site.conf; }}\n"
    )
    command = [NGINX, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:

        def answer(path="/", status=200, **headers):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": "www.example.org", **names})
            with contextlib.closing(connection):
                response = connection.getresponse()
                assert response.status == status, (response.status, response.read())
                return response.read().decode()

        for _try in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield answer
        process.terminate()


def test_a_page_is_held_once_for_each_encoding(ask):
    assert ask(Accept_Encoding="gzip, deflate, br") == "br 1"
    assert ask(Accept_Encoding="gzip, deflate, br") == "br 1"
    assert ask(Accept_Encoding="gzip") == "gzip 2"
    assert ask(Accept_Encoding="br;q=0, gzip") == "gzip 2"
    assert ask(Accept_Encoding="br; q=0, gzip;q=0.5") == "gzip 2"
    # Who never asked for it does not get what another one did.
    assert ask() == "plain 3"
    assert ask(Accept_Encoding="identity") == "plain 3"


def test_each_choice_has_its_page_and_members_have_their_own(ask):
    assert ask() == "plain 1"
    assert ask(Cookie="pays=BE") == "plain 2"
    assert ask(Cookie="autre=x; pays=BE") == "plain 2"
    assert ask(Cookie=MEMBER) == "plain 3"
    assert ask(Cookie=MEMBER) == "plain 4"
    assert ask() == "plain 1"


def test_a_page_is_held_for_a_second_and_shown_while_the_application_is_away(ask, application):
    assert ask() == "plain 1"
    time.sleep(2.1)
    assert ask() in ("plain 1", "plain 2")  # the former one, while the new one is fetched
    time.sleep(0.3)
    held = ask()
    assert held == "plain 2"
    application.shutdown()
    application.server_close()
    time.sleep(2.1)
    assert ask() == held


def test_a_page_of_long_ago_is_not_shown_first(ask):
    """Only for the second that the application allows, or it could be hours old."""
    assert ask() == "plain 1"
    time.sleep(3.1)
    assert ask() == "plain 2"


def test_what_is_gone_stays_gone_while_the_application_is_away(ask, application):
    ask()
    Application.gone = True
    time.sleep(3.1)
    assert ask(status=410) == "plain 2"
    application.shutdown()
    application.server_close()
    time.sleep(2.1)
    assert ask(status=410) == "plain 2"
