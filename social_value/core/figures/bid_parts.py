"""The parts of a bid that figures are worked out from: one table for checks, for returns and for what they say."""

from __future__ import annotations

from collections.abc import Callable

from social_value.codes.bids import COSTS_MISSING, MEASURE_MISSING, PRICE_MISSING, SUCCESS_RATE_MISSING
from social_value.codes.efficiency import BID_PART_MISSING
from social_value.codes.reservations import WORKFORCE_MISSING
from social_value.core.figures.bid_part import BidPart, never
from social_value.core.inputs import Inputs
from social_value.model.bid import Bid

BID_PARTS: dict[str, BidPart] = {}
"""Every part, in the order in which what is missing is told."""


def listed(part: BidPart) -> BidPart:
    """Put a part into the table."""
    BID_PARTS[part.key] = part
    return part


def worked_out_from(
    key: str, asked_by: Callable[[Inputs], bool] = never, *, question: str = "", unit: str = ""
) -> BidPart:
    """List a part without which a figure cannot be worked out, in words that serve for any."""
    lacks, add = f"gives no `{key}`, which a figure is worked out from", f"Add `{key}:`, as the bid states it."
    return listed(BidPart(key, BID_PART_MISSING, lacks, add, asked_by, question=question, unit=unit))


def _is_held_against(what: str) -> Callable[[Inputs], bool]:
    def asked(inputs: Inputs) -> bool:
        valuation = inputs.procurement.valuation
        return valuation is not None and any(rule.against == what for rule in valuation.plausibility)

    return asked


def _limits_are_of_price(inputs: Inputs) -> bool:
    """Tell whether a cap, a floor or a question about plausibility is taken of the price."""
    valuation = inputs.procurement.valuation
    limits = (valuation.cap, valuation.floor) if valuation is not None else ()
    of_price = any(limit is not None and limit.percent_of_price is not None for limit in limits)
    return of_price or _is_held_against("price")(inputs)


def _scenarios_published(inputs: Inputs) -> bool:
    return inputs.procurement.demand is not None and bool(inputs.procurement.demand.scenarios)


def _stress_published(inputs: Inputs) -> bool:
    return inputs.procurement.demand is not None and bool(inputs.procurement.demand.digital_stress_points)


def _time_counts(inputs: Inputs) -> bool:
    """Tell whether the procurement says what time saved counts for, and so where it goes."""
    efficiency = inputs.procurement.efficiency
    return efficiency is not None and efficiency.maturity_factor is not None


def _headcounts_stated(bid: Bid) -> bool:
    """Tell whether a bid gives headcounts, of itself or of a member of its consortium."""
    return bid.performing_workforce is not None or any(one.performing_workforce is not None for one in bid.members)


def _compared_with(inputs: Inputs) -> BidPart | None:
    valuation = inputs.procurement.valuation
    if valuation is None:
        return None
    return PRICE if valuation.compared_with == "price" else WHOLE_LIFE_COSTS


MEASURES = listed(
    BidPart(
        "measures",
        MEASURE_MISSING,
        'does not give the measure "{name}"',
        "Add `measures: {{name}: {value: 0}}` with the value the bid states.",
    )
)
PRICE = listed(BidPart("price", PRICE_MISSING, "states no price", "Add `price:`.", _limits_are_of_price))
SUCCESS_RATE = listed(
    BidPart(
        "success_rate",
        SUCCESS_RATE_MISSING,
        'has no success rate for the band "{name}"',
        "Add it to `success_rate:`, with its evidence.",
    )
)
WHOLE_LIFE_COSTS = listed(
    BidPart("whole_life_costs", COSTS_MISSING, "states no dated costs", "Add `whole_life_costs:`.")
)
CAPACITY = worked_out_from("capacity", _scenarios_published)
COST_LINES = worked_out_from("cost_lines", _time_counts)
CHANNELS = worked_out_from("channels", _stress_published)
PERFORMING_WORKFORCE = listed(
    BidPart(
        "performing_workforce",
        WORKFORCE_MISSING,
        "gives no headcounts of the parts that would perform the contract",
        "Ask the bidder, and add `performing_workforce: {supported: 0, total: 0}` with what it states.",
        stated_by=_headcounts_stated,
        of_every_bidder=True,
    )
)

# What follows may be left out: a bid that lists none of it commits itself to nothing, or reuses and keeps nothing.
AUTOMATION = listed(BidPart("automation", asked_by=_time_counts))
COMMITMENTS = listed(BidPart("commitments"))
ASSETS = listed(BidPart("assets"))
DATASETS = listed(BidPart("datasets"))
ETHICS = listed(BidPart("ethics"))
# What promises are held against raises a question where it is missing, and decides no figure.
WORKFORCE_HOURS = listed(
    BidPart(
        "workforce_hours",
        asked_by=_is_held_against("workforce-hours"),
        question="Hours that everybody on the contract works, over its whole length",
        unit="hours",
    )
)
SUBCONTRACT_SPEND = listed(
    BidPart(
        "subcontract_spend",
        asked_by=_is_held_against("subcontract-spend"),
        question="Paid to subcontractors over the whole length, {currency}",
        unit="{currency}",
    )
)
COMPARED = BidPart("compared-with", stands_for=_compared_with)
"""The price or the dated costs, whichever the valuation compares social value with."""
