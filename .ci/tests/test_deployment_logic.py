"""The parts of the deployment tests that need no emulator."""
import http.client
import re

import pytest

import sam_template
from caller import Caller
from emulated_template import UNKNOWN_TYPES, derive
from operator_shell import commands
from parameter_changes import TEMPLATE, in_order, moved, other_value, table

OUTPUTS = {"PepperKeyArn": "arn:aws:kms:eu-central-1:000000000000:key/a"}


def differences(left, right, path=()):
    """Yields the paths at which two templates differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in left.keys() | right.keys():
            yield from differences(left.get(key), right.get(key), (*path, key))
    elif left != right:
        yield path


def test_only_the_named_substitutions_change_the_template():
    derived, lines = derive(TEMPLATE, {})
    changed = set(differences(TEMPLATE, derived))
    unknown = [name for name, resource in TEMPLATE["Resources"].items() if resource["Type"] in UNKNOWN_TYPES]
    metric_math = [name for name, resource in TEMPLATE["Resources"].items()
                   if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]]
    removed = [*unknown, *metric_math]
    time_outs = {path for path in changed if path[-1] == "Timeout"}
    assert changed - time_outs == {
        ("Globals", "Function", "Runtime"),
        ("Resources", "AuthorizeFunction", "Properties", "SnapStart"),
        ("Conditions", "IsRotatingPepper", "Fn::Not"),
        ("Conditions", "IsRotatingPepper", "Fn::Equals"),
        ("Outputs", "SignInIssuer", "Value", "Fn::GetAtt"),
        ("Outputs", "SignInIssuer", "Value", "Fn::Sub"),
        *(("Resources", name) for name in removed),
    }
    assert {TEMPLATE["Resources"][name]["Type"] for name in unknown} == UNKNOWN_TYPES
    assert metric_math
    assert ("Globals", "Function", "Timeout") in time_outs
    assert [line.split()[0] for line in lines] == ["Runtime", "SnapStart", "Timeout", *removed, "Output", "Condition"]


@pytest.mark.parametrize(("keys", "result"), [
    ("", "false"), ("1=arn:aws:kms:a:1:key/a", "false"), ("1=arn:aws:kms:a:1:key/a,2=arn:aws:kms:a:1:key/b", "true")])
def test_a_condition_that_the_emulator_does_not_resolve_is_replaced_by_its_result(keys, result):
    derived, _ = derive(TEMPLATE, {"PepperKeys": keys})
    assert derived["Conditions"]["IsRotatingPepper"] == {"Fn::Equals": ["true", result]}


def test_deriving_does_not_change_the_template():
    before = repr(TEMPLATE)
    derive(TEMPLATE, {})
    assert repr(TEMPLATE) == before


@pytest.mark.parametrize("name", TEMPLATE["Parameters"])
def test_every_parameter_has_another_value_to_deploy(name):
    value = other_value(name, OUTPUTS)
    assert value != str(TEMPLATE["Parameters"][name]["Default"])
    assert not re.search(r"\{\w+\}", value), "an output that was not filled in"


def test_a_parameter_without_a_value_to_deploy_is_an_error():
    with pytest.raises(ValueError, match="no value for New"):
        other_value("New", OUTPUTS)


def test_a_prefix_is_accepted_before_it_is_used():
    order = in_order(TEMPLATE["Parameters"])
    assert set(order) == set(TEMPLATE["Parameters"])
    assert order.index("AcceptedPrefixes") < order.index("TokenPrefix")


def test_parameters_have_the_functions_that_depend_on_them():
    functions = sam_template.functions_by_parameter(TEMPLATE)
    assert functions["LogRetentionDays"] == set()
    assert functions["BootstrapGeneration"] == {"BootstrapFunction"}
    assert {"AuthorizeFunction", "ListFunction"} <= functions["RetentionDays"]


def test_an_alias_has_moved_when_its_version_differs():
    before = {"A": {"Version": "1"}, "B": {"Version": "1"}}
    assert moved(before, before | {"B": {"Version": "2"}}) == {"B"}


def test_the_table_marks_the_functions_whose_alias_moved():
    head, *lines = table([("P", {"ListFunction"}), ("Q", set())])
    assert [line.split()[0] for line in lines] == ["P", "Q"]
    assert lines[0].index("x") == head.index("List ")
    assert [line.count("x") for line in lines] == [1, 0]
    assert len(lines[1].split()[1:]) == len(head.removeprefix("Alias moved:").split())


def test_commands_are_read_from_the_section_with_the_heading():
    page = "## A\n```sh aws\none\n```\n## B\n```json\n{}\n```\n```sh aws\ntwo\n```\n### C\n```sh aws\nthree\n```\n"
    assert commands(page, "B") == ["two\n", "three\n"]


def test_a_caller_counts_statuses_and_failures_of_every_kind():
    statuses = iter([200, ConnectionResetError(), http.client.IncompleteRead(b"")])

    def call():
        status = next(statuses, 204)
        if isinstance(status, Exception):
            raise status
        return status

    with Caller(call) as caller:
        while len(caller.statuses) < 4:
            assert caller.is_alive()
            caller.stopped.wait(0.01)
    assert caller.statuses[:4] == [200, "ConnectionResetError", "IncompleteRead", 204]
