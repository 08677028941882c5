"""Time the tool against its peers: see README.md. Exit code 1 where a target is missed."""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inputs import FRAMEWORKS
from benchmarks.timing import Command, Sample, interleaved, plain_environment

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
TOOL = str(Path(PYTHON).with_name("social-value"))
PEER = str(HERE / "peers" / "pandas_openpyxl.py")
SCHEMA_PEER = str(HERE / "peers" / "jsonschema_repository.py")

MOST_START = 8.0
MOST_VALIDATE = 20.0
MOST_LOADING = 1.2
MOST_REPOSITORY = 0.7
MOST_REPOSITORY_CPU = 10.0
MOST_TWO_SHEETS = 0.7
MOST_FULL = 4.0
MOST_WHAT_IF = 10.0
MOST_MEMORY = 500.0
MOST_GROWTH = 10 * 1.15
"""Ten times the bids, and what timing is uncertain by."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run: the numbers of bids, and the rounds for each, for the small commands and for the repository."""

    sizes: dict[int, int]
    starts: int
    loads: dict[str, int]
    repositories: int


QUICK = Plan({30: 5, 1000: 3}, starts=11, loads={"criteria.yaml": 21, "bids.yaml": 1}, repositories=3)
FULL = Plan({30: 15, 1000: 7, 10_000: 3}, starts=31, loads={"criteria.yaml": 51, "bids.yaml": 5}, repositories=7)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: two samples and the targets; a target of None is not set."""

    what: str
    ours: Sample
    peer: Sample
    target: float | None
    memory_below_peer: bool = False
    memory: float | None = None
    seconds: float | None = None

    @property
    def ratios(self) -> tuple[float, float]:
        """Our time over the peer's, on the clock and of the processor."""
        return self.ours.wall / self.peer.wall, self.ours.cpu / self.peer.cpu

    @property
    def met(self) -> bool:
        """Whether both ratios, our processor time and the memory are within their targets."""
        in_time = self.target is None or max(self.ratios) <= self.target
        in_time = in_time and (self.seconds is None or self.ours.cpu <= self.seconds)
        in_memory = self.memory is None or self.ours.memory <= self.memory
        return in_time and in_memory and (not self.memory_below_peer or self.ours.memory <= self.peer.memory)

    @property
    def limits(self) -> str:
        """The targets in words."""
        limits = [
            f"{self.target:g}" if self.target is not None else "",
            f"{self.seconds:g} s CPU" if self.seconds is not None else "",
            f"{self.memory:g} MB" if self.memory is not None else "",
            "peer's MB" if self.memory_below_peer else "",
        ]
        return ", ".join(filter(None, limits))

    def cells(self) -> tuple[str, ...]:
        """Return the line's cells."""
        wall, cpu = self.ratios
        memory = f"{self.ours.memory:.0f} / {self.peer.memory:.0f}" if self.ours.memory else ""
        verdict = ("met" if self.met else "MISSED") if self.limits else ""
        times = (
            f"{_time(self.ours.wall)} / {_time(self.ours.cpu)}",
            f"{_time(self.peer.wall)} / {_time(self.peer.cpu)}",
        )
        return (self.what, *times, f"{wall:.2f}", f"{cpu:.2f}", self.limits, verdict, memory)


KINDS = {"csv": "ranking as CSV", "two": "two sheets", "full": "full workbook"}
HEAD = ("what", "ours, wall / CPU", "peer, wall / CPU", "wall", "CPU", "target", "verdict", "MB ours / peer")


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def start_up(folder: Path, plan: Plan) -> Iterator[Row]:
    """Yield the small commands against a Python that does nothing."""
    twenty = str(folder / "twenty-criteria")
    commands: dict[str, Command] = {
        "pass": (PYTHON, "-c", "pass"),
        "--version": (TOOL, "--version"),
        "--help": (TOOL, "--help"),
        "validate": (TOOL, "validate", twenty),
    }
    found = interleaved(commands, plan.starts)
    yield Row("--version / python -c pass", found["--version"], found["pass"], MOST_START)
    yield Row("--help / python -c pass", found["--help"], found["pass"], MOST_START)
    yield Row("validate, 20 criteria / python -c pass", found["validate"], found["pass"], MOST_VALIDATE)


def loading(folder: Path, plan: Plan) -> Iterator[Row]:
    """Yield strict loading against plain loading of the same file."""
    for name, rounds in plan.loads.items():
        command = (PYTHON, str(HERE / "loading.py"), str(folder / name), str(rounds))
        answer = subprocess.run(command, env=plain_environment(), check=True, capture_output=True, text=True)
        found = {side: Sample(**sample) for side, sample in json.loads(answer.stdout).items()}
        size = (folder / name).stat().st_size
        yield Row(f"load {name}, {size / 1e6:.2g} MB / CSafeLoader", found["ours"], found["peer"], MOST_LOADING)


