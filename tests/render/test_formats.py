"""Tests of the formats that other programs read: SARIF, JUnit, workflow commands and JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from junitparser import Failure, JUnitXml, TestCase, TestSuite

from social_value.codes.all_codes import CODES
from social_value.codes.any_file import EMPTY_FILE, UNEXPECTED_FILE
from social_value.codes.method import PILLAR_MISSING, RELATIVE_PRICE_FORMULA, WEIGHTS_DO_NOT_SUM
from social_value.codes.values import UNKNOWN_KEY
from social_value.core.checks.validation_report import Report, StagesReached
from social_value.core.procurement_stage import COMES_NEXT, Stage, Standing
from social_value.findings import Place
from social_value.render.github import report_github
from social_value.render.junit import report_junit
from social_value.render.sarif import report_sarif
from social_value.render.validation_text import report_json, report_text
from social_value.text import shown_text
from tests.render.workflow_commands import Command, commands

SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json"
TOP = "/council"
WEIGHTS = WEIGHTS_DO_NOT_SUM.at(
    Place("a/procurement.yaml", ("criteria",), 20, 3),
    "criterion weights add up to 105, not 100.",
    "Change weights.",
)
RELATIVE = RELATIVE_PRICE_FORMULA.at(Place("a/procurement.yaml", (), 25, 5), "F1 is relative.", "Publish bounds.")
MISSING = replace(
    PILLAR_MISSING.at(Place("b/procurement.yaml", (), 16, 3), "no criterion belongs to the social pillar.", "Add one."),
    waived="The contract buys electricity alone.",
)
NOWHERE = UNEXPECTED_FILE.at(Place("a/bids/x.txt"), "x.txt would not be read.")
CLEAN = "c/scale.yaml"
REPORT = Report(
    (NOWHERE, WEIGHTS, RELATIVE, MISSING), 2, 1, ("a/bids/x.yaml", "a/procurement.yaml", "b/procurement.yaml", CLEAN)
)
HOSTILE = (
    "]]>",
    "<!-- & </failure>",
    "::error file=x::stolen",
    "%0A::stop-commands::x",
    "a,b:c%2C%3A",
    "\x00\x01\x1b[31m\x7f\x85\ufffe\uffff",
    "\u202eright\u2028left",
    "\ud800",
    '"quoted" \\ back',
)


def hostile(text: str) -> Report:
    """Return a report in which a text stands wherever text of a user can stand."""
    place = Place(f"a/{text}.yaml", (), 1, 1)
    waived = replace(PILLAR_MISSING.at(place, text, text), waived=text)
    return Report((UNKNOWN_KEY.at(place, text, text), waived), 1, 0, (place.path,))


def anything() -> st.SearchStrategy[str]:
    """Return any text, lone surrogates and control characters too."""
    return st.text(st.characters(), min_size=1, max_size=30)


@cache
def schema() -> Draft4Validator:
    """Return the validator of SARIF 2.1.0, which also checks addresses and dates."""
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker())


def sarif(report: Report) -> dict[str, Any]:
    """Return the one run of a SARIF log that the published schema accepts."""
    log = json.loads(report_sarif(report, TOP))
    assert [fault.message for fault in schema().iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


class TestSarif:
    """SARIF 2.1.0, held against the published JSON Schema."""

    def test_the_schema_refuses_what_is_no_sarif(self) -> None:
        """The validator can fail: a result without a message is refused."""
        log = json.loads(report_sarif(REPORT, TOP))
        del log["runs"][0]["results"][0]["message"]
        assert [fault.message for fault in schema().iter_errors(log)] == ["'message' is a required property"]

    def test_each_finding_is_a_result_at_its_place(self) -> None:
        """Level, rule, message and region are those of the finding."""
        result = sarif(REPORT)["results"][1]
        assert result == {
            "ruleId": "weights-do-not-sum",
            "ruleIndex": 3,
            "level": "error",
            "message": {"text": "criterion weights add up to 105, not 100. Change weights."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a/procurement.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 20, "startColumn": 3},
                    }
                }
            ],
        }

    def test_the_rules_are_those_that_were_found_and_indexes_lead_to_them(self) -> None:
        """Each result leads to its rule, and the rule says what the registry says."""
        run = sarif(REPORT)
        rules = run["tool"]["driver"]["rules"]
        ids = [rule["id"] for rule in rules]
        assert ids == ["pillar-missing", "relative-price-formula", "unexpected-file", "weights-do-not-sum"]
        assert [ids[result["ruleIndex"]] for result in run["results"]] == [one.code for one in REPORT.findings]
        weights = rules[3]
        assert weights["shortDescription"]["text"] == CODES["weights-do-not-sum"].means
        assert weights["help"]["text"].endswith("Rests on: Procurement Act 2023, s.23(3)(b).")
        assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "warning", "error", "error"]

    def test_a_waived_finding_is_suppressed_with_its_reason(self) -> None:
        """A code host shows it as closed, with the justification."""
        results = sarif(REPORT)["results"]
        assert results[3]["suppressions"] == [
            {"kind": "inSource", "justification": "The contract buys electricity alone."}
        ]
        assert all("suppressions" not in result for result in results[:3])

    def test_a_finding_about_a_whole_file_has_no_region(self) -> None:
        """A region would claim a line."""
        assert "region" not in sarif(REPORT)["results"][0]["locations"][0]["physicalLocation"]

    @pytest.mark.parametrize(
        ("path", "uri", "based"),
        [
            ("a b/ü.yaml", "a%20b/%C3%BC.yaml", True),
            ("a/\udcff.yaml", "a/%FF.yaml", True),
            (f"{TOP}/a/x.yaml", "a/x.yaml", True),
            ("/elsewhere/x.yaml", "file:///elsewhere/x.yaml", False),
        ],
    )
    def test_addresses_begin_at_the_top_where_they_can(self, path: str, uri: str, based: bool) -> None:
        """A code host finds the file by its address below the top of the repository."""
        run = sarif(Report((EMPTY_FILE.at(Place(path), "empty."),), 0, 1, (path,)))
        location = run["artifacts"][0]["location"]
        assert location["uri"] == uri
        assert ("uriBaseId" in location) == based
        assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == location

    def test_the_same_findings_give_the_same_bytes(self) -> None:
        """Nothing of the moment or the machine is in it."""
        assert report_sarif(REPORT, TOP) == report_sarif(REPORT, TOP)
        assert sarif(REPORT)["invocations"] == [{"executionSuccessful": True}]

    @given(anything())
    def test_no_text_breaks_it(self, text: str) -> None:
        """Whatever a file says, the log is sound, can be written as UTF-8, and says it."""
        report = hostile(text.encode("utf-8", "ignore").decode())
        assert report_sarif(report, TOP).encode()
        assert sarif(report)["results"][0]["message"]["text"] == shown_text(
            f"{report.findings[0].message} {report.findings[0].way_out}".strip()
        )


def junit(report: Report, strict: bool = False) -> dict[str, TestCase]:
    """Return the test cases of the one suite, by name, as an independent parser reads them."""
    (suite,) = JUnitXml.fromstring(report_junit(report, strict).encode())
    assert isinstance(suite, TestSuite)
    cases = {str(case.name): case for case in suite}
    assert (suite.tests, suite.failures) == (len(cases), sum(map(failed, cases.values())))
    return cases


def failed(case: TestCase) -> bool:
    """Tell whether a test case failed."""
    return any(isinstance(one, Failure) for one in case.result)


class TestJUnit:
    """JUnit XML, read by junitparser."""

    def test_each_file_is_a_test_case(self) -> None:
        """Files without findings count as passed, and a file that only a finding names is there too."""
        cases = junit(REPORT)
        assert {name for name, case in cases.items() if failed(case)} == {"a/procurement.yaml", "a/bids/x.txt"}
        assert set(cases) == {*REPORT.paths, "a/bids/x.txt"}

    def test_a_failure_tells_the_errors_and_the_output_the_rest(self) -> None:
        """Warnings stand in the output of the test case, beside its failure."""
        case = junit(REPORT)["a/procurement.yaml"]
        (failure,) = case.result
        assert failure.message == "1 error"
        assert failure.text == (
            "a/procurement.yaml:20:3 error weights-do-not-sum: criterion weights add up to 105, not 100.\n"
            "    Change weights."
        )
        assert case.system_out == (
            "a/procurement.yaml:25:5 warning relative-price-formula: F1 is relative.\n    Publish bounds."
        )

    def test_under_strict_warnings_fail_and_waived_findings_do_not(self) -> None:
        """What `--strict` lets fail is a failure; what is waived passes and is told with its reason."""
        cases = junit(REPORT, strict=True)
        (failure,) = cases["a/procurement.yaml"].result
        assert failure.message == "1 error and 1 warning"
        assert not failed(cases["b/procurement.yaml"])
        assert "Waived: The contract buys electricity alone." in str(cases["b/procurement.yaml"].system_out)

    @given(anything())
    def test_no_text_breaks_it(self, text: str) -> None:
        """Whatever a file says, the XML can be parsed again."""
        (name,) = junit(hostile(text))
        assert name.startswith("a/")

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_texts_stay_text(self, text: str) -> None:
        """Markup is kept as text, and what XML cannot hold is written out."""
        (case,) = junit(hostile(text)).values()
        (failure,) = case.result
        shown = shown_text(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
        assert f"error unknown-key: {shown}" in str(failure.text)


class TestGitHub:
    """Workflow commands, read by the grammar that GitHub documents."""

    def test_each_finding_is_one_command(self) -> None:
        """Errors, warnings and, for what is waived, notices, each at its place."""
        first, _, third, fourth = commands(report_github(REPORT))
        assert first == Command(
            "error", {"file": "a/bids/x.txt", "title": "unexpected-file"}, "x.txt would not be read."
        )
        assert third == Command(
            "warning",
            {"file": "a/procurement.yaml", "line": "25", "col": "5", "title": "relative-price-formula"},
            "F1 is relative. Publish bounds.",
        )
        assert fourth.name == "notice"
        assert fourth.data.endswith("Waived: The contract buys electricity alone.")

    def test_nothing_found_is_nothing_printed(self) -> None:
        """A clean run adds no annotation."""
        assert report_github(Report((), 1, 0, ("a/procurement.yaml",))) == ""

    @given(anything())
    @example("".join(HOSTILE))
    @example("50% :: a,b:c=d\r\n::error::x")
    def test_no_text_breaks_out_of_its_command(self, text: str) -> None:
        """Whatever a file says stays inside the one command of its finding, and is read as it was shown."""
        first, second = commands(report_github(hostile(text)))
        assert first.properties["file"] == shown_text(f"a/{text}.yaml")
        assert first.data == shown_text(f"{text} {text}".strip())
        assert (first.name, second.name) == ("error", "notice")


class TestWorkbooks:
    """A place in a workbook is a sheet and a cell, in every format."""

    report = Report(
        (UNKNOWN_KEY.at(Place("in/return.xlsx", ("Prices", "C7")), "a message.", "Do this."),),
        1,
        0,
        ("in/return.xlsx",),
    )

    def test_as_text(self) -> None:
        """After the file, as spreadsheets write it."""
        assert report_text(self.report, quiet=True).startswith("in/return.xlsx Prices!C7 error unknown-key: a message.")

    def test_as_sarif(self) -> None:
        """As a logical location, because a workbook has no lines."""
        [place] = sarif(self.report)["results"][0]["locations"]
        assert place["logicalLocations"] == [{"fullyQualifiedName": "Prices!C7"}]
        assert "region" not in place["physicalLocation"]

    def test_as_a_workflow_command(self) -> None:
        """Before the message."""
        [command] = commands(report_github(self.report))
        assert command.data == "Prices!C7 a message. Do this."
        assert command.properties == {"file": "in/return.xlsx", "title": "unknown-key"}

    def test_as_json(self) -> None:
        """Beside the path; other files have no such key."""
        [found] = json.loads(report_json(self.report))["findings"]
        assert (found["path"], found["cell"], found["line"]) == ("in/return.xlsx", "Prices!C7", None)
        assert all("cell" not in one for one in json.loads(report_json(REPORT))["findings"])

    def test_as_junit(self) -> None:
        """Within the failure of the file."""
        assert "in/return.xlsx Prices!C7 error unknown-key" in report_junit(self.report, strict=False)


class TestStages:
    """How far procurements have come, in every format: a line for each that waits for something."""

    report = Report(
        (),
        3,
        0,
        ("a/procurement.yaml", "b/procurement.yaml", "c/procurement.yaml"),
        (
            StagesReached("a/procurement.yaml", (Standing("a", None, Stage.METHOD, ()),)),
            StagesReached("b/procurement.yaml", (Standing("b", None, Stage.AWARD, ()),)),
            StagesReached(
                "c/procurement.yaml",
                (
                    Standing("east", "east", Stage.BIDS, ()),
                    Standing("west", "west", Stage.BIDS, ()),
                    Standing("north", "north", Stage.AWARD, ()),
                ),
            ),
        ),
    )
    lines = (
        f"stage method: no bid has come in. Next: {COMES_NEXT[Stage.METHOD]}",
        f"stage bids of the lots east and west: no score has come in. Next: {COMES_NEXT[Stage.BIDS]}",
    )

    def test_as_text(self) -> None:
        """Before the line that sums up; a quiet run says nothing."""
        assert report_text(self.report, quiet=False).splitlines() == [
            f"a/procurement.yaml {self.lines[0]}",
            f"c/procurement.yaml {self.lines[1]}",
            "3 procurements checked: no errors.",
        ]
        assert report_text(self.report, quiet=True) == ""

    def test_as_workflow_commands(self) -> None:
        """A notice at the procurement's own file, which fails nothing."""
        assert commands(report_github(self.report)) == [
            Command("notice", {"file": f"{name}/procurement.yaml", "title": "stage"}, line)
            for name, line in zip("ac", self.lines, strict=True)
        ]

    def test_as_junit(self) -> None:
        """In the output of the suite; every file passes, also with strict."""
        text = report_junit(self.report, strict=True)
        suites = JUnitXml.fromstring(text.encode())
        assert (suites.tests, suites.failures) == (3, 0)
        assert all(line in text for line in self.lines)

    def test_as_sarif(self) -> None:
        """As notes on the run, which no code host shows as a problem of a file."""
        run = sarif(self.report)
        assert run["results"] == []
        notes = run["invocations"][0]["toolExecutionNotifications"]
        assert [(note["level"], note["message"]["text"]) for note in notes] == [("note", line) for line in self.lines]
        [place] = notes[0]["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "a/procurement.yaml"
        assert "toolExecutionNotifications" not in sarif(REPORT)["invocations"][0]

    def test_as_json(self) -> None:
        """Every lot, the finished ones too."""
        stages = json.loads(report_json(self.report))["stages"]
        assert [(one["path"][0], one["lot"], one["stage"]) for one in stages] == [
            ("a", None, "method"), ("b", None, "award"),
            ("c", "east", "bids"), ("c", "west", "bids"), ("c", "north", "award"),
        ]  # fmt: skip

    @given(anything())
    @example("".join(HOSTILE))
    def test_no_path_breaks_out_of_its_line(self, path: str) -> None:
        """A path is shown on one line, and stays inside its one command."""
        reached = StagesReached(path, (Standing("a", None, Stage.METHOD, ()),))
        report = Report((), 1, 0, (path,), (reached,))
        [command] = commands(report_github(report))
        assert command.properties["file"] == shown_text(path)
        assert len(report_text(report, quiet=False).splitlines()) == 2
        JUnitXml.fromstring(report_junit(report, strict=False).encode())


class TestJson:
    """The tool's own JSON, and the text beside it."""

    def test_waived_findings_keep_their_reason(self) -> None:
        """A waived finding is there with its severity and its reason, and is counted apart."""
        document = json.loads(report_json(REPORT))
        assert document["summary"] == {"errors": 2, "warnings": 1, "waived": 1}
        assert [one["waived"] for one in document["findings"]] == [
            None, None, None, "The contract buys electricity alone.",
        ]  # fmt: skip

    def test_each_rule_is_told_once_with_what_it_protects(self) -> None:
        """A program can show what the page of rules says."""
        rules = json.loads(report_json(REPORT))["rules"]
        assert [rule["code"] for rule in rules] == sorted({one.code for one in REPORT.findings})
        assert rules[-1]["reference"] == "Procurement Act 2023, s.23(3)(b)"
        assert rules[0]["protects"] == CODES["pillar-missing"].protects

    def test_the_text_shows_waived_findings_and_counts_them_apart(self) -> None:
        """The reason stands where the way out would."""
        assert report_text(REPORT, quiet=False).endswith(
            "b/procurement.yaml:16:3 waived warning pillar-missing: no criterion belongs to the social pillar.\n"
            "    Waived: The contract buys electricity alone.\n"
            "2 procurements and 1 file checked: 2 errors and 1 warning, 1 waived.\n"
        )

    def test_of_many_findings_those_that_weigh_most_are_shown(self) -> None:
        """One error after thirty waived warnings is shown; those that are shown keep their order."""
        waived = [replace(MISSING, place=Place(f"a{number:02d}.yaml", (), 1, 1)) for number in range(30)]
        lines = report_text(Report((*waived, WEIGHTS), 2, 0, ()), quiet=True).splitlines()
        assert lines[:2] == [
            "a00.yaml:1:1 waived warning pillar-missing: no criterion belongs to the social pillar.",
            "    Waived: The contract buys electricity alone.",
        ]
        assert lines[38:] == [
            "a/procurement.yaml:20:3 error weights-do-not-sum: criterion weights add up to 105, not 100.",
            "    Change weights.",
            "... and no errors, 11 waived more.",
        ]
