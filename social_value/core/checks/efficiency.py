"""Checks of what bids say of how they work: costs that add up to the price, channels, time saved, evidence of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.codes.bids import SHARES_DO_NOT_SUM, UNKNOWN_BAND
from social_value.codes.efficiency import (
    AUTOMATION_UNPROVEN,
    BENCHMARK_MISSING,
    COSTS_DO_NOT_RECONCILE,
    HOURS_NOT_SAVED,
    INVALID_BENCHMARK,
    REACH_UNEVIDENCED,
    TECHNIQUE_MISSING,
)
from social_value.codes.method import DEMAND_MISSING
from social_value.codes.values import UNKNOWN_ID
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.criteria import duplicates
from social_value.core.figures.price import price
from social_value.core.figures.time_saved import released_by
from social_value.core.inputs import Inputs
from social_value.core.success import reach_of
from social_value.core.terms import terms_of
from social_value.findings import Finding, Place, nearest
from social_value.model.bid import Bid
from social_value.model.efficiency import Automation, Benchmark

PENNY = Fraction(1, 100)


def costs_reconcile(inputs: Inputs) -> Iterator[Finding]:
    """The cost lines of a bid add up to its price at the reference demand, to the penny."""
    terms = terms_of(inputs) if any(bid.cost_lines for bid in inputs.bids) else None
    for bid in inputs.bids:
        if terms is None or not bid.cost_lines:
            continue
        yield from duplicates(
            [(line.id, place_of(inputs, bid, "cost_lines", n, "id")) for n, line in enumerate(bid.cost_lines)],
            "cost line",
        )
        paid, total = price(bid, terms, "").value, exact_sum(Fraction(line.amount) for line in bid.cost_lines)
        # Unit prices times demand need not end on a whole penny, and cost lines are written in pence.
        if paid is not None and abs(total - paid) >= PENNY:
            gap = f"{plain(abs(total - paid))} {'more' if total > paid else 'less'} than"
            message = f"the cost lines of {bid.id} add up to {plain(total)}, {gap} its price of {plain(paid)}."
            way_out = "Ask the bidder which line is wrong; they add up to the price at the reference demand."
            yield COSTS_DO_NOT_RECONCILE.at(place_of(inputs, bid, "cost_lines"), message, way_out)


def channels_complete(inputs: Inputs) -> Iterator[Finding]:
    """The channels of a bid are there once each, and their shares add up to exactly 1."""
    for bid in inputs.bids:
        named = [
            (channel.channel, place_of(inputs, bid, "channels", n, "channel")) for n, channel in enumerate(bid.channels)
        ]
        yield from duplicates(named, "channel")
        total = exact_sum(Fraction(channel.share) for channel in bid.channels)
        if bid.channels and total != 1:
            message = f"the shares of the channels of {bid.id} add up to {plain(total)}, not 1."
            yield SHARES_DO_NOT_SUM.at(place_of(inputs, bid, "channels"), message, "Correct a share.")


def claims_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A claim is made once, saves time, names a cost line that exists, and says how, where that decides what counts."""
    for bid in inputs.bids:
        claims = enumerate(bid.automation)
        named = [(claim.process, place_of(inputs, bid, "automation", n, "process")) for n, claim in claims]
        yield from duplicates(named, "process")
        for number, claim in enumerate(bid.automation):
            yield from _claim(inputs, bid, claim, place_of(inputs, bid, "automation", number))
        for number, released in enumerate(released_by(bid, inputs.procurement) if bid.automation else ()):
            if released.unproven:
                message = f'{bid.id} claims "{released.claim.process}" by unstructured AI: {released.reason}.'
                way_out = "Ask the bidder where it runs already, or let it stand."
                yield AUTOMATION_UNPROVEN.at(place_of(inputs, bid, "automation", number), message, way_out)


