#!/usr/bin/env python3
"""Exchanges the id token of a CI job for a Tokenry token, runs a command with it, and deletes it when the command ends.

    TOKENRY_ID_TOKEN=... exchange.py --url https://HOST/api --trust ci-alpha -- python3 ci/upload.py ...

The command receives the token in the environment variable TOKENRY_TOKEN, and no id token. The id token is read from
the environment variable TOKENRY_ID_TOKEN or from --id-token-file, never from an argument, because every process of a
machine can read arguments. It is sent to --url only. Neither token is printed or written to a file. The token is
deleted whether the command succeeds, fails or is stopped by SIGTERM, SIGINT or SIGHUP; after SIGKILL it expires within
minutes. The usual variables configure a proxy (HTTPS_PROXY, NO_PROXY). Requires Python 3.8 or newer and nothing else.

exit codes:
  that of the command, if it was run; else, with a message that begins with "exchange:"
  2    an argument or the id token is invalid; nothing was sent
  3    the id token is not accepted: the log contains the reason under the request id of the message
  5    the request is rejected for another reason, or --url is not the URL of Tokenry
  6    Tokenry is unavailable after several attempts
  127  the command was not found
"""
import argparse
import base64
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TOKEN = re.compile(r"([a-z0-9]{2,12}\.[A-Z2-7]{24})\.[A-Z2-7]{64}", re.ASCII)
ID_TOKEN = re.compile(r"[\w-]+(?:\.[\w-]+){2}", re.ASCII)
JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# With Retry-After, these say that nothing was created. Other responses, or none, can follow an exchange that was made.
RETRYABLE_STATUSES = (429, 503)
# After a deletion. 401: the token has expired, or was deleted or disabled since then.
GONE_STATUSES = (204, 401, 404)
MAX_ATTEMPTS = 4
MAX_DELETIONS = 3
MAX_WAIT_SECONDS = 60
SOCKET_TIMEOUT_SECONDS = 30
MAX_RESPONSE_BYTES = 1 << 20
FORWARDED_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]

USAGE, NOT_ACCEPTED, REJECTED, UNAVAILABLE, NOT_FOUND = 2, 3, 5, 6, 127


def main():
    args = parse_arguments()
    for number in FORWARDED_SIGNALS:
        signal.signal(number, stop)
    token, expiration = exchange(args)
    try:
        log("token {} for this command, valid until {}".format(id_of(token), expiration))
        return run(args.command, token)
    finally:
        delete(args.url, token)


def parse_arguments():
    description, codes = __doc__.split("exit codes:")
    parser = Parser(
        description=description, epilog="exit codes:" + codes, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, type=base_url, help="base URL of the API: https://HOST/api")
    parser.add_argument("--trust", required=True, type=plain, help="the trust that says which token this job receives")
    parser.add_argument("--scope", type=plain, help="scopes separated by blanks; default: all that the trust gives")
    parser.add_argument("--id-token-file", metavar="FILE", help="file with the id token; default: TOKENRY_ID_TOKEN")
    parser.add_argument("--show-claims", action="store_true",
                        help="print the claims of an id token that is not accepted, for the operation explain")
    parser.add_argument("command", metavar="COMMAND", nargs="+", help="the command and its arguments, after --")
    return parser.parse_args()


def plain(text):
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty; is the variable set?")
    return text


def base_url(text):
    try:
        parts = urllib.parse.urlsplit(plain(text))
        host = parts.hostname
    except ValueError:
        host = None
    if not host or not (parts.scheme == "https" or parts.scheme == "http" and host in LOCAL_HOSTS):
        raise argparse.ArgumentTypeError("must begin with https:// (http:// for this machine only) and contain a host")
    if parts.query or parts.fragment or "@" in parts.netloc or not re.fullmatch(r"[!-~]+", text):
        raise argparse.ArgumentTypeError("must not contain a user, query, fragment, or white space")
    return text.rstrip("/")


