"""Clarifications: for every flag on a bid one question to its bidder, in neutral words that name no other bidder.

A question asks what a statement means or rests on. An answer may clarify a bid and may not improve it (Procurement Act
2023, section 12(2) and (3): all are treated alike). One registry holds the question of each code, so that every output
asks the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from social_value.arithmetic import plain
from social_value.codes.bids import BIDDER_TWICE, LOOK_ALIKE_SUPPLIERS
from social_value.codes.efficiency import AUTOMATION_UNPROVEN, BENCHMARK_MISSING, REACH_UNEVIDENCED
from social_value.codes.outstanding import (
    CONFLICT_UNDECIDED,
    CONFLICT_UNDECLARED,
    CONSENSUS_MISSING,
    LOT_ALONE,
    LOTS_TIED,
    LOW_BID_UNEXPLAINED,
    TIE_UNRESOLVED,
)
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
from social_value.core.evaluation.low_bids import low_bids
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.joined_up import END_TO_END
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.scoring.hurdles import Failure
from social_value.findings import Finding, Key, Place, Severity
from social_value.model.bid import Bid, Commitment
from social_value.model.joined_up import Cohort
from social_value.text import listed

CLARIFY_ONLY = "An answer may clarify what a bid says. It may not change or improve the bid."
GATE_FLAGGED, MINIMUM_FLAGGED = "gate-flagged", "minimum-flagged"
"""Flags that are no findings: a gate, and a minimum or a floor, whose consequence is to be flagged."""
PATHWAY = "pathway-asked"
"""A flag that is no finding: the people of each component of a cohort need not be the same."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """One question to a bidder, with its number and the code of the flag that it is drawn from."""

    number: int
    code: str
    question: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What raised a question about a bid: ``keys`` lead from the top of the bid down to it.

    ``own`` tells whether a text may be repeated to the bidder, because it names no other bidder. ``by_figure`` tells
    that the gate reads a figure: its bidder gave no answer that it could confirm.
    """

    evaluation: Evaluation
    code: str
    bid: Bid
    message: str
    own: Callable[[str], bool]
    keys: tuple[Key, ...] = ()
    gate: str = ""
    by_figure: bool = False
    cohort: Cohort | None = None

    def commitment(self) -> Commitment | None:
        """Return the commitment that it is about, if it is about one."""
        number = self.keys[1] if len(self.keys) > 1 and self.keys[0] == "commitments" else None
        return self.bid.commitments[number] if isinstance(number, int) else None

    def named(self, commitment: Commitment) -> str:
        """Return a commitment's id, or its number in the bid where the id is the name of another bidder."""
        if self.own(commitment.id):
            return commitment.id
        return f"number {self.bid.commitments.index(commitment) + 1}"


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
    MINIMUM_FLAGGED: "It is about marks, which an answer may not improve.",
    PUBLISHED_WITHOUT_RATIONALES.id: "It is about what the authority published.",
    RESERVATION_UNCHECKED.id: "It is about the method.",
    ROUNDED_ORDER_DIFFERS.id: "It is about how the authority rounds.",
    ROUTE_OUT_OF_DATE.id: "It is about rules that the authority reads.",
    TIE_UNRESOLVED.id: "Only a published step may separate bids that tie; nothing that a bidder adds may.",
    VALUE_NOT_COUNTED.id: "It is about the values of the method.",
    UNITS_DIFFER.id: "It is about the units of the method.",
}
"""What is put to no bidder, each with the reason."""


def clarifications_of(evaluation: Evaluation) -> dict[str, tuple[Clarification, ...]]:
    """Return the questions to each bidder that has any, numbered from 1. A bid that was withdrawn has none."""
    asked: dict[str, list[Clarification]] = {}
    for flag in _flags(evaluation):
        if flag.bid.status == "withdrawn":
            continue
        mine = asked.setdefault(flag.bid.id, [])
        asks = QUESTIONS[flag.code]
        question = asks if isinstance(asks, str) else asks(flag)
        mine.append(Clarification(len(mine) + 1, flag.code, question))
    return {bid: tuple(questions) for bid, questions in asked.items()}


