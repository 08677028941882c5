"""What the whole suite shares: the line on the corpus at the end of a run."""

from __future__ import annotations

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401  # pytest keeps its class private
    """Print precision and recall over the corpus of faulty and good files, where they were measured."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    for line in {value for report in reports for name, value in report.user_properties if name == "corpus"}:
        terminalreporter.write_line(f"corpus: {line}")
