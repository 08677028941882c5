"""Codes of bid returns: what a filled-in workbook says, before it becomes a bid."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

SUPPLIER_UNNAMED = ErrorCode(
    "supplier-unnamed",
    means="A return does not give the name of the supplier.",
    way_out="Ask the bidder, and read the return again.",
    protects="Every bid is somebody's.",
)
ROW_HALF_FILLED = ErrorCode(
    "row-half-filled",
    means="A row of a table has some of the cells that it needs, and not all.",
    way_out="Ask the bidder to fill in every cell with a star, or to leave the row empty.",
    protects="What a bidder meant by half a row is not guessed.",
)
SUPPLIER_RETURNED_TWICE = ErrorCode(
    "supplier-returned-twice",
    means="Two returns that are read together name the same supplier.",
    way_out="Name the one that counts. For two bids of one supplier, read each by itself with `--id`.",
    protects="One supplier is not counted twice, and an earlier return does not win by chance.",
)
WHICH_BID_UNCLEAR = ErrorCode(
    "which-bid-unclear",
    means="A return could take the place of a bid whose supplier's name only looks like its own, or of any of several "
    "bids of its supplier.",
    way_out="Read it by itself, and name the bid that is meant with `--id`.",
    protects="Nobody's bid is replaced by somebody else's, also not under a name in letters of another alphabet.",
)
WORDS_READ_AS_ID = WarningCode(
    "words-read-as-id",
    means="The name of a group or an activity was written with spaces or capitals, and is read with hyphens "
    "and small letters, as the return says.",
    way_out="Nothing, where no other group or activity has the same name.",
    protects="What counts once is what has the same name, and everybody can see which name that is.",
)
STATEMENT_MISSING = WarningCode(
    "statement-missing",
    means="A question that is to be answered in writing has no answer.",
    way_out="Nothing, where the bidder answers elsewhere or not at all; it can be marked only on what it says.",
    protects="A gap in a return is seen before evaluators meet it.",
)
WORD_LIMIT_EXCEEDED = WarningCode(
    "word-limit-exceeded",
    means="An answer has more words than the published limit. What stands between blanks is a word.",
    way_out="Do with the words beyond it what the invitation to tender says, for every bidder alike.",
    protects="Nobody gains from writing more than others were allowed to.",
    reference="Procurement Act 2023, s.12(2)",
)
