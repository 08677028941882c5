"""The ranking on a terminal: the triad side by side for every bid, with bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from social_value.core.evaluation.results import BidResult, Evaluation, PillarResult
from social_value.findings import Finding
from social_value.render.console import console
from social_value.render.findings_text import findings_text, outstanding_text
from social_value.text import shown_text
from social_value.wording import PILLAR_LABELS, published, regime_line, standing, status_label

_COLOURS = {"financial": "blue", "environmental": "green", "social": "magenta", "quality": "yellow"}
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDEST_SUPPLIER = 34
_GAP = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """What fits on one line: the length of a bar, the room for the supplier's name, and how bars are drawn.

    ``digits`` is the room that marks take, so that bars line up.
    """

    bar: int
    supplier: int
    blocks: bool
    digits: int


def print_result(evaluation: Evaluation, findings: Sequence[Finding], stream: TextIO) -> None:
    """Print the ranking, why bids are not ranked, what is outstanding and what is to be known."""
    screen = console(stream)
    procurement = evaluation.inputs.procurement
    heading = Text(shown_text(procurement.title), style="bold")
    if procurement.fictional:
        heading.append(" (fictional)", style="dim")
    method = f"{evaluation.field.method.method.id}: {evaluation.unit}"
    for line in filter(None, (regime_line(evaluation), method)):
        heading.append(f"\n{line}", style="dim")
    screen.print(heading)
    layout = _layout(evaluation, screen)
    # A table that is too wide only wraps; one that is cut loses digits.
    screen.width = max(screen.width, _width(evaluation, layout))
    screen.print(_table(evaluation, layout))
    screen.print(_award(evaluation))
    for line in _notes(evaluation, findings):
        # In a log or a pipe a finding stays on one line, where it can be searched for.
        screen.print(Text(line), soft_wrap=not screen.is_terminal)


def _layout(evaluation: Evaluation, screen: Console) -> Layout:
    """Return the richest layout that fits: numbers and ids always stand whole, names and bars give way."""
    blocks = screen.encoding.lower().startswith("utf")
    longest = max((cell_len(shown_text(result.bid.tenderer)) for result in evaluation.bids), default=0)
    wanted = min(longest, _WIDEST_SUPPLIER)
    digits = _widest(
        published(pillar.marks, evaluation.rounding) for result in evaluation.bids for pillar in result.pillars
    )
    layouts = [
        Layout(length, supplier, blocks, digits) for length, supplier in ((8, wanted), (8, 16), (8, 0), (5, 0), (0, 0))
    ]
    return next((layout for layout in layouts if _width(evaluation, layout) <= screen.width), layouts[-1])


def _width(evaluation: Evaluation, layout: Layout) -> int:
    """Return how many characters wide the table is in a layout."""
    results, rounding = evaluation.bids, evaluation.rounding
    widths = [
        len("Rank"),
        _widest(result.id for result in results),
        _widest(status_label(result) for result in results),
        max(len("Total"), _widest(published(result.published, rounding) for result in results)),
        *([layout.supplier] if layout.supplier else []),
    ]
    marks = layout.digits + (layout.bar + 1 if layout.bar else 0)
    widths += [max(len(PILLAR_LABELS[pillar]), marks) for pillar in evaluation.field.weights]
    return sum(widths) + _GAP * (len(widths) - 1) + 2


def _widest(texts: Iterable[str | None]) -> int:
    return max((len(text) for text in texts if text is not None), default=0)


def _table(evaluation: Evaluation, layout: Layout) -> Table:
    table = Table(box=box.SIMPLE_HEAD if layout.blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Rank", justify="right", no_wrap=True, min_width=4)
    table.add_column("Bid", no_wrap=True)
    if layout.supplier:
        table.add_column("Supplier", no_wrap=True, overflow="ellipsis", max_width=layout.supplier)
    table.add_column("Status", no_wrap=True)
    table.add_column("Total", justify="right", no_wrap=True)
    for pillar in evaluation.field.weights:
        table.add_column(PILLAR_LABELS[pillar], justify="right", no_wrap=True)
    for result in evaluation.bids:
        table.add_row(*_cells(evaluation, result, layout), style="bold" if result.rank == 1 else "")
    return table


def _cells(evaluation: Evaluation, result: BidResult, layout: Layout) -> list[RenderableType]:
    supplier = [Text(shown_text(result.bid.tenderer))] if layout.supplier else []
    return [
        Text("" if result.rank is None else str(result.rank)),
        Text(result.id),
        *supplier,
        Text(status_label(result)),
        Text(published(result.published, evaluation.rounding) or "-"),
        *(_pillar(evaluation, pillar, layout) for pillar in result.pillars),
    ]


def _pillar(evaluation: Evaluation, pillar: PillarResult, layout: Layout) -> Text:
    """Return the pillar's marks out of 100 with a bar of the same length."""
    if pillar.marks is None:
        return Text("-")
    marks = published(pillar.marks, evaluation.rounding) or ""
    if not layout.bar:
        return Text(marks)
    marks = marks.rjust(layout.digits)
    text = Text(bar(pillar.marks, layout.bar, layout.blocks), style=_COLOURS[pillar.pillar])
    return text.append(f" {marks}", style="default")


