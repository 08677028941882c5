"""What would change the answer where criteria are assessed in stages: by scoring again, or refused in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.core.evaluation.evaluate import evaluate, rank_settled
from social_value.core.lot_inputs import lots_of
from social_value.core.scoring.settling import settle
from social_value.core.what_if.firmness import firmness_of
from social_value.core.what_if.scored_again import Asked, changed
from social_value.core.what_if.structures import STAGED, Budget
from social_value.core.what_if.sweep import sweep
from social_value.core.what_if.targets import move_of, points_of, target_named, targets_of
from social_value.errors import CannotRunError
from tests.core.builders import criterion, evaluated, inputs_of, levels, offer, priced, procurement, sheet
from tests.staged_cases import staged_case

STAGES = {
    "order": [
        {"id": "prices", "criteria": ["price"], "goes_on": {"best": 2, "ties": "include"}},
        {"id": "quality", "criteria": ["Q1", "Q2"]},
    ],
}
BIDS = (offer("amber", 100), offer("birch", 110), offer("cobalt", 120))
SCORES = sheet("e1", *[(bid, name, 3) for bid in ("amber", "birch", "cobalt") for name in ("Q1", "Q2")])


@pytest.mark.parametrize("seed", range(30))
def test_a_sweep_is_what_scoring_again_gives(seed: int) -> None:
    """Inside every exact interval, and at every whole weight otherwise, the first is who it is when scored again."""
    case = staged_case(seed)
    whole = inputs_of(case.procurement, case.bids, case.scores)
    evaluation = evaluate(next(part for part in (lots_of(whole) or (whole,)) if part.bids))
    field = evaluation.field
    for target in targets_of(evaluation.inputs)[:3]:
        try:
            move = move_of(field, target)
        except CannotRunError:
            continue
        swept = sweep(evaluation.settled, move, Budget(10_000_000), only_first=True)
        probes = [((one.low + one.high) / 2, one.first) for one in swept.intervals]
        probes += [(Fraction(one.low), one.first) for one in swept.whole if not swept.intervals]
        for weight, first in probes[:12]:
            points = {**points_of(field), **move.points(weight)}
            again = rank_settled(settle(field.with_points(points), field.entrants))
            assert (target.id, weight, first) == (target.id, weight, again.first)


def test_a_weight_that_moves_no_standing_is_swept_exactly() -> None:
    """The weight of the only criterion of a stage changes nobody's standing there, so its intervals are exact."""
    method = procurement([priced(40), levels("Q1", 30), levels("Q2", 30)], stages={"counts": "all", **STAGES})
    evaluation = evaluated(method, BIDS, [SCORES])
    move = move_of(evaluation.field, target_named(evaluation.inputs, "price"))
    assert sweep(evaluation.settled, move, Budget(10_000_000)).intervals


def test_a_weight_that_moves_a_standing_is_refused_with_its_reason() -> None:
    """The weight of one of two criteria of a stage decides who goes on: whole weights alone are named, and why."""
    order = [
        {"id": "quality", "criteria": ["Q1", "Q2"], "goes_on": {"minimum": 50}},
        {"id": "prices", "criteria": ["price"]},
    ]
    criteria = [priced(40), levels("Q1", 30), levels("Q2", 30)]
    evaluation = evaluated(procurement(criteria, stages={"counts": "all", "order": order}), BIDS, [SCORES])
    move = move_of(evaluation.field, target_named(evaluation.inputs, "Q1"))
    swept = sweep(evaluation.settled, move, Budget(10_000_000))
    assert (swept.intervals, swept.why_not) == ((), STAGED)


def test_a_weight_that_does_not_count_cannot_be_asked_for() -> None:
    """Where the last stage alone counts, the weights of the others are no part of the total, and it says so."""
    criteria = [priced(100), levels("Q1", 50), levels("Q2", 50)]
    method = procurement(criteria, stages={"counts": "last", **STAGES})
    evaluation = evaluated(method, BIDS, [SCORES])
    with pytest.raises(CannotRunError, match="price counts for who goes on from its stage"):
        changed(evaluation, Asked({"price": Fraction(20)}))
    assert changed(evaluation, Asked({"Q1": Fraction(20)})).points == {"price": 100, "Q1": 20, "Q2": 80}


def test_leaving_a_bid_out_lets_another_go_on() -> None:
    """Without amber, cobalt is one of the best two prices, and is assessed on quality."""
    criteria = [priced(40), levels("Q1", 30), levels("Q2", 30)]
    evaluation = evaluated(procurement(criteria, stages={"counts": "all", **STAGES}), BIDS, [SCORES])
    assert {one.id: one.status for one in evaluation.bids}["cobalt"] == "not-taken-forward"
    after = changed(evaluation, Asked({}, drop=["amber"]))
    assert {one.id: one.rank for one in after.bids} == {"birch": 1, "cobalt": 2}


def test_a_level_that_decides_who_goes_on_is_a_flip() -> None:
    """One level less on the first stage lets the other bid through, and it comes first: the flip is told."""
    hours = criterion("hours", 60, {"rule": "linear", "of": "hours", "zero_at": 0, "full_at": 10})
    order = [
        {"id": "quality", "criteria": ["Q1"], "goes_on": {"best": 1, "ties": "include"}},
        {"id": "offer", "criteria": ["hours"]},
    ]
    method = procurement([levels("Q1", 40), hours], stages={"counts": "all", "order": order})
    bids = (offer("amber", measures={"hours": 1}), offer("birch", measures={"hours": 10}))
    evaluation = evaluated(method, bids, [sheet("e1", ("amber", "Q1", 4), ("birch", "Q1", 3))])
    assert evaluation.award.bids == ("amber",)
    found = firmness_of(evaluation).flips.found
    turned = {(flip.bid_id, int(flip.to), flip.first) for flip in found}
    assert turned == {("amber", 3, ("birch",)), ("birch", 4, ("birch",))}
