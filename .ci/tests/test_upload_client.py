import subprocess
import urllib.error
import urllib.request

import pytest

from scripted_server import STORED, error, presigned_response, s3_error, scripted_server
from upload_client import A_TOKEN, assert_prints_no_secret, assert_rejected, assert_uploaded

SNAPSHOT = "0123456789abcdef" * 2


def ended(code=0, stdout="", stderr=""):
    return subprocess.CompletedProcess([], code, stdout, stderr)


@pytest.mark.parametrize("run", [
    ended(stdout=A_TOKEN), ended(stderr=A_TOKEN), ended(stderr="https://s3/x?X-Amz-Signature=0"),
    ended(stderr="Traceback (most recent call last)")])
def test_a_printed_secret_signed_url_or_traceback_fails(run):
    with pytest.raises(AssertionError, match="prints "):
        assert_prints_no_secret(run)


def test_the_id_of_a_token_may_be_printed():
    assert_prints_no_secret(ended(stderr=A_TOKEN.rpartition(".")[0]))


def test_a_rejection_has_its_exit_code_and_each_part_on_standard_error_alone():
    run = ended(3, "", "401 for the token tk0c01.A")
    assert_rejected(run, 3, "401", "tk0c01.A")
    for code, parts, other in (4, ["401"], run), (3, ["403"], run), (3, ["401"], ended(3, "out", run.stderr)):
        with pytest.raises(AssertionError):
            assert_rejected(other, code, *parts)


def test_an_upload_prints_the_snapshot_alone():
    assert assert_uploaded(ended(0, SNAPSHOT + "\n")) == SNAPSHOT
    for run in ended(0, SNAPSHOT), ended(0, f"id {SNAPSHOT}\n"), ended(1, SNAPSHOT + "\n"):
        with pytest.raises(AssertionError):
            assert_uploaded(run)


def put(server, path="/a", body=b"content"):
    with urllib.request.urlopen(urllib.request.Request(server.url + path, body, method="PUT"), timeout=10) as response:
        return response.status, response.read()


def test_scripted_responses_are_sent_in_order_and_requests_are_recorded():
    with scripted_server(STORED, (201, {"A": "b"}, b"body")) as server:
        assert [put(server), put(server, "/b", b"more")] == [(200, b""), (201, b"body")]
    assert [request[:2] for request in server.requests] == [("PUT", "/a"), ("PUT", "/b")]
    assert server.bodies == [b"content", b"more"]


def test_a_response_that_is_not_requested_fails():
    with pytest.raises(AssertionError, match="no request for"), scripted_server(STORED):
        pass


def test_a_response_may_contain_the_url_of_its_server():
    with scripted_server(presigned_response) as server:
        status, body = put(server)
    assert status == 201
    assert f'"uploadUrl": "{server.url}/object?'.encode() in body


@pytest.mark.parametrize(("response", "expected"), [
    (error(429, "Too many", **{"Retry-After": "1"}), b'{"error": {"code": 429, "message": "Too many"}}'),
    (s3_error(429, "SlowDown", "Wait"), b"<Code>SlowDown</Code><Message>Wait</Message>"),
])
def test_errors_have_the_form_of_tokenry_and_of_s3(response, expected):
    with scripted_server(response) as server, pytest.raises(urllib.error.HTTPError) as raised:
        put(server)
    assert raised.value.code == 429
    assert expected in raised.value.read()
