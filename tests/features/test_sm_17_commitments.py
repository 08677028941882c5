"""SM-17: every promise becomes a line of the contract, and what it leaves out is asked for, never passed over."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.sections.commitment_schedule import commitments
from tests.cli.command import social_value
from tests.core.builders import inputs_of, offer, procurement, recorded
from tests.core.valuations import commitment, measure, valuation, valued_inputs
from tests.features.folders import bids_of, change, example, scored, section
from tests.files.workbook.books import book_of, disagreements, disagreements_of_libreoffice, edited
from tests.recalculate import recalculated, stored

KPIS = "\nkpis:\n  - {id: k1, title: Hours in supported work kept, measure: supported-hours, social_value: true}\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Return a copy of the repair hub example with an indicator on one of its measures."""
    folder = example(tmp_path, "repair-hub")
    change(folder / "procurement.yaml", "\nvaluation:\n", f"{KPIS}\nvaluation:\n")
    return folder


def test_sm_17_the_winners_commitments_are_the_schedule_of_the_contract(hub: Path) -> None:
    """Every commitment of the winner, and of nobody else, stands there with all that it says and what it is worth."""
    table = section(scored(hub), "commitments")["schedule"]
    assert [(row["bid"], row["commitment"]) for row in table["rows"]] == [
        ("mended-together", name) for name in ("c1", "c2", "c3", "c4")
    ]
    first = table["rows"][0]
    assert first == {
        "bid": "mended-together",
        "commitment": "c1",
        "measure": "Hours in supported work",
        "quantity": "2400",
        "unit": "hours",
        "years": "1 to 3",
        "baseline": "0",
        "due": "2030-03-31",
        "evidence": "payroll-return",
        "owner": "workshop manager",
        "area": "Eastbrook",
        "reports_to": "ward forum",
        "kpi": "k1 Hours in supported work kept",
        "value": first["value"],
    }
    assert table["rows"][3]["value"] == "not valued"


def test_sm_17_the_values_of_the_schedule_are_those_that_were_scored(hub: Path) -> None:
    """They add up to the net social value of the bid, which no cap touches: 76.93% of the target, 10% of 480,000."""
    rows = section(scored(hub), "commitments")["schedule"]["rows"]
    whole = sum(Decimal(row["value"]) for row in rows if row["value"] != "not valued")
    assert f"{whole / 48000 * 100:.2f}" == "76.93"


def test_sm_17_without_evidence_it_is_asked_about_and_counts_at_the_published_share(hub: Path) -> None:
    """One commitment that lacks `evidence` has one question, and the published share is taken: 0.95 of it."""
    change(
        hub / "bids" / "mended-together.yaml",
        "     evidence: weighed-log, owner: events lead",
        "     owner: events lead",
    )
    change(hub / "procurement.yaml", "unevidenced_factor: 0\n", "unevidenced_factor: 0.95\n")
    full = section(scored(example(hub.parent / "as-it-is", "repair-hub")), "commitments")["schedule"]["rows"][1]
    result = scored(hub)
    asked = bids_of(result)["mended-together"]["clarifications"]
    assert [(one["code"], one["question"].split(":")[0]) for one in asked] == [("evidence-missing", "Commitment c2")]
    less = next(row for row in _schedule(result) if row["commitment"] == "c2")
    assert less["evidence"] == "not stated"
    assert Decimal(less["value"]) == pytest.approx(Decimal(full["value"]) * Decimal("0.95"), abs=Decimal("0.00001"))


