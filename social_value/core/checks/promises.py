"""Check that every commitment can become a line of the contract: who delivers what, where, by when, and who hears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from social_value.codes.valuation import COMMITMENT_INCOMPLETE
from social_value.core.checks.bids_checked import place_of
from social_value.core.inputs import Inputs
from social_value.core.reads.measures_read import measures_counted
from social_value.findings import Finding
from social_value.model.bid import Commitment
from social_value.text import listed

MISSING_WORDS: Mapping[str, str] = {
    "area": "the area in which it lands",
    "due": "the day by which it is done",
    "evidence": "how its delivery will be shown",
    "owner": "who delivers it",
    "reports_to": "who hears about its delivery",
}
"""What a commitment states, in the words of a question to its bidder."""


def commitments_complete(inputs: Inputs) -> Iterator[Finding]:
    """A promise that says not by whom, where, by when or how it is shown raises one question, and is not passed over.

    A comparator and a bid that was withdrawn make no contract; what the specification asks for anyway is in it already.
    """
    for bid in inputs.bids:
        if bid.role == "comparator" or bid.status == "withdrawn":
            continue
        for number, commitment in enumerate(bid.commitments):
            missing = missing_of(inputs, commitment)
            if missing:
                keys = listed([f"`{key}`" for key in missing])
                message = f"{bid.id}: {commitment.id} states no {keys}, so it is no line of a contract yet."
                way_out = "Ask the bidder, and write its answer into the bid."
                yield COMMITMENT_INCOMPLETE.at(place_of(inputs, bid, "commitments", number), message, way_out)


def missing_of(inputs: Inputs, commitment: Commitment) -> tuple[str, ...]:
    """Return the keys that a commitment leaves empty and that a contract needs, in the order of the words.

    Two have findings of their own: evidence that shares are published for (`evidence-missing`), and the area where the
    measure counts in some areas only (`counts-elsewhere`).
    """
    measure = inputs.measures.get(commitment.measure)
    if commitment.core or (measure is not None and measure.core):
        return ()
    valuation = inputs.procurement.valuation
    weighed = valuation is not None and bool(valuation.evidence_factors) and commitment.measure in valuation.measures
    passed = {"evidence"} if weighed else set[str]()
    told = measure is not None and bool(measure.counts_in) and measure.id in measures_counted(inputs)
    passed |= set() if inputs.procurement.place and not commitment.areas and not told else {"area"}
    return tuple(key for key in MISSING_WORDS if key not in passed and getattr(commitment, key) is None)
