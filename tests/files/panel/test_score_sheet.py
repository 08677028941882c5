"""What a score sheet shows an evaluator, and what it must not."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from social_value.core.panel.pseudonyms import naming_of
from social_value.files.forms.form import Form
from social_value.files.forms.score_sheet import score_sheet
from social_value.files.forms.write import form_bytes
from social_value.model.pilot import Pilot
from tests.core.builders import OUT_OF_FIVE, exact, inputs_of, levels, offer, priced, procurement, sheet
from tests.files.panel.people import NAMES, OAK, ROWAN, inputs_in, places, procurement_folder, write

HIDDEN = {"anonymous_bids": True}


def shown(content: bytes) -> dict[str, list[object]]:
    """Return what stands on every sheet of a workbook, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        page.title: [cell.value for row in page.iter_rows() for cell in row if cell.value is not None] for page in book
    }


def inside(content: bytes) -> str:
    """Return every part of a workbook as one text, but for its styles and theme, which hold no words of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name not in ("xl/styles.xml", "xl/theme/theme1.xml")]
        return "\n".join(package.read(name).decode() for name in names).casefold()


def made(folder: Path, **more: object) -> tuple[Form, bytes]:
    """Return a score sheet as a form and as a workbook."""
    form = score_sheet(inputs_in(procurement_folder(folder, **more)), "e1", "clinical")
    return form, form_bytes(form)


def test_there_is_a_sheet_a_question_after_the_declaration(tmp_path: Path) -> None:
    """Sheets are named by our counter; the price has none."""
    form, _ = made(tmp_path)
    assert [one.name for one in form.sheets] == ["Declaration", "Question 01", "Question 02"]


def test_a_question_shows_everything_that_was_published_about_it(tmp_path: Path) -> None:
    """Title, question, limit, description, sub-criteria, subject matter, weight and the scale, level by level."""
    _, content = made(tmp_path)
    on_sheet = shown(content)["Question 01"]
    for text in (
        "S1: Work for people who find it hard to get",
        "Whom will you recruit, and how?",
        "300 words",
        "Recruitment and support of people furthest from work.",
        "Who is recruited\nWho stays",
        "The staff who carry out this contract.",
        "35 of 100 points",
        *(step["descriptor"] for step in OUT_OF_FIVE["levels"]),
    ):
        assert text in on_sheet


@pytest.mark.parametrize(
    ("minimum", "words"),
    [
        ({"level": 3, "consequence": "not-awardable"}, "Level 3; a bid below it cannot win."),
        ({"marks": "40.50", "consequence": "disregard"}, "40.5 marks; a bid below it is disregarded."),
        ({"level": 2, "consequence": "flag"}, "Level 2; a bid below it is noted and stays in."),
    ],
)
def test_a_question_shows_its_minimum(minimum: dict[str, object], words: str) -> None:
    """An evaluator knows what a level below it does to a bid."""
    criterion = levels("S1", "60", "social", minimum=exact(minimum))
    form = score_sheet(inputs_of(procurement([priced("40"), criterion]), [offer("a", 100)]), "e1")
    on_sheet = shown(form_bytes(form))["Question 01"]
    assert words in on_sheet
    assert "60 of 100 points" in on_sheet


def test_every_bid_that_is_read_has_a_row(tmp_path: Path) -> None:
    """Bids and the comparator stand there; the withdrawn bid and the one that missed the gate do not."""
    form, content = made(tmp_path)
    on_sheet = shown(content)["Question 02"]
    names = ["oak-and-iron: Oak & Iron Ltd", "rowan: =Rowan+Mutual", "town-team: The town's own team"]
    assert [text for text in on_sheet if text in names] == names
    assert not {"gone", "underpaid"} & {str(text).split(":", maxsplit=1)[0] for text in on_sheet}
    assert len([key for key in places(form) if key.endswith(".level")]) == 6


def test_a_written_answer_stands_below_and_its_row_says_where(tmp_path: Path) -> None:
    """A bid with an answer is referred to its row, and one without to the section of its response."""
    page = openpyxl.load_workbook(io.BytesIO(made(tmp_path)[1]))["Question 01"]
    answers = [str(cell.value) for cell in page["B"] if str(cell.value).startswith(("Below", "Response"))]
    assert answers == [
        "Below, from row 18; 10 words",
        "Below, from row 21; 4 words",
        "Response of the bid, section S1",
    ]
    assert [page["A17"].value, page["A18"].value, page["A21"].value] == [
        "Answer of oak-and-iron: Oak & Iron Ltd",
        "Oak & Iron Ltd recruits.\nOAK AND IRON then trains.",
        "=1+1 is our plan.",
    ]


@pytest.mark.parametrize("secret", ["123457", "98761", "vcse", "medium", "the other evaluator said so"])
def test_prices_sectors_sizes_and_other_evaluators_are_absent(tmp_path: Path, secret: str) -> None:
    """None of them is anywhere in the file."""
    folder = procurement_folder(tmp_path)
    other = sheet("e2", (OAK, "S1", 5))
    other["scores"][0]["rationale"] = "The other evaluator said so"
    write(folder, "scores/e2.yaml", other)
    assert secret not in inside(form_bytes(score_sheet(inputs_in(folder), "e1")))


def test_an_anonymous_sheet_names_nobody(tmp_path: Path) -> None:
    """No supplier and no bid is named anywhere in the package, not even by the bid's own answer."""
    _, content = made(tmp_path, panel=HIDDEN)
    text = inside(content)
    for name in (*NAMES, *NAMES.values(), "oak &amp; iron", "oak and iron", "rowan", "town's own", "gone", "underpaid"):
        assert name.casefold() not in text


