"""Finds words that language.toml forbids in Java, TypeScript, Markdown, OpenAPI and the SAM template.

Identifiers are checked in code, and in Markdown and Javadoc where they are marked as code. Prose is checked in
comments and string literals, in Markdown and YAML, and in the names of tests, which are sentences in snake_case.
"""
import argparse
import fnmatch
import functools
import re
import subprocess
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = Path(__file__).with_suffix(".toml")
# Stands for text that is not prose: no phrase reaches across it.
GAP = "\0"

CODE = re.compile(
    r'(?P<comment>/\*.*?\*/|//[^\n]*)'
    r'|(?P<string>"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)'
    r"|(?P<character>'(?:\\.|[^'\\\n])*')"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<mark>\S)", re.DOTALL)
# Between the parts of a string, and at the beginning of a line in a comment.
JOINT = re.compile(r'"\s*\+\s*"')
COMMENT_MARGIN = re.compile(r"^[ \t]*(?:/\*+|\*+/|\*|//|#)", re.MULTILINE)
JAVADOC_CODE = re.compile(r"\{@(?:code|link|linkplain)\s+([^}]*)\}")
MARKDOWN_CODE = re.compile(r"`([^`\n]+)`")
WORD = re.compile(r"[^\W\d]\w*")
PROSE_WORD = re.compile(r"[^\W_]+")
NOT_A_TYPE = {"new", "return", "throw", "else", "case", "yield", "assert", "await", "instanceof"}


@dataclass(frozen=True)
class Hit:
    file: str
    line: int
    word: str
    suggestion: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.word} → {self.suggestion}"


class Words:
    """The forbidden words, each with what to write instead."""

    def __init__(self, toml):
        self.sources = toml["sources"]
        self.tables = {name: Table(toml.get(name, {}), expression) for name, expression in EXPRESSIONS.items()}
        self.allowed = toml.get("allowed", [])

    @staticmethod
    def read(path=WORDS):
        with path.open("rb") as file:
            return Words(tomllib.load(file))

    def is_allowed(self, hit):
        return any(hit.word == each["word"] and fnmatch.fnmatchcase(hit.file, each.get("files", "*"))
                   for each in self.allowed)


class Table:
    """Words or phrases with their suggestions, found by the first word of each: there are hundreds."""

    def __init__(self, suggestions, expression):
        self.is_prose = expression is phrase
        self.entries = [(first_word(text, self.is_prose), re.compile(expression(text)), suggestion)
                        for text, suggestion in suggestions.items()]
        self.starting_with = functools.cache(self.starting_with)

    def starting_with(self, word):
        return [entry[1:] for entry in self.entries if fnmatch.fnmatchcase(word, entry[0])]

    def find(self, text, *span):
        """Yields each match with its suggestion; where several entries match, the first of them."""
        for word in (PROSE_WORD if self.is_prose else WORD).finditer(text, *span):
            for pattern, suggestion in self.starting_with(word.group().lower() if self.is_prose else word.group()):
                found = pattern.match(text, word.start())
                if found:
                    yield found, suggestion
                    break


def first_word(text, is_prose):
    return text.split()[0].lower() if is_prose else text.partition("(")[0]


def identifier(glob):
    """An expression for whole identifiers, which may contain `*` and character sets as file names do."""
    return r"(?<!\w)" + fnmatch.translate(glob).removesuffix(r"\Z").replace(".*", r"\w*") + r"(?!\w)"


def method(text):
    """An expression for a method with its opening bracket, and with its first parameter if the text has one."""
    name, _, parameter = text.partition("(")
    return identifier(name) + r"\s*\(\s*" + re.escape(parameter)


def phrase(text):
    """An expression for a phrase in any case, also over the end of a line; `*` is the rest of a word."""
    words = [r"[^\W_]*".join(map(re.escape, word.split("*"))) for word in text.split()]
    return r"(?i:(?<![^\W_])(?<!-)" + r"[\s_]+".join(words) + r"(?![^\W_]|-))"


