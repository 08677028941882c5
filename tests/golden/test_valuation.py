"""Social value in money against published figures, and against arithmetic that can be followed by hand.

Every expected number is printed in the source that its test names, or its arithmetic stands in the test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from social_value.arithmetic import plain, rounded, rounded_root
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.terms import terms_of
from social_value.core.valuation.netting import additional_impact, shares_of
from social_value.core.valuation.proxies import Growth, Index, Proxy
from social_value.core.valuation.ranges import Range
from social_value.model.register import Register
from social_value.model.scores import Scores
from social_value.model.valuation import ReferenceCase
from tests.core.builders import Data, criterion, exact, levels, sheet, totals
from tests.core.valuations import (
    additionality,
    commitment,
    entry,
    measure,
    net,
    register,
    valuation,
    valued_inputs,
    worked,
    worth,
)
from tests.golden.published import published_rows
from tests.golden.test_green_book import shipped

HEALTH = Register.model_validate(
    {
        "kind": "register",
        "schema": 1,
        "id": "green-book-discount-rates",
        "title": "The shipped rates",
        "licence": "OGL-3.0",
        "source": {"title": "HM Treasury, The Green Book (2022), annex 6"},
        "confidence": "secondary",
        "entries": [
            {
                "id": rate,
                "description": rate,
                "unit": "percent a year",
                "values": [shipped(rate).model_dump(by_alias=True)],
            }
            for rate in ("standard", "health")
        ],
    }
)
"""The standard and the health rates of the shipped register."""


def pounds(value: Fraction) -> str:
    """Return a sum to the penny."""
    return f"{rounded(value, 2, 'half-up'):f}"


# --- Additionality, drop-off, present values -------------------------------------------------------


def test_shares_are_taken_off_one_after_the_other() -> None:
    """10 people x 12,000 x 2 years x 0.75 x 0.8 x 0.9 x 0.95 = 123,120."""
    shares = additionality(deadweight="0.25", attribution_to_others="0.2", displacement="0.1", leakage="0.05")
    values = register(entry("thing", value=12000))
    assert net([commitment("c", quantity=10, years=2)], [measure("m", additionality=shares)], values) == 123_120


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        ("undiscounted", "25330.00"),
        ("first-year-undiscounted", "24431.15"),
        ("first-year-discounted", "23604.98"),
    ],
)
def test_an_effect_drops_off(convention: str, expected: str) -> None:
    """10,000, then 7,000, 4,900 and 3,430: 25,330, or less where later years are discounted at 3.5%."""
    lasting = measure("m", lasts={"years": 4, "drop_off": "0.3"})
    values = register(entry("thing", value=10000))
    assert pounds(net([commitment("c")], [lasting], values, how=valuation(convention=convention))) == expected


def test_befriending_of_a_public_guide() -> None:
    """80 people x 1,100 = 88,000; of 500 people 28% less the 15% who improve anyway is 65 people.

    Source: github.com/public-value-guide/public-value-guide, its befriending example.
    """
    assert net([commitment("c", quantity=80)], values=register(entry("thing", value=1100))) == 88_000
    nothing_off = {"leakage": 0, "displacement": 0, "substitution": 0, "multiplier": 1}
    improve_anyway, improve = 500 * 15 // 100, 500 * 28 // 100
    case = {"impact": nothing_off, "reference": {"quantity": improve_anyway, **nothing_off}}
    rule = ReferenceCase.model_validate(exact(case))
    without = Fraction(rule.reference.quantity)
    impact, reference = shares_of(rule.impact), shares_of(rule.reference)
    assert additional_impact(Fraction(improve), impact, without, reference) == 65


def test_the_reference_case_of_the_additionality_guide() -> None:
    """100 x 0.9 x 0.75 x 1.5 = 101.25 jobs, less 20 x 0.9 x 0.75 x 1.5 = 20.25, is 81.

    The formula is that of the Additionality Guide, 4th edition, Homes and Communities Agency (2014).
    """
    factors = {"leakage": "0.1", "displacement": "0.25", "substitution": 0, "multiplier": "1.5"}
    case = {"impact": factors, "reference": {"quantity": 20, **factors}}
    values, how = register(entry("thing", value=1)), valuation(style="reference-case")
    promised = [commitment("c", quantity=60), commitment("d", quantity=40)]
    value = worth(promised, [measure("m", reference_case=case)], values, how=how)
    assert value.net.central == 81
    assert [one.value.central for one in value.commitments] == [Fraction(486, 10), Fraction(324, 10)]


@pytest.mark.parametrize(
    ("convention", "present_value", "ratio"),
    [("first-year-discounted", "140081.85", "1.4008"), ("first-year-undiscounted", "144984.71", "1.4498")],
)
def test_the_ratio_of_social_return(convention: str, present_value: str, ratio: str) -> None:
    """50,000 a year for three years against inputs of 100,000 at 3.5%, by the convention of either guide."""
    how, values = valuation(convention=convention), register(entry("thing", value=50000))
    inputs = valued_inputs([measure("m")], {"A": [commitment("c", years=3)]}, values, how=how, price=100_000)
    value, per_pound = (worked(name, inputs).value for name in ("net-social-value", "social-value-per-pound"))
    assert value is not None
    assert per_pound is not None
    assert pounds(value) == present_value
    assert f"{rounded(per_pound, 4, 'half-up'):f}" == ratio


def test_full_time_equivalent_years() -> None:
    """10 full-time and 5 half-time people for 2 years are 25 FTE-years (Torbay Council, TOMs dos and don'ts)."""
    staff = [
        commitment("full", quantity=10, years=2, activity="full-time"),
        commitment("half", quantity=5, years=2, share_of_time="0.5", activity="half-time"),
    ]
    value = worth(staff, values=register(entry("thing", value=1)))
    assert [one.gross for one in value.commitments] == [20, 5]
    assert value.net.central == 25


def test_the_acceptance_example() -> None:
    """10 x 1,000, deadweight 20% and 30% attributed to others, is 5,600; a core commitment is worth 0."""
    shares = additionality(deadweight="0.2", attribution_to_others="0.3")
    assert net([commitment("c", quantity=10)], [measure("m", additionality=shares)]) == 5600
    value = worth([commitment("c", quantity=10, core=True)], [measure("m", additionality=shares)])
    assert value.net.central == 0
    assert value.commitments[0].reason == "the specification asks for it anyway (core)"


# --- Prices of one year ----------------------------------------------------------------------------


def proxy_of(value: str, now: str, then: str, growth: Growth | None = None) -> Proxy:
    """Return a proxy value with the index of two years."""
    known = register(entry("thing", value=value, price_base="then"))
    return Proxy(known, known.entries[0], known.entries[0].values[0], Index(Fraction(now), Fraction(then)), growth)


@pytest.mark.parametrize(("year", "expected"), [*enumerate([1000, 980, 961, 942, 924, 906])])
def test_money_of_later_years_in_prices_of_the_first(year: int, expected: int) -> None:
    """With 2% inflation 1,000 in years 0 to 5 is worth so much (HM Treasury, The Green Book (2022), chapter 5)."""
    index = plain(Fraction("1.02") ** year)
    assert int(rounded(proxy_of("1000", "1", index).in_base(0).central, 0, "half-up")) == expected


def test_financial_years() -> None:
    """9,800 in prices of 2012-13 is 13,166.11 in those of 2023-24: 9,800 x 100 / 74.4335.

    The indices are HM Treasury's GDP deflators of October 2024.
    """
    series = {"2012-13": "74.4335", "2023-24": "100"}
    values = register(entry("thing", value=9800, price_base="2012-13"), entry("index", None, series=series))
    how = valuation(price_base="2023-24", deflator={"register": "values", "entry": "index"})
    assert pounds(net([commitment("c")], values=values, how=how)) == "13166.11"


@pytest.mark.parametrize(
    ("then", "expected"), [("102.3747", "10000.00"), ("104.8173", "9766.97"), ("106.8831", "9578.19")]
)
def test_nominal_money_of_three_years(then: str, expected: str) -> None:
    """10,000 in 2024-25, 2025-26 and 2026-27 in prices of 2024-25 (deflators of October 2024)."""
    assert pounds(proxy_of("10000", "102.3747", then).in_base(0).central) == expected


# --- Life satisfaction -----------------------------------------------------------------------------


def wellby(**more: object) -> Data:
    """Return the value of one point of life satisfaction as the Treasury published it."""
    ends = {row["scenario"]: row["value_gbp"] for row in published_rows("hmt_wellby_values.csv")}
    value = {"value": ends["central"], "low": ends["low"], "high": ends["high"], "price_base": "2019"}
    return entry("wellby", "wellbeing", "GBP/person-year", **value, **more)


def test_a_fifth_of_a_point() -> None:
    """0.2 points are worth 2,600 a person and year (Jacobs and Simetrica on the Treasury's guidance)."""
    rule = measure("m", "wellby", units_per_unit="0.2")
    assert net([commitment("c")], [rule], register(wellby()), how=valuation(price_base="2019")) == 2600


@pytest.mark.parametrize(("grows", "expected"), [(True, "15257.66"), (False, "15368.68")])
def test_growth_of_income(grows: bool, expected: str) -> None:
    """13,000 x 100/84.5876 x (33,257/33,443)^1.3, and without the last factor (AllanLittle1/socialvalueadjuster)."""
    values = register(
        wellby(),
        entry("index", None, series={"2019": "84.5876", "2023": "100"}),
        entry("income", None, series={"2019": "33443", "2023": "33257"}),
    )
    growth = {"income_growth": {"register": "values", "entry": "income", "elasticity": "1.3"}} if grows else {}
    how = valuation(price_base="2023", deflator={"register": "values", "entry": "index"})
    assert pounds(net([commitment("c")], [measure("m", "wellby", **growth)], values, how=how)) == expected


def test_a_hundred_people_for_five_years() -> None:
    """One point x 100 people x 5 years: 6.5m (5m to 8m) in 2019 prices, 8,013,956.61 in 2024 prices.

    Source: the examples of charlescoverdale/greenbook, with the deflators of its data set.
    """
    promised = [commitment("c", quantity=100, years=5)]
    value = worth(promised, [measure("m", "wellby")], register(wellby()), how=valuation(price_base="2019"))
    assert value.net == Range(Fraction(5_000_000), Fraction(6_500_000), Fraction(8_000_000))
    rows = published_rows("hmt_gdp_deflator_calendar_years_2024_100.csv")
    index = entry("index", None, series={row["year"]: row["value"] for row in rows})
    how = valuation(deflator={"register": "values", "entry": "index"})
    assert pounds(net(promised, [measure("m", "wellby")], register(wellby(), index), how=how)) == "8013956.61"


def test_life_satisfaction_is_discounted_at_the_health_rate() -> None:
    """13,000 a year for five years at 1.5%, the first undiscounted: 63,107.00."""
    how = valuation(convention="first-year-undiscounted", price_base="2019")
    rule = measure("m", "wellby", rate="health")
    assert pounds(net([commitment("c", years=5)], [rule], register(wellby()), how=how, rates=HEALTH)) == "63107.00"


@pytest.mark.parametrize(
    ("income", "weight"),
    [(15, "3.009"), (25, "1.549"), (35, "1.000"), (50, "0.629"), (75, "0.371"), (100, "0.255")],
)
def test_distributional_weights(income: int, weight: str) -> None:
    """(35,000 / income)^1.3, the root taken from integers (HM Treasury, The Green Book (2022), annex 3)."""
    assert f"{rounded_root(Fraction(35, income) ** 13, 10, 3, 'half-up'):f}" == weight


# --- Carbon ----------------------------------------------------------------------------------------


def carbon(base: str) -> Data:
    """Return carbon values by year in prices of a base year, as BEIS and DESNZ published them."""
    rows = [
        row
        for row in published_rows("desnz_carbon_values_2020_2050.csv")
        if row["base_year"] == base and row["series"] == "consolidated"
    ]
    series = {
        name: {row["year"]: row["value_gbp_per_tco2e"] for row in rows if row["scenario"] == scenario}
        for name, scenario in (("series", "central"), ("series_low", "low"), ("series_high", "high"))
    }
    return entry("carbon", "environmental", "GBP/tCO2e", price_base=base, **series)


TONNES_2020 = {"2026": 264, "2027": 268, "2028": 272, "2029": 276, "2030": 280}
"""Pounds a tonne in 2020 prices: BEIS, Valuation of greenhouse gas emissions, 2 September 2021."""


@pytest.mark.parametrize(
    ("tonnes", "years", "convention", "expected"),
    [
        (50, 1, "undiscounted", "13200.00"),
        (20, 5, "undiscounted", "27200.00"),
        (20, 5, "first-year-undiscounted", "25395.84"),
    ],
)
def test_tonnes_saved_from_2026(tonnes: int, years: int, convention: str, expected: str) -> None:
    """50 x 264 = 13,200; 20 tonnes a year to 2030 are 27,200, or 25,395.84 with 2026 as year 0."""
    values = register(entry("carbon", "environmental", series=TONNES_2020, price_base="2020"))
    how = valuation(convention=convention, price_base="2020")
    promised = [commitment("c", quantity=tonnes, years=years)]
    assert pounds(net(promised, [measure("m", "carbon")], values, how=how)) == expected


def test_tonnes_emitted_from_2024() -> None:
    """100 tonnes a year from 2024 to 2030 cost 196,489.41 in 2024 prices (charlescoverdale/greenbook).

    2022-price values times 1.104966, 2024 as year 0, 3.5%.
    """
    how = valuation(
        convention="first-year-undiscounted",
        first_year=2024,
        deflator={"register": "values", "entry": "index"},
    )
    index = entry("index", None, series={"2022": "1", "2024": "1.104966"})
    values = register(carbon("2022"), index)
    promised = [commitment("c", quantity=100, years=7)]
    assert pounds(net(promised, [measure("m", "carbon")], values, how=how)) == "196489.41"


@pytest.mark.parametrize(
    ("quantity", "factor", "expected"),
    [(12000, "0.000177", "2.124"), (12000, "0.00019553", "2.34636"), (8000, "0.00016725", "1.338")],
)
def test_conversion_factors(quantity: int, factor: str, expected: str) -> None:
    """12,000 kWh are 2.124 t, with losses of the network 2.34636 t; 8,000 km in an average car are 1.338 t.

    Factors of the UK Government's 2025 set, in tonnes of carbon dioxide equivalent for each unit.
    """
    values = register(entry("tonne", "environmental", "GBP/tCO2e", value=1))
    found = net([commitment("c", quantity=quantity)], [measure("m", "tonne", units_per_unit=factor)], values)
    assert found == Fraction(expected)


# --- Unit costs and wages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("9234", "566"), "9800"),
        (("7500", "1132"), "8632"),
        (("7004", "566"), "7570"),
        (("3218", "1039"), "4257"),
        (("7181", "63.69", "970.44", "1003.5"), "9218.63"),
        (("1171", "581", "415", "193", "110"), "2470"),
    ],
)
def test_unit_costs_are_sums_of_their_parts(parts: tuple[str, ...], expected: str) -> None:
    """Fiscal and economic parts of published unit costs (New Economy unit cost database, as restated publicly)."""
    values = register(*(entry(f"part-{number}", "fiscal", value=part) for number, part in enumerate(parts)))
    measures = [measure(f"m{number}", f"part-{number}") for number in range(len(parts))]
    promised = [commitment(f"c{number}", f"m{number}") for number in range(len(parts))]
    how = valuation(*(one["id"] for one in measures))
    assert net(promised, measures, values, how=how) == Fraction(expected)


