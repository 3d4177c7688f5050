"""Rotates tokens of a Tokenry on this machine whose secrets are in an emulated AWS Secrets Manager."""
import json
import time
from datetime import datetime, timezone

import pytest

import moto_server
import tokenry
from scripted_server import BEFORE_BODY, error, scripted_server
from secret_rotation import EXAMPLE, ROTATION_TOKEN, STEPS, Api, Aws, Rotation

# Every effect that the function has outside itself: the step, the method of HTTP or boto3.
EFFECTS = [("createSecret", "POST"), ("createSecret", "put_secret_value"), ("createSecret", "GET"),
           ("testSecret", "GET"), ("finishSecret", "update_secret_version_stage")]
OTHER_SPELLINGS = {"createSecret": "create_secret", "setSecret": "set_secret", "testSecret": "test_secret",
                   "finishSecret": "finish_secret"}
A_SECRET = {"id": "tk0c01." + "A" * 24, "token": "tk0c01." + "A" * 24 + "." + "B" * 64}
ANOTHER_TOKEN = "tk0c01." + "C" * 24 + "." + "D" * 64


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    """Starts Tokenry once for all tests; they use tokens of their own."""
    data, port = tmp_path_factory.mktemp("tokenry") / "data", tokenry.free_port()
    with tokenry.running(tokenry.START_COMMAND, "secret-rotation.log", port,
                         TOKENRY_PORT=str(port), TOKENRY_DATA=str(data)) as administrator:
        yield Api(f"http://localhost:{port}/api", administrator)


@pytest.fixture(scope="module")
def aws():
    with moto_server.running() as endpoint:
        yield Aws(endpoint)


class Stored:
    """A token whose value is stored, with a client that keeps the first value, and one that reads the current one."""

    def __init__(self, api, aws, monkeypatch, **settings):
        self.api, self.aws = api, aws
        self.first = api.create()
        self.secret = aws.store(json.dumps(self.first | {"project": "alpha"}))
        self.rotation = Rotation(aws, self.secret, monkeypatch, **settings)

    def value(self, label):
        return self.aws.value(self.secret, label)

    def assert_clients_are_served(self):
        assert self.api.accepts(self.first), "a client that keeps the value is rejected"
        assert self.api.accepts(self.value("AWSCURRENT")), "a client that reads the value is rejected"

    def assert_rotated(self):
        self.assert_clients_are_served()
        current = self.value("AWSCURRENT")
        assert current["token"] != self.first["token"]
        assert {**current, "token": None} == {**self.first, "token": None, "project": "alpha"}
        assert self.value("AWSPREVIOUS")["token"] == self.first["token"]
        assert "AWSCURRENT" in self.aws.labels(self.secret)[self.rotation.version]


@pytest.fixture
def stored(api, aws, monkeypatch):
    return Stored(api, aws, monkeypatch)


def test_each_step_leaves_all_clients_served(stored):
    for step in STEPS:
        stored.rotation.run(step)
        stored.assert_clients_are_served()
    stored.assert_rotated()
    assert stored.rotation.count("POST") == 1


def test_the_old_value_works_until_the_overlap_ends(api, aws, monkeypatch):
    stored = Stored(api, aws, monkeypatch, overlap_seconds=1)
    stored.rotation.run_all()
    end = datetime.fromisoformat(api.record(stored.first)["previousSecretValidUntil"])
    time.sleep(max(0, (end - datetime.now(timezone.utc)).total_seconds()) + 0.1)
    assert not api.accepts(stored.first)
    assert api.accepts(stored.value("AWSCURRENT"))


def test_the_overlap_is_the_one_that_is_configured(api, aws, monkeypatch):
    stored = Stored(api, aws, monkeypatch, overlap_seconds=7200)
    stored.rotation.run_all()
    record = api.record(stored.first)
    lasts = (datetime.fromisoformat(record["previousSecretValidUntil"])
             - datetime.fromisoformat(record["regeneratedDate"]))
    assert lasts.total_seconds() == 7200


