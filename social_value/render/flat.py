"""The result as CSV (a row a bid and criterion) and as Markdown (a table of the ranking)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from social_value.core.results import BidResult, Evaluation
from social_value.findings import Finding
from social_value.text import FORMULA_STARTS, shown_text
from social_value.wording import PILLAR_LABELS, STATUS_LABELS, published

COLUMNS = (
    "bid", "supplier", "status", "rank", "total", "pillar", "criterion", "title", "weight", "read", "marks", "weighted",
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def result_csv(evaluation: Evaluation) -> str:
    """Return a tidy table, one row a bid and criterion, and one row for a bid that was not marked.

    Text that a spreadsheet would run as a formula is given a leading apostrophe; the JSON has it unchanged.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(evaluation):
        writer.writerow([_harmless(cell) for cell in row])
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
    starts = cell.lstrip(" ").startswith(FORMULA_STARTS)
    return f"'{cell}" if starts and not _NUMBER.fullmatch(cell) else cell


def result_markdown(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Return the ranking with the triad side by side, as a Markdown table, and the findings below it."""
    pillars = [pillar.pillar for pillar in evaluation.bids[0].pillars] if evaluation.bids else []
    head = ["Rank", "Bid", "Supplier", "Status", "Total", *(PILLAR_LABELS[pillar] for pillar in pillars)]
    lines = [
        f"# {_escaped(evaluation.inputs.procurement.title)}",
        "",
        f"Method: {evaluation.field.method.method.id}, {evaluation.unit}.",
        "",
        f"| {' | '.join(head)} |",
        f"| ---: | --- | --- | --- | ---: |{' ---: |' * len(pillars)}",
        *(_markdown_row(evaluation, result) for result in evaluation.bids),
        "",
        *(f"- {_escaped(reason)}" for reason in _notes(evaluation, findings)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_row(evaluation: Evaluation, result: BidResult) -> str:
    rounding = evaluation.rounding
    cells = [
        "" if result.rank is None else str(result.rank),
        result.id,
        _escaped(result.bid.supplier.name),
        STATUS_LABELS[result.status],
        published(result.published, rounding) or "",
        *(published(pillar.marks, rounding) or "" for pillar in result.pillars),
    ]
    return f"| {' | '.join(cells)} |"


def _notes(evaluation: Evaluation, findings: Sequence[Finding]) -> Iterator[str]:
    for result in evaluation.bids:
        if result.status not in ("ranked", "comparator"):
            yield f"{result.id}: {'; '.join(result.reasons)}"
    for one in evaluation.outstanding:
        yield f"Outstanding: {one.message} {one.way_out}"
    for finding in findings:
        reason = "" if finding.waived is None else f" {finding.advice}"
        yield f"{finding.label.capitalize()} {finding.code}: {finding.message}{reason}"


def _escaped(text: str) -> str:
    """Escape what Markdown or HTML would read as markup."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~&-])", r"\\\1", shown_text(text))
