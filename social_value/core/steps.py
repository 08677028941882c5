"""Steps: the labelled lines of working behind a number, and the number with them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """One labelled line of working: what it is, its value and unit, and the arithmetic that gives it."""

    label: str
    value: Fraction | None
    unit: str = ""
    arithmetic: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one bid: the number, or None with the reason in the last step's note.

    ``lacking`` names what is missing where the figure counts what should be there, so that a gate can say it.
    """

    value: Fraction | None
    steps: tuple[Step, ...] = ()
    lacking: str = ""
