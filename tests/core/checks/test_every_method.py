"""A small sound procurement of every registered evaluation method: rules that contradict each other show here."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.rules.methods import METHODS, Method
from social_value.findings import Finding, Severity
from tests.core.builders import inputs_of, offer, priced, procurement, recorded
from tests.core.parameters import written

Data = dict[str, Any]

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
WHERE_PRICE_IS_READ = [method for method in METHODS.values() if method.reads_price]


def told(method: Method, criteria: list[Data]) -> list[Finding]:
    """Return what is said of a procurement with this method and these criteria, and two bids with everything."""
    keys: Data = {name: written(kind) for name, kind in method.parameters.items()}
    if method.weighs:
        keys |= {"quality_weight": 60, "price_weight": 40}
    if method.needs_minimum:
        keys["quality_minimum"] = {"marks": 20, "consequence": "disregard"}
    marks = {one["id"]: 50 for one in criteria if one["score"]["rule"] == "recorded"}
    bids = [offer("a", "100", marks), offer("b", "120", marks)]
    return list(findings_of(inputs_of(procurement(criteria, method.id, keys=keys), bids)))


def sound(method: Method) -> list[Data]:
    """Return criteria of all sides: the financial one is a criterion where the method reads no price itself."""
    rest = recorded("work", "40") if method.reads_price else priced("40")
    return [recorded("green", "30", "environmental"), recorded("people", "30", "social"), rest]


@every_method
def test_a_sound_procurement_of_every_method_has_no_error(method: Method) -> None:
    """With all sides of value in it, no error and no missing side is told, whatever the method."""
    findings = told(method, sound(method))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert "pillar-missing" not in {finding.code for finding in findings}


@pytest.mark.parametrize("method", WHERE_PRICE_IS_READ, ids=lambda method: method.id)
def test_a_price_that_the_method_reads_is_counted_once(method: Method) -> None:
    """A criterion that marks the price beside such a method is told, so that nobody is asked to add one."""
    sides = [recorded("green", "30", "environmental"), recorded("people", "30", "social"), priced("40")]
    assert "figure-counted-twice" in {finding.code for finding in told(method, sides)}
