"""Texts that span a sheet: shown whole, in rows that a spreadsheet can show."""

from __future__ import annotations

import pytest

from social_value.files.forms.sheet_draft import LONGEST_PART, SheetDraft, parts_of


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.",
        "One.\n\n\nTwo.\nThree.",
        "word " * 3_000,
        "x" * 5_000,
        "x " + "y" * 4_001 + " z",
    ],
)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    """Every character that is no space stands in one of the parts, in its order, and no part is too long."""
    parts = parts_of(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert max(map(len, parts)) <= LONGEST_PART


def test_words_stay_whole_where_they_can() -> None:
    """A long paragraph is split between two words."""
    assert {word for part in parts_of("word " * 3_000) for word in part.split()} == {"word"}


def test_an_empty_text_takes_one_row() -> None:
    """Something stands there, so that the row below it is where it should be."""
    draft = SheetDraft("Sheet", {0: 10.0})
    assert draft.across(4, 0, 3, " \n ") == 5


def test_room_to_write_does_not_hide_a_long_text() -> None:
    """A row is as high as its text needs, and at least as high as was asked."""
    draft = SheetDraft("Sheet", {0: 10.0})
    draft.text(0, 0, "short", "wrapped")
    draft.text(1, 0, "long words " * 40, "wrapped")
    for row in (0, 1):
        draft.lines(row, 4)
    heights = draft.sheet().heights
    assert heights[0] == 60
    assert heights[1] > 300
