"""Changes of parameters, and the functions whose alias each one must move."""
import sam_template

TEMPLATE = sam_template.read()
DEPENDENT_FUNCTIONS = sam_template.functions_by_parameter(TEMPLATE)
# Values for the parameters whose declaration does not list any: another one than the default, and accepted.
VALUES = {
    "AcceptedPrefixes": "tk0c01,tk0c02",
    "TokenPrefix": "tk0c02",
    "PepperKeys": "1={PepperKeyArn}",
    "AlarmTopicArn": "arn:aws:sns:eu-central-1:000000000000:alarms",
    "AuthorizerConcurrency": "10",
    "DomainName": "api.example.com",
    "EnvironmentId": "test",
    "TlsPolicy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "WebAclArn": "arn:aws:wafv2:eu-central-1:000000000000:regional/webacl/acl/00000000-0000-0000-0000-000000000000",
}


def other_value(name, parameter, outputs):
    """Returns an accepted value that is not the default. It may name an output of the stack."""
    if name in VALUES:
        return VALUES[name].format(**outputs)
    if "AllowedValues" in parameter:
        return next(str(value) for value in parameter["AllowedValues"] if value != parameter["Default"])
    if parameter["Type"] == "Number" and "MaxValue" in parameter:
        return str(parameter["Default"] + (1 if parameter["Default"] < parameter["MaxValue"] else -1))
    raise ValueError(f"parameter_changes.py has no value for {name}")


def in_order(parameters):
    """Returns the names so that a new prefix is accepted before it is used."""
    return sorted(parameters, key=["TokenPrefix"].__contains__)


def change(stack, name):
    """Deploys another value of a parameter and returns the functions whose alias moved."""
    before = stack.live()
    stack.deploy(**{name: other_value(name, TEMPLATE["Parameters"][name], stack.outputs())})
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
