"""Changes of parameters, and the functions whose alias each one must move."""
import sam_template
from parameter_values import OTHER_VALUES

TEMPLATE = sam_template.read()
DEPENDENT_FUNCTIONS = sam_template.functions_by_parameter(TEMPLATE)


def other_value(name, outputs):
    """Returns an accepted value that is not the default."""
    # The key that the stack uses already: the tokens of the stack have its pepper.
    if name == "PepperKeys":
        return f"1={outputs['PepperKeyArn']}"
    if name not in OTHER_VALUES:
        raise ValueError(f"parameter_values.py has no value for {name}")
    return OTHER_VALUES[name]


def in_order(parameters):
    """Returns the names so that a new prefix is accepted, and the stream of a new table known, before they are used."""
    return sorted(parameters, key=["TableGeneration", "TokenPrefix"].__contains__)


def change(stack, name):
    """Deploys another value of a parameter and returns the functions whose alias moved."""
    before = stack.live()
    stack.deploy(**{name: other_value(name, stack.outputs())})
    return moved(before, stack.live())


def moved(before, after):
    """Returns the functions whose alias points to another version."""
    return {name for name in after if before[name]["Version"] != after[name]["Version"]}


def table(rows):
    """Returns the lines of the table parameter x functions whose alias moved."""
    functions = sorted(set().union(*DEPENDENT_FUNCTIONS.values()))
    names = [name.removesuffix("Function") for name in functions]
    lines = ["Alias moved:" + " " * 16 + " ".join(names)]
    for change, aliases in rows:
        marks = [("x" if function in aliases else ".").ljust(len(name))
                 for function, name in zip(functions, names, strict=True)]
        lines.append(f"{change:<28}" + " ".join(marks).rstrip())
    return lines
