import os
import re
import subprocess
import time
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| `(\.ci/[\w-]+)` \| ([\w ]+) \|", re.MULTILINE)
CHECK = re.compile(r"^check (\S+)$", re.MULTILINE)
CHECKS_SH = CI / "checks.sh"


def listed():
    return ROW.findall((CI / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("list_", ["run", "full"])
def test_the_table_lists_the_checks_in_their_order(list_):
    checks = CHECK.findall((CI / list_).read_text(encoding="utf-8"))
    assert checks
    assert [check for check, part in listed() if part == list_] == checks


def test_every_check_is_executable_and_part_of_a_list():
    checks = {f".ci/{path.name}" for path in CI.glob("check-*")}
    assert checks <= {check for check, _ in listed()}
    for check, _ in listed():
        assert (CI.parent / check).stat().st_mode & 0o111, f"{check} is not executable"


def run(script):
    return subprocess.run(["bash", "-c", f"set -euo pipefail; source {CHECKS_SH}; {script}"],
                          capture_output=True, text=True)


def test_checks_run_in_order_and_are_counted():
    ran = run("one() { echo 1; }; two() { echo 2; }; check one; check two")
    assert ran.returncode == 0
    assert re.sub(r"\d s", "0 s", ran.stdout) == (
        "\n== one\n1\n(one: 0 s)\n\n== two\n2\n(two: 0 s)\n\nchecks: 2 passed, 0 failed\n")


def test_the_first_failure_ends_the_run():
    ran = run("one() { true; }; two() { (exit 3); }; check one; check two; check one")
    assert ran.returncode == 3
    assert ran.stdout.endswith("== two\n\ntwo failed\nchecks: 1 passed, 1 failed\n")


def test_a_run_that_keeps_going_names_every_failure_and_fails():
    ran = run("one() { true; }; two() { (exit 3); }; three() { (exit 4); }; "
              "keep_going=1; start three; check two; check three; check one")
    assert ran.returncode == 1
    assert "== one\n" in ran.stdout
    assert ran.stdout.endswith("\n\ntwo failed\nthree failed\nchecks: 1 passed, 2 failed\n")


def test_an_interrupt_ends_the_run_although_the_check_ends_by_itself():
    """A Java process ends with a status of its own, and a script around it with another."""
    ran = run("one() { bash -c 'trap \"exit 1\" INT; kill -INT $PPID $$'; }; two() { true; }; "
              "keep_going=1; check one; check two")
    assert ran.returncode == 130
    assert "== two" not in ran.stdout


def test_a_started_check_is_reported_in_its_turn():
    ran = run("one() { echo 1; }; two() { echo 2; echo error >&2; }; start two; check one; check two")
    assert ran.returncode == 0
    assert re.sub(r"\d s", "0 s", ran.stdout) == (
        "\n== one\n1\n(one: 0 s)\n\n== two\n2\nerror\n(two: 0 s, 0 s next to others)\n\nchecks: 2 passed, 0 failed\n")


def test_a_started_check_has_a_low_priority_and_the_others_keep_theirs():
    ran = run("one() { nice; }; two() { nice; }; start two; check one; check two")
    assert re.findall(r"^\d+$", ran.stdout, re.MULTILINE) == [str(os.nice(0)), "10"]


def test_a_lower_priority_that_the_user_has_chosen_is_kept():
    ran = run("renice() { return 1; }; two() { nice; }; start two; check two")
    assert ran.returncode == 0
    assert re.findall(r"^\d+$", ran.stdout, re.MULTILINE) == [str(os.nice(0))]


def test_the_failure_of_a_started_check_ends_the_run():
    ran = run("one() { true; }; two() { echo 2; (exit 3); }; start two; check one; check two; check one")
    assert ran.returncode == 3
    assert ran.stdout.endswith("== two\n2\n\ntwo failed\nchecks: 1 passed, 1 failed\n")


def test_a_started_check_ends_with_the_run():
    ran = run("one() { (exit 3); }; endless() { sleep 600; }; start endless; echo $! >&2; check one")
    assert ran.returncode == 3
    deadline = time.monotonic() + 10
    while alive(ran.stderr.strip()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def alive(group):
    states = subprocess.run(["ps", "-A", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return re.findall(rf"^\s*{group}\s+[^Z].*$", states, re.MULTILINE)


@pytest.mark.parametrize("list_", ["run", "full"])
def test_every_started_check_has_its_turn(list_):
    text = (CI / list_).read_text(encoding="utf-8")
    assert set(re.findall(r"^start (\S+)$", text, re.MULTILINE)) <= set(CHECK.findall(text))
