"""What the lots come to together: who is awarded each, and the best single supplier beside the best for each lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import exact_sum
from social_value.codes.outstanding import LOTS_TIED
from social_value.core.evaluation.outstanding import LOTS_DRAWN
from social_value.core.evaluation.results import Evaluation, publish
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import bidder_of, drawn_over_lots
from social_value.core.lots.award_combination import Combination, Option, choose
from social_value.findings import Outstanding
from social_value.model.bid import Bid
from social_value.model.lots import Lot, LotsLimit, LotsRule
from social_value.model.procurement import Procurement


@dataclass(frozen=True)
class InLot:
    """A bid that its lot could be awarded to: its total, exact where it is a fraction, else as published; its price."""

    lot: Lot
    bid: Bid
    rank: int
    total: Fraction
    price: Fraction | None


@dataclass(frozen=True)
class Way:
    """A way to award every lot that anybody can be awarded: one bid for each, in the order of the lots."""

    bids: tuple[InLot, ...]

    @property
    def supplier(self) -> str:
        """The supplier's name in the first of its bids."""
        return self.bids[0].bid.supplier.name

    @cached_property
    def total(self) -> Fraction:
        """The mean of the totals, each lot counting the same."""
        return exact_sum(lot_bid.total for lot_bid in self.bids) / len(self.bids)

    @cached_property
    def total_by_value(self) -> Fraction | None:
        """The mean of the totals weighted by the estimated values of the lots; None where a lot states none."""
        values = [lot_bid.lot.estimated_value for lot_bid in self.bids]
        known = [Fraction(value) for value in values if value is not None]
        if len(known) < len(values):
            return None
        weighted = (value * lot_bid.total for value, lot_bid in zip(known, self.bids, strict=True))
        return exact_sum(weighted) / exact_sum(known)

    @cached_property
    def price(self) -> Fraction | None:
        """The sum of the prices; None where a bid has none."""
        known = [lot_bid.price for lot_bid in self.bids if lot_bid.price is not None]
        return exact_sum(known) if len(known) == len(self.bids) else None


