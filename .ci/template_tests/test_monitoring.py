"""Alarms lead to the runbook; alarms, dashboard and queries use what the authorizer logs."""
import json
import re

import pytest

import sam_template
from parameter_values import TOPIC
from sam_template import of_type

STACK = sam_template.stack_with(AlarmTopicArn=TOPIC, AlarmWithoutAuthorizations="true", ContributorInsights="true",
                                AlarmOnRetiredSecrets="true")
AUTHORIZER = sam_template.PROJECT / "authorizer/src/main/java/dev/tokenry/authorizer"
METRICS_SOURCE = (AUTHORIZER / "AuthorizerMetrics.java").read_text(encoding="utf-8")
HANDLER_SOURCE = (AUTHORIZER / "AuthorizeHandler.java").read_text(encoding="utf-8")
AUDIT_METRICS_SOURCE = (sam_template.PROJECT / "functions/src/main/java/dev/tokenry/functions/audit/AuditMetrics.java"
                        ).read_text(encoding="utf-8")
NOTICES_METRICS_SOURCE = (
    sam_template.PROJECT / "functions/src/main/java/dev/tokenry/functions/notices/NoticesMetrics.java"
).read_text(encoding="utf-8")
FUNCTIONS = sam_template.PROJECT / "functions/src/main/java/dev/tokenry/functions"
KEY_FETCHES_SOURCE = (FUNCTIONS / "resource" / "KeyFetches.java").read_text(encoding="utf-8")
EXCHANGE_LOG_SOURCE = (FUNCTIONS / "exchange" / "ExchangeLog.java").read_text(encoding="utf-8")
DENIED_REQUESTS_SOURCE = (
    sam_template.PROJECT / "functions/src/main/java/dev/tokenry/functions/http/DeniedRequestLog.java"
).read_text(encoding="utf-8")
PUBLISHED = set(re.findall(r'^ +[A-Z_]+\("(\w+)"\)[,;]$', METRICS_SOURCE, re.MULTILINE))


ALARMS = of_type(STACK, "AWS::CloudWatch::Alarm")
RULES = of_type(STACK, "AWS::Events::Rule")


