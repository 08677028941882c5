"""Tables of bands: marks by the band that a figure is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from social_value.arithmetic import HUNDRED, plain
from social_value.core.expressions import Expression, Quantity, number

MOST_BANDS = 50
_ENDS = {
    "from": "Lower end, included.",
    "above": "Lower end, not included.",
    "up_to": "Upper end, included.",
    "below": "Upper end, not included.",
}


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table; an end of ``None`` is open, and each end says whether it includes its number."""

    lower: Fraction | None
    includes_lower: bool
    upper: Fraction | None
    includes_upper: bool
    marks: Fraction

    @property
    def words(self) -> str:
        """The band in words, such as "above 0, up to 25"."""
        ends = []
        if self.lower is not None:
            ends.append(f"{'from' if self.includes_lower else 'above'} {plain(self.lower)}")
        if self.upper is not None:
            ends.append(f"{'up to' if self.includes_upper else 'below'} {plain(self.upper)}")
        return ", ".join(ends) or "any value"

    def holds(self, value: Fraction) -> bool:
        """Tell whether the value is in the band."""
        above = self.lower is None or value > self.lower or (self.includes_lower and value == self.lower)
        below = self.upper is None or value < self.upper or (self.includes_upper and value == self.upper)
        return above and below


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands in rising order without gap or overlap."""

    rows: tuple[Band, ...]

    @property
    def open_below(self) -> Bands:
        """The same table without a lower end."""
        return Bands((replace(self.rows[0], lower=None), *self.rows[1:]))

    def find(self, value: Fraction) -> Band:
        """Return the band that the value is in. Raises LookupError where the table does not reach the value."""
        for band in self.rows:
            if band.holds(value):
                return band
        raise LookupError(f"no band holds {plain(value)}")

    def holds(self, value: Fraction) -> bool:
        """Tell whether some band holds the value."""
        return any(band.holds(value) for band in self.rows)


def banded(value: Quantity, bands: Bands) -> Quantity:
    """Return the share of the marks of the band that the value is in."""
    if isinstance(value, Fraction):
        return bands.find(value).marks / HUNDRED
    if value.value is not None:
        return number(bands.find(value.value).marks) / 100
    text = plain(bands.rows[-1].marks / HUNDRED)
    for band in reversed(bands.rows[:-1]):
        sign = "<=" if band.includes_upper else "<"
        # Nine places keep binary noise from moving a figure over the edge of its band.
        text = f"IF(ROUND({value.text},9){sign}{plain(band.upper or 0)},{plain(band.marks / HUNDRED)},{text})"
    return Expression(text)


def parse_bands(rows: object) -> Bands:
    """Read a table as a file gives it. Raises ValueError with a sentence that says what is wrong."""
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not 1 <= len(rows) <= MOST_BANDS:
        raise ValueError(f"expected a list of 1 to {MOST_BANDS} bands, such as {{from: 0, below: 10, marks: 100}}")
    bands = tuple(_band(row, index) for index, row in enumerate(rows, start=1))
    for index, (first, second) in enumerate(pairwise(bands), start=2):
        _check_joined(first, second, index)
    return Bands(bands)


def schema_of_bands() -> dict[str, Any]:
    """Return the JSON Schema of a table as a file gives it."""
    ends = {end: {"description": meaning, "type": "number"} for end, meaning in _ENDS.items()}
    marks = {"description": "Marks of the band, 0 to 100.", "type": "number", "minimum": 0, "maximum": 100}
    band = {
        "description": "One row of the table.",
        "type": "object",
        "properties": {**ends, "marks": marks},
        "required": ["marks"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": band, "minItems": 1, "maxItems": MOST_BANDS}


def _band(row: object, index: int) -> Band:
    if not isinstance(row, dict):
        raise ValueError(f"band {index} must be written like {{from: 0, below: 10, marks: 100}}")
    unknown = sorted(set(row) - {*_ENDS, "marks"})
    if unknown:
        raise ValueError(f'band {index} has the unknown key "{unknown[0]}"; use from or above, up_to or below, marks')
    if ("from" in row and "above" in row) or ("up_to" in row and "below" in row):
        raise ValueError(f"band {index} gives the same end twice; use from or above, and up_to or below")
    marks = _bound(row, "marks", index)
    if marks is None or not 0 <= marks <= HUNDRED:
        raise ValueError(f"band {index} needs marks from 0 to 100")
    lower = _bound(row, "from", index) if "from" in row else _bound(row, "above", index)
    upper = _bound(row, "up_to", index) if "up_to" in row else _bound(row, "below", index)
    if (
        lower is not None
        and upper is not None
        and (upper < lower or (upper == lower and not ("from" in row and "up_to" in row)))
    ):
        raise ValueError(f"band {index} is empty: {plain(lower)} to {plain(upper)}")
    return Band(lower, "from" in row, upper, "up_to" in row, marks)


def _bound(row: dict[str, Any], key: str, index: int) -> Fraction | None:
    value = row.get(key)
    if value is None and key not in row:
        return None
    if isinstance(value, bool | str | float) or value is None or isinstance(value, list | dict):
        raise ValueError(f"band {index}: {key} must be a plain number such as 25 or 12.5")
    return Fraction(value)


def _check_joined(first: Band, second: Band, index: int) -> None:
    if first.upper is None:
        raise ValueError(f"band {index} can never be reached: the band before it has no upper end")
    if second.lower is None:
        raise ValueError(f"band {index} needs a lower end, since a band stands before it")
    if first.upper != second.lower or first.includes_upper == second.includes_lower:
        problem = (
            "overlap"
            if second.lower < first.upper or (first.includes_upper and second.includes_lower)
            else "leave a gap"
        )
        raise ValueError(
            f"bands {index - 1} and {index} {problem}: one ends {first.words}, the next begins {second.words}"
        )
