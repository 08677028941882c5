"""Columns of the sheet Summary: the same for every procurement."""

from __future__ import annotations

from social_value.files.workbook.plan import FIRST
from social_value.model.base import PILLARS, Pillar

RANK, BID, SUPPLIER, STATUS, TOTAL = range(5)
_FIRST_PILLAR = TOTAL + 1
BEHIND, PRICE, CHECK = (_FIRST_PILLAR + 2 * len(PILLARS) + place for place in range(3))
IN_POOL, MAY_RANK, EXACT, KEY, PUBLISHED_RANK, PUBLISHED_TOTAL, PUBLISHED_STATUS = range(CHECK + 1, CHECK + 8)

STATE_ROW, RESULT_ROW, METHOD_ROW, LOSERS_ROW, OUTSTANDING_ROW, SETTLED_ROW = range(2, 8)
GROUP_ROW, HEAD_ROW = FIRST - 2, FIRST - 1


def pillar_marks(pillar: Pillar) -> int:
    """Return the column of a pillar's marks."""
    return _FIRST_PILLAR + 2 * PILLARS.index(pillar)


def pillar_weighted(pillar: Pillar) -> int:
    """Return the column of a pillar's weighted marks."""
    return pillar_marks(pillar) + 1
