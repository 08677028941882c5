"""Everything that was read for one procurement, and where each part stands in the user's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from social_value.findings import Key, Place
from social_value.model.base import Pillar, RegisterValue
from social_value.model.bid import Bid
from social_value.model.criteria import Criterion, Gate
from social_value.model.data_use import Prompt
from social_value.model.decisions import Decisions
from social_value.model.framework import Framework
from social_value.model.lots import Lot
from social_value.model.panel import PanelFile, Pseudonyms
from social_value.model.procurement import Measure, Procurement
from social_value.model.register import DatedValue, Register
from social_value.model.route import ReservedGate
from social_value.model.scale import ScoringScale
from social_value.model.scores import Consensus, Scores
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore
from social_value.model.valuation import IncomeGrowth


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion that earns marks, with the pillar it belongs to, its parents and the way to it in the file."""

    criterion: Criterion
    pillar: Pillar | None
    parents: tuple[Criterion, ...]
    keys: tuple[Key, ...]

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.criterion.id

    @property
    def weight(self) -> Decimal:
        """Its points of the total; 0 where the file, against the rule, states none."""
        return self.criterion.weight if self.criterion.weight is not None else Decimal(0)

    @property
    def points(self) -> Fraction:
        """Its weight as an exact fraction."""
        return Fraction(self.weight)

    @property
    def score(self) -> ScaleScore | RecordedScore | FormulaScore | None:
        """How it earns its marks."""
        return self.criterion.score

    @property
    def line(self) -> tuple[Criterion, ...]:
        """Its parents, outermost first, and the criterion itself."""
        return (*self.parents, self.criterion)

    @property
    def stands_for(self) -> frozenset[str]:
        """Ids of the criteria of a framework that it, or a criterion it is a part of, would stand for."""
        return frozenset(criterion.framework_criterion or criterion.id for criterion in self.line)


def walk(
    criteria: tuple[Criterion, ...],
    keys: tuple[Key, ...] = ("criteria",),
    parents: tuple[Criterion, ...] = (),
) -> Iterator[Leaf]:
    """Yield every criterion, parents before their parts, each with its inherited pillar."""
    for index, criterion in enumerate(criteria):
        here = (*keys, index)
        line = (*parents, criterion)
        pillar = next((criterion.pillar for criterion in reversed(line) if criterion.pillar), None)
        yield Leaf(criterion, pillar, parents, here)
        yield from walk(criterion.criteria, (*here, "criteria"), line)


Keys = tuple[Key, ...]
Moved = Mapping[tuple[str, ...], Mapping[Keys, Keys]]
"""By part of the inputs: the first key or two of a place, and the keys that stand there in the file instead."""


def _as_gate(gate: ReservedGate) -> Gate:
    """Return what a reservation asks as a gate: a tender from outside it must be disregarded (s.32(3) and s.33(4))."""
    return Gate(
        id=gate.id, title=gate.title, asks=gate.asks, of=gate.of, at_least=gate.at_least, consequence="disregard"
    )


