"""What a workbook is, told by the type of its main part and by no other word in its list of types."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.errors import InputError
from social_value.files.forms.write import form_bytes
from social_value.files.incoming.incoming_book import read_workbook
from tests.files.forms.demo import DEMO, read, said, saved
from tests.files.incoming.packages import changed, packed, parts_of

SAVED = Path(__file__).parents[1] / "data" / "saved_by_programs"
TYPES = "[Content_Types].xml"
OTHER_TYPES = {
    "bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}


@pytest.mark.parametrize(
    ("name", "sheet", "typed"),
    [
        ("ben_sheetjs.xlsx", "Price", {(4, 1): "48200"}),
        ("g_b_bins.xlsx", "Price", {(4, 1): "48200"}),
        ("e1_sheetjs.xlsx", "Question 01", {(9, 2): "3", (10, 2): "4"}),
    ],
)
def test_workbooks_of_other_programs_are_read(name: str, sheet: str, typed: dict[tuple[int, int], str]) -> None:
    """A type that is declared and that no part has makes no other file of a workbook."""
    book = read_workbook(SAVED / name, name)
    cells = next(one.cells for one in book.sheets if one.name == sheet)
    assert {place: cells[place].text for place in typed} == typed


@pytest.mark.parametrize("ending", OTHER_TYPES)
def test_a_type_that_no_part_has_is_no_matter(ending: str, tmp_path: Path) -> None:
    """Whatever a list of types declares for endings that no part has, the form is read with nothing to say."""
    declared = f'<Default Extension="{ending}" ContentType="{OTHER_TYPES[ending]}"/></Types>'.encode()
    _, findings = read(tmp_path, changed(form_bytes(DEMO), TYPES, b"</Types>", declared))
    assert said(findings) == []


def test_a_main_part_may_be_typed_by_its_ending(tmp_path: Path) -> None:
    """Where the main part has no type of its own, that of its ending says what the file is."""
    own = b'<Override PartName="/xl/workbook.xml" ContentType="%s"/>'
    ours = own % b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    bare = changed(form_bytes(DEMO), TYPES, ours, b"")
    other = changed(
        bare, TYPES, b'"xml" ContentType="application/xml"', b'"xml" ContentType="%s"' % OTHER_TYPES["xltx"].encode()
    )
    with pytest.raises(InputError) as raised:
        read(tmp_path, other)
    assert [finding.code for finding in raised.value.findings] == ["not-a-workbook"]
    assert "a template (.xltx)" in raised.value.findings[0].message


def test_macros_typed_by_their_ending_are_refused(tmp_path: Path) -> None:
    """A part that runs is one by the type of its ending too."""
    declared = b'<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    content = changed(form_bytes(DEMO), TYPES, b"</Types>", declared)
    path = saved(tmp_path, packed({**parts_of(content), "xl/notes.dat": b"x"}))
    with pytest.raises(InputError) as raised:
        read_workbook(path, "return.xlsx")
    assert [finding.code for finding in raised.value.findings] == ["active-content"]
