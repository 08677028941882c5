"""The bid return of a reserved competition asks for what the reservation turns on."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.files.yaml_source import read_yaml
from tests.cli.command import social_value
from tests.cli.test_response import SOUND
from tests.faults.procurement import SMALL, write
from tests.files.returns.person import Typed, fill_in

ANSWERS: dict[str, Typed] = {
    **SOUND,
    "declarations/supported-purpose/value": "yes",
    "declarations/supported-purpose/evidence": "Articles",
    "performing_workforce/supported": 17,
    "performing_workforce/total": 50,
    "performing_workforce/evidence": "Payroll",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a reserved procurement without a bid."""
    monkeypatch.chdir(tmp_path)
    text = SMALL["procurement.yaml"]
    reserved = text.replace("evaluation:\n", "reservation: {kind: supported-employment}\nevaluation:\n", 1)
    write(tmp_path / "small", {"procurement.yaml": reserved})
    return Path("small")


def returned(folder: Path, **changes: Typed | None) -> Path:
    """Return a workbook that a bidder filled in."""
    form = bid_return(load(folder).inputs)
    answers = {key: value for key, value in {**ANSWERS, **changes}.items() if value is not None}
    return fill_in(form_bytes(form), form, answers, Path("returns") / "gamma.xlsx")


def test_sm_12_headcounts_come_back_as_the_bidder_wrote_them(folder: Path) -> None:
    """Whole numbers and their evidence stand in the bid file, beside the answer on the purpose."""
    done = social_value("response", "read", folder, returned(folder))
    assert done.code == 0, done.err
    data = read_yaml(folder / "bids" / "gamma-ltd.yaml", "gamma-ltd.yaml").data
    assert data["performing_workforce"] == {"supported": 17, "total": 50, "evidence": "Payroll"}
    assert data["declarations"]["supported-purpose"] == {"value": True, "evidence": "Articles"}


def test_sm_12_a_return_without_headcounts_is_sent_back(folder: Path) -> None:
    """An empty headcount is named with its cell, and no bid is written."""
    done = social_value("response", "read", folder, returned(folder, **{"performing_workforce/total": None}))
    assert done.code == 1
    assert "workforce-missing" in done.err
    assert not (folder / "bids").exists()
