"""Exit codes, and which of the two streams says what."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from social_value.cli.main import main
from tests.cli.command import social_value
from tests.faults.procurement import FLAT, SCORES, SMALL, changed, write

SECOND = SCORES.replace("evaluator-1", "evaluator-2").replace("level: 5", "level: 4")
AGREED = """\
kind: consensus
schema: 1
scores:
  - {bid: alpha, criterion: S1, level: 4, rationale: "The panel agreed: weekends are not staffed."}
  - {bid: beta, criterion: S1, level: 3, rationale: "The panel agreed: evenings are left out."}
"""
FORMATS = ("table", "json", "csv", "markdown")


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        ["score", "small"],
        ["score", "small", "--final"],
        ["score", "small", "--as-of", "2026-10-05"],
        ["explain", "small", "--bid", "alpha"],
        ["explain", "small", "--bid", "alpha", "--criterion", "S1"],
        ["validate", "small"],
        ["validate", "small", "--strict"],
        ["validate", "small", "small/bids/alpha.yaml", "--format", "json"],
        ["schema", "bid"],
        ["--version"],
    ],
)
def test_what_works_ends_with_0(words: list[str]) -> None:
    """A run that did what it was asked ends with 0, its result on stdout and nothing on stderr."""
    write(Path("small"))
    done = social_value(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out


class TestMissingConsensus:
    """Two evaluators on a criterion need an agreed level, even where they agree."""

    @pytest.mark.parametrize("level", [4, 5])
    @pytest.mark.parametrize("words", [["score", "small"], ["explain", "small", "--bid", "alpha"]])
    def test_marks_cannot_be_given(self, words: list[str], level: int) -> None:
        """Without a consensus the run ends with 3, names each seat on stderr, and gives no marks at all."""
        second = SECOND.replace("level: 4", f"level: {level}")
        write(Path("small"), {**SMALL, "scores/evaluator-2.yaml": second})
        done = social_value(*words)
        assert (done.code, done.out) == (3, "")
        assert done.err.count("outstanding consensus-missing") == 2
        assert f"alpha on S1 was scored by 2 evaluators (evaluator-1: 5, evaluator-2: {level})" in done.err
        assert "Add the agreed level for alpha on S1, with its rationale, to consensus.yaml." in done.err
        assert done.err.endswith("Marks cannot be given yet.\n")

    def test_marks_follow_the_consensus(self) -> None:
        """With a consensus of 4 alpha earns 60 x 0.8 + 10 x 0.6 + 30 x 0.8 = 78."""
        write(Path("small"), {**SMALL, "scores/evaluator-2.yaml": SECOND, "consensus.yaml": AGREED})
        done = social_value("score", "small", "--format", "json")
        assert done.code == 0
        assert [bid["total"] for bid in json.loads(done.out)["bids"]] == ["78.00", "53.00"]

    def test_files_are_still_valid(self) -> None:
        """What is missing is a decision, so validation finds nothing wrong."""
        panel = "kind: panel\nschema: 1\nevaluators: [{id: evaluator-1}, {id: evaluator-2}]\n"
        write(Path("small"), {**SMALL, "scores/evaluator-2.yaml": SECOND, "panel.yaml": panel})
        assert social_value("validate", "small", "--strict").code == 0


class TestFinal:
    """``--final`` refuses while a decision is outstanding."""

    @pytest.mark.parametrize("output_format", FORMATS)
    def test_an_outstanding_decision_ends_with_3(self, output_format: str) -> None:
        """An evaluator who declared a conflict of interest keeps the result from being final."""
        declared = changed(SCORES, "conflict: none", "conflict: declared")
        write(Path("small"), {**SMALL, "scores/evaluator-1.yaml": declared})
        done = social_value("score", "small", "--final", "--format", output_format, "-o", "report.xlsx")
        assert (done.code, done.out) == (3, "")
        assert "outstanding conflict-undecided: evaluator-1 has declared a conflict" in done.err
        assert "Record the decision in decisions.yaml, as `about: conflict`." in done.err
        assert done.err.endswith("The result is not final: record these decisions first.\n")
        assert not Path("report.xlsx").exists()

    def test_without_final_the_result_says_what_is_outstanding(self) -> None:
        """Before the end the same result is shown, with the decision that is outstanding."""
        write(Path("flat"), FLAT)
        for output_format in ("table", "json", "markdown"):
            done = social_value("score", "flat", "--format", output_format)
            assert (done.code, done.err) == (0, "")
            assert "has not said whether there is a conflict of interest" in done.out

    def test_a_recorded_decision_makes_it_final(self) -> None:
        """Once the decision is on record, the result is final."""
        declared = changed(SCORES, "conflict: none", "conflict: declared")
        decided = (
            "kind: decisions\nschema: 1\ndecisions:\n"
            "  - {about: conflict, evaluator: evaluator-1, outcome: managed, decided_on: 2026-12-01,\n"
            "     decided_by: monitoring officer, reason: Took no part in S1 of beta.}\n"
        )
        write(Path("small"), {**SMALL, "scores/evaluator-1.yaml": declared, "decisions.yaml": decided})
        done = social_value("score", "small", "--final", "--format", "json")
        assert done.code == 0
        assert json.loads(done.out)["outstanding"] == []

    def test_an_unresolved_tie_is_outstanding(self) -> None:
        """Equal totals without a tie-break step leave both bids first, and the result is not final."""
        beta = SMALL["bids/alpha.yaml"].replace("alpha", "beta").replace("Alpha Works", "Beta Yard")
        level = changed(SCORES, "level: 3", "level: 5")
        write(Path("small"), {**SMALL, "bids/beta.yaml": beta, "scores/evaluator-1.yaml": level})
        result = json.loads(social_value("score", "small", "--format", "json").out)
        assert result["award"]["bids"] == ["alpha", "beta"]
        done = social_value("score", "small", "--final")
        assert (done.code, done.out) == (3, "")
        assert "tie-unresolved" in done.err


class TestStreams:
    """Results go to stdout, messages to stderr."""

    @pytest.mark.parametrize("output_format", FORMATS)
    def test_the_result_stands_alone_on_stdout(self, output_format: str) -> None:
        """The name of the written workbook is a message: the result is the same with and without it."""
        write(Path("small"))
        alone = social_value("score", "small", "--format", output_format)
        written = social_value("score", "small", "--format", output_format, "-o", "report.xlsx")
        assert written.out == alone.out
        assert written.err == "Workbook: report.xlsx\n"
        assert alone.err == ""

    def test_quiet_leaves_the_result_alone(self) -> None:
        """``--quiet`` prints the result and no message."""
        write(Path("small"))
        done = social_value("score", "small", "-o", "report.xlsx", "--quiet")
        assert done.err == ""
        assert done.out == social_value("score", "small").out
        assert social_value("validate", "small", "--quiet").out == ""

    def test_quiet_does_not_hide_what_is_wrong(self) -> None:
        """Findings are the result of validation, and the reason why nothing was scored."""
        write(Path("small"), {**SMALL, "consensus.yaml": ""})
        assert "empty-file" in social_value("validate", "small", "--quiet").out
        assert "empty-file" in social_value("score", "small", "--quiet").err

    def test_validation_sums_up_what_it_looked_at(self) -> None:
        """The last line of validation counts procurements and files, each looked at once."""
        write(Path("small"))
        done = social_value("validate", "small", ".", "small/bids/alpha.yaml")
        assert done.out == "1 procurement checked: no errors.\n"

    def test_strict_lets_warnings_fail(self) -> None:
        """A warning ends with 0, and with ``--strict`` with 1."""
        only_two = SMALL["procurement.yaml"].replace("pillar: environmental", "pillar: financial")
        write(Path("small"), {**SMALL, "procurement.yaml": only_two})
        usual, strict = social_value("validate", "small"), social_value("validate", "small", "--strict")
        assert (usual.code, strict.code) == (0, 1)
        assert usual.out == strict.out
        assert "warning pillar-missing: no criterion belongs to the environmental pillar." in usual.out
        assert usual.out.endswith("checked: 1 warning.\n")

    def test_findings_as_json_have_a_schema_and_places(self) -> None:
        """The findings of validation are one JSON document with every part of a finding by name."""
        write(Path("small"), {**SMALL, "consensus.yaml": "", "bids/gamma.yml": ""})
        done = social_value("validate", "small", "--format", "json")
        report = json.loads(done.out)
        assert done.code == 1
        assert {key: report[key] for key in ("schema", "procurements", "files")} == {
            "schema": "social-value/findings@1",
            "procurements": 1,
            "files": 0,
        }
        assert [(one["path"], one["line"], one["column"], one["code"]) for one in report["findings"]] == [
            ("small/bids/gamma.yml", None, None, "unexpected-file"),
            ("small/consensus.yaml", 1, 1, "empty-file"),
        ]
        keys = {"code", "severity", "path", "line", "column", "message", "way_out", "waived"}
        assert set(report["findings"][0]) == keys
        assert report["summary"] == {"errors": 2, "warnings": 0, "waived": 0}
        assert report["checked"] == [
            "small/bids/alpha.yaml",
            "small/bids/beta.yaml",
            "small/consensus.yaml",
            "small/procurement.yaml",
            "small/scores/evaluator-1.yaml",
        ]
        assert [one["code"] for one in report["rules"]] == ["empty-file", "unexpected-file"]


class TestDefects:
    """A defect of ours is said in plain words."""

    @pytest.fixture(autouse=True)
    def _broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Break the engine."""

        def broken(*_: object) -> None:
            raise RuntimeError("nobody expected this")

        monkeypatch.setattr("social_value.core.evaluation.evaluate.evaluate", broken)
        write(Path("small"))

    @pytest.mark.parametrize("words", [["score", "small"], ["explain", "small", "--bid", "alpha"]])
    def test_a_defect_shows_no_traceback(self, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """A defect ends with 2, says that it is one, and how to see where it happened."""
        monkeypatch.delenv("SOCIAL_VALUE_DEBUG", raising=False)
        done = social_value(*words)
        assert (done.code, done.out) == (2, "")
        assert done.err.splitlines() == [
            "This is a defect in social-value: RuntimeError: nobody expected this",
            "Please report it. SOCIAL_VALUE_DEBUG=1 shows where it happened.",
        ]

    def test_a_developer_may_see_where(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """``SOCIAL_VALUE_DEBUG=1`` lets the exception through."""
        monkeypatch.setenv("SOCIAL_VALUE_DEBUG", "1")
        monkeypatch.setattr(sys, "argv", ["social-value", "score", "small"])
        with pytest.raises(RuntimeError, match="nobody expected this"):
            main()


def test_no_command_opens_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command works where there is no network at all."""

    def refused(*_: object, **__: object) -> None:
        raise OSError("the network was used")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    write(Path("small"))
    for words in (
        *(["score", "small", "--format", output_format] for output_format in FORMATS),
        ["score", "small", "-o", "report.xlsx"],
        ["explain", "small", "--bid", "alpha"],
        ["validate", "small"],
        ["schema", "procurement"],
        ["--help"],
    ):
        assert social_value(*words).code == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize(
    "words",
    [
        ["score", "small"],
        ["score", "small", "--format", "json"],
        ["explain", "small", "--bid", "alpha"],
        ["schema", "bid"],
    ],
)
def test_a_reader_that_has_gone_ends_the_run_quietly(words: list[str]) -> None:
    """Behind ``| head -1`` the pipe closes early: no traceback, no message, and not the code for findings."""
    write(Path("small"))
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "social_value.cli.main", *words],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"")
