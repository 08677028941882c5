"""Checks of lots as a whole: what the lots share, who bids for which, and the limits on lots per supplier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.lots import (
    BIDDER_UNCLEAR,
    CRITERIA_NOT_SHARED,
    INVALID_LOTS_LIMIT,
    LOT_MISSING,
    LOT_VALUE_MISSING,
    LOT_VALUES_DIFFER,
    LOT_WITHOUT_BIDS,
    TOO_MANY_LOTS,
    UNKNOWN_LOT,
)
from social_value.codes.scores import DECIDED_TWICE
from social_value.codes.values import MISSING_KEY
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.criteria import duplicates
from social_value.core.identity import look
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import bidder_of, drawn_over_lots
from social_value.findings import Finding, nearest
from social_value.model.bid import Bid

Check = Callable[[Inputs], Iterator[Finding]]


def lots_unique(inputs: Inputs) -> Iterator[Finding]:
    """Ids of lots are unique, even when only capitals differ."""
    numbered = enumerate(inputs.procurement.lots)
    yield from duplicates([(lot.id, inputs.at("lots", n, "id")) for n, lot in numbered], "lot")


def criteria_shared(inputs: Inputs) -> Iterator[Finding]:
    """Lots that share criteria have some to share, and criteria at the top are those of a lot."""
    procurement = inputs.procurement
    sharing = [number for number, lot in enumerate(procurement.lots) if isinstance(lot.criteria, str)]
    if not procurement.criteria:
        for number in sharing:
            message = f'the lot "{procurement.lots[number].id}" shares criteria, and the procurement has none to share.'
            place = inputs.at("lots", number, "criteria")
            yield MISSING_KEY.at(place, message, "Add `criteria:` to the procurement, or to the lot.")
    elif procurement.lots and not sharing:
        message = "every lot has criteria of its own, so these are nobody's."
        yield CRITERIA_NOT_SHARED.at(inputs.at("criteria"), message, "Remove them, or write `criteria: shared`.")


def limits_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A limit on lots limits something, and one on awards says who is chosen (Procurement Act 2023, s.23(4))."""
    limit, place = inputs.procurement.lots_limit, inputs.at("lots_limit")
    if limit is None:
        return
    if not inputs.procurement.lots:
        yield INVALID_LOTS_LIMIT.at(place, "there are no lots to limit.", "Add `lots:`, or remove the limit.")
    elif limit.most_bid is None and limit.most_awarded is None:
        yield INVALID_LOTS_LIMIT.at(place, "this limits nothing.", "Add `most_bid:` or `most_awarded:`.")
    elif limit.most_awarded is not None and limit.choose is None:
        message = f"at most {limit.most_awarded} may be awarded to one supplier, and nothing says which."
        yield INVALID_LOTS_LIMIT.at(place, message, "Add `choose:`, one of best-sum, best-sum-by-value, lot-order.")
    elif limit.most_awarded is None and limit.choose is not None:
        message = "`choose:` says who is chosen where awards are limited, and they are not."
        yield INVALID_LOTS_LIMIT.at(place.at("choose"), message, "Add `most_awarded:`, or remove it.")


def values_stated(inputs: Inputs) -> Iterator[Finding]:
    """A lot states its estimated value where a rule is taken of it."""
    procurement, reason = inputs.procurement, None
    valuation, limit = procurement.valuation, procurement.lots_limit
    for bound in (valuation.cap, valuation.floor) if valuation else ():
        if bound is not None and bound.percent_of_estimated_value is not None:
            reason = "a limit on social value is a percentage of it"
    if limit is not None and limit.choose == "best-sum-by-value":
        reason = "lots are chosen by it"
    for number, lot in enumerate(procurement.lots):
        if reason is not None and lot.estimated_value is None:
            message = f'the lot "{lot.id}" states no estimated value, and {reason}.'
            yield LOT_VALUE_MISSING.at(inputs.at("lots", number), message, "Add `estimated_value:` to the lot.")


def values_add_up(inputs: Inputs) -> Iterator[Finding]:
    """The estimated values of the lots add up to that of the contract."""
    contract = inputs.procurement.contract
    values = [lot.estimated_value for lot in inputs.procurement.lots]
    total = sum((value for value in values if value is not None), Decimal(0))
    # Only a list that is complete can disagree with the whole.
    if contract is None or not values or None in values or total == contract.estimated_value:
        return
    message = f"the estimated values of the lots add up to {plain(total)}, and the contract's is "
    message += f"{plain(contract.estimated_value)}."
    yield LOT_VALUES_DIFFER.at(inputs.at("lots"), message, "Correct one of them.")


