"""Runs exchange.py and the GitHub action against a strict server in the place of Tokenry: see token_endpoint.py."""
import signal
import subprocess
import sys
import time

import pytest

import ci_recipes
from ci_recipes import TRUST, assert_deleted, assert_no_secret
from token_endpoint import BEARER, LOST, NOT_ACCEPTED, UNAVAILABLE, envelope, id_token, oauth_error


def exchange(repository, server, *arguments, command=("true",), token=None, **variables):
    """Runs exchange.py alone."""
    token = id_token(aud=server.url, sub="s") if token is None else token
    return repository.run(
        ["python3", "ci/exchange.py", "--url", server.url, "--trust", TRUST, *arguments, "--", *command],
        TOKENRY_ID_TOKEN=token, **variables)


def action(repository, server, *steps, variables=None, **inputs):
    """Runs the GitHub action alone, with steps after it."""
    first = {"id": "tokenry", "uses": f"$/{ci_recipes.ACTION}",
             "with": {"url": "${{ vars.TOKENRY_URL }}", "trust": TRUST} | inputs}
    return repository.github(server.url, server.id_token_url, BEARER, [first, *steps], **variables or {})


NOT_REPEATED = [
    pytest.param(LOST, "Tokenry is unreachable", id="network cut"),
    pytest.param(envelope(503, "It is unknown whether it was made."), "503: It is unknown", id="outcome unknown"),
    pytest.param(envelope(503, "Later.", **{"Retry-After": "3600"}), "503: Later.", id="long wait"),
    pytest.param(envelope(502, "Bad gateway."), "502: Bad gateway.", id="502"),
    pytest.param(oauth_error("invalid_scope", "The trust does not give these."), "400: The trust", id="scope"),
    pytest.param((200, {}, b"<html>"), "no token", id="another server"),
    pytest.param((200, {}, {"access_token": "x\n::add-mask::y"}), "no token", id="another token"),
    pytest.param((302, {"Location": "https://nowhere.invalid/"}, b""), "redirects (302), which is not", id="302"),
    pytest.param((403, {}, b"\xff<html>"), "403: no reason is given", id="no JSON"),
]


@pytest.mark.parametrize(("response", "message"), NOT_REPEATED)
@pytest.mark.parametrize("client", [exchange, action])
def test_other_failures_end_the_job_at_once(repository, server, client, response, message):
    server.exchange_responses.append(response)
    job = client(repository, server)
    assert job.returncode and message in job.log, job.log
    assert len(server.exchanges) == 1 and not server.deleted
    assert "Traceback" not in job.log and "    at " not in job.log, job.log
    assert_no_secret(job.log, server)


@pytest.mark.parametrize("client", [exchange, action])
def test_an_unavailable_service_is_reported_after_four_attempts(repository, server, client):
    server.exchange_responses += [UNAVAILABLE] * 4
    job = client(repository, server)
    assert job.returncode and "Tokenry returned 503: The service is temporarily unavailable." in job.log
    assert job.log.count("retrying in 0 s") == 3


@pytest.mark.parametrize("client", [exchange, action])
def test_a_token_that_cannot_be_deleted_is_reported_and_does_not_fail_the_job(repository, server, client):
    server.delete_responses += [envelope(503, "The service is temporarily unavailable.")] * 3
    job = client(repository, server)
    assert job.returncode == 0, job.log
    assert "was not deleted; it stays valid until it expires: Tokenry returned 503" in job.log


@pytest.mark.parametrize("client", [exchange, action])
def test_a_deletion_is_repeated(repository, server, client):
    server.delete_responses += [LOST, envelope(502, "Bad gateway.")]
    job = client(repository, server)
    assert job.returncode == 0 and "is deleted" in job.log, job.log
    assert_deleted(server)


@pytest.mark.parametrize("client", [exchange, action])
def test_a_token_that_is_deleted_already_is_no_warning(repository, server, client):
    server.delete_responses.append(envelope(401, "Missing or invalid API token."))
    job = client(repository, server)
    assert job.returncode == 0 and "not deleted" not in job.log, job.log


