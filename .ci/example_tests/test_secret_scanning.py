"""Runs the rules of examples/secret-scanning in their own tools, against texts with token values and similar texts.

TruffleHog runs if it is installed. Its expression is always run in RE2, whose syntax is the one of Go. GitHub runs
custom patterns in Hyperscan, and so does the test.
"""
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import hyperscan
import pytest
import re2
import yaml

from tokenry import ROOT

RULES = ROOT / "examples" / "secret-scanning"
DOCUMENT = (ROOT / "docs" / "secret-scanning.md").read_text(encoding="utf-8")
GITLEAKS = "github.com/zricethezav/gitleaks/v8@v8.30.1"
DEFAULT_PREFIX = "tk0c01"

ID = ".ST2EY72KQINMH574WMNVI7YN"
RANDOM = ".G3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFF"
# The part that the checksum covers is the same but for the prefix.
VALUES = {"tk0c01": f"tk0c01{ID}{RANDOM}CJROXGQ", "acme": f"acme{ID}{RANDOM}DHOVF3Q"}

PLANTED = {
    "alone": "{value}",
    "log_line": "2026-11-30T05:10:00.123Z INFO request Authorization: Api-Token {value} status=200",
    "json": '{{"name": "ci", "token": "{value}"}}',
    "minified_json": '{{"a":1,"t":"{value}","b":[]}}',
    "escaped_line_break_in_json": '{{"body": "token:\\n{value}\\nexpires"}}',
    "query_of_a_url": "curl https://tokenry.acme.org/api/v2/apiTokens?api-token={value}&pageSize=10",
    "user_of_a_url": "git clone https://ci:{value}@git.acme.org/shop.git",
    "fragment_of_a_url": "https://app.acme.org/#token={value}",
    "shell": "export TOKENRY_TOKEN={value}",
    "quoted_shell": "curl -H 'Authorization: Api-Token {value}' https://tokenry.acme.org",
    "yaml": "token: {value} # of the pipeline",
    "properties": "tokenry.token={value}",
    "source_code": 'private static final String TOKEN = "{value}";',
    "markdown": "The token is `{value}`, keep it.",
    "xml": "<token>{value}</token>",
    "end_of_a_sentence": "I used {value}.",
    "before_a_letter": "{value}x",
    "before_an_underscore": "{value}_old",
    "after_a_letter": "x{value}",
    "twice": "{value} {value}",
}
# A scanner that checks no checksum cannot tell these from token values.
WRONG_CHECKSUMS = {
    "wrong_last_character": lambda value: value[:-1] + ("A" if value[-1] != "A" else "B"),
    "mistyped_secret": lambda value: value.replace("G3DF", "G3DG"),
    "exchanged_characters": lambda value: value.replace("G3DF", "3GDF"),
    "another_token_id": lambda value: value.replace("ST2E", "ST2F"),
    "without_checksum": lambda value: value[:-7] + "A" * 7,
}
SIMILAR = {
    "short_secret": lambda value: value[:-1],
    "short_token_id": lambda value: value.replace(ID, ID[:-1]),
    "long_token_id": lambda value: value.replace(ID, ID + "A"),
    "token_id": lambda value: value[:-65],
    "secret": lambda value: value[-64:],
    "masked_secret": lambda value: value[:-40] + "*" * 40,
    "lower_case": lambda value: value.lower(),
    "lower_case_secret": lambda value: value[:-64] + value[-64:].lower(),
    "digit_outside_the_alphabet": lambda value: value.replace("G3DF", "G1DF"),
    "character_of_base64": lambda value: value.replace("G3DF", "G/DF"),
    "hexadecimal": lambda value: value[:-64] + "0123456789ABCDEF" * 4,
    "other_prefix": lambda value: "zz9" + value[value.index("."):],
    "upper_case_prefix": lambda value: value[:value.index(".")].upper() + value[value.index("."):],
    "other_separators": lambda value: value.replace(".", "-"),
    "broken_line": lambda value: value[:60] + "\n" + value[60:],
    "json_web_token": lambda value: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "digest": lambda value: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}


@pytest.fixture(scope="module", params=VALUES)
def prefix(request):
    return request.param


@pytest.fixture(scope="module")
def value(prefix):
    return VALUES[prefix]


