"""Every number of the workbook, worked out again by other engines, is the number that is published."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pandas
import pytest
import xlsxwriter

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import METHODS
from tests.core.builders import inputs_of_case
from tests.files.workbook.books import (
    EXAMPLES,
    book_of,
    differences,
    disagreements,
    disagreements_of_libreoffice,
    generated,
    summary,
)
from tests.generate import DIRECTIONS, generate
from tests.recalculate import recalculated, recalculated_by_libreoffice, stored
from tests.samples import seeds

SHIPPED = sorted(path.parent.name for path in EXAMPLES.glob("*/procurement.yaml"))
SEEDS = seeds(240, 2_400)
SHORT = ("Summary", "Criteria matrix")


def _lying() -> bytes:
    """A workbook whose formula carries a wrong result."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Sheet").write_formula("A1", "=1+1", None, 100)
    book.close()
    return out.getvalue()


def test_formualizer_works_everything_out_again() -> None:
    """A wrong result that a workbook carries is seen before and gone after."""
    assert stored(_lying())["Sheet", "A1"] == 100
    assert recalculated(_lying())["Sheet", "A1"] == 2


def test_libreoffice_works_everything_out_again(tmp_path: Path) -> None:
    """LibreOffice, which trusts stored results unless told otherwise, is told otherwise."""
    assert recalculated_by_libreoffice([_lying()], tmp_path)[0]["Sheet", "A1"] == 2


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("sheets", [None, SHORT])
def test_an_example_is_the_same_everywhere(name: str, sheets: tuple[str, ...] | None) -> None:
    """The engine, the stored results and the recalculated ones agree on the shipped examples."""
    assert disagreements(book_of(EXAMPLES / name, sheets)) == []


@pytest.mark.parametrize("tenth", range(10))
def test_generated_procurements_are_the_same_everywhere(tenth: int, tmp_path: Path) -> None:
    """The engine, the stored results and the recalculated ones agree, cell by cell, on generated procurements."""
    for seed in SEEDS[tenth::10]:
        book = generated(seed, tmp_path)
        assert disagreements(book) == []
        assert stored(book.content)["Summary", "A3"] == "As published"


def test_short_reports_are_the_same_too(tmp_path: Path) -> None:
    """Without the sheets of the inputs, totals and ranks still work themselves out."""
    for seed in seeds(60, 600):
        book = generated(seed, tmp_path, SHORT)
        assert (seed, differences(book, stored(book.content))) == (seed, [])
        if book.evaluation.rounding.at == "total":  # formualizer does not round a range inside SUMPRODUCT
            assert (seed, differences(book, recalculated(book.content))) == (seed, [])


def test_the_generated_procurements_cover_the_method() -> None:
    """Every formula, figure, method, rounding and consequence occurs, and relative minimums that put bids out."""
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        evaluation = evaluate(inputs_of_case(generate(seed)))
        rounding = evaluation.rounding
        seen.update([evaluation.field.method.method.id, rounding.direction, rounding.at, rounding.rank_on])
        seen.update(leaf.score.rule for leaf in evaluation.inputs.leaves if leaf.score)
        seen.update(f"{hurdle.kind} {hurdle.consequence}" for hurdle in evaluation.field.minimums)
        seen.update(f"left in round {failure.round}" for failure in evaluation.settled.failures)
        seen.update(f"broken by {tie.step}" for tie in evaluation.ranking.broken)
        seen.update(["tie for first"] * (len(evaluation.award.bids) > 1))
    needed = {*METHODS, *FORMULAS, *DIRECTIONS, "scale", "recorded", "total", "criterion", "exact", "published"}
    needed |= {f"{kind} disregard" for kind in ("minimum", "floor", "quality-minimum")}
    needed |= {"left in round 0", "left in round 1", "tie for first", "broken by lots-drawn"}
    assert needed - set(seen) == set()


def test_libreoffice_agrees(tmp_path: Path) -> None:
    """LibreOffice, in one process, agrees with the engine on the examples and on generated procurements."""
    books = [book_of(EXAMPLES / name) for name in SHIPPED]
    books += [generated(seed, tmp_path) for seed in seeds(3, 30, first=300)]
    books += [generated(seed, tmp_path, SHORT) for seed in seeds(2, 20, first=340)]
    assert disagreements_of_libreoffice(books, tmp_path / "office") == []


def test_readers_that_do_not_recalculate_see_the_numbers() -> None:
    """Openpyxl and pandas read totals, ranks and marks from the results that the workbook carries."""
    book = book_of(EXAMPLES / "contact-tracing")
    table = pandas.read_excel(io.BytesIO(book.content), sheet_name="Summary", header=10)
    known = {one.id: one for one in book.evaluation.bids}
    ranked = table[table["Rank"].notna()]
    assert dict(zip(ranked["Bid"], ranked["Rank"], strict=True)) == {
        bid: one.rank for bid, one in known.items() if one.rank
    }
    totals = dict(zip(table["Bid"], table["Total, marks out of 100"], strict=True))
    for bid, one in known.items():
        assert one.published is not None
        assert totals[bid] == float(one.published)
    sheet = openpyxl.load_workbook(io.BytesIO(book.content), data_only=True)["Summary"]
    assert sheet["A4"].value == "First: northbridge with 75.13 marks out of 100; 1.09 from the next."
    assert {bid: row.total for bid, row in summary(stored(book.content)).items()} == totals