def test_each_step_can_be_repeated(stored):
    for step in STEPS:
        stored.rotation.run(step)
        pending = stored.value("AWSPENDING")
        stored.rotation.run(step)
        assert stored.value("AWSPENDING") == pending
        stored.assert_clients_are_served()
    stored.assert_rotated()
    assert stored.rotation.count("POST") == 1


def test_a_complete_rotation_changes_nothing_when_it_is_repeated(stored):
    stored.rotation.run_all()
    current, calls = stored.value("AWSCURRENT"), len(stored.rotation.calls)
    stored.rotation.run_all()
    assert stored.value("AWSCURRENT") == current
    assert [name for name, _ in stored.rotation.calls[calls:]] == ["describe_secret"] * 4
    stored.assert_rotated()


@pytest.mark.parametrize("restarts", [True, False], ids=["from the first step", "from the failed step"])
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(("step", "effect"), EFFECTS)
def test_a_rotation_that_is_interrupted_is_completed_later(stored, step, effect, moment, restarts):
    for each in STEPS[:STEPS.index(step)]:
        stored.rotation.run(each)
    stored.rotation.crash(step, effect, moment)
    stored.assert_clients_are_served()
    for each in STEPS if restarts else STEPS[STEPS.index(step):]:
        stored.rotation.run(each)
        stored.assert_clients_are_served()
    stored.assert_rotated()


@pytest.mark.parametrize(("effect", "moment"), [("POST", "before"), ("POST", "after"), ("put_secret_value", "before")])
def test_a_rotation_that_is_interrupted_many_times_is_completed(stored, effect, moment):
    for _ in range(4):
        stored.rotation.crash("createSecret", effect, moment)
        stored.assert_clients_are_served()
    stored.rotation.run_all()
    stored.assert_rotated()


def test_the_end_of_the_overlap_does_not_move_with_repetitions(stored):
    stored.rotation.crash("createSecret", "POST", "after")
    end = stored.api.record(stored.first)["previousSecretValidUntil"]
    stored.rotation.crash("createSecret", "put_secret_value", "before")
    stored.rotation.run_all()
    assert stored.api.record(stored.first)["previousSecretValidUntil"] == end


def test_the_new_value_is_used_as_soon_as_it_is_stored(stored):
    # From its first use on, a repetition of the request, by a second run of the step for example, does not replace it.
    stored.rotation.run("createSecret")
    (stored_by, _), (used_by, request) = stored.rotation.calls[-2:]
    assert (stored_by, used_by) == ("put_secret_value", "GET")
    assert request.get_header("Authorization") == "Api-Token " + stored.value("AWSPENDING")["token"]


def test_a_secret_is_rotated_again_and_again(api, aws, monkeypatch):
    stored = Stored(api, aws, monkeypatch)
    values = [stored.first]
    for _ in range(3):
        stored.rotation.run_all()
        aws.end(stored.secret, stored.rotation.version)
        values.append(stored.value("AWSCURRENT"))
        stored.rotation = Rotation(aws, stored.secret, monkeypatch)
    assert [api.accepts(value) for value in values] == [False, False, True, True]


def test_both_spellings_of_the_steps_are_accepted(stored):
    for step in STEPS:
        stored.rotation.run(step, Step=OTHER_SPELLINGS[step])
    stored.assert_rotated()


@pytest.mark.parametrize("step", ["", "create", "createsecret", "CreateSecret", "deleteSecret", "Secret"])
def test_an_unknown_step_is_rejected(stored, step):
    with pytest.raises(ValueError, match="is not known"):
        stored.rotation.run("createSecret", Step=step)


def test_the_test_alone_uses_the_current_value_and_changes_nothing(stored):
    """What Secrets Manager does when rotation is configured with RotateImmediatelyOnUpdate false."""
    assert "there is no pending value" in stored.rotation.run("testSecret")
    assert stored.rotation.count("GET") == 1
    assert stored.rotation.count("POST") == 0
    assert stored.value("AWSCURRENT")["token"] == stored.first["token"]
    assert "regeneratedDate" not in stored.api.record(stored.first)


