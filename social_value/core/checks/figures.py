"""Checks of what the bids give for the figures that are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.codes.bids import (
    INVALID_PRICE,
    NEGATIVE_FIGURE,
    OUTSIDE_BANDS,
    PRICE_MISSING,
    UNKNOWN_BAND,
    ZERO_PRICE,
)
from social_value.codes.method import RATE_MISSING
from social_value.core.checks.bids_checked import marked, meant_by, place_of, tenders_read
from social_value.core.discounting import reaches
from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import MEASURES, PRICE, WHOLE_LIFE_COSTS
from social_value.core.figures.registry import FigureName, percent_above
from social_value.core.inputs import Inputs
from social_value.core.reads.binding import BoundFormula, bind_method
from social_value.core.reads.figures_read import names_read
from social_value.core.reads.parts_read import parts_needed
from social_value.core.scoring.field import field_of
from social_value.core.terms import Terms, terms_of
from social_value.findings import Finding, Key, Place, nearest
from social_value.model.bid import Bid, PriceLine


def prices(inputs: Inputs) -> Iterator[Finding]:
    """A price is a total or lines; a line is a unit price of a known band, or a fixed sum."""
    bands = inputs.procurement.demand.reference if inputs.procurement.demand else {}
    for bid in inputs.bids:
        if bid.price is None:
            continue
        if (bid.price.total is None) == (not bid.price.lines):
            message = f"{bid.id} needs either a total price or price lines."
            yield INVALID_PRICE.at(place_of(inputs, bid, "price"), message, "Write `total:` or `lines:`, and not both.")
        for index, line in enumerate(bid.price.lines):
            yield from _price_line(line, bands, place_of(inputs, bid, "price", "lines", index))
        priced = {line.band for line in bid.price.lines}
        for band in bands if bid.price.lines else ():
            if band not in priced:
                message = f'{bid.id} has no unit price for the band "{band}".'
                yield PRICE_MISSING.at(place_of(inputs, bid, "price", "lines"), message, "Add a line for the band.")


def _price_line(line: PriceLine, bands: dict[str, Decimal], place: Place) -> Iterator[Finding]:
    by_unit = line.band is not None and line.unit_price is not None and line.fixed is None
    fixed = line.band is None and line.unit_price is None and line.fixed is not None
    if not by_unit and not fixed:
        message = "a price line is either a band with its unit_price, or a fixed sum."
        yield INVALID_PRICE.at(place, message, "Write `band:` and `unit_price:`, or `fixed:`.")
    elif line.band is not None and line.band not in bands:
        yield UNKNOWN_BAND.at(place, f'there is no demand band "{line.band}".', nearest(line.band, bands))


def figures_given(inputs: Inputs) -> Iterator[Finding]:
    """Every bid that is marked states the parts that figures are worked out from."""
    needed, terms = parts_needed(inputs), terms_of(inputs)
    for bid in marked(inputs):
        for part, names in needed.items():
            if not part.of_every_bidder:
                yield from _lacking(bid, part, names - _misspelt(inputs, bid, part, names), place_of(inputs, bid))
        yield from _people_counted(inputs, bid)
        if WHOLE_LIFE_COSTS in needed:
            yield from _rates_reach(inputs, bid, terms)


def bidders_stand(inputs: Inputs) -> Iterator[Finding]:
    """Every bidder states what decides who may bid, even one that is put out for another reason."""
    parts = [(part, names) for part, names in parts_needed(inputs).items() if part.of_every_bidder]
    for bid in tenders_read(inputs):
        for part, names in parts:
            yield from _lacking(bid, part, names, place_of(inputs, bid))


def _lacking(bid: Bid, part: BidPart, names: Collection[str], place: Place) -> Iterator[Finding]:
    for name in sorted(names):
        if not part.states(bid, name):
            yield part.problem(bid, place, name)


def _misspelt(inputs: Inputs, bid: Bid, part: BidPart, names: Collection[str]) -> set[str | None]:
    """Return the measures that a bid gives under a misspelt name: it is told of that name, and gives them."""
    return meant_by(bid.measures, names) if part is MEASURES and inputs.measures else set()


def _people_counted(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    """Yield each component of a cohort that would reach fewer people than nobody."""
    for measure in dict.fromkeys(name for cohort in inputs.procurement.cohorts for name in cohort.measures):
        claim = bid.measures.get(measure)
        if claim is not None and claim.value < 0:
            message = f"{bid.id} has {measure} {plain(claim.value)}, and a number of people cannot be negative."
            place = place_of(inputs, bid, "measures", measure, "value")
            yield NEGATIVE_FIGURE.at(place, message, "Correct the value.")


def _rates_reach(inputs: Inputs, bid: Bid, terms: Terms) -> Iterator[Finding]:
    """Yield each dated cost that lies beyond the last year for which there is a rate."""
    rates = terms.rates
    for index, cost in enumerate(bid.whole_life_costs if rates else ()):
        if rates is not None and not all(reaches(rates, year) for year in range(1, cost.year + 1)):
            place = place_of(inputs, bid, "whole_life_costs", index, "year")
            message = f"{bid.id}: the discount rates do not reach year {cost.year}."
            yield RATE_MISSING.at(place, message, "Add the rate to a local register.")


def figures_sound(inputs: Inputs) -> bool:
    """Tell whether every bid gives what its figures are worked out from, so that they can be."""
    return not any(True for check in (prices, figures_given) for _ in check(inputs))


def figures_usable(inputs: Inputs) -> Iterator[Finding]:
    """Figures can be marked: no price of zero without a rule for it, none outside every band, none negative."""
    if not figures_sound(inputs):
        return
    field, told = field_of(inputs), set[Place]()
    pool = frozenset(field.entrants)
    for name, formulas in sorted(names_read(inputs).items(), key=lambda item: len(item[0].needs)):
        priced, zero_refused = _needs_price(inputs, name), any(map(_refuses_zero, formulas))
        choosy = [bound for bound in formulas if bound.formula.never_negative or bound.tables]
        if not (priced or zero_refused or choosy):
            continue
        figures = [(bid, value) for bid in marked(inputs) if (value := field.figure(name, bid).value) is not None]
        lowest = min((value for bid, value in figures if bid.id in pool), default=Fraction(0))
        for bid, value in figures:
            figure = percent_above(value, lowest) if name.relative else value
            if (priced and value <= 0) or (zero_refused and value == 0):
                place = place_of(inputs, bid, *_keys_of(name))
                if place in told:
                    continue
                told.add(place)
                way_out = "Correct it, or publish `zero_price: full-marks` or `no-marks` on a price formula."
                yield ZERO_PRICE.at(place, f"{bid.id} has {name} {plain(value)}.", way_out)
            elif figure is not None:
                # Only a comparator can be below the lowest price of the pool; it is in the first band.
                for bound in choosy if figure >= 0 or not name.relative else ():
                    yield from _usable(inputs, bound, figure, bid)


def _needs_price(inputs: Inputs, name: FigureName) -> bool:
    method = bind_method(inputs.procurement.evaluation)
    return method.method.reads_price and method.price_of == name


def _refuses_zero(bound: BoundFormula) -> bool:
    """Tell whether a price of zero has no published meaning for this criterion."""
    if bound.formula.is_price_formula:
        return bound.zero_price is None
    rule = bound.of.rule
    if rule is None or PRICE not in rule.needs:
        return False
    return rule.by is None or not bound.of.part or rule.by.zero_is_a_price


def _keys_of(name: FigureName) -> tuple[Key, ...]:
    if name.rule is None:
        return ("measures", name.id, "value")
    return tuple(part.key for part in name.needs[:1])


def _usable(inputs: Inputs, bound: BoundFormula, figure: Fraction, bid: Bid) -> Iterator[Finding]:
    keys = _keys_of(bound.of)
    if bound.formula.never_negative and figure < 0:
        place = place_of(inputs, bid, *keys)
        message = f'{bid.id} has {bound.of} {plain(figure)}, and "{bound.formula.id}" cannot mark a negative figure.'
        yield NEGATIVE_FIGURE.at(place, message, "Correct the value, or use a linear or banded rule.")
    if not all(table.holds(figure) for table in bound.tables):
        place = place_of(inputs, bid, *keys)
        message = f"{bid.id} has {bound.of} {plain(figure)}, which no band of the published table holds."
        yield OUTSIDE_BANDS.at(place, message, "Correct the value, or publish a table that reaches it.")
