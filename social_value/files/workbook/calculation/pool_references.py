"""What the pool gives a relative criterion, row by row of its heading."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from social_value.core.scoring.marking import References
from social_value.files.workbook.plan import POOL_ROWS

HEAD_ROWS = tuple(dict.fromkeys(pool_row.row for pool_row in POOL_ROWS.values()))
"""The rows of the headings that hold a figure of the pool, from above."""


def names_in_row(row: int) -> tuple[str, ...]:
    """Return the figures of the pool that a row of the headings may hold."""
    return tuple(name for name, pool_row in POOL_ROWS.items() if pool_row.row == row)


def words_of_row(row: int, read: Collection[str]) -> str:
    """Return what a row of the headings is called: by the figures that a criterion reads, else by its first."""
    names = names_in_row(row)
    return " / ".join(POOL_ROWS[name].word for name in names if name in read) or POOL_ROWS[names[0]].word


def reference_value(known: References | None, name: str) -> Fraction | None:
    """Return what the engine took from the pool, by the name of a figure of the pool."""
    if known is None or known.none:
        return None
    if known.pool is None:
        return known.lowest if name == "lowest" else None
    value: Fraction = getattr(known.pool, name)
    return value