def test_the_gap_to_the_real_living_wage() -> None:
    """37.5 hours x 52 x (13.45 - 12.21) = 2,418, the gap that the Living Wage Foundation publishes."""
    values = register(entry("gap", value=Decimal("13.45") - Decimal("12.21")))
    assert net([commitment("c", quantity="1950")], [measure("m", "gap")], values) == 2418


# --- From value to marks ---------------------------------------------------------------------------

PRICES = {"A": 2_000_000, "B": 1_800_000, "C": 1_500_000}
OFFERED = {"A": 400, "B": 250, "C": 100}
WRITTEN = {"A": 3, "B": 5, "C": 4}


CONTRACT: Data = {
    "estimated_value": 2_000_000,
    "currency": "GBP",
    "vat": "excluded",
    "years": 4,
    "service": "services",
}
OFFERS = {name: [commitment("c", quantity=thousands)] for name, thousands in OFFERED.items()}
BY_VALUE = {"rule": "ratio-to-best", "of": "net-social-value", "best": "highest"}


def scored(offers: Mapping[str, list[Data]], **more: Any) -> dict[str, str | None]:  # noqa: ANN401 - any key of a valuation
    """Return totals: 10 points for the value against the best, 10 for a written answer out of 5, 80 for nothing."""
    criteria = [
        criterion("value", "10", BY_VALUE, "social"),
        levels("written", "10", "social"),
        criterion("rest", "80", {"rule": "linear", "of": "price", "zero_at": 1, "full_at": 0}, "financial"),
    ]
    inputs = valued_inputs(
        [measure("m")], offers, criteria=criteria, price=PRICES, contract=CONTRACT, how=valuation(**more)
    )
    given = sheet("evaluator-1", *((bid, "written", level) for bid, level in WRITTEN.items()))
    return totals(evaluate(replace(inputs, scores=(Scores.model_validate(given),))))


