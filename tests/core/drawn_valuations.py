"""Strategies that draw procurements with everything that a valuation may have: styles, years, growth, links, limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from social_value.core.inputs import Inputs
from social_value.core.valuation.netting import ADDITIONALITY
from tests.core.builders import Data, criterion
from tests.core.valuations import additionality, commitment, entry, measure, register, valuation, valued_inputs

SHARES = st.integers(0, 20).map(lambda twentieths: Decimal(twentieths) / 20)
QUANTITIES = st.integers(0, 500).map(lambda units: Decimal(units) / 4)
CONVENTIONS = st.sampled_from(["first-year-undiscounted", "first-year-discounted", "undiscounted"])
MEASURES = ("m0", "m1", "m2")
VALUES = register(
    entry("thing", value=1000, low=700, high=1600, price_base="2019"),
    entry("year", "environmental", series={str(year): year - 1900 for year in range(2026, 2040)}),
    entry("grown", "wellbeing", value=1300, low=1000, high=1700, price_base="2019"),
    entry("index", None, series={"2019": "84.5876", "2024": "100"}),
    entry("income", None, series={"2019": "33443", "2024": "33257"}),
)
AREAS = {"areas": [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]}
LANDINGS: st.SearchStrategy[Data] = st.sampled_from(
    [{"area": "north"}, {"areas": {"north": "0.25", "south": "0.75"}}, {"area": "south"}, {}]
)
CRITERIA = [
    criterion("S", "40", {"rule": "ratio-to-best", "of": "social-value-share", "best": "highest"}, "social"),
    criterion("T", "20", {"rule": "ratio-to-target", "of": "net-social-value", "target": 10000}, "social"),
    criterion("P", "20", {"rule": "ratio-to-target", "of": "initiative-points", "target": 100}, "social"),
    criterion("R", "20", {"rule": "ratio-to-target", "of": "social-value-per-pound", "target": 1}, "social"),
]


@st.composite
def drawn_measure(draw: st.DrawFn, name: str, style: str) -> Data:
    """Draw a measure: what one unit is worth, what is taken off, how long it lasts, and its limits."""
    proxy = {"m0": "thing", "m1": "year", "m2": "grown"}[name]
    more: dict[str, Any] = {"points_per_unit": draw(st.integers(1, 5))}
    if draw(st.booleans()):
        more["lasts"] = {"years": draw(st.sampled_from(["1", "1.5", "3"])), "drop_off": draw(SHARES)}
    if draw(st.booleans()):
        more |= {"cap": draw(st.integers(0, 90_000)), "most_points": draw(st.integers(0, 200))}
    if draw(st.integers(0, 3)) == 0:
        more["counts_in"] = ["north"]
    if proxy == "grown":
        more["income_growth"] = {"register": "values", "entry": "income", "elasticity": "1.3"}
    if style == "reference-case":
        impact = {name: draw(SHARES) for name in ("leakage", "displacement", "substitution")}
        impact["multiplier"] = draw(st.sampled_from([Decimal(1), Decimal("1.5")]))
        more["reference_case"] = {"impact": impact, "reference": {"quantity": draw(QUANTITIES), **impact}}
    else:
        more["additionality"] = additionality(**{name: draw(SHARES) for name in ADDITIONALITY})
    return measure(name, proxy, **more)


@st.composite
def drawn_promises(draw: st.DrawFn) -> list[Data]:
    """Draw commitments, some of which are core, for a part of the time, or one and the same."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        more: dict[str, Any] = {"from_year": draw(st.integers(1, 3)), "years": draw(st.integers(1, 2))}
        if draw(st.booleans()):
            more["share_of_time"] = draw(st.sampled_from(["0.5", "0.25"]))
        if draw(st.integers(0, 3)) == 0:
            more["activity"] = "workshop"
        if draw(st.integers(0, 5)) == 0:
            more["core"] = True
        more |= draw(LANDINGS)
        more["evidence"] = draw(st.sampled_from(["payroll", "note"]))
        made.append(commitment(f"c{number}", draw(st.sampled_from(MEASURES)), draw(QUANTITIES), **more))
    return made


@st.composite
def drawn_valuations(draw: st.DrawFn) -> Inputs:
    """Draw a procurement that values three measures, with a bid and another one that promises nothing."""
    style = draw(st.sampled_from(["percentage", "reference-case"]))
    limits: Data = {}
    if draw(st.booleans()):
        limits["cap"] = {draw(st.sampled_from(["percent_of_price", "percent_of_estimated_value"])): 200}
    if draw(st.booleans()):
        limits["floor"] = {"amount": draw(st.integers(0, 100_000))}
    if draw(st.booleans()):
        limits["unlinked_cap_percent"] = draw(st.integers(0, 60))
    how = valuation(
        *MEASURES,
        convention=draw(CONVENTIONS),
        **limits,
        style=style,
        value_at=draw(st.sampled_from(["low", "central", "high"])),
        deflator={"register": "values", "entry": "index"},
        evidence_factors={"payroll": 1, "note": "0.5"},
        unevidenced_factor=0,
        adds={"types": ["economic", "wellbeing"], "reason": "Different people."},
    )
    measures = [draw(drawn_measure(name, style)) for name in MEASURES]
    linked = draw(st.sampled_from([["m0"], ["m0", "m1"]]))
    outcomes = [{"id": "work", "title": "Work", "measures": linked}]
    promised = {"A": draw(drawn_promises()), "B": []}
    return valued_inputs(
        measures, promised, VALUES, how=how, price=70_000, outcomes=outcomes, criteria=CRITERIA, place=AREAS
    )
