"""The agenda: what each seat stands at, what is asked of it, and in which order the panel comes to the seats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from social_value.core.agenda.agenda import Agenda, AgendaItem, agenda_of
from social_value.errors import InputError
from tests.core.builders import consensus, inputs_of, levels, offer, procurement, recorded, sheet

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


@pytest.mark.parametrize(("seat", "stands"), [((1, 4, 4), 4), ((1, 2, 5), 2), ((2, 5), 2), ((3, 3), 3), ((4,), 4)])
def test_an_open_seat_stands_at_its_median(seat: tuple[int, ...], stands: int) -> None:
    """The median stands in; of an even number of levels it is the lower of the two in the middle."""
    sheets = [given(f"e{number}", level, 3, 3, 3) for number, level in enumerate(seat)]
    assert item(agenda(*sheets), "q", "a").seat.stands_at == stands


def test_a_consensus_stands_before_the_median() -> None:
    """Where the panel agreed, that level counts and the seat is not open."""
    seat = item(agenda(given("x", 1, 3, 3, 3), given("y", 4, 3, 3, 3), agreed=consensus(("a", "q", 2))), "q", "a").seat
    assert seat.stands_at == Decimal(2)
    assert not seat.is_open


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


def test_a_seat_that_nobody_scored_holds_effects_back() -> None:
    """A missing score is on the agenda rather than an error, and no effect is told on a total that does not exist."""
    found = agenda(given("x", 3, 3, 3))
    assert kinds(item(found, "r", "b")) == ["not-scored"]
    assert found.settled is None
    assert [one.seat.key for one in found.not_scored] == [("r", "b")]
    assert not any(one.effect.order for one in found.every_item)


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
    """The seats that decide most come first."""

    def test_effect_comes_before_spread(self) -> None:
        """With q and r at 60 and 40, a has 3 and 3, b 3 and 2: one level of b on r ties, and no spread outweighs it.

        Totals are a 60, b 52. One level is 12 on q and 8 on r. The comparator's wide spread comes last.
        """
        bids = [offer("a"), offer("b"), offer("c", role="comparator")]
        sheets = [given("x", 3, 3, 3, 2), given("y", 3, 3, 3, 2)]
        for number, one in enumerate(sheets):
            one["scores"] += [
                {"bid": "c", "criterion": name, "level": 5 * number, "rationale": f"Own reason {name} {number}."}
                for name in ("q", "r")
            ]
        found = agenda(*sheets, bids=bids)
        assert [one.seat.bid_id for one in found.every_item[-2:]] == ["c", "c"]
        tie = item(found, "r", "b").effect.winner
        assert [(one.level, one.first) for one in tie] == [(Decimal(3), ("a", "b"))]
        assert found.every_item[0].effect.winner

    def test_smaller_changes_come_first(self) -> None:
        """A seat that decides the winner with one level comes before one that needs two."""
        found = agenda(given("x", 5, 3, 3, 3))
        steps = [min(change.steps for change in one.effect.winner) for one in found.every_item if one.effect.winner]
        assert steps == sorted(steps)
        assert len(steps) > 1

    def test_wider_spread_comes_first_where_nothing_is_decided(self) -> None:
        """Of seats without any effect, the one whose levels lie furthest apart is first."""
        sheets = [sheet("x", ("a", "r", 4), ("a", "q", 1)), sheet("y", ("a", "r", 5), ("a", "q", 4))]
        found = agenda(*sheets, bids=[offer("a")])
        spreads = [one.seat.spread for one in found.every_item]
        assert spreads == [3, 1]


def test_only_what_needs_the_panel_is_listed() -> None:
    """A settled seat without a question that cannot change who is first is counted, not listed."""
    found = agenda(given("x", 5, 0, 5, 0))
    assert found.items == ()
    assert (len(found.every_item), found.waiting) == (4, 0)
