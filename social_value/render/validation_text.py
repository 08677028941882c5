"""What validation found, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from social_value import __version__
from social_value.codes.all_codes import CODES
from social_value.codes.code import Code
from social_value.core.checks.validation_report import Report
from social_value.findings import Finding, tally
from social_value.render.findings_text import counted, finding_json, findings_text
from social_value.render.stages_text import stages_json, stages_text
from social_value.text import shown_text


def report_text(report: Report, quiet: bool) -> str:
    """Return the findings, the stages and one line that sums up; with ``quiet`` the findings alone."""
    lines = list(findings_text(report.findings))
    if not quiet:
        lines += [*stage_lines(report), summary(report)]
    return "".join(f"{line}\n" for line in lines)


def stage_lines(report: Report) -> list[str]:
    """Return one line for each procurement that waits for something."""
    return [shown_text(f"{path} {words}") for path, words in stages_text(report.stages)]


def summary(report: Report) -> str:
    """Return one line: what was checked, and how many findings there are."""
    kinds = ((report.procurements, "procurement"), (report.files, "file"))
    checked = " and ".join(_count(count, noun) for count, noun in kinds if count)
    return f"{checked} checked: {counted(report.findings)}."


def report_json(report: Report) -> str:
    """Return the findings as one JSON document, with what is published about the rules that found them."""
    counts = tally(report.findings)
    document = {
        "schema": "social-value/findings@1",
        "tool": {"name": "social-value", "version": __version__},
        "procurements": report.procurements,
        "files": report.files,
        "checked": report.paths,
        "summary": {"errors": counts.errors, "warnings": counts.warnings, "waived": counts.waived},
        "stages": stages_json(report.stages),
        "rules": [_rule(code) for code in codes_of(report.findings)],
        "findings": [finding_json(finding) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def codes_of(findings: Iterable[Finding]) -> list[Code]:
    """Return the codes of findings, each once, by their names."""
    return [CODES[name] for name in sorted({finding.code for finding in findings})]


def _rule(code: Code) -> dict[str, object]:
    return {
        "code": code.id,
        "severity": code.severity,
        "means": code.means,
        "way_out": code.way_out,
        "protects": code.protects,
        "reference": code.reference or None,
        "waivable": code.waivable,
    }


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