EXPRESSIONS = {"identifiers": identifier, "methods": method, "template": identifier, "prose": phrase}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", action="store_true", help="print the number of hits per word and not each hit")
    parser.add_argument("files", nargs="*", help="files to check (default: all that language.toml names)")
    options = parser.parse_args(arguments)
    words = Words.read()
    files = options.files or tracked_files(words.sources)
    hits = [hit for file in files for hit in check(file, (ROOT / file).read_text(encoding="utf-8"), words)]
    if options.count:
        for word, count in Counter(hit.word.lower() for hit in hits).most_common():
            print(f"{count:6} {word}")
    else:
        print(*hits, sep="\n", end="\n" if hits else "")
    print(f"{len(files)} files checked, {len(hits)} hits in {len({hit.file for hit in hits})} files")
    return 1 if hits or not files else 0


def tracked_files(globs):
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *globs],
                            cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(file for file in set(listed.split("\0")) if file and (ROOT / file).exists())


def check(file, text, words):
    """Returns the hits in a file, in the order of their lines."""
    suffix = Path(file).suffix
    if suffix in (".java", ".ts", ".tsx", ".mjs"):
        hits = check_code(file, text, words)
    elif suffix == ".md":
        hits = [*spans(file, text, MARKDOWN_CODE, words), *search(file, text, "prose", words)]
    else:
        hits = [*search(file, text, "template", words), *search(file, without_margins(text), "prose", words)]
    return sorted((hit for hit in set(hits) if not words.is_allowed(hit)), key=lambda hit: (hit.line, hit.word))


def check_code(file, text, words):
    prose = [GAP] * len(text)
    code, comments = list(re.sub(r"\S", " ", text)), list(re.sub(r"\S", " ", text))
    for token in CODE.finditer(text):
        start, end = token.span()
        if token.lastgroup == "comment":
            prose[start:end] = without_margins(token.group())
            comments[start:end] = token.group()
        elif token.lastgroup in ("string", "character"):
            # Quotation marks end a phrase.
            prose[start:end] = GAP + token.group()[1:-1] + GAP
        else:
            is_sentence = token.lastgroup == "word" and "_" in token.group() and token.group().islower()
            (prose if is_sentence else code)[start:end] = token.group()
    for whitespace in re.finditer(r"\s+", text):
        start, end = whitespace.span()
        prose[start:end] = whitespace.group()
    for joint in JOINT.finditer(text):
        start, end = joint.span()
        if prose[start] == prose[end - 1] == GAP:
            prose[start:end] = re.sub(r"\S", " ", joint.group())
    yield from search(file, "".join(prose), "prose", words)
    code = "".join(code)
    yield from search(file, code, "identifiers", words)
    yield from declared_methods(file, code, words)
    yield from spans(file, "".join(comments), JAVADOC_CODE, words)


def declared_methods(file, code, words):
    """Hits among the methods that a file declares: other libraries may have methods of the same name."""
    for found, suggestion in words.tables["methods"].find(code):
        before = code[max(0, found.start() - 100):found.start()].rstrip()
        type_ = re.search(r"\w+$", before)
        if before.endswith((">", "]")) or type_ and type_.group() not in NOT_A_TYPE:
            yield hit(file, code, found, suggestion)


def spans(file, text, spans_of_code, words):
    """Hits among identifiers that prose marks as code."""
    for span in spans_of_code.finditer(text):
        yield from search(file, text, "identifiers", words, *span.span(1))


def search(file, text, table, words, *span):
    for found, suggestion in words.tables[table].find(text, *span):
        yield hit(file, text, found, suggestion)


def hit(file, text, found, suggestion):
    line = text.count("\n", 0, found.start()) + 1
    word = re.sub(r"\s*\(\s*", "(", " ".join(found.group().split())).rstrip("(")
    return Hit(file, line, word, suggestion)


def without_margins(comment):
    """Replaces the margin of a comment's lines by spaces, so that phrases match over the end of a line."""
    return COMMENT_MARGIN.sub(lambda margin: " " * len(margin.group()), comment)
