"""Exact sweeps of weights, against the worked examples and against scoring everything again."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.what_if.structures import Budget
from social_value.core.what_if.sweep import Interval, Sweep, sweep
from social_value.core.what_if.targets import Target, move_of, target_named, targets_of
from social_value.errors import CannotRunError
from social_value.files.load import load
from tests.core.builders import inputs_of_case
from tests.core.what_if.naive import NaiveSweep
from tests.generate import Case, generate
from tests.samples import seeds

ROOT = Path(__file__).resolve().parents[3]
CASES, BLOCK = seeds(500, 5_000), 100
PLENTY = 10**9


def swept(evaluation: Evaluation, target: Target, only_first: bool = False) -> Sweep:
    """Sweep a target of a scored procurement."""
    move = move_of(evaluation.field, target)
    return sweep(evaluation.settled, move, Budget(PLENTY), only_first)


def chance_of(seed: int) -> Random:
    """Return what chooses what is tried: the same of each case every time."""
    return Random(seed)  # noqa: S311 - the same choices every time, no secrets


def target_of(case: Case, evaluation: Evaluation) -> Target | None:
    """Return a target of a case whose weight can move, another one for another seed."""
    targets = targets_of(evaluation.inputs)
    for target in chance_of(case.seed).sample(targets, len(targets)):
        try:
            move_of(evaluation.field, target)
        except CannotRunError:
            continue
        return target
    return None


def weights_to_try(found: Sweep, naive: NaiveSweep, chance: Random) -> set[Fraction]:
    """Return weights on and between everything that either side takes for a turn."""
    suspects = naive.suspects(range(0, 101, 20))
    edges = sorted({Fraction(0), *suspects, Fraction(100)})
    tried = {*edges, *((low + high) / 2 for low, high in pairwise(edges))}
    intervals = list(found.intervals)
    for one in chance.sample(intervals, min(len(intervals), 12)):
        tried |= {one.low, one.high, (one.low + one.high) / 2}
    return tried


@pytest.mark.parametrize("first", CASES[::BLOCK])
def test_sm_33_sweeps_are_those_of_brute_force(first: int) -> None:
    """On and between all breakpoints, of ours and of brute force, the order is that of scoring everything again."""
    exact = 0
    for seed in range(first, first + BLOCK):
        case = generate(seed)
        evaluation = evaluate(inputs_of_case(case))
        target = target_of(case, evaluation)
        if target is None:
            continue
        found, naive = swept(evaluation, target), NaiveSweep(case, target.leaves)
        if found.why_not:
            weights = {Fraction(weight) for weight in range(0, 101, 10)}
        else:
            exact += 1
            weights = weights_to_try(found, naive, chance_of(seed))
        for weight in sorted(weights):
            expected = naive.groups(weight)
            if not found.why_not:
                assert interval_at(found, weight).groups == expected, (seed, target.id, weight)
            if weight.denominator == 1:
                assert first_at_whole(found, int(weight)) == (expected[0] if expected else ()), (seed, weight)
    assert exact > BLOCK / 2


def interval_at(found: Sweep, weight: Fraction) -> Interval:
    """Return the one interval that holds a weight."""
    (only,) = [one for one in found.intervals if one.holds(weight)]
    return only


def first_at_whole(found: Sweep, weight: int) -> tuple[str, ...]:
    """Return who is first at a whole weight."""
    (only,) = [run for run in found.whole if run.low <= weight <= run.high]
    return only.first


def test_sm_33_following_the_first_alone_finds_the_same_first() -> None:
    """A sweep that leaves out bids which can never be first names the same winners at the same weights."""
    for seed in seeds(100, 3_000):
        case = generate(seed)
        evaluation = evaluate(inputs_of_case(case))
        target = target_of(case, evaluation)
        if target is not None:
            whole, alone = swept(evaluation, target), swept(evaluation, target, only_first=True)
            assert alone.whole == whole.whole, seed
            if not whole.why_not and not alone.why_not:
                assert alone.by_first == whole.by_first, seed


def test_sm_33_surge_weight_of_contact_tracing() -> None:
    """Ten Lanterns is first up to a surge weight of 8, Northbridge from 9."""
    evaluation = evaluate(load(ROOT / "examples" / "contact-tracing").inputs)
    found = swept(evaluation, target_named(evaluation.inputs, "F2"))
    assert [(run.low, run.high, run.first) for run in found.whole] == [
        (0, 8, ("ten-lanterns",)),
        (9, 100, ("northbridge",)),
    ]
    below, above = found.by_first
    assert below.includes_high, "at the crossing itself the tie-break S3 decides, where Ten Lanterns has more"
    assert not above.includes_low
    assert below.high == above.low
    assert Fraction(8) < below.high < 9


@pytest.mark.parametrize(
    ("example", "runs"),
    [
        (
            "digital-inclusion",
            [(0, 28, "joined-up-meadow"), (29, 40, "everyday-lantern"), (41, 100, "second-sunrise")],
        ),
        (
            "community-equipment",
            [(0, 24, "castle-thimble"), (25, 32, "hillside-trading"), (33, 100, "orrery-brightside")],
        ),
    ],
)
def test_sm_33_price_weight_of_the_examples(example: str, runs: list[tuple[int, int, str]]) -> None:
    """The winner changes with the weight of price where the pages of the examples say it does."""
    evaluation = evaluate(load(ROOT / "examples" / example).inputs)
    found = swept(evaluation, target_named(evaluation.inputs, "F1"))
    assert [(run.low, run.high, *run.first) for run in found.whole] == runs
