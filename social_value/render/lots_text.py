"""The lots together as text: in Markdown, and in ``explain``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.core.evaluation.results import Evaluation
from social_value.core.lots.evaluate_lots import LotsEvaluation
from social_value.core.lots.lots_in_words import AWARD_HEADS, NUMBERS, TITLE, across_lines, award_rows, award_words
from social_value.core.lots.lots_together import Across
from social_value.findings import Finding
from social_value.render.csv_and_markdown import escaped, markdown_ranking, notes, notes_unranked
from social_value.text import shown_text


def lots_markdown(evaluation: LotsEvaluation, findings: Sequence[Finding]) -> str:
    """Return the ranking of each lot and the lots together as Markdown, and the findings below them."""
    across = evaluation.across
    lines = [f"# {escaped(evaluation.inputs.procurement.title)}"]
    for of_lot in evaluation.lots:
        reasons = list(notes_unranked(of_lot))
        lines += ["", *markdown_ranking(of_lot, "##"), *(["", *reasons] if reasons else [])]
    lines += ["", f"## {TITLE}", "", f"| {' | '.join(AWARD_HEADS)} |"]
    lines += [f"| {' | '.join('---:' if head in NUMBERS else '---' for head in AWARD_HEADS)} |"]
    lines += [f"| {' | '.join(map(escaped, row))} |" for row in award_rows(across)]
    lines += ["", *(_item(line) for line in across_lines(across))]
    lines += notes(evaluation.outstanding, findings)
    return "\n".join(lines).rstrip() + "\n"


def _item(line: str) -> str:
    """Return a line as an item of a list, one level deeper where it belongs to the line above it."""
    inner = line.lstrip(" ")
    return f"{' ' * (len(line) - len(inner))}- {escaped(inner)}"


def across_explained(across: Across, evaluation: Evaluation, bid: str) -> Iterator[str]:
    """Yield the lines that explain what the lots come to together, and what becomes of a bid there."""
    lot = evaluation.inputs.lot
    if lot is None:
        return
    yield ""
    yield TITLE
    yield f"  {award_words(across, lot.id, bid)}"
    for row in award_rows(across):
        yield f"  {shown_text(': '.join((row[0], ', '.join(cell for cell in row[1:5] if cell))))}"
    yield from (f"  {shown_text(line)}" for line in across_lines(across))