def _claim(inputs: Inputs, bid: Bid, claim: Automation, place: Place) -> Iterator[Finding]:
    if claim.hours_after > claim.hours_before:
        message = f'{bid.id} claims that "{claim.process}" takes more hours than before.'
        yield HOURS_NOT_SAVED.at(place.at("hours_after"), message, "Correct the hours, or leave the claim out.")
    lines = [line.id for line in bid.cost_lines]
    if claim.reinvested_in is not None and claim.reinvested_in not in lines:
        message = f'{bid.id} names "{claim.reinvested_in}", which is no cost line of the bid.'
        yield UNKNOWN_ID.at(place.at("reinvested_in"), message, nearest(claim.reinvested_in, lines))
    efficiency = inputs.procurement.efficiency
    if claim.technique is None and efficiency is not None and efficiency.maturity_factor is not None:
        message = f'{bid.id} does not say by which technique "{claim.process}" is done, and that decides what counts.'
        yield TECHNIQUE_MISSING.at(place, message, "Add `technique: rules`, structured-ml or unstructured-ai.")


def reach_evidenced(inputs: Inputs) -> Iterator[Finding]:
    """Reach rests on evidence from its own band, where a factor is published for what does not."""
    efficiency, demand = inputs.procurement.efficiency, inputs.procurement.demand
    bands = demand.reference if demand else {}
    factor = efficiency.unevidenced_factor if efficiency else None
    for bid in inputs.bids:
        for band, stated in bid.success_rate.items():
            place = place_of(inputs, bid, "success_rate", band)
            if stated.evidence_from is not None and stated.evidence_from not in bands:
                message = f'there is no demand band "{stated.evidence_from}".'
                words = nearest(stated.evidence_from, bands)
                yield UNKNOWN_BAND.at(place.at("evidence_from"), message, words)
            elif factor is not None and band in bands:
                reached = reach_of(bid, band, inputs.procurement)
                if not reached.evidenced:
                    message = f'the success rate of {bid.id} in "{band}": {reached.words}.'
                    way_out = "Ask the bidder what the rate rests on, or let it stand."
                    yield REACH_UNEVIDENCED.at(place, message, way_out)


def benchmarks_there(inputs: Inputs) -> Iterator[Finding]:
    """A benchmark that is a bid is there; one that has not come in is left out of the multiples."""
    for number, benchmark in enumerate(_benchmarks(inputs)):
        if inputs.bids and benchmark.bid is not None and benchmark.bid not in inputs.bids_by_id:
            message = f'the benchmark "{benchmark.id}" is the bid "{benchmark.bid}", which is not there.'
            words = nearest(benchmark.bid, inputs.bids_by_id) or "Correct it, or wait until the bid is in."
            yield BENCHMARK_MISSING.at(inputs.at("efficiency", "benchmarks", number, "bid"), message, words)


def benchmarks_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A benchmark is one bid or a stated price, over bands that exist."""
    benchmarks = _benchmarks(inputs)
    demand, place = inputs.procurement.demand, inputs.at("efficiency", "benchmarks")
    yield from duplicates([(benchmark.id, place.at(n, "id")) for n, benchmark in enumerate(benchmarks)], "benchmark")
    if benchmarks and demand is None:
        message = "a benchmark needs the demand over which successes are counted."
        yield DEMAND_MISSING.at(place, message, "Add `demand:` with `reference:` quantities.")
        return
    for number, benchmark in enumerate(benchmarks):
        if (benchmark.bid is None) == (benchmark.price_per_success is None and not benchmark.by_band):
            message = f'the benchmark "{benchmark.id}" needs either a bid or a stated price per success.'
            yield INVALID_BENCHMARK.at(place.at(number), message, "Write `bid:` or `price_per_success:`.")
        for band in benchmark.by_band:
            if demand is not None and band not in demand.reference:
                message = f'there is no demand band "{band}".'
                yield UNKNOWN_BAND.at(place.at(number, "by_band", band), message, nearest(band, demand.reference))


def _benchmarks(inputs: Inputs) -> tuple[Benchmark, ...]:
    return inputs.procurement.efficiency.benchmarks if inputs.procurement.efficiency else ()


EFFICIENCY_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    costs_reconcile,
    channels_complete,
    claims_make_sense,
    reach_evidenced,
    benchmarks_there,
)
