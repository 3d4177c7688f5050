import tomllib

import pytest

import language

WORDS = language.Words(tomllib.loads('''
sources = []
[identifiers]
Asked = "Request"
"MOST_*" = "MAX_…"
"answer[A-Z]*" = "response…"
[methods]
asText = "encode"
"read(String" = "parse"
[template]
OldName = "NewName"
[prose]
"whole token*" = "token value"
"let* * in" = "allows"
whoever = "a caller that …"
"is away" = "is unavailable"
[[allowed]]
word = "Asked"
files = "docs/*.md"
why = "published"
'''))


def found(text, file="Some.java"):
    return [(hit.line, hit.word) for hit in language.check(file, text, WORDS)]


@pytest.mark.parametrize(("code", "expected"), [
    ("class Asked {}", ["Asked"]),
    ("Asked asked = new Asked();", ["Asked"]),
    ("class UsersAsked {}", []),
    ("class AskedHandler {}", []),
    ("int MOST_TRIES = 1;", ["MOST_TRIES"]),
    ("int UTMOST_TRIES = 1;", []),
    ("var answerOf = 1; var answered = 2;", ["answerOf"]),
    ('var text = "Asked";', []),
    ("// Asked is a name only in code", []),
    ("/** See {@link Asked} and {@code MOST_X}. */", ["Asked", "MOST_X"]),
])
def test_identifiers_are_found_in_code_and_where_javadoc_marks_them(code, expected):
    assert [word for _, word in found(code)] == expected


@pytest.mark.parametrize(("code", "expected"), [
    ("String asText() {}", ["asText"]),
    ("List<String> asText() {}", ["asText"]),
    ("byte[] asText() {}", ["asText"]),
    ("return node.asText();", []),
    ("return asText();", []),
    ("static Scope read(String text) {}", ["read(String"]),
    ("static Scope read(\n    String text) {}", ["read(String"]),
    ("int read(byte[] bytes) {}", []),
])
def test_methods_are_found_where_they_are_declared(code, expected):
    assert [word for _, word in found(code)] == expected


@pytest.mark.parametrize("text", [
    "// Holds a whole token.",
    "// Holds a whole\n    // token.",
    "/**\n * Holds a whole\n * token.\n */",
    'fail("holds a Whole Token");',
    'fail("holds a whole "\n    + "token");',
    '"""\n  a whole\n  token\n  """;',
    "void a_whole_token_is_rejected() {}",
])
def test_prose_is_found_in_comments_strings_and_names_of_tests(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", [
    'whole(token);',
    'call("whole", "token");',
    'var whole = 1; // token',
    "// a wholetoken",
    "// a non-whole token",
    "// a whole token-like string",
])
def test_no_phrase_reaches_across_code_or_is_part_of_a_word(text):
    assert found(text) == []


def test_the_line_is_where_a_phrase_begins():
    assert found("class A {\n  // One.\n  // A whole\n  // token.\n  Asked b;\n}") == [(3, "whole token"), (5, "Asked")]


def test_a_star_stands_for_the_rest_of_a_word():
    assert [word for _, word in found("It lets nobody in. Whole tokens.", "a.md")] == ["Whole tokens", "lets nobody in"]


def test_markdown_has_identifiers_where_they_are_marked_as_code():
    assert found("Whoever\nreads `MOST_X` of MOST_Y", "README.md") == [(1, "Whoever"), (2, "MOST_X")]


def test_yaml_has_prose_in_comments_and_values_and_names_of_templates():
    text = "# KMS\n# is away.\nOldName:\n  Description: What is\n    away"
    assert found(text, "template.yaml") == [(2, "is away"), (3, "OldName"), (4, "is away")]


def test_typescript_is_checked_as_java_is():
    hits = [(1, "Asked"), (1, "Whoever"), (1, "is away")]
    assert found("const Asked = 'Whoever asks.'; // is away", "en.ts") == hits


def test_what_is_allowed_is_no_hit_in_those_files():
    assert found("`Asked`", "docs/metrics.md") == []
    assert found("`Asked`", "README.md") == [(1, "Asked")]


def test_a_hit_names_its_place_and_what_to_write():
    [hit] = language.check("a/B.java", "\n// Whoever asks.", WORDS)
    assert str(hit) == "a/B.java:2: Whoever → a caller that …"


def test_of_two_entries_for_one_word_the_first_is_reported():
    table = language.Table({"Asked": "one", "Ask*": "two"}, language.identifier)
    assert [suggestion for _, suggestion in table.find("Asked")] == ["one"]


def test_files_are_checked_and_counted(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(language, "ROOT", tmp_path)
    (tmp_path / "a.md").write_text("Whoever judges.\nNobody judges.")
    assert language.main(["a.md"]) == 1
    assert "a.md:2: Nobody → " in capsys.readouterr().out
    assert language.main(["--count", "a.md"]) == 1
    assert "     2 judges\n" in capsys.readouterr().out
    (tmp_path / "b.md").write_text("A caller decides.")
    assert language.main(["b.md"]) == 0
    assert capsys.readouterr().out == "1 files checked, 0 hits in 0 files\n"


def test_the_list_is_complete_and_forbids_none_of_its_own_suggestions():
    words = language.Words.read()
    assert words.sources and all(table.entries for table in words.tables.values())
    assert all(each["word"] and each["why"] for each in words.allowed)
    for _, _, suggestion in words.tables["identifiers"].entries:
        names = [name for name in suggestion.replace("…", " ").split(", ") if name.isidentifier()]
        hits = [hit for name in names for hit in language.check("A.java", name, words)]
        assert not hits, f"{suggestion} is itself forbidden: {hits[0]}"
