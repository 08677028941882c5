"""The page about the workbook says what is in one."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from social_value.files.workbook import ALL_SHEETS, SHEETS
from social_value.files.workbook.plan import ONLY_WHERE_USED
from tests.core.builders import inputs_of, offer, priced, procurement, recorded
from tests.docs.pages import ROOT, Reader
from tests.files.workbook.books import of_inputs

PAGE = (ROOT / "docs" / "workbook.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return the workbook that the page is about, with its formulas."""
    reader = Reader(tmp_path_factory.mktemp("workbook"))
    code, said = reader.run("social-value score examples/contact-tracing -o contact-tracing.xlsx")
    assert code == 0, said
    return openpyxl.load_workbook(Path(reader.here) / "contact-tracing.xlsx")


def chapter(title: str) -> str:
    """Return a chapter of the page."""
    return PAGE.partition(f"## {title}")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Return the rows of the first table of a chapter, without its heading."""
    found = [line.strip("| ").split(" | ") for line in chapter(title).splitlines() if line.startswith("| ")]
    return found[2:]


def test_the_page_lists_every_sheet_in_order(book: Workbook) -> None:
    """The table of sheets has each sheet once, in the order of the workbook."""
    assert [row[0] for row in rows("The sheets")] == list(SHEETS)
    assert [name for name in book.sheetnames if name in SHEETS] == list(SHEETS)


def test_the_page_lists_the_sheets_that_are_not_always_there(book: Workbook) -> None:
    """A second table has the sheets that only some procurements use, in their order."""
    only = [name for name in ALL_SHEETS if name in ONLY_WHERE_USED]
    assert [row[0] for row in rows("Sheets that are there only where they are used")] == only
    assert set(book.sheetnames) <= {*SHEETS, *only}


def test_the_page_quotes_the_state_of_the_book(book: Workbook) -> None:
    """Every state that the page explains is one that the first sheet can show."""
    formula = str(book["Summary"]["A3"].value)
    for said, _ in rows("Trying things out"):
        assert said.rstrip("0123456789") in formula


def test_the_page_says_which_sheets_can_be_edited(book: Workbook) -> None:
    """A sheet has cells with the fill of an input exactly where the page names something that may be changed."""
    fill = book["Criteria matrix"]["C7"].fill.fgColor.rgb
    named = {row[0] for row in rows("The sheets") if len(row) == 3 and row[2].strip(" |")}
    named |= {row[0] for row in rows("Sheets that are there only where they are used") if "may be changed" in row[1]}
    used = {sheet.title for sheet in book if any(cell.fill.fgColor.rgb == fill for row in sheet.rows for cell in row)}
    assert used <= named
    reason = "the example has no quality criteria, no measure in its financial ones, nor all of the other sheets"
    assert named - used <= {"Quality", "Financial", *ONLY_WHERE_USED}, reason


def test_the_page_names_the_columns_of_stages() -> None:
    """The headings that the page gives to the columns of a stage stand on Gates, over one whose limit is an input."""
    order = [{"id": "price", "criteria": ["price"], "goes_on": {"minimum": 40}}, {"id": "quality", "criteria": ["Q"]}]
    method = procurement([priced(40), recorded("Q", 60)], stages={"counts": "all", "order": order})
    staged = of_inputs(inputs_of(method, [offer("amber", 80, marks={"Q": 60})]))
    heads = {str(cell.value) for cell in openpyxl.load_workbook(io.BytesIO(staged.content))["Gates"][11]}
    assert {"Place", "Goes on", "Marks of the stage. At least (input)"} <= heads
    assert all(f"*{head}*" in PAGE for head in ("Place", "Goes on"))


def test_the_page_says_how_it_prints(book: Workbook) -> None:
    """Every sheet is A4, landscape, with repeated headings and page numbers."""
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.right.text)


def test_the_page_says_what_is_not_in_the_book(book: Workbook) -> None:
    """No sheet is hidden."""
    assert "no hidden sheet" in re.sub(r"\s+", " ", PAGE)
    assert {sheet.sheet_state for sheet in book} == {"visible"}
