"""The stack is upgraded from the previous commit, returns to it, and is removed. Tokens and data survive."""
import os
import shutil
import subprocess

import pytest

from tokenry import ROOT

PREVIOUS = os.environ.get("TOKENRY_UPGRADE_FROM", "HEAD^")


@pytest.fixture(scope="module")
def previous(tmp_path_factory):
    """The project at the previous commit, or the one in TOKENRY_UPGRADE_FROM, with its archives."""
    if git("rev-parse", "--verify", "--quiet", PREVIOUS + "^{commit}").returncode:
        pytest.skip(f"there is no commit {PREVIOUS} in this clone")
    folder = tmp_path_factory.mktemp("previous")
    # Not a worktree: this clone would still refer to it after the tests were stopped.
    git("archive", "--output", folder / "project.tar", PREVIOUS).check_returncode()
    shutil.unpack_archive(folder / "project.tar", folder / "project")
    subprocess.run(["mvn", "-q", "-B", "-ntp", "package", "-DskipTests", "-pl", "authorizer", "-am"],
                   cwd=folder / "project", check=True)
    return folder / "project"


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)


def test_upgrade_return_and_removal(previous, new_stack):
    stack = new_stack
    stack.release(previous)
    stack.deploy()
    admin = stack.invoke("BootstrapFunction", {})["token"]
    tokens = [create(stack, admin, "by the previous release")]

    stack.release(ROOT)
    stack.deploy()
    tokens.append(create(stack, admin, "by this release"))
    assert [use(stack, token) for token in tokens] == [200, 200]

    stack.release(previous)
    stack.deploy()
    assert [use(stack, token) for token in tokens] == [200, 200]
    assert stack.api().request("DELETE", f"/v2/apiTokens/{tokens[1]['id']}", admin)[0] == 204
    assert use(stack, tokens[1]) == 401

    stack.release(ROOT)
    stack.deploy()
    assert [use(stack, token) for token in tokens] == [200, 401]
    remove(stack)


def remove(stack):
    outputs = stack.outputs()
    functions, logs = stack.resources("AWS::Lambda::Function"), stack.resources("AWS::Logs::LogGroup")
    items = stack.client("dynamodb").scan(TableName=outputs["TokenTableName"])["Count"]

    stack.sam("delete")

    assert stack.description() == {}
    remaining = stack.client("lambda").list_functions()["Functions"]
    assert {function["FunctionName"] for function in remaining}.isdisjoint(functions.values())
    # Data is retained.
    assert stack.client("dynamodb").scan(TableName=outputs["TokenTableName"])["Count"] == items > 0
    key = stack.client("kms").describe_key(KeyId=outputs["PepperKeyArn"])["KeyMetadata"]
    assert key["KeyState"] == "Enabled"
    stack.client("s3").head_bucket(Bucket=outputs["SnapshotBucketName"])
    pages = stack.client("logs").get_paginator("describe_log_groups").paginate()
    assert set(logs.values()) <= {group["logGroupName"] for page in pages for group in page["logGroups"]}


def create(stack, admin, name):
    status, created = stack.api().request(
        "POST", "/v2/apiTokens", admin, {"name": name, "scopes": ["apiTokens.read"]})
    assert status == 201
    return created


def use(stack, token):
    return stack.api().request("GET", f"/v2/apiTokens/{token['id']}", token["token"])[0]
