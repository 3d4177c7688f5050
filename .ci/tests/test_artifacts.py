import hashlib
import io
import json
import zipfile

import pytest

import artifacts

CODE = b"code"
CRT = {"software/Crt.class": b"class", "linux/armv8/glibc/libaws-crt-jni.so": b"arm",
       "linux/x86_64/glibc/libaws-crt-jni.so": b"x86", "osx/libaws-crt-jni.dylib": b"osx"}
LIBRARIES = {"lib/arm64/libaws-crt-jni.so": b"arm", "lib/x86_64/libaws-crt-jni.so": b"x86"}


def archive(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return content.getvalue()


def component(name, licence="MIT", content=CODE):
    return {"name": name, "version": "1", "licenses": [{"license": {"id": licence}}],
            "hashes": [{"alg": "SHA-512", "content": hashlib.sha512(content).hexdigest()}]}


def bom(*components):
    return {"metadata": {"component": {"name": "own", "version": "1"}}, "components": list(components)}


COMMON_RUNTIME = LIBRARIES | {
    "lib/aws-crt.jar": archive(**{"META-INF/MANIFEST.MF": b"", "software/Crt.class": b"class"})}


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A release of which every file is correct."""
    folder = tmp_path / "target" / "release"
    folder.mkdir(parents=True)
    crt = archive(**CRT)
    (tmp_path / "aws-crt-1.jar").write_bytes(crt)
    for package in artifacts.FUNCTIONS, artifacts.AUTHORIZER:
        (folder / package.zip).write_bytes(archive(**{"lib/own.jar": archive()} | COMMON_RUNTIME))
        (folder / package.bom).write_text(json.dumps(bom(component("aws-crt", "Apache-2.0", crt))))
        originals = tmp_path / package.originals
        originals.parent.mkdir(parents=True)
        originals.write_text("aws-crt=aws-crt-1.jar\n")
    (folder / artifacts.CONSOLE).write_text(json.dumps(bom(component("react"))))
    sign(folder)
    monkeypatch.setattr(artifacts, "ROOT", tmp_path)
    monkeypatch.setattr(artifacts, "RELEASE", folder)
    return folder


def sign(folder):
    (folder / artifacts.CHECKSUMS).write_text("".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in artifacts.FILES))


def test_a_correct_release_has_no_findings_and_its_licences_are_printed(release, capsys):
    assert artifacts.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "tokenry-functions.zip: 2 jars",
        "tokenry-authorizer.zip: 2 jars",
        "tokenry-functions.cdx.json: 1 components, 1 Apache-2.0",
        "tokenry-authorizer.cdx.json: 1 components, 1 Apache-2.0",
        "tokenry-console.cdx.json: 1 components, 1 MIT",
        "artifacts searched for DynamoDB Local: 2",
        "0 findings"]


@pytest.mark.parametrize("licences", [[], [{"license": {"id": "GPL-3.0-only"}}], [{"license": {"name": "Own terms"}}],
                                      [{"license": {"id": "MIT"}}, {"license": {"id": "LGPL-2.1-only"}}]])
def test_a_component_without_a_permissive_licence_is_a_finding(licences, release, capsys):
    (release / artifacts.CONSOLE).write_text(json.dumps(bom(component("react") | {"licenses": licences})))
    sign(release)
    assert artifacts.main() == 1
    assert "tokenry-console.cdx.json: react-1 has the licences" in capsys.readouterr().out


def test_a_file_that_was_changed_after_its_checksum_is_a_finding(release, capsys):
    with (release / artifacts.CONSOLE).open("a") as file:
        file.write("\n")
    assert artifacts.main() == 1
    assert "SHA256SUMS is wrong about tokenry-console.cdx.json" in capsys.readouterr().out


@pytest.mark.parametrize(("jars", "components", "finding"), [
    (["own", "a", "b"], [component("a")], "tokenry-functions.zip: lib/b.jar is no component"),
    (["own"], [component("a")], "tokenry-functions.zip lacks lib/a.jar"),
    (["a"], [component("a")], "tokenry-functions.zip lacks lib/own.jar"),
    (["own", "a"], [component("a", content=b"other")],
     "tokenry-functions.zip: lib/a.jar has another SHA-512 than its component"),
    (["own", "a"], [component("a") | {"hashes": []}],
     "tokenry-functions.zip: lib/a.jar has another SHA-512 than its component"),
    (["own", "a"], [component("a"), component("a")], "tokenry-functions.zip: lib/a.jar is the jar of 2 components"),
])
def test_components_and_jars_that_differ_are_findings(jars, components, finding):
    files = {f"lib/{name}.jar": CODE for name in jars} | COMMON_RUNTIME
    assert compare(files, *components) == [finding]


def test_a_file_outside_lib_is_no_component():
    files = {"lib/own.jar": CODE, "extra.txt": CODE} | COMMON_RUNTIME
    assert compare(files) == ["tokenry-functions.zip: extra.txt is no component"]


def compare(files, *components):
    """Returns the findings of a zip with a correct part of the Common Runtime."""
    whole = archive(**CRT)
    components = bom(component("aws-crt", content=whole), *components)
    return list(artifacts.compare_components(artifacts.FUNCTIONS, files, components, {"aws-crt": whole}))


@pytest.mark.parametrize(("changes", "original", "finding"), [
    ({}, CRT, None),
    ({"lib/aws-crt.jar": archive(**{"software/Crt.class": b"changed"})}, CRT,
     "lib/aws-crt.jar has 1 files that its component has not, for example software/Crt.class"),
    ({"lib/aws-crt.jar": archive(**{"software/More.class": b"", "software/Other.class": b""})}, CRT,
     "lib/aws-crt.jar has 2 files that its component has not, for example software/More.class"),
    ({"lib/x86_64/libaws-crt-jni.so": b"arm"}, CRT,
     "lib/x86_64/libaws-crt-jni.so has 1 files that its component has not, "
     "for example linux/x86_64/glibc/libaws-crt-jni.so"),
    ({}, CRT | {"more": b""}, "lib/aws-crt.jar has another SHA-512 than its component"),
], ids=["correct", "changed", "superfluous", "other architecture", "other jar"])
def test_a_part_of_a_component_contains_only_files_of_the_whole(changes, original, finding):
    files = {"lib/own.jar": CODE, "lib/aws-crt.jar": archive(**{"software/Crt.class": b"class"})} | LIBRARIES | changes
    components = bom(component("aws-crt", content=archive(**CRT)))
    found = artifacts.compare_components(
        artifacts.AUTHORIZER, files, components, {"aws-crt": archive(**original)})
    assert list(found) == ([f"tokenry-authorizer.zip: {finding}"] if finding else [])


def test_a_native_library_that_is_missing_is_a_finding():
    files = {"lib/own.jar": CODE, "lib/aws-crt.jar": archive(), "lib/arm64/libaws-crt-jni.so": b"arm"}
    components = bom(component("aws-crt", content=archive(**CRT)))
    assert list(artifacts.compare_components(
        artifacts.AUTHORIZER, files, components, {"aws-crt": archive(**CRT)})) == [
            "tokenry-authorizer.zip lacks lib/x86_64/libaws-crt-jni.so"]


@pytest.mark.parametrize("name", [
    "lib/DynamoDBLocal-3.3.1.jar", "lib/sqlite4java-1.0.392.jar", "ddb/partiql/shared/Parser.class",
    "software/amazon/dynamodb/services/local/main/ServerRunner.class",
    "com/amazonaws/services/dynamodbv2/datamodel/Expression.class"])
def test_files_of_dynamodb_local_are_found_in_nested_archives(name):
    inner = archive(**{name: CODE, "software/amazon/awssdk/services/dynamodb/DynamoDbClient.class": CODE})
    assert artifacts.dynamodb_local_entries(archive(**{"lib/inner.jar": inner})) == [f"lib/inner.jar!{name}"]


def test_an_artifact_with_dynamodb_local_is_a_finding(release, capsys):
    jar = artifacts.ROOT / "local" / "target" / "local.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(archive(**{"lib/DynamoDBLocal-3.3.1.jar": CODE}))
    assert artifacts.main() == 1
    assert "local/target/local.jar contains lib/DynamoDBLocal-3.3.1.jar of DynamoDB Local" in capsys.readouterr().out
