"""Tests of strict CSV reading."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.errors import CannotRunError, InputError
from social_value.files import csv_source
from social_value.files.csv_source import CsvTable, exact_number, parse_csv, read_csv
from social_value.findings import Finding, Place
from tests.work import calls_of

BIDS = ("bid", "supplier", "price")


def parsed(text: str | bytes, *, extra: bool = False) -> CsvTable:
    """Return the table of a bids file."""
    content = text.encode() if isinstance(text, str) else text
    return parse_csv(content, "bids.csv", BIDS, extra)


def faults(text: str | bytes, *, extra: bool = False) -> tuple[Finding, ...]:
    """Return the findings that a bids file raises."""
    with pytest.raises(InputError) as raised:
        parsed(text, extra=extra)
    return raised.value.findings


def fault(text: str | bytes, *, extra: bool = False) -> tuple[str, str, str]:
    """Return code, place and message of the only finding that a bids file raises."""
    [finding] = faults(text, extra=extra)
    assert finding.way_out
    return finding.code, str(finding.place), finding.message


class TestReadCsv:
    """Reading a file that is as it should be."""

    def test_reads_columns_and_rows(self, tmp_path: Path) -> None:
        """Columns and rows are read as text, exactly as they are written."""
        (tmp_path / "bids.csv").write_text('bid,supplier,price\na," A ""1"" ",010\n')
        table = read_csv(tmp_path / "bids.csv", "bids.csv", BIDS, extra=False)
        assert table.columns == BIDS
        assert table.rows == [["a", ' A "1" ', "010"]]

    def test_names_a_missing_file(self, tmp_path: Path) -> None:
        """A missing file is an error of the run, not of the input."""
        with pytest.raises(CannotRunError, match=r"bids\.csv"):
            read_csv(tmp_path / "bids.csv", "bids.csv", BIDS, extra=False)

    @pytest.mark.parametrize(
        "text",
        [
            "\ufeffbid,supplier,price\na,A,1\n",
            "bid,supplier,price\r\na,A,1\r\n",
            "bid,supplier,price\ra,A,1\r",
            "bid,supplier,price\na,A,1",
            "bid,supplier,price\na,A,1\n\n\n",
            "bid,supplier,price\na,A,1\n,,\n,,\n",
        ],
    )
    def test_accepts_what_spreadsheets_leave(self, text: str) -> None:
        """A byte order mark, any line ending and empty rows at the end change nothing."""
        assert parsed(text).rows == [["a", "A", "1"]]

    def test_further_columns_follow_where_they_may(self) -> None:
        """Measures follow the required columns in bids.csv."""
        assert parsed("bid,supplier,price,co2\na,A,1,2\n", extra=True).columns == (*BIDS, "co2")

    def test_names_in_any_script_pass(self) -> None:
        """Names of suppliers are text in any script, with apostrophes, signs and quotes."""
        rows = [["a", name, "1"] for name in ("Tŷ Gwyn", "O'Neill & Sons", "A+ Services", "東京", "شركة", "=1+1")]
        text = "bid,supplier,price\n" + "".join(",".join(row) + "\n" for row in rows)
        assert parsed(text).rows == rows


class TestPlace:
    """Where a cell stands."""

    def test_counts_line_and_column(self) -> None:
        """A cell's place is its line and the ordinal of its column."""
        place = parsed("bid,supplier,price\na,A,1\nb,B,2\n").place(1, "price")
        assert place == Place("bids.csv", (1, "price"), 3, 3)

    def test_line_breaks_inside_cells_do_not_shift_it(self) -> None:
        """A row is placed on the line on which it begins, whatever the cells above hold."""
        table = parsed('bid,supplier,price\r\na,"A\r\nLtd\r\n",1\r\nb,B,2\r\n')
        assert [table.place(row, "bid").line for row in (0, 1)] == [2, 5]


