"""Which framework governs a procurement, and what its policy asks: dates, values with VAT, words of findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.findings import Finding
from social_value.model.framework import Framework
from tests.core.builders import inputs_of, offer, procurement, recorded

Data = dict[str, Any]
CONTRACT: Data = {"currency": "GBP", "vat": "included", "service": "services"}


def framework(name: str, **more: object) -> Framework:
    """Return a framework that offers one criterion, J1."""
    criterion = {"id": "J1", "title": "Good jobs", "pillar": "social", "confidence": "official"}
    theme = {"id": "work", "title": "Work", "outcomes": [{"id": "jobs", "title": "Jobs", "criteria": [criterion]}]}
    built = {
        "kind": "framework",
        "schema": 1,
        "id": name,
        "title": name.upper().replace("-", " "),
        "version": "1",
        "publisher": "Cabinet Office",
        "licence": "OGL-3.0",
        "references": [{"title": name.upper().replace("-", " ")}],
        "themes": [theme],
    }
    return Framework.model_validate({**built, **more})


def minimum(percent: int, **more: object) -> Data:
    """Return a rule on the least weight of all criteria of the framework."""
    said = {"severity": "error", "reference": {"title": "PPN 026"}, "confidence": "secondary"}
    return {"rule": "minimum-weight", "of": {"themes": "all"}, "percent": percent, **said, **more}


PPN_002 = framework(
    "ppn-002",
    confidence="secondary",
    commenced={"from": "2025-02-24", "to": "2026-12-31"},
    policy=[minimum(10, reference={"title": "PPN 002"})],
)
PPN_026 = framework(
    "ppn-026",
    confidence="secondary",
    supersedes="ppn-002",
    commenced={"from": "2027-01-01"},
    applies_to={"value_at_least": 1_000_000, "authorities": ["central"]},
    policy=[
        minimum(10, when={"value_at_least": 1_000_000, "value_below": 5_000_000}),
        minimum(20, when={"value_at_least": 5_000_000}),
    ],
)


def asked(
    using: Framework | None,
    weight: str,
    value: int | None = 3_000_000,
    day: str | None = "2027-02-01",
    contract: Data | None = None,
    authority: str = "",
) -> Inputs:
    """Return a procurement whose one criterion of the framework has this weight."""
    rest = f"{100 - int(weight)}"
    criteria = [recorded("price", rest, "financial"), recorded("J1", weight, "social")]
    built = procurement(criteria)
    del built["commenced_on"]
    built |= {"authority": {"name": "A", "type": authority}} if authority else {}
    built |= {} if day is None else {"commenced_on": day}
    built |= {} if using is None else {"framework": using.id}
    built |= {} if value is None else {"contract": {**CONTRACT, "estimated_value": value, **(contract or {})}}
    bid = offer("a", marks={"price": 50, "J1": 50})
    return replace(inputs_of(built, [bid]), framework=using, related=(PPN_002, PPN_026))


OURS = {"commencement-unknown", "value-unknown", "framework-not-in-force", "weight-below-minimum"}


def found(inputs: Inputs) -> list[Finding]:
    """Return what is found about the framework and its policy."""
    return [finding for finding in findings_of(inputs) if finding.code in OURS]


def test_a_superseded_framework_is_said_with_what_is_expected() -> None:
    """Commenced on 1 February 2027 at £3 million: PPN 026 is expected, and 12% is enough for it."""
    [finding] = found(asked(PPN_002, "12"))
    assert (finding.code, finding.severity) == ("framework-not-in-force", "warning")
    assert finding.message == (
        "commenced on 2027-02-01 at £3,000,000: PPN 026 (ppn-026) is expected, and the file names ppn-002 "
        "(PPN 026; secondary source)."
    )
    assert finding.place.keys == ("framework",)
    assert finding.way_out == (
        "Write `framework: ppn-026`, or say in the documents why ppn-002 is used. "
        "Or state `authority:`, where it is not central."
    )


def test_the_minimum_of_the_governing_framework_is_a_warning() -> None:
    """At £6 million 12% is below the 20% of PPN 026: warned of, with reference and confidence; nothing is switched."""
    expected, below = found(asked(PPN_002, "12", 6_000_000))
    assert "at £6,000,000: PPN 026 (ppn-026) is expected" in expected.message
    assert (below.code, below.severity) == ("weight-below-minimum", "warning")
    assert below.message == (
        "the criteria of ppn-002 weigh 12%, and 20% is the minimum for contracts of £5,000,000 or more with VAT "
        "(PPN 026; secondary source)."
    )


def test_the_minimum_of_the_named_framework_is_as_severe_as_it_says() -> None:
    """A procurement that names PPN 026 at £6 million with 12% is refused."""
    [finding] = found(asked(PPN_026, "12", 6_000_000, authority="central"))
    assert (finding.code, finding.severity) == ("weight-below-minimum", "error")
    assert "the criteria of ppn-026 weigh 12%, and 20% is the minimum" in finding.message
    assert finding.place.keys == ("criteria", 1, "weight")


@pytest.mark.parametrize(
    ("value", "vat", "weight", "refused"),
    [
        (4_999_999, "included", "10", False),
        (5_000_000, "included", "19", True),
        (5_000_000, "included", "20", False),
        (4_166_666, "excluded", "10", False),  # 4,999,999.20 with VAT
        (4_166_667, "excluded", "19", True),  # 5,000,000.40 with VAT
        (4_999_999, "included", "9", True),
    ],
)
def test_thresholds_count_vat(value: int, vat: str, weight: str, refused: bool) -> None:
    """Values without VAT count with the standard rate of 20%; exactly £5,000,000 is in the upper band."""
    findings = found(asked(PPN_026, weight, value, contract={"vat": vat}))
    assert [finding.code for finding in findings] == (["weight-below-minimum"] if refused else [])


def test_the_value_with_vat_is_shown_with_its_arithmetic() -> None:
    """A value without VAT is shown with the rate that was added."""
    [finding] = found(asked(PPN_002, "12", 2_500_000, contract={"vat": "excluded"}))
    assert "at £3,000,000 (£2,500,000 and VAT at the standard rate of 20%)" in finding.message


def test_below_the_scope_no_other_framework_is_expected() -> None:
    """Below £1 million no model is expected, so the finding names none."""
    [finding] = found(asked(PPN_002, "12", 900_000))
    assert (
        finding.message == "commenced on 2027-02-01 at £900,000: ppn-002 is not for such procurements "
        "(it is for those from 2025-02-24 up to 2026-12-31)."
    )


def test_an_authority_that_is_not_bound_expects_no_other() -> None:
    """A council may use PPN 002 by choice; that it has ended is said, and PPN 026 does not bind it."""
    [finding] = found(asked(PPN_002, "12", authority="sub-central"))
    assert "expected" not in finding.message


@pytest.mark.parametrize("day", ["2025-02-24", "2025-10-01", "2026-12-31"])
def test_a_framework_in_force_is_no_finding(day: str) -> None:
    """From its first to its last day a framework governs."""
    assert found(asked(PPN_002, "12", day=day)) == []


def test_an_earlier_procurement_is_held_to_the_earlier_framework() -> None:
    """Commenced in 2026, a file that names PPN 026 is told that PPN 002 is expected."""
    [finding] = found(asked(PPN_026, "12", day="2026-11-30"))
    assert "PPN 002 (ppn-002) is expected, and the file names ppn-026" in finding.message


def test_an_unknown_day_is_said_and_passes_nothing_over() -> None:
    """Without a day neither the framework's dates nor the Act can be held against the file: one finding says so."""
    [finding] = found(asked(PPN_002, "12", day=None))
    assert (finding.code, finding.severity) == ("commencement-unknown", "warning")
    assert "the Procurement Act 2023, in force from 2025-02-24 and the policy of ppn-002" in finding.message


