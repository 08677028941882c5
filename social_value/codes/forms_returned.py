"""Codes of forms that came back."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

NOT_AN_ISSUED_FORM = ErrorCode(
    "not-an-issued-form",
    means="The workbook does not say what it was issued for.",
    way_out="Fill in the workbook that was issued.",
    protects="Every answer is an answer to a question that was asked.",
)
MADE_FOR_ANOTHER = ErrorCode(
    "made-for-another",
    means="The workbook was made for another procurement, method, evaluator or purpose.",
    way_out="Read it with what it was made for, or send out the right workbook.",
    protects="No answer counts where it was not meant.",
)
MADE_FROM_OTHER_CONTENT = ErrorCode(
    "made-from-other-content",
    means="The workbook was made for this procurement, but from other texts or choices than it has today.",
    way_out="Read it with the files and the version that it was made with, or send it out anew.",
    protects="An answer is never read against a question that changed after it was given.",
)
CHANGED_CELL = ErrorCode(
    "changed-cell",
    means="A cell that is not for filling in was changed.",
    way_out="Put back what was issued.",
    protects="All bidders answer the same questions, and all evaluators mark by the same words.",
)
ADDED_CELL = ErrorCode(
    "added-cell",
    means="Something was written where nothing is asked for.",
    way_out="Move it into a cell that is for filling in.",
    protects="A reservation in the margin is neither lost nor accepted unseen.",
)
LINES_SHIFTED = ErrorCode(
    "lines-shifted",
    means="Rows or columns were put in or taken out.",
    way_out="Copy the answers into the workbook as it was issued.",
    protects="Every answer is read beside its own question.",
)
SHEET_MISSING = ErrorCode(
    "sheet-missing",
    means="A sheet of the issued workbook is missing.",
    way_out="Fill in the workbook as it was issued.",
    protects="No question is lost.",
)
SHEET_RENAMED = ErrorCode(
    "sheet-renamed",
    means="A sheet came back under another name; it was known by its content.",
    way_out="Give it its name again.",
    protects="Every answer is read beside its own question.",
)
SHEET_ADDED = ErrorCode(
    "sheet-added",
    means="A sheet was added.",
    way_out="Delete it, and answer in the cells for it.",
    protects="A reservation on a sheet of its own is neither lost nor accepted unseen.",
)
SHEETS_REORDERED = WarningCode(
    "sheets-reordered",
    means="The sheets came back in another order.",
    way_out="Nothing needs doing, since sheets are read by name.",
    protects="What was changed is known.",
)
CELLS_MERGED = ErrorCode(
    "cells-merged",
    means="Cells were merged that were not merged when the workbook was issued.",
    way_out="Undo the merging.",
    protects="No answer is hidden below another.",
)
MERGE_LOST = WarningCode(
    "merge-lost",
    means="Cells came apart that were merged when the workbook was issued.",
    way_out="Nothing needs doing, if what they hold is right.",
    protects="What was changed is known.",
)
PROTECTION_LOST = WarningCode(
    "protection-lost",
    means="The protection of a sheet was taken off.",
    way_out="Nothing needs doing, since every cell was compared with what was issued.",
    protects="What was changed is known.",
)
CHECKS_LOST = WarningCode(
    "checks-lost",
    means="The checks of cells to fill in were taken off or changed.",
    way_out="Nothing needs doing, since what was filled in was checked when it was read.",
    protects="What was changed is known.",
)
FORMULA_RESULT = WarningCode(
    "formula-result",
    means="A locked cell shows another result than its formula gives.",
    way_out="Open the workbook, let it calculate, and save it again; the result itself is not read.",
    protects="Nobody relies on a total that was typed over.",
)
MANY_CHANGES = ErrorCode(
    "many-changes",
    means="More was changed in a workbook than can be listed.",
    way_out="Fill in the workbook as it was issued.",
    protects="A list of changes stays one that somebody can read.",
)
