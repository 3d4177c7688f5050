"""Runs examples/ci/upload.py and examples/agents/create-token against Tokenry."""
import os
import time
import urllib.parse
from datetime import datetime, timedelta

import pytest

from upload_client import A_TOKEN, assert_rejected, assert_uploaded


@pytest.fixture
def client(tokenry_client):
    return tokenry_client


def test_a_file_is_stored_unchanged(client):
    content = os.urandom(5_000_001)
    run = client.upload(client.create_token()["token"], file=client.file(content))
    assert client.stored(assert_uploaded(run)) == content
    assert "5000001 bytes of application/gzip" in run.stderr, run.stderr


def test_a_session_token_of_the_greatest_length_reaches_the_storage(client):
    # The local stack signs with a session token of 4,096 characters, the greatest length of AWS.
    upload = client.call("POST", "projects/alpha/snapshots", {"contentType": "a/b", "contentLength": 1},
                         client.create_token()["token"])
    [session_token] = urllib.parse.parse_qs(urllib.parse.urlsplit(upload["uploadUrl"]).query)["X-Amz-Security-Token"]
    assert len(session_token) == 4096


def test_uploading_the_same_file_again_creates_a_second_snapshot(client):
    token = client.create_token()["token"]
    assert assert_uploaded(client.upload(token)) != assert_uploaded(client.upload(token))


def test_the_content_type_can_be_set(client):
    run = client.upload(client.create_token()["token"], "--content-type", "text/markdown; charset=utf-8")
    assert_uploaded(run)
    assert "of text/markdown; charset=utf-8" in run.stderr, run.stderr


def test_a_token_with_a_trailing_line_feed_is_accepted(client):
    assert_uploaded(client.upload(client.create_token()["token"] + "\n"))


def test_the_curl_example_uploads(client):
    run = client.curl_example(client.create_token()["token"])
    assert client.stored(assert_uploaded(run)) == (client.folder / "site.tar.gz").read_bytes()


def test_the_curl_example_prints_the_error_message(client):
    run = client.curl_example(client.create_token(project="beta")["token"])
    assert run.returncode and "Token is not bound to this project." in run.stdout + run.stderr, run.stdout + run.stderr


def test_a_token_of_another_project_is_rejected(client):
    created = client.create_token(project="beta")
    run = client.upload(created["token"])
    assert_rejected(run, 4, created["id"], "project alpha", "Token is not bound to this project.")


def test_a_token_without_the_scope_is_rejected_with_the_scope(client):
    created = client.create_token(scopes=["metrics.read"])
    run = client.upload(created["token"])
    assert_rejected(run, 4, created["id"], "Token is missing required scope", "snapshots.upload")


def test_a_disabled_token_is_rejected(client):
    created = client.create_token()
    client.call("PUT", f"apiTokens/{created['id']}", {"enabled": False})
    assert_rejected(client.upload(created["token"]), 3, created["id"], "expired, disabled or deleted")


def test_an_expired_token_is_rejected(client):
    created = client.create_token(expirationDate=int(time.time() * 1000) + 1500)
    time.sleep(1.6)
    assert_rejected(client.upload(created["token"]), 3, created["id"], "expired, disabled or deleted")


def test_a_deleted_token_is_rejected(client):
    created = client.create_token()
    client.call("DELETE", f"apiTokens/{created['id']}", {})
    assert_rejected(client.upload(created["token"]), 3, created["id"])


def test_a_replaced_secret_is_rejected(client):
    created = client.create_token()
    client.call("POST", f"apiTokens/{created['id']}/regenerate", {})
    assert_rejected(client.upload(created["token"]), 3, created["id"], "its secret was replaced")


def test_a_mistyped_token_is_rejected(client):
    created = client.create_token()
    last = "A" if created["token"][-1] != "A" else "B"
    assert_rejected(client.upload(created["token"][:-1] + last), 3, created["id"], "mistyped")


def test_an_incomplete_token_is_not_sent(client):
    created = client.create_token()
    assert_rejected(client.upload(created["id"], url="https://nowhere.invalid/api"), 2, "not a valid token value")
    assert_rejected(client.upload("", url="https://nowhere.invalid/api"), 2, "TOKENRY_TOKEN is not set")


def test_a_wrong_url_path_is_reported(client):
    assert_rejected(client.upload(A_TOKEN, url=client.url + "/x"), 5, "404", "check --url")


def test_an_agent_gets_a_token_of_its_own(client):
    client.call("PUT", "scopes/orders.read", {"description": "Read orders"})
    run = client.create_agent_token("support", "alpha", "orders.read")
    assert run.returncode == 0, run.stderr
    record = client.call("GET", f"apiTokens/{run.stdout.strip().rsplit('.', 1)[0]}", None)
    assert record["owner"] == "agent-support" and record["project"] == "alpha" and record["scopes"] == ["orders.read"]
    lifetime = datetime.fromisoformat(record["expirationDate"]) - datetime.fromisoformat(record["creationDate"])
    # From when the request was read, which is before the creation.
    assert timedelta(days=30) - timedelta(seconds=10) < lifetime <= timedelta(days=30)
    assert "allowedIps" not in record


def test_the_token_of_an_agent_can_be_restricted(client):
    client.call("PUT", "scopes/orders.read", {"description": "Read orders"})
    run = client.create_agent_token(
        "support", "alpha", "orders.read", TOKENRY_ALLOWED_IPS="192.0.2.0/24,2001:db8::1",
        TOKENRY_EXPIRATION="2099-01-01T00:00Z")
    assert run.returncode == 0, run.stderr
    record = client.call("GET", f"apiTokens/{run.stdout.strip().rsplit('.', 1)[0]}", None)
    assert record["allowedIps"] == ["192.0.2.0/24", "2001:db8::1"]
    assert record["expirationDate"] == "2099-01-01T00:00:00.000Z"


def test_an_agent_with_an_unknown_scope_gets_no_token(client):
    run = client.create_agent_token("support", "alpha", "orders.raed")
    assert run.returncode == 1 and run.stdout == "" and "unknown scope" in run.stderr, run.stderr
