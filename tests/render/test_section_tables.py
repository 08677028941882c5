"""Sections on a terminal and in the explanation of a bid."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from social_value.arithmetic import rounded, stated
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.sections.cells import given, text
from social_value.core.sections.registry import sections_of
from social_value.core.sections.section import Column, Heading, Row, Section, Table
from social_value.files.load import load
from social_value.render.section_tables import GATHERED, print_section
from social_value.render.sections_explained import section_lines

TRACING = Path(__file__).resolve().parents[2] / "examples" / "contact-tracing"
COLUMNS = (
    Column("what", "What"),
    Column("all", "All", "count"),
    *(Column(f"area_{name}", name.title(), "count", sparse=True) for name in ("north", "south", "west")),
)
ROW = Row((text("hours"), given(30), given(10), given(0), given(20)), "northbridge")
MATRIX = Section(Heading("place", "Place"), "A note.", tables=(Table("t", "Hours", COLUMNS, (ROW,)),))


def test_a_terminal_lists_what_is_in_a_matrix() -> None:
    """Columns that are mostly empty become one, which leaves out what is 0."""
    out = io.StringIO()
    print_section(MATRIX, evaluate(load(TRACING).inputs), out)
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["What", "All", *GATHERED.split()] in lines
    assert ["hours", "30", "North", "10,", "West", "20"] in lines


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_every_number_stands_whole_on_a_terminal_of_any_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is too wide is shown in parts below one another: no number is broken, and no line is too long."""
    monkeypatch.setattr("social_value.render.console.PIPE_WIDTH", width)
    evaluation = evaluate(load(TRACING).inputs)
    (section,) = (one for one in sections_of(evaluation) if one.key == "efficiency")
    out = io.StringIO()
    print_section(section, evaluation, out)
    lines = out.getvalue().splitlines()
    assert max(cell_len(line) for line in lines) <= width
    words = {word for line in lines for word in line.split()}
    exact = [cell.number for cells in section.bids.values() for cell in cells if cell.number is not None]
    assert all(words & {stated(one), f"{rounded(one, 2, 'half-up'):,f}"} for one in exact)


def test_an_explanation_has_no_empty_line_for_a_row_without_words() -> None:
    """A row of numbers alone has no name to print."""
    table = Table("t", "Shares", (Column("share", "Share", "count"),), (Row((given(10),)),))
    lines = section_lines(Section(Heading("mix", "Mix"), "A note.", tables=(table,)), "northbridge")
    assert list(lines) == ["Mix: A note.", "  Shares", "      Share: 10"]


def test_an_explanation_leaves_out_what_is_0_in_a_matrix() -> None:
    """What a bid does not promise to an area needs no line of its own."""
    assert [line.strip() for line in section_lines(MATRIX, "northbridge")][-3:] == ["All: 30", "North: 10", "West: 20"]
