"""Codes of workbooks that come from outside: as files, as answers, as forms that came back."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

INCOMING = Chapter(
    "Reading workbooks",
    (
        Code(
            "not-a-workbook",
            "error",
            means=(
                "The file is no .xlsx workbook, whatever its name says: another kind of file, or protected by a "
                "password."
            ),
            way_out="Open it, and save it as an Excel Workbook (.xlsx) without a password.",
            protects="A file is read as what it is, never as what its name says.",
        ),
        Code(
            "damaged-workbook",
            "error",
            means="The workbook breaks off, lacks a part, or contradicts itself.",
            way_out="Open it in Excel or LibreOffice, save it again, and send it again.",
            protects="No answer is lost or made up because a file arrived in pieces.",
        ),
        Code(
            "workbook-too-large",
            "error",
            means=(
                "The workbook has more bytes, parts, sheets, rows, columns or cells than a form ever has, or "
                "unpacks to many times its size."
            ),
            way_out="Fill in the workbook that was issued, and delete what lies beyond what is to be filled in.",
            protects="Reading ends in seconds and in bounded memory, whatever was sent.",
        ),
        Code(
            "unsafe-workbook",
            "error",
            means=(
                "The workbook is put together as no spreadsheet program does it, for example with a document "
                "type, or with a part whose name leads outside it."
            ),
            way_out="Open it in Excel or LibreOffice, and save it again; ask who sent it.",
            protects="A file that was made to attack its reader does not reach what it aims at.",
        ),
        Code(
            "foreign-workbook",
            "error",
            means="The workbook is saved in a variant of the format that is not read, such as Strict Open XML.",
            way_out="Save it as Excel Workbook (.xlsx).",
            protects="A file is never read as an empty one because its words are in another dialect.",
        ),
        Code(
            "active-content",
            "error",
            means=(
                "The workbook holds macros, a link to another file, a data connection, an embedded object or a control."
            ),
            way_out="Remove it.",
            protects="Nothing that comes from outside runs, and nothing is fetched for it.",
        ),
        Code(
            "hidden-content",
            "warning",
            means=(
                "A sheet, row or column is hidden or too small to be read; or a number format or a condition hides "
                "what a cell holds, or shows another amount."
            ),
            way_out="Show it, and check that what it holds is meant.",
            protects="Nobody decides on less than the file says.",
        ),
        Code(
            "content-not-read",
            "warning",
            means=(
                "A comment, picture, chart or shape stands in the workbook, or a check that names another workbook; it "
                "is not read."
            ),
            way_out="Answer in the cells, or ask about it.",
            protects="Nobody believes to have answered where nothing is read.",
        ),
        Code(
            "defined-name",
            "warning",
            means="A name was defined in the workbook, which the form does not have.",
            way_out="Ask who sent the workbook what it is for.",
            protects="A formula that hides behind a name is seen.",
        ),
    ),
)
ANSWERS = Chapter(
    "What was filled in",
    (
        Code(
            "formula-in-answer",
            "error",
            means="A cell to fill in holds a formula.",
            way_out="Paste it as a value.",
            protects="An answer is what its sender saw, and does not change with other cells.",
        ),
        Code(
            "wrong-answer-kind",
            "error",
            means=(
                "A cell to fill in holds something other than what is asked for, such as an error, a truth "
                "value, words where a number belongs, or a sum in another currency than the procurement's."
            ),
            way_out="Write what is asked for, as the message says.",
            protects="Nothing is made of an answer that it does not say.",
        ),
        Code(
            "ambiguous-answer",
            "error",
            means=(
                "What a cell holds can be read in two ways, such as a comma, or a point in a text, that may part "
                "thousands or decimals, a percentage, or a number that is shown as a date."
            ),
            way_out="Write it in the one way that the message names.",
            protects="No price is wrong by a factor of a hundred or a thousand.",
        ),
        Code(
            "answer-understood",
            "warning",
            means=(
                "What a cell holds is not written as it is asked for, but can be read in one way only; the "
                "message says how it was read."
            ),
            way_out="Check that this is meant.",
            protects="Nothing is read otherwise than it is written without being said.",
        ),
        Code(
            "answer-not-offered",
            "error",
            means="An answer is none of the choices.",
            way_out="Choose from the list of the cell.",
            protects="Only what was offered can be chosen.",
        ),
        Code(
            "answer-out-of-range",
            "error",
            means="A number is below the least or above the most that is asked for.",
            way_out="Correct it.",
            protects="A slip of the keyboard is not taken for an offer.",
        ),
        Code(
            "answer-too-long",
            "error",
            means="A text has more characters than are read.",
            way_out="Shorten it.",
            protects="No bidder has more room than the others.",
        ),
        Code(
            "text-cleaned",
            "warning",
            means="A text holds invisible characters that can hide or reorder it; they were left out.",
            way_out="Check that nothing is missing.",
            protects="What a reader sees is what the tool reads: nothing is hidden and nothing is reordered.",
        ),
        Code(
            "digits-lost",
            "warning",
            means=(
                "A number is stored with more digits than a spreadsheet shows; the fifteen that are shown were read."
            ),
            way_out="Round it if this is not meant.",
            protects="The number that is read is the number that its sender saw.",
        ),
    ),
)
FORMS = Chapter(
    "Forms that came back",
    (
        Code(
            "not-an-issued-form",
            "error",
            means="The workbook does not say what it was issued for.",
            way_out="Fill in the workbook that was issued.",
            protects="Every answer is an answer to a question that was asked.",
        ),
        Code(
            "made-for-another",
            "error",
            means="The workbook was made for another procurement, method, evaluator or purpose.",
            way_out="Read it with what it was made for, or send out the right workbook.",
            protects="No answer counts where it was not meant.",
        ),
        Code(
            "made-from-other-content",
            "error",
            means="The workbook was made for this procurement, but from other texts or choices than it has today.",
            way_out="Read it with the files and the version that it was made with, or send it out anew.",
            protects="An answer is never read against a question that changed after it was given.",
        ),
        Code(
            "changed-cell",
            "error",
            means="A cell that is not for filling in was changed.",
            way_out="Put back what was issued.",
            protects="All bidders answer the same questions, and all evaluators mark by the same words.",
        ),
        Code(
            "added-cell",
            "error",
            means="Something was written where nothing is asked for.",
            way_out="Move it into a cell that is for filling in.",
            protects="A reservation in the margin is neither lost nor accepted unseen.",
        ),
        Code(
            "lines-shifted",
            "error",
            means="Rows or columns were put in or taken out.",
            way_out="Copy the answers into the workbook as it was issued.",
            protects="Every answer is read beside its own question.",
        ),
        Code(
            "sheet-missing",
            "error",
            means="A sheet of the issued workbook is missing.",
            way_out="Fill in the workbook as it was issued.",
            protects="No question is lost.",
        ),
        Code(
            "sheet-renamed",
            "error",
            means="A sheet came back under another name; it was known by its content.",
            way_out="Give it its name again.",
            protects="Every answer is read beside its own question.",
        ),
        Code(
            "sheet-added",
            "error",
            means="A sheet was added.",
            way_out="Delete it, and answer in the cells for it.",
            protects="A reservation on a sheet of its own is neither lost nor accepted unseen.",
        ),
        Code(
            "sheets-reordered",
            "warning",
            means="The sheets came back in another order.",
            way_out="Nothing needs doing, since sheets are read by name.",
            protects="What was changed is known.",
        ),
        Code(
            "cells-merged",
            "error",
            means="Cells were merged that were not merged when the workbook was issued.",
            way_out="Undo the merging.",
            protects="No answer is hidden below another.",
        ),
        Code(
            "merge-lost",
            "warning",
            means="Cells came apart that were merged when the workbook was issued.",
            way_out="Nothing needs doing, if what they hold is right.",
            protects="What was changed is known.",
        ),
        Code(
            "protection-lost",
            "warning",
            means="The protection of a sheet was taken off.",
            way_out="Nothing needs doing, since every cell was compared with what was issued.",
            protects="What was changed is known.",
        ),
        Code(
            "checks-lost",
            "warning",
            means="The checks of cells to fill in were taken off or changed.",
            way_out="Nothing needs doing, since what was filled in was checked when it was read.",
            protects="What was changed is known.",
        ),
        Code(
            "formula-result",
            "warning",
            means="A locked cell shows another result than its formula gives.",
            way_out="Open the workbook, let it calculate, and save it again; the result itself is not read.",
            protects="Nobody relies on a total that was typed over.",
        ),
        Code(
            "many-changes",
            "error",
            means="More was changed in a workbook than can be listed.",
            way_out="Fill in the workbook as it was issued.",
            protects="A list of changes stays one that somebody can read.",
        ),
    ),
)
