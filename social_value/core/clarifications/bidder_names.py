"""The names of bidders in a text: what is repeated to one bidder may name no other."""

from __future__ import annotations

import re
from collections.abc import Callable

from social_value.core.inputs import Inputs
from social_value.model.bid import Bid


class BidderNames:
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
