"""What stands in a workbook that came in, cell by cell, exactly as its file states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from social_value.files.sheets.addresses import Area, Position

RawKind = Literal["number", "text", "boolean", "error"]


@dataclass(frozen=True, slots=True)
class RawFormula:
    """A formula without its equals sign. One that is shared was written for ``origin`` and holds here by analogy."""

    text: str
    origin: Position | None = None


@dataclass(frozen=True, slots=True)
class RawCell:
    """The text of a cell's value as the file states it, what kind it is, its formula, and its number format.

    ``struck`` says that a line goes through what it holds or through a part of it, and ``unseen`` that its letters, or
    some of them, cannot be seen.
    """

    kind: RawKind
    text: str
    format: str = "General"
    formula: RawFormula | None = None
    struck: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that a spreadsheet makes while cells are filled in."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class IncomingSheet:
    """One sheet; hidden rows and columns, and those too small to be read, are given as first and last.

    ``conditions`` are the ranges of cells that are formatted by a condition.
    """

    name: str
    state: str
    cells: Mapping[Position, RawCell]
    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    rules: tuple[Rule, ...] = ()
    protected: bool = False
    comments: tuple[str, ...] = ()
    pictures: bool = False
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingBook:
    """A whole workbook; ``names`` are its defined names with what they stand for."""

    shown: str
    sheets: tuple[IncomingSheet, ...]
    names: tuple[tuple[str, str], ...] = ()
    properties: Mapping[str, str] | None = None
    days_from_1904: bool = False
