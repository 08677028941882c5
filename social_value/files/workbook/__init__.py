"""The workbook of a result: live formulas over visible inputs, down to the rank."""

from social_value.files.workbook.plan import ALL_SHEETS, SHEETS
from social_value.files.workbook.report_book import report_bytes

__all__ = ["ALL_SHEETS", "SHEETS", "report_bytes"]