def _flags(evaluation: Evaluation) -> Iterator[Flag]:
    inputs, names = evaluation.inputs, _Bidders(evaluation.inputs)
    located = _Located(inputs)
    for finding in evaluation.findings:
        bid = located.bid_at(finding.place) if _is_asked(finding) else None
        if bid is not None:
            keys = located.keys_below(bid, finding.place)
            yield Flag(evaluation, finding.code, bid, finding.message, names.test_for(bid), keys)
    for failure in evaluation.field.gate_failures:
        if failure.hurdle.consequence == "flag":
            yield _gate_flag(failure, evaluation, names)
    yield from _pathway_flags(evaluation, names)
    for low_bid in low_bids(evaluation.settled):
        if not low_bid.decided:
            bid = inputs.bids_by_id[low_bid.bid_id]
            yield Flag(evaluation, LOW_BID_UNEXPLAINED.id, bid, low_bid.words, names.test_for(bid))


def _pathway_flags(evaluation: Evaluation, names: _Bidders) -> Iterator[Flag]:
    for cohort in evaluation.inputs.procurement.cohorts:
        for bid in evaluation.inputs.bids:
            if bid.id not in evaluation.settled.in_pool:
                continue
            people = evaluation.field.figure(FigureName(END_TO_END, cohort.id), bid).value
            if people:
                title = cohort.title[0].upper() + cohort.title[1:]
                words = f"{title}: of {plain(cohort.people)} people, at most {plain(people)} can get everything"
                yield Flag(evaluation, PATHWAY, bid, words, names.test_for(bid), cohort=cohort)


def _gate_flag(failure: Failure, evaluation: Evaluation, names: _Bidders) -> Flag:
    bid = evaluation.inputs.bids_by_id[failure.bid_id]
    gate = failure.hurdle.gate
    figure = gate is not None and gate.asks == "figure"
    own = names.test_for(bid)
    return Flag(evaluation, GATE_FLAGGED, bid, failure.words, own, gate=failure.hurdle.title, by_figure=figure)


def _is_asked(finding: Finding) -> bool:
    """Tell whether a finding has a question: what is waived is accepted as it is."""
    return finding.severity is Severity.WARNING and finding.waived is None and finding.code in QUESTIONS


class _Located:
    """Tells which bid a place is in: a file of its own, or a row of a table."""

    def __init__(self, inputs: Inputs) -> None:
        self._tops = {bid.id: inputs.place(("bid", bid.id)) for bid in inputs.bids}
        self._bids = {(top.path, top.line): inputs.bids_by_id[name] for name, top in self._tops.items()}

    def bid_at(self, place: Place) -> Bid | None:
        """Return the bid that a place is in, or None where it is in none."""
        return self._bids.get((place.path, place.line)) or self._bids.get((place.path, None))

    def keys_below(self, bid: Bid, place: Place) -> tuple[Key, ...]:
        """Return the way from the top of a bid down to a place."""
        return place.keys[len(self._tops[bid.id].keys) :]


class _Bidders:
    """Tells whether a text names a bidder: by the whole words of its id or of its supplier's name."""

    def __init__(self, inputs: Inputs) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for bid in inputs.bids:
            for name in (bid.id, bid.supplier.name):
                words = _words(name)
                if words:
                    self._names.setdefault(words[0], []).append((words, bid.id))

    def test_for(self, bid: Bid) -> Callable[[str], bool]:
        """Return a test of whether a text names no other bidder than this one."""
        return lambda text: not self._names_another(text, bid.id)

    def _names_another(self, text: str, bid_id: str) -> bool:
        words = _words(text)
        return any(
            owner != bid_id and words[place : place + len(name)] == name
            for place, word in enumerate(words)
            for name, owner in self._names.get(word, ())
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold()))
