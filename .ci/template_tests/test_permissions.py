"""What each function may do. A permission that is added or widened must be added to the table."""
import re

import pytest

import sam_template
from parameter_values import OTHER_VALUES
from sam_template import of_type

# Function, action, resource, conditions. Permissions for logs, traces and the pepper are in other tests.
PERMISSIONS = """
AuditFunction       dynamodb:DescribeStream stream
AuditFunction       dynamodb:GetRecords    stream
AuditFunction       dynamodb:GetShardIterator stream
AuditFunction       dynamodb:ListStreams   stream
AuditFunction       dynamodb:PutItem       audit
AuditFunction       events:PutEvents       bus             events:source is dev.tokenry
AuditFunction       sqs:SendMessage        failures
AuthorizeFunction   dynamodb:BatchGetItem  table
AuthorizeFunction   dynamodb:GetItem       table
AuthorizeFunction   dynamodb:UpdateItem    table           Attributes only currentUsedAt deletedAt lastUsedAt lastUsedIp pk previousUsedAt regeneratedAt rejectedAt rejectedIp rejectedReason retiredFirstUsedAt retiredUsedAt retiredUsedIp retiredUses scopeUse scopeUseSince, LeadingKeys not like *#*, ReturnValues is or absent NONE
AuthorizeFunction   dynamodb:UpdateItem    table           LeadingKeys like scopeUse#*, ReturnValues is or absent NONE
BootstrapFunction   dynamodb:GetItem       table
BootstrapFunction   dynamodb:PutItem       table           LeadingKeys like bootstrap#* pepper#*
BootstrapFunction   dynamodb:PutItem       table           LeadingKeys not like *#*
BulkFunction        dynamodb:BatchGetItem  table           LeadingKeys like project#*
BulkFunction        dynamodb:GetItem       table
BulkFunction        dynamodb:UpdateItem    table           LeadingKeys like name#*
BulkFunction        dynamodb:UpdateItem    table           LeadingKeys not like *#*
CreateFunction      dynamodb:BatchGetItem  table           LeadingKeys like project#*
CreateFunction      dynamodb:BatchGetItem  table           LeadingKeys like scope#*
CreateFunction      dynamodb:GetItem       table
CreateFunction      dynamodb:PutItem       table           LeadingKeys like idem#* name#*
CreateFunction      dynamodb:PutItem       table           LeadingKeys like project#*
CreateFunction      dynamodb:PutItem       table           LeadingKeys not like *#*
CreateFunction      dynamodb:Query         index/all       LeadingKeys only S
CreateFunction      dynamodb:Query         index/byOwner
DeleteFunction      dynamodb:BatchGetItem  table           LeadingKeys like project#*
DeleteFunction      dynamodb:GetItem       table
DeleteFunction      dynamodb:UpdateItem    table           LeadingKeys like name#*
DeleteFunction      dynamodb:UpdateItem    table           LeadingKeys not like *#*
DeleteScopeFunction dynamodb:BatchGetItem  table           LeadingKeys like scope#*
DeleteScopeFunction dynamodb:GetItem       table           LeadingKeys like scope#*
DeleteScopeFunction dynamodb:Query         index/all       LeadingKeys only R T X
DeleteScopeFunction dynamodb:UpdateItem    table           LeadingKeys like scope#*
CreateFunction      dynamodb:UpdateItem    table           LeadingKeys like project#*
DeleteProjectFunction dynamodb:BatchGetItem  table           LeadingKeys like project#*
DeleteProjectFunction dynamodb:GetItem       table           LeadingKeys like project#* user#*
DeleteProjectFunction dynamodb:Query         index/all       LeadingKeys only R
DeleteProjectFunction dynamodb:Query         index/byProject
DeleteProjectFunction dynamodb:UpdateItem    table           LeadingKeys like project#*
DeleteScopeTemplateFunction dynamodb:GetItem       table           LeadingKeys like template#*
DeleteScopeTemplateFunction dynamodb:UpdateItem    table           LeadingKeys like template#*
DeleteSessionsFunction dynamodb:GetItem       table
DeleteSessionsFunction dynamodb:Query         index/byOwner
DeleteSessionsFunction dynamodb:UpdateItem    table           LeadingKeys like name#*
DeleteSessionsFunction dynamodb:UpdateItem    table           LeadingKeys not like *#*
DeleteUserFunction  dynamodb:BatchGetItem  table           LeadingKeys like project#*
DeleteUserFunction  dynamodb:GetItem       table           LeadingKeys like user#*
DeleteUserFunction  dynamodb:Query         index/all       LeadingKeys only R
DeleteUserFunction  dynamodb:Query         index/byOwner
DeleteUserFunction  dynamodb:UpdateItem    table           LeadingKeys like identity#* user#*
ExchangeFunction    dynamodb:GetItem       table           LeadingKeys like identity#* issuer#* keys#* name#* pepper#* trust#* used#* user#*
ExchangeFunction    dynamodb:GetItem       table           LeadingKeys not like *#*
ExchangeFunction    dynamodb:PutItem       table           LeadingKeys like identity#* name#* used#*
ExchangeFunction    dynamodb:PutItem       table           LeadingKeys not like *#*
ExchangeFunction    dynamodb:UpdateItem    table           LeadingKeys like user#*
ExchangeFunction    dynamodb:UpdateItem    table           LeadingKeys like keys#*
ExchangeFunction    dynamodb:UpdateItem    table           Attributes only pepper pk seal, LeadingKeys like identity#*, ReturnValues is or absent NONE
ExchangeFunction    dynamodb:UpdateItem    table           Attributes only deletedAt lastUsedAt pk trustId, LeadingKeys like trust#*, ReturnValues is or absent NONE
GetFunction         dynamodb:BatchGetItem  table           LeadingKeys like project#*
GetFunction         dynamodb:GetItem       table
GetProjectFunction  dynamodb:BatchGetItem  table           LeadingKeys like project#*
GetProjectFunction  dynamodb:GetItem       table           LeadingKeys like project#* user#*
GetProjectFunction  dynamodb:Query         index/byProject
GetScopeTemplateFunction dynamodb:GetItem       table           LeadingKeys like template#*
GetUserFunction     dynamodb:BatchGetItem  table           LeadingKeys like project#*
GetUserFunction     dynamodb:GetItem       table           LeadingKeys like user#*
GetUserFunction     dynamodb:Query         index/byOwner
ListEventsFunction  dynamodb:Query         audit
ListEventsFunction  dynamodb:Query         audit/byActor
ListEventsFunction  dynamodb:Query         audit/byDay
ListFunction        dynamodb:BatchGetItem  table
ListFunction        dynamodb:GetItem       table
ListFunction        dynamodb:Query         index/all
ListFunction        dynamodb:Query         index/byOwner
ListFunction        dynamodb:Query         index/byProject
ListProjectsFunction dynamodb:BatchGetItem  table           LeadingKeys like project#*
ListProjectsFunction dynamodb:GetItem       table           LeadingKeys like user#*
ListProjectsFunction dynamodb:Query         index/all       LeadingKeys only P
ListScopeTemplatesFunction dynamodb:BatchGetItem  table           LeadingKeys like template#*
ListScopeTemplatesFunction dynamodb:Query         index/all       LeadingKeys only M
ListIssuersFunction dynamodb:BatchGetItem  table           LeadingKeys like issuer#*
ListIssuersFunction dynamodb:GetItem       table           LeadingKeys like pepper#*
ListIssuersFunction dynamodb:Query         index/all       LeadingKeys only I
GetIssuerFunction   dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#*
PutIssuerFunction   dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#*
PutIssuerFunction   dynamodb:PutItem       table           LeadingKeys like issuer#*
PutIssuerFunction   dynamodb:UpdateItem    table           LeadingKeys like issuer#*
PutIssuerFunction   dynamodb:UpdateItem    table           LeadingKeys like keys#*
DeleteIssuerFunction dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#*
DeleteIssuerFunction dynamodb:Query         index/all       LeadingKeys only R
DeleteIssuerFunction dynamodb:UpdateItem    table           LeadingKeys like issuer#*
ListTrustsFunction  dynamodb:BatchGetItem  table           LeadingKeys like project#*
ListTrustsFunction  dynamodb:BatchGetItem  table           LeadingKeys like trust#*
ListTrustsFunction  dynamodb:GetItem       table           LeadingKeys like pepper#* user#*
ListTrustsFunction  dynamodb:Query         index/all       LeadingKeys only R
GetTrustFunction    dynamodb:BatchGetItem  table           LeadingKeys like project#*
GetTrustFunction    dynamodb:GetItem       table           LeadingKeys like pepper#* trust#* user#*
PutTrustFunction    dynamodb:BatchGetItem  table           LeadingKeys like project#*
PutTrustFunction    dynamodb:BatchGetItem  table           LeadingKeys like scope#*
PutTrustFunction    dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#* trust#* user#*
PutTrustFunction    dynamodb:GetItem       table           LeadingKeys not like *#*
PutTrustFunction    dynamodb:PutItem       table           LeadingKeys like trust#*
PutTrustFunction    dynamodb:Query         index/all       LeadingKeys only R S
PutTrustFunction    dynamodb:UpdateItem    table           LeadingKeys like trust#*
DeleteTrustFunction dynamodb:BatchGetItem  table           LeadingKeys like project#*
DeleteTrustFunction dynamodb:GetItem       table           LeadingKeys like pepper#* trust#* user#*
DeleteTrustFunction dynamodb:UpdateItem    table           LeadingKeys like trust#*
ExplainTrustFunction dynamodb:BatchGetItem  table           LeadingKeys like project#*
ExplainTrustFunction dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#* trust#* user#*
SignInFunction      dynamodb:BatchGetItem  table           LeadingKeys like issuer#* trust#*
SignInFunction      dynamodb:GetItem       table           LeadingKeys like keys#* pepper#*
SignInFunction      dynamodb:Query         index/all       LeadingKeys only I R
SignInFunction      dynamodb:UpdateItem    table           LeadingKeys like keys#*
ListTokenEventsFunction dynamodb:BatchGetItem  table           LeadingKeys like project#*
ListTokenEventsFunction dynamodb:GetItem       table
ListTokenEventsFunction dynamodb:Query         audit           LeadingKeys like token#*
ListUserEventsFunction dynamodb:GetItem       table           LeadingKeys like user#*
ListUserEventsFunction dynamodb:Query         audit           LeadingKeys like user#*
ListUsersFunction   dynamodb:BatchGetItem  table           LeadingKeys like project#*
ListUsersFunction   dynamodb:BatchGetItem  table           LeadingKeys like user#*
ListUsersFunction   dynamodb:Query         index/all       LeadingKeys only U
LookupFunction      dynamodb:BatchGetItem  table           LeadingKeys like project#*
LookupFunction      dynamodb:GetItem       table
PatchFunction       dynamodb:BatchGetItem  table           LeadingKeys like project#*
PatchFunction       dynamodb:BatchGetItem  table           LeadingKeys like scope#*
MaintenanceFunction dynamodb:BatchGetItem  table           LeadingKeys not like *#*
MaintenanceFunction dynamodb:GetItem       table           LeadingKeys not like *#*
MaintenanceFunction dynamodb:Query         index/all       LeadingKeys only T
MaintenanceFunction dynamodb:UpdateItem    table           LeadingKeys not like *#*
NoticesFunction     dynamodb:BatchGetItem  table           LeadingKeys like user#*
NoticesFunction     dynamodb:BatchGetItem  table           LeadingKeys not like *#*
NoticesFunction     dynamodb:GetItem       table           LeadingKeys like notices#*
NoticesFunction     dynamodb:PutItem       audit
NoticesFunction     dynamodb:Query         index/all       LeadingKeys only T
NoticesFunction     dynamodb:UpdateItem    table           Attributes only deletedAt eventNotice mailNotice pk topicNotice, LeadingKeys not like *#*, ReturnValues is or absent NONE
NoticesFunction     dynamodb:UpdateItem    table           LeadingKeys like notices#*
NoticesFunction     events:PutEvents       bus             events:source is dev.tokenry
NoticesSchedule     lambda:InvokeFunction  notices
PatchFunction       dynamodb:GetItem       table
PatchFunction       dynamodb:Query         index/all       LeadingKeys only S
PatchFunction       dynamodb:Query         index/byOwner
PatchFunction       dynamodb:UpdateItem    table           LeadingKeys like name#*
PatchFunction       dynamodb:UpdateItem    table           LeadingKeys not like *#*
PutScopeFunction    dynamodb:BatchGetItem  table           LeadingKeys like scope#*
PutScopeFunction    dynamodb:GetItem       table           LeadingKeys like scope#*
PutScopeFunction    dynamodb:Query         index/all       LeadingKeys only S
PutScopeFunction    dynamodb:UpdateItem    table           LeadingKeys like scope#*
PutScopeTemplateFunction dynamodb:BatchGetItem  table           LeadingKeys like scope#*
PutScopeTemplateFunction dynamodb:BatchGetItem  table           LeadingKeys like template#*
PutScopeTemplateFunction dynamodb:GetItem       table           LeadingKeys like template#*
PutScopeTemplateFunction dynamodb:PutItem       table           LeadingKeys like template#*
PutScopeTemplateFunction dynamodb:Query         index/all       LeadingKeys only M S
PutScopeTemplateFunction dynamodb:UpdateItem    table           LeadingKeys like template#*
PutUserFunction     dynamodb:BatchGetItem  table           LeadingKeys like project#*
PutUserFunction     dynamodb:BatchGetItem  table           LeadingKeys like scope#*
PutProjectFunction  dynamodb:BatchGetItem  table           LeadingKeys like project#*
PutProjectFunction  dynamodb:GetItem       table           LeadingKeys like project#* user#*
PutProjectFunction  dynamodb:PutItem       table           LeadingKeys like project#*
PutProjectFunction  dynamodb:Query         index/byProject
PutProjectFunction  dynamodb:UpdateItem    table           LeadingKeys like project#*
PutUserFunction     dynamodb:GetItem       table           LeadingKeys like issuer#* pepper#* user#*
PutUserFunction     dynamodb:PutItem       table           LeadingKeys like identity#* user#*
PutUserFunction     dynamodb:Query         index/all       LeadingKeys only R S
PutUserFunction     dynamodb:Query         index/byOwner
PutUserFunction     dynamodb:UpdateItem    table           LeadingKeys like identity#* user#*
RegenerateFunction  dynamodb:BatchGetItem  table           LeadingKeys like project#*
RegenerateFunction  dynamodb:GetItem       table
RegenerateFunction  dynamodb:PutItem       table           LeadingKeys like idem#*
RegenerateFunction  dynamodb:Query         index/byOwner
RegenerateFunction  dynamodb:UpdateItem    table           LeadingKeys not like *#*
GitHubLeaksFunction dynamodb:GetItem       table           LeadingKeys like pepper#*
GitHubLeaksFunction dynamodb:GetItem       table           LeadingKeys not like *#*
GitHubLeaksFunction dynamodb:UpdateItem    table           LeadingKeys not like *#*
RevocationFunction  dynamodb:GetItem       table           LeadingKeys like pepper#*
RevocationFunction  dynamodb:GetItem       table           LeadingKeys not like *#*
RevocationFunction  dynamodb:UpdateItem    table           LeadingKeys not like *#*
RulesFunction       dynamodb:BatchGetItem  table           LeadingKeys like scope#*
RulesFunction       dynamodb:GetItem       table           LeadingKeys like rules#*
RulesFunction       dynamodb:PutItem       table           LeadingKeys like rules#*
RulesFunction       dynamodb:Query         index/all       LeadingKeys only R S T X
RulesFunction       dynamodb:UpdateItem    table           LeadingKeys like scope#*
ScopesFunction      dynamodb:BatchGetItem  table           LeadingKeys like scope#*
ScopesFunction      dynamodb:Query         index/all       LeadingKeys only S
SnapshotFunction    dynamodb:UpdateItem    table           Attributes only deletedAt lastUploadAt pk, LeadingKeys like project#*, ReturnValues is or absent NONE
SnapshotFunction    s3:PutObject           snapshots
UpdateFunction      dynamodb:BatchGetItem  table           LeadingKeys like project#*
UpdateFunction      dynamodb:BatchGetItem  table           LeadingKeys like scope#*
UpdateFunction      dynamodb:GetItem       table
UpdateFunction      dynamodb:Query         index/all       LeadingKeys only S
UpdateFunction      dynamodb:UpdateItem    table           LeadingKeys like name#*
UpdateFunction      dynamodb:UpdateItem    table           LeadingKeys not like *#*
"""  # noqa: E501
DURING_A_ROTATION = """
AuthorizeFunction   dynamodb:UpdateItem    table           Attributes only deletedAt digest pepper pk previousDigest previousPepper, LeadingKeys not like *#*, ReturnValues is or absent NONE
"""  # noqa: E501
WITH_NOTIFICATIONS = """
NoticesFunction     ses:SendEmail          sender          ses:FromAddress is tokens@mail.example.com
NoticesFunction     ses:SendEmail          domain          ses:FromAddress is tokens@mail.example.com
NoticesFunction     ses:SendEmail          configuration
NoticesFunction     sns:Publish            topic
"""
USES_PEPPER = {"AuthorizeFunction", "BootstrapFunction", "CreateFunction", "LookupFunction", "RegenerateFunction",
               "RevocationFunction",
               # They read sealed records, or write them.
               "ListIssuersFunction", "GetIssuerFunction", "PutIssuerFunction", "DeleteIssuerFunction",
               "ListTrustsFunction", "GetTrustFunction", "PutTrustFunction", "DeleteTrustFunction",
               "ExplainTrustFunction", "ExchangeFunction", "PutUserFunction", "SignInFunction",
               # They read the trust of a session.
               "UpdateFunction", "PatchFunction", "BulkFunction"}
