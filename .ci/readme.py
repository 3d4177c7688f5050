"""Runs the commands of README.md and compares their output with the output that it shows.

Fenced blocks: `sh run` starts Tokenry and runs until the next such block. `sh` blocks up to there run in one shell. A
`json` or `text` block directly after one is its complete output, where … stands for any text. `sh ci` is what CI runs
separately and `sh aws` needs an account: these two are checked for syntax only.
"""
import itertools
import re
import subprocess
import textwrap

import tokenry

FENCE = re.compile(r"^(?P<indent> *)```([^\n]*)\n(.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^@@ (\d+)\n(.*?)(?=^@@ |\Z)", re.MULTILINE | re.DOTALL)


def main():
    blocks = parse((tokenry.ROOT / "README.md").read_text(encoding="utf-8"))
    check_syntax(blocks)
    outcomes = []
    for start_command, section in sections(blocks):
        with tokenry.running(start_command, "readme.log") as token:
            outcomes += run_section(section, token)
    print(f"{outcomes.count(True)} passed, {outcomes.count(False)} failed")
    if not outcomes:
        return "README.md contains no block `sh run` that starts Tokenry."
    return None if all(outcomes) else "The commands of README.md do not print what it shows."


def parse(text):
    """Returns the fenced blocks, those in lists included, each as its kind and its text."""
    return [(kind, textwrap.dedent(block)) for _, kind, block in FENCE.findall(text)]


def check_syntax(blocks):
    for kind, text in blocks:
        if kind.startswith("sh"):
            subprocess.run(["bash", "-n", "-c", text], check=True)


def sections(blocks):
    """Returns each command that starts Tokenry with the blocks up to the next such command."""
    starts = [n for n, (kind, _) in enumerate(blocks) if kind == "sh run"]
    return [(blocks[start][1], blocks[start + 1:end]) for start, end in itertools.pairwise([*starts, len(blocks)])]


def run_section(blocks, token):
    """Runs all `sh` blocks in one shell; returns whether the shell succeeded and whether each output is as shown."""
    numbers = [n for n, (kind, _) in enumerate(blocks) if kind == "sh"]
    script = "set -euo pipefail\n" + "".join(f"printf '\\n@@ {n}\\n'\n{blocks[n][1]}" for n in numbers)
    run = subprocess.run(["bash", "-c", script], cwd=tokenry.ROOT, input=token + "\n", text=True, capture_output=True)
    outputs = dict(MARKER.findall(run.stdout))
    outcomes = [run.returncode == 0]
    for n in numbers:
        kind, expected = blocks[n + 1] if n + 1 < len(blocks) else ("", "")
        is_shown = kind in ("json", "text")
        actual = outputs.get(str(n))
        outcomes.append(actual is not None and (not is_shown or is_match(actual, expected)))
        if not outcomes[-1]:
            print(f"README.md:\n{blocks[n][1]}must print\n{expected}but printed")
            print(tokenry.redact((actual or "nothing\n") + run.stderr))
    return outcomes


def is_match(actual, expected):
    """Returns whether an output is as shown, where … stands for any text."""
    pattern = ".*?".join(map(re.escape, expected.strip().split("…")))
    return re.fullmatch(pattern, actual.strip(), re.DOTALL) is not None
