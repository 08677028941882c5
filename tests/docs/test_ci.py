"""What other repositories run: the pre-commit hook, the GitHub action and the GitLab job, run as their hosts do."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

from tests.docs.pages import ROOT
from tests.faults.procurement import SMALL, changed, write
from tests.files.test_validate import SCALE
from tests.render.workflow_commands import commands

TOOL = Path(sys.executable).with_name("social-value")
UNSOUND = {"bids/beta.yaml": changed(SMALL["bids/beta.yaml"], "total: 150", "total: 0")}
PAGE = (ROOT / "docs" / "validate-in-ci.md").read_text(encoding="utf-8")

BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not (BASH and shutil.which("git")), reason="the hosts run these with bash and git")


def written(name: str) -> Any:  # noqa: ANN401  # whatever the file of another tool holds
    """Return what a YAML file of the repository says to its host."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Host:
    """A repository of frameworks on a machine that has the tool, as a pipeline finds it."""

    repository: Path
    runner: Path

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a script as the hosts do: in the repository, with bash that stops at the first failure."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        tool = self.runner / "social-value" / "bin"
        path = os.pathsep.join([str(tool), environment.get("PATH", "")])
        return subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.repository,
            env={**environment, "PATH": path, "RUNNER_TEMP": str(self.runner), **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def tracked(self) -> list[str]:
        """Return the files that git keeps, by their paths."""
        self.run("git add --all")
        return self.run("git ls-files -z").stdout.split("\0")[:-1]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Return a repository with a scale, a procurement and files of other tools; the tool stands in for its install."""
    made = Host(tmp_path / "repository", tmp_path / "runner")
    write(made.repository / "procurements" / "small")
    others = {
        ".pre-commit-config.yaml": "repos: []\n", ".github/workflows/ci.yaml": "on: push\n", "data/prices.csv": "a,b\n",
        "README.md": "# Ours\n",
    }  # fmt: skip
    write(made.repository, {"frameworks/our-scale.yaml": SCALE, **others})
    (made.runner / "social-value" / "bin").mkdir(parents=True)
    (made.runner / "social-value" / "bin" / "social-value").symlink_to(TOOL)
    assert made.run("git init --quiet").returncode == 0
    return made


class TestPreCommit:
    """The hook, called with the files that its filter leaves."""

    @pytest.fixture
    def hook(self) -> dict[str, Any]:
        """Return the hook that the page names."""
        (hook,) = written(".pre-commit-hooks.yaml")
        assert hook["id"] in PAGE
        return dict(hook)

    @staticmethod
    def command(hook: dict[str, Any], files: list[str]) -> str:
        """Return the command that pre-commit makes: the entry, then the files that pass the filters."""
        chosen = [one for one in files if re.search(hook["files"], one) and not re.search(hook["exclude"], one)]
        return shlex.join([*shlex.split(hook["entry"]), *chosen])

    def test_it_is_given_our_files_alone(self, hook: dict[str, Any], host: Host) -> None:
        """YAML below hidden names, other tables and prose are not ours."""
        ours = [f"procurements/small/{name}" for name in SMALL] + ["frameworks/our-scale.yaml"]
        assert set(shlex.split(self.command(hook, host.tracked()))[2:]) == set(ours)
        assert shlex.split(self.command(hook, ["a/bids.csv", "scores.csv", "other.csv"]))[2:] == [
            "a/bids.csv", "scores.csv",
        ]  # fmt: skip

    def test_a_sound_repository_passes(self, hook: dict[str, Any], host: Host) -> None:
        """Every file is named, and each procurement is checked once."""
        done = host.run(self.command(hook, host.tracked()))
        assert (done.returncode, done.stdout) == (0, "1 procurement and 1 file checked: no errors.\n")

    def test_a_changed_bid_stands_for_its_procurement(self, hook: dict[str, Any], host: Host) -> None:
        """The hook names one file, and hears of another that is wrong."""
        write(host.repository / "procurements" / "small", UNSOUND)
        done = host.run(self.command(hook, ["procurements/small/bids/alpha.yaml"]))
        assert done.returncode == 1
        assert done.stdout.startswith("procurements/small/bids/beta.yaml:5:8 error zero-price:")

    def test_it_is_installed_by_its_package(self, hook: dict[str, Any]) -> None:
        """pre-commit installs the repository as a Python package, and runs one process at a time."""
        assert (hook["language"], hook["require_serial"]) == ("python", True)
        assert (ROOT / "pyproject.toml").is_file()


class TestGitHubAction:
    """The composite action: its last step is run with inputs as GitHub hands them over."""

    @staticmethod
    def run(host: Host, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step that validates."""
        action = written("action.yml")
        defaults = {name: one["default"] for name, one in action["inputs"].items()}
        given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        *_, step = action["runs"]["steps"]
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], text)
            for name, text in step["env"].items()
        }
        return host.run(step["run"], **variables)

    def test_it_installs_the_tool_from_itself(self) -> None:
        """The commit that is named is the version that checks, and no other action is taken in."""
        action = written("action.yml")
        install, _ = action["runs"]["steps"]
        assert action["runs"]["using"] == "composite"
        assert 'pip install --quiet "$GITHUB_ACTION_PATH"' in install["run"]
        assert not any("uses" in step for step in action["runs"]["steps"])

    def test_a_sound_repository_passes_and_says_nothing(self, host: Host) -> None:
        """Without a finding there is no workflow command."""
        done = self.run(host)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_findings_are_workflow_commands_and_fail_the_step(self, host: Host) -> None:
        """Each stands at its line of the change."""
        write(host.repository / "procurements" / "small", UNSOUND)
        done = self.run(host, paths="frameworks procurements")
        (command,) = commands(done.stdout)
        assert (done.returncode, command.name) == (1, "error")
        assert command.properties == {
            "file": "procurements/small/bids/beta.yaml", "line": "5", "col": "8", "title": "zero-price",
        }  # fmt: skip

    def test_strict_is_handed_on(self, host: Host) -> None:
        """A warning fails only where that is asked for."""
        method = changed(SMALL["procurement.yaml"], "pillar: environmental", "pillar: quality")
        write(host.repository / "procurements" / "small", {"procurement.yaml": method})
        assert [self.run(host, strict=one).returncode for one in ("false", "true")] == [0, 1]

    def test_a_file_is_written_and_replaced(self, host: Host) -> None:
        """A second run of the same job replaces the file of the first."""
        for _ in range(2):
            done = self.run(host, format="sarif", write_output="found.sarif")
            assert (done.returncode, done.stdout) == (0, "1 procurement and 1 file checked: no errors.\n")
        assert json.loads((host.repository / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"

    def test_inputs_are_text_and_never_a_script(self, host: Host) -> None:
        """What somebody writes into an input is a path that does not exist, not a command."""
        done = self.run(host, paths="$(touch owned); touch owned\n* --strict")
        assert done.returncode == 2
        assert not (host.repository / "owned").exists()

    def test_the_page_names_the_inputs(self) -> None:
        """The page shows no input that the action does not have."""
        (workflow,) = re.findall(r"(?ms)^on: \[pull_request\].*?(?=^```)", PAGE)
        *_, step = yaml.safe_load(workflow)["jobs"]["validate"]["steps"]
        assert set(step["with"]) <= set(written("action.yml")["inputs"])


class TestGitLab:
    """The job of the example, line by line."""

    JOB = "docs/ci/gitlab-ci.yml"

    def test_the_page_shows_the_file(self) -> None:
        """What the page shows is what the tests run."""
        assert (ROOT / self.JOB).read_text(encoding="utf-8").strip() in PAGE

    def test_the_tool_is_installed_from_a_clone(self) -> None:
        """The lines that the tests leave out are those that install, below a name that validation passes over."""
        (job,) = written(self.JOB).values()
        clone, install = job["before_script"]
        assert (clone.split()[0], clone.split()[-1]) == ("git", ".social-value")
        assert install.endswith("pip install --quiet ./.social-value")

    @pytest.mark.parametrize(("files", "code"), [({}, 0), (UNSOUND, 1)])
    def test_both_reports_are_there_and_the_last_command_decides(
        self, host: Host, files: dict[str, str], code: int
    ) -> None:
        """The job fails by findings only after it has written what its artefacts name."""
        (job,) = written(self.JOB).values()
        write(host.repository / "procurements" / "small", files)
        done = host.run("\n".join(job["script"]))
        assert done.returncode == code, done.stderr
        (sarif,) = job["artifacts"]["paths"]
        results = json.loads((host.repository / sarif).read_text(encoding="utf-8"))["runs"][0]["results"]
        assert [one["ruleId"] for one in results] == ["zero-price"] * code
        (suite,) = JUnitXml.fromstring((host.repository / job["artifacts"]["reports"]["junit"]).read_bytes())
        assert (suite.tests, suite.failures) == (5, code)

    def test_what_cannot_run_stops_the_job(self, host: Host) -> None:
        """Only findings are passed on to the last command."""
        (job,) = written(self.JOB).values()
        shutil.rmtree(host.repository / "procurements")
        shutil.rmtree(host.repository / "frameworks")
        first = job["script"][0]
        assert host.run(f"{first}\necho reached").stdout == ""
