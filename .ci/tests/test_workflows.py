"""Every `uses:` of a workflow names an action by its commit, and each action in one version. `$/` is the commit of the
workflow itself."""
import re

import pytest

from tokenry import ROOT

USES = re.compile(r"^\s*(?:- )?uses:\s*(.*)$", re.MULTILINE)
PINNED = re.compile(r"([\w-]+/[\w./-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)")
FOLDERS = [".github", "docs", "examples"]


def documents():
    """Returns the files that contain workflows or that users copy workflows from."""
    return [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")
            if path.suffix in (".yml", ".yaml", ".md") and "node_modules" not in path.parts]


def used_actions():
    return [(path.name, action) for path in documents() for action in USES.findall(path.read_text(encoding="utf-8"))
            if not action.startswith("$/")]


def test_actions_are_used_in_workflows_and_examples():
    assert {"checks.yml", "release.yml", "github-actions.yml"} <= {name for name, _ in used_actions()}


@pytest.mark.parametrize(("name", "action"), used_actions())
def test_actions_are_pinned_to_a_commit_with_its_version(name, action):
    assert PINNED.fullmatch(action), f"{name}: {action}"


def test_each_action_has_one_version():
    pins = {PINNED.fullmatch(action).groups() for _, action in used_actions()}
    assert len(pins) == len({action for action, _ in pins}), sorted(pins)
