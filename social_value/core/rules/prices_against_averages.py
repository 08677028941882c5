"""Price formulas that compare a price with the middle of the field: its mean, the mean of its lowest, its median."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.expressions import Quantity, smaller_of, when_equal
from social_value.core.rules.formulas import Pool, price_formula
from social_value.core.rules.parameters import Penalty, Positive

_HALF = Fraction(1, 2)


@price_formula(
    "mean-deviation",
    relative=True,
    words="0.5 + slope x (mean price - price) / mean price",
    source="Mean price method: procurementtemplates.co.uk, mean calculation (slope 1)",
    zero_price="Full marks and a 0 in the mean, or no marks and left out of the mean, as the criterion says.",
    all_equal="All earn half marks.",
)
def mean_deviation(price: Quantity, pool: Pool[Quantity], *, slope: Positive[Quantity]) -> Quantity:
    """Share of the price marks: half at the mean price, more below it, less above it."""
    return when_equal(pool.mean, 0, _HALF, lambda: _HALF + slope * (pool.mean - price) / pool.mean)


@price_formula(
    "mean-of-three-lowest",
    relative=True,
    words=(
        "0.5 + slope x (mean of the three lowest prices - price) / mean of the three lowest prices; where there are "
        "fewer than three, the mean of all"
    ),
    source=(
        "Published formula of the procurement: the mean price method (procurementtemplates.co.uk, mean calculation) "
        "over the three lowest prices"
    ),
    zero_price="Full marks and a 0 in the mean, or no marks and left out of the mean, as the criterion says.",
    all_equal="All earn half marks.",
)
def mean_of_three_lowest(price: Quantity, pool: Pool[Quantity], *, slope: Positive[Quantity]) -> Quantity:
    """Share of the price marks: half at the mean of the three lowest prices, more below it, less above it.

    >>> from social_value.core.rules.formulas import pool_of
    >>> prices = pool_of(map(Fraction, (90, 100, 110, 400)))
    >>> mean_of_three_lowest(Fraction(110), prices, slope=Fraction(1))
    Fraction(2, 5)
    """
    mean = pool.mean_of_three
    return when_equal(mean, 0, _HALF, lambda: _HALF + slope * (mean - price) / mean)


@price_formula(
    "graduated-to-inflection",
    relative=True,
    words=(
        "1 - (marks_per_percent x percent above the lowest price, up to the point of inflection, "
        "+ marks_per_percent_beyond x percent beyond it) / 100; the point of inflection is the median price "
        "x (1 + inflection_percent / 100)"
    ),
    source=(
        "Scottish Government, Construction Policy Note CPN 3/2024, as Scottish Legal News reports it: 0.1 marks a "
        "percent up to 2.5% above the median. Its rule beyond that was not seen, so marks_per_percent_beyond is the "
        "procurement's own"
    ),
    zero_price="Full marks and all others none, or no marks and left out of lowest and median, as the criterion says.",
    all_equal="All earn full marks.",
)
def graduated_to_inflection(
    price: Quantity,
    pool: Pool[Quantity],
    *,
    marks_per_percent: Penalty[Quantity],
    inflection_percent: Penalty[Quantity],
    marks_per_percent_beyond: Penalty[Quantity],
) -> Quantity:
    """Share of the price marks: it falls slowly up to a little above the median price, and faster beyond.

    >>> from social_value.core.rules.formulas import pool_of
    >>> prices = pool_of(map(Fraction, (100, 104, 108, 115, 130)))
    >>> rates = {"marks_per_percent": Fraction(1, 10), "inflection_percent": Fraction(5, 2)}
    >>> graduated_to_inflection(Fraction(108), prices, **rates, marks_per_percent_beyond=Fraction(1))
    Fraction(124, 125)
    """

    def percent(figure: Quantity) -> Quantity:
        return 100 * (figure - pool.lowest) / pool.lowest

    def share() -> Quantity:
        near = smaller_of(percent(price), percent(pool.median * (1 + inflection_percent / 100)))
        return 1 - (marks_per_percent * near + marks_per_percent_beyond * (percent(price) - near)) / 100

    return when_equal(pool.lowest, 0, 0, share)
