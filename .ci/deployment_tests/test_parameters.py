"""Every parameter of the template, changed once: the aliases of the functions that depend on it move, and no other."""
import pytest

from parameter_changes import DEPENDENT_FUNCTIONS, change, in_order, moved
from parameter_values import OTHER_VALUES
from tokenry import ROOT

# KMS cannot change whether a key is a multi-Region key.
FINAL = "MultiRegionPepper"


@pytest.fixture(scope="module")
def stack(new_stack):
    new_stack.client("apigatewayv2").create_domain_name(DomainName=OTHER_VALUES["DomainName"])
    new_stack.release(ROOT)
    new_stack.deploy()
    return new_stack


def test_a_value_that_is_final_is_rejected_and_no_alias_moves(stack):
    before = stack.live()
    with pytest.raises(AssertionError, match="UPDATE_ROLLBACK_COMPLETE"):
        change(stack, FINAL)
    assert moved(before, stack.live()) == set()
    assert stack.parameters()[FINAL] == "false"


def test_limits_that_contradict_each_other_are_rejected_and_no_alias_moves(stack):
    before = stack.live()
    with pytest.raises(AssertionError, match="UPDATE_ROLLBACK_COMPLETE"):
        stack.deploy(MaxTokenLifetime="90", DefaultTokenLifetime="200")
    assert "DefaultTokenLifetime (200 days) must not be longer than MaxTokenLifetime (90 days)" in stack.failures()[0]
    assert moved(before, stack.live()) == set()
    assert (stack.parameters()["MaxTokenLifetime"], stack.parameters()["DefaultTokenLifetime"]) == ("", "")


@pytest.mark.parametrize("name", [name for name in in_order(DEPENDENT_FUNCTIONS) if name != FINAL])
def test_a_changed_parameter_moves_the_aliases_of_the_functions_that_depend_on_it(name, stack, rows):
    aliases = change(stack, name)
    rows.append((name, aliases))
    assert aliases == DEPENDENT_FUNCTIONS[name]


def test_after_sam_build_the_same_versions_are_deployed(stack):
    before = stack.live()
    stack.sam("build")
    assert (stack.project / ".aws-sam/build/template.yaml").exists()
    stack.deploy()
    assert moved(before, stack.live()) == set()
