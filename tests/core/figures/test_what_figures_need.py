"""What a figure is worked out from stands at its registration: every entry of the registry is held to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from social_value.core.checks.figures import bidders_stand, figures_given
from social_value.core.checks.method import rules_known
from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import BID_PARTS, COMPARED, PERFORMING_WORKFORCE, PRICE, WHOLE_LIFE_COSTS
from social_value.core.figures.registry import FIGURES, FigureRule
from social_value.core.inputs import Inputs
from social_value.core.reads.parts_read import parts_asked, parts_needed
from social_value.findings import Finding, Severity
from social_value.model.bid import Bid
from social_value.model.procurement import Procurement
from tests.core.builders import GREEN_BOOK, Data, criterion, exact, offer, procurement
from tests.core.valuations import entry, exactly, measure, register, valuation

every_figure = pytest.mark.parametrize("rule", FIGURES.values(), ids=FIGURES.keys())
COHORTS = {
    "id": "claimants",
    "title": "Claimants",
    "people": 1000,
    "alpha": "0.5",
    "components": [{"measure": "advice", "title": "Advice"}, {"measure": "jobs", "title": "Jobs"}],
}
NAMES = {"band": "simple", "scenario": "surge", "cohort": "claimants", "measure": "advice"}
PARTS: Data = {
    "demand": {"reference": {"simple": 100, "complex": 10}, "scenarios": {"surge": 2}, "digital_stress_points": 10},
    "measures": [{"id": name, "title": name, "unit": "people", "points_per_unit": 1} for name in ("advice", "jobs")],
    "cohorts": [COHORTS],
}
PUBLISHED: Data = {
    **PARTS,
    "whole_life": {"register": "green-book-discount-rates", "rate": "standard"},
    "measures": [measure(name, points_per_unit=1) for name in ("advice", "jobs")],
    "valuation": valuation("advice"),
    "place": {
        "areas": [{"id": "north", "title": "N"}],
        "need": {"measures": ["advice"], "reason": "R", "otherwise": 1},
    },
    "shared_assets": [
        {"id": "desk", "title": "Desk", "capability": "booking", "layer": "platform", "steward": "The council"}
    ],
    "data": {"personal": True, "shared": False, "prompts": [{"id": "harm", "asks": "What could go wrong?"}]},
}
# Every part of a bid at its least: 0 wherever a number may be 0.
STATED: Data = {
    "measures": {"advice": {"value": 0}, "jobs": {"value": 0}},
    "price": {"total": 0},
    "success_rate": {"simple": {"value": 0}, "complex": {"value": 0}},
    "whole_life_costs": [{"title": "All", "kind": "operation", "year": 0, "amount": 0}],
    "capacity": {"surge_multiple": 0, "days_to_surge": 0},
    "cost_lines": [{"id": "l1", "title": "All", "kind": "front-line", "amount": 0}],
    "channels": [{"channel": "Telephone", "share": 0, "unit_cost": 0, "digital": False}],
    "performing_workforce": {"supported": 0, "total": 0},
    **{part.key: 0 for part in BID_PARTS.values() if part.is_number},
}
LEAVES_NOTHING_OUT = {"automation", "commitments", "assets", "datasets", "ethics"}
"""Parts of which a bid that lists none has none."""
NUMBERS = [part for part in BID_PARTS.values() if part.is_number]
EVERY_PART = pytest.mark.parametrize("key", STATED)


def marking(rule: FigureRule, published: Data, bids: tuple[Bid, ...] = (), **more: Any) -> Inputs:  # noqa: ANN401 - keys of a procurement
    """Return a procurement that marks one figure."""
    of = f"{rule.id}:{NAMES[rule.by.key]}" if rule.by is not None and rule.by.always else rule.id
    score = {"rule": "linear", "of": of, "zero_at": 0, "full_at": 1}
    built = procurement([criterion("C", "100", score)]) | exactly({**published, **more})
    values = register(entry("thing", value=1000))
    return Inputs(Procurement.model_validate(built), bids, registers={one.id: one for one in (GREEN_BOOK, values)})


def errors(found: Iterator[Finding]) -> list[Finding]:
    """Return what stops a run."""
    return [finding for finding in found if finding.severity is Severity.ERROR]


def bid_with(stated: Data) -> Bid:
    """Return a bid that states some parts."""
    return Bid.model_validate(offer("a") | exact(stated))


def missing(inputs: Inputs) -> list[str]:
    """Return the codes of what the bids are told to have left out."""
    return [finding.code for check in (figures_given, bidders_stand) for finding in errors(check(inputs))]


@every_figure
def test_a_figure_on_everything_that_it_asks_of_the_procurement_is_known(rule: FigureRule) -> None:
    """Where demand, rates, valuation, needs, assets and data are published, no figure asks for more."""
    assert errors(rules_known(marking(rule, PUBLISHED))) == []
    assert all(requirement.met(marking(rule, PUBLISHED)) for requirement in rule.requires)


@every_figure
def test_a_figure_that_lacks_what_it_asks_of_the_procurement_says_so(rule: FigureRule) -> None:
    """Where nothing is published but what the figure is of, the first thing that it asks for is told, and no more."""
    of_nothing = rule.by is None or not rule.by.always
    inputs = marking(rule, {} if of_nothing else PARTS)
    unmet = [requirement for requirement in rule.requires if not requirement.met(inputs)]
    assert bool(unmet) == bool(rule.requires)
    told = errors(rules_known(inputs))
    assert [finding.code for finding in told] == [requirement.code.id for requirement in unmet[:1]]
    assert all("{figure}" not in finding.message for finding in told)
    assert all(finding.way_out for finding in told)


@every_figure
@pytest.mark.parametrize("compared_with", ["price", "whole-life-cost"])
def test_a_bid_is_told_of_each_part_that_a_figure_needs_and_of_no_other(rule: FigureRule, compared_with: str) -> None:
    """A bid that states everything but one part is told so by the code of that part, where the figure needs it."""
    bare = marking(rule, PUBLISHED, valuation=valuation("advice", compared_with=compared_with))
    needed = parts_needed(bare)
    for key in STATED:
        bid = bid_with({name: value for name, value in STATED.items() if name != key})
        part = BID_PARTS[key]
        # The cohorts of a procurement count measures, whichever figure is marked.
        names = needed.get(part, frozenset())
        code = part.missing.id if part.missing is not None else ""
        assert missing(replace(bare, bids=(bid,))) == [code] * len(names)


@every_figure
def test_what_a_figure_needs_is_what_a_bid_must_state(rule: FigureRule) -> None:
    """The parts that a bid may not leave out are those of the registration; the others are lists of what there is."""
    needed = parts_needed(marking(rule, PUBLISHED))
    meant = {PRICE if part is COMPARED else part for part in rule.needs}
    assert {part for part in meant if part.missing is not None} <= needed.keys()
    assert {part.key for part in meant if part.missing is None} <= LEAVES_NOTHING_OUT


@every_figure
def test_a_stated_nought_is_stated(rule: FigureRule) -> None:
    """A bid that states every part, with 0 wherever a number may be 0, is told of none."""
    assert missing(marking(rule, PUBLISHED, (bid_with(STATED),))) == []


@EVERY_PART
def test_a_part_is_stated_once_a_bid_says_something_of_it(key: str) -> None:
    """Nothing is not stated, and what holds nothing is not; 0 is."""
    part = BID_PARTS[key]
    assert part.states(bid_with({key: STATED[key]}))
    assert not part.states(bid_with({}))


def test_every_part_is_stated_here_or_may_be_left_out() -> None:
    """A part that is added to the table is tested as it stands."""
    assert set(STATED) | LEAVES_NOTHING_OUT == set(BID_PARTS)


@every_figure
def test_bidders_are_asked_for_what_a_figure_needs_and_uses(rule: FigureRule) -> None:
    """A return asks for every part that a figure needs, and for those that it uses where a bid states them."""
    asked = parts_asked(marking(rule, PUBLISHED))
    assert asked >= {PRICE if part is COMPARED else part for part in (*rule.needs, *rule.uses)}


def test_what_is_compared_is_what_the_valuation_says() -> None:
    """Social value beside the price needs the price; beside the whole-life cost, the dated costs."""
    share = FIGURES["social-value-share"]
    dated = valuation("advice", compared_with="whole-life-cost")
    assert PRICE in parts_needed(marking(share, PUBLISHED))
    assert WHOLE_LIFE_COSTS in parts_needed(marking(share, PUBLISHED, valuation=dated))


def test_a_part_that_may_be_left_out_has_no_finding() -> None:
    """Nobody can report as missing what a bid rightly leaves out."""
    place = marking(FIGURES["price"], {}).at()
    with pytest.raises(LookupError, match="a bid may leave out commitments"):
        BID_PARTS["commitments"].problem(bid_with({}), place)


def test_headcounts_of_members_state_the_workforce() -> None:
    """A consortium gives its headcounts by member, and none for all of them."""
    member = {"name": "M", "value_share": 1, "performing_workforce": {"supported": 0, "total": 0}}
    assert PERFORMING_WORKFORCE.states(bid_with({"members": [member]}))


@pytest.mark.parametrize("part", NUMBERS, ids=lambda part: part.key)
def test_a_part_that_is_one_number_is_stated_as_nought(part: BidPart) -> None:
    """It gives a figure the number with its unit, 0 among them, and none where the bid states none."""
    assert part.states(bid_with({part.key: 0}))
    assert not part.states(bid_with({}))
    stated, empty = (part.number(bid_with(keys), "EUR") for keys in ({part.key: 0}, {}))
    assert stated.value == 0
    assert (empty.value, empty.label) == (None, stated.label)
    assert stated.unit == empty.unit == part.unit.replace("{currency}", "EUR") != ""
