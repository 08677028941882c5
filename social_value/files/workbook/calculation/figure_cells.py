"""The cells of measures and figures, on whichever sheet each stands."""

from __future__ import annotations

from social_value.core.figures.registry import FigureName
from social_value.files.sheets.references import in_row
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.plan import Report


def measure_cell(report: Report, measure_id: str) -> str:
    """Return the cell of a bid's measure, where it is an input on the sheet of a criterion; nothing otherwise."""
    home = report.measure_homes.get(measure_id)
    if home is None:
        return ""
    columns, sheet = report.on_pillar(home)
    return in_row(columns.reads[home.id], sheet)


def figure_cell(report: Report, name: FigureName, prices: PriceCells) -> str:
    """Return the cell of a bid's figure or measure."""
    return (measure_cell(report, name.id) if name.rule is None else "") or prices.cell(name)
