"""SM-25: whether the parts of an offer reach the same people, and what must never happen to that number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.arithmetic import rounded
from social_value.core.checks import findings_of
from social_value.core.checks.counting import figures_counted_once
from social_value.core.clarifications.flags import PATHWAY
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.steps_of_marks import criterion_steps
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.inputs import Inputs
from social_value.core.reads.asked_of_bidders import asked_of
from social_value.core.terms import terms_of
from tests import oracle
from tests.core.builders import criterion, inputs_of, procurement, recorded
from tests.core.cohorts import PARTS, claimants, cohort, joined_inputs, marks_joined, reaching
from tests.core.spreadsheet import worked_out
from tests.samples import sample

PEOPLE = st.integers(0, 1_500)
OFFERS = st.tuples(PEOPLE, PEOPLE, PEOPLE, PEOPLE)
ALPHA = st.integers(0, 100).map(lambda percent: Decimal(percent).scaleb(-2))
properties = settings(max_examples=sample(60, 1_200))


def marks(inputs: Inputs) -> dict[str, Fraction | None]:
    """Return the marks of every bid on S1."""
    settled = evaluate(inputs).settled
    return {bid.id: settled.marked("S1", bid.id).marks for bid in inputs.bids}


def value(people: tuple[int, ...], alpha: object = "0.5", name: str = "joined-up") -> Fraction:
    """Return a figure of one bid over a cohort of 1,000."""
    inputs = joined_inputs({"a": people}, alpha=alpha)
    found = work_out(figure_name(f"{name}:claimants"), inputs.bids[0], terms_of(inputs)).value
    assert found is not None
    return found


# Devices only: lowest 0, mean 1/4, so 0.5 x 0 + 0.5 x 25. All 400: lowest and mean 40%. The last: lowest 20%, mean 60%.
@pytest.mark.parametrize(
    ("people", "expected", "end_to_end"),
    [((1000, 0, 0, 0), "12.5", 0), ((400, 400, 400, 400), "40", 400), ((1000, 1000, 200, 200), "40", 200)],
)
def test_sm_25_gestures_earn_less_than_parts_that_reach_the_same_people(
    people: tuple[int, ...], expected: str, end_to_end: int
) -> None:
    """A cohort of 1,000, alpha 0.5, full marks at 100%: the marks and people of the published examples."""
    assert marks(joined_inputs({"a": people})) == {"a": Fraction(expected)}
    assert value(people, name="end-to-end-people") == end_to_end


@pytest.mark.parametrize(("alpha", "expected"), [(0, 60), (1, 20)])
def test_sm_25_alpha_0_is_the_mean_and_alpha_1_the_lowest(alpha: int, expected: int) -> None:
    """(1000 + 1000 + 200 + 200) / 4000 is 60%, and the lowest share is 20%."""
    assert value((1000, 1000, 200, 200), alpha) == expected


def test_sm_25_the_digital_inclusion_tender_is_marked_as_published() -> None:
    """Meadow: (0.5 x 2600/4000 + 0.5 x 10800/16000) / 0.7 is 94.64; the others likewise."""
    found = {name: rounded(one or Fraction(0), 1, "half-up") for name, one in marks(claimants()).items()}
    assert {name: str(one) for name, one in found.items() if name != "portal-otter"} == {
        "meadow": "94.6",
        "reading-room": "83.5",
        "everyday-lantern": "48.7",
        "second-sunrise": "26.8",
        "skybarrow": "54.0",
    }


def test_sm_25_people_end_to_end_and_the_price_of_each() -> None:
    """1,150,000 / 2,600 is 442; where nobody is reached end to end there is no price of each."""
    inputs = claimants()
    terms, found = terms_of(inputs), dict[str, tuple[Fraction | int | None, str | None]]()
    for bid in inputs.bids:
        people, each = (
            work_out(figure_name(f"{name}:claimants"), bid, terms).value
            for name in ("end-to-end-people", "price-per-end-to-end-person")
        )
        found[bid.id] = (people, None if each is None else str(rounded(each, 0, "half-up")))
    assert found == {
        "meadow": (2_600, "442"),
        "reading-room": (2_200, "482"),
        "everyday-lantern": (900, "967"),
        "second-sunrise": (300, "2133"),
        "skybarrow": (900, "1033"),
        "portal-otter": (0, None),
    }


def test_sm_25_the_working_can_be_followed_by_hand() -> None:
    """Every step with arithmetic gives its own number, and people end to end are printed with at most."""
    evaluation = evaluate(claimants())
    steps = criterion_steps(evaluation, "meadow", evaluation.inputs.leaves[0])
    worked = [step for step in steps if step.arithmetic]
    assert [step.label for step in worked][-5:-2] == ["Lowest share", "Mean share", "Joined-up value"]
    assert all(worked_out(step.arithmetic) == step.value for step in worked)
    bid, terms = evaluation.inputs.bids[0], evaluation.field.terms
    last = work_out(figure_name("end-to-end-people:claimants"), bid, terms).steps[-1]
    assert last.note.startswith("at most")
    assert last.arithmetic == "MIN(2800,2600,2700,2700,4000)"


def test_sm_25_a_bid_that_leaves_a_component_out_is_told() -> None:
    """Nothing is taken for 0 in silence: the missing measure is an error that names it."""
    whole, bid = reaching("b", (1, 1, 1, 1)), reaching("a", (1, 1, 1, 1))
    del bid["measures"]["skills"]
    method = procurement([marks_joined(), recorded("Q", "40")], cohorts=[cohort()])
    missing = [one for one in findings_of(inputs_of(method, [whole, bid])) if one.code == "measure-missing"]
    assert [one.message for one in missing] == ['a does not give the measure "skills".']


def test_sm_25_a_number_of_people_is_not_negative() -> None:
    """A share below 0 would lower the mean of others: it is an error at the measure."""
    found = [one for one in findings_of(joined_inputs({"a": (5, -1, 5, 5)})) if one.code == "negative-figure"]
    assert [one.place.keys for one in found] == [("measures", "devices", "value")]


def test_sm_25_bidders_are_asked_for_every_component() -> None:
    """The return asks for the measures of the cohort, as read and not as promised."""
    asked = asked_of(claimants())
    assert {one.id for one in asked.measures} == set(PARTS)
    assert asked.promised == ()


def test_sm_25_each_bidder_is_asked_for_the_pathway() -> None:
    """One question for each bid that reaches anybody end to end, with its own number and no other bidder's name."""
    questions = clarifications_of(evaluate(claimants()))
    found = {bid: [one.question for one in asked if one.code == PATHWAY] for bid, asked in questions.items()}
    assert {bid for bid, asked in found.items() if asked} == set(questions) - {"portal-otter"}
    [meadow] = found["meadow"]
    assert meadow.startswith("People on benefits: of 4000 people, at most 2600 can get everything")
    assert "skybarrow" not in meadow.casefold()


