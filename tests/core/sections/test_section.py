"""Sections: worked cells give a number, its arithmetic and nothing where something is missing."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.sections.cells import arithmetic, given, highest, lowest, text, total, weighted_total, worked
from social_value.core.sections.registry import SECTIONS
from social_value.core.sections.section import Column, Heading, Row, Section, Table
from social_value.files.load import load
from tests.test_examples import EVERY_EXAMPLE


def test_a_worked_cell_needs_every_number() -> None:
    """Where one number is missing, or the function divides by zero, there is none, and no arithmetic."""
    missing = worked(lambda part, whole: part / whole, given(1), given(None))
    by_zero = worked(lambda part, whole: part / whole, given(1), given(0))
    assert (missing.value, arithmetic(missing)) == (None, "")
    assert (by_zero.value, arithmetic(by_zero)) == (None, "")


def test_arithmetic_of_sums() -> None:
    """Sums leave out what is missing; lowest and highest name what they were taken of."""
    cells = [given(2), given(None), given(Fraction(1, 2))]
    assert (total(cells).value, arithmetic(total(cells))) == (Fraction(5, 2), "2+0.5")
    weighted = weighted_total(cells, [given(3), given(5), given(4)])
    assert (weighted.value, arithmetic(weighted)) == (Fraction(8), "2*3+0*5+0.5*4")
    assert (lowest(cells).value, arithmetic(lowest(cells))) == (Fraction(1, 2), "MIN(2,0.5)")
    assert (highest(cells).value, highest([]).value, highest([given(None)]).value) == (Fraction(2), None, None)
    with pytest.raises(TypeError, match="only a worked cell"):
        given(1).expression([])


def test_a_row_about_another_bid_is_not_about_this_one() -> None:
    """What is said of a bid is its own row and the rows that are about it, or about every bid."""
    table = Table(
        "t", "T", (Column("a", "A"),), (Row((text("mine"),), "b1"), Row((text("theirs"),), "b2"), Row((text("all"),)))
    )
    section = Section(
        Heading("s", "S"), "", (Column("x", "X"),), {"b1": (text("own"),), "b2": (text("other"),)}, (table,)
    )
    assert [cell.value for _, _, cell, _ in section.about("b1")] == ["own", "mine", "all"]


@pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
def test_sections_are_well_formed(folder: Path) -> None:
    """Each stands under the heading of its registration, keys are unique, and rows are as wide as their columns."""
    evaluation = evaluate(load(folder).inputs)
    for heading, section_of in SECTIONS.items():
        section = section_of(evaluation)
        if section is None:
            continue
        assert section.heading == heading
        assert section.title
        tables = [*section.tables]
        assert len({table.key for table in tables} | {"bids"}) == len(tables) + 1
        assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in (section.key, *(table.key for table in tables)))
        for columns, rows in (
            (section.columns, section.bids.values()),
            *((table.columns, [row.cells for row in table.rows]) for table in tables),
        ):
            assert len({column.key for column in columns}) == len(columns)
            assert all(len(cells) == len(columns) for cells in rows)
        assert {row.bid_id for table in tables for row in table.rows} <= {"", *(bid.id for bid in evaluation.bids)}
        assert set(section.figures.values()) <= {column.key for column in section.columns}
