"""The stack is deployed from the released archive, serves requests, and a changed parameter reaches its functions."""
import pytest

from parameter_changes import DEPENDENT_FUNCTIONS, change
from tokenry import ROOT

# One parameter of each kind: for many functions, for one, for none, and one that is set to what it means when empty.
CHANGED = ["RetentionDays", "BootstrapGeneration", "LogRetentionDays", "PepperKeys"]


@pytest.fixture(scope="module")
def stack(new_stack, report):
    new_stack.release(ROOT)
    new_stack.deploy()
    report += ["Substitutions in template.yaml for MiniStack:", *(f"- {line}" for line in new_stack.substitutions)]
    return new_stack


@pytest.fixture(scope="module")
def admin(stack):
    """The token that the bootstrap function creates."""
    return stack.invoke("BootstrapFunction", {})["token"]


def test_a_created_token_is_authorized_and_any_other_is_not(stack, admin):
    api = stack.api()
    status, created = api.request("POST", "/v2/apiTokens", admin, {"name": "ci", "scopes": ["apiTokens.read"]})
    assert status == 201
    status, read = api.request("GET", f"/v2/apiTokens/{created['id']}", created["token"])
    assert (status, read["id"], read["name"]) == (200, created["id"], "ci")
    wrong = created["token"][:-1] + ("A" if created["token"][-1] != "A" else "B")
    for token in wrong, "nonsense", None:
        status, _ = api.request("GET", f"/v2/apiTokens/{created['id']}", token)
        assert status == 401


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_parameter_moves_the_aliases_of_the_functions_that_depend_on_it(name, stack, admin, rows):
    aliases = change(stack, name)
    rows.append((name, aliases))
    assert aliases == DEPENDENT_FUNCTIONS[name]
    assert stack.api().request("GET", f"/v2/apiTokens/{admin.rsplit('.', 1)[0]}", admin)[0] == 200
