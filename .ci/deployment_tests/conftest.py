"""One emulated AWS with the stack deployed once, and the report that all tests of a module print together."""
import tempfile
from pathlib import Path

import pytest

import ministack
import package
import tokenry
from parameter_changes import table
from stack import Stack

REPORT = pytest.StashKey()


def pytest_configure(config):
    config.stash[REPORT] = []


@pytest.fixture(scope="session")
def report(pytestconfig):
    """Lines that are printed after the tests, whether they pass or fail."""
    return pytestconfig.stash[REPORT]


@pytest.fixture(scope="module")
def rows(report):
    """Collects the rows of the table of changed parameters."""
    rows = []
    yield rows
    report += table(rows)


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash[REPORT]:
        terminalreporter.write_line(tokenry.redact(line))


@pytest.fixture(scope="module")
def new_stack():
    """A stack that is not deployed yet, on an emulated AWS of its own."""
    # Functions run from a copy in this folder.
    with (tempfile.TemporaryDirectory(prefix="tokenry-deployment-") as home,
          ministack.running(Path(home), JAVA_HOME=str(package.java_home()),
                            LAMBDA_RUNTIME=str(package.lambda_runtime())) as endpoint):
        yield Stack(Path(home), endpoint)
