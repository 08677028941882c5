"""Writes a form as a workbook: what is to be filled in is open, everything else is locked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from social_value.files.forms.form import Cell, Fixed, Form, FormSheet, Formula, Input
from social_value.files.forms.issued import (
    LISTS,
    LONGEST_PROPERTY,
    PROPERTY,
    cell_holds,
    choices_of,
    fits_in_rule,
    issued,
    kind_words,
    list_range,
)
from social_value.files.forms.layout import look_of, row_heights
from social_value.files.forms.shown_contents import short
from social_value.files.sheets.day_counts import serial_of_day
from social_value.files.sheets.new_books import new_book, set_print
from social_value.files.sheets.references import span
from social_value.files.sheets.row_heights import USUAL_HEIGHT
from social_value.text import FORMULA_STARTS

_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)
_HIGHEST_FROZEN = 220.0
"""Points of rows that may be frozen: with more of them, a small screen would show nothing else."""
_LONGEST_HINT = 255
"""Characters of the words beside a cell: the limit of Excel."""
_ALLOWED = {"format_columns": True, "format_rows": True}
"""What a locked sheet still lets its reader do: make a column wider or a row higher, to read a long text."""


def form_bytes(form: Form) -> bytes:
    """Return the workbook of a form; the same form gives the same bytes."""
    content = BytesIO()
    workbook = new_book(content, kind_words(form.kind))
    book = issued(form)
    for name, text in book.facts.items():
        if len(text) <= LONGEST_PROPERTY:
            workbook.set_custom_property(PROPERTY + name, text, "text")
    writer = _Writer(workbook, book.lists)
    for sheet in book.sheets:
        writer.sheet(sheet)
    workbook.close()
    return content.getvalue()


class _Writer:
    def __init__(self, workbook: Workbook, lists: tuple[tuple[str, ...], ...]) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[str, bool], Format] = {}
        self._lists = lists

    def sheet(self, sheet: FormSheet) -> None:
        page = self._workbook.add_worksheet(sheet.name)
        heights = row_heights(sheet)
        _print_settings(page, sheet, heights)
        for column, width in sheet.widths.items():
            page.set_column(column, column, width)
        for row, height in heights.items():
            page.set_row(row, height)
        anchors = self._merge(page, sheet)
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda placed: placed[0]):
            self._cell(page, row, column, cell, (row, column) in anchors)
        # It keeps what is locked from being changed by mistake. A password would guard no more, since it is easily
        # taken out of the file; what is relied on is that every cell is compared when the form comes back.
        page.protect("", _ALLOWED)

    def _merge(self, page: Worksheet, sheet: FormSheet) -> set[tuple[int, int]]:
        for merge in sheet.merges:
            cell = sheet.cells.get((merge.row, merge.first), Fixed(""))
            page.merge_range(merge.row, merge.first, merge.row, merge.last, "", self._format(cell, True))
        return {(merge.row, merge.first) for merge in sheet.merges}

    def _cell(self, page: Worksheet, row: int, column: int, cell: Cell, merged: bool) -> None:
        style = self._format(cell, merged)
        if isinstance(cell, Formula):
            page.write_formula(row, column, f"={cell.text.removeprefix('=')}", style, _result(cell.value))
            return
        _write_value(page, row, column, cell, style)
        if isinstance(cell, Input):
            self._rule(page, row, column, cell)

    def _format(self, cell: Cell, merged: bool) -> Format:
        name, look = look_of(cell, merged)
        quoted = isinstance(cell.value, str) and not isinstance(cell, Formula) and cell.value.startswith(FORMULA_STARTS)
        made = self._formats.get((name, quoted))
        if made is None:
            made = self._workbook.add_format({**look, **({"quote_prefix": True} if quoted else {})})
            self._formats[name, quoted] = made
        return made

    def _rule(self, page: Worksheet, row: int, column: int, cell: Input) -> None:
        rule = self._checks(cell)
        if rule is None and not cell.hint:
            return
        told = {"input_title": "Fill in", "input_message": short(cell.hint, _LONGEST_HINT)} if cell.hint else {}
        page.data_validation(row, column, row, column, {**(rule or {"validate": "any"}), **told})

    def _checks(self, cell: Input) -> dict[str, Any] | None:
        """Return what a spreadsheet checks while a cell is filled in; what is read is checked again."""
        choices = choices_of(cell)
        if choices:
            return {"validate": "list", "source": self._source(choices), "error_message": "Choose from the list."}
        if cell.kind in ("number", "whole"):
            return {"validate": "decimal" if cell.kind == "number" else "integer", **_bounds(cell)}
        if cell.kind == "date":
            words = "Write a date, such as 2026-03-31."
            between = {"criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST}
            return {"validate": "date", **between, "error_message": words}
        if cell.longest is not None:
            words = f"Write at most {cell.longest} characters."
            return {"validate": "length", "criteria": "<=", "value": cell.longest, "error_message": words}
        return None

    def _source(self, choices: tuple[str, ...]) -> list[str] | str:
        if fits_in_rule(choices):
            return list(choices)
        first, last, column = list_range(self._lists, choices)
        return f"={span(first, last, column, LISTS)}"


def _result(value: str | Decimal | int) -> str | float:
    if isinstance(value, str):
        return cell_holds(value)
    return int(value) if value == int(value) else float(value)


def _write_value(page: Worksheet, row: int, column: int, cell: Fixed | Input, style: Format) -> None:
    value = cell.value
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, str) and isinstance(cell, Input) and cell.kind == "date":
        page.write_number(row, column, serial_of_day(date.fromisoformat(value)), style)
    elif isinstance(value, str):
        page.write_string(row, column, cell_holds(value), style)
    else:
        page.write_number(row, column, float(value), style)


def _bounds(cell: Input) -> dict[str, Any]:
    least, most = cell.least, cell.most
    number = "a number" if cell.kind == "number" else "a whole number"
    if least is not None and most is not None:
        words = f"Write {number} from {least:f} to {most:f}."
        return {"criteria": "between", "minimum": _plain(least), "maximum": _plain(most), "error_message": words}
    if least is not None:
        return {"criteria": ">=", "value": _plain(least), "error_message": f"Write {number} of at least {least:f}."}
    top = most if most is not None else Decimal(10**15)
    words = f"Write {number} of at most {top:f}." if most is not None else f"Write {number}."
    return {"criteria": "<=", "value": _plain(top), "error_message": words}


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _print_settings(page: Worksheet, sheet: FormSheet, heights: dict[int, float]) -> None:
    set_print(page, landscape=sheet.landscape)
    page.fit_to_pages(1, 0)
    if sheet.repeat_rows:
        page.repeat_rows(0, sheet.repeat_rows - 1)
        if sum(heights.get(row, USUAL_HEIGHT) for row in range(sheet.repeat_rows)) <= _HIGHEST_FROZEN:
            page.freeze_panes(sheet.repeat_rows, 0)
