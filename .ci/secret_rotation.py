"""What the tests of examples/secret-rotation share: a secret in moto, and the function, which can be made to crash."""
import contextlib
import importlib.util
import io
import json
import re
import traceback
import urllib.error
import urllib.request
import uuid

import boto3
import pytest

import tokenry

EXAMPLE = tokenry.ROOT / "examples" / "secret-rotation"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
ROTATION_TOKEN = "rotation-token-for-another-account-01"
REGION = "eu-central-1"
TOKEN_SECRET = re.compile(r"[A-Z2-7]{64}")


class Crash(BaseException):
    """Ends the function as Lambda does: no handler of exceptions sees it."""


class Fault:
    """Ends the function before or after one of its effects, which is a method of HTTP or of boto3."""

    def __init__(self, effect, moment):
        self.effect, self.moment = effect, moment

    def around(self, effect, call):
        if effect == self.effect and self.moment == "before":
            raise Crash
        result = call()
        if effect == self.effect:
            raise Crash
        return result


NO_FAULT = Fault(None, None)


class Aws:
    """The secrets of an emulated AWS, and what Secrets Manager does around the steps of a rotation."""

    def __init__(self, endpoint):
        self.settings = {"region_name": REGION, "endpoint_url": endpoint, "aws_access_key_id": "test",
                         "aws_secret_access_key": "test"}
        self.secrets = boto3.client("secretsmanager", **self.settings)
        # moto invokes rotation functions. Without Docker, it runs none and reports success: the tests run the steps.
        urllib.request.urlopen(urllib.request.Request(
            f"{endpoint}/moto-api/config", b'{"lambda": {"use_docker": false}}')).close()
        role = boto3.client("iam", **self.settings).create_role(RoleName="rotation", AssumeRolePolicyDocument="{}")
        self.function = boto3.client("lambda", **self.settings).create_function(
            FunctionName="rotation", Runtime="python3.13", Role=role["Role"]["Arn"], Handler="rotation.handler",
            Code={"ZipFile": b"none"})["FunctionArn"]

    def store(self, value):
        """Creates a secret and returns its ARN."""
        return self.secrets.create_secret(Name=f"ci/{uuid.uuid4()}", SecretString=value)["ARN"]

    def begin(self, secret):
        """Creates the pending version, which has no value, and returns its id."""
        return self.secrets.rotate_secret(
            SecretId=secret, ClientRequestToken=str(uuid.uuid4()), RotationLambdaARN=self.function,
            RotationRules={"AutomaticallyAfterDays": 30})["VersionId"]

    def end(self, secret, version):
        """Removes the label of a pending version, which AWS does once the rotation is complete, and moto does not."""
        self.secrets.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSPENDING", RemoveFromVersionId=version)

    def replace(self, secret, value):
        """Makes a new version the current one. In moto, PutSecretValue alone does not do so after RotateSecret."""
        [current] = [version for version, labels in self.labels(secret).items() if "AWSCURRENT" in labels]
        version = self.secrets.put_secret_value(
            SecretId=secret, SecretString=json.dumps(value), VersionStages=["NEW"])["VersionId"]
        self.secrets.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=version, RemoveFromVersionId=current)

    def value(self, secret, label):
        return json.loads(self.secrets.get_secret_value(SecretId=secret, VersionStage=label)["SecretString"])

    def has_value(self, secret, version):
        try:
            return "SecretString" in self.secrets.get_secret_value(SecretId=secret, VersionId=version)
        except self.secrets.exceptions.ResourceNotFoundException:
            return False

    def labels(self, secret):
        return self.secrets.describe_secret(SecretId=secret)["VersionIdsToStages"]


