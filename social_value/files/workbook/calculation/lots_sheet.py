"""The sheet Lots: what the lots come to together, in the workbook of each lot."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.lots.lots_in_words import awarded_to, best_title, rule_lines
from social_value.core.lots.lots_together import Across, InLot, Way
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, span
from social_value.files.workbook.formula_text import NOTHING
from social_value.files.workbook.plan import Report
from social_value.model.lots import Lot

_HEADS = ("Lot", "Title", "Estimated value (input)", "Bid", "Supplier", "Total (input)", "Price (input)")
_ALONE = "First in the lot alone"
_WIDTHS = (20, 36, 18, 44, 44, 16, 18, 30)
_VALUE, _BID, _SUPPLIER, _TOTAL, _PRICE, _FIRST_ALONE = 2, 3, 4, 5, 6, 7
_AVERAGE, _BY_VALUE, _SUM = "average of the totals", "average by estimated value", "sum of the prices"
_HEAD_HEIGHT = 28
_MONEY = "#,##0.00##"


def lots_used(report: Report) -> bool:
    """Tell whether the workbook is of one lot among others."""
    return report.across is not None


def write_lots(page: Page, report: Report) -> None:
    """Write who is awarded each lot, and the best single supplier beside the best for each lot."""
    if report.across is not None:
        _LotsWriter(page, report, report.across).write()


class _LotsWriter:
    """Writes a table for the awards, and one for each best single supplier, with sums that follow edits."""

    def __init__(self, page: Page, report: Report, across: Across) -> None:
        self.page = page
        self.report = report
        self.across = across
        self._row = 2
        self._sums: dict[str, tuple[int, Fraction]] = {}

    def write(self) -> None:
        """Write the sheet."""
        page, across = self.page, self.across
        page.widths(_WIDTHS)
        page.head("Lots", "The lots together. Totals and prices are those published; averages and sums follow edits.")
        for line in rule_lines(across):
            self._line(line)
        self._section("Awards" if across.best is None else best_title(across))
        self._heads((*_HEADS, _ALONE))
        first = self._row
        for lot in across.lots:
            named = awarded_to(across, lot.id)
            self._lot(lot, across.awarded(lot.id), named, ", ".join(across.alone(lot.id)))
        if across.best is not None:
            self._sums = self._totals(across.best, first)
        for way in across.singles:
            self._single(way)
        page.set_up(2, 1)

    def _single(self, way: Way) -> None:
        self._section(f"Best single supplier: {way.supplier}")
        self._heads(_HEADS)
        first = self._row
        for in_lot in way.bids:
            self._lot(in_lot.lot, in_lot, in_lot.bid.id, "")
        for label, (row, value) in self._totals(way, first).items():
            if label in self._sums:
                self._difference(label, row, value)

    def _difference(self, label: str, row: int, value: Fraction) -> None:
        """Write what different suppliers come to, less what one supplier does."""
        above, best = self._sums[label]
        column = _PRICE if label == _SUM else _TOTAL
        self._next()
        self.page.text(_SUPPLIER, f"Different suppliers less one: {label}", "text")
        formula = f"{fixed(above, column)}-{fixed(row, column)}"
        self.page.formula(column, formula, best - value, self._style(label, "bold-number"))

    def _totals(self, way: Way, first: int) -> dict[str, tuple[int, Fraction]]:
        """Write the averages and the sum of the prices below a table; return the row and the value of each."""
        last = self._row - 1
        totals, values, prices = (span(first, last, column) for column in (_TOTAL, _VALUE, _PRICE))
        weighted = f"IF(SUM({values})=0,{NOTHING},SUMPRODUCT({values},{totals})/SUM({values}))"
        rows = {
            _AVERAGE: (f"IF(COUNT({totals})=0,{NOTHING},AVERAGE({totals}))", way.total, _TOTAL),
            _BY_VALUE: (weighted, way.total_by_value, _TOTAL),
            _SUM: (f"SUM({prices})", way.price, _PRICE),
        }
        written: dict[str, tuple[int, Fraction]] = {}
        for label, (formula, value, column) in rows.items():
            if value is not None:
                self._next()
                self.page.text(_SUPPLIER, label, "text")
                self.page.formula(column, formula, value, self._style(label, "bold-number"))
                written[label] = (self.page.current, value)
        return written

    def _style(self, label: str, name: str) -> str:
        return f"{name}|{_MONEY}" if label == _SUM else self.report.style(name)

    def _lot(self, lot: Lot, in_lot: InLot | None, named: str, alone: str) -> None:
        page = self.page
        self._next()
        page.text(0, lot.id)
        page.text(1, lot.title)
        page.number(_VALUE, lot.estimated_value, f"input|{_MONEY}")
        page.text(_BID, named)
        page.text(_SUPPLIER, in_lot.bid.tenderer if in_lot else "")
        page.number(_TOTAL, in_lot.total if in_lot else None, self.report.style("input"))
        page.number(_PRICE, in_lot.price if in_lot else None, f"input|{_MONEY}")
        if alone:
            page.text(_FIRST_ALONE, alone)

    def _line(self, line: str) -> None:
        self._row += 1
        self.page.row_over(self._row - 1, line, 0, _FIRST_ALONE)
        self.page.over(0, line, _FIRST_ALONE)

    def _section(self, title: str) -> None:
        self._row += 1
        self._next()
        self.page.text(0, title, "section")

    def _heads(self, heads: tuple[str, ...]) -> None:
        self._next(_HEAD_HEIGHT)
        for column, head in enumerate(heads):
            self.page.text(column, head, "head" if column in (_VALUE, _TOTAL, _PRICE) else "head-left")

    def _next(self, height: float = 0.0) -> None:
        self.page.row(self._row, height)
        self._row += 1