@pytest.mark.parametrize("name", ["end-to-end-people", "price-per-end-to-end-person", "joined-up"])
def test_sm_25_the_same_lowest_number_is_marked_once(name: str) -> None:
    """A criterion of people or of the price of each beside the rule joined-up takes the same minimum twice."""
    rule = {"rule": "linear", "of": f"{name}:claimants", "zero_at": 0, "full_at": 9}
    method = procurement([marks_joined(weight="50"), criterion("F3", "50", rule, "financial")], cohorts=[cohort()])
    [finding] = figures_counted_once(inputs_of(method, [reaching("a", (1, 1, 1, 1))]))
    assert finding.code == "figure-counted-twice"
    assert '"F3"' in finding.message
    assert ("lowest number of people" in finding.message) == (name != "joined-up")


def test_sm_25_figures_of_two_cohorts_are_not_the_same() -> None:
    """What is marked of one cohort does not count twice beside another cohort."""
    method = procurement(
        [marks_joined(weight="50"), marks_joined("S2", "50", of="pensioners")],
        cohorts=[cohort(), cohort(name="pensioners")],
    )
    assert list(figures_counted_once(inputs_of(method, [reaching("a", (1, 1, 1, 1))]))) == []


# --- The second implementation ----------------------------------------------------------------------


