"""What a return shows of what is published, and that it asks for years wherever they change a figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.arithmetic import plain
from social_value.core.figures.bid_parts import COMMITMENTS
from social_value.core.figures.registry import FIGURES, figure_name, work_out
from social_value.core.inputs import Inputs
from social_value.core.reads.asked_of_bidders import asked_of
from social_value.core.terms import terms_of
from social_value.files.bid_files import Wish
from social_value.files.bid_returns import read_returns
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Fixed, Form
from social_value.files.forms.issuing import issued_bytes
from social_value.files.load import load
from tests.core.builders import exact, inputs_of, levels, procurement
from tests.faults.procurement import SMALL, changed, write
from tests.files.returns.everything import everything
from tests.files.returns.person import Typed, fill_in
from tests.files.returns.person import inputs_of as cells_of
from tests.samples import sample

APPRENTICES = {"id": "apprentices", "title": "Apprentices", "unit": "people"}
MARKED = {"rule": "linear", "of": "committed-per-100k:apprentices", "zero_at": "0", "full_at": "100"}


def texts(form: Form, sheet: str) -> list[str]:
    """Return the texts of a sheet that are not for filling in."""
    cells = next(each.cells for each in form.sheets if each.name == sheet)
    return [str(cell.value) for cell in cells.values() if isinstance(cell, Fixed)]


def promising(of: str, **more: object) -> Inputs:
    """Return a procurement whose one criterion marks a figure of promises."""
    criterion = {"id": "S1", "title": "Apprentices", "pillar": "social", "weight": Decimal(100)}
    score = {**MARKED, "of": of}
    return inputs_of(exact({**procurement([{**criterion, "score": score}]), "measures": [APPRENTICES], **more}), [])


@pytest.mark.parametrize("name", [name for name, rule in FIGURES.items() if COMMITMENTS in rule.needs])
def test_every_figure_of_promises_asks_for_their_years(name: str) -> None:
    """Whichever figure that reads promises is marked: years, the first year and the share are asked for."""
    cells = cells_of(bid_return(promising(f"{name}:apprentices" if name.startswith("committed") else name)))
    for asked in ("years", "from_year", "share_of_time"):
        assert f"commitments/1/{asked}" in cells


def test_nothing_that_takes_no_years_asks_for_them() -> None:
    """A measure that is declared, and that nothing reads, is promised without years."""
    inputs = inputs_of(exact({**procurement([levels("S1", "100", "social")]), "measures": [APPRENTICES]}), [])
    cells = cells_of(bid_return(inputs))
    assert ("commitments/1/quantity" in cells, "commitments/1/years" in cells) == (True, False)


def test_eight_a_year_for_four_years_are_thirty_two(tmp_path: Path) -> None:
    """8 apprentices in each of 4 years are 32 for a price of 100, and so 32,000 for each 100,000 of it."""
    carbon = "{rule: linear, of: carbon, zero_at: 10, full_at: 0}"
    apprentices = "{rule: linear, of: 'committed-per-100k:apprentices', zero_at: 0, full_at: 50000}"
    method = changed(SMALL["procurement.yaml"], carbon, apprentices)
    method += "measures:\n  - {id: apprentices, title: Apprentices, unit: people}\n"
    folder = write(tmp_path / "small", {"procurement.yaml": method})
    form = bid_return(load(folder).inputs)
    assert "Quantity, in that unit, in each of its years *" in texts(form, "Commitments")
    typed: dict[str, Typed] = {
        "supplier/name": "Gamma",
        "price/total": 100,
        "declarations/living-wage/value": "yes",
        "statements/S1": "At the door.",
        "commitments/1/measure": "Apprentices (people)",
        "commitments/1/quantity": 8,
        "commitments/1/years": 4,
    }
    path = fill_in(issued_bytes(form), form, typed, tmp_path / "back.xlsx")
    read_returns(folder, [path], Wish())
    inputs = load(folder).inputs
    [bid] = inputs.bids
    assert (bid.commitments[0].quantity, bid.commitments[0].years) == (Decimal(8), 4)
    assert work_out(figure_name("committed-per-100k:apprentices"), bid, terms_of(inputs)).value == 32_000


def test_a_return_shows_what_is_published() -> None:
    """The authority, the value with its VAT, the deadline, and each criterion with its weight and its minimum."""
    minimum = {"level": 3, "consequence": "disregard"}
    criteria = [
        levels("S1", "60", "social", title="Access", minimum=minimum),
        levels("S2", "40", "social", title="Jobs"),
    ]
    contract = {"estimated_value": "60000", "currency": "GBP", "vat": "excluded", "service": "services"}
    authority = {"name": "Ashmere Council", "type": "sub-central"}
    inputs = inputs_of(exact({**procurement(criteria), "authority": authority, "contract": contract}), [])
    form = bid_return(inputs, "noon on 2 November 2026")
    first = texts(form, "Instructions")
    for line in (
        "Authority: Ashmere Council.",
        "Estimated value: 60000 GBP, without VAT.",
        "Deadline: noon on 2 November 2026.",
        "S1 Access: 60 of 100 points. Minimum: Level 3; a bid below it is disregarded.",
        "S2 Jobs: 40 of 100 points",
    ):
        assert line in first
    question = texts(form, "Question 1")
    for line in ("60 of 100 points", "Level 3; a bid below it is disregarded.", "Level 5", "Level 0"):
        assert line in question


def test_what_is_not_published_is_not_shown() -> None:
    """Without authority, contract and deadline nothing is said of them."""
    first = "\n".join(texts(bid_return(inputs_of(procurement([levels("S1", "100", "social")]), [])), "Instructions"))
    for label in ("Authority:", "Estimated value:", "Deadline:", "Minimum:"):
        assert label not in first


def test_every_criterion_that_earns_marks_is_named_with_its_weight() -> None:
    """In the return that asks for everything, and for every criterion of it."""
    inputs = everything()
    first = "\n".join(texts(bid_return(inputs), "Instructions"))
    for leaf in inputs.leaves:
        assert f"{leaf.id} {leaf.criterion.label}: {plain(leaf.weight)} of " in first
    assert len(asked_of(inputs).marked_for) == len(inputs.leaves)


@settings(max_examples=sample(8, 160), deadline=None)
@given(deadlines=st.lists(st.text("0123456789 -:/abcNoon", min_size=1, max_size=30), min_size=2, max_size=2))
def test_a_deadline_that_is_put_off_leaves_returns_readable(
    deadlines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever was published first and later: what was issued with the one is read under the other."""
    before, after = deadlines
    top = tmp_path_factory.mktemp("deadline")
    folder = write(top / "small", {"procurement.yaml": SMALL["procurement.yaml"] + f'tender_deadline: "x{before}"\n'})
    form = bid_return(load(folder).inputs, f"x{before}")
    typed: dict[str, Typed] = {
        "supplier/name": "Gamma",
        "price/total": 120,
        "declarations/living-wage/value": "yes",
        "measures/carbon/value": 3,
        "statements/S1": "At the door.",
    }
    path = fill_in(issued_bytes(form), form, typed, top / "back.xlsx")
    write(folder, {"procurement.yaml": SMALL["procurement.yaml"] + f'tender_deadline: "x{after}"\n'})
    assert read_returns(folder, [path], replace(Wish(), check=True)).findings == ()
