import sys

import pytest

import tokenry

TOKEN = "tk0c01." + "A" * 24 + "." + "B" * 64
SERVER = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()
    def log_message(self, *_):
        pass
print("The bootstrap token:", flush=True)
print(sys.argv[2], flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""


@pytest.fixture
def server_command(tmp_path, monkeypatch):
    monkeypatch.setattr(tokenry, "LOGS", tmp_path)
    (tmp_path / "server.py").write_text(SERVER)
    return f"{sys.executable} {tmp_path / 'server.py'}"


def test_running_yields_the_token_once_the_service_is_healthy_and_stops_it(server_command):
    port = tokenry.free_port()
    with tokenry.running(f"{server_command} {port} {TOKEN}", "test.log", port) as token:
        assert token == TOKEN
        assert tokenry.is_healthy(f"http://localhost:{port}/health")
    assert not tokenry.is_healthy(f"http://localhost:{port}/health")


def test_running_passes_environment_variables(server_command, monkeypatch):
    port = tokenry.free_port()
    with tokenry.running(f'{server_command} "$PORT" {TOKEN}', "test.log", port, PORT=str(port)) as token:
        assert token == TOKEN


def test_running_stops_the_service_when_a_check_fails(server_command):
    port = tokenry.free_port()

    def fail():
        with tokenry.running(f"{server_command} {port} {TOKEN}", "test.log", port):
            raise AssertionError("a check fails")

    with pytest.raises(AssertionError, match="a check fails"):
        fail()
    assert not tokenry.is_healthy(f"http://localhost:{port}/health")


def test_running_waits_for_a_child_that_ends_later_than_the_command(server_command, tmp_path):
    port = tokenry.free_port()
    ended = tmp_path / "ended"
    child = f"(trap 'sleep 1; touch {ended}; exit' TERM; while :; do sleep 0.1; done)"
    command = f"bash -c \"{child} & exec {server_command} {port} {TOKEN}\""
    with tokenry.running(command, "test.log", port):
        pass
    assert ended.exists()


def test_running_exits_with_the_redacted_log_when_the_service_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(tokenry, "LOGS", tmp_path)
    with pytest.raises(SystemExit) as exit_, tokenry.running(f"echo 'Port is in use' {TOKEN}", "test.log", 1):
        pass
    assert "Tokenry did not start:\nPort is in use tk0c01." in exit_.value.code
    assert "(secret)" in exit_.value.code
    assert "B" * 64 not in exit_.value.code


def test_a_token_is_no_start_until_the_service_is_healthy(server_command, monkeypatch):
    monkeypatch.setattr(tokenry, "START_SECONDS", 1)
    port, other = tokenry.free_port(), tokenry.free_port()
    with pytest.raises(SystemExit), tokenry.running(f"{server_command} {port} {TOKEN}", "test.log", other):
        pass


def test_redact_keeps_the_id_and_hides_each_secret():
    assert tokenry.redact(f"token {TOKEN}, again {TOKEN}") == (
        f"token tk0c01.{'A' * 24}.(secret), again tk0c01.{'A' * 24}.(secret)")
    assert tokenry.redact("no secret") == "no secret"
