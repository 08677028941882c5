"""What validation found as JUnit XML: a test case for each file that was checked."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from social_value.core.checks.validation_report import Report
from social_value.findings import Finding, Severity
from social_value.render.findings_text import counted, findings_text
from social_value.render.validation_text import stage_lines, summary

_SUITE = "social-value validate"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, in whatever way it is written."""


def report_junit(report: Report, strict: bool) -> str:
    """Return one test suite; a file fails by its errors, and with ``strict`` by its warnings too.

    Whatever does not fail a file, waived findings included, is told as its output.
    """
    by_file: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_file.setdefault(finding.place.path, []).append(finding)
    cases = [_case(path, findings, strict) for path, findings in sorted(by_file.items())]
    failures = str(sum(case.find("failure") is not None for case in cases))
    # No finding is an error of JUnit: that word is for a test that could not run.
    counts = {"tests": str(len(cases)), "failures": failures, "errors": "0", "skipped": "0"}
    suites = ET.Element("testsuites", {"name": _SUITE, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _SUITE, **counts})
    suite.extend(cases)
    ET.SubElement(suite, "system-out").text = _text([*stage_lines(report), summary(report)])
    ET.indent(suites, " ")
    return ET.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"


def _case(path: str, findings: Sequence[Finding], strict: bool) -> ET.Element:
    case = ET.Element("testcase", {"classname": _SUITE, "name": _text([path])})
    failing = [finding for finding in findings if _fails(finding, strict)]
    if failing:
        words = {"message": counted(failing), "type": failing[0].code}
        ET.SubElement(case, "failure", words).text = _text(_lines(failing))
    told = [finding for finding in findings if not _fails(finding, strict)]
    if told:
        ET.SubElement(case, "system-out").text = _text(_lines(told))
    return case


def _fails(finding: Finding, strict: bool) -> bool:
    return finding.waived is None and (strict or finding.severity is Severity.ERROR)


def _lines(findings: Sequence[Finding]) -> list[str]:
    return [line for finding in findings for line in findings_text([finding])]


def _text(lines: Sequence[str]) -> str:
    """Join lines, and write out what XML cannot hold."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", "\n".join(lines))
