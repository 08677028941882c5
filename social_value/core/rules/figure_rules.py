"""Rules that turn any figure or measure into marks: linear, banded, ratio to the best or to a target."""

from __future__ import annotations

from social_value.core.expressions import Quantity, distance, when_equal
from social_value.core.rules.bands import Bands, banded
from social_value.core.rules.formulas import Pool, formula
from social_value.core.rules.parameters import Choice, Ends, Positive, Sum


@formula(
    "linear",
    relative=False,
    words="(figure - zero_at) / (full_at - zero_at)",
    source="Linear value function between published end points: MCA manual (DCLG, 2009), section 6.2.8",
    all_equal="Equal figures earn equal marks.",
    ends=Ends("zero_at", "full_at"),
    reads_relative=True,
)
def linear(figure: Quantity, pool: Pool[Quantity], *, zero_at: Quantity, full_at: Quantity) -> Quantity:
    """Share of the way from the published point of no marks to the published point of full marks.

    >>> from fractions import Fraction
    >>> linear(Fraction(19), None, zero_at=Fraction(28), full_at=Fraction(16))
    Fraction(3, 4)
    """
    return (figure - zero_at) / (full_at - zero_at)


@formula(
    "banded",
    relative=False,
    words="the marks of the band that the figure is in",
    source="Published table of the procurement",
    all_equal="Equal figures earn equal marks.",
    reads_relative=True,
)
def marks_of_band(figure: Quantity, pool: Pool[Quantity], *, bands: Bands) -> Quantity:
    """Share of the marks of the band that the figure is in, each end inclusive or exclusive as written."""
    return banded(figure, bands)


@formula(
    "ratio-to-best",
    relative=True,
    words="figure / best figure where the highest is best, best figure / figure where the lowest is",
    source="Proportional scoring: valuation catalogue P1 applied to any figure",
    all_equal="All earn full marks; where all figures are 0 and the highest is best, none earns any.",
    zero_price="A figure of 0 earns full marks where the lowest is best, none where the highest is.",
    never_negative=True,
)
def ratio_to_best(figure: Quantity, pool: Pool[Quantity], *, best: Choice) -> Quantity:
    """Share that the figure is of the best figure, or the best of the figure where the lowest is best."""
    if best == "highest":
        return when_equal(pool.highest, 0, 0, lambda: figure / pool.highest)
    return when_equal(figure, 0, 1, lambda: pool.lowest / figure)


@formula(
    "ratio-to-target",
    relative=False,
    words="figure / target",
    source="Proportional scoring against a published target instead of the best bid",
    all_equal="Equal figures earn equal marks.",
    never_negative=True,
)
def ratio_to_target(figure: Quantity, pool: Pool[Quantity], *, target: Positive[Quantity]) -> Quantity:
    """Share that the figure is of a published target, at most all of it.

    >>> from fractions import Fraction
    >>> ratio_to_target(Fraction(40), None, target=Fraction(50))
    Fraction(4, 5)
    """
    return figure / target


@formula(
    "distance-to-target",
    relative=False,
    words="1 - distance between figure and target / none_at_distance",
    source="Published formula of the procurement: full marks at a target, none at a distance from it on either side",
    all_equal="Equal figures earn equal marks.",
)
def distance_to_target(
    figure: Quantity, pool: Pool[Quantity], *, target: Quantity, none_at_distance: Sum[Quantity]
) -> Quantity:
    """Share of the marks that falls with the distance from a published target, whichever side the figure is on.

    >>> from fractions import Fraction
    >>> bounds = {"target": Fraction(20), "none_at_distance": Fraction(8)}
    >>> distance_to_target(Fraction(18), None, **bounds), distance_to_target(Fraction(22), None, **bounds)
    (Fraction(3, 4), Fraction(3, 4))
    """
    return 1 - distance(figure, target) / none_at_distance
