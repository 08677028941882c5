"""Discounting after HM Treasury's Green Book: its rates, its printed factors and its worked examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from social_value.arithmetic import rounded
from social_value.core.discounting import discount_factor
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName, work_out
from social_value.core.terms import terms_of
from social_value.files.catalogue import Catalogue
from social_value.model.bid import Bid
from social_value.model.register import DatedValue, Register
from tests.core.builders import inputs_of, offer, procurement, recorded, rounding, totals
from tests.files.workbook.books import differences, of_inputs, unlike
from tests.golden.published import published_json, published_rows, scored
from tests.recalculate import recalculated, stored

Data = dict[str, Any]

WHOLE_LIFE = {"register": "green-book-discount-rates", "rate": "standard"}
EXAMPLES = {case["name"]: case for case in published_json("green_book_discounting_worked_examples.json")["cases"]}


def shipped(rate: str) -> DatedValue:
    """Return the latest schedule of a rate in the shipped register."""
    found = Catalogue(Path()).find(Register, "green-book-discount-rates")
    assert found is not None
    entry = found[0].entry(rate)
    assert entry is not None
    latest = entry.on(None)
    assert latest is not None
    return latest


@pytest.mark.parametrize(
    ("rate", "column"), [("standard", "standard"), ("health", "health"), ("reduced", "catastrophic")]
)
def test_the_shipped_register_holds_the_published_rates(rate: str, column: str) -> None:
    """Each span of years has the rate of an independent data set."""
    for row in published_rows("green_book_discount_rates.csv"):
        span = next(one for one in shipped(rate).schedule if one.from_year == int(row["year_from"]))
        assert Fraction(span.percent) == 100 * Fraction(row[column])
        assert span.to_year in (int(row["year_to"]), None)


# The Green Book's own tables of factors, printed to four places.
STANDARD = """
0 1.0000  1 0.9662  2 0.9335  3 0.9019  4 0.8714  5 0.8420  6 0.8135  7 0.7860  8 0.7594  9 0.7337  10 0.7089
15 0.5969  20 0.5026  25 0.4231  30 0.3563  31 0.3459  40 0.2651  50 0.1973  60 0.1468  75 0.0942  76 0.0919
100 0.0508  125 0.0274
"""
HEALTH = """
0 1.0000  1 0.9852  2 0.9707  3 0.9563  4 0.9422  5 0.9283  10 0.8617  15 0.7999  20 0.7425  25 0.6892  30 0.6398
31 0.6316  38 0.5774  40 0.5628  50 0.4951  75 0.3594  100 0.2754  125 0.2111
"""


def _pairs(table: str) -> list[tuple[str, str]]:
    words = table.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(
    ("rate", "year", "factor"),
    [*(("standard", *pair) for pair in _pairs(STANDARD)), *(("health", *pair) for pair in _pairs(HEALTH))],
)
def test_discount_factors(rate: str, year: str, factor: str) -> None:
    """A factor is a running product: year 31 is the factor of year 30 over 1.03, not 1 / 1.03^31."""
    assert f"{rounded(discount_factor(shipped(rate), int(year)), 4, 'half-up')}" == factor


def costs(flows: list[Any], kind: str = "operation") -> list[Data]:
    """Return one dated cost a year, from year 0; a benefit is written as a residual value."""
    return [
        {
            "title": f"Flow {year}",
            "kind": kind if flow >= 0 else "residual",
            "year": year,
            "amount": abs(flow),
        }
        for year, flow in enumerate(flows)
    ]


def present_values(flows: list[Any]) -> tuple[Fraction, list[Fraction]]:
    """Return the whole-life cost of a bid with these yearly costs, and the present value of each."""
    method = procurement([recorded("q", "100")], whole_life=WHOLE_LIFE)
    bid = offer("A", marks={"q": 0}, whole_life_costs=costs(flows))
    figure = work_out(FigureName("whole-life-cost"), Bid.model_validate(bid), terms_of(inputs_of(method, [bid])))
    assert figure.value is not None
    return figure.value, [step.value for step in figure.steps[:-1] if step.value is not None]


def test_a_thousand_pounds_in_each_of_eleven_years() -> None:
    """The printed present values of £1,000 at 3.5%: 1000, 966, 934 and so on to 709."""
    example = EXAMPLES["present value of 1000 at the standard rate of 3.5%"]
    _, yearly = present_values([example["future_value"]] * 11)
    assert [int(rounded(value, 0, "half-up")) for value in yearly] == example["expected_by_year"]


@pytest.mark.parametrize("option", ["A", "B"])
def test_box_15(option: str) -> None:
    """Net present value of both options of Box 15, with costs positive and benefits as residual values."""
    example = EXAMPLES[f"Box 15, option {option}"]
    value, yearly = present_values([-flow for flow in example["net_benefit_by_year"]])
    assert rounded(-value, 2, "half-up") == example["expected_npsv"]
    printed = [rounded(-one, 2, "half-up") for one in yearly]
    assert printed == example["expected_discounted_by_year"]


def test_box_15_as_a_procurement(tmp_path: Path) -> None:
    """Option B has the lower whole-life cost, although its gross benefits are smaller.

    A cost that is less than nothing is refused, so 10 is added to the first year of both: 10.8173 and 9.4904.
    """
    keys = {"price_of": "whole-life-cost", "quality_minimum": {"marks": 50, "consequence": "disregard"}}
    method = procurement(
        [recorded("q", "100")], "lowest-price-above-threshold", rounding(4), keys, whole_life=WHOLE_LIFE
    )
    bids = []
    for option in "AB":
        flows = [-flow for flow in EXAMPLES[f"Box 15, option {option}"]["net_benefit_by_year"]]
        bids.append(offer(option, marks={"q": 100}, whole_life_costs=costs([flows[0] + 10, *flows[1:]])))
    found = scored(tmp_path, method, bids)
    assert totals(found) == {"B": "9.4904", "A": "10.8173"}


@pytest.mark.parametrize(("flows", "expected"), [([100, 10, 10, 10, 10, 10], "145.1505"), ([0] + [40] * 5, "180.6021")])
def test_costs_and_benefits_of_five_years(flows: list[int], expected: str) -> None:
    """100 now and 10 for five years is 145.1505 today; 40 for five years is 180.6021.

    The annuity factor of five years at 3.5% is (1 - 1.035^-5) / 0.035 = 4.515052.
    """
    annuity = (1 - Fraction(1000, 1035) ** 5) / Fraction("0.035")
    assert present_values(flows)[0] == flows[0] + flows[1] * annuity
    assert f"{rounded(present_values(flows)[0], 4, 'half-up')}" == expected


# --- Optimism bias ---------------------------------------------------------------------------------

BIAS = {"register": "green-book-optimism-bias", "entry": "non-standard-buildings-capital"}


@pytest.mark.parametrize(("mitigated", "expected"), [("0", "151"), ("0.5", "125.5"), ("1", "100")])
def test_optimism_bias_is_added_to_capital_costs(tmp_path: Path, mitigated: str, expected: str) -> None:
    """A hundred pounds of building out of the ordinary at 51%; half of it under control adds half as much.

    adjusted = cost x (1 + bias x (1 - mitigated)), with the upper bounds of the shipped register, which a second data
    set gives too (green_book_optimism_bias.csv). What the building costs to run is left as it is.
    """
    running = {"title": "Cleaning", "kind": "operation", "year": 0, "amount": 7}
    evaluation = _with_bias(tmp_path, Decimal(mitigated), [*costs([100], "acquisition"), running])
    assert evaluation.field.prices["A"] == Fraction(expected) + 7


def test_a_capital_cost_is_discounted_with_what_is_added(tmp_path: Path) -> None:
    """In year 1: 100 x 1.51 / 1.035. The sheet Price works it out the same, in a spreadsheet too."""
    evaluation = _with_bias(tmp_path, Decimal(0), costs([0, 100], "acquisition"))
    assert evaluation.field.prices["A"] == Fraction(151) / Fraction("1.035")
    book = of_inputs(evaluation.inputs)
    assert differences(book, recalculated(book.content)) == []
    assert unlike(stored(book.content), recalculated(book.content)) == []
    assert "Added for optimism bias, percent (input)" in stored(book.content).values()


def _with_bias(folder: Path, mitigated: Decimal, dated: list[Data]) -> Evaluation:
    """Score one bid by its whole-life cost, with optimism bias."""
    keys = {"price_of": "whole-life-cost", "quality_minimum": {"marks": 50, "consequence": "disregard"}}
    terms = {**WHOLE_LIFE, "optimism_bias": {**BIAS, "mitigated": mitigated}}
    method = procurement([recorded("q", "100")], "lowest-price-above-threshold", rounding(4), keys, whole_life=terms)
    return scored(folder, method, [offer("A", marks={"q": 100}, whole_life_costs=dated)])
