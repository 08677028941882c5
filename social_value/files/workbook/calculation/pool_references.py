"""What the pool gives a relative criterion, row by row of its heading."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.scoring.marking import References


def reference_value(known: References | None, name: str) -> Fraction | None:
    """Return what the engine took from the pool, by the name of a figure of the pool."""
    if known is None or known.none:
        return None
    if known.pool is None:
        return known.lowest if name == "lowest" else None
    value: Fraction = getattr(known.pool, name)
    return value
