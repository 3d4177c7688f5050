"""template.yaml as CloudFormation processes it, and the parameters on which a part of it depends."""
import copy
import re
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

PROJECT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"\$\{([\w:.]+)\}")


def read():
    """Returns the template as it is written, with the long form of intrinsic functions."""
    return yaml_parse((PROJECT / "template.yaml").read_text(encoding="utf-8"))


def transform(template):
    """Returns the result of the AWS::Serverless transform. References to parameters stay unresolved."""
    # A session with a Region, because the transform looks up the partition. It makes no call.
    session = boto3.Session(region_name="eu-central-1")
    packaged = copy.deepcopy(template)
    for function in resources(packaged, "AWS::Serverless::Function").values():
        function["Properties"]["CodeUri"] = "s3://bucket/key"
    return Translator({}, Parser(), boto_session=session).translate(packaged, {})


def resources(template, resource_type):
    return {name: resource for name, resource in template["Resources"].items() if resource["Type"] == resource_type}


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
