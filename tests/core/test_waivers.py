"""Tests of waivers: which findings they cover, and what is wrong with a waiver."""

from __future__ import annotations

import pytest

from social_value.codes.all_codes import CODES
from social_value.codes.code import Code, FindingCode, StatedCode
from social_value.codes.method import PILLAR_MISSING, RELATIVE_PRICE_FORMULA
from social_value.core import waivers
from social_value.core.waivers import names_on_the_way, waive, with_waivers
from social_value.findings import Finding, Place, has_errors
from social_value.model.base import Waiver

REASON = "Published so, and kept as it was."
DATA = {
    "id": "small",
    "criteria": [
        {"id": "F1", "score": {"rule": "linear"}},
        {"id": "S1", "criteria": [{"id": "S1a", "score": {"rule": "scale"}}]},
    ],
    "scales": {"five": {"levels": [{"level": 0}]}},
    "scores": [{"bid": "alpha", "criterion": "S1a", "level": 5}],
}
TOP = Place("small.yaml")


def waiver(rule: str = "relative-price-formula", reason: str = REASON, at: str | None = None) -> Waiver:
    """Return a waiver; a sound one unless a part is given."""
    return Waiver(rule=rule, reason=reason, at=at)


def found(*keys: str | int, code: FindingCode = RELATIVE_PRICE_FORMULA) -> Finding:
    """Return a warning at a place."""
    return code.at(TOP.at(*keys), "found.")


def said(*given: Waiver, findings: tuple[Finding, ...] = ()) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return code and keys of what is said about waivers over some findings."""
    all_of_them = with_waivers(findings, given, TOP, DATA)
    return [(one.code, one.place.keys) for one in all_of_them[len(findings) :]]


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ((), {"small"}),
        (("criteria", 0, "score", "rule"), {"small", "criteria", "F1", "score", "rule"}),
        (("criteria", 1, "criteria", 0), {"small", "criteria", "S1", "S1a"}),
        (("scales", "five", "levels", 0), {"small", "scales", "five", "levels"}),
        (("scores", 0, "level"), {"small", "scores", "alpha", "S1a", "level"}),
        (("criteria", 9, "score"), {"small", "criteria", "score"}),
        (("nowhere", 0), {"small", "nowhere"}),
    ],
)
def test_a_place_is_in_the_records_on_the_way_to_it(keys: tuple[str | int, ...], names: set[str]) -> None:
    """Ids of records, names of bids and criteria, and the keys that lead there; not those beside the way."""
    assert names_on_the_way(DATA, keys) == names


@pytest.mark.parametrize(
    ("at", "covered"),
    [(None, True), ("small", True), ("S1", True), ("S1a", True), ("F1", False), ("S1A", False), ("relative", False)],
)
def test_a_waiver_covers_the_record_that_it_names_and_all_without_one(at: str | None, covered: bool) -> None:
    """`at` is the id of a record on the way to the finding, as it is written."""
    finding = found("criteria", 1, "criteria", 0, "score")
    (result,) = with_waivers([finding], [waiver(at=at)], TOP, DATA)[:1]
    assert result.waived == (REASON if covered else None)


def test_only_findings_of_its_rule_are_covered() -> None:
    """A waiver of one rule says nothing about another."""
    (result,) = waive([found(code=PILLAR_MISSING)], [waiver()], lambda _: ())
    assert result.waived is None


def test_the_first_waiver_that_covers_gives_the_reason() -> None:
    """A finding has one reason, and neither waiver is unused."""
    both = [waiver(reason="The first of them."), waiver(reason="The second of them.")]
    (result,) = with_waivers([found()], both, TOP, DATA)
    assert result.waived == "The first of them."


def test_a_waived_error_counts_as_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error whose code may be waived does not stop a run."""
    policy = StatedCode("weight-too-low", means="x", way_out="x", protects="x", waivable=True)
    monkeypatch.setattr(waivers, "CODES", {**CODES, policy.id: policy})
    finding = policy.at(TOP, "too low.")
    assert has_errors([finding])
    assert not has_errors(waive([finding], [waiver(policy.id)], lambda _: ()))


@pytest.mark.parametrize(
    "reason", ["n/a", "-", "none", "ok", "OK.", "tbc", "TBC TBC TBC", "see below", "  ", "- - - -", "n / a"]
)
def test_a_reason_says_something(reason: str) -> None:
    """A word or two is no reason, and a finding without one stands against the file."""
    finding = found()
    assert said(waiver(reason=reason), findings=(finding,)) == [("waiver-without-reason", ("waivers", 0, "reason"))]
    (result, _) = with_waivers([finding], [waiver(reason=reason)], TOP, DATA)
    assert result.waived is None


def test_an_unknown_rule_is_told_with_the_nearest_word() -> None:
    """A misspelt rule names the one that is likely meant, and is not called unused too."""
    (problem,) = with_waivers([], [waiver("pilar-missing")], TOP, DATA)
    assert (problem.code, problem.way_out) == ("unknown-waiver", 'Did you mean "pillar-missing"?')


@pytest.mark.parametrize("code", [code for code in CODES.values() if not code.waivable], ids=lambda code: code.id)
def test_what_cannot_stand_cannot_be_waived(code: Code) -> None:
    """Neither a malformed file nor a decision that is outstanding is waved through."""
    finding = Finding(code.id, found().severity, TOP, "found.")
    assert ("waiver-not-allowed", ("waivers", 0, "rule")) in said(waiver(code.id), findings=(finding,))
    assert with_waivers([finding], [waiver(code.id)], TOP, DATA)[0].waived is None


def test_a_waiver_that_covers_nothing_is_unused() -> None:
    """A warning, at the waiver, for each of them."""
    given = (waiver(at="F1"), waiver(at="S1"), waiver("pillar-missing"))
    finding = found("criteria", 0, "score")
    assert said(*given, findings=(finding,)) == [("waiver-unused", ("waivers", 1)), ("waiver-unused", ("waivers", 2))]


def test_what_only_scoring_finds_is_not_called_unused() -> None:
    """Validation gives no marks, so it cannot tell."""
    assert said(waiver("rounded-order-differs")) == []
