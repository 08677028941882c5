"""Criteria that ask the same, and standards that shut others out."""

from __future__ import annotations

import pytest

from social_value.core.checks.wording import Described, duplicates_among
from social_value.findings import Place
from tests.work import calls_of


def described(name: str, title: str, description: str = "", within: str = "") -> Described:
    """Return a criterion by its words."""
    return Described(name, within, title, description, Place("f.yaml", (name,)))


LONG = "How people without work are trained on this contract, and what they earn from the first day"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Good jobs", ""), ("Good jobs", "")),
        (("Good jobs", ""), ("GOOD JOB", LONG)),
        (("Training for young people", ""), ("Young people: the training", "")),
        (("Jobs", LONG), ("Work", LONG.upper())),
        (("Jobs", LONG), ("Jobs", f"{LONG} of it")),
    ],
)
def test_the_same_words_are_the_same_criterion(first: tuple[str, str], second: tuple[str, str]) -> None:
    """Capitals, order, plurals and small words make no difference; the later criterion is named with the earlier."""
    [finding] = duplicates_among([described("a", *first), described("b", *second)])
    assert (finding.code, finding.place.keys) == ("duplicate-criteria", ("b",))
    assert '"a" and "b"' in finding.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Training for young people", ""), ("Training for older people", "")),
        (("Jobs", LONG), ("Work", LONG.replace("people without work", "prison leavers"))),
        (
            ("Question", "Question 1 of the list of questions in annex A"),
            ("Question", "Question 2 of the list of questions in annex A"),
        ),
        (("A", "Outcome 1 of the list, for group 2"), ("B", "Outcome 2 of the list, for group 1")),
        (("Jobs", "Paid hours"), ("Jobs", "Rotas that are known a month ahead")),
        (("Level 2 apprenticeships", ""), ("Level 3 apprenticeships", "")),
    ],
)
def test_other_words_are_another_criterion(first: tuple[str, str], second: tuple[str, str]) -> None:
    """Another group, number or description makes another criterion."""
    assert list(duplicates_among([described("a", *first), described("b", *second)])) == []


def test_the_same_title_under_another_heading_is_another_criterion() -> None:
    """Parts are named together with what they are parts of."""
    pair = [described("a", "Method", within="Jobs"), described("b", "Method", within="Carbon")]
    assert list(duplicates_among(pair)) == []


def test_the_work_grows_with_the_number_of_criteria() -> None:
    """Twice as many criteria are no more than twice the work, also where all have the same title."""

    def calls(number: int) -> int:
        many = [described(str(n), "Good jobs", f"Number {n} of the list") for n in range(number)]
        assert list(duplicates_among(many)) == []
        return calls_of(lambda: list(duplicates_among(many)))

    assert calls(4_000) < 2.2 * calls(2_000)
