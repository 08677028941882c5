"""Which bid is cheapest per success as the share of a band moves: turns solved, and compared with brute force."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.sections.cheapest_by_share import Mixed, cheapest_by_share, equation
from tests.samples import sample


def mixed(*ends: object) -> Mixed[Fraction]:
    """Return a bid by its price and its reach, without and with the whole demand in the band."""
    return Mixed(*(Fraction(str(end)) for end in ends))


def test_sm_02_the_turn_of_the_contact_tracing_example() -> None:
    """Halyard is cheapest until 26.55% of demand is complex, then Ten Lanterns.

    Halyard: 9.20 + 120000/72000 to 16 + 120000/72000, reach 0.68 to 0.34. Ten Lanterns: 13.625 to 26.625, reach 0.80 to
    0.78. 0 = 4.284 s^2 + 1.0151666... s - 0.5716666..., so s = (-1.0151666... + sqrt(10.8266...)) / 8.568.
    """
    halyard = mixed("163/15", "265/15", "0.68", "0.34")
    lanterns = mixed("13.625", "26.625", "0.80", "0.78")
    stretches = cheapest_by_share({"halyard": halyard, "lanterns": lanterns})
    assert [stretch.bid_id for stretch in stretches] == ["halyard", "lanterns"]
    turn = stretches[1].from_share
    assert Fraction("0.2654") < turn < Fraction("0.2656")
    a, b, c = equation(halyard, lanterns)
    assert (a, b, c) == (Fraction("-4.284"), Fraction(-6091, 6000), Fraction(343, 600))
    assert abs(a * turn**2 + b * turn + c) < Fraction(1, 10**28)


def test_a_rational_turn_is_exact() -> None:
    """At equal reach the lines 1 + 2s and 2 meet at exactly one half."""
    found = cheapest_by_share({"rising": mixed(1, 3, 1, 1), "level": mixed(2, 2, 1, 1)})
    assert [(one.bid_id, one.from_share) for one in found] == [("rising", 0), ("level", Fraction(1, 2))]


def test_bids_that_tie_at_the_start_are_told_apart_by_what_follows() -> None:
    """Both cost 1 where nothing is of the band; the one that rises less is the cheapest from there on."""
    found = cheapest_by_share({"steep": mixed(1, 3, 1, 1), "gentle": mixed(1, 2, 1, 1)})
    assert [one.bid_id for one in found] == ["gentle"]


def test_three_bids_that_meet_in_one_point() -> None:
    """1 + 2s, 2 and 3 - 2s all cost 2 at one half; from there on the falling one is cheapest."""
    bids = {"rising": mixed(1, 3, 1, 1), "level": mixed(2, 2, 1, 1), "falling": mixed(3, 1, 1, 1)}
    assert [(one.bid_id, one.from_share) for one in cheapest_by_share(bids)] == [
        ("rising", 0),
        ("falling", Fraction(1, 2)),
    ]


def test_equal_bids_turn_nowhere() -> None:
    """Two bids with the same prices and reach never take each other's place."""
    assert len(cheapest_by_share({"one": mixed(1, 3, 1, 1), "two": mixed(1, 3, 1, 1)})) == 1
    assert cheapest_by_share({}) == ()


_ENDS = st.tuples(*(st.integers(100, 3000),) * 2, *(st.integers(10, 100),) * 2)


@settings(max_examples=sample(60, 1_200), deadline=None)
@given(st.lists(_ENDS, min_size=2, max_size=7))
def test_turns_agree_with_brute_force(fields: list[tuple[int, int, int, int]]) -> None:
    """Between turns, the bid of the stretch costs no more than any other, at every fortieth of the share."""
    bids = {f"bid-{n}": mixed(*(Fraction(end, 100) for end in ends)) for n, ends in enumerate(fields)}
    stretches = cheapest_by_share(bids)
    for step in range(41):
        share = Fraction(step, 40)
        named = [one.bid_id for one in stretches if one.from_share <= share][-1]
        assert bids[named].per_success(share) == min(one.per_success(share) for one in bids.values())
