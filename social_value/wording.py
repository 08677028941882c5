"""Labels and number formats that screen, workbook and text outputs share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from social_value.core.evaluation.results import Status, publish
from social_value.model.base import Consequence, Pillar
from social_value.model.procurement import Rounding

PILLAR_LABELS: Mapping[Pillar, str] = {
    "financial": "Financial",
    "environmental": "Environmental",
    "social": "Social",
    "quality": "Quality",
}
STATUS_LABELS: Mapping[Status, str] = {
    "ranked": "Ranked",
    "comparator": "Comparator",
    "disregarded": "Disregarded",
    "not-awardable": "Not awardable",
    "withdrawn": "Withdrawn",
}
CONSEQUENCE_LABELS: Mapping[Consequence, str] = {
    "disregard": "disregarded: out of the pool, no rank",
    "not-awardable": "not awardable: stays in the pool, no rank",
    "flag": "flagged: no effect",
}


def published(value: Fraction | Decimal | None, rounding: Rounding) -> str | None:
    """Write a number at its published places, or None where there is none.

    A number that was already published is written as it is.
    """
    if value is None:
        return None
    return f"{value if isinstance(value, Decimal) else publish(value, rounding):f}"
