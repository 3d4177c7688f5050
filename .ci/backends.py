"""Runs the tests that call AWS services on each backend, and prints what ran, was skipped and failed on which."""
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import ministack
import moto_server
import tokenry

MAVEN = ["mvn", "-q", "-B", "-ntp", "verify", "-pl", "shared", "-am"]
TARGET = tokenry.ROOT / "shared" / "target"
EMBEDDED = "embedded"


class Result:
    """The outcome of the tests on one backend, by the reports that Maven writes."""

    def __init__(self, backend, maven_succeeds, reports):
        self.backend = backend
        self.passed, self.failed, self.skipped = 0, [], defaultdict(list)
        for report in reports:
            for case in ElementTree.parse(report).iter("testcase"):
                self.add(case)
        # A test that is skipped on the embedded backend would run nowhere by default.
        self.succeeds = (maven_succeeds and not self.failed and bool(self.passed or self.skipped)
                         and not (backend == EMBEDDED and self.skipped))

    def add(self, case):
        name = f"{case.get('classname').rpartition('.')[2]}.{case.get('name')}"
        skipped = case.find("skipped")
        if skipped is not None:
            self.skipped[skipped.get("message")].append(name)
        elif case.find("failure") is not None or case.find("error") is not None:
            self.failed.append(name)
        else:
            self.passed += 1

    def row(self):
        skipped = sum(len(tests) for tests in self.skipped.values())
        return f"{self.backend:<12}{self.passed:>8}{skipped:>9}{len(self.failed):>8}"

    def details(self):
        for reason, tests in sorted(self.skipped.items()):
            yield f"{self.backend}: {len(tests)} skipped: {reason}"
            # A backend that cannot run at all skips the tests that the others name.
            if self.passed or self.failed:
                yield from (f"  {test}" for test in sorted(tests))
        yield from (f"{self.backend}: failed: {test}" for test in self.failed)


def run(backend, endpoint=None, profiles="backend", target=TARGET):
    """Runs the tests on the AWS at an endpoint, or without one on the AWS that the profiles choose."""
    print(f"Running the tests on {backend}", file=sys.stderr, flush=True)
    reports = target / "failsafe-reports"
    for report in reports.glob("TEST-*.xml"):
        report.unlink()
    environment = tokenry.without_aws_settings()
    if endpoint:
        environment["AWS_ENDPOINT_URL"] = endpoint
    maven = subprocess.run([*MAVEN, f"-P{profiles}"], cwd=tokenry.ROOT, env=environment, capture_output=True, text=True)
    if maven.returncode:
        print(maven.stdout, maven.stderr, sep="\n")
    return Result(backend, maven.returncode == 0, reports.glob("TEST-*.xml"))


def run_on_all():
    yield run(EMBEDDED)
    with tempfile.TemporaryDirectory(prefix="tokenry-") as home, ministack.running(Path(home)) as endpoint:
        yield run("MiniStack", endpoint)
    with moto_server.running() as endpoint:
        yield run("moto", endpoint)
    yield run("LocalStack", profiles="backend,localstack", target=TARGET / "localstack")


def main():
    results = list(run_on_all())
    for result in results:
        print(*result.details(), sep="\n")
    print(f"\n{'backend':<12}{'passed':>8}{'skipped':>9}{'failed':>8}")
    for result in results:
        print(result.row())
    return 0 if all(result.succeeds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
