"""What validation found over one or several procurements and files."""

from __future__ import annotations

from dataclasses import dataclass

from social_value.core.procurement_stage import Standing
from social_value.findings import Finding, has_errors, tally


@dataclass(frozen=True, slots=True)
class StagesReached:
    """How far a procurement has come, lot by lot; ``path`` is its own file, as the user would name it."""

    path: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The findings, and what was checked: procurements, files that belong to none, and every file by its path.

    ``stages`` has every procurement without an error; of another nobody can tell how far it has come.
    """

    findings: tuple[Finding, ...]
    procurements: int
    files: int
    paths: tuple[str, ...]
    stages: tuple[StagesReached, ...] = ()

    def fails(self, strict: bool) -> bool:
        """Tell whether the run ends in exit code 1; with ``strict`` a warning that is not waived is enough."""
        return has_errors(self.findings) or (strict and tally(self.findings).warnings > 0)
