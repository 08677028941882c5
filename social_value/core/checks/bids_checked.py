"""What the checks of bids share: which bids are marked, where a bid stands, and what a misspelt name means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from social_value.core.figures.workforce import SUPPORTED_SHARE, headcounts
from social_value.core.inputs import Inputs
from social_value.core.scoring.put_out import by_decisions
from social_value.findings import Key, Place, nearest_word
from social_value.model.bid import Bid


def place_of(inputs: Inputs, bid: Bid, *keys: Key) -> Place:
    """Return a place in the file of a bid."""
    return inputs.place(("bid", bid.id), *keys)


def is_tender(bid: Bid) -> bool:
    """Tell whether a bid is a tender that stands: no comparator, and not withdrawn."""
    return bid.role != "comparator" and bid.status != "withdrawn"


def tenders_read(inputs: Inputs) -> Iterator[Bid]:
    """Yield the tenders that are opened and read: those that stand and that no decision puts out."""
    decided = {reason.bid_id for reason in by_decisions(inputs.decisions)}
    yield from (bid for bid in inputs.bids if is_tender(bid) and bid.id not in decided)


def marked(inputs: Inputs) -> Iterator[Bid]:
    """Yield the bids that will be marked: comparators, and tenders that neither a decision nor their own words put out.

    Their own words are a declaration that fails a gate, and headcounts that lie outside the reservation.
    """
    read = {bid.id for bid in tenders_read(inputs)}
    for bid in inputs.bids:
        if bid.status == "withdrawn" or (bid.role != "comparator" and bid.id not in read):
            continue
        if not _fails_declaration(inputs, bid) and not _outside(inputs, bid):
            yield bid


def _outside(inputs: Inputs, bid: Bid) -> bool:
    """Tell whether the headcounts that a bid gives put it outside the reservation."""
    supported, total = headcounts(bid)
    limits = [gate.at_least for gate in inputs.reserved_gates if gate.of == SUPPORTED_SHARE]
    return bid.role != "comparator" and any(limit is not None and 100 * supported < limit * total for limit in limits)


def _fails_declaration(inputs: Inputs, bid: Bid) -> bool:
    gates = [gate for gate in inputs.gates if gate.asks == "declaration" and gate.consequence == "disregard"]
    answers = (bid.declarations.get(gate.id) for gate in gates)
    return bid.role != "comparator" and any(answer is not None and not answer.value for answer in answers)


def meant_by(given: Iterable[str], known: Collection[str]) -> set[str | None]:
    """Return the names that misspelt ones are likely to mean: they are there, so none of them is missing too."""
    return {nearest_word(name, known) for name in given if name not in known}
