"""What shares out marks in words, and what only looks like it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from social_value.core.checks.act import splits_marks

WEIGHT = Decimal(20)


@pytest.mark.parametrize(
    "text",
    [
        "We will assess mobilisation (40%), staffing (40%) and exit (20%)",
        "Mobilisation 12.5 per cent, staffing 87.5 percent",
        "60% of the marks for staffing, 40% of marks for exit",
        "Mobilisation 40 marks, staffing 60 marks",
        "Mobilisation: 8 points. Staffing: 12 points.",
        "Half of the marks are for mobilisation, the rest for staffing.",
        "Two thirds of the available marks for staffing",
        "A quarter of all marks for exit",
        "Staffing is worth 12 points",
    ],
)
def test_a_split_of_marks_is_seen(text: str) -> None:
    """In percent, in marks or in fractions, with or without a verb."""
    assert splits_marks(text, WEIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "At least 10% of hours and 20% of staff",
        "60% of hours by residents and 40% of hours by learners",
        "Emissions that fall by 40% and then by 60%",
        "At least 40% from the town and at most 60% from elsewhere",
        "This criterion is worth 20 marks",
        "Half of the meals are vegetarian",
        "No plan earns 0 marks, a full plan 100 marks",
        "20% of staff",
    ],
)
def test_other_figures_are_no_split(text: str) -> None:
    """Shares of hours and staff, the own weight, and the ends of a scale share out nothing."""
    assert not splits_marks(text, WEIGHT)


def test_a_formula_is_explained_with_the_marks_it_gives() -> None:
    """Marks in the description of a formula are examples of what it gives; percentages of a whole are a split still."""
    assert not splits_marks("10 places earn 50 marks, 15 places 75 marks", WEIGHT, by_formula=True)
    assert splits_marks("Learners (60%), staff (40%)", WEIGHT, by_formula=True)
