"""What the pool gives a relative criterion, row by row of its heading."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.marking import References
from social_value.files.workbook.plan import HIGHEST_ROW, LOWEST_ROW, MEAN_ROW


def reference_value(known: References | None, row: int) -> Fraction | None:
    """Return what the engine took from the pool, for one of the rows of references."""
    if known is None or known.none:
        return None
    if known.pool is None:
        return known.lowest if row == LOWEST_ROW else None
    values = {LOWEST_ROW: known.pool.lowest, HIGHEST_ROW: known.pool.highest, MEAN_ROW: known.pool.mean}
    return values[row]
