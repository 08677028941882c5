"""Reports to compare: a workbook that the tool wrote, or a procurement, read alike from the same sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.report_comparison import Comparison, Side, Stood, compare
from social_value.core.frameworks.difference import differences
from social_value.core.inputs import Inputs
from social_value.core.provenance import provenance
from social_value.errors import CannotRunError, InputError, NotReadyError
from social_value.files.incoming.cells_read import IncomingBook, IncomingSheet, RawCell
from social_value.files.incoming.incoming_book import read_workbook, workbook_of
from social_value.files.incoming.package import package_of
from social_value.files.load import Loaded, load
from social_value.files.workbook import report_bytes
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.plan import AUDIT, FIRST, FIRST_MARK, MATRIX, METHOD, PUBLISHED_WEIGHT_ROW, SUMMARY
from social_value.findings import Outstanding
from social_value.model.base import PILLARS, Pillar

AS_PUBLISHED = "As published"
_FINGERPRINT, _PROCUREMENT = "Fingerprint of the method", "Procurement"
_NAMES_ROW = 3
_PLACES = re.compile(r"[#,0]*0\.(0+)")
_OUT_OF_METHOD = (_PROCUREMENT, "Description", "Fictional", "Authority", "Commenced on", "Framework fingerprint")


def compare_reports(before: Path, after: Path, as_of: date | None, lot: str | None = None) -> Comparison:
    """Read both sides and put them side by side; ``lot`` is the one that is meant of a folder that has lots.

    Raises InputError where one has errors or is no report of ours, and CannotRunError where it is not there.
    """
    sides = [_opened(path, as_of, lot) for path in (before, after)]
    inputs = [loaded.inputs for _, loaded in sides if loaded is not None]
    words = _frameworks(*inputs) if len(inputs) == len(sides) else ()
    return compare(sides[0][0], sides[1][0], words)


def _frameworks(before: Inputs, after: Inputs) -> tuple[str, ...]:
    old, new = before.framework, after.framework
    return (
        tuple(f"{difference.group}: {difference.words}" for difference in differences(old, new)) if old and new else ()
    )


def _opened(path: Path, as_of: date | None, lot: str | None) -> tuple[Side, Loaded | None]:
    shown = path.as_posix()
    if path.is_dir():
        loaded = load(path, as_of).of_lot(lot)
        try:
            evaluation = evaluate(loaded.inputs)
        except InputError as problem:
            raise InputError(loaded.resolve(problem.findings)) from None
        except NotReadyError as problem:
            raise NotReadyError(_named(problem.outstanding, shown), problem.comes_next) from None
        content = report_bytes(evaluation, provenance(loaded.inputs, loaded.files))
        # Both sides are read from a workbook, so that a folder is compared by what its report would say.
        return _side(workbook_of(package_of(content, f"{shown}/report.xlsx")), shown), loaded
    if not path.exists():
        raise CannotRunError(f"{path} does not exist.", "Name a workbook of `social-value score -o`, or a folder.")
    return _side(read_workbook(path, shown), shown), None


def _named(outstanding: Iterable[Outstanding], side: str) -> Iterator[Outstanding]:
    """Yield what is outstanding, with the side on which it is."""
    yield from (replace(missing, message=f"in {side}, {missing.message}") for missing in outstanding)


def _side(book: IncomingBook, name: str) -> Side:
    """Read a side from the sheets Summary, Criteria matrix, Method and Audit."""
    sheets = {sheet.name: _Sheet(sheet) for sheet in book.sheets}
    missing = [sheet for sheet in (SUMMARY, MATRIX, METHOD, AUDIT) if sheet not in sheets]
    # The name stands in every report of ours, and in no sheet that only looks like one.
    if missing or "sv_bids" not in dict(book.names):
        what = f'it has no sheet "{missing[0]}"' if missing else "its names are not those of our reports"
        message = f"{name} is no whole report of social-value: {what}."
        way_out = "Name a workbook that `social-value score FOLDER -o REPORT.xlsx` wrote, with all of its sheets."
        raise CannotRunError(message, way_out)
    audit = dict(sheets[AUDIT].facts())
    state = sheets[SUMMARY].text(at.STATE_ROW, 0)
    return Side(
        name,
        audit.get(_PROCUREMENT, ""),
        audit.get(_FINGERPRINT, ""),
        dict(_method(sheets[METHOD], sheets[MATRIX])),
        {stood.bid_id: stood for stood in _bids(sheets[SUMMARY], state == AS_PUBLISHED)},
        "" if state == AS_PUBLISHED else state,
    )


class _Sheet:
    """Texts and numbers of a sheet; a formula counts as the value that is stored with it."""

    def __init__(self, sheet: IncomingSheet) -> None:
        self.cells: Mapping[tuple[int, int], RawCell] = sheet.cells
        self.rows = 1 + max((row for row, _ in sheet.cells), default=-1)

    def text(self, row: int, column: int) -> str:
        """Return what a cell says; nothing where it is empty."""
        cell = self.cells.get((row, column))
        return cell.text if cell is not None else ""

    def number(self, row: int, column: int) -> Decimal | None:
        """Return the number of a cell as it is shown: to its places, or to fifteen digits; None where it has none."""
        cell = self.cells.get((row, column))
        if cell is None or cell.kind != "number":
            return None
        number, places = _plain(Decimal(cell.text)), _PLACES.fullmatch(cell.format)
        return number if places is None else number.quantize(Decimal(1).scaleb(-len(places[1])))

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield the label and the words of every row that has both."""
        for row in range(self.rows):
            if self.text(row, 0) and self.text(row, 1):
                yield self.text(row, 0), self.text(row, 1)


