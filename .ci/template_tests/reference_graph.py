"""The resources of a template as CloudFormation orders them: which ones each of them waits for."""
from graphlib import CycleError, TopologicalSorter

from sam_template import PLACEHOLDER


def find_cycle(template):
    """Returns the resources of a circle, the first one again at the end, or nothing if there is none.

    The template is the result of the AWS::Serverless transform. Both values of a condition count, as they do for
    CloudFormation.
    """
    names = template["Resources"].keys()
    graph = {name: _required(resource) & names for name, resource in template["Resources"].items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # Each waits for the one before it.
        return error.args[1][::-1]
    return []


def _required(resource):
    depends_on = resource.get("DependsOn", [])
    explicit = {depends_on} if isinstance(depends_on, str) else set(depends_on)
    # A policy of updates can name resources, too. Metadata cannot refer to any.
    parts = (part for key, part in resource.items() if key not in ("DependsOn", "Metadata"))
    return explicit.union(*map(_references, parts))


def _references(value):
    if isinstance(value, list):
        return set().union(*map(_references, value))
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, argument in value.items():
        match key:
            case "Ref":
                found.add(argument)
            case "Fn::GetAtt":
                found.add((argument.split(".") if isinstance(argument, str) else argument)[0])
            case "Fn::Sub":
                text, variables = argument if isinstance(argument, list) else (argument, {})
                placeholders = {name.split(".")[0] for name in PLACEHOLDER.findall(text)}
                found |= placeholders - variables.keys() | _references(variables)
            case _:
                found |= _references(argument)
    return found
