"""The commands of the pages for operators are accepted by the AWS CLI, the SAM CLI and the template."""
import re

import pytest
from samcli.commands.delete.command import cli as sam_delete
from samcli.commands.deploy.command import cli as sam_deploy

import aws_model
import operator_commands
import sam_template

PAGES = ["README.md", "examples/README.md", "examples/secret-rotation/README.md",
         *sorted(f"docs/{page.name}" for page in (sam_template.PROJECT / "docs").glob("*.md"))]
TEMPLATE = sam_template.read()
STACK = sam_template.stack_with(AlarmTopicArn="arn:aws:sns:eu-central-1:123456789012:alarms", AccessLogs="on",
                            AlarmWithoutAuthorizations="true", ContributorInsights="true",
                            AutoDisableUnusedAfter="90", SignInDomainPrefix="acme")
SAM = {"deploy": sam_deploy, "delete": sam_delete}
CODE_SPAN = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)


def accepts(name, value):
    """Returns whether CloudFormation accepts the value of the parameter."""
    parameter = TEMPLATE["Parameters"][name]
    return (re.fullmatch(parameter.get("AllowedPattern", ".*"), value) is not None
            and (value in map(str, parameter["AllowedValues"]) if "AllowedValues" in parameter else True)
            and int(parameter.get("MinValue", 0)) <= (int(value) if parameter["Type"] == "Number" else 0)
            and (int(value) <= parameter["MaxValue"] if "MaxValue" in parameter else True))


def overrides_findings(overrides):
    found = []
    for override in overrides:
        name, _, value = override.partition("=")
        if name not in TEMPLATE["Parameters"]:
            found.append(f"there is no parameter {name}")
        elif not accepts(name, value):
            found.append(f"{name} cannot be {value}")
    return found


def sam_findings(arguments):
    command, *rest = arguments
    known = {option for parameter in SAM[command].params for option in parameter.opts}
    given = aws_model.options(rest)
    found = [f"sam {command} has no option --{option}" for option in given if f"--{option}" not in known]
    template = given.get("template", given.get("template-file"))
    if template is None:
        found += overrides_findings(given.get("parameter-overrides", "").split())
    elif not (sam_template.PROJECT / template).exists():
        found.append(f"there is no file {template}")
    return found


def template_findings(arguments):
    """Returns what a command names that the template does not contain."""
    given = aws_model.options(arguments)
    query = given.get("query", "")
    exports = [output["Export"]["Name"] for output in STACK["Outputs"].values() if "Export" in output]
    types = {resource["Type"] for resource in STACK["Resources"].values()} | {"Custom::TokenryRules"}
    named = [(name, known) for key, known in (("Output", STACK["Outputs"]), ("Parameter", TEMPLATE["Parameters"]))
             for name in re.findall(rf"{key}Key=='(\w+)'", query)]
    named += [(name, types) for name in re.findall(r"ResourceType=='([\w:]+)'", query)]
    named += [(given[option], known) for option, known in (("logical-resource-id", STACK["Resources"]),
                                                           ("export-name", exports)) if option in given]
    return [f"the template has no {name}" for name, known in named if name not in known]


@pytest.mark.parametrize("page", PAGES)
def test_commands_are_accepted(page):
    found = []
    for program, *arguments in operator_commands.calls(page):
        findings = (sam_findings(arguments) if program == "sam"
                    else [*aws_model.findings(arguments), *template_findings(arguments)])
        found += [f"{program} {' '.join(arguments)}: {finding}" for finding in findings]
    assert found == []


@pytest.mark.parametrize("page", PAGES)
def test_texts_name_what_the_template_contains(page):
    spans = CODE_SPAN.findall(FENCED.sub("", operator_commands.text(page)))
    found = [f"there is no alarm {span}" for span in spans
             if re.fullmatch(r"[A-Z]\w+Alarm", span) and span not in STACK["Resources"]]
    for span in spans:
        if re.fullmatch(r"[A-Z]\w+=[\w,.-]+", span):
            found += overrides_findings([span])
    assert found == []


def test_every_parameter_is_explained_on_a_page():
    pages = "\n".join(operator_commands.text(page) for page in PAGES)
    assert [name for name in TEMPLATE["Parameters"] if not re.search(rf"\b{name}\b", pages)] == []


@pytest.mark.parametrize("arguments", [
    "kms describe-keys", "kms describe-key", "kms describe-key --key-id a --grants b",
    "kms describe-key --key-id a --query KeyMetadata.Name", "cloudwatch2 list-metrics",
    "logs tail a --sinze 1h", "lambda list-aliases --function-name a --query Aliases[?Name=='live'].Versions"])
def test_a_wrong_command_is_found(arguments):
    assert aws_model.findings(arguments.split())


@pytest.mark.parametrize("arguments", [
    "deploy --parameter-override Canary=true", "deploy --parameter-overrides Canaries=true",
    "deploy --parameter-overrides Canary=yes", "deploy --parameter-overrides TableGeneration=10",
    "deploy --template examples/template.yaml"])
def test_a_wrong_deployment_is_found(arguments):
    assert sam_findings(arguments.split())


@pytest.mark.parametrize("arguments", [
    "cloudformation describe-stacks --query Stacks[0].Outputs[?OutputKey=='Url'].OutputValue",
    "cloudformation describe-stack-resource --logical-resource-id Authorizer",
    "cloudformation list-imports --export-name tokenry-Url"])
def test_a_name_that_the_template_lacks_is_found(arguments):
    assert template_findings(arguments.split())
