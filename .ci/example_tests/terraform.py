"""Compares Terraform files with the schemas of their providers.

Providers come from a registry that cannot always be reached. Their schemas are also published as types for TypeScript,
one file per resource, with its arguments, which of them are required, and its blocks.
"""
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import hcl2

# The package of types of each provider, and its checksum.
PACKAGES = {
    "aws": ("@cdktn/provider-aws@25.7.0", "sha512-E/nhu0yVZE4mXMgIPuI8tEFt1BExLkA7ARjihdG+/HmfD"
                                             "fzLr+OEF3dkFRvI6glRt30lrrBWQLwXqCJBxcmyUg=="),
    "archive": ("@cdktf/provider-archive@11.0.1", "sha512-2Plwhj1hVUOYmQrxNbBvy2nrw/gyHZKnQFauPCwjhQX+MpRImF7cceKgX8z"
                                                  "ZgBPvB5YEP75MIFPbr4sjxDWeHw=="),
}
META = {"count", "for_each", "depends_on", "provider", "lifecycle", "connection", "provisioner"}
INTERFACE = re.compile(r"^export interface (\w+)[^{]*\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
MEMBER = re.compile(r"\w#(\w+)\}(?:(?!\{@link).)*?readonly \w+(\??): ([^;]+);", re.DOTALL)
GETTER = re.compile(r"^    get (\w+)\(\)", re.MULTILINE)
REFERENCE = re.compile(r"\b(data\.)?((?:aws|archive)_\w+)\.(\w+)(?:\.(\w+))?")


def check(folder, cache):
    """Returns a message for each difference; schemas are downloaded into the cache."""
    files = sorted(folder.glob("*.tf"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    blocks = [block for file in files for block in resources(hcl2.loads(file.read_text(encoding="utf-8")))]
    if not blocks:
        return [f"{folder} declares no resources"]
    schemas = {name: Schema(types) for name, types in all_types({block[:2] for block in blocks}, cache).items()}
    return [
        *(error for kind, type_, name, body in blocks
          for error in schemas[kind, type_].errors(body, f"{type_}.{name}")),
        *reference_errors(text, {block[:3] for block in blocks}, schemas),
        *name_errors(text),
    ]


def resources(file):
    """Yields each resource and data source: kind, type, name, body."""
    for kind in "resource", "data":
        for block in file.get(kind, []):
            for type_, named in block.items():
                for name, body in named.items():
                    if not name.startswith("__"):
                        yield kind, type_.strip('"'), name.strip('"'), body


class Schema:
    """The arguments and attributes of a resource, from its types."""

    def __init__(self, types):
        self.interfaces = {name: members(body) for name, body in INTERFACE.findall(types)}
        self.top = next(members for name, members in self.interfaces.items() if name.endswith("Config"))
        self.attributes = {normal(name) for name in GETTER.findall(types[types.index("tfResourceType"):])}

    def errors(self, body, path, arguments=None):
        arguments = self.top if arguments is None else arguments
        given = {name for name in body if not name.startswith("__")}
        for name in sorted(given - arguments.keys() - META):
            yield f"{path} has no argument {name}"
        for name in sorted(name for name, (required, _) in arguments.items() if required and name not in given):
            yield f"{path} lacks the argument {name}"
        for name in sorted(given & arguments.keys()):
            inner = self.interfaces.get(arguments[name][1])
            for block in body[name] if isinstance(body[name], list) else []:
                if inner is not None and isinstance(block, dict):
                    yield from self.errors(block, f"{path}.{name}", inner)


def members(body):
    """Returns the arguments by name: whether each is required, and its type, which is an interface for blocks."""
    return {name: (not optional, re.match(r"\w*", type_).group()) for name, optional, type_ in MEMBER.findall(body)}


def normal(name):
    return name.replace("_", "").lower()


def reference_errors(text, declared, schemas):
    for data, type_, name, attribute in sorted(set(REFERENCE.findall(text))):
        kind = "data" if data else "resource"
        if (kind, type_, name) not in declared:
            yield f"{data}{type_}.{name} is not declared"
        elif attribute and normal(attribute) not in schemas[kind, type_].attributes:
            yield f"{data}{type_} has no attribute {attribute}"


def name_errors(text):
    """Yields variables and locals that are used and not declared, or declared and not used."""
    variables = set(re.findall(r'^variable "(\w+)"', text, re.MULTILINE))
    values = {name for body in re.findall(r"^locals \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
              for name in re.findall(r"^  (\w+) +=", body, re.MULTILINE)}
    for kind, declared in ("var", variables), ("local", values):
        used = set(re.findall(rf"\b{kind}\.(\w+)", text))
        yield from (f"{kind}.{name} is not declared" for name in sorted(used - declared))
        yield from (f"{kind}.{name} is not used" for name in sorted(declared - used))


def all_types(wanted, cache):
    """Returns the TypeScript of each kind and type; downloads what is not in the cache."""
    found = {}
    for provider, (package, integrity) in PACKAGES.items():
        paths = {(kind, type_): type_path(kind, type_, provider)
                 for kind, type_ in wanted if type_.startswith(provider + "_")}
        home = cache / package.replace("/", "-")
        missing = [path for path in paths.values() if not (home / path).exists()]
        if missing:
            fetch(package, integrity, missing, home)
        found |= {key: (home / path).read_text(encoding="utf-8") for key, path in paths.items()}
    for kind, type_ in wanted - found.keys():
        sys.exit(f"No schema is known for {kind} {type_}")
    return found


def type_path(kind, type_, provider):
    name = type_.removeprefix(provider + "_").replace("_", "-")
    # Data sources have a prefix.
    return f"lib/{'data-' + provider + '-' if kind == 'data' else ''}{name}/index.d.ts"


def fetch(package, integrity, paths, home):
    """Extracts the files from the package, which is too large to cache."""
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--json", "--loglevel=error", "--pack-destination", folder, package]
        [packed] = json.loads(subprocess.run(pack, check=True, stdout=subprocess.PIPE).stdout)
        if packed["integrity"] != integrity:
            sys.exit(f"{package} has another checksum than expected: {packed['integrity']}")
        with tarfile.open(Path(folder) / packed["filename"]) as archive:
            for path in paths:
                try:
                    content = archive.extractfile(f"package/{path}").read()
                except KeyError:
                    sys.exit(f"{package} has no {path}: is the type of the resource correct?")
                (home / path).parent.mkdir(parents=True, exist_ok=True)
                (home / path).write_bytes(content)