# It has the variables always, and may derive the pepper if there are keys of GitHub.
USES_PEPPER_FOR_GITHUB = "GitHubLeaksFunction"
GITHUB_KEYS = {"GitHubSecretScanningKeys": OTHER_VALUES["GitHubSecretScanningKeys"]}

OPERATORS = {"ForAllValues:StringEquals": "only", "ForAllValues:StringLike": "like",
             "ForAllValues:StringNotLike": "not like", "StringEquals": "is", "StringEqualsIfExists": "is or absent"}
RESOURCES = {"<TokenTable.Arn>": "table", "<TokenTable.Arn>/stream/*": "stream", "<AuditTable.Arn>": "audit",
             **{f"<AuditTable.Arn>/index/{name}": f"audit/{name}" for name in ("byActor", "byDay")},
             "<AuditFailureQueue.Arn>": "failures",
             "arn:aws:events:eu-central-1:123456789012:event-bus/default": "bus",
             "<SnapshotBucket.Arn>/projects/*/snapshots/*": "snapshots",
             "<NoticesFunction.Arn>": "notices",
             "arn:aws:sns:eu-central-1:123456789012:tokens": "topic",
             "arn:aws:ses:eu-central-1:123456789012:identity/tokens@mail.example.com": "sender",
             "arn:aws:ses:eu-central-1:123456789012:identity/mail.example.com": "domain",
             "arn:aws:ses:eu-central-1:123456789012:configuration-set/*": "configuration",
             **{f"<TokenTable.Arn>/index/{name}": f"index/{name}" for name in ("all", "byOwner", "byProject")}}
