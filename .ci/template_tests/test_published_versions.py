"""A change of a parameter publishes a version of exactly the functions that depend on it.

The comment in Globals of template.yaml describes how.
"""
import itertools

import pytest

import sam_template

# CloudFormation replaces a version whose description changes; Lambda limits both descriptions.
MAX_DESCRIPTION = 256
SOURCE = sam_template.read()
TRANSFORMED = sam_template.transform(SOURCE)
FUNCTIONS = sam_template.resources(TRANSFORMED, "AWS::Lambda::Function")
# No caller waits for them, or their configuration does not fit into a description. Each change reaches them at once.
WITHOUT_VERSION = {"NoticesFunction", "GitHubLeaksFunction"}
PUBLISHED = sorted(FUNCTIONS.keys() - WITHOUT_VERSION)


def version_of(function):
    [version] = [resource for resource in sam_template.resources(TRANSFORMED, "AWS::Lambda::Version").values()
                 if resource["Properties"]["FunctionName"] == {"Ref": function}]
    return version


def configuration(function):
    return sam_template.configuration(FUNCTIONS[function])


@pytest.mark.parametrize("function", PUBLISHED)
def test_both_descriptions_name_the_parameters_of_the_configuration(function):
    expected = sam_template.parameters_of(configuration(function), SOURCE)
    description = FUNCTIONS[function]["Properties"].get("Description")
    version_description = version_of(function)["Properties"].get("Description")

    assert description == version_description
    assert sam_template.parameters_of(description, SOURCE) == expected


def test_some_functions_depend_on_parameters_and_others_do_not():
    dependent = {function for function in FUNCTIONS if sam_template.parameters_of(configuration(function), SOURCE)}
    assert {"AuthorizeFunction", "CreateFunction"} <= dependent
    assert {"ConsoleFunction", "NotFoundFunction", "OpenApiFunction"}.isdisjoint(dependent)


@pytest.mark.parametrize("function", PUBLISHED)
def test_the_alias_points_to_the_version(function):
    [alias] = [resource for resource in sam_template.resources(TRANSFORMED, "AWS::Lambda::Alias").values()
               if resource["Properties"]["FunctionName"] == {"Ref": function}]
    [version] = [name for name, resource in TRANSFORMED["Resources"].items() if resource == version_of(function)]
    assert alias["Properties"]["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}


def test_only_these_functions_have_no_version_and_their_schedules_invoke_the_function_itself():
    published = {resource["Properties"]["FunctionName"]["Ref"] for kind in ("Alias", "Version")
                 for resource in sam_template.resources(TRANSFORMED, f"AWS::Lambda::{kind}").values()}
    assert FUNCTIONS.keys() - published == WITHOUT_VERSION
    targets = [schedule["Properties"]["Target"]["Arn"]
               for schedule in sam_template.resources(TRANSFORMED, "AWS::Scheduler::Schedule").values()]
    assert {"Fn::GetAtt": ["NoticesFunction", "Arn"]} in targets


def longest(parameter):
    """Returns the longest values that a parameter accepts."""
    declaration = SOURCE["Parameters"][parameter]
    if "AllowedValues" in declaration:
        return [str(value) for value in declaration["AllowedValues"]]
    if parameter == "PepperKeys":
        return ["", pepper_keys()]
    return ["x" * declaration["MaxLength"]]


def pepper_keys():
    """Two keys with four-digit versions in the partition and Region with the longest names in use."""
    pair = "{}=arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/12345678-1234-1234-1234-123456789012"
    return pair.format(9998) + "," + pair.format(9999)


@pytest.mark.parametrize("function", [name for name in FUNCTIONS if "Description" in FUNCTIONS[name]["Properties"]])
def test_the_longest_description_is_accepted_by_lambda(function):
    description = FUNCTIONS[function]["Properties"]["Description"]
    names = sorted(sam_template.parameters_of(description, SOURCE))
    texts = [sam_template.resolve(description, SOURCE, dict(zip(names, values, strict=True)))
             for values in itertools.product(*map(longest, names))]
    length = max(map(len, texts))
    print(f"{function}: at most {length} characters")
    assert length <= MAX_DESCRIPTION


def test_each_value_of_pepper_keys_has_a_description_of_its_own():
    first, second = "arn:aws:kms:eu-central-1:111111111111:key/a", "arn:aws:kms:eu-central-1:111111111111:key/b"
    values = [
        "",
        f"1={first}",
        f"2={first}",
        f"1={second}",
        f"1={first.replace('central', 'west')}",
        f"1={first},2={second}",
        f"2={second},1={first}",
        f"1={first},3={second}",
        f"1={first},2={first}",
        f"1={first},2={second.replace('central', 'west')}",
    ]
    others = {name: str(declaration["Default"]) for name, declaration in SOURCE["Parameters"].items()}
    description = FUNCTIONS["CreateFunction"]["Properties"]["Description"]
    texts = {sam_template.resolve(description, SOURCE, others | {"PepperKeys": keys}) for keys in values}
    assert len(texts) == len(values)


def test_the_code_location_is_set_where_sam_build_rewrites_it():
    assert "CodeUri" not in SOURCE["Globals"]["Function"]
    locations = sam_template.code_locations(SOURCE)
    assert locations.pop("AuthorizeFunction") == "authorizer/target/tokenry-authorizer.zip"
    assert set(locations.values()) == {"functions/target/tokenry-functions.zip"}
