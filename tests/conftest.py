"""What the whole suite shares: how it is run, and the line on the corpus at the end of a run."""

from __future__ import annotations

import gc
from typing import Any

from hypothesis import settings

from tests.samples import SEED, SOAK

# Hypothesis fails an example that takes longer than 0.2 s, unless it is told otherwise: red on a busy machine.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")


def pytest_report_header() -> str | None:
    """Say how to try the same cases again, where they are other ones every time."""
    return f"soak: SOAK=1 SEED={SEED}" if SOAK else None


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage, and search less often.

    The core makes millions of small objects and no cycles, so that a search finds nothing; by the standard threshold
    there would be one for every 700 objects, and every tenth would look through the whole collection of tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401  # pytest keeps its class private
    """Print precision and recall over the corpus of faulty and good files, where they were measured."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    for line in {value for report in reports for name, value in report.user_properties if name == "corpus"}:
        terminalreporter.write_line(f"corpus: {line}")
