#!/usr/bin/env python3
"""Uploads one file as a snapshot of a project and prints the id of the snapshot.

    TOKENRY_TOKEN=... upload.py --url https://HOST/api --project alpha build/site.tar.gz

The token is read from the environment variable TOKENRY_TOKEN only, because every process of a machine can read
arguments. It is sent to --url only. Neither the token nor the presigned URL of the upload is printed. The usual
variables configure a proxy (HTTPS_PROXY, NO_PROXY). Requires Python 3.8 or newer and nothing else.

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
PRINTABLE = re.compile(r"[!#-&(-;=?-_a-~]+", re.ASCII)
RESTRICTED_NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}"
MEDIA_TYPE = re.compile(r"%(name)s/%(name)s(?:; ?%(name)s=%(name)s)?" % {"name": RESTRICTED_NAME}, re.ASCII)
QUOTES = "\"'`\u2018\u2019\u201c\u201d"
COMPRESSED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# Repeating the request is safe: it creates a second URL but no second snapshot.
RETRYABLE_STATUSES = (429, 500, 502, 503, 504)
MAX_ATTEMPTS = 4
MAX_WAIT_SECONDS = 60
SOCKET_TIMEOUT_SECONDS = 60
MAX_RESPONSE_BYTES = 1 << 20

USAGE, UNAUTHENTICATED, FORBIDDEN, REJECTED, UNAVAILABLE = 2, 3, 4, 5, 6


def main():
    args = parse_arguments()
    token = read_token(os.environ)
    try:
        with open(args.file, "rb") as file:
            size, sha256 = measure(file)
            content_type = args.content_type or guess_content_type(args.file)
            signed = create_upload(args, token, {"contentType": content_type, "contentLength": size, "sha256": sha256})
            log("uploading {} bytes of {} to project {}".format(size, content_type, args.project))
            put(signed, file, size)
    except OSError as error:
        raise Failure(USAGE, "{} cannot be read: {}".format(args.file, error.strerror))
    print(signed["id"])


def parse_arguments():
    description, codes = __doc__.split("exit codes:")
    parser = Parser(
        description=description, epilog="exit codes:" + codes, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, type=base_url, help="base URL of the API: https://HOST/api")
    parser.add_argument("--project", required=True, type=project, help="the project that the token is bound to")
    parser.add_argument("--content-type", metavar="TYPE", type=content_type,
                        help="media type of FILE; default: derived from its name")
    parser.add_argument("file", metavar="FILE", type=file_name)
    return parser.parse_args()


def require_plain(text):
    """Rejects what a shell or a YAML file often leaves in a setting, and what no setting may contain."""
    if not text:
        raise argparse.ArgumentTypeError("must not be empty; is the variable set?")
    if text != text.strip():
        raise argparse.ArgumentTypeError("must not begin or end with white space or a line end: {!a}".format(text))
    if text[0] in QUOTES or text[-1] in QUOTES:
        raise argparse.ArgumentTypeError("must not be enclosed in quotes: {}".format(text))


def base_url(text):
    require_plain(text)
    if not PRINTABLE.fullmatch(text):
        raise argparse.ArgumentTypeError(
            "must contain only printable ASCII characters, and no white space, quotes or angle brackets: {!a}"
            .format(text))
    if not is_safe(text):
        raise argparse.ArgumentTypeError("must begin with https:// (http:// for this machine only) and contain a host")
    parts = urllib.parse.urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise argparse.ArgumentTypeError("must not contain a user, query or fragment")
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
    require_plain(text)
    if not PROJECT.fullmatch(text):
        raise argparse.ArgumentTypeError("must be 1 to 63 characters (a-z, 0-9, _, -) and begin with a letter or digit")
    return text


def content_type(text):
    require_plain(text)
    if not MEDIA_TYPE.fullmatch(text):
        raise argparse.ArgumentTypeError("must be a media type such as application/gzip, not {!a}".format(text))
    return text


def file_name(text):
    # A file name may contain white space and quotes.
    if not text:
        raise argparse.ArgumentTypeError("must not be empty; is the variable set?")
    return text


def read_token(environment):
    # A secret that was stored with `echo` ends with a line feed.
    token = environment.get("TOKENRY_TOKEN", "").strip()
    if not token:
        raise Failure(USAGE, "TOKENRY_TOKEN is not set. Pipelines of forks often get no secrets.")
    if token[0] in QUOTES or token[-1] in QUOTES:
        raise Failure(USAGE, "TOKENRY_TOKEN must not be enclosed in quotes")
    if re.match("(?i)(api-token|bearer)\\s", token):
        raise Failure(USAGE, "TOKENRY_TOKEN must contain the token value only, without {}".format(token.split()[0]))
    if not TOKEN.fullmatch(token):
        raise Failure(USAGE, "TOKENRY_TOKEN is not a valid token value: expected PREFIX.PUBLIC.SECRET with 92 to 102 "
                             "characters, but it has {}".format(len(token)))
    return token


def measure(file):
    """Returns the size and the SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
        size += len(block)
    if not size:
        raise Failure(USAGE, "{} is empty, but a snapshot must have at least one byte".format(file.name))
    return size, digest.hexdigest()


def guess_content_type(name):
    media_type, compression = mimetypes.guess_type(name)
    if compression:
        return COMPRESSED.get(compression, "application/octet-stream")
    return media_type or "application/octet-stream"


