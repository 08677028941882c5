"""What holds of every fair evaluation, tried on generated procurements.

Each test carries the number of its invariant in docs of the trade: 1-13 totals, 14-18 monotonicity and hurdles, 19-24
ranking, 25-28 price, 29-31 money over time, 42-50 representation.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from social_value.arithmetic import rounded
from social_value.core.checks import findings_of
from social_value.core.discounting import discount_factor
from social_value.core.evaluation.evaluate import evaluate, rank_settled
from social_value.core.evaluation.results import Evaluation, publish
from social_value.core.evaluation.steps_of_marks import criterion_steps, total_steps
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.inputs import walk
from social_value.core.provenance import method_fingerprint
from social_value.core.rules.formulas import FORMULAS, Formula
from social_value.core.rules.methods import Root
from social_value.core.rules.parameters import SUM
from social_value.core.scoring.field import field_of
from social_value.core.scoring.settling import settle
from social_value.core.terms import terms_of
from social_value.errors import InputError
from social_value.files.load import load
from social_value.model.bid import Bid
from social_value.model.procurement import Procurement
from social_value.model.register import Register
from social_value.wording import published
from tests.core.builders import (
    DECIDED,
    GREEN_BOOK,
    evaluated,
    inputs_of,
    inputs_of_case,
    offer,
    priced,
    procurement,
    ranks,
    recorded,
    rounding,
    statuses,
    totals,
)
from tests.core.parameters import written
from tests.core.spreadsheet import worked_out
from tests.core.transforms import (
    cases,
    is_absolute,
    is_relative,
    leaves_of,
    outlines,
    picture,
    renamed_case,
    rounds_once,
    scored,
    with_method,
    with_parts,
    with_twin,
    without_bid,
)
from tests.generate import Case
from tests.samples import sample

Data = dict[str, Any]

MANY = sample(80, 1_000)
FULL, NOTHING = Fraction(100), Fraction(0)
properties = settings(max_examples=sample(40, 800))


def weighted_sum(case: Case) -> bool:
    """Tell whether totals are marks out of 100."""
    return bool(case.procurement["evaluation"]["method"] == "weighted-sum")


def without_draw(case: Case) -> Case:
    """Return a case whose ties are never broken by lots."""

    def change(method: Data) -> None:
        steps = method["evaluation"].get("tie_break", [])
        method["evaluation"]["tie_break"] = [step for step in steps if step != "lots-drawn"]

    return with_method(case, change)


# --- Totals ----------------------------------------------------------------------------------------


def test_01_totals_are_from_0_to_100() -> None:
    """A total out of 100 is never below 0 nor above 100."""
    for case in cases(MANY, lambda case: weighted_sum(case) and rounds_once(case)):
        for result in scored(case).bids:
            assert result.total is None or 0 <= result.total.radicand <= 100, case.seed


@pytest.mark.parametrize("marks", [100, 0])
def test_02_the_best_and_the_worst_bid(marks: int) -> None:
    """Full marks everywhere are exactly 100, none anywhere exactly 0, whatever the weights."""
    random = Random(marks)  # noqa: S311 - weights of a test
    for _ in range(30):
        cuts = sorted(random.sample(range(1, 10_000), 4))
        weights = [Decimal(high - low) / 100 for low, high in pairwise([0, *cuts, 10_000])]
        criteria = [recorded(f"c{number}", weight) for number, weight in enumerate(weights)]
        bid = offer("a", marks={f"c{number}": marks for number in range(len(weights))})
        assert totals(evaluated(procurement(criteria), [bid])) == {"a": f"{marks:.2f}"}


def test_03_the_parts_shown_and_the_rounding_difference_are_the_total() -> None:
    """Published pillars plus the row called rounding difference add up to the published total."""
    for case in cases(MANY, weighted_sum):
        found = scored(case)
        for result in found.bids:
            if result.published is not None:
                [row] = [step for step in total_steps(found, result) if step.label == "Rounding difference"]
                shown = sum(
                    publish(pillar.weighted, found.rounding) for pillar in result.pillars if pillar.weighted is not None
                )
                assert row.value is not None
                assert Fraction(shown) + row.value == Fraction(result.published), case.seed


def test_04_a_contribution_is_weight_times_marks() -> None:
    """Weighted marks are weight x marks / 100, so never below 0 nor above the weight."""
    for case in cases(MANY, rounds_once):
        found = scored(case)
        for leaf in found.inputs.leaves:
            for result in found.bids:
                marked = found.settled.marked(leaf.id, result.id)
                if marked.marks is not None:
                    assert marked.weighted == leaf.points * marked.marks / 100
                    assert 0 <= marked.weighted <= leaf.points


def test_05_the_order_of_bids_changes_nothing() -> None:
    """Bids, evaluators and their scores may come in any order."""
    for case in cases(MANY):
        random = Random(case.seed)  # noqa: S311 - an order
        sheets = [{**sheet, "scores": random.sample(sheet["scores"], len(sheet["scores"]))} for sheet in case.scores]
        mixed = replace(case, bids=random.sample(case.bids, len(case.bids)), scores=sheets[::-1])
        before, after = scored(case), scored(mixed)
        assert picture(before) == picture(after), case.seed
        assert [one.id for one in before.bids] == [one.id for one in after.bids], case.seed
        assert (before.award, before.outstanding, before.leave_one_out) == (
            after.award,
            after.outstanding,
            after.leave_one_out,
        )


def test_06_the_order_of_criteria_changes_nothing() -> None:
    """Criteria and gates may stand in any order."""

    def turn(method: Data) -> None:
        method["criteria"].reverse()
        for one in method["criteria"]:
            one.get("criteria", []).reverse()
        method.get("gates", []).reverse()

    for case in cases(MANY):
        assert picture(scored(case)) == picture(scored(with_method(case, turn))), case.seed


def _keys_turned(value: Any) -> Any:  # noqa: ANN401 - nested data
    if isinstance(value, dict):
        return {key: _keys_turned(value[key]) for key in reversed(value)}
    return [_keys_turned(inside) for inside in value] if isinstance(value, list) else value


def test_06_the_order_of_keys_changes_nothing() -> None:
    """Keys of a file may stand in any order: results and fingerprint stay."""
    for case in cases(MANY):
        parts = (case.procurement, case.bids, case.scores, case.consensus, case.decisions)
        turned = Case(case.seed, *map(_keys_turned, parts))
        assert picture(scored(case)) == picture(scored(turned)), case.seed
        assert method_fingerprint(inputs_of_case(case)) == method_fingerprint(inputs_of_case(turned))


def test_06_the_order_of_columns_changes_nothing(tmp_path: Path) -> None:
    """Measures may stand in any column of bids.csv."""
    for case in cases(10, lambda case: case.bids_in_csv and len(case.bids[0].get("measures", {})) > 1):
        folder = case.write(tmp_path / str(case.seed))
        before = picture(evaluate(load(folder).inputs))
        rows = [line.split(",") for line in (folder / "bids.csv").read_text(encoding="utf-8").splitlines()]
        if all(len(row) == len(rows[0]) for row in rows):  # a quoted comma would need a writer
            turned = "\n".join(",".join([*row[:3], *reversed(row[3:])]) for row in rows)
            (folder / "bids.csv").write_text(turned + "\n", encoding="utf-8")
            assert picture(evaluate(load(folder).inputs)) == before


def test_07_names_change_labels_only() -> None:
    """Renaming bids, criteria and suppliers changes no number."""
    for case in cases(MANY):
        bids = {bid["id"]: f"z{number}-{bid['id'][::-1]}" for number, bid in enumerate(reversed(case.bids))}
        criteria = {leaf["id"]: f"x-{leaf['id']}" for leaf in leaves_of(case.procurement["criteria"])}
        other = renamed_case(case, {**bids, **criteria})
        other = replace(other, bids=[{**bid, "supplier": {"name": "One Name Ltd"}} for bid in other.bids])
        before, after = picture(scored(case)), picture(scored(other))
        for old, new in bids.items():
            *outline, marks = before[old]
            assert [*outline, {criteria[name]: one for name, one in marks.items()}] == list(after[new]), case.seed


def _doubled(given: Data) -> Data:
    return {name: {key: n * (1 + (key == "weighted")) for key, n in marks.items()} for name, marks in given.items()}


def test_08_only_the_ratio_of_weights_matters() -> None:
    """Weights that are all doubled leave the marks of every pillar; to be published they must sum to 100."""

    def double(method: Data) -> None:
        for leaf in leaves_of(method["criteria"]):
            leaf["weight"] *= 2
        for one in method["criteria"]:
            if "criteria" in one:
                one.pop("weight", None)

    for case in cases(40, lambda case: weighted_sum(case) and rounds_once(case)):
        doubled = with_method(case, double)
        doubled.bids = [{**bid, "recorded": _doubled(bid.get("recorded", {}))} for bid in doubled.bids]
        with pytest.raises(InputError, match="weights add up to 200, not 100"):
            scored(doubled)
        before, field = scored(case).settled, field_of(inputs_of_case(doubled))
        after = settle(field, field.entrants)
        assert after.pool == before.pool, case.seed
        for pillar, weight in before.field.weights.items():
            assert field.weights[pillar] == 2 * weight
            for bid in before.pool:
                half, whole = before.pillar(pillar, bid), after.pillar(pillar, bid)
                assert half is not None
                assert whole == 2 * half, (case.seed, bid)


def test_09_the_unit_of_a_measure_changes_nothing() -> None:
    """A measure in another unit, with its published end points in that unit, earns the same."""
    for factor in (Decimal("0.001"), Decimal(12), Decimal("907.18474")):
        ends = {"zero_at": Decimal("0.5"), "full_at": Decimal("0.1")}
        values = {"a": Decimal("0.24"), "b": Decimal("0.42"), "c": Decimal("0.05")}

        def found(times: Decimal, ends: Data = ends, values: Data = values) -> dict[str, str | None]:
            score = {"rule": "linear", "of": "carbon", **{key: end * times for key, end in ends.items()}}
            criteria = [{"id": "E", "pillar": "environmental", "weight": 100, "score": score}]
            bids = [offer(name, measures={"carbon": value * times}) for name, value in values.items()]
            return totals(evaluated(procurement(criteria), bids))

        assert found(factor) == found(Decimal(1)) == {"c": "100.00", "a": "65.00", "b": "20.00"}


@pytest.mark.parametrize("off", ["0.0000000001", "-0.0000000001", "5", "-5"])
def test_10_weights_sum_to_exactly_100(off: str) -> None:
    """Every generated procurement sums to 100; one that misses it by the last place is refused with its sum."""
    for case in cases(20):
        assert sum(leaf.points for leaf in scored(case).inputs.leaves) == 100
    method = procurement([recorded("a", "60"), recorded("b", Decimal(40) + Decimal(off))])
    with pytest.raises(InputError, match=r"criterion weights add up to [\d.]+, not 100"):
        evaluated(method, [offer("x", marks={"a": 1, "b": 1})])


def test_11_a_group_with_one_part_is_the_part() -> None:
    """A criterion inside a group of its own earns what it earns alone."""
    for case in cases(MANY):

        def wrap(method: Data) -> None:
            method["criteria"] = [
                one
                if "criteria" in one
                else {
                    "id": f"group-{one['id']}",
                    "pillar": one["pillar"],
                    "weight": one["weight"],
                    "criteria": [{key: value for key, value in one.items() if key != "pillar"}],
                }
                for one in method["criteria"]
            ]

        assert picture(scored(case)) == picture(scored(with_method(case, wrap))), case.seed


def _breaks_ties_on_nothing(case: Case) -> bool:
    """Tell whether a tie is broken on a criterion without weight: its marks can do that, its weighted parts cannot."""
    steps = case.procurement["evaluation"].get("tie_break", [])
    return any(leaf["id"] in steps and not leaf["weight"] for leaf in leaves_of(case.procurement["criteria"]))


def test_12_two_halves_of_a_criterion_are_the_whole() -> None:
    """A criterion that is split into two halves, each scored alike, leaves every total and rank."""
    for case in cases(MANY, lambda case: rounds_once(case) and not _breaks_ties_on_nothing(case)):
        names = {leaf["id"]: [f"{leaf['id']}a", f"{leaf['id']}b"] for leaf in leaves_of(case.procurement["criteria"])}

        def split(one: Data, names: dict[str, list[str]] = names) -> list[Data]:
            kept = {key: value for key, value in one.items() if key in ("score", "minimum", "title")}
            parts = [{**kept, "id": part, "weight": Decimal(one["weight"]) / 2} for part in names[one["id"]]]
            pillar = {"pillar": one["pillar"]} if "pillar" in one else {}
            return [{"id": one["id"], **pillar, "criteria": parts}]

        assert outlines(scored(case)) == outlines(scored(with_parts(case, split, names))), case.seed


def test_13_a_criterion_of_no_weight_changes_nothing_and_is_still_checked() -> None:
    """A criterion that weighs nothing moves no total and no rank; a bid must still answer it."""
    for case in cases(40):
        pillar = (
            next(iter(leaves_of(case.procurement["criteria"]))).get("pillar")
            or case.procurement["criteria"][0]["pillar"]
        )

        def add(method: Data, pillar: str = pillar) -> None:
            method["criteria"].append(recorded("none", "0", pillar))

        asked = with_method(case, add)
        bids = [{**bid, "recorded": {**bid.get("recorded", {}), "none": {"marks": 70}}} for bid in case.bids]
        assert outlines(scored(case)) == outlines(scored(replace(asked, bids=bids))), case.seed
        if any(bid.get("status") != "withdrawn" for bid in case.bids) and not case.procurement.get("gates"):
            with pytest.raises(InputError, match='no recorded marks on "none"'):
                scored(asked)


# --- Monotonicity and hurdles ----------------------------------------------------------------------


def _one_level_more(case: Case, bid: str, criterion: str) -> Case | None:
    """Return the case with one level more for a bid on a criterion, or None where it has the highest."""
    leaf = next(one for one in leaves_of(case.procurement["criteria"]) if one["id"] == criterion)
    steps = sorted(step["level"] for step in case.procurement["scales"][leaf["score"]["scale"]]["levels"])
    other = copy.deepcopy(case)
    seats = [
        row
        for rows in (*(sheet["scores"] for sheet in other.scores), (other.consensus or {"scores": []})["scores"])
        for row in rows
        if (row["bid"], row["criterion"]) == (bid, criterion)
    ]
    level = seats[-1]["level"]
    if level == steps[-1]:
        return None
    for row in seats:
        row["level"] = steps[steps.index(level) + 1]
    return other


def test_14_a_higher_score_never_hurts() -> None:
    """One level more never lowers the bid's rank, never puts it out, and moves no rival's absolute marks."""
    tried = 0
    for case in cases(MANY, lambda case: bool(case.procurement.get("scales"))):
        before = scored(case)
        scaled = [leaf.id for leaf in before.inputs.leaves if getattr(leaf.score, "rule", "") == "scale"]
        for bid in [one.id for one in before.bids if one.status == "ranked"][:3]:
            better = _one_level_more(case, bid, scaled[0])
            if better is None:
                continue
            tried += 1
            after = scored(better)
            old, new = before.result(bid).rank, after.result(bid).rank
            assert old is not None
            assert new is not None
            assert new <= old, (case.seed, bid)
            others = {name: one for name, one in picture(before).items() if name != bid}
            for name, (_, _, total, marks) in others.items():
                _, _, total_after, marks_after = picture(after)[name]
                assert (total, marks) == (total_after, marks_after), (case.seed, bid)
    assert tried > 100


PRICE_FORMULAS = [formula for formula in FORMULAS.values() if formula.is_price_formula]
BANDS = [
    {"up_to": 0, "marks": 100},
    {"above": 0, "up_to": 25, "marks": 80},
    {"above": 25, "below": 60, "marks": 45},
    {"from": 60, "marks": 5},
]
KNOWN: Data = {
    "slope": Decimal("1.25"),
    "floor": 60,
    "ceiling": 160,
    "benchmark": 100,
    "bands": BANDS,
    "when_lowest_is_zero": 20,
    "none_at_times": 2,
    "marks_lost": 20,
    "for_each": 10,
}
FULL_MARKS_AT_LOWEST = {
    "lowest-price-ratio", "linear-penalty", "linear-min-max", "banded-above-lowest", "logarithmic", "marks-per-sum",
}  # fmt: skip
every_price_formula = pytest.mark.parametrize("formula", PRICE_FORMULAS, ids=lambda formula: formula.id)
FIELD = st.lists(st.tuples(st.integers(50, 200), st.integers(0, 10)), min_size=1, max_size=5)


def by_price(
    formula: Formula, field: list[tuple[int, int]], factor: int = 1, on_price: int = 50, **keys: object
) -> Evaluation:
    """Score a field of prices and tenths of quality, by so many points on price and the rest on quality."""
    parameters = {name: KNOWN.get(name, written(kind)) for name, kind in formula.parameters.items()}
    if factor != 1:  # a sum is a number of the same currency as the prices
        sums = [name for name, kind in formula.parameters.items() if kind is SUM]
        parameters |= {name: parameters[name] * factor for name in sums}
    criteria = [recorded("q", str(100 - on_price)), priced(str(on_price), formula.id, **parameters, **keys)]
    bids = [offer(f"b{n}", price * factor, {"q": 10 * tenths}) for n, (price, tenths) in enumerate(field)]
    return evaluated(procurement(criteria), bids)


def total_of(found: Evaluation, bid: str) -> Fraction:
    """Return the exact total of a bid that has one."""
    total = found.result(bid).total
    assert total is not None
    return total.radicand


@every_price_formula
@properties
@given(field=FIELD, less=st.integers(1, 49))
def test_15_a_lower_price_never_worsens_the_own_rank(formula: Formula, field: list[tuple[int, int]], less: int) -> None:
    """Under every price formula, a bid that asks for less is ranked no lower and has no lower total."""
    (price, quality), *others = field
    before, after = by_price(formula, field), by_price(formula, [(price - less, quality), *others])
    assert ranks(after)["b0"] <= ranks(before)["b0"]  # type: ignore[operator]
    assert total_of(after, "b0") >= total_of(before, "b0")


@pytest.mark.parametrize("consequence", ["disregard", "not-awardable"])
def test_16_a_higher_threshold_never_lets_a_bid_pass(consequence: str) -> None:
    """As a gate, a minimum, a floor or the minimum of quality rises, the bids that pass only become fewer."""
    bids = [offer(f"b{value}", value, {"q": value, "r": 100}) for value in (10, 20, 30, 40)]
    for kind in ("gate", "minimum", "floor", "quality"):
        passing = [set(bids_left(kind, threshold, consequence, bids)) for threshold in range(1, 61, 3)]
        assert all(after <= before for before, after in pairwise(passing)), kind
        assert len(passing[0]) == 4
        assert passing[-1] == set()


def bids_left(kind: str, threshold: int, consequence: str, bids: list[Data]) -> list[str]:
    """Return the bids that are still ranked under a threshold of a kind."""
    hurdle = {"consequence": consequence}
    gate = {"id": "g", "title": "G", "asks": "figure", "of": "price", "at_least": threshold, **hurdle}
    minimum = {"minimum": {"marks": threshold, **hurdle}} if kind == "minimum" else {}
    method = procurement(
        [{**recorded("q", "100", "social"), **minimum}, recorded("r", "0", "quality")],
        "price-per-quality-point",
        None,
        {"quality_minimum": {"marks": threshold if kind == "quality" else "0.1", **hurdle}},
    )
    method |= {"gates": [gate]} if kind == "gate" else {}
    method |= {"pillars": {"social": {"floor": threshold, **hurdle}}} if kind == "floor" else {}
    return [one.id for one in evaluated(method, bids).bids if one.rank is not None]


@pytest.mark.parametrize(("value", "passes"), [("50", True), ("49.9999999999", False), ("50.0000000001", True)])
@pytest.mark.parametrize("limit", ["at_least", "minimum", "floor", "quality"])
def test_17_a_threshold_includes_itself_and_reads_unrounded_values(limit: str, value: str, passes: bool) -> None:
    """A bid at exactly the threshold passes; one below it by the last place fails, although it prints the same."""
    hurdle = {"consequence": "not-awardable"}
    gate = {"id": "g", "title": "G", "asks": "figure", "of": "m", "at_least": 50, **hurdle}
    minimum = {"minimum": {"marks": 50, **hurdle}} if limit == "minimum" else {}
    method = procurement(
        [{**recorded("q", "100", "social"), **minimum}],
        "lowest-price-above-threshold",
        None,
        {"quality_minimum": {"marks": 50 if limit == "quality" else 1, **hurdle}},
    )
    method |= {"gates": [gate]} if limit == "at_least" else {}
    method |= {"pillars": {"social": {"floor": 50, **hurdle}}} if limit == "floor" else {}
    found = evaluated(method, [offer("a", 10, {"q": value}, measures={"m": value})])
    assert statuses(found) == {"a": "ranked" if passes else "not-awardable"}


@pytest.mark.parametrize(("value", "passes"), [("50", True), ("50.0000000001", False)])
def test_17_a_highest_figure_includes_itself(value: str, passes: bool) -> None:
    """``at_most`` includes the number itself."""
    gate = {"id": "g", "title": "G", "asks": "figure", "of": "price", "at_most": 50, "consequence": "disregard"}
    found = evaluated(procurement([recorded("q", "100")], gates=[gate]), [offer("a", value, {"q": 1})])
    assert statuses(found) == {"a": "ranked" if passes else "disregarded"}


@pytest.mark.parametrize(
    ("consequence", "total"),
    [("disregard", "90.00"), ("not-awardable", "65.00"), ("flag", "65.00")],
)
@pytest.mark.parametrize("hurdle", ["gate", "minimum"])
def test_18_a_failed_bid_sets_the_lowest_price_only_where_it_stays(hurdle: str, consequence: str, total: str) -> None:
    """A bid that is disregarded sets no lowest price; one that is only barred or flagged stays in the pool.

    The other bid has 80 of 100 on quality, so 40 points, and 50 or 25 for a price of 100 beside 100 or 50.
    """
    gate = {"id": "g", "title": "G", "asks": "declaration", "consequence": consequence}
    minimum = {"minimum": {"marks": 50, "consequence": consequence}} if hurdle == "minimum" else {}
    method = procurement([{**recorded("q", "50"), **minimum}, priced("50")])
    method |= {"gates": [gate]} if hurdle == "gate" else {}
    bids = [
        offer(
            name,
            price,
            {"q": marks},
            **({"declarations": {"g": {"value": name == "good"}}} if hurdle == "gate" else {}),
        )
        for name, price, marks in (("good", 100, 80), ("poor", 50, 40))
    ]
    assert totals(evaluated(method, bids))["good"] == total


# --- Ranking ---------------------------------------------------------------------------------------


def test_19_ranks_are_a_weak_order() -> None:
    """A rank is one more than the number of bids that are ahead, and a better total is never behind."""
    for case in cases(MANY):
        found = scored(case)
        line = [one for one in found.bids if one.rank is not None]
        numbers_of = [one.rank for one in line if one.rank is not None]
        sign = 1 if found.field.method.method.best == "highest" else -1
        assert numbers_of == [1 + sum(other < rank for other in numbers_of) for rank in numbers_of], case.seed
        compare = found.rounding.rank_on == "published"
        numbers = [sign * (Fraction(one.published or 0) if compare else _radicand(one.total)) for one in line]
        assert numbers == sorted(numbers, reverse=True), case.seed


def _radicand(total: Root | None) -> Fraction:
    assert total is not None
    return total.radicand


def test_20_equal_totals_share_a_rank_unless_a_named_step_separates_them() -> None:
    """Two bids with equal totals have one rank, or a published step that is named put them apart."""
    for case in cases(MANY, lambda case: case.procurement["evaluation"]["rounding"]["rank_on"] == "exact"):
        found = scored(case)
        separated = [set(group) for broken in found.ranking.broken for group in broken.groups]
        steps = {broken.step for broken in found.ranking.broken}
        assert steps <= set(case.procurement["evaluation"].get("tie_break", []))
        line = [one for one in found.bids if one.rank is not None]
        for first, second in pairwise(line):
            if first.total == second.total and first.rank != second.rank:
                assert any(first.id in group and second.id not in group for group in separated), case.seed
            if first.rank == second.rank:
                assert first.total == second.total


def test_20_four_bids_of_which_two_are_equal() -> None:
    """Totals of 90, 80, 80 and 70 are ranked 1, 2, 2, 4."""
    bids = [offer(name, marks={"q": marks}) for name, marks in (("a", 80), ("b", 70), ("c", 90), ("d", 80))]
    assert ranks(evaluated(procurement([recorded("q", "100")]), bids)) == {"c": 1, "a": 2, "d": 2, "b": 4}


@pytest.mark.parametrize(
    ("steps", "order", "winner", "named"),
    [
        (["s", "lowest-price"], None, "b", "s"),
        (["financial"], None, "a", "financial"),
        (["group"], None, "b", "group"),
        (["lowest-price"], None, "a", "lowest-price"),
        (["lots-drawn"], ["b", "a"], "b", "lots-drawn"),
        (["lots-drawn"], ["c", "a", "b"], "a", "lots-drawn"),
        (["c0", "lots-drawn"], ["b", "a"], "b", "lots-drawn"),
    ],
)
def test_20_the_step_that_broke_a_tie_is_named(
    steps: list[str], order: list[str] | None, winner: str, named: str
) -> None:
    """Steps are tried in their order: a criterion, a pillar, a group, the lowest price or a draw; one is named."""
    criteria = [
        {"id": "group", "pillar": "social", "criteria": [recorded("s", "30", None), recorded("t", "30", None)]},
        recorded("f", "40", "financial"),
        recorded("c0", "0", "financial"),
    ]
    marks = {
        "a": {"s": 40, "t": 40, "f": 100, "c0": 50},  # 12 + 12 + 40
        "b": {"s": 60, "t": 80, "f": 55, "c0": 50},  # 18 + 24 + 22
        "c": {"s": 0, "t": 0, "f": 0, "c0": 50},
    }
    bids = [offer(name, price, marks[name]) for name, price in (("a", 10), ("b", 20), ("c", 5))]
    decided: Data | None = None
    if order:
        draw = {"about": "lots-drawn", "order": order, **DECIDED}
        decided = {"kind": "decisions", "schema": 1, "decisions": [draw]}
    found = evaluated(procurement(criteria, keys={"tie_break": steps}), bids, decided=decided)
    assert totals(found) == {"a": "64.00", "b": "64.00", "c": "0.00"}
    assert (found.award.bids, found.award.tie_break) == ((winner,), named)
    assert f"{found.award.margin}" == "0.00"
    assert not found.outstanding


def test_20_an_incomplete_draw_of_lots_decides_nothing() -> None:
    """A draw that leaves out one of the bids that tie separates none of them, and the tie stays outstanding."""
    bids = [offer(name, marks={"q": 50}) for name in "abc"]
    draw = {"about": "lots-drawn", "order": ["b", "a"], **DECIDED}
    found = evaluated(
        procurement([recorded("q", "100")], keys={"tie_break": ["lots-drawn"]}),
        bids,
        decided={"kind": "decisions", "schema": 1, "decisions": [draw]},
    )
    assert found.award.bids == ("a", "b", "c")
    assert found.award.tie_break is None
    assert [one.code for one in found.outstanding] == ["tie-unresolved"]


def test_21_a_copy_of_a_bid_shares_its_rank() -> None:
    """A bid that says and scored the same has the same status, total and rank."""
    for case in cases(MANY):
        plain_case = without_draw(case)
        for bid in [one["id"] for one in case.bids][:2]:
            found = picture(scored(with_twin(plain_case, bid, "twin")))
            assert found[bid] == found["twin"], (case.seed, bid)


def test_22_a_warning_names_neighbours_that_print_alike() -> None:
    """Neighbours whose exact totals differ and whose printed totals do not are reported, and only they."""
    seen = 0
    for case in cases(MANY):
        found = scored(case)
        line = [one for one in found.bids if one.rank is not None]
        alike = sum(a.total != b.total and a.published == b.published for a, b in pairwise(line))
        named = [finding for finding in found.findings if finding.code == "rounded-order-differs"]
        assert len(named) == alike, case.seed
        seen += alike
    assert seen > 2


def test_23_removing_a_bid_changes_no_other_total_in_absolute_methods() -> None:
    """Where no mark depends on the other bids, every other bid keeps its status and total."""
    for case in cases(40, lambda case: is_absolute(case) and len(case.bids) > 1):
        before = outlines(scored(case))
        for gone in [bid["id"] for bid in case.bids][:3]:
            for name, (status, _, total) in outlines(scored(without_bid(case, gone))).items():
                assert (status, total) == (before[name][0], before[name][2]), (case.seed, gone)


def test_23_removing_the_comparator_changes_nothing_else() -> None:
    """A comparator sets no lowest, highest, mean or best, so without it every bidder has the same everything."""

    def compared(case: Case) -> bool:
        return any(bid.get("role") == "comparator" for bid in case.bids) and len(case.bids) > 1

    for case in cases(MANY, compared):
        before = picture(scored(case))
        [*comparators] = [bid["id"] for bid in case.bids if bid.get("role") == "comparator"]
        other = case
        for name in comparators:
            other = without_bid(other, name)
        if other.bids:
            after = picture(scored(other))
            assert after == {name: one for name, one in before.items() if name not in comparators}, case.seed


def test_24_leave_one_out_is_what_removing_each_losing_bid_does() -> None:
    """On 300 relative cases the report names exactly the losing bids without which somebody else would win."""
    deciding = 0
    for case in cases(300, lambda case: len(case.bids) > 1 and is_relative(case)):
        found = scored(case)
        assert found.leave_one_out is not None
        losing = [bid for bid in found.field.entrants if bid not in found.award.bids]
        expected = {}
        for bid in losing:
            pool = [one for one in found.field.entrants if one != bid]
            winners = rank_settled(settle(found.field, pool)).first
            if winners != found.award.bids:
                expected[bid] = winners
        assert {one.bid_id: one.winners_without for one in found.leave_one_out.deciding} == expected, case.seed
        assert (found.leave_one_out.losing, found.leave_one_out.not_tried) == (len(losing), 0)
        deciding += len(expected)
    assert deciding > 5


@pytest.mark.parametrize("formula", [one for one in PRICE_FORMULAS if one.relative], ids=lambda formula: formula.id)
def test_24_leave_one_out_finds_every_deciding_bid_of_a_close_field(formula: Formula) -> None:
    """On 40 fields with a cheap poor bid, where turns are common, removing each losing bid from scratch agrees.

    Price has fewer points than quality. Where the marks of all bids fall by the same when a cheaper one comes in, only
    a bid without any marks for its price can lose its lead; at half of the points the cheap bid would beat that one.
    """
    random, deciding = Random(24), 0  # noqa: S311 - fields of a test
    for _ in range(40):
        field = [(random.randrange(90, 160), random.randrange(4, 11)) for _ in range(3)]
        field.append((random.randrange(50, 80), random.randrange(3)))
        found = by_price(formula, field, on_price=40)
        assert found.leave_one_out is not None
        expected = {}
        for number in (n for n in range(4) if f"b{n}" not in found.award.bids):
            others = [n for n in range(4) if n != number]
            without = by_price(formula, [field[n] for n in others], on_price=40).award.bids
            winners = tuple(f"b{others[int(bid[1:])]}" for bid in without)
            if winners != found.award.bids:
                expected[f"b{number}"] = winners
        assert {one.bid_id: one.winners_without for one in found.leave_one_out.deciding} == expected
        deciding += len(expected)
    assert deciding > 0


def test_24_leave_one_out_is_what_a_tender_without_the_bid_gives() -> None:
    """The same from scratch: the case is scored again as if the losing bid had never come in."""
    for case in cases(40, lambda case: len(case.bids) > 2 and is_relative(case) and not case.decisions):
        found = scored(case)
        assert found.leave_one_out is not None
        named = {one.bid_id: one.winners_without for one in found.leave_one_out.deciding}
        for bid in found.field.entrants:
            if bid not in found.award.bids:
                winners = scored(without_bid(case, bid)).award.bids
                assert winners == named.get(bid, found.award.bids), (case.seed, bid)


# --- Price -----------------------------------------------------------------------------------------


@every_price_formula
@properties
@given(field=FIELD)
def test_25_the_cheapest_earns_most_and_price_marks_stay_in_bounds(
    formula: Formula, field: list[tuple[int, int]]
) -> None:
    """Price marks are 0 to 100, no bid earns more than the cheapest, and a ratio leaves nobody with nothing."""
    found = by_price(formula, field)
    marks = [found.settled.marked("price", f"b{n}").marks for n in range(len(field))]
    known = [one for one in marks if one is not None]
    assert len(known) == len(field)
    assert all(0 <= one <= 100 for one in known)
    cheapest = known[min(range(len(field)), key=lambda n: field[n][0])]
    assert cheapest == max(known)
    if formula.id in FULL_MARKS_AT_LOWEST:
        assert cheapest == FULL
    if formula.id == "lowest-price-ratio":
        assert min(known) > NOTHING


@every_price_formula
@pytest.mark.parametrize("price", ["0"])
def test_25_a_price_of_zero_is_refused(formula: Formula, price: str) -> None:
    """Without a published rule for it, a price of zero stops the run."""
    with pytest.raises(InputError, match=f"b0 has price {price}"):
        by_price(formula, [(int(price), 5), (100, 5)])


def test_25_a_negative_price_is_refused() -> None:
    """A price below nothing is no price."""
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        Bid.model_validate(offer("a", "-1"))


@pytest.mark.parametrize("formula", [one for one in PRICE_FORMULAS if one.relative], ids=lambda formula: formula.id)
@properties
@given(field=FIELD, factor=st.integers(2, 900))
def test_26_27_the_currency_of_relative_prices_does_not_matter(
    formula: Formula, field: list[tuple[int, int]], factor: int
) -> None:
    """Multiplying every price leaves totals and ranks where prices are compared with one another."""
    assert picture(by_price(formula, field)) == picture(by_price(formula, field, factor))


@pytest.mark.parametrize("formula", [one for one in PRICE_FORMULAS if not one.relative], ids=lambda formula: formula.id)
def test_27_doubling_prices_costs_marks_against_a_published_amount(formula: Formula) -> None:
    """Against a published floor, ceiling or benchmark, twice the price earns less."""
    field = [(90, 5), (120, 5)]
    assert total_of(by_price(formula, field, 2), "b1") < total_of(by_price(formula, field), "b1")


@pytest.mark.parametrize(
    ("rule", "parameters", "expected"),
    [
        ("fixed-bounds", {"floor": 60, "ceiling": 160}, [100, 100, 50, 0, 0]),
        # The mean is 134: 0.5 + (134 - 20)/134 is above 1, and 0.5 + (134 - 320)/134 below 0.
        ("mean-deviation", {"slope": 1}, [100, 100, Fraction(100 * 182, 268), Fraction(100 * 82, 268), 0]),
        ("linear-penalty", {}, [100, 0, 0, 0, 0]),
        (
            "benchmark-ratio",
            {"benchmark": 60},
            [100, 100, Fraction(6000, 110), Fraction(6000, 160), Fraction(6000, 320)],
        ),
    ],
)
def test_28_marks_stop_at_the_bounds(rule: str, parameters: Data, expected: list[Fraction | int]) -> None:
    """Beyond the declared bounds marks are exactly 0 and exactly 100."""
    bids = [offer(f"b{n}", price) for n, price in enumerate((20, 60, 110, 160, 320))]
    found = evaluated(procurement([priced("100", rule, **parameters)]), bids)
    assert [found.settled.marked("price", f"b{n}").marks for n in range(5)] == expected


# --- Money over time -------------------------------------------------------------------------------


def flat_rate(percent: Decimal) -> Register:
    """Return a register with one rate for ever."""
    dump = GREEN_BOOK.model_dump(by_alias=True)
    dump["entries"][0]["values"][0]["schedule"] = [{"from_year": 0, "to_year": None, "percent": percent}]
    return Register.model_validate(dump)


def present_value(flows: list[tuple[int, Decimal]], percent: Decimal) -> Fraction:
    """Return the whole-life cost of yearly sums at one rate."""
    costs = [
        {"title": "Flow", "kind": "operation" if amount >= 0 else "residual", "year": year, "amount": abs(amount)}
        for year, amount in flows
    ]
    bid = offer("a", marks={"q": 1}, whole_life_costs=costs)
    whole_life = {"register": GREEN_BOOK.id, "rate": "standard"}
    inputs = inputs_of(procurement([recorded("q", "100")], whole_life=whole_life), [bid], register=flat_rate(percent))
    value = work_out(figure_name("whole-life-cost"), inputs.bids[0], terms_of(inputs)).value
    assert value is not None
    return value


AMOUNT = st.integers(-(10**6), 10**6).map(lambda units: Decimal(units).scaleb(-2))
FLOWS = st.lists(st.tuples(st.integers(0, 60), AMOUNT), min_size=1, max_size=5)
PERCENT = st.integers(1, 2000).map(lambda units: Decimal(units).scaleb(-2))


@properties
@given(flows=FLOWS)
def test_29_at_a_rate_of_zero_the_present_value_is_the_plain_sum(flows: list[tuple[int, Decimal]]) -> None:
    """Without discounting, a pound is a pound in every year."""
    assert present_value(flows, Decimal(0)) == sum((Fraction(amount) for _, amount in flows), Fraction(0))


@properties
@given(flows=FLOWS, more=FLOWS, factor=st.integers(1, 9), percent=PERCENT)
def test_30_present_values_are_linear(
    flows: list[tuple[int, Decimal]], more: list[tuple[int, Decimal]], factor: int, percent: Decimal
) -> None:
    """Flows that are added or multiplied give present values that are added or multiplied."""
    together = present_value([*flows, *((year, factor * amount) for year, amount in more)], percent)
    assert together == present_value(flows, percent) + factor * present_value(more, percent)


@properties
@given(year=st.integers(1, 60), amount=st.integers(1, 10**6).map(Decimal), rates=st.tuples(PERCENT, PERCENT))
def test_30_a_higher_rate_makes_later_costs_smaller(year: int, amount: Decimal, rates: tuple[Decimal, Decimal]) -> None:
    """A single flow is v / (1 + r)^t exactly, so it falls as the rate rises."""
    low, high = sorted(rates)
    assume(low < high)
    assert present_value([(year, amount)], low) == Fraction(amount) / (1 + Fraction(low) / 100) ** year
    assert present_value([(year, amount)], high) < present_value([(year, amount)], low)


@properties
@given(year=st.integers(0, 60), first=AMOUNT, second=AMOUNT, percent=PERCENT)
def test_31_splitting_a_flow_changes_nothing(year: int, first: Decimal, second: Decimal, percent: Decimal) -> None:
    """Two sums of one year are worth what their sum is."""
    assert present_value([(year, first), (year, second)], percent) == present_value([(year, first + second)], percent)


def test_30_factors_never_rise() -> None:
    """Through every change of rate of the Green Book a later pound is worth less."""
    rates = GREEN_BOOK.entries[0].values[0]
    assert all(discount_factor(rates, year + 1) < discount_factor(rates, year) for year in range(320))


# --- Representation --------------------------------------------------------------------------------


def test_43_a_shown_number_reads_back_as_the_rounded_value() -> None:
    """What is written is the exact value, rounded once as declared, with exactly the declared places."""
    for case in cases(MANY, weighted_sum):
        found = scored(case)
        for result in found.bids:
            text = published(None if result.total is None else result.total.radicand, found.rounding)
            assert text == published(result.published, found.rounding)
            if text is not None and result.total is not None:
                places = found.rounding.places
                assert Decimal(text) == rounded(result.total.radicand, places, found.rounding.direction)
                assert len(text.partition(".")[2]) == places


def test_45_bids_in_a_table_and_in_files_are_the_same(tmp_path: Path) -> None:
    """The same bids as rows of bids.csv and as one file each give the same result."""
    for case in cases(15, lambda case: case.bids_in_csv):
        in_table = evaluate(load(case.write(tmp_path / f"{case.seed}-csv")).inputs)
        in_files = evaluate(load(replace(case, bids_in_csv=False).write(tmp_path / f"{case.seed}-yaml")).inputs)
        assert picture(in_table) == picture(in_files), case.seed
        assert method_fingerprint(in_table.inputs) == method_fingerprint(in_files.inputs)


def test_46_what_is_written_reads_back_as_itself() -> None:
    """A procurement and its bids, written out and validated again, are equal to what they were."""
    for case in cases(MANY):
        inputs = inputs_of_case(case)
        assert Procurement.model_validate(inputs.procurement.model_dump(by_alias=True)) == inputs.procurement
        for bid in inputs.bids:
            assert Bid.model_validate(bid.model_dump(by_alias=True)) == bid


def test_48_the_printed_working_replays_by_hand() -> None:
    """Every line of working that shows arithmetic shows the number to which that arithmetic comes."""
    lines = 0
    for case in cases(150):
        found = scored(case)
        for result in found.bids:
            if not result.read:
                continue
            steps = [step for leaf in found.inputs.leaves for step in criterion_steps(found, result.id, leaf)]
            for step in (*steps, *total_steps(found, result)):
                if step.arithmetic and step.value is not None:
                    lines += 1
                    value = worked_out(step.arithmetic)
                    if step.label == "Weighted marks" and found.rounding.at == "criterion":
                        value = Fraction(rounded(value, found.rounding.places, found.rounding.direction))
                    assert value == step.value, (case.seed, result.id, step)
    assert lines > 2000


def test_48_the_working_ends_in_the_marks_and_the_weighted_marks() -> None:
    """The last lines of a criterion's working are its marks and its weighted marks, as the result has them."""
    for case in cases(MANY):
        found = scored(case)
        for result in found.bids:
            for leaf in found.inputs.leaves if result.read else ():
                marked = found.settled.marked(leaf.id, result.id)
                shown = {step.label: step.value for step in criterion_steps(found, result.id, leaf)}
                assert shown.get("Marks") == marked.marks, (case.seed, result.id, leaf.id)
                assert shown.get("Weighted marks") == marked.weighted


