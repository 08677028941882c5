"""The agenda: what is asked of each seat, and in which order the panel comes to the seats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from social_value.core.agenda.agenda import Agenda, AgendaItem, agenda_of
from social_value.errors import InputError
from tests.core.builders import consensus, inputs_of, levels, offer, priced, procurement, recorded, sheet

Data = dict[str, Any]
METHOD = procurement([levels("q", "60"), levels("r", "40")])
BIDS = [offer("a"), offer("b")]


def agenda(*sheets: Data, agreed: Data | None = None, method: Data = METHOD, bids: list[Data] | None = None) -> Agenda:
    """Return the agenda of some score sheets."""
    return agenda_of(inputs_of(method, bids or BIDS, sheets, agreed))


def item(found: Agenda, criterion: str, bid: str) -> AgendaItem:
    """Return the item of a seat."""
    return next(one for one in found.every_item if one.seat.key == (criterion, bid))


def kinds(one: AgendaItem) -> list[str]:
    """Return the kinds of an item's questions."""
    return [question.kind for question in one.questions]


def given(evaluator: str, *four: int) -> Data:
    """Return a sheet with the levels of a on q, b on q, a on r and b on r, each with a reason of its own."""
    seats = [("a", "q"), ("b", "q"), ("a", "r"), ("b", "r")]
    scores = sheet(evaluator, *((bid, name, level) for (bid, name), level in zip(seats, four, strict=False)))
    for one in scores["scores"]:
        number = f"{evaluator}{one['bid']}{one['criterion']}"
        one["rationale"] = f"Rota {number} covers weekends, trains volunteers and names the depot manager."
    return scores


def test_every_seat_has_its_spread_in_levels_and_marks() -> None:
    """Levels 1, 4, 4 lie 3 levels and 60 marks apart."""
    found = item(agenda(given("x", 1, 3, 3, 3), given("y", 4, 3, 3, 3), given("z", 4, 3, 3, 3)), "q", "a")
    assert (found.seat.spread, found.seat.spread_in_marks) == (Decimal(3), Decimal(60))
    assert [one.giver for one in found.seat.individual] == ["x", "y", "z"]


def test_equal_levels_are_proposed_and_still_open() -> None:
    """Where all agree the level is proposed; the panel still has to say so, with its reason."""
    found = item(agenda(given("x", 4, 3, 3, 3), given("y", 4, 3, 3, 3)), "q", "a")
    assert found.seat.proposed == Decimal(4)
    assert found.seat.is_open
    assert kinds(found) == ["levels-agree"]


def test_different_levels_are_asked_about() -> None:
    """The lowest and the highest are named with who gave them."""
    found = item(agenda(given("x", 1, 3, 3, 3), given("y", 4, 3, 3, 3), given("z", 4, 3, 3, 3)), "q", "a")
    [question] = found.questions
    assert question.words == "x gave 1, y and z gave 4. Which parts of the answer does each level rest on?"


@pytest.mark.parametrize(("level", "outside"), [(0, True), (1, False), (3, False), (4, False), (5, True)])
def test_a_consensus_outside_the_range_is_asked_about(level: int, outside: bool) -> None:
    """Between the lowest and the highest individual level nothing is asked; beyond either, it is."""
    agreed = consensus(("a", "q", level))
    found = item(agenda(given("x", 1, 3, 3, 3), given("y", 4, 3, 3, 3), agreed=agreed), "q", "a")
    assert ("consensus-outside" in kinds(found)) is outside


def test_who_left_a_bid_out_is_named() -> None:
    """An evaluator who scored another bid on the criterion and not this one is asked why."""
    found = agenda(given("x", 3, 3, 3, 3), sheet("y", ("a", "q", 2)))
    asked = item(found, "q", "b").questions
    assert [(question.kind, question.to) for question in asked] == [("score-missing", ("y",))]
    assert kinds(item(found, "r", "b")) == [], "y scored nobody on r"


def test_a_seat_that_nobody_scored_is_on_the_agenda() -> None:
    """A missing score is on the agenda rather than an error."""
    assert kinds(item(agenda(given("x", 3, 3, 3)), "r", "b")) == ["not-scored"]


def test_other_errors_stop_the_agenda() -> None:
    """A level that is not on the scale is an error of the file."""
    with pytest.raises(InputError, match="not on its scale"):
        agenda(given("x", 7, 3, 3, 3))


def test_bids_that_are_not_read_have_no_seats() -> None:
    """A withdrawn bid waits for nothing."""
    found = agenda(given("x", 3, 3, 3, 3), given("y", 4, 4, 4, 4), bids=[offer("a"), offer("b", status="withdrawn")])
    assert {one.seat.bid_id for one in found.every_item} == {"a"}


def test_criteria_without_levels_have_no_seats() -> None:
    """Recorded marks and prices are not moderated."""
    method = procurement([levels("q", "60"), recorded("r", "40")])
    bids = [offer("a", marks={"r": 5}), offer("b", marks={"r": 5})]
    found = agenda(sheet("x", ("a", "q", 3), ("b", "q", 2)), method=method, bids=bids)
    assert {one.seat.leaf.id for one in found.every_item} == {"q"}


class TestOrder:
    """Missing scores come first, then the widest spread, then the order of the criteria and the bids."""

    def test_missing_scores_come_before_any_spread(self) -> None:
        """Nobody scored b on r, and y left b out on q; a on q is four levels apart."""
        found = agenda(given("x", 0, 3, 3), sheet("y", ("a", "q", 4)))
        assert [one.seat.key for one in found.every_item[:3]] == [("q", "b"), ("r", "b"), ("q", "a")]

    def test_wider_spread_comes_first(self) -> None:
        """Of seats that are scored by all, the one whose levels lie furthest apart is first."""
        found = agenda(given("x", 3, 1, 4, 2), given("y", 3, 4, 5, 2))
        assert [one.seat.spread for one in found.every_item] == [3, 1, 0, 0]
        assert [one.seat.key for one in found.every_item[2:]] == [("q", "a"), ("r", "b")]

    @pytest.mark.parametrize("price", [1, 1000])
    def test_the_outcome_changes_nothing(self, price: int) -> None:
        """Whether a leads or is far behind, the agenda is the same."""
        method = procurement([levels("q", "30"), levels("r", "20"), priced("50")])
        bids = [offer("a", price), offer("b", 10)]
        sheets = [given("x", 3, 1, 4, 2), given("y", 3, 4, 5, 2)]
        found = agenda(*sheets, method=method, bids=bids)
        assert [one.seat.key for one in found.every_item] == [("q", "b"), ("r", "a"), ("q", "a"), ("r", "b")]


def test_only_what_needs_the_panel_is_listed() -> None:
    """A settled seat without a question is counted, not listed, whatever its level decides."""
    found = agenda(given("x", 3, 3, 3, 2))
    assert found.items == ()
    assert (len(found.every_item), found.waiting) == (4, 0)
