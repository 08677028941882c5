"""Dates that contradict one another, and what the day of commencement makes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from social_value.codes.policy import NOT_IN_FORCE
from social_value.codes.provenance import DATES_DISAGREE, DUE_OUTSIDE_CONTRACT
from social_value.core.checks.bids_checked import place_of
from social_value.core.inputs import Inputs
from social_value.core.law.scope import months_later
from social_value.findings import Finding, Place
from social_value.model.base import Period
from social_value.model.procurement import Contract


def dates_agree(inputs: Inputs) -> Iterator[Finding]:
    """The contract does not begin before the procurement did, and its first year is the one whose values are taken."""
    procurement, contract = inputs.procurement, inputs.procurement.contract
    starts = contract.starts_on if contract else None
    if starts is None:
        return
    begun, valuation = procurement.commenced_on, procurement.valuation
    if begun is not None and starts < begun:
        message = f"the contract starts on {starts}, before the procurement commenced on {begun}."
        yield DATES_DISAGREE.at(inputs.at("contract", "starts_on"), message, "Correct one of the two days.")
    if valuation is not None and valuation.first_year not in (years := _calendar_years(starts)):
        message = (
            f"values are taken from {valuation.first_year} on, and the first year of the contract, which starts on "
            f"{starts}, is in {' and '.join(map(str, years))}."
        )
        yield DATES_DISAGREE.at(inputs.at("valuation", "first_year"), message, "Correct one of the two.")


def _calendar_years(starts: date) -> tuple[int, ...]:
    """Return the calendar years that the first twelve months of a contract are in."""
    return (starts.year,) if (starts.month, starts.day) == (1, 1) else (starts.year, starts.year + 1)


def last_day(contract: Contract) -> date | None:
    """Return the day after which nothing can be due: the anniversary at which the contract ends, where that is known.

    >>> last_day(
    ...     Contract(
    ...         estimated_value=1,
    ...         currency="GBP",
    ...         vat="included",
    ...         starts_on=date(2027, 4, 1),
    ...         years=1,
    ...         service="services",
    ...     )
    ... )
    datetime.date(2028, 4, 1)
    """
    if contract.starts_on is None or contract.years is None:
        return None
    return months_later(contract.starts_on, ceil(Fraction(contract.years) * 12))


def commitments_within(inputs: Inputs) -> Iterator[Finding]:
    """Commitments are due while the contract runs."""
    contract = inputs.procurement.contract
    if contract is None:
        return
    first, last = contract.starts_on, last_day(contract)
    for bid in inputs.bids:
        for number, commitment in enumerate(bid.commitments):
            due = commitment.due
            if due is None:
                continue
            early, late = first is not None and due < first, last is not None and due > last
            if early or late:
                outside = f"before the contract starts on {first}" if early else f"after the contract ends by {last}"
                message = f"{bid.id} has the commitment {commitment.id} due on {due}, {outside}."
                place = place_of(inputs, bid, "commitments", number, "due")
                yield DUE_OUTSIDE_CONTRACT.at(place, message, "Ask the bidder, or correct the day.")


def parts_in_force(inputs: Inputs) -> Iterator[Finding]:
    """Criteria and gates of the framework are for procurements that commenced when this one did."""
    framework, day = inputs.framework, inputs.procurement.commenced_on
    if framework is None or day is None:
        return
    periods = {criterion.id: criterion.in_force for criterion in framework.criteria() if criterion.in_force is not None}
    told: set[str] = set()
    for leaf in inputs.leaves:
        for name in sorted(leaf.stands_for & periods.keys() - told):
            told.add(name)
            yield from _in_force("criterion", name, periods[name], day, inputs.at(*leaf.keys, "id"))
    gates = {gate.id: gate.in_force for gate in framework.gates if gate.in_force is not None}
    for number, gate in enumerate(inputs.procurement.gates):
        if gate.id in gates:
            yield from _in_force("gate", gate.id, gates[gate.id], day, inputs.at("gates", number, "id"))


def _in_force(what: str, name: str, period: Period, day: date, place: Place) -> Iterator[Finding]:
    if not period.holds(day):
        begins = f" from {period.from_day}" if period.from_day else ""
        ends = f" up to {period.to_day}" if period.to_day else ""
        message = f'the {what} "{name}" is for procurements that commenced{begins}{ends}, and this one did on {day}.'
        yield NOT_IN_FORCE.at(place, message, "Leave it out, or say in the documents why it is used.")