def test_the_test_alone_fails_if_the_current_value_does_not_work(stored):
    stored.api.call("PUT", f"/{stored.first['id']}", {"enabled": False})
    with pytest.raises(RuntimeError, match="401 unauthorized"):
        stored.rotation.run("testSecret")


def test_a_pending_version_without_a_value_does_not_become_current(stored):
    with pytest.raises(ValueError, match="has no value"):
        stored.rotation.run("finishSecret")
    stored.assert_clients_are_served()


def test_a_version_that_is_not_pending_is_rejected(stored):
    [current] = [version for version, labels in stored.aws.labels(stored.secret).items() if "AWSCURRENT" in labels]
    stored.aws.end(stored.secret, stored.rotation.version)
    for version in (stored.rotation.version, "0" * 32):
        with pytest.raises(ValueError, match="does not have the label AWSPENDING"):
            stored.rotation.run("createSecret", ClientRequestToken=version)
    assert "is complete" in stored.rotation.run("createSecret", ClientRequestToken=current)
    assert stored.rotation.count("POST") == 0


def test_a_secret_whose_rotation_is_off_is_not_rotated(stored):
    stored.aws.secrets.cancel_rotate_secret(SecretId=stored.secret)
    with pytest.raises(ValueError, match="not enabled"):
        stored.rotation.run("createSecret")
    assert stored.rotation.count("POST") == 0


def test_the_rotation_token_is_passed_on_if_there_is_one(stored):
    stored.rotation.run("createSecret", RotationToken=ROTATION_TOKEN)
    [arguments] = [arguments for name, arguments in stored.rotation.calls if name == "put_secret_value"]
    assert arguments["RotationToken"] == ROTATION_TOKEN


def test_a_token_without_the_scope_is_not_rotated_and_the_reason_is_named(api, aws, monkeypatch):
    stored = Stored(api, aws, monkeypatch)
    api.call("PUT", f"/{stored.first['id']}", {"scopes": ["snapshots.upload"]})
    with pytest.raises(RuntimeError, match="403 missing-scope"):
        stored.rotation.run("createSecret")
    stored.assert_clients_are_served()


def test_a_rotation_that_was_abandoned_is_reported_and_ends_with_a_new_value(api, stored):
    stored.rotation.run("createSecret")
    stored.aws.end(stored.secret, stored.rotation.version)
    stored.rotation.version = stored.aws.begin(stored.secret)
    with pytest.raises(RuntimeError, match="403 previous-secret"):
        stored.rotation.run("createSecret")
    stored.assert_clients_are_served()

    # The remedy that the README of the example describes.
    status, response = api.call("POST", f"/{stored.first['id']}/regenerate", {"overlapSeconds": 3600})
    assert status == 200
    stored.aws.end(stored.secret, stored.rotation.version)
    stored.aws.replace(stored.secret, stored.first | {"token": response["token"]})
    stored.rotation.version = stored.aws.begin(stored.secret)
    stored.rotation.run_all()
    assert api.accepts(stored.value("AWSCURRENT"))
    assert api.accepts(stored.value("AWSPREVIOUS"))


def test_an_unreachable_service_fails_the_step(aws, monkeypatch):
    secret = {"endpoint": f"http://localhost:{tokenry.free_port()}/api", **A_SECRET}
    rotation = Rotation(aws, aws.store(json.dumps(secret)), monkeypatch)
    with pytest.raises(OSError, match="refused"):
        rotation.run("createSecret")


@pytest.mark.parametrize("value", [
    " ", "text", "[]", "null", "{}", '"' + A_SECRET["token"] + '"', A_SECRET["token"],
    json.dumps(A_SECRET), json.dumps(A_SECRET | {"endpoint": 1}),
    json.dumps(A_SECRET | {"endpoint": "https://tokenry.example/api", "id": "tk0c01." + "C" * 24}),
    json.dumps(A_SECRET | {"endpoint": "https://tokenry.example/api", "token": A_SECRET["token"] + "\n"}),
    json.dumps(A_SECRET | {"endpoint": "https://tokenry.example/api", "token": "Api-Token " + A_SECRET["token"]}),
    *(json.dumps(A_SECRET | {"endpoint": endpoint}) for endpoint in (
        "", "tokenry.example/api", "http://tokenry.example/api", "http://localhost.example/api", "https:///api",
        "file:///etc/passwd", "ftp://localhost/api"))])
