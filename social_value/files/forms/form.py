"""A form: the sheets of a workbook that goes out, cell by cell, with the cells that come back filled in.

One description serves three times: to write the workbook, to read the answers, and to name every cell that was
changed although it was not for filling in. Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "whole", "choice", "date", "flag"]
"""What an input cell takes; a flag is a choice of ``yes`` and ``no``."""
Look = Literal["plain", "title", "section", "head", "label", "note", "wrapped", "number"]
"""How a fixed cell is shown."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cell that is not for filling in: text, or a number."""

    value: str | Decimal | int
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Formula:
    """A locked cell that shows something worked out from other cells, with the value it has when it is issued.

    What it shows after filling in is never read.
    """

    text: str
    value: str | Decimal | int
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Input:
    """A cell to fill in. ``key`` names the answer; ``words`` is how messages name it.

    ``value`` is what stands in it when the form is issued. ``choices`` are the words of a drop-down. ``least`` and
    ``most`` bound a number, and ``longest`` the characters of a text.
    """

    key: str
    kind: Kind
    words: str
    value: str | Decimal | int | None = None
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int | None = None
    hint: str = ""


Cell = Fixed | Formula | Input


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one row shown as one; only the first holds anything."""

    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet. ``name`` is a constant or a counter of ours, never text from a file."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    widths: Mapping[int, float]
    heights: Mapping[int, float] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    repeat_rows: int = 1
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A whole workbook that goes out.

    ``kind`` says what it is for. ``about`` identifies the issue it belongs to, such as procurement, evaluator and the
    fingerprint of the method: it is written into the workbook where nobody edits it and where everybody can read it,
    and a workbook that comes back with other values was made for something else. ``currency`` is that of every sum.
    """

    kind: Literal["bid-return", "score-sheet", "moderation"]
    title: str
    about: Mapping[str, str]
    sheets: tuple[FormSheet, ...]
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in an input cell, already of its kind, and where it stood.

    ``cell`` is empty where there is no such cell any more: its sheet, row or column is gone, or it was merged away. The
    reader has reported that as an error already.
    """

    value: str | Decimal | int | bool | None
    sheet: str
    cell: str


Answers = Mapping[str, Answer]
"""Answers by the key of their input; an empty cell has the value None."""
