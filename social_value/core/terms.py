"""Terms: what the published method fixes for every figure of every bid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from social_value.core.discounting import capital_uplift, discount_rates
from social_value.core.inputs import Inputs
from social_value.core.need import NeedBasis, need_basis_of
from social_value.core.valuation.basis import Basis, basis_of
from social_value.core.valuation.valued_commitments import ValuedBids
from social_value.model.data_use import Prompt
from social_value.model.procurement import Measure, Procurement
from social_value.model.register import DatedValue


@dataclass(frozen=True, slots=True)
class Terms:
    """What the published method fixes for every figure: demand, currency, discount rates, valuation, measures.

    What only one figure reads, it reads from the procurement itself.
    """

    procurement: Procurement
    demand: Mapping[str, Fraction]
    currency: str
    rates: DatedValue | None
    basis: Basis | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    uplift: Fraction = Fraction(0)
    """Share that is added to costs of the kind acquisition."""
    need: NeedBasis | None = None
    prompts: tuple[Prompt, ...] = ()
    """Prompts on the ethics of data that every bid is asked to answer."""
    values: ValuedBids | None = None
    """What the commitments of bids are worth in money, where the procurement says how they are valued."""


def terms_of(inputs: Inputs) -> Terms:
    """Return what the procurement fixes for every figure."""
    procurement = inputs.procurement
    demand = procurement.demand.reference if procurement.demand else {}
    basis = basis_of(inputs)
    return Terms(
        procurement,
        {band: Fraction(quantity) for band, quantity in demand.items()},
        procurement.currency,
        discount_rates(inputs),
        basis,
        inputs.measures,
        capital_uplift(inputs),
        prompts=inputs.prompts,
        need=need_basis_of(inputs),
        values=ValuedBids(basis) if basis else None,
    )
