"""The sheet Findings: what was found in the files, and what is still to be decided."""

from __future__ import annotations

from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report

_HEADS = ("Severity", "Code", "File", "Line", "Message", "Way out")
_WIDTHS = (16, 28, 34, 8, 60, 60)


def write_findings(page: Page, report: Report) -> None:
    """Write what was found in the files, and what is still to be decided."""
    page.widths(_WIDTHS)
    page.head("Findings", "What was found in the files as published, and what is still to be decided.")
    findings = [
        (
            finding.label,
            finding.code,
            finding.place.path,
            str(finding.place.line or ""),
            finding.message,
            finding.advice,
        )
        for finding in report.findings
    ]
    undecided = [
        ("outstanding", decision.code, "", "", decision.message, decision.way_out)
        for decision in report.evaluation.outstanding
    ]
    none = [("none", "", "", "", "Nothing was found and nothing is outstanding.", "")]
    page.table(3, _HEADS, (*undecided, *findings) or none)
    page.set_up(4)
