"""Commands on a procurement with lots: each lot by itself, the lots together, and forms for one lot at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml

from social_value.core.lot_inputs import one_of
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.moderation_book import moderation_book
from social_value.files.forms.score_sheet import score_sheet
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from tests.cli.command import social_value
from tests.files.panel.people import evaluator_answers, fill, places
from tests.files.returns.person import Typed, fill_in
from tests.lots import REPAIRS, limit, price, repairs

CONFLICT = ("scores/evaluator-1.yaml", "conflict: none", "conflict: declared, interest: A brother works at Tarn")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the procurement with two lots."""
    return repairs(tmp_path)


class TestScore:
    """``score`` without and with ``--lot``."""

    def test_every_lot_is_ranked_and_then_compared(self) -> None:
        """Both rankings are printed, then the awards, and the best for each lot beside the best single supplier."""
        done = social_value("score", REPAIRS)
        assert (done.code, done.err) == (0, "")
        lines = [line.rstrip() for line in done.out.splitlines()]
        assert "Repair of community equipment: North of the river (fictional)" in lines
        assert "First: kestrel-north, by 10.00." in lines
        assert "First: tarn-south, by 14.00." in lines
        assert " north  kestrel-north  Kestrel Repairs  70.00  50000  kestrel-north" in lines
        assert "  average of the totals: (70+69)/2 = 69.50" in lines
        assert "  average of the totals: (60+69)/2 = 64.50" in lines
        assert "  sum of the prices: 60000+78000 = 138000 GBP" in lines

    def test_sm_34_json_holds_a_result_a_lot_and_both_totals(self) -> None:
        """The JSON has one result a lot under one fingerprint, the awards, and what mixing costs."""
        told = json.loads(social_value("score", REPAIRS, "--format", "json").out)
        assert told["schema"] == "social-value/results@1"
        assert [one["schema"] for one in told["lots"]] == ["social-value/result@1"] * 2
        north = {"id": "north", "title": "North of the river"}
        assert told["lots"][0]["procurement"] == {
            "id": "repairs",
            "title": "Repair of community equipment",
            "lot": north,
        }
        assert len({one["fingerprint"] for one in told["lots"]}) == 1
        together = told["together"]
        assert [(one["lot"], one["bid"]) for one in together["awards"]] == [
            ("north", "kestrel-north"),
            ("south", "tarn-south"),
        ]
        assert together["best_for_each_lot"] == {
            "bids": ["kestrel-north", "tarn-south"],
            "total": "69.50",
            "total_by_value": "69.40",
            "price": "128000",
        }
        [single] = together["best_single_supplier"]
        assert (single["supplier"], single["total"], single["price"]) == ("Tarn Works", "64.50", "138000")
        assert single["mixing"] == {"total": "5.00", "total_by_value": "4.00", "price": "-10000"}

    def test_one_lot_is_an_ordinary_result(self) -> None:
        """With ``--lot`` the JSON is that of one procurement, and its bids are those of the lot."""
        told = json.loads(social_value("score", REPAIRS, "--lot", "south", "--format", "json").out)
        assert told["schema"] == "social-value/result@1"
        assert told["procurement"]["lot"]["id"] == "south"
        assert [one["id"] for one in told["bids"]] == ["tarn-south", "kestrel-south"]

    def test_csv_begins_with_the_lot(self) -> None:
        """A row a bid and criterion, three bids by four criteria and two by three, with the lot before the bid."""
        rows = list(csv.DictReader(io.StringIO(social_value("score", REPAIRS, "--format", "csv").out)))
        assert [row["lot"] for row in rows] == ["north"] * 12 + ["south"] * 6
        alone = social_value("score", REPAIRS, "--format", "csv", "--lot", "south").out
        assert alone.startswith("lot,bid,supplier")

    def test_markdown_has_a_heading_a_lot(self) -> None:
        """The rankings stand under their own headings, and the lots together below them."""
        told = social_value("score", REPAIRS, "--format", "markdown").out
        assert re.findall(r"^#+ .*", told, re.MULTILINE) == [
            "# Repair of community equipment",
            "## Repair of community equipment: North of the river",
            "## Repair of community equipment: South of the river",
            "## The lots together",
        ]
        assert "| south | tarn\\-south | Tarn Works | 69.00 | 78000 | tarn\\-south |" in told

    def test_a_lot_nobody_bids_for_is_said_once(self, tmp_path: Path) -> None:
        """The other lots are scored, and the empty one is in the table and among the findings."""
        west = ("procurement.yaml", "  - id: south\n", "  - {id: west, title: West, criteria: shared}\n  - id: south\n")
        done = social_value("score", repairs(tmp_path, west))
        assert done.code == 0
        assert "west: no bid can be awarded." in done.out
        assert done.out.count("lot-without-bids") == 1

    def test_what_is_outstanding_is_said_once(self, tmp_path: Path) -> None:
        """A conflict of one evaluator of both lots is one decision, and without it the result is not final."""
        changed = repairs(tmp_path, CONFLICT)
        assert social_value("score", changed).out.count("conflict-undecided") == 1
        done = social_value("score", changed, "--final")
        assert done.code == 3
        assert done.err.count("conflict-undecided") == 1

    def test_a_tie_between_combinations_is_not_final(self, tmp_path: Path) -> None:
        """76 + 65 equals 70 + 71 (tests/core/lots/test_lots_together.py), so ``--final`` refuses."""
        changes = (price("tarn-north", 60000, 40000), price("tarn-south", 78000, 75600))
        tied = (price("kestrel-south", 90000, 78000), limit("{most_awarded: 1, choose: best-sum}"))
        done = social_value("score", repairs(tmp_path, *changes, *tied), "--final")
        assert done.code == 3
        assert "lots-tied" in done.err

    def test_a_lot_alone_is_not_final_where_awards_are_limited(self, tmp_path: Path) -> None:
        """Tarn is first in the north, and the limit gives it to Kestrel, which only all lots together show."""
        folder = repairs(tmp_path, price("tarn-north", 60000, 40000), limit("{most_awarded: 1, choose: best-sum}"))
        done = social_value("score", folder, "--lot", "north", "--final")
        assert done.code == 3
        assert "lot-alone" in done.err
        together = social_value("score", folder, "--final")
        assert together.code == 0
        assert "lot-alone" not in together.out + together.err

    def test_what_is_not_settled_is_awarded_to_nobody_yet(self, tmp_path: Path) -> None:
        """Of two equal ways neither is printed as the award: in table, JSON, ``explain`` or workbook."""
        changes = (price("tarn-north", 60000, 40000), price("tarn-south", 78000, 75600))
        tied = (price("kestrel-south", 90000, 78000), limit("{most_awarded: 1, choose: best-sum}"))
        folder = repairs(tmp_path, *changes, *tied)
        north = "not settled: tarn-north or kestrel-north"
        assert north in " ".join(social_value("score", folder).out.split())
        said = json.loads(social_value("score", folder, "--format", "json").out)
        award = said["together"]["awards"][0]
        assert (award["bid"], sorted(award["unsettled"])) == (None, ["kestrel-north", "tarn-north"])
        assert f"Who is awarded the lot is {north}." in social_value("explain", folder, "--bid", "kestrel-north").out
        social_value("score", folder, "-o", tmp_path / "report.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "report-north.xlsx")["Lots"]
        assert north in {row[3] for row in sheet.iter_rows(values_only=True)}

    def test_a_bid_without_a_lot_is_no_secret_of_the_others(self, tmp_path: Path) -> None:
        """Also ``--lot`` refuses while some bid or score is of no lot: it might be of this one."""
        stray = ("bids/wharf-north.yaml", "lot: north\n", "")
        done = social_value("score", repairs(tmp_path, stray), "--lot", "south")
        assert done.code == 1
        assert "lot-missing" in done.err

    def test_sections_are_those_of_one_lot(self) -> None:
        """``--show`` asks which lot is meant."""
        done = social_value("score", REPAIRS, "--show", "Efficiency")
        assert done.code == 2
        assert "needs --lot" in done.err


class TestWorkbooks:
    """A workbook for each lot."""

    def test_each_lot_has_a_workbook_with_the_lots_together(self, folder: Path, tmp_path: Path) -> None:
        """report.xlsx becomes report-north.xlsx and report-south.xlsx, and both have the sheet Lots."""
        done = social_value("score", folder, "-o", tmp_path / "report.xlsx")
        assert done.code == 0
        books = [tmp_path / "report-north.xlsx", tmp_path / "report-south.xlsx"]
        assert done.err.splitlines() == [f"Workbook: {book}" for book in books]
        assert not (tmp_path / "report.xlsx").exists()
        for book in books:
            assert "Lots" in openpyxl.load_workbook(book, read_only=True).sheetnames

    def test_where_one_exists_none_is_written(self, folder: Path, tmp_path: Path) -> None:
        """The first would be new, and is not written as the second exists; --force replaces it."""
        (tmp_path / "report-south.xlsx").write_text("kept", encoding="utf-8")
        done = social_value("score", folder, "-o", tmp_path / "report.xlsx")
        assert done.code == 2
        assert "report-south.xlsx" in done.err
        assert not (tmp_path / "report-north.xlsx").exists()
        assert (tmp_path / "report-south.xlsx").read_text(encoding="utf-8") == "kept"
        assert [path.name for path in tmp_path.glob(".social-value-*")] == []
        assert social_value("score", folder, "-o", tmp_path / "report.xlsx", "--force").code == 0
        assert (tmp_path / "report-north.xlsx").exists()

    def test_one_lot_has_the_name_that_was_asked_for(self, folder: Path, tmp_path: Path) -> None:
        """With ``--lot`` there is one workbook, and nothing in it of other lots."""
        assert social_value("score", folder, "--lot", "north", "-o", tmp_path / "report.xlsx").code == 0
        assert "Lots" not in openpyxl.load_workbook(tmp_path / "report.xlsx", read_only=True).sheetnames


class TestExplain:
    """``explain``."""

    def test_a_bid_says_which_lot_is_meant(self) -> None:
        """The whole derivation ends with the lots together, and what became of the bid's lot."""
        done = social_value("explain", REPAIRS, "--bid", "tarn-north")
        assert done.code == 0
        assert "= 60 marks out of 100" in done.out
        assert "The lot is awarded to kestrel-north." in done.out
        assert "average of the totals: (70+69)/2 = 69.50" in done.out

    def test_one_criterion_or_one_lot_is_all_that_is_said(self) -> None:
        """With --criterion or --lot there is nothing about other lots."""
        for words in (("--criterion", "F1"), ("--lot", "north")):
            done = social_value("explain", REPAIRS, "--bid", "tarn-north", *words)
            assert done.code == 0
            assert "together" not in done.out

    def test_a_bid_of_another_lot_is_none_of_this_one(self) -> None:
        """--lot names a lot that the bid is not in."""
        done = social_value("explain", REPAIRS, "--lot", "south", "--bid", "tarn-north")
        assert done.code == 2
        assert 'There is no bid "tarn-north".' in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("moderate", REPAIRS),
        ("scoresheet", "make", REPAIRS, "--evaluator", "e1", "-o", "e1.xlsx"),
        ("response", "make", REPAIRS, "-o", "return.xlsx"),
    ],
    ids=lambda words: str(words[0]),
)
def test_a_form_or_an_agenda_is_for_one_lot(
    words: tuple[str | Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``--lot`` the command says which lots there are; with it, it works."""
    monkeypatch.chdir(tmp_path)
    refused = social_value(*words)
    assert refused.code == 2
    assert "Name one with --lot: north, south." in refused.err
    assert social_value(*words, "--lot", "north").code == 0


class TestForms:
    """Workbooks out and back, for one lot at a time."""

    def test_score_sheets_of_two_lots_stand_side_by_side(self, folder: Path, tmp_path: Path) -> None:
        """What an evaluator gives in each lot is a file of its own, and neither replaces the other."""
        for lot, seats in (("north", 3), ("south", 2)):
            sheet = tmp_path / f"{lot}.xlsx"
            words = ("--evaluator", "e2", "--role", "resident", "--lot", lot)
            assert social_value("scoresheet", "make", folder, *words, "-o", sheet).code == 0
            form = score_sheet(one_of(load(folder).inputs, lot), "e2", "resident")
            fill(sheet, form, evaluator_answers({f"1.{number}": 3 for number in range(1, seats + 1)}))
            done = social_value("scoresheet", "read", folder, sheet, "--lot", lot)
            assert (done.code, done.err) == (0, f"Scores: {folder.as_posix()}/scores/e2.{lot}.yaml\n")
        south = yaml.safe_load((folder / "scores" / "e2.south.yaml").read_text(encoding="utf-8"))
        assert {one["bid"] for one in south["scores"]} == {"kestrel-south", "tarn-south"}
        assert social_value("validate", folder).code == 0

    def test_a_declared_conflict_can_be_read_once_it_is_decided(self, folder: Path, tmp_path: Path) -> None:
        """The decision that the message asks for is taken, also before any other sheet of the evaluator is in."""
        sheet, form = tmp_path / "north.xlsx", score_sheet(one_of(load(folder).inputs, "north"), "e2")
        words = ("scoresheet", "read", folder, sheet, "--lot", "north")
        social_value("scoresheet", "make", folder, "--evaluator", "e2", "--lot", "north", "-o", sheet)
        declared = {"conflict": "declared", "interest": "A cousin works at the mill."}
        fill(sheet, form, evaluator_answers({f"1.{number}": 3 for number in range(1, 4)}, **declared))
        refused = social_value(*words)
        assert refused.code == 1
        assert "`about: conflict`, `evaluator: e2`" in refused.err
        decided = {"about": "conflict", "evaluator": "e2", "outcome": "recused", "lots": ["north"]}
        signed = {"decided_on": date(2026, 11, 3), "decided_by": "officer", "reason": "The cousin manages the depot."}
        data = {"kind": "decisions", "schema": 1, "decisions": [decided | signed]}
        (folder / "decisions.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
        assert social_value(*words).code == 0
        told = social_value("panel", folder, "--lot", "north").out
        assert re.search(r"^ e2 +declared +3 +- +3 +3 +yes *$", told, re.MULTILINE)
        assert social_value("score", folder).code == 0

    def test_a_score_sheet_of_another_lot_is_refused(self, folder: Path, tmp_path: Path) -> None:
        """A sheet that was made for the north is not read into the south."""
        sheet = tmp_path / "north.xlsx"
        social_value("scoresheet", "make", folder, "--evaluator", "e2", "--lot", "north", "-o", sheet)
        done = social_value("scoresheet", "read", folder, sheet, "--lot", "south")
        assert done.code == 1
        assert "made-for-another" in done.err

    def test_what_was_agreed_in_other_lots_stays(self, folder: Path, tmp_path: Path) -> None:
        """Reading the south's moderation adds to consensus.yaml, which keeps what the panel agreed on the north."""
        self._second_evaluator(folder)
        for lot, bid in (("north", "tarn-north"), ("south", "tarn-south")):
            book = tmp_path / f"{lot}.xlsx"
            assert social_value("moderate", folder, "--lot", lot, "-o", book).code == 0
            form = moderation_book(one_of(load(folder).inputs, lot))
            keys = {key.removesuffix(".level") for key in places(form) if key.endswith(".level")}
            reason = f"The panel read section 4 of {bid} together."
            fill(
                book,
                form,
                {f"{key}.{part}": said for key in keys for part, said in (("level", "3"), ("rationale", reason))},
            )
            assert social_value("moderate", folder, "--lot", lot, "--read", book).code == 0
        agreed = yaml.safe_load((folder / "consensus.yaml").read_text(encoding="utf-8"))
        assert [one["bid"] for one in agreed["scores"]] == ["tarn-north", "tarn-south"]
        assert social_value("score", folder).code == 0

    @staticmethod
    def _second_evaluator(folder: Path) -> None:
        scores = [
            {"bid": bid, "criterion": "S2", "level": 2, "rationale": f"The letter of {bid} comes too early."}
            for bid in ("tarn-north", "tarn-south")
        ]
        evaluator = {"id": "evaluator-2", "conflict": "none"}
        data = {"kind": "scores", "schema": 1, "evaluator": evaluator, "scores": scores}
        (folder / "scores" / "evaluator-2.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")

    def test_a_return_becomes_a_bid_for_its_lot(self, folder: Path, tmp_path: Path) -> None:
        """The same supplier returns a workbook a lot, and each is a bid of that lot under a name of its own."""
        typed: dict[str, Typed] = {
            "supplier/name": "Mill Lane Trust",
            "price/total": 81000,
            "declarations/insured/value": "yes",
            "measures/kg-co2e-per-repair/value": 3,
            "statements/S2": "A call on the day.",
        }
        only: dict[str, dict[str, Typed]] = {
            "north": {"measures/training-places/value": 4},
            "south": {"declarations/night-cover/value": "yes"},
        }
        for lot, more in only.items():
            form = bid_return(one_of(load(folder).inputs, lot))
            back = fill_in(form_bytes(form), form, {**typed, **more}, tmp_path / f"{lot}.xlsx")
            done = social_value("response", "read", folder, back, "--lot", lot)
            assert f"Written: {folder.as_posix()}/bids/mill-lane-trust-{lot}.yaml" in done.err
        for lot in only:
            bid = yaml.safe_load((folder / "bids" / f"mill-lane-trust-{lot}.yaml").read_text(encoding="utf-8"))
            assert (bid["lot"], bid["supplier"]["name"]) == (lot, "Mill Lane Trust")

    def test_a_return_for_another_lot_is_refused(self, folder: Path, tmp_path: Path) -> None:
        """A workbook of the north is not read into the south."""
        form = bid_return(one_of(load(folder).inputs, "north"))
        back = fill_in(form_bytes(form), form, {"supplier/name": "Mill Lane Trust"}, tmp_path / "north.xlsx")
        done = social_value("response", "read", folder, back, "--lot", "south")
        assert done.code == 1
        assert "made-for-another" in done.out + done.err


@pytest.mark.parametrize(
    ("written", "said"),
    [("sharde", 'criteria cannot be "sharde"'), ("3", 'criteria must be a list, and found "3"')],
)
def test_criteria_of_a_lot_are_shared_or_a_list(tmp_path: Path, written: str, said: str) -> None:
    """A slip in the one word is named as one, under the key that it stands at."""
    shared = ("procurement.yaml", "criteria: shared", f"criteria: {written}")
    done = social_value("validate", repairs(tmp_path, shared))
    assert done.code == 1
    assert said in done.out


def test_validate_says_what_lots_share_once(tmp_path: Path) -> None:
    """A fault of what all lots share is one finding; one that only the north has names the lot."""
    ties = ("procurement.yaml", "  tie_break: [S2, lots-drawn]\n", "")
    relative = (
        "procurement.yaml",
        "score: {rule: fixed-bounds, floor: 40000, ceiling: 90000}",
        "score: {rule: lowest-price-ratio}",
    )
    out = social_value("validate", repairs(tmp_path, ties, relative)).out
    assert out.count("tie-break-missing: ") == 1
    assert "in the lot" not in next(line for line in out.splitlines() if "tie-break-missing" in line)
    assert 'relative-price-formula: in the lot north: "F1" is marked relative' in out
    assert "2 warnings" in out
