"""Checks the files that `mvn package -Prelease` makes: checksums, components and their licences.

The bill of materials lists exactly the jars of the zip, with the same SHA-512. It describes the jar of the functions
itself, so it cannot contain its hash. All licences are permissive. No artifact contains a part of DynamoDB Local, whose
licence forbids redistribution: it is downloaded by those who run it.
"""
import collections
import hashlib
import io
import json
import re
import zipfile

from tokenry import ROOT

RELEASE = ROOT / "functions" / "target"
ZIP = "tokenry-functions.zip"
FUNCTIONS = "tokenry-functions.cdx.json"
CONSOLE = "tokenry-console.cdx.json"
CHECKSUMS = "SHA256SUMS"
PERMISSIVE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "Unlicense"}
DYNAMODB_LOCAL = re.compile(
    r"DynamoDBLocal|sqlite4java|(^|/)(software/amazon/dynamodb|com/amazonaws/services/dynamodbv2|ddb/partiql)/")


def main():
    artifacts = sorted([*ROOT.glob("*/target/*.jar"), RELEASE / ZIP])
    boms = {name: json.loads((RELEASE / name).read_text(encoding="utf-8")) for name in (FUNCTIONS, CONSOLE)}
    jars = hash_jars(RELEASE / ZIP)
    findings = [*compare_checksums(RELEASE), *compare_components(jars, boms[FUNCTIONS])]
    for name, bom in boms.items():
        licences = {component_name(it): licences_of(it) for it in bom["components"]}
        findings += [f"{name}: {it} has the licences {ids or 'none'}" for it, ids in licences.items()
                     if not ids or not ids <= PERMISSIVE]
        counts = collections.Counter(id_ for ids in licences.values() for id_ in ids)
        print(f"{name}: {len(licences)} components,",
              ", ".join(f"{count} {id_}" for id_, count in sorted(counts.items())))
    findings += [f"{path.relative_to(ROOT)} contains {entry} of DynamoDB Local"
                 for path in artifacts for entry in dynamodb_local_entries(path.read_bytes())]
    print(f"{ZIP}: {len(jars)} jars; artifacts searched for DynamoDB Local: {len(artifacts)}")
    print(*findings, f"{len(findings)} findings", sep="\n")
    return 1 if findings else 0


def hash_jars(archive):
    """Returns the SHA-512 of each file in an archive."""
    with zipfile.ZipFile(archive) as content:
        return {name: hashlib.sha512(content.read(name)).hexdigest()
                for name in content.namelist() if not name.endswith("/")}


def compare_checksums(folder):
    """Yields the files of a release whose checksum is missing, superfluous or wrong."""
    listed = dict(line.split("  ")[::-1] for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines())
    actual = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (ZIP, FUNCTIONS, CONSOLE)}
    return (f"{CHECKSUMS} is wrong about {name}" for name in sorted(listed.keys() | actual.keys())
            if listed.get(name) != actual.get(name))


def compare_components(jars, bom):
    """Yields the files of the zip that the bill of materials does not list, and components that the zip lacks."""
    components = {f"lib/{component_name(it)}.jar": sha512_of(it) for it in bom["components"]}
    subject = f"lib/{component_name(bom['metadata']['component'])}.jar"
    yield from (f"{ZIP}: {name} is no component" for name in sorted(jars.keys() - components.keys() - {subject}))
    yield from (f"{ZIP} lacks {name}" for name in sorted(components.keys() | {subject}) if name not in jars)
    yield from (f"{ZIP}: {name} has another SHA-512 than its component"
                for name in sorted(jars.keys() & components.keys()) if jars[name] != components[name])


def component_name(component):
    return f"{component['name']}-{component['version']}"


def sha512_of(component):
    return next((it["content"] for it in component.get("hashes", []) if it["alg"] == "SHA-512"), None)


def licences_of(component):
    """Returns the SPDX ids of a component, or the text in place of one."""
    return {it.get("expression") or it["license"].get("id") or it["license"]["name"]
            for it in component.get("licenses", [])}


def dynamodb_local_entries(archive):
    """Returns the names of files of DynamoDB Local in an archive and in the archives that it contains."""
    found = []
    with zipfile.ZipFile(io.BytesIO(archive)) as content:
        for name in content.namelist():
            if DYNAMODB_LOCAL.search(name):
                found.append(name)
            elif name.endswith((".jar", ".zip")):
                found += [f"{name}!{inner}" for inner in dynamodb_local_entries(content.read(name))]
    return found
