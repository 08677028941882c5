"""Days typed as text: for any day and any usual way of writing it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.files.incoming.typed_days import typed_day

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
MARKS = st.sampled_from("-/.")


@given(day=DAYS, mark=MARKS, pads=st.booleans())
def test_a_day_with_its_year_first_is_read(day: date, mark: str, pads: bool) -> None:
    """Nobody writes the day between the year and the month."""
    parts = (f"{day.month:02}", f"{day.day:02}") if pads else (str(day.month), str(day.day))
    assert typed_day(f" {mark.join((str(day.year), *parts))} ").day == day


@given(day=DAYS, mark=MARKS, pads=st.booleans(), day_first=st.booleans())
def test_a_day_with_its_year_last_is_read_where_it_is_one_day_only(
    day: date, mark: str, pads: bool, day_first: bool
) -> None:
    """With a day above 12, or of the number of its month, there is one reading; otherwise neither of two is chosen."""
    pair = (day.day, day.month) if day_first else (day.month, day.day)
    typed = typed_day(mark.join([*(f"{number:02}" if pads else str(number) for number in pair), str(day.year)]))
    unmistakable = day.day > 12 or day.day == day.month
    assert (typed.day, typed.trouble) == ((day, "") if unmistakable else (None, "two-ways"))


@given(year=st.integers(1990, 2199), month=st.integers(1, 12), day=st.integers(1, 99))
def test_a_day_that_no_calendar_has_is_told_so(year: int, month: int, day: int) -> None:
    """2026-02-30 is no day in any order of writing."""
    typed = typed_day(f"{year}-{month:02}-{day:02}")
    try:
        expected = date(year, month, day)
    except ValueError:
        assert typed.trouble == "no-such-day"
    else:
        assert typed.day == expected


@pytest.mark.parametrize("text", ["", "soon", "31/3/26", "2026-3", "31/3-2026", "2026-03-31T00:00", "٣١/٣/2026"])
def test_what_is_no_date_is_told_so(text: str) -> None:
    """A year of two digits, marks of two kinds and words are no dates that are read."""
    assert typed_day(text).trouble == "no-date"