def _schedule(result: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = section(result, "commitments")["schedule"]["rows"]
    return rows


def test_sm_17_whatever_is_missing_raises_one_question_that_lists_it(hub: Path) -> None:
    """A promise without a day, an owner, an area and an addressee has one warning and one question for all four."""
    bid = hub / "bids" / "northgate.yaml"
    change(bid, "area: eastbrook, due: 2030-03-31,\n", "\n")
    change(bid, "evidence: weighed-log, owner: depot manager, reports_to: climate board", "evidence: weighed-log")
    [asked] = bids_of(scored(hub))["northgate"]["clarifications"]
    assert asked["code"] == "commitment-incomplete"
    assert asked["question"] == (
        "Commitment c2: please state the area in which it lands, the day by which it is done, who delivers it and who "
        "hears about its delivery."
    )
    said = social_value("validate", hub).out
    assert said.count("warning commitment-incomplete") == 1
    assert "northgate: c2 states no `area`, `due`, `owner` and `reports_to`" in said


def test_sm_17_missing_evidence_is_asked_for_once() -> None:
    """Where shares for evidence are published its own question asks for it; elsewhere the list of what is missing."""
    how = valuation("m", evidence_factors={"payroll": 1}, unevidenced_factor=0)
    weighed = valued_inputs([measure("m")], {"A": [commitment("c1")]}, how=how)
    plain = valued_inputs([measure("m")], {"A": [commitment("c1")]})
    codes = [[one.code for one in clarifications_of(evaluate(inputs))["A"]] for inputs in (weighed, plain)]
    assert codes == [["evidence-missing"], ["commitment-incomplete"]]


@pytest.mark.parametrize("more", [{"role": "comparator"}, {"status": "withdrawn"}])
def test_sm_17_who_makes_no_contract_is_asked_nothing(more: dict[str, Any]) -> None:
    """A comparator and a bid that was withdrawn may leave out what a contract needs."""
    promised = [{"id": "c1", "measure": "m", "quantity": 1, "unit": "hours"}]
    bids = [offer("x", marks={"a": 50}), offer("y", marks={"a": 40}, commitments=promised, **more)]
    found = evaluate(inputs_of(procurement([recorded("a", "100")]), bids)).findings
    assert "commitment-incomplete" not in [one.code for one in found]


def test_sm_17_a_tie_for_first_lists_the_promises_of_each_tied_bid() -> None:
    """Both schedules are there, each line with its bid, and the note says that first place is tied."""
    bids = [offer(name, marks={"a": 50}, commitments=[commitment("c1")]) for name in "xy"]
    section_found = commitments(evaluate(inputs_of(procurement([recorded("a", "100")]), bids)))
    assert section_found is not None
    assert section_found.note.startswith("First place is tied")
    assert [row.bid_id for row in section_found.tables[0].rows] == ["x", "y"]


def test_sm_17_a_winner_without_promises_has_no_schedule() -> None:
    """What a losing bid promises is no part of the contract."""
    bids = [offer("x", marks={"a": 50}), offer("y", marks={"a": 40}, commitments=[commitment("c1")])]
    assert commitments(evaluate(inputs_of(procurement([recorded("a", "100")]), bids))) is None


def test_sm_17_the_sheet_is_live(hub: Path, tmp_path: Path) -> None:
    """Both engines recalculate what it carries, and an edited promise on Social value changes it here too."""
    book = book_of(hub)
    assert disagreements(book) == []
    assert disagreements_of_libreoffice([book], tmp_path / "office") == []
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["Commitments"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "c2"]
    _, _, source = str(sheet[f"D{row}"].value).rpartition("!")
    where = ("Social value", source.replace("$", ""))
    carried, changed = stored(book.content), recalculated(edited(book.content, {where: 90}))
    assert carried["Commitments", f"D{row}"] == 45
    assert changed["Commitments", f"D{row}"] == 90
    assert changed["Commitments", f"N{row}"] == pytest.approx(2 * carried["Commitments", f"N{row}"])


def test_sm_17_a_baseline_below_nothing_is_an_error(hub: Path) -> None:
    """How much there is today is a quantity."""
    change(hub / "bids" / "mended-together.yaml", "baseline: 12", "baseline: -12")
    assert social_value("validate", hub).code == 1
