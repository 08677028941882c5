"""Properties of every formula of the registry, and of every figure, over exact fractions.

No test names the formulas it runs over: parameters are made from what each formula says of itself, and the
product's own checks decide which of them a procurement may publish. A new entry is tested as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from social_value.core.checks.method import rules_known
from social_value.core.expressions import Expression, cell, limited, number
from social_value.core.figures.registry import FIGURES, FigureRule
from social_value.core.inputs import Inputs
from social_value.core.reads.binding import BoundFormula, bind_formula
from social_value.core.rules.bands import Band, Bands
from social_value.core.rules.formulas import FORMULAS, POOL_FIGURES, Formula, Pool, pool_of
from social_value.core.rules.parameter_kinds import ChoiceKind, Kind
from social_value.core.rules.parameters import SUM
from social_value.findings import has_errors
from social_value.model.bid import Bid
from social_value.model.criteria import Criterion
from social_value.model.procurement import Procurement
from social_value.model.scoring import FormulaScore
from tests.core.builders import criterion, offer, procurement, recorded
from tests.core.parameters import written
from tests.core.spreadsheet import worked_out
from tests.samples import sample

ZERO, ONE = Fraction(0), Fraction(1)
CRITERION = Criterion(id="C", weight=Decimal(100))
OFFER = Bid.model_validate(offer("A", price="1", measures={"m": "1", "n": "1"}))
COHORT = {
    "id": "m",
    "title": "People",
    "people": 1000,
    "alpha": "0.5",
    "components": [{"measure": "m", "title": "M"}, {"measure": "n", "title": "N"}],
}
METHOD = Procurement.model_validate(procurement([recorded("C", "100")], cohorts=[COHORT]))

properties = settings(max_examples=sample(25, 500))

every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS.keys())
price_formulas = pytest.mark.parametrize(
    "formula", [one for one in FORMULAS.values() if one.is_price_formula], ids=lambda one: one.id
)
relative_formulas = pytest.mark.parametrize(
    "formula", [one for one in FORMULAS.values() if one.relative], ids=lambda one: one.id
)
absolute_formulas = pytest.mark.parametrize(
    "formula", [one for one in FORMULAS.values() if not one.relative], ids=lambda one: one.id
)


# --- What may be published, and what bids may offer ------------------------------------------------


def decimals(lowest: int, highest: int, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Return plain decimal numbers."""
    unit = 10**places
    whole = st.integers(lowest * unit, highest * unit)
    return whole.map(lambda units: Decimal(units).scaleb(-places))


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Decimal]]:
    """Draw a table of bands: open at both ends, in rising order, each bound in one of its two bands."""
    edges = sorted(draw(st.sets(decimals(0, 200, 1), max_size=4)))
    marks = draw(st.lists(decimals(0, 100, 1), min_size=len(edges) + 1, max_size=len(edges) + 1))
    direction = draw(st.sampled_from(["falling", "falling", "rising", "mixed"]))
    marks = marks if direction == "mixed" else sorted(marks, reverse=direction == "falling")
    rows: list[dict[str, Decimal]] = [{} for _ in marks]
    for below, above, edge in zip(rows, rows[1:], edges, strict=False):
        upper, lower = draw(st.sampled_from([("up_to", "above"), ("below", "from")]))
        below[upper] = above[lower] = edge
    return [{**row, "marks": mark} for row, mark in zip(rows, marks, strict=True)]


TABLES = tables()


def parameter(kind: Kind) -> st.SearchStrategy[Any]:
    """Return what may be written for a parameter, whether it makes sense or not."""
    if isinstance(kind, ChoiceKind):
        return st.sampled_from(kind.options)
    if kind.is_table:
        return TABLES
    return st.one_of(decimals(1, 100), decimals(1, 100), decimals(-50, 500))


FIGURE = st.one_of(decimals(1, 400), st.sampled_from([Decimal(1), Decimal(50), Decimal(100), Decimal(200)]))


def publishable(score: FormulaScore) -> bool:
    """Tell whether the checks let a procurement publish this rule with these parameters."""
    method = METHOD.model_copy(update={"criteria": (CRITERION.model_copy(update={"score": score}),)})
    return not has_errors(rules_known(Inputs(method, (OFFER,))))


@st.composite
def rules(draw: st.DrawFn, formula: Formula, zero_price: str | None = None) -> BoundFormula:
    """Draw a formula with parameters that a procurement may publish."""
    given_parameters = {name: draw(parameter(kind)) for name, kind in formula.parameters.items()}
    more = {"of": "m"} if formula.reads is None else {}
    more |= {} if zero_price is None else {"zero_price": zero_price}
    score = FormulaScore.model_validate({"rule": formula.id, **more, **given_parameters})
    assume(publishable(score))
    return bind_formula(score)


