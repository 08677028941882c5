"""Clarifications: for every flag on a bid one question to its bidder, in neutral words that name no other bidder.

An answer may clarify a bid and may not improve it (Procurement Act 2023, section 12(2) and (3): all are treated
alike).
"""

from __future__ import annotations

from dataclasses import dataclass

from social_value.core.clarifications.flags import flags_of
from social_value.core.clarifications.question_wording import QUESTIONS
from social_value.core.evaluation.results import Evaluation
from social_value.core.scoring.put_out import by_decisions

CLARIFY_ONLY = "An answer may clarify what a bid says. It may not change or improve the bid."


@dataclass(frozen=True, slots=True)
class Clarification:
    """One question to a bidder, with its number and the code of the flag that it is drawn from."""

    number: int
    code: str
    question: str


def clarifications_of(evaluation: Evaluation) -> dict[str, tuple[Clarification, ...]]:
    """Return the questions to each bidder that has any, numbered from 1.

    Nobody is asked about a tender that is not assessed: one that was withdrawn, or that a decision put out.
    """
    asked: dict[str, list[Clarification]] = {}
    put_out = {reason.bid_id for reason in by_decisions(evaluation.inputs.decisions)}
    for flag in flags_of(evaluation):
        if flag.code not in QUESTIONS or flag.bid.status == "withdrawn" or flag.bid.id in put_out:
            continue
        mine = asked.setdefault(flag.bid.id, [])
        asks = QUESTIONS[flag.code]
        question = asks if isinstance(asks, str) else asks(flag)
        mine.append(Clarification(len(mine) + 1, flag.code, question))
    return {bid: tuple(questions) for bid, questions in asked.items()}
