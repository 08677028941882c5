"""A new workbook and the print settings of its sheets: the same content gives the same bytes."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

# The same inputs give the same bytes, so no clock is read. It is the first day that a zip file can state, which
# XlsxWriter gives the parts of the file as well.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - XlsxWriter writes it as it stands
_OPTIONS = {
    # Parts that pass through files on disk would carry the time of those.
    "in_memory": True,
    # Text from suppliers is data: nothing in it becomes a formula, a link or a number.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9


def new_book(content: BytesIO, title: str) -> Workbook:
    """Return an empty workbook that is written into ``content`` when it is closed."""
    book = Workbook(content, _OPTIONS)
    book.set_properties({"created": _CREATED, "title": title, "author": ""})
    return book


def set_print(sheet: Worksheet, *, landscape: bool = True) -> None:
    """Print a sheet on A4, with its name and the number of the page below."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)
