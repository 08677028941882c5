"""Findings and outstanding decisions as plain lines of text, for a terminal, a log or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from social_value.findings import Finding, Outstanding, Severity, tally
from social_value.text import shown_text

MOST_IN_FULL = 20


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of a list of findings: twenty in full, then how many more there are.

    Of more than twenty, errors are shown before warnings, and what is waived last: the reader has to act on errors.
    What was found in workbooks is always shown in full: who filled one in has to be told of every cell of it.
    """
    shown, left = _weightiest(findings)
    for finding in shown:
        yield f"{shown_text(str(finding.place))} {finding.label} {finding.code}: {shown_text(finding.message)}"
        if finding.advice:
            yield f"    {shown_text(finding.advice)}"
    if left:
        yield f"... and {counted(left)} more."


def _weightiest(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the twenty findings that weigh most, and all of workbooks, in their order; and the rest."""
    order = sorted(range(len(findings)), key=lambda number: _lightness(findings[number]))
    in_workbooks = [number for number in order[MOST_IN_FULL:] if findings[number].place.in_workbook]
    left = [number for number in order[MOST_IN_FULL:] if not findings[number].place.in_workbook]
    # Chosen by weight and shown by place: the reader goes through the files from top to bottom.
    shown = sorted([*order[:MOST_IN_FULL], *in_workbooks])
    return [findings[number] for number in shown], [findings[number] for number in left]


def _lightness(finding: Finding) -> tuple[bool, bool]:
    return finding.waived is not None, finding.severity is not Severity.ERROR


def outstanding_text(outstanding: Iterable[Outstanding]) -> Iterator[str]:
    """Yield the lines of a list of what is still to be decided or done."""
    for open_point in outstanding:
        yield f"outstanding {open_point.code}: {shown_text(open_point.message)}"
        yield f"    {shown_text(open_point.way_out)}"


def counted(findings: Iterable[Finding]) -> str:
    """Return how many errors and warnings there are, and how many were waived, in words.

    >>> counted([])
    'no errors'
    """
    counts = tally(findings)
    parts = [_plural(counts.errors, "error")] if counts.errors or not counts.warnings else []
    words = " and ".join([*parts, *([_plural(counts.warnings, "warning")] if counts.warnings else [])])
    return f"{words}, {counts.waived} waived" if counts.waived else words


def read_words(files: int, findings: Iterable[Finding], check: bool) -> str:
    """Return how many workbooks were read with what found; where it was only a check, that nothing was written.

    >>> read_words(2, [], check=True)
    '2 read: no errors. Nothing was written.'
    """
    return f"{files} read: {counted(findings)}.{' Nothing was written.' if check else ''}"


def _plural(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON gives it."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": place.path,
        **({"cell": place.spot} if place.spot else {}),
        "line": place.line,
        "column": place.column,
        "message": finding.message,
        "way_out": finding.way_out,
        "waived": finding.waived,
    }
