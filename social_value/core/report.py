"""What validation found over one or several procurements and files."""

from __future__ import annotations

from dataclasses import dataclass

from social_value.findings import Finding, has_errors


@dataclass(frozen=True, slots=True)
class Report:
    """The findings, and how much was checked."""

    findings: tuple[Finding, ...]
    procurements: int
    files: int

    def fails(self, strict: bool) -> bool:
        """Tell whether the run ends in exit code 1; with ``strict`` a warning is enough."""
        return has_errors(self.findings) or (strict and bool(self.findings))
