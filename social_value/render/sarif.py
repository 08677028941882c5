"""What validation found as SARIF 2.1.0, which code hosts read."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from urllib.parse import quote

from social_value import __version__
from social_value.codes.code import Code
from social_value.core.checks.validation_report import Report
from social_value.findings import Finding, Place
from social_value.render.stages_text import stages_text
from social_value.render.validation_text import codes_of
from social_value.text import shown_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
"""The name by which a code host knows the top of the repository."""


def report_sarif(report: Report, top: str) -> str:
    """Return the findings as one SARIF log; paths are given from ``top``, the folder that the run began in."""
    codes = codes_of(report.findings)
    numbers = {code.id: number for number, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "social-value", "version": __version__, "rules": [_rule(code) for code in codes]}},
        # Our columns count characters; by UTF-16, the default, those outside the basic plane count twice.
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, **_notifications(report, top)}],
        "artifacts": [{"location": _artifact(path, top)} for path in report.paths],
        "results": [_result(finding, numbers[finding.code], top) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _notifications(report: Report, top: str) -> dict[str, object]:
    """Return what each procurement waits for, as notes on the run: it is no problem of any file."""
    notes = [
        {
            "level": "note",
            "message": {"text": shown_text(words)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(path, top)}}],
        }
        for path, words in stages_text(report.stages)
    ]
    return {"toolExecutionNotifications": notes} if notes else {}


def _rule(code: Code) -> dict[str, object]:
    rests = f" Rests on: {code.reference}." if code.reference else ""
    return {
        "id": code.id,
        "name": code.id.title().replace("-", ""),
        "shortDescription": {"text": code.means},
        "fullDescription": {"text": f"{code.means} {code.protects}"},
        "help": {"text": f"{code.way_out} What it protects: {code.protects}{rests}"},
        "defaultConfiguration": {"level": "warning" if code.severity == "warning" else "error"},
        "properties": {"waivable": code.waivable},
    }


def _result(finding: Finding, number: int, top: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity.value,
        "message": {"text": shown_text(f"{finding.message} {finding.way_out}".strip())},
        "locations": [{"physicalLocation": _location(finding.place, top), **_cell(finding.place)}],
    }
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": shown_text(finding.waived)}]
    return result


def _cell(place: Place) -> dict[str, object]:
    """Return where something is in a workbook, which has no lines."""
    return {"logicalLocations": [{"fullyQualifiedName": shown_text(place.spot)}]} if place.spot else {}


def _location(place: Place, top: str) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": _artifact(place.path, top)}
    if place.line is not None:
        column = {} if place.column is None else {"startColumn": place.column}
        location["region"] = {"startLine": place.line, **column}
    return location


def _artifact(path: str, top: str) -> dict[str, str]:
    """Return the address of a file: from the top of the repository where it stands below it."""
    known = PurePosixPath(path)
    if known.is_absolute() and not known.is_relative_to(top):
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(str(known.relative_to(top) if known.is_absolute() else known)), "uriBaseId": _ROOT}


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")  # a name that is no UTF-8 keeps its bytes
