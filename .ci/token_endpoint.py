"""A server in the place of Tokenry's exchange that accepts nothing but what its specification says, and of GitHub's
endpoint for id tokens.

At each request it also reads the arguments of all processes, which must contain no token.
"""
import base64
import contextlib
import http.server
import json
import re
import threading
import urllib.parse
from pathlib import Path

BEARER = "bearer-of-the-job"
GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
TOKEN_TYPES = ("urn:ietf:params:oauth:token-type:id_token", "urn:ietf:params:oauth:token-type:jwt")
PARAMETERS = {"grant_type", "subject_token", "subject_token_type", "audience", "scope", "requested_token_type"}
NOT_ACCEPTED = "The id token is not accepted. The reason is in the log under this request's id."
REQUEST_ID = "8b1a9953-c461-4129-8d55-0c5a1b8f2f6e"
LOST = "lost"


def id_token(**claims):
    """Returns a text in the form of an id token. The server accepts it without a signature."""
    def encode(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
    return ".".join(map(encode, (b'{"alg":"RS256","kid":"k","typ":"JWT"}', json.dumps(claims).encode(), b"s" * 256)))


def oauth_error(error, description, status=400):
    return status, {"x-amzn-RequestId": REQUEST_ID}, {"error": error, "error_description": description}


def envelope(status, message, **headers):
    return status, headers, {"error": {"code": status, "message": message}}


UNAVAILABLE = envelope(503, "The service is temporarily unavailable.", **{"Retry-After": "0"})
THROTTLED = envelope(429, "Too many requests.", **{"Retry-After": "1"})


class TokenEndpoint(http.server.ThreadingHTTPServer):
    """Exchanges id tokens for trusts. A test can set the next responses of the exchange and of the deletion."""

    def __init__(self, trusts, audience=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self.server_port}"
        self.url = self.origin + "/api"
        self.id_token_url = self.origin + "/actions/id-token?api-version=2.0"
        # An issuer's audience; the clients of these tests ask for the URL of the API.
        self.audience = audience or self.url
        self.trusts = trusts
        self.exchange_responses, self.delete_responses, self.id_token_responses = [], [], []
        self.exchanges, self.used, self.live, self.deleted, self.snapshots, self.findings = [], set(), {}, [], [], []
        self.id_tokens = []

    def secrets(self):
        return [*self.id_tokens, *(form["subject_token"] for form in self.exchanges), *self.live, *self.deleted]

    def look_at_processes(self):
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                arguments = (process / "cmdline").read_bytes().decode("utf-8", "replace")
                if any(secret in arguments or secret.rsplit(".", 1)[1] in arguments for secret in self.secrets()):
                    self.findings.append(arguments.replace("\0", " ")[:80])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_request(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path, _, query = self.path.partition("?")
        response = self.route(path, urllib.parse.parse_qs(query, strict_parsing=bool(query)), body)
        self.server.look_at_processes()
        self.close_connection = True
        if response == LOST:
            return
        status, headers, content = response
        data = content if isinstance(content, bytes) else json.dumps(content).encode() if content is not None else b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = handle_request

    def route(self, path, query, body):
        if (self.command, path) == ("POST", "/api/v2/token"):
            return self.exchange(body)
        if self.command == "DELETE" and path.startswith("/api/v2/apiTokens/"):
            return self.delete(path.rsplit("/", 1)[1])
        if (self.command, path) == ("GET", "/actions/id-token"):
            return self.github_id_token(query)
        if self.command == "POST" and re.fullmatch("/api/v2/projects/[a-z]+/snapshots", path):
            return self.create_upload(path.split("/")[4], json.loads(body))
        if (self.command, path) == ("PUT", "/object"):
            self.server.snapshots.append(body)
            return 200, {}, b""
        return envelope(404, "Not found.")

    def exchange(self, body):
        if self.headers["Content-Type"].split(";")[0] != "application/x-www-form-urlencoded":
            return envelope(415, "Unsupported media type.")
        pairs = urllib.parse.parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True)
        form = dict(pairs)
        if self.headers["Authorization"] or len(form) != len(pairs) or not form.keys() <= PARAMETERS:
            return oauth_error("invalid_request", "A parameter or header is not permitted.")
        if form.get("grant_type") != GRANT or form.get("subject_token_type") not in TOKEN_TYPES:
            return oauth_error("invalid_request", "grant_type or subject_token_type is wrong.")
        self.server.exchanges.append(form)
        if self.server.exchange_responses:
            response = self.server.exchange_responses.pop(0)
            if response:
                return response
        trust = self.server.trusts.get(form["audience"])
        payload = form["subject_token"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        if trust is None or claims.get("aud") not in (self.server.audience, [self.server.audience]) or (
                form["subject_token"] in self.server.used):
            return oauth_error("invalid_request", NOT_ACCEPTED)
        scopes = form["scope"].split(" ") if "scope" in form else trust["scopes"]
        if not set(scopes) <= set(trust["scopes"]):
            return oauth_error("invalid_scope", "The trust does not give all of these scopes.")
        self.server.used.add(form["subject_token"])
        number = len(self.server.used)
        token = f"tk0c01.{'ABCDEFGH'[number]:A>24}.{'ABCDEFGH'[number] * 64}"
        self.server.live[token] = trust
        return 200, {"Cache-Control": "no-store", "Pragma": "no-cache"}, {
            "access_token": token, "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
            "token_type": "Bearer", "expires_in": 900, "scope": " ".join(scopes), "id": token.rsplit(".", 1)[0],
            "expirationDate": "2026-11-30T12:15:00.000Z", "project": trust["project"]}

    def delete(self, token_id):
        token = self.headers["Authorization"].removeprefix("Api-Token ")
        if self.server.delete_responses:
            return self.server.delete_responses.pop(0)
        if token not in self.server.live or token.rsplit(".", 1)[0] != token_id:
            return envelope(401, "Missing or invalid API token.")
        del self.server.live[token]
        self.server.deleted.append(token)
        return 204, {}, None

    def github_id_token(self, query):
        if self.headers["Authorization"] != f"Bearer {BEARER}":
            return envelope(401, "Unauthorized")
        if self.server.id_token_responses:
            return self.server.id_token_responses.pop(0)
        token = id_token(aud=query["audience"][0], jti=str(len(self.server.id_tokens)), repository_id="456789")
        self.server.id_tokens.append(token)
        return 200, {}, {"count": 1, "value": token}

    def create_upload(self, project, upload):
        trust = self.server.live.get(self.headers["Authorization"].removeprefix("Api-Token "))
        if trust is None or trust["project"] != project:
            return envelope(403, "Token is not bound to this project.")
        return 201, {}, {"id": "0" * 32, "uploadUrl": self.server.origin + "/object?X-Amz-Signature=0", "method": "PUT",
                         "headers": {"Content-Type": "application/gzip",
                                     "Content-Length": str(upload["contentLength"])}}

    def log_message(self, *_):
        """Logs nothing: requests are recorded."""


@contextlib.contextmanager
def token_endpoint(**trusts):
    """Yields the server; fails if an argument of a process contained a token, or if a response is unused."""
    with TokenEndpoint(trusts) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
        assert not server.findings, f"a token is an argument of: {server.findings}"
        unused = [*server.exchange_responses, *server.delete_responses, *server.id_token_responses]
        assert not unused, f"no request for {unused}"
