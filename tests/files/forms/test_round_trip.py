"""A form goes out and comes back: what was issued is read as it was issued, and what was filled in as it was meant."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from social_value.errors import InputError
from social_value.files.forms.form import Cell, Fixed, Form, FormSheet, Formula, Input
from social_value.files.forms.form_reading import about_of, read_form
from social_value.files.forms.write import form_bytes
from tests.files.forms.demo import DEMO, LEVELS, LONG_LEVELS, SHEETS, UNFILLED, edited, filled, read, said, saved
from tests.recalculate import REQUIRED
from tests.samples import sample

FILLED = {
    ("Prices", "C4"): 19.99,
    ("Prices", "C5"): 0.1,
    ("Prices", "C7"): 3,
    ("Prices", "C9"): "yes",
    ("Answers", "B3"): "2",
    ("Answers", "B4"): LEVELS[2],
    ("Answers", "B5"): LONG_LEVELS[7],
    ("Answers", "B6"): "=1+1 is how it begins,\nand it goes on",
    ("Answers", "B7"): "東京 & Tŷ Gwyn <O'Neill>",
}
MEANT = {
    **UNFILLED,
    "chairs": Decimal("19.99"),
    "tables": Decimal("0.1"),
    "apprentices": 3,
    "read": True,
    "level": "2",
    "grade": LEVELS[2],
    "offer": LONG_LEVELS[7],
    "why": "=1+1 is how it begins,\nand it goes on",
    "who": "東京 & Tŷ Gwyn <O'Neill>",
}


@pytest.fixture(scope="module")
def through_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The untouched form and a filled one, each opened and saved again by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"LibreOffice is not installed, and {REQUIRED} asks for it")
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    untouched = saved(folder, form_bytes(DEMO), "untouched.xlsx")
    answered = saved(folder, filled(FILLED), "answered.xlsx")
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    out = folder / "out"
    subprocess.run([*command, "--outdir", out, untouched, answered], check=True, capture_output=True, timeout=600)
    return out / "untouched.xlsx", out / "answered.xlsx"


def values(answers: object) -> dict[str, object]:
    """The answers without their places."""
    assert isinstance(answers, dict)
    return {key: answer.value for key, answer in answers.items()}


class TestUntouched:
    """A workbook that nobody changed gives what was issued, and nothing is said."""

    def test_as_it_was_issued(self, tmp_path: Path) -> None:
        """Straight from the writer."""
        answers, findings = read(tmp_path, form_bytes(DEMO))
        assert findings == ()
        assert values(answers) == UNFILLED

    def test_saved_again_by_openpyxl(self, tmp_path: Path) -> None:
        """Results of formulas are gone then; nobody reads them."""
        answers, findings = read(tmp_path, edited(lambda _: None))
        assert findings == ()
        assert values(answers) == UNFILLED

    def test_saved_again_by_libreoffice(self, through_libreoffice: tuple[Path, Path]) -> None:
        """LibreOffice writes every part anew."""
        answers, findings = read_form(through_libreoffice[0], DEMO)
        assert findings == ()
        assert values(answers) == UNFILLED

    def test_says_what_it_was_made_for(self, tmp_path: Path) -> None:
        """The file alone says what it belongs to."""
        assert about_of(saved(tmp_path, form_bytes(DEMO))) == DEMO.about


class TestFilled:
    """What was filled in is read as it was meant."""

    def test_by_openpyxl(self, tmp_path: Path) -> None:
        """Every kind of cell."""
        answers, findings = read(tmp_path, filled(FILLED))
        assert findings == ()
        assert values(answers) == MEANT

    def test_and_saved_by_libreoffice(self, through_libreoffice: tuple[Path, Path]) -> None:
        """The same, after LibreOffice has worked out every formula."""
        answers, findings = read_form(through_libreoffice[1], DEMO)
        assert findings == ()
        assert values(answers) == MEANT

    def test_answers_say_where_they_stood(self, tmp_path: Path) -> None:
        """So that later findings can name the cell."""
        answers, _ = read(tmp_path, filled(FILLED))
        assert (answers["tables"].sheet, answers["tables"].cell) == ("Prices", "C5")


class TestTheWorkbook:
    """What the person who fills it in gets."""

    book = openpyxl.load_workbook(io.BytesIO(form_bytes(DEMO)))

    def test_is_the_same_bytes_each_time(self) -> None:
        """No clock and no chance goes into it."""
        assert form_bytes(DEMO) == form_bytes(DEMO)

    def test_has_the_sheets_of_the_form_and_those_that_explain_it(self) -> None:
        """None of them is hidden."""
        assert tuple(self.book.sheetnames) == SHEETS
        assert {sheet.sheet_state for sheet in self.book.worksheets} == {"visible"}

    def test_only_cells_to_fill_in_are_open(self) -> None:
        """Every sheet is protected, without a password, and every other cell is locked."""
        for sheet in self.book.worksheets:
            assert sheet.protection.sheet
            assert sheet.protection.password is None
        inputs = {(s.name, place) for s in DEMO.sheets for place, cell in s.cells.items() if isinstance(cell, Input)}
        is_open = {
            (sheet.title, (int(cell.row or 0) - 1, int(cell.column or 0) - 1))
            for sheet in self.book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        merged = {("Answers", (6, 2))}
        assert is_open - merged == inputs

    def test_a_text_that_looks_like_a_formula_is_a_text(self) -> None:
        """Also after somebody opens the cell and leaves it."""
        cell = self.book["Prices"]["A4"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Blue chairs", "s", True)

    def test_short_lists_stand_in_the_cell_and_long_ones_on_a_sheet(self) -> None:
        """Excel takes 255 characters in a cell's list, and parts it by commas."""
        rules = {str(rule.sqref): rule for rule in self.book["Answers"].data_validations.dataValidation}
        assert rules["B3"].formula1 == '"0,1,2,3"'
        assert (rules["B4"].formula1, rules["B5"].formula1) == ("Lists!$A$4:$A$6", "Lists!$B$4:$B$11")

    def test_prints_on_a4_with_its_headings_on_every_page(self) -> None:
        """A page tells its number, and the sheet it belongs to."""
        sheet = self.book["Prices"]
        assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (9, "$1:$3")
        assert sheet.freeze_panes == "A4"
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"

    def test_rows_are_high_enough_for_their_texts(self) -> None:
        """A note of 384 characters over a width of 94 takes more than three lines."""
        assert self.book["Answers"].row_dimensions[8].height >= 4 * 13

    def test_holds_nothing_that_runs_or_leads_elsewhere(self) -> None:
        """No macro, no link, no name but those for printing."""
        names = zipfile.ZipFile(io.BytesIO(form_bytes(DEMO))).namelist()
        assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
        assert dict(self.book.defined_names) == {}


