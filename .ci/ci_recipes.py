"""Runs the recipes of examples/ci as their platforms do: the commands that the files contain, in a repository that has
the scripts where the files expect them."""
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import readme
import tokenry

PAGE = tokenry.ROOT / "docs" / "ci.md"
CI = tokenry.ROOT / "examples" / "ci"
ACTION = Path(".github", "actions", "tokenry-token")
URL = "https://tokenry.example.com/api"
TRUST, PROJECT = "ci-alpha", "alpha"


@dataclass
class Run:
    """The exit code of a job and its log, which contains what the platform would hide."""

    returncode: int
    log: str
    summary: str = ""
    outputs: dict = field(default_factory=dict)


class Repository:
    """A repository that uses the recipes, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "ci").mkdir()
        (folder / "bin").mkdir()
        (folder / "site").mkdir()
        (folder / "site" / "index.html").write_text("<h1>Site</h1>")
        for script in "exchange.py", "upload.py":
            shutil.copy(CI / script, folder / "ci")
        shutil.copytree(CI / "action", folder / ACTION)
        # Jobs before these ones build it.
        with tarfile.open(folder / "site.tar.gz", "w:gz") as archive:
            archive.add(folder / "site", "site")
        self.program("python3", f'exec "{sys.executable}" -B "$@"')

    def program(self, name, script):
        """Puts a program in front of those of this machine."""
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def environment(self, **variables):
        """Returns the environment of a job, without tokens of this machine and without a proxy."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        return kept | {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"} | variables

    def run(self, command, **variables):
        run = subprocess.run(command, cwd=self.folder, env=self.environment(**variables), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        return Run(run.returncode, run.stdout)

    def github(self, url, id_token_url, bearer, steps=None, **variables):
        """Runs the steps of the job `upload`, or others, and what an action registers for the end of the job."""
        if steps is None:
            job = yaml.safe_load((CI / "github-actions.yml").read_text(encoding="utf-8"))["jobs"]["upload"]
            assert job["permissions"]["id-token"] == "write"
            steps = job["steps"]
        return GitHubJob(self, {"vars.TOKENRY_URL": url}, {
            "ACTIONS_ID_TOKEN_REQUEST_URL": id_token_url, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": bearer} | variables
        ).run(steps)

    def gitlab(self, url, id_token):
        pipeline = yaml.safe_load((CI / "gitlab-ci.yml").read_text(encoding="utf-8"))
        job = pipeline["upload"]
        [variable] = job["id_tokens"]
        assert pipeline["variables"]["TOKENRY_URL"] == URL
        assert job["id_tokens"][variable]["aud"] == "$TOKENRY_URL"
        return self.run(["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])],
                        **{"TOKENRY_URL": url, variable: id_token})

    def jenkins(self, url, id_token):
        jenkinsfile = (CI / "Jenkinsfile").read_text(encoding="utf-8")
        [(variable, script)] = re.findall(
            r"string\(credentialsId: 'tokenry-id-token', variable: '(\w+)'\)\]\) \{\s+sh '''(.*?)'''",
            jenkinsfile, re.DOTALL)
        # In Groovy, a backslash at the end of a line continues it. The step `sh` prints its commands.
        return self.run(["sh", "-xec", script.replace("\\\n", "") + "; cat snapshot.txt"],
                        **{"TOKENRY_URL": url, variable: id_token})

    def codebuild(self, url, id_token):
        """The AWS CLI is a program that checks its arguments."""
        spec = yaml.safe_load((CI / "buildspec.yml").read_text(encoding="utf-8"))
        assert spec["env"]["variables"]["TOKENRY_URL"] == URL
        (self.folder / "id-token").write_text(id_token)
        self.program("aws", textwrap.dedent(f"""
            expected='sts get-web-identity-token --audience {url} --signing-algorithm ES384 --duration-seconds 300'
            [ "$*" = "$expected --query WebIdentityToken --output text" ] || {{ echo "aws: $*" >&2; exit 252; }}
            [ "$AWS_STS_REGIONAL_ENDPOINTS" = regional ] || exit 253
            cat "{self.folder}/id-token"; echo"""))
        return self.run(["bash", "-ec", "\n".join(spec["phases"]["build"]["commands"])],
                        **spec["env"]["variables"] | {"TOKENRY_URL": url})

    def kubernetes(self, url, id_token):
        """The paths of the pod are folders of the repository."""
        _, cron_job = yaml.safe_load_all((CI / "kubernetes.yaml").read_text(encoding="utf-8"))
        pod = cron_job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        [container] = pod["containers"]
        source = pod["volumes"][0]["projected"]["sources"][0]["serviceAccountToken"]
        assert source["audience"] == container["env"][0]["value"] == URL
        mounted = container["volumeMounts"][0]["mountPath"]
        (self.folder / source["path"]).write_text(id_token)
        *shell, script = container["command"]
        for path, local in (mounted, self.folder), ("/ci", self.folder / "ci"), ("/site", self.folder / "site"), (
                "/tmp/site.tar.gz", self.folder / "site.tar.gz"):
            script = re.sub(rf"(?<=\s){re.escape(path)}(?=[\s/])", str(local), script + " ")
        return self.run([*shell, script], TOKENRY_URL=url)


class GitHubJob:
    """Runs steps as the runner of GitHub Actions does: commands in the log, files for outputs and state, post steps."""

    def __init__(self, repository, values, variables):
        self.repository, self.values, self.variables = repository, values, variables
        self.log, self.summary, self.posts = [], repository.folder / "summary", []
        self.outputs = {}

    def run(self, steps):
        code = 0
        for step in steps:
            if code or step.get("uses", "").startswith("actions/"):
                continue
            code = self.action(step) if "uses" in step else self.shell(step)
        for post in reversed(self.posts):
            code = post() or code
        return Run(code, "".join(self.log), self.summary.read_text() if self.summary.exists() else "", self.outputs)

    def shell(self, step):
        environment = {name: self.resolve(value) for name, value in step.get("env", {}).items()}
        return self.execute(["bash", "-e", "-c", step["run"]], GITHUB_STEP_SUMMARY=str(self.summary), **environment)

    def action(self, step):
        home = self.repository.folder / step["uses"].removeprefix("$/")
        definition = yaml.safe_load((home / "action.yml").read_text(encoding="utf-8"))
        assert step["with"].keys() <= definition["inputs"].keys()
        given = {name: declared.get("default", "") for name, declared in definition["inputs"].items()} | step["with"]
        inputs = {f"INPUT_{name.upper()}": self.resolve(value) for name, value in given.items()}
        runs, state, output = definition["runs"], self.repository.folder / "state", self.repository.folder / "output"
        assert runs["using"].startswith("node") and runs["post-if"] == "always()"
        for file in state, output:
            file.write_text("")

        def post():
            saved = {f"STATE_{name}": value for name, value in pairs(state).items()}
            return self.execute(["node", str(home / runs["post"])], **inputs, **saved)

        self.posts.append(post)
        code = self.execute(["node", str(home / runs["main"])], GITHUB_STATE=str(state), GITHUB_OUTPUT=str(output),
                            **inputs)
        for name, value in pairs(output).items():
            assert name in definition["outputs"]
            self.values[f"steps.{step['id']}.outputs.{name}"] = self.outputs[name] = value
        return code

    def execute(self, command, **variables):
        run = self.repository.run(command, **self.variables | variables)
        self.log.append(run.log)
        return run.returncode

    def resolve(self, text):
        return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda expression: self.values.get(expression[1], ""), text)


def pairs(file):
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def masks(log):
    return [line.removeprefix("::add-mask::") for line in log.splitlines() if line.startswith("::add-mask::")]


def printed(log):
    """Returns what GitHub shows of a log: no commands, and masks applied from where they are registered."""
    shown, hidden = [], []
    for line in log.splitlines():
        if line.startswith("::add-mask::"):
            hidden.append(line.removeprefix("::add-mask::"))
        else:
            for secret in hidden:
                line = line.replace(secret, "***")
            shown.append(line)
    return "\n".join(shown)


def assert_no_secret(log, server):
    shown = printed(log)
    for secret in server.secrets():
        assert secret not in shown and secret.rsplit(".", 1)[1] not in shown, shown


def assert_deleted(server, tokens=1):
    assert not server.live
    assert len(server.deleted) == tokens


def blocks(kind):
    """Returns the blocks of this kind of the page on CI systems."""
    return [text for each, text in readme.parse(PAGE.read_text(encoding="utf-8")) if each == kind]


def records():
    """Returns the issuers and the trusts of the page on CI systems, in its order: first those of GitHub."""
    github = [re.search(r"-d '(.*)'", text, re.DOTALL)[1] for text in blocks("sh") if " -X PUT " in text]
    return ([json.loads(text) for text in [github[0], *blocks("json issuer")]],
            [json.loads(text) for text in [github[1], *blocks("json trust")]])
