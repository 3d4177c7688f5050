"""Tests the shell programs around Maven with a Maven, a JDK and a Chromium that only print."""
import os
import subprocess
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parent.parent


class Machine:
    def __init__(self, folder):
        self.folder = folder
        self.jdk = self.program("jdk/bin/javac", "").parent.parent
        (self.jdk / "release").write_text('JAVA_VERSION="25.0.1"\n')
        self.chromium = self.program("bin/chromium-headless-shell", "")

    def program(self, name, script):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def maven(self, script):
        self.program("bin/mvn", f'echo "$TOKENRY_BROWSER $JAVA_HOME $@" > {self.folder}/call\n{script}')

    def run(self, name, *arguments, **variables):
        environment = os.environ | {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "JAVA_HOME": str(self.jdk)}
        return subprocess.run([CI / name, *arguments], env=environment | variables, capture_output=True, text=True)

    def call(self):
        return (self.folder / "call").read_text()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_the_build_requires_a_browser_and_prints_the_numbers_of_tests(machine):
    machine.maven("echo noise; echo 'Cases tried: 9'; echo 'Tests run: 3, Failures: 0'")
    run = machine.run("check-build")
    assert run.returncode == 0
    assert run.stdout.splitlines()[1:] == ["Tests run: 3, Failures: 0", "Cases tried: 9"]
    assert "required" in machine.call()
    assert "verify -Prelease" in machine.call()


@pytest.mark.parametrize("script", ["echo 'BUILD FAILURE'; exit 1", "echo 'no tests'"])
def test_a_build_that_fails_or_runs_no_tests_fails(machine, script):
    machine.maven(script)
    assert machine.run("check-build").returncode == 1


def test_a_build_that_fails_prints_its_log(machine):
    machine.maven("echo 'cannot compile'; echo 'on standard error' >&2; exit 1")
    assert machine.run("check-build").stdout.splitlines()[1:] == ["cannot compile", "on standard error"]


def test_the_format_is_checked_on_the_jdk_25(machine):
    machine.maven("")
    run = machine.run("check-format")
    assert run.stdout == f"Spotless: no findings, with {machine.jdk}\n"
    assert f"{machine.jdk} -q -B -ntp spotless:check" in machine.call()


def test_findings_of_the_formatter_are_printed(machine):
    machine.maven("echo 'A.java is not formatted'; exit 1")
    run = machine.run("check-format")
    assert (run.returncode, run.stdout) == (1, "A.java is not formatted\n")


def test_random_cases_are_counted(machine):
    machine.maven("echo noise; echo 'Cases tried: 9'")
    assert machine.run("check-random-runs").stdout.splitlines()[1:] == ["Cases tried: 9"]
    machine.maven("echo 'no tests'")
    assert machine.run("check-random-runs").returncode == 1


def test_the_benchmarks_are_compiled_and_tested_but_do_not_measure(machine):
    machine.maven("echo noise; echo '[INFO] Tests run: 21, Failures: 0'")
    assert machine.run("check-benchmarks").stdout.splitlines()[1:] == ["[INFO] Tests run: 21, Failures: 0"]
    assert machine.call().endswith(" -Pbenchmarks -pl benchmarks -am test\n")
    machine.maven("echo 'no tests'")
    assert machine.run("check-benchmarks").returncode == 1
    machine.maven("echo 'Bench.java does not compile'; exit 1")
    run = machine.run("check-benchmarks")
    assert (run.returncode, run.stdout.splitlines()[1:]) == (1, ["Bench.java does not compile"])


def test_the_long_tests_require_a_browser_and_are_counted(machine):
    browser, packaged = (f"Tests run: 9, Failures: 0 -- in {name}" for name in ("BrowserIT", "PackagedFunctionsIT"))
    machine.maven(f"echo noise; echo '{packaged}'; echo '{browser}'")
    run = machine.run("check-build-full")
    assert run.stdout.splitlines()[1:] == [browser, packaged]
    assert machine.call().startswith("required ")
    assert "-Dtokenry.full=true" in machine.call()
    for incomplete in "no tests", browser, packaged:
        machine.maven(f"echo '{incomplete}'")
        assert machine.run("check-build-full").returncode == 1


