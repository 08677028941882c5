"""What validation found as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from social_value.core.checks.validation_report import Report
from social_value.findings import Finding
from social_value.render.stages_text import stages_text
from social_value.text import shown_text


def report_github(report: Report) -> str:
    """Return one workflow command for each finding; what is waived is a notice, and so is a stage before the award."""
    commands = [_command(finding) for finding in report.findings]
    stages = stages_text(report.stages)
    commands += [f"::notice file={_property(path)},title=stage::{_data(words)}" for path, words in stages]
    return "".join(f"{command}\n" for command in commands)


def _command(finding: Finding) -> str:
    place = finding.place
    parts = {"file": place.path, "line": place.line, "col": place.column, "title": finding.code}
    properties = ",".join(f"{name}={_property(str(part))}" for name, part in parts.items() if part is not None)
    command = finding.severity.value if finding.waived is None else "notice"
    message = f"{place.spot} {finding.message} {finding.advice}".strip()
    return f"::{command} {properties}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message as the runner unescapes it; what could steer a terminal is shown as an escape first."""
    return shown_text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