# ? stands for one character, the generation.
RESTORED_TABLES = "arn:aws:dynamodb:eu-central-1:123456789012:table/tokenry-g?"
KEYS = "1=arn:aws:kms:eu-central-1:123456789012:key/a,2=arn:aws:kms:eu-central-1:123456789012:key/b"

STACK = sam_template.stack_with()


def as_list(value):
    return value if isinstance(value, list) else [value]


def lines(table):
    return {" ".join(line.split()) for line in table.splitlines() if line}


def resources(statement):
    """The resources of a statement; a statement for the own table is also one for the restored tables."""
    own = {each for each in as_list(statement["Resource"]) if not each.startswith(RESTORED_TABLES)}
    restored = {each.replace("<TokenTable.Arn>", RESTORED_TABLES) for each in own if each.startswith("<TokenTable")}
    assert own | restored == set(as_list(statement["Resource"]))
    return own


def permissions(stack):
    """The statements of all roles, one line per function, action and resource."""
    for name, role in of_type(stack, "AWS::IAM::Role").items():
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                assert statement.keys() <= {"Sid", "Effect", "Action", "Resource", "Condition"}
                assert statement["Effect"] == "Allow"
                for action in as_list(statement["Action"]):
                    for resource in resources(statement):
                        yield " ".join([name.removesuffix("Role"), action, RESOURCES[resource],
                                        conditions(statement)]).rstrip()


