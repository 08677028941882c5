"""One fault at a time: each check yields exactly its code, at the right place, and nothing for a sound procurement."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import social_value.core.checks
import social_value.core.figures
import social_value.core.reads
import social_value.core.rules
from social_value.codes.code import FindingCode
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.evaluation.evaluate import evaluate
from social_value.errors import InputError
from social_value.findings import Place, Severity
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from tests.core.builders import (
    GREEN_BOOK,
    OUT_OF_FIVE,
    criterion,
    decisions,
    offer,
    procurement,
    recorded,
    rounding,
    totals,
)
from tests.core.checks.sound import Key, Parts, bid
from tests.core.checks.test_valuation_faults import BID_FAULTS as COMMITMENT_FAULTS
from tests.core.checks.test_valuation_faults import FAULTS as VALUATION_FAULTS
from tests.corpus import codes_expected

Data = dict[str, Any]
Change = Callable[[Parts], object]


def put(*keys: Key, value: object) -> Change:
    """Return a fault that writes a value."""
    return lambda parts: parts.put(*keys, value=value)


def drop(*keys: Key) -> Change:
    """Return a fault that leaves something out."""
    return lambda parts: parts.drop(*keys)


def both(*changes: Change) -> Change:
    """Return several changes as one."""
    return lambda parts: [change(parts) for change in changes]


@dataclass(frozen=True)
class Fault:
    """A change, and the one finding that it must give: code, part of the inputs, keys there, words."""

    code: str
    change: Change
    part: str
    keys: tuple[Key, ...]
    words: str

    @property
    def name(self) -> str:
        """The code, with enough of the words to tell two faults apart."""
        return f"{self.code}: {self.words}"


C = "criteria"
P = "procurement"
BANDS = {"rule": "banded-above-lowest", "when_lowest_is_zero": 0}
EVALUATION = ("procurement", "evaluation")
MINIMUM = {"marks": 50, "consequence": "disregard"}


def method(name: str, **keys: object) -> Change:
    """Return a change to another evaluation method, with its keys; no criterion marks the price that it sets apart."""
    unpriced = {"rule": "linear", "of": "spare", "zero_at": 0, "full_at": 9}
    spare = [put("bids", number, "measures", "spare", value={"value": 3}) for number in range(4)]
    changed = put(*EVALUATION, value={"method": name, "rounding": rounding(), **keys})
    return both(changed, put(P, C, 1, "score", value=unpriced), *spare)


WEIGHTS = {"quality_weight": 60, "price_weight": 40}

METHOD_FAULTS = [
    # Ids.
    Fault("duplicate-id", put(P, C, 1, "id", value="F1"), P, (C, 1, "id"), 'criterion "F1" is there twice'),
    Fault("duplicate-id", put(P, C, 1, "id", value="f1"), P, (C, 1, "id"), 'criterion "f1" is the same as "F1"'),
    Fault("duplicate-id", put(P, "gates", 1, "id", value="WAGE"), P, ("gates", 1, "id"), 'gate "WAGE"'),
    Fault("duplicate-id", put(P, "measures", 2, "id", value="hours"), P, ("measures", 2, "id"), 'measure "hours"'),
    Fault(
        "duplicate-id",
        both(put(P, "place", "areas", 2, value={"id": "North", "title": "Again"})),
        P,
        ("place", "areas", 2, "id"),
        'area "North" is the same as "north"',
    ),
    Fault("duplicate-id", put(P, C, 1, "id", value="financial"), P, (C, 1, "id"), "the name of a pillar"),
    # Shape.
    Fault("missing-key", drop(P, C, 1, "weight"), P, (C, 1), '"F2" has no weight'),
    Fault("missing-key", drop(P, C, 1, "score"), P, (C, 1), '"F2" has no score'),
    Fault("missing-key", drop(P, C, 1, "pillar"), P, (C, 1), '"F2" belongs to no pillar'),
    Fault(
        "parent-with-score",
        put(P, C, 4, "score", value={"rule": "scale", "scale": "out-of-five"}),
        P,
        (C, 4, "score"),
        "no score of its own",
    ),
    Fault(
        "invalid-minimum",
        put(P, C, 4, "minimum", value={"level": 2, "consequence": "disregard"}),
        P,
        (C, 4, "minimum"),
        "together have marks and no level 2",
    ),
    Fault("weights-do-not-sum", put(P, C, 4, "weight", value="21"), P, (C, 4, "weight"), "states weight 21"),
    Fault("pillar-differs", put(P, C, 4, C, 0, "pillar", value="social"), P, (C, 4, C, 0, "pillar"), '"Q1" is a part'),
    Fault("weights-do-not-sum", put(P, C, 0, "weight", value="29.5"), P, (C,), "add up to 99.5, not 100"),
    Fault(
        "pillar-missing",
        put(P, C, 2, "pillar", value="social"),
        P,
        (C,),
        "no criterion belongs to the environmental pillar",
    ),
    Fault(
        "floor-without-criteria",
        both(
            put(P, C, 4, value=recorded("Q1", "20", "social")),
            both(put("bids", 0, "measures", value={"carbon": {"value": "0.3"}})),
            put(P, "pillars", "quality", value={"floor": 5, "consequence": "flag"}),
        ),
        P,
        ("pillars", "quality"),
        "the quality pillar has a floor and no criteria",
    ),
    Fault(
        "floor-without-criteria",
        both(
            put(P, C, 4, C, 0, "weight", value="0"),
            put(P, C, 4, C, 1, "weight", value="0"),
            drop(P, C, 4, "weight"),
            put(P, C, 0, "weight", value="50"),
            put(P, "pillars", "quality", value={"floor": 5, "consequence": "flag"}),
        ),
        P,
        ("pillars", "quality"),
        "no criteria that weigh anything",
    ),
    # Rules, scales and figures.
    Fault(
        "unknown-rule", put(P, C, 1, "score", "rule", value="fixed-bound"), P, (C, 1, "score", "rule"), "fixed-bound"
    ),
    Fault("unknown-scale", put(P, C, 3, "score", "scale", value="ten"), P, (C, 3, "score", "scale"), 'no scale "ten"'),
    Fault("unknown-key", put(P, C, 1, "score", "flor", value=1), P, (C, 1, "score", "flor"), 'not have the key "flor"'),
    Fault(
        "unknown-key",
        put(P, C, 2, "score", "zero_price", value="no-marks"),
        P,
        (C, 2, "score", "zero_price"),
        "has no `zero_price`",
    ),
    Fault("missing-key", drop(P, C, 1, "score", "ceiling"), P, (C, 1, "score"), 'needs the key "ceiling"'),
    Fault("missing-key", drop(P, C, 2, "score", "of"), P, (C, 2, "score"), "needs the key `of`"),
    Fault(
        "invalid-parameter",
        put(P, C, 1, "score", "ceiling", value="high"),
        P,
        (C, 1, "score", "ceiling"),
        "expected a plain number",
    ),
    Fault(
        "invalid-parameter",
        put(P, C, 1, "score", value={"rule": "ratio-to-best", "of": "price", "best": "most"}),
        P,
        (C, 1, "score", "best"),
        'expected "highest" or "lowest"',
    ),
    Fault(
        "invalid-parameter",
        put(P, C, 4, C, 1, "score", "bands", 1, "from", value=11),
        P,
        (C, 4, C, 1, "score", "bands"),
        "bands 1 and 2 leave a gap",
    ),
    Fault(
        "invalid-parameter",
        put(P, C, 4, C, 1, "score", "bands", 0, value={"from": 0, "up_to": 10, "marks": 0}),
        P,
        (C, 4, C, 1, "score", "bands"),
        "bands 1 and 2 overlap",
    ),
    Fault(
        "invalid-parameter",
        put(P, C, 1, "score", "floor", value=9999),
        P,
        (C, 1, "score", "floor"),
        "above the ceiling",
    ),
    Fault(
        "marks-unreachable",
        put(P, C, 2, "score", "zero_at", value="0.1"),
        P,
        (C, 2, "score", "zero_at"),
        "are both 0.1",
    ),
    Fault(
        "marks-unreachable", put(P, C, 1, "score", "floor", value=9000), P, (C, 1, "score", "floor"), "are both 9000"
    ),
    Fault(
        "invalid-parameter",
        put(P, C, 1, "score", value={"rule": "benchmark-ratio", "benchmark": 0}),
        P,
        (C, 1, "score", "benchmark"),
        "benchmark must be above 0",
    ),
    Fault("unknown-figure", put(P, C, 2, "score", "of", value="carbn"), P, (C, 2, "score", "of"), '"carbn" is neither'),
    Fault(
        "unknown-figure", put(P, C, 2, "score", "of", value="price:x"), P, (C, 2, "score", "of"), 'no figure "price:x"'
    ),
    Fault(
        "unknown-figure",
        put(P, C, 0, "score", "of", value="price-per-success:urgent"),
        P,
        (C, 0, "score", "of"),
        'no figure "price-per-success:urgent"',
    ),
    Fault(
        "demand-missing",
        both(
            drop(P, "demand"),
            *(put("bids", n, "price", value={"total": 2000}) for n in range(4)),
            *(drop("bids", n, "success_rate") for n in range(4)),
        ),
        P,
        (C, 0, "score", "of"),
        "needs the demand it is taken over",
    ),
    Fault("rate-missing", drop(P, "whole_life"), P, ("gates", 1, "of"), "needs a discount rate"),
    Fault(
        "unknown-register",
        put(P, "whole_life", "register", value="green-book"),
        P,
        ("whole_life", "register"),
        'no register "green-book"',
    ),
    Fault("unknown-rate", put(P, "whole_life", "rate", value="health"), P, ("whole_life", "rate"), 'no rate "health"'),
    Fault(
        "rate-missing",
        put(P, "commenced_on", value="2001-01-01"),
        P,
        ("whole_life", "register"),
        "no schedule of rates in force",
    ),
    # Gates, minimums, scales.
    Fault("invalid-gate", put(P, "gates", 0, "at_most", value=5), P, ("gates", 0), "asks for a declaration"),
    Fault("invalid-gate", drop(P, "gates", 1, "at_most"), P, ("gates", 1), "asks for a figure"),
    Fault("invalid-gate", put(P, "gates", 1, "at_least", value=10**9), P, ("gates", 1), "at_least is above at_most"),
    Fault(
        "invalid-gate",
        put(P, "gates", 1, "of", value="percent-above-lowest"),
        P,
        ("gates", 1),
        "depends on the other bids",
    ),
    Fault("unknown-figure", put(P, "gates", 1, "of", value="life"), P, ("gates", 1, "of"), '"life" is neither'),
    Fault("invalid-minimum", put(P, C, 3, "minimum", "marks", value=40), P, (C, 3, "minimum"), "and not both"),
    Fault("invalid-minimum", drop(P, C, 3, "minimum", "level"), P, (C, 3, "minimum"), "needs `level` or `marks`"),
    Fault("invalid-minimum", put(P, C, 3, "minimum", "level", value=6), P, (C, 3, "minimum"), "is level 6"),
    Fault(
        "invalid-minimum",
        put(P, C, 1, "minimum", value={"level": 2, "consequence": "flag"}),
        P,
        (C, 1, "minimum"),
        "which its scale does not have",
    ),
    Fault(
        "duplicate-id",
        put(P, "scales", "spare", value={"levels": [{"level": 1, "marks": 0}, {"level": 1, "marks": 100}]}),
        P,
        ("scales", "spare", "levels"),
        "has level 1 twice",
    ),
    Fault(
        "scale-not-rising",
        put(P, "scales", "spare", value={"levels": [{"level": 1, "marks": 100}, {"level": 2, "marks": 40}]}),
        P,
        ("scales", "spare", "levels"),
        "level 2 earns less than 1",
    ),
    # Methods.
    Fault("unknown-method", method("weighted-sums"), P, ("evaluation", "method"), '"weighted-sums" is not'),
    Fault("unknown-key", method("weighted-sum", price_of="price"), P, ("evaluation", "price_of"), "price_of"),
    Fault("missing-key", method("award-on-value"), P, ("evaluation",), 'needs the key "pounds_per_quality_point"'),
    Fault(
        "invalid-parameter",
        method("award-on-value", pounds_per_quality_point="many"),
        P,
        ("evaluation", "pounds_per_quality_point"),
        "expected a plain number",
    ),
    Fault(
        "invalid-parameter",
        method("award-on-value", pounds_per_quality_point=-1),
        P,
        ("evaluation", "pounds_per_quality_point"),
        "may not be negative",
    ),
    Fault(
        "weights-do-not-sum",
        method("value-for-money-index", quality_weight=60, price_weight=50),
        P,
        ("evaluation", "quality_weight"),
        "add up to exactly 100",
    ),
    Fault(
        "weight-too-fine",
        method("value-for-money-index", quality_weight="60.001", price_weight="39.999"),
        P,
        ("evaluation", "quality_weight"),
        "at most one decimal place",
    ),
    Fault(
        "quality-minimum-missing",
        method("price-per-quality-point"),
        P,
        ("evaluation",),
        "unless it has a quality_minimum",
    ),
    Fault(
        "invalid-parameter",
        method("price-per-quality-point", quality_minimum={"marks": 50}),
        P,
        ("evaluation", "quality_minimum"),
        "needs marks from 0 to 100 and a consequence",
    ),
    Fault(
        "invalid-parameter",
        method("price-per-quality-point", quality_minimum={"marks": 0, "consequence": "flag"}),
        P,
        ("evaluation", "quality_minimum"),
        "must be above 0",
    ),
    Fault(
        "unknown-figure",
        method("value-for-money-index", price_of="prise", **WEIGHTS),
        P,
        ("evaluation",),
        '"prise" is neither',
    ),
    Fault(
        "unknown-figure", method("value-for-money-index", price_of=5, **WEIGHTS), P, ("evaluation",), "5 is no figure"
    ),
    Fault(
        "unknown-tie-break",
        put(*EVALUATION, "tie_break", 1, value="socal"),
        P,
        ("evaluation", "tie_break", 1),
        '"socal" is no criterion',
    ),
    Fault("invalid-low-bid", drop(P, "low_bid", "should_cost"), P, ("low_bid",), "belong together"),
    Fault("invalid-low-bid", put(P, "low_bid", value={}), P, ("low_bid",), "has no trigger"),
]


def relative(score: Data, words: str, *key: str, code: str = "invalid-parameter") -> Fault:
    """Return a fault in a relative rule or its key, whose warning that it is relative is expected beside it."""
    return Fault(code, put(P, C, 1, "score", value=score), P, (C, 1, "score", *key), words)


RELATIVE_FAULTS = [
    relative({"rule": "lowest-price-ratio"}, "is marked relative to the other bids", code="relative-price-formula"),
    relative({"rule": "mean-deviation", "slope": 0}, "slope must be above 0", "slope"),
    relative({**BANDS, "bands": [{"above": 0, "marks": 100}]}, "must hold 0%", "bands", code="band-gap"),
    relative({**BANDS, "bands": [{"from": 0, "up_to": 50, "marks": 100}]}, "must hold 0%", "bands", code="band-gap"),
    relative(
        {**BANDS, "bands": [{"up_to": 9, "marks": 50}, {"above": 9, "marks": 100}]},
        "a dearer band earns more marks",
        "bands",
    ),
    relative(
        {**BANDS, "bands": [{"marks": 100}], "when_lowest_is_zero": 101},
        "must be from 0 to 100 marks",
        "when_lowest_is_zero",
    ),
    relative({"rule": "ratio-to-best", "of": "percent-above-lowest", "best": "lowest"}, "already compares the bids"),
]

ALPHA = "bid/alpha"
B = "bids"
ZERO_LINES = [{"band": "standard", "unit_price": 0}, {"band": "complex", "unit_price": 0}]

BID_FAULTS = [
    Fault(
        "look-alike-suppliers",
        put(B, 1, "supplier", "name", value="SUPPLIER  Alpha"),
        "bid/beta",
        ("supplier", "name"),
        "suppliers of alpha and beta have names that look alike",
    ),
    Fault(
        "invalid-price", put(B, 0, "price", "total", value=5), ALPHA, ("price",), "either a total price or price lines"
    ),
    Fault(
        "invalid-price",
        put(B, 0, "price", "lines", 2, "unit_price", value=5),
        ALPHA,
        ("price", "lines", 2),
        "a price line is either",
    ),
    Fault(
        "unknown-band",
        put(B, 0, "price", "lines", 3, value={"band": "urgent", "unit_price": 5}),
        ALPHA,
        ("price", "lines", 3),
        'no demand band "urgent"',
    ),
    Fault(
        "price-missing",
        drop(B, 0, "price", "lines", 1),
        ALPHA,
        ("price", "lines"),
        'no unit price for the band "complex"',
    ),
    Fault("price-missing", drop(B, 0, "price"), ALPHA, (), "alpha states no price"),
    Fault(
        "unknown-id",
        put(B, 0, "success_rate", "urgent", value={"value": 1}),
        ALPHA,
        ("success_rate", "urgent"),
        '"urgent", which is no demand band',
    ),
    Fault(
        "unknown-id",
        put(B, 0, "declarations", "zero-hours", value={"value": True}),
        ALPHA,
        ("declarations", "zero-hours"),
        "no declaration gate",
    ),
    Fault(
        "unknown-id",
        put(B, 0, "recorded", "F1", value={"marks": 5}),
        ALPHA,
        ("recorded", "F1"),
        "no recorded criterion",
    ),
    Fault("unknown-area", put(B, 0, "members", 1, "area", value="west"), ALPHA, ("members", 1, "area"), 'area "west"'),
    Fault(
        "unknown-area",
        put(B, 0, "commitments", 0, "area", value="east"),
        ALPHA,
        ("commitments", 0, "area"),
        'area "east"',
    ),
    Fault(
        "unknown-measure",
        put(B, 0, "measures", "kilometres", value={"value": 1}),
        ALPHA,
        ("measures", "kilometres"),
        "which this procurement does not measure",
    ),
    Fault(
        "shares-do-not-sum", put(B, 0, "members", 1, "value_share", value="0.3"), ALPHA, ("members",), "add up to 0.9"
    ),
    Fault(
        "duplicate-id",
        put(B, 0, "commitments", 1, "id", value="C1"),
        ALPHA,
        ("commitments", 1, "id"),
        'commitment "C1" is the same as "c1"',
    ),
    Fault("declaration-missing", drop(B, 0, "declarations"), ALPHA, (), 'no answer to the gate "wage"'),
    Fault("recorded-missing", drop(B, 0, "recorded"), ALPHA, (), 'no recorded marks on "Q1"'),
    Fault("recorded-missing", drop(B, 2, "recorded"), "bid/compared", (), 'compared has no recorded marks on "Q1"'),
    Fault(
        "invalid-recorded",
        put(B, 0, "recorded", "Q1", "weighted", value=5),
        ALPHA,
        ("recorded", "Q1"),
        "`marks` or `weighted`, and not both",
    ),
    Fault(
        "invalid-recorded",
        put(B, 0, "recorded", "Q1", value={"weighted": "10.01"}),
        ALPHA,
        ("recorded", "Q1"),
        "10.01 weighted marks",
    ),
    Fault("measure-missing", drop(B, 0, "measures", "carbon"), ALPHA, (), 'does not give the measure "carbon"'),
    Fault(
        "success-rate-missing",
        drop(B, 0, "success_rate", "complex"),
        ALPHA,
        (),
        'no success rate for the band "complex"',
    ),
    Fault("costs-missing", drop(B, 0, "whole_life_costs"), ALPHA, (), "states no dated costs"),
    Fault("zero-price", put(B, 0, "price", "lines", value=ZERO_LINES), ALPHA, ("price",), "alpha has price 0"),
    Fault(
        "outside-bands",
        put(B, 0, "measures", "hours", value={"value": 100}),
        ALPHA,
        ("measures", "hours", "value"),
        "no band",
    ),
]


SCORE_FAULTS = [
    Fault("unknown-bid", put("scores", 0, "scores", 0, "bid", value="alfa"), "score/0/0", ("bid",), 'scores "alfa"'),
    Fault(
        "unknown-criterion",
        put("scores", 0, "scores", 1, "criterion", value="F1"),
        "score/0/1",
        ("criterion",),
        "not a criterion scored by levels",
    ),
    Fault("level-off-scale", put("scores", 1, "scores", 0, "level", value=6), "score/1/0", ("level",), "level 6"),
    Fault("level-off-scale", put("scores", 1, "scores", 0, "level", value="3.5"), "score/1/0", ("level",), "level 3.5"),
    Fault(
        "level-off-scale",
        put("consensus", "scores", 0, "level", value=9),
        "consensus-score/0",
        ("level",),
        "consensus gives alpha level 9",
    ),
    Fault(
        "duplicate-score",
        put("scores", 0, "scores", 3, value={"bid": "beta", "criterion": "S1", "level": 4, "rationale": "Again."}),
        "score/0/3",
        (),
        'evaluator-1 scores beta on "S1" twice',
    ),
    Fault(
        "duplicate-score",
        put("consensus", "scores", 1, value={"bid": "alpha", "criterion": "S1", "level": 4, "rationale": "Again."}),
        "consensus-score/1",
        (),
        'consensus scores alpha on "S1" twice',
    ),
    Fault(
        "rationale-missing", drop("scores", 0, "scores", 0, "rationale"), "score/0/0", (), "gives no reason for alpha"
    ),
    Fault(
        "rationale-missing", put("scores", 0, "scores", 0, "rationale", value="  "), "score/0/0", (), "gives no reason"
    ),
    Fault(
        "rationale-missing",
        drop("consensus", "scores", 0, "rationale"),
        "consensus-score/0",
        (),
        "consensus gives no reason for alpha",
    ),
    Fault(
        "published-without-rationales",
        put(P, "record", value={"published_without_rationales": True, "reference": "FOI1"}),
        P,
        ("record",),
        "published without their reasons",
    ),
    Fault(
        "duplicate-id",
        put("scores", 1, "evaluator", "id", value="Evaluator-1"),
        "scores/1",
        ("evaluator", "id"),
        'evaluator "Evaluator-1" is the same as "evaluator-1"',
    ),
    Fault(
        "decided-twice",
        put(
            "decisions",
            "decisions",
            0,
            value=decisions({"about": "low-bid", "bid": "beta", "outcome": "accepted"})["decisions"][0],
        ),
        "decisions",
        ("decisions", 2),
        "low-bid is decided twice for beta",
    ),
    Fault(
        "unknown-evaluator",
        put("decisions", "decisions", 0, "evaluator", value="evaluator-3"),
        "decisions",
        ("decisions", 0),
        '"evaluator-3", who is no evaluator',
    ),
    Fault(
        "unknown-bid",
        put("decisions", "decisions", 1, "order", 1, value="omega"),
        "decisions",
        ("decisions", 1),
        'names "omega"',
    ),
    Fault(
        "duplicate-id",
        put("decisions", "decisions", 1, "order", 2, value="beta"),
        "decisions",
        ("decisions", 1, "order", 2),
        'drawn bid "beta" is there twice',
    ),
    Fault(
        "unknown-bid",
        put("decisions", "decisions", 2, "bid", value="omega"),
        "decisions",
        ("decisions", 2),
        'names "omega"',
    ),
]

OTHER_FAULTS = [
    Fault("duplicate-id", put(B, 1, value=bid("ALPHA")), "bid-number/1", ("id",), 'bid "ALPHA" is the same as "alpha"'),
]
WARNINGS = {"look-alike-suppliers", "pillar-missing", "published-without-rationales", "relative-price-formula"}
FAULTS = [*METHOD_FAULTS, *BID_FAULTS, *SCORE_FAULTS]


def test_a_sound_procurement_has_no_finding() -> None:
    """Nothing is found where nothing is wrong, and the procurement can be scored."""
    parts = Parts()
    assert parts.findings == ()
    assert [one.status for one in evaluate(parts.inputs).bids] == ["ranked", "ranked", "comparator", "withdrawn"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_gives_one_finding(fault: Fault) -> None:
    """A single fault is reported once, under its code, at its place, in words that name it, with its weight."""
    parts = Parts()
    fault.change(parts)
    assert [finding.code for finding in parts.findings] == [fault.code]
    [finding] = parts.findings
    assert finding.place == Place(fault.part, fault.keys)
    assert re.search(re.escape(fault.words), finding.message)
    assert finding.severity == (Severity.WARNING if fault.code in WARNINGS else Severity.ERROR)


@pytest.mark.parametrize("fault", RELATIVE_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_relative_rule(fault: Fault) -> None:
    """A relative rule always carries its warning; a fault in it is one finding more."""
    parts = Parts()
    fault.change(parts)
    assert {finding.code for finding in parts.findings} == {fault.code, "relative-price-formula"}
    found = next(finding for finding in parts.findings if finding.code == fault.code)
    assert found.place == Place(fault.part, fault.keys)
    assert re.search(re.escape(fault.words), found.message)


@pytest.mark.parametrize("fault", OTHER_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_that_hides_others(fault: Fault) -> None:
    """Two bids of one name are said first, whatever else follows from them."""
    parts = Parts()
    fault.change(parts)
    found = next(finding for finding in parts.findings if finding.code == fault.code)
    assert found.place == Place(fault.part, fault.keys)
    assert re.search(re.escape(fault.words), found.message)


def test_a_negative_figure_cannot_be_compared_in_proportion() -> None:
    """A rule that divides by the best figure refuses one below nothing."""
    parts = Parts()
    parts.put(P, C, 2, "score", value={"rule": "ratio-to-best", "of": "carbon", "best": "highest"})
    parts.put(B, 0, "measures", "carbon", value={"value": "-0.1"})
    [found] = [finding for finding in parts.findings if finding.code != "relative-price-formula"]
    assert (found.code, found.place) == ("negative-figure", Place(ALPHA, ("measures", "carbon", "value")))


def test_rates_that_do_not_reach_a_cost_are_named() -> None:
    """A cost in a year that the schedule does not reach is refused rather than discounted at a guess."""
    parts = Parts()
    parts.put(B, 0, "whole_life_costs", 1, value={"title": "End", "kind": "end-of-life", "year": 40, "amount": 5})
    entry = GREEN_BOOK.entries[0]
    short = entry.values[0].model_copy(update={"schedule": entry.values[0].schedule[:1]})
    register = GREEN_BOOK.model_copy(update={"entries": (entry.model_copy(update={"values": (short,)}),)})
    inputs = parts.inputs
    with pytest.raises(InputError, match=r"^bid/alpha: alpha: the discount rates do not reach year 40\.$"):
        evaluate(replace(inputs, registers={register.id: register}))


def test_a_comparator_below_every_bid_is_in_the_first_band() -> None:
    """A comparator sets no lowest price, so a table of percentages need not reach below it, nor above for its sake."""
    bands = [{"from": 0, "up_to": 50, "marks": 100}, {"above": 50, "up_to": 60, "marks": 10}]
    score = {"rule": "banded", "of": "percent-above-lowest", "bands": bands}
    method_data = procurement([criterion("price", "100", score, "financial")])
    for price in (10, 90):
        bids = [offer("a", 100), offer("b", 155), offer("compared", price, role="comparator")]
        parts = Parts(method_data, bids, [], {}, {})
        assert {finding.severity for finding in parts.findings} == {Severity.WARNING}
        assert totals(evaluate(parts.inputs)) == {"a": "100.00", "b": "10.00", "compared": "100.00"}


def test_a_price_is_needed_where_a_published_rule_reads_it() -> None:
    """A low-bid rule and a tie-break on price are not passed over because a bid states no price."""
    for more in ({"low_bid": {"below_mean_percent": 20}}, {"keys": {"tie_break": ["lowest-price"]}}):
        method_data = procurement([recorded("q", "100")], **more)
        parts = Parts(method_data, [offer("a", marks={"q": 1})], [], {}, {})
        found = [finding.code for finding in parts.findings if finding.severity is Severity.ERROR]
        assert found == ["price-missing"]


# --- Catalogue files -------------------------------------------------------------------------------

SCALE: Data = {"kind": "scale", "schema": 1, "id": "s", "title": "S", "licence": "OGL-3.0", "confidence": "official"}
TOP = Place("local.yaml")


def register_with(*values: Data, more: tuple[Data, ...] = ()) -> Register:
    """Return a register of one entry with these values, and more entries."""
    reference = {"reference": {"title": "A table"}}
    entry = {"id": "e", "description": "E", "unit": "GBP", "values": [{**value, **reference} for value in values]}
    dump = GREEN_BOOK.model_dump(by_alias=True)
    return Register.model_validate({**dump, "entries": [entry, *({**entry, **one} for one in more)]})


def span(start: int, end: int | None) -> Data:
    """Return a span of a schedule."""
    return {"from_year": start, "to_year": end, "percent": 3}


def framework_with(*outcomes: Data, scales: Data | None = None) -> Framework:
    """Return a framework of one theme with these outcomes."""
    return Framework.model_validate(
        {
            "kind": "framework",
            "schema": 1,
            "id": "f",
            "title": "F",
            "version": "1",
            "publisher": "A",
            "licence": "OGL-3.0",
            "references": [{"title": "A"}],
            "scales": scales or {},
            "themes": [{"id": "t", "title": "T", "outcomes": list(outcomes)}],
        }
    )


def outcome(name: str, criterion: str = "", measure: str = "") -> Data:
    """Return an outcome with a criterion and a measure."""
    offered = {"confidence": "official"}
    asked = {"id": criterion, "title": f"Criterion {criterion}", "pillar": "social", **offered}
    return {
        "id": name,
        "title": "O",
        "criteria": [asked] if criterion else [],
        "measures": [{"id": measure, "title": "X", "unit": "n", **offered}] if measure else [],
    }


DAY = {"from": "2024-04-01"}
LATER = {"from": "2025-04-01"}
FALLING = {
    "levels": [{"level": 0, "marks": 100, "descriptor": "None."}, {"level": 1, "marks": 0, "descriptor": "All."}]
}

CATALOGUE_FAULTS = [
    (ScaleFile.model_validate({**SCALE, **FALLING}), "scale-not-rising", ("levels",)),
    (register_with({**LATER, "value": 1}, {**DAY, "value": 2}), "values-out-of-order", ("entries", 0, "values")),
    (register_with({**DAY, "value": 1}, {**DAY, "value": 2}), "values-out-of-order", ("entries", 0, "values")),
    (register_with({**DAY}), "invalid-value", ("entries", 0, "values", 0)),
    (register_with({**DAY, "value": 1, "schedule": [span(0, None)]}), "invalid-value", ("entries", 0, "values", 0)),
    (register_with({**DAY, "value": 1, "series": {"2026": 1}}), "invalid-value", ("entries", 0, "values", 0)),
    (
        register_with({**DAY, "schedule": [span(0, 30), span(32, None)]}),
        "schedule-gap",
        ("entries", 0, "values", 0, "schedule", 1),
    ),
    (
        register_with({**DAY, "schedule": [span(0, None), span(31, None)]}),
        "schedule-gap",
        ("entries", 0, "values", 0, "schedule", 1),
    ),
    (register_with({**DAY, "value": 1}, more=({"id": "E"},)), "duplicate-id", ("entries", 1, "id")),
    (framework_with(outcome("o"), outcome("O")), "duplicate-id", ("themes", 0, "outcomes", 1, "id")),
    (
        framework_with(outcome("o", "1a"), outcome("p", "1A")),
        "duplicate-id",
        ("themes", 0, "outcomes", 1, "criteria", 0, "id"),
    ),
    (
        framework_with(outcome("o", measure="m"), outcome("p", measure="m")),
        "duplicate-id",
        ("themes", 0, "outcomes", 1, "measures", 0, "id"),
    ),
    (framework_with(outcome("o"), scales={"s": FALLING}), "scale-not-rising", ("scales", "s", "levels")),
]


@pytest.mark.parametrize(("item", "code", "keys"), CATALOGUE_FAULTS, ids=lambda value: str(value)[:40])
def test_one_fault_in_a_catalogue_file(
    item: Framework | Register | ScaleFile, code: str, keys: tuple[Key, ...]
) -> None:
    """Scales, registers and frameworks are checked on their own, each fault once."""
    [finding] = catalogue_findings(item, TOP)
    assert (finding.code, finding.place) == (code, Place("local.yaml", keys))


def test_sound_catalogue_files_have_no_finding() -> None:
    """A sound scale, register and framework pass."""
    scale = ScaleFile.model_validate({**SCALE, **OUT_OF_FIVE})
    framework = framework_with(outcome("o", "1a", "m"), outcome("p", "1b", "n"), scales={"s": OUT_OF_FIVE})
    for item in (scale, GREEN_BOOK, framework):
        assert not list(catalogue_findings(item, TOP))


# --- Every code has a test -------------------------------------------------------------------------


def test_every_code_of_the_core_is_tested() -> None:
    """A code that the checks can give stands in a table above, in the corpus, or in a test of its own."""
    rooms = (social_value.core.checks, social_value.core.figures, social_value.core.reads, social_value.core.rules)
    modules = [import_module(f"{room.__name__}.{one.name}") for room in rooms for one in iter_modules(room.__path__)]
    codes = {code.id for module in modules for code in vars(module).values() if isinstance(code, FindingCode)}
    tested = {fault.code for fault in (*FAULTS, *RELATIVE_FAULTS, *OTHER_FAULTS)}
    tested |= {code for _, code, _ in CATALOGUE_FAULTS} | {"negative-figure"} | codes_expected()
    tested |= {code for code, _, _, _ in (*VALUATION_FAULTS, *COMMITMENT_FAULTS)}
    assert len(codes) > 40
    assert codes - tested == set()
