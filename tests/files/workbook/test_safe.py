"""What is in the file: the same bytes every time, text that stays text, and nothing hidden or linked."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from social_value.core.inputs import Inputs
from social_value.files.load import load
from social_value.files.workbook import SHEETS
from social_value.files.workbook.plan import ONLY_WHERE_USED
from social_value.files.workbook.records import data_sheet
from tests.files.workbook.books import EXAMPLES, Book, book_of, formulas, generated, of_inputs
from tests.recalculate import recalculated, stored
from tests.samples import seeds

HOSTILE = (
    '=HYPERLINK("http://example.org/?"&A1,"click")',
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "=cmd|'/c calc'!A1",
    "\tleading tab",
    "{=1+1}",
    "[red]",
    "<r><t>markup</t></r>",
    "</t></is></c><c><f>1+1</f></c>",
    '& "quotes" <b>',
    "#N/A",
    "https://example.org/",
    "mailto:a@example.org",
    "§1 Ltd",
    "Tŷ Gwyn 東京 \U0001f600",
    "1,234.50",
    "TRUE",
)
LONG = "=" + "x" * 40_000
FUNCTIONS = {
    "ABS", "AND", "AVERAGE", "COUNT", "COUNTIF", "FIXED", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "LOG10", "MATCH",
    "LARGE", "LN", "MAX", "MEDIAN", "MIN", "N", "RANK", "ROUND", "SIGN", "SMALL", "SUM", "SUMIF", "SUMPRODUCT",
}  # fmt: skip


def hostile(text: str) -> Inputs:
    """The contact tracing example in which every text of a supplier or an evaluator is this one."""
    inputs = load(EXAMPLES / "contact-tracing").inputs
    bids = tuple(
        bid.model_copy(update={"supplier": bid.supplier.model_copy(update={"name": text})}) for bid in inputs.bids
    )
    sheets = tuple(
        sheet.model_copy(
            update={
                "scores": tuple(one.model_copy(update={"rationale": text, "evidence": text}) for one in sheet.scores)
            }
        )
        for sheet in inputs.scores
    )
    return replace(inputs, bids=bids, scores=sheets)


# --- Bytes ----------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """A second run gives the very same file."""
    for seed in seeds(10, 100):
        assert generated(seed, tmp_path).content == generated(seed, tmp_path).content


_SCRIPT = """
import hashlib, sys
from pathlib import Path
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.provenance import provenance
from social_value.files.load import load
from social_value.files.workbook import report_bytes
loaded = load(Path(sys.argv[1]))
evaluation = evaluate(loaded.inputs)
print(hashlib.sha256(report_bytes(evaluation, provenance(loaded.inputs, loaded.files))).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    """Other processes, with other seeds of Python's hashes, write the same file."""
    folder = EXAMPLES / "contact-tracing"
    digests = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(folder)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout.strip()
        for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("4711", "America/New_York"))
    }
    assert digests == {sha256(book_of(folder, resolved=False).content).hexdigest()}


# --- Text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_suppliers_stays_text(text: str) -> None:
    """Text that looks like a formula, a link, a number, an error or markup is a cell of text, unchanged."""
    book = of_inputs(hostile(text))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["Summary"]
    assert [sheet[f"C{row}"].value for row in range(12, 18)] == [text] * 6
    assert {sheet[f"C{row}"].data_type for row in range(12, 18)} == {"s"}
    quoted = text[0] in "=+-@\t"
    assert {bool(sheet[f"C{row}"].quotePrefix) for row in range(12, 18)} == {quoted}
    assert stored(book.content)["Scores and rationale", "G5"] == text
    assert recalculated(book.content)["Summary", "C12"] == text


def test_formulas_do_not_change_with_the_text() -> None:
    """Whatever suppliers write, the formulas are the same."""
    assert formulas(of_inputs(hostile("=1+1")).content) == formulas(of_inputs(hostile("A Ltd")).content)


def test_text_too_long_for_a_cell_is_cut_visibly() -> None:
    """Text beyond what a cell can hold is cut, and says so."""
    shown = stored(of_inputs(hostile(LONG)).content)["Scores and rationale", "G5"]
    assert len(shown) == 32_767
    assert shown.endswith("[... cut: longer than a cell can hold]")