@dataclass(frozen=True)
class Inputs:
    """A procurement with everything that came in for it.

    ``as_of`` is the day on which values of registers are taken where the procurement does not say when it
    commenced. ``places`` maps ``("bid", id)``, ``("scores", evaluator)``, ``("consensus",)`` and so on to the file and
    the keys at which that part begins. ``framework`` has nothing left to look up; ``chain`` holds the files that it was
    put together from, base first, and ``related`` its line of succession: the frameworks that it supersedes, or that
    supersede it. ``binding`` holds the other frameworks that bind the authority whether it names one or not.
    ``thresholds`` holds the registers that say what is below threshold, where the procurement does not state its
    procedure: they decide no mark, so they are no part of what was published.
    ``documents`` holds what each YAML file says, by its path, so that the records on the way to a place
    can be named.

    With lots, ``core.lot_inputs`` turns the whole into inputs a lot, of which each is a procurement of its own: ``lot``
    is then the lot, ``whole`` what it was taken from, and ``moved`` says of a part where the keys of its own stand.
    """

    procurement: Procurement
    bids: tuple[Bid, ...]
    scores: tuple[Scores, ...] = ()
    consensus: Consensus | None = None
    decisions: Decisions | None = None
    framework: Framework | None = None
    scales: Mapping[str, ScoringScale] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    as_of: date | None = None
    catalogue_ids: tuple[str, ...] = ()
    places: Mapping[tuple[str, ...], Place] = field(default_factory=dict)
    documents: Mapping[str, object] = field(default_factory=dict)
    chain: tuple[Framework, ...] = ()
    related: tuple[Framework, ...] = ()
    binding: tuple[Framework, ...] = ()
    thresholds: Mapping[str, Register] = field(default_factory=dict)
    panel: PanelFile | None = None
    pseudonyms: Pseudonyms | None = None
    lot: Lot | None = None
    whole: Inputs | None = None
    moved: Moved = field(default_factory=dict)

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The criteria that earn marks, in the order of the file."""
        return tuple(leaf for leaf in walk(self.procurement.criteria) if not leaf.criterion.criteria)

    @cached_property
    def out_of(self) -> Fraction:
        """What the weights of all criteria add up to, and a total is a number of."""
        return Fraction(self.procurement.evaluation.out_of)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Declared measures by id: the framework's, then the procurement's own."""
        offered = self.framework.measures() if self.framework else ()
        return {measure.id: measure for measure in (*offered, *self.procurement.measures)}

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """Prompts on the ethics of data: none where the procurement handles neither personal nor shared data."""
        data = self.procurement.data
        if data is None or not data.is_handled:
            return ()
        return (*(self.framework.prompts() if self.framework else ()), *data.prompts)

    @cached_property
    def reserved_gates(self) -> tuple[Gate, ...]:
        """What bids must show to be inside the reservation, as gates; whoever does not is disregarded.

        The rule is that of the day on which the procurement commenced, or else of the day that was asked for.
        """
        reservation = self.procurement.reservation
        register = self.registers.get(reservation.rules) if reservation else None
        if reservation is None or register is None or register.reservations is None:
            return ()
        day = self.procurement.commenced_on or self.as_of
        routes = [register.reservations.route(kind) for kind in dict.fromkeys(reservation.kinds)]
        rules = [route.rule_on(day) for route in routes if route is not None]
        return tuple(_as_gate(gate) for rule in rules if rule is not None for gate in rule.gates)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Every gate: those of the reservation, then the procurement's own."""
        return (*self.reserved_gates, *self.procurement.gates)

    @cached_property
    def bids_by_id(self) -> Mapping[str, Bid]:
        """Bids by id."""
        return {bid.id: bid for bid in self.bids}

    @property
    def published(self) -> Inputs:
        """What was published: of a lot, the whole that it is a part of."""
        return self.whole or self

    @property
    def estimated_value(self) -> Fraction | None:
        """The estimated value of the contract, or of the lot where it states its own."""
        if self.lot is not None and self.lot.estimated_value is not None:
            return Fraction(self.lot.estimated_value)
        return Fraction(self.procurement.contract.estimated_value) if self.procurement.contract else None

    def scale(self, scale_id: str) -> ScoringScale | None:
        """Return a scale: the procurement's own, else the framework's, else a shared one."""
        own = self.procurement.scales.get(scale_id)
        offered = self.framework.scales.get(scale_id) if self.framework else None
        return own or offered or self.scales.get(scale_id)

    def register_value(self, named: RegisterValue | IncomeGrowth) -> DatedValue | None:
        """Return what a register says on the day the procurement commenced, or None where it says nothing.

        Where the procurement does not say when it commenced, the day the run was asked for counts, and without one
        the latest value.
        """
        register = self.registers.get(named.register_id)
        entry = register.entry(named.entry) if register else None
        return entry.on(self.procurement.commenced_on or self.as_of) if entry else None

    def at(self, *keys: Key) -> Place:
        """Return a place in the procurement's own file."""
        return self.place(("procurement",), *keys)

    def place(self, part: tuple[str, ...], *keys: Key) -> Place:
        """Return the place of a part of the inputs, deeper by the given keys."""
        moved = self.moved.get(part, {})
        for head in (keys[:2], keys[:1]):
            if head in moved:
                keys = (*moved[head], *keys[len(head) :])
                break
        return self.places.get(part, Place("/".join(part))).at(*keys)
