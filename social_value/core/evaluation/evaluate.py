"""The whole job: from inputs to a ranking, an award and what is still to be decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from social_value.arithmetic import sum_if_known
from social_value.core.checks import findings_of
from social_value.core.evaluation.outstanding import LOTS_DRAWN, outstanding_of, rounding_findings
from social_value.core.evaluation.results import Award, BidResult, Evaluation, PillarResult, Status, publish
from social_value.core.evaluation.tender_outcomes import outcome_of
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs, Leaf
from social_value.core.law.regime import Regime, regime_of
from social_value.core.lot_inputs import one_of
from social_value.core.procurement_stage import require_scores, standing_of
from social_value.core.rules.methods import Root
from social_value.core.scoring.field import Field, field_of
from social_value.core.scoring.leave_one_out import leave_one_out
from social_value.core.scoring.marking import Marked
from social_value.core.scoring.ranking import Ranking, TieStep, rank
from social_value.core.scoring.settling import Settled, settle
from social_value.core.waivers import Names, waive
from social_value.errors import InputError
from social_value.findings import has_errors
from social_value.model.bid import Bid
from social_value.model.decisions import LotsDrawnDecision
from social_value.text import listed

LOWEST_PRICE = "lowest-price"


def evaluate(inputs: Inputs) -> Evaluation:
    """Score a procurement, or one lot of it.

    Raises InputError where the inputs hold errors, NotReadyError where a bid or a score is outstanding,
    and CannotRunError where there are lots and none is named: ``lots.evaluation`` scores all of them.
    """
    inputs = one_of(inputs, None)
    findings = findings_of(inputs)
    if has_errors(findings):
        raise InputError(findings)
    field = field_of(inputs)
    standing = standing_of(field)
    require_scores(standing)
    settled = settle(field, field.entrants)
    ranking = rank_settled(settled)
    rounding = waive(rounding_findings(settled, ranking), inputs.procurement.waivers, Names(inputs))
    results = results_of(settled, ranking)
    return Evaluation(
        inputs,
        field,
        settled,
        ranking,
        results,
        _award(settled, ranking),
        (*standing.outstanding, *outstanding_of(settled, ranking)),
        tuple(sorted((*findings, *rounding), key=lambda finding: finding.order)),
        leave_one_out(settled, ranking, rank_settled) if field.is_relative else None,
    )


def rank_settled(settled: Settled) -> Ranking:
    """Rank the bids of the pool that can be awarded, as the procurement says."""
    totals = {bid: total for bid in awardable(settled) if (total := settled.total(bid)) is not None}
    keys = {bid: comparable(settled.field, total) for bid, total in totals.items()}
    return rank(keys, tie_steps(settled.field, settled.marked))


def awardable(settled: Settled) -> tuple[str, ...]:
    """Return the bids of the pool that no gate, minimum or floor keeps from being awarded."""
    failures = (*settled.field.gate_failures, *settled.failures)
    barred = {failure.bid_id for failure in failures if failure.hurdle.consequence == "not-awardable"}
    return tuple(bid for bid in settled.pool if bid not in barred)


def comparable(field: Field, total: Root) -> Fraction:
    """Return a number that orders as the total does, highest first: radicands share a degree within a procurement."""
    rounding = field.inputs.procurement.evaluation.rounding
    sign = 1 if field.method.method.best == "highest" else -1
    if rounding.rank_on == "published":
        return sign * Fraction(publish(total, rounding))
    return sign * total.radicand


def tie_steps(field: Field, marked: Callable[[str, str], Marked]) -> Sequence[TieStep]:
    """Return the published tie-break steps; ``marked`` gives the marks of a criterion and a bid."""
    return [TieStep(name, _tie_key(field, marked, name)) for name in field.inputs.procurement.evaluation.tie_break]


def _tie_key(
    field: Field, marked: Callable[[str, str], Marked], name: str
) -> Callable[[Sequence[str]], Mapping[str, Fraction] | None]:
    inputs = field.inputs

    def lots(tied: Sequence[str]) -> Mapping[str, Fraction] | None:
        for decision in inputs.decisions.decisions if inputs.decisions else ():
            if isinstance(decision, LotsDrawnDecision) and set(tied) <= set(decision.order):
                return {bid: Fraction(-decision.order.index(bid)) for bid in tied}
        return None

    def numbers(tied: Sequence[str]) -> Mapping[str, Fraction] | None:
        numbered = {bid: _tie_number(field, marked, name, bid) for bid in tied}
        known = {bid: number for bid, number in numbered.items() if number is not None}
        return known if len(known) == len(numbered) else None

    return lots if name == LOTS_DRAWN else numbers


def _tie_number(field: Field, marked: Callable[[str, str], Marked], name: str, bid: str) -> Fraction | None:
    if name == LOWEST_PRICE:
        price = field.figure(FigureName("price"), field.inputs.bids_by_id[bid]).value
        return None if price is None else -price
    chosen = tie_leaves(field.inputs, name)
    if len(chosen) == 1 and name not in field.weights:
        return marked(chosen[0].id, bid).marks
    return sum_if_known([marked(leaf.id, bid).weighted for leaf in chosen])


def tie_leaves(inputs: Inputs, name: str) -> tuple[Leaf, ...]:
    """Return the criteria that a tie-break step reads: of a pillar, of a parent, or one."""
    if any(leaf.pillar == name for leaf in inputs.leaves):
        return tuple(leaf for leaf in inputs.leaves if leaf.pillar == name)
    return tuple(leaf for leaf in inputs.leaves if name in (leaf.id, *(parent.id for parent in leaf.parents)))


def results_of(settled: Settled, ranking: Ranking) -> tuple[BidResult, ...]:
    """Return what became of every bid, in rank order, then the unranked by id."""
    regime = regime_of(settled.field.inputs)
    return _in_order([_result(settled, ranking, regime, bid) for bid in settled.field.inputs.bids])


def _result(settled: Settled, ranking: Ranking, regime: Regime, bid: Bid) -> BidResult:
    field, outcome = settled.field, outcome_of(settled, bid, regime)
    status, reasons = _status(settled, bid)
    out = bid.id in settled.left or bid.id in settled.not_taken_forward
    marked = bid.id in settled.in_pool or out or status == "comparator"
    total = settled.total(bid.id) if marked and not out else None
    pillars = tuple(
        PillarResult(pillar, weight, settled.pillar(pillar, bid.id) if marked else None)
        for pillar, weight in field.weights.items()
    )
    published = publish(total, field.inputs.procurement.evaluation.rounding) if total is not None else None
    return BidResult(bid, status, ranking.ranks.get(bid.id), total, published, pillars, reasons, marked, outcome)


def _status(settled: Settled, bid: Bid) -> tuple[Status, tuple[str, ...]]:
    if bid.status == "withdrawn":
        return "withdrawn", (_withdrawn_words(bid),)
    if bid.role == "comparator":
        return "comparator", ("Comparator: marked and shown, never ranked",)
    if bid.id in settled.field.not_read:
        return "disregarded", settled.field.not_read[bid.id]
    return _status_in_field(settled, bid)


def _status_in_field(settled: Settled, bid: Bid) -> tuple[Status, tuple[str, ...]]:
    failures = settled.failures_of.get(bid.id, ())
    reasons = tuple(failure.words for failure in failures)
    if bid.id in settled.left:
        return "disregarded", (*reasons, *_not_assessed(settled, bid.id))
    if bid.id in settled.not_taken_forward:
        left_behind = settled.not_taken_forward[bid.id].why_not(bid.id)
        return "not-taken-forward", (*reasons, left_behind, *_not_assessed(settled, bid.id))
    if settled.total(bid.id) is None:
        return "not-awardable", (
            *reasons,
            f"{settled.field.method.method.words}: cannot be worked out for this bid",
        )
    barred = any(failure.hurdle.consequence == "not-awardable" for failure in failures)
    return ("not-awardable" if barred else "ranked"), reasons


def _not_assessed(settled: Settled, bid_id: str) -> Iterator[str]:
    criteria = settled.not_assessed.get(bid_id, frozenset())
    if criteria:
        yield f"not assessed on {listed([leaf.id for leaf in settled.field.scheme.leaves if leaf.id in criteria])}"


def _withdrawn_words(bid: Bid) -> str:
    withdrawal = bid.withdrawn
    return f"Withdrawn on {withdrawal.on.isoformat()} by {withdrawal.by}" if withdrawal else "Withdrawn by the bidder"


def _in_order(results: Sequence[BidResult]) -> tuple[BidResult, ...]:
    """Bids in rank order, then the unranked by id."""
    return tuple(sorted(results, key=lambda result: (result.rank is None, result.rank or 0, result.id)))


def _award(settled: Settled, ranking: Ranking) -> Award:
    """Return the first place and how far the next bid is behind, as the two published totals show it."""
    line = [bid for group in ranking.groups for bid in group][:2]
    rounding = settled.field.inputs.procurement.evaluation.rounding
    shown = [publish(total, rounding) for bid in line if (total := settled.total(bid)) is not None]
    margin = abs(shown[0] - shown[1]) if len(shown) == 2 else None
    return Award(ranking.first, margin, ranking.step_below_first())
