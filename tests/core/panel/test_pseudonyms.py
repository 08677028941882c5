"""Tests of pseudonyms: stable, in an order that leaks nothing, and nowhere beside a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import naming_of, pseudonyms
from social_value.core.panel.questions import bids_to_score, method_and_bids
from social_value.files.pseudonym_key import pseudonyms_text
from social_value.model.panel import Pseudonyms
from tests.core.builders import inputs_of, levels, offer, procurement

Data = dict[str, Any]
HIDDEN = {"anonymous_bids": True}
NAMES = ("ash-works", "beech-trust", "cedar")


def field(*bids: Data, hidden: bool = True) -> Inputs:
    """Return a procurement with one question and these bids, or three of ours."""
    offers = bids or tuple(offer(name, supplier={"name": f"{name.title()} Ltd"}) for name in NAMES)
    return inputs_of(procurement([levels("q", "100")], panel=HIDDEN if hidden else None), offers)


def test_the_order_does_not_follow_from_what_a_sheet_says() -> None:
    """Fields alike in procurement, method, names and written answers have other letters where prices are others."""
    orders = {
        tuple(pseudonyms(field(*(offer(name, price + n) for n, name in enumerate(NAMES))))) for price in range(20)
    }
    assert len(orders) > 1


def test_letters_stay_while_the_bids_do() -> None:
    """The same bids in another order of their files have the same letters."""
    bids = [offer(name) for name in NAMES]
    assert pseudonyms(field(*bids)) == pseudonyms(field(*reversed(bids)))


def test_no_fingerprint_of_a_sheet_lets_names_be_tried_out() -> None:
    """What a sheet says of its bids changes with a price, which evaluators do not see."""
    before, after = (method_and_bids(field(offer("ash-works", price), offer("cedar"))) for price in (100, 101))
    assert before["method"] == after["method"]
    assert before["bids"] != after["bids"]


def test_a_pseudonym_stays_whatever_happens_to_another_bid() -> None:
    """A withdrawal takes a bid off the sheets and gives nobody another letter."""
    bids = [offer(name) for name in NAMES]
    before, after = field(*bids), field({**bids[0], "status": "withdrawn"}, *bids[1:])
    assert pseudonyms(before) == pseudonyms(after)
    assert bids_to_score(after, naming_of(after)) == tuple(one for one in pseudonyms(after) if one != "ash-works")


def test_what_was_allotted_never_changes_and_a_later_bid_gets_the_next_letter() -> None:
    """Other prices, a bid that is gone and one that came later move nobody, and no letter is given again."""
    before = field(*(offer(name, 100) for name in NAMES))
    kept = Pseudonyms.model_validate(yaml.safe_load(pseudonyms_text(before)))
    after = replace(field(*(offer(name, 999) for name in (*NAMES[1:], "dogwood"))), pseudonyms=kept)
    known = pseudonyms(after)
    assert {bid: known[bid] for bid in NAMES[1:]} == {bid: pseudonyms(before)[bid] for bid in NAMES[1:]}
    assert known["dogwood"] == "Bid D"
    assert {allotted["bid"] for allotted in yaml.safe_load(pseudonyms_text(after))["bids"]} == {*NAMES, "dogwood"}


@pytest.mark.parametrize(
    "allotted", [("cedar", "Bid A", "cedar", "Bid B"), ("cedar", "Bid A", "ash-works", "Bid A")], ids=["bid", "letter"]
)
def test_a_pseudonym_that_is_there_twice_is_an_error(allotted: tuple[str, ...]) -> None:
    """One bid with two letters, or two with one, would give a score to the wrong bid."""
    bids = [{"bid": allotted[n], "shown_as": allotted[n + 1]} for n in (0, 2)]
    kept = Pseudonyms.model_validate({"kind": "pseudonyms", "schema": 1, "bids": bids})
    assert "pseudonym-twice" in {finding.code for finding in findings_of(replace(field(), pseudonyms=kept))}


def test_letters_go_on_after_z() -> None:
    """The twenty-seventh bid is Bid AA."""
    names = list(pseudonyms(field(*(offer(f"bid-{number}") for number in range(28)))).values())
    assert (names[0], names[25:]) == ("Bid A", ["Bid Z", "Bid AA", "Bid AB"])


def test_names_are_shown_where_nothing_hides_them() -> None:
    """Without anonymity a bid is its id and its supplier, in the order of the files, and texts stay as they are."""
    naming = naming_of(field(hidden=False))
    assert naming.in_order() == NAMES
    assert naming.label("cedar") == "cedar: Cedar Ltd"
    assert naming.masked("Cedar Ltd wrote this.", "cedar") == "Cedar Ltd wrote this."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cedar Ltd says so.", "[name withheld] says so."),
        ("We, CEDAR  LTD, say so.", "We, [name withheld], say so."),
        ("Ash Works knows.", "[name withheld] knows."),
        ("See ash_works' plan.", "See [name withheld]' plan."),
        ("Cedarwood is not a name.", "Cedarwood is not a name."),
        ("Unlike Beech-Trust Ltd, we do.", "Unlike [name withheld], we do."),
        ("The old cedar beside the beech-trust.", "The old cedar beside the beech-trust."),
    ],
)
def test_names_in_texts_are_withheld(text: str, shown: str) -> None:
    """Suppliers and the bid's own id are found whole, in any capitals and however their words are joined."""
    naming = naming_of(field())
    assert naming.masked(text, "ash-works") == shown
    assert naming.gives_away(text, "ash-works") == (text != shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We have an in-house team and in-house lawyers.", "We have an in-house team and in-house lawyers."),
        ("Unlike the In-house team, we do.", "Unlike the [name withheld], we do."),
        ("Unlike the oak trust or LOT-2.", "Unlike the oak trust or [name withheld]."),
        ("Unlike the Oak Trust.", "Unlike [name withheld]."),
    ],
)
def test_common_phrases_stay(text: str, shown: str) -> None:
    """An id of common words, or a name in small letters, in another bid's text gives nobody away."""
    bids = [
        offer("in-house", supplier={"name": "In-house team"}),
        offer("lot-2", supplier={"name": "The Oak Trust"}),
        offer("cedar"),
    ]
    assert naming_of(field(*bids)).masked(text, "cedar") == shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ickerdale Women's Rooms", "Ickerdale Women’s Rooms"),
        ("Ickerdale Women’s Rooms", "Ickerdale Women's Rooms"),
        ("Signal & Loom", "Signal and Loom"),
        ("Signal and Loom", "Signal & Loom"),
        ("Signal & Loom", "Signal&Loom"),
        ("Beech-Trust", "Beech\N{EN DASH}Trust"),
    ],
)
def test_spellings_of_a_name_are_one(name: str, text: str) -> None:
    """Signs that are set in several ways make no other name."""
    naming = naming_of(field(offer("ash", supplier={"name": name}), offer("cedar")))
    assert naming.masked(f"With {text} we do.", "cedar") == "With [name withheld] we do."


def test_a_withheld_name_does_not_say_which_bid_it_is() -> None:
    """A member of a consortium is withheld like every name, in every text."""
    naming = naming_of(field(offer("cedar", members=[{"name": "Elm Partners", "value_share": 1}]), offer("larch")))
    assert naming.masked("Elm Partners leads.", "larch") == "[name withheld] leads."


def test_sm_13_who_is_paid_in_the_end_is_withheld_too() -> None:
    """A subcontractor that a bid names gives it away as a member would."""
    paid = [{"organisation": "Elm Partners", "role": "subcontractor", "value_share": 1}]
    naming = naming_of(field(offer("cedar", delivery=paid), offer("larch")))
    assert naming.masked("Elm Partners brings vans.", "larch") == "[name withheld] brings vans."
