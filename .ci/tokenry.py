"""Starts Tokenry for whatever drives it, and ends it."""
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN_LINE = re.compile(r"^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$", re.MULTILINE)
SECRET = re.compile(r"[A-Z2-7]{64}")
START_SECONDS = 300


@contextlib.contextmanager
def started(command, log_name, port=8080, **variables):
    """Runs a shell command that starts Tokenry and gives the first administrator token once it is up."""
    log = ROOT / "local" / "target" / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        server = subprocess.Popen(
            ["bash", "-c", "exec " + command], cwd=ROOT, env=os.environ | variables, stdout=output, stderr=output,
            stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield token_printed(server, log, f"http://localhost:{port}/health")
    finally:
        end(server)


def token_printed(server, log, health):
    """The first administrator token, from the lines that the start printed, once it says that it is up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        token = TOKEN_LINE.search(log.read_text())
        if token and is_up(health):
            return token.group()
        time.sleep(0.2)
    sys.exit("mvn -Plocal did not come up:\n" + without_secrets(log.read_text()))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def is_up(health):
    try:
        return urllib.request.urlopen(health, timeout=2).status == 200
    except OSError:
        return False


def end(server):
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            raise


def without_secrets(text):
    return SECRET.sub("(secret)", text)