def anchors(document):
    headings = re.findall(r"^#+ (.*)$", document, re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("text", [alarm["AlarmDescription"] for alarm in ALARMS.values()]
                         + [rule["Description"] for rule in RULES.values()]
                         + [rule["Targets"][0]["InputTransformer"]["InputTemplate"] for rule in RULES.values()])
def test_every_alarm_names_a_section_of_the_runbook(text):
    [file, anchor] = re.search(r"(docs/operations\.md)#([a-z-]+)\W*$", text).groups()
    assert anchor in anchors((sam_template.PROJECT / file).read_text(encoding="utf-8"))


def test_every_alarm_reports_to_the_topic():
    assert all(alarm["AlarmActions"] == [TOPIC] for alarm in ALARMS.values())
    assert all(target["Arn"] == TOPIC for rule in RULES.values() for target in rule["Targets"])
    assert not of_type(sam_template.stack_with(), "AWS::CloudWatch::Alarm")
    assert not of_type(sam_template.stack_with(), "AWS::Events::Rule")


def test_missing_data_is_an_alarm_only_where_requests_are_expected():
    breaching = {name for name, alarm in ALARMS.items() if alarm["TreatMissingData"] != "notBreaching"}
    # Notices have a schedule.
    assert breaching == {"NoAuthorizationAlarm", "NoticesAlarm"}
    assert "NoAuthorizationAlarm" not in of_type(sam_template.stack_with(AlarmTopicArn=TOPIC), "AWS::CloudWatch::Alarm")
    assert not of_type(sam_template.stack_with(AlarmWithoutAuthorizations="true"), "AWS::CloudWatch::Alarm")


def test_alarms_of_throttles_observe_the_table_and_all_indexes():
    observed = {(*(dimension["Value"] for dimension in metric["MetricStat"]["Metric"]["Dimensions"]),
                 metric["MetricStat"]["Metric"]["MetricName"])
                for name in ("TableThrottleAlarm", "IndexThrottleAlarm") for metric in ALARMS[name]["Metrics"][1:]}
    indexes = of_type(STACK, "AWS::DynamoDB::Table")["TokenTable"]["GlobalSecondaryIndexes"]
    tables = [("<TokenTable>",), *(("<TokenTable>", index["IndexName"]) for index in indexes)]
    metrics = ("ReadThrottleEvents", "WriteThrottleEvents")
    assert observed == {(*table, metric) for table in tables for metric in metrics}


@pytest.mark.parametrize("keys", ["", "1=arn:aws:kms:eu-central-1:123456789012:key/a",
                                  "2=arn:aws:kms:eu-central-1:123456789012:key/b,1=arn:aws:kms:eu-central-1:123456789012:key/a"])
def test_the_rule_observes_the_keys_that_derive_peppers(keys):
    stack = sam_template.stack_with(AlarmTopicArn=TOPIC, PepperKeys=keys)
    [rule] = of_type(stack, "AWS::Events::Rule").values()
    [statement] = of_type(stack, "AWS::IAM::ManagedPolicy")["PepperAccessPolicy"]["PolicyDocument"]["Statement"]
    assert rule["EventPattern"]["detail"]["resources"]["ARN"] == statement["Resource"]
    assert {"DisableKey", "ScheduleKeyDeletion"} <= set(rule["EventPattern"]["detail"]["eventName"])


def test_alarms_and_dashboard_use_metrics_and_reasons_that_the_functions_publish():
    alarms = json.dumps([alarm for alarm in ALARMS.values() if alarm.get("Namespace") == "Tokenry"])
    used = set(re.findall(r'"MetricName": "(\w+)"', alarms))
    reasons = set(re.findall(r'"Name": "Reason", "Value": "(\w+)"', alarms))
    for widget in dashboard()["widgets"]:
        for metric in widget["properties"]["metrics"]:
            if metric[0] == "Tokenry":
                used.add(metric[1])
                reasons.update(metric[metric.index("Reason") + 1:][:1] if "Reason" in metric else [])
            elif isinstance(metric[0], dict):
                used.update(re.findall(r'MetricName="(\w+)"', metric[0]["expression"]))
    published = re.findall(r'counts\.put\("(\w+)"', AUDIT_METRICS_SOURCE + NOTICES_METRICS_SOURCE + KEY_FETCHES_SOURCE)
    published += re.findall(r'String (?:EXCHANGED|REJECTED) = "(\w+)"', EXCHANGE_LOG_SOURCE)
    assert used == PUBLISHED | set(published)
    assert reasons and all(f'"{reason}"' in HANDLER_SOURCE for reason in reasons)


def dashboard():
    return json.loads(of_type(STACK, "AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"])


def test_the_dashboard_is_valid_and_its_widgets_do_not_overlap():
    widgets = dashboard()["widgets"]
    occupied = [(x, y) for each in widgets for x in range(each["x"], each["x"] + each["width"])
                for y in range(each["y"], each["y"] + each["height"])]
    assert len(occupied) == len(set(occupied)) and max(x for x, _ in occupied) < 24
    assert all(each["properties"]["region"] == "eu-central-1" and each["properties"]["title"] for each in widgets)
    references = {value for each in widgets for metric in each["properties"]["metrics"] for value in metric
                  if isinstance(value, str) and value.startswith("<")}
    assert references == {"<AuthorizeFunction>", "<AuditFunction>", "<TokenTable>"}


def test_queries_and_the_insight_rule_use_the_log_of_the_authorizer():
    fields = set(re.findall(r'"(TokenId|Rule|Reason)"', METRICS_SOURCE)) | PUBLISHED
    queries = of_type(STACK, "AWS::Logs::QueryDefinition")
    assert set(queries) == {"UseOfTokensQuery", "UseOfRulesQuery", "DeniedRequestsQuery"}
    for query in (queries["UseOfTokensQuery"], queries["UseOfRulesQuery"]):
        assert query["LogGroupNames"] == ["<AuthorizeLogs>"]
        assert set(re.findall(r"\b[A-Z]\w+", query["QueryString"])) <= fields

    rule = json.loads(of_type(STACK, "AWS::CloudWatch::InsightRule")["TokenInsightRule"]["RuleBody"])
    assert rule["LogGroupNames"] == ["<AuthorizeLogs>"]
    assert rule["Contribution"]["Keys"] == ["$.TokenId"]
    assert not of_type(sam_template.stack_with(), "AWS::CloudWatch::InsightRule")


def test_the_query_of_denials_reads_the_logs_of_all_functions_that_have_a_caller():
    groups = {function["LoggingConfig"]["LogGroup"]["Ref"]
              for function in of_type(sam_template.read(), "AWS::Serverless::Function").values()
              if any(event["Type"] == "Api" and event["Properties"].get("Auth", {}).get("Authorizer") != "NONE"
                     for event in function.get("Events", {}).values())}
    query = of_type(STACK, "AWS::Logs::QueryDefinition")["DeniedRequestsQuery"]
    assert sorted(query["LogGroupNames"]) == sorted(f"<{group}>" for group in groups)
    assert len(groups) <= 50
    fields = set(re.findall(r'json, "(\w+)"|json\.put\("(\w+)"', DENIED_REQUESTS_SOURCE))
    [grouped_by] = re.findall(r" by (.*)", query["QueryString"])
    assert {"event", *grouped_by.split(", ")} <= {name for names in fields for name in names}


def test_a_crash_is_counted_from_the_records_of_lambda():
    [metric_filter] = of_type(STACK, "AWS::Logs::MetricFilter").values()
    [metric] = metric_filter["MetricTransformations"]
    alarm = ALARMS["AuthorizerCrashAlarm"]
    assert metric_filter["LogGroupName"] == "<AuthorizeLogs>"
    assert (metric["MetricNamespace"], metric["MetricName"]) == (alarm["Namespace"], alarm["MetricName"])
    # A denied request ends with the status `error`, so this status counts only before the first request.
    assert metric_filter["FilterPattern"] == (
        '{ ($.type = "platform.report" && ($.record.status = "timeout" || $.record.status = "failure")) || '
        '($.type = "platform.initReport" && $.record.status != "success") || '
        '($.type = "platform.restoreReport" && $.record.status != "success") }')
