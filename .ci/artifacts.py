"""Checks the files that `mvn package -Prelease` makes: checksums, components and their licences.

The bill of materials of a zip lists exactly its jars, with the same SHA-512. It describes the jar of the module itself,
so it cannot contain its hash. A zip has only a part of some components: each of its files is one of a jar with the
SHA-512 of the component. All licences are permissive. No artifact contains a part of DynamoDB Local, whose
licence forbids redistribution: it is downloaded by those who run it.
"""
import collections
import dataclasses
import hashlib
import io
import json
import re
import zipfile

from tokenry import ROOT

RELEASE = ROOT / "target" / "release"
CONSOLE = "tokenry-console.cdx.json"
CHECKSUMS = "SHA256SUMS"
PERMISSIVE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "Unlicense"}
DYNAMODB_LOCAL = re.compile(
    r"DynamoDBLocal|sqlite4java|(^|/)(software/amazon/dynamodb|com/amazonaws/services/dynamodbv2|ddb/partiql)/")
NATIVE_LIBRARIES = {"lib/arm64/libaws-crt-jni.so": "linux/armv8/glibc/libaws-crt-jni.so",
                    "lib/x86_64/libaws-crt-jni.so": "linux/x86_64/glibc/libaws-crt-jni.so"}


@dataclasses.dataclass(frozen=True)
class Package:
    """A zip, its bill of materials, and where its build notes the jars of which the zip contains a part."""
    module: str

    @property
    def name(self):
        return f"tokenry-{self.module}"

    @property
    def zip(self):
        return f"{self.name}.zip"

    @property
    def bom(self):
        return f"{self.name}.cdx.json"

    @property
    def originals(self):
        return f"{self.module}/target/originals.properties"


FUNCTIONS = Package("functions")
AUTHORIZER = Package("authorizer")
FILES = sorted([FUNCTIONS.zip, FUNCTIONS.bom, AUTHORIZER.zip, AUTHORIZER.bom, CONSOLE])


def main():
    artifacts = sorted([*ROOT.glob("*/target/*.jar"), *RELEASE.glob("*.zip")])
    boms = {name: json.loads((RELEASE / name).read_text(encoding="utf-8"))
            for name in (FUNCTIONS.bom, AUTHORIZER.bom, CONSOLE)}
    findings = [*compare_checksums(RELEASE)]
    for package in FUNCTIONS, AUTHORIZER:
        files = read_files(RELEASE / package.zip)
        print(f"{package.zip}: {sum(name.endswith('.jar') for name in files)} jars")
        findings += compare_components(package, files, boms[package.bom], read_originals(ROOT / package.originals))
    for name, bom in boms.items():
        licences = {component_name(it): licences_of(it) for it in bom["components"]}
        findings += [f"{name}: {it} has the licences {ids or 'none'}" for it, ids in licences.items()
                     if not ids or not ids <= PERMISSIVE]
        counts = collections.Counter(id_ for ids in licences.values() for id_ in ids)
        print(f"{name}: {len(licences)} components,",
              ", ".join(f"{count} {id_}" for id_, count in sorted(counts.items())))
    findings += [f"{path.relative_to(ROOT)} contains {entry} of DynamoDB Local"
                 for path in artifacts for entry in dynamodb_local_entries(path.read_bytes())]
    print(f"artifacts searched for DynamoDB Local: {len(artifacts)}")
    print(*findings, f"{len(findings)} findings", sep="\n")
    return 1 if findings else 0


def read_files(archive):
    """Returns the content of each file in an archive, a path or bytes."""
    with zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive) as content:
        return {name: content.read(name) for name in content.namelist() if not name.endswith("/")}


def jar_of(component):
    return f"lib/{component['name']}.jar"


def read_originals(file):
    """Returns the bytes of the jars of which the zip contains a part, by the name of the component."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {name: (ROOT / path).read_bytes() for name, path in (line.split("=", 1) for line in lines)}


def compare_checksums(folder):
    """Yields the files of a release whose checksum is missing, superfluous or wrong."""
    listed = dict(line.split("  ")[::-1] for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines())
    actual = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    return (f"{CHECKSUMS} is wrong about {name}" for name in sorted(listed.keys() | actual.keys())
            if listed.get(name) != actual.get(name))


def compare_components(package, files, bom, originals):
    """Yields the files of the zip that the bill of materials does not list, and components that the zip lacks."""
    components = {jar_of(it): it for it in bom["components"]}
    subject = jar_of(bom["metadata"]["component"])
    # Names of jars contain neither a group nor a version.
    names = collections.Counter([subject, *map(jar_of, bom["components"])])
    yield from (f"{package.zip}: {name} is the jar of {count} components"
                for name, count in sorted(names.items()) if count > 1)
    yield from (f"{package.zip}: {name} is no component"
                for name in sorted(files.keys() - components.keys() - {subject} - NATIVE_LIBRARIES.keys()))
    yield from (f"{package.zip} lacks {name}"
                for name in sorted(components.keys() | {subject} | NATIVE_LIBRARIES.keys()) if name not in files)
    for name in sorted(files.keys() & components.keys()):
        component = components[name]
        original = originals.get(component["name"])
        if sha512(files[name] if original is None else original) != sha512_of(component):
            yield f"{package.zip}: {name} has another SHA-512 than its component"
        if original is not None:
            yield from compare_part(package, name, read_files(files[name]), read_files(original))
    for name in sorted(files.keys() & NATIVE_LIBRARIES.keys()):
        yield from compare_part(package, name, {NATIVE_LIBRARIES[name]: files[name]}, read_files(originals["aws-crt"]))


def compare_part(package, name, part, original):
    """Yields a finding if files of a part differ from those of the whole. The manifest tells who built the part."""
    others = [file for file in sorted(part.keys() - {"META-INF/MANIFEST.MF"}) if part[file] != original.get(file)]
    if others:
        yield f"{package.zip}: {name} has {len(others)} files that its component has not, for example {others[0]}"


def component_name(component):
    return f"{component['name']}-{component['version']}"


def sha512(content):
    return hashlib.sha512(content).hexdigest()


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
