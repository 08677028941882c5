"""Assessment in stages agrees, to the last digit, with a second implementation written from the documentation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import lots_of
from social_value.core.lots.evaluate_lots import evaluate_lots
from tests.core.builders import Data, inputs_of
from tests.samples import seeds
from tests.staged_cases import StagedCase, staged_case
from tests.staged_oracle import Assessed, assess, published

BATCHES = 10
SEEDS = seeds(40, 500)


def _inputs(case: StagedCase, scores: list[Data] | None = None) -> Inputs:
    return inputs_of(case.procurement, case.bids, case.scores if scores is None else scores)


def _evaluated(case: StagedCase, inputs: Inputs) -> Iterator[tuple[list[Data], Evaluation]]:
    """Yield the bids of every lot with its evaluation; of the whole where there are no lots."""
    if not inputs.procurement.lots:
        yield case.bids, evaluate(inputs)
        return
    for evaluation in evaluate_lots(inputs).lots:
        lot = evaluation.inputs.lot
        assert lot is not None
        yield [bid for bid in case.bids if bid["lot"] == lot.id], evaluation


def _difference(evaluation: Evaluation, wanted: Assessed, method: Data) -> list[str]:
    """Say where the product and the second implementation part."""
    found: list[str] = []
    settled = evaluation.settled
    for result in evaluation.bids:
        bid = result.id
        exact = None if result.total is None else result.total.radicand
        if result.status == "comparator":
            continue
        if result.status != wanted.status[bid]:
            found.append(f"{bid}: {result.status}, not {wanted.status[bid]}")
        if exact != wanted.total.get(bid) or result.rank != wanted.rank.get(bid):
            found.append(f"{bid}: {exact} at {result.rank}, not {wanted.total.get(bid)} at {wanted.rank.get(bid)}")
        if exact is not None and result.published != published(exact, method):
            found.append(f"{bid}: published {result.published}")
        for leaf in evaluation.inputs.leaves:
            marks, assessed = settled.marked(leaf.id, bid).marks, settled.is_assessed(leaf.id, bid)
            if marks != wanted.marks.get((bid, leaf.id)) or assessed == ((bid, leaf.id) in wanted.not_assessed):
                found.append(f"{bid} on {leaf.id}: {marks}, not {wanted.marks.get((bid, leaf.id))}")
        found.extend(
            f"{bid} in {stage.stage.id}: {stage.standing.get(bid)}"
            for stage in settled.stages
            if stage.standing.get(bid) != wanted.standing.get((bid, stage.stage.id))
        )
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_staged_methods_agree(batch: int) -> None:
    """Marks, standing, statuses, totals and ranks are those of the second implementation."""
    for seed in SEEDS[batch::BATCHES]:
        case = staged_case(seed)
        for bids, evaluation in _evaluated(case, _inputs(case)):
            wanted = assess(case.procurement, bids, case.scores)
            assert (seed, _difference(evaluation, wanted, case.procurement)) == (seed, [])


@pytest.mark.parametrize("batch", range(BATCHES))
def test_they_agree_after_leaving_one_out(batch: int) -> None:
    """The losing bids that decide who is first are those that decide it there."""
    for seed in SEEDS[batch::BATCHES]:
        case = staged_case(seed)
        for bids, evaluation in _evaluated(case, _inputs(case)):
            first = assess(case.procurement, bids, case.scores).first
            losing = [bid["id"] for bid in bids if bid.get("role") != "comparator" and bid["id"] not in first]
            without = {
                one: assess(case.procurement, [bid for bid in bids if bid["id"] != one], case.scores).first
                for one in losing
            }
            left_out = evaluation.leave_one_out
            told = {one.bid_id: sorted(one.winners_without) for one in left_out.deciding} if left_out else {}
            assert (seed, told) == (seed, {one: firsts for one, firsts in without.items() if firsts != first})


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_not_assessed_needs_no_marks(batch: int) -> None:
    """Without levels on criteria on which bids are not assessed, nothing is due and the result is the same."""
    for seed in SEEDS[batch::BATCHES]:
        case = staged_case(seed)
        whole = _inputs(case)
        parts = lots_of(whole) or (whole,)
        unasked = {
            (bid, criterion)
            for part in parts
            if part.bids
            for bid, criteria in evaluate(part).settled.not_assessed.items()
            for criterion in criteria
        }
        sparse = [
            {**one, "scores": [s for s in one["scores"] if (s["bid"], s["criterion"]) not in unasked]}
            for one in case.scores
        ]
        for (bids, evaluation), (_, full) in zip(
            _evaluated(case, _inputs(case, sparse)), _evaluated(case, whole), strict=True
        ):
            assert (seed, len(bids), evaluation.bids) == (seed, len(bids), full.bids)


def test_the_generated_methods_cover_staged_assessment() -> None:
    """Best and minimum, both tie rules, all and last, stops, sections, lots, and bids left behind occur."""
    seen: set[str] = set()
    for seed in range(100):
        case = staged_case(seed)
        stages = case.procurement.get("stages", {"counts": "none", "order": []})
        seen.add(f"counts {stages['counts']}")
        seen.add(f"out of {case.procurement['evaluation']['out_of']}")
        seen.update(
            f"goes on by {key} {value}" for one in stages["order"] for key, value in one.get("goes_on", {}).items()
        )
        seen.add(f"lots {len(case.procurement.get('lots', []))}")
        for bids, evaluation in _evaluated(case, _inputs(case)):
            del bids
            seen.update(result.status for result in evaluation.bids)
            seen.update(f"stops {bool(failure.hurdle.stops)}" for failure in evaluation.settled.failures)
            seen.update(f"of parts {failure.hurdle.of_parts}" for failure in evaluation.settled.failures)
            seen.update(f"round {failure.round}" for failure in evaluation.settled.failures)
    needed = {"counts all", "counts last", "counts none", "goes on by ties include", "goes on by ties exclude"}
    needed |= {"goes on by best 2", "goes on by minimum 50", "lots 0", "lots 1", "lots 2", "lots 3"}
    needed |= {"out of 100", "out of 600", "out of 200", "out of 5"}
    needed |= {"not-taken-forward", "disregarded", "not-awardable", "ranked", "comparator"}
    assert needed | {"stops True", "of parts True", "round 0", "round 1"} <= seen
