"""The sheets Panel, Conflicts and Clarifications: the panel's record as it was, and questions to bidders."""

from __future__ import annotations

import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.files.workbook.records import panel_sheet
from social_value.model.panel import PanelFile
from tests.cli.command import social_value
from tests.core.builders import consensus, decisions, inputs_of, levels, offer, procurement, sheet
from tests.faults.procurement import SMALL, write
from tests.files.workbook.books import EXAMPLES, Book, book_of, of_inputs
from tests.files.workbook.test_safe import HOSTILE

Data = dict[str, Any]
METHOD = procurement([levels("q", "100")])
SHEETS = {
    f"scores/evaluator-{number}.yaml": (
        "kind: scores\nschema: 1\n"
        f"evaluator: {{id: evaluator-{number}, role: {role}, conflict: none}}\n"
        "scores:\n"
        f'  - {{bid: alpha, criterion: S1, level: {level}, rationale: "Alpha by {role}."}}\n'
        f'  - {{bid: beta, criterion: S1, level: 3, rationale: "Beta by {role}."}}\n'
    )
    for number, role, level in ((1, "clinical", 1), (2, "finance", 4), (3, "resident", 4))
}
AGREED = """\
kind: consensus
schema: 1
scores:
  - {bid: alpha, criterion: S1, level: 3, rationale: "Routes are staffed, and evenings are not shown."}
  - {bid: beta, criterion: S1, level: 3, rationale: "Evenings are left out by all accounts."}
"""


