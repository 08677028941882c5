"""Codes of score sheets, of moderation, and of the workbooks that come back from them."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

_MODERATION = "EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC) (secondary)"

CONFLICT_NOT_SAID = ErrorCode(
    "conflict-not-said",
    means="A score sheet does not say whether its evaluator has a conflict of interest.",
    way_out="Have the evaluator choose none, or declared.",
    protects="No score is accepted before its evaluator has declared.",
    reference="Procurement Act 2023, s.81",
)
DECLARATION_INCOMPLETE = ErrorCode(
    "declaration-incomplete",
    means="A declaration has no date, does not say what the conflict is, or contradicts itself.",
    way_out="Have the evaluator complete it.",
    protects="A declaration can be judged by whoever reads the record.",
    reference="Procurement Act 2023, s.81",
)
CONFLICT_NOT_MANAGED = ErrorCode(
    "conflict-not-managed",
    means="An evaluator declares a conflict of interest, and no decision on it is recorded.",
    way_out="Have somebody else score, or record `about: conflict` with its outcome in `decisions.yaml`.",
    protects="Nobody's scores are taken over while a conflict of interest is open.",
    reference="Procurement Act 2023, s.82",
)
LEVEL_MISSING = ErrorCode(
    "level-missing",
    means="A workbook that came back has a bid without a level on a criterion, or a reason without a level.",
    way_out="Have the level chosen.",
    protects="A score sheet that is taken over is whole, and no reason stands without its level.",
)
SCORES_EXIST = ErrorCode(
    "scores-exist",
    means="There are scores of this evaluator already.",
    way_out="Add `--force` to replace the score file, or remove the other file that holds them.",
    protects="Scores that were given are not replaced by accident.",
)
SCORES_MODERATED = ErrorCode(
    "scores-moderated",
    means="An evaluator's scores are to be replaced after the panel agreed on levels in view of them.",
    way_out="Leave them; or take the consensus on their bids out first, keep a copy, and moderate again.",
    protects="What each evaluator gave before moderation stays what the panel saw.",
    reference=_MODERATION,
)
SCORES_OF_ANOTHER_METHOD = ErrorCode(
    "scores-of-another-method",
    means="A score file says that it was made for a method that is not the present one.",
    way_out="Undo the change of the method, or have the bids scored again.",
    protects="Bids are judged by the method that evaluators had before them.",
    reference="Procurement Act 2023, s.24",
)
BIDDER_NAMED_IN_ANSWER = WarningCode(
    "bidder-named-in-answer",
    means="A written answer names a bidder although evaluators see no names.",
    way_out="Look whether anything else in the answer gives the bidder away.",
    protects="Evaluators judge an answer and not a name.",
    waivable=True,
)
BIDDER_HINTED_IN_ANSWER = WarningCode(
    "bidder-hinted-in-answer",
    means="A written answer holds what may be a short or parted form of a bidder's name, and evaluators see no names.",
    way_out="Where it is a name, write it under `known_as:` of the supplier; where it is none, say so in a waiver.",
    protects="Evaluators judge an answer and not a name.",
    waivable=True,
)
PSEUDONYM_TWICE = ErrorCode(
    "pseudonym-twice",
    means="`pseudonyms.yaml` gives one bid two pseudonyms, or two bids of a lot the same.",
    way_out="Restore the file as it was when the first score sheet was made.",
    protects="A score counts for the bid that its evaluator read.",
)
NAME_WITHHELD = ErrorCode(
    "name-withheld",
    means="A new text of the panel holds `[name withheld]`, which stands where a workbook shows no name.",
    way_out="Write it in words that name no bidder, such as what the bid offers.",
    protects="The record says what the panel said, and not what a workbook hid.",
    reference=_MODERATION,
)
LEVELS_AVERAGED = WarningCode(
    "levels-averaged",
    means="The procurement publishes that a mean or median of evaluators' marks counts.",
    way_out="Prefer a consensus, in which a level is agreed with its reason.",
    protects="A reader sees that no panel agreed on these marks.",
    reference=_MODERATION,
    waivable=True,
)
CONSENSUS_NOT_PUBLISHED = ErrorCode(
    "consensus-not-published",
    means="There is a consensus although the procurement publishes a mean or median.",
    way_out="Remove `consensus.yaml`.",
    protects="Levels are settled in the way that was published.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
PANEL_MISSING = WarningCode(
    "panel-missing",
    means="Several evaluators score at or above the threshold, and no `panel.yaml` says who was expected to.",
    way_out="Write `panel.yaml`; or say in a waiver where it is recorded who sat on the panel.",
    protects="A score sheet that never came back is missed.",
    reference="Procurement Act 2023, s.98 (secondary)",
    waivable=True,
)
NOT_ON_PANEL = ErrorCode(
    "not-on-panel",
    means="Somebody scored whom `panel.yaml` does not name, or on a criterion that it allocates to others.",
    way_out="Add the evaluator or the criterion to `panel.yaml`, or take the scores out.",
    protects="Scores count from those alone who were appointed to give them.",
    reference="Procurement Act 2023, s.81",
)
ALLOCATED_TO_NOBODY = ErrorCode(
    "allocated-to-nobody",
    means="`panel.yaml` allocates a criterion that is scored by levels to no evaluator.",
    way_out="Add it to the `criteria:` of an evaluator.",
    protects="Every bid is judged on every criterion.",
)
RECUSAL_NARROW = WarningCode(
    "recusal-narrow",
    means="An evaluator is recused from some bids, and still judges their rivals.",
    way_out="Recuse from the whole lot or criterion; or waive it, with advice that the reason holds.",
    protects="A conflict of interest puts no bidder at an advantage or a disadvantage.",
    reference="Procurement Act 2023, s.82(1)",
    waivable=True,
)
RECUSAL_UNEXPLAINED = ErrorCode(
    "recusal-unexplained",
    means="An evaluator is recused from some bids only, and nothing says why their rivals are unaffected.",
    way_out="Leave out `bids:`, so that the recusal is for all; or write `why_rivals_unaffected:`.",
    protects="A conflict of interest puts no bidder at an advantage or a disadvantage.",
    reference="Procurement Act 2023, s.82(1)",
)
SCOPE_WITHOUT_RECUSAL = ErrorCode(
    "scope-without-recusal",
    means="A decision on a conflict of interest names criteria, lots or bids, and recuses nobody.",
    way_out="Write `outcome: recused`, or take these keys out.",
    protects="A decision says what follows from it.",
)
RATIONALE_NOT_OWN = WarningCode(
    "rationale-not-own",
    means="The reason of a consensus is one evaluator's, or the descriptor of a level, word for word.",
    way_out="Write the panel's own reason.",
    protects="The record shows why the panel came to its level.",
    reference=_MODERATION,
    waivable=True,
)
CONSENSUS_OUTSIDE_RANGE = WarningCode(
    "consensus-outside-range",
    means="The panel agreed on a level that is below or above all that evaluators gave.",
    way_out="Make sure that the reason says what the panel saw that no evaluator had.",
    protects="A level that nobody gave is explained.",
    reference=_MODERATION,
    waivable=True,
)
MINUTES_INCOMPLETE = ErrorCode(
    "minutes-incomplete",
    means="A moderation workbook has minutes that lack a part, or whose text the panel has not confirmed.",
    way_out="Fill in the day, the moderator, the codes of the attendees, and yes once the text is confirmed.",
    protects="The record says who agreed on a level, and when.",
    reference=_MODERATION,
)
CONSENSUS_LEFT_OPEN = WarningCode(
    "consensus-left-open",
    means="A moderation workbook came back without a level for a bid that several evaluators scored.",
    way_out="Agree a level and its reason before the result is final.",
    protects="A bid that was passed over is named.",
)
CONSENSUS_CLEARED = ErrorCode(
    "consensus-cleared",
    means="A moderation workbook came back without a level that was agreed before.",
    way_out="Write it again, or the new level.",
    protects="What a panel agreed does not vanish.",
    reference=_MODERATION,
)
CHANGE_UNEXPLAINED = ErrorCode(
    "change-unexplained",
    means="An agreed level or its reason was changed without who changed it, when, why, or a new reason.",
    way_out="Fill in the cells below the changed row.",
    protects="Every change of an agreed level can be followed.",
    reference=_MODERATION,
)
CHANGE_NOT_MADE = ErrorCode(
    "change-not-made",
    means="A row says who changes a level, when or why, and nothing in it is changed.",
    way_out="Write the new level and reason, or clear the cell.",
    protects="A change that was meant is not lost.",
)