def repository(folder: Path, plan: Plan) -> Iterator[Row]:
    """Yield validating a repository of frameworks against loading each file and holding it against its JSON Schema."""
    frameworks = str(folder / "repository" / "frameworks")
    commands: dict[str, Command] = {
        "ours": (TOOL, "validate", frameworks),
        "peer": (PYTHON, SCHEMA_PEER, str(HERE.parent / "schemas" / "framework.schema.json"), frameworks),
    }
    found = interleaved(commands, plan.repositories)
    what = f"validate, {FRAMEWORKS} frameworks / CSafeLoader and jsonschema"
    yield Row(what, found["ours"], found["peer"], MOST_REPOSITORY, seconds=MOST_REPOSITORY_CPU)


def job(folder: Path, plan: Plan) -> Iterator[Row]:
    """Yield the peer's job at each size, and how our time grows where there are ten times the bids of the last."""
    last = 0
    for bids, rounds in plan.sizes.items():
        commands = job_commands(folder / str(bids))
        check(folder / str(bids), bids, commands)
        grown = [kind for kind in KINDS if last * 10 == bids]
        smaller = job_commands(folder / str(last))
        # Both sizes run in the same rounds, so that a machine that slows down meanwhile is not taken for growth.
        found = interleaved(commands | {f"smaller {kind}": smaller[kind] for kind in grown}, rounds)
        peer, name = found["peer"], f"{bids:,} bids"
        most = MOST_MEMORY if bids == 1000 else None
        yield Row(f"{name}, {KINDS['csv']} / peer", found["csv"], peer, None)
        yield Row(f"{name}, {KINDS['two']} / peer", found["two"], peer, MOST_TWO_SHEETS, memory_below_peer=True)
        yield Row(f"{name}, {KINDS['full']} / peer", found["full"], peer, MOST_FULL, memory=most)
        for kind in grown:
            what = f"{KINDS[kind]}, {bids:,} / {last:,} bids"
            yield Row(what, found[kind], found[f"smaller {kind}"], MOST_GROWTH)
        last = bids


def firmness(folder: Path, plan: Plan) -> Iterator[Row]:
    """Yield the page of everything that would change a result against the result itself, at 1,000 bids."""
    bids = 1000
    ours = str(folder / str(bids) / "ours")
    commands: dict[str, Command] = {
        "what-if": (TOOL, "what-if", ours, "--format", "json", "--quiet"),
        "score": (TOOL, "score", ours, "--format", "json", "--quiet"),
    }
    found = interleaved(commands, plan.sizes[bids])
    what = f"what-if, {bids:,} bids / score --format json"
    yield Row(what, found["what-if"], found["score"], MOST_WHAT_IF, memory=MOST_MEMORY)


def job_commands(folder: Path) -> dict[str, Command]:
    """Return the commands of the peer's job: the peer, the ranking alone, two sheets, and the full workbook."""
    score = (TOOL, "score", str(folder / "ours"), "--quiet", "--force")
    two, full = str(folder / "two.xlsx"), str(folder / "full.xlsx")
    return {
        "peer": (PYTHON, PEER, str(folder / "peer"), str(folder / "peer.xlsx")),
        "csv": (*score, "--format", "csv"),
        "two": (*score, "-o", two, "--sheets", "Summary,Criteria matrix", "--format", "markdown"),
        "full": (*score, "-o", full, "--format", "markdown"),
    }


def check(folder: Path, bids: int, commands: dict[str, Command]) -> None:
    """Run each side once and compare their answers. Raises CalledProcessError where they differ."""
    with (folder / "ours.md").open("wb") as table:
        for name, command in commands.items():
            stdout = table if name == "full" else subprocess.DEVNULL
            subprocess.run(command, env=plain_environment(), check=True, stdout=stdout)
    files = [str(folder / name) for name in ("ours.md", "peer.xlsx", "two.xlsx", "full.xlsx")]
    command = (PYTHON, str(HERE / "agreement.py"), str(bids), *files)
    subprocess.run(command, env=plain_environment(), check=True)


def table(rows: list[Row]) -> str:
    """Return the rows as a table in columns."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def main() -> int:
    """Make the inputs, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="30 and 1,000 bids, few rounds")
    plan = QUICK if parser.parse_args().quick else FULL
    if not Path(TOOL).exists():
        print(f"{TOOL} does not exist: install the package first (make setup).", file=sys.stderr)
        return 2
    compileall.compile_dir(HERE.parent / "social_value", quiet=1)
    folder = Path(tempfile.mkdtemp(prefix="social-value-bench-"))
    try:
        # In a process of its own: what this one holds would count as the least memory of those it starts.
        make = (PYTHON, str(HERE / "inputs.py"), str(folder), *map(str, plan.sizes))
        subprocess.run(make, env=plain_environment(), check=True)
        rows = []
        for part in (start_up, loading, repository, job, firmness):
            for row in part(folder, plan):
                print(f"measured: {row.what}", file=sys.stderr)
                rows.append(row)
    finally:
        shutil.rmtree(folder)
    print(table(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
