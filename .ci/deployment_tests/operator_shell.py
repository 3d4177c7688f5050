"""Runs the commands of a page of docs/ in one shell, as an operator does, on an emulated AWS."""
import os
import re
import subprocess
import sys
from pathlib import Path

import readme
import stack

HERE = Path(__file__).resolve().parent
SETUP = f"""set -euo pipefail
aws() {{ '{HERE}/.venv/cli/bin/aws' "$@"; }}
sam() {{ '{sys.executable}' -B '{stack.__file__}' "$@"; }}
"""
HEADING = re.compile(r"^## (.*)\n", re.MULTILINE)


class OperatorShell:
    """A shell in which `aws` and `sam` use the emulated AWS, and variables live until it is closed."""

    def __init__(self, deployed):
        variables = {"TOKENRY_DEPLOYMENT": str(deployed.released.parent), "PYTHONPATH": os.pathsep.join(sys.path)}
        self.process = subprocess.Popen(["bash"], cwd=deployed.project, env=deployed.environment | variables, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.run(SETUP)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def run(self, commands):
        """Returns what the commands print. The first command that fails ends the shell."""
        self.process.stdin.write(f"{commands}\nprintf '\\n@@\\n'\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == "@@\n":
                return "".join(lines).strip()
            lines.append(line)
        raise AssertionError(f"A command fails:\n{commands}\n{''.join(lines)}")


def commands(text, heading):
    """Returns the blocks of commands below a heading of the second level."""
    parts = HEADING.split(text)
    section = dict(zip(parts[1::2], parts[2::2], strict=True))[heading]
    return [block for kind, block in readme.parse(section) if kind == "sh aws"]
