"""Measures that count in some areas only: what lands elsewhere, or names no area, counts as nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.checks import findings_of
from social_value.core.checks.counted_areas import counting_areas_read, counting_areas_served
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.inputs import Inputs
from social_value.core.sections.registry import sections_of
from social_value.core.terms import terms_of
from social_value.core.valuation.what_counts import share_where_it_counts
from tests.core.builders import Data, criterion
from tests.core.places import AREAS
from tests.core.valuations import commitment, measure, net, valued_inputs, worth

PLACE = {"areas": AREAS}
LOCAL: Data = measure("m", counts_in=["rochdale", "wigan"], points_per_unit=2)
EVERYWHERE: Data = measure("m", points_per_unit=2)
COMMITTED = [
    criterion("S", "60", {"rule": "linear", "of": "committed:m", "zero_at": 0, "full_at": 100}, "social"),
    criterion("P", "40", {"rule": "linear", "of": "initiative-points", "zero_at": 0, "full_at": 100}, "social"),
]


def local(promised: list[Data], of: Data = LOCAL, **more: Any) -> Inputs:  # noqa: ANN401 - keys of a procurement
    """Return a procurement in which one bid makes these promises."""
    return valued_inputs([of], {"A": promised}, place=PLACE, **more)


def figure(name: str, inputs: Inputs) -> Fraction:
    """Return a figure of the first bid."""
    value = work_out(figure_name(name), inputs.bids[0], terms_of(inputs)).value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("lands", "value", "reason"),
    [
        ({"area": "rochdale"}, 10_000, ""),
        ({"area": "wigan"}, 10_000, ""),
        ({"areas": {"rochdale": "0.3", "wigan": "0.2", "bolton": "0.5"}}, 5_000, ""),
        ({"area": "bolton"}, 0, "it lands in bolton, and the measure counts in rochdale and wigan only"),
        ({}, 0, "it names no area, and the measure counts in rochdale and wigan only"),
    ],
)
def test_only_what_lands_where_the_measure_counts_is_worth_anything(lands: Data, value: int, reason: str) -> None:
    """Ten units of 1,000 pounds: all of them in the areas, half of them for half, none elsewhere or nowhere."""
    found = worth([commitment("c", quantity=10, **lands)], [LOCAL], place=PLACE)
    assert found.net.central == value
    assert found.commitments[0].reason == reason


@pytest.mark.parametrize(("name", "whole"), [("net-social-value", 8000), ("initiative-points", 16), ("committed:m", 8)])
def test_every_figure_of_commitments_takes_the_same_share(name: str, whole: int) -> None:
    """Value, points and committed quantity: a quarter of eight units counts as a quarter."""
    promised = [commitment("c", quantity=8, areas={"rochdale": "0.25", "bolton": "0.75"})]
    assert figure(name, local(promised, EVERYWHERE)) == whole
    assert figure(name, local(promised)) == Fraction(whole, 4)


def test_explain_says_how_much_lands_where_it_counts() -> None:
    """The step has the share and the areas, and the quantity is taken times it."""
    inputs = local([commitment("c", quantity=8, years=2, areas={"rochdale": "0.25", "bolton": "0.75"})])
    steps = work_out(figure_name("net-social-value"), inputs.bids[0], terms_of(inputs)).steps
    told = {step.label: step for step in steps}
    assert told["c: share that lands where it counts"].note == (
        "0.25 of it lands in rochdale and wigan, where the measure counts"
    )
    assert told["c: quantity in each of 2 years"].arithmetic == "8*0.25"
    points = work_out(figure_name("initiative-points"), inputs.bids[0], terms_of(inputs)).steps
    assert (points[0].arithmetic, points[0].note) == ("8*2*0.25*2", told["c: share that lands where it counts"].note)


NUMBERS = ("net-social-value", "initiative-points", "committed:m")
QUANTITIES = st.lists(st.integers(0, 60), min_size=1, max_size=4)


@settings(max_examples=40)
@given(QUANTITIES, st.data(), st.sampled_from(NUMBERS))
def test_to_move_a_promise_out_takes_exactly_its_worth(quantities: list[int], data: st.DataObject, name: str) -> None:
    """A promise that is moved from inside the areas to outside, or into no area, counts as one that was not made."""
    promised = [commitment(f"c{n}", quantity=units, area="rochdale") for n, units in enumerate(quantities)]
    moved = data.draw(st.integers(0, len(promised) - 1))
    without = [each for n, each in enumerate(promised) if n != moved]
    outside = data.draw(st.sampled_from([{"area": "bolton"}, {}]))
    elsewhere = {key: value for key, value in promised[moved].items() if key != "area"} | outside
    left = figure(name, local([*without, elsewhere]))
    assert left == figure(name, local(without))
    alone = figure(name, local([promised[moved]]))
    assert figure(name, local(promised)) - left == alone


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 60))
def test_shares_of_areas_count_pro_rata(inside: int, outside: int, units: int) -> None:
    """A promise divided over areas counts as the part that lands inside would alone."""
    whole = inside + outside or 1
    shares = {"rochdale": Fraction(inside, whole), "bolton": 1 - Fraction(inside, whole)}
    promised = worth([commitment("c", quantity=units, area="rochdale")], [LOCAL], place=PLACE).commitments[0].commitment
    divided = promised.model_copy(update={"area": None, "areas": shares})
    inputs = local([commitment("c", quantity=units, area="rochdale")])
    assert share_where_it_counts(divided, inputs.measures["m"]) == Fraction(inside, whole)
    bid = inputs.bids[0].model_copy(update={"commitments": (divided,)})
    again = replace(inputs, bids=(bid,))
    assert figure("net-social-value", again) == figure("net-social-value", inputs) * Fraction(inside, whole)


def test_a_measure_without_the_key_counts_everywhere() -> None:
    """A measure without `counts_in` counts wherever its promises land, and where they name no area."""
    assert {net([commitment("c", **lands)], [EVERYWHERE], place=PLACE) for lands in ({}, {"area": "bolton"})} == {1000}


# --- What is told ----------------------------------------------------------------------------------


def told(inputs: Inputs) -> list[str]:
    """Return what is said of promises that do not count, or count in part."""
    return [finding.message for finding in findings_of(inputs) if finding.code == "counts-elsewhere"]


def test_a_promise_that_does_not_count_is_told_on_its_bid() -> None:
    """One that names no area, one elsewhere and one in part are told; one inside is not."""
    promised = [
        commitment("c1", area="rochdale"),
        commitment("c2"),
        commitment("c3", area="bolton"),
        commitment("c4", areas={"wigan": "0.4", "bolton": "0.6"}),
    ]
    inputs = local(promised)
    assert told(inputs) == [
        "A: c2: it names no area, and the measure counts in rochdale and wigan only, so it counts as nothing.",
        "A: c3: it lands in bolton, and the measure counts in rochdale and wigan only, so it counts as nothing.",
        "A: c4: 0.4 of it lands in rochdale and wigan, where the measure counts.",
    ]
    assert told(local(promised, EVERYWHERE)) == []


def test_nobody_is_told_of_the_promises_of_a_bid_that_was_withdrawn() -> None:
    """What a withdrawn bid promised counts nowhere, so where it lands is no question."""
    inputs = local([commitment("c")])
    withdrawn = inputs.bids[0].model_copy(update={"status": "withdrawn"})
    assert told(inputs) != []
    assert told(replace(inputs, bids=(withdrawn,))) == []


def test_its_bidder_is_asked_where_it_lands_and_nobody_else() -> None:
    """One neutral question a commitment, to that bidder alone; what the area is is not asked for twice."""
    inside, nowhere = commitment("c", area="rochdale", evidence="note"), commitment("c", evidence="note")
    inputs = valued_inputs([LOCAL], {"A": [nowhere], "B": [inside]}, place=PLACE)
    asked = clarifications_of(evaluate(inputs))
    assert {bid: [each.question for each in questions] for bid, questions in asked.items()} == {
        "A": ["Commitment c: please say in which areas its benefit lands, and where your bid shows it."]
    }


@pytest.mark.parametrize(
    ("build", "message", "way_out"),
    [
        (
            lambda: valued_inputs([measure("m", counts_in=["rochdal"])], {}, place=PLACE),
            '"m" counts in "rochdal", which is no area of this procurement.',
            'Did you mean "rochdale"?',
        ),
        (
            lambda: valued_inputs([measure("m", counts_in=["leeds"])], {}),
            '"m" counts in "leeds", which is no area of this procurement.',
            "Add it: `place: {areas: [{id: leeds, title: ...}]}`.",
        ),
        (
            lambda: valued_inputs(
                [measure("m"), {"id": "n", "title": "N", "unit": "unit", "counts_in": ["wigan"]}], {}, place=PLACE
            ),
            '"n" counts in some areas only, and is only recorded.',
            "Remove `counts_in:`, or mark what bidders commit to: `of: committed:n`.",
        ),
        (
            lambda: valued_inputs(
                [measure("m"), {"id": "n", "title": "N", "unit": "unit", "counts_in": ["wigan"]}],
                {},
                place=PLACE,
                criteria=[criterion("S", "100", {"rule": "linear", "of": "n", "zero_at": 0, "full_at": 1}, "social")],
            ),
            '"n" counts in some areas only, and is marked as one number, which names no area.',
            "Remove `counts_in:`, or mark what bidders commit to: `of: committed:n`.",
        ),
        (
            lambda: valued_inputs(
                [LOCAL], {}, place={**PLACE, "need": {"measures": ["m"], "reason": "Agreed.", "otherwise": 1}}
            ),
            '"m" counts people by need, where the weight of each area says what they count.',
            "Remove `counts_in:`, and give the other areas `need_weight: 0`.",
        ),
    ],
)
def test_a_key_that_nothing_reads_is_an_error(build: Callable[[], Inputs], message: str, way_out: str) -> None:
    """An area that is not served, and a measure whose reader does not ask for areas, stop the run with a way out."""
    inputs = build()
    found = [*counting_areas_served(inputs), *counting_areas_read(inputs)]
    assert [(finding.message, finding.way_out) for finding in found] == [(message, way_out)]


# --- The section Place -----------------------------------------------------------------------------


def test_the_value_lands_where_it_counts() -> None:
    """Of 8,000 pounds a quarter counts, all of it in Rochdale; nothing of it lands in Bolton or elsewhere."""
    promised = [
        commitment("c1", quantity=8, areas={"rochdale": "0.25", "bolton": "0.75"}),
        commitment("c2", quantity=4, area="bolton"),
    ]
    (place,) = [part for part in sections_of(evaluate(local(promised))) if part.key == "place"]
    tables = {table.key: table for table in place.tables}
    (row,) = tables["value-by-area"].rows
    shown = {column.key: cell.value for column, cell in zip(tables["value-by-area"].columns, row.cells, strict=True)}
    assert [shown[key] for key in ("promised", "in_place", "outside_percent")] == [2000, 2000, 0]
    assert [shown[f"area_{area}"] for area in ("rochdale", "bolton")] == [2000, 0]
    (part,) = tables["counting-in-part"].rows
    assert [cell.value for cell in part.cells] == ["A", "c1", "m", Fraction(1, 4), 1, "", 0]