@pytest.fixture(scope="module")
def rules(prefix, tmp_path_factory):
    """The rule files for a prefix, made as their first lines say."""
    folder = tmp_path_factory.mktemp("rules")
    for file in RULES.iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert DEFAULT_PREFIX in text
            (folder / file.name).write_text(text.replace(DEFAULT_PREFIX, prefix), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def texts(value, tmp_path_factory):
    """A folder with a file for each text."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in all_texts(value).items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def all_texts(value):
    similar = {name: change(value) for name, change in (WRONG_CHECKSUMS | SIMILAR).items()}
    return {name: text.format(value=value) for name, text in PLANTED.items()} | similar


def require_exact(found, value, checks_checksum):
    """Requires that a tool found every token value, whole, and nothing in similar texts."""
    expected = {name: {value} for name in PLANTED}
    if not checks_checksum:
        expected |= {name: {change(value)} for name, change in WRONG_CHECKSUMS.items()}
    assert found == expected


def by_text(pairs):
    """Returns the values found in each text, from pairs of the path of a text and a value."""
    found = {}
    for path, value in pairs:
        found.setdefault(Path(path).stem, set()).add(value)
    return found


def run(*command, codes=(0,)):
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert ran.returncode in codes, ran.stderr
    return ran.stdout


def test_similar_texts_differ_from_the_token_value(value):
    assert all(value not in change(value) for change in (WRONG_CHECKSUMS | SIMILAR).values())


def test_gitleaks(rules, texts, value):
    if not shutil.which("go"):
        pytest.skip("go is not installed")
    report = run("go", "run", GITLEAKS, "dir", texts, "--config", rules / "gitleaks.toml", "--no-banner",
                 "--log-level=error", "--exit-code=0", "--report-format=json", "--report-path=-")
    findings = [each for each in json.loads(report) if each["RuleID"] == "tokenry-token"]
    require_exact(by_text((each["File"], each["Secret"]) for each in findings), value, checks_checksum=False)


def test_detect_secrets(rules, texts, value):
    """The report contains digests only, so the plugin is asked for the values."""
    file = rules / "detect_secrets_tokenry.py"
    report = json.loads(run(Path(sys.executable).with_name("detect-secrets"), "-C", texts, "scan", "--all-files",
                            "-p", file))["results"]
    found = {Path(path).stem for path, findings in report.items()
             if "Tokenry API token" in {each["type"] for each in findings}}
    assert found == set(PLANTED)

    rule = plugin(file).TokenryDetector()
    require_exact(by_text((name, match) for name, text in all_texts(value).items()
                          for match in rule.analyze_string(text)), value, checks_checksum=True)


def plugin(file=RULES / "detect_secrets_tokenry.py"):
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_trufflehog(rules, texts, value):
    if not shutil.which("trufflehog"):
        pytest.skip("trufflehog is not installed")
    report = run("trufflehog", "filesystem", texts, "--config", rules / "trufflehog.yaml", "--no-verification",
                 "--no-update", "--json")
    findings = [json.loads(line) for line in report.splitlines() if line.startswith("{")]
    require_exact(by_text((each["SourceMetadata"]["Data"]["Filesystem"]["file"], each["Raw"])
                          for each in findings if (each.get("ExtraData") or {}).get("name") == "Tokenry API token"),
                  value, checks_checksum=False)


def test_expression_of_trufflehog(rules, value):
    [rule] = yaml.safe_load((rules / "trufflehog.yaml").read_text(encoding="utf-8"))["detectors"]
    assert set(rule) == {"name", "keywords", "regex"}, "no verification: it would send the token to a server"
    [expression] = rule["regex"].values()
    require_exact(by_text((name, match) for name, text in all_texts(value).items()
                          if any(keyword in text.lower() for keyword in rule["keywords"])
                          for match in re2.findall(expression, text)), value, checks_checksum=False)


def test_github_custom_pattern(rules, value):
    fields = yaml.safe_load((rules / "github-custom-pattern.yaml").read_text(encoding="utf-8"))
    secret = fields["Secret format"]
    database = hyperscan.Database()
    database.compile(expressions=[f"(?:{fields['Before secret']}){secret}(?:{fields['After secret']})".encode()])
    found = by_text((name, match) for name, text in all_texts(value).items() if is_match(database, text)
                    for match in re.findall(secret, text))
    require_exact(found, value, checks_checksum=False)


def is_match(database, text):
    matches = []
    database.scan(text.encode(), match_event_handler=lambda *match: matches.append(match))
    return bool(matches)


def test_rules_contain_the_documented_expression():
    documented = [block.strip() for block in re.findall(r"```regex\n(.*?)```", DOCUMENT, re.DOTALL)]
    assert len(documented) == 2
    expression = documented[1]
    gitleaks = tomllib.loads((RULES / "gitleaks.toml").read_text(encoding="utf-8"))
    trufflehog = yaml.safe_load((RULES / "trufflehog.yaml").read_text(encoding="utf-8"))
    github = yaml.safe_load((RULES / "github-custom-pattern.yaml").read_text(encoding="utf-8"))
    assert [rule["regex"] for rule in gitleaks["rules"]] == [expression]
    assert [rule["regex"] for rule in trufflehog["detectors"]] == [{"token": f"({expression})"}]
    assert github["Secret format"] == expression
    assert [rule.pattern for rule in plugin().TokenryDetector.denylist] == [expression]


def vectors():
    return re.findall(r"^\| `(.+?)` \| (valid|wrong)", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize(("token_value", "checksum"), vectors())
def test_documented_checksums(token_value, checksum):
    names = {}
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    exec(code, names)
    assert names["has_valid_checksum"](token_value) == plugin().has_valid_checksum(token_value) == (checksum == "valid")


def test_documented_checksums_are_valid_and_wrong():
    assert {checksum for _, checksum in vectors()} == {"valid", "wrong"}
