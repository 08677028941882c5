"""The valuation of a bid as labelled steps, each with arithmetic that can be followed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.steps import Step
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.flows import effect_words
from social_value.core.valuation.netting import net_words
from social_value.core.valuation.proxies import PENCE, Proxy
from social_value.core.valuation.ranges import LEVELS
from social_value.core.valuation.totals import MeasureTotal, SocialValue, ValuedCommitment
from social_value.model.valuation import Limit, ValueLevel

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
        mine = [one for one in value.commitments if one.valued is total.valued]
        if mine:
            yield from _measure_steps(total, mine, basis, currency)
    yield from total_steps(value, basis, currency, level)
    for other in LEVELS:
        if other != level:
            note = f"the same {_at(other)}"
            yield Step(f"Net social value, {other}", value.net.at(other), currency, note=note)


def _measure_steps(
    total: MeasureTotal, commitments: list[ValuedCommitment], basis: Basis, currency: str
) -> Iterator[Step]:
    level, valued = basis.valuation.value_at, total.valued
    title = valued.measure.title
    if not valued.proxy.by_year:
        yield _proxy_step(valued, basis.valuation.first_year, level, currency)
    else:
        years = sorted({effect.calendar_year for one in commitments for effect in one.effects})
        for year in years:
            yield _proxy_step(valued, year, level, currency)
    yield Step(f"{title}, net share", total.net, "share", net_words(valued.rule, total.gross))
    for one in commitments:
        yield from _commitment_steps(one, level, currency)
    counted = [one for one in commitments if not one.reason]
    before = total.before_cap.at(level)
    yield Step(title, before, currency, "+".join(plain(one.value.at(level)) for one in counted) or "0")
    if valued.rule.cap is not None:
        arithmetic = f"MIN({plain(before)},{plain(valued.rule.cap)})"
        yield Step(f"{title}, at most", total.counted.at(level), currency, arithmetic, "cap of the measure")


def _proxy_step(valued: ValuedMeasure, year: int, level: ValueLevel, currency: str) -> Step:
    proxy = valued.proxy
    label = f"{proxy.entry.description.rstrip('.')}{f', {year}' if proxy.by_year else ''}"
    unit = f"{currency} per {proxy.entry.unit.rpartition('/')[2].removeprefix('per ')}"
    stated, brought = proxy.stated(year).at(level), proxy.in_base(year).at(level)
    note = _source(proxy)
    if proxy.growth is None:
        return Step(label, brought, unit, proxy.arithmetic(stated), note)
    words = f"{proxy.arithmetic(stated)}*{proxy.growth.words}, rounded half-up to {PENCE} places"
    return Step(label, brought, unit, note=f"{words}; {note}")


def _source(proxy: Proxy) -> str:
    base = f"{proxy.value.price_base} prices, " if proxy.value.price_base else ""
    return f"{base}{proxy.value.reference.title}, licence {proxy.register.licence}, {proxy.confidence}"


def _commitment_steps(one: ValuedCommitment, level: ValueLevel, currency: str) -> Iterator[Step]:
    commitment, valued = one.commitment, one.valued
    if one.reason:
        yield Step(f"{commitment.id}: counts as nothing", one.value.at(level), currency, note=one.reason)
        return
    shared = "" if commitment.share_of_time == 1 else f"*{plain(commitment.share_of_time)}"
    quantity = f"{plain(commitment.quantity)}{shared}"
    span = "" if commitment.years == 1 else f" in each of {commitment.years} years"
    yield Step(f"{commitment.id}: quantity{span}", one.yearly, valued.measure.unit, quantity)
    if one.evidence != 1:
        note = f"evidence: {commitment.evidence or 'none'}"
        yield Step(f"{commitment.id}: share for its evidence", one.evidence, "share", note=note)
    factors = [one.yearly, Fraction(valued.rule.units_per_unit), one.net, one.evidence]
    words = "*".join(bracketed(plain(factor)) for factor in factors if factor != 1) or "1"
    for effect in one.effects:
        lasting = f", effect in year {effect.year}" if effect.lasting > 1 else ""
        arithmetic = f"{words}*{bracketed(plain(effect.proxy.at(level)))}{effect_words(effect, valued)}"
        label = f"{commitment.id}: delivered in year {effect.delivered}{lasting}"
        yield Step(label, one.of(effect).at(level), currency, arithmetic)
    if len(one.effects) > 1:
        arithmetic = "+".join(plain(one.of(effect).at(level)) for effect in one.effects)
        yield Step(f"{commitment.id}: present value", one.value.at(level), currency, arithmetic)


def total_steps(value: SocialValue, basis: Basis, currency: str, level: ValueLevel) -> Iterator[Step]:
    """Yield the steps from measures to the net social value: types, their sum, cap and floor."""
    for kind, worth in value.by_type.items():
        mine = [total for total in value.measures if total.valued.value_type == kind]
        arithmetic = "+".join(plain(total.counted.at(level)) for total in mine)
        note = "" if kind in basis.added else "shown, not added"
        yield Step(f"Value of the type {kind}", worth.at(level), currency, arithmetic, note)
    added = [value.by_type[kind] for kind in basis.added if kind in value.by_type]
    adds = basis.valuation.adds
    arithmetic = "+".join(plain(worth.at(level)) for worth in added) or "0"
    yield Step("Total", value.total.at(level), currency, arithmetic, adds.reason if adds else "")
    if basis.linked is not None:
        yield from _link_steps(value, basis, currency, level)
    amount = value.limited.at(level)
    if value.cap is not None and basis.valuation.cap is not None:
        yield Step("Cap", value.cap, currency, note=limit_words(basis.valuation.cap))
        capped = value.capped.at(level)
        yield Step("Total, at most the cap", capped, currency, f"MIN({plain(amount)},{plain(value.cap)})")
        amount = capped
    arithmetic = plain(amount)
    if value.floor is not None and basis.valuation.floor is not None:
        yield Step("Floor", value.floor, currency, note=limit_words(basis.valuation.floor))
        arithmetic = f"IF({plain(value.floor)}<={plain(amount)},{plain(amount)},0)"
    discounting = CONVENTIONS[basis.valuation.discounting.convention]
    note = f"{_at(level)}, in prices of {basis.valuation.price_base}; {discounting}"
    yield Step("Net social value", value.net.at(level), currency, arithmetic, note)


def _link_steps(value: SocialValue, basis: Basis, currency: str, level: ValueLevel) -> Iterator[Step]:
    """Yield how much of the total is linked to no outcome, and what counts of it under the published cap."""
    parts = [
        plain(one.counted.at(level))
        for one in value.measures
        if one.valued.value_type in basis.added and not basis.is_linked(one.valued.id)
    ]
    unlinked = value.unlinked.at(level)
    yield Step("Linked to no outcome", unlinked, currency, "+".join(parts) or "0")
    percent = basis.valuation.unlinked_cap_percent
    if percent is None:
        return
    linked, counted = bracketed(plain(value.total.at(level) - unlinked)), value.unlinked_counted.at(level)
    yield Step("Linked to an outcome", value.total.at(level) - unlinked, currency)
    note = f"at most {plain(percent)}% of what counts may be linked to no outcome"
    most = f"{linked}*{plain(percent)}/(100-{plain(percent)})"
    yield Step("Of what is linked to no outcome counts", counted, currency, f"MIN({plain(unlinked)},{most})", note)
    yield Step("Total within the limit", value.limited.at(level), currency, f"{linked}+{plain(counted)}")


def _at(level: ValueLevel) -> str:
    return "at central values" if level == "central" else f"at the {level} end of every range"


def limit_words(limit: Limit) -> str:
    """Write what a cap or floor is taken of."""
    if limit.amount is not None:
        return f"{plain(limit.amount)}"
    if limit.percent_of_price is not None:
        return f"{plain(limit.percent_of_price)}% of the price"
    return f"{plain(limit.percent_of_estimated_value or 0)}% of the contract's estimated value"


def bracketed(text: str) -> str:
    """Put brackets around a fraction, so that what is divided by it stays right."""
    return f"({text})" if "/" in text else text
