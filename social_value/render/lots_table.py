"""The rankings of all lots on a terminal, and the lots together below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from social_value.core.lots.evaluate_lots import LotsEvaluation
from social_value.core.lots.lots_in_words import AWARD_HEADS, NUMBERS, TITLE, across_lines, award_rows
from social_value.core.lots.lots_together import Across
from social_value.findings import Finding
from social_value.render.console import console
from social_value.render.findings_text import findings_text, outstanding_text
from social_value.render.ranking_table import print_result
from social_value.text import shown_text


def print_lots(evaluation: LotsEvaluation, findings: Sequence[Finding], stream: TextIO) -> None:
    """Print the ranking of each lot, the lots together, and once for all what is outstanding and to be known."""
    for of_lot in evaluation.lots:
        print_result(replace(of_lot, outstanding=()), (), stream)
        stream.write("\n")
    screen = console(stream)
    screen.print(Text(TITLE, style="bold"))
    screen.width = max(screen.width, 200)
    blocks = screen.encoding.lower().startswith("utf")
    screen.print(_table(evaluation.across, blocks))
    lines = (*across_lines(evaluation.across), *outstanding_text(evaluation.outstanding), *findings_text(findings))
    for line in lines:
        screen.print(Text(shown_text(line)), soft_wrap=not screen.is_terminal)


def _table(across: Across, blocks: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD if blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    for head in AWARD_HEADS:
        table.add_column(head, justify="right" if head in NUMBERS else "left", no_wrap=True)
    for row in award_rows(across):
        table.add_row(*(Text(shown_text(cell)) for cell in row))
    return table