def create_upload(args, token, upload):
    """Requests an upload; returns its id, URL, method and headers."""
    url = "{}/v2/projects/{}/snapshots".format(args.url, args.project)

    def request():
        return urllib.request.Request(url, json.dumps(upload).encode(), {
            "Authorization": "Api-Token " + token, "Content-Type": "application/json", "Accept": "application/json"})

    status, body, _ = send_with_retries("Tokenry", request)
    if status != 201:
        raise request_failure(status, error_message(body), url, TOKEN.fullmatch(token).group(1), args.project)
    signed = parse_json(body)
    missing = {"id", "uploadUrl", "method", "headers"} - signed.keys()
    if missing or not isinstance(signed["headers"], dict) or not is_safe(str(signed["uploadUrl"])):
        raise Failure(REJECTED, "{} returned an unexpected response; check --url".format(url))
    return signed


def request_failure(status, message, url, token_id, project_name):
    if status == 401:
        return Failure(UNAUTHENTICATED, "the token is rejected: it may be mistyped, expired, disabled or deleted, or "
                                        "its secret was replaced; its id is {}".format(token_id))
    if status == 403:
        return Failure(FORBIDDEN, "the token {} is not permitted to upload to project {}: {}".format(
            token_id, project_name, message or "no reason is given"))
    if status == 404:
        return Failure(REJECTED, "{} was not found (404); check --url, which often ends with /api".format(url))
    if status in RETRYABLE_STATUSES:
        return Failure(UNAVAILABLE, "Tokenry is unavailable: {} {}".format(status, message or ""))
    if 300 <= status < 400:
        return Failure(REJECTED, "{} redirects ({}), which is not followed; check --url".format(url, status))
    return Failure(REJECTED, "the request is rejected: {} {}".format(status, message or "no reason is given"))


def put(signed, file, size):
    """Sends the file to the presigned URL, without the token."""

    def request():
        file.seek(0)
        return urllib.request.Request(
            signed["uploadUrl"], blocks(file, size), dict(signed["headers"]), method=signed["method"])

    status, body, attempts = send_with_retries("the storage", request)
    # The URL accepts the file once. If the object exists, an earlier attempt stored it and its response was lost.
    if status == 412 and attempts > 1:
        return
    if status != 200:
        details = re.findall(rb"<(?:Code|Message)>([^<]*)</", body)
        reason = ": ".join(part.decode("utf-8", "replace") for part in details) or "no reason is given"
        raise Failure(UNAVAILABLE, "the storage rejected the file: {} {}".format(status, reason))


def blocks(file, size):
    """Yields exactly size bytes, even if the file grows in the meantime."""
    while size:
        block = file.read(min(size, 1 << 16))
        if not block:
            raise Failure(USAGE, "{} was truncated while it was read".format(file.name))
        size -= len(block)
        yield block


def send_with_retries(service, request):
    """Sends a request, with retries; returns the last status, its body and the number of attempts."""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        wait = 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
        try:
            status, headers, body = send(request())
        except (OSError, http.client.HTTPException) as error:
            outcome = "{} is unreachable: {}".format(service, getattr(error, "reason", error))
            if attempt == MAX_ATTEMPTS or isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
                raise Failure(UNAVAILABLE, outcome)
        else:
            if status not in RETRYABLE_STATUSES or attempt == MAX_ATTEMPTS:
                return status, body, attempt
            outcome = "{} returned {}".format(service, status)
            retry_after = headers.get("Retry-After", "")
            if re.fullmatch("[0-9]{1,9}", retry_after):
                wait = max(wait, int(retry_after))
            if wait > MAX_WAIT_SECONDS:
                log("{} with Retry-After {} s, which is too long to wait".format(outcome, retry_after))
                return status, body, attempt
        log("{}; retrying in {:.0f} s".format(outcome, wait))
        time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def send(request):
    handlers = [Http, Https, NoRedirect]
    if urllib.parse.urlsplit(request.full_url).scheme == "http":
        # Plain HTTP is used on this machine only, never through a proxy.
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        response = urllib.request.build_opener(*handlers).open(request, timeout=SOCKET_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.getcode(), response.headers, response.read(MAX_RESPONSE_BYTES)


def error_message(body):
    """Returns the message or the violations of an error response."""
    error = parse_json(body).get("error")
    if not isinstance(error, dict):
        return ""
    violations = [each for each in error.get("constraintViolations") or [] if isinstance(each, dict)]
    return "; ".join(str(each.get("message", "")) for each in violations or [error])


def parse_json(body):
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def log(message):
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
        raise Failure(USAGE, "{} (see --help)".format(message))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Does not follow redirects."""

    def redirect_request(self, *_):
        return None


class EarlyResponseMixin:
    """Reads the response of a server that rejects a request before its body is complete."""

    def request(self, *arguments, **keywords):
        try:
            super().request(*arguments, **keywords)
        except (BrokenPipeError, ConnectionResetError):
            if self.sock is None:
                raise


class HttpConnection(EarlyResponseMixin, http.client.HTTPConnection):
    pass


class HttpsConnection(EarlyResponseMixin, http.client.HTTPSConnection):
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
        log(str(failure))
        sys.exit(failure.code)
    except KeyboardInterrupt:
        sys.exit(130)
