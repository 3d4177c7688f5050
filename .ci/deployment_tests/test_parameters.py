"""Every parameter of the template, changed once: the aliases of the functions that depend on it move, and no other."""
import pytest

import sam_template
from parameter_changes import in_order, moved, other_value, table
from tokenry import ROOT

TEMPLATE = sam_template.read()
DEPENDENT_FUNCTIONS = sam_template.functions_by_parameter(TEMPLATE)


@pytest.fixture(scope="module")
def stack(new_stack, report):
    new_stack.release(ROOT)
    new_stack.deploy()
    return new_stack


@pytest.fixture(scope="module")
def rows(report):
    rows = []
    yield rows
    report += table(rows, DEPENDENT_FUNCTIONS)


@pytest.mark.parametrize("name", in_order(TEMPLATE["Parameters"]))
def test_a_changed_parameter_moves_the_aliases_of_the_functions_that_depend_on_it(name, stack, rows):
    before = stack.live()
    stack.deploy(**{name: other_value(name, TEMPLATE["Parameters"][name], stack.outputs())})
    after = stack.live()
    rows.append((name, moved(before, after)))
    assert moved(before, after) == DEPENDENT_FUNCTIONS[name]


def test_after_sam_build_the_same_versions_are_deployed(stack):
    before = stack.live()
    stack.sam("build")
    assert (stack.project / ".aws-sam/build/template.yaml").exists()
    stack.deploy()
    assert moved(before, stack.live()) == set()
