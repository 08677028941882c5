"""What validation found, as text or JSON."""

from __future__ import annotations

import json

from social_value.core.report import Report
from social_value.render.findings import counted, finding_json, findings_text


def report_text(report: Report, quiet: bool) -> str:
    """Return the findings and one line that sums them up; with ``quiet`` the findings alone."""
    lines = list(findings_text(report.findings))
    if not quiet:
        kinds = ((report.procurements, "procurement"), (report.files, "file"))
        checked = " and ".join(_count(count, noun) for count, noun in kinds if count)
        lines.append(f"{checked} checked: {counted(report.findings)}.")
    return "".join(f"{line}\n" for line in lines)


def report_json(report: Report) -> str:
    """Return the findings as one JSON document."""
    document = {
        "schema": "social-value/findings@1",
        "procurements": report.procurements,
        "files": report.files,
        "findings": [finding_json(finding) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
