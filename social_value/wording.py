"""Labels and number formats that screen, workbook and text outputs share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from social_value.core.evaluation.results import BidResult, Evaluation, Status, publish
from social_value.model.base import Consequence, Pillar
from social_value.model.procurement import Rounding

PILLAR_LABELS: Mapping[Pillar, str] = {
    "financial": "Financial",
    "environmental": "Environmental",
    "social": "Social",
    "quality": "Quality",
}
NOT_ASSESSED = "not assessed"
"""What stands in place of marks where a bid was not assessed any more."""
STATUS_LABELS: Mapping[Status, str] = {
    "ranked": "Ranked",
    "comparator": "Comparator",
    "disregarded": "Disregarded",
    "not-taken-forward": "Not taken forward",
    "not-awardable": "Not awardable",
    "withdrawn": "Withdrawn",
}
CONSEQUENCE_LABELS: Mapping[Consequence, str] = {
    "disregard": "disregarded: out of the pool, no rank",
    "not-awardable": "not awardable: stays in the pool, no rank",
    "flag": "flagged: no effect",
}


def status_label(result: BidResult) -> str:
    """Return what became of a bid as a column shows it: its status, in the word of its outcome where that has one."""
    kind = result.outcome.kind if result.outcome is not None else None
    own_word = kind is not None and kind.id in ("excluded", "not-taken-forward")
    return kind.label if kind is not None and own_word else STATUS_LABELS[result.status]


def standing(result: BidResult) -> str:
    """Return what became of a bid as a sentence says it: its outcome with its section, or its status."""
    if result.outcome is None or result.outcome.kind.id == "assessed":
        return STATUS_LABELS[result.status].lower()
    return result.outcome.words


def regime_line(evaluation: Evaluation) -> str:
    """Return the line that names the regime; empty where nothing about it is known."""
    regime = evaluation.regime
    return f"Regime: {regime.words}" if regime.procedure is not None else ""


def published(value: Fraction | Decimal | None, rounding: Rounding) -> str | None:
    """Write a number at its published places, or None where there is none.

    A number that was already published is written as it is.
    """
    if value is None:
        return None
    return f"{value if isinstance(value, Decimal) else publish(value, rounding):f}"
