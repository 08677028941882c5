"""Weights of need: what each area and group counts, as the procurement publishes it or a register gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.core.expressions import Quantity
from social_value.core.inputs import Inputs
from social_value.model.base import RegisterValue
from social_value.model.bid import Commitment
from social_value.model.place import Area, Need
from social_value.model.register import DatedValue, Register


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """The weight of an area. ``grade`` is the register's value behind it, empty where no register was asked.

    ``stated`` tells a weight that the procurement states for the area from one for everybody who has none.
    """

    weight: Fraction
    grade: str = ""
    stated: bool = False


@dataclass(frozen=True, slots=True)
class NeedBasis:
    """The weights of a procurement, with its register looked up."""

    need: Need
    areas: Mapping[str, AreaNeed]
    groups: Mapping[str, Fraction]
    """By the id of each group in small letters: capitals make no id different."""
    register: Register | None
    value: DatedValue | None

    @property
    def by_area(self) -> bool:
        """Whether any area has a weight of its own."""
        return any(area.grade or area.stated for area in self.areas.values())

    def area_weight(self, commitment: Commitment) -> Fraction | None:
        """Return the mean weight of the areas in which a commitment lands; None where none of them can count."""
        if not self.by_area or not commitment.lands:
            return None
        return exact_sum(Fraction(share) * self.areas[area].weight for area, share in commitment.lands.items())

    def group_weight(self, commitment: Commitment) -> Fraction | None:
        """Return the weight of the group that a commitment is for; None where it has none."""
        return self.groups.get((commitment.group or "").casefold())

    def weight(self, commitment: Commitment) -> Fraction:
        """Return what one person of a commitment counts."""
        area, group = self.area_weight(commitment), self.group_weight(commitment)
        if area is None or group is None:
            return next((weight for weight in (area, group) if weight is not None), Fraction(self.need.otherwise))
        return weight_of_both(area, group) if self.need.both == "multiply" else max(area, group)


def weight_of_both(area: Quantity, group: Quantity) -> Quantity:
    """Return what a person counts where the weights of area and group are multiplied.

    >>> weight_of_both(Fraction(2), Fraction(3, 2))
    Fraction(3, 1)
    """
    return area * group


def need_basis_of(inputs: Inputs) -> NeedBasis | None:
    """Return the weights of a procurement, or None where people are not weighted by need."""
    profile = inputs.procurement.place
    if profile is None or profile.need is None:
        return None
    need = profile.need
    register = inputs.registers.get(need.register_id) if need.register_id else None
    value = need_value(inputs, need)
    areas = {area.id: _area_need(area, need, value) for area in profile.areas}
    groups = {group.id.casefold(): Fraction(group.need_weight) for group in need.groups}
    return NeedBasis(need, areas, groups, register, value)


def need_value(inputs: Inputs, need: Need) -> DatedValue | None:
    """Return what the register of need says by code, on the day the procurement commenced; None without one."""
    if need.register_id is None or need.entry is None:
        return None
    return inputs.register_value(RegisterValue.model_validate({"register": need.register_id, "entry": need.entry}))


def grade_of(area: Area, value: DatedValue | None) -> str | None:
    """Return the register's value for an area, as the weights name it; None where it has none."""
    grade = value.series.get(area.code) if value is not None and area.code is not None else None
    return None if grade is None else plain(grade)


def _area_need(area: Area, need: Need, value: DatedValue | None) -> AreaNeed:
    if area.need_weight is not None:
        return AreaNeed(Fraction(area.need_weight), stated=True)
    grade = grade_of(area, value)
    if grade is not None and grade in need.weights:
        return AreaNeed(Fraction(need.weights[grade]), grade)
    return AreaNeed(Fraction(need.otherwise))