def test_a_secret_of_another_form_is_rejected_without_its_text(aws, monkeypatch, value):
    rotation = Rotation(aws, aws.store(value), monkeypatch)
    for step in "createSecret", "testSecret":
        with pytest.raises(ValueError, match="must"):
            rotation.run(step)
    assert rotation.count("POST") == rotation.count("GET") == 0


def ok(**content):
    return 200, {}, json.dumps(content).encode()


REGENERATED = {"id": A_SECRET["id"], "token": A_SECRET["id"] + "." + "E" * 64}


@pytest.mark.parametrize(("response", "raised", "message"), [
    (ok(id=A_SECRET["id"]), RuntimeError, "its value is lost"),
    (ok(id=A_SECRET["id"], token=ANOTHER_TOKEN), ValueError, "id its first two parts"),
    (ok(id=A_SECRET["id"], token=["x"]), ValueError, "strings"),
    ((200, {}, b"<html>" + A_SECRET["token"].encode()), RuntimeError, "its value is lost"),
    ((302, {"Location": "/elsewhere"}, b""), RuntimeError, "POST .*: 302$"),
    ((307, {"Location": "/elsewhere"}, b""), RuntimeError, "POST .*: 307$"),
    (error(400, "Api-Token " + A_SECRET["token"]), RuntimeError, "POST .*: 400$"),
    ((403, {}, json.dumps({"error": {"reason": "Api-Token " + A_SECRET["token"]}}).encode()), RuntimeError,
     "POST .*: 403$"),
    ((403, {}, b'{"error":"no object"}'), RuntimeError, "POST .*: 403$"),
    ((503, {"Retry-After": "5"}, b'{"error":{"code":503,"reason":"unavailable"}}'), RuntimeError,
     "POST .*: 503 unavailable$")])
def test_an_unexpected_response_is_neither_stored_nor_logged(aws, monkeypatch, response, raised, message):
    with scripted_server(response) as server:
        rotation = Rotation(aws, aws.store(json.dumps({"endpoint": server.url, **A_SECRET})), monkeypatch)
        with pytest.raises(raised, match=message):
            rotation.run("createSecret")
        assert rotation.count("put_secret_value") == 0
        assert [path for _, path, _ in server.requests] == [f"/v2/apiTokens/{A_SECRET['id']}/regenerate"]


@pytest.mark.parametrize("response", [ok(), ok(id="tk0c01." + "C" * 24), (200, {}, b"[]"), (200, {}, b"")])
def test_the_record_of_another_token_fails_the_test(aws, monkeypatch, response):
    with scripted_server((*response, BEFORE_BODY)) as server:
        rotation = Rotation(aws, aws.store(json.dumps({"endpoint": server.url, **A_SECRET})), monkeypatch)
        with pytest.raises(RuntimeError, match="did not return the record"):
            rotation.run("testSecret")


def test_a_repetition_sends_the_same_key_and_body(aws, monkeypatch):
    lost = (None, {}, b"")
    with scripted_server(lost, ok(**REGENERATED), (*ok(id=A_SECRET["id"]), BEFORE_BODY)) as server:
        rotation = Rotation(aws, aws.store(json.dumps({"endpoint": server.url + "/", **A_SECRET})), monkeypatch)
        with pytest.raises(OSError, match="closed connection"):
            rotation.run("createSecret")
        rotation.run("createSecret")
        first, second = server.requests[:2]
        assert first == second
        assert first[2]["Idempotency-Key"] == rotation.version
        assert server.bodies == [b'{"overlapSeconds": 3600}'] * 2


def test_every_step_has_an_event():
    events = [json.loads(path.read_text()) for path in (EXAMPLE / "events").glob("*.json")]
    assert sorted(event["Step"] for event in events) == sorted(STEPS)
    assert {frozenset(event) for event in events} == {frozenset({"Step", "SecretId", "ClientRequestToken"})}
