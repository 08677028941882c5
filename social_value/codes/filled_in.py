"""Codes of what was filled in on a form."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

FORMULA_IN_ANSWER = ErrorCode(
    "formula-in-answer",
    means="A cell to fill in holds a formula.",
    way_out="Paste it as a value.",
    protects="An answer is what its sender saw, and does not change with other cells.",
)
WRONG_ANSWER_KIND = ErrorCode(
    "wrong-answer-kind",
    means=(
        "A cell to fill in holds something other than what is asked for, such as an error, a truth "
        "value, words where a number belongs, or a sum in another currency than the procurement's."
    ),
    way_out="Write what is asked for, as the message says.",
    protects="Nothing is made of an answer that it does not say.",
)
AMBIGUOUS_ANSWER = ErrorCode(
    "ambiguous-answer",
    means=(
        "What a cell holds can be read in two ways, such as a comma, or a point in a text, that may part "
        "thousands or decimals, a percentage, or a number that is shown as a date."
    ),
    way_out="Write it in the one way that the message names.",
    protects="No price is wrong by a factor of a hundred or a thousand.",
)
ANSWER_UNDERSTOOD = WarningCode(
    "answer-understood",
    means=(
        "What a cell holds is not written as it is asked for, but can be read in one way only; the "
        "message says how it was read."
    ),
    way_out="Check that this is meant.",
    protects="Nothing is read otherwise than it is written without being said.",
)
ANSWER_NOT_OFFERED = ErrorCode(
    "answer-not-offered",
    means="An answer is none of the choices.",
    way_out="Choose from the list of the cell.",
    protects="Only what was offered can be chosen.",
)
ANSWER_OUT_OF_RANGE = ErrorCode(
    "answer-out-of-range",
    means="A number is below the least or above the most that is asked for.",
    way_out="Correct it.",
    protects="A slip of the keyboard is not taken for an offer.",
)
ANSWER_TOO_LONG = ErrorCode(
    "answer-too-long",
    means="A text has more characters than are read.",
    way_out="Shorten it.",
    protects="No bidder has more room than the others.",
)
TEXT_CLEANED = WarningCode(
    "text-cleaned",
    means="A text holds invisible characters that can hide or reorder it; they were left out.",
    way_out="Check that nothing is missing.",
    protects="What a reader sees is what the tool reads: nothing is hidden and nothing is reordered.",
)
STRUCK_OUT = ErrorCode(
    "struck-out",
    means="A line goes through what a cell holds, or through a part of it.",
    way_out="Delete what is struck out, or take the line off it.",
    protects="What its sender took back is not read as if it stood, and what stands is not passed over.",
)
DIGITS_LOST = WarningCode(
    "digits-lost",
    means=("A number is stored with more digits than a spreadsheet shows; the fifteen that are shown were read."),
    way_out="Round it if this is not meant.",
    protects="The number that is read is the number that its sender saw.",
)
