"""Parameters that change resources: unset, the resources are as if the parameter did not exist; set, they are used."""
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samtranslator.yaml_helper import yaml_parse

import sam_template
from parameter_values import OTHER_VALUES, TLS_POLICY, TOPIC, WEB_ACL
from sam_template import of_type

BIN = Path(sys.executable).parent
UNSET = sam_template.stack_with()


def properties(stack, name):
    return stack["Resources"][name]["Properties"]


def test_every_parameter_has_limits_a_description_a_label_and_one_group():
    template = sam_template.read()
    interface = template["Metadata"]["AWS::CloudFormation::Interface"]
    grouped = [name for group in interface["ParameterGroups"] for name in group["Parameters"]]
    parameters = sorted(template["Parameters"])
    assert parameters == sorted(grouped) == sorted(interface["ParameterLabels"]) == sorted(OTHER_VALUES)
    for name, declaration in template["Parameters"].items():
        assert {"Type", "Default", "Description", "ConstraintDescription"} <= set(declaration), name
        assert {"AllowedValues", "AllowedPattern"} & set(declaration), name


@pytest.mark.parametrize("name", OTHER_VALUES)
def test_every_default_and_every_value_of_these_tests_is_accepted(name):
    declaration = sam_template.read()["Parameters"][name]
    assert OTHER_VALUES[name] != str(declaration["Default"])
    for value in (str(declaration["Default"]), OTHER_VALUES[name]):
        assert re.fullmatch(declaration.get("AllowedPattern", ".*"), value)
        assert value in map(str, declaration.get("AllowedValues", [value]))
        assert len(value) <= declaration.get("MaxLength", 4096)


@pytest.mark.parametrize(("name", "value"), [
    ("EnvironmentId", ""), ("EnvironmentId", "-a"), ("EnvironmentId", "Prod"), ("EnvironmentId", "a" * 21),
    ("EnvironmentId", "a/b"), ("DomainName", "https://tokens.example.com"), ("DomainName", "*.example.com"),
    ("DomainName", "example"), ("AuthorizerConcurrency", "0"), ("AuthorizerConcurrency", "-2"),
    ("AuthorizerConcurrency", ""), ("NotificationsFrom", "Tokens <a@example.com>"), ("NotificationsFrom", "a@example"),
    ("NotificationsFrom", "a@b@example.com"), ("NotificationsFrom", "*@example.com"), ("NotificationsFrom", "a@*.com"),
    ("NotificationsFrom", "example.com"), ("NotificationsTopic", "tokens"), ("NotificationsTopic", TOPIC + ".fifo"),
    ("RevocationConcurrency", "0"), ("RevocationConcurrency", ""), ("GitHubSecretScanningKeys", "[]"),
    ("GitHubSecretScanningKeys", "{\n}"), ("GitHubSecretScanningKeys", "https://api.github.com/meta/public_keys"),
    ("SignInDomainPrefix", "Acme"), ("SignInDomainPrefix", "-acme"), ("SignInDomainPrefix", "acme-"),
    ("SignInDomainPrefix", "acme.com"), ("SignInDomainPrefix", "a" * 64), ("SignInDomainPrefix", "my-cognito"),
    ("SignInDomainPrefix", "awsome"), ("SignInDomainPrefix", "amazonia"),
    ("TlsPolicy", "TLS_1_2"), ("WebAclArn", WEB_ACL.replace("regional", "global")),
])
def test_invalid_values_are_rejected_before_deployment(name, value):
    assert not re.fullmatch(sam_template.read()["Parameters"][name]["AllowedPattern"], value)


@pytest.mark.parametrize(("name", "lowest", "highest"), [
    ("RetentionDays", 1, 3650), ("AuditRetentionDays", 1, 3650), ("BootstrapGeneration", 1, 9999),
    ("TableGeneration", 0, 9), ("AuthorizerResultTtl", 0, 3600), ("ManagementRate", 1, 1000)])