def lots_named(inputs: Inputs) -> Iterator[Finding]:
    """Every bid names one of the lots, where there are any, and none where there are not."""
    lots = [lot.id for lot in inputs.procurement.lots]
    for bid in inputs.bids if inputs.lot is None else ():
        if bid.lot is None and lots:
            message = f"{bid.id} does not say which lot it is for."
            yield LOT_MISSING.at(place_of(inputs, bid), message, f"Add `lot:`, one of {', '.join(lots)}.")
        elif bid.lot is not None and bid.lot not in lots:
            message = f'{bid.id} is for the lot "{bid.lot}", which this procurement does not have.'
            way_out = nearest(bid.lot, lots) or "Remove it, or add `lots:` to the procurement."
            yield UNKNOWN_LOT.at(place_of(inputs, bid, "lot"), message, way_out)


def lots_bid_for(inputs: Inputs) -> Iterator[Finding]:
    """Somebody bids for every lot."""
    named = {bid.lot for bid in inputs.bids}
    if not inputs.bids or not named <= {lot.id for lot in inputs.procurement.lots}:
        return  # that there is no bid, or one without a lot, is said elsewhere
    for number, lot in enumerate(inputs.procurement.lots):
        if lot.id not in named:
            message = f'nobody bids for the lot "{lot.id}".'
            way_out = "Add its bids; or say in the report that it is not awarded."
            yield LOT_WITHOUT_BIDS.at(inputs.at("lots", number), message, way_out)


def bids_within_limit(inputs: Inputs) -> Iterator[Finding]:
    """Nobody bids for more lots than the procurement allows."""
    limit = inputs.procurement.lots_limit
    if limit is None or limit.most_bid is None:
        return
    by_bidder: dict[str, list[Bid]] = {}
    for bid in inputs.bids:
        # A withdrawn bid asks for no lot, and a comparator is what the authority measures bids by.
        if bid.status != "withdrawn" and bid.role != "comparator":
            by_bidder.setdefault(bidder_of(bid), []).append(bid)
    for bids in by_bidder.values():
        lots = dict.fromkeys(bid.lot for bid in bids)
        if len(lots) > limit.most_bid:
            names = ", ".join(bid.id for bid in bids)
            message = f"one supplier bids for {len(lots)} lots with {names}, and may bid for at most {limit.most_bid}."
            way_out = "Settle which of them count as the tender documents say, and give the others `status: withdrawn`."
            yield TOO_MANY_LOTS.at(place_of(inputs, bids[-1], "lot"), message, way_out)


def bidders_clear(inputs: Inputs) -> Iterator[Finding]:
    """Bids for several lots under one supplier's name say alike whose they are."""
    first_of: dict[str, Bid] = {}
    for bid in inputs.bids if inputs.procurement.lots else ():
        first = first_of.setdefault(look(bid.supplier.name), bid)
        # Limits count bidders: told by name here and by `bidder:` there, one supplier would pass as two.
        if (first.bidder is None) != (bid.bidder is None):
            message = f"{first.id} and {bid.id} name the same supplier, and only one of them names a bidder."
            way_out = "Give both the same `bidder:` where one supplier bids twice, and different ones where not."
            yield BIDDER_UNCLEAR.at(place_of(inputs, bid, "supplier", "name"), message, way_out)


def drawn_once(inputs: Inputs) -> Iterator[Finding]:
    """No bid is in two orders that were drawn between bids of several lots."""
    seen: set[str] = set()
    for number, decision in drawn_over_lots(inputs):
        for bid in decision.order:
            if bid in seen:
                message = f"lots-drawn is decided twice for {bid}."
                place = inputs.place(("decisions",), "decisions", number)
                yield DECIDED_TWICE.at(place, message, "Keep the decision that holds.")
        seen.update(decision.order)


LOT_METHOD_CHECKS: tuple[Check, ...] = (lots_unique, criteria_shared, limits_make_sense, values_stated, values_add_up)
LOT_BID_CHECKS: tuple[Check, ...] = (
    lots_named,
    bids_within_limit,
    bidders_clear,
    drawn_once,
)
