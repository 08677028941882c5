"""Codes of what must still be decided or done before a result is final."""

from __future__ import annotations

from social_value.codes.code import OutstandingCode

NO_BIDS = OutstandingCode(
    "no-bids",
    means="No bid has come in, for the procurement or for the lot that was asked for.",
    way_out="Add a file to `bids/`, or write `bids.csv`.",
    protects="A method can be checked before any bid is opened, and a ranking is one of bids.",
)
SCORE_MISSING = OutstandingCode(
    "score-missing",
    means="A score is due: somebody who is expected to, or nobody yet, has scored a bid on a criterion.",
    way_out="Add the level with its reason to a score file; or record `about: absence` in `decisions.yaml`.",
    protects="Every bid is judged on every criterion, by everybody who judges its rivals.",
    reference="Procurement Act 2023, s.19",
)
CONSENSUS_MISSING = OutstandingCode(
    "consensus-missing",
    means="Several evaluators scored a bid on a criterion, and no consensus level that counts is on record.",
    way_out="Add the agreed level with its reason to `consensus.yaml`.",
    protects="A final level is one that the panel agreed, with its reason.",
    reference="EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC) (secondary)",
)
PANEL_NOT_STATED = OutstandingCode(
    "panel-not-stated",
    means="An average of evaluators' marks counts, and no `panel.yaml` says whose marks were expected.",
    way_out="Write `panel.yaml`.",
    protects="A sheet that never came back changes no average unseen.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
LOW_BID_UNEXPLAINED = OutstandingCode(
    "low-bid-unexplained",
    means="A price is lower than the published limit.",
    way_out="Ask the bidder, then record `about: low-bid` in `decisions.yaml`.",
    protects="A very low bid is neither accepted nor put out unheard.",
    reference="Procurement Act 2023, s.19",
)
TIE_UNRESOLVED = OutstandingCode(
    "tie-unresolved",
    means="Bids tie for first place and no published step separates them.",
    way_out="Draw lots where the method says so, and record `about: lots-drawn`; else take advice.",
    protects="A tie is broken by a published step, or by nobody.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
LOTS_TIED = OutstandingCode(
    "lots-tied",
    means="Two ways to award the lots are equally good by the published rule, and no further step decides.",
    way_out="Where lots are drawn by the published tie-break, draw between their bids and record the order.",
    protects="No award rests on a choice that was not published.",
    reference="Procurement Act 2023, s.23(4)(b)",
)
LOT_ALONE = OutstandingCode(
    "lot-alone",
    means="One lot was scored alone, and how many lots one supplier may be awarded is limited.",
    way_out="Score all lots together, without `--lot`.",
    protects="The published limit decides who has a lot, and not the ranking of the lot alone.",
    reference="Procurement Act 2023, s.23(4)(b)",
)
CONFLICT_UNDECIDED = OutstandingCode(
    "conflict-undecided",
    means="An evaluator has declared a conflict of interest.",
    way_out="Record `about: conflict`.",
    protects="Nobody with an undecided conflict of interest decides the result.",
    reference="Procurement Act 2023, s.81",
)
CONFLICT_UNDECLARED = OutstandingCode(
    "conflict-undeclared",
    means="An evaluator has not said whether there is one.",
    way_out="Write `conflict:` in the score file, or record the decision.",
    protects="Every evaluator has said whether there is a conflict of interest.",
    reference="Procurement Act 2023, s.81",
)
