"""The result as CSV (a row a bid and criterion) and as Markdown (a table of the ranking)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.findings import Finding, Outstanding
from social_value.render.ranking_table import equal_totals_lines
from social_value.text import FORMULA_STARTS, shown_text
from social_value.wording import PILLAR_LABELS, published, regime_line, standing, status_label

COLUMNS = (
    "bid", "supplier", "status", "rank", "total", "pillar", "criterion", "title", "weight", "read", "marks", "weighted",
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def result_csv(evaluation: Evaluation) -> str:
    """Return a tidy table, one row a bid and criterion, and one row for a bid that was not marked.

    Text that a spreadsheet would run as a formula is given a leading apostrophe; the JSON has it unchanged.
    """
    return results_csv((evaluation,))


def results_csv(evaluations: Sequence[Evaluation]) -> str:
    """Return the tidy tables of several lots below one another, or of one; with lots their first column is the lot."""
    text = io.StringIO(newline="")
    # Line feeds on every system, so that the same result is the same file.
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*(["lot"] if evaluations[0].inputs.lot else []), *COLUMNS))
    for evaluation in evaluations:
        lot = [evaluation.inputs.lot.id] if evaluation.inputs.lot else []
        for row in _rows(evaluation):
            writer.writerow([_harmless(cell) for cell in (*lot, *row)])
    return text.getvalue()


def _rows(evaluation: Evaluation) -> Iterator[list[str]]:
    rounding = evaluation.rounding
    for result in evaluation.bids:
        rank = "" if result.rank is None else str(result.rank)
        head = [
            result.id,
            result.bid.supplier.name,
            result.status,
            rank,
            published(result.published, rounding) or "",
        ]
        if not result.read:
            yield [*head, "", "", "", "", "", "", ""]
            continue
        for leaf in evaluation.inputs.leaves:
            marked = evaluation.settled.marked(leaf.id, result.id)
            yield [
                *head,
                str(leaf.pillar),
                leaf.id,
                leaf.criterion.label,
                f"{leaf.weight:f}",
                published(marked.read, rounding) or "",
                published(marked.marks, rounding) or "",
                published(marked.weighted, rounding) or "",
            ]


def _harmless(cell: str) -> str:
    # Spreadsheets skip spaces before they look for a formula, and a supplier chooses its own name.
    starts = cell.lstrip(" ").startswith(FORMULA_STARTS)
    return f"'{cell}" if starts and not _NUMBER.fullmatch(cell) else cell


def result_markdown(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Return the ranking with the triad side by side, as a Markdown table, and the findings below it."""
    lines = [*markdown_ranking(evaluation, "#"), "", *notes_unranked(evaluation)]
    lines += notes(evaluation.outstanding, findings)
    return "\n".join(lines).rstrip() + "\n"


def markdown_ranking(evaluation: Evaluation, marks: str) -> list[str]:
    """Return the lines of a ranking under a heading of as many marks."""
    pillars = [pillar.pillar for pillar in evaluation.bids[0].pillars] if evaluation.bids else []
    head = ["Rank", "Bid", "Supplier", "Status", "Total", *(PILLAR_LABELS[pillar] for pillar in pillars)]
    return [
        f"{marks} {escaped(evaluation.inputs.procurement.title)}",
        "",
        *([f"{regime}.", ""] if (regime := regime_line(evaluation)) else []),
        f"Method: {evaluation.field.method.method.id}, {evaluation.unit}.",
        "",
        f"| {' | '.join(head)} |",
        f"| ---: | --- | --- | --- | ---: |{' ---: |' * len(pillars)}",
        *(_markdown_row(evaluation, result) for result in evaluation.bids),
    ]


def _markdown_row(evaluation: Evaluation, result: BidResult) -> str:
    rounding = evaluation.rounding
    cells = [
        "" if result.rank is None else str(result.rank),
        result.id,
        escaped(result.bid.tenderer),
        status_label(result),
        published(result.published, rounding) or "",
        *(published(pillar.marks, rounding) or "" for pillar in result.pillars),
    ]
    return f"| {' | '.join(cells)} |"


def notes_unranked(evaluation: Evaluation) -> Iterator[str]:
    """Yield lines on stages, on bids that only exact totals part, and on each bid without a rank, with the reasons."""
    yield from (f"- {escaped(line)}" for line in equal_totals_lines(evaluation))
    yield from (f"- {escaped(stage.words)}" for stage in evaluation.settled.stages)
    for result in evaluation.bids:
        if result.status not in ("ranked", "comparator"):
            words = f"{standing(result)}: {'; '.join(result.reasons)}"
            yield f"- {escaped(result.id)}: {escaped(words)}"
    yield from (f"- {escaped(line)}" for line in evaluation.award_outcome.lines)


def notes(outstanding: Iterable[Outstanding], findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each thing that is outstanding, and for each finding."""
    for open_point in outstanding:
        yield f"- {escaped(f'Outstanding: {open_point.message} {open_point.way_out}')}"
    for finding in findings:
        reason = "" if finding.waived is None else f" {finding.advice}"
        yield f"- {escaped(f'{finding.label.capitalize()} {finding.code}: {finding.message}{reason}')}"


def escaped(text: str) -> str:
    """Escape what Markdown or HTML would read as markup."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~&-])", r"\\\1", shown_text(text))
