"""Flags: what about a bid raises a question, and the place in the bid that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from social_value.arithmetic import plain
from social_value.codes.outstanding import LOW_BID_UNEXPLAINED
from social_value.core.clarifications.bidder_names import BidderNames
from social_value.core.evaluation.low_bids import low_bids
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.joined_up import END_TO_END
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.scoring.hurdles import Failure
from social_value.findings import Finding, Key, Place, Severity
from social_value.model.bid import Bid, Commitment
from social_value.model.joined_up import Cohort

GATE_FLAGGED, MINIMUM_FLAGGED = "gate-flagged", "minimum-flagged"
"""Flags that are no findings: a gate, and a minimum or a floor, whose consequence is to be flagged."""
PATHWAY = "pathway-asked"
"""A flag that is no finding: the people of each component of a cohort need not be the same."""


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


def flags_of(evaluation: Evaluation) -> Iterator[Flag]:
    """Yield everything about bids that may be asked about: findings first, then gates, pathways and low prices."""
    inputs, names = evaluation.inputs, BidderNames(evaluation.inputs)
    located = _Located(inputs)
    for finding in evaluation.findings:
        bid = located.bid_at(finding.place) if _is_raised(finding) else None
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


def _pathway_flags(evaluation: Evaluation, names: BidderNames) -> Iterator[Flag]:
    for cohort in evaluation.inputs.procurement.cohorts:
        for bid in evaluation.inputs.bids:
            if bid.id not in evaluation.settled.in_pool:
                continue
            people = evaluation.field.figure(FigureName(END_TO_END, cohort.id), bid).value
            if people:
                title = cohort.title[0].upper() + cohort.title[1:]
                words = f"{title}: of {plain(cohort.people)} people, at most {plain(people)} can get everything"
                yield Flag(evaluation, PATHWAY, bid, words, names.test_for(bid), cohort=cohort)


def _gate_flag(failure: Failure, evaluation: Evaluation, names: BidderNames) -> Flag:
    bid = evaluation.inputs.bids_by_id[failure.bid_id]
    gate = failure.hurdle.gate
    figure = gate is not None and gate.asks == "figure"
    own = names.test_for(bid)
    return Flag(evaluation, GATE_FLAGGED, bid, failure.words, own, gate=failure.hurdle.title, by_figure=figure)


def _is_raised(finding: Finding) -> bool:
    """Tell whether a finding raises anything: what is waived is accepted as it is."""
    return finding.severity is Severity.WARNING and finding.waived is None


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
