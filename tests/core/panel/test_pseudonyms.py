"""Tests of pseudonyms: stable, in an order that leaks nothing, and nowhere beside a name."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import naming_of, pseudonyms
from social_value.core.panel.seats import bids_to_score
from social_value.core.provenance import method_fingerprint
from tests.core.builders import inputs_of, levels, offer, procurement

Data = dict[str, Any]
HIDDEN = {"anonymous_bids": True}
NAMES = ("ash-works", "beech-trust", "cedar")


def field(*bids: Data, hidden: bool = True) -> Inputs:
    """Return a procurement with one question and these bids, or three of ours."""
    offers = bids or tuple(offer(name, supplier={"name": f"{name.title()} Ltd"}) for name in NAMES)
    return inputs_of(procurement([levels("q", "100")], panel=HIDDEN if hidden else None), offers)


def test_the_order_is_that_of_a_digest() -> None:
    """The SHA-256 of procurement, method and bid decides, and no name or file order does."""
    inputs = field()
    method = method_fingerprint(inputs)
    digests = {name: hashlib.sha256(f"test\n{method}\n{name}".encode()).hexdigest() for name in NAMES}
    in_order = sorted(NAMES, key=digests.__getitem__)
    assert list(pseudonyms(inputs).items()) == list(zip(in_order, ("Bid A", "Bid B", "Bid C"), strict=True))


def test_a_pseudonym_stays_whatever_happens_to_another_bid() -> None:
    """A withdrawal takes a bid off the sheets and gives nobody another letter."""
    bids = [offer(name) for name in NAMES]
    before, after = field(*bids), field({**bids[0], "status": "withdrawn"}, *bids[1:])
    assert pseudonyms(before) == pseudonyms(after)
    assert bids_to_score(after, naming_of(after)) == tuple(one for one in pseudonyms(after) if one != "ash-works")


def test_letters_go_on_after_z() -> None:
    """The twenty-seventh bid is Bid AA."""
    names = list(pseudonyms(field(*(offer(f"bid-{number}") for number in range(28)))).values())
    assert (names[0], names[25:]) == ("Bid A", ["Bid Z", "Bid AA", "Bid AB"])


def test_names_are_shown_where_nothing_hides_them() -> None:
    """Without anonymity a bid is its id and its supplier, in the order of the files, and texts stay as they are."""
    naming = naming_of(field(hidden=False))
    assert naming.in_order() == NAMES
    assert naming.label("cedar") == "cedar: Cedar Ltd"
    assert naming.masked("Cedar Ltd wrote this.") == "Cedar Ltd wrote this."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cedar Ltd says so.", "[{cedar}] says so."),
        ("We, CEDAR  LTD, say so.", "We, [{cedar}], say so."),
        ("Ash Works knows.", "[{ash-works}] knows."),
        ("See ash_works' plan.", "See [{ash-works}]' plan."),
        ("Cedarwood is not a name.", "Cedarwood is not a name."),
        ("Unlike Beech-Trust Ltd, we do.", "Unlike [{beech-trust}], we do."),
    ],
)
def test_names_in_texts_become_pseudonyms(text: str, shown: str) -> None:
    """Suppliers and ids are found whole, in any capitals and however their words are joined."""
    naming = naming_of(field())
    assert naming.masked(text) == shown.format_map(naming.known)
    assert naming.gives_away(text) == (text != shown)


def test_a_member_of_two_bids_stands_for_both() -> None:
    """Naming a partner of two consortia gives neither of them away as the only one."""
    member = {"name": "Elm Partners", "value_share": 1}
    naming = naming_of(field(offer("cedar", members=[member]), offer("larch", members=[member])))
    assert sorted(naming.masked("Elm Partners leads.").removesuffix(" leads.")[1:-1].split(", ")) == ["Bid A", "Bid B"]
