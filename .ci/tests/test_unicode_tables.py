import re
import unicodedata

import tokenry

JAVA = tokenry.ROOT / "shared/src/main/java/dev/tokenry/text/UnicodeTables.java"
TYPESCRIPT = tokenry.ROOT / "console/src/text/caseFoldingTable.ts"
RUN = re.compile(r"([0-9A-F]+)(?:-([0-9A-F]+))?(/2)?(?:([+-][0-9A-F]+)|=([0-9A-F.]+))")


def java_table():
    source = JAVA.read_text(encoding="utf-8")
    return "".join(re.findall('"([^"]*)"', source[source.index("CASE_FOLDING"):source.index("DEFAULT_IGNORABLE")]))


def parsed(table):
    folded = {}
    for run in table.split(" "):
        first, last, step, delta, text = RUN.fullmatch(run).groups()
        for code in range(int(first, 16), int(last or first, 16) + 1, 2 if step else 1):
            folded[chr(code)] = chr(code + int(delta, 16)) if delta else "".join(
                chr(int(each, 16)) for each in text.split("."))
    return folded


def test_the_tables_of_the_api_and_of_the_console_are_equal():
    assert "".join(re.findall("'([^']*)'", TYPESCRIPT.read_text(encoding="utf-8"))) == java_table()


def test_every_assigned_character_folds_as_in_python():
    generated_from = re.search(r"Unicode ([0-9]+)\.[0-9.]+ \(Python\)", JAVA.read_text(encoding="utf-8")).group(1)
    assert int(unicodedata.unidata_version.split(".")[0]) >= int(generated_from)
    # A later Python knows more characters; the folding of a character never changes.
    folded = parsed(java_table())
    assert not [each for each in folded if unicodedata.category(each) != "Cn" and folded[each] != each.casefold()]
    missing = [each for each in map(chr, range(0x110000))
               if each.casefold() != each and each not in folded and unicodedata.category(each) != "Cs"]
    assert not missing, [f"U+{ord(each):04X}" for each in missing]
