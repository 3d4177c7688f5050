import contextlib
import sys

import pytest

import clients
import npm
import tokenry


@pytest.mark.parametrize(("code", "exit_code"), [("print('1 passed')", 0), ("raise SystemExit(5)", 5)])
def test_the_exit_code_of_the_tests_is_returned(code, exit_code):
    assert clients.run_tests([sys.executable, "-c", code], 1, "t") == exit_code


def test_tests_receive_the_url_and_the_token_and_print_no_secret(capsys):
    secret = "A" * 64
    code = "import os; print(os.environ['TOKENRY_ORIGIN'], os.environ['TOKENRY_TOKEN'])"
    assert clients.run_tests([sys.executable, "-c", code], 8081, f"id.{secret}") == 0
    assert capsys.readouterr().out == "http://localhost:8081 id.(secret)\n"


def test_tests_that_do_not_end_fail(monkeypatch, capsys):
    monkeypatch.setattr(clients, "CLIENT_SECONDS", 1)
    code = "import time; print('started', flush=True); time.sleep(60)"
    assert clients.run_tests([sys.executable, "-c", code], 1, "t") == 1
    assert capsys.readouterr().out == "started\n\nNo result after 1 s\n"


def test_main_names_the_clients_whose_tests_fail(monkeypatch):
    @contextlib.contextmanager
    def running(command, log_name, port, **variables):
        yield "t"

    monkeypatch.setattr(tokenry, "running", running)
    monkeypatch.setattr(clients, "python_client", lambda name: [sys.executable, "-c", f"exit({name == 'dt'})"])
    monkeypatch.setattr(clients, "javascript_client", lambda: [sys.executable, "-c", "exit(0)"])
    assert clients.main() == "Tests failed for: dt (Python, requests)"
    assert clients.main_full() is None
    monkeypatch.setattr(clients, "python_client", lambda name: [sys.executable, "-c", f"exit({name == 'dt-async'})"])
    assert clients.main() is None
    assert clients.main_full() == "Tests failed for: dt-async (Python, httpx)"


def test_npm_packages_are_installed_once_for_each_lock_file(tmp_path, monkeypatch):
    monkeypatch.setattr(npm, "INSTALL", ["sh", "-c", "mkdir -p node_modules; echo >> installed"])
    for lock in ("one", "one", "two"):
        (tmp_path / "package-lock.json").write_text(lock)
        npm.install(tmp_path)
    assert (tmp_path / "installed").read_text() == "\n\n"
