"""Checks of what bids commit themselves to: units, evidence, years, what counts once, and what is plausible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from social_value.arithmetic import HUNDRED, exact_sum, plain, rounded
from social_value.codes.bids import PRICE_MISSING, UNKNOWN_MEASURE, ZERO_PRICE
from social_value.codes.method import RATE_MISSING
from social_value.codes.valuation import (
    COMMITMENT_UNIT_DIFFERS,
    CORE_COUNTED_AS_SOCIAL_VALUE,
    COUNTED_ONCE,
    EVIDENCE_MISSING,
    GROUP_MISSING,
    IMPLAUSIBLE_COMMITMENT,
    UNKNOWN_EVIDENCE,
    VALUE_NOT_COUNTED,
    VALUE_YEAR_MISSING,
    YEARS_OUTSIDE_CONTRACT,
)
from social_value.core.checks.bids_checked import marked, place_of
from social_value.core.checks.carbon import carbon_costs
from social_value.core.checks.counted_areas import landing_where_they_count
from social_value.core.checks.promises import commitments_complete
from social_value.core.figures.bid_parts import COMPARED
from social_value.core.figures.price import price
from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.figures.worth import VALUED, social_value
from social_value.core.inputs import Inputs
from social_value.core.reads.figures_read import names_read
from social_value.core.reads.measures_read import measures_committed, measures_counted
from social_value.core.terms import Terms, terms_of
from social_value.core.valuation.basis import Basis, ValuedMeasure, reaches_all
from social_value.core.valuation.flows import last_year
from social_value.core.valuation.once import may_be_the_same
from social_value.core.valuation.proxies import stated_value
from social_value.core.valuation.quantities import whole_quantity
from social_value.core.valuation.units import same_unit
from social_value.findings import Finding, Place, nearest
from social_value.model.bid import Bid, Commitment
from social_value.model.scoring import FormulaScore
from social_value.model.valuation import Plausibility

WEEKS_OF_A_YEAR = 52


def _commitments(inputs: Inputs) -> Iterator[tuple[Bid, Commitment, Place]]:
    for bid in inputs.bids:
        for number, commitment in enumerate(bid.commitments):
            yield bid, commitment, place_of(inputs, bid, "commitments", number)


def values_counted(inputs: Inputs) -> Iterator[Finding]:
    """Every measure for which the procurement states a value is valued."""
    valuation = inputs.procurement.valuation
    valued = valuation.measures if valuation else ()
    for number, measure in enumerate(inputs.procurement.measures):
        if measure.value is not None and measure.id not in valued:
            message = f'"{measure.id}" states a value, and `valuation.measures` leaves it out, so it counts as nothing.'
            way_out = "Name it there, or take its `value:` away."
            yield VALUE_NOT_COUNTED.at(inputs.at("measures", number, "value"), message, way_out)


def commitments_known(inputs: Inputs) -> Iterator[Finding]:
    """Where commitments are valued, marked or counted, each names a declared measure, and states its unit."""
    profile = inputs.procurement.place
    counted = (
        inputs.procurement.valuation is not None
        or (profile is not None and profile.need is not None)
        or any(measure.points_per_unit is not None for measure in inputs.measures.values())
        or bool(measures_committed(inputs))
    )
    for bid, commitment, place in _commitments(inputs) if counted else ():
        measure = inputs.measures.get(commitment.measure)
        if measure is None:
            message = f'{bid.id} commits itself to "{commitment.measure}", which this procurement does not measure.'
            yield UNKNOWN_MEASURE.at(place.at("measure"), message, nearest(commitment.measure, inputs.measures))
        elif not same_unit(commitment.unit, measure.unit):
            message = (
                f"{bid.id}: {commitment.id} is in {commitment.unit}, and {measure.id} is counted in {measure.unit}."
            )
            yield COMMITMENT_UNIT_DIFFERS.at(place.at("unit"), message, f"State the quantity in {measure.unit}.")


def evidence_known(inputs: Inputs) -> Iterator[Finding]:
    """Where shares for evidence are published, a valued commitment names one of their kinds."""
    valuation = inputs.procurement.valuation
    if valuation is None or not valuation.evidence_factors:
        return
    for bid, commitment, place in _commitments(inputs):
        if commitment.measure not in valuation.measures:
            continue
        # What is core counts as nothing, with evidence or without, so nobody is asked for any.
        core = commitment.core or inputs.measures[commitment.measure].core
        if commitment.evidence is None and not core:
            share = plain((valuation.unevidenced_factor or 0) * 100)
            message = f"{bid.id}: {commitment.id} names no evidence, so {share}% of it counts."
            way_out = f"Ask the bidder how delivery will be shown: {', '.join(valuation.evidence_factors)}."
            yield EVIDENCE_MISSING.at(place, message, way_out)
        elif commitment.evidence is not None and commitment.evidence not in valuation.evidence_factors:
            message = f'{bid.id}: no share is published for the evidence "{commitment.evidence}" of {commitment.id}.'
            way_out = nearest(commitment.evidence, valuation.evidence_factors)
            yield UNKNOWN_EVIDENCE.at(place.at("evidence"), message, way_out)


def years_reached(inputs: Inputs) -> Iterator[Finding]:
    """Discount rates and yearly values reach every year in which a commitment has an effect."""
    basis = terms_of(inputs).basis
    for bid, commitment, place in _commitments(inputs) if basis else ():
        if basis is not None and commitment.measure in basis.measures:
            yield from _years(bid, commitment, basis.measures[commitment.measure], basis, place)


def _years(bid: Bid, commitment: Commitment, valued: ValuedMeasure, basis: Basis, place: Place) -> Iterator[Finding]:
    last = last_year(commitment, valued.rule.lasts)
    if valued.rates is not None and not reaches_all(valued.rates, basis.index_of(last)):
        message = f"{bid.id}: the discount rates do not reach year {last} of {commitment.id}."
        yield RATE_MISSING.at(place, message, "Add the rate to a local register.")
    years = range(commitment.from_year, last + 1)
    calendar = (basis.valuation.first_year + year - 1 for year in years)
    missing = [year for year in calendar if stated_value(valued.proxy.value, year) is None]
    if missing:
        message = (
            f'{bid.id}: "{valued.proxy.entry.id}" has no value for {missing[0]}, '
            f"in which {commitment.id} has an effect."
        )
        yield VALUE_YEAR_MISSING.at(place, message, "Add the year to a local register, or correct the years.")


def years_within_contract(inputs: Inputs) -> Iterator[Finding]:
    """What is counted is delivered while the contract runs; afterwards nobody can be held to it."""
    contract = inputs.procurement.contract
    if contract is None or contract.years is None:
        return
    counted = measures_counted(inputs)
    for bid, commitment, place in _commitments(inputs):
        last = commitment.from_year + commitment.years - 1
        # A contract of two and a half years has a third year, if a short one.
        if commitment.measure in counted and last > ceil(contract.years):
            message = (
                f"{bid.id}: {commitment.id} is delivered up to year {last}, and the contract runs for "
                f"{plain(contract.years)} {'year' if contract.years == 1 else 'years'}."
            )
            way_out = "Ask the bidder, and count only years of the contract: correct `from_year` and `years`."
            yield YEARS_OUTSIDE_CONTRACT.at(place.at("years"), message, way_out)


def limits_have_a_base(inputs: Inputs) -> Iterator[Finding]:
    """A price stands behind every cap, floor, share and value per pound that is taken of one."""
    valuation, names = inputs.procurement.valuation, names_read(inputs)
    if valuation is None or not any(name.rule is not None and VALUED in name.rule.requires for name in names):
        return
    limits = [limit for limit in (valuation.cap, valuation.floor) if limit and limit.percent_of_price is not None]
    read = FigureName("price") in names
    compared = valuation.compared_with == "price" and any(COMPARED in name.needs for name in names)
    terms = terms_of(inputs)
    for bid in marked(inputs):
        if bid.price is None and limits and not (read or compared):
            message = f"{bid.id} states no price to take the cap or floor of social value of."
            yield PRICE_MISSING.at(place_of(inputs, bid), message, "Add `price:`.")
        elif compared and not read and bid.price is not None and not price(bid, terms, "").value:
            message = f"{bid.id} has a price of 0, so there is no share of it."
            yield ZERO_PRICE.at(place_of(inputs, bid, "price"), message, "Correct the price.")


def core_is_no_social_value(inputs: Inputs) -> Iterator[Finding]:
    """What the specification asks for anyway earns nothing extra; who forgets so is told."""
    core = {name for name, measure in inputs.measures.items() if measure.core}
    for leaf in inputs.leaves:
        name = figure_name(leaf.score.of or "").id if isinstance(leaf.score, FormulaScore) else ""
        if leaf.pillar == "social" and name in core:
            message = f'"{leaf.id}" marks "{name}" as social value, and the specification asks for it anyway (core).'
            way_out = "Mark it under quality, or take `core: true` from the measure."
            yield CORE_COUNTED_AS_SOCIAL_VALUE.at(inputs.at(*leaf.keys, "score"), message, way_out)
    for bid, commitment, place in _commitments(inputs):
        if commitment.measure in core and not commitment.core:
            message = (
                f"{bid.id}: {commitment.id} promises {commitment.measure}, "
                "which the specification asks for anyway (core)."
            )
            way_out = "It counts as nothing. Write `core: true` on it, so that its reader knows."
            yield CORE_COUNTED_AS_SOCIAL_VALUE.at(place, message, way_out)


def counted_once(inputs: Inputs) -> Iterator[Finding]:
    """A commitment that is counted under another one counts as nothing, and the report says so."""
    terms = terms_of(inputs)
    for bid in inputs.bids if terms.basis else ():
        if len(bid.commitments) < 2:
            continue
        try:
            value = social_value(bid, terms)
        except LookupError:
            continue  # what is missing is said elsewhere
        told = {
            valued_commitment.commitment.id: valued_commitment.reason
            for valued_commitment in value.commitments
            if "counted once already" in valued_commitment.reason
        }
        for number, commitment in enumerate(bid.commitments):
            if commitment.id in told:
                place = place_of(inputs, bid, "commitments", number)
                message = f"{bid.id}: {commitment.id} counts as nothing: {told[commitment.id]}."
                way_out = "Nothing, where it is the same. Where it is not, each needs an `activity:` of its own."
                yield COUNTED_ONCE.at(place, message, way_out)


def group_stated(inputs: Inputs) -> Iterator[Finding]:
    """Where one commitment names its people, another of the same measure, area and years names its own."""
    measures = measures_counted(inputs)
    for bid in inputs.bids:
        counted = [
            (number, commitment) for number, commitment in enumerate(bid.commitments) if commitment.measure in measures
        ]
        for number, commitment in counted:
            twin = next(
                (other for _, other in counted if commitment.group is None and may_be_the_same(commitment, other)), None
            )
            if twin is not None and not commitment.core and not twin.core:
                message = (
                    f"{bid.id}: {commitment.id} names no group and {twin.id} names {twin.group}, for the same measure, "
                    "area and years, so the same people may count twice."
                )
                way_out = "Ask the bidder, and state the `group:` of each, or an `activity:` of its own for both."
                yield GROUP_MISSING.at(place_of(inputs, bid, "commitments", number), message, way_out)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A promise that is large beside what it is held against, or for which the bid does not state that.

    ``against`` is what it is held against, in words; ``base`` is how much of it there is, and None where the bid does
    not say. A stated 0 is stated: any promise is large beside it.
    """

    commitments: tuple[Commitment, ...]
    promised: Fraction
    against: str
    base: Fraction | None
    message: str

    @property
    def names(self) -> str:
        """Ids of the commitments."""
        return ", ".join(commitment.id for commitment in self.commitments)