def rows(content: bytes, name: str, head: int) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the headings in a row, counted from 1."""
    read = openpyxl.load_workbook(io.BytesIO(content))[name]
    heads = [str(cell.value) for cell in read[head]]
    return [dict(zip(heads, row, strict=True)) for row in read.iter_rows(min_row=head + 1, values_only=True)]


def panel(book: Book) -> list[dict[str, Any]]:
    """Return the rows of Panel."""
    return rows(book.content, "Panel", 5)


def names(book: Book) -> list[str]:
    """Return the names of the sheets."""
    return openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames


def test_sm_18_marks_before_moderation_are_in_the_workbook(tmp_path: Path) -> None:
    """SM-18: at 1, 4, 4 without moderation `score` exits 3 and says which; with 3 and a reason all four are there."""
    folder = write(tmp_path / "small", {**SMALL, **SHEETS})
    refused = social_value("score", folder)
    assert (refused.code, refused.out) == (3, "")
    assert "alpha on S1 was scored by 3 evaluators (evaluator-1: 1, evaluator-2: 4, evaluator-3: 4)" in refused.err
    assert "social-value moderate" in refused.err
    (folder / "consensus.yaml").write_text(AGREED, encoding="utf-8")
    report = tmp_path / "report.xlsx"
    assert social_value("score", folder, "-o", report).code == 0
    [alpha] = [row for row in rows(report.read_bytes(), "Panel", 5) if row["Bid"] == "alpha"]
    roles = ("clinical", "finance", "resident")
    given = [alpha[f"Level of evaluator-{number} ({role})"] for number, role in enumerate(roles, start=1)]
    assert (given, alpha["Counts"], alpha["Settled by"], alpha["Spread"]) == ([1, 4, 4], 3, "consensus", 3)
    assert alpha["Rationale of the consensus"] == "Routes are staffed, and evenings are not shown."
    reasons = [alpha[f"Rationale of evaluator-{number} ({role})"] for number, role in enumerate(roles, start=1)]
    assert reasons == [f"Alpha by {role}." for role in roles]


def unwaived(top: Path) -> Path:
    """Return a copy of the repair hub example whose two flags nobody has waived."""
    folder = top / "repair-hub"
    shutil.copytree(EXAMPLES / "repair-hub", folder)
    method = folder / "procurement.yaml"
    kept, _, waived = method.read_text(encoding="utf-8").partition("\nwaivers:\n")
    rest = re.split(r"(?m)^(?=[a-z])", waived, maxsplit=1)[1:]
    method.write_text("\n".join([kept, *rest]), encoding="utf-8")
    return folder


def test_sm_37_every_flag_has_one_question_and_names_no_other_bidder(tmp_path: Path) -> None:
    """SM-37: the sheet Clarifications and the JSON hold the same numbered questions, each for one bidder alone."""
    folder = unwaived(tmp_path)
    done = social_value("score", folder, "--format", "json", "-o", tmp_path / "report.xlsx")
    asked = {
        bid["id"]: [(str(one["number"]), one["code"], one["question"]) for one in bid["clarifications"]]
        for bid in json.loads(done.out)["bids"]
    }
    shown: dict[str, list[tuple[str, str, str]]] = {name: [] for name in asked}
    for row in rows((tmp_path / "report.xlsx").read_bytes(), "Clarifications", 4):
        shown[row["Bid"]].append((row["Number"], row["Drawn from"], row["Question"]))
    assert shown == asked
    assert sum(map(len, asked.values())) == 2
    for name, questions in asked.items():
        assert not [other for other in asked if other != name and other in json.dumps(questions)]


def test_earlier_levels_say_who_when_and_why() -> None:
    """A consensus that was changed keeps each level it had, oldest first."""
    agreed = consensus(("a", "q", 3))
    agreed["scores"][0]["earlier"] = [
        {
            "level": level,
            "rationale": why,
            "changed_on": date(2027, 2, day),
            "changed_by": "panel chair",
            "reason": "Re-read.",
        }
        for level, why, day in ((4, "Broad.", 1), (2, "Thin.", 2))
    ]
    [row] = panel(of_inputs(inputs_of(METHOD, [offer("a")], [sheet("x", ("a", "q", 4))], agreed)))
    assert row["Earlier levels"].split("\n") == [
        "4 (Broad.), changed on 2027-02-01 by panel chair: Re-read.",
        "2 (Thin.), changed on 2027-02-02 by panel chair: Re-read.",
    ]


def test_a_seat_with_one_evaluator_has_no_spread() -> None:
    """The level of the only evaluator counts and is said to; nothing is worked out over it."""
    sheets = [sheet("x", ("a", "q", 4), ("b", "q", 2)), sheet("y", ("a", "q", 5))]
    found = panel(of_inputs(inputs_of(METHOD, [offer("a"), offer("b")], sheets, consensus(("a", "q", 5)))))
    assert [(row["Bid"], row["Counts"], row["Settled by"], row["Spread"]) for row in found] == [
        ("a", 5, "consensus", 1),
        ("b", 2, "x", None),
    ]


def test_the_panel_is_listed_with_its_roles() -> None:
    """The line above the table names every evaluator, and the role where one is stated."""
    sheets = [sheet("x", ("a", "q", 4), role="finance"), sheet("y", ("a", "q", 4))]
    read = openpyxl.load_workbook(
        io.BytesIO(of_inputs(inputs_of(METHOD, [offer("a")], sheets, consensus(("a", "q", 4)))).content)
    )
    assert read["Panel"]["A3"].value == "Panel: x, finance; y."


def test_sheets_are_there_only_where_they_are_used(tmp_path: Path) -> None:
    """One evaluator and nothing flagged leaves Conflicts alone; a published consensus without evaluators, Panel."""
    one, published = book_of(EXAMPLES / "contact-tracing"), book_of(EXAMPLES / "fcdo-services-2024")
    own = {"Panel", "Conflicts", "Clarifications"}
    assert own & set(names(one)) == {"Conflicts"}
    assert own & set(names(published)) == {"Panel"}
    assert "Clarifications" in names(book_of(unwaived(tmp_path)))


def test_they_stand_between_gates_and_findings() -> None:
    """The order of the sheets is the same in every workbook."""
    sheets = [sheet("x", ("a", "q", 4)), sheet("y", ("a", "q", 4))]
    found = names(of_inputs(inputs_of(METHOD, [offer("a")], sheets, consensus(("a", "q", 4)))))
    assert found[found.index("Gates") :][:4] == ["Gates", "Panel", "Conflicts", "Findings"]


def test_they_can_be_asked_for_alone() -> None:
    """Lists need none of the sheets that marks are worked out on."""
    assert names(book_of(EXAMPLES / "contact-tracing", ("Conflicts",))) == ["Summary", "Criteria matrix", "Conflicts"]


class TestConflicts:
    """What each evaluator declared, beside what was decided."""

    @pytest.fixture
    def found(self) -> list[dict[str, Any]]:
        """Return the rows for three evaluators: none, declared and decided, declared and open."""
        seats = ("a", "q", 4)
        sheets = [
            sheet("x", seats, role="finance"),
            sheet("y", seats, conflict="declared", interest="Sister works there.", declared_on=date(2027, 1, 4)),
            sheet("z", seats, conflict=None),
        ]
        decided = decisions({"about": "conflict", "evaluator": "y", "outcome": "managed"})
        return rows(
            of_inputs(inputs_of(METHOD, [offer("a")], sheets, consensus(seats), decided)).content, "Conflicts", 4
        )

    def test_a_row_an_evaluator(self, found: list[dict[str, Any]]) -> None:
        """Each has its role and what was declared."""
        assert [(row["Evaluator"], row["Role"], row["Conflict of interest"]) for row in found] == [
            ("x", "finance", "none"),
            ("y", None, "declared"),
            ("z", None, "not said"),
        ]

    def test_the_interest_and_the_decision_are_there(self, found: list[dict[str, Any]]) -> None:
        """What was declared, when, and the decision with who made it and why."""
        assert found[1]["Interest"] == "Sister works there."
        assert found[1]["Declared on"] == "2027-01-04"
        assert found[1]["Decision on record"] == "managed: 2027-01-12, panel chair: Recorded at the meeting."
        assert [row["Decision on record"] for row in found[::2]] == ["none needed", "none on record"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_evaluators_stays_text(text: str) -> None:
    """Roles, reasons and interests that look like a formula are cells of text, unchanged."""
    sheets = [sheet("x", ("a", "q", 4), role=text, interest=text), sheet("y", ("a", "q", 4))]
    for one in sheets:
        one["scores"][0]["rationale"] = text
    agreed = consensus(("a", "q", 4))
    agreed["scores"][0]["rationale"] = text
    read = openpyxl.load_workbook(io.BytesIO(of_inputs(inputs_of(METHOD, [offer("a")], sheets, agreed)).content))
    cells = [
        cell for name in ("Panel", "Conflicts") for row in read[name].iter_rows() for cell in row if cell.value == text
    ]
    assert len(cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for name in ("Panel", "Conflicts") for row in read[name] for cell in row if cell.data_type == "f"]


def test_a_panel_too_long_for_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 100,000 seats the sheet names the files that hold them."""
    assert panel_sheet.MOST_PANEL_ROWS == 100_000
    monkeypatch.setattr(panel_sheet, "MOST_PANEL_ROWS", 39)
    read = openpyxl.load_workbook(io.BytesIO(book_of(EXAMPLES / "fcdo-services-2024").content))["Panel"]
    assert read["A4"].value == "The table would have 40 rows; the score files have them."
    assert read.max_row == 4