# --- The file -------------------------------------------------------------------------------------


def test_nothing_is_hidden_linked_or_run(tmp_path: Path) -> None:
    """No macro, no external link, no connection, no hidden sheet, no name of an author."""
    for book in (book_of(EXAMPLES / "contact-tracing"), generated(7, tmp_path)):
        with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
            names = parts.namelist()
            text = {name: parts.read(name).decode("utf-8") for name in names}
        assert not [
            name for name in names if re.search("vba|externalLink|connections|embedding|activeX|comments", name)
        ]
        assert "hidden" not in text["xl/workbook.xml"]
        assert not [name for name, content in text.items() if 'TargetMode="External"' in content]
        assert "<dc:creator></dc:creator>" in text["docProps/core.xml"]
        assert "1980-01-01T00:00:00Z" in text["docProps/core.xml"]


def test_only_functions_that_every_spreadsheet_knows(tmp_path: Path) -> None:
    """No function younger than 2010, and no dynamic array."""
    for seed in seeds(25, 250):
        for formula in formulas(generated(seed, tmp_path).content).values():
            outside_quotes = re.sub('"[^"]*"', '""', formula)
            assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", outside_quotes)) <= FUNCTIONS
            assert len(formula) < 8192


def test_every_workbook_has_the_same_sheets_names_and_columns(tmp_path: Path) -> None:
    """Two reports can be laid side by side: sheets that all have, defined names and columns of Summary never change."""
    books = [book_of(EXAMPLES / "contact-tracing"), book_of(EXAMPLES / "fcdo-services-2024")]
    books += [generated(seed, tmp_path) for seed in seeds(30, 300)]
    assert {_layout(book) for book in books} == {_layout(books[0])}
    assert _layout(books[0])[0] == SHEETS


def _layout(book: Book) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    read = openpyxl.load_workbook(io.BytesIO(book.content))
    heads = [str(cell.value) for place, cell in enumerate(read["Summary"][11]) if place not in (4, 14)]
    assert str(read["Summary"]["E11"].value).startswith("Total, ")
    return (
        tuple(name for name in read.sheetnames if name not in ONLY_WHERE_USED),
        tuple(sorted(read.defined_names)),
        tuple(heads),
    )


def test_a_short_report_holds_what_was_asked_for() -> None:
    """The result and the weights are always there; sheets that refer to one another come together."""
    folder = EXAMPLES / "contact-tracing"
    wanted = {(): ("Summary", "Criteria matrix"), ("Data",): ("Summary", "Criteria matrix", "Data")}
    for sheets, expected in wanted.items():
        assert tuple(openpyxl.load_workbook(io.BytesIO(book_of(folder, sheets).content)).sheetnames) == expected
    names = openpyxl.load_workbook(io.BytesIO(book_of(folder, ("Social",)).content)).sheetnames
    assert set(SHEETS) - set(names) == {"Findings", "Audit", "Data"}
    assert "Conflicts" not in names
    with pytest.raises(ValueError, match='no sheet "Sumary"'):
        book_of(folder, ("Sumary",))


def test_a_table_too_long_for_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 100,000 rows the sheet Data names the format that holds them all."""
    assert data_sheet.MOST_DATA_ROWS == 100_000
    monkeypatch.setattr(data_sheet, "MOST_DATA_ROWS", 47)
    cells = stored(book_of(EXAMPLES / "contact-tracing").content)
    assert "48 rows" in cells["Data", "A2"]
    assert "--format csv" in cells["Data", "A2"]
    assert ("Data", "A3") not in cells


def test_the_data_sheet_has_a_row_a_bid_and_criterion() -> None:
    """The tidy table holds what was published, bid by bid and criterion by criterion."""
    book = book_of(EXAMPLES / "contact-tracing")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content), data_only=True)["Data"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 6 * 8
    assert rows[0][:5] == ("northbridge", "Northbridge Tracing Partnership", "Ranked", "Financial", "F1")
    assert sum(float(str(row[10])) for row in rows if row[0] == "northbridge") == pytest.approx(75.13, abs=0.005)