def conditions(statement):
    texts = [f"{key.removeprefix('dynamodb:')} {OPERATORS[operator]} {' '.join(sorted(as_list(values)))}"
             for operator, keys in statement.get("Condition", {}).items() for key, values in keys.items()]
    return ", ".join(sorted(texts))


@pytest.mark.parametrize(("parameters", "expected"), [
    ({}, PERMISSIONS),
    ({"PepperKeys": KEYS}, PERMISSIONS + DURING_A_ROTATION),
    ({"UniqueTokenNames": "true"}, PERMISSIONS),
    ({name: OTHER_VALUES[name] for name in ("NotificationsFrom", "NotificationsTopic")},
     PERMISSIONS + WITH_NOTIFICATIONS),
    (GITHUB_KEYS, PERMISSIONS),
    # The roles do not change while a deployment changes the table.
    ({"TableGeneration": "3"}, PERMISSIONS),
], ids=["default", "rotation", "unique names", "notifications", "keys of GitHub", "restored table"])
def test_each_function_has_exactly_the_permissions_in_the_table(parameters, expected):
    assert set(permissions(sam_template.stack_with(**parameters))) == lines(expected)


def test_only_these_functions_can_write_other_items_than_tokens():
    writers = {line.split()[0] for line in permissions(STACK) if re.search("(Put|Update|Delete)Item table", line)
               and not re.search(r"LeadingKeys (not like \*#\*|like (idem|name|bootstrap)#)", line)}
    # Creating a token creates the record of its project, an upload changes when it was, and the authorizer records
    # which scopes a token uses. Runs of notices take turns by an item. An exchange records the use of a trust, stores
    # the keys of its issuer, links a person who signs in for the first time, and seals the link again. The list of
    # issuers for people stores their keys.
    assert writers == {"AuthorizeFunction", "PutUserFunction", "DeleteUserFunction", "RulesFunction", "CreateFunction",
                       "PutProjectFunction", "DeleteProjectFunction", "SnapshotFunction", "NoticesFunction",
                       "ExchangeFunction", "SignInFunction",
                       "PutIssuerFunction", "DeleteIssuerFunction", "PutTrustFunction", "DeleteTrustFunction",
                       "PutScopeFunction", "DeleteScopeFunction",
                       "PutScopeTemplateFunction", "DeleteScopeTemplateFunction"}


