"""SM-26 and SM-36: outcomes that depend on others, a cap on what is linked to none, and themes."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.figures.worth import net_social_value, social_value, unlinked_share
from social_value.core.frameworks.outcomes import circle_among, in_order
from social_value.core.inputs import Inputs
from social_value.core.provenance import provenance
from social_value.core.sections.joined_up import joined_up
from social_value.core.sections.section import Table
from social_value.core.terms import terms_of
from social_value.core.valuation.totals import SocialValue
from social_value.render.result_json import result_json
from tests.core.builders import Data, criterion, inputs_of, offer, procurement, recorded
from tests.core.checks.test_policy import framework
from tests.core.spreadsheet import worked_out
from tests.core.valuations import commitment, entry, measure, register, valuation, valued_inputs
from tests.samples import sample

JOBS: Data = {"id": "jobs-done", "title": "Work", "measures": ["jobs"]}
POUNDS = st.integers(0, 500)


def capped(linked: object, unlinked: object, percent: object = 20, **how: Any) -> Inputs:  # noqa: ANN401 - any key
    """Return a bid with so many pounds of value linked to an outcome, and so many linked to none."""
    promised = [commitment("c1", "jobs", linked), commitment("c2", "gifts", unlinked)]
    limits: Data = {} if percent is None else {"unlinked_cap_percent": percent}
    return valued_inputs(
        [measure("jobs"), measure("gifts")],
        {"A": promised},
        register(entry("thing", value=1)),
        how=valuation("jobs", "gifts", **limits, **how),
        outcomes=[JOBS],
        criteria=[criterion("S", "100", {"rule": "ratio-to-target", "of": "net-social-value", "target": 1000000})],
    )


def worth(inputs: Inputs) -> SocialValue:
    """Return the valuation of the only bid."""
    return social_value(inputs.bids[0], terms_of(inputs))


# --- The cap on value that is linked to no outcome -------------------------------------------------


def test_sm_26_no_more_than_a_fifth_of_what_counts_is_unlinked() -> None:
    """£80k linked and £40k unlinked with a cap of 20%: 20k of the 40k counts, which is 20 of 100."""
    value = worth(capped(80_000, 40_000))
    assert value.unlinked.central == 40_000
    assert value.unlinked_counted.central == 20_000
    assert value.net.central == 100_000


def test_sm_26_the_working_says_what_of_it_counts() -> None:
    """Each step with arithmetic gives its number, and one says what of the unlinked value counts, and why."""
    inputs = capped(80_000, 40_000)
    steps = net_social_value(inputs.bids[0], terms_of(inputs), "").steps
    [counts] = [step for step in steps if step.label == "Of what is linked to no outcome counts"]
    assert counts.value == 20_000
    assert counts.arithmetic == "MIN(40000,80000*20/(100-20))"
    assert counts.note == "at most 20% of what counts may be linked to no outcome"
    assert all(worked_out(step.arithmetic) == step.value for step in steps if step.arithmetic)


def test_sm_26_the_json_says_what_of_it_counts() -> None:
    """Beside the net social value stand what is linked to no outcome, and what counts of it."""
    evaluation = evaluate(capped(80_000, 40_000))
    document = json.loads("".join(result_json(evaluation, provenance(evaluation.inputs, ()), ())))
    told = document["bids"][0]["social_value"]
    assert (told["unlinked"]["central"], told["unlinked_counted"]["central"]) == ("40000.00", "20000.00")
    [section] = [one for one in document["sections"] if one["id"] == "joined-up"]
    assert "33.333333" in json.dumps(section)


@pytest.mark.parametrize(
    ("linked", "unlinked", "percent", "net"),
    [
        (80_000, 10_000, 20, 90_000),  # within the cap, all of it counts
        (80_000, 20_000, 20, 100_000),  # exactly at the cap
        (0, 40_000, 20, 0),  # nothing is linked, so nothing unlinked counts
        (80_000, 40_000, 0, 80_000),  # nothing unlinked counts
        (80_000, 40_000, None, 120_000),  # without a cap all counts
    ],
)
def test_sm_26_the_cap_counts_what_is_within_it(linked: int, unlinked: int, percent: object, net: int) -> None:
    """By hand: counted unlinked = min(unlinked, percent / (100 - percent) x linked)."""
    assert worth(capped(linked, unlinked, percent)).net.central == net


def test_sm_26_the_cap_of_a_bid_is_taken_after_that_on_unlinked_value() -> None:
    """80k + 20k of the 40k is 100k, of which a cap of 90k leaves 90k."""
    assert worth(capped(80_000, 40_000, cap={"amount": 90_000})).net.central == 90_000


def test_sm_26_the_share_that_is_linked_to_nothing() -> None:
    """40k of 120k is a third, whether or not it is capped."""
    inputs = capped(80_000, 40_000)
    assert unlinked_share(inputs.bids[0], terms_of(inputs), "").value == Fraction(100, 3)
    nothing = capped(0, 0)
    assert unlinked_share(nothing.bids[0], terms_of(nothing), "").value is None


@settings(max_examples=sample(60, 1_200))
@given(linked=POUNDS, unlinked=POUNDS, percent=st.integers(0, 99))
def test_sm_26_the_cap_holds_exactly(linked: int, unlinked: int, percent: int) -> None:
    """The unlinked part of what counts is never above the cap, and all of it counts, or exactly the cap does."""
    value = worth(capped(linked, unlinked, percent))
    counted, whole = value.unlinked_counted.central, value.net.central
    assert counted <= unlinked
    assert whole == linked + counted
    assert 100 * counted <= percent * whole
    assert counted == unlinked or 100 * counted == percent * whole


# --- Covered, half covered, empty ------------------------------------------------------------------

CHAIN = [
    {"id": "skills", "title": "Skills", "measures": ["skilled"], "needs": ["access"]},
    {"id": "access", "title": "Access", "measures": ["connected", "devices"]},
    {"id": "work", "title": "Work", "measures": ["hired"], "needs": ["skills"]},
]
DECLARED = [{"id": name, "title": name, "unit": "people"} for name in ("skilled", "connected", "devices", "hired")]


def covering(*promised: str) -> Inputs:
    """Return a bid that promises one person of each of these measures."""
    method = procurement([recorded("Q", "100")], outcomes=CHAIN, measures=DECLARED)
    commitments = [{"id": one, "measure": one, "quantity": 1, "unit": "people"} for one in promised]
    return inputs_of(method, [offer("A", 5, marks={"Q": 50}, commitments=commitments)])


def table_of(inputs: Inputs, key: str) -> Table:
    """Return a table of the section Joined-up."""
    section = joined_up(evaluate(inputs))
    assert section is not None
    return next(table for table in section.tables if table.key == key)


def coverage(inputs: Inputs) -> dict[str, tuple[str, str]]:
    """Return whether each outcome is covered, half covered or empty, and what is missing."""
    table = table_of(inputs, "outcomes")
    keys = [column.key for column in table.columns]
    found = {}
    for row in table.rows:
        line = dict(zip(keys, (cell.value for cell in row.cells), strict=True))
        [state] = [key for key in ("covered", "half_covered", "empty") if line[key] == 1]
        found[str(line["outcome"])] = (state, str(line["missing"]))
    return found


@pytest.mark.parametrize(
    ("promised", "skills", "access", "work"),
    [
        (("skilled", "devices", "hired"), ("covered", ""), ("covered", ""), ("covered", "")),
        (("skilled",), ("half_covered", "Access"), ("empty", "Access"), ("empty", "Work; Access")),
        (("hired", "skilled"), ("half_covered", "Access"), ("empty", "Access"), ("half_covered", "Access")),
        ((), ("empty", "Skills; Access"), ("empty", "Access"), ("empty", "Work; Skills; Access")),
    ],
)
def test_sm_26_an_outcome_is_covered_only_with_all_that_it_depends_on(
    promised: tuple[str, ...], skills: tuple[str, str], access: tuple[str, str], work: tuple[str, str]
) -> None:
    """Served and every need covered: covered. Served alone: half covered. Not served: empty."""
    assert coverage(covering(*promised)) == {"Skills": skills, "Access": access, "Work": work}


def test_sm_26_the_counts_of_a_bid_add_up_to_all_outcomes() -> None:
    """Covered, half covered and empty are counted beside the bid."""
    section = joined_up(evaluate(covering("hired", "skilled")))
    assert section is not None
    counts = {column.key: cell.value for column, cell in zip(section.columns, section.bids["A"], strict=True)}
    assert counts == {"outcomes_covered": 0, "outcomes_half_covered": 2, "outcomes_empty": 1}


def test_sm_26_outcomes_of_a_framework_are_covered_by_its_measures() -> None:
    """What an outcome depends on is listed too, where nobody is asked for it: then no bid serves it."""
    parts = [recorded("Q", "60"), recorded("R", "40")]
    inputs = with_framework(procurement(parts, measures=DECLARED[:1]), needs=("access",))
    assert coverage(inputs) == {"Skills": ("half_covered", "Access"), "Access": ("empty", "Access")}


def with_framework(method: Data, needs: tuple[str, ...] = (), themes: int = 1) -> Inputs:
    """Return inputs that use a framework of two outcomes in the first of its themes."""
    skilled, devices = (
        {"id": name, "title": name, "unit": "people", "confidence": "unverified"} for name in ("skilled", "devices")
    )
    asks = {"id": "K1", "title": "K", "pillar": "social", "confidence": "official"}
    outcomes = [
        {"id": "skills", "title": "Skills", "needs": list(needs), "measures": [skilled], "criteria": [asks]},
        {"id": "access", "title": "Access", "measures": [devices]},
    ]
    others = [{"id": f"theme-{n}", "title": "T", "outcomes": [{"id": f"o{n}", "title": "O"}]} for n in range(1, themes)]
    bid = offer("A", 5, marks={"Q": 50, "R": 50}, commitments=[commitment("c", "skilled", 1)])
    bid["commitments"][0]["unit"] = "people"
    used = framework("ours", themes=[{"id": "online", "title": "Online", "outcomes": outcomes}, *others])
    return replace(inputs_of(method, [bid]), framework=used)


# --- Faults ----------------------------------------------------------------------------------------


def codes(**keys: Any) -> list[tuple[str, str | None]]:  # noqa: ANN401 - any key of a procurement
    """Return the errors of a procurement with these keys, each with what it advises."""
    method = procurement([recorded("Q", "100")], measures=DECLARED, **keys)
    found = findings_of(inputs_of(method, [offer("A", 5, marks={"Q": 50})]))
    return [(one.code, one.way_out) for one in found if one.severity.value == "error"]


def test_sm_26_an_unknown_need_is_told_with_the_nearest_word() -> None:
    """A misspelt outcome is named, with the one that is meant."""
    [(code, way_out)] = codes(outcomes=[{**CHAIN[0], "needs": ["acess"]}, CHAIN[1]])
    assert code == "unknown-outcome"
    assert way_out is not None
    assert "access" in way_out


def test_sm_26_needs_do_not_go_round_in_a_circle() -> None:
    """Access needs work, which needs skills, which need access: one finding names the whole circle."""
    assert [code for code, _ in codes(outcomes=[CHAIN[0], {**CHAIN[1], "needs": ["work"]}, CHAIN[2]])] == [
        "needs-circular"
    ]


def test_sm_26_long_chains_and_many_ways_are_followed() -> None:
    """Two thousand outcomes in a line, or forty layers of two that need both before them, are no matter."""
    line = {f"o{n}": (f"o{n + 1}",) for n in range(2_000)} | {"o2000": ()}
    assert in_order(line)[-1] == "o0"
    assert circle_among(line) == ()
    assert len(circle_among(line | {"o2000": ("o0",)})) == 2_002
    layers = {f"{side}{n}": (f"a{n + 1}", f"b{n + 1}") for n in range(40) for side in "ab"}
    assert len(in_order(layers)) == 80


def test_sm_26_a_measure_serves_one_outcome() -> None:
    """A promise is not taken for two."""
    assert [code for code, _ in codes(outcomes=[*CHAIN, {"id": "more", "title": "More", "measures": ["hired"]}])] == [
        "measure-in-two-outcomes"
    ]


def test_sm_26_a_measure_stands_once_under_an_outcome() -> None:
    """Named twice under one outcome it is there twice, and serves no second one."""
    (first, *others) = CHAIN
    twice = {**first, "measures": [*first["measures"], *first["measures"]]}
    assert {code for code, _ in codes(outcomes=[twice, *others])} == {"duplicate-id"}


def test_sm_26_a_cap_needs_outcomes_to_link_to() -> None:
    """A cap without any outcome would count nothing, so it is an error."""
    inputs = capped(1, 1)
    bare = replace(inputs, procurement=inputs.procurement.model_copy(update={"outcomes": ()}))
    assert "value-incomplete" in {one.code for one in findings_of(bare)}
    assert "value-incomplete" not in {one.code for one in findings_of(inputs)}


# --- Themes ----------------------------------------------------------------------------------------

THEMES = [{"id": name, "title": name.title()} for name in ("stimulus", "systems", "partnership")]


def under(inputs: Inputs) -> dict[str, tuple[str, object]]:
    """Return the criteria and the weight of each theme."""
    rows = [[cell.value for cell in row.cells] for row in table_of(inputs, "themes").rows]
    return {str(theme): (str(criteria), weight) for theme, _, criteria, weight in rows}


def test_sm_36_a_theme_without_a_criterion_is_listed() -> None:
    """Three themes, many criteria to one: the third has none and is listed with no weight."""
    parts = [recorded("A", "30", theme="systems"), recorded("B", "20", theme="systems")]
    method = procurement([*parts, recorded("C", "50", theme="stimulus")], themes=THEMES)
    inputs = inputs_of(method, [offer("x", 5, marks={"A": 1, "B": 1, "C": 1})])
    assert under(inputs) == {"stimulus": ("C", 50), "systems": ("A; B", 50), "partnership": ("no criterion", 0)}


def test_sm_36_parts_inherit_a_theme_and_the_rest_has_none() -> None:
    """A part stands under the theme of the criterion that it is a part of."""
    parent = {"id": "P", "pillar": "quality", "theme": "systems", "criteria": [recorded("A", "30", None)]}
    method = procurement([parent, recorded("C", "70")], themes=THEMES[:2])
    inputs = inputs_of(method, [offer("x", 5, marks={"A": 1, "C": 1})])
    assert under(inputs) == {"stimulus": ("no criterion", 0), "systems": ("A", 30), "": ("C", 70)}


def test_sm_36_criteria_of_a_framework_stand_under_its_themes() -> None:
    """Where the procurement has no themes of its own, a criterion stands where its framework has it, or says."""
    parts = [recorded("Q", "60", "social", framework_criterion="K1"), recorded("R", "40", theme="theme-1")]
    assert under(with_framework(procurement(parts), themes=3)) == {
        "online": ("Q", 60),
        "theme-1": ("R", 40),
        "theme-2": ("no criterion", 0),
    }


def test_sm_36_an_unknown_theme_is_told() -> None:
    """A misspelt theme is an error with the nearest word."""
    method = procurement([recorded("Q", "100", theme="sytems")], themes=THEMES)
    [finding] = [
        one for one in findings_of(inputs_of(method, [offer("A", 5, marks={"Q": 50})])) if one.code == "unknown-theme"
    ]
    assert "systems" in (finding.way_out or "")
