"""The valuation of a bid as labelled steps, each with the function and the numbers that give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.arithmetic import plain
from social_value.core.bounds import nothing_below
from social_value.core.series import product_of, sum_of
from social_value.core.steps import Step, worked
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.flows import effect_working
from social_value.core.valuation.netting import net_working
from social_value.core.valuation.proxies import Proxy
from social_value.core.valuation.quantities import yearly_of
from social_value.core.valuation.ranges import LEVELS
from social_value.core.valuation.totals import MeasureTotal, SocialValue, unlinked_measures
from social_value.core.valuation.value_limits import at_most, limit_words, total_within_limit, unlinked_that_counts
from social_value.core.valuation.valued_commitments import ValuedCommitment
from social_value.core.valuation.what_counts import place_words
from social_value.model.valuation import ValueLevel

CONVENTIONS = {
    "first-year-undiscounted": "contract year 1 has factor 1",
    "first-year-discounted": "contract year 1 is divided by 1 + rate",
    "undiscounted": "nothing is discounted",
}
"""What each convention of discounting says, in words."""


def value_steps(value: SocialValue, basis: Basis, currency: str) -> Iterator[Step]:
    """Yield every step from quantities to the net social value, at the level that is scored."""
    level = basis.valuation.value_at
    for total in value.measures:
        commitments = [commitment for commitment in value.commitments if commitment.valued is total.valued]
        if commitments:
            yield from _measure_steps(total, commitments, basis, currency)
    yield from total_steps(value, basis, currency, level)
    for other in LEVELS:
        if other != level:
            note = f"the same {_at(other)}"
            yield Step(f"Net social value, {other}", value.net.at(other), currency, note=note)


def _measure_steps(
    total: MeasureTotal, commitments: Sequence[ValuedCommitment], basis: Basis, currency: str
) -> Iterator[Step]:
    level, valued = basis.valuation.value_at, total.valued
    title, rule, before = valued.measure.title, valued.rule, total.before_cap.at(level)
    for year in _years_of(valued, commitments, basis):
        yield _proxy_step(valued, year, level, currency)
    reason = f"nothing is taken off: {rule.nothing_taken_off}" if rule.nothing_taken_off else ""
    yield Step(f"{title}, net share", total.net, "share", net_working(rule, total.gross), reason)
    for commitment in commitments:
        yield from _commitment_steps(commitment, level, currency)
    counted = [commitment.value.at(level) for commitment in commitments if not commitment.reason]
    yield Step(title, before, currency, worked(sum_of, counted))
    if rule.cap is not None:
        within_cap = worked(at_most, before, rule.cap)
        yield Step(f"{title}, at most", total.counted.at(level), currency, within_cap, "cap of the measure")


def _years_of(valued: ValuedMeasure, commitments: Sequence[ValuedCommitment], basis: Basis) -> Sequence[int]:
    """Return the calendar years whose value is read: any, where the value is the same in all."""
    if not valued.proxy.by_year:
        return [basis.valuation.first_year]
    return sorted({effect.calendar_year for commitment in commitments for effect in commitment.effects})


def _proxy_step(valued: ValuedMeasure, year: int, level: ValueLevel, currency: str) -> Step:
    proxy = valued.proxy
    label = f"{proxy.entry.description.rstrip('.')}{f', {year}' if proxy.by_year else ''}"
    unit = f"{currency} per {proxy.entry.unit.rpartition('/')[2].removeprefix('per ')}"
    stated, brought = proxy.stated(year).at(level), proxy.in_base(year).at(level)
    return Step(label, brought, unit, proxy.brought(stated), _source(proxy))


def _source(proxy: Proxy) -> str:
    base = f"{proxy.value.price_base} prices, " if proxy.value.price_base else ""
    return f"{base}{proxy.value.reference.title}, licence {proxy.register.licence}, {proxy.confidence}"


def _commitment_steps(promised: ValuedCommitment, level: ValueLevel, currency: str) -> Iterator[Step]:
    commitment, value = promised.commitment, promised.value.at(level)
    if promised.reason:
        yield Step(f"{commitment.id}: counts as nothing", value, currency, note=promised.reason)
        return
    if promised.in_place != 1:
        note = place_words(commitment, promised.valued.measure)
        yield Step(f"{commitment.id}: share that lands where it counts", promised.in_place, "share", note=note)
    yield _quantity_step(promised)
    if promised.evidence != 1:
        note = f"evidence: {commitment.evidence or 'none'}"
        yield Step(f"{commitment.id}: share for its evidence", promised.evidence, "share", note=note)
    present = [worth.at(level) for worth in promised.present]
    for effect, worth in zip(promised.effects, present, strict=True):
        lasting = f", effect in year {effect.year}" if effect.lasting > 1 else ""
        label = f"{commitment.id}: delivered in year {effect.delivered}{lasting}"
        yield Step(label, worth, currency, effect_working(promised.counted, effect, promised.valued, level))
    if len(present) > 1:
        yield Step(f"{commitment.id}: present value", value, currency, worked(sum_of, present))


def _quantity_step(promised: ValuedCommitment) -> Step:
    commitment = promised.commitment
    quantity, share_of_time = yearly_of(commitment)
    # Most are for this contract alone, and count wherever they land: their quantity is printed as it stands.
    factors = (quantity, *(share for share in (share_of_time, promised.in_place) if share != 1))
    span = "" if commitment.years == 1 else f" in each of {commitment.years} years"
    unit = promised.valued.measure.unit
    return Step(f"{commitment.id}: quantity{span}", promised.yearly, unit, worked(product_of, factors))


def total_steps(value: SocialValue, basis: Basis, currency: str, level: ValueLevel) -> Iterator[Step]:
    """Yield the steps from measures to the net social value: types, their sum, cap and floor."""
    yield from _type_steps(value, basis, currency, level)
    if basis.linked is not None:
        yield from _link_steps(value, basis, currency, level)
    limited, capped = value.limited.at(level), value.capped.at(level)
    if value.cap is not None and basis.valuation.cap is not None:
        yield Step("Cap", value.cap, currency, note=limit_words(basis.valuation.cap))
        yield Step("Total, at most the cap", capped, currency, worked(at_most, limited, value.cap))
    net = worked(sum_of, [capped])
    if value.floor is not None and basis.valuation.floor is not None:
        yield Step("Floor", value.floor, currency, note=limit_words(basis.valuation.floor))
        net = worked(nothing_below, capped, value.floor)
    discounting = CONVENTIONS[basis.valuation.discounting.convention]
    note = f"{_at(level)}, in prices of {basis.valuation.price_base}; {discounting}"
    yield Step("Net social value", value.net.at(level), currency, net, note)


def _type_steps(value: SocialValue, basis: Basis, currency: str, level: ValueLevel) -> Iterator[Step]:
    for kind, worth in value.by_type.items():
        parts = [total.counted.at(level) for total in value.measures if total.valued.value_type == kind]
        note = "" if kind in basis.added else "shown, not added"
        yield Step(f"Value of the type {kind}", worth.at(level), currency, worked(sum_of, parts), note)
    added = [value.by_type[kind].at(level) for kind in basis.added if kind in value.by_type]
    rule = basis.valuation.adds
    yield Step("Total", value.total.at(level), currency, worked(sum_of, added), rule.reason if rule else "")


def _link_steps(value: SocialValue, basis: Basis, currency: str, level: ValueLevel) -> Iterator[Step]:
    """Yield how much of the total is linked to no outcome, and what counts of it under the published cap."""
    unlinked, linked = value.unlinked.at(level), value.linked.at(level)
    parts = [measure.counted.at(level) for measure in unlinked_measures(value.measures, basis)]
    yield Step("Linked to no outcome", unlinked, currency, worked(sum_of, parts))
    percent = basis.valuation.unlinked_cap_percent
    if percent is None:
        return
    yield Step("Linked to an outcome", linked, currency)
    note = f"at most {plain(percent)}% of what counts may be linked to no outcome"
    counted, most = value.unlinked_counted.at(level), worked(unlinked_that_counts, unlinked, linked, percent)
    yield Step("Of what is linked to no outcome counts", counted, currency, most, note)
    within = worked(total_within_limit, linked, counted)
    yield Step("Total within the limit", value.limited.at(level), currency, within)


def _at(level: ValueLevel) -> str:
    return "at central values" if level == "central" else f"at the {level} end of every range"
