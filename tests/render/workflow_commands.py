"""Reads workflow commands as the GitHub runner does.

The grammar is GitHub's "Workflow commands for GitHub Actions": ``::name key=value,key=value::data`` alone on a line.
In data the runner turns ``%0D``, ``%0A`` and ``%25`` back, and in the value of a property ``%3A`` and ``%2C`` too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"::(?P<name>[a-z-]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {**_DATA, "%3A": ":", "%2C": ","}


@dataclass(frozen=True, slots=True)
class Command:
    """A workflow command: its name, its properties and its data."""

    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """Return the commands of an output that holds nothing else. Raises ValueError where a line is no command."""
    return [_command(line) for line in output.split("\n")[:-1]]


def _command(line: str) -> Command:
    found = _COMMAND.fullmatch(line)
    if found is None:
        raise ValueError(f"no workflow command: {line!r}")
    pairs = [part.split("=", 1) for part in (found["properties"] or "").split(",") if part]
    return Command(found["name"], {key: _plain(value, _PROPERTY) for key, value in pairs}, _plain(found["data"], _DATA))


def _plain(text: str, escapes: dict[str, str]) -> str:
    return re.sub("|".join(escapes), lambda match: escapes[match[0]], text)