def plausible(inputs: Inputs) -> Iterator[Finding]:
    """A promise that is large beside the contract raises a question, and changes no value."""
    terms = terms_of(inputs)
    for bid in inputs.bids if inputs.procurement.valuation else ():
        for doubt in doubts_of(inputs, bid, terms):
            asked = f"explain how you will deliver {doubt.names} within" if doubt.base is not None else "state"
            way_out = f'Ask the bidder: "Please {asked} the {doubt.against} of this contract."'
            yield IMPLAUSIBLE_COMMITMENT.at(place_of(inputs, bid, "commitments"), doubt.message, way_out)


def doubts_of(inputs: Inputs, bid: Bid, terms: Terms) -> Iterator[Doubt]:
    """Yield what is doubtful of a bid's promises, by the published rules."""
    valuation = inputs.procurement.valuation
    for rule in valuation.plausibility if valuation else ():
        mine = tuple(commitment for commitment in bid.commitments if commitment.measure in rule.measures)
        promised = exact_sum(whole_quantity(commitment) for commitment in mine)
        base, against = _base(inputs, bid, rule, terms), rule.against.replace("-", " ")
        said = f"{bid.id} promises {plain(promised)} in {', '.join(commitment.id for commitment in mine)}"
        if promised and base is None:
            yield Doubt(mine, promised, against, base, f"{said} and states no {against} to hold it against.")
        elif promised and base == 0:
            yield Doubt(mine, promised, against, base, f"{said} and states 0 as its {against}.")
        elif promised and base and HUNDRED * promised / base > rule.at_most_percent:
            percent = rounded(HUNDRED * promised / base, 1, "half-up")
            yield Doubt(mine, promised, against, base, f"{said}: {percent}% of its {against}, {plain(base)}.")


def _base(inputs: Inputs, bid: Bid, rule: Plausibility, terms: Terms) -> Fraction | None:
    if rule.against == "price":
        return price(bid, terms, "").value
    if rule.against == "contract-weeks":
        contract = inputs.procurement.contract
        return Fraction(contract.years) * WEEKS_OF_A_YEAR if contract and contract.years else None
    stated = bid.workforce_hours if rule.against == "workforce-hours" else bid.subcontract_spend
    return None if stated is None else Fraction(stated)


COMMITMENT_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    values_counted,
    commitments_known,
    evidence_known,
    years_reached,
    years_within_contract,
    limits_have_a_base,
    core_is_no_social_value,
    counted_once,
    landing_where_they_count,
    group_stated,
    commitments_complete,
    plausible,
    carbon_costs,
)
