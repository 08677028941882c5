"""Every registered figure goes through the workbook: a criterion and a gate read it, and other engines agree."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import BID_PARTS
from social_value.core.figures.price import price, price_for_each, reference_demand
from social_value.core.figures.registry import FIGURES, FigureRule
from social_value.core.inputs import Inputs
from social_value.core.rules.methods import METHODS, Method
from social_value.core.steps import Figure, figure_from, given_step, no_figure, worked_step
from social_value.core.terms import Terms
from social_value.model.bid import Bid
from tests.core.builders import Data, criterion, exact, inputs_of, offer, procurement, recorded
from tests.core.cohorts import PARTS, cohort
from tests.core.lending import reuse, shared
from tests.core.valuations import commitment, entry, exactly, measure, register, valuation
from tests.files.workbook.books import Book, disagreements, disagreements_of_libreoffice, edited, of_inputs
from tests.recalculate import recalculated, stored

ROUTES: Data = {
    "open": {"licence": "OGL-3.0", "cadence": "every month"},
    "research": {"application": "The data board decides."},
}
METHOD: Data = {
    "demand": {
        "reference": {"easy": 40, "hard": 10},
        "scenarios": {"crisis": 3},
        "digital_stress_points": 20,
    },
    "whole_life": {"register": "green-book-discount-rates", "rate": "standard"},
    "efficiency": {"unevidenced_factor": "0.5", "maturity_factor": "0.25"},
    "shared_assets": [shared("identity"), shared("payments")],
    "data": {"personal": True, "shared": False, "prompts": [{"id": "harm", "asks": "Who could be harmed?"}]},
    "cohorts": [cohort()],
    "place": {
        "areas": [{"id": "north", "title": "North", "priority": True, "need_weight": 2}],
        "need": {"measures": ["m"], "reason": "Judged, and published.", "otherwise": 1},
    },
    "outcomes": [{"id": "skills", "title": "Skills", "measures": ["other"]}],
}
"""A procurement that publishes what any figure asks for."""
NUMBERS = [part for part in BID_PARTS.values() if part.is_number]


def bid(name: str, times: int, marks: Mapping[str, object]) -> Data:
    """Return a bid that states everything that a figure is worked out from."""
    lines = [
        {"title": "Easy", "band": "easy", "unit_price": 10 * times},
        {"title": "Hard", "band": "hard", "unit_price": 30},
        {"title": "Set-up", "fixed": 100},
    ]
    whole = 400 * times + 400
    stated: Data = offer(
        name,
        marks=marks,
        measures=dict(zip(PARTS, (900, 300 * times, 500, 1200), strict=True)),
    )
    stated |= exact(
        {
            "price": {"lines": lines},
            "success_rate": {"easy": {"value": "0.9", "evidence": "Audit of 2023"}, "hard": {"value": "0.3"}},
            "whole_life_costs": [
                {"title": "Build", "kind": "acquisition", "year": 0, "amount": 500 * times},
                {"title": "Run", "kind": "operation", "year": 35, "amount": 90},
                {"title": "Sale", "kind": "residual", "year": 3, "amount": 70},
            ],
            "commitments": [commitment("c1", quantity=7 * times, years=2, area="north"), commitment("c2")],
            "assets": [reuse("identity"), {**reuse("payments"), "action": "extend" if times == 1 else "reuse"}],
            "datasets": [{"id": "loans", "title": "Loans", "personal": False, "access": ROUTES}],
            "ethics": {"harm": "Nobody that we know of."} if times == 1 else {},
            "capacity": {"surge_multiple": f"1.{times}", "days_to_surge": 20},
            "cost_lines": [
                {"id": "staff", "title": "Staff", "kind": "front-line", "amount": whole - 70},
                {"id": "tool", "title": "Tool", "kind": "bespoke-build", "amount": 70},
            ],
            "channels": [
                {"channel": "Web", "share": "0.7", "unit_cost": 2, "digital": True},
                {"channel": "Telephone", "share": "0.3", "unit_cost": 9 * times, "digital": False},
            ],
            "automation": [
                {
                    "process": "Letters",
                    "hours_before": 90,
                    "hours_after": 30,
                    "hourly_cost": 20,
                    "technique": "unstructured-ai",
                    "reinvested_in": "staff",
                }
            ],
            "performing_workforce": {"supported": 10 * times, "total": 30, "evidence": "payroll"},
            **{part.key: 70 * times for part in NUMBERS},
        }
    )
    return stated


def names_of(rule: FigureRule, inputs: Inputs) -> list[str]:
    """Return how a criterion can name a figure: alone where it can be, and of the first part that it is by."""
    if rule.by is None:
        return [rule.id]
    parts = [f"{rule.id}:{part}" for part in rule.by.names(inputs)[:1]]
    return parts if rule.by.always else [rule.id, *parts]


def inputs_with(criteria: Iterable[Data], gates: Iterable[Data] = (), **more: Any) -> Inputs:  # noqa: ANN401 - any key
    """Return two bids that state everything, marked by these criteria."""
    measures = [
        measure("m", points_per_unit=2, most_points=20),
        measure("other"),
        *({"id": part, "title": part, "unit": "people"} for part in PARTS),
    ]
    method = procurement([*criteria, recorded("Q", "10")], gates=list(gates), **METHOD, **more)
    method |= exactly({"measures": measures, "valuation": valuation("m", convention="first-year-discounted")})
    known = register(entry("thing", value=1000))
    marks = {one["id"]: 60 for one in method["criteria"] if one["score"]["rule"] == "recorded"}
    made = inputs_of(method, [bid("a", 1, marks), bid("b", 2, marks)])
    return replace(made, registers={**made.registers, known.id: known})


def marked(name: str) -> Inputs:
    """Return a procurement with one criterion that a figure marks, and one gate that it has to pass."""
    score = {"rule": "linear", "of": name, "zero_at": 0, "full_at": 5000}
    gate = {"id": "G", "title": "Gate", "asks": "figure", "of": name, "at_least": 0, "consequence": "flag"}
    relative = FIGURES[name.partition(":")[0]].relative
    return inputs_with([criterion("F", "90", score, "financial")], [] if relative else [gate])


NAMES = [name for rule in FIGURES.values() for name in names_of(rule, inputs_with([]))]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_the_same_everywhere(name: str) -> None:
    """A figure that a criterion and a gate read has its cells, and every engine works out what is published."""
    book = of_inputs(marked(name))
    for result in book.evaluation.bids:
        assert book.evaluation.settled.marked("F", result.id).read is not None
    assert disagreements(book) == []


# --- Figures that nobody has placed ----------------------------------------------------------------


def price_per_unit(bid: Bid, terms: Terms, _part: str) -> Figure:
    """Price for each unit of the reference demand, as CONTRIBUTING adds it."""
    paid, demand = price(bid, terms, ""), reference_demand(terms)
    return figure_from(*paid.steps, worked_step("Price per unit", price_for_each, paid, demand, unit="GBP per unit"))


def twice(bid: Bid, terms: Terms, part: str) -> Figure:
    """Twice the figure above, which has a column of its own where it is read."""
    each = price_per_unit(bid, terms, part)
    return figure_from(*each.steps, worked_step("Twice", lambda one: 2 * one, each))


def alias(bid: Bid, terms: Terms, part: str) -> Figure:
    """The price under another name."""
    return price(bid, terms, part)


def days(bid: Bid, _terms: Terms, _part: str) -> Figure:
    """A number that the bid states, and that no sheet holds."""
    if bid.capacity is None or bid.id == "b":
        return no_figure("Days", "days", "the bid states no capacity")
    return figure_from(given_step("Days", bid.capacity.days_to_surge, "days", "as the bid states"))


def weeks(bid: Bid, _terms: Terms, _part: str) -> Figure:
    """A number that is worked out from one that no sheet holds."""
    stated = given_step("Days", bid.capacity.days_to_surge if bid.capacity else 0, "days")
    return figure_from(stated, worked_step("Weeks", lambda count, length: count / length, stated, 7, unit="weeks"))


def bare(bid: Bid, _terms: Terms, _part: str) -> Figure:
    """A number with no steps at all."""
    return Figure(Fraction(len(bid.id), 3))


EACH = "Each unit"
Work = Callable[[Bid, Terms, str], Figure]


@pytest.fixture
def register_figure(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], str]:
    """Return what registers a figure for one test, and gives its id."""

    def register_it(work: Work, *needs: BidPart) -> str:
        name = work.__name__.replace("_", "-")
        rule = FigureRule(name, work, "units", "as its docstring says", "This test", needs, name)
        monkeypatch.setitem(FIGURES, name, rule)
        return name

    return register_it


def columns(book: Book, *, formulas: bool = True) -> dict[str, dict[str, object]]:
    """Return the columns of Price by their heading: what stands in the row of each bid."""
    sheet = openpyxl.load_workbook(io.BytesIO(book.content), data_only=not formulas)["Price"]
    heads = [cell.value for cell in sheet[11]]
    rows = [[cell.value for cell in sheet[number]] for number in range(12, 12 + len(book.evaluation.bids))]
    return {str(head): {str(row[0]): row[place] for row in rows} for place, head in enumerate(heads)}


@pytest.mark.parametrize("work", [price_per_unit, twice, alias, days, weeks, bare])
def test_a_figure_that_nobody_has_placed_has_a_column(work: Work, register_figure: Callable[[Work], str]) -> None:
    """A figure that is registered and read is in the workbook, and every engine works out what is published."""
    book = of_inputs(marked(register_figure(work)))
    assert disagreements(book) == []
    head = work.__name__.replace("_", " ").capitalize()
    shown = columns(book, formulas=False)[head]
    for result in book.evaluation.bids:
        value = work(result.bid, book.evaluation.field.terms, "").value
        assert shown[result.id] == ("n/a" if value is None else pytest.approx(float(value)))


def test_its_formula_follows_its_working(register_figure: Callable[[Work], str]) -> None:
    """The formula is over the cells of price and demand: whoever changes the demand sees the figure change."""
    book = of_inputs(marked(register_figure(price_per_unit)))
    shown = columns(book)
    assert "Price per unit: how it is worked out" not in shown
    assert str(shown["Price per unit"]["a"]).endswith('IFERROR($D13/($E$7+$F$7),"n/a"),"n/a")')
    again = recalculated(edited(book.content, {("Price", "F7"): 160}))
    before = stored(book.content)
    place = next(place for (sheet, place), value in before.items() if sheet == "Price" and value == "Price per unit")
    letters = place.rstrip("0123456789")
    # 40 meals at 10, 160 at 30 and 100 for the set-up are 5,300, over 200 meals.
    assert again["Price", f"{letters}13"] == pytest.approx(26.5)


def test_a_figure_over_another_one_reads_its_column(register_figure: Callable[[Work], str]) -> None:
    """A step that closes the working of a figure with a column is that column's cell."""
    register_figure(price_per_unit)
    criteria = [
        criterion(name, "45", {"rule": "linear", "of": name, "zero_at": 0, "full_at": 99}, "financial")
        for name in ("price-per-unit", register_figure(twice))
    ]
    book = of_inputs(inputs_with(criteria))
    shown, letters = columns(book), list(columns(book)).index("Price per unit")
    assert f"2*${chr(ord('A') + letters)}13" in str(shown["Twice"]["a"])
    assert disagreements(book) == []


