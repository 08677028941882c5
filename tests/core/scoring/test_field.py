"""A field with one part of it another: as if read so from the files, and with everything else shared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.scoring.field import Field, field_of
from social_value.core.scoring.settling import settle
from tests.core.builders import consensus, criterion, inputs_of, levels, offer, priced, procurement, recorded

Data = dict[str, Any]
PRICE = FigureName("price")


def read(
    weights: tuple[str, str, str, str] = ("40", "30", "20", "10"),
    price: str = "100",
    level: int = 4,
    names: tuple[str, ...] = ("a", "b", "c"),
) -> Inputs:
    """Return three bids of which the first has this price and level, marked in every way that there is."""
    floors = {"social": {"floor": 30, "consequence": "disregard"}}
    waste = {"rule": "linear", "of": "waste", "zero_at": 20, "full_at": 0}
    criteria = [
        priced(weights[0]),
        levels("plan", weights[1], "social"),
        recorded("visit", weights[2], "social"),
        criterion("waste", weights[3], waste, "environmental"),
    ]
    offers: dict[str, Data] = {
        "a": offer("a", price, {"visit": 50}, measures={"waste": 5}),
        "b": offer("b", 120, {"visit": 70}, measures={"waste": 10}),
        "c": offer("c", 90, {"visit": 10}, measures={"waste": 1}),
    }
    agreed = consensus(*((name, "plan", {"a": level, "b": 3, "c": 2}[name]) for name in names))
    return inputs_of(procurement(criteria, pillars=floors), [offers[name] for name in names], agreed=agreed)


@pytest.mark.parametrize(
    ("change", "afresh"),
    [
        (lambda field: field.with_level("plan", "a", Fraction(1)), read(level=1)),
        (
            lambda field: field.with_points(
                {"price": Fraction(10), "plan": Fraction(20), "visit": Fraction(30), "waste": Fraction(40)}
            ),
            read(weights=("10", "20", "30", "40")),
        ),
        (lambda field: field.with_price("a", Fraction(80)), read(price="80")),
        (lambda field: field.without(["c"]), read(names=("a", "b"))),
        (
            lambda field: field.with_level("plan", "a", Fraction(1)).with_price("a", Fraction(80)),
            read(level=1, price="80"),
        ),
        (lambda field: field.with_price("a", Fraction(80)).without(["b"]), read(price="80", names=("a", "c"))),
    ],
    ids=["level", "points", "price", "without", "level and price", "price and without"],
)
def test_a_changed_field_is_the_one_that_files_would_give(change: Callable[[Field], Field], afresh: Inputs) -> None:
    """Another level, weight or price, or a bid fewer, settles as it does when the files say so."""
    before = field_of(read())
    settle(before, before.entrants)
    changed, fresh = change(before), field_of(afresh)
    after, expected = settle(changed, changed.entrants), settle(fresh, fresh.entrants)
    assert (after.pool, after.columns) == (expected.pool, expected.columns)
    assert after.failures == expected.failures
    assert changed.weights == fresh.weights
    assert [after.total(bid) for bid in fresh.entrants] == [expected.total(bid) for bid in fresh.entrants]


def test_a_changed_field_leaves_the_first_as_it_was() -> None:
    """Nobody who asks what another level or price would do changes what is known of the procurement."""
    field, untouched = field_of(read()), field_of(read())
    for changed in (field.with_level("plan", "a", Fraction(0)), field.with_price("a", Fraction(1))):
        settle(changed, changed.entrants)
    assert settle(field, field.entrants).columns == settle(untouched, untouched.entrants).columns


def test_what_does_not_change_is_shared() -> None:
    """Weights share all that was read; a level every other column; a price the figures of all other bids."""
    field = field_of(read())
    bids = field.inputs.bids_by_id
    known = {name: field.figure(PRICE, bid) for name, bid in bids.items()}
    columns = field.absolute.columns
    assert field.with_points(field.points).received is field.received
    assert field.with_level("plan", "a", Fraction(1)).received is field.received
    leveled = field.with_level("plan", "a", Fraction(1)).absolute.columns
    assert [name for name in columns if leveled[name] is not columns[name]] == ["plan"]
    priced_anew = field.with_price("a", Fraction(80))
    after = {name: priced_anew.figure(PRICE, bid) for name, bid in priced_anew.inputs.bids_by_id.items()}
    assert [name for name in known if after[name] is not known[name]] == ["a"]
    fewer = field.without(["c"])
    assert fewer.figure(PRICE, bids["a"]) is known["a"]