def test_numbers_are_whole_and_within_limits(name, lowest, highest):
    """A function that cannot parse a number fails after the deployment."""
    pattern = sam_template.read()["Parameters"][name]["AllowedPattern"]
    assert {number for number in range(-1, 20_000) if re.fullmatch(pattern, str(number))} == set(
        range(lowest, highest + 1))
    for value in ("", "1.5", "1.0", "1e0", "+1", "01", " 1", "1 ", "1\n", "0x1", "\u0661", "1,1"):
        assert not re.fullmatch(pattern, value), value


@pytest.mark.parametrize(("name", "highest"), [
    ("MaxTokenLifetime", 3650), ("DefaultTokenLifetime", 3650), ("MaxTokensPerOwner", 1000),
    ("AutoDisableUnusedAfter", 3650)])
def test_limits_are_empty_or_whole_numbers(name, highest):
    pattern = sam_template.read()["Parameters"][name]["AllowedPattern"]
    assert {number for number in range(-1, 20_000) if re.fullmatch(pattern, str(number))} == set(range(1, highest + 1))
    assert re.fullmatch(pattern, "")
    for value in ("1.5", "1.0", "1e0", "+1", "01", " 1", "1 ", "1\n", " ", "0x1", "\u0661", "1,1"):
        assert not re.fullmatch(pattern, value), value


@pytest.mark.parametrize(("values", "failures"), [
    ({}, []),
    (OTHER_VALUES, []),
    ({"AlarmTopicArn": TOPIC}, []),
    ({"AlarmWithoutAuthorizations": "true"}, ["AlarmWithoutAuthorizations requires AlarmTopicArn."]),
    ({"AlarmWithoutAuthorizations": "true", "AlarmTopicArn": TOPIC}, []),
    ({"AlarmOnRetiredSecrets": "true"}, ["AlarmOnRetiredSecrets requires AlarmTopicArn."]),
    ({"TableGeneration": "3"}, ["A restored table requires TableStreamLabel."]),
], ids=["defaults", "all", "topic", "alarm", "alarm with topic", "alarm on retired secrets", "restored table"])
def test_contradicting_values_are_rejected_before_deployment(values, failures):
    assert sam_template.failed_rules(**values) == failures


@pytest.mark.parametrize("command", [["cfn-lint"], ["sam", "validate", "--region", "eu-central-1", "--template"]],
                         ids=["cfn-lint", "sam validate"])
