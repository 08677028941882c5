"""Codes of bid returns: what a filled-in workbook says, before it becomes a bid."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

RETURNS = Chapter(
    "Bid returns",
    (
        Code(
            "supplier-unnamed",
            "error",
            means="A return does not give the name of the supplier.",
            way_out="Ask the bidder, and read the return again.",
            protects="Every bid is somebody's.",
        ),
        Code(
            "row-half-filled",
            "error",
            means="A row of a table has some of the cells that it needs, and not all.",
            way_out="Ask the bidder to fill in every cell with a star, or to leave the row empty.",
            protects="What a bidder meant by half a row is not guessed.",
        ),
        Code(
            "supplier-returned-twice",
            "error",
            means="Two returns that are read together name the same supplier.",
            way_out="Name the one that counts. For two bids of one supplier, read each by itself with `--id`.",
            protects="One supplier is not counted twice, and an earlier return does not win by chance.",
        ),
        Code(
            "words-read-as-id",
            "warning",
            means="The name of a group or an activity was written with spaces or capitals, and is read with hyphens "
            "and small letters, as the return says.",
            way_out="Nothing, where no other group or activity has the same name.",
            protects="What counts once is what has the same name, and everybody can see which name that is.",
        ),
        Code(
            "statement-missing",
            "warning",
            means="A question that is to be answered in writing has no answer.",
            way_out="Nothing, where the bidder answers elsewhere or not at all; it can be marked only on what it says.",
            protects="A gap in a return is seen before evaluators meet it.",
        ),
        Code(
            "word-limit-exceeded",
            "warning",
            means="An answer has more words than the published limit. What stands between blanks is a word.",
            way_out="Do with the words beyond it what the invitation to tender says, for every bidder alike.",
            protects="Nobody gains from writing more than others were allowed to.",
            reference="Procurement Act 2023, s.12(2)",
        ),
    ),
)