def test_an_unknown_value_is_said_and_passes_nothing_over() -> None:
    """Without a value, or in another currency, the bands cannot be told apart."""
    for inputs in (asked(PPN_026, "12", None), asked(PPN_026, "12", contract={"currency": "EUR"})):
        [finding] = found(inputs)
        assert finding.code == "value-unknown"
        assert "the policy of ppn-026 and section 52" in finding.message


@pytest.mark.parametrize(("method", "expected"), [("weighted-sum", ["weight-below-minimum"]), ("award-on-value", [])])
def test_without_a_total_the_minimum_is_of_what_is_not_price(method: str, expected: list[str]) -> None:
    """9 of 100 is below 10%; where price is set apart, 9 of the 90 that are not price is exactly 10%."""
    criteria = [recorded("price", "10", "financial"), recorded("quality", "81"), recorded("J1", "9", "social")]
    keys = {"pounds_per_quality_point": 100} if method == "award-on-value" else {}
    built = procurement(criteria, method=method, keys=keys, framework="ppn-002")
    built |= {"commenced_on": "2026-10-05", "contract": {**CONTRACT, "estimated_value": 100}}
    bid = offer("a", 100, marks={"price": 50, "quality": 50, "J1": 50})
    inputs = replace(inputs_of(built, [bid]), framework=PPN_002)
    assert [finding.code for finding in found(inputs)] == expected


