"""Runs Tokenry on this machine for the checks that call it."""
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
LOGS = ROOT / "target" / "logs"
# With empty data, as a stack on AWS has.
START_COMMAND = "mvn -q -B -ntp -Plocal -Dtokenry.args=--no-samples"
START_SECONDS = 300
STOP_SECONDS = 30
TOKEN_LINE = re.compile(r"^[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}$", re.MULTILINE)
SECRET = re.compile(r"[A-Z2-7]{64}")


@contextlib.contextmanager
def running(command, log_name, port=8080, **variables):
    """Runs a shell command that starts Tokenry, and yields the bootstrap token once the service is healthy."""
    log = LOGS / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"Building and starting Tokenry: {command.strip()} (log: {log})", file=sys.stderr, flush=True)
    with log.open("w") as output:
        server = subprocess.Popen(
            ["bash", "-c", "exec " + command], cwd=ROOT, env=os.environ | variables, stdout=output, stderr=output,
            stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield read_bootstrap_token(server, log, f"http://localhost:{port}/health")
    finally:
        stop(server)


def read_bootstrap_token(server, log, health_url):
    """Returns the token that the service prints when it starts; exits if the service does not become healthy."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        token = TOKEN_LINE.search(log.read_text())
        if token and is_healthy(health_url):
            return token.group()
        time.sleep(0.2)
    sys.exit("Tokenry did not start:\n" + redact(log.read_text()))


def without_aws_settings():
    """Returns the variables of this process without a developer's AWS settings, on which tests must not depend."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def is_healthy(health_url):
    try:
        return urllib.request.urlopen(health_url, timeout=2).status == 200
    except OSError:
        return False


def stop(server):
    """Stops the process and all its children. Maven ends before the process that it started and that has the data."""
    signal_group(server, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    # Without poll(), a process that has ended would stay one of its group.
    while server.poll() is None or signal_group(server, 0):
        if time.monotonic() > deadline:
            signal_group(server, signal.SIGKILL)
            server.wait()
            raise subprocess.TimeoutExpired(server.args, STOP_SECONDS)
        time.sleep(0.1)


def signal_group(server, number):
    """Returns whether the process or one of its children was there to receive the signal."""
    try:
        os.killpg(server.pid, number)
        return True
    except ProcessLookupError:
        return False


def redact(text):
    return SECRET.sub("(secret)", text)