def pools(least: int = 1) -> st.SearchStrategy[list[Fraction]]:
    """Return the figures of several bids."""
    return st.lists(FIGURE.map(Fraction), min_size=least, max_size=6)


def shares(bound: BoundFormula, figures: Sequence[Fraction]) -> list[Fraction]:
    """Return the share of the marks that each of these bids earns beside the others."""
    pool = pool_of(figure for figure in figures if bound.counts(figure))
    return [bound.share(figure, pool) for figure in figures]


Better = Callable[[Fraction], Fraction]
"""What orders figures from the worst to the best."""


def better(bound: BoundFormula) -> Better | None:
    """Return what orders figures from the worst to the best; None where a table goes up and down."""
    target = bound.parameters.get("target")
    if "none_at_distance" in bound.parameters and isinstance(target, Fraction):
        return lambda figure: -abs(figure - target)
    sign = direction(bound)
    return (lambda figure: sign * figure) if sign else None


def direction(bound: BoundFormula) -> int:
    """Return 1 where more of the figure is better, -1 where less is, 0 where a table goes up and down."""
    parameters = bound.parameters
    if "best" in parameters:
        return 1 if parameters["best"] == "highest" else -1
    if "full_at" in parameters:
        zero_at, full_at = parameters.get("zero_at", ZERO), parameters["full_at"]
        assert isinstance(zero_at, Fraction)
        assert isinstance(full_at, Fraction)
        return 1 if full_at > zero_at else -1
    table = parameters.get("bands")
    if isinstance(table, Bands) and not bound.formula.is_price_formula:
        marks = [band.marks for band in table.rows]
        rising, falling = marks == sorted(marks), marks == sorted(marks, reverse=True)
        return 1 if rising else -1 if falling else 0
    if bound.formula.is_price_formula:
        return -1
    if bound.relative or "target" in parameters:
        return 1
    # No key of a new rule says it here, so it is where the rule gives more; that it does so all the way is tested.
    return 1 if bound.share(Fraction(1_000_000), None) >= bound.share(ZERO, None) else -1


# --- Shares ----------------------------------------------------------------------------------------


@every_formula
@properties
@given(data=st.data())
def test_a_share_is_between_0_and_1(formula: Formula, data: st.DataObject) -> None:
    """Whatever the parameters and the field, a bid earns from none to all of the marks."""
    bound = data.draw(rules(formula))
    assert all(ZERO <= share <= ONE for share in shares(bound, data.draw(pools())))


@every_formula
@properties
@given(data=st.data())
def test_the_better_of_two_bids_never_earns_less(formula: Formula, data: st.DataObject) -> None:
    """In one field a dearer bid never earns more, and a figure that the rule prefers never earns less."""
    bound = data.draw(rules(formula))
    order = better(bound)
    assume(order)
    figures = sorted(data.draw(pools(2)), key=order)
    assert all(worse <= better for worse, better in pairwise(shares(bound, figures)))


@every_formula
@properties
@given(data=st.data())
def test_a_worse_offer_never_earns_its_bid_more(formula: Formula, data: st.DataObject) -> None:
    """Raising a price, or offering less where more is better, never raises the share, although the field moves."""
    bound = data.draw(rules(formula))
    order = better(bound)
    assume(order)
    worse, best = sorted(map(Fraction, data.draw(st.tuples(FIGURE, FIGURE))), key=order)
    others = data.draw(pools())
    assert shares(bound, [worse, *others])[0] <= shares(bound, [best, *others])[0]


@every_formula
@properties
@given(data=st.data())
def test_equal_figures_earn_equal_shares(formula: Formula, data: st.DataObject) -> None:
    """Two bids with the same figure earn the same."""
    bound, figures = data.draw(rules(formula)), data.draw(pools())
    first, *_, last = shares(bound, [*figures, figures[0]])
    assert first == last


@every_formula
@properties
@given(data=st.data())
def test_the_order_of_bids_changes_nothing(formula: Formula, data: st.DataObject) -> None:
    """A bid earns the same wherever it stands in the list."""
    bound, figures = data.draw(rules(formula)), data.draw(pools(2))
    order = data.draw(st.permutations(range(len(figures))))
    before = shares(bound, figures)
    assert shares(bound, [figures[place] for place in order]) == [before[place] for place in order]


