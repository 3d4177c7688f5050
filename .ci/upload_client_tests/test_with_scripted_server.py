"""Runs examples/ci/upload.py against failing servers and with arguments for which it must not send anything."""
import json
import time

import pytest

import tokenry
from scripted_server import BEFORE_BODY, LOST, STORED, error, presigned_response, s3_error, scripted_server
from upload_client import A_TOKEN, UploadClient, assert_rejected, assert_uploaded

UNREACHABLE = "https://nowhere.invalid/api"


@pytest.fixture
def client(tmp_path):
    return UploadClient(tmp_path, url=UNREACHABLE)


def test_an_empty_file_is_not_sent(client):
    file = client.file(b"", "empty")
    assert_rejected(client.upload(A_TOKEN, file=file, url=UNREACHABLE), 2, f"{file} is empty")


def test_a_missing_file_is_reported(client):
    assert_rejected(client.upload(A_TOKEN, file=client.folder / "none"), 2, "none cannot be read: No such file")


def test_a_token_is_sent_to_other_hosts_only_over_https(client):
    for url in ("http://tokenry.example/api", "http://localhost.example/api", "ftp://localhost/api", "tokenry/api"):
        assert_rejected(client.upload(A_TOKEN, url=url), 2, "must begin with https://")
    assert_rejected(client.upload(A_TOKEN, url="https://user:word@tokenry.example/api"), 2, "must not contain a user")


PLAIN_URL = "https://tokenry.example/api"


@pytest.mark.parametrize("wrap", [" {}", "{} ", "\t{}", "{}\n", "{}\r\n", "\u00a0{}"])
@pytest.mark.parametrize("setting", ["--url", "--project", "--content-type"])
def test_white_space_around_a_setting_is_reported_at_once(client, setting, wrap):
    run = with_setting(client, setting, wrap)
    assert_rejected(run, 2, f"argument {setting}: must not begin or end with white space")


@pytest.mark.parametrize("wrap", ['"{}"', "'{}'", "\u201c{}\u201d", "`{}`", '"{}', "{}'"])
@pytest.mark.parametrize("setting", ["--url", "--project", "--content-type"])
def test_quotes_around_a_setting_are_reported_at_once(client, setting, wrap):
    assert_rejected(with_setting(client, setting, wrap), 2, f"argument {setting}: must not be enclosed in quotes")


@pytest.mark.parametrize("setting", ["--url", "--project", "--content-type"])
def test_an_empty_setting_is_reported_at_once(client, setting):
    assert_rejected(with_setting(client, setting, ""), 2, f"argument {setting}: must not be empty")


@pytest.mark.parametrize("url", [
    "https://tokenry.example/my api", "https://tokenry.example/api\u200b", "https://tok\nenry.example/api",
    "https://tokenry.example/\"api", "<https://tokenry.example/api>"])
def test_a_url_with_other_characters_is_reported_at_once(client, url):
    assert_rejected(client.upload(A_TOKEN, url=url), 2, "argument --url: must contain only printable ASCII characters")


@pytest.mark.parametrize(
    "content_type", ["gzip", "application/", "a/b/c", "text/plain;", "text/plain; a=b; c=d", "a/\u00e9"])
def test_a_content_type_that_the_api_rejects_is_reported_at_once(client, content_type):
    run = client.upload(A_TOKEN, "--content-type", content_type)
    assert_rejected(run, 2, "argument --content-type: must be a media type such as application/gzip")


@pytest.mark.parametrize(("token", "message"), [
    (f'"{A_TOKEN}"', "must not be enclosed in quotes"), (f"'{A_TOKEN}'", "must not be enclosed in quotes"),
    (f"Api-Token {A_TOKEN}", "must contain the token value only, without Api-Token"),
    (f"bearer {A_TOKEN}", "must contain the token value only, without bearer"),
    (" \n", "is not set")])
def test_an_enclosed_or_prefixed_token_is_reported_at_once(client, token, message):
    assert_rejected(client.upload(token), 2, f"TOKENRY_TOKEN {message}")


def test_a_file_name_may_contain_white_space_and_quotes(client):
    with scripted_server(presigned_response, STORED) as server:
        assert_uploaded(client.upload(A_TOKEN, file=client.file(name=" 'a' file "), url=server.url))


def with_setting(client, setting, wrap):
    """Runs the script with one setting that differs from a valid one."""
    valid = {"--url": PLAIN_URL, "--project": "alpha", "--content-type": "application/gzip"}
    values = valid | {setting: wrap.format(valid[setting])}
    return client.run(A_TOKEN, *(part for pair in values.items() for part in pair))


def test_a_token_among_the_arguments_is_redacted(client):
    for arguments in (["--token=" + A_TOKEN], ["file", A_TOKEN]):
        assert_rejected(client.upload(A_TOKEN, *arguments), 2, "tk0c01." + "A" * 24 + ".(secret)")


def test_a_refused_connection_is_reported_after_retries(client):
    run = client.upload(A_TOKEN, url=f"http://localhost:{tokenry.free_port()}/api")
    assert_rejected(run, 6, "Tokenry is unreachable", "Connection refused")
    assert run.stderr.count("retrying in") == 3, run.stderr


def test_the_violations_of_a_rejected_request_are_printed(client):
    # The script checks its settings itself: only a later release of Tokenry would reject one.
    violations = [{"path": "contentType", "message": "contentType must be a media type"}, {"message": "and another"}]
    body = {"error": {"code": 400, "message": "The request is invalid.", "constraintViolations": violations}}
    with scripted_server((400, {"Content-Type": "application/json"}, json.dumps(body).encode())) as server:
        run = client.upload(A_TOKEN, url=server.url)
    assert_rejected(run, 5, "400 contentType must be a media type; and another")


