"""Weighted marks of several criteria over their weight, as a formula: of a pillar, of parts, of a stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from social_value.core.inputs import Leaf
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.formula_text import NOTHING
from social_value.files.workbook.plan import MATRIX, PUBLISHED_WEIGHT_ROW, Report


class MarkedCell(NamedTuple):
    """A criterion with the cell of its marks, and the cell or the product of its weighted marks.

    ``known`` is the cell that holds a number where it has marks.
    """

    leaf: Leaf
    marks: str
    weighted: str
    known: str


def sum_of(cells: Sequence[MarkedCell]) -> str:
    """Return the weighted sum."""
    return "+".join(cell.weighted for cell in cells)


def where_all(cells: Sequence[MarkedCell], formula: str) -> str:
    """Return a formula where every one of the criteria has marks, else nothing."""
    known = ",".join(cell.known for cell in cells)
    return f"IF(COUNT({known})<{len(cells)},{NOTHING},{formula})"


def share_of_weight(report: Report, cells: Sequence[MarkedCell], *, published: bool) -> str:
    """Return the weighted marks over the weight, 0 to 100; nothing where one of the criteria has no marks.

    Where they weigh nothing it is nothing, or with ``published`` what their published weights give.
    """
    weights = "+".join(report.weight(cell.leaf) for cell in cells)
    otherwise = NOTHING
    if published:
        known = [fixed(PUBLISHED_WEIGHT_ROW, report.mark_columns[cell.leaf.id], MATRIX) for cell in cells]
        parts = "+".join(f"{cell.marks}*{weight}" for cell, weight in zip(cells, known, strict=True))
        otherwise = f"IFERROR(({parts})/({'+'.join(known)}),{NOTHING})"
    return where_all(cells, f"IFERROR(100*({sum_of(cells)})/({weights}),{otherwise})")


def marked_cells(report: Report, leaves: Sequence[Leaf]) -> list[MarkedCell]:
    """Return the cells of a bid on the sheets of the pillars that these criteria belong to."""
    cells = []
    for leaf in leaves:
        columns, sheet = report.on_pillar(leaf)
        weighted = in_row(columns.weighted[leaf.id], sheet)
        cells.append(MarkedCell(leaf, in_row(columns.marks[leaf.id], sheet), weighted, weighted))
    return cells
