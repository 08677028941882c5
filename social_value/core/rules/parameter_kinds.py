"""The kinds of parameters: what a file may write for one, which values make sense, and how schema and pages say so.

A kind stands in the annotation of a formula's or method's keyword argument, so that whoever writes ``benchmark:
Positive[Quantity]`` has said all that there is to say: the file is read, checked and described by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, Protocol

from social_value.arithmetic import HUNDRED
from social_value.codes.code import FindingCode
from social_value.codes.method import BAND_GAP, INVALID_PARAMETER
from social_value.core.expressions import cell
from social_value.core.rules.bands import Band, Bands, parse_bands, schema_of_bands

Parameter = Fraction | Bands | str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a parameter that can be read makes no sense; ``message`` names its key."""

    message: str
    way_out: str = "Correct the value."
    code: FindingCode = INVALID_PARAMETER


class Kind(Protocol):
    """What a file may write for a parameter."""

    @property
    def words(self) -> str:
        """The kind as pages name it, such as "a number above 0"."""

    @property
    def is_table(self) -> bool:
        """Whether a value takes more than one line, so that no command line can hold it."""

    @property
    def samples(self) -> tuple[Any, ...]:
        """Values over which a formula is written to see what it reads: one, or each that may change the formula."""

    def read(self, value: object) -> Parameter:
        """Read a value as a file gives it. Raises ValueError with a sentence that says what to write."""

    def refusals(self, name: str, value: Parameter) -> Iterator[Refusal]:
        """Yield why a value that was read makes no sense for the parameter of this name."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what a file may write."""


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A plain number, within bounds. ``must`` is what is said of one outside them, after its key.

    ``above`` is a lower bound that is not itself allowed, ``least`` one that is.
    """

    words: str = "a number"
    must: str = ""
    above: int | None = None
    least: int | None = None
    most: int | None = None
    is_table: Literal[False] = False

    @property
    def samples(self) -> tuple[Any, ...]:
        """One cell that stands for any number."""
        return (cell("parameter"),)

    def read(self, value: object) -> Fraction:
        """Read a plain number. Raises ValueError for text, a flag or a float."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ValueError("expected a plain number such as 12 or 12.50")
        return Fraction(value)

    def refusals(self, name: str, value: Parameter) -> Iterator[Refusal]:
        """Refuse a number outside the bounds."""
        if isinstance(value, Fraction) and not self._holds(value):
            yield Refusal(f"{name} {self.must}.")

    def _holds(self, value: Fraction) -> bool:
        above = self.above is None or value > self.above
        return above and (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def schema(self) -> dict[str, Any]:
        """Return a number with its bounds."""
        bounds = {"exclusiveMinimum": self.above, "minimum": self.least, "maximum": self.most}
        return {"type": "number"} | {key: bound for key, bound in bounds.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class ChoiceKind:
    """One of a few words."""

    options: tuple[str, ...]
    is_table: Literal[False] = False

    @property
    def words(self) -> str:
        """The words, each as it is written."""
        return " or ".join(f"`{option}`" for option in self.options)

    @property
    def samples(self) -> tuple[Any, ...]:
        """Every word, since each may be another formula."""
        return self.options

    def read(self, value: object) -> str:
        """Read one of the words. Raises ValueError for any other."""
        if value not in self.options:
            raise ValueError("expected " + " or ".join(f'"{option}"' for option in self.options))
        return str(value)

    def refusals(self, name: str, value: Parameter) -> Iterator[Refusal]:  # noqa: ARG002 - any of the words makes sense
        """Refuse nothing."""
        yield from ()

    def schema(self) -> dict[str, Any]:
        """Return the words."""
        return {"enum": list(self.options)}


@dataclass(frozen=True, slots=True)
class BandsKind:
    """A table of bands in rising order, without gap or overlap.

    Bands that are ``above_lowest`` are taken of a percentage above the lowest price, which is 0 or more and has no
    upper end, so that one of them holds every bid; other bands need not reach every figure.
    """

    above_lowest: bool = False
    words: str = "a table of bands"
    is_table: Literal[True] = True

    @property
    def samples(self) -> tuple[Any, ...]:
        """One band that holds everything."""
        return (Bands((Band(None, False, None, False, HUNDRED),)),)

    def read(self, value: object) -> Bands:
        """Read a table. Raises ValueError with the row that is wrong."""
        return parse_bands(value)

    def refusals(self, name: str, value: Parameter) -> Iterator[Refusal]:
        """Refuse bands above the lowest price that leave a bid out, or that pay for a dearer one."""
        if not self.above_lowest or not isinstance(value, Bands):
            return
        if not value.holds(Fraction(0)) or value.rows[-1].upper is not None:
            way_out = "Begin at 0 or below, and leave the last band without an upper end."
            yield Refusal(f"the {name} must hold 0% and every percentage above it.", way_out, BAND_GAP)
        if any(second.marks > first.marks for first, second in pairwise(value.rows)):
            yield Refusal("a dearer band earns more marks than a cheaper one.", "Write the marks in falling order.")

    def schema(self) -> dict[str, Any]:
        """Return the table with its rows."""
        return schema_of_bands()
