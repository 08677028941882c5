"""What a bid's price moves: the criteria, hurdles and figures that are worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.inputs import Inputs
from social_value.core.rules.bands import Bands
from social_value.core.scoring.field import Field
from social_value.core.scoring.marking import Marker

IN_PROPORTION = (
    "price",
    "price-per-success",
    "percent-above-lowest",
    "price-per-end-to-end-person",
    "reinvention-cost",
)
"""Figures that move with the price, where all of its lines and all that it pays for do."""
COMPARED = ("social-value-share", "social-value-per-pound")
"""Figures that fall as the price rises, where the valuation compares with the price."""
THE_OTHER_WAY = ("committed-per-100k", *COMPARED)
"""Figures that fall as the price rises."""


def moves(inputs: Inputs, name: FigureName) -> bool:
    """Tell whether a figure of a bid changes with its price."""
    valuation = inputs.procurement.valuation
    by_price = valuation is not None and valuation.compared_with == "price"
    falls = name.id in THE_OTHER_WAY and (by_price or name.id not in COMPARED)
    return name.id in IN_PROPORTION or falls or _limited_by_price(inputs, name)


def _limited_by_price(inputs: Inputs, name: FigureName) -> bool:
    """Tell whether a value has a cap or floor that is taken of the price."""
    valuation = inputs.procurement.valuation
    if valuation is None or name.id not in ("net-social-value", *COMPARED):
        return False
    limits = (valuation.cap, valuation.floor)
    return any(limit is not None and limit.percent_of_price is not None for limit in limits)


@dataclass(frozen=True)
class PriceReads:
    """The criteria of a field that a bid's price moves."""

    field: Field

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """The markers of criteria that read something the price moves."""
        inputs = self.field.inputs
        return tuple(
            marker for marker in self.field.markers if marker.bound is not None and moves(inputs, marker.bound.of)
        )

    @property
    def method_reads_it(self) -> bool:
        """Whether the evaluation method itself reads a figure that the price moves."""
        method = self.field.method
        return method.method.reads_price and moves(self.field.inputs, method.price_of)

    @property
    def anything(self) -> bool:
        """Whether the price decides anything at all."""
        return bool(self.markers) or self.method_reads_it or bool(self._gates)

    @cached_property
    def _gates(self) -> tuple[str, ...]:
        gates = self.field.inputs.procurement.gates
        return tuple(
            gate.id for gate in gates if gate.of is not None and moves(self.field.inputs, figure_name(gate.of))
        )

    @cached_property
    def simple(self) -> bool:
        """Whether nothing but marks depends on it, all in proportion: no gate, minimum, floor or value."""
        leaves = {marker.leaf.id for marker in self.markers}
        pillars = {marker.leaf.pillar for marker in self.markers}
        tested = any(
            hurdle.kind == "quality-minimum" or hurdle.id in (leaves if hurdle.kind == "minimum" else pillars)
            for hurdle in self.field.minimums
            if hurdle.consequence != "flag"
        )
        figures = [marker.bound.of.id for marker in self.markers if marker.bound is not None]
        return not tested and not self._gates and all(figure in IN_PROPORTION for figure in figures)

    def dearer_is_better(self) -> str:
        """Return a criterion or gate that a higher price could help with; empty where a lower one never harms."""
        against = [marker.leaf.id for marker in self.markers if not _falls(marker)]
        gates = self.field.inputs.procurement.gates
        against += [gate.id for gate in gates if gate.id in self._gates and gate.at_least is not None]
        return against[0] if against else ""


def _falls(marker: Marker) -> bool:
    """Tell whether marks can never rise with the price."""
    if marker.bound is None or marker.bound.of.id == "net-social-value":
        return False
    wanted = marker.bound.of.id in IN_PROPORTION
    return _lower_is_better(marker) is wanted


def _lower_is_better(marker: Marker) -> bool | None:
    """Tell whether a lower figure never earns less, or a higher one never does (False); None where it is neither."""
    bound = marker.bound
    if bound is None:
        return None
    parameters, rule = bound.parameters, bound.formula.id
    if bound.formula.is_price_formula:
        return True
    if rule == "linear":
        return _above(parameters["zero_at"], parameters["full_at"])
    if rule == "ratio-to-best":
        return parameters["best"] == "lowest"
    if rule in ("ratio-to-target", "highest-discount"):
        return False
    bands = parameters.get("bands")
    return _falling(bands) if isinstance(bands, Bands) else None


def _above(higher: object, other: object) -> bool:
    return bool(higher > other)  # type: ignore[operator]  # both are numbers: the rule declares them so


def _falling(bands: Bands) -> bool | None:
    marks = [band.marks for band in bands.rows]
    if marks == sorted(marks, reverse=True):
        return True
    return False if marks == sorted(marks) else None