def test_an_anonymous_answer_keeps_its_words(tmp_path: Path) -> None:
    """Only names are withheld, and the same words stand for every name."""
    folder = procurement_folder(tmp_path, panel=HIDDEN)
    inputs = inputs_in(folder)
    on_sheet = shown(form_bytes(score_sheet(inputs, "e1")))["Question 01"]
    assert "[name withheld] recruits.\n[name withheld] then trains." in on_sheet
    assert naming_of(inputs).label(ROWAN) in on_sheet


def test_the_same_sheet_has_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the moment or of the machine enters a workbook."""
    folder = procurement_folder(tmp_path, panel=HIDDEN)
    assert form_bytes(score_sheet(inputs_in(folder), "e1")) == form_bytes(score_sheet(inputs_in(folder), "e1"))


def test_a_role_is_what_the_evaluator_may_correct(tmp_path: Path) -> None:
    """The role that was given stands in a cell to fill in."""
    form, content = made(tmp_path)
    sheet_name, cell = places(form)["role"]
    assert openpyxl.load_workbook(io.BytesIO(content))[sheet_name][cell].value == "clinical"


@pytest.mark.parametrize(("budget", "told"), [(1000, True), (60_000, False)])
def test_sm_23_evaluators_are_told_not_to_mark_a_pilot_down(tmp_path: Path, budget: int, told: bool) -> None:
    """A whole pilot within the published share is named on the declaration, by pseudonym; one above it is not."""
    inputs = inputs_in(procurement_folder(tmp_path, panel=HIDDEN, pilot={"cap_share": exact("0.05")}))
    pilot = Pilot(title="Vans", budget=Decimal(budget), stop_rule="Few", fallback="Buses", review_date=date(2027, 1, 1))
    bids = tuple(bid.model_copy(update={"pilot": pilot}) if bid.id == OAK else bid for bid in inputs.bids)
    inputs = replace(inputs, bids=bids)
    lines = [str(one) for one in shown(form_bytes(score_sheet(inputs, "e1")))["Declaration"]]
    words = f"{naming_of(inputs).label(OAK)} tries something new, within the published limit."
    assert any(f"{words} Do not mark it down for being new." in line for line in lines) == told
