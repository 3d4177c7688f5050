"""Runs published clients of the API that Tokenry's is compatible with, unmodified, against Tokenry.

They come from their package managers in the versions pinned in client_tests/. Only their base URL and token are set.
"""
import os
import subprocess
import tempfile
from pathlib import Path

import npm
import tokenry

CI = Path(__file__).resolve().parent
TESTS = CI / "client_tests"
CLIENT_SECONDS = 300


def main():
    """Tests one client of each language."""
    return run_all({
        "dt (Python, requests)": python_client("dt"),
        "@dynatrace-sdk (JavaScript, fetch)": javascript_client(),
    })


def main_full():
    """Tests the client that sends the requests of another one with another library."""
    return run_all({"dt-async (Python, httpx)": python_client("dt-async")})


def run_all(commands):
    """Tests the clients one after the other against one Tokenry."""
    port = tokenry.free_port()
    with tempfile.TemporaryDirectory() as data, tokenry.running(
            tokenry.START_COMMAND, "clients.log", port, TOKENRY_PORT=str(port), TOKENRY_DATA=data) as token:
        failed = [name for name, command in commands.items() if not passes(name, command, port, token)]
    return f"Tests failed for: {', '.join(failed)}" if failed else None


def python_client(name):
    """Installs the client and returns the command that tests it.

    Each client has its own virtual environment: both name their package `dynatrace`.
    """
    venv = TESTS / ".venv" / name
    requirements = TESTS / f"{name}.txt"
    subprocess.run([CI / "install-tools", requirements.relative_to(CI), venv.relative_to(CI)], check=True)
    pytest = [venv / "bin" / "python", "-B", "-m", "pytest", "--quiet", "--disable-warnings"]
    return [*pytest, TESTS / "test_python_client.py"]


def javascript_client():
    npm.install(TESTS / "node")
    return ["node", "--test", TESTS / "node" / "client.test.mjs"]


def passes(name, command, port, token):
    print(name, flush=True)
    return run_tests(command, port, token) == 0


def run_tests(command, port, token):
    """Prints the output of the tests without secrets, and returns their exit code."""
    environment = os.environ | {
        "TOKENRY_ORIGIN": f"http://localhost:{port}", "TOKENRY_TOKEN": token, "NO_PROXY": "localhost"}
    try:
        run = subprocess.run(command, cwd=CI, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, timeout=CLIENT_SECONDS)
    except subprocess.TimeoutExpired as expired:
        print(tokenry.redact((expired.output or b"").decode()), f"No result after {CLIENT_SECONDS} s", sep="\n")
        return 1
    print(tokenry.redact(run.stdout), end="", flush=True)
    return run.returncode