def test_nothing_of_this_stack_can_change_or_delete_an_audit_event():
    """An event can be added and read. The table and its events outlive the stack."""
    on_events = [line.split()[:3] for line in permissions(STACK) if re.search(r" audit(/\S+)?( |$)", line)]
    assert [each for each in on_events if not re.fullmatch("dynamodb:(PutItem|Query)", each[1])] == []
    assert sorted(each[0] for each in on_events if each[1] == "dynamodb:PutItem") == [
        "AuditFunction", "NoticesFunction"]
    denied = {"dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:*", "*"}
    for role in of_type(STACK, "AWS::IAM::Role").values():
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                named = str(statement["Resource"])
                assert "AuditTable" not in named or not denied & set(as_list(statement["Action"]))
    table = STACK["Resources"]["AuditTable"]
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert table["Properties"]["DeletionProtectionEnabled"] is True
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


@pytest.mark.parametrize("name", of_type(STACK, "AWS::Lambda::Function"))
def test_a_function_writes_to_its_own_log_group_only(name):
    function, role = of_type(STACK, "AWS::Lambda::Function")[name], of_type(STACK, "AWS::IAM::Role")[f"{name}Role"]
    assert function["Role"] == f"<{name}Role.Arn>"
    assert role["PermissionsBoundary"] == "<FunctionBoundary>"
    # SAM attaches both. The boundary reduces them.
    assert [arn.rsplit("/", 1)[1] for arn in role["ManagedPolicyArns"]] == [
        "AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess"]
    [log_group] = [tag["Value"] for tag in role["Tags"] if tag["Key"] == "LogGroup"]
    assert log_group == function["LoggingConfig"]["LogGroup"] == f"<{name.removesuffix('Function')}Logs>"