@pytest.mark.parametrize("url", ["http://tokenry.example/api", "https://u@tokenry.example/api", "tokenry", ""])
def test_an_id_token_is_sent_to_other_hosts_only_over_https(repository, server, url):
    run = repository.run(["python3", "ci/exchange.py", "--url", url, "--trust", TRUST, "--", "true"],
                         TOKENRY_ID_TOKEN=id_token(aud=url))
    assert run.returncode == 2 and "exchange: argument --url" in run.log, run.log
    job = action(repository, server, url=url)
    assert job.returncode == 1 and "::error::The input url must begin with https://" in job.log, job.log
    assert not server.exchanges and not server.id_tokens


@pytest.mark.parametrize("client", [exchange, action])
def test_scopes_are_requested_by_name(repository, server, client):
    arguments = {"scope": "snapshots.upload"} if client is action else {}
    job = client(repository, server, *([] if arguments else ["--scope", "snapshots.upload"]), **arguments)
    assert job.returncode == 0, job.log
    assert server.exchanges[0]["scope"] == "snapshots.upload"


# GitHub


def test_the_action_masks_each_secret_before_anything_else(repository, server):
    job = action(repository, server, {"run": "echo done"})
    [token] = server.deleted
    assert ci_recipes.masks(job.log) == [server.id_tokens[0], token, token.rsplit(".", 1)[1]]
    assert all(line.startswith("::add-mask::") for line in job.log.splitlines()[:3]), job.log


def test_the_action_hands_on_token_and_id(repository, server):
    job = action(repository, server, {"env": {"T": "${{ steps.tokenry.outputs.token }}"}, "run": 'test "$T"'})
    [token] = server.deleted
    assert job.returncode == 0
    assert job.outputs == {"token": token, "id": token.rsplit(".", 1)[0]}


def test_the_action_deletes_the_token_of_a_job_that_fails(repository, server):
    job = action(repository, server, {"run": "exit 7"})
    assert job.returncode == 7
    assert_deleted(server)


def test_the_action_requests_an_id_token_for_each_attempt(repository, server):
    server.exchange_responses += [UNAVAILABLE, None]
    assert action(repository, server).returncode == 0
    first, second = (form["subject_token"] for form in server.exchanges)
    assert first != second


def test_the_action_repeats_a_request_for_an_id_token(repository, server):
    server.id_token_responses += [LOST, envelope(503, "Unavailable.")]
    assert action(repository, server).returncode == 0
    assert_deleted(server)


def test_the_action_reports_that_it_receives_no_id_token(repository, server):
    server.id_token_responses.append(envelope(403, "Forbidden"))
    job = action(repository, server)
    assert job.returncode == 1 and "::error::GitHub returned 403 and no id token" in job.log, job.log


def test_the_action_requests_an_id_token_for_the_audience(repository, server):
    server.audience = "https://tokenry.example.com/a?b=c&d"
    assert action(repository, server, audience=server.audience).returncode == 0
    assert_deleted(server)


def test_the_action_says_which_permission_is_missing(repository, server):
    job = action(repository, server, variables={"ACTIONS_ID_TOKEN_REQUEST_URL": ""})
    assert job.returncode == 1 and "it needs the permission `id-token: write`" in job.log
    assert not server.exchanges


def test_the_action_prints_claims_only_when_the_job_is_debugged(repository, server):
    server.exchange_responses += [oauth_error("invalid_request", NOT_ACCEPTED)] * 2
    assert "456789" not in ci_recipes.printed(action(repository, server).log)
    job = action(repository, server, variables={"RUNNER_DEBUG": "1"})
    assert '::debug::Claims of the id token: {"aud": ' in job.log and '"repository_id": "456789"' in job.log
    assert_no_secret(job.log, server)


def test_the_action_escapes_what_the_server_says(repository, server):
    server.exchange_responses.append(oauth_error("invalid_request", "50%\n::set-env name=a::b"))
    job = action(repository, server)
    assert "400: 50%25%0A::set-env name=a::b" in job.log
    assert not any(line.startswith("::set-env") for line in job.log.splitlines())


# exchange.py