def exchange(args):
    """Returns the token and when it expires."""
    url = args.url + "/v2/token"
    for attempt in range(1, MAX_ATTEMPTS + 1):
        # Read each time, because a file can contain a newer one.
        id_token = read_id_token(args.id_token_file)
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
            "subject_token": id_token,
            "audience": args.trust,
        }
        if args.scope:
            form["scope"] = args.scope
        status, headers, body = send(urllib.request.Request(url, urllib.parse.urlencode(form).encode(), {
            "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}))
        if status == 200:
            return read_token(body, url)
        wait = retry_after(status, headers)
        if wait is None or attempt == MAX_ATTEMPTS:
            if args.show_claims:
                log("claims of the id token: " + claims(id_token))
            raise rejection(status, headers, body, url)
        log("Tokenry returned {}; retrying in {} s".format(status, wait))
        time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def read_id_token(file_name):
    source = file_name or "TOKENRY_ID_TOKEN"
    try:
        if file_name:
            with open(file_name, encoding="ascii") as file:
                text = file.read().strip()
        else:
            text = os.environ.get(source, "").strip()
    except (OSError, ValueError) as error:
        raise Failure(USAGE, "{} cannot be read: {}".format(source, getattr(error, "strerror", "it is not ASCII")))
    if not text:
        raise Failure(USAGE, "{} is empty: does this job receive an id token?".format(source))
    if not ID_TOKEN.fullmatch(text):
        raise Failure(USAGE, "{} is not an id token: expected three parts with dots between them".format(source))
    return text


def read_token(body, url):
    json_object = parse_json(body)
    token = json_object.get("access_token")
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Failure(REJECTED, "{} returned no token; check --url".format(url))
    return token, json_object.get("expirationDate", "it expires")


def retry_after(status, headers):
    """Returns the seconds after which the request may be sent again, or None."""
    value = headers.get("Retry-After", "")
    is_retryable = status in RETRYABLE_STATUSES and re.fullmatch("[0-9]{1,9}", value)
    return int(value) if is_retryable and int(value) <= MAX_WAIT_SECONDS else None


def rejection(status, headers, body, url):
    error = parse_json(body)
    envelope = error.get("error")
    reason = error.get("error_description") or (envelope.get("message") if isinstance(envelope, dict) else None)
    message = "Tokenry returned {}: {}".format(status, reason or "no reason is given")
    request_id = headers.get("x-amzn-RequestId")
    if request_id:
        message += " (request {})".format(request_id)
    if 300 <= status < 400:
        return Failure(REJECTED, "{} redirects ({}), which is not followed; check --url".format(url, status))
    if status == 404:
        return Failure(REJECTED, "{} was not found (404); check --url, which often ends with /api".format(url))
    if status == 400 and isinstance(envelope, str):
        return Failure(NOT_ACCEPTED, message)
    return Failure(UNAVAILABLE if status == 429 or status >= 500 else REJECTED, message)


def claims(id_token):
    payload = id_token.split(".")[1]
    try:
        decoded = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return "they are not JSON"
    return json.dumps(decoded)


def run(command, token):
    """Runs the command and forwards signals to it; returns its exit code."""
    process, early = None, []

    def forward(number, _):
        if process:
            process.send_signal(number)
        else:
            early.append(number)

    for number in FORWARDED_SIGNALS:
        signal.signal(number, forward)
    environment = {name: value for name, value in os.environ.items() if name != "TOKENRY_ID_TOKEN"}
    try:
        process = subprocess.Popen(command, env=dict(environment, TOKENRY_TOKEN=token))
    except OSError as error:
        raise Failure(NOT_FOUND, "{} cannot be run: {}".format(command[0], error.strerror))
    for number in early:
        process.send_signal(number)
    code = process.wait()
    return code if code >= 0 else 128 - code


def delete(url, token):
    """Deletes the token with itself as the credential. The exit code stays that of the command: the token expires."""
    token_id = id_of(token)
    request = urllib.request.Request(
        "{}/v2/apiTokens/{}".format(url, token_id), method="DELETE", headers={"Authorization": "Api-Token " + token})
    for attempt in range(1, MAX_DELETIONS + 1):
        try:
            status, _, _ = send(request)
            outcome = "Tokenry returned {}".format(status)
        except Failure as failure:
            status, outcome = None, str(failure)
        if status in GONE_STATUSES:
            return log("token {} is deleted".format(token_id))
        if attempt < MAX_DELETIONS:
            time.sleep(attempt)
    return log("token {} was not deleted; it stays valid until it expires: {}".format(token_id, outcome))


def send(request):
    """Sends a request once; returns status, headers and body."""
    handlers = [NoRedirect]
    if urllib.parse.urlsplit(request.full_url).scheme == "http":
        # Plain HTTP is used on this machine only, never through a proxy.
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        try:
            response = urllib.request.build_opener(*handlers).open(request, timeout=SOCKET_TIMEOUT_SECONDS)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.getcode(), response.headers, response.read(MAX_RESPONSE_BYTES)
    except (OSError, http.client.HTTPException) as error:
        # It is unknown whether the request was processed. An exchange is therefore not repeated.
        raise Failure(UNAVAILABLE, "Tokenry is unreachable: {}".format(getattr(error, "reason", error)))


def parse_json(body):
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def id_of(token):
    return TOKEN.fullmatch(token).group(1)


def stop(number, _):
    """Ends this program by its `finally` blocks."""
    sys.exit(128 + number)


def log(message):
    # Arguments and responses may contain a token. Only its id is printed, and no id token.
    message = JWT.sub("(id token)", TOKEN.sub(r"\1.(secret)", message))
    print("exchange: " + re.sub("[^ -~]", "?", message), file=sys.stderr, flush=True)


class Failure(Exception):
    """No token was received, or the command was not run; contains the exit code."""

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


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        log(str(failure))
        sys.exit(failure.code)
