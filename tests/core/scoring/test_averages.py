"""Tests of levels that a published mean or median settles: exact, warned of, and shown whole."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.results import Evaluation
from social_value.core.evaluation.steps_of_marks import criterion_steps
from social_value.render.explanation import explanation
from tests.core.builders import consensus, evaluated, inputs_of, levels, offer, procurement, sheet, statuses, totals

Data = dict[str, Any]


def method(settled_by: str, **more: object) -> Data:
    """Return a procurement of one question whose levels an average settles; its marks are uneven on purpose."""
    made = procurement([levels("q", "100", "quality", **more)], panel={"settled_by": settled_by})
    uneven = [0, 10, 30, 60, 90, 100]
    made["scales"] = {"out-of-five": {"levels": [{"level": n, "marks": marks} for n, marks in enumerate(uneven)]}}
    return made


def settled(settled_by: str, *given: int, **more: object) -> Evaluation:
    """Score one bid that evaluators gave these levels."""
    sheets = [sheet(f"e{number}", ("a", "q", level)) for number, level in enumerate(given)]
    return evaluated(method(settled_by, **more), [offer("a")], sheets)


@pytest.mark.parametrize(
    ("settled_by", "given", "marks"),
    [
        ("mean", (1, 4, 4), Fraction(190, 3)),
        ("median", (1, 4, 4), Fraction(90)),
        ("mean", (1, 4), Fraction(50)),
        ("median", (1, 2, 4, 5), Fraction(60)),
        ("mean", (3,), Fraction(60)),
        ("median", (3,), Fraction(60)),
    ],
)
def test_the_average_is_taken_of_the_marks_exactly(settled_by: str, given: tuple[int, ...], marks: Fraction) -> None:
    """Levels 1, 4 and 4 earn 10, 90 and 90: their mean is 190/3 and no level has it; an even median is half-way."""
    assert settled(settled_by, *given).settled.marked("q", "a").marks == marks


def test_no_consensus_is_outstanding() -> None:
    """Where a mean is published, several evaluators are enough: (10 + 90 + 90) / 3 = 63.33."""
    assert totals(settled("mean", 1, 4, 4)) == {"a": "63.33"}


def test_the_working_shows_every_level_and_the_arithmetic() -> None:
    """Each evaluator's marks stand in the working, then the sum that gives the marks."""
    found = settled("mean", 1, 4, 4)
    steps = criterion_steps(found, "a", found.inputs.leaves[0])
    assert [(step.label, step.value, step.arithmetic, step.note) for step in steps] == [
        ("Marks of e0", 10, "", "level 1"),
        ("Marks of e1", 90, "", "level 4"),
        ("Marks of e2", 90, "", "level 4"),
        ("Marks", Fraction(190, 3), "(10+90+90)/3", "mean of the marks of 3 evaluators, as published"),
        ("Weighted marks", Fraction(190, 3), "(190/3)*100/100", ""),
    ]


def test_an_explanation_gives_every_reason() -> None:
    """No reason is the panel's, so each evaluator's stands with its code."""
    found = settled("median", 1, 4)
    lines = list(explanation(found, "a", found.inputs.leaves, whole=False))
    assert "  Rule: scale out-of-five, the median of the marks of the levels given" in lines
    assert "  Reason of e0: As section 2 of the bid says." in lines
    assert "  Reason of e1: As section 2 of the bid says." in lines


@pytest.mark.parametrize(("given", "status"), [((2, 4), "ranked"), ((1, 4), "disregarded")])
def test_a_minimum_level_is_held_against_its_marks(given: tuple[int, ...], status: str) -> None:
    """Level 3 earns 60: a mean of (30 + 90) / 2 reaches it, and (10 + 90) / 2 does not."""
    found = settled("mean", *given, minimum={"level": 3, "consequence": "disregard"})
    assert statuses(found) == {"a": status}


def test_an_average_carries_a_warning() -> None:
    """The warning names the average and that the procurement publishes it."""
    [found] = [one for one in findings_of(inputs_of(method("mean"), [])) if one.code == "levels-averaged"]
    assert found.message == (
        "the procurement publishes that the mean of evaluators' marks counts: no panel agrees on a level."
    )
    assert found.place.keys == ("panel", "settled_by")


def test_a_consensus_beside_a_published_average_is_an_error() -> None:
    """A level that would not count may not stand in a file as if it did."""
    inputs = inputs_of(method("mean"), [offer("a")], [sheet("e0", ("a", "q", 1))], consensus(("a", "q", 4)))
    assert [one.code for one in findings_of(inputs) if one.severity == "error"] == ["consensus-not-published"]
