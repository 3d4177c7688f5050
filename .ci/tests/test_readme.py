import contextlib
import subprocess

import pytest

import readme
import tokenry

TEXT = """
```sh run
mvn -Plocal
```
```sh
echo "token $(cat)"
```
```json
{"a": "…"}
```
Some `code`.
```sh aws
sam deploy
```
```sh run
mvn -Plocal -Dtwice
```
```sh
true
```
"""


def test_blocks_are_grouped_by_the_command_that_starts_tokenry():
    first, second = readme.sections(readme.parse(TEXT))
    assert first == ("mvn -Plocal\n", [
        ("sh", 'echo "token $(cat)"\n'), ("json", '{"a": "…"}\n'), ("sh aws", "sam deploy\n")])
    assert second == ("mvn -Plocal -Dtwice\n", [("sh", "true\n")])


def test_syntax_errors_are_found_in_every_shell_block():
    readme.check_syntax([("sh aws", "sam deploy\n"), ("json", "if\n")])
    with pytest.raises(subprocess.CalledProcessError):
        readme.check_syntax([("sh aws", "if true; do\n")])


@pytest.mark.parametrize(("actual", "expected", "matches"), [
    ("a b\n", "a b\n", True),
    ("\na 17 b\n", "a … b\n", True),
    ("a\nmore\nb", "a…b", True),
    ("a b c", "a b", False),
    ("axb", "a.b", False),
    ("", "a", False),
])
def test_output_matches_what_is_shown(actual, expected, matches):
    assert readme.is_match(actual, expected) == matches


def test_a_section_runs_in_one_shell_with_the_token_as_input():
    blocks = [("sh", "read -r TOKEN\n"), ("sh", 'echo "got $TOKEN"\n'), ("text", "got t-1\n"), ("sh", "echo any\n")]
    assert readme.run_section(blocks, "t-1") == [True, True, True, True]


def test_another_output_fails_and_is_printed_without_secrets(capsys):
    blocks = [("sh", "printf 'A%.0s' {1..64}\n"), ("text", "b\n")]
    assert readme.run_section(blocks, "t") == [True, False]
    assert "must print\nb\nbut printed\n(secret)\n" in capsys.readouterr().out


def test_blocks_after_a_failing_command_fail(capsys):
    blocks = [("sh", "echo a; false\n"), ("text", "a\n"), ("sh", "echo b\n")]
    assert readme.run_section(blocks, "t") == [False, True, False]
    assert "nothing" in capsys.readouterr().out


def test_main_counts_the_outcomes(tmp_path, monkeypatch, capsys):
    @contextlib.contextmanager
    def running(command, log_name):
        yield "t-1"

    monkeypatch.setattr(tokenry, "ROOT", tmp_path)
    monkeypatch.setattr(tokenry, "running", running)
    file = tmp_path / "README.md"
    file.write_text(TEXT.replace('{"a": "…"}', "token t-1").replace("```json", "```text"), encoding="utf-8")
    assert readme.main() is None
    assert capsys.readouterr().out == "4 passed, 0 failed\n"
    file.write_text(TEXT, encoding="utf-8")
    assert "do not print" in readme.main()
    file.write_text("# Empty\n", encoding="utf-8")
    assert "no block" in readme.main()
