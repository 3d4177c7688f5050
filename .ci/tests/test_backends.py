import pytest

from backends import Result

PASSED = '<testcase classname="a.B" name="passes"/>'
SKIPPED = '<testcase classname="a.B" name="waits"><skipped message="no Docker"/></testcase>'
FAILED = '<testcase classname="a.B" name="breaks"><failure/></testcase>'
ERROR = '<testcase classname="a.B" name="crashes"><error/></testcase>'


@pytest.fixture
def result(tmp_path):
    def of(backend, *cases, maven_succeeds=True):
        report = tmp_path / "TEST-a.B.xml"
        report.write_text(f"<testsuite>{''.join(cases)}</testsuite>")
        return Result(backend, maven_succeeds, [report])
    return of


def test_tests_are_counted(result):
    mixed = result("moto", PASSED, PASSED, SKIPPED, FAILED, ERROR)
    assert mixed.row().split() == ["moto", "2", "1", "2"]
    assert list(mixed.details()) == [
        "moto: 1 skipped: no Docker", "  B.waits", "moto: failed: B.breaks", "moto: failed: B.crashes"]


def test_a_backend_that_cannot_run_names_only_the_reason(result):
    assert list(result("LocalStack", SKIPPED, SKIPPED).details()) == ["LocalStack: 2 skipped: no Docker"]


def test_tests_that_pass_or_are_skipped_succeed(result):
    assert result("moto", PASSED, SKIPPED).succeeds
    assert result("LocalStack", SKIPPED).succeeds
    assert result("embedded", PASSED).succeeds


def test_failures_do_not_succeed(result):
    assert not result("moto", PASSED, FAILED).succeeds
    assert not result("moto", PASSED, ERROR).succeeds
    assert not result("moto", PASSED, maven_succeeds=False).succeeds


def test_no_tests_do_not_succeed(result):
    assert not result("moto").succeeds


def test_nothing_may_be_skipped_on_the_embedded_backend(result):
    assert not result("embedded", PASSED, SKIPPED).succeeds
