"""The commands of the pages for operators, as a shell would call them: recorded, not run.

Blocks `sh aws` of a page run in one shell in which only harmless programs exist. `aws` and `sam` note their arguments
and print a value, and a variable without a value ends the shell.
"""
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import readme
from sam_template import PROJECT

OPERATIONS = "docs/operations.md"
HARMLESS = ["bash", "cat", "date", "diff", "head", "seq", "sort", "tr"]
PROGRAM = """#!/bin/bash
printf '%s\\x1f' "${0##*/}" "$@" >> "$RECORD"
printf '\\x1e' >> "$RECORD"
case $* in
  sns*) echo arn:aws:sns:eu-central-1:123456789012:alarms ;;
  *list-object-versions*) [[ $(<"$RECORD") == *delete-objects* ]] || echo VersionId ;;
  *PepperKeys*) echo ;;
  *LatestStreamLabel*) echo 2026-11-30T05:10:00.123 ;;
  *ParameterKey*) echo 1 ;;
  *) echo arn:aws:kms:eu-central-1:123456789012:key/1234 ;;
esac
"""
CALL = re.compile(r"(?<![\w-])(?:aws ([a-z0-9]+) ([a-z0-9-]+)|(sam) ([a-z]+))")


def text(page):
    return (PROJECT / page).read_text(encoding="utf-8")


def blocks(page):
    """Returns the commands of a page, one string per block."""
    return [commands for kind, commands in readme.parse(text(page)) if kind == "sh aws"]


def names_of_operations():
    """Returns the blocks that other pages refer to: the section *Deploying* of the page on operations."""
    [section] = re.findall(r"^## Deploying\n(.*?)^## ", text(OPERATIONS), re.MULTILINE | re.DOTALL)
    return [commands for kind, commands in readme.parse(section) if kind == "sh aws"]


def calls(page):
    """Returns the calls of a page as lists of arguments. Fails if one that the page contains is not reached."""
    prelude = names_of_operations() if page not in (OPERATIONS, "README.md") else []
    recorded = _record([*prelude, *blocks(page)])
    written = {match for block in blocks(page) for match in CALL.findall(block)}
    reached = {("", "", *call[:2]) if call[0] == "sam" else (*call[1:3], "", "") for call in recorded}
    missed = written - reached
    assert not missed, f"{page}: not reached: {missed}"
    return recorded


def _record(commands):
    with tempfile.TemporaryDirectory() as folder:
        programs = Path(folder, "bin")
        programs.mkdir()
        for name in HARMLESS:
            programs.joinpath(name).symlink_to(shutil.which(name))
        for name in "aws", "sam":
            programs.joinpath(name).write_text(PROGRAM)
            programs.joinpath(name).chmod(0o755)
        record = Path(folder, "record")
        record.touch()
        # Programs that do not exist fail and do not end the shell. A variable that is not set does.
        shell = subprocess.run(
            ["bash", "-u", "-c", "\n".join(commands)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, env={"PATH": str(programs), "RECORD": str(record), "HOME": os.devnull})
        unset = re.findall(r"(\w+): unbound variable", shell.stderr)
        assert not unset, f"no command sets {unset}"
        return [entry.split("\x1f")[:-1] for entry in record.read_text().split("\x1e")[:-1]]
