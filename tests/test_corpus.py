"""Every case of the corpus gets exactly the findings it must have, on their lines, and no other.

Precision is the share of findings that were expected, recall the share of expected findings that were said; both are
taken over the whole corpus, printed at the end of a run, and must be 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest

from social_value.codes import filled_in, forms_returned, panel, returns, workbooks
from social_value.codes.all_codes import CODES, codes_in
from tests.corpus import BAD, GOOD, ROOT, Case, cases, codes_expected, findings_of, said_of, to_act_on

CASES = [*cases(BAD), *cases(GOOD)]
TOO_LARGE_TO_WRITE = {
    "file-too-large": "files/test_disk.py",
    "too-many-nodes": "files/test_yaml_source.py",
    "too-many-rows": "files/test_csv_source.py",
    "too-many-columns": "files/test_csv_source.py",
    "too-long": "faults/test_one_fault.py",
}
"""Limits of size, with the test that makes a file beyond each: written out, such a file is no small one."""
ONLY_WHEN_SCORED = {
    "rounded-order-differs": "files/test_waivers.py",
    "no-bids": "core/test_procurement_stage.py",
    "score-missing": "core/test_procurement_stage.py",
    "consensus-missing": "core/scoring/test_seat_levels.py",
    "panel-not-stated": "core/panel/test_scores_due.py",
    "low-bid-unexplained": "core/evaluation/test_outstanding.py",
    "tie-unresolved": "core/evaluation/test_outstanding.py",
    "lot-alone": "cli/test_lots.py",
    "lots-tied": "core/lots/test_lots_together.py",
    "conflict-undecided": "core/evaluation/test_outstanding.py",
    "conflict-undeclared": "core/evaluation/test_outstanding.py",
}
"""What needs marks or is outstanding, with its test: `validate` works out no marks and finds no fault in the latter."""
IN_WORKBOOKS = {
    code.id: folder
    for folder, chapters in {
        "files": (workbooks, filled_in, forms_returned),
        "files/returns cli": (returns,),
        "files/panel cli docs": (panel,),
    }.items()
    for chapter in chapters
    for code in codes_in(chapter)
    if code.id not in codes_expected()
}
"""What is found in a workbook that comes back, with the folders of its tests: `validate` reads none."""
ELSEWHERE = {**TOO_LARGE_TO_WRITE, **ONLY_WHEN_SCORED, **IN_WORKBOOKS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_exactly_its_findings(case: Case) -> None:
    """The codes, files and lines of the findings are those that the case states; a good case has none."""
    expected, said = said_of(case)
    assert said == expected
    assert bool(to_act_on(expected)) == (BAD in case.path.parents)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_message_has_two_full_stops(case: Case) -> None:
    """Sentences that are put together end once, whatever full stop a text from a file brings along."""
    for finding in findings_of(case)[1]:
        for words in (finding.message, finding.way_out, finding.advice):
            assert not re.search(r"(?<!\.)\.\.(?!\.)|\. \.", words), words


def test_precision_and_recall_are_1(record_property: Callable[[str, object], None]) -> None:
    """Over at least 80 faulty and 20 good cases, nothing is said wrongly and nothing is missed."""
    right = wrong = missed = 0
    for case in CASES:
        expected, said = said_of(case)
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
    """What `validate` can find is shown by a case of the corpus, apart from what no small file on disk can show."""
    assert set(CODES) - codes_expected() == set(ELSEWHERE)


@pytest.mark.parametrize(("code", "places"), ELSEWHERE.items())
def test_a_rule_without_a_case_is_tested_elsewhere(code: str, places: str) -> None:
    """A test in the file or folders that are named for it speaks of it."""
    named = [ROOT / place for place in places.split()]
    files = [file for place in named for file in ([place] if place.is_file() else place.rglob("*.py"))]
    assert any(code in file.read_text(encoding="utf-8") for file in files)
