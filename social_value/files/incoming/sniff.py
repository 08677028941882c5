"""What a file is that was meant to be a workbook, told from its bytes and never from its name."""

from __future__ import annotations

from social_value.codes.workbooks import NOT_A_WORKBOOK
from social_value.errors import InputError
from social_value.findings import Place

ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = 'Open it, and save it as "Excel Workbook (.xlsx)".'
_SAVE_TABLE = 'Fill in the workbook that was issued, and save it as "Excel Workbook (.xlsx)".'


def check_is_workbook(content: bytes, shown: str) -> None:
    """Raise the finding that says what a file is, where it cannot be an .xlsx workbook."""
    if not shown.casefold().endswith(".xlsx"):
        message = "the name of a workbook that is read ends in .xlsx, and this one does not."
        raise InputError([NOT_A_WORKBOOK.at(Place(shown), message, _SAVE_AS)])
    if content.startswith(ZIP) and not _is_open_document(content):
        return
    message, way_out = _what(content)
    raise InputError([NOT_A_WORKBOOK.at(Place(shown), message, way_out)])


def _is_open_document(content: bytes) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument" in content[:200]


def _what(content: bytes) -> tuple[str, str]:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content.strip(b"\0 \t\r\n"):
        return "the file is empty.", "Send the workbook again."
    if content.startswith(_OLD_OFFICE):
        return _old_office(content)
    known, way_out = _known(content, start)
    if known:
        return f"this is {known}, although its name says .xlsx.", way_out
    return "this is not an Excel workbook, or it is damaged from its first bytes on.", "Send the workbook again."


def _known(content: bytes, start: bytes) -> tuple[str, str]:
    if content.startswith(ZIP):
        return "an OpenDocument spreadsheet (.ods)", _SAVE_AS
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "a web page (HTML)", _SAVE_AS
    if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096]:
        return "an XML Spreadsheet 2003", _SAVE_AS
    if start.startswith(b"%pdf"):
        return "a PDF", _SAVE_TABLE
    return ("plain text, such as CSV", _SAVE_TABLE) if _is_text(content) else ("", "")


def _old_office(content: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "the workbook is protected by a password, so it cannot be read.", "Save it again without a password."
    return "this is a workbook of Excel 97-2003 (.xls), although its name says .xlsx.", _SAVE_AS


def _is_text(content: bytes) -> bool:
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in start)
