"""Tests console/pom.xml on a copy with few sources, with an npm that records its calls."""
import os
import re
import shutil
import subprocess

import pytest

from tokenry import ROOT

INSTALL = ("ci --include=dev --engine-strict --ignore-scripts --prefer-offline --no-audit --no-fund"
           " --loglevel=error")
BUILD = "run --silent build -- --logLevel=warn"
NPM = """#!/bin/sh
echo "$*" >> calls
case $1 in
  ci) rm -rf node_modules; mkdir node_modules; touch node_modules/.package-lock.json ;;
  run) rm -rf dist; mkdir dist; cp src/*.ts dist; echo main.ts > dist/files.txt ;;
esac
"""
# What Maven and this npm call. A folder of the machine that has them may contain an npm, too.
PROGRAMS = ["basename", "cp", "dirname", "echo", "expr", "ls", "mkdir", "readlink", "rm", "sed", "tr", "touch", "uname"]
STEP = re.compile("Tokenry: .*")
PACKAGED = "console/target/classes/dev/tokenry/functions/console/web"


class Project:
    def __init__(self, folder):
        self.folder = folder
        self.npm = folder / "bin" / "npm"
        self.packaged = folder / PACKAGED

    def create(self):
        for name in "pom.xml", "console/pom.xml", ".mvn/jvm.config", ".mvn/maven.config":
            self.write(name, (ROOT / name).read_text(encoding="utf-8"))
        for name in "package.json", "package-lock.json", ".npmrc", "src/main.ts", "src/other.ts":
            self.write(f"console/{name}", "one")
        self.write("docs/openapi.yaml", "openapi: 3.1.0")
        self.write("bin/npm", NPM)
        self.npm.chmod(0o755)
        for program in PROGRAMS:
            (self.folder / "bin" / program).symlink_to(shutil.which(program))
        return self

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, *arguments):
        """Builds the console and returns what Maven printed, with its exit code."""
        jdk = subprocess.run([ROOT / ".ci/jdk25"], check=True, capture_output=True, text=True).stdout.strip()
        environment = os.environ | {"PATH": str(self.folder / "bin"), "JAVA_HOME": jdk}
        run = subprocess.run(
            [shutil.which("mvn"), "-q", "-B", "-f", "console/pom.xml", "process-resources", *arguments],
            cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.age()
        return run.returncode, run.stdout

    def age(self):
        """Makes all files older, so that those of the build and later changes differ by more than a second."""
        for path in sorted(self.folder.rglob("*")):
            if not path.is_symlink():
                time = path.stat().st_mtime - 10
                os.utime(path, (time, time))

    def calls(self):
        """Returns the calls of npm since the last call of this method."""
        path = self.folder / "console" / "calls"
        calls = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return calls


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path).create()


@pytest.fixture(scope="module")
def first_build(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("built")).create()
    project.write(f"{PACKAGED}/old.ts", "of an earlier build")
    return project, project.build(), project.calls()


@pytest.fixture
def built(first_build, tmp_path):
    project, (exit_code, output), _ = first_build
    assert exit_code == 0, output
    shutil.copytree(project.folder, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")


def test_the_first_build_installs_the_packages_and_packages_the_console(first_build):
    project, (exit_code, output), calls = first_build
    assert exit_code == 0
    assert STEP.findall(output) == [
        "Tokenry: building the web console", "Tokenry: installing the npm packages of the web console"]
    assert calls == [INSTALL, BUILD]
    assert sorted(path.name for path in project.packaged.iterdir()) == ["files.txt", "main.ts", "other.ts"]


@pytest.mark.parametrize("has_npm", [True, False])
def test_npm_is_not_called_or_required_if_nothing_has_changed(built, has_npm):
    if not has_npm:
        built.npm.unlink()
    exit_code, output = built.build("-Prelease")
    assert exit_code == 0
    assert STEP.findall(output) == ["Tokenry: building the web console"]
    assert built.calls() == []
    assert (built.packaged / "main.ts").read_text() == "one"


def test_a_changed_source_is_built_without_an_installation(built):
    built.write("console/src/main.ts", "two")
    assert built.build()[0] == 0
    assert built.calls() == [BUILD]
    assert (built.packaged / "main.ts").read_text() == "two"


@pytest.mark.parametrize("change", [
    lambda project: project.write("docs/openapi.yaml", "openapi: 3.1.1"),
    lambda project: (project.folder / "console/src/other.ts").unlink(),
    lambda project: (project.folder / "console/dist/files.txt").unlink(),
], ids=["API", "removed source", "incomplete result"])
def test_other_changes_are_built_without_an_installation(built, change):
    change(built)
    assert built.build()[0] == 0
    assert built.calls() == [BUILD]


@pytest.mark.parametrize("name", ["package.json", "package-lock.json", ".npmrc"])
def test_changed_packages_are_installed(built, name):
    built.write(f"console/{name}", "two")
    assert built.build()[0] == 0
    assert built.calls() == [INSTALL, BUILD]


def test_without_npm_the_build_warns_and_packages_no_console(project):
    project.npm.unlink()
    project.write(f"{PACKAGED}/files.txt", "of an earlier build")
    exit_code, output = project.build()
    assert exit_code == 0
    assert "[WARNING]" in output
    assert "a page in its place says so: npm is not on the PATH." in output
    assert not project.packaged.exists()


def test_without_npm_a_release_fails(project):
    project.npm.unlink()
    exit_code, output = project.build("-Prelease")
    assert exit_code == 1
    assert "The web console is required: npm is not on the PATH." in output


def test_a_failed_installation_is_a_warning_and_is_repeated(built):
    built.write("console/package-lock.json", "two")
    built.write("bin/npm", f"{NPM}echo 'npm error code ENOTCACHED'; rm node_modules/.package-lock.json; exit 1")
    exit_code, output = built.build()
    assert exit_code == 0
    assert "npm error code ENOTCACHED" in output
    assert "a page in its place says so: npm ci has failed." in output
    assert not built.packaged.exists()
    exit_code, output = built.build("-Prelease")
    assert exit_code == 1
    assert "The web console is required: npm ci has failed." in output
    assert built.calls() == [INSTALL, INSTALL]


def test_a_console_that_does_not_compile_fails_the_build_until_it_does(built):
    built.write("console/src/main.ts", "two")
    built.write("bin/npm", f"{NPM}echo 'main.ts(1,1): error'; exit 2")
    exit_code, output = built.build()
    assert exit_code == 1
    assert "main.ts(1,1): error" in output
    built.write("bin/npm", NPM)
    assert built.build()[0] == 0
    assert built.calls() == [BUILD, BUILD]
