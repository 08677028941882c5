"""Shared assets: the reuse rate, what is built again, layers, and what something new gives back."""

from __future__ import annotations

import pytest

from social_value.core.checks import findings_of
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.findings import Severity
from tests.core.builders import Data, criterion, exact, inputs_of, offer, priced, procurement, totals
from tests.core.lending import accepted, build, column_of, figure, lending, reuse, section_of, shared, shown

FIVE = ("login", "booking", "payments", "messages", "maps")
LISTED = [shared(name) for name in FIVE]


def four_of_five(**more: object) -> Data:
    """Return the assets of a bid that reuses four of five capabilities and builds the fifth for 40,000."""
    return {
        "assets": [
            *(reuse(name) for name in FIVE[:3]),
            reuse(FIVE[3], "extend", 500),
            {**build("maps", 40_000), **more},
        ]
    }


def codes(bid: Data, **method: object) -> list[str]:
    """Return the codes of what is said about the assets of a bid, without those of every method here."""
    inputs = lending({"a": bid}, (), **{"shared_assets": [shared("booking")], **method})
    return [one.code for one in findings_of(inputs) if one.place.path == "bid/a"]


def test_sm_14_four_of_five_reused_is_80_percent_and_the_build_is_duplicated() -> None:
    """Five capabilities with shared assets, four reused, one built at 40,000: 80%, and 40,000 duplicated."""
    inputs = lending({"a": four_of_five()}, shared_assets=LISTED)
    section = section_of(inputs)
    assert figure(evaluate(inputs), "reuse-rate") == 80
    assert (shown(section, "reuse_rate"), shown(section, "duplicated_build")) == (80, 40_000)


def test_sm_14_an_accepted_reason_leaves_nothing_duplicated() -> None:
    """With the reason accepted 0 is duplicated, the question is not asked, and no mark and no rate moves."""
    bid = {"a": four_of_five(reason="Ours shows lifts.")}
    open_, settled = lending(bid, shared_assets=LISTED), lending(bid, [accepted("a", "maps")], shared_assets=LISTED)
    assert shown(section_of(settled), "duplicated_build") == 0
    assert shown(section_of(settled), "reuse_rate") == 80
    asked = [[one.code for one in clarifications_of(evaluate(one)).get("a", ())] for one in (open_, settled)]
    assert asked == [["bespoke-build"], []]
    assert totals(evaluate(open_)) == totals(evaluate(settled))


def test_questions_come_in_the_order_of_the_bid() -> None:
    """The second asset is asked about before the third, whatever their names are."""
    built = {"assets": [reuse("login"), build("payments", 1), build("maps", 1), reuse("booking"), reuse("messages")]}
    questions = clarifications_of(evaluate(lending({"a": built}, shared_assets=LISTED)))["a"]
    assert [one.question[:7] for one in questions if one.code == "bespoke-build"] == ["Asset 2", "Asset 3"]


def test_sm_14_a_reason_that_was_not_accepted_changes_nothing() -> None:
    """The build stays duplicated, and the warning stays."""
    decided = [accepted("a", "maps", "not-accepted")]
    inputs = lending({"a": four_of_five(reason="Ours is blue.")}, decided, shared_assets=LISTED)
    assert shown(section_of(inputs), "duplicated_build") == 40_000
    assert "bespoke-build" in {one.code for one in findings_of(inputs)}


def test_sm_14_a_reason_is_decided_once() -> None:
    """Two decisions on one build contradict each other; one for each layer does not."""
    twice = [accepted("a", "maps"), accepted("a", "maps", "not-accepted")]
    inputs = lending({"a": four_of_five()}, twice, shared_assets=LISTED)
    assert [one.code for one in findings_of(inputs) if one.severity is Severity.ERROR] == ["decided-twice"]


@pytest.mark.parametrize(
    ("reused", "built", "rate", "duplicated"),
    [(9, 0, 90, 0), (6, 35, 60, 35), (2, 140, 20, 140), (10, 0, 100, 0), (8, 15, 80, 15), (1, 180, 10, 180)],
)
def test_sm_14_reuse_over_ten_capabilities(reused: int, built: int, rate: int, duplicated: int) -> None:
    """Of ten capabilities with a shared asset some are reused, and one of the others is built in thousands."""
    names = [f"c{number}" for number in range(10)]
    assets = [reuse(name) for name in names[:reused]]
    assets += [build(names[reused], built * 1000)] if built else []
    inputs = lending({"a": {"assets": assets}}, shared_assets=[shared(name) for name in names])
    assert shown(section_of(inputs), "reuse_rate") == rate
    assert shown(section_of(inputs), "duplicated_build") == duplicated * 1000