@settings(max_examples=sample(40, 800))
@given(offers=st.lists(st.tuples(OFFERS, st.integers(1, 900)), min_size=1, max_size=4), alpha=ALPHA)
def test_sm_25_the_naive_implementation_agrees(
    offers: list[tuple[tuple[int, int, int, int], int]], alpha: Decimal
) -> None:
    """Marks and totals of the rule, of people and of the price of each are exactly those of the naive engine."""
    people = {"rule": "linear", "of": "end-to-end-people:pensioners", "zero_at": 0, "full_at": 700}
    each = {"rule": "ratio-to-best", "of": "price-per-end-to-end-person:others", "best": "lowest"}
    method = procurement(
        [
            marks_joined(weight="40", full_at=70),
            criterion("P", "20", people, "social"),
            criterion("F", "20", each, "financial"),
            recorded("Q", "20"),
        ],
        cohorts=[cohort(alpha=alpha), cohort(600, alpha, "pensioners"), cohort(200, alpha, "others")],
    )
    bids = [reaching(f"b{number}", reached, cost) for number, (reached, cost) in enumerate(offers)]
    expected = oracle.evaluate(method, bids, [])["bids"]
    evaluation = evaluate(inputs_of(method, bids))
    for result in evaluation.bids:
        told = {leaf.id: evaluation.settled.marked(leaf.id, result.id).marks for leaf in evaluation.inputs.leaves}
        assert told == {name: row["marks"] for name, row in expected[result.id]["criteria"].items()}
        assert result.total is not None
        assert result.total.radicand == expected[result.id]["total"]


# --- Invariants ------------------------------------------------------------------------------------


@properties
@given(people=OFFERS, alpha=ALPHA)
def test_sm_25_the_value_lies_between_the_lowest_share_and_the_mean(
    people: tuple[int, int, int, int], alpha: Decimal
) -> None:
    """It is never above the mean, and never below the lowest share."""
    shares = [Fraction(min(one, 1000), 1000) for one in people]
    assert 100 * min(shares) <= value(people, alpha) <= 100 * sum(shares) / 4


@properties
@given(people=OFFERS, alpha=ALPHA, more=st.integers(0, 500))
def test_sm_25_more_people_in_the_weakest_component_never_lower_the_value(
    people: tuple[int, int, int, int], alpha: Decimal, more: int
) -> None:
    """Nor does it lower the people end to end."""
    weakest = people.index(min(people))
    better = tuple(one + more if at == weakest else one for at, one in enumerate(people))
    assert value(better, alpha) >= value(people, alpha)
    assert value(better, name="end-to-end-people") >= value(people, name="end-to-end-people")


@properties
@given(people=OFFERS, alpha=ALPHA, order=st.permutations(range(4)))
def test_sm_25_components_are_exchangeable(people: tuple[int, int, int, int], alpha: Decimal, order: list[int]) -> None:
    """Which component is which decides nothing: none is named in code."""
    assert value(tuple(people[at] for at in order), alpha) == value(people, alpha)


@properties
@given(people=OFFERS, alpha=ALPHA)
def test_sm_25_people_beyond_the_cohort_count_for_nothing(people: tuple[int, int, int, int], alpha: Decimal) -> None:
    """A component reaches at most the whole cohort, and the lowest share is that of the people end to end."""
    within = tuple(min(one, 1000) for one in people)
    assert value(people, alpha) == value(within, alpha)
    assert value(people, 1) == value(people, name="end-to-end-people") / 10


@properties
@given(people=OFFERS, low=ALPHA, high=ALPHA)
def test_sm_25_a_higher_alpha_never_raises_the_value(
    people: tuple[int, int, int, int], low: Decimal, high: Decimal
) -> None:
    """The more the weakest part counts, the less an uneven offer is worth."""
    low, high = sorted((low, high))
    assert value(people, high) <= value(people, low)