def test_the_boundary_permits_logs_by_tag_traces_and_the_actions_that_roles_grant():
    granted = {line.split()[1] for line in lines(PERMISSIONS + WITH_NOTIFICATIONS)
               if line.split()[0].endswith("Function")} | {"kms:GenerateMac"}
    document = of_type(STACK, "AWS::IAM::ManagedPolicy")["FunctionBoundary"]["PolicyDocument"]
    assert [(each["Effect"], set(each["Action"]), each["Resource"], each.get("Condition"))
            for each in document["Statement"]] == [
        ("Allow", {"logs:CreateLogStream", "logs:PutLogEvents"},
         "arn:aws:logs:eu-central-1:123456789012:log-group:${aws:PrincipalTag/LogGroup}:*", None),
        ("Allow", {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}, "*", None),
        ("Allow", granted, "*", None)]


@pytest.mark.parametrize(("parameters", "permitted"), [
    ({}, USES_PEPPER), (GITHUB_KEYS, USES_PEPPER | {USES_PEPPER_FOR_GITHUB})], ids=["default", "keys of GitHub"])
def test_only_functions_that_use_the_pepper_may_derive_it(parameters, permitted):
    stack = sam_template.stack_with(**parameters)
    policy = of_type(stack, "AWS::IAM::ManagedPolicy")["PepperAccessPolicy"]
    assert sorted(policy["Roles"]) == sorted(f"<{name}Role>" for name in permitted)
    _, deny = of_type(stack, "AWS::KMS::Key")["PepperKey"]["KeyPolicy"]["Statement"]
    assert sorted(deny["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]) == sorted(
        f"<{name}Role.Arn>" for name in permitted)


def test_the_functions_that_use_the_pepper_wait_for_the_permission():
    functions = of_type(STACK, "AWS::Lambda::Function")
    assert {name for name, function in functions.items()
            if "PEPPER_KEYS" in function.get("Environment", {}).get("Variables", {})
            } == USES_PEPPER | {USES_PEPPER_FOR_GITHUB}
    assert {name for name in functions if "PepperAccessPolicy" in as_list(
        STACK["Resources"][name].get("DependsOn", []))} == USES_PEPPER | {USES_PEPPER_FOR_GITHUB}


@pytest.mark.parametrize(("value", "keys"), [
    ("", ["<PepperKey.Arn>"]), (KEYS, [pair.split("=")[1] for pair in KEYS.split(",")])], ids=["own key", "rotation"])
def test_peppers_are_derived_with_the_configured_keys_and_algorithm_only(value, keys):
    [statement] = of_type(sam_template.stack_with(PepperKeys=value), "AWS::IAM::ManagedPolicy")[
        "PepperAccessPolicy"]["PolicyDocument"]["Statement"]
    assert statement | {"Sid": ""} == {
        "Sid": "", "Effect": "Allow", "Action": "kms:GenerateMac", "Resource": keys,
        "Condition": {"StringEquals": {"kms:MacAlgorithm": "HMAC_SHA_256"}}}


def test_the_account_administers_the_key_and_only_the_functions_use_it():
    allow, deny = of_type(STACK, "AWS::KMS::Key")["PepperKey"]["KeyPolicy"]["Statement"]
    assert (allow["Effect"], allow["Principal"], allow["Action"], allow.get("Condition")) == (
        "Allow", {"AWS": "arn:aws:iam::123456789012:root"}, "kms:*", None)
    assert (deny["Effect"], deny["Principal"]) == ("Deny", {"AWS": "*"})
    assert deny["Condition"].keys() == {"ArnNotEquals"}
    assert sorted(deny["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]) == sorted(
        f"<{name}Role.Arn>" for name in USES_PEPPER)
    # Nothing that administers the key is denied to anyone, so that nobody can be locked out.
    assert deny["Action"] == ["kms:GenerateMac", "kms:VerifyMac"]


def test_services_invoke_functions_from_this_stack_only():
    allowed = of_type(STACK, "AWS::Lambda::Permission").values()
    assert {each["Principal"] for each in allowed} == {"apigateway.amazonaws.com"}
    assert all("<Api>" in each["SourceArn"] for each in allowed)


def test_no_resource_depends_on_itself():
    """The transform adds dependencies that the template does not show."""
    source = sam_template.read()
    template = sam_template.transform(source, sam_template.default_values(source) | {"Canary": "true"})
    dependencies = {name: set(references(each)) & template["Resources"].keys()
                    for name, each in template["Resources"].items()}
    while dependencies:
        independent = {name for name, needed in dependencies.items() if not needed & dependencies.keys()}
        assert independent, f"circle among {sorted(dependencies)}"
        dependencies = {name: needed for name, needed in dependencies.items() if name not in independent}


def references(value):
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        for key, argument in value.items():
            if key == "Ref":
                yield argument
            elif key == "Fn::GetAtt":
                yield (argument.split(".") if isinstance(argument, str) else argument)[0]
            elif key == "Fn::Sub":
                text = argument[0] if isinstance(argument, list) else argument
                yield from (name.split(".")[0] for name in sam_template.PLACEHOLDER.findall(text))
                yield from references(argument[1:] if isinstance(argument, list) else [])
            elif key == "DependsOn":
                yield from as_list(argument)
            else:
                yield from references(argument)