def test_a_figure_that_reads_no_cell_states_its_arithmetic(register_figure: Callable[[Work], str]) -> None:
    """Where there is no cell to follow, the number is published with its arithmetic, or what is noted, beside it."""
    shown = columns(of_inputs(marked(register_figure(weeks))))
    assert shown["Weeks"] == {"a": pytest.approx(20 / 7), "b": pytest.approx(20 / 7)}
    assert shown["Weeks: how it is worked out"] == {"a": "20/7", "b": "20/7"}
    shown = columns(of_inputs(marked(register_figure(days))))
    assert shown["Days: how it is worked out"] == {"a": "as the bid states", "b": "the bid states no capacity"}


@pytest.mark.parametrize("part", NUMBERS, ids=lambda part: part.key)
def test_a_number_that_a_bid_states_is_an_input(part: BidPart, register_figure: Callable[..., str]) -> None:
    """A figure over a part that is one number reads its cell: whoever changes the number sees the figure change."""

    def each_unit(bid: Bid, terms: Terms, _part: str) -> Figure:
        stated = part.number(bid, terms.currency)
        return figure_from(stated, worked_step("Each", price_for_each, stated, reference_demand(terms)))

    book = of_inputs(marked(register_figure(each_unit, part)))
    head = f"{part.title} (input)"
    assert disagreements(book) == []
    assert columns(book)[head] == {"a": 70, "b": 140}
    number, figure = (get_column_letter(list(columns(book)).index(name) + 1) for name in (head, EACH))
    again = recalculated(edited(book.content, {("Price", f"{number}13"): 100}))
    # 100 over the 50 units of the demand, where it was 70 or 140.
    assert again["Price", f"{figure}13"] == pytest.approx(2)