@dataclass(frozen=True)
class Across:
    """The lots side by side, with the winners of the published rule and the best single supplier."""

    inputs: Inputs
    evaluations: tuple[Evaluation, ...]

    @property
    def procurement(self) -> Procurement:
        """The procurement with all its lots."""
        return self.inputs.procurement

    @property
    def lots(self) -> tuple[Lot, ...]:
        """Every lot, in the order of the file, those that nobody bid for among them."""
        return self.procurement.lots

    @property
    def first(self) -> Evaluation:
        """The evaluation of the first lot that has bids: method, rounding and unit are the same in each."""
        return self.evaluations[0]

    @property
    def limit(self) -> LotsLimit | None:
        """The limit on awards, where there is one."""
        limit = self.procurement.lots_limit
        return limit if limit is not None and limit.most_awarded is not None else None

    @property
    def rule(self) -> LotsRule:
        """The rule that combinations are chosen by; without a limit each lot goes to its best bid, by any rule."""
        return self.limit.choose if self.limit is not None and self.limit.choose is not None else "lot-order"

    @property
    def by_value(self) -> bool:
        """Whether the published rule weights totals by the estimated values of the lots."""
        return self.rule == "best-sum-by-value"

    @property
    def is_best_lowest(self) -> bool:
        """Whether the lowest total is the best."""
        return self.first.field.method.method.best == "lowest"

    @cached_property
    def candidates(self) -> Mapping[str, tuple[InLot, ...]]:
        """The ranked bids of every lot that has any, best first."""
        by_lot = {
            lot.id: candidates_of(evaluation, lot)
            for evaluation in self.evaluations
            if (lot := evaluation.inputs.lot) is not None
        }
        return {lot: bids for lot, bids in by_lot.items() if bids}

    @cached_property
    def combination(self) -> Combination:
        """Who is awarded each lot, and another combination that is just as good, if there is one."""
        most = self.limit.most_awarded if self.limit is not None else None
        bids = [
            candidate
            for evaluation in self.evaluations
            for candidate in self.candidates.get(evaluation.inputs.lot.id if evaluation.inputs.lot else "", ())
            if evaluation.award_outcome.may_be_proposed(candidate.bid.id)
        ]
        options = [
            Option(candidate.lot.id, bidder_of(candidate.bid), candidate.bid.id, self._worth(candidate), candidate.rank)
            for candidate in bids
        ]
        return choose(options, self.rule, most or max(len(self.lots), 1), self._drawn())

    def _worth(self, candidate: InLot) -> Fraction:
        value = (
            Fraction(candidate.lot.estimated_value)
            if self.by_value and candidate.lot.estimated_value is not None
            else 1
        )
        return candidate.total * value * (-1 if self.is_best_lowest else 1)

    def _drawn(self) -> Sequence[str]:
        """Return the order drawn between bids of several lots, where the procurement publishes that lots are drawn."""
        drawn = drawn_over_lots(self.inputs) if LOTS_DRAWN in self.procurement.evaluation.tie_break else ()
        return [bid for _, decision in drawn for bid in decision.order]

    def awarded(self, lot_id: str) -> InLot | None:
        """Return the bid that a lot is awarded to, if there is one and nothing is left to decide."""
        return None if self.unsettled(lot_id) else self._found(lot_id, self.combination.awards.get(lot_id))

    def unsettled(self, lot_id: str) -> tuple[str, ...]:
        """Return the bids between which the award of a lot is not settled; none where it is."""
        return self.combination.unsettled.get(lot_id, ())

    def left_for(self, lot_id: str) -> tuple[str, ...]:
        """Return the bids that the published rule leaves for a lot: several where it is not settled, or nobody."""
        winner = self.awarded(lot_id)
        return (winner.bid.id,) if winner is not None else self.unsettled(lot_id)

    def _found(self, lot_id: str, bid: str | None) -> InLot | None:
        return next((candidate for candidate in self.candidates.get(lot_id, ()) if candidate.bid.id == bid), None)

    def alone(self, lot_id: str) -> tuple[str, ...]:
        """Return the bids in first place of a lot taken by itself."""
        return tuple(candidate.bid.id for candidate in self.candidates.get(lot_id, ()) if candidate.rank == 1)

    @cached_property
    def best(self) -> Way | None:
        """The best supplier for each lot; None where that is not settled, or a lot with bidders would stay empty."""
        winners = tuple(winner for lot in self.candidates if (winner := self.awarded(lot)) is not None)
        settled = self.combination.other is None and len(winners) == len(self.candidates)
        return Way(winners) if settled and len(winners) > 1 else None

    @cached_property
    def singles(self) -> tuple[Way, ...]:
        """The best single supplier for all of those lots; several where they are equal, none where nobody can have all.

        Best is the best mean of totals, by value where the published rule weights by value.
        """
        if len(self.candidates) < 2:
            return ()
        ways = [Way(tuple(bids)) for bids in self._of_one_bidder()]
        best = max((self._goodness(way) for way in ways), default=None)
        return tuple(way for way in ways if self._goodness(way) == best)

    def _goodness(self, way: Way) -> Fraction:
        total = way.total_by_value if self.by_value and way.total_by_value is not None else way.total
        return -total if self.is_best_lowest else total

    def _of_one_bidder(self) -> list[list[InLot]]:
        """Return, for everybody who can be awarded every lot, the best bid for each."""
        by_bidder: dict[str, dict[str, InLot]] = {}
        for lot, bids in self.candidates.items():
            for lot_bid in bids:
                by_bidder.setdefault(bidder_of(lot_bid.bid), {}).setdefault(lot, lot_bid)
        whole = [bids for bids in by_bidder.values() if len(bids) == len(self.candidates)]
        return [[bids[lot] for lot in self.candidates] for bids in whole]

    @cached_property
    def outstanding(self) -> tuple[Outstanding, ...]:
        """Return the decision that is outstanding where the published rule leaves two combinations equal."""
        other = self.combination.other
        if self.limit is None or other is None:
            return ()
        lots = [lot.id for lot in self.lots if self.combination.awards.get(lot.id) != other.get(lot.id)]
        message = (
            f"two ways to award the lots are equally good by {self.rule}: "
            f"{_named(self.combination.awards, lots)}; or {_named(other, lots)}."
        )
        way_out = "The published rule names no further step; take legal advice before any award."
        if LOTS_DRAWN in self.procurement.evaluation.tie_break:
            way_out = "Draw lots between these bids and record the order in decisions.yaml, as `about: lots-drawn`."
        return (LOTS_TIED.about(lots[0], message, way_out),)


def _named(awards: Mapping[str, str], lots: Sequence[str]) -> str:
    return ", ".join(f"{lot} to {awards.get(lot, 'nobody')}" for lot in lots)


def candidates_of(evaluation: Evaluation, lot: Lot) -> tuple[InLot, ...]:
    """Return the bids that a lot could be awarded to, best first."""
    return tuple(
        InLot(lot, result.bid, result.rank, total_of(evaluation, result.id), _price(evaluation, result.bid))
        for result in evaluation.bids
        if result.rank is not None
    )


def total_of(evaluation: Evaluation, bid_id: str) -> Fraction:
    """Return a total that can be added up: as published where the procurement ranks so, or where it is a root."""
    total = evaluation.settled.total(bid_id)
    if total is None:
        raise LookupError(f"{bid_id} has no total")
    if total.degree > 1 or evaluation.rounding.rank_on == "published":
        return Fraction(publish(total, evaluation.rounding))
    return total.radicand


def _price(evaluation: Evaluation, bid: Bid) -> Fraction | None:
    return evaluation.field.figure(FigureName("price"), bid).value