# --- Relative and absolute -------------------------------------------------------------------------


@absolute_formulas
@properties
@given(data=st.data())
def test_an_absolute_formula_does_not_depend_on_the_field(formula: Formula, data: st.DataObject) -> None:
    """A bid earns the same alone, beside others, and where nothing is known of the others."""
    bound, figures = data.draw(rules(formula)), data.draw(pools(2))
    assert shares(bound, figures)[0] == shares(bound, figures[:1])[0] == bound.share(figures[0], None)


class Watched(Pool[Fraction]):
    """A pool that remembers which of its numbers were read."""

    def __init__(self, pool: Pool[Fraction]) -> None:
        super().__init__(*(getattr(pool, name) for name in POOL_FIGURES))
        self.seen: set[str] = set()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any attribute of the pool
        if name in POOL_FIGURES:
            self.seen.add(name)
        return super().__getattribute__(name)


@every_formula
def test_a_formula_reads_of_the_pool_what_it_says(formula: Formula) -> None:
    """Over many fields a formula reads exactly the numbers that ``pool_reads`` names; an absolute one reads none."""
    read: set[str] = set()

    @settings(max_examples=sample(60, 1_200), database=None)
    @given(data=st.data())
    def watch(data: st.DataObject) -> None:
        bound, pool = data.draw(rules(formula)), pool_of(data.draw(pools(2)))
        assert pool is not None
        watched = Watched(pool)
        watched.seen.clear()
        bound.share(pool.highest, watched)
        read.update(watched.seen)

    watch()
    assert read == formula.pool_reads
    assert formula.relative == bool(formula.pool_reads)


@relative_formulas
@properties
@given(data=st.data())
def test_a_relative_share_does_not_depend_on_the_unit(formula: Formula, data: st.DataObject) -> None:
    """Writing every figure in another currency or unit changes no share of a formula that compares bids."""
    bound, figures, factor = data.draw(rules(formula)), data.draw(pools()), data.draw(FIGURE.map(Fraction))
    kinds = formula.parameters
    parameters: Any = {
        name: _scaled(value, factor) if kinds[name] is SUM else value for name, value in bound.parameters.items()
    }
    in_other_unit = BoundFormula(bound.formula, bound.of, bound.zero_price, parameters)
    assert shares(bound, figures) == shares(in_other_unit, [factor * figure for figure in figures])


def _scaled(parameter: object, factor: Fraction) -> object:
    if isinstance(parameter, Fraction):
        return factor * parameter
    if isinstance(parameter, Bands):
        return Bands(
            tuple(
                Band(
                    None if row.lower is None else factor * row.lower,
                    row.includes_lower,
                    None if row.upper is None else factor * row.upper,
                    row.includes_upper,
                    row.marks,
                )
                for row in parameter.rows
            )
        )
    return parameter


@absolute_formulas
@properties
@given(data=st.data())
def test_an_absolute_share_does_not_depend_on_the_unit(formula: Formula, data: st.DataObject) -> None:
    """Writing the figure and every published bound in another currency or unit changes no share."""
    bound, figures, factor = data.draw(rules(formula)), data.draw(pools()), data.draw(FIGURE.map(Fraction))
    parameters: Any = {name: _scaled(value, factor) for name, value in bound.parameters.items()}
    in_other_unit = BoundFormula(bound.formula, bound.of, bound.zero_price, parameters)
    assert shares(bound, figures) == shares(in_other_unit, [factor * figure for figure in figures])


# --- What is declared ------------------------------------------------------------------------------

ALL_EQUAL: Mapping[str, Callable[[Mapping[str, Any]], Fraction | None]] = {
    "All earn full marks": lambda _: ONE,
    "All earn half marks": lambda _: Fraction(1, 2),
    "All earn the marks of the band that holds 0%": lambda parameters: parameters["bands"].find(ZERO).marks / 100,
    "Equal prices earn equal marks": lambda _: None,
    "Equal figures earn equal marks": lambda _: None,
}
"""What the declared words mean for bids that all offer the same: a share, or None where they fix none."""


@every_formula
@properties
@given(data=st.data())
def test_bids_that_are_all_equal_earn_what_is_declared(formula: Formula, data: st.DataObject) -> None:
    """Where all bids offer the same, they earn the same, and it is what the formula's own words say."""
    bound, figure, bids = data.draw(rules(formula)), data.draw(FIGURE.map(Fraction)), data.draw(st.integers(1, 4))
    words, _, _ = formula.all_equal.rstrip(".").partition(";")
    expected = ALL_EQUAL[words](bound.parameters)
    earned = set(shares(bound, [figure] * bids))
    assert len(earned) == 1
    assert expected is None or earned == {expected}


