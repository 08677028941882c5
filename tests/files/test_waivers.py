"""Tests of waivers in the files of a procurement and of a catalogue, from validation to every report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from social_value.codes.all_codes import CODES
from social_value.codes.code import StatedCode
from social_value.core.inputs import Inputs
from social_value.files.validating import validate_paths
from social_value.findings import Finding
from tests.cli.command import social_value
from tests.faults.procurement import BIDS_CSV, FLAT, PROCUREMENT, SMALL, changed, write
from tests.files.test_validate import FRAMEWORK

REASON = "Only the price and the service count here."
NO_CARBON = changed(PROCUREMENT, "pillar: environmental", "pillar: social")


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work from the folder above."""
    monkeypatch.chdir(tmp_path)


def waivers(*lines: str) -> str:
    """Return the part of a file that holds waivers."""
    return "waivers:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def of(rule: str, at: str = "", reason: str = REASON) -> str:
    """Return the line of a waiver."""
    return f"rule: {rule}, {f'at: {at}, ' if at else ''}reason: {json.dumps(reason)}"


def findings(folder: str) -> list[tuple[str, str | None]]:
    """Return code and reason of each finding."""
    return [(one.code, one.waived) for one in validate_paths([Path(folder)]).findings]


def test_a_waived_warning_does_not_fail_a_strict_run() -> None:
    """It stays in the report with its reason, and the run ends with 0."""
    write(Path("small"), {**SMALL, "procurement.yaml": NO_CARBON})
    assert social_value("validate", "small", "--strict").code == 1
    write(Path("small"), {"procurement.yaml": NO_CARBON + waivers(of("pillar-missing"))})
    done = social_value("validate", "small", "--strict")
    assert done.code == 0
    assert done.out == (
        "small/procurement.yaml:18:3 waived warning pillar-missing: no criterion belongs to the environmental pillar.\n"
        f"    Waived: {REASON}\n"
        "1 procurement checked: no errors, 1 waived.\n"
    )


def test_a_waiver_of_the_procurement_covers_its_bids() -> None:
    """`at` names a bid by its id, in a file of its own as in a row of the table."""
    bids = {
        "bids/alpha.yaml": changed(SMALL["bids/alpha.yaml"], "name: Alpha Works", "name: Same Works"),
        "bids/beta.yaml": changed(SMALL["bids/beta.yaml"], "name: Beta Yard", "name: SAME works"),
    }
    for at, waived in (("beta", REASON), ("alpha", None)):
        method = PROCUREMENT + waivers(of("look-alike-suppliers", at))
        write(Path("small"), {**SMALL, **bids, "procurement.yaml": method})
        assert ("look-alike-suppliers", waived) in findings("small")
        write(
            Path("flat"),
            {
                **FLAT,
                "bids.csv": BIDS_CSV.replace("Alpha Works", "Same Works").replace("Beta Yard", "SAME works"),
                "procurement.yaml": FLAT["procurement.yaml"] + waivers(of("look-alike-suppliers", at)),
            },
        )
        assert ("look-alike-suppliers", waived) in findings("flat")
        assert (("waiver-unused", None) in findings("flat")) == (waived is None)


def test_what_is_wrong_with_waivers_is_said_beside_the_rest() -> None:
    """Faults of waivers stand at their lines, and hide no other fault."""
    wrong = waivers(of("pilar-missing"), of("zero-price"), of("pillar-missing", reason="n/a"))
    bids = {"bids/beta.yaml": changed(SMALL["bids/beta.yaml"], "total: 150", "total: 0")}
    write(Path("small"), {**SMALL, **bids, "procurement.yaml": PROCUREMENT + wrong})
    lines = PROCUREMENT.count("\n") + 1
    report = validate_paths([Path("small")])
    assert [(one.code, one.place.line) for one in report.findings] == [
        ("zero-price", 5), ("unknown-waiver", lines + 1), ("waiver-not-allowed", lines + 2),
        ("waiver-without-reason", lines + 3),
    ]  # fmt: skip


