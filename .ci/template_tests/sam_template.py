"""template.yaml as CloudFormation processes it, and the parameters on which a part of it depends."""
import copy
import functools
import re
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

PROJECT = Path(__file__).resolve().parents[2]
# Properties of a function that contain values of parameters. Code, role and logs are not part of a version's text:
# they are resources of their own or change without a parameter.
CONFIGURATION = ("Environment", "SnapStart", "MemorySize", "Timeout", "Architectures", "Runtime", "Handler",
                 "TracingConfig", "Layers", "EphemeralStorage", "VpcConfig")
PLACEHOLDER = re.compile(r"\$\{([\w:.]+)\}")
NO_VALUE = object()
PSEUDO_PARAMETERS = {"AWS::StackName": "tokenry", "AWS::Region": "eu-central-1", "AWS::AccountId": "123456789012",
                     "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com",
                     "AWS::StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/tokenry/id"}


def parse(project):
    """Returns the template as it is written, with the long form of intrinsic functions."""
    return yaml_parse((project / "template.yaml").read_text(encoding="utf-8"))


@functools.cache
def read():
    """Returns the template of this project."""
    return parse(PROJECT)


def transform(template, parameters=None):
    """Returns the result of the AWS::Serverless transform. Most references to parameters stay unresolved."""
    # A session with a Region, because the transform looks up the partition. It makes no call.
    session = boto3.Session(region_name="eu-central-1")
    packaged = copy.deepcopy(template)
    for function in resources(packaged, "AWS::Serverless::Function").values():
        function["Properties"]["CodeUri"] = "s3://bucket/key"
    return Translator({}, Parser(), boto_session=session).translate(packaged, parameters or {})


def resources(template, resource_type):
    return {name: resource for name, resource in template["Resources"].items() if resource["Type"] == resource_type}


def of_type(template, resource_type):
    """Returns the properties of the resources of a type by logical id."""
    return {name: resource["Properties"] for name, resource in resources(template, resource_type).items()}


def code_locations(template):
    """Returns the path or address of the archive of each function."""
    functions = resources(template, "AWS::Serverless::Function")
    return {name: function["Properties"]["CodeUri"] for name, function in functions.items()}


def archives(template):
    """Returns the paths of the archives that contain the code of all functions."""
    return sorted(set(code_locations(template).values()))


def configuration(function):
    """Returns the parts of a transformed function that a published version keeps."""
    return [function["Properties"][name] for name in CONFIGURATION if name in function["Properties"]]


def functions_by_parameter(template):
    """Returns for each parameter the functions with a published version whose configuration depends on it."""
    transformed = transform(template)
    functions = resources(transformed, "AWS::Lambda::Function")
    published = {version["Properties"]["FunctionName"]["Ref"]
                 for version in resources(transformed, "AWS::Lambda::Version").values()}
    dependencies = {name: parameters_of(configuration(functions[name]), template) for name in published}
    return {parameter: {name for name, parameters in dependencies.items() if parameter in parameters}
            for parameter in template["Parameters"]}


def default_values(template):
    return {name: str(parameter["Default"]) for name, parameter in template["Parameters"].items()
            if "Default" in parameter}


def stack_with(**parameters):
    """Returns resources and outputs as CloudFormation creates them with these values of parameters.

    A reference to a resource is the text `<LogicalId>`, and one to an attribute `<LogicalId.Attribute>`.
    """
    values = PSEUDO_PARAMETERS | default_values(read()) | parameters
    transformed = _transformed(frozenset((default_values(read()) | parameters).items()))
    references = {name: f"<{name}>" for name in transformed["Resources"]}
    return {section: {name: resolve(entry, transformed, values | references)
                      for name, entry in transformed[section].items()
                      if "Condition" not in entry or _condition(entry["Condition"], transformed, values)}
            for section in ("Resources", "Outputs")}


