"""A bid that went through a workbook is the bid that was meant: filled in by a person, read back, scored."""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from social_value.core.figures.bid_parts import SUCCESS_RATE, WHOLE_LIFE_COSTS
from social_value.core.inputs import Inputs
from social_value.core.reads.asked_of_bidders import Asked, asked_of
from social_value.files.forms.bid_return.answers_taken import Taken
from social_value.files.forms.bid_return.bid_returned import bid_content
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Form
from social_value.files.forms.form_reading import read_form
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.findings import Finding
from social_value.model.bid import Bid, Price, PriceLine
from tests.cli.command import social_value
from tests.files.returns.everything import bids, everything
from tests.files.returns.person import fill_in, typed_by
from tests.generate import generate
from tests.samples import sample, seeds

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def sent_back(path: Path, form: Form, inputs: Inputs, bid: Bid) -> tuple[Bid, tuple[Finding, ...]]:
    """Return the bid that comes back, with the id that it had, and what was found in its workbook."""
    fill_in(form_bytes(form), form, typed_by(bid, form, inputs), path)
    return came_back(path, form, inputs, bid)


def came_back(path: Path, form: Form, inputs: Inputs, bid: Bid) -> tuple[Bid, tuple[Finding, ...]]:
    """Return the bid that a workbook says, with the id of another, and what was found."""
    answers, findings = read_form(path, form)
    comparator = bid.role == "comparator"
    content = bid_content(Taken(path.name, answers, comparator), asked_of(inputs))
    return Bid.model_validate({"kind": "bid", "schema": 1, "id": bid.id, "role": bid.role, **content}), findings


@settings(
    max_examples=sample(12, 240),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(bids())
def test_any_bid_comes_back_equal(tmp_path: Path, bid: Bid) -> None:
    """Whatever a bidder offers of everything that can be asked, the workbook brings it back whole."""
    found, findings = sent_back(tmp_path / "any.xlsx", bid_return(everything()), everything(), bid)
    assert found == bid
    assert findings == ()


def as_asked(bid: Bid, asked: Asked) -> Bid:
    """Return the part of a generated bid that a return asks for, its price as the return asks for it."""
    kept: dict[str, object] = {
        "price": _price_as_asked(bid, asked),
        "success_rate": bid.success_rate if SUCCESS_RATE in asked.parts else {},
        "whole_life_costs": bid.whole_life_costs if WHOLE_LIFE_COSTS in asked.parts else (),
        "recorded": {},
        "status": "submitted",
    }
    return bid.model_copy(update=kept)


def _price_as_asked(bid: Bid, asked: Asked) -> Price | None:
    lines = bid.price.lines if bid.price else ()
    if asked.price is None:
        return None
    if asked.price == "total":
        return Price(total=bid.price.total if bid.price and bid.price.total is not None else Decimal("12.5"))
    stated = {line.band: line for line in lines}
    bands = [stated.get(band) or PriceLine(band=band, unit_price=Decimal("7.25")) for band in asked.demand]
    return Price(lines=(*bands, *(line for line in lines if line.fixed is not None)))


@pytest.mark.parametrize("seed", seeds(24, 240))
def test_bids_of_generated_procurements_come_back_equal(seed: int, tmp_path: Path) -> None:
    """Over methods of every kind, the return asks for all that a bid states, and brings it back."""
    inputs = load(generate(seed).write(tmp_path / "case")).inputs
    form, asked = bid_return(inputs), asked_of(inputs)
    bid = as_asked(inputs.bids[0], asked)
    found, findings = sent_back(tmp_path / "return.xlsx", form, inputs, bid)
    assert found == bid
    assert findings == ()


@pytest.mark.parametrize("example", ["contact-tracing", "repair-hub"])
def test_an_example_scores_the_same_once_its_bids_were_sent_back(example: str, tmp_path: Path) -> None:
    """Byte for byte, but for the digests of the files and the lines on which findings stand."""
    source, folder = EXAMPLES / example, tmp_path / example
    shutil.copytree(source, folder, ignore=lambda path, _: ["bids", "scores"] if Path(path) == source else [])
    inputs = load(source).inputs
    form = bid_return(inputs)
    issued = form_bytes(form)
    for bid in inputs.bids:
        path = fill_in(issued, form, typed_by(bid, form, inputs), tmp_path / "returns" / f"{bid.id}.xlsx")
        role = ["--comparator"] if bid.role == "comparator" else []
        done = social_value("response", "read", folder, path, "--id", bid.id, *role)
        assert done.code == 0, done.out + done.err
    if (source / "scores").is_dir():
        shutil.copytree(source / "scores", folder / "scores")
    assert load(folder).inputs.bids == inputs.bids
    assert without_places(folder) == without_places(source)


def without_places(folder: Path) -> str:
    """Return the JSON result of a procurement without its inputs, and without lines and paths of findings."""
    done = social_value("score", folder, "--format", "json")
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    del result["inputs"]
    for finding in result["findings"]:
        for key in ("path", "line", "column"):
            del finding[key]
    return json.dumps(result, indent=1)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_return_that_libreoffice_saved_reads_the_same(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, a filled-in return says the same, and nothing counts as changed."""
    inputs = load(EXAMPLES / "contact-tracing").inputs
    form, bid = bid_return(inputs), inputs.bids_by_id["ten-lanterns"]
    path = fill_in(form_bytes(form), form, typed_by(bid, form, inputs), tmp_path / "ten-lanterns.xlsx")
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", saved, path],  # noqa: S607 - found on the path
        check=True,
        capture_output=True,
    )
    found, findings = came_back(saved / path.name, form, inputs, bid)
    assert found == bid
    assert findings == ()
