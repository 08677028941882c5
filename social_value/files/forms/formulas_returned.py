"""Formulas of a form that came back, held against those that were issued."""

from __future__ import annotations

import re

from social_value.files.incoming.cells_read import RawFormula
from social_value.files.sheets.addresses import Position, cell_name

_QUOTED = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')""")
_SPACES = 200
"""Characters that a formula may have become longer by, such as spaces; with more of them it is another formula."""
_LONGEST_MOVED = 1_000
_TRUTH = re.compile(r"\b(TRUE|FALSE)\(\)")


def same_formula(issued: str, back: RawFormula, place: Position) -> bool:
    """Tell whether two formulas say the same, whatever their spaces and capitals.

    >>> same_formula("SUM(B4:B9)*2", RawFormula("sum( B4:B9 ) * 2"), (9, 1))
    True
    >>> same_formula("B5*2", RawFormula("B4*2", (3, 2)), (4, 2))
    True
    """
    if len(back.text) > 2 * len(issued) + _SPACES:
        return False
    return _plain(issued) == _plain(formula_text(back, place))


def formula_text(formula: RawFormula, place: Position) -> str:
    """Return a formula as it holds in its cell; one that is shared was written for another."""
    if formula.origin is None or formula.origin == place or len(formula.text) > _LONGEST_MOVED:
        return formula.text
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - only who reads workbooks waits for it
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415 - as above

    try:
        moved = Translator(f"={formula.text}", origin=cell_name(*formula.origin)).translate_formula(cell_name(*place))
    except (TranslatorError, TokenizerError, ValueError, IndexError):
        return formula.text
    return str(moved).removeprefix("=")


def _plain(formula: str) -> str:
    parts = _QUOTED.split(formula.removeprefix("="))
    plain = "".join(
        part if number % 2 else "".join(part.split()).upper().replace("_XLFN.", "") for number, part in enumerate(parts)
    )
    return _TRUTH.sub(r"\1", plain)
