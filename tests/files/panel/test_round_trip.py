"""From the method to the award through workbooks: the same result as the same procurement written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.core.panel.pseudonyms import naming_of
from social_value.core.panel.questions import bids_to_score
from social_value.core.provenance import method_fingerprint
from social_value.files.forms.moderation_book import moderation_book
from social_value.files.forms.score_sheet import score_sheet
from tests.cli.command import social_value
from tests.core.builders import consensus, sheet
from tests.files.panel.people import (
    MANAGED,
    OAK,
    ROWAN,
    SECTION,
    TOWN,
    Filled,
    evaluator_answers,
    fill,
    inputs_in,
    procurement_folder,
    saved_by_libreoffice,
    write,
)

Data = dict[str, Any]
Saved = Callable[[Path], Path]
GIVEN: dict[str, dict[tuple[str, str], int]] = {
    "e1": {(OAK, "S1"): 1, (ROWAN, "S1"): 5, (TOWN, "S1"): 3, (OAK, "E1"): 2, (ROWAN, "E1"): 3, (TOWN, "E1"): 0},
    "e2": {(OAK, "S1"): 4, (ROWAN, "S1"): 4, (TOWN, "S1"): 3, (OAK, "E1"): 5, (ROWAN, "E1"): 3, (TOWN, "E1"): 1},
    "e3": {(OAK, "S1"): 4, (ROWAN, "S1"): 4, (TOWN, "S1"): 3, (OAK, "E1"): 4, (ROWAN, "E1"): 3, (TOWN, "E1"): 1},
}
AGREED = {(OAK, "S1"): 3, (ROWAN, "S1"): 4, (TOWN, "S1"): 3, (OAK, "E1"): 4, (ROWAN, "E1"): 3, (TOWN, "E1"): 1}
REASON = "The panel read {bid} on {key} together: it shows {level} of five."
INTEREST = "A cousin works at one of the bidders.\nSecond line: \"quoted\" & 'so'."


def keys_in(folder: Path) -> dict[tuple[str, str], str]:
    """Return how the cells of every bid on every question are named in the workbooks."""
    inputs = inputs_in(folder)
    bids = bids_to_score(inputs, naming_of(inputs))
    return {
        (bid, key): f"{question}.{number}"
        for question, key in enumerate(("S1", "E1"), start=1)
        for number, bid in enumerate(bids, start=1)
    }


def through_workbooks(top: Path, saved: Saved = lambda path: path, **more: object) -> Path:
    """Score and moderate a procurement through workbooks, each saved once more before it is read."""
    folder = procurement_folder(top / "workbooks" / "p", **more)
    write(folder, "decisions.yaml", MANAGED)
    keys = keys_in(folder)
    sheets = []
    for evaluator, given in GIVEN.items():
        path = top / f"{evaluator}.xlsx"
        command = ("scoresheet", "make", folder, "--evaluator", evaluator, "--role", f"role of {evaluator}", "-o", path)
        assert social_value(*command).code == 0
        fill(path, score_sheet(inputs_in(folder), evaluator), _answers(evaluator, given, keys))
        sheets.append(saved(path))
    done = social_value("scoresheet", "read", folder, *sheets)
    assert done.code == 0, done.err
    assert social_value("score", folder).code == 3
    book = top / "moderation.xlsx"
    assert social_value("moderate", folder, "-o", book).code == 0
    fill(book, moderation_book(inputs_in(folder)), _agreed(keys))
    done = social_value("moderate", folder, "--read", saved(book))
    assert done.code == 0, done.err
    return folder


def _answers(evaluator: str, given: dict[tuple[str, str], int], keys: dict[tuple[str, str], str]) -> Filled:
    filled = dict(evaluator_answers({keys[seat]: level for seat, level in given.items()}))
    for (bid, key), level in given.items():
        filled[f"{keys[bid, key]}.rationale"] = SECTION.format(bid=f"{evaluator} on {key}", level=level)
        filled[f"{keys[bid, key]}.evidence"] = f"page {level}"
    return {**filled, "conflict": "declared", "interest": INTEREST} if evaluator == "e2" else filled


def _agreed(keys: dict[tuple[str, str], str]) -> Filled:
    filled: dict[str, object] = {}
    for (bid, key), level in AGREED.items():
        filled[f"{keys[bid, key]}.level"] = str(level)
        filled[f"{keys[bid, key]}.rationale"] = REASON.format(bid="it", key=key, level=level)
    return filled


def by_hand(top: Path, **more: object) -> Path:
    """Write the same procurement, scores and consensus as YAML."""
    folder = procurement_folder(top / "hand" / "p", **more)
    write(folder, "decisions.yaml", MANAGED)
    method = method_fingerprint(inputs_in(folder))
    for evaluator, given in GIVEN.items():
        scores = sheet(evaluator, *((bid, key, level) for (bid, key), level in given.items()))
        for score in scores["scores"]:
            level = score["level"]
            score["rationale"] = SECTION.format(bid=f"{evaluator} on {score['criterion']}", level=level)
            score["evidence"] = f"page {level}"
        scores["evaluator"] |= {"role": f"role of {evaluator}", "declared_on": date(2026, 11, 2)}
        scores["evaluator"] |= {"conflict": "declared", "interest": INTEREST} if evaluator == "e2" else {}
        write(folder, f"scores/{evaluator}.yaml", {**scores, "method": method})
    agreed = consensus(*((bid, key, level) for (bid, key), level in AGREED.items()))
    for score in agreed["scores"]:
        score["rationale"] = REASON.format(bid="it", key=score["criterion"], level=score["level"])
    write(folder, "consensus.yaml", agreed)
    return folder


def result_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """Return the result in JSON, but for the digests of what was read, and for the pseudonyms that sheets leave."""
    monkeypatch.chdir(folder.parent)
    done = social_value("score", "p", "--format", "json", "--quiet")
    assert done.code == 0, done.err
    found: Data = json.loads(done.out)
    found["inputs"] = [file | {"sha256": ""} for file in found["inputs"] if file["path"] != "pseudonyms.yaml"]
    return found


@pytest.mark.parametrize("hidden", [False, True])
def test_workbooks_and_files_give_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    """Every byte of the JSON is the same, but for the digests of the files; with names and with pseudonyms."""
    panel = {"anonymous_bids": hidden}
    found = result_of(through_workbooks(tmp_path, panel=panel), monkeypatch)
    assert json.dumps(found) == json.dumps(result_of(by_hand(tmp_path, panel=panel), monkeypatch))
    assert found["award"]["bids"] == [ROWAN]


def test_workbooks_saved_by_libreoffice_give_the_same_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who works in LibreOffice changes nothing but what is filled in."""
    office = tmp_path / "office"
    office.mkdir()
    folder = through_workbooks(tmp_path, lambda path: saved_by_libreoffice(path, office))
    assert json.dumps(result_of(folder, monkeypatch)) == json.dumps(result_of(by_hand(tmp_path), monkeypatch))


def test_all_four_levels_are_in_the_report(tmp_path: Path) -> None:
    """Three evaluators gave 1, 4 and 4 and the panel agreed on 3: each is in the workbook with its reason."""
    folder = through_workbooks(tmp_path)
    report = tmp_path / "report.xlsx"
    assert social_value("score", folder, "-o", report, "--quiet").code == 0
    page = openpyxl.load_workbook(report)["Scores and rationale"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    oak = [(row[2], row[3], row[4], row[6]) for row in rows if row[:2] == ["S1", OAK]]
    assert oak == [
        ("e1", 1, "no", "As section 2 of the bid says, there is a plan for e1 on S1 with 1 parts."),
        ("e2", 4, "no", "As section 2 of the bid says, there is a plan for e2 on S1 with 4 parts."),
        ("e3", 4, "no", "As section 2 of the bid says, there is a plan for e3 on S1 with 4 parts."),
        ("consensus", 3, "yes", "The panel read it on S1 together: it shows 3 of five."),
    ]
