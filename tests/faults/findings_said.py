"""Reads findings back from what a command printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_LINE = re.compile(
    r"(?P<path>\S.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))? "
    r"(?P<severity>error|warning) (?P<code>[a-z0-9-]+): (?P<said>.+)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as a reader sees it."""

    path: str
    line: int | None
    column: int | None
    severity: str
    code: str
    message: str
    way_out: str

    @property
    def words(self) -> str:
        """The message and the way out."""
        return f"{self.message} {self.way_out}"


def findings_said(text: str) -> list[Said]:
    """Return the findings of a printed list, in the order of the list."""
    found: list[Said] = []
    lines = text.splitlines()
    for index, line in enumerate(lines):
        match = _FIRST_LINE.fullmatch(line)
        if match is None:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        found.append(
            Said(
                match["path"],
                int(match["line"]) if match["line"] else None,
                int(match["column"]) if match["column"] else None,
                match["severity"],
                match["code"],
                match["said"],
                following.strip() if following.startswith("    ") else "",
            )
        )
    return found
