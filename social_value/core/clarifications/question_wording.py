"""The question of each code, in neutral words that name no other bidder.

One registry holds them, so that every output asks the same. A question asks what a statement means or rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from social_value.codes.bids import BIDDER_TWICE, LOOK_ALIKE_SUPPLIERS, SUPPLIER_TWICE
from social_value.codes.efficiency import AUTOMATION_UNPROVEN, BENCHMARK_MISSING, REACH_UNEVIDENCED
from social_value.codes.outstanding import (
    CONFLICT_UNDECIDED,
    CONFLICT_UNDECLARED,
    CONSENSUS_MISSING,
    LOT_ALONE,
    LOTS_TIED,
    LOW_BID_UNEXPLAINED,
    NO_BIDS,
    PANEL_NOT_STATED,
    SCORE_MISSING,
    TIE_UNRESOLVED,
)
from social_value.codes.place import COUNTS_ELSEWHERE
from social_value.codes.provenance import DUE_OUTSIDE_CONTRACT
from social_value.codes.reservations import (
    COMMITMENT_IN_TWO_BIDS,
    MEMBER_IN_TWO_BIDS,
    RESERVATION_UNCHECKED,
    RESERVATION_UNEVIDENCED,
    ROUTE_OUT_OF_DATE,
)
from social_value.codes.scores import PUBLISHED_WITHOUT_RATIONALES, ROUNDED_ORDER_DIFFERS
from social_value.codes.valuation import (
    COMMITMENT_INCOMPLETE,
    CORE_COUNTED_AS_SOCIAL_VALUE,
    COUNTED_ONCE,
    EVIDENCE_MISSING,
    GROUP_MISSING,
    IMPLAUSIBLE_COMMITMENT,
    UNITS_DIFFER,
    VALUE_NOT_COUNTED,
)
from social_value.core.checks.commitments import Doubt, doubts_of
from social_value.core.checks.promises import MISSING_WORDS, missing_of
from social_value.core.clarifications.asset_questions import ASKED, question_on
from social_value.core.clarifications.flags import GATE_FLAGGED, MINIMUM_FLAGGED, PATHWAY, Flag
from social_value.text import listed


def _evidence(flag: Flag) -> str:
    valuation = flag.evaluation.inputs.procurement.valuation
    kinds = ", ".join(valuation.evidence_factors) if valuation else ""
    return f"{_the_commitment(flag)}: please say how its delivery will be shown. The published kinds are: {kinds}."


def _incomplete(flag: Flag) -> str:
    commitment = flag.commitment()
    missing = missing_of(flag.evaluation.inputs, commitment) if commitment else ()
    return f"{_the_commitment(flag)}: please state {listed([MISSING_WORDS[key] for key in missing])}."


def _plausible(flag: Flag) -> str:
    doubt = next(candidate for candidate in _doubts(flag) if candidate.message == flag.message)
    several, names = len(doubt.commitments) > 1, ", ".join(flag.named(commitment) for commitment in doubt.commitments)
    about = f"Commitments {names}" if several else f"Commitment {names}"
    if doubt.base is None:
        return f"{about}: please state the {doubt.against} of this contract, which the bid does not give."
    they = "they" if several else "it"
    return f"{about}: please explain how {they} will be delivered within the {doubt.against} of this contract."


def _doubts(flag: Flag) -> Iterator[Doubt]:
    return doubts_of(flag.evaluation.inputs, flag.bid, flag.evaluation.field.terms)


def _due(flag: Flag) -> str:
    commitment = flag.commitment()
    due = commitment.due if commitment else None
    return (
        f"{_the_commitment(flag)} is due on {due}, outside the contract's period. Please confirm when it is delivered."
    )


def _gate(flag: Flag) -> str:
    asked = f'"{flag.gate}"' if flag.own(flag.gate) else "the gate that your bid is recorded as not meeting"
    if flag.by_figure:
        return f"Your bid is recorded as not meeting {asked}. Please say where it shows what is asked for there."
    return f"Please confirm your answer to {asked}, and say where your bid shows it."


def _pathway(flag: Flag) -> str:
    if flag.cohort is None:
        raise TypeError("a pathway is that of a cohort")
    parts = ", ".join(component.title for component in flag.cohort.components)
    return (
        f"{flag.message} ({parts}), since the people of each need not be the same. Please say where your bid shows how "
        "one person gets all of them, and how many people will."
    )


def _the_commitment(flag: Flag) -> str:
    commitment = flag.commitment()
    return f"Commitment {flag.named(commitment)}" if commitment else "The commitments of your bid"


def _core(flag: Flag) -> str:
    return f"{_the_commitment(flag)}: please say whether it is what the specification asks for, or goes beyond it."


def _group(flag: Flag) -> str:
    return f"{_the_commitment(flag)}: please say which people it is for, and whether another commitment counts them."


def _lands(flag: Flag) -> str:
    return f"{_the_commitment(flag)}: please say in which areas its benefit lands, and where your bid shows it."


def _once(flag: Flag) -> str:
    return f"{_the_commitment(flag)}: please say whether it is the same activity as another commitment of your bid."


def _part(flag: Flag) -> str:
    return question_on(flag.code, flag.keys)


def _claim(flag: Flag) -> str:
    number = flag.keys[1] if len(flag.keys) > 1 else 0
    claim = flag.bid.automation[number] if isinstance(number, int) else None
    named = f'"{claim.process}"' if claim and flag.own(claim.process) else f"number {flag.keys[1]}"
    return f"Time saved, {named}: please say where the technique runs already, and what shows the hours that it saves."


def _reached(flag: Flag) -> str:
    return f"Success rate, {flag.keys[-1]}: please say what the rate rests on, and that it is from this band of demand."


def _reserved(flag: Flag) -> str:
    gate = flag.keys[1] if len(flag.keys) > 1 else None
    asked = next((reserved.title for reserved in flag.evaluation.inputs.reserved_gates if reserved.id == gate), "")
    about = f'Your answer to "{asked}"' if asked else "The headcounts of the workforce that would perform the contract"
    return f"{about}: please say what it rests on, and where your bid shows it."


QUESTIONS: Mapping[str, Callable[[Flag], str] | str] = {
    AUTOMATION_UNPROVEN.id: _claim,
    COMMITMENT_INCOMPLETE.id: _incomplete,
    CORE_COUNTED_AS_SOCIAL_VALUE.id: _core,
    COUNTED_ONCE.id: _once,
    COUNTS_ELSEWHERE.id: _lands,
    DUE_OUTSIDE_CONTRACT.id: _due,
    EVIDENCE_MISSING.id: _evidence,
    GATE_FLAGGED: _gate,
    GROUP_MISSING.id: _group,
    IMPLAUSIBLE_COMMITMENT.id: _plausible,
    COMMITMENT_IN_TWO_BIDS.id: (
        "Please confirm which organisation will deliver each commitment of your bid, and whether it has promised the "
        "same to anybody else for this contract."
    ),
    BIDDER_TWICE.id: "Please say which of your bids for this lot is to count, or why each of them does.",
    SUPPLIER_TWICE.id: "Please say which of your tenders is to count, or which of them is a variant of the other.",
    MEMBER_IN_TWO_BIDS.id: (
        "Please list every organisation that takes part in your bid, with its registration number, say whether it "
        "takes part in any other bid for this contract, and if so how the bids were kept apart."
    ),
    RESERVATION_UNEVIDENCED.id: _reserved,
    LOOK_ALIKE_SUPPLIERS.id: (
        "Please confirm the full legal name and the registration number of the organisation that submits the bid."
    ),
    LOW_BID_UNEXPLAINED.id: (
        "Your price is below the published limit under which an explanation is asked for. Please explain how it is "
        "made up, and how the contract will be performed for it."
    ),
    PATHWAY: _pathway,
    **dict.fromkeys(ASKED, _part),
    REACH_UNEVIDENCED.id: _reached,
}
"""The question of each code that can be about a bid: the same words for every bid, or what words it in the bid's own
terms."""

NO_QUESTION: Mapping[str, str] = {
    BENCHMARK_MISSING.id: "It is about the comparison that the authority publishes.",
    CONFLICT_UNDECLARED.id: "It is about an evaluator.",
    CONFLICT_UNDECIDED.id: "It is about an evaluator.",
    CONSENSUS_MISSING.id: "It is for the panel to agree.",
    LOT_ALONE.id: "It is about how the result was asked for.",
    LOTS_TIED.id: "Only the published rule may choose between ways to award lots; nothing that a bidder adds may.",
    NO_BIDS.id: "There is nobody to ask.",
    MINIMUM_FLAGGED: "It is about marks, which an answer may not improve.",
    PANEL_NOT_STATED.id: "It is for the authority to write who was expected to score.",
    PUBLISHED_WITHOUT_RATIONALES.id: "It is about what the authority published.",
    RESERVATION_UNCHECKED.id: "It is about the method.",
    ROUNDED_ORDER_DIFFERS.id: "It is about how the authority rounds.",
    ROUTE_OUT_OF_DATE.id: "It is about rules that the authority reads.",
    SCORE_MISSING.id: "It is for evaluators to give.",
    TIE_UNRESOLVED.id: "Only a published step may separate bids that tie; nothing that a bidder adds may.",
    VALUE_NOT_COUNTED.id: "It is about the values of the method.",
    UNITS_DIFFER.id: "It is about the units of the method.",
}
"""What is put to no bidder, each with the reason."""