def _plain(number: Decimal) -> Decimal:
    """Return a stored number without the noise behind its fifteenth digit."""
    digits = number.adjusted()
    return number.quantize(Decimal(1).scaleb(digits - 14)).normalize() if number else Decimal(0)


def _bids(summary: _Sheet, live: bool) -> Iterator[Stood]:
    row = FIRST
    while summary.text(row, at.BID):
        rank, total = summary.number(row, at.PUBLISHED_RANK), summary.number(row, at.PUBLISHED_TOTAL)
        marks = {pillar: summary.number(row, at.pillar_marks(pillar)) for pillar in PILLARS} if live else {}
        yield Stood(
            summary.text(row, at.BID),
            summary.text(row, at.SUPPLIER),
            summary.text(row, at.PUBLISHED_STATUS),
            None if rank is None else int(rank),
            total,
            _known(marks),
        )
        row += 1


def _known(marks: Mapping[Pillar, Decimal | None]) -> dict[Pillar, Decimal]:
    return {pillar: value for pillar, value in marks.items() if value is not None}


def _method(method: _Sheet, matrix: _Sheet) -> Iterator[tuple[str, str]]:
    """Yield what the method is: its facts, each criterion's weight and rule, and every number of the rules."""
    section = ""
    for row in range(method.rows):
        first, second, third = (method.text(row, column) for column in range(3))
        if first and not second and not third:
            section = first
        elif section in ("Procurement", "Evaluation method") and first and first not in _OUT_OF_METHOD:
            yield first, _said(method, row, 1)
        elif section == "Criteria" and first != "Criterion":
            yield f"Rule of {first}", f"{method.text(row, 4)}; reads {method.text(row, 5)}"
            yield f"Pillar of {first}", third or "none"
        elif section == "Parameters of the rules" and first != "Criterion":
            yield f"{second} of {first}", _said(method, row, 2) or method.text(row, 4)
        elif section == "Scales" and first != "Scale" and method.number(row, 3) is not None:
            yield f"Marks of {first}, level {_said(method, row, 2)}", _said(method, row, 3)
    yield from _weights(matrix)


def _weights(matrix: _Sheet) -> Iterator[tuple[str, str]]:
    column = FIRST_MARK
    while matrix.number(PUBLISHED_WEIGHT_ROW, column) is not None and matrix.text(_NAMES_ROW, column):
        yield f"Weight of {matrix.text(_NAMES_ROW, column)}", _said(matrix, PUBLISHED_WEIGHT_ROW, column)
        column += 1


def _said(sheet: _Sheet, row: int, column: int) -> str:
    number = sheet.number(row, column)
    return sheet.text(row, column) if number is None else f"{number:f}"