class TestRefusals:
    """What is refused, and where."""

    def test_other_encodings(self) -> None:
        """A file that is not UTF-8 is refused with the way to save it in a spreadsheet."""
        [finding] = faults("bid,supplier,price\na,Café,1\n".encode("cp1252"))
        assert (finding.code, str(finding.place)) == ("not-utf-8", "bids.csv:2:6")
        assert "CSV UTF-8" in finding.way_out

    def test_control_characters(self) -> None:
        """Every NUL and hidden character is named at once."""
        found = faults("bid,supplier,price\na,A\0,1\nb,\u202eB,2\n")
        assert [(f.code, str(f.place)) for f in found] == [
            ("control-character", "bids.csv:2:4"),
            ("control-character", "bids.csv:3:3"),
        ]

    @pytest.mark.parametrize("text", ["", "\n\n", ",,\n", "\ufeff"])
    def test_empty_files(self, text: str) -> None:
        """A file without text is refused with the header to write."""
        code, place, _ = fault(text)
        assert (code, place) == ("empty-file", "bids.csv:1:1")

    @pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n,,\n"])
    def test_no_rows(self, end: str) -> None:
        """A header alone is refused."""
        assert fault("bid,supplier,price" + end)[0] == "no-rows"

    @pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
    def test_other_separators(self, sign: str, name: str) -> None:
        """Semicolons and tabs are named and never guessed."""
        code, _, message = fault("bid,supplier,price\na,A,1\n".replace(",", sign))
        assert code == "not-commas"
        assert name in message

    def test_a_separator_line(self) -> None:
        """The line `sep=;` of some exports is not taken for a header."""
        assert fault("sep=;\nbid;supplier;price\na;A;1\n")[0] == "not-commas"

    def test_a_misspelt_column(self) -> None:
        """A wrong name in the header is shown with the right one."""
        code, place, message = fault("bid,suplier,price\na,A,1\n")
        assert (code, place) == ("wrong-header", "bids.csv:1:2")
        assert '"supplier"' in message
        assert '"suplier"' in message

    def test_columns_in_another_order(self) -> None:
        """Columns in another order are refused, with the column in which each stands."""
        messages = [finding.message for finding in faults("bid,price,supplier\na,1,A\n")]
        assert any('"price" stands in column 2' in message for message in messages)

    def test_a_missing_column(self) -> None:
        """A missing column is named."""
        assert "missing" in fault("bid,supplier\na,A\n")[2]

    def test_a_column_too_many(self) -> None:
        """A further column is refused where none belongs."""
        assert "too many" in fault("bid,supplier,price,co2\na,A,1,2\n")[2]

    def test_a_further_column_without_a_name(self) -> None:
        """A further column needs a name."""
        assert "no name" in fault("bid,supplier,price,\na,A,1,2\n", extra=True)[2]

    def test_a_repeated_column(self) -> None:
        """The same column twice is refused with both ordinals."""
        code, place, message = fault("bid,supplier,price,co2,co2\na,A,1,2,3\n", extra=True)
        assert (code, place) == ("repeated-column", "bids.csv:1:5")
        assert "columns 4 and 5" in message

    def test_every_row_of_the_wrong_length(self) -> None:
        """Short and long rows are all named at once."""
        found = faults("bid,supplier,price\na,A\nb,B,1\nc,C,1,2\n")
        assert [(f.code, f.place.line) for f in found] == [("row-length", 2), ("row-length", 4)]
        assert "2 cells" in found[0].message

    def test_an_empty_line_between_rows(self) -> None:
        """An empty line between rows may be a lost row, so it is not passed over."""
        assert fault("bid,supplier,price\na,A,1\n\nb,B,2\n")[:2] == ("row-length", "bids.csv:3:1")

    @pytest.mark.parametrize(
        ("text", "place", "words"),
        [
            ('bid,supplier,price\na,A,1\nb,"B,2\nc,C,3\n', "bids.csv:3:1", "never closed"),
            ('bid,supplier,price\na,"A" Ltd,1\n', "bids.csv:2:1", "follows a closing quotation mark"),
            ('bid,supplier,price\na,"A,1\nb,"B",2\n', "bids.csv:2:1", "(on line 3)"),
        ],
    )
    def test_a_stray_quotation_mark(self, text: str, place: str, words: str) -> None:
        """A stray quotation mark never swallows the bids below it."""
        code, found, message = fault(text)
        assert (code, found) == ("not-csv", place)
        assert words in message

    def test_a_cell_that_is_too_long(self) -> None:
        """A cell longer than the limit is refused."""
        code, place, message = fault(f"bid,supplier,price\na,{'A' * 131_073},1\n")
        assert (code, place) == ("not-csv", "bids.csv:2:1")
        assert "131,072" in message

    def test_too_many_columns(self) -> None:
        """A header of thousands of columns is refused."""
        assert fault("bid,supplier,price" + ",x" * 1_000 + "\n", extra=True)[0] == "too-many-columns"

    def test_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One row more than the limit is refused."""
        monkeypatch.setattr(csv_source, "MOST_ROWS", 2)
        assert len(parsed("bid,supplier,price\n" + "a,A,1\n" * 2).rows) == 2
        assert fault("bid,supplier,price\n" + "a,A,1\n" * 3)[:2] == ("too-many-rows", "bids.csv:4:1")


class TestExactNumber:
    """Numbers in cells."""

    @pytest.mark.parametrize(
        "text",
        ["0", "12", "12.50", "-3", "0.1", "-0.5", "123456789012345", "12345.1234567890", "0.0000000001"],
    )
    def test_reads_plain_numbers_exactly(self, text: str) -> None:
        """A plain number is read digit by digit, with its trailing zeros."""
        number = exact_number(text, Place("x"))
        assert str(number) == str(Decimal(text))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "the cell in column .price. is empty"),
            ("  ", "is empty"),
            ("1.234,56", "comma"),
            ("1,000", "comma"),
            ("1'000", "separator"),
            ("£1", "currency sign"),
            ("5%", "percent sign"),
            ("1e3", "exponent"),
            (" 1", "space before or after"),
            ("1 000", "separator"),
            ("+1", "plus sign"),
            ("007", "begins with 0"),
            (".5", "no digit on one side"),
            ("5.", "no digit on one side"),
            ("1_000", "not a plain number"),
            ("0x1f", "not a plain number"),
            ("nan", "not a plain number"),
            ("Infinity", "not a plain number"),
            ("١٢٣", "not a plain number"),
            ("1\n", "space before or after"),
            ("=1+1", "not a plain number"),
        ],
    )
    def test_refuses_anything_else(self, text: str, words: str) -> None:
        """What is not a plain number is named and never guessed."""
        with pytest.raises(InputError, match=words) as raised:
            exact_number(text, Place("bids.csv", (0, "price"), 2, 3))
        [finding] = raised.value.findings
        assert (finding.code, str(finding.place)) == ("not-a-number", "bids.csv:2:3")
        assert "1234.56" in finding.way_out

    @pytest.mark.parametrize("text", ["1234567890123456", "0.12345678901", "123456.1234567890", "9" * 5000])
    def test_refuses_more_digits_than_are_kept(self, text: str) -> None:
        """At most 15 digits, at most 10 of them decimals, are kept exactly."""
        with pytest.raises(InputError, match="at most 15") as raised:
            exact_number(text, Place("x"))
        assert raised.value.findings[0].code == "number-too-long"
        assert len(raised.value.findings[0].message) < 200

    def test_a_table_reads_numbers_in_place(self) -> None:
        """A number is read from its cell, and a fault names the cell."""
        table = parsed("bid,supplier,price\na,A,1.50\nb,B,£2\n")
        assert table.number(0, "price") == Decimal("1.50")
        with pytest.raises(InputError, match=r"^bids.csv:3:3: "):
            table.number(1, "price")

    @given(st.decimals(-99_999, 99_999, places=10, allow_nan=False, allow_infinity=False))
    def test_reads_back_what_is_written_plainly(self, number: Decimal) -> None:
        """Every decimal of up to 15 digits and 10 places survives exactly."""
        assert exact_number(f"{number:f}", Place("x")) == number


def test_the_work_grows_with_the_number_of_bids() -> None:
    """Ten thousand bids of 63 columns are read, a row at a time: no function is called for every cell."""
    header = ",".join([*BIDS, *(f"m{column}" for column in range(60))])

    def calls(number: int) -> int:
        rows = (f"b{row},Supplier {row}," + ",".join(["12.5"] * 61) for row in range(number))
        content = "\n".join([header, *rows]).encode()
        assert len(parse_csv(content, "bids.csv", BIDS, extra=True).rows) == number
        return calls_of(lambda: parse_csv(content, "bids.csv", BIDS, extra=True))

    few, many = calls(5_000), calls(10_000)
    assert many < 2.2 * few
    assert many < 10 * 10_000