def test_a_criterion_may_stand_for_one_of_the_framework() -> None:
    """A criterion with another id counts where it says which one it stands for, and so do its parts."""
    parts = [recorded("a", "6", None), recorded("b", "6", None)]
    local = {"id": "S1", "framework_criterion": "J1", "pillar": "social", "criteria": parts}
    built = procurement([recorded("price", "88", "financial"), local], framework="ppn-002")
    built |= {"commenced_on": "2026-10-05", "contract": {**CONTRACT, "estimated_value": 100}}
    bid = offer("a", marks={"price": 50, "a": 50, "b": 50})
    assert found(replace(inputs_of(built, [bid]), framework=PPN_002)) == []


def test_a_missing_weight_is_said_alone() -> None:
    """Where a weight is missing, sums mean nothing, and only that is said."""
    inputs = asked(PPN_026, "12", 6_000_000)
    price, jobs = inputs.procurement.criteria
    bare = inputs.procurement.model_copy(update={"criteria": (price, jobs.model_copy(update={"weight": None}))})
    codes = [finding.code for finding in findings_of(replace(inputs, procurement=bare)) if finding.severity == "error"]
    assert codes == ["missing-key"]


def _weighed(counts: str, **asked_for: object) -> list[str]:
    """Return what a framework finds of J1, the whole of a first stage that only says who goes on to the price."""
    weights = ("100", "100") if counts == "last" else ("50", "50")
    order: list[Data] = [
        {"id": "jobs", "criteria": ["J1"], "goes_on": {"minimum": 40}},
        {"id": "price", "criteria": ["price"]},
    ]
    criteria = [recorded("price", weights[0], "financial"), recorded("J1", weights[1], "social")]
    method = procurement(criteria, framework="theirs", stages={"counts": counts, "order": order})
    inputs = replace(inputs_of(method, []), framework=framework("theirs", **asked_for))
    codes = {"weight-below-minimum", "weight-out-of-range", "weight-off-step", "override-out-of-range"}
    return [finding.code for finding in findings_of(inputs) if finding.code in codes]


_SAID: Data = {"severity": "error", "reference": {"title": "PPN 026"}, "confidence": "secondary"}


@pytest.mark.parametrize(
    ("asked_for", "code"),
    [
        ({"policy": [minimum(10)]}, "weight-below-minimum"),
        (
            {"policy": [{"rule": "weight-range", "of": {"pillars": ["social"]}, "at_least": 10, **_SAID}]},
            "weight-out-of-range",
        ),
        ({"pillars": {"social": {"weight_range": {"at_least": 10}}}}, "override-out-of-range"),
    ],
)
def test_weight_that_only_says_who_goes_on_is_none_of_the_total(asked_for: Data, code: str) -> None:
    """Half the total satisfies a tenth; where the last stage alone counts, J1 is no part of the total and fails it."""
    assert _weighed("all", **asked_for) == []
    assert _weighed("last", **asked_for) == [code]


@pytest.mark.parametrize(("weight", "said"), [(60, []), (54, ["override-out-of-range"])])
def test_limits_of_a_framework_are_in_points_of_100(weight: int, said: list[str]) -> None:
    """Of a total of 600, a weight of 60 is 10 of 100 and one of 54 is 9: the limit is at least 10."""
    criteria = [recorded("price", 600 - weight, "financial"), recorded("J1", weight, "social")]
    method = procurement(criteria, keys={"out_of": 600}, framework="theirs")
    limits = {"social": {"weight_range": {"at_least": 10}}}
    inputs = replace(inputs_of(method, []), framework=framework("theirs", pillars=limits))
    assert [finding.code for finding in findings_of(inputs) if finding.code == "override-out-of-range"] == said
