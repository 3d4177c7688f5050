"""Runs the recipes of examples/ci against Tokenry, with the issuers and trusts of docs/ci.md and id tokens that the
local stack signs, with the claims of each platform."""
import base64
import contextlib
import http.server
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

import ci_recipes
from ci_recipes import PROJECT, TRUST
from token_endpoint import BEARER, NOT_ACCEPTED

ISSUERS, TRUSTS = ci_recipes.records()
BY_PLATFORM = {trust["issuer"]: (issuer, trust) for issuer, trust in zip(ISSUERS, TRUSTS, strict=True)}
RECIPES = {"github": "github", "gitlab": "gitlab", "jenkins": "jenkins", "aws": "codebuild", "kubernetes": "kubernetes"}
# Kinds that have one issuer, or one form of it, which the local stack cannot have.
FIXED_KINDS = "github", "aws"
# Events are read from a stream, seconds after the change.
EVENT_SECONDS = 60


class Platform:
    """A platform whose id tokens the local stack signs, with its trust."""

    def __init__(self, client, name):
        self.client, self.name = client, name
        with urllib.request.urlopen(client.url.removesuffix("/api") + "/local/issuers?format=json") as response:
            self.issuer = json.load(response)["issuers"][name]
        record, trust = BY_PLATFORM[name]
        kind = "custom" if record["kind"] in FIXED_KINDS else record["kind"]
        self.claims = {each["claim"]: each["equals"] for each in trust["conditions"]} | self.shape()
        conditions = trust["conditions"]
        if "sub" not in self.claims and kind == "custom":
            conditions = [*conditions, {"claim": "sub", "equals": self.subject()}]
        client.call("PUT", f"issuers/{name}", record | {"kind": kind, "issuer": self.issuer, "audiences": [client.url]})
        client.call("PUT", f"trusts/{TRUST}", trust | {"conditions": conditions})

    def shape(self):
        """Returns how id tokens of the platform differ from the sample of the local stack."""
        # The plugin of Jenkins writes a list of audiences, and neither `nbf` nor `jti`.
        return {"jenkins": {"aud": [self.client.url], "nbf": None, "jti": None},
                "kubernetes": {"aud": [self.client.url]}}.get(self.name, {"aud": self.client.url})

    def id_token(self, **claims):
        request = urllib.request.Request(
            self.issuer + "/mint", json.dumps(self.claims | claims).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.read().decode().strip()

    def subject(self):
        payload = self.id_token().split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=="))["sub"]

    def run(self, repository, **claims):
        if self.name != "github":
            return getattr(repository, RECIPES[self.name])(self.client.url, self.id_token(**claims))
        with self.endpoint(claims) as url:
            return repository.github(self.client.url, url, BEARER)

    @contextlib.contextmanager
    def endpoint(self, claims):
        """Yields the URL at which a job of GitHub requests id tokens."""
        platform = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                is_job = self.headers["Authorization"] == f"Bearer {BEARER}"
                token = platform.id_token(**{"aud": query["audience"][0]} | claims) if is_job else ""
                self.send_response(200 if is_job else 401)
                self.end_headers()
                self.wfile.write(json.dumps({"value": token}).encode())

            def log_message(self, *_):
                """Logs nothing: the URL is that of a test."""

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield f"http://localhost:{server.server_port}/?api-version=2.0"
            finally:
                server.shutdown()


@pytest.fixture
def repository(tmp_path_factory):
    return ci_recipes.Repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def platform(tokenry_client, request):
    yield Platform(tokenry_client, request.param)
    tokenry_client.call("DELETE", f"trusts/{TRUST}", None)


def deleted(log):
    [token_id] = re.findall(r"[tT]oken (tk0c01\.[A-Z2-7]{24}) is deleted", log)
    return token_id


def assert_deleted(client, token_id):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        client.call("GET", f"apiTokens/{token_id}", None)
    deadline = time.monotonic() + EVENT_SECONDS
    while events(client, token_id) != ["Token Deleted", "Token Created"]:
        assert time.monotonic() < deadline, events(client, token_id)
        time.sleep(0.2)


def events(client, token_id):
    try:
        return [event["type"] for event in client.call("GET", f"apiTokens/{token_id}/events", None)["events"]]
    except urllib.error.HTTPError as error:
        # A deleted token is not found before one of its events is there.
        if error.code != 404:
            raise
        return []


@pytest.mark.parametrize("platform", RECIPES, indirect=True)
def test_recipe_uploads_and_deletes_its_token(platform, repository):
    job = platform.run(repository)
    assert job.returncode == 0, job.log
    [snapshot] = re.findall(r"\b[0-9a-f]{32}\b", job.log + job.summary)
    assert platform.client.stored(snapshot, PROJECT) == (repository.folder / "site.tar.gz").read_bytes()
    assert_deleted(platform.client, deleted(job.log))
    shown = ci_recipes.printed(job.log)
    assert not re.search(r"[A-Z2-7]{64}|eyJ", shown), shown


@pytest.mark.parametrize("platform", RECIPES, indirect=True)
def test_job_that_the_trust_does_not_name_receives_no_token(platform, repository):
    [claim, *_] = platform.claims
    job = platform.run(repository, **{claim: "999"})
    assert job.returncode and NOT_ACCEPTED in job.log, job.log


@pytest.mark.parametrize("platform", ["gitlab", "jenkins", "aws"], indirect=True)
def test_id_token_is_exchanged_once(platform, repository):
    token = platform.id_token()
    recipe = getattr(repository, RECIPES[platform.name])
    assert recipe(platform.client.url, token).returncode == 0
    again = recipe(platform.client.url, token)
    assert again.returncode and NOT_ACCEPTED in again.log, again.log


@pytest.mark.parametrize("platform", ["kubernetes"], indirect=True)
def test_id_token_of_kubernetes_is_exchanged_again(platform, repository):
    token = platform.id_token()
    for _ in range(2):
        job = repository.kubernetes(platform.client.url, token)
        assert job.returncode == 0, job.log


@pytest.mark.parametrize("platform", ["github"], indirect=True)
def test_claims_of_a_debugged_job_are_explained(platform, repository):
    job = platform.run(repository, repository_id="999")
    assert NOT_ACCEPTED in job.log
    with platform.endpoint({"repository_id": "999"}) as url:
        log = repository.github(platform.client.url, url, BEARER, RUNNER_DEBUG="1").log
    [claims] = re.findall(r"^::debug::Claims of the id token: (.*)$", log, re.MULTILINE)
    explained = platform.client.call("POST", f"trusts/{TRUST}/explain", {"claims": json.loads(claims)})
    assert not explained["matches"]
    assert [each["claim"] for each in explained["conditions"] if not each["holds"]] == ["repository_id"]


@pytest.mark.parametrize("platform", ["gitlab"], indirect=True)
def test_curl_example_of_the_page_exchanges_and_deletes(platform, repository):
    job = repository.run(
        ["bash", "-c", ci_recipes.blocks("sh curl")[0] + 'echo "id $TOKENRY_TOKEN_ID"'], TRUST=TRUST,
        TOKENRY_URL=platform.client.url, TOKENRY_ID_TOKEN=platform.id_token())
    assert job.returncode == 0, job.log
    [token_id] = re.findall("^id (.*)$", job.log, re.MULTILINE)
    assert_deleted(platform.client, token_id)