def test_a_waiver_is_not_called_unused_before_all_is_checked() -> None:
    """Where the method is unsound, bids are not held against it, so nobody knows yet."""
    method = changed(PROCUREMENT, "weight: 60", "weight: 61") + waivers(of("look-alike-suppliers"))
    write(Path("small"), {**SMALL, "procurement.yaml": method})
    assert findings("small") == [("weights-do-not-sum", None)]


def test_a_catalogue_file_waives_its_own_findings_alone() -> None:
    """A waiver in a framework is held against the framework, by the same rules."""
    write(Path("frameworks"), {"our-model.yaml": FRAMEWORK + waivers(of("pillar-missing"), of("duplicate-id"))})
    assert findings("frameworks") == [("waiver-unused", None), ("waiver-not-allowed", None)]


class TestReports:
    """A waived finding in the reports of a result."""

    @pytest.fixture(autouse=True)
    def _waived(self) -> None:
        """Waive the missing pillar of a small procurement."""
        write(Path("small"), {**SMALL, "procurement.yaml": NO_CARBON + waivers(of("pillar-missing"))})

    def test_the_table_shows_the_reason(self) -> None:
        """The terminal shows the finding as waived."""
        out = social_value("score", "small").out
        assert "waived warning pillar-missing: no criterion belongs to the environmental pillar.\n" in out
        assert f"    Waived: {REASON}\n" in out

    def test_the_json_holds_the_reason(self) -> None:
        """A program finds the reason beside the finding."""
        (finding,) = json.loads(social_value("score", "small", "--format", "json").out)["findings"]
        assert (finding["severity"], finding["waived"]) == ("warning", REASON)

    def test_the_markdown_shows_the_reason(self) -> None:
        """A reader of the committee paper sees why it stands."""
        assert f"Waived: {REASON}" in social_value("score", "small", "--format", "markdown").out

    def test_the_workbook_shows_the_reason(self) -> None:
        """The sheet of findings has it in place of the way out."""
        assert social_value("score", "small", "-o", "report.xlsx").code == 0
        rows = openpyxl.load_workbook("report.xlsx")["Findings"].iter_rows(values_only=True)
        (row,) = [row for row in rows if "pillar-missing" in row]
        assert (row[0], row[-1]) == ("waived warning", f"Waived: {REASON}")


def test_what_only_scoring_finds_is_waived_where_it_is_found() -> None:
    """Two totals that print alike: 50.004 and 50.0, with two places."""
    method = changed(PROCUREMENT, "places: 2", "places: 0") + waivers(of("rounded-order-differs"))
    beta = SMALL["bids/beta.yaml"]
    write(
        Path("small"),
        {
            **SMALL,
            "procurement.yaml": method,
            "bids/beta.yaml": beta.replace("total: 150", "total: 120").replace("value: 5", "value: 4.1"),
            "scores/evaluator-1.yaml": changed(SMALL["scores/evaluator-1.yaml"], "level: 3", "level: 5"),
        },
    )
    assert findings("small") == []
    (finding,) = json.loads(social_value("score", "small", "--format", "json").out)["findings"]
    assert (finding["code"], finding["waived"]) == ("rounded-order-differs", REASON)


def test_a_waived_error_does_not_stop_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error whose code may be waived stops a run without a waiver; with one it is shown beside the result."""
    policy = StatedCode("weight-too-low", means="x", way_out="x", protects="x", waivable=True)

    def too_low(inputs: Inputs) -> Iterator[Finding]:
        yield policy.at(inputs.at("criteria"), "social value weighs too little.")

    monkeypatch.setattr("social_value.core.waivers.CODES", {**CODES, policy.id: policy})
    monkeypatch.setattr("social_value.core.checks._METHOD_CHECKED", (too_low,))
    monkeypatch.setattr("social_value.core.checks._AT_EVERY_STAGE", ((too_low,),))
    write(Path("small"), SMALL)
    assert social_value("score", "small").code == 1
    write(Path("small"), {"procurement.yaml": PROCUREMENT + waivers(of(policy.id))})
    done = social_value("score", "small")
    assert done.code == 0
    assert "waived error weight-too-low: social value weighs too little." in done.out
    assert social_value("explain", "small", "--bid", "alpha").code == 0