class TestMadeForSomethingElse:
    """A workbook is only read for what it was made for."""

    def test_for_another_fingerprint(self, tmp_path: Path) -> None:
        """The message names what differs."""
        other = Form(DEMO.kind, DEMO.title, {**DEMO.about, "fingerprint": "sha256:4567"}, DEMO.sheets)
        with pytest.raises(InputError) as raised:
            read(tmp_path, form_bytes(other))
        [finding] = raised.value.findings
        assert finding.code == "made-for-another"
        assert 'fingerprint "sha256:4567", not "sha256:0123"' in finding.message

    def test_from_other_content(self, tmp_path: Path) -> None:
        """The same issue with a sheet fewer asked something else, and the answers cannot be told to belong here."""
        other = Form(DEMO.kind, DEMO.title, DEMO.about, DEMO.sheets[:-1])
        with pytest.raises(InputError) as raised:
            read(tmp_path, form_bytes(other))
        assert [finding.code for finding in raised.value.findings] == ["made-from-other-content"]

    def test_for_another_purpose(self, tmp_path: Path) -> None:
        """A score sheet is not a bid return."""
        with pytest.raises(InputError, match='form "score-sheet", not "bid-return"'):
            read(tmp_path, form_bytes(Form("score-sheet", DEMO.title, DEMO.about, DEMO.sheets)))

    def test_any_other_workbook(self, tmp_path: Path) -> None:
        """One that was not issued here at all."""
        out = io.BytesIO()
        openpyxl.Workbook().save(out)
        with pytest.raises(InputError, match="not a bid return that was issued here"):
            read(tmp_path, out.getvalue())


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=40)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any small form: fixed texts and numbers, formulas, and inputs with a value or without."""
    sheets = []
    for number in range(draw(st.integers(1, 3))):
        cells: dict[tuple[int, int], Cell] = {}
        places = st.tuples(st.integers(0, 12), st.integers(0, 5))
        for place in draw(st.lists(places, min_size=1, max_size=20, unique=True)):
            key = f"{number}/{place}"
            cells[place] = draw(
                st.one_of(
                    st.builds(Fixed, st.one_of(NAMES, NUMBERS), st.sampled_from(["plain", "label", "wrapped"])),
                    st.builds(Input, st.just(key), st.just("text"), NAMES, st.one_of(st.none(), NAMES)),
                    st.builds(Input, st.just(key), st.just("number"), NAMES, st.one_of(st.none(), NUMBERS)),
                    st.just(Formula("1+1", 2)),
                )
            )
        sheets.append(FormSheet(f"Sheet {number}", cells, {0: 20.0}))
    return Form("score-sheet", draw(NAMES), {"procurement": draw(NAMES)}, tuple(sheets))


@given(form=forms())
@settings(max_examples=sample(60, 1_200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_issued_is_read_as_it_was_issued(form: Form, tmp_path: Path) -> None:
    """Whatever a form says: no finding, and every input has the value it was issued with."""
    answers, findings = read(tmp_path, form_bytes(form), form)
    assert said(findings) == []
    for sheet in form.sheets:
        for cell in sheet.cells.values():
            if isinstance(cell, Input):
                issued = cell.value.strip() or None if isinstance(cell.value, str) else cell.value
                assert answers[cell.key].value == issued