@every_formula
@properties
@given(data=st.data())
def test_figures_of_nothing_earn_what_is_declared(formula: Formula, data: st.DataObject) -> None:
    """Where the words say that nobody earns marks for a figure of 0, nobody does, and nothing is divided by 0."""
    bound = data.draw(rules(formula, "no-marks" if formula.is_price_formula else None))
    earned = set(shares(bound, [ZERO, ZERO]))
    assert len(earned) == 1
    _, _, exception = formula.all_equal.partition(";")
    if formula.is_price_formula or ("none earns any" in exception and bound.parameters.get("best") != "lowest"):
        assert earned == {ZERO}


@price_formulas
@properties
@given(data=st.data())
def test_a_price_of_zero_can_earn_full_marks(formula: Formula, data: st.DataObject) -> None:
    """With ``zero_price: full-marks`` a price of 0 earns all marks, and every other price still has a share."""
    bound, figures = data.draw(rules(formula, "full-marks")), data.draw(pools())
    zero, *others = shares(bound, [ZERO, *figures])
    assert zero == ONE
    assert all(ZERO <= share <= ONE for share in others)
    if "all others none" in formula.zero_price:
        assert set(others) == {ZERO}
    if "all others when_lowest_is_zero" in formula.zero_price:
        assert {100 * share for share in others} == {bound.parameters["when_lowest_is_zero"]}


@price_formulas
@properties
@given(data=st.data())
def test_a_price_of_zero_can_earn_nothing_and_is_left_out(formula: Formula, data: st.DataObject) -> None:
    """With ``zero_price: no-marks`` a price of 0 earns no marks and the others earn what they would without it."""
    bound, figures = data.draw(rules(formula, "no-marks")), data.draw(pools())
    zero, *others = shares(bound, [ZERO, *figures])
    assert zero == ZERO
    assert others == shares(bound, figures)


@price_formulas
def test_what_is_declared_of_a_price_of_zero_names_both_choices(formula: Formula) -> None:
    """The words on a price of zero name the two things that a criterion may say."""
    assert "ull marks" in formula.zero_price
    assert "no marks" in formula.zero_price
    assert "as the criterion says" in formula.zero_price


@every_formula
def test_a_formula_says_what_it_is(formula: Formula) -> None:
    """Every formula has one sentence of description, its rule in words, its source, and the special cases."""
    assert formula.summary.endswith((".", "best"))
    assert formula.summary[0].isupper()
    for text in (formula.words, formula.source, formula.zero_price, formula.all_equal):
        assert text.strip() == text != ""
    assert formula.zero_price.endswith(".")
    assert formula.all_equal.endswith(".")


# --- The same formula as text ----------------------------------------------------------------------


def _as_numbers(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: number(value) if isinstance(value, Fraction) else value for name, value in parameters.items()}


@every_formula
@properties
@given(data=st.data())
def test_the_arithmetic_that_is_printed_gives_the_share(formula: Formula, data: st.DataObject) -> None:
    """Working out the printed formula, with the bid's own numbers in it, gives the share exactly."""
    bound, figures = data.draw(rules(formula)), data.draw(pools())
    pool = pool_of(figures)
    assert pool is not None
    numbers = Pool(*(number(getattr(pool, name)) for name in POOL_FIGURES))
    for figure, share in zip(figures, shares(bound, figures), strict=True):
        printed = limited(bound.arithmetic(number(figure), numbers))
        assert worked_out(printed.text) == share == printed.value


@every_formula
@properties
@given(data=st.data())
def test_the_formula_over_cells_gives_the_share(formula: Formula, data: st.DataObject) -> None:
    """Working out the spreadsheet formula, with numbers put into its cells, gives the share exactly."""
    bound, figures = data.draw(rules(formula)), data.draw(pools())
    pool = pool_of(figures)
    assert pool is not None
    asked = {name: value for name, value in bound.parameters.items() if isinstance(value, Fraction)}
    others = {name: value for name, value in bound.parameters.items() if name not in asked}
    named: Pool[Expression] = Pool(*(cell(name.capitalize()) for name in POOL_FIGURES))
    text = formula.share(cell("Figure"), named, **{name: cell(name) for name in asked}, **others).text
    field = {**{name.capitalize(): getattr(pool, name) for name in POOL_FIGURES}, **asked}
    for figure, share in zip(figures, shares(bound, figures), strict=True):
        assert worked_out(f"MAX(0,MIN(1,{text}))", {**field, "Figure": figure}) == share


