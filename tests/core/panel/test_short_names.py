"""Short and parted forms of names in answers: what is told, and above all what is not."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.checks.panel import answers_hide_names
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import naming_of
from tests.core.builders import inputs_of, levels, offer, procurement

Data = dict[str, Any]


def field(text: str, *, known_as: tuple[str, ...] = (), question: str = "How are people met?") -> Inputs:
    """Return an anonymous procurement in which Brightway Care Partners Ltd answers with a text."""
    supplier: Data = {"name": "Brightway Care Partners Ltd"} | ({"known_as": list(known_as)} if known_as else {})
    bids = [offer("a", supplier=supplier, statements={"q": text}), offer("b", supplier={"name": "Tarn House CIC"})]
    return inputs_of(procurement([levels("q", "100", question=question)], panel={"anonymous_bids": True}), bids)


def told(inputs: Inputs) -> list[tuple[str, str]]:
    """Return the code and the message of each finding."""
    return [(finding.code, finding.message) for finding in answers_hide_names(inputs)]


@pytest.mark.parametrize(
    "text",
    [
        "Brightway meets every person.",
        "Here Bright Way meets every person.",
        "BrightWay meets every person.",
        "The Bright-way rota is known.",
        "Brightway Care Partners meets people.",
        "BCPL meets every person.",
        "Tarn House cannot do so.",
        "Unlike TarnHouse we can.",
    ],
)
def test_a_short_or_parted_form_is_told_with_where_it_stands(text: str) -> None:
    """The words around it are quoted."""
    [(code, message)] = told(field(text))
    assert code == "bidder-hinted-in-answer"
    assert text.removesuffix(".") in message


@pytest.mark.parametrize(
    "text", ["We go a bright way to work.", "People are met at home.", "Tarnished silver.", "A partner cares."]
)
def test_common_words_are_not(text: str) -> None:
    """Small letters alone, and words that only begin alike, are no name."""
    assert told(field(text)) == []


def test_a_word_that_is_common_here_is_not() -> None:
    """What the question writes in small letters is a word, and no name."""
    assert told(field("Brightway is met.", question="Which brightway is taken?")) == []


def test_the_way_out_works() -> None:
    """Once the form is known, score sheets withhold it."""
    known = field("Brightway meets every person.", known_as=("Brightway",))
    assert [code for code, _ in told(known)] == ["bidder-named-in-answer"]
    assert naming_of(known).masked("Brightway meets every person.", "a") == "[name withheld] meets every person."
