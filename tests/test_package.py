"""What is installed and handed on: the wheel, the lock, and files free of any one machine's addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

import social_value

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "fcdo-services-2024"

# Written in two pieces, so that this file does not contain what it looks for.
REGISTRY = re.compile("|".join(re.escape(f"{name}.org") for name in ("py" + "pi", "python" + "hosted")))
MACHINE_PATH = re.compile(
    r"""(?<![\w./~-])/(?:home|root|tmp|Users|work)/   # a path of this machine, not the end of another path
      | \b[A-Z]:\\Users\\""",
    re.VERBOSE,
)


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command that must succeed, without any Python setting of ours, and return its output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own and return the folder of its commands.

    The packages we depend on come from the environment of the tests, through a ``.pth`` file: Python follows
    no ``.pth`` file in a folder that one names, so the checkout's own editable install stays out of sight.
    """
    folder = tmp_path_factory.mktemp("installed")
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(folder)
    context = builder.ensure_directories(folder)
    run(
        *(sys.executable, "-m", "pip", "--python", context.env_exe),
        *("install", "--quiet", "--no-index", "--no-deps", "--no-compile", wheel),
    )
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "dependencies.pth").write_text("\n".join(sorted(paths)), encoding="utf-8")
    return Path(context.bin_path)


def names(wheel: Path) -> set[str]:
    """Return the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_module_and_its_type_marker(wheel: Path) -> None:
    """A wheel has each file of the package, and the marker that says it is typed."""
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "social_value").rglob("*.py")}
    assert modules | {"social_value/py.typed"} <= names(wheel)


def test_the_wheel_carries_every_framework(wheel: Path) -> None:
    """A wheel has the whole catalogue inside the package."""
    files = [path for path in (ROOT / "frameworks").rglob("*") if path.is_file()]
    catalogue = {f"social_value/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert catalogue, "there is no catalogue to pack"
    assert catalogue <= names(wheel)


def test_the_wheel_carries_its_licence_and_nothing_beside_the_package(wheel: Path) -> None:
    """A wheel has the licence, and no tests, examples or benchmarks."""
    meta = f"social_value_scoring-{social_value.__version__}.dist-info"
    assert f"{meta}/licenses/LICENSE" in names(wheel)
    assert {name.partition("/")[0] for name in names(wheel)} == {"social_value", meta}


def test_the_wheel_is_the_same_bytes_each_time(wheel: Path, tmp_path: Path) -> None:
    """Building the same files twice gives the same wheel."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_installed_package_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """In a clean environment the package is the wheel's, not the checkout's."""
    code = "import social_value; print(social_value.__file__)"
    found = Path(run(installed / "python", "-I", "-c", code, cwd=tmp_path).strip())
    assert installed.parent.resolve() in found.resolve().parents


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    """The installed command knows the version of the package."""
    assert social_value.__version__ in run(installed / "social-value", "--version", cwd=tmp_path)


def test_the_installed_command_scores_an_example(installed: Path, tmp_path: Path) -> None:
    """The installed command scores a real procurement, away from the checkout, to its published total."""
    shutil.copytree(EXAMPLE, tmp_path / EXAMPLE.name)
    output = run(installed / "social-value", "score", EXAMPLE.name, "--format", "json", cwd=tmp_path)
    bids: list[dict[str, Any]] = json.loads(output)["bids"]
    totals = {bid["id"].removeprefix("bidder-").upper(): bid["total"] for bid in bids}
    assert totals["E"] == "78.00"


def pins() -> dict[str, list[str]]:
    """Return each pinned requirement of the lock, with the hashes below it."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            found[list(found)[-1]].append(line)
        elif line and not line.startswith("#"):
            found[line.removesuffix(" \\")] = []
    return found


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    """The lock has one exact version of each requirement, and hashes to check it with."""
    for requirement, hashes in pins().items():
        assert re.match(r"[a-z0-9-]+==[\w.]+( ;|$)", requirement), requirement
        assert hashes, f"{requirement} has no hash"


def test_the_lock_has_what_the_project_asks_for() -> None:
    """Each dependency that pyproject.toml names is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted = {re.split(r"[<>=]", requirement)[0].lower() for requirement in asked}
    assert wanted <= {requirement.split("==")[0] for requirement in pins()}


def kept_files() -> list[Path]:
    """Return the files that git keeps, or would keep with the next commit."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "path"])
def test_no_kept_file_names_a_registry_or_a_path_of_one_machine(pattern: re.Pattern[str]) -> None:
    """Files of the project work anywhere: none names a package registry or a folder of one machine."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in kept_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_the_project_keeps_one_lock() -> None:
    """The lock that pip reads is the only one kept."""
    assert [path.name for path in kept_files() if path.name.endswith(".lock")] == []
