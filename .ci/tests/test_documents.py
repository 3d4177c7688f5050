"""Commands in the documents have valid syntax. Those of README.md are also run: see readme.py."""
import re

import pytest

import readme
from tokenry import ROOT

DOCUMENTS = [path for folder in (".", "docs", "examples", "examples/*")
             for path in sorted(ROOT.glob(f"{folder}/*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_have_valid_syntax(document):
    readme.check_syntax(readme.parse(document.read_text(encoding="utf-8")))


def test_documents_contain_commands():
    blocks = readme.parse((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    assert any(kind.startswith("sh") for kind, _ in blocks)


def test_threat_model_names_tests_that_exist():
    document = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([A-Z]\w+(?:Test|IT|Contract))`", document))
    assert named
    assert named <= {path.stem for path in ROOT.glob("*/src/test/java/**/*.java")}