@every_formula
@properties
@given(data=st.data())
def test_a_number_alone_and_in_text_have_one_meaning(formula: Formula, data: st.DataObject) -> None:
    """The formula over expressions that know their value knows the value of its result."""
    bound, figures = data.draw(rules(formula)), data.draw(pools())
    pool = pool_of(figures)
    assert pool is not None
    numbers = Pool(*(number(getattr(pool, name)) for name in POOL_FIGURES))
    told = formula.share(number(figures[0]), numbers, **_as_numbers(bound.parameters)).value
    assert told == formula.share(figures[0], pool, **bound.parameters)


# --- Published directions, formula by formula ------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "figures", "expected"),
    [
        ({"rule": "linear", "of": "m", "zero_at": 0, "full_at": 10}, ("0", "5", "10", "12"), ("0", "1/2", "1", "1")),
        ({"rule": "linear", "of": "m", "zero_at": 28, "full_at": 16}, ("28", "19", "16", "4"), ("0", "3/4", "1", "1")),
        ({"rule": "ratio-to-best", "of": "m", "best": "highest"}, ("10", "5", "0"), ("1", "1/2", "0")),
        ({"rule": "ratio-to-best", "of": "m", "best": "lowest"}, ("10", "5", "20"), ("1/2", "1", "1/4")),
        ({"rule": "ratio-to-best", "of": "m", "best": "lowest"}, ("10", "0"), ("0", "1")),
        (
            {"rule": "distance-to-target", "of": "m", "target": 20, "none_at_distance": 8},
            ("10", "12", "18", "20", "21", "30"),
            ("0", "0", "3/4", "1", "7/8", "0"),
        ),
        ({"rule": "highest-discount", "of": "m"}, ("20", "10", "0"), ("1", "1/2", "0")),
        ({"rule": "highest-discount", "of": "m"}, ("0", "0"), ("0", "0")),
    ],
)
def test_rules_that_read_any_figure(
    score: Mapping[str, Any], figures: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """Worked by hand: linear in both directions, both choices of the best, and discounts."""
    bound = bind_formula(FormulaScore.model_validate(score))
    assert shares(bound, [Fraction(one) for one in figures]) == [Fraction(one) for one in expected]


def test_a_comparator_cheaper_than_every_bid_earns_the_first_band() -> None:
    """A comparator is in no pool, so its price may be below the lowest; it earns the marks of the first band."""
    bands = [{"from": 0, "up_to": 0, "marks": 100}, {"above": 0, "marks": 40}]
    score = FormulaScore.model_validate({"rule": "banded-above-lowest", "bands": bands, "when_lowest_is_zero": 0})
    assert bind_formula(score).share(Fraction(90), pool_of([Fraction(100), Fraction(120)])) == 1


def test_a_relative_figure_makes_an_absolute_rule_relative() -> None:
    """A linear rule over the percentage above the lowest price depends on the other bids, and says so."""
    score = {"rule": "linear", "of": "percent-above-lowest", "zero_at": 50, "full_at": 0}
    assert bind_formula(FormulaScore.model_validate(score)).relative


# --- Figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_says_what_it_is(figure: FigureRule) -> None:
    """Every figure has one sentence of description, its unit, its formula in words and its source."""
    assert figure.summary.endswith(".")
    for text in (figure.unit.format(currency="GBP"), figure.words, figure.source):
        assert text.strip() == text != ""
    assert figure.reads in FIGURES


def test_the_registry_offers_what_the_file_format_names() -> None:
    """Every formula of the format is registered: a rule is never lost by a module that is not imported."""
    named = {
        *("linear", "banded", "ratio-to-best", "lowest-price-ratio", "linear-penalty", "linear-min-max"),
        *("mean-deviation", "fixed-bounds", "benchmark-ratio", "banded-above-lowest", "highest-discount"),
    }
    assert named <= FORMULAS.keys()
    assert {"price", "price-per-success", "whole-life-cost", "percent-above-lowest"} <= FIGURES.keys()


def test_a_procurement_of_every_formula_is_built_from_the_registry() -> None:
    """The builders of this file make what the file format takes: the model accepts each rule with its parameters."""
    for formula in FORMULAS.values():
        parameters = {name: written(kind) for name, kind in formula.parameters.items()}
        score = {"rule": formula.id, "of": "m", **parameters}
        assert Procurement.model_validate(procurement([criterion("C", "100", score)])).criteria[0].score is not None
