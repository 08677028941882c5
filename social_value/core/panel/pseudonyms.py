"""What evaluators call the bids: by name, or by pseudonyms from which nothing can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from social_value.core.inputs import Inputs
from social_value.core.provenance import method_fingerprint
from social_value.fingerprint import digest
from social_value.model.bid import Bid

_LETTERS = 26
_SHORTEST_NAME = 3
"""Fewest characters of a name that is looked for in written answers."""


def is_anonymous(inputs: Inputs) -> bool:
    """Tell whether evaluators see pseudonyms in place of suppliers."""
    panel = inputs.procurement.panel
    return panel is not None and panel.anonymous_bids


def pseudonyms(inputs: Inputs) -> Mapping[str, str]:
    """Return the pseudonym of every bid, in the order of the pseudonyms.

    The order follows a digest of the procurement's id, the fingerprint of its method and the bid's id, so it leaks
    neither names nor the order in which bids came in. It stays the same as long as the method and the bids do,
    whatever later happens to a bid.
    """
    method = method_fingerprint(inputs)
    order = sorted(inputs.bids, key=lambda bid: digest(f"{inputs.procurement.id}\n{method}\n{bid.id}".encode()))
    return {bid.id: f"Bid {_letters(number)}" for number, bid in enumerate(order)}


def _letters(number: int) -> str:
    """Return A to Z, then AA and so on.

    >>> _letters(0), _letters(25), _letters(26), _letters(52)
    ('A', 'Z', 'AA', 'BA')
    """
    letters = chr(ord("A") + number % _LETTERS)
    return letters if number < _LETTERS else _letters(number // _LETTERS - 1) + letters


@dataclass(frozen=True)
class Naming:
    """How evaluators are told of the bids. ``known`` holds each bid's pseudonym; it is empty where names are shown."""

    bids: Mapping[str, Bid]
    known: Mapping[str, str] = field(default_factory=dict)

    def label(self, bid_id: str) -> str:
        """What a bid is called: its pseudonym, or its id and its supplier."""
        return self.known.get(bid_id) or f"{bid_id}: {self.bids[bid_id].supplier.name}"

    def in_order(self) -> tuple[str, ...]:
        """Ids of all bids in the order in which evaluators see them."""
        return tuple(self.known or self.bids)

    def masked(self, text: str) -> str:
        """Return a text in which every name that gives a bid away is its pseudonym in square brackets."""
        if self._names is None:
            return text
        return self._names.sub(lambda match: f"[{self._bearers.get(_folded(match[0]), 'a bidder')}]", text)

    def gives_away(self, text: str) -> bool:
        """Tell whether a text names a supplier, a member of a consortium or a bid although names are not shown."""
        return self._names is not None and self._names.search(text) is not None

    @cached_property
    def _bearers(self) -> Mapping[str, str]:
        """Pseudonyms by the names that would give them away; an organisation in several bids stands for them all."""
        found: dict[str, list[str]] = {}
        for bid_id, pseudonym in self.known.items():
            for name in dict.fromkeys(map(_folded, _names_of(self.bids[bid_id]))):
                found.setdefault(name, []).append(pseudonym)
        return {name: ", ".join(held) for name, held in found.items() if len(name) >= _SHORTEST_NAME}

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        if not self._bearers:
            return None
        longest_first = sorted(self._bearers, key=lambda name: (-len(name), name))
        words = (r"[\s_-]+".join(map(re.escape, name.split())) for name in longest_first)
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _names_of(bid: Bid) -> Iterator[str]:
    yield bid.supplier.name
    yield bid.id
    yield from (member.name for member in bid.members)


def _folded(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.strip())).lower()


def naming_of(inputs: Inputs) -> Naming:
    """Return how the evaluators of a procurement are told of its bids."""
    return Naming(inputs.bids_by_id, pseudonyms(inputs) if is_anonymous(inputs) else {})
