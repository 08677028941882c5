"""What stands in cells, as messages show it: in quotation marks where it is text, and no longer than a line."""

from __future__ import annotations

from decimal import Decimal

from social_value.files.forms.formulas_returned import formula_text
from social_value.files.incoming.cells_read import RawCell
from social_value.files.sheets.addresses import Position

_LONGEST_SHOWN = 60


def short(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return as much of a text as a message shows.

    >>> short("a long text", 7)
    'a long…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def boolean(cell: RawCell) -> str:
    """Return a truth value as a spreadsheet shows it."""
    return "TRUE" if cell.text == "1" else "FALSE"


def shown_value(value: str | Decimal | int | None) -> str:
    """Return a value as messages show it.

    >>> shown_value("Price"), shown_value(12)
    ('"Price"', '12')
    """
    return f'"{short(value)}"' if isinstance(value, str) else str(value)


def shown_cell(cell: RawCell | None, where: Position) -> str:
    """Return what stands in a cell as messages show it."""
    if cell is None:
        return "empty"
    if cell.formula is not None:
        return f"={short(formula_text(cell.formula, where))}"
    if cell.kind == "boolean":
        return boolean(cell)
    return f'"{short(cell.text)}"' if cell.kind == "text" else short(cell.text)