def test_the_storage_receives_the_signed_headers_and_no_token(client):
    with scripted_server(presigned_response, STORED) as server:
        assert assert_uploaded(client.upload(A_TOKEN, url=server.url)) == "0" * 32
    (_, _, headers), (method, path, sent) = server.requests
    assert headers["Authorization"] == "Api-Token " + A_TOKEN
    assert (method, path) == ("PUT", "/object?X-Amz-Signature=0")
    assert "Authorization" not in sent and A_TOKEN not in str(sent)
    names = {name.lower(): value for name, value in sent.items()}
    assert names.items() >= {"content-type": "application/gzip", "content-length": "7", "if-none-match": "*",
                             "x-amz-checksum-sha256": "c3Vt"}.items(), names
    assert server.bodies[1] == b"content" and json.loads(server.bodies[0])["contentLength"] == 7


def test_an_unavailable_service_is_called_again_after_retry_after(client):
    unavailable = error(503, "Try again in a few seconds.", **{"Retry-After": "2"})
    with scripted_server(unavailable, presigned_response, STORED) as server:
        start = time.monotonic()
        run = client.upload(A_TOKEN, url=server.url)
    assert_uploaded(run)
    assert time.monotonic() - start >= 2 and "returned 503; retrying in 2 s" in run.stderr, run.stderr


def test_an_unavailable_service_is_reported_after_four_attempts(client):
    with scripted_server(*[error(503, "Try again in a few seconds.")] * 4) as server:
        run = client.upload(A_TOKEN, url=server.url)
    assert_rejected(run, 6, "Tokenry is unavailable: 503 Try again in a few seconds.")


def test_a_long_retry_after_is_not_waited_for(client):
    with scripted_server(error(429, "Too many requests.", **{"Retry-After": "3600"})) as server:
        assert_rejected(client.upload(A_TOKEN, url=server.url), 6, "Retry-After 3600 s", "429 Too many requests.")


def test_a_redirect_is_not_followed(client):
    with scripted_server() as other:
        for status in (301, 302, 307, 308):
            with scripted_server((status, {"Location": other.url}, b"")) as server:
                assert_rejected(client.upload(A_TOKEN, url=server.url), 5, "redirects", str(status))
        with scripted_server(presigned_response, (307, {"Location": other.url}, b"")) as server:
            assert_rejected(client.upload(A_TOKEN, url=server.url), 6, "307")
        assert not other.requests


def test_a_response_of_another_server_is_reported(client):
    responses = (200, {}, b"<html>"), (201, {}, b"[]"), (201, {}, b"{}"), (403, {}, b'{"message":"Forbidden"}')
    for response, code in zip(responses, (5, 5, 5, 4), strict=True):
        with scripted_server(response) as server:
            assert_rejected(client.upload(A_TOKEN, url=server.url), code)


def test_an_unencrypted_upload_url_is_not_used(client):
    body = {"id": "0", "uploadUrl": "http://s3.example/", "method": "PUT", "headers": {}}
    with scripted_server((201, {}, json.dumps(body).encode())) as server:
        assert_rejected(client.upload(A_TOKEN, url=server.url), 5, "check --url")


def test_an_error_of_the_storage_is_reported(client):
    with scripted_server(presigned_response, s3_error(403, "AccessDenied", "Request has expired")) as server:
        assert_rejected(client.upload(A_TOKEN, url=server.url), 6, "403 AccessDenied: Request has expired")


def test_an_error_of_the_storage_before_the_body_is_read_is_reported(client):
    denied = s3_error(403, "AccessDenied", "Request has expired", BEFORE_BODY)
    with scripted_server(presigned_response, denied) as server:
        file = client.file(bytes(20_000_000), "large")
        run = client.upload(A_TOKEN, url=server.url, file=file)
        assert_rejected(run, 6, "AccessDenied")


def test_a_lost_response_of_the_storage_is_no_failure(client):
    with scripted_server(presigned_response, LOST, s3_error(412, "PreconditionFailed", "did not hold")) as server:
        assert_uploaded(client.upload(A_TOKEN, url=server.url))
    with scripted_server(presigned_response, s3_error(412, "PreconditionFailed", "did not hold")) as server:
        assert_rejected(client.upload(A_TOKEN, url=server.url), 6, "PreconditionFailed")


def test_a_throttling_storage_receives_the_complete_file_again(client):
    throttled = s3_error(503, "SlowDown", "Please reduce your request rate.")
    with scripted_server(presigned_response, throttled, STORED) as server:
        assert_uploaded(client.upload(A_TOKEN, url=server.url))
    assert server.bodies[1:] == [b"content"] * 2


def test_requests_to_localhost_use_no_proxy(client):
    with scripted_server() as proxy, scripted_server(presigned_response, STORED) as server:
        assert_uploaded(client.upload(A_TOKEN, url=server.url, http_proxy=proxy.url, no_proxy=""))
        assert not proxy.requests


def test_a_server_with_an_untrusted_certificate_receives_nothing(client):
    with scripted_server(certificate=client.certificate()) as server:
        run = client.upload(A_TOKEN, url=server.url, no_proxy="localhost")
        assert_rejected(run, 6, "Tokenry is unreachable", "CERTIFICATE_VERIFY_FAILED")
        assert "retrying in" not in run.stderr and not server.requests, run.stderr


def test_a_server_with_a_trusted_certificate_receives_the_file(client):
    certificate = client.certificate()
    with scripted_server(presigned_response, STORED, certificate=certificate) as server:
        run = client.upload(A_TOKEN, url=server.url, no_proxy="localhost", SSL_CERT_FILE=str(certificate))
        assert_uploaded(run)
        assert server.bodies[1] == b"content"
