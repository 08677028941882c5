"""Workbooks of examples and generated procurements, and what is read out of them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation, publish
from social_value.core.inputs import Inputs
from social_value.core.provenance import provenance
from social_value.files.load import load
from social_value.files.workbook import ALL_SHEETS, report_bytes
from social_value.files.workbook.plan import SENSITIVITY
from social_value.wording import NOT_ASSESSED, PILLAR_LABELS, published, status_label
from tests.generate import generate
from tests.recalculate import Cells, recalculated, recalculated_by_libreoffice, stored
from tests.samples import SOAK

EXAMPLES = Path(__file__).parents[3] / "examples"
FIRST_ROW = 12
WITHOUT_SENSITIVITY = tuple(name for name in ALL_SHEETS if name != SENSITIVITY)
PILLARS = ("financial", "environmental", "social", "quality")
ERRORS = ("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#NULL!", "Err:")


@dataclass(frozen=True)
class Book:
    """A workbook and the evaluation it shows."""

    name: str
    evaluation: Evaluation
    content: bytes


def book_of(folder: Path, sheets: Collection[str] | None = None, *, resolved: bool = True) -> Book:
    """The workbook of a folder; its findings have their lines unless they are left unresolved."""
    loaded = load(folder)
    evaluation = evaluate(loaded.inputs)
    findings = loaded.resolve(evaluation.findings) if resolved else None
    stamp = provenance(loaded.inputs, loaded.files)
    return Book(folder.name, evaluation, report_bytes(evaluation, stamp, sheets, findings=findings))


def generated(seed: int, folder: Path, sheets: Collection[str] | None = None) -> Book:
    """The workbook of a generated procurement; every eighth has Sensitivity, which tries hundreds of changes."""
    wanted = sheets if sheets is not None or SOAK or seed % 8 == 0 else WITHOUT_SENSITIVITY
    return book_of(generate(seed).write(folder / f"seed-{seed}"), wanted)


def of_inputs(inputs: Inputs, sheets: Collection[str] | None = WITHOUT_SENSITIVITY) -> Book:
    """The workbook of inputs that are already in memory; without Sensitivity, unless other sheets are named."""
    evaluation = evaluate(inputs)
    return Book("memory", evaluation, report_bytes(evaluation, provenance(inputs, ()), sheets))


# --- Reading --------------------------------------------------------------------------------------


def rows_of(cells: Cells, sheet: str, first: int = FIRST_ROW) -> dict[str, dict[str, Any]]:
    """The rows of a sheet with one row a bid, by bid id and column letters."""
    rows: dict[int, dict[str, Any]] = {}
    for (name, place), value in cells.items():
        letters = place.rstrip("0123456789")
        row = int(place[len(letters) :])
        if name == sheet and row >= first:
            rows.setdefault(row, {})[letters] = value
    column = "B" if sheet == "Summary" else "A"
    return {row[column]: row for row in rows.values() if isinstance(row.get(column), str)}


def row_of(cells: Cells, sheet: str, *words: str) -> int:
    """The number of the first row of a sheet whose first cells are these words."""
    numbers = sorted(int(place[1:]) for name, place in cells if name == sheet and place.rstrip("0123456789") == "A")
    return next(
        row
        for row in numbers
        if all(cells.get((sheet, f"{letter}{row}")) == word for letter, word in zip("ABCD", words, strict=False))
    )


@dataclass(frozen=True)
class Shown:
    """What Summary shows of one bid."""

    rank: int | None
    status: str
    total: float | None
    pillars: tuple[tuple[float | None, float | None], ...]
    from_first: float | None


_PILLAR_COLUMNS = (("F", "G"), ("H", "I"), ("J", "K"), ("L", "M"))


def summary(cells: Cells) -> dict[str, Shown]:
    """What Summary shows, by bid."""
    return {
        bid: Shown(
            row.get("A"),
            row["D"],
            row.get("E"),
            tuple((row.get(marks), row.get(points)) for marks, points in _PILLAR_COLUMNS),
            row.get("N"),
        )
        for bid, row in rows_of(cells, "Summary").items()
    }


def marks_shown(book: Book, cells: Cells) -> dict[tuple[str, str], float | None]:
    """Marks on the matrix, by bid and criterion."""
    heads = {
        place.rstrip("0123456789"): value
        for (sheet, place), value in cells.items()
        if sheet == "Criteria matrix" and place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "4" and value
    }
    criteria = {leaf.id for leaf in book.evaluation.inputs.leaves}
    return {
        (bid, criterion): row.get(letters)
        for bid, row in rows_of(cells, "Criteria matrix").items()
        for letters, criterion in heads.items()
        if criterion in criteria
    }


# --- Comparing ------------------------------------------------------------------------------------


def differences(book: Book, cells: Cells) -> list[str]:
    """Everything on Summary and the matrix that differs from what the engine publishes."""
    return [*_summary_differences(book.evaluation, cells), *_mark_differences(book, cells)]


def _summary_differences(evaluation: Evaluation, cells: Cells) -> Iterator[str]:
    shown = summary(cells)
    leader = next((one.published for one in evaluation.bids if one.rank == 1), None)
    same = _comparison(evaluation)
    if list(shown) != [one.id for one in evaluation.bids]:
        yield f"bids {list(shown)}"
    for result in evaluation.bids:
        row = shown[result.id]
        known = {one.pillar: one for one in result.pillars}
        pairs: list[tuple[str, object, object]] = [
            ("rank", row.rank, result.rank),
            ("status", row.status, status_label(result)),
            ("total", row.total, result.published),
        ]
        if result.rank is not None and leader is not None and result.published is not None:
            pairs.append(("from the first", row.from_first, abs(leader - result.published)))
        for pillar, (marks, weighted) in zip(PILLARS, row.pillars, strict=True):
            one = next((one for name, one in known.items() if name == pillar), None)
            known_marks = (("marks", marks, one.marks), ("weighted", weighted, one.weighted)) if one else ()
            for what, cell, exact in known_marks:
                engine = None if exact is None else publish(exact, evaluation.rounding)
                pairs.append((f"{pillar} {what}", cell, engine))
        yield from (
            f"{result.id} {what}: {cell} for {engine}" for what, cell, engine in pairs if not same(cell, engine)
        )


def _mark_differences(book: Book, cells: Cells) -> Iterator[str]:
    same, settled = _comparison(book.evaluation), book.evaluation.settled
    for (bid, criterion), cell in marks_shown(book, cells).items():
        engine = settled.marked(criterion, bid).marks if settled.is_assessed(criterion, bid) else NOT_ASSESSED
        if not same(cell, engine):
            yield f"{bid} {criterion}: {cell} for {engine}"


def _comparison(evaluation: Evaluation) -> Callable[[object, object], bool]:
    """A comparison of a cell with the engine's number, to the published places.

    A cell holds about fifteen digits. A number that has no more than that is compared at its published places
    after the engine's rounding; a longer one to fifteen digits.
    """
    unit = Fraction(1, 10**evaluation.rounding.places)

    def same(cell: object, engine: object) -> bool:
        if engine is None or isinstance(engine, str):
            return cell == engine
        if not isinstance(cell, int | float) or not isinstance(engine, int | Fraction | Decimal):
            return False
        exact = Fraction(engine)
        noise = max(abs(exact) * Fraction(1, 10**14), Fraction(1, 10**11))
        if isinstance(engine, Decimal):
            # Rounded once by the engine, and on its own by the workbook: the very same number.
            return abs(Fraction(cell) - exact) <= min(unit / 2, noise) or abs(exact) / unit >= 10**15
        shown, known = published(exact, evaluation.rounding), published(_near(cell, exact), evaluation.rounding)
        return shown == known and abs(Fraction(cell) - exact) <= 100 * noise

    return same


def _near(cell: float, exact: Fraction) -> Fraction:
    """The exact number where the cell is as near to it as a binary number can be expected to be."""
    return exact if math.isclose(cell, exact, rel_tol=1e-11, abs_tol=1e-10) else Fraction(cell)


def errors(cells: Cells) -> list[str]:
    """Every cell that shows an error."""
    return [
        f"{sheet}!{place}: {value}"
        for (sheet, place), value in cells.items()
        if isinstance(value, str) and value.startswith(ERRORS) and sheet not in ("Scores and rationale", "Data")
    ]


def unlike(first: Cells, second: Cells) -> list[str]:
    """Every cell that two readings of one workbook do not agree on."""
    return [
        f"{place}: {first.get(place)!r} and {second.get(place)!r}"
        for place in sorted({*first, *second})
        if not alike(first.get(place), second.get(place))
    ]


def alike(first: object, second: object) -> bool:
    """Whether two values are equal, numbers apart from binary noise."""
    numbers = (int, float)
    if isinstance(first, numbers) and isinstance(second, numbers):
        return math.isclose(first, second, rel_tol=1e-9, abs_tol=2e-9)
    return first == second


def disagreements(book: Book) -> list[str]:
    """Everything on which the engine, the stored results and formualizer's do not agree, and every error."""
    return _disagreements(book, recalculated(book.content))