def test_value_against_the_best() -> None:
    """40,000 against a best of 90,000 earns 4.44 of 10 points (github.com/public-value-guide/public-value-guide)."""
    criteria = [
        criterion("value", "10", BY_VALUE, "social"),
        criterion("rest", "90", {"rule": "linear", "of": "price", "zero_at": 1, "full_at": 0}, "financial"),
    ]
    offers = {"A": [commitment("c", quantity=40)], "B": [commitment("c", quantity=90)]}
    found = totals(evaluate(valued_inputs([measure("m")], offers, criteria=criteria)))
    assert found == {"A": "4.44", "B": "10.00"}


def test_value_and_a_written_answer() -> None:
    """Values of 400, 250 and 100 thousand and levels 3, 5 and 4: 16, 16.25 and 10.50, so the second bid wins."""
    assert scored(OFFERS) == {"A": "16.00", "B": "16.25", "C": "10.50"}


@pytest.mark.parametrize(("bid", "share"), [("A", "20.00"), ("B", "13.89"), ("C", "6.67")])
def test_value_in_percent_of_the_price(bid: str, share: str) -> None:
    """400 of 2,000, 250 of 1,800 and 100 of 1,500 are 20%, 13.89% and 6.67%."""
    inputs = valued_inputs([measure("m")], OFFERS, price=PRICES)
    figure = work_out(figure_name("social-value-share"), inputs.bids_by_id[bid], terms_of(inputs))
    assert figure.value is not None
    assert pounds(figure.value) == share


def test_a_cap_is_taken_before_the_best_is_looked_for() -> None:
    """At most 15% of two million is 300 thousand, which is then the best: 16, 18.33 and 11.33."""
    assert scored(OFFERS, cap={"percent_of_estimated_value": 15}) == {"A": "16.00", "B": "18.33", "C": "11.33"}


def test_a_claim_without_evidence_changes_what_every_bid_earns() -> None:
    """Without its unevidenced 200 the first bid has 200, and the best is 250: 14, 20 and 12."""
    evidenced = {name: [{**one, "evidence": "payroll"} for one in promised] for name, promised in OFFERS.items()}
    evidenced["A"] = [commitment("c", quantity=200, evidence="payroll"), commitment("d", quantity=200)]
    found = scored(evidenced, evidence_factors={"payroll": 1}, unevidenced_factor=0)
    assert found == {"A": "14.00", "B": "20.00", "C": "12.00"}
