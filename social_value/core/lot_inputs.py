"""Turning a procurement with lots into inputs a lot, each of which is scored as a procurement of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from social_value.core.identity import look
from social_value.core.inputs import Inputs, Keys, Moved
from social_value.errors import CannotRunError
from social_value.findings import Place, nearest
from social_value.model.award_decisions import NoAwardDecision, ReopeningDecision
from social_value.model.bid import Bid
from social_value.model.decisions import AbsenceDecision, ConflictDecision, Decision, Decisions, LotsDrawnDecision
from social_value.model.lots import Lot
from social_value.model.procurement import Procurement
from social_value.model.scores import Consensus, ConsensusScore, IndividualScore, Scores

Places = dict[tuple[str, ...], Place]
_IN_PLACE = ("demand", "low_bid", "stages")
"""What a lot may have of its own, in place of what is shared."""


def lots_of(inputs: Inputs) -> tuple[Inputs, ...]:
    """Return the inputs of every lot, in the order of the file; nothing where there are no lots.

    A lot has the bids that name it, with their scores and the decisions on them, and all that is shared. Its title
    names both. Everything is fingerprinted as the whole that was published.
    """
    return tuple(_of(inputs, lot, number) for number, lot in enumerate(inputs.procurement.lots))


def one_of(inputs: Inputs, lot_id: str | None) -> Inputs:
    """Return the inputs of the lot that is meant, or those of a procurement that has none.

    Raises CannotRunError where a lot has to be named, or where there is no such lot.
    """
    lots = {part.lot.id: part for part in lots_of(inputs) if part.lot is not None}
    if lot_id is None and lots:
        way_out = f"Name one with --lot: {', '.join(lots)}."
        raise CannotRunError("This procurement has lots, and one of them is worked on at a time.", way_out)
    if lot_id is None:
        return inputs
    if not lots:
        raise CannotRunError("This procurement has no lots.", "Leave out --lot.")
    if lot_id not in lots:
        raise CannotRunError(f'There is no lot "{lot_id}".', nearest(lot_id, lots))
    return lots[lot_id]


def _of(whole: Inputs, lot: Lot, number: int) -> Inputs:
    bids = [(place, bid) for place, bid in enumerate(whole.bids) if bid.lot == lot.id]
    ids = {bid.id for _, bid in bids}
    places: Places = dict(whole.places)
    places |= {
        ("bid-number", str(new)): whole.place(("bid-number", str(old)))
        for new, (old, _) in enumerate(bids)
        if ("bid-number", str(old)) in whole.places
    }
    scores = tuple(_scores(whole, ids, places))
    consensus = _consensus(whole, ids, places)
    known = whole.decisions.decisions if whole.decisions else ()
    kept = [place for place, decision in enumerate(known) if _concerns(decision, lot.id, ids)]
    moved: Moved = {
        ("procurement",): _moved(whole.procurement, lot, number),
        ("decisions",): {("decisions", new): ("decisions", old) for new, old in enumerate(kept)},
    }
    return replace(
        whole,
        procurement=_procurement(whole.procurement, lot),
        bids=tuple(bid for _, bid in bids),
        scores=scores,
        consensus=consensus,
        decisions=_decisions(whole.decisions, [_within(known[place], ids) for place in kept]),
        places=places,
        lot=lot,
        whole=whole,
        moved=moved,
    )


def _procurement(whole: Procurement, lot: Lot) -> Procurement:
    """Return the procurement of one lot, with what the lot has of its own in place of what is shared."""
    own: dict[str, object] = {
        "title": f"{whole.title}: {lot.title}",
        "lots": (),
        "lots_limit": None,
        "gates": (*whole.gates, *lot.gates),
    }
    if not isinstance(lot.criteria, str):
        own |= {"criteria": lot.criteria, "stages": None}
    own |= {key: given for key in _IN_PLACE if (given := getattr(lot, key)) is not None}
    return whole.model_copy(update=own)


def _moved(whole: Procurement, lot: Lot, number: int) -> dict[Keys, Keys]:
    """Return where in the file the keys of a lot's procurement stand that are the lot's own."""
    keys = [key for key in _IN_PLACE if getattr(lot, key) is not None]
    keys += [] if isinstance(lot.criteria, str) else ["criteria"]
    moved: dict[Keys, Keys] = {(key,): ("lots", number, key) for key in keys}
    shared = len(whole.gates)
    return moved | {("gates", shared + index): ("lots", number, "gates", index) for index in range(len(lot.gates))}


def _scores(whole: Inputs, ids: set[str], places: Places) -> Iterable[Scores]:
    """Yield the sheets that score a bid of the lot, with those scores alone, and note where each stands.

    A declaration alone, which has no scores, is one for every lot in which its evaluator has no sheet.
    """
    scorers = {sheet.evaluator.id for sheet in whole.scores if _of_bids(sheet.scores, ids)}
    number = 0
    for old, sheet in enumerate(whole.scores):
        kept = _of_bids(sheet.scores, ids)
        if not kept and (sheet.scores or sheet.evaluator.id in scorers):
            continue
        places["scores", str(number)] = whole.place(("scores", str(old)))
        for new, index in enumerate(kept):
            places["score", str(number), str(new)] = whole.place(("score", str(old), str(index)))
        yield sheet.model_copy(update={"scores": tuple(sheet.scores[index] for index in kept)})
        number += 1


def _consensus(whole: Inputs, ids: set[str], places: Places) -> Consensus | None:
    if whole.consensus is None:
        return None
    kept = _of_bids(whole.consensus.scores, ids)
    for new, index in enumerate(kept):
        places["consensus-score", str(new)] = whole.place(("consensus-score", str(index)))
    return whole.consensus.model_copy(update={"scores": tuple(whole.consensus.scores[index] for index in kept)})


def _of_bids(scores: Sequence[IndividualScore], ids: set[str]) -> list[int]:
    return [index for index, score in enumerate(scores) if score.bid in ids]


def _decisions(given: Decisions | None, kept: Sequence[Decision]) -> Decisions | None:
    return given.model_copy(update={"decisions": tuple(kept)}) if given is not None else None


def _within(decision: Decision, ids: set[str]) -> Decision:
    """Return a decision as it stands in one lot: of the bids that one on an evaluator names, those of the lot."""
    if isinstance(decision, ConflictDecision | AbsenceDecision) and decision.bids is not None:
        return decision.model_copy(update={"bids": tuple(bid for bid in decision.bids if bid in ids)})
    return decision


def _concerns(decision: Decision, lot_id: str, ids: set[str]) -> bool:
    """Tell whether a decision is one on this lot; an order drawn over several lots is one on all of them together."""
    if isinstance(decision, ConflictDecision | AbsenceDecision):
        # It may be taken before any score of the evaluator is in, such as on a conflict that keeps a sheet from being
        # read; and one on another lot decides the conflict here too.
        return True
    if isinstance(decision, NoAwardDecision | ReopeningDecision):
        return decision.lot in (None, lot_id)
    return set(decision.bids_named) <= ids


def elsewhere(inputs: Inputs) -> tuple[ConsensusScore, ...]:
    """Return what the panel agreed on bids of other lots, which the one file of the whole keeps."""
    agreed = inputs.whole.consensus if inputs.whole is not None else None
    return tuple(score for score in agreed.scores if score.bid not in inputs.bids_by_id) if agreed is not None else ()


def drawn_over_lots(inputs: Inputs) -> tuple[tuple[int, LotsDrawnDecision], ...]:
    """Return the decisions in which an order was drawn between bids of several lots, each with its number."""
    lot_of = {bid.id: bid.lot for bid in inputs.bids}
    known = enumerate(inputs.decisions.decisions if inputs.decisions else ())
    drawn = ((number, decision) for number, decision in known if isinstance(decision, LotsDrawnDecision))
    return tuple(
        (number, decision) for number, decision in drawn if len({lot_of.get(bid) for bid in decision.order}) > 1
    )


def bidder_of(bid: Bid) -> str:
    """Return what the bids of one bidder have in common: the bidder that they name, else the supplier's name."""
    return f"bidder {bid.bidder.casefold()}" if bid.bidder is not None else f"name {look(bid.supplier.name)}"
