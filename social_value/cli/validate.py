"""``social-value validate``: everything that is wrong with files, before any marks are given."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from social_value.cli.exits import FINDINGS
from social_value.cli.options import AsOf, NoProgress, Quiet, day


class ReportFormat(StrEnum):
    """Formats of the findings on standard output."""

    TEXT = "text"
    JSON = "json"


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Procurement folders, catalogue folders or files.", show_default=False),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as errors do.")] = False,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help="Format of the findings on standard output.")
    ] = ReportFormat.TEXT,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Check procurements, frameworks, scales and registers, and name every problem with its place and way out."""
    from social_value.files.validate import validate_paths
    from social_value.render.progress import stage
    from social_value.render.report import report_json, report_text

    with stage("Checking", not (quiet or no_progress)):
        report = validate_paths(paths, day(as_of))
    typer.echo(report_json(report) if output_format is ReportFormat.JSON else report_text(report, quiet), nl=False)
    if report.fails(strict):
        raise typer.Exit(FINDINGS)
