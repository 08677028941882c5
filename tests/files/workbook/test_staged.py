"""Assessment in stages on the sheet Gates: recalculated by other engines, and who goes on follows edits."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from social_value.core.lot_inputs import lots_of
from tests.core.builders import inputs_of, levels, offer, priced, procurement, sheet
from tests.files.workbook.books import Book, disagreements, disagreements_of_libreoffice, of_inputs, summary
from tests.recalculate import recalculated
from tests.samples import seeds
from tests.staged_cases import staged_case

SEEDS = seeds(12, 100)


def _book(seed: int) -> Book:
    """The workbook of a generated case; with lots, of the first that has bids."""
    case = staged_case(seed)
    whole = inputs_of(case.procurement, case.bids, case.scores)
    return of_inputs(next(part for part in (lots_of(whole) or (whole,)) if part.bids))


def test_generated_stages_are_the_same_everywhere() -> None:
    """The engine, the stored results and the recalculated ones agree, cell by cell, on generated staged methods."""
    for seed in SEEDS:
        assert (seed, disagreements(_book(seed))) == (seed, [])


def test_libreoffice_agrees_on_stages(tmp_path: Path) -> None:
    """LibreOffice agrees with the engine on staged methods, with their ties, rounds and stops."""
    assert disagreements_of_libreoffice([_book(seed) for seed in range(4)], tmp_path / "office") == []


def test_a_stage_of_another_total_recalculates() -> None:
    """Out of 600, Q of 360 gives amber 60 marks of its stage and birch 40, below 50; amber's total is all of 600."""
    order = [
        {"id": "quality", "criteria": ["Q", "R"], "goes_on": {"minimum": 50}},
        {"id": "price", "criteria": ["price"]},
    ]
    method = procurement(
        [levels("Q", 360), levels("R", 240), priced(600)],
        keys={"out_of": 600},
        stages={"counts": "last", "order": order},
    )
    given = sheet("e1", ("amber", "Q", 3), ("amber", "R", 3), ("birch", "Q", 2), ("birch", "R", 2))
    book = of_inputs(inputs_of(method, [offer("amber", 80), offer("birch", 60)], [given]))
    assert disagreements(book) == []
    after = summary(recalculated(book.content))
    assert {bid: (shown.status, shown.total) for bid, shown in after.items()} == {
        "amber": ("Ranked", 600),
        "birch": ("Not taken forward", None),
    }


def _price_first() -> Book:
    order = [
        {"id": "prices", "criteria": ["price"], "goes_on": {"best": 2, "ties": "exclude"}},
        {"id": "quality", "criteria": ["Q"]},
    ]
    method = procurement(
        [priced(40), levels("Q", 60)], procedure="competitive-flexible", stages={"counts": "all", "order": order}
    )
    bids = [offer("amber", 80), offer("birch", 100), offer("cobalt", 160)]
    return of_inputs(inputs_of(method, bids, [sheet("e1", *((bid["id"], "Q", 3) for bid in bids))]))


def _edited(book: Book, label: str, value: float) -> bytes:
    """Change the input on Gates in the column under a heading that begins with the label."""
    edited = openpyxl.load_workbook(io.BytesIO(book.content))
    gates = edited["Gates"]
    head = next(cell for cell in gates[11] if str(cell.value).startswith(label))
    gates[f"{head.coordinate.removesuffix('11')}7"].value = value
    out = io.BytesIO()
    edited.save(out)
    return out.getvalue()


def test_how_many_go_on_is_an_input() -> None:
    """With three in place of two, cobalt goes on and is ranked: 40x80/160 = 20 and 60x60/100 = 36, together 56."""
    book = _price_first()
    before = summary(recalculated(book.content))
    assert (before["cobalt"].status, before["cobalt"].total) == ("Not taken forward", None)
    after = summary(recalculated(_edited(book, "Marks of the stage", 3)))
    assert (after["cobalt"].status, after["cobalt"].rank, after["cobalt"].total) == ("Ranked", 3, 56)


def test_who_goes_on_follows_a_price() -> None:
    """Were cobalt's price 90, birch would be third of three prices and not go on, and cobalt would be ranked."""
    edited = openpyxl.load_workbook(io.BytesIO(_price_first().content))
    prices = edited["Price"]
    cell = next(cell for row in prices.iter_rows() for cell in row if cell.value == 160)
    cell.value = 90
    out = io.BytesIO()
    edited.save(out)
    after = summary(recalculated(out.getvalue()))
    assert {bid: shown.status for bid, shown in after.items()} == {
        "amber": "Ranked",
        "birch": "Not taken forward",
        "cobalt": "Ranked",
    }
