"""The bids that came in, and what is read of each: nothing here depends on weights or on the pool."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial

from social_value.arithmetic import HUNDRED
from social_value.core.figures.price import repriced
from social_value.core.figures.registry import FigureName, figure_name, measured
from social_value.core.inputs import Inputs, Leaf
from social_value.core.scoring.hurdles import Failure, Hurdle, gate_failure
from social_value.core.scoring.known_figures import KnownFigures
from social_value.core.scoring.marking import Reads
from social_value.core.scoring.marking_scheme import MarkingScheme
from social_value.core.scoring.put_out import PutOut, by_decisions, by_gates
from social_value.core.scoring.seat_levels import Levels, levels_used
from social_value.model.bid import Bid
from social_value.model.scale import ScoringScale
from social_value.model.scoring import RecordedScore, ScaleScore


@dataclass(frozen=True, eq=False)
class ReceivedBids:
    """The bids of a procurement with everything that is read of them under its marking scheme."""

    inputs: Inputs
    scheme: MarkingScheme
    levels: Levels
    figures: KnownFigures

    @cached_property
    def present(self) -> tuple[Bid, ...]:
        """The bids that are not withdrawn, comparators among them."""
        return tuple(bid for bid in self.inputs.bids if bid.status != "withdrawn")

    @cached_property
    def comparators(self) -> tuple[str, ...]:
        """Ids of the comparators that are not withdrawn."""
        return tuple(bid.id for bid in self.present if bid.role == "comparator")

    @cached_property
    def gate_failures(self) -> tuple[Failure, ...]:
        """Every gate that a bidder does not pass; comparators are not tested."""
        # A comparator is what the authority would do by itself: it is no tender that could be disregarded.
        bidders = [bid for bid in self.present if bid.role != "comparator"]
        tested = ((gate, bid) for bid in bidders for gate in self.scheme.gates if not self._is_unread(gate, bid))
        failures = (gate_failure(gate, bid, self.figures.of) for gate, bid in tested)
        return tuple(failure for failure in failures if failure is not None)

    def _is_unread(self, hurdle: Hurdle, bid: Bid) -> bool:
        """Tell whether a bid that a decision puts out has nothing that a gate could be tested on.

        A late tender is not opened: that it declares nothing is no reason of its own.
        """
        gate = hurdle.gate
        if bid.id not in self._decided_out or gate is None:
            return False
        if gate.asks == "declaration":
            return gate.id not in bid.declarations
        return self.figures.of(figure_name(gate.of or ""), bid).value is None

    @cached_property
    def _decided_out(self) -> frozenset[str]:
        return frozenset(reason.bid_id for reason in by_decisions(self.inputs.decisions))

    @cached_property
    def put_out(self) -> Mapping[str, tuple[PutOut, ...]]:
        """Bids that a gate or a decision puts out before any marks are given, each with why."""
        reasons: dict[str, tuple[PutOut, ...]] = {}
        bidders = {bid.id for bid in self.present if bid.role != "comparator"}
        for reason in (*by_gates(self.gate_failures), *by_decisions(self.inputs.decisions)):
            if reason.bid_id in bidders:
                reasons[reason.bid_id] = (*reasons.get(reason.bid_id, ()), reason)
        return reasons

    @cached_property
    def not_read(self) -> Mapping[str, tuple[str, ...]]:
        """The same, with the reasons in words."""
        return {bid: tuple(reason.words for reason in reasons) for bid, reasons in self.put_out.items()}

    @cached_property
    def entrants(self) -> tuple[str, ...]:
        """Ids of the bids that enter the pool: bidders whose bids are read."""
        return tuple(bid.id for bid in self.present if bid.role != "comparator" and bid.id not in self.not_read)

    @property
    def marked(self) -> tuple[str, ...]:
        """Ids of the bids that earn marks: those that enter the pool, and the comparators beside it."""
        return (*self.entrants, *self.comparators)

    @cached_property
    def prices(self) -> Mapping[str, Fraction | None]:
        """The price that the method and the tie-break read, by bid."""
        name, bids = self.scheme.method.price_of, self.inputs.bids_by_id
        return {bid_id: self.figures.of(name, bids[bid_id]).value for bid_id in self.marked}

    @cached_property
    def reads(self) -> Mapping[str, Reads]:
        """What the rule of each criterion reads of every bid: a level, recorded marks or a figure."""
        bids = [bid for bid in self.present if bid.id not in self.not_read]
        return {leaf.id: self._reads(leaf, bids) for leaf in self.scheme.leaves}

    def _reads(self, leaf: Leaf, bids: Iterable[Bid]) -> Reads:
        # What is read is asked once a criterion and not once a bid: a thousand bids have sixty thousand numbers.
        read = self._reader(leaf)
        return {bid.id: read(bid) for bid in bids}

    def _reader(self, leaf: Leaf) -> Callable[[Bid], Fraction | None]:
        bound, score = self.scheme.rules[leaf.id].bound, leaf.score
        if bound is not None:
            # A measure is its own figure, and has no working to keep.
            return partial(self._value, bound.of) if bound.of.rule else partial(measured, measure=bound.of.id)
        if isinstance(score, RecordedScore):
            return partial(_recorded, leaf)
        scale = self.inputs.scale(score.scale) if isinstance(score, ScaleScore) else None
        if scale is not None and self.levels.average is not None:
            return partial(self._averaged, leaf.id, scale)
        return partial(self._level, leaf.id)

    def _value(self, name: FigureName, bid: Bid) -> Fraction | None:
        return self.figures.of(name, bid).value

    def _averaged(self, criterion_id: str, scale: ScoringScale, bid: Bid) -> Fraction | None:
        averaged = self.levels.averaged_marks(criterion_id, bid.id, scale)
        return averaged.marks if averaged else None

    def _level(self, criterion_id: str, bid: Bid) -> Fraction | None:
        level = self.levels.level(criterion_id, bid.id)
        return Fraction(level) if level is not None else None

    def with_price(self, bid_id: str, price: Fraction) -> ReceivedBids:
        """Return the same with another price of one bid, all its lines in proportion; the others' figures stay."""
        other = repriced(self.inputs.bids_by_id[bid_id], price, self.scheme.terms)
        bids = tuple(other if bid.id == bid_id else bid for bid in self.inputs.bids)
        return replace(self, inputs=replace(self.inputs, bids=bids), figures=self.figures.apart_from(bid_id))

    def without(self, bid_ids: Collection[str]) -> ReceivedBids:
        """Return the same without some bids, as if they had never come in; the figures of the others stay."""
        bids = tuple(bid for bid in self.inputs.bids if bid.id not in bid_ids)
        return replace(self, inputs=replace(self.inputs, bids=bids))


def received_bids(inputs: Inputs) -> ReceivedBids:
    """Return the bids of a procurement under its own marking scheme."""
    scheme = MarkingScheme(inputs)
    return ReceivedBids(inputs, scheme, levels_used(inputs), KnownFigures(scheme.terms))


def _recorded(leaf: Leaf, bid: Bid) -> Fraction | None:
    """Return recorded marks; weighted marks are turned back into marks of 100."""
    recorded = bid.recorded.get(leaf.id)
    if recorded is None:
        return None
    if recorded.marks is not None:
        return Fraction(recorded.marks)
    weighted = Fraction(recorded.weighted or 0)
    return weighted * HUNDRED / leaf.points if leaf.points else Fraction(0)
