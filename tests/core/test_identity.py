"""The id of a bid is made by us from the name of its supplier, whatever that name holds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from social_value.core.identity import LONGEST_ID, bid_id, id_from_words, look
from social_value.model.base import is_identifier


@given(st.text(), st.lists(st.text(max_size=5), max_size=5))
def test_an_id_is_small_letters_digits_and_hyphens(name: str, taken: list[str]) -> None:
    """No name leads out of the folder of bids, or to a file that exists."""
    made = bid_id(name, taken)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", made)
    assert not made.endswith("-")
    assert made not in {one.casefold() for one in taken}


def test_a_name_of_windows_is_no_id() -> None:
    """Windows keeps some names for devices, whatever the ending."""
    assert [bid_id(name, []) for name in ("CON", "Lpt1", "Nul.", "Console")] == [
        "con-bid",
        "lpt1-bid",
        "nul-bid",
        "console",
    ]


def test_a_taken_id_gets_a_number() -> None:
    """The second of the same name is 2, also where only capitals differ and where the name is long."""
    assert bid_id("Acme", ["ACME", "acme-2"]) == "acme-3"
    long = "a" * 60
    assert bid_id(long, [long[:LONGEST_ID]]) == "a" * 46 + "-2"


def test_names_look_the_same_but_for_capitals_spaces_and_form() -> None:
    """Full-width letters, capitals and spaces do not make another supplier; other words do."""
    assert look("\uff21cme  Ltd") == look("acme ltd")
    assert look("Acme Ltd") != look("Acme Limited")


@given(st.text(max_size=70))
def test_words_become_an_id_or_nothing(text: str) -> None:
    """What is read as an id is one, and an id is read as itself."""
    found = id_from_words(text)
    assert found is None or is_identifier(found)
    if is_identifier(text):
        assert found == text