def test_sm_14_the_rate_is_over_every_listed_capability() -> None:
    """Two assets of one capability are one capability; what a bid leaves out is not reused, and is asked about."""
    listed = [shared("login"), {**shared("login", "data"), "id": "people"}, shared("maps")]
    inputs = lending({"a": {"assets": [reuse("login")]}}, shared_assets=listed)
    assert figure(evaluate(inputs), "reuse-rate") == 50
    assert [one.code for one in clarifications_of(evaluate(inputs))["a"]] == ["capability-not-covered"]


def test_sm_14_a_capability_that_is_built_beside_its_reuse_is_not_reused() -> None:
    """Taking the shared data and building a second platform is no reuse of the capability."""
    listed = [shared("maps"), {**shared("maps", "data"), "id": "map-data"}]
    both = [{**reuse("maps"), "layer": "data", "shared_asset": "map-data"}, build("maps", 100)]
    assert figure(evaluate(lending({"a": {"assets": both}}, shared_assets=listed)), "reuse-rate") == 0


def test_sm_14_reuse_can_be_marked() -> None:
    """A criterion on the reuse rate gives 80 marks for 80%; 40 of price and 60 of reuse make 0 + 48."""
    method = procurement(
        [
            priced("40", "fixed-bounds", floor=50_000, ceiling=100_000),
            criterion("R", "60", {"rule": "linear", "of": "reuse-rate", "zero_at": 0, "full_at": 100}, "financial"),
        ],
        shared_assets=LISTED,
    )
    evaluation = evaluate(inputs_of(method, [exact(offer("a", 100_000) | four_of_five())]))
    assert totals(evaluation) == {"a": "48.00"}


def test_sm_15_a_platform_that_exists_is_flagged_when_it_is_built() -> None:
    """A build on the platform with a shared asset is flagged, and so is one of data."""
    assert codes({"assets": [build("booking", 5)]}) == ["bespoke-build"]
    data = {**shared("booking", "data")}
    assert codes({"assets": [build("booking", 5, "data")]}, shared_assets=[data]) == ["bespoke-build"]


def test_sm_15_a_front_end_close_to_its_users_is_not_flagged() -> None:
    """A front end of its own, on the shared platform and with user research, raises nothing."""
    front = build("booking", 5, "front-end", user_research="Twelve sessions.")
    assert codes({"assets": [reuse("booking"), front]}) == []
    assert codes({"assets": [front]}, shared_assets=[shared("booking", "front-end")]) == []


def test_sm_15_a_front_end_without_research_is_flagged() -> None:
    """Nobody was asked, so the bidder is."""
    assert codes({"assets": [reuse("booking"), build("booking", 5, "front-end")]}) == ["front-end-without-research"]


@pytest.mark.parametrize("missing", ["steward", "licence", "docs"])
def test_sm_15_something_new_without_a_steward_is_asked_about(missing: str) -> None:
    """A new asset gives back a licence, a steward and a description; each that is missing raises a question."""
    new = build("seeds", 5)
    new["gives_back"] = {key: value for key, value in new["gives_back"].items() if key != missing}
    inputs = lending({"a": {"assets": [reuse("booking"), new]}}, shared_assets=[shared("booking")])
    (asked,) = clarifications_of(evaluate(inputs))["a"]
    assert asked.code == "gives-back-incomplete"
    assert asked.question.startswith("Asset 2 of your bid: please state the licence under which others may use it")


def test_sm_15_what_is_new_and_not_listed_is_no_duplicate() -> None:
    """Something for which no shared asset exists costs what it costs."""
    inputs = lending({"a": {"assets": [reuse("booking"), build("seeds", 70)]}}, shared_assets=[shared("booking")])
    assert (shown(section_of(inputs), "duplicated_build"), shown(section_of(inputs), "reuse_rate")) == (0, 100)
    assert column_of(section_of(inputs), "assets", "duplicated") == ["", ""]


def test_a_procurement_without_any_of_it_has_no_section() -> None:
    """There is a sheet only where something is asked."""
    with pytest.raises(ValueError, match="no section"):
        section_of(lending({"a": {}}))
