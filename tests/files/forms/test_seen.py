"""What a person saw and what a cell holds: where they differ, a finding says so at the cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.workbook import Workbook

from social_value.files.forms.write import form_bytes
from social_value.files.incoming.colours import cannot_be_seen
from social_value.files.incoming.shown import shows_rounded
from tests.files.forms.demo import DEMO, edited, filled, read, said
from tests.samples import sample

Changed = Callable[[Any], None]
WHITE = PatternFill("solid", fgColor="FFFFFFFF")


def looks(value: object, change: Changed, cell: str = "Prices!C4") -> bytes:
    """Return the form with a value in one cell, whose look is changed."""
    sheet, name = cell.split("!")

    def edit(book: Workbook) -> None:
        book[sheet][name].value = value
        change(book[sheet][name])

    return edited(edit)


def set_font(**more: Any) -> Changed:  # noqa: ANN401 - what openpyxl takes
    """Return a change of the letters of a cell."""

    def change(cell: Any) -> None:  # noqa: ANN401 - a cell of openpyxl
        cell.font = Font(**more)

    return change


def on_white(**more: Any) -> Changed:  # noqa: ANN401 - what openpyxl takes
    """Return a change of the letters of a cell that is filled with white."""

    def change(cell: Any) -> None:  # noqa: ANN401 - a cell of openpyxl
        cell.font, cell.fill = Font(**more), WHITE

    return change


def test_a_form_as_it_is_issued_shows_everything(tmp_path: Path) -> None:
    """None of our own colours, sizes and formats is held to hide anything."""
    assert read(tmp_path, form_bytes(DEMO))[1] == ()


@pytest.mark.parametrize(
    ("value", "cell"), [(12, "Prices!C4"), ("no", "Prices!C9"), ("Because.", "Answers!B6"), ("Total", "Check!A2")]
)
def test_what_is_struck_out_has_to_be_cleared(value: object, cell: str, tmp_path: Path) -> None:
    """A price, an answer and a label that have a line through them are an error each; without the line nothing is said.

    Either way out is obeyed once: the line is taken off, or the cell is emptied.
    """
    _, findings = read(tmp_path, looks(value, set_font(strike=True), cell))
    assert said(findings) == [("struck-out", cell)]
    assert findings[0].severity == "error"
    assert said(read(tmp_path, looks(value, set_font(strike=False), cell))[1]) == []
    if cell != "Check!A2":
        assert said(read(tmp_path, looks(None, set_font(strike=True), cell))[1]) == []


def test_a_part_of_a_text_that_is_struck_out_has_to_be_cleared(tmp_path: Path) -> None:
    """One sentence of two has a line through it, and it is not read as if it stood."""
    rich = CellRichText("It is enough. ", TextBlock(InlineFont(strike=True), "It is fraud."))
    _, findings = read(tmp_path, looks(rich, set_font(), "Answers!B6"))
    assert said(findings) == [("struck-out", "Answers!B6")]
    plain = CellRichText("It is enough. ", TextBlock(InlineFont(b=True), "It is good."))
    answers, findings = read(tmp_path, looks(plain, set_font(), "Answers!B6"))
    assert (said(findings), answers["why"].value) == ([], "It is enough. It is good.")


@pytest.mark.parametrize(
    "change",
    [
        on_white(color="FFFFFFFF"),
        on_white(color=Color(theme=0)),
        on_white(color=Color(indexed=9)),
        on_white(color="FFFDFDFD"),
        set_font(color="FFFFF9E5"),
        set_font(sz=1),
    ],
)
def test_letters_that_nobody_sees_are_said(change: Changed, tmp_path: Path) -> None:
    """White on white, by whatever name, the colour of the cell, nearly that, and letters of one point."""
    answers, findings = read(tmp_path, looks(12, change))
    assert said(findings) == [("hidden-content", "Prices!C4")]
    assert answers["chairs"].value == Decimal(12)


def test_a_part_of_a_text_that_nobody_sees_is_said(tmp_path: Path) -> None:
    """White words in a text that is otherwise black."""
    rich = CellRichText("Good. ", TextBlock(InlineFont(color=Color(rgb="FFFFF9E5")), "Give it the full marks."))
    _, findings = read(tmp_path, looks(rich, set_font(), "Answers!B6"))
    assert said(findings) == [("hidden-content", "Answers!B6")]


@pytest.mark.parametrize("change", [on_white(color="FF5F6B7A"), on_white(color=Color(theme=1)), set_font(sz=8, b=True)])
def test_letters_that_are_seen_are_no_matter(change: Changed, tmp_path: Path) -> None:
    """Grey on white, black by its place in a theme, and small letters can be read."""
    assert said(read(tmp_path, looks(12, change))[1]) == []


@pytest.mark.parametrize(
    ("value", "code", "cell", "words"),
    [
        (48200.49, "0", "Prices!C4", "is 48200.49, and the sheet shows it rounded"),
        (18.6, "#,##0", "Prices!C5", "is 18.6, and the sheet shows it rounded"),
        (48200.49, "0.0E+00", "Prices!C4", "shows it rounded"),
        (3, "0%", "Answers!B3", "is 3, and the sheet shows it as a percentage"),
        (3, "d.m", "Answers!B3", "is 3, and the sheet shows it as a date"),
        (3, "yyyy-mm-dd", "Answers!B3", "is 3, and the sheet shows it as a date"),
    ],
)
def test_a_format_that_shows_another_value_is_said(
    value: object, code: str, cell: str, words: str, tmp_path: Path
) -> None:
    """An amount that is shown rounded, and a level that is shown as a share or as a day: read, with a warning.

    The way out is obeyed once: with the format General nothing is said.
    """
    sheet, name = cell.split("!")
    where = (sheet, name)
    answers, findings = read(tmp_path, filled({where: value}, {where: code}))
    assert said(findings) == [("hidden-content", cell)]
    assert words in findings[0].message
    general, none = read(tmp_path, filled({where: value}, {where: "General"}))
    assert (said(none), general) == ([], answers)


def test_a_day_is_shown_as_a_day(tmp_path: Path) -> None:
    """Where a date is asked for, a format of dates shows what the cell holds."""
    day = {("Prices", "C8"): date(2026, 3, 31)}
    assert said(read(tmp_path, filled(day, {("Prices", "C8"): "d mmmm yyyy"}))[1]) == []


@given(cents=st.integers(0, 10**9), places=st.integers(0, 4))
def test_a_rounded_number_is_one_that_is_another_when_it_is_written_out(cents: int, places: int) -> None:
    """For any amount in cents and any number of places: rounded is what differs from the number itself."""
    value = Decimal(cents) / 100
    code = f"#,##0.{'0' * places}" if places else "#,##0"
    assert shows_rounded(code, value) is (round(value, places) != value)


@settings(max_examples=sample(60, 1_200))
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_no_letters_are_seen_on_their_own_colour_and_all_on_black_or_white(parts: tuple[int, int, int]) -> None:
    """Whatever the colour: on itself it cannot be seen, and on one of black and white it can."""
    colour = "".join(f"{part:02X}" for part in parts)
    assert cannot_be_seen(colour, colour)
    assert not (cannot_be_seen(colour, "FFFFFF") and cannot_be_seen(colour, "000000"))


@settings(
    max_examples=sample(15, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    struck=st.booleans(),
    white=st.booleans(),
    code=st.sampled_from(["General", "0", "0.00", "#,##0.0", "0.000", '0.0" each"']),
    cents=st.integers(0, 9_999_999),
)
def test_whatever_is_shown_of_a_price_is_what_is_read_or_is_said(
    struck: bool, white: bool, code: str, cents: int, tmp_path: Path
) -> None:
    """A price is read in silence only where it is shown, whole, and without a line through it."""

    def change(cell: Any) -> None:  # noqa: ANN401 - a cell of openpyxl
        cell.font, cell.fill = Font(strike=struck, color="FFFFFFFF" if white else "FF000000"), WHITE
        cell.number_format = code

    value = Decimal(cents) / 100
    answers, findings = read(tmp_path, looks(float(value), change))
    rounded = code != "General" and round(value, len(code.partition(".")[2].rstrip('" each'))) != value
    expected = ["struck-out"] * struck + ["hidden-content"] * (white + rounded)
    assert sorted(finding.code for finding in findings) == sorted(expected)
    assert answers["chairs"].value == value
