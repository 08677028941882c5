"""Columns of the bids on Social value, which depend on what the procurement values, links, limits and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from social_value.core.figures.worth import POINTS, UNLINKED, VALUE_FIGURES
from social_value.core.valuation.basis import Basis
from social_value.core.valuation.ranges import LEVELS
from social_value.files.workbook.plan import BID, SUPPLIER
from social_value.files.workbook.social_value.value_plan import ValuePlan
from social_value.model.register import ValueType


@dataclass
class BidColumns:
    """Columns, 0 for one that the procurement does not use; a range of values takes three, one for each level."""

    types: dict[ValueType, int] = field(default_factory=dict)
    total: int = 0
    unlinked: int = 0
    unlinked_share: int = 0
    unlinked_counted: int = 0
    cap: int = 0
    floor: int = 0
    net: int = 0
    scored: int = 0
    compared: int = 0
    share: int = 0
    per_pound: int = 0
    points: int = 0

    @property
    def last(self) -> int:
        """The last column that is used."""
        return max(self.per_pound, self.points)

    @property
    def figures(self) -> Mapping[str, int]:
        """Columns of registered figures, by the figure's id."""
        names = (UNLINKED, *VALUE_FIGURES, POINTS)
        places = (self.unlinked_share, self.scored, self.share, self.per_pound, self.points)
        return {name: column for name, column in zip(names, places, strict=True) if column}


def bid_columns(plan: ValuePlan) -> BidColumns:
    """Return the columns that a procurement uses, one after the other."""
    free, columns = iter(range(SUPPLIER + 1, 100_000)), BidColumns()
    if plan.basis is not None:
        for kind in plan.basis.types:
            columns.types[kind] = _levels(free)
        columns.total = _levels(free)
        if plan.links:
            columns.unlinked, columns.unlinked_share = _levels(free), next(free)
        if plan.caps_unlinked:
            columns.unlinked_counted = _levels(free)
        columns.cap, columns.floor, columns.net = next(free), next(free), _levels(free)
        columns.scored, columns.compared, columns.share, columns.per_pound = (next(free) for _ in range(4))
    if plan.points_of:
        columns.points = next(free)
    return columns


def _levels(free: Iterator[int]) -> int:
    """Take a column for each level, and return the first."""
    first, *_ = [next(free) for _ in LEVELS]
    return first


def titles(plan: ValuePlan, columns: BidColumns) -> Iterator[tuple[int, str]]:
    """Yield each column with its head."""
    yield BID, "Bid"
    yield SUPPLIER, "Supplier"
    if plan.basis is not None:
        yield from _ranges(plan, plan.basis, columns)
        if plan.links:
            yield columns.unlinked_share, "Linked to no outcome, percent"
        yield columns.cap, "Cap"
        yield columns.floor, "Floor"
        valuation = plan.basis.valuation
        yield columns.scored, f"Net social value, scored ({valuation.value_at})"
        yield columns.compared, valuation.compared_with.replace("-", " ").capitalize()
        yield columns.share, "Social value share, percent"
        yield columns.per_pound, "Social value per unit of money"
    if columns.points:
        yield columns.points, "Initiative points"


def _ranges(plan: ValuePlan, basis: Basis, columns: BidColumns) -> Iterator[tuple[int, str]]:
    for kind, column in columns.types.items():
        yield from _by_level(column, f"{kind.capitalize()}{'' if kind in basis.added else ' (not added)'}")
    yield from _by_level(columns.total, "Total")
    if plan.links:
        yield from _by_level(columns.unlinked, "Linked to no outcome")
    if plan.caps_unlinked:
        yield from _by_level(columns.unlinked_counted, "Of that counts")
    yield from _by_level(columns.net, "Net social value")


def _by_level(column: int, title: str) -> Iterator[tuple[int, str]]:
    for place, level in enumerate(LEVELS):
        yield column + place, f"{title}, {level}"
