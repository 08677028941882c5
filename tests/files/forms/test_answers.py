"""What people type into cells: understood with a finding, or refused with what to write; never silently changed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from social_value.files.forms.answers import AnswerReader
from social_value.files.forms.form import Answer, Form, FormSheet, Input, Kind
from social_value.files.forms.write import form_bytes
from social_value.files.incoming.cells_read import RawCell, RawKind
from social_value.findings import Finding, Place
from social_value.render.findings_text import findings_text
from tests.files.forms.demo import DEMO, LEVELS, filled, read, said
from tests.files.incoming.packages import changed

SPOTS = {
    "chairs": ("Prices", "C4"),
    "apprentices": ("Prices", "C7"),
    "start": ("Prices", "C8"),
    "read": ("Prices", "C9"),
    "level": ("Answers", "B3"),
    "grade": ("Answers", "B4"),
    "why": ("Answers", "B6"),
}


def typed(folder: Path, key: str, value: object, code: str | None = None) -> tuple[Answer, tuple[Finding, ...]]:
    """What is read where a value was put into a cell, shown by a number format."""
    spot = SPOTS[key]
    answers, findings = read(folder, filled({spot: value}, {spot: code} if code else None))
    assert {finding.place.spot for finding in findings} <= {f"{spot[0]}!{spot[1]}"}
    return answers[key], findings


DAY = datetime(2026, 3, 31, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("key", "value", "code", "expected"),
    [
        ("chairs", 12, None, Decimal(12)),
        ("chairs", 12.0, None, Decimal(12)),
        ("chairs", 0.1, "0.00", Decimal("0.1")),
        ("chairs", 1.25, "0.000", Decimal("1.25")),
        ("chairs", 1e-05, None, Decimal("0.00001")),
        ("chairs", 99999.99, '0.00" each"', Decimal("99999.99")),
        ("apprentices", 3.0, None, 3),
        ("start", DAY, "yyyy-mm-dd", "2026-03-31"),
        ("start", DAY, "[$-F800]dddd, mmmm dd, yyyy", "2026-03-31"),
        ("read", "yes", None, True),
        ("read", " no ", None, False),
        ("level", 2, None, "2"),
        ("level", "2", "@", "2"),
        ("grade", LEVELS[1], None, LEVELS[1]),
        ("why", "  Because.\r\nSo. ", None, "Because.\nSo."),
        ("why", "-5 degrees; @home; =SUM(A1)", None, "-5 degrees; @home; =SUM(A1)"),
        ("why", " \n ", None, None),
    ],
)
def test_is_read_as_it_stands(key: str, value: object, code: str | None, expected: object, tmp_path: Path) -> None:
    """Nothing is said where nothing had to be understood."""
    answer, findings = typed(tmp_path, key, value, code)
    assert findings == ()
    assert answer.value == expected


@pytest.mark.parametrize(
    ("key", "value", "code", "expected"),
    [
        ("chairs", "12", "@", Decimal(12)),
        ("chairs", "£1,250.50", None, Decimal("1250.50")),
        ("chairs", "GBP 1,250.50", None, Decimal("1250.50")),
        ("chairs", "1 250,50 €", None, Decimal("1250.50")),
        ("chairs", "1\u00a0250.50", None, Decimal("1250.50")),
        ("chairs", "1.250,50", None, Decimal("1250.50")),
        ("apprentices", "1.250.000", None, 1_250_000),
        ("apprentices", "1.000.000.000", None, 1_000_000_000),
        ("apprentices", "£1.250.000", None, 1_250_000),
        ("chairs", "12,5", None, Decimal("12.5")),
        ("chairs", "0.125", None, Decimal("0.125")),
        ("chairs", "1250.125", None, Decimal("1250.125")),
        ("chairs", "1.25", None, Decimal("1.25")),
        ("chairs", " 12.5 ", None, Decimal("12.5")),
        ("chairs", 5, "£#,##0.00", Decimal(5)),
        ("apprentices", "3", None, 3),
        ("start", "2026-03-31", "@", "2026-03-31"),
        ("start", "2026/3/31", "@", "2026-03-31"),
        ("start", " 31/3/2026 ", "@", "2026-03-31"),
        ("start", "31.03.2026", "@", "2026-03-31"),
        ("start", "3-31-2026", "@", "2026-03-31"),
        ("start", "03/03/2026", "@", "2026-03-03"),
        ("start", DAY.replace(hour=9), "yyyy-mm-dd hh:mm", "2026-03-31"),
        ("read", "YES", None, True),
        ("read", True, None, True),
        ("grade", LEVELS[1].upper(), None, LEVELS[1]),
        ("why", 2026, None, "2026"),
    ],
)
def test_is_understood_and_said(key: str, value: object, code: str | None, expected: object, tmp_path: Path) -> None:
    """There is one way to read it, and a warning says which."""
    answer, findings = typed(tmp_path, key, value, code)
    assert [(finding.code, finding.severity) for finding in findings] == [("answer-understood", "warning")]
    assert answer.value == expected


@pytest.mark.parametrize(
    ("key", "value", "code", "found", "words"),
    [
        ("chairs", "1,250", None, "ambiguous-answer", "whose comma can be read in two ways"),
        ("chairs", "1.250", None, "ambiguous-answer", "whose point can be read in two ways"),
        ("chairs", "£1.250", None, "ambiguous-answer", "whose point can be read in two ways"),
        ("chairs", "15%", None, "ambiguous-answer", "with a percent sign"),
        ("chairs", 0.15, "0%", "ambiguous-answer", "is shown as 15%"),
        ("chairs", DAY, "dd/mm/yyyy", "ambiguous-answer", "is shown as a date or a time"),
        ("chairs", "about 5", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", "(500)", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", "5 each", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", "1e3", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", "١٢", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", "12.34.56", None, "wrong-answer-kind", "which is not a number"),
        ("chairs", True, None, "wrong-answer-kind", "holds TRUE"),
        ("chairs", -1, None, "answer-out-of-range", "is -1, and must be at least 0 and at most 100000"),
        ("chairs", 100_001, None, "answer-out-of-range", "is 100001"),
        ("chairs", 1 / 3, None, "number-too-long", "more than 10 decimals"),
        ("chairs", "=:1+1", None, "formula-in-answer", "is a formula (=1+1)"),
        ("apprentices", 2.5, None, "wrong-answer-kind", "a whole number is asked for"),
        ("start", "3/4/2026", None, "ambiguous-answer", "whose day could be its month"),
        ("start", "2026-02-30", None, "wrong-answer-kind", "there is no such day"),
        ("start", "29/02/2027", None, "wrong-answer-kind", "there is no such day"),
        ("start", "32/13/2026", None, "wrong-answer-kind", "there is no such day"),
        ("start", "next spring", None, "wrong-answer-kind", "a date is asked for"),
        ("start", 46112, "0", "ambiguous-answer", "is the number 46112"),
        ("start", 30, "yyyy-mm-dd", "wrong-answer-kind", "which is no date"),
        ("read", "perhaps", None, "answer-not-offered", "not among the choices"),
        ("level", 7, None, "answer-not-offered", "not among the choices"),
        ("level", 0.02, "0%", "answer-not-offered", "not among the choices"),
        ("grade", "3 - superb", None, "answer-not-offered", "not among the choices"),
        ("why", "x" * 201, None, "answer-too-long", "has 201 characters; at most 200"),
        ("why", True, None, "wrong-answer-kind", "holds TRUE"),
        ("why", DAY, "dd/mm/yyyy", "ambiguous-answer", "turned into a date"),
    ],
)
def test_is_refused_with_a_way_out(
    key: str, value: object, code: str | None, found: str, words: str, tmp_path: Path
) -> None:
    """One error at the cell; the answer is none."""
    answer, [finding] = typed(tmp_path, key, value, code)
    assert (finding.code, finding.severity) == (found, "error")
    assert words in finding.message
    assert finding.way_out
    assert answer.value is None


IN_POUNDS = replace(DEMO, currency="GBP")


def in_pounds(folder: Path, value: object, code: str | None) -> tuple[Answer, tuple[Finding, ...]]:
    """What is read of a price in a form whose sums are in pounds."""
    spot = SPOTS["chairs"]
    answers, findings = read(folder, filled({spot: value}, {spot: code} if code else None, IN_POUNDS), IN_POUNDS)
    return answers["chairs"], findings


@pytest.mark.parametrize(
    ("value", "code", "currency"),
    [
        ("€12", None, "EUR"),
        ("$12", None, "USD"),
        ("¥12", None, "¥"),
        ("12 eur", None, "EUR"),
        ("£12 EUR", None, "EUR"),
        ("€1.250", None, "EUR"),
        (12, "[$€-407] #,##0.00", "EUR"),
        (12, '#,##0 "€"', "EUR"),
        (12, "[$kr-414] 0", "KR"),
        (12, "[$US$]#,##0", "USD"),
        (12, '"$"#,##0.000', "USD"),
    ],
)
def test_a_sum_in_another_currency_is_refused(value: object, code: str | None, currency: str, tmp_path: Path) -> None:
    """It is worth something else than the same number in the currency of the procurement."""
    answer, [finding] = in_pounds(tmp_path, value, code)
    assert (finding.code, finding.severity, answer.value) == ("wrong-answer-kind", "error", None)
    assert f"is a sum in {currency}, and GBP is the currency of the procurement" in finding.message


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("£12", None),
        ("12 GBP", None),
        (12, "[$£-809]#,##0.00"),
        (12, '_-"£"* #,##0.00_-'),
        (12, '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)'),
    ],
)
def test_a_sum_in_the_currency_of_the_procurement_is_understood(
    value: object, code: str | None, tmp_path: Path
) -> None:
    """So is one in the built-in format that shows the currency of whoever opens the workbook."""
    answer, [finding] = in_pounds(tmp_path, value, code)
    assert (finding.code, answer.value) == ("answer-understood", Decimal(12))


@given(
    st.text("0123456789.,eE+-%£€$' ", max_size=70),
    st.sampled_from(["number", "whole", "date", "choice", "flag", "text"]),
    st.sampled_from(["text", "number"]),
)
@example("1.250.000", "number", "text")
@example("-", "number", "text")
@example("e", "number", "number")
@example("1e", "number", "number")
@example("..", "whole", "text")
@example("+-1", "number", "number")
@example("1e999999", "number", "number")
@example("1e9999", "date", "number")
def test_no_text_stops_the_reader(text: str, kind: Kind, stored: RawKind) -> None:
    """Whatever is typed or stored: a number, a date or a word is read, or an error says why not."""
    reader = AnswerReader(Input("key", kind, "The answer", choices=("1", "2")), Place("a.xlsx", ("S", "A1")), False)
    value = reader.read(RawCell(stored, text))
    refused = [finding for finding in reader.findings if finding.severity == "error"]
    assert (value is None) == (bool(refused) or (stored == "text" and not text.strip()))


def test_digits_that_a_spreadsheet_does_not_show_are_said(tmp_path: Path) -> None:
    """0.1 + 0.2 is stored with seventeen digits; its sender saw 0.3."""
    cell = b'<c r="C4" s="6"><v>0.30000000000000004</v></c>'
    answers, findings = read(
        tmp_path, changed(form_bytes(DEMO), "xl/worksheets/sheet1.xml", b'<c r="C4" s="6"/>', cell)
    )
    findings = tuple(finding for finding in findings if finding.code != "formula-result")
    assert said(findings) == [("digits-lost", "Prices!C4")]
    assert "stored as 0.30000000000000004; its 15 digits were read: 0.3." in findings[0].message
    assert answers["chairs"].value == Decimal("0.3")


def test_invisible_characters_are_left_out_and_said(tmp_path: Path) -> None:
    """A text that reads from right to left, and one that clears a terminal."""
    answer, findings = typed(tmp_path, "why", "Acme \u202eevil _x001B_[31m Ltd")
    assert [(finding.code, finding.severity) for finding in findings] == [("text-cleaned", "warning")]
    assert answer.value == "Acme evil [31m Ltd"


def test_nothing_of_an_answer_steers_a_terminal(tmp_path: Path) -> None:
    """What an answer holds is shown as an escape where a message names it."""
    for key, value in (
        ("chairs", "5 _x001B_[2J"),
        ("read", "_x001B_]8;;https://example.org_x0007_yes"),
        ("why", "_x009B_1m"),
    ):
        _, findings = typed(tmp_path, key, value)
        assert findings
        shown = "".join(findings_text(findings))
        assert not [character for character in shown if unicodedata.category(character) in ("Cc", "Cf")]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    """A workbook of an old Macintosh counts from another day."""
    form = Form("bid-return", "t", {"p": "q"}, (FormSheet("S", {(0, 0): Input("day", "date", "The day")}, {}),))
    content = changed(form_bytes(form), "xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" ')
    content = changed(content, "xl/worksheets/sheet1.xml", b'<c r="A1" s="1"/>', b'<c r="A1" s="1"><v>42735</v></c>')
    answers, findings = read(tmp_path, content, form)
    assert said(findings) == []
    assert answers["day"].value == "2021-01-01"


def test_values_that_were_there_when_it_was_issued_are_answers_too(tmp_path: Path) -> None:
    """A date, a number and a choice come back as they went out."""
    cells = {
        (0, 0): Input("day", "date", "The day", "2026-03-31"),
        (1, 0): Input("sum", "number", "The sum", Decimal("1250.50")),
        (2, 0): Input("level", "choice", "The level", "2", ("1", "2")),
    }
    form = Form("moderation", "t", {"p": "q"}, (FormSheet("S", cells, {}),))
    answers, findings = read(tmp_path, form_bytes(form), form)
    assert findings == ()
    assert [answer.value for answer in answers.values()] == ["2026-03-31", Decimal("1250.5"), "2"]