def failed_rules(**parameters):
    """Returns the descriptions of the assertions that these values of parameters do not meet."""
    values = PSEUDO_PARAMETERS | default_values(read()) | parameters
    transformed = _transformed(frozenset((default_values(read()) | parameters).items()))
    return [assertion["AssertDescription"] for rule in transformed["Rules"].values()
            if _condition(rule.get("RuleCondition", {"Fn::And": []}), transformed, values)
            for assertion in rule["Assertions"] if not _condition(assertion["Assert"], transformed, values)]


@functools.cache
def _transformed(parameters):
    return transform(read(), dict(parameters))


def resolve(value, template, values):
    """Resolves intrinsic functions. Entries with the value AWS::NoValue are removed."""
    if isinstance(value, list):
        return [item for item in (resolve(each, template, values) for each in value) if item is not NO_VALUE]
    if not isinstance(value, dict):
        return value
    if len(value) != 1 or not next(iter(value)).startswith(("Fn::", "Ref")):
        resolved = {key: resolve(each, template, values) for key, each in value.items()}
        return {key: each for key, each in resolved.items() if each is not NO_VALUE}
    [(name, argument)] = value.items()
    match name:
        case "Ref":
            return NO_VALUE if argument == "AWS::NoValue" else values[argument]
        case "Fn::GetAtt":
            return f"<{argument if isinstance(argument, str) else '.'.join(argument)}>"
        case "Fn::Sub":
            text, variables = argument if isinstance(argument, list) else (argument, {})
            known = values | {key: resolve(each, template, values) for key, each in variables.items()}
            replaced = PLACEHOLDER.sub(lambda match: str(known.get(match.group(1), f"<{match.group(1)}>")), text)
            return replaced.replace("${!", "${")
        case "Fn::If":
            chosen = argument[1 if _condition(argument[0], template, values) else 2]
            return resolve(chosen, template, values)
        case "Fn::Select":
            return resolve(argument[1], template, values)[int(argument[0])]
        case "Fn::Split":
            return resolve(argument[1], template, values).split(argument[0])
        case "Fn::Join":
            return argument[0].join(resolve(argument[1], template, values))
        case _:
            raise ValueError(f"unknown function {name}")


def _condition(condition, template, values):
    if isinstance(condition, str):
        return _condition(template["Conditions"][condition], template, values)
    [(name, argument)] = condition.items()
    match name:
        case "Condition":
            return _condition(argument, template, values)
        case "Fn::Equals":
            left, right = resolve(argument, template, values)
            return str(left) == str(right)
        case "Fn::Not":
            return not _condition(argument[0], template, values)
        case "Fn::And":
            return all(_condition(each, template, values) for each in argument)
        case "Fn::Or":
            return any(_condition(each, template, values) for each in argument)
        case _:
            raise ValueError(f"unknown condition {name}")


def parameters_of(value, template):
    """Returns the names of the parameters on which a value depends: by reference, in a text, or by a condition."""
    return set(_parameters(value, template, frozenset()))


def _parameters(value, template, local_names):
    if isinstance(value, list):
        for item in value:
            yield from _parameters(item, template, local_names)
    elif isinstance(value, dict):
        for key, argument in value.items():
            if key == "Ref":
                yield from _named(argument, template, local_names)
            elif key == "Fn::Sub":
                text, variables = argument if isinstance(argument, list) else (argument, {})
                for name in PLACEHOLDER.findall(text):
                    yield from _named(name, template, local_names | variables.keys())
                yield from _parameters(variables, template, local_names)
            elif key == "Fn::If":
                yield from _parameters(template["Conditions"][argument[0]], template, frozenset())
                yield from _parameters(argument[1:], template, local_names)
            elif key == "Condition" and isinstance(argument, str):
                yield from _parameters(template["Conditions"][argument], template, frozenset())
            else:
                yield from _parameters(argument, template, local_names)


def _named(name, template, local_names):
    if name in template["Parameters"] and name not in local_names:
        yield name
