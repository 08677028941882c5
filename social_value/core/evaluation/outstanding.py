"""What must still be decided or done, and where rounding could be contested."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from social_value.codes.outstanding import (
    CONFLICT_UNDECIDED,
    CONFLICT_UNDECLARED,
    LOT_ALONE,
    LOW_BID_UNEXPLAINED,
    PANEL_NOT_STATED,
    TIE_UNRESOLVED,
)
from social_value.codes.scores import ROUNDED_ORDER_DIFFERS
from social_value.core.evaluation.low_bids import low_bids
from social_value.core.evaluation.results import publish
from social_value.core.inputs import Inputs
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.seat_levels import average_of
from social_value.core.scoring.settling import Settled
from social_value.findings import Finding, Outstanding
from social_value.model.decisions import ConflictDecision

LOTS_DRAWN = "lots-drawn"


def outstanding_of(settled: Settled, ranking: Ranking) -> tuple[Outstanding, ...]:
    """Return every decision that must be on record before the result is final."""
    inputs = settled.field.inputs
    return (
        *_panel_not_stated(inputs),
        *_low_bids(settled),
        *_unresolved_tie(settled, ranking),
        *_conflicts(inputs),
        *_lot_alone(inputs),
    )


def _panel_not_stated(inputs: Inputs) -> Iterator[Outstanding]:
    """Yield that nobody can tell whether an average is one of every sheet, where nothing says who was expected."""
    average = average_of(inputs)
    if average is not None and inputs.panel is None:
        message = f"the {average} of evaluators' marks counts, and nothing says whose: no sheet would be missed."
        way_out = "Write panel.yaml, which names every evaluator who was expected to score."
        yield PANEL_NOT_STATED.about(inputs.procurement.id, message, way_out)


def _lot_alone(inputs: Inputs) -> Iterator[Outstanding]:
    """Yield that a limit on awards is not applied yet, which it can only be over all lots."""
    limit = inputs.published.procurement.lots_limit
    if inputs.lot is not None and limit is not None and limit.most_awarded is not None:
        message = f"awards are limited over all lots, so who has the lot {inputs.lot.id} is not decided by it alone."
        yield LOT_ALONE.about(inputs.lot.id, message, "Score all lots together, without --lot.")


def _low_bids(settled: Settled) -> Iterator[Outstanding]:
    for flag in low_bids(settled):
        if not flag.decided:
            yield LOW_BID_UNEXPLAINED.about(flag.bid_id, flag.words, flag.way_out)


def _unresolved_tie(settled: Settled, ranking: Ranking) -> Iterator[Outstanding]:
    if len(ranking.first) < 2:
        return
    way_out = "The published method names no further step; take legal advice before any award."
    if LOTS_DRAWN in settled.field.inputs.procurement.evaluation.tie_break:
        way_out = "Draw lots and record the order in decisions.yaml, as `about: lots-drawn`."
    names = ", ".join(ranking.first)
    message = f"{names} tie for first place and no published tie-break step separates them."
    yield TIE_UNRESOLVED.about(ranking.first[0], message, way_out)


def _conflicts(inputs: Inputs) -> Iterator[Outstanding]:
    known = inputs.decisions.decisions if inputs.decisions else ()
    decided = {decision.evaluator for decision in known if isinstance(decision, ConflictDecision)}
    for sheet in sorted(inputs.scores, key=lambda sheet: sheet.evaluator.id):
        evaluator = sheet.evaluator
        if evaluator.conflict == "none" or evaluator.id in decided:
            continue
        record = "Record the decision in decisions.yaml, as `about: conflict`"
        if evaluator.conflict == "declared":
            message = f"{evaluator.id} has declared a conflict of interest and no decision on it is recorded."
            yield CONFLICT_UNDECIDED.about(evaluator.id, message, f"{record}.")
        else:
            message = f"{evaluator.id} has not said whether there is a conflict of interest."
            way_out = f"Write `conflict: none` or `conflict: declared` in the score file. {record} where there is none."
            yield CONFLICT_UNDECLARED.about(evaluator.id, message, way_out)


def rounding_findings(settled: Settled, ranking: Ranking) -> tuple[Finding, ...]:
    """Warn where two neighbours print the same total although their exact totals differ."""
    inputs = settled.field.inputs
    rounding = inputs.procurement.evaluation.rounding
    place = inputs.place(("procurement",), "evaluation", "rounding")
    findings = []
    line = [bid for group in ranking.groups for bid in group]
    for better, worse in pairwise(line):
        first, second = settled.total(better), settled.total(worse)
        if first is None or second is None or first == second:
            continue
        if publish(first, rounding) == publish(second, rounding):
            message = f"{better} and {worse} print the same total, and their exact totals differ."
            way_out = f"The procurement ranks on {rounding.rank_on} totals; say so in the report."
            findings.append(ROUNDED_ORDER_DIFFERS.at(place, message, way_out))
    return tuple(findings)