def test_the_template_is_valid_with_every_parameter_set(command, tmp_path):
    """`.ci/check-templates` validates the template with the defaults."""
    text = (sam_template.PROJECT / "template.yaml").read_text(encoding="utf-8")
    for name, value in OTHER_VALUES.items():
        default = value if sam_template.read()["Parameters"][name]["Type"] == "Number" else f"'{value}'"
        text, replaced = re.subn(rf"(?m)^(  {name}:\n(?:    .*\n)*?    Default: ).*$",
                                 lambda match, default=default: match.group(1) + default, text)
        assert replaced == 1, name
    template = tmp_path / "template.yaml"
    template.write_text(text, encoding="utf-8")

    ran = subprocess.run([BIN / command[0], *command[1:], template], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_without_parameters_there_is_no_optional_resource():
    assert not of_type(UNSET, "AWS::ApiGatewayV2::ApiMapping")
    assert not of_type(UNSET, "AWS::WAFv2::WebACLAssociation")
    assert not of_type(UNSET, "AWS::CodeDeploy::DeploymentGroup")
    assert not of_type(UNSET, "AWS::CloudWatch::Alarm")
    assert UNSET["Outputs"]["ApiUrl"]["Value"] == "https://<Api>.execute-api.eu-central-1.amazonaws.com/api"
    assert UNSET["Outputs"]["ConsoleUrl"]["Value"].endswith(".amazonaws.com/api/console/")


@pytest.mark.parametrize(("environment", "paths"), [
    ("default", {"e/default/api", "api", "platform/classic/environment-api"}),
    ("prod", {"e/prod/api"}),
])
def test_a_domain_gets_the_paths_of_the_environment_and_nothing_else(environment, paths):
    stack = sam_template.stack_with(DomainName="tokens.example.com", EnvironmentId=environment)
    mappings = of_type(stack, "AWS::ApiGatewayV2::ApiMapping").values()

    assert {mapping["ApiMappingKey"] for mapping in mappings} == paths
    assert all({key: mapping[key] for key in ("DomainName", "ApiId", "Stage")}
               == {"DomainName": "tokens.example.com", "ApiId": "<Api>", "Stage": "<ApiapiStage>"}
               for mapping in mappings)
    added = stack["Resources"].keys() - UNSET["Resources"].keys()
    assert added == of_type(stack, "AWS::ApiGatewayV2::ApiMapping").keys()
    base = f"https://tokens.example.com/e/{environment}/api"
    assert stack["Outputs"]["ApiUrl"]["Value"] == base
    assert stack["Outputs"]["ConsoleUrl"]["Value"] == f"{base}/console/"


def test_environments_that_share_a_domain_have_different_paths():
    paths = [mapping["ApiMappingKey"] for environment in ("default", "test", "prod") for mapping in of_type(
        sam_template.stack_with(DomainName="tokens.example.com", EnvironmentId=environment),
        "AWS::ApiGatewayV2::ApiMapping").values()]
    assert len(paths) == len(set(paths))


def test_the_web_acl_is_associated_with_the_stage():
    [association] = of_type(sam_template.stack_with(WebAclArn=WEB_ACL), "AWS::WAFv2::WebACLAssociation").values()
    assert association == {
        "WebACLArn": WEB_ACL,
        "ResourceArn": "arn:aws:apigateway:eu-central-1::/restapis/<Api>/stages/<ApiapiStage>"}


def test_a_tls_policy_is_strict_and_the_address_type_is_explicit():
    api = properties(sam_template.stack_with(TlsPolicy=TLS_POLICY, IpAddressType="dualstack"), "Api")
    assert (api["SecurityPolicy"], api["EndpointAccessMode"]) == (TLS_POLICY, "STRICT")
    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"], "IpAddressType": "dualstack"}

    unset = properties(UNSET, "Api")
    assert not {"SecurityPolicy", "EndpointAccessMode"} & unset.keys()
    assert unset["EndpointConfiguration"]["IpAddressType"] == "ipv4"


@pytest.mark.parametrize(("parameter", "function"), [
    ("AuthorizerConcurrency", "AuthorizeFunction"), ("RevocationConcurrency", "RevocationFunction")])
def test_only_the_authorizer_and_the_revocation_can_have_reserved_concurrency(parameter, function):
    assert "ReservedConcurrentExecutions" not in str(UNSET)
    functions = of_type(sam_template.stack_with(**{parameter: "50"}), "AWS::Lambda::Function")
    assert {name: each["ReservedConcurrentExecutions"] for name, each in functions.items()
            if "ReservedConcurrentExecutions" in each} == {function: "50"}


@pytest.mark.parametrize(("values", "architecture"), [({}, "arm64"), ({"AuthorizerArchitecture": "x86_64"}, "x86_64")])
def test_only_the_authorizer_can_have_another_architecture(values, architecture):
    functions = of_type(sam_template.stack_with(**values), "AWS::Lambda::Function")
    assert functions.pop("AuthorizeFunction")["Architectures"] == [architecture]
    assert {str(function["Architectures"]) for function in functions.values()} == {"['arm64']"}


@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
@pytest.mark.parametrize(("boot_class_path", "options"), [
    ("off", ["-Djava.library.path=/var/task/lib/{architecture}", "--enable-native-access=ALL-UNNAMED"]),
    ("on", ["-Dsun.boot.library.path=/var/task/lib/{architecture}", "--enable-native-access=ALL-UNNAMED",
            "-Xbootclasspath/a:/var/task/lib/tokenry-shared.jar:/var/task/lib/aws-crt.jar"
            ":/var/task/lib/jackson-core.jar"])])
def test_the_authorizer_finds_the_native_library_of_its_architecture(architecture, boot_class_path, options):
    stack = sam_template.stack_with(AuthorizerArchitecture=architecture, AuthorizerBootClassPath=boot_class_path)
    functions = of_type(stack, "AWS::Lambda::Function")
    variables = functions.pop("AuthorizeFunction")["Environment"]["Variables"]
    assert variables["JAVA_TOOL_OPTIONS"].split() == [each.format(architecture=architecture) for each in options]
    # All others run on one architecture.
    assert {str(function["Environment"]["Variables"]["JAVA_TOOL_OPTIONS"]) for function in functions.values()} == {
        "-Djava.library.path=/var/task/lib/arm64 --enable-native-access=ALL-UNNAMED"}


@pytest.mark.parametrize(("values", "rate"), [({}, "100"), ({"ManagementRate": "20"}, "20")])
def test_the_rate_limits_each_method(values, rate):
    [stage] = of_type(sam_template.stack_with(**values), "AWS::ApiGateway::Stage").values()
    limits = {(setting["ResourcePath"], setting["HttpMethod"]):
              (setting["ThrottlingRateLimit"], setting["ThrottlingBurstLimit"]) for setting in stage["MethodSettings"]}
    assert limits == {("/*", "*"): (rate, rate), ("/~1v2~1apiTokens~1bulk", "POST"): (5, 5),
                      ("/~1v2~1token", "POST"): (50, 100),
                      ("/~1v2~1signIn", "GET"): (50, 100),
                      ("/~1v2~1apiTokens~1revoke", "POST"): (5, 5)}


@pytest.mark.parametrize(("value", "multi_region"), [("false", False), ("true", True)])
def test_the_pepper_key_is_a_multi_region_key_on_request(value, multi_region):
    assert properties(sam_template.stack_with(MultiRegionPepper=value), "PepperKey")["MultiRegion"] is multi_region


@pytest.mark.parametrize(("topic", "alarms"), [
    ("", []), (TOPIC, ["<AuthorizerFailureAlarm>", "<AuthorizerThrottleAlarm>"])], ids=["no topic", "topic"])
def test_a_canary_shifts_the_authorizer_and_stops_at_an_alarm(topic, alarms):
    stack = sam_template.stack_with(Canary="true", AlarmTopicArn=topic)
    [group] = of_type(stack, "AWS::CodeDeploy::DeploymentGroup").values()
    shifted = [name for name, resource in stack["Resources"].items()
               if "CodeDeployLambdaAliasUpdate" in resource.get("UpdatePolicy", {})]

    assert shifted == ["AuthorizeFunctionAliaslive"]
    assert group["DeploymentConfigName"].endswith("Canary10Percent5Minutes")
    assert [alarm["Name"] for alarm in group["AlarmConfiguration"].get("Alarms", [])] == alarms
    assert "DEPLOYMENT_FAILURE" in group["AutoRollbackConfiguration"]["Events"]


def test_the_templates_in_the_document_about_the_network_are_valid(tmp_path):
    document = (sam_template.PROJECT / "docs/network.md").read_text(encoding="utf-8")
    examples = re.findall(r"(?ms)^```yaml\n(.*?)^```", document)
    template = tmp_path / "template.yaml"
    template.write_text("AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  CertificateArn: {Type: String}\n"
                        "  ApiId: {Type: String}\nResources:\n" + "".join(examples), encoding="utf-8")

    ran = subprocess.run([BIN / "cfn-lint", template], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(examples) == 2


def test_the_web_acl_in_the_document_protects_everything_that_contains_a_token_value():
    document = (sam_template.PROJECT / "docs/network.md").read_text(encoding="utf-8")
    web_acl = yaml_parse(next(each for each in re.findall(r"(?ms)^```yaml\n(.*?)^```", document) if "WebACL" in each))
    protections = web_acl["WebAcl"]["Properties"]["DataProtectionConfig"]["DataProtections"]
    assert [(each["Field"]["FieldType"], each["Field"].get("FieldKeys"), each["Action"]) for each in protections] == [
        ("SINGLE_HEADER", ["authorization"], "SUBSTITUTION"), ("BODY", None, "SUBSTITUTION")]


def test_table_generation_replaces_the_table_everywhere_but_in_roles():
    restored = sam_template.stack_with(**OTHER_VALUES)
    used = {name: resource for name, resource in restored["Resources"].items()
            if resource["Type"] != "AWS::IAM::Role" and name != "TokenTable"}
    assert "<TokenTable" not in str(used)
    assert restored["Outputs"]["TokenTableName"]["Value"] == "tokenry-g3"
    assert {function["Environment"]["Variables"].get("TABLE_NAME", "tokenry-g3")
            for function in of_type(restored, "AWS::Lambda::Function").values() if "Environment" in function} == {
                "tokenry-g3"}
    assert properties(restored, "TokenTable") == properties(UNSET, "TokenTable")


@pytest.mark.parametrize(("values", "source"), [
    ({}, "<TokenTable.StreamArn>"),
    ({"TableGeneration": "3", "TableStreamLabel": OTHER_VALUES["TableStreamLabel"]},
     f"arn:aws:dynamodb:eu-central-1:123456789012:table/tokenry-g3/stream/{OTHER_VALUES['TableStreamLabel']}"),
    # The stream of a restored table is forgotten, not mistaken, when the own table is in use again.
    ({"TableStreamLabel": OTHER_VALUES["TableStreamLabel"]}, "<TokenTable.StreamArn>"),
], ids=["own table", "restored table", "own table again"])
def test_audit_events_follow_from_the_stream_of_the_table_in_use(values, source):
    mapping = properties(sam_template.stack_with(**values), "AuditMapping")
    assert mapping["EventSourceArn"] == source


def test_no_arn_contains_the_name_of_one_stack():
    """The tests use the usual name, so they would not notice."""
    template = (sam_template.PROJECT / "template.yaml").read_text(encoding="utf-8")
    assert re.findall(r"arn:.*tokenry.*", template) == []


def test_the_log_of_audit_events_can_be_protected():
    protected = sam_template.stack_with(AuditLogDeletionProtection="true")
    groups = of_type(protected, "AWS::Logs::LogGroup")
    assert {name for name, group in groups.items() if group.get("DeletionProtectionEnabled") == "true"} == {"AuditLogs"}
    assert properties(UNSET, "AuditLogs")["DeletionProtectionEnabled"] == "false"


def test_the_deployment_checks_the_limits_that_functions_get_before_they_get_them():
    """`LimitsCheck` fails a deployment with limits that contradict each other."""
    stack = sam_template.stack_with(**OTHER_VALUES)
    checked = properties(stack, "LimitsCheck")["Limits"]
    limited = {name: function["Environment"]["Variables"]["LIMITS"]
               for name, function in of_type(stack, "AWS::Lambda::Function").items()
               if "LIMITS" in function.get("Environment", {}).get("Variables", {})}
    assert {"CreateFunction", "ListFunction", "MaintenanceFunction", "NoticesFunction"} <= limited.keys()
    assert set(limited.values()) == {checked}
    assert all(f"{parameter[0].lower()}{parameter[1:]}={OTHER_VALUES[parameter]}" in checked.split() for parameter in (
        "MaxTokenLifetime", "DefaultTokenLifetime", "RequireExpiration", "MaxTokensPerOwner", "RequireAllowedIps",
        "AutoDisableUnusedAfter"))
    assert {name for name in stack["Resources"]
            if "LimitsCheck" in str(stack["Resources"][name].get("DependsOn", ""))} == limited.keys()
