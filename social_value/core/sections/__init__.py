"""Sections of a report: tables beside the marks, worked out once for the terminal, the workbook and the JSON."""
