"""The sheet Lots: the awards, the best single supplier, and sums that follow edits."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from social_value.core.provenance import provenance
from social_value.files.load import load
from social_value.files.workbook import report_bytes
from tests.lots import REPAIRS, evaluated, limit, price, repairs
from tests.recalculate import Cells, recalculated, stored

SUMS = {
    "average of the totals": (69.5, 64.5, 5),
    "average by estimated value": (69.4, 65.4, 4),
    "sum of the prices": (128000, 138000, -10000),
}
"""By hand in tests/core/lots/test_lots_together.py: best for each lot, best single supplier, and the difference."""


def book(folder: Path, lot: int = 0) -> bytes:
    """Return the workbook of one lot, with the sheets that are always there and Lots alone."""
    loaded, evaluation = load(folder), evaluated(folder)
    stamp = provenance(loaded.inputs, loaded.files)
    return report_bytes(evaluation.lots[lot], stamp, ["Lots"], across=evaluation.across)


def numbers(cells: Cells) -> dict[str, list[object]]:
    """Return the numbers in the rows of the sheet that have one of the labels in the column of suppliers."""
    found: dict[str, list[object]] = {label: [] for label in SUMS}
    for row in range(3, 40):
        label = str(cells.get(("Lots", f"E{row}")) or "").removeprefix("Different suppliers less one: ")
        given = [cells.get(("Lots", f"{column}{row}")) for column in "FG"]
        if label in found:
            found[label].extend(one for one in given if one is not None)
    return found


@pytest.mark.parametrize("lot", [0, 1])
def test_sm_34_the_sheet_holds_both_totals_and_the_difference(lot: int) -> None:
    """Every workbook has the average, that by value, and the sum of the prices, twice and as a difference."""
    assert numbers(stored(book(REPAIRS, lot))) == {label: list(values) for label, values in SUMS.items()}


def test_a_recalculation_says_the_same() -> None:
    """Another program comes to the same numbers from the rows above each."""
    again = numbers(recalculated(book(REPAIRS)))
    for label, values in SUMS.items():
        assert again[label] == pytest.approx(list(values))


def test_the_sums_follow_edits(tmp_path: Path) -> None:
    """Where a reader types 64000 for the first price, the sum and the difference go up by 14000."""
    (tmp_path / "report.xlsx").write_bytes(book(REPAIRS))
    edited = openpyxl.load_workbook(tmp_path / "report.xlsx")
    [cell] = [row[6] for row in edited["Lots"].iter_rows() if row[6].value == 50000]
    cell.value = 64000
    edited.save(tmp_path / "report.xlsx")
    again = numbers(recalculated((tmp_path / "report.xlsx").read_bytes()))
    assert again["sum of the prices"] == pytest.approx([142000, 138000, 4000])


def test_the_rule_of_a_limit_is_on_the_sheet(tmp_path: Path) -> None:
    """The sheet says at most how many and by which rule, and who is first in the lot alone."""
    changes = (price("tarn-north", 60000, 40000), limit("{most_awarded: 1, choose: best-sum}"))
    cells = stored(book(repairs(tmp_path, *changes)))
    texts = [str(value) for (sheet, _), value in cells.items() if sheet == "Lots"]
    assert any(text.startswith("At most 1 for each supplier, by best-sum: as many lots as can be") for text in texts)
    assert "First in the lot alone" in texts


def test_a_result_without_other_lots_has_no_such_sheet() -> None:
    """The sheet is there only where there are lots beside it."""
    loaded, evaluation = load(REPAIRS), evaluated(REPAIRS)
    cells = stored(report_bytes(evaluation.lots[0], provenance(loaded.inputs, loaded.files)))
    assert "Lots" not in {sheet for sheet, _ in cells}
