"""Checks of the bids against the published method."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.bands import Bands
from social_value.core.binding import BoundFormula, bind_formula, bind_method
from social_value.core.checks.criteria import duplicates
from social_value.core.discounting import reaches
from social_value.core.figures import FigureName, figure_name, percent_above, terms_of
from social_value.core.inputs import Inputs
from social_value.core.scoring import Field
from social_value.findings import Finding, Key, Place, error, nearest, nearest_word, warning
from social_value.model.bid import Bid, PriceLine
from social_value.model.scoring import FormulaScore, RecordedScore

Check = Callable[[Inputs], Iterator[Finding]]


def _at(inputs: Inputs, bid: Bid, *keys: Key) -> Place:
    return inputs.place(("bid", bid.id), *keys)


def _marked(inputs: Inputs) -> Iterator[Bid]:
    """Yield the bids that will be marked: not withdrawn, and not put out by a declaration gate."""
    for bid in inputs.bids:
        if bid.status != "withdrawn" and not _fails_declaration(inputs, bid):
            yield bid


def _fails_declaration(inputs: Inputs, bid: Bid) -> bool:
    gates = [
        gate for gate in inputs.procurement.gates if gate.asks == "declaration" and gate.consequence == "disregard"
    ]
    answers = (bid.declarations.get(gate.id) for gate in gates)
    return bid.role != "comparator" and any(answer is not None and not answer.value for answer in answers)


def some_bid(inputs: Inputs) -> Iterator[Finding]:
    """There is a bid to score."""
    if not inputs.bids:
        place = inputs.place(("bids",))
        yield error("no-bids", place, "there is no bid to score.", "Add one file a bid to bids/, or write bids.csv.")


def unique_bids(inputs: Inputs) -> Iterator[Finding]:
    """Ids of bids are unique, even when only capitals differ."""
    numbered = enumerate(inputs.bids)
    yield from duplicates([(bid.id, inputs.place(("bid-number", str(n)), "id")) for n, bid in numbered], "bid")


def look_alikes(inputs: Inputs) -> Iterator[Finding]:
    """Two suppliers whose names look the same may be one supplier, or may be mistaken for one another."""
    seen: dict[str, Bid] = {}
    for bid in inputs.bids:
        plain_name = "".join(unicodedata.normalize("NFKC", bid.supplier.name).casefold().split())
        first = seen.setdefault(plain_name, bid)
        if first is not bid:
            message = f"the suppliers of {first.id} and {bid.id} have names that look alike."
            yield warning(
                "look-alike-suppliers",
                _at(inputs, bid, "supplier", "name"),
                message,
                "Check that both are right.",
            )


def prices(inputs: Inputs) -> Iterator[Finding]:
    """A price is a total or lines; a line is a unit price of a known band, or a fixed sum."""
    bands = inputs.procurement.demand.reference if inputs.procurement.demand else {}
    for bid in inputs.bids:
        if bid.price is None:
            continue
        if (bid.price.total is None) == (not bid.price.lines):
            message = f"{bid.id} needs either a total price or price lines."
            yield error(
                "invalid-price",
                _at(inputs, bid, "price"),
                message,
                "Write `total:` or `lines:`, and not both.",
            )
        for index, line in enumerate(bid.price.lines):
            yield from _price_line(line, bands, _at(inputs, bid, "price", "lines", index))
        priced = {line.band for line in bid.price.lines}
        for band in bands if bid.price.lines else ():
            if band not in priced:
                message = f'{bid.id} has no unit price for the band "{band}".'
                yield error("price-missing", _at(inputs, bid, "price", "lines"), message, "Add a line for the band.")


def _price_line(line: PriceLine, bands: dict[str, Decimal], place: Place) -> Iterator[Finding]:
    by_unit = line.band is not None and line.unit_price is not None and line.fixed is None
    fixed = line.band is None and line.unit_price is None and line.fixed is not None
    if not by_unit and not fixed:
        message = "a price line is either a band with its unit_price, or a fixed sum."
        yield error("invalid-price", place, message, "Write `band:` and `unit_price:`, or `fixed:`.")
    elif line.band is not None and line.band not in bands:
        yield error("unknown-band", place, f'there is no demand band "{line.band}".', nearest(line.band, bands))


def references(inputs: Inputs) -> Iterator[Finding]:
    """Everything a bid names exists: bands, gates, areas, criteria, measures."""
    procurement = inputs.procurement
    bands = procurement.demand.reference if procurement.demand else {}
    gates = {gate.id for gate in procurement.gates if gate.asks == "declaration"}
    recorded = {leaf.id for leaf in inputs.leaves if isinstance(leaf.score, RecordedScore)}
    for bid in inputs.bids:
        for key, given, known, what in (
            ("success_rate", bid.success_rate, bands, "demand band"),
            ("declarations", bid.declarations, gates, "declaration gate"),
            ("recorded", bid.recorded, recorded, "recorded criterion"),
        ):
            for name in given:
                if name not in known:
                    message = f'{bid.id} names "{name}", which is no {what} of this procurement.'
                    yield error("unknown-id", _at(inputs, bid, key, name), message, nearest(name, known))
        yield from _areas(inputs, bid)


def _meant(given: Iterable[str], known: Collection[str]) -> set[str | None]:
    """Return the names that misspelt ones are likely to mean: they are there, so none of them is missing too."""
    return {nearest_word(name, known) for name in given if name not in known}


def _areas(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    areas = {area.id for area in inputs.procurement.place.areas} if inputs.procurement.place else set()
    named = [
        *((member.area, _at(inputs, bid, "members", n, "area")) for n, member in enumerate(bid.members)),
        *((one.area, _at(inputs, bid, "commitments", n, "area")) for n, one in enumerate(bid.commitments)),
    ]
    for area, place in named:
        if area is not None and area not in areas:
            message = f'{bid.id} names the area "{area}", which this procurement does not serve.'
            yield error("unknown-area", place, message, nearest(area, areas))


def measures_known(inputs: Inputs) -> Iterator[Finding]:
    """Where a procurement declares measures, a bid gives no other."""
    if not inputs.measures:
        return
    known = {*inputs.measures, *(name.id for name in _names_read(inputs))}
    for bid in inputs.bids:
        for measure in bid.measures.keys() - known:
            message = f'{bid.id} gives "{measure}", which this procurement does not measure.'
            yield error("unknown-measure", _at(inputs, bid, "measures", measure), message, nearest(measure, known))


def consortia(inputs: Inputs) -> Iterator[Finding]:
    """Shares of a consortium add up to the whole; commitments have ids of their own."""
    for bid in inputs.bids:
        total = sum((member.value_share for member in bid.members), Decimal(0))
        if bid.members and total != 1:
            message = f"the value shares of {bid.id} add up to {plain(total)}, not 1."
            yield error("shares-do-not-sum", _at(inputs, bid, "members"), message, "Correct a share.")
        if bid.commitments:
            ids = [(one.id, _at(inputs, bid, "commitments", n, "id")) for n, one in enumerate(bid.commitments)]
            yield from duplicates(ids, "commitment")


def declarations(inputs: Inputs) -> Iterator[Finding]:
    """Every bidder answers every declaration gate."""
    gates = [gate for gate in inputs.procurement.gates if gate.asks == "declaration"]
    for bid in inputs.bids:
        meant = _meant(bid.declarations, [gate.id for gate in gates])
        for gate in gates if bid.role != "comparator" and bid.status != "withdrawn" else ():
            if gate.id not in bid.declarations and gate.id not in meant:
                message = f'{bid.id} has no answer to the gate "{gate.id}".'
                way_out = f"Add `declarations: {{{gate.id}: {{value: true}}}}`, or `value: false` where it is not met."
                yield error("declaration-missing", _at(inputs, bid), message, way_out)


def recorded_marks(inputs: Inputs) -> Iterator[Finding]:
    """Recorded criteria have marks for every bid, within their weight."""
    leaves = [leaf for leaf in inputs.leaves if isinstance(leaf.score, RecordedScore)]
    for leaf in leaves:
        for bid in _marked(inputs):
            recorded, place = bid.recorded.get(leaf.id), _at(inputs, bid, "recorded", leaf.id)
            if recorded is None:
                message = f'{bid.id} has no recorded marks on "{leaf.id}".'
                yield error(
                    "recorded-missing",
                    _at(inputs, bid),
                    message,
                    f"Add `recorded: {{{leaf.id}: {{marks: 62.5}}}}`.",
                )
            elif (recorded.marks is None) == (recorded.weighted is None):
                message = f'recorded marks of {bid.id} on "{leaf.id}" need `marks` or `weighted`, and not both.'
                yield error("invalid-recorded", place, message, "Keep the one that was published.")
            elif recorded.weighted is not None and recorded.weighted > leaf.weight:
                given, weight = plain(recorded.weighted), plain(leaf.weight)
                message = f'{bid.id} has {given} weighted marks on "{leaf.id}", whose weight is {weight}.'
                yield error("invalid-recorded", place, message, "Weighted marks cannot exceed the weight.")


def _names_read(inputs: Inputs) -> dict[FigureName, list[BoundFormula]]:
    """Return every figure that a rule, a gate or the method reads, with the formulas that read it."""
    names: dict[FigureName, list[BoundFormula]] = {}
    for leaf in inputs.leaves:
        if isinstance(leaf.score, FormulaScore):
            bound = bind_formula(leaf.score)
            names.setdefault(bound.of, []).append(bound)
    for gate in inputs.procurement.gates:
        if gate.of is not None:
            names.setdefault(figure_name(gate.of), [])
    method = bind_method(inputs.procurement.evaluation)
    if method.method.reads_price:
        names.setdefault(method.price_of, [])
    return names


def figures_given(inputs: Inputs) -> Iterator[Finding]:
    """Every bid gives what the figures need: a measure, a price, success rates, dated costs."""
    names, terms = _names_read(inputs), terms_of(inputs)
    measures = {name.id for name in names if name.rule is None}
    needs = {need for name in names for need in name.needs}
    if inputs.procurement.low_bid is not None or "lowest-price" in inputs.procurement.evaluation.tie_break:
        needs.add("price")
    for bid in _marked(inputs):
        meant = _meant(bid.measures, measures) if inputs.measures else set()
        for measure in sorted(measures - bid.measures.keys() - meant):
            message = f'{bid.id} does not give the measure "{measure}".'
            way_out = f"Add `measures: {{{measure}: {{value: 0}}}}` with the value the bid states."
            yield error("measure-missing", _at(inputs, bid), message, way_out)
        if "price" in needs and bid.price is None:
            yield error("price-missing", _at(inputs, bid), f"{bid.id} states no price.", "Add `price:`.")
        for band in sorted(terms.demand.keys() - bid.success_rate.keys()) if "success_rate" in needs else ():
            message = f'{bid.id} has no success rate for the band "{band}".'
            yield error(
                "success-rate-missing",
                _at(inputs, bid),
                message,
                "Add it to `success_rate:`, with its evidence.",
            )
        if "whole_life_costs" in needs:
            yield from _dated_costs(inputs, bid)


def _dated_costs(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    if not bid.whole_life_costs:
        yield error("costs-missing", _at(inputs, bid), f"{bid.id} states no dated costs.", "Add `whole_life_costs:`.")
    rates = terms_of(inputs).rates
    for index, cost in enumerate(bid.whole_life_costs if rates else ()):
        if rates is not None and not all(reaches(rates, year) for year in range(1, cost.year + 1)):
            place = _at(inputs, bid, "whole_life_costs", index, "year")
            message = f"{bid.id}: the discount rates do not reach year {cost.year}."
            yield error("rate-missing", place, message, "Add the rate to a local register.")


def figures_usable(inputs: Inputs) -> Iterator[Finding]:
    """Figures can be marked: no price of zero without a rule for it, none outside every band, none negative."""
    if any(True for check in (prices, figures_given) for _ in check(inputs)):
        return
    field, told = Field(inputs), set[Place]()
    pool = frozenset(field.entrants)
    for name, formulas in sorted(_names_read(inputs).items(), key=lambda item: len(item[0].needs)):
        priced, zero_refused = _needs_price(inputs, name), any(map(_refuses_zero, formulas))
        choosy = [bound for bound in formulas if bound.formula.never_negative or bound.formula.id == "banded"]
        if not (priced or zero_refused or choosy):
            continue
        found = [(bid, value) for bid in _marked(inputs) if (value := field.figure(name, bid).value) is not None]
        lowest = min((value for bid, value in found if bid.id in pool), default=Fraction(0))
        for bid, value in found:
            figure = percent_above(value, lowest) if name.relative else value
            if (priced and value <= 0) or (zero_refused and value == 0):
                place = _at(inputs, bid, *_keys_of(name))
                if place in told:
                    continue
                told.add(place)
                way_out = "Correct it, or publish `zero_price: full-marks` or `no-marks` on a price formula."
                yield error("zero-price", place, f"{bid.id} has {name} {plain(value)}.", way_out)
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
    return "price" in bound.of.needs and not bound.of.band


def _keys_of(name: FigureName) -> tuple[Key, ...]:
    if name.rule is None:
        return ("measures", name.id, "value")
    return name.needs[:1]


def _usable(inputs: Inputs, bound: BoundFormula, figure: Fraction, bid: Bid) -> Iterator[Finding]:
    keys = _keys_of(bound.of)
    if bound.formula.never_negative and figure < 0:
        message = f'{bid.id} has {bound.of} {plain(figure)}, and "{bound.formula.id}" cannot mark a negative figure.'
        yield error(
            "negative-figure", _at(inputs, bid, *keys), message, "Correct the value, or use a linear or banded rule."
        )
    bands = bound.parameters.get("bands")
    if bound.formula.id == "banded" and isinstance(bands, Bands) and not bands.holds(figure):
        message = f"{bid.id} has {bound.of} {plain(figure)}, which no band of the published table holds."
        yield error(
            "outside-bands", _at(inputs, bid, *keys), message, "Correct the value, or publish a table that reaches it."
        )


BID_CHECKS: tuple[Check, ...] = (
    some_bid,
    look_alikes,
    prices,
    references,
    measures_known,
    consortia,
    declarations,
    recorded_marks,
    figures_given,
    figures_usable,
)
