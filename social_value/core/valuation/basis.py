"""What the published method fixes for the valuation of every bid: registers are looked up once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.discounting import reaches
from social_value.core.frameworks.outcomes import linked_measures
from social_value.core.inputs import Inputs
from social_value.core.valuation.families import Families, families_of
from social_value.core.valuation.proxies import Growth, Index, Proxy, year_of
from social_value.model.base import RegisterValue
from social_value.model.procurement import Measure
from social_value.model.register import DatedValue, ValueType
from social_value.model.valuation import IncomeGrowth, MeasureValue, Valuation


@dataclass(frozen=True, slots=True)
class ValuedMeasure:
    """A measure with what one unit of it is worth and how later years are discounted."""

    measure: Measure
    rule: MeasureValue
    proxy: Proxy
    rates: DatedValue | None

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id

    @property
    def value_type(self) -> ValueType:
        """Whose gain the value is."""
        return self.proxy.entry.value_type or "market-price"


@dataclass(frozen=True, slots=True)
class Basis:
    """The valuation of a procurement with every register that it names looked up."""

    valuation: Valuation
    measures: Mapping[str, ValuedMeasure]
    estimated_value: Fraction | None
    families: Families
    linked: frozenset[str] | None = None
    """Measures that serve an outcome; None where the procurement does not use outcomes."""

    def is_linked(self, measure: str) -> bool:
        """Tell whether a measure serves an outcome; all do where the procurement does not use outcomes."""
        return self.linked is None or measure in self.linked

    def index_of(self, year: int) -> int:
        """Return for how many years the effects of a contract year, counted from 1, are discounted."""
        return year if self.valuation.discounting.convention == "first-year-discounted" else year - 1

    @property
    def types(self) -> tuple[ValueType, ...]:
        """Types of value that the valued measures have, in the order of the measures."""
        return tuple(dict.fromkeys(measure.value_type for measure in self.measures.values()))

    @property
    def added(self) -> tuple[ValueType, ...]:
        """Types of value that the total adds up: those that the rule names, or the only one there is."""
        return self.valuation.adds.types if self.valuation.adds else self.types


def basis_of(inputs: Inputs) -> Basis | None:
    """Return the basis of a valid procurement, or None where nothing is valued.

    Raises LookupError where something that it names does not exist; ``checks.valuation`` says so first.
    """
    valuation = inputs.procurement.valuation
    if valuation is None:
        return None
    measures = {name: _valued(inputs, valuation, inputs.measures[name]) for name in valuation.measures}
    return Basis(valuation, measures, inputs.estimated_value, families_of(inputs.measures), linked_measures(inputs))


def _valued(inputs: Inputs, valuation: Valuation, measure: Measure) -> ValuedMeasure:
    rule = measure.value
    if rule is None:
        raise LookupError(f'the measure "{measure.id}" has no value')
    return ValuedMeasure(measure, rule, _proxy(inputs, valuation, rule), rates_of(inputs, valuation, rule))


def _proxy(inputs: Inputs, valuation: Valuation, rule: MeasureValue) -> Proxy:
    register = inputs.registers[rule.proxy.register_id]
    entry, value = register.entry(rule.proxy.entry), inputs.register_value(rule.proxy)
    if entry is None or value is None:
        raise LookupError(f'the register "{register.id}" has no value "{rule.proxy.entry}"')
    now, then = valuation.price_base, value.price_base or ""
    index = index_between(inputs, valuation.deflator, now, then)
    growth = growth_between(inputs, rule.income_growth, now, then) if rule.income_growth else None
    return Proxy(register, entry, value, index, growth)


def index_between(inputs: Inputs, deflator: RegisterValue | None, now: str, then: str) -> Index | None:
    """Return the index of both years, or None where they are the same. Raises LookupError where one is missing."""
    if now == then:
        return None
    series = inputs.register_value(deflator) if deflator else None
    index, index_then = (year_of(series.series, base) if series else None for base in (now, then))
    if index is None or not index_then:
        raise LookupError(f"no price index for {now} and {then}")
    return Index(index, index_then)


def growth_between(inputs: Inputs, named: IncomeGrowth, now: str, then: str) -> Growth | None:
    """Return the growth of income from one year to another. Raises LookupError where one is missing."""
    if now == then:
        return None
    series = inputs.register_value(named)
    income, income_then = (year_of(series.series, base) if series else None for base in (now, then))
    if income is None or not income_then:
        raise LookupError(f"no income per head for {now} and {then}")
    return Growth(income, income_then, Fraction(named.elasticity))


def rates_of(inputs: Inputs, valuation: Valuation, rule: MeasureValue) -> DatedValue | None:
    """Return the discount rates of a measure, its own or those of the valuation; None where nothing is discounted."""
    convention = valuation.discounting
    rate = rule.rate or convention.rate
    if convention.convention == "undiscounted" or convention.register_id is None or rate is None:
        return None
    named = RegisterValue.model_validate({"register": convention.register_id, "entry": rate})
    return inputs.register_value(named)


def reaches_all(rates: DatedValue, last: int) -> bool:
    """Tell whether there is a rate for every year from 1 to the last."""
    return all(reaches(rates, year) for year in range(1, last + 1))
