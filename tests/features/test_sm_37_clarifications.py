"""SM-37: questions to bidders, numbered, one for each flag, in words that mention no other bidder."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from social_value.core.clarifications.question_wording import QUESTIONS
from tests.cli.command import social_value
from tests.features.folders import bids_of, change, example, scored


def flagged(top: Path) -> Path:
    """Return the repair hub example with its flags unwaived, and more of them on two bids."""
    folder = example(top, "repair-hub")
    method = folder / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    method.write_text(text.partition("\nwaivers:\n")[0], encoding="utf-8")
    change(folder / "bids" / "northgate.yaml", "     evidence: weighed-log, owner: depot manager", "     owner: depot")
    change(folder / "bids" / "mended-together.yaml", "owner: events lead, ", "")
    return folder


def test_sm_37_each_flag_has_exactly_one_question(tmp_path: Path) -> None:
    """As many questions as warnings about what the bids say, with the same codes, numbered from 1 for each bidder."""
    result = scored(flagged(tmp_path))
    flags = sorted(one["code"] for one in result["findings"] if one["code"] in QUESTIONS)
    asked = [bid["clarifications"] for bid in result["bids"]]
    assert flags == sorted(one["code"] for questions in asked for one in questions)
    assert len(flags) == 4
    for questions in asked:
        assert [int(one["number"]) for one in questions] == list(range(1, len(questions) + 1))


def test_sm_37_no_bidders_questions_mention_another(tmp_path: Path) -> None:
    """Neither the id nor the supplier of another bid is in any question."""
    bids = bids_of(scored(flagged(tmp_path)))
    for name, bid in bids.items():
        said = " ".join(one["question"] for one in bid["clarifications"]).casefold()
        others = [other for other in bids.values() if other["id"] != name]
        assert not [one["id"] for one in others if one["id"] in said or one["supplier"].casefold() in said]


def test_sm_37_the_sheet_says_that_an_answer_may_not_improve_a_bid(tmp_path: Path) -> None:
    """The note stands above the questions, and the sheet is there only where something was flagged."""
    report = tmp_path / "report.xlsx"
    assert social_value("score", flagged(tmp_path), "-o", report).code == 0
    sheet = openpyxl.load_workbook(io.BytesIO(report.read_bytes()))["Clarifications"]
    above = " ".join(str(sheet.cell(row, 1).value) for row in (1, 2, 3))
    assert "An answer may clarify what a bid says. It may not change or improve the bid." in above
