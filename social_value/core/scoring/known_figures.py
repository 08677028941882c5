"""Figures of bids with their working, each worked out once however often it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.figures.registry import FigureName, work_out
from social_value.core.steps import Figure
from social_value.core.terms import Terms
from social_value.model.bid import Bid


class KnownFigures:
    """The figures that were asked for so far, under the same terms for all bids."""

    def __init__(self, terms: Terms, known: Mapping[FigureName, Mapping[str, Figure]] | None = None) -> None:
        """Take the terms, and figures that are known under them already, by bid."""
        self._terms = terms
        self._known = {name: dict(figures) for name, figures in (known or {}).items()}

    def of(self, name: FigureName, bid: Bid) -> Figure:
        """Return a figure of a bid with its working."""
        figures = self._known.setdefault(name, {})
        if bid.id not in figures:
            figures[bid.id] = work_out(name, bid, self._terms)
        return figures[bid.id]

    def apart_from(self, bid_id: str) -> KnownFigures:
        """Return what is known of all other bids, where one of them offers something else."""
        others = KnownFigures(self._terms, self._known)
        for figures in others._known.values():
            figures.pop(bid_id, None)
        return others
