"""What counts of a commitment at all: nothing of what is core, and only what lands where its measure counts."""

from __future__ import annotations

from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.model.bid import Commitment
from social_value.model.procurement import Measure
from social_value.text import listed

CORE = "the specification asks for it anyway (core)"


def share_where_it_counts(commitment: Commitment, measure: Measure) -> Fraction:
    """Return the share of a commitment, 0 to 1, that lands in the areas in which its measure counts.

    A measure without ``counts_in`` counts wherever it lands. With it, a commitment that names no area counts nothing.
    """
    if not measure.counts_in:
        return Fraction(1)
    return exact_sum(Fraction(share) for area, share in commitment.lands.items() if area in measure.counts_in)


def reason_for_nothing(commitment: Commitment, measure: Measure) -> str:
    """Return why a commitment counts as nothing whatever else is promised; empty where it counts."""
    if commitment.core:
        return CORE
    if measure.core:
        return f'the specification asks for the measure "{measure.id}" anyway (core)'
    return "" if share_where_it_counts(commitment, measure) else place_words(commitment, measure)


def place_words(commitment: Commitment, measure: Measure) -> str:
    """Write how much of a commitment lands where its measure counts; nothing where all of it does."""
    share = share_where_it_counts(commitment, measure)
    if share == 1:
        return ""
    areas = listed(measure.counts_in or ())
    if share:
        return f"{plain(share)} of it lands in {areas}, where the measure counts"
    where = f"it lands in {listed(tuple(commitment.lands))}" if commitment.lands else "it names no area"
    return f"{where}, and the measure counts in {areas} only"
