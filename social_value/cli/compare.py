"""``social-value compare``: two reports or procurements side by side."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from social_value.cli.options import AsOf, Lot, NoProgress, Quiet, day
from social_value.errors import CannotRunError


class CompareFormat(StrEnum):
    """Formats on standard output."""

    TABLE = "table"
    JSON = "json"


def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="Report or folder.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="B", help="Report or folder.", show_default=False)],
    across_frameworks: Annotated[
        bool,
        typer.Option("--across-frameworks", help="Compare different methods too; their difference comes first."),
    ] = False,
    output_format: Annotated[
        CompareFormat, typer.Option("--format", help="Format on standard output.")
    ] = CompareFormat.TABLE,
    lot: Lot = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Put two reports or procurements side by side: totals, pillars and ranks.

    Different methods give totals that mean different things, so they are refused unless --across-frameworks is given.
    """
    from social_value.files.compared_reports import compare_reports
    from social_value.render.progress import stage

    with stage("Reading both", not (quiet or no_progress)):
        comparison = compare_reports(before, after, day(as_of), lot)
    # Totals of two methods differ in what they count, so that a difference between them says nothing.
    if not comparison.same_method and not across_frameworks:
        message = f"{before} and {after} were scored by different methods: their fingerprints differ."
        raise CannotRunError(message, "With --across-frameworks the difference of the methods is printed first.")
    if output_format is CompareFormat.JSON:
        from social_value.render.side_by_side_tables import comparison_json

        sys.stdout.write(comparison_json(comparison))
    else:
        from social_value.render.side_by_side_tables import print_comparison

        print_comparison(comparison, sys.stdout)
