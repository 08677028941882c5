"""``social-value score``: the ranking, and a workbook."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.exits import refuse_unfinished, say
from social_value.cli.options import AsOf, Folder, Force, Lot, NoProgress, Quiet, ResultFormat, day
from social_value.cli.run import read, score_with

if TYPE_CHECKING:
    from social_value.core.evaluation.results import Evaluation
    from social_value.core.sections.section import Section
    from social_value.files.load import Loaded
    from social_value.findings import Finding


def score(
    folder: Folder,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="REPORT.xlsx", help="Write the workbook to this file."),
    ] = None,
    output_format: Annotated[
        ResultFormat, typer.Option("--format", help="Format of the result on standard output.")
    ] = ResultFormat.TABLE,
    sheets: Annotated[
        str | None,
        typer.Option("--sheets", metavar="NAMES", help="Write only these sheets, such as 'Summary,Criteria matrix'."),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="NAMES", help="Print these sections below the ranking, such as 'Efficiency'."),
    ] = None,
    final: Annotated[
        bool, typer.Option("--final", help="Refuse, with exit code 3, while a decision is outstanding.")
    ] = False,
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Score a procurement: the ranking with every pillar side by side, and a workbook of live formulas.

    Where it has lots, each is scored, and then the lots together; each lot has a workbook, such as report-north.xlsx.
    """
    from social_value.core.evaluation.evaluate import evaluate

    progress = not (quiet or no_progress)
    # What is wrong with an option is said before anything is read.
    chosen = _chosen(sheets, output)
    if show is not None and output_format is not ResultFormat.TABLE:
        raise typer.BadParameter("goes with --format table; the JSON holds every section.", param_hint="--show")
    loaded = read(folder, day(as_of), progress)
    if loaded.inputs.procurement.lots and lot is None:
        from social_value.cli.score_lots import score_lots

        if show is not None:
            raise typer.BadParameter("needs --lot, for every lot has its own sections.", param_hint="--show")
        score_lots(loaded, output_format, output, chosen, final=final, force=force, quiet=quiet, progress=progress)
        return
    loaded = loaded.of_lot(lot)
    evaluation = score_with(evaluate, loaded, progress)
    sections = _sections(show, evaluation)
    findings = loaded.resolve(evaluation.findings)
    # Before anything is written: no report of a result that is not final is to lie about.
    refuse_unfinished(final, evaluation.outstanding)
    if output is not None:
        _write_workbook(loaded, evaluation, findings, chosen, output, force, progress)
    _print(output_format, loaded, evaluation, findings)
    if sections:
        from social_value.render.section_tables import print_section

        for section in sections:
            typer.echo("")
            print_section(section, evaluation, sys.stdout)
    if output is not None and not quiet:
        say([f"Workbook: {output}"])


def _chosen(sheets: str | None, output: Path | None) -> tuple[str, ...] | None:
    """Return the sheets to write, or None for all of them."""
    if sheets is None:
        return None
    if output is None:
        raise typer.BadParameter("needs --output with the name of the workbook.", param_hint="--sheets")
    from social_value.files.workbook import ALL_SHEETS
    from social_value.findings import nearest

    names = tuple(name.strip() for name in sheets.split(","))
    for name in names:
        if name not in ALL_SHEETS:
            raise typer.BadParameter(f'there is no sheet "{name}". {nearest(name, ALL_SHEETS)}', param_hint="--sheets")
    return names


def _sections(show: str | None, evaluation: Evaluation) -> tuple[Section, ...]:
    """Return the sections to print, by the names of their sheets."""
    if show is None:
        return ()
    from social_value.core.sections.registry import sections_of
    from social_value.errors import CannotRunError
    from social_value.findings import nearest

    used = {section.sheet.casefold(): section for section in sections_of(evaluation)}
    names = [name.strip() for name in show.split(",")]
    for name in names:
        if name.casefold() not in used:
            known = [section.sheet for section in used.values()]
            offered = nearest(name, known) or (f"It has: {', '.join(known)}." if known else "It has no sections.")
            raise CannotRunError(f'This procurement has no section "{name}".', offered)
    return tuple(used[name.casefold()] for name in names)


def _write_workbook(
    loaded: Loaded,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    sheets: tuple[str, ...] | None,
    output: Path,
    force: bool,
    progress: bool,
) -> None:
    from social_value.core.provenance import provenance
    from social_value.files.disk import write_atomically
    from social_value.files.workbook import report_bytes
    from social_value.render.progress import stage

    with stage("Writing the workbook", progress):
        stamp = provenance(loaded.inputs, loaded.files)
        content = report_bytes(evaluation, stamp, sheets, findings=findings)
        write_atomically(output, content, force)


def _print(output_format: ResultFormat, loaded: Loaded, evaluation: Evaluation, findings: Sequence[Finding]) -> None:
    if output_format is ResultFormat.JSON:
        from social_value.core.provenance import provenance
        from social_value.render.result_json import result_json

        sys.stdout.writelines(result_json(evaluation, provenance(loaded.inputs, loaded.files), findings))
    elif output_format is ResultFormat.CSV:
        from social_value.render.csv_and_markdown import result_csv

        sys.stdout.write(result_csv(evaluation))
    elif output_format is ResultFormat.MARKDOWN:
        from social_value.render.csv_and_markdown import result_markdown

        sys.stdout.write(result_markdown(evaluation, findings))
    else:
        from social_value.render.ranking_table import print_result

        print_result(evaluation, findings, sys.stdout)
