"""template.yaml as MiniStack can deploy it: with the substitutions below, and nothing else changed."""
import copy

import sam_template

# What MiniStack resolves in a condition. It resolves every other function in properties only.
CONDITION_FUNCTIONS = {"Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or", "Condition", "Ref"}

# No resource refers to one of these, so that leaving them out changes nothing else.
UNKNOWN_TYPES = {"AWS::CloudWatch::InsightRule", "AWS::Cognito::ManagedLoginBranding", "AWS::Logs::QueryDefinition",
                 "AWS::WAFv2::WebACLAssociation"}

TIME_OUT_SECONDS = 60


def derive(template, values):
    """Returns the derived template for these values of parameters, and a line about each substitution."""
    derived = copy.deepcopy(template)
    return derived, [line for substitute in SUBSTITUTIONS for line in substitute(derived, values)]


def runtime(template, _values):
    functions = template["Globals"]["Function"]
    yield (f"Runtime {functions['Runtime']} -> provided.al2023: MiniStack runs Java in Docker only. The archive is a "
           "copy with an entry point that starts the same handler with the same runtime interface client on a JDK 25, "
           "on the architecture of this machine. Hidden: the native library of the other architecture")
    functions["Runtime"] = "provided.al2023"


def snap_start(template, _values):
    for name, function in sam_template.resources(template, "AWS::Serverless::Function").items():
        if function["Properties"].pop("SnapStart", None):
            yield f"SnapStart of {name} removed: a custom runtime has none. Hidden: snapshots"


def time_outs(template, _values):
    functions = sam_template.resources(template, "AWS::Serverless::Function").values()
    for properties in [template["Globals"]["Function"], *(function["Properties"] for function in functions)]:
        if "Timeout" in properties:
            properties["Timeout"] = TIME_OUT_SECONDS
    yield (f"Timeout of functions -> {TIME_OUT_SECONDS} s: all functions start on the few processors of this machine. "
           "Hidden: calls that take too long on Lambda")


def unknown_types(template, _values):
    for name, resource in list(template["Resources"].items()):
        if resource["Type"] in UNKNOWN_TYPES:
            yield f"{name} removed: MiniStack does not know {resource['Type']}. Hidden: whether AWS creates it"
            del template["Resources"][name]


def metric_math(template, _values):
    for name, alarm in sam_template.resources(template, "AWS::CloudWatch::Alarm").items():
        if "Metrics" in alarm["Properties"]:
            yield f"{name} removed: MiniStack does not support alarms on metric math. Hidden: whether AWS creates it"
            del template["Resources"][name]


def provider_urls(template, _values):
    for name, output in template["Outputs"].items():
        match output["Value"]:
            case {"Fn::GetAtt": [pool, "ProviderURL"]}:
                yield (f"Output {name} -> the form that AWS documents: MiniStack does not know ProviderURL. "
                       "Hidden: what AWS returns for it")
                output["Value"] = {"Fn::Sub": f"https://cognito-idp.${{AWS::Region}}.amazonaws.com/${{{pool}}}"}


def conditions(template, values):
    known = sam_template.default_values(template) | values
    for name, condition in template.get("Conditions", {}).items():
        if functions := _functions(condition) - CONDITION_FUNCTIONS:
            result = sam_template.resolve({"Fn::If": [name, True, False]}, template, known)
            yield (f"Condition {name} -> its result, {str(result).lower()}: MiniStack does not resolve "
                   f"{', '.join(sorted(functions))} in conditions. Hidden: how AWS resolves it")
            template["Conditions"][name] = {"Fn::Equals": ["true", str(result).lower()]}


def _functions(value):
    if isinstance(value, list):
        return set().union(*map(_functions, value))
    if isinstance(value, dict):
        return set(value) | _functions(list(value.values()))
    return set()


SUBSTITUTIONS = (runtime, snap_start, time_outs, unknown_types, metric_math, provider_urls, conditions)