def test_the_command_receives_the_token_and_no_id_token(repository, server):
    job = exchange(repository, server, command=["sh", "-c", 'test "${TOKENRY_TOKEN#tk0c01.}" != "$TOKENRY_TOKEN" && '
                                                            'test -z "$TOKENRY_ID_TOKEN"'])
    assert job.returncode == 0, job.log


def test_the_exit_code_is_that_of_the_command(repository, server):
    assert exchange(repository, server, command=["sh", "-c", "exit 9"]).returncode == 9
    assert exchange(repository, server, command=["sh", "-c", "kill -9 $$"],
                    token=id_token(aud=server.url, sub="2")).returncode == 128 + 9
    assert_deleted(server, 2)


def test_a_command_can_have_arguments_of_any_form(repository, server):
    job = exchange(repository, server, command=["echo", "--url", "--", "x"])
    assert job.returncode == 0 and "--url -- x\n" in job.log, job.log


def test_a_command_that_does_not_exist_is_reported(repository, server):
    job = exchange(repository, server, command=["no-such-command"])
    assert job.returncode == 127 and "no-such-command cannot be run" in job.log, job.log
    assert_deleted(server)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_job_that_is_stopped_deletes_the_token(repository, server, number):
    command = ["sh", "-c", "trap 'exit 5' TERM INT HUP; touch started; while :; do sleep 0.05; done"]
    process = subprocess.Popen(
        [sys.executable, "-B", "ci/exchange.py", "--url", server.url, "--trust", TRUST, "--", *command],
        cwd=repository.folder, env=repository.environment(TOKENRY_ID_TOKEN=id_token(aud=server.url)),
        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not (repository.folder / "started").exists():
        time.sleep(0.02)
        assert process.poll() is None
    process.send_signal(number)
    _, log = process.communicate(timeout=30)
    assert process.returncode == 5, log
    assert_deleted(server)


def test_standard_input_reaches_the_command(repository, server):
    run = subprocess.run(
        [sys.executable, "-B", "ci/exchange.py", "--url", server.url, "--trust", TRUST, "--", "cat"], input="text",
        cwd=repository.folder, env=repository.environment(TOKENRY_ID_TOKEN=id_token(aud=server.url)),
        capture_output=True, text=True)
    assert run.stdout == "text", run.stderr


def test_an_id_token_can_be_read_from_a_file(repository, server):
    (repository.folder / "file").write_text(id_token(aud=server.url) + "\n")
    assert exchange(repository, server, "--id-token-file", "file", token="").returncode == 0


@pytest.mark.parametrize(("token", "message"), [
    ("", "TOKENRY_ID_TOKEN is empty: does this job receive an id token?"),
    ("abc", "TOKENRY_ID_TOKEN is not an id token: expected three parts"),
    ("$TOKENRY_ID_TOKEN", "TOKENRY_ID_TOKEN is not an id token: expected three parts")])
def test_a_missing_id_token_is_reported_before_anything_is_sent(repository, server, token, message):
    job = exchange(repository, server, token=token)
    assert job.returncode == 2 and message in job.log, job.log
    assert not server.exchanges


def test_claims_are_printed_on_request(repository, server):
    server.exchange_responses.append(oauth_error("invalid_request", NOT_ACCEPTED))
    job = exchange(repository, server, "--show-claims")
    assert job.returncode == 3 and '"sub": "s"' in job.log
    assert_no_secret(job.log, server)


def test_an_id_token_among_the_arguments_is_redacted(repository, server):
    job = repository.run(["python3", "ci/exchange.py", "--id-token", id_token(aud="x")])
    assert job.returncode == 2 and "eyJ" not in job.log, job.log


def test_what_the_server_says_is_one_line(repository, server):
    server.exchange_responses.append(oauth_error("invalid_request", "a\nsection_start:\x1b[0m"))
    assert "400: a?section_start:?[0m (request" in exchange(repository, server).log


def test_requests_to_this_machine_use_no_proxy(repository, server):
    assert exchange(repository, server, http_proxy="http://127.0.0.1:9", no_proxy="").returncode == 0
