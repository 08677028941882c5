"""What was changed outside the cells to fill in: exactly that is named, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from social_value.errors import InputError
from social_value.files.forms.form import Fixed, FormSheet, Formula
from social_value.files.forms.issued import issued
from social_value.files.forms.write import form_bytes
from social_value.files.sheets.addresses import cell_name
from tests.files.forms.demo import DEMO, UNFILLED, edited, filled, read, said
from tests.files.incoming.packages import changed, parts_of

LOCKED = [
    (sheet.name, cell_name(*place))
    for sheet in issued(DEMO).sheets
    for place, cell in sheet.cells.items()
    if isinstance(cell, Fixed | Formula)
]


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    """An edit that writes a value into a cell."""

    def edit(book: Workbook) -> None:
        book[sheet][cell].value = value

    return edit


@pytest.mark.parametrize(("sheet", "cell"), LOCKED)
def test_a_locked_cell_that_was_changed_is_named_and_no_other(sheet: str, cell: str, tmp_path: Path) -> None:
    """Each locked cell of the form in turn."""
    _, findings = read(tmp_path, edited(put(sheet, cell, "something else")))
    [finding] = findings
    assert (finding.code, finding.place.spot) == ("changed-cell", f"{sheet}!{cell}")
    assert '-> "something else"' in finding.message
    assert str(finding.place).endswith(f"return.xlsx {sheet}!{cell}")


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Prices", "B4", 13, "12 -> 13"),
        ("Prices", "B4", "12", '12 -> "12"'),
        ("Prices", "B4", "=6+6", "12 -> =6+6"),
        ("Prices", "B4", None, "12 -> empty"),
        ("Prices", "A6", "total", '"Total" -> "total"'),
        ("Prices", "D6", "=SUM(D4:D5)*2", "=SUM(D4:D5) -> =SUM(D4:D5)*2"),
        ("Prices", "D6", 100, "=SUM(D4:D5) -> 100"),
        ("Prices", "D6", None, "=SUM(D4:D5) -> empty"),
        ("Prices", "B5", True, "2.5 -> TRUE"),
    ],
)
def test_old_and_new_are_named(sheet: str, cell: str, value: object, words: str, tmp_path: Path) -> None:
    """Also where only the kind of the value is another."""
    _, findings = read(tmp_path, edited(put(sheet, cell, value)))
    assert [finding.message for finding in findings] == [f"{words}: this cell is not for filling in."]


class TestAdded:
    """What was put where nothing is asked for."""

    def test_a_cell(self, tmp_path: Path) -> None:
        """A reservation in the margin."""
        _, findings = read(tmp_path, edited(put("Prices", "G4", "subject to contract")))
        assert said(findings) == [("added-cell", "Prices!G4")]
        assert 'empty -> "subject to contract"' in findings[0].message

    def test_a_sheet(self, tmp_path: Path) -> None:
        """Hidden or not, it is named, and nothing on it is read."""
        _, findings = read(tmp_path, edited(lambda book: book.create_sheet("Terms")))
        assert said(findings) == [("sheet-added", "Terms")]

    def test_a_comment(self, tmp_path: Path) -> None:
        """It is not read, and that is said."""

        def edit(book: Workbook) -> None:
            book["Prices"]["C4"].comment = Comment("plus delivery", "A")

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("content-not-read", "Prices!C4")]

    def test_a_picture(self, tmp_path: Path) -> None:
        """It may hold an answer, and is not read."""

        def edit(book: Workbook) -> None:
            book.worksheets[0].add_chart(BarChart(), "F1")

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("content-not-read", "Prices")]

    def test_a_name(self, tmp_path: Path) -> None:
        """A formula may hide behind it."""

        def edit(book: Workbook) -> None:
            book.defined_names["factor"] = DefinedName("factor", attr_text="1+1")

        _, findings = read(tmp_path, edited(edit))
        assert [finding.code for finding in findings] == ["defined-name"]
        assert '"factor" stands for "1+1"' in findings[0].message

    @pytest.mark.parametrize("stands_for", ['WEBSERVICE("http://example.org")', "[1]Prices!$A$1", "Prices!$A$1+1"])
    def test_a_name_that_only_looks_like_one_of_printing(self, stands_for: str, tmp_path: Path) -> None:
        """Spreadsheets define such names themselves, and then they stand for cells."""
        printed = b'<definedName name="_xlnm.Print_Area" localSheetId="0">%s</definedName></definedNames>'
        formula = stands_for.replace('"', "&quot;").encode()
        content = changed(form_bytes(DEMO), "xl/workbook.xml", b"</definedNames>", printed % formula)
        _, findings = read(tmp_path, content)
        assert [finding.code for finding in findings if finding.code != "formula-result"] == ["defined-name"]

    def test_what_is_printed_may_be_chosen(self, tmp_path: Path) -> None:
        """Nothing is said of a print area or a filter."""

        def edit(book: Workbook) -> None:
            book["Prices"].print_area = "A1:C6,A8:C9"
            book["Prices"].auto_filter.ref = "A3:D6"

        assert read(tmp_path, edited(edit))[1] == ()

    def test_a_condition_that_formats_cells(self, tmp_path: Path) -> None:
        """It may show a price in white on white."""
        rule = b'<cfRule type="expression" priority="1"><formula>$C$4&gt;1</formula></cfRule>'
        block = b'<conditionalFormatting sqref="C4:C5">%s</conditionalFormatting><dataValidations ' % rule
        content = changed(form_bytes(DEMO), "xl/worksheets/sheet1.xml", b"<dataValidations ", block)
        _, findings = read(tmp_path, content)
        assert said(findings) == [("hidden-content", "Prices!C4:C5")]

    def test_a_check_that_names_another_workbook(self, tmp_path: Path) -> None:
        """A list of choices that its sender can change later."""

        def edit(book: Workbook) -> None:
            book["Prices"].add_data_validation(DataValidation("list", "[other.xlsx]S!$A$1:$A$3", sqref="G4"))
            book["Prices"].add_data_validation(DataValidation("list", '"a [b],c"', sqref="G5"))

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("content-not-read", "Prices!G4:G4")]
        assert "[other.xlsx]S!$A$1:$A$3" in findings[0].message


class TestSheets:
    """Sheets that are gone, renamed, in another order or hidden."""

    def test_a_missing_sheet_is_named_and_its_answers_are_none(self, tmp_path: Path) -> None:
        """Not each of its cells."""
        answers, findings = read(tmp_path, edited(lambda book: book.remove(book["Answers"])))
        assert said(findings) == [("sheet-missing", "Answers")]
        assert answers["why"].value is None
        assert set(answers) == set(UNFILLED)

    def test_a_renamed_sheet_is_known_by_its_content(self, tmp_path: Path) -> None:
        """Its answers are read; the formulas that a spreadsheet changed with the name are not named as well."""

        def edit(book: Workbook) -> None:
            book["Prices"]["C4"] = 5
            book["Prices"].title = "Preise"
            book["Check"]["B2"] = "=Preise!D6"

        answers, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("sheet-renamed", "Preise")]
        assert answers["chairs"].value == 5

    def test_another_order_is_only_a_warning(self, tmp_path: Path) -> None:
        """Sheets are read by name."""
        _, findings = read(tmp_path, edited(lambda book: book.move_sheet("Answers", -1)))
        [finding] = findings
        assert (finding.code, finding.severity) == ("sheets-reordered", "warning")

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_a_hidden_sheet_is_named(self, state: Literal["hidden", "veryHidden"], tmp_path: Path) -> None:
        """Also one that no menu shows."""

        def edit(book: Workbook) -> None:
            book["Answers"].sheet_state = state

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("hidden-content", "Answers")]


class TestLines:
    """Rows and columns that were put in, taken out or hidden."""

    @pytest.mark.parametrize("row", [1, 4, 5, 8])
    def test_a_row_that_was_put_in_is_named_once(self, row: int, tmp_path: Path) -> None:
        """Answers are read beside their questions."""

        def edit(book: Workbook) -> None:
            sheet = book["Prices"]
            sheet["C7"] = 7
            sheet.insert_rows(row)

        answers, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("lines-shifted", f"Prices!{row}:{row}")]
        assert answers["apprentices"].value == 7

    def test_a_row_that_was_taken_out_is_named_with_what_it_held(self, tmp_path: Path) -> None:
        """Its answer is none; those below it are read."""

        def edit(book: Workbook) -> None:
            book["Prices"]["C7"] = 7
            book["Prices"].delete_rows(5)

        answers, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("lines-shifted", "Prices!5:5")]
        assert '"Tables\nand benches"' in findings[0].message
        assert (answers["tables"].value, answers["apprentices"].value) == (None, 7)

    def test_a_column_that_was_put_in_is_named_once(self, tmp_path: Path) -> None:
        """Likewise."""

        def edit(book: Workbook) -> None:
            book["Prices"]["C4"] = 7
            book["Prices"].insert_cols(2, 2)

        answers, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("lines-shifted", "Prices!B:C")]
        assert answers["chairs"].value == 7

    def test_what_was_changed_beside_a_shift_is_named_too(self, tmp_path: Path) -> None:
        """At the cell where it stands now."""

        def edit(book: Workbook) -> None:
            book["Prices"]["B5"] = 99
            book["Prices"].insert_rows(4)

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("lines-shifted", "Prices!4:4"), ("changed-cell", "Prices!B6")]

    def test_hidden_rows_and_columns_are_named(self, tmp_path: Path) -> None:
        """Rows that stand together as one."""

        def edit(book: Workbook) -> None:
            for row in (4, 5):
                book["Prices"].row_dimensions[row].hidden = True
            book["Prices"].column_dimensions["B"].hidden = True

        _, findings = read(tmp_path, edited(edit))
        assert sorted(said(findings)) == [("hidden-content", "Prices!4:5"), ("hidden-content", "Prices!B:B")]

    def test_rows_and_columns_too_small_to_be_read_are_named(self, tmp_path: Path) -> None:
        """They are hidden from everybody but a program."""

        def edit(book: Workbook) -> None:
            book["Prices"].row_dimensions[4].height = 0.1
            book["Prices"].column_dimensions["B"].width = 0.01

        _, findings = read(tmp_path, edited(edit))
        assert sorted(said(findings)) == [("hidden-content", "Prices!4:4"), ("hidden-content", "Prices!B:B")]

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            (";;;", "does not show it"),
            ("[>100]0;;", "does not show it"),
            ('"n/a"', "does not show it"),
            ("#,##0,", "shows another amount"),
            ('0" thousand"', "shows another amount"),
            ("0\\0\\0", "shows another amount"),
            ("#0.1", "shows another amount"),
        ],
    )
    def test_a_number_that_is_not_shown_as_it_is_is_told(self, code: str, words: str, tmp_path: Path) -> None:
        """It is read all the same."""
        answers, findings = read(tmp_path, filled({("Prices", "C4"): 12}, {("Prices", "C4"): code}))
        assert said(findings) == [("hidden-content", "Prices!C4")]
        assert findings[0].message == f'12 stands here, and the number format "{code}" {words}.'
        assert answers["chairs"].value == 12

    @pytest.mark.parametrize(
        ("value", "code"),
        [(12, "#,##0.00;[Red]-#,##0.00"), (12, "0;;"), (0, '#,##0_);(#,##0);"-"'), (12, "# ?/8"), (12, '0" each"')],
    )
    def test_a_number_that_is_shown_as_it_is_is_not(self, value: int, code: str, tmp_path: Path) -> None:
        """Whatever stands beside it."""
        assert read(tmp_path, filled({("Prices", "C4"): value}, {("Prices", "C4"): code}))[1] == ()

    def test_a_text_that_is_not_shown_is_told(self, tmp_path: Path) -> None:
        """The same format hides words."""
        _, findings = read(tmp_path, filled({("Answers", "B6"): "Because."}, {("Answers", "B6"): ";;;"}))
        assert said(findings) == [("hidden-content", "Answers!B6")]


class TestGuards:
    """Merging, protection and checks."""

    def test_cells_that_were_merged_are_named(self, tmp_path: Path) -> None:
        """Merging may hide what stands below."""
        _, findings = read(tmp_path, edited(lambda book: book["Prices"].merge_cells("C4:C5")))
        assert said(findings) == [("cells-merged", "Prices!C4:C5")]
        assert "over a cell to fill in" in findings[0].message

    def test_merged_cells_that_came_apart_are_a_warning(self, tmp_path: Path) -> None:
        """Nothing is hidden by it."""
        _, findings = read(tmp_path, edited(lambda book: book["Answers"].unmerge_cells("A8:C8")))
        assert [(finding.code, finding.severity) for finding in findings] == [("merge-lost", "warning")]

    def test_lost_protection_is_a_warning(self, tmp_path: Path) -> None:
        """It is a courtesy: every cell is compared."""

        def edit(book: Workbook) -> None:
            book["Prices"].protection.sheet = False

        _, findings = read(tmp_path, edited(edit))
        assert [(finding.code, finding.severity) for finding in findings] == [("protection-lost", "warning")]

    def test_lost_checks_are_a_warning(self, tmp_path: Path) -> None:
        """One that names the cells."""

        def edit(book: Workbook) -> None:
            book["Prices"].data_validations.dataValidation = [DataValidation("whole", sqref="C7")]

        _, findings = read(tmp_path, edited(edit))
        assert said(findings) == [("checks-lost", "Prices")]
        assert "C4, C5, C8, C9." in findings[0].message

    def test_checks_that_a_spreadsheet_keeps_in_an_extension_are_still_there(self, tmp_path: Path) -> None:
        """Excel stores those that name another sheet beside the others, in other words."""
        part = "xl/worksheets/sheet2.xml"
        content = parts_of(form_bytes(DEMO))[part]
        start = content.index(b"<dataValidation ", content.index(b'sqref="B4"') - 200)
        old = content[start : content.index(b"</dataValidation>", start) + 17]
        assert b"Lists!$A$4:$A$6" in old
        x14 = (
            b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations'
            b' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
            b"<x14:formula1><xm:f>Lists!$A$4:$A$6</xm:f></x14:formula1><xm:sqref>B4</xm:sqref></x14:dataValidation>"
            b"</x14:dataValidations></ext></extLst></worksheet>"
        )
        moved = changed(changed(form_bytes(DEMO), part, old, b""), part, b"</worksheet>", x14)
        assert read(tmp_path, moved)[1] == ()


class TestResults:
    """A locked formula whose stored result is not what it gives."""

    def test_a_result_that_was_typed_over_in_the_file_is_named(self, tmp_path: Path) -> None:
        """LibreOffice would show it as it stands."""
        content = changed(
            form_bytes(DEMO), "xl/worksheets/sheet1.xml", b"<f>SUM(D4:D5)</f><v>0</v>", b"<f>SUM(D4:D5)</f><v>9</v>"
        )
        _, findings = read(tmp_path, content)
        assert said(findings) == [("formula-result", "Prices!D6")]
        assert "the cell shows 9, and its formula gives 0." in findings[0].message

    def test_results_that_were_never_calculated_again_are_named(self, tmp_path: Path) -> None:
        """A price was put in by a program that left the totals as they were."""
        part, cell = "xl/worksheets/sheet1.xml", b'<c r="C4" s="6"/>'
        content = changed(form_bytes(DEMO), part, cell, b'<c r="C4" s="6"><v>10</v></c>')
        answers, findings = read(tmp_path, content)
        assert answers["chairs"].value == 10
        assert said(findings) == [("formula-result", f"{name}") for name in ("Check!B2", "Prices!D4", "Prices!D6")]


def test_more_changes_than_can_be_read_are_cut_short(tmp_path: Path) -> None:
    """A list of a thousand is long enough."""

    def edit(book: Workbook) -> None:
        for row in range(20, 1300):
            book["Prices"].cell(row, 1, "x")

    _, findings = read(tmp_path, edited(edit))
    assert len(findings) == 1001
    assert findings[-1].code == "many-changes"


def test_errors_are_kept_where_warnings_are_many(tmp_path: Path) -> None:
    """Two thousand hidden rows do not hide a changed cell."""

    def edit(book: Workbook) -> None:
        book["Check"]["A2"] = "other"
        for row in range(20, 4020, 2):
            book["Answers"].row_dimensions[row].hidden = True

    _, findings = read(tmp_path, edited(edit))
    assert ("changed-cell", "Check!A2") in said(findings)


def test_a_shared_formula_holds_in_each_cell_by_analogy(tmp_path: Path) -> None:
    """Spreadsheets store a formula that was filled down once."""
    sheet = FormSheet("Sheet 1", {(row, 1): Formula(f"A{row + 1}*2", 0) for row in range(3)}, {})
    form = type(DEMO)("moderation", "t", {"procurement": "demo"}, (sheet,))
    content = form_bytes(form)
    part = "xl/worksheets/sheet1.xml"
    content = changed(content, part, b"<f>A1*2</f>", b'<f t="shared" ref="B1:B3" si="0">A1*2</f>')
    content = changed(content, part, b"<f>A2*2</f>", b'<f t="shared" si="0"/>')
    assert read(tmp_path, content, form)[1] == ()
    content = changed(content, part, b"<f>A3*2</f>", b"<f>A2*2</f>")
    assert said(read(tmp_path, content, form)[1]) == [("changed-cell", "Sheet 1!B3")]


def test_a_workbook_that_lost_its_properties_is_known_by_its_last_sheet(tmp_path: Path) -> None:
    """Some programs drop them; what it was made for stands in cells too."""
    content = changed(form_bytes(DEMO), "docProps/custom.xml", b"social-value: ", b"other: ")
    assert read(tmp_path, content)[1] == ()
    other = changed(content, "xl/sharedStrings.xml", b"sha256:0123", b"sha256:9999")
    with pytest.raises(InputError, match="made for another fingerprint"):
        read(tmp_path, other)
