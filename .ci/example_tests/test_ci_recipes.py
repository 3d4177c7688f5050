"""Runs the recipes of examples/ci against a strict server in the place of Tokenry: see token_endpoint.py."""
import os

import pytest

import ci_recipes
from ci_recipes import PROJECT, TRUST, assert_deleted, assert_no_secret
from token_endpoint import BEARER, NOT_ACCEPTED, REQUEST_ID, THROTTLED, UNAVAILABLE, id_token, oauth_error

SNAPSHOT = "0" * 32
PLATFORMS = "github", "gitlab", "jenkins", "codebuild", "kubernetes"


def run(repository, server, platform):
    if platform == "github":
        return repository.github(server.url, server.id_token_url, BEARER)
    return getattr(repository, platform)(server.url, id_token(aud=server.url, sub=platform))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_recipe_uploads_with_an_exchanged_token_and_deletes_it(repository, server, platform):
    job = run(repository, server, platform)
    assert job.returncode == 0, job.log
    assert SNAPSHOT in job.log + job.summary
    assert server.snapshots == [(repository.folder / "site.tar.gz").read_bytes()]
    assert_deleted(server)
    assert_no_secret(job.log, server)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_recipe_deletes_the_token_when_the_upload_fails(repository, server, platform):
    server.trusts[TRUST] = {"project": "beta", "scopes": ["snapshots.upload"]}
    job = run(repository, server, platform)
    assert job.returncode == 4, job.log
    assert "Token is not bound to this project." in job.log
    assert_deleted(server)
    assert_no_secret(job.log, server)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_recipe_shows_the_description_and_the_request_of_a_rejected_id_token(repository, server, platform):
    server.exchange_responses.append(oauth_error("invalid_request", NOT_ACCEPTED))
    job = run(repository, server, platform)
    assert job.returncode, job.log
    assert f"{NOT_ACCEPTED} (request {REQUEST_ID})" in job.log
    assert len(server.exchanges) == 1 and not server.deleted and not server.snapshots
    assert_no_secret(job.log, server)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("response", [UNAVAILABLE, THROTTLED], ids=["503", "429"])
def test_recipe_repeats_an_exchange_that_was_not_made(repository, server, platform, response):
    server.exchange_responses += [response, None]
    job = run(repository, server, platform)
    assert job.returncode == 0, job.log
    assert len(server.exchanges) == 2
    assert_deleted(server)


# The page docs/ci.md


def curl_example(repository, server, command, token=None):
    return repository.run(
        ["bash", "-c", ci_recipes.blocks("sh curl")[0] + command], TOKENRY_URL=server.url, TRUST=TRUST,
        TOKENRY_ID_TOKEN=token or id_token(aud=server.url))


def test_the_curl_example_exchanges_and_deletes(repository, server):
    job = curl_example(
        repository, server, """call -d '{"contentLength": 1}' "$TOKENRY_URL/v2/projects/alpha/snapshots" """)
    assert job.returncode == 0 and SNAPSHOT in job.log, job.log
    assert_deleted(server)
    assert_no_secret(job.log, server)


def test_the_curl_example_deletes_when_a_command_fails(repository, server):
    job = curl_example(repository, server, "exit 7")
    assert job.returncode == 7, job.log
    assert_deleted(server)


@pytest.mark.parametrize(("response", "message"), [
    (oauth_error("invalid_request", NOT_ACCEPTED), NOT_ACCEPTED + "\n"),
    (UNAVAILABLE, UNAVAILABLE[2]["error"]["message"]),
    ((502, {}, b"<html>"), "")])
def test_the_curl_example_prints_why_an_id_token_is_rejected(repository, server, response, message):
    server.exchange_responses.append(response)
    job = curl_example(repository, server, "echo not reached")
    assert job.returncode and message in job.log and "not reached" not in job.log, job.log
    assert_no_secret(job.log, server)


def test_the_trusts_of_the_page_are_those_of_the_recipes():
    recipes = {name: (ci_recipes.CI / name).read_text(encoding="utf-8") for name in (
        "github-actions.yml", "gitlab-ci.yml", "Jenkinsfile", "buildspec.yml", "kubernetes.yaml")}
    assert all(TRUST in recipe for recipe in recipes.values())
    issuers, trusts = ci_recipes.records()
    assert [trust["issuer"] for trust in trusts] == ["github", "gitlab", "jenkins", "aws", "kubernetes"]
    assert all(issuer["audiences"] == [ci_recipes.URL] for issuer in issuers)
    assert all(trust["project"] == PROJECT and trust["scopes"] == ["snapshots.upload"] for trust in trusts)
    github, _, _, _, kubernetes = ({each["claim"]: each["equals"] for each in trust["conditions"]} for trust in trusts)
    assert f"environment: {github['environment']}\n" in recipes["github-actions.yml"]
    _, _, namespace, account = kubernetes["sub"].split(":")
    assert f"name: {account}\n  namespace: {namespace}\n" in recipes["kubernetes.yaml"]


def test_the_difference_of_the_page_is_that_of_the_workflows():
    stored, exchanged = ((ci_recipes.CI / folder / "github-actions.yml").read_text(encoding="utf-8").splitlines()
                         for folder in ("stored-token", "."))
    [shown] = ci_recipes.blocks("diff")
    for line in shown.splitlines():
        sign, text = line[:1], line[1:]
        assert text.strip() == "…" or text in {"-": stored, "+": exchanged}.get(sign, [*stored, *exchanged]), line


def test_no_recipe_contains_a_token():
    assert os.access(ci_recipes.CI / "exchange.py", os.X_OK)
    for path in ci_recipes.CI.rglob("*"):
        if path.is_file() and path.parent.name != "stored-token":
            assert "${{ secrets." not in path.read_text(encoding="utf-8"), path
