"""Codes of score sheets, of moderation, and of the workbooks that come back from them."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

_MODERATION = "EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC) (secondary)"

PANEL = Chapter(
    "Score sheets and moderation",
    (
        Code(
            "conflict-not-said",
            "error",
            means="A score sheet does not say whether its evaluator has a conflict of interest.",
            way_out="Have the evaluator choose none, or declared.",
            protects="No score is accepted before its evaluator has declared.",
            reference="Procurement Act 2023, s.81",
        ),
        Code(
            "declaration-incomplete",
            "error",
            means="A declaration has no date, does not say what the conflict is, or contradicts itself.",
            way_out="Have the evaluator complete it.",
            protects="A declaration can be judged by whoever reads the record.",
            reference="Procurement Act 2023, s.81",
        ),
        Code(
            "conflict-not-managed",
            "error",
            means="An evaluator declares a conflict of interest, and no decision says that it is managed.",
            way_out="Have somebody else score, or record `about: conflict`, `outcome: managed` in `decisions.yaml`.",
            protects="Nobody's scores are taken over while a conflict of interest is open.",
            reference="Procurement Act 2023, s.82",
        ),
        Code(
            "scores-exist",
            "error",
            means="There are scores of this evaluator already.",
            way_out="Add `--force` to replace the score file, or remove the other file that holds them.",
            protects="Scores that were given are not replaced by accident.",
        ),
        Code(
            "scores-of-another-method",
            "error",
            means="A score file says that it was made for a method that is not the present one.",
            way_out="Undo the change of the method, or have the bids scored again.",
            protects="Bids are judged by the method that evaluators had before them.",
            reference="Procurement Act 2023, s.24",
        ),
        Code(
            "bidder-named-in-answer",
            "warning",
            means="A written answer names a bidder although evaluators see no names.",
            way_out="Look whether anything else in the answer gives the bidder away.",
            protects="Evaluators judge an answer and not a name.",
            waivable=True,
        ),
        Code(
            "name-withheld",
            "error",
            means="A new text of the panel holds `[name withheld]`, which stands where a workbook shows no name.",
            way_out="Write it in words that name no bidder, such as what the bid offers.",
            protects="The record says what the panel said, and not what a workbook hid.",
            reference=_MODERATION,
        ),
        Code(
            "levels-averaged",
            "warning",
            means="The procurement publishes that a mean or median of evaluators' marks counts.",
            way_out="Prefer a consensus, in which a level is agreed with its reason.",
            protects="A reader sees that no panel agreed on these marks.",
            reference=_MODERATION,
            waivable=True,
        ),
        Code(
            "consensus-not-published",
            "error",
            means="There is a consensus although the procurement publishes a mean or median.",
            way_out="Remove `consensus.yaml`.",
            protects="Levels are settled in the way that was published.",
            reference="Procurement Act 2023, s.23(3)(a)",
        ),
        Code(
            "rationale-not-own",
            "warning",
            means="The reason of a consensus is one evaluator's, or the descriptor of a level, word for word.",
            way_out="Write the panel's own reason.",
            protects="The record shows why the panel came to its level.",
            reference=_MODERATION,
            waivable=True,
        ),
        Code(
            "consensus-outside-range",
            "warning",
            means="The panel agreed on a level that is below or above all that evaluators gave.",
            way_out="Make sure that the reason says what the panel saw that no evaluator had.",
            protects="A level that nobody gave is explained.",
            reference=_MODERATION,
            waivable=True,
        ),
        Code(
            "consensus-left-open",
            "warning",
            means="A moderation workbook came back without a level for a bid that several evaluators scored.",
            way_out="Agree a level and its reason before the result is final.",
            protects="A bid that was passed over is named.",
        ),
        Code(
            "consensus-cleared",
            "error",
            means="A moderation workbook came back without a level that was agreed before.",
            way_out="Write it again, or the new level.",
            protects="What a panel agreed does not vanish.",
            reference=_MODERATION,
        ),
        Code(
            "change-unexplained",
            "error",
            means="An agreed level or its reason was changed without who changed it, when, why, or a new reason.",
            way_out="Fill in the cells below the changed row.",
            protects="Every change of an agreed level can be followed.",
            reference=_MODERATION,
        ),
        Code(
            "change-not-made",
            "error",
            means="A row says who changes a level, when or why, and nothing in it is changed.",
            way_out="Write the new level and reason, or clear the cell.",
            protects="A change that was meant is not lost.",
        ),
    ),
)
