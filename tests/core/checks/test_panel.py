"""Tests of the checks on how evaluators worked and how the panel came to its levels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from social_value.core.checks import findings_before_scoring, findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from social_value.core.provenance import method_fingerprint
from social_value.errors import NotReadyError
from social_value.findings import Finding
from tests.core.builders import OUT_OF_FIVE, consensus, inputs_of, levels, offer, procurement, sheet, totals

Data = dict[str, Any]
METHOD = procurement([levels("q", "100")])


def panel(*given: int, agreed: int | None = None, reason: str = "The panel weighed both plans.") -> Inputs:
    """Return one bid that evaluators gave these levels and the panel this one."""
    sheets = [sheet(f"e{number}", ("a", "q", level)) for number, level in enumerate(given)]
    together = consensus(("a", "q", agreed)) if agreed is not None else None
    if together is not None:
        together["scores"][0]["rationale"] = reason
    return inputs_of(METHOD, [offer("a")], sheets, together)


def found_in(inputs: Inputs, check: Callable[[Inputs], tuple[Finding, ...]] = findings_of) -> list[Finding]:
    """Return the findings, but for the pillars that this small method leaves out."""
    return [one for one in check(inputs) if one.code != "pillar-missing"]


def said(inputs: Inputs) -> dict[str, str]:
    """Return the messages of the findings by code."""
    return {one.code: one.message for one in found_in(inputs)}


def test_levels_of_1_4_and_4_wait_for_the_panel_and_count_once_it_agrees() -> None:
    """No mean is taken: the seat is named with all three levels; a consensus of 3 with its reason earns 60."""
    with pytest.raises(NotReadyError, match=r"a on q was scored by 3 evaluators \(e0: 1, e1: 4, e2: 4\)"):
        evaluate(panel(1, 4, 4))
    assert totals(evaluate(panel(1, 4, 4, agreed=3))) == {"a": "60.00"}
    assert "consensus-outside-range" not in said(panel(1, 4, 4, agreed=3))


@pytest.mark.parametrize(
    ("given", "agreed", "span"), [((1, 4, 4), 5, "1 to 4"), ((1, 4, 4), 0, "1 to 4"), ((4, 4), 5, "4")]
)
def test_a_consensus_outside_the_range_is_named(given: tuple[int, ...], agreed: int, span: str) -> None:
    """A level above or below all that were given is a warning with the level and the range."""
    message = f'the level agreed for a on "q" is {agreed}, and evaluators gave {span}.'
    assert said(panel(*given, agreed=agreed))["consensus-outside-range"] == message


@pytest.mark.parametrize("agreed", [1, 4])
def test_a_consensus_at_an_end_of_the_range_is_within_it(agreed: int) -> None:
    """The lowest and the highest level given are in the range."""
    assert "consensus-outside-range" not in said(panel(1, 4, 4, agreed=agreed))


@pytest.mark.parametrize(
    ("reason", "whose"),
    [
        ("As section 2 of the bid says.", "that of e0"),
        ("AS section 2 of the bid says", "that of e0"),
        (OUT_OF_FIVE["levels"][3]["descriptor"], "the descriptor of a level"),
    ],
)
def test_a_reason_that_is_not_the_panels_own_is_named(reason: str, whose: str) -> None:
    """An evaluator's words, or the scale's, are no reason of the panel; capitals and full stops make no difference."""
    message = f'the reason agreed for a on "q" is {whose}, word for word.'
    assert said(panel(1, 4, agreed=3, reason=reason))["rationale-not-own"] == message


def test_a_reason_of_the_panels_own_is_fine() -> None:
    """Other words than anybody's before are the panel's own."""
    assert said(panel(1, 4, agreed=3)) == {}


def test_scores_of_another_method_are_refused() -> None:
    """The present fingerprint passes; any other is an error that names it as the way out."""
    present = method_fingerprint(inputs_of(METHOD, []))
    good, bad = ({**sheet("e0", ("a", "q", 3)), "method": text} for text in (present, "sha256:0"))
    assert said(inputs_of(METHOD, [offer("a")], [good])) == {}
    [found] = found_in(inputs_of(METHOD, [offer("a")], [bad]))
    assert (found.code, found.severity, found.place.keys[-1]) == ("scores-of-another-method", "error", "method")
    assert f"`method: {present}`" in found.way_out


def test_scoring_and_moderation_may_begin_before_every_score_is_in() -> None:
    """A score that is due is no finding."""
    inputs = inputs_of(METHOD, [offer("a"), offer("b")], [sheet("e0", ("a", "q", 3))])
    assert found_in(inputs, findings_before_scoring) == found_in(inputs) == []


def test_an_answer_that_names_its_bidder_is_named() -> None:
    """The warning stands at the answer, where bids are anonymous."""
    bid = offer("ash-works", statements={"q": "Ash Works has done this."})
    hidden = inputs_of({**METHOD, "panel": {"anonymous_bids": True}}, [bid])
    [found] = found_in(hidden, findings_before_scoring)
    assert (found.code, found.place.keys) == ("bidder-named-in-answer", ("statements", "q"))
    assert found_in(inputs_of(METHOD, [bid]), findings_before_scoring) == []
