"""What is to be asked of the rationales: whether each is its own, tied to the bid, and held against the method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from social_value.arithmetic import plain
from social_value.core.agenda.own_words import normalised, says_nothing_of_its_own, stems
from social_value.core.agenda.requirements import Published, also, published_in, requirements_named
from social_value.core.inputs import Inputs
from social_value.core.panel.panel_seats import PanelSeat
from social_value.core.scoring.field import Field
from social_value.core.scoring.seat_levels import GivenScore, Seat
from social_value.model.bid import Bid
from social_value.text import says_something


@dataclass(frozen=True, slots=True)
class Writing:
    """A rationale with its seat and whoever wrote it: an evaluator's code, or ``consensus``."""

    seat: PanelSeat
    giver: str
    text: str


class Rationales:
    """The rationales of all seats, each asked about beside the others."""

    def __init__(self, field: Field, seats: Sequence[PanelSeat]) -> None:
        self._inputs = field.inputs
        self._seats = seats

    @cached_property
    def of_seat(self) -> Mapping[Seat, tuple[Writing, ...]]:
        """The rationales of each seat, the evaluators' first."""
        return {seat.key: tuple(_writings(seat)) for seat in self._seats}

    @cached_property
    def alike(self) -> Mapping[str, tuple[Writing, ...]]:
        """Rationales that are the same but for signs, capitals and the bid's own name, by their common words."""
        by_words: dict[str, list[Writing]] = {}
        for writings in self.of_seat.values():
            for writing in writings:
                by_words.setdefault(self.words_of(writing), []).append(writing)
        return {words: tuple(same) for words, same in by_words.items() if len(same) > 1}

    def words_of(self, writing: Writing) -> str:
        """Return the words by which a rationale is compared with the others."""
        bid = self._inputs.bids_by_id[writing.seat.bid_id]
        return normalised(writing.text, (bid.supplier.name, bid.id))

    def says_nothing(self, writing: Writing) -> bool:
        """Tell whether a rationale only repeats the scale's descriptors or the criterion's words."""
        return says_nothing_of_its_own(writing.text, self._given_words(writing.seat))

    def is_too_short(self, writing: Writing) -> bool:
        """Tell whether a rationale has too few words to tie a level to a bid."""
        return not says_something(writing.text)

    def _given_words(self, seat: PanelSeat) -> frozenset[str]:
        texts: list[str | None] = [text for step in seat.scale.levels for text in (step.label, step.descriptor)]
        for criterion in seat.leaf.line:
            texts += [
                criterion.id,
                criterion.title,
                criterion.description,
                criterion.question,
                criterion.subject_matter,
                *criterion.sub_criteria,
            ]
        return stems(texts)

    def unpublished(self, writing: Writing) -> tuple[str, ...]:
        """Return the requirements that a rationale names and neither the method nor the bid does."""
        return requirements_named(writing.text, self._known[writing.seat.bid_id])

    @cached_property
    def _known(self) -> Mapping[str, Published]:
        inputs, contract = self._inputs, self._inputs.procurement.contract
        parts = (inputs.procurement, inputs.framework, *inputs.scales.values())
        texts = [text for part in parts if part is not None for text in _texts(part)]
        texts += [f"{plain(contract.years)} years"] if contract and contract.years else []
        method, read = published_in(texts), {seat.bid_id for seat in self._seats}
        return {
            bid.id: also(method, published_in((*_texts(bid), *_quantities_of(bid, inputs))))
            for bid in inputs.bids
            if bid.id in read
        }


def _writings(seat: PanelSeat) -> Iterator[Writing]:
    agreed = seat.consensus
    given = (*seat.individual, *([GivenScore("consensus", agreed)] if agreed else ()))
    for seat_score in given:
        if seat_score.score.rationale and seat_score.score.rationale.strip():
            yield Writing(seat, seat_score.giver, seat_score.score.rationale)


def _quantities_of(bid: Bid, inputs: Inputs) -> Iterator[str]:
    """Yield what a bid states in numbers, each with its unit."""
    for name, claim in bid.measures.items():
        unit = inputs.measures[name].unit if name in inputs.measures else ""
        yield f"{plain(claim.value)} {unit}"
    for commitment in bid.commitments:
        yield f"{plain(commitment.quantity)} {commitment.unit}"
    for rate in bid.success_rate.values():
        yield f"{plain(rate.value * 100)}%"


def _texts(value: object) -> Iterator[str]:
    """Yield every text below a value; numbers are no words."""
    if isinstance(value, BaseModel):
        yield from _texts({name: getattr(value, name) for name in type(value).model_fields} | (value.model_extra or {}))
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _texts(key)
            yield from _texts(inside)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from _texts(inside)
