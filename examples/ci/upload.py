#!/usr/bin/env python3
"""Uploads one file as a snapshot of a project and prints the id of the snapshot.

    TOKENRY_TOKEN=... upload.py --url https://HOST/api --project alpha build/site.tar.gz

The token is read from the environment variable TOKENRY_TOKEN only, because every process of a machine can read arguments.
It is sent to --url only. Neither the token nor the presigned URL of the upload is printed. The usual variables configure
a proxy (HTTPS_PROXY, NO_PROXY). Requires Python 3.8 or newer and nothing else.

exit codes:
  0  uploaded; standard output contains the id of the snapshot, standard error everything else
  2  an argument, the file or TOKENRY_TOKEN is invalid; nothing was sent
  3  the token is not accepted (401)
  4  the token is accepted but not permitted to upload (403)
  5  the request is rejected for another reason, or --url is not the URL of Tokenry
  6  Tokenry or the storage is unavailable after several attempts, or the storage rejected the file
"""
import argparse
import hashlib
import http.client
import json
import mimetypes
import os
import random
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TOKEN = re.compile(r"([a-z0-9]{2,12}\.[A-Z2-7]{24})\.[A-Z2-7]{64}", re.ASCII)
PROJECT = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}", re.ASCII)
COMPRESSED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# Repeating the request is safe: it creates a second URL but no second snapshot.
AWAY = (429, 500, 502, 503, 504)
TRIES = 4
LONGEST_WAIT = 60
SOCKET_SECONDS = 60
LARGEST_ANSWER = 1 << 20

USAGE, TOKEN_REFUSED, NOT_ALLOWED, REFUSED, UNAVAILABLE = 2, 3, 4, 5, 6


def main():
    asked = arguments()
    token = token_of(os.environ)
    try:
        with open(asked.file, "rb") as file:
            size, sha256 = measured(file)
            content_type = asked.content_type or guessed(asked.file)
            signed = signed_upload(asked, token, {"contentType": content_type, "contentLength": size, "sha256": sha256})
            say("{} bytes of {} go to project {}".format(size, content_type, asked.project))
            put(signed, file, size)
    except OSError as problem:
        raise Failure(USAGE, "{} cannot be read: {}".format(asked.file, problem.strerror))
    print(signed["id"])


def arguments():
    described, codes = __doc__.split("exit codes:")
    parser = Parser(
        description=described, epilog="exit codes:" + codes, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, type=base_url, help="base URL of the API: https://HOST/api")
    parser.add_argument("--project", required=True, type=project, help="the project that the token is bound to")
    parser.add_argument("--content-type", metavar="TYPE", help="media type of FILE; default: by its name")
    parser.add_argument("file", metavar="FILE")
    return parser.parse_args()


def base_url(text):
    if not is_safe(text):
        raise argparse.ArgumentTypeError("must begin with https:// (http:// for this machine alone) and name a host")
    parts = urllib.parse.urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise argparse.ArgumentTypeError("must have no user, query or fragment")
    return text.rstrip("/")


def is_safe(url):
    """Returns whether requests to the URL are encrypted or stay on this machine."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or parts.scheme == "http" and host in LOCAL_HOSTS)


def project(text):
    if not PROJECT.fullmatch(text):
        raise argparse.ArgumentTypeError("must be 1 to 63 of a-z, 0-9, _ and -, and begin with one of the first two")
    return text


def token_of(environment):
    # A secret that was stored with `echo` ends with a newline.
    token = environment.get("TOKENRY_TOKEN", "").strip()
    if not token:
        raise Failure(USAGE, "TOKENRY_TOKEN is not set. Pipelines of forks often get no secrets.")
    if not TOKEN.fullmatch(token):
        raise Failure(USAGE, "TOKENRY_TOKEN is not a token value: that is PREFIX.PUBLIC.SECRET, 92 to 102 characters, and "
                             "this has {}".format(len(token)))
    return token


def measured(file):
    """Returns the size and the SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
        size += len(block)
    if not size:
        raise Failure(USAGE, "{} is empty, and a snapshot has at least one byte".format(file.name))
    return size, digest.hexdigest()


def guessed(name):
    kind, compression = mimetypes.guess_type(name)
    if compression:
        return COMPRESSED.get(compression, "application/octet-stream")
    return kind or "application/octet-stream"


def signed_upload(asked, token, body):
    """Requests an upload; returns its id, URL, method and headers."""
    url = "{}/v2/projects/{}/snapshots".format(asked.url, asked.project)

    def request():
        return urllib.request.Request(url, json.dumps(body).encode(), {
            "Authorization": "Api-Token " + token, "Content-Type": "application/json", "Accept": "application/json"})

    status, answer, _ = patiently("Tokenry", request)
    if status != 201:
        raise refusal(status, message_of(answer), url, TOKEN.fullmatch(token).group(1), asked.project)
    signed = json_of(answer)
    missing = {"id", "uploadUrl", "method", "headers"} - signed.keys()
    if missing or not isinstance(signed["headers"], dict) or not is_safe(str(signed["uploadUrl"])):
        raise Failure(REFUSED, "{} answers as Tokenry does not: is --url right?".format(url))
    return signed


