"""Settings of all tests in this folder."""
import pytest

import tokenry


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Redacts secrets in what a failed test reports."""
    report = yield
    if report.failed:
        report.longrepr = tokenry.redact(str(report.longrepr))
    report.sections = [(title, tokenry.redact(text)) for title, text in report.sections]
    return report
