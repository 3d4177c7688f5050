#!/usr/bin/env python3
"""Uploads one file as a snapshot of a project, with a token of Tokenry, and prints the snapshot's id.

    TOKENRY_TOKEN=... upload.py --url https://HOST/api --project alpha build/site.tar.gz

The token is read from the variable TOKENRY_TOKEN alone: arguments can be seen by every process of a machine. It goes
to --url and nowhere else, and neither it nor the signed address that the file goes to is ever printed. What proxies are
for, the usual variables say (HTTPS_PROXY, NO_PROXY). Python 3.8 or newer, nothing else.

exit codes:
  0  uploaded; standard output is the snapshot's id, all else is on standard error
  2  an argument, the file or TOKENRY_TOKEN cannot be right; nothing was sent
  3  the token is not accepted (401)
  4  the token is accepted, but may not do this (403)
  5  the request is refused for another reason, or --url is not where Tokenry is
  6  Tokenry or the storage is away, after some tries, or the storage refused the file
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
# Asking twice for an upload makes two addresses and no second snapshot, so each of these may be tried again.
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
    parser.add_argument("--url", required=True, type=base_url, help="where Tokenry's API is: https://HOST/api")
    parser.add_argument("--project", required=True, type=project, help="the project that the token is bound to")
    parser.add_argument("--content-type", metavar="TYPE", help="what FILE is, if its name does not tell")
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
    """Whether what is sent there can be read by nobody on the way."""
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
    # A secret that was stored with `echo` ends with a line feed.
    token = environment.get("TOKENRY_TOKEN", "").strip()
    if not token:
        raise Failure(USAGE, "TOKENRY_TOKEN is not set. Pipelines of forks often get no secrets.")
    if not TOKEN.fullmatch(token):
        raise Failure(USAGE, "TOKENRY_TOKEN is no whole token: that is PREFIX.PUBLIC.SECRET, 92 to 102 characters, and "
                             "this has {}".format(len(token)))
    return token


def measured(file):
    """The size of a file and its SHA-256."""
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
    """Asks Tokenry where the file may go; an address, the method and the headers that were signed."""
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
    """Sends the file where Tokenry said, as it said, without the token: the address is signed and needs none."""

    def request():
        file.seek(0)
        return urllib.request.Request(
            signed["uploadUrl"], blocks(file, size), dict(signed["headers"]), method=signed["method"])

    status, answer, tries = patiently("the storage", request)
    # The address takes this one file, once: if it is there already, an earlier try brought it and its answer got lost.
    if status == 412 and tries > 1:
        return
    if status != 200:
        said = re.findall(rb"<(?:Code|Message)>([^<]*)</", answer)
        reason = ": ".join(part.decode("utf-8", "replace") for part in said) or "no reason is given"
        raise Failure(UNAVAILABLE, "the storage refuses the file: {} {}".format(status, reason))


def blocks(file, size):
    """As many bytes as were promised; a file that grows meanwhile must not run into the next request."""
    while size:
        block = file.read(min(size, 1 << 16))
        if not block:
            raise Failure(USAGE, "{} became shorter while it was read".format(file.name))
        size -= len(block)
        yield block


def patiently(whom, request):
    """Sends a request until it is answered, a few times at most; the last status, its body, and the number of tries."""
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
        # Plain HTTP stays on this machine, whatever proxy is set.
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        answer = urllib.request.build_opener(*handlers).open(request, timeout=SOCKET_SECONDS)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return answer.getcode(), answer.headers, answer.read(LARGEST_ANSWER)


def message_of(answer):
    """What an answer in Tokenry's error envelope says is wrong."""
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
    # Whatever comes from elsewhere, an argument or an answer, could hold a token: its id is all that may be seen.
    print("upload: " + TOKEN.sub(r"\1.(secret)", message), file=sys.stderr, flush=True)


class Failure(Exception):
    """Why there is no upload, and the exit code for it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """Says what is wrong with arguments in one line."""

    def error(self, message):
        raise Failure(USAGE, "{} (--help tells more)".format(message))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Makes a redirect an answer like any other."""

    def redirect_request(self, *_):
        return None


class HearingOut:
    """A connection that reads the answer of a server which refused a body before it had all of it."""

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