def bar(marks: Fraction, length: int = 8, blocks: bool = True) -> str:
    """Return a bar of marks from 0 to 100; it is full or empty only when the marks are exactly that.

    >>> bar(Fraction(50)), bar(Fraction(1, 1000)).strip(), bar(Fraction(100), length=3, blocks=False)
    ('████    ', '▏', '###')
    """
    steps = length * (8 if blocks else 1)
    filled = int(marks * steps / 100)
    filled = max(filled, 1) if marks > 0 else 0
    filled = min(filled, steps - 1) if marks < 100 else steps
    if not blocks:
        return ("#" * filled).ljust(length, ".")
    return ("█" * (filled // 8) + (_EIGHTHS[filled % 8] if filled % 8 else "")).ljust(length)


def _award(evaluation: Evaluation) -> Text:
    award, names = evaluation.award, ", ".join(evaluation.award.bids)
    if not award.bids:
        return Text("No bid can be awarded.", style="bold")
    if len(award.bids) > 1:
        return Text(f"Tie for first place: {names}.", style="bold")
    if award.tie_break is not None:
        return Text(f"First: {names}, on equal totals, by the tie-break step {award.tie_break}.", style="bold")
    words = f"First: {names}"
    if award.margin == 0:
        words += ", by its exact total: that of the next is the same as published"
    elif award.margin is not None:
        words += f", by {published(award.margin, evaluation.rounding)}"
    return Text(f"{words}.", style="bold")


def _notes(evaluation: Evaluation, findings: Sequence[Finding]) -> list[str]:
    reasons = [
        f"{result.id} is {standing(result)}: {shown_text('; '.join(result.reasons))}."
        for result in evaluation.bids
        if result.status not in ("ranked", "comparator") and result.reasons
    ]
    flags = [
        f"{result.id} is flagged: {shown_text('; '.join(result.reasons))}."
        for result in evaluation.bids
        if result.status == "ranked" and result.reasons
    ]
    return [
        *map(shown_text, evaluation.award_outcome.lines),
        *(f"{shown_text(stage.words)}." for stage in evaluation.settled.stages),
        *reasons,
        *flags,
        *equal_totals_lines(evaluation),
        *leave_one_out_lines(evaluation),
        *outstanding_text(evaluation.outstanding),
        *findings_text(findings),
    ]


def equal_totals_lines(evaluation: Evaluation) -> list[str]:
    """Say of which bids the published totals are equal and the exact ones, which rank them, are not."""
    return [
        f"{', '.join(equal)} have the same published total, "
        f"{published(evaluation.result(equal[0]).published, evaluation.rounding)}: their exact totals decide."
        for equal in evaluation.equal_as_published
    ]


def leave_one_out_lines(evaluation: Evaluation) -> list[str]:
    """Say whether any losing bid decides the winner, where a formula is relative."""
    left_out = evaluation.leave_one_out
    if left_out is None:
        return []
    lines = [
        f"A losing bid decides the winner: without {deciding.bid_id}, "
        f"{', '.join(deciding.winners_without) or 'nobody'} is first."
        for deciding in left_out.deciding
    ]
    if left_out.not_tried:
        lines.append(
            f"{left_out.not_tried} of {left_out.losing} losing bids were not removed in turn: the field is too large."
        )
    elif not lines:
        lines.append("No losing bid decides the winner: each was left out in turn.")
    return lines