def test_49_the_result_is_a_function_of_the_inputs() -> None:
    """Scoring twice gives the same results, findings, award and outstanding decisions."""
    for case in cases(40):
        first, second = scored(case), scored(copy.deepcopy(case))  # a copy is scored anew
        assert picture(first) == picture(second)
        assert (first.award, first.findings, first.outstanding) == (second.award, second.findings, second.outstanding)


@pytest.mark.parametrize(
    "more",
    [
        {"description": "A new description."},
        {"measures": [{"id": "unused", "title": "Not used", "unit": "none"}]},
        {"place": {"areas": [{"id": "somewhere", "title": "Somewhere"}]}},
        {"commenced_on": "2026-11-01"},
        {"title": "Another title"},
    ],
    ids=str,
)
def test_50_an_unused_key_changes_nothing_but_the_fingerprint(more: Data) -> None:
    """A key that decides no mark leaves every result, and is still part of what was published."""

    def unchanged(case: Case) -> bool:
        return not more.keys() & case.procurement.keys() - {"title"} and "commenced_on" not in case.procurement

    for case in cases(15, unchanged):
        if "measures" in more and any(bid.get("measures") for bid in case.bids):
            continue
        other = with_method(case, lambda method: method.update(more))
        assert picture(scored(case)) == picture(scored(other)), case.seed
        assert method_fingerprint(inputs_of_case(case)) != method_fingerprint(inputs_of_case(other))


def test_every_generated_case_is_free_of_errors() -> None:
    """The cases above are ones that the checks let through, so that no test passes by refusing everything."""
    for case in cases(MANY):
        assert all(finding.severity == "warning" for finding in findings_of(inputs_of_case(case))), case.seed
        assert len(list(walk(inputs_of_case(case).procurement.criteria))) >= 1


def test_rounding_of_this_module_is_the_products_default() -> None:
    """The builders round half up to two places at the total, and rank on exact totals."""
    assert rounding() == {"places": 2, "direction": "half-up", "at": "total", "rank_on": "exact"}