def refusal(status, message, url, token_id, project_name):
    if status == 401:
        return Failure(TOKEN_REFUSED, "the token is not accepted: it may be mistyped, expired, disabled or deleted, or "
                                      "its secret was replaced; its id is {}".format(token_id))
    if status == 403:
        return Failure(NOT_ALLOWED, "the token {} may not upload to project {}: {}".format(
            token_id, project_name, message or "no reason is given"))
    if status == 404:
        return Failure(REFUSED, "there is nothing at {} (404): is --url right? It often ends with /api".format(url))
    if status in AWAY:
        return Failure(UNAVAILABLE, "Tokenry is away: {} {}".format(status, message or ""))
    if 300 <= status < 400:
        return Failure(REFUSED, "{} redirects ({}), and a token follows nowhere: is --url right?".format(url, status))
    return Failure(REFUSED, "the request is refused: {} {}".format(status, message or "no reason is given"))


def put(signed, file, size):
    """Sends the file to the presigned URL, without the token."""

    def request():
        file.seek(0)
        return urllib.request.Request(
            signed["uploadUrl"], blocks(file, size), dict(signed["headers"]), method=signed["method"])

    status, answer, tries = patiently("the storage", request)
    # The URL accepts the file once. If the object exists, an earlier attempt stored it and its response was lost.
    if status == 412 and tries > 1:
        return
    if status != 200:
        said = re.findall(rb"<(?:Code|Message)>([^<]*)</", answer)
        reason = ": ".join(part.decode("utf-8", "replace") for part in said) or "no reason is given"
        raise Failure(UNAVAILABLE, "the storage refuses the file: {} {}".format(status, reason))


def blocks(file, size):
    """Yields exactly size bytes, even if the file grows in the meantime."""
    while size:
        block = file.read(min(size, 1 << 16))
        if not block:
            raise Failure(USAGE, "{} became shorter while it was read".format(file.name))
        size -= len(block)
        yield block


def patiently(whom, request):
    """Sends a request, with retries; returns the last status, its body and the number of attempts."""
    for tries in range(1, TRIES + 1):
        wait = 2 ** (tries - 1) * random.uniform(0.8, 1.2)
        try:
            status, headers, answer = send(request())
        except (OSError, http.client.HTTPException) as problem:
            outcome = "{} is not reached: {}".format(whom, getattr(problem, "reason", problem))
            if tries == TRIES or isinstance(getattr(problem, "reason", None), ssl.SSLCertVerificationError):
                raise Failure(UNAVAILABLE, outcome)
        else:
            if status not in AWAY or tries == TRIES:
                return status, answer, tries
            outcome = "{} answers {}".format(whom, status)
            asked = headers.get("Retry-After", "")
            if re.fullmatch("[0-9]{1,9}", asked):
                wait = max(wait, int(asked))
            if wait > LONGEST_WAIT:
                say("{} and asks for {} s, which is too long to wait".format(outcome, asked))
                return status, answer, tries
        say("{}; again in {:.0f} s".format(outcome, wait))
        time.sleep(wait)
    raise AssertionError("the last try returns or raises")


def send(request):
    handlers = [Http, Https, NoRedirect]
    if urllib.parse.urlsplit(request.full_url).scheme == "http":
        # Plain HTTP is used on this machine only, never through a proxy.
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        answer = urllib.request.build_opener(*handlers).open(request, timeout=SOCKET_SECONDS)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return answer.getcode(), answer.headers, answer.read(LARGEST_ANSWER)


def message_of(answer):
    """Returns the message or the violations of an error response."""
    error = json_of(answer).get("error")
    if not isinstance(error, dict):
        return ""
    violations = [each for each in error.get("constraintViolations") or [] if isinstance(each, dict)]
    return "; ".join(str(each.get("message", "")) for each in violations or [error])


def json_of(answer):
    try:
        value = json.loads(answer)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def say(message):
    # Arguments and responses may contain a token value. Only its id is printed.
    print("upload: " + TOKEN.sub(r"\1.(secret)", message), file=sys.stderr, flush=True)


class Failure(Exception):
    """The upload failed; contains the exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """Reports invalid arguments in one line."""

    def error(self, message):
        raise Failure(USAGE, "{} (--help tells more)".format(message))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Does not follow redirects."""

    def redirect_request(self, *_):
        return None


class HearingOut:
    """A connection that reads the response of a server that rejects a body before it is complete."""

    def request(self, *arguments, **named):
        try:
            super().request(*arguments, **named)
        except (BrokenPipeError, ConnectionResetError):
            if self.sock is None:
                raise


class HttpConnection(HearingOut, http.client.HTTPConnection):
    pass


class HttpsConnection(HearingOut, http.client.HTTPSConnection):
    pass


class Http(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(HttpConnection, request)


class Https(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(HttpsConnection, request, context=ssl.create_default_context())


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        say(str(failure))
        sys.exit(failure.code)
    except KeyboardInterrupt:
        sys.exit(130)