class Rotation:
    """One rotation of a secret, whose steps are run by the function as it is deployed."""

    def __init__(self, aws, secret, monkeypatch, overlap_seconds=3600):
        for name, value in {"AWS_ENDPOINT_URL_SECRETS_MANAGER": aws.settings["endpoint_url"],
                            "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": "test",
                            "AWS_SECRET_ACCESS_KEY": "test", "OVERLAP_SECONDS": str(overlap_seconds)}.items():
            monkeypatch.setenv(name, value)
        self.aws, self.secret, self.version = aws, secret, aws.begin(secret)
        self.calls = []
        self.function = load_function()
        self.fault = NO_FAULT
        self.function.opener = Intercepted(self, self.function.opener)
        self.function.secrets_manager = Intercepted(self, self.function.secrets_manager)

    def run(self, step, fault=NO_FAULT, **changes):
        """Runs a step; fails if it prints a secret, or raises an exception that contains one."""
        self.fault, printed = fault, io.StringIO()
        event = json.loads((EXAMPLE / "events" / f"{step.removesuffix('Secret')}-secret.json").read_text())
        event |= {"SecretId": self.secret, "ClientRequestToken": self.version} | changes
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                self.function.handler(event, None)
        except BaseException:
            printed.write(traceback.format_exc())
            raise
        finally:
            self.fault = NO_FAULT
            assert_logs_no_secret(printed.getvalue(), self.version)
        return printed.getvalue()

    def run_all(self):
        for step in STEPS:
            self.run(step)

    def crash(self, step, effect, moment):
        """Runs a step that ends at an effect."""
        with pytest.raises(Crash):
            self.run(step, Fault(effect, moment))

    def count(self, effect):
        return sum(name == effect for name, _ in self.calls)


class Intercepted:
    """Passes on the calls of the function to an HTTP opener or an AWS client, unless a fault ends it."""

    def __init__(self, rotation, target):
        self.rotation, self.target = rotation, target

    def open(self, request, timeout):
        return self._call(request.get_method(), request, lambda: self.target.open(request, timeout=timeout))

    def __getattr__(self, name):
        member = getattr(self.target, name)
        if not callable(member):
            return member

        def call(**arguments):
            if name == "put_secret_value":
                self._require_no_value(arguments)
            return self._call(name, arguments, lambda: member(**arguments))

        return call

    def _call(self, name, arguments, call):
        self.rotation.calls.append((name, arguments))
        return self.rotation.fault.around(name, call)

    def _require_no_value(self, arguments):
        """AWS never changes the value of a version; moto does."""
        assert not self.rotation.aws.has_value(arguments["SecretId"], arguments["ClientRequestToken"])


def load_function():
    """Loads the function with the present environment, as a cold start does."""
    spec = importlib.util.spec_from_file_location("rotation", EXAMPLE / "src" / "rotation.py")
    function = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(function)
    return function


def assert_logs_no_secret(printed, version):
    assert not TOKEN_SECRET.search(printed), f"prints the secret of a token: {tokenry.redact(printed)}"
    assert version not in printed, f"prints the idempotency key: {printed}"
    assert ROTATION_TOKEN not in printed, f"prints the rotation token: {printed}"


class Api:
    """Calls Tokenry."""

    def __init__(self, url, administrator):
        self.url, self.administrator = url, administrator

    def call(self, method, path, body=None, token=None, **headers):
        """Returns the status and the JSON of the response."""
        request = urllib.request.Request(
            f"{self.url}/v2/apiTokens{path}", None if body is None else json.dumps(body).encode(), method=method,
            headers={"Authorization": f"Api-Token {token or self.administrator}", "Content-Type": "application/json",
                     **headers})
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.status, json.loads(response.read() or "{}")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or "{}")

    def create(self, **fields):
        """Creates a token that can rotate itself; returns the value of a secret."""
        status, created = self.call("POST", "", {
            "name": "ci", "project": "alpha", "scopes": ["snapshots.upload", "apiTokens.rotateSelf"]} | fields)
        assert status == 201, status
        return {"endpoint": self.url, "id": created["id"], "token": created["token"]}

    def accepts(self, secret):
        status, _ = self.call("GET", f"/{secret['id']}", token=secret["token"])
        assert status in (200, 401), status
        return status == 200

    def record(self, secret):
        return self.call("GET", f"/{secret['id']}")[1]
