"""The section Efficiency: what a success costs, how far a service can grow, and what the price pays for."""

from __future__ import annotations

from social_value.core.evaluation.results import Evaluation
from social_value.core.sections.efficiency_channels import channels
from social_value.core.sections.efficiency_costs import capacity, costs
from social_value.core.sections.efficiency_mix import demand_mix
from social_value.core.sections.efficiency_reach import reach
from social_value.core.sections.efficiency_time import time_saved
from social_value.core.sections.part import Part
from social_value.core.sections.section import Heading, Section

EFFICIENCY = Heading("efficiency", "Efficiency")
_NOTE = "What a success costs, how far a service can grow, what its price pays for. Bands leave fixed sums out."


def efficiency(evaluation: Evaluation) -> Section | None:
    """Return the section where bids state any of what it shows."""
    asked = (part(evaluation) for part in (reach, demand_mix, capacity, costs, time_saved, channels))
    parts: list[Part] = [part for part in asked if part is not None]
    if not parts:
        return None
    ids = [bid.id for bid in evaluation.bids_in_order]
    return Section(
        EFFICIENCY,
        _NOTE,
        tuple(column for part in parts for column in part.columns),
        {bid: tuple(cell for part in parts for cell in part.bids.get(bid, ())) for bid in ids},
        tuple(table for part in parts for table in part.tables),
        tuple(chart for part in parts for chart in part.charts),
        {name: key for part in parts for name, key in part.figures.items()},
    )
