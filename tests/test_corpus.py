"""Every case of the corpus gets exactly the findings it must have, on their lines, and no other.

Precision is the share of findings that were expected, recall the share of expected findings that were said; both are
taken over the whole corpus, printed at the end of a run, and must be 1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from social_value.codes.act import ACT
from social_value.codes.policy import POLICY
from social_value.codes.provenance import PROVENANCE
from tests.corpus import BAD, GOOD, Case, cases, codes_expected, said_of

CASES = [*cases(BAD), *cases(GOOD)]
SHOWN = [code for chapter in (POLICY, ACT, PROVENANCE) for code in chapter.codes]
"""Codes of which every one has a faulty case; a chapter joins once its cases do."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_exactly_its_findings(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes, files and lines of the findings are those that the case states; a good case has none."""
    monkeypatch.chdir(tmp_path)
    expected, said = said_of(case, tmp_path)
    assert said == expected
    assert bool(expected) == (BAD in case.path.parents)


def test_precision_and_recall_are_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """Over at least 80 faulty and 20 good cases, nothing is said wrongly and nothing is missed."""
    right = wrong = missed = 0
    for number, case in enumerate(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        expected, said = said_of(case, folder)
        right, wrong, missed = right + len(said & expected), wrong + len(said - expected), missed + len(expected - said)
    precision, recall = Fraction(right, right + wrong), Fraction(right, right + missed)
    faulty, good = len(cases(BAD)), len(cases(GOOD))
    line = f"{faulty} faulty and {good} good cases: precision {float(precision):.3f}, recall {float(recall):.3f}"
    record_property("corpus", line)
    assert precision == 1, line
    assert recall == 1, line
    assert faulty >= 80
    assert good >= 20


def test_every_registered_rule_has_a_faulty_case() -> None:
    """What a rule of policy, law, dates and sources finds is shown by a case of the corpus."""
    assert {code.id for code in SHOWN} - codes_expected() == set()


def test_a_rule_says_what_it_protects() -> None:
    """Each registered rule says what it means, what to do and what it protects, in a phrase without a capital."""
    for code in SHOWN:
        assert code.means[:1].islower(), code.id
        assert code.way_out[:1].islower(), code.id
        assert code.protects.endswith("."), code.id