def test_whoever_is_recused_stays_on_the_sheet_and_does_not_count() -> None:
    """Levels of somebody recused are shown with a note, and the level of the other evaluator is the one that counts."""
    bids = [offer("a", 100), offer("b", 100)]
    both = [sheet("e1", ("a", "q", 4), ("b", "q", 3)), sheet("e2", ("a", "q", 1), ("b", "q", 1))]
    decided = decisions({"about": "conflict", "evaluator": "e2", "outcome": "recused"})
    [first, _] = panel(of_inputs(inputs_of(METHOD, bids, both, None, decided)))
    assert (first["Counts"], first["Settled by"], first["Level of e1"], first["Level of e2"]) == (4, "e1", 4, 1)
    assert first["Rationale of e2"].startswith("(recused, does not count) ")


def test_the_conflicts_assessment_is_on_the_sheet_conflicts() -> None:
    """Everyone who influences a decision stands there, with what was prepared and reviewed, by whom and when."""
    person = {"who": "head of service", "conflict": "perceived", "interest": "A former job.", "steps": "Takes no part."}
    review = {"on": "2026-10-05", "by": "lead", "what": "Confirmed for the tender notice."}
    assessment = {"prepared_on": "2026-09-01", "prepared_by": "lead", "people": [person], "reviewed": [review]}
    data = {"kind": "panel", "schema": 1, "evaluators": [{"id": "e1"}], "conflicts_assessment": assessment}
    one = inputs_of(METHOD, [offer("a", 100)], [sheet("e1", ("a", "q", 4))])
    book = of_inputs(replace(one, panel=PanelFile.model_validate(data)))
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(book.content))["Conflicts"] for cell in row]
    for words in ("head of service", "perceived", "A former job.", "Takes no part.", "2026-09-01", review["what"]):
        assert words in cells
