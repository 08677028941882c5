"""How weights, prices and orders are said, alike on the terminal, in the workbook and in the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.arithmetic import plain, rounded
from social_value.core.what_if.flips import Flips
from social_value.core.what_if.removals import Removal
from social_value.core.what_if.sweep import Groups, Interval, WholeWeights
from social_value.core.what_if.switching import Turn

MOST_NAMED = 5


def names(bids: Sequence[str]) -> str:
    """Name bids that share a place; of many, the first few."""
    if not bids:
        return "nobody"
    rest = f" and {len(bids) - MOST_NAMED} more" if len(bids) > MOST_NAMED else ""
    return " = ".join(bids[:MOST_NAMED]) + rest


def order(groups: Groups, most: int = 10) -> str:
    """Say an order, best first; bids that share a rank are joined by an equals sign."""
    shown = " > ".join(names(group) for group in groups[:most]) or "nobody"
    return f"{shown} > {len(groups) - most} more ranks" if len(groups) > most else shown


def weight(at: Fraction) -> str:
    """Write a weight exactly where two places hold it, else rounded to two and marked as such.

    >>> weight(Fraction(19, 2)), weight(Fraction(1, 3))
    ('9.5', '~0.33')
    """
    return plain(at) if (at * 100).denominator == 1 else f"~{rounded(at, 2, 'half-up')}"


def turn_words(turn: Turn | None, below: bool) -> str:
    """Say from which weight on somebody else is first; nothing where this never happens."""
    if turn is None:
        return ""
    if turn.at is None:
        return f"{turn.whole} or {'less' if below else 'more'}: {names(turn.first)}"
    exact = f"{'below' if below else 'above'} {weight(turn.at)}"
    if turn.at_turn == turn.first:
        exact = f"{weight(turn.at)} or {'less' if below else 'more'}"
        if turn.at_end:
            exact = weight(turn.at)
    if turn.whole is not None and Fraction(turn.whole) != turn.at:
        exact += f" ({turn.whole} or less)" if below else f" (from {turn.whole})"
    return f"{exact}: {names(turn.first)}"


def whole_words(runs: Sequence[WholeWeights]) -> str:
    """Say who is first at which whole weights.

    >>> whole_words([WholeWeights(0, 8, ("a",)), WholeWeights(9, 9, ("b",)), WholeWeights(10, 100, ("c",))])
    'a up to 8, b at 9, c from 10'
    """
    return ", ".join(f"{names(run.first)} {_run(run, runs[-1].high)}" for run in runs)


def _run(run: WholeWeights, top: int) -> str:
    if run.low == 0:
        return "at every weight" if run.high == top else f"up to {run.high}"
    if run.high == top:
        return f"from {run.low}"
    return f"at {run.low}" if run.low == run.high else f"from {run.low} to {run.high}"


def interval_words(interval: Interval) -> str:
    """Say an interval: a square bracket where its end belongs to it, a round one where it does not."""
    if interval.low == interval.high:
        return f"at {weight(interval.low)}"
    left, right = "[" if interval.includes_low else "(", "]" if interval.includes_high else ")"
    return f"{left}{weight(interval.low)}, {weight(interval.high)}{right}"


def removal_words(removal: Removal) -> str:
    """Say who would stand elsewhere without a bid."""
    parts = [f"{move.bid_id} {_rank(move.before)} to {_rank(move.after)}" for move in removal.moved]
    rest = removal.number_moved - len(removal.moved)
    return ", ".join(parts) + (f" and {rest} more" if rest else "")


def _rank(rank: int | None) -> str:
    return "no rank" if rank is None else str(rank)


def flips_note(flips: Flips) -> str:
    """Say what was tried."""
    if flips.averaged:
        return "Levels are averaged here, so there is no single level of the panel to move."
    if not flips.tried:
        return "No criterion is scored by levels."
    missing = f" {flips.not_tried} of them could not be tried: the field is too large." if flips.not_tried else ""
    return f"Each of {flips.tried} steps, one level up or down for one bid on one criterion, was tried alone.{missing}"