@pytest.mark.parametrize("method", [one for one in METHODS.values() if one.reads_price], ids=lambda one: one.id)
def test_a_method_may_set_it_against_quality(method: Method, register_figure: Callable[[Work], str]) -> None:
    """The price that a method reads may be a figure that nobody has placed."""
    weights = {"quality_weight": 60, "price_weight": 40} if method.weighs else {}
    numbers = dict.fromkeys(method.parameters, 2) | weights
    minimum = {"quality_minimum": {"marks": 1, "consequence": "disregard"}} if method.needs_minimum else {}
    keys = {**numbers, **minimum, "price_of": register_figure(price_per_unit)}
    assert disagreements(of_inputs(inputs_with([recorded("P", "90")], method=method.id, keys=keys))) == []


def test_libreoffice_agrees_on_all_of_them_at_once(tmp_path: Path, register_figure: Callable[[Work], str]) -> None:
    """LibreOffice works out what is published of one procurement that reads every figure, placed or not."""
    alone = {rule.id: rule for rule in FIGURES.values() if rule.by is None or rule.by.key != "cohort"}
    names = [name for rule in alone.values() for name in names_of(rule, inputs_with([]))]
    names += ["joined-up:claimants", *map(register_figure, (price_per_unit, twice, alias, days, weeks, bare))]
    scores = ({"rule": "linear", "of": name, "zero_at": 0, "full_at": 5000} for name in names)
    criteria = [criterion(f"F{at}", "1", score, "financial") for at, score in enumerate(scores)]
    rest = recorded("R", str(90 - len(criteria)), "social")
    assert disagreements_of_libreoffice([of_inputs(inputs_with([*criteria, rest]))], tmp_path) == []