def test_mutations_are_counted_and_arguments_passed_on(machine):
    machine.maven("echo '>> Generated 2 Killed 2 (100%)'; echo '>> Generated 31 mutations Killed 30 (97%)'")
    run = machine.run("check-mutation", "-DtargetClasses=a.*")
    assert run.returncode == 0
    assert ">> Generated 31 mutations Killed 30 (97%)\nReport: " in run.stdout
    assert ">> Generated 2 Killed" not in run.stdout
    assert "pitest:mutationCoverage -DtargetClasses=a.*" in machine.call()


def test_mutation_tests_that_count_nothing_fail(machine):
    machine.maven("echo 'No mutations found'")
    assert machine.run("check-mutation").returncode == 1


def test_the_jdk_of_java_home_is_found(machine):
    assert machine.run("jdk25").stdout == f"{machine.jdk}\n"


@pytest.mark.parametrize("version", ["17.0.15", "1.8.0_402", ""])
def test_an_older_jdk_is_not_used(machine, version):
    (machine.jdk / "release").write_text(f'JAVA_VERSION="{version}"\n')
    assert machine.run("jdk25", HOME=str(machine.folder)).stdout != f"{machine.jdk}\n"


def test_a_jre_is_not_used(machine):
    (machine.jdk / "bin" / "javac").unlink()
    assert machine.run("jdk25", HOME=str(machine.folder)).stdout != f"{machine.jdk}\n"


def test_chromium_is_found_on_the_path_or_by_its_variable(machine):
    assert machine.run("find-chromium").stdout == f"{machine.chromium}\n"
    other = machine.program("other/browser", "")
    assert machine.run("find-chromium", TOKENRY_CHROMIUM=str(other)).stdout == f"{other}\n"


def test_chromium_is_installed_where_there_is_none(machine):
    machine.chromium.unlink()
    for name in "bash", "dirname", "cat":
        (machine.folder / "bin" / name).symlink_to(f"/bin/{name}")
    machine.program("bin/id", "echo 1000")
    run = machine.run("find-chromium", PATH=str(machine.folder / "bin"))
    assert run.returncode == 1
    assert "Chromium was not found. Install it" in run.stderr
    machine.program("bin/id", "echo 0")
    machine.program("bin/apt-get", f"""echo "$@" >> {machine.folder}/call
/bin/cp {machine.jdk}/bin/javac {machine.chromium}""")
    assert machine.run("find-chromium", PATH=str(machine.folder / "bin")).stdout == f"{machine.chromium}\n"
    assert "install -y -qq --no-install-recommends chromium-headless-shell" in machine.call()


RELEASE_FILES = ["SHA256SUMS", "tokenry-functions.zip", "tokenry-functions.cdx.json", "tokenry-authorizer.zip",
                 "tokenry-authorizer.cdx.json", "tokenry-console.cdx.json"]


def release_maven(script):
    """Returns a Maven that writes the files of a release into the present folder."""
    files = " ".join(f"target/release/{name}" for name in RELEASE_FILES)
    return f"mkdir -p target/release\nfor file in {files}; do echo same > $file; done\n{script}"


def test_two_builds_of_a_release_with_the_same_bytes_pass(machine):
    machine.maven(release_maven(""))
    run = machine.run("check-release")
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[2:] == ["The builds are equal:", "same"]
    assert "package -Prelease" in machine.call()


def test_files_of_a_release_that_depend_on_the_folder_the_time_zone_or_the_language_fail(machine):
    commands = ["pwd", "date +%Z", "echo $LC_ALL", "pwd", "pwd", "pwd"]
    machine.maven(release_maven("\n".join(
        f"{command} > target/release/{name}" for command, name in zip(commands, RELEASE_FILES, strict=True))))
    run = machine.run("check-release")
    assert run.returncode == 1
    assert [name for name in RELEASE_FILES if name in run.stdout] == RELEASE_FILES


def test_a_release_that_cannot_be_built_fails_with_its_log(machine):
    machine.maven("echo 'BUILD FAILURE'; exit 1")
    run = machine.run("check-release")
    assert run.returncode == 1
    assert "BUILD FAILURE" in run.stdout
