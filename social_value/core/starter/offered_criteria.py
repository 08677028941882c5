"""Criteria of the small procurement: those that a framework offers, and our own where it leaves a pillar out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from social_value.core.starter.fitting_weights import Slot
from social_value.model.base import Pillar
from social_value.model.criteria import Minimum
from social_value.model.framework import Framework, FrameworkCriterion

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Offered:
    """A criterion that may be chosen: its words, how it is marked, and the weight it may take.

    ``scale`` is none where a price or a measure is marked by a formula. ``theme`` and ``outcome`` are those of the
    framework, empty for our own.
    """

    id: str
    title: str
    description: str
    pillar: Pillar
    scale: str | None
    slot: Slot
    sub_criteria: tuple[str, ...] = ()
    minimum: Minimum | None = None
    theme: str = ""
    outcome: str = ""
    fixed: Decimal | None = None


DEFAULT_SCALE = "zero-to-five"
PRICE, CARBON, ACCESS, QUALITY = "price", "carbon", "access", "way-of-working"
_NATURAL = 15
_OWN: dict[Pillar, tuple[str, str, str, str | None, int]] = {
    "financial": (PRICE, "Price", "The price of the whole contract, with VAT.", None, 50),
    "environmental": (
        CARBON,
        "Carbon of delivery",
        "Emissions of the service in its first year: travel, premises, equipment and computing.",
        None,
        10,
    ),
    "social": (
        ACCESS,
        "Access for everybody",
        "How people are reached who are not online, do not speak English, or do not trust the service.",
        DEFAULT_SCALE,
        30,
    ),
    "quality": (
        QUALITY,
        "Quality of the service",
        "How well the proposed way of working will do what the specification asks for.",
        DEFAULT_SCALE,
        15,
    ),
}


def own_criterion(pillar: Pillar, taken: set[str]) -> Offered:
    """Return our own criterion of a pillar, under an id that the framework leaves free."""
    name, title, description, scale, natural = _OWN[pillar]
    free = next(
        candidate for candidate in (name, *(f"{name}-{number}" for number in range(2, 100))) if candidate not in taken
    )
    slot = Slot(Decimal(1), HUNDRED, Decimal(natural))
    return Offered(free, title, description, pillar, scale, slot)


def offered_criteria(framework: Framework, candidates: tuple[FrameworkCriterion, ...]) -> list[Offered]:
    """Return the criteria of a framework that are in force, each with the weights that it may take."""
    offered: list[Offered] = []
    for theme in framework.themes:
        for outcome in theme.outcomes:
            for criterion in outcome.criteria:
                if criterion in candidates:
                    offered.append(_offered(criterion, theme.id, outcome.id, priced=_is_priced(criterion, offered)))
    return offered


def _is_priced(criterion: FrameworkCriterion, before: list[Offered]) -> bool:
    """Tell whether a criterion is marked from the price: the first financial one that names no scale."""
    needs_level = criterion.minimum is not None and criterion.minimum.level is not None
    others = any(criterion.pillar == "financial" and criterion.scale is None for criterion in before)
    return criterion.pillar == "financial" and criterion.scale is None and not needs_level and not others


def _offered(criterion: FrameworkCriterion, theme: str, outcome: str, priced: bool) -> Offered:
    limits = criterion.weight_range
    low = limits.at_least if limits and limits.at_least is not None else Decimal(0)
    high = limits.at_most if limits and limits.at_most is not None else HUNDRED
    natural = criterion.weight if criterion.weight is not None else max(low, Decimal(50 if priced else _NATURAL))
    return Offered(
        criterion.id,
        criterion.title,
        criterion.description or ("" if criterion.looked_for else f"{criterion.title.rstrip('.')}."),
        criterion.pillar,
        None if priced else criterion.scale or DEFAULT_SCALE,
        Slot(low, min(high, HUNDRED), natural),
        criterion.looked_for,
        criterion.minimum,
        theme,
        outcome,
        criterion.weight,
    )
