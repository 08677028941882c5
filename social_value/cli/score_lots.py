"""``social-value score`` of a procurement with lots: each lot, the lots together, and a workbook for each lot."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from social_value.cli.exits import refuse_unfinished, say
from social_value.cli.options import ResultFormat
from social_value.cli.run import score_with
from social_value.core.lots.evaluate_lots import LotsEvaluation, evaluate_lots
from social_value.core.provenance import provenance
from social_value.files.load import Loaded

if TYPE_CHECKING:
    from social_value.findings import Finding


def score_lots(
    loaded: Loaded,
    output_format: ResultFormat,
    output: Path | None,
    sheets: tuple[str, ...] | None,
    *,
    final: bool,
    force: bool,
    quiet: bool,
    progress: bool,
) -> None:
    """Score every lot of what was read, print the result, and write a workbook for each lot, all of them or none."""
    evaluation = score_with(evaluate_lots, loaded, progress)
    findings = loaded.resolve(evaluation.findings)
    refuse_unfinished(final, evaluation.outstanding)
    books = _workbooks(loaded, evaluation, output, sheets, force, progress) if output is not None else ()
    _print(output_format, loaded, evaluation, findings)
    if not quiet:
        say(f"Workbook: {path}" for path in books)


def _workbooks(
    loaded: Loaded,
    evaluation: LotsEvaluation,
    output: Path,
    sheets: tuple[str, ...] | None,
    force: bool,
    progress: bool,
) -> tuple[Path, ...]:
    from social_value.files.disk import write_all
    from social_value.files.workbook import report_bytes
    from social_value.render.progress import stage

    with stage("Writing the workbooks", progress):
        stamp = provenance(loaded.inputs, loaded.files)
        books = {
            output.with_name(f"{output.stem}-{lot.id}{output.suffix}"): report_bytes(
                of_lot, stamp, sheets, findings=loaded.resolve(of_lot.findings), across=evaluation.across
            )
            for of_lot in evaluation.lots
            if (lot := of_lot.inputs.lot) is not None
        }
        write_all(books, force)
    return tuple(books)


def _print(
    output_format: ResultFormat, loaded: Loaded, evaluation: LotsEvaluation, findings: Sequence[Finding]
) -> None:
    if output_format is ResultFormat.JSON:
        from social_value.render.lots_json import results_json

        by_lot = [loaded.resolve(of_lot.findings) for of_lot in evaluation.lots]
        sys.stdout.writelines(results_json(evaluation, provenance(loaded.inputs, loaded.files), findings, by_lot))
    elif output_format is ResultFormat.CSV:
        from social_value.render.csv_and_markdown import results_csv

        sys.stdout.write(results_csv(evaluation.lots))
    elif output_format is ResultFormat.MARKDOWN:
        from social_value.render.lots_text import lots_markdown

        sys.stdout.write(lots_markdown(evaluation, findings))
    else:
        from social_value.render.lots_table import print_lots

        print_lots(evaluation, findings, sys.stdout)
