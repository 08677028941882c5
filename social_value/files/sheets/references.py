"""References to cells in formulas, all of them absolute: a row that is moved or sorted keeps what it reads.

``§`` stands for the number of the row that a formula is written in, so that one text serves a whole column.
"""

from __future__ import annotations

from social_value.files.sheets.addresses import column_letters

OWN_ROW = "§"


def sheet_prefix(sheet: str) -> str:
    """Return the name of a sheet as a formula writes it before a cell; nothing for the sheet itself.

    >>> sheet_prefix("Price"), sheet_prefix("Social value"), sheet_prefix("")
    ('Price!', "'Social value'!", '')
    """
    return f"'{sheet}'!" if set(sheet) & set(" -") else f"{sheet}!" if sheet else ""


def in_row(column: int, sheet: str = "") -> str:
    """Return the cell of a column in the formula's own row; a bid has the same row on every sheet.

    >>> in_row(2), in_row(2, "Price")
    ('$C§', 'Price!$C§')
    """
    return f"{sheet_prefix(sheet)}${column_letters(column)}{OWN_ROW}"


def fixed(row: int, column: int, sheet: str = "") -> str:
    """Return one cell, whatever the formula's row.

    >>> fixed(6, 2)
    '$C$7'
    """
    return f"{sheet_prefix(sheet)}${column_letters(column)}${row + 1}"


def span(first: int, last: int, column: int, sheet: str = "") -> str:
    """Return the cells of a column from one row to another.

    >>> span(6, 9, 2)
    '$C$7:$C$10'
    """
    return block((first, column), (last, column), sheet)


def block(first: tuple[int, int], last: tuple[int, int], sheet: str = "") -> str:
    """Return a rectangle of cells, from a row and column to another.

    >>> block((6, 2), (9, 4), "Gates")
    'Gates!$C$7:$E$10'
    """
    return f"{fixed(*first, sheet)}:{fixed(*last)}"


def across(first: int, last: int, sheet: str = "") -> str:
    """Return the cells of neighbouring columns in the formula's own row.

    >>> across(2, 4)
    '$C§:$E§'
    """
    return f"{in_row(first, sheet)}:{in_row(last)}"
