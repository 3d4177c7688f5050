"""What the tests of examples/ci/upload.py share: how it is run, and what each outcome looks like."""
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import tokenry

SCRIPT = tokenry.ROOT / "examples" / "ci" / "upload.py"
A_TOKEN = "tk0c01." + "A" * 24 + "." + "B" * 64
MUST_NOT_BE_PRINTED = re.compile(r"[A-Z2-7]{64}|X-Amz-|Traceback")


class UploadClient:
    """Runs the script on files in a folder; creates tokens for it if it has the URL of a Tokenry."""

    def __init__(self, folder, url=None, administrator=None, data=None):
        self.folder, self.url, self.administrator, self.data = folder, url, administrator, data

    def call(self, method, path, body, token=None):
        request = urllib.request.Request(
            f"{self.url}/v2/{path}", None if body is None else json.dumps(body).encode(), method=method,
            headers={"Authorization": f"Api-Token {token or self.administrator}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.loads(response.read() or "{}")

    def create_agent_token(self, *arguments, **variables):
        return subprocess.run(
            [tokenry.ROOT / "examples" / "agents" / "create-token", *arguments], capture_output=True, text=True,
            env=os.environ | {"TOKENRY_URL": self.url, "TOKENRY_TOKEN": self.administrator} | variables)

    def create_token(self, **fields):
        return self.call("POST", "apiTokens", {
            "name": "ci", "project": "alpha", "scopes": ["snapshots.upload"], "expirationDate": "now+1h"} | fields)

    def file(self, content=b"content", name="site.tar.gz"):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def certificate(self):
        """Creates a self-signed certificate for localhost, with its key in the same file."""
        path = self.folder / "localhost.pem"
        require_tool("openssl")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", path, "-out", f"{path}.crt"],
            check=True, capture_output=True)
        path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
        return path

    def upload(self, token, *arguments, project="alpha", file=None, url=None, **variables):
        """Runs the script with the settings of this client."""
        return self.run(token, "--url", url or self.url, "--project", project, *arguments, file=file, **variables)

    def run(self, token, *arguments, file=None, **variables):
        """Runs the script as a CI system does; fails if it prints a secret or a signed URL."""
        run = subprocess.run(
            [sys.executable, "-B", SCRIPT, *arguments, file or self.file()],
            env=os.environ | {"TOKENRY_TOKEN": token} | variables, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120)
        assert_prints_no_secret(run)
        return run

    def curl_example(self, token, project="alpha"):
        """Runs the script for curl from examples/README.md."""
        require_tool("jq")
        readme = (tokenry.ROOT / "examples" / "README.md").read_text(encoding="utf-8")
        [script] = re.findall(r"^```sh curl\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
        run = subprocess.run(
            ["bash", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
            env=os.environ | {"TOKENRY_TOKEN": token, "TOKENRY_URL": self.url, "PROJECT": project,
                              "FILE": str(self.file(os.urandom(100_000)))})
        assert_prints_no_secret(run)
        return run

    def stored(self, snapshot, project="alpha"):
        found = list(self.data.glob(f"aws/s3/*/projects/{project}/snapshots/{snapshot}"))
        assert len(found) == 1, f"{snapshot} is stored {len(found)} times"
        return found[0].read_bytes()


def require_tool(name):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")


def assert_prints_no_secret(run):
    printed = MUST_NOT_BE_PRINTED.search(run.stdout + run.stderr)
    assert not printed, f"prints {printed.group()}: {run.stdout}{run.stderr}"


def assert_rejected(run, code, *parts):
    """Asserts the exit code, and that standard error contains each part and standard output is empty."""
    assert (run.returncode, run.stdout) == (code, ""), f"{run.returncode} {run.stdout}{run.stderr}"
    for part in parts:
        assert part in run.stderr, f"{part!r} is not in: {run.stderr}"


def assert_uploaded(run):
    """Returns the id of the snapshot."""
    assert run.returncode == 0, f"{run.returncode} {run.stderr}"
    assert re.fullmatch(r"[0-9a-f]{32}\n", run.stdout), f"prints {run.stdout!r}"
    return run.stdout.strip()
