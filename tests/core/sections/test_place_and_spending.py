"""Where promises land, whom they reach by need, who is paid, and who pays and who gains."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.figures.registry import FigureName, figure_name, work_out
from social_value.core.figures.worth import social_value
from social_value.core.sections.registry import sections_of
from social_value.core.terms import terms_of
from social_value.findings import Severity
from social_value.model.register import Register
from tests.core.builders import Data, criterion, inputs_of, offer, procurement
from tests.core.places import (
    AREAS,
    BUDGET,
    DECILES,
    NEED,
    of_bid,
    placed,
    placed_inputs,
    promise,
    promising,
    rows_of,
    section,
    table,
)
from tests.core.valuations import additionality, commitment, entry, measure, register, valuation, valued_inputs


def errors(inputs: object) -> list[str]:
    """The codes of all errors."""
    found = findings_of(inputs)  # type: ignore[arg-type]  # inputs of any test
    return [one.code for one in found if one.severity is Severity.ERROR]


# SM-09


def test_sm_09_sixty_of_a_hundred_thousand_in_priority_areas_are_60_percent() -> None:
    """£100,000 of which £60,000 land in priority areas show 60%, and each area its part."""
    split = promise("c1", "spend", 100_000, "GBP", areas={"rochdale": "0.6", "bolton": "0.4"})
    found = section(placed([promising("alpha", split)]), "Place")
    assert of_bid(found, "alpha")["priority_percent_spend"] == 60
    row = rows_of(found, "quantity-by-area")[0]
    assert (row["area_rochdale"], row["area_bolton"], row["area_wigan"]) == (60_000, 40_000, 0)
    assert (row["promised"], row["in_place"], row["in_priority_areas"], row["outside_percent"]) == (
        100_000,
        100_000,
        60_000,
        0,
    )


def test_sm_09_the_share_is_of_net_value_where_promises_are_valued() -> None:
    """100 units of £1,000 whose deadweight is 40% are £60,000; those that land in the priority area make half of it."""
    jobs = measure("jobs", additionality=additionality(deadweight="0.4"))
    promised = [
        commitment("c1", "jobs", 50, area="rochdale"),
        commitment("c2", "jobs", 30, area="bolton"),
        commitment("c3", "jobs", 20),
    ]
    inputs = valued_inputs([jobs], {"A": promised}, how=valuation("jobs"), place={"areas": AREAS})
    row = rows_of(section(evaluate(inputs), "Place"), "value-by-area")[0]
    assert (row["promised"], row["in_place"], row["in_priority_areas"]) == (60_000, 48_000, 30_000)
    assert (row["priority_percent"], row["outside_percent"]) == (50, 20)


def test_sm_09_values_of_a_type_that_is_not_added_are_kept_apart() -> None:
    """What the published total does not add up, the share in priority areas does not add up either."""
    values = register(entry("thing", value=1000), entry("wellby", "wellbeing", value=10))
    how = valuation("jobs", "life", adds={"types": ["economic"], "reason": "The other is shown."})
    promised = [commitment("c1", "jobs", 1, area="rochdale"), commitment("c2", "life", 1, area="bolton")]
    measures = [measure("jobs"), measure("life", "wellby")]
    inputs = valued_inputs(measures, {"A": promised}, values, how=how, place={"areas": AREAS})
    rows = rows_of(section(evaluate(inputs), "Place"), "value-by-area")
    assert [(row["promised"], row["priority_percent"]) for row in rows] == [(1000, 100), (10, 0)]


def test_sm_09_quantities_in_different_units_are_never_added() -> None:
    """The same measure promised in two units is two lines."""
    one = promise("c1", "spend", 10, "GBP", area="bolton")
    other = promise("c2", "spend", 3, "days", area="bolton")
    rows = rows_of(section(placed([promising("alpha", one, other)]), "Place"), "quantity-by-area")
    assert [(row["unit"], row["promised"]) for row in rows] == [("GBP", 10), ("days", 3)]


def test_sm_09_a_priority_area_that_nobody_touches_is_listed() -> None:
    """Wigan is a priority area in which no promise of any bid lands; Rochdale one that only beta leaves empty."""
    bids = [
        promising("alpha", promise("c1", "hours", 5, "hours", area="rochdale")),
        promising("beta", promise("c1", "hours", 5, "hours", area="bolton")),
    ]
    rows = {row["bid"]: row for row in rows_of(section(placed(bids), "Place"), "empty-areas")}
    assert rows["every bid"]["priority"] == "Wigan"
    assert rows["alpha"]["other"] == "Bolton"
    assert rows["beta"]["priority"] == "Rochdale, Wigan"


def test_sm_09_what_only_a_comparator_serves_counts_as_served_by_no_bid() -> None:
    """A comparator is in no statistic: an area that it alone serves is left empty by every bid."""
    bids = [
        promising("alpha", promise("c1", "hours", 5, "hours", area="rochdale")),
        promising("own", promise("c1", "hours", 5, "hours", area="wigan"), role="comparator"),
    ]
    rows = rows_of(section(placed(bids), "Place"), "empty-areas")
    assert rows[0]["priority"] == "Wigan"


def test_sm_09_an_unknown_area_is_an_error() -> None:
    """A promise in a place that the procurement does not serve is refused, alone or as one of several."""
    alone = promising("alpha", promise("c1", "hours", 5, "hours", area="leigh"))
    several = promising("alpha", promise("c1", "hours", 5, "hours", areas={"leigh": 1}))
    assert errors(placed_inputs([alone])) == ["unknown-area"]
    assert errors(placed_inputs([several])) == ["unknown-area"]


@pytest.mark.parametrize("share", ["0.3999999999", "0.4000000001"])
def test_sm_09_shares_of_areas_are_exactly_the_whole(share: str) -> None:
    """The tenth decimal place counts."""
    split = promise("c1", "hours", 5, "hours", areas={"rochdale": "0.6", "bolton": share})
    assert errors(placed_inputs([promising("alpha", split)])) == ["shares-do-not-sum"]


def test_sm_09_a_procurement_without_areas_has_no_such_sheet() -> None:
    """Nothing is shown of places that nobody named."""
    inputs = valued_inputs([measure("m")], {"A": [commitment("c1")]})
    assert "Place" not in {one.sheet for one in sections_of(evaluate(inputs))}


def test_the_same_people_in_the_same_two_areas_count_once() -> None:
    """Two promises for one group are the same where their areas are, also where there are several."""
    both = {"rochdale": "0.6", "bolton": "0.4"}
    promised = [commitment("c1", group="carers", areas=both), commitment("c2", group="carers", areas=both)]
    inputs = valued_inputs([measure("m")], {"A": promised}, place={"areas": AREAS})
    assert "counted-once" in [one.code for one in findings_of(inputs)]


@pytest.mark.parametrize(("areas", "counted"), [({"rochdale": "0.99", "wigan": "0.01"}, 1), ({"wigan": 1}, 2)])
def test_a_group_that_is_served_in_one_area_twice_counts_once(areas: Data, counted: int) -> None:
    """A promise that also lands elsewhere does not make its people other people; one in another area alone does."""
    promised = [commitment("c1", group="carers", area="rochdale"), commitment("c2", group="carers", areas=areas)]
    inputs = valued_inputs([measure("m")], {"A": promised}, place={"areas": AREAS})
    assert sum(not one.reason for one in social_value(inputs.bids[0], terms_of(inputs)).commitments) == counted


def test_sm_09_a_measure_may_have_any_id() -> None:
    """A measure that is called `value` is not mistaken for what is valued."""
    values = [measure("jobs"), {"id": "value", "title": "Value shown", "unit": "items"}]
    promised = [commitment("c1", "jobs", 1, area="rochdale"), promise("c2", "value", 1, "items", area="bolton")]
    inputs = valued_inputs(values, {"A": promised}, how=valuation("jobs"), place={"areas": AREAS})
    shown = of_bid(section(evaluate(inputs), "Place"), "A")
    assert (shown["value_priority_percent"], shown["priority_percent_value"]) == (100, 0)


# SM-35


def _reached(need: Data, *promises: Data, areas: list[Data] | None = None, registered: Register | None = None) -> Data:
    evaluation = placed([promising("alpha", *promises)], need=need, areas=areas or AREAS, register=registered)
    shown = of_bid(section(evaluation, "Place"), "alpha")
    figure = evaluation.field.figure(FigureName("need-weighted-reach"), evaluation.inputs.bids[0])
    assert figure.value == shown["need_weighted_reach"]
    return shown


def test_sm_35_a_hundred_at_1_and_fifty_at_2_are_200_weighted() -> None:
    """100 people at weight 1.0 and 50 at 2.0 are 150 people, and 200 weighted by need."""
    areas = [{**AREAS[0], "need_weight": 2}, {**AREAS[1], "need_weight": 1}]
    shown = _reached(
        NEED,
        promise("c1", "people", 100, "people", area="bolton"),
        promise("c2", "people", 50, "people", area="rochdale"),
        areas=areas,
    )
    assert (shown["people_reached"], shown["need_weighted_reach"]) == (150, 200)


@pytest.mark.parametrize(("both", "expected"), [("multiply", 10 * 2 * 3), ("higher", 10 * 3)])
def test_sm_35_an_area_and_a_group_count_as_published(both: str, expected: int) -> None:
    """10 people of a group of weight 3 in an area of weight 2 count 60 or 30, by the published rule."""
    need = {**NEED, "groups": [{"id": "carers", "title": "Carers", "need_weight": 3}], "both": both}
    areas = [{**AREAS[0], "need_weight": 2}, *AREAS[1:]]
    shown = _reached(need, promise("c1", "people", 10, "people", area="rochdale", group="carers"), areas=areas)
    assert shown["need_weighted_reach"] == expected


def test_sm_35_a_divided_promise_has_the_mean_weight_of_its_areas() -> None:
    """Half of 10 people at weight 2 and half at the weight of everybody else, 1, are 15."""
    areas = [{**AREAS[0], "need_weight": 2}, *AREAS[1:]]
    split = promise("c1", "people", 10, "people", areas={"rochdale": "0.5", "bolton": "0.5"})
    assert _reached(NEED, split, areas=areas)["need_weighted_reach"] == 15


def test_sm_35_people_of_nowhere_count_as_everybody_else() -> None:
    """Without an area or group that has a weight, the published weight of everybody else counts."""
    need = {**NEED, "otherwise": "0.5", "groups": [{"id": "carers", "title": "Carers", "need_weight": 3}]}
    promises = (
        promise("c1", "people", 10, "people"),
        promise("c2", "people", 10, "people", group="others"),
        promise("c3", "people", 10, "people", group="carers", years=2),
        promise("c4", "hours", 99, "hours"),
    )
    shown = _reached(need, *promises)
    assert (shown["people_reached"], shown["need_weighted_reach"]) == (40, 5 + 5 + 60)


BY_DECILE: Data = {**NEED, "register": "deciles", "entry": "imd", "weights": {"1": 2, "9": "0.8"}}


def test_sm_35_weights_follow_the_deciles_of_a_register() -> None:
    """The published mapping turns a decile into a weight; a weight that an area states goes first."""
    areas = [{**AREAS[0], "code": "E1"}, {**AREAS[1], "code": "E9"}, {**AREAS[2], "code": "E1", "need_weight": 3}]
    shown = _reached(
        BY_DECILE,
        promise("c1", "people", 10, "people", area="rochdale"),
        promise("c2", "people", 10, "people", area="bolton"),
        promise("c3", "people", 10, "people", area="wigan"),
        areas=areas,
        registered=DECILES,
    )
    assert shown["need_weighted_reach"] == 20 + 8 + 30


def test_sm_35_the_registers_confidence_is_carried_through() -> None:
    """The sheet says how sure the register is, and a sample gives the warning that it only shows the shape."""
    areas = [{**area, "code": "E1"} for area in AREAS]
    bid = promising("alpha", promise("c1", "people", 10, "people", area="bolton"))
    evaluation = placed([bid], areas=areas, need=BY_DECILE, register=DECILES)
    note = table(section(evaluation, "Place"), "areas").note
    assert "confidence: secondary; it only shows the shape of a real one" in note
    assert "illustrative-value" in [one.code for one in evaluation.findings]


def test_sm_35_an_area_that_the_register_does_not_list_is_an_error() -> None:
    """What is not listed is not known, rather than well off."""
    areas = [{**AREAS[0], "code": "E1"}, AREAS[1]]
    inputs = placed_inputs([promising("alpha")], areas=areas, need=BY_DECILE, register=DECILES)
    assert errors(inputs) == ["need-weight-missing"]


def test_sm_35_a_criterion_may_mark_the_figure() -> None:
    """200 weighted people, of 400 for full marks, earn half of them."""
    areas = [{**AREAS[0], "need_weight": 2}]
    rule = {"rule": "linear", "of": "need-weighted-reach", "zero_at": 0, "full_at": 400}
    method = procurement(
        [criterion("S", "100", rule, "social")],
        measures=[{"id": "people", "title": "People helped", "unit": "people"}],
        place={"areas": areas, "need": NEED},
    )
    bid = offer("alpha", commitments=[promise("c1", "people", 100, "people", area="rochdale")])
    assert evaluate(inputs_of(method, [bid])).settled.marked("S", "alpha").marks == 50


def test_sm_35_the_figure_shows_its_working() -> None:
    """Each promise is a step, and the last one says how many people there are before weighting."""
    areas = [{**AREAS[0], "need_weight": "1.5"}, *AREAS[1:]]
    bid = promising("alpha", promise("c1", "people", 10, "people", area="rochdale", group="carers"))
    inputs = placed_inputs([bid], areas=areas, need=NEED)
    steps = work_out(figure_name("need-weighted-reach"), inputs.bids[0], terms_of(inputs)).steps
    assert [(step.label, step.arithmetic, step.value) for step in steps] == [
        ("c1: rochdale, carers", "10*1.5", Fraction(15)),
        ("Need-weighted reach", "15", Fraction(15)),
    ]
    assert steps[-1].note == "10 people before weighting"


# SM-13


def _paid(organisation: str, share: str, role: str = "subcontractor", **more: object) -> Data:
    return {"organisation": organisation, "role": role, "value_share": share, **more}


def test_sm_13_35_percent_of_a_million_are_350_000_in_the_vcse_column() -> None:
    """A £1.0m bid that pays 35% to VCSE subcontractors shows £350,000 for VCSE, and 65% kept by the lead."""
    delivery = [
        _paid("Prime Ltd", "0.65", "lead", sector="private"),
        _paid("Lamp Street Trust", "0.2", sector="vcse"),
        _paid("Carers Forum", "0.15", sector="vcse"),
    ]
    found = section(placed([promising("alpha", delivery=delivery)]), "Spend-flow")
    shown = of_bid(found, "alpha")
    assert (shown["vcse"], shown["private"], shown["not_stated"]) == (350_000, 650_000, 0)
    percents = rows_of(found, "percent-by-sector")[0]
    assert (percents["vcse_percent"], percents["retained_percent"], percents["subcontracted_percent"]) == (35, 65, 35)


@pytest.mark.parametrize("share", ["0.34", "0.36", "0.3500000001"])
def test_sm_13_shares_are_exactly_1(share: str) -> None:
    """Delivery that pays less or more than the price is an error."""
    delivery = [_paid("Prime Ltd", "0.65", "lead"), _paid("Trust", share, sector="vcse")]
    assert errors(placed_inputs([promising("alpha", delivery=delivery)])) == ["shares-do-not-sum"]


def test_sm_13_members_tell_where_a_bid_gives_no_delivery() -> None:
    """Delivery says who ends up with the money; members say it where it is missing; without either nobody knows."""
    members = [{"name": "Trust", "sector": "vcse", "role": "lead", "value_share": 1}]
    bids = [
        promising("alpha", members=members, delivery=[_paid("Prime Ltd", "1", "lead", sector="private")]),
        promising("beta", members=members),
        promising("gamma"),
    ]
    found = section(placed(bids), "Spend-flow")
    sources = {row["bid"]: row["source"] for row in rows_of(found, "percent-by-sector")}
    assert sources == {"alpha": "delivery", "beta": "members", "gamma": "not said"}
    assert [of_bid(found, bid)["vcse"] for bid in ("alpha", "beta", "gamma")] == [0, 1_000_000, 0]
    assert of_bid(found, "gamma")["not_stated"] == 1_000_000


def test_sm_13_members_say_nothing_of_subcontractors() -> None:
    """Those who bid together may pay others: without delivery nobody knows, and 0 would say that there are none."""
    members = [{"name": "Trust", "sector": "vcse", "role": "lead", "value_share": 1}]
    row = rows_of(section(placed([promising("beta", members=members)]), "Spend-flow"), "percent-by-sector")[0]
    assert (row["retained_percent"], row["subcontracted_percent"]) == (100, None)


def test_sm_13_the_named_lead_is_the_lead_whatever_its_part_is_called() -> None:
    """A bid names its lead in `lead`; what the member is said to do is free text."""
    members = [
        {"name": "Trust", "role": "Tutors", "value_share": "0.6"},
        {"name": "Hub", "role": "Rooms", "value_share": "0.4"},
    ]
    built = [promising("beta", members=members, lead="Hub", liability="lead-only")]
    row = rows_of(section(placed(built), "Spend-flow"), "percent-by-sector")[0]
    assert row["retained_percent"] == 40


def test_sm_13_amounts_by_sector_and_by_place_add_up_to_the_price() -> None:
    """Shares of thirds of a penny or not, nothing of the price is lost on the way."""
    delivery = [
        _paid("Prime Ltd", "0.3333333333", "lead", sector="private", area="bolton"),
        _paid("Trust", "0.3333333333", sector="vcse", area="rochdale"),
        _paid("Somebody", "0.3333333334"),
    ]
    found = section(placed([promising("alpha", delivery=delivery, price=1_234_567)]), "Spend-flow")
    row = {key: value for key, value in of_bid(found, "alpha").items() if key != "price"}
    assert sum(value for value in row.values() if isinstance(value, Fraction)) == 1_234_567
    by_place = rows_of(found, "money-by-place")[0]
    assert sum(value for value in by_place.values() if isinstance(value, Fraction)) == 1_234_567


def test_sm_13_a_criterion_that_reads_a_sector_stays_an_error() -> None:
    """Who is paid is shown and never marked."""
    rule = {"rule": "linear", "of": "supplier.sector", "zero_at": 0, "full_at": 1}
    method = procurement([criterion("S", "100", rule, "social")])
    assert "sector-scored" in errors(inputs_of(method, [offer("alpha", 1)]))


# SM-10


def test_sm_10_the_matrix_reconciles_to_the_pound() -> None:
    """Of £1,000 two agencies pay £700 and £300; of £6,000 of value, £4,000 accrue to health and £2,000 to nobody."""
    promised = [commitment("c1", quantity=4, accrues_to="health"), commitment("c2", quantity=2)]
    inputs = valued_inputs([measure("m")], {"A": promised}, budget=BUDGET)
    rows = rows_of(section(evaluate(inputs), "Spend-flow"), "who-pays-who-gains")
    assert [(row["agency"], row["pays"], row["value_gains"]) for row in rows] == [
        ("Council", 700, 0),
        ("Health board", 300, 4000),
        ("police", 0, 0),
        ("No agency named", "", 2000),
        ("Together", 1000, 6000),
    ]


def test_sm_10_quantities_that_are_not_valued_accrue_measure_by_measure() -> None:
    """Hours and pounds that nobody valued stand in columns of their own."""
    bid = promising(
        "alpha",
        promise("c1", "hours", 10, "hours", accrues_to="police", years=3),
        promise("c2", "spend", 5, "GBP", accrues_to="council"),
    )
    rows = rows_of(section(placed([bid], budget=BUDGET), "Spend-flow"), "who-pays-who-gains")
    assert [(row["gains_spend"], row["gains_hours"]) for row in rows] == [(5, 0), (0, 0), (0, 30), (0, 0), (5, 30)]


@pytest.mark.parametrize("share", ["0.2", "0.31"])
def test_sm_10_shares_of_the_agencies_are_the_whole(share: str) -> None:
    """Agencies that pay less or more than the price are an error."""
    budget = {"contributors": [*BUDGET["contributors"][:1], {"agency": "health", "share": share}]}
    assert errors(placed_inputs([promising("alpha")], budget=budget)) == ["shares-do-not-sum"]


def test_sm_10_an_unknown_agency_is_an_error() -> None:
    """What accrues to an agency that the budget does not name is refused."""
    bid = promising("alpha", promise("c1", "hours", 1, "hours", accrues_to="helth"))
    assert errors(placed_inputs([bid], budget=BUDGET)) == ["unknown-agency"]
    assert errors(placed_inputs([bid])) == ["unknown-agency"]
