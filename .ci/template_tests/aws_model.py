"""What the AWS CLI accepts, and what a `--query` finds, by the service models of botocore."""
import botocore.session
import jmespath
from botocore import xform_name

SESSION = botocore.session.get_session()
GLOBAL_OPTIONS = {"query", "output", "no-paginate", "max-items", "region", "cli-binary-format",
                  "endpoint-url"}
# Commands that the CLI adds to the operations of the services, and their options.
CUSTOM = {("cloudformation", "deploy"): {"stack-name", "template-file", "capabilities", "parameter-overrides"},
          ("configure", "export-credentials"): {"format"},
          ("logs", "tail"): {"since", "filter-pattern", "format", "follow"}}
SERVICES = {"s3api": "s3"}
# Members whose option has another name.
RENAMED = {("sns", "Endpoint"): "notification-endpoint"}


def findings(arguments):
    """Returns what is wrong with the arguments of a command of the AWS CLI."""
    service, command, *rest = arguments
    if (service, command) in CUSTOM:
        return [f"{option} is not known" for option in options(rest) if option not in CUSTOM[service, command]]
    service = SERVICES.get(service, service)
    if service not in SESSION.get_available_services():
        return [f"{service} is no service"]
    if command == "wait":
        command, rest = _polled(service, rest[0]), rest[1:]
    model = SESSION.get_service_model(service)
    operation = next((name for name in model.operation_names if xform_name(name, "-") == command), None)
    if operation is None:
        return [f"{service} has no operation {command}"]
    shape, given = model.operation_model(operation).input_shape, options(rest)
    names = {name: RENAMED.get((service, name), xform_name(name, "-")) for name in shape.members} if shape else {}
    switches = {f"no-{option}" for name, option in names.items() if shape.members[name].type_name == "boolean"}
    known = {*names.values(), *switches, *GLOBAL_OPTIONS}
    found = [f"--{option} is not known" for option in given if option not in known]
    required = {names[name] for name in shape.required_members} if shape else set()
    found += [f"--{option} is missing" for option in sorted(required - given.keys())]
    if "query" in given:
        found += _query_findings(given["query"], model.operation_model(operation).output_shape)
    return found


def options(arguments):
    """Returns the options by name, without dashes, each with the words that follow it up to the next one."""
    found, name = {}, None
    for argument in arguments:
        if argument.startswith("--"):
            name = argument[2:]
            found[name] = ""
        elif name:
            found[name] = f"{found[name]} {argument}".strip()
    return found


def _polled(service, waiter):
    client = SESSION.create_client(service, region_name="eu-central-1")
    [name] = [each for each in client.waiter_names if each.replace("_", "-") == waiter]
    return xform_name(client.get_waiter(name).config.operation, "-")


def _query_findings(query, shape):
    try:
        jmespath.compile(query).search(_sample(shape))
    except (KeyError, jmespath.exceptions.JMESPathError) as error:
        return [f"--query {query}: {error}"]
    return []


class _AnyText(str):
    """A text that satisfies every comparison of a query, so that what follows a filter is evaluated, too."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


class _Structure(dict):
    """A response. A query that names something else fails; by itself, it would find nothing."""

    def get(self, name, default=None):
        return self[name]


def _sample(shape, depth=0):
    """Returns a response with every member, and one element in every list."""
    if depth > 6:
        return None
    match shape.type_name:
        case "structure":
            return _Structure({name: _sample(member, depth + 1) for name, member in shape.members.items()})
        case "list":
            return [_sample(shape.member, depth + 1)]
        case "map":
            return {}
        case _:
            return _AnyText("text")
