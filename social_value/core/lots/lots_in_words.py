"""The lots together in words, with the arithmetic: one source for terminal, Markdown, workbook and ``explain``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.evaluation.results import publish
from social_value.core.lots.award_combination import RULE_WORDS
from social_value.core.lots.lots_together import Across, Way

TITLE = "The lots together"
AWARD_HEADS = ("Lot", "Awarded to", "Supplier", "Total", "Price", "First in the lot alone")
NUMBERS = ("Total", "Price")
"""Headings of columns of numbers."""


def award_rows(across: Across) -> Iterator[tuple[str, ...]]:
    """Yield a row for each lot: the bid that it is awarded to, and the bids in first place of the lot by itself."""
    for lot in across.lots:
        winner, alone = across.awarded(lot.id), ", ".join(across.alone(lot.id))
        if winner is None:
            yield lot.id, awarded_to(across, lot.id), "", "", "", alone
        else:
            price = "" if winner.price is None else plain(winner.price)
            yield lot.id, winner.bid.id, winner.bid.tenderer, _shown(across, winner.total), price, alone


def awarded_to(across: Across, lot_id: str) -> str:
    """Return the id of the bid that a lot is awarded to, or why there is none."""
    winner, unsettled = across.awarded(lot_id), across.unsettled(lot_id)
    if unsettled:
        return f"not settled: {' or '.join(unsettled if len(unsettled) > 1 else (*unsettled, 'nobody'))}"
    return "nobody" if winner is None else winner.bid.id


def across_lines(across: Across) -> Iterator[str]:
    """Yield how the awards came about, and what one supplier for all lots would come to instead.

    A line that belongs to the one above it begins with two spaces.
    """
    yield from rule_lines(across)
    if across.best is not None:
        yield f"{best_title(across)}:"
        yield from _way_lines(across, across.best)
    for way in across.singles:
        yield f"Best single supplier, {way.supplier}:"
        yield from _way_lines(across, way)
        if across.best is not None:
            yield f"Different suppliers, less {way.supplier} alone: {mixing_words(across, across.best, way)}"


def best_title(across: Across) -> str:
    """Return the title of the best supplier for each lot."""
    return f"Best supplier for each lot{', within the limit' if across.limit is not None else ''}"


def rule_lines(across: Across) -> Iterator[str]:
    """Yield how the awards came about, and why a comparison is not made or is only that."""
    limit = across.limit
    if limit is not None:
        yield f"At most {limit.most_awarded} for each supplier, by {across.rule}: {RULE_WORDS[across.rule]}."
    for lot in across.lots:
        if lot.id not in across.candidates:
            yield f"{lot.id}: no bid can be awarded."
        elif not across.left_for(lot.id):
            yield f"{lot.id}: not awarded, for every supplier with a ranked bid has reached the limit."
    if len(across.candidates) < 2:
        return
    if across.best is None:
        yield "Who is awarded each lot is not settled, so a single supplier for all of them is not compared with it."
    if not across.singles:
        yield "Best single supplier: none, for nobody has a ranked bid for each of these lots."
    elif limit is not None and (limit.most_awarded or 0) < len(across.candidates):
        yield f"The limit of {limit.most_awarded} for each supplier rules a single supplier out; it is only compared."


def _way_lines(across: Across, way: Way) -> Iterator[str]:
    """Yield the bids of a way to award the lots, and its means of totals and its price with their arithmetic."""
    yield f"  {', '.join(f'{lot_bid.bid.id} {_shown(across, lot_bid.total)}' for lot_bid in way.bids)}"
    parts = "+".join(plain(lot_bid.total) for lot_bid in way.bids)
    yield f"  average of the totals: ({parts})/{len(way.bids)} = {_shown(across, way.total)}"
    if way.total_by_value is not None:
        values = [plain(lot_bid.lot.estimated_value or 0) for lot_bid in way.bids]
        weighted = "+".join(f"{value}*{plain(lot_bid.total)}" for value, lot_bid in zip(values, way.bids, strict=True))
        shown = _shown(across, way.total_by_value)
        yield f"  average by estimated value: ({weighted})/({'+'.join(values)}) = {shown}"
    if way.price is not None:
        prices = "+".join(plain(lot_bid.price) for lot_bid in way.bids if lot_bid.price is not None)
        yield f"  sum of the prices: {prices} = {plain(way.price)} {across.procurement.currency}"


def mixing_words(across: Across, best: Way, single: Way) -> str:
    """Return what different suppliers come to, less what a single one does."""
    return "; ".join(f"{what} {difference}" for what, difference in _mixing(across, best, single)) + "."


def _mixing(across: Across, best: Way, single: Way) -> Iterator[tuple[str, str]]:
    yield "average", _signed(across, best.total - single.total)
    if best.total_by_value is not None and single.total_by_value is not None:
        yield "by estimated value", _signed(across, best.total_by_value - single.total_by_value)
    if best.price is not None and single.price is not None:
        apart = best.price - single.price
        yield "price", f"{'+' if apart > 0 else ''}{plain(apart)} {across.procurement.currency}"


def _signed(across: Across, apart: Fraction) -> str:
    return f"{'+' if apart > 0 else ''}{_shown(across, apart)}"


def _shown(across: Across, total: Fraction) -> str:
    return f"{publish(total, across.first.rounding):f}"


def award_words(across: Across, lot_id: str, bid_id: str) -> str:
    """Return whether a lot is awarded to a bid, and to which it is otherwise."""
    if across.unsettled(lot_id):
        return f"Who is awarded the lot is {awarded_to(across, lot_id)}."
    name = awarded_to(across, lot_id)
    return f"The lot is awarded to {'this bid' if name == bid_id else name}."
