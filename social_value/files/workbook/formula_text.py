"""Fragments of formulas: guards and roundings, from functions that every spreadsheet since 2010 knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from social_value.arithmetic import Direction
from social_value.model.procurement import Rounding

NOTHING = '""'
SAME = 9
"""Places at which marks and totals are compared, so that binary noise never splits an exact tie."""
_NOISE_FREE = 14
"""Leading digits of a binary number that arithmetic leaves exact."""


def when_number(tested: str, then: str, otherwise: str = NOTHING) -> str:
    """Return ``then`` where a cell holds a number."""
    return f"IF(ISNUMBER({tested}),{then},{otherwise})"


def all_of(conditions: Sequence[str]) -> str:
    """Return a condition that holds where every one of these does."""
    if not conditions:
        return "TRUE"
    return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"


def any_of(conditions: Sequence[str]) -> str:
    """Return a condition that holds where one of these does; nothing where there are none."""
    return f"OR({','.join(conditions)})" if len(conditions) > 1 else "".join(conditions)


def flag(conditions: Sequence[str]) -> str:
    """Return 1 where every condition holds, else 0."""
    return f"IF({all_of(conditions)},1,0)" if conditions else "1"


def clean_places(values: Iterable[Fraction | None], most: int = SAME) -> int:
    """Return to how many places numbers as large as these are free of binary noise.

    >>> clean_places([Fraction(75)]), clean_places([Fraction(1216000), None])
    (9, 7)
    """
    largest = max((abs(value) for value in values if value is not None), default=Fraction(0))
    return max(0, min(most, _NOISE_FREE - len(str(int(largest)))))


def noise_free(number: str) -> str:
    """Return a number to as many leading digits as are free of binary noise, so that equal figures are equal."""
    return f"IF({number}=0,0,ROUND({number},{_NOISE_FREE - 1}-INT(LOG10(ABS({number})))))"


def rounded_text(number: str, rounding: Rounding, clean: int, *, negative: bool = False) -> str:
    """Return a number rounded as the procurement says, free of binary noise first.

    ``clean`` is how many places are free of noise; ``negative`` says that the number may be below zero.
    """
    places = rounding.places
    clean = max(clean, places + 1)
    if rounding.direction == "half-up":
        return f"ROUND(ROUND({number},{clean}),{places})"
    # Whole units of the last place: their halves and their wholes are exact in binary.
    units = f"ROUND(({number})*{10**places},{clean - places})"
    return f"{_whole(units, rounding.direction, negative)}/{10**places}"


def _whole(units: str, direction: Direction, negative: bool) -> str:
    if negative:
        return f"SIGN({units})*{_whole(f'ABS({units})', direction, negative=False)}"
    # LibreOffice takes ROUNDUP and ROUNDDOWN on twelve digits only, so INT does their work.
    if direction == "down":
        return f"INT({units})"
    if direction == "up":
        return f"(-INT(-{units}))"
    # ROUND takes a half up; where the number is an even whole and a half, that is one too many.
    return f"(ROUND({units},0)-({units}/2-INT({units}/2)=0.25))"


def number_format(places: int, thousands: bool = False) -> str:
    """Return the format of a number with so many places."""
    whole = "#,##0" if thousands else "0"
    return f"{whole}.{'0' * places}" if places else whole
