"""``social-value validate``: everything that is wrong with files, before any marks are given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.exits import DONE, FINDINGS, exit_code_of
from social_value.cli.options import AsOf, Force, NoProgress, Quiet, day
from social_value.errors import SocialValueError

if TYPE_CHECKING:
    from social_value.core.checks.validation_report import Report


class ReportFormat(StrEnum):
    """Formats of the findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for, apart from the paths."""

    strict: bool
    output_format: ReportFormat
    output: Path | None
    as_of: date | None
    force: bool
    quiet: bool
    progress: bool


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Procurement folders, catalogue folders or files.", show_default=False),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as errors do.")] = False,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help="Format of the findings.")
    ] = ReportFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--write-output", metavar="FILE", help="Write that format to this file; standard output has the text."
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C is pressed.")
    ] = False,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Check procurements, frameworks, scales and registers, and name every problem with its place and way out.

    A file inside a procurement stands for the whole procurement.
    """
    wish = _Wish(strict, output_format, output, day(as_of), force, quiet, not (quiet or no_progress))
    code = _watched(paths, wish) if watch else _run(paths, wish)
    if code != DONE:
        raise typer.Exit(code)


def _run(paths: list[Path], wish: _Wish) -> int:
    """Check once, say what was found, and return the exit code."""
    report = _checked(paths, wish)
    _tell(report, wish)
    return _code_of(report, wish)


def _watched(paths: list[Path], wish: _Wish) -> int:
    """Check now and after every change, and return the exit code of the last check once Ctrl-C is pressed."""
    from social_value.files.watch import changes

    # A file may be half saved when it is looked at: what fails now is checked again at the next change.
    code, is_first = DONE, True
    try:
        for _ in changes(paths):
            if not is_first:
                _tell_time(wish)
            try:
                report = _checked(paths, wish)
                code = _code_of(report, wish)
                _tell(report, wish)
            except SocialValueError as problem:
                if is_first:
                    raise
                code = exit_code_of(problem)
            # The first run refuses to replace a file of somebody else; the next replaces what that one wrote.
            is_first, wish = False, replace(wish, force=True)
    except KeyboardInterrupt:
        pass
    return code


def _tell_time(wish: _Wish) -> None:
    """Part a further run from the one before: beside the text, or on stderr where a program reads standard output."""
    has_text = wish.output is not None or wish.output_format is ReportFormat.TEXT
    if not wish.quiet:
        typer.echo(f"--- {datetime.now().astimezone():%H:%M:%S}: files changed, checking again", err=not has_text)


def _checked(paths: list[Path], wish: _Wish) -> Report:
    from social_value.files.validating import validate_paths
    from social_value.render.progress import stage

    with stage("Checking", wish.progress):
        return validate_paths(paths, wish.as_of)


def _code_of(report: Report, wish: _Wish) -> int:
    return FINDINGS if report.fails(wish.strict) else DONE


def _tell(report: Report, wish: _Wish) -> None:
    """Write the report where it was asked for."""
    from social_value.files.disk import write_atomically
    from social_value.render.validation_text import report_text

    written = _written(report, wish)
    if wish.output is not None:
        write_atomically(wish.output, written.encode(errors="backslashreplace"), wish.force)
    typer.echo(written if wish.output is None else report_text(report, wish.quiet), nl=False)


def _written(report: Report, wish: _Wish) -> str:
    """Return the report in the format that was asked for."""
    if wish.output_format is ReportFormat.JSON:
        from social_value.render.validation_text import report_json

        return report_json(report)
    if wish.output_format is ReportFormat.SARIF:
        from social_value.render.sarif import report_sarif

        return report_sarif(report, Path.cwd().as_posix())
    if wish.output_format is ReportFormat.JUNIT:
        from social_value.render.junit import report_junit

        return report_junit(report, wish.strict)
    if wish.output_format is ReportFormat.GITHUB:
        from social_value.render.github import report_github

        return report_github(report)
    from social_value.render.validation_text import report_text

    return report_text(report, wish.quiet)
