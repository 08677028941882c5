"""Running processes side by side: wall time, processor time and peak memory of each."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Command = Sequence[str]
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds on the clock, seconds of the processor (user and system), and peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def plain_environment() -> dict[str, str]:
    """Return the environment without anything that changes how Python starts, such as PYTHONDONTWRITEBYTECODE."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(command: Command) -> Sample:
    """Run a command to its end and measure it. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    # Standard error is inherited, so that a failure says why.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=plain_environment())
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command)}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT / 1e6)


def interleaved(commands: Mapping[str, Command], rounds: int, seed: int = 0) -> dict[str, Sample]:
    """Run every command once to warm up, then in shuffled rounds; return the medians of each."""
    names, chance = list(commands), random.Random(seed)  # noqa: S311  # an order to run in, no secret
    samples: dict[str, list[Sample]] = {name: [] for name in names}
    for name in names:
        run(commands[name])
    for _ in range(rounds):
        chance.shuffle(names)
        for name in names:
            samples[name].append(run(commands[name]))
    return {name: medians(found) for name, found in samples.items()}


def medians(samples: Sequence[Sample]) -> Sample:
    """Return the median of each measure."""
    return Sample(
        median(one.wall for one in samples),
        median(one.cpu for one in samples),
        median(one.memory for one in samples),
    )
