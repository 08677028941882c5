"""The panel on a terminal, in eighty columns: what each evaluator has to score, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from social_value.core.panel.panel_standing import EvaluatorStanding
from social_value.render.console import console
from social_value.text import shown_text

_EVALUATOR = "Evaluator"
_HEADS = ("Conflict", "Allocated", "Issued", "Returned", "Recused", "Complete")
_NUMBERS = ("Allocated", "Returned", "Recused")
NOBODY = "Nobody is on the panel yet: write panel.yaml, or read a score sheet."
WIDTH = 80


def print_panel(standings: Sequence[EvaluatorStanding], title: str, stream: TextIO) -> None:
    """Print a row for each evaluator, in a table for each lot where there are lots."""
    screen = console(stream)
    screen.width = WIDTH
    screen.print(Text(f"Panel: {shown_text(title)}", style="bold"))
    if not standings:
        screen.print(Text(NOBODY))
    blocks = screen.encoding.lower().startswith("utf")
    for lot, rows in groupby(standings, key=lambda standing: standing.lot):
        if lot is not None:
            screen.print(Text(f"Lot {lot}"))
        screen.print(_table(rows, blocks))


def _table(standings: Iterable[EvaluatorStanding], blocks: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD if blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    # Codes and roles may be long; what is counted never breaks.
    table.add_column(_EVALUATOR, overflow="fold")
    for head in _HEADS:
        table.add_column(head, justify="right" if head in _NUMBERS else "left", no_wrap=True)
    for standing in standings:
        table.add_row(*(Text(shown_text(cell)) for cell in _row(standing)))
    return table


def _row(standing: EvaluatorStanding) -> tuple[str, ...]:
    return (
        f"{standing.evaluator}, {standing.role}" if standing.role else standing.evaluator,
        standing.declared or "not said",
        str(standing.allocated),
        standing.issued_on.isoformat() if standing.issued_on else "-",
        str(standing.returned),
        str(standing.recused),
        "yes" if standing.is_complete else f"{standing.due} due",
    )
