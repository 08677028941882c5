"""Where commitments land: what is added up, in which unit, and the share of each area.

Where the procurement values a commitment in money, its value is what lands; otherwise its quantity does, and
quantities are only added within one measure and unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from social_value.arithmetic import plain
from social_value.core.terms import Terms
from social_value.core.valuation.units import same_unit
from social_value.core.valuation.valued_commitments import ValuedCommitment
from social_value.model.bid import Bid, Commitment


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be added up: values of the types that the total adds, of one other type, or one measure in one unit."""

    key: str
    title: str
    unit: str
    money: bool

    def column(self, of: str) -> str:
        """Return the key of a column about it; that of a measure can be no other's, whatever the measure's id."""
        return f"{self.key}_{of}" if self.money else f"{of}_{self.key}"


@dataclass(frozen=True, slots=True)
class Landed:
    """A commitment with what lands: its value at the level that is scored, or None where it is not valued."""

    commitment: Commitment
    kind: Kind
    valued: ValuedCommitment | None


def areas_words(commitment: Commitment, title: Callable[[str], str] = str) -> str:
    """Write where a commitment lands: its area, or its areas each with its share; nothing where it does not say."""
    if commitment.area is not None:
        return title(commitment.area)
    return ", ".join(f"{title(area)} {plain(share)}" for area, share in commitment.areas.items())


def landed(bids: Sequence[Bid], terms: Terms) -> Mapping[str, tuple[Landed, ...]]:
    """Return every commitment of every bid, by kind in the order of the kinds."""
    quantities: list[Kind] = []
    found: dict[str, list[Landed]] = {}
    for bid in bids:
        valued = {one.commitment.id: one for one in terms.values.commitments_of(bid)} if terms.values else {}
        found[bid.id] = [
            Landed(one, _value_kind(valued[one.id], terms), valued[one.id])
            if one.id in valued
            else Landed(one, _quantity_kind(one, terms, quantities), None)
            for one in bid.commitments
        ]
    order = {kind: place for place, kind in enumerate(_in_order(found, terms))}
    return {bid: tuple(sorted(mine, key=lambda one: order[one.kind])) for bid, mine in found.items()}


def kinds_of(found: Mapping[str, Sequence[Landed]], terms: Terms) -> tuple[Kind, ...]:
    """Return the kinds that any bid commits itself to: values first, then measures as the procurement lists them."""
    return tuple(_in_order(found, terms))


def _in_order(found: Mapping[str, Sequence[Landed]], terms: Terms) -> Iterator[Kind]:
    seen = dict.fromkeys(one.kind for mine in found.values() for one in mine)
    declared = {name: place for place, name in enumerate(terms.measures)}
    yield from sorted(seen, key=lambda kind: (not kind.money, declared.get(kind.key, len(declared))))


def _value_kind(one: ValuedCommitment, terms: Terms) -> Kind:
    kind = one.valued.value_type
    if terms.basis is None or kind in terms.basis.added:
        return Kind("value", "Value", terms.currency, money=True)
    return Kind(f"value_{kind}", f"Value of the type {kind}, not added", terms.currency, money=True)


def _quantity_kind(one: Commitment, terms: Terms, known: list[Kind]) -> Kind:
    """Return the kind of a quantity; the same measure in another unit is another kind."""
    measure = terms.measures.get(one.measure)
    title = measure.title if measure else one.measure
    mine = [kind for kind in known if kind.key == one.measure or kind.key.startswith(f"{one.measure} in ")]
    same = next((kind for kind in mine if same_unit(kind.unit, one.unit)), None)
    if same is not None:
        return same
    known.append(Kind(f"{one.measure} in {one.unit}" if mine else one.measure, title, one.unit, money=False))
    return known[-1]
