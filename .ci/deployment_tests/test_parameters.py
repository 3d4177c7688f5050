"""Every parameter of the template, changed once: the aliases of the functions that depend on it move, and no other."""
import pytest

from parameter_changes import DEPENDENT_FUNCTIONS, change, in_order, moved
from tokenry import ROOT


@pytest.fixture(scope="module")
def stack(new_stack):
    new_stack.release(ROOT)
    new_stack.deploy()
    return new_stack


@pytest.mark.parametrize("name", in_order(DEPENDENT_FUNCTIONS))
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
