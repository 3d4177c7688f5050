"""Checks what is in examples/, .github/ and renovate.json with pinned tools and published schemas.

A check of a tool that is not installed here (Go, Terraform) is skipped; all other tools are installed.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import npm
import terraform
from tokenry import ROOT

EXAMPLES = ROOT / "examples"
BIN = Path(sys.executable).parent
DOWNLOADS = ROOT / "target" / "examples"
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
GROOVY = "org.apache.groovy:groovy:5.0.2"
ACTION = EXAMPLES / "ci" / "action" / "action.yml"
WORKFLOWS = [*sorted((EXAMPLES / "ci").rglob("github-actions.yml")),
             *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
KUBERNETES_VERSION = "1.37"
each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")
# With an exchanged token, and with a stored one.
each_folder = pytest.mark.parametrize("folder", ["ci", "ci/stored-token"])


def run(*command, cwd=EXAMPLES):
    """Runs a command; fails with its output unless it succeeds."""
    ran = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if ran.returncode:
        pytest.fail(f"{Path(command[0]).name} exits with {ran.returncode}\n{ran.stdout}{ran.stderr}", pytrace=False)


def require_tool(name):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")


@pytest.mark.parametrize("script", ["exchange.py", "upload.py"])
def test_script_runs_on_python_3_8(script):
    run(BIN / "vermin", "--target=3.8-", "--violations", "--no-tips", f"ci/{script}")


@each_workflow
def test_workflow_matches_the_published_schema(workflow):
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)


@each_workflow
def test_workflow_pins_actions_and_limits_permissions(workflow):
    run(BIN / "zizmor", "--offline", "--no-progress", "--persona=auditor", workflow)


@each_workflow
def test_workflow_expressions_are_valid(workflow):
    require_tool("go")
    # It does not know the references to actions of the same repository that GitHub added in July 2026.
    run("go", "run", ACTIONLINT, "-no-color", "-shellcheck", ROOT / ".venv" / "bin" / "shellcheck",
        "-ignore", r'specifying action "\$/[^"]+" in invalid format because ref is missing', workflow)


def test_action_matches_the_published_schema():
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)


def test_action_has_no_findings():
    run(BIN / "zizmor", "--offline", "--no-progress", "--persona=auditor", ACTION)


def test_action_compiles():
    for script in ACTION.parent.glob("*.mjs"):
        run("node", "--check", script)


def test_renovate_configuration_matches_the_published_schema():
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.renovate", ROOT / "renovate.json")


@each_folder
def test_gitlab_pipeline_matches_the_published_schema(folder):
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci",
        f"{folder}/gitlab-ci.yml")


def test_kubernetes_objects_match_the_published_schemas():
    run(BIN / "kubernetes-validate", "--strict", "--kubernetes-version", KUBERNETES_VERSION, "ci/kubernetes.yaml")


@each_folder
def test_jenkinsfile_compiles(folder):
    """Only Groovy's grammar is checked: what the steps mean is known to Jenkins."""
    _, name, version = GROOVY.split(":")
    jar = DOWNLOADS / f"{name}-{version}.jar"
    if not jar.exists():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        run("mvn", "-q", "-B", "-ntp", "dependency:copy", f"-Dartifact={GROOVY}", f"-DoutputDirectory={DOWNLOADS}",
            cwd=DOWNLOADS)
    run("java", "-cp", jar, "org.codehaus.groovy.tools.FileSystemCompiler", "-d", DOWNLOADS / "jenkinsfile",
        f"{folder}/Jenkinsfile")


@pytest.fixture(scope="module")
def cdk_templates():
    """Compiles and synthesizes the CDK application without an account; returns its templates."""
    home = EXAMPLES / "cdk"
    npm.install(home)
    for output in "dist", "cdk.out":
        shutil.rmtree(home / output, ignore_errors=True)
    run("npm", "run", "--silent", "synth", cwd=home)
    return list((home / "cdk.out").glob("*.template.json"))


def test_cdk_application_synthesizes(cdk_templates):
    assert cdk_templates


def test_cdk_templates_are_valid(cdk_templates):
    # The CDK writes some dependencies twice.
    run(ROOT / ".venv" / "bin" / "cfn-lint", "--ignore-checks", "W3005", "--", *cdk_templates)


def test_cdk_lock_file_names_no_registry():
    lock = (EXAMPLES / "cdk" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock, "set omit-lockfile-registry-resolved in npm"


def test_terraform_is_formatted():
    require_tool("terraform")
    run("terraform", "fmt", "-check", "-diff", "terraform")


def test_terraform_matches_the_schemas_of_its_providers():
    assert terraform.check(EXAMPLES / "terraform", DOWNLOADS) == []


def test_exports_in_the_examples_exist_and_scopes_are_declared():
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in [
        *EXAMPLES.glob("cdk/*.ts"), *EXAMPLES.glob("terraform/*.tf")])
    exports = set(re.findall(r"tokenry_?[sS]tack\}-(\w+)", sources))
    scopes = {scope for rule in re.findall(r"(?:anyOf|allOf)\(([^)]*)\)", sources) for scope in rule.split(", ")}
    assert exports
    assert scopes
    assert exports <= set(re.findall(r"\$\{AWS::StackName\}-(\w+)", template))
    assert scopes == set(re.findall(r"""Name(?:: | = )['"]([\w.]+)['"]""", sources))


def test_gateway_target_is_valid():
    run(ROOT / ".venv" / "bin" / "cfn-lint", EXAMPLES / "agents" / "gateway-target.yaml")
