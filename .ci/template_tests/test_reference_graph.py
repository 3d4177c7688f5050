"""No template has a circle of references. cfn-lint does not find one that the transform of SAM makes."""
import subprocess
import sys
from pathlib import Path

import pytest
from samtranslator.yaml_helper import yaml_parse

import sam_template
from reference_graph import find_cycle

CFN_LINT = Path(sys.executable).parent / "cfn-lint"
TEMPLATES = sorted(str(path.relative_to(sam_template.PROJECT))
                   for pattern in ("template.yaml", "examples/*/template.yaml", "examples/events/*.yaml")
                   for path in sam_template.PROJECT.glob(pattern))

# The function receives requests of the API, the client redirects to the API, and the function knows the client.
TRAP = """
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: {StageName: api}
  Pool:
    Type: AWS::Cognito::UserPool
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Pool
      CallbackURLs: [!Sub 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api/console/signed-in']
  Exchange:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: java25
      Handler: example.Handler
      CodeUri: s3://bucket/key
      Environment: {Variables: {CLIENT_ID: !Ref Client}}
      Events:
        Token:
          Type: Api
          Properties: {RestApiId: !Ref Api, Method: post, Path: /token}
"""


def resources(**references):
    return {"Resources": {name: {"Type": "AWS::SNS::Topic", **reference} for name, reference in references.items()}}


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_has_no_circle(path):
    template = yaml_parse((sam_template.PROJECT / path).read_text(encoding="utf-8"))
    assert find_cycle(sam_template.transform(template)) == []


def test_a_client_id_in_a_function_closes_a_circle_that_cfn_lint_does_not_see(tmp_path):
    template = tmp_path / "template.yaml"
    template.write_text(TRAP, encoding="utf-8")
    lint = subprocess.run([CFN_LINT, template], capture_output=True, text=True)
    assert lint.returncode == 0, lint.stdout

    cycle = find_cycle(sam_template.transform(yaml_parse(TRAP)))
    assert cycle[0] == cycle[-1]
    assert set(cycle) == {"Api", "Client", "Exchange"}


@pytest.mark.parametrize("reference", [
    {"DependsOn": "A"}, {"DependsOn": ["A"]}, {"Properties": {"TopicName": {"Ref": "A"}}},
    {"Properties": {"TopicName": {"Fn::GetAtt": ["A", "TopicName"]}}},
    {"Properties": {"TopicName": {"Fn::GetAtt": "A.TopicName"}}},
    {"Properties": {"TopicName": {"Fn::Sub": "x-${A}"}}},
    {"Properties": {"TopicName": {"Fn::Sub": "x-${A.TopicName}"}}},
    {"Properties": {"TopicName": {"Fn::Sub": ["x-${B}", {"B": {"Ref": "A"}}]}}},
    {"Properties": {"TopicName": {"Fn::If": ["Never", "x", {"Fn::Join": ["-", [{"Ref": "A"}]]}]}}},
    {"UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {"ApplicationName": {"Ref": "A"}}}}])
def test_every_kind_of_reference_counts(reference):
    assert find_cycle(resources(A=reference)) == ["A", "A"]
    two = resources(A={"DependsOn": "C"}, C=reference)
    assert sorted(find_cycle(two)[1:]) == ["A", "C"]


@pytest.mark.parametrize("reference", [
    {"Properties": {"TopicName": {"Fn::Sub": "x-${!A}"}}}, {"Properties": {"TopicName": {"Ref": "AWS::StackName"}}},
    {"Properties": {"TopicName": {"Fn::Sub": ["x-${A}", {"A": "text"}]}}}, {"Metadata": {"note": {"Ref": "A"}}},
    {"Properties": {"TopicName": "A"}}])
def test_what_is_no_reference_does_not_count(reference):
    assert find_cycle(resources(A=reference)) == []
