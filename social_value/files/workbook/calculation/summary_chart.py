"""The chart on Summary: the weighted marks of every pillar, stacked, bid by bid."""

from __future__ import annotations

from fractions import Fraction

from social_value.files.sheets.references import span
from social_value.files.sheets.styles import INK, PILLAR_COLOURS
from social_value.files.workbook.book import Book
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.formula_text import number_format
from social_value.files.workbook.plan import FIRST, SUMMARY, Report
from social_value.model.base import PILLARS, Pillar
from social_value.wording import PILLAR_LABELS

_MOST_BIDS = 30
ROW_PIXELS = 20
FONT = {"name": "Arial", "size": 9, "color": INK}
_LIGHT = {"social", "quality"}


def add_chart(book: Book, report: Report) -> int:
    """Add the chart below the bids, or beside them where there are very many; return the last row it covers."""
    shown = min(len(report.bids), _MOST_BIDS)
    chart = book.chart("stacked-bars")
    for pillar in PILLARS:
        if report.by_pillar[pillar]:
            chart.add_series(_series(report, pillar, shown))
    first = "" if shown == len(report.bids) else f", the first {shown} bids of the table"
    chart.set_title({"name": f"Weighted marks by pillar{first}", "name_font": {**FONT, "size": 11}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": FONT, "line": {"none": True}})
    chart.set_x_axis(
        {
            "num_font": FONT,
            "min": 0,
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": FONT})
    height = 110 + 34 * shown
    chart.set_size({"width": 1150, "height": height})
    below = shown == len(report.bids)
    row, column = (report.last + 2, at.BID) if below else (FIRST, at.PUBLISHED_STATUS + 2)
    book.page(SUMMARY).sheet.insert_chart(row, column, chart, {"description": "Weighted marks by pillar"})
    return row + height // ROW_PIXELS + 1 if below else report.last


def _series(report: Report, pillar: Pillar, shown: int) -> dict[str, object]:
    last, column = FIRST + shown - 1, at.pillar_weighted(pillar)
    values = [_weighted(report, place, pillar) for place in range(shown)]
    light = pillar in _LIGHT
    return {
        "name": PILLAR_LABELS[pillar],
        "categories": f"={span(FIRST, last, at.BID, SUMMARY)}",
        "categories_data": [result.id for result in report.bids[:shown]],
        "values": f"={span(FIRST, last, column, SUMMARY)}",
        "values_data": values,
        "fill": {"color": PILLAR_COLOURS[pillar]},
        "border": {"color": "#FFFFFF"},
        "gap": 45,
        "data_labels": {
            "value": True,
            "num_format": f"{number_format(min(report.rounding.places, 1))};;",
            "font": {"name": "Arial", "size": 8, "color": INK if light else "#FFFFFF"},
        },
    }


def _weighted(report: Report, place: int, pillar: Pillar) -> float | None:
    pillars = report.bids[place].pillars
    weighted: Fraction | None = next((earned.weighted for earned in pillars if earned.pillar == pillar), None)
    return None if weighted is None else float(weighted)
