"""The pepper is rotated by the commands of docs/operations.md while clients call. Every client is served."""
import json
from collections import Counter

import pytest

from caller import Caller
from operator_shell import OperatorShell, commands
from tokenry import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
# A version belongs to one key; both are in the parameter between the first step and the last.
RETURN = 'aws kms enable-key --key-id "$OLD" && sam deploy --parameter-overrides "PepperKeys=2=$NEW,1=$OLD"'


@pytest.fixture(scope="module")
def stack(new_stack):
    new_stack.release(ROOT)
    new_stack.deploy()
    return new_stack


@pytest.fixture(scope="module")
def shell(stack):
    with OperatorShell(stack) as shell:
        for block in commands(PAGE, "Deploying"):
            if "output()" in block:
                shell.run(block)
        yield shell


def test_the_pepper_is_rotated_while_clients_call(stack, shell, report):
    verify, confirm, write, count, unused, retired, drop = commands(PAGE, "Rotating the pepper")
    api = stack.api()
    admin = stack.invoke("BootstrapFunction", {})["token"]

    def create(name):
        status, created = api.request("POST", "/v2/apiTokens", admin, {"name": name, "scopes": ["apiTokens.read"]})
        assert status == 201
        return created["id"], created["token"]

    def use(token):
        return api.request("GET", f"/v2/apiTokens/{token[0]}", token[1])[0]

    used, sleeping, wrong = create("used"), create("sleeping"), create("wrong")
    wrong = wrong[0], wrong[1][:-8] + "AAAAAAAA"
    stack_key = stack.outputs()["PepperKeyArn"]

    with Caller(lambda: use(used)) as served, Caller(lambda: use(wrong)) as refused:
        shell.run(verify)
        assert use(create("while both are verified")) == 200
        # The payload, followed by what the AWS CLI says about the invocation.
        confirmed, _ = json.JSONDecoder().raw_decode(shell.run(confirm))
        assert (confirmed["created"], confirmed["pepperVersions"]) == (False, [1, 2])
        shell.run(write)
        assert use(create("with the new pepper")) == 200
        migrate(stack, used, use)
        assert int(shell.run(count)) > 0
        assert sleeping[0] in shell.run(unused) and used[0] not in shell.run(unused)
        assert int(shell.run(retired)) == 0
        shell.run(drop)
        assert use(create("after the old pepper")) == 200
        # API Gateway makes 503 of a failure of the authorizer, MiniStack 500.
        assert use(sleeping) in (500, 503)
        shell.run(RETURN)
        assert use(sleeping) == 200

    report += [f"Rotation of the pepper under load: {Counter(served.statuses)} with a token that is used, "
               f"{Counter(refused.statuses)} with a wrong secret"]
    assert set(served.statuses) == {200}
    assert set(refused.statuses) == {401}
    assert stack.outputs()["PepperKeyArn"] == stack_key


def migrate(stack, token, use):
    """Uses a token until its digest is of the new pepper. The authorizer tries once with each use."""
    table, key = stack.client("dynamodb"), stack.outputs()["TokenTableName"]
    for _ in range(50):
        assert use(token) == 200
        items = table.scan(TableName=key, ConsistentRead=True)["Items"]
        if any(item["pk"]["S"].endswith(token[0]) and item.get("pepper") == {"N": "2"} for item in items):
            return
    raise AssertionError("The digest of a used token is not migrated")
