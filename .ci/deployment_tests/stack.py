"""The stack of Tokenry on an emulated AWS: deployed by the SAM CLI, called through Lambda and over HTTP."""
import functools
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import boto3

import emulated_template
import package
import sam_template
import tokenry

SAM = Path(sys.executable).parent / "sam"
SETTINGS = {"AWS_DEFAULT_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "SAM_CLI_TELEMETRY": "0"}
NAME = "tokenry"
# The released settings ask an operator before a change.
UNATTENDED = {"deploy": ["--no-confirm-changeset"], "delete": ["--no-prompts"]}
REQUEST_SECONDS = 60


class Stack:
    """A copy of the project as `mvn package` leaves it, and the stack that the SAM CLI makes of it."""

    def __init__(self, folder, endpoint):
        self.project = folder / "project"
        self.released = folder / "released"
        self.endpoint = endpoint
        self.substitutions = []
        self.environment = tokenry.without_aws_settings() | SETTINGS | {"AWS_ENDPOINT_URL": endpoint}

    def release(self, project):
        """Takes the template, the settings and the archives of a project, to be deployed next."""
        self.released.mkdir(parents=True, exist_ok=True)
        self.project.mkdir(parents=True, exist_ok=True)
        shutil.copy(project / "template.yaml", self.released)
        shutil.copy(project / "samconfig.toml", self.project)
        for archive in sam_template.archives(sam_template.parse(project)):
            (self.project / archive).parent.mkdir(parents=True, exist_ok=True)
            package.with_bootstrap(project / archive, self.project / archive)

    def deploy(self, **parameters):
        # The SAM CLI reads quotes as a shell does: JSON without quotes around it would end at its first one.
        overrides = [name + "=" + (shlex.quote(value) if '"' in value else value) for name, value in parameters.items()]
        self.sam("deploy", *(["--parameter-overrides", *overrides] if overrides else []))

    def sam(self, command, *arguments):
        """Runs the SAM CLI on the template that MiniStack can deploy with the parameters of the arguments."""
        values = self.parameters() | dict(
            "".join(shlex.split(argument)).split("=", 1) for argument in arguments if re.match(r"\w+=", argument))
        derived, self.substitutions = emulated_template.derive(sam_template.parse(self.released), values)
        # The long form of intrinsic functions is the same in JSON, which is YAML.
        (self.project / "template.yaml").write_text(json.dumps(derived, indent=1), encoding="utf-8")
        ran = subprocess.run([SAM, command, *arguments, *UNATTENDED.get(command, [])], cwd=self.project,
                             env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if ran.returncode:
            raise AssertionError(f"sam {command} exits with {ran.returncode}\n{ran.stdout}{ran.stderr}")

    @functools.cache  # noqa: B019 - a stack lives as long as the tests
    def client(self, service):
        return boto3.client(service, endpoint_url=self.endpoint, region_name=SETTINGS["AWS_DEFAULT_REGION"],
                            aws_access_key_id="test", aws_secret_access_key="test")

    def description(self):
        """Returns what CloudFormation says about the stack, or nothing if there is none."""
        stacks = self.client("cloudformation").describe_stacks()["Stacks"]
        return next((stack for stack in stacks if stack["StackName"] == NAME), {})

    def parameters(self):
        return {item["ParameterKey"]: item["ParameterValue"] for item in self.description().get("Parameters", [])}

    def outputs(self):
        return {item["OutputKey"]: item["OutputValue"] for item in self.description()["Outputs"]}

    def resources(self, resource_type):
        """Returns the physical ids of the stack's resources of a type by logical id."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=NAME)
        return {item["LogicalResourceId"]: item["PhysicalResourceId"] for page in pages
                for item in page["StackResourceSummaries"] if item["ResourceType"] == resource_type}

    def failures(self):
        """Returns the reasons for which resources could not be created or changed, the latest first."""
        events = self.client("cloudformation").describe_stack_events(StackName=NAME)["StackEvents"]
        return [event["ResourceStatusReason"] for event in events if event["ResourceStatus"].endswith("E_FAILED")]

    def live(self):
        """Returns the configuration behind the alias of each function that has one by logical id."""
        aliases = self.resources("AWS::Lambda::Alias")
        functions = {name: function for name, function in self.resources("AWS::Lambda::Function").items()
                     if f"{name}Aliaslive" in aliases}
        client = self.client("lambda")
        return {name: client.get_function_configuration(FunctionName=function, Qualifier="live")
                for name, function in functions.items()}

    def invoke(self, function, event):
        """Invokes a function through its alias and returns its result."""
        name = self.resources("AWS::Lambda::Function")[function]
        response = self.client("lambda").invoke(FunctionName=name, Qualifier="live", Payload=json.dumps(event))
        payload = json.load(response["Payload"])
        if "FunctionError" in response:
            raise AssertionError(f"{function} fails: {tokenry.redact(json.dumps(payload))}")
        return payload

    def api(self):
        """Returns the API at the URL of the stack's output."""
        return Api(self.endpoint, self.outputs()["ApiUrl"])


class Api:
    """Sends requests to the emulator, which finds the API by the Host header."""

    def __init__(self, endpoint, url):
        self.address = urlsplit(endpoint).netloc
        identifier = urlsplit(url).netloc.split(".")[0]
        self.host = f"{identifier}.execute-api.localhost:{urlsplit(endpoint).port}"
        self.base = urlsplit(url).path

    def request(self, method, path, token=None, body=None):
        """Sends one request, without repetition, and returns the status and the body of the response."""
        connection = http.client.HTTPConnection(self.address, timeout=REQUEST_SECONDS)
        headers = {"Host": self.host} | ({"Authorization": f"Api-Token {token}"} if token else {})
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, self.base + path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            text = response.read()
            return response.status, json.loads(text) if text else None
        finally:
            connection.close()


if __name__ == "__main__":
    # The SAM CLI of an operator's shell: see operator_shell.py.
    Stack(Path(os.environ["TOKENRY_DEPLOYMENT"]), os.environ["AWS_ENDPOINT_URL"]).sam(*sys.argv[1:])
