"""Rotates a token of Tokenry that is stored in AWS Secrets Manager.

The secret is JSON with `endpoint` (the URL of the API), `id` and `token`. The token gives itself a new value, and the
previous value works until the end of the overlap. Secrets Manager invokes this function once for each of four steps,
and begins again with the first one after a failure, so that every step can be repeated.

No token value, response or version id is logged: a version id is the idempotency key with which a rotation that was
interrupted gets another value.
"""
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request

import boto3

TOKEN = re.compile(r"([a-z0-9]{2,12}\.[A-Z2-7]{24})\.[A-Z2-7]{64}", re.ASCII)
REASON = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
PARTS = ("endpoint", "id", "token")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
TIMEOUT_SECONDS = 10
MAX_RESPONSE_BYTES = 1 << 16


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Does not follow redirects, because the token would follow them, too."""

    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(NoRedirect)
secrets_manager = boto3.client("secretsmanager")


def handler(event, _context):
    step = STEPS.get(event["Step"].replace("_secret", "Secret"))
    if step is None:
        raise ValueError(f"The step {event['Step']!a} is not known")
    labels = labels_of_versions(event).get(event["ClientRequestToken"], [])
    if "AWSCURRENT" in labels:
        outcome = "the rotation is complete"
    elif "AWSPENDING" in labels:
        outcome = step(event)
    else:
        raise ValueError("The version of this rotation does not have the label AWSPENDING")
    print(f"{event['Step']}: {outcome}")


def create_secret(event):
    """Gives the token a new value and stores it as the pending version, unless an earlier attempt did."""
    if pending_value(event):
        return "the pending version has a value"
    current = current_value(event)
    # If an earlier response was lost, this is the previous value by now. Within the overlap, it may repeat this very
    # request, with the same key and body, as long as the lost value was not used.
    response = call(current, "POST", "/regenerate", {"overlapSeconds": int(os.environ["OVERLAP_SECONDS"])},
                    {"Idempotency-Key": event["ClientRequestToken"]})
    if "token" not in response:
        raise RuntimeError(f"{current['id']} was regenerated with this key before, and its value is lost")
    pending = parse(json.dumps({**current, "token": response["token"]}))
    # Required if the secret is in another account.
    rotation_token = {"RotationToken": event["RotationToken"]} if event.get("RotationToken") else {}
    secrets_manager.put_secret_value(
        SecretId=event["SecretId"], ClientRequestToken=event["ClientRequestToken"], VersionStages=["AWSPENDING"],
        SecretString=json.dumps(pending), **rotation_token)
    # From its first use on, no repetition of the request replaces the value that is stored now.
    require_works(pending)
    return f"{current['id']} has a new value"


def set_secret(_event):
    """Does nothing: the new value works since it was created."""
    return "nothing to do"


def test_secret(event):
    """Uses the pending value. When rotation is configured, this step runs alone, before there is a pending value."""
    pending = pending_value(event)
    require_works(pending or current_value(event))
    return "the pending value works" if pending else "the current value works; there is no pending value yet"


def finish_secret(event):
    """Makes the pending version the current one."""
    if not pending_value(event):
        raise ValueError("The pending version has no value")
    [current_version] = [version for version, labels in labels_of_versions(event).items() if "AWSCURRENT" in labels]
    secrets_manager.update_secret_version_stage(
        SecretId=event["SecretId"], VersionStage="AWSCURRENT", MoveToVersionId=event["ClientRequestToken"],
        RemoveFromVersionId=current_version)
    return "the pending version is the current one"


# By their names in events. The documentation of Secrets Manager also writes `create_secret`: the handler accepts both.
STEPS = {
    "createSecret": create_secret, "setSecret": set_secret, "testSecret": test_secret, "finishSecret": finish_secret}


def labels_of_versions(event):
    """Returns the labels of each version of the secret that has any."""
    secret = secrets_manager.describe_secret(SecretId=event["SecretId"])
    if not secret.get("RotationEnabled"):
        raise ValueError("Rotation of the secret is not enabled")
    return secret.get("VersionIdsToStages", {})


def pending_value(event):
    """Returns the value of the pending version; None if it has none."""
    try:
        return parse(secrets_manager.get_secret_value(
            SecretId=event["SecretId"], VersionId=event["ClientRequestToken"],
            VersionStage="AWSPENDING").get("SecretString"))
    except secrets_manager.exceptions.ResourceNotFoundException:
        return None


def current_value(event):
    return parse(secrets_manager.get_secret_value(
        SecretId=event["SecretId"], VersionStage="AWSCURRENT").get("SecretString"))


def parse(text):
    """Returns the parts of a secret. The messages of its errors contain none of them."""
    try:
        secret = json.loads(text or "")
    except ValueError:
        secret = None
    if not isinstance(secret, dict) or not all(isinstance(secret.get(name), str) for name in PARTS):
        raise ValueError("The secret must be JSON with the strings endpoint, id and token")
    url = urllib.parse.urlsplit(secret["endpoint"])
    if not url.hostname or not (url.scheme == "https" or url.scheme == "http" and url.hostname in LOCAL_HOSTS):
        raise ValueError("endpoint must begin with https:// (http:// for this machine only) and contain a host")
    # What is no token value would also appear in the errors of the HTTP client.
    token = TOKEN.fullmatch(secret["token"])
    if not token or token.group(1) != secret["id"]:
        raise ValueError("token must be a token value, without blanks or line ends, and id its first two parts")
    return secret


def require_works(secret):
    """Uses a token value: every token can read its own record."""
    if call(secret, "GET", "").get("id") != secret["id"]:
        raise RuntimeError(f"The endpoint did not return the record of {secret['id']}")


def call(secret, method, operation, body=None, headers=None):
    """Calls an operation of the token with the token itself. Returns the response, which must be a JSON object."""
    url = f"{secret['endpoint'].rstrip('/')}/v2/apiTokens/{secret['id']}{operation}"
    request = urllib.request.Request(url, body and json.dumps(body).encode(), method=method, headers={
        "Authorization": f"Api-Token {secret['token']}", "Content-Type": "application/json", **(headers or {})})
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            content = response.read(MAX_RESPONSE_BYTES)
    except urllib.error.HTTPError as error:
        with error:
            content, failure = error.read(MAX_RESPONSE_BYTES), f"{method} {url}: {error.code}"
        # The reason alone: if the endpoint is wrong, anything can be in the response, the request included.
        reason = json_object(json_object(content).get("error")).get("reason")
        raise RuntimeError(f"{failure} {reason if REASON.fullmatch(str(reason)) else ''}".strip()) from None
    return json_object(content)


def json_object(value):
    """Returns a JSON object, which may be text; an empty one for anything else."""
    try:
        value = json.loads(value) if isinstance(value, bytes) else value
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {}