def disagreements_of_libreoffice(books: Sequence[Book], folder: Path) -> list[str]:
    """The same of several workbooks and LibreOffice, which works them out in one process."""
    again = recalculated_by_libreoffice([book.content for book in books], folder)
    return [line for book, cells in zip(books, again, strict=True) for line in _disagreements(book, cells)]


def _disagreements(book: Book, again: Cells) -> list[str]:
    carried = stored(book.content)
    found = [*differences(book, carried), *differences(book, again), *unlike(carried, again), *errors(again)]
    return [f"{book.name}: {line}" for line in found]


# --- Editing --------------------------------------------------------------------------------------


def edited(content: bytes, changes: dict[tuple[str, str], object]) -> bytes:
    """The workbook with some cells changed, as a reader would change them; every stored result is gone."""
    book, out = _opened(content), io.BytesIO()
    cells = [book[sheet][place] for sheet, place in changes]
    before = [(cell, cell.value, cell.data_type) for cell in cells]
    for cell, value in zip(cells, changes.values(), strict=True):
        cell.value = value
    book.save(out)
    for cell, value, kind in before:
        cell.value, cell.data_type = value, kind
    return out.getvalue()


@lru_cache(maxsize=1)
def _opened(content: bytes) -> openpyxl.Workbook:
    """Open a workbook; several edits of one, each on its own, open it once."""
    return openpyxl.load_workbook(io.BytesIO(content))


def formulas(content: bytes) -> dict[tuple[str, str], str]:
    """Every formula of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def with_weights(inputs: Inputs, weights: dict[str, Decimal]) -> Inputs:
    """The same inputs with other weights; a criterion with parts states none."""
    data = inputs.procurement.model_dump(by_alias=True, exclude_unset=True)

    def change(criterion: dict[str, Any]) -> dict[str, Any]:
        parts = criterion.get("criteria")
        if parts:
            return {key: value for key, value in criterion.items() if key != "weight"} | {
                "criteria": [change(part) for part in parts]
            }
        return criterion | {"weight": weights.get(criterion["id"], criterion.get("weight"))}

    data["criteria"] = [change(criterion) for criterion in data["criteria"]]
    return replace(inputs, procurement=type(inputs.procurement).model_validate(data))


assert set(PILLARS) == set(PILLAR_LABELS)
