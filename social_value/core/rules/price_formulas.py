"""Price formulas: the share of the marks that a price earns.

Each formula is one function over quantities (``core.expressions``). The caller limits the share to 0 to 1 and
handles a price of zero as the criterion declares. A relative formula depends on the other bids of the pool:
removing a losing bid can change the winner.
"""

from __future__ import annotations

from social_value.core.expressions import Quantity, logarithm, when_equal
from social_value.core.rules.bands import banded
from social_value.core.rules.formulas import Pool, formula, price_formula
from social_value.core.rules.parameters import BandsAboveLowest, Ends, MarksOf100, Penalty, Positive, Sum, Times

_PLACES_OF_LOGARITHM = 12


@price_formula(
    "lowest-price-ratio",
    relative=True,
    words="lowest price / price",
    source="GDS and CCS, How to score digital outcomes and specialists suppliers",
    zero_price="Full marks and all others none, or no marks and left out of the lowest, as the criterion says.",
    all_equal="All earn full marks.",
)
def lowest_price_ratio(price: Quantity, pool: Pool[Quantity]) -> Quantity:
    """Share of the price marks: the lowest price divided by this price.

    >>> from fractions import Fraction
    >>> from social_value.core.rules.formulas import pool_of
    >>> lowest_price_ratio(Fraction(120), pool_of([Fraction(100), Fraction(120)]))
    Fraction(5, 6)
    """
    return pool.lowest / price


@price_formula(
    "linear-penalty",
    relative=True,
    words="1 - (price - lowest price) / lowest price",
    source="Supplier's bid comparison formula, materialsmanagement.info; standard differential method",
    zero_price="Full marks and all others none, or no marks and left out of the lowest, as the criterion says.",
    all_equal="All earn full marks.",
)
def linear_penalty(price: Quantity, pool: Pool[Quantity]) -> Quantity:
    """Share of the price marks: one point less for each percent above the lowest price, none at twice it."""
    return when_equal(pool.lowest, 0, 0, lambda: 1 - (price - pool.lowest) / pool.lowest)


@price_formula(
    "linear-min-max",
    relative=True,
    words="(highest price - price) / (highest price - lowest price)",
    source="Min-max normalisation over the prices received",
    zero_price="Full marks as the lowest, or no marks and left out of lowest and highest, as the criterion says.",
    all_equal="All earn full marks.",
)
def linear_min_max(price: Quantity, pool: Pool[Quantity]) -> Quantity:
    """Share of the price marks: full for the lowest price, none for the highest, in proportion between."""
    spread = pool.highest - pool.lowest
    return when_equal(spread, 0, 1, lambda: (pool.highest - price) / spread)


@price_formula(
    "fixed-bounds",
    relative=False,
    words="(ceiling - price) / (ceiling - floor)",
    source="Fixed published limits: stegriff.co.uk, Scoring values from 0 to 10",
    zero_price="Full marks or no marks, as the criterion says.",
    all_equal="Equal prices earn equal marks.",
    ends=Ends("floor", "ceiling", rising=True),
)
def fixed_bounds(price: Quantity, pool: Pool[Quantity], *, floor: Quantity, ceiling: Quantity) -> Quantity:
    """Share of the price marks between a published floor and a published ceiling.

    >>> from fractions import Fraction
    >>> fixed_bounds(Fraction(6450), None, floor=Fraction(5995), ceiling=Fraction(8995))
    Fraction(509, 600)
    """
    return (ceiling - price) / (ceiling - floor)


@price_formula(
    "benchmark-ratio",
    relative=False,
    words="benchmark / price",
    source="Design-build tables, Table 17-4 (what-when-how.com)",
    zero_price="Full marks or no marks, as the criterion says.",
    all_equal="Equal prices earn equal marks.",
)
def benchmark_ratio(price: Quantity, pool: Pool[Quantity], *, benchmark: Positive[Quantity]) -> Quantity:
    """Share of the price marks: a published benchmark divided by this price, full at or below it."""
    return benchmark / price


@price_formula(
    "banded-above-lowest",
    relative=True,
    words="the marks of the band that 100 x (price - lowest price) / lowest price is in",
    source="NHS Buying Catalogue, competitions (price score by percentage above the lowest price)",
    zero_price="Full marks and all others when_lowest_is_zero, or no marks and left out, as the criterion says.",
    all_equal="All earn the marks of the band that holds 0%.",
)
def banded_above_lowest(
    price: Quantity, pool: Pool[Quantity], *, bands: BandsAboveLowest, when_lowest_is_zero: MarksOf100[Quantity]
) -> Quantity:
    """Share of the price marks by how many percent the price is above the lowest.

    Only a comparator can be below the lowest; it earns the marks of the first band.
    """
    return when_equal(
        pool.lowest,
        0,
        when_lowest_is_zero / 100,
        lambda: banded(100 * (price - pool.lowest) / pool.lowest, bands.open_below),
    )


@price_formula(
    "logarithmic",
    relative=True,
    words="1 - log(price / lowest price) / log(none_at_times), the quotient of logarithms rounded half up to 12 places",
    source="Negometrix, The log formula (support.negometrix.com): its coefficient A is none_at_times",
    zero_price="Full marks and all others none, or no marks and left out of the lowest, as the criterion says.",
    all_equal="All earn full marks.",
)
def logarithmic(price: Quantity, pool: Pool[Quantity], *, none_at_times: Times[Quantity]) -> Quantity:
    """Share of the price marks: it falls with the logarithm of the price, to none at so many times the lowest price.

    The ratio of two prices decides how many marks lie between them, whatever the lowest price is.

    >>> from fractions import Fraction
    >>> from social_value.core.rules.formulas import pool_of
    >>> logarithmic(Fraction(200), pool_of([Fraction(100), Fraction(200)]), none_at_times=Fraction(4))
    Fraction(1, 2)
    """
    return when_equal(
        pool.lowest, 0, 0, lambda: 1 - logarithm(price / pool.lowest, none_at_times, _PLACES_OF_LOGARITHM)
    )


@price_formula(
    "marks-per-sum",
    relative=True,
    words="1 - marks_lost x (price - lowest price) / for_each / 100",
    source="Published formula of the procurement: so many marks for each fixed sum above the lowest price",
    zero_price="Full marks as the lowest, or no marks and left out of the lowest, as the criterion says.",
    all_equal="All earn full marks.",
)
def marks_per_sum(
    price: Quantity, pool: Pool[Quantity], *, marks_lost: Penalty[Quantity], for_each: Sum[Quantity]
) -> Quantity:
    """Share of the price marks: so many marks of a hundred are lost for each fixed sum above the lowest price.

    A part of the sum loses its part of the marks.

    >>> from fractions import Fraction
    >>> from social_value.core.rules.formulas import pool_of
    >>> prices = pool_of([Fraction(100_000), Fraction(125_000)])
    >>> marks_per_sum(Fraction(125_000), prices, marks_lost=Fraction(2), for_each=Fraction(10_000))
    Fraction(19, 20)
    """
    return 1 - marks_lost * (price - pool.lowest) / for_each / 100


@formula(
    "highest-discount",
    relative=True,
    words="discount / highest discount",
    source="G-Cloud 15 pricing guidance (CCS), as described by The Tender Coach",
    zero_price="A discount of 0 earns no marks.",
    all_equal="All earn full marks; where nobody offers a discount, none earns any.",
    never_negative=True,
)
def highest_discount(discount: Quantity, pool: Pool[Quantity]) -> Quantity:
    """Share of the price marks: this discount divided by the highest discount."""
    return when_equal(pool.highest, 0, 0, lambda: discount / pool.highest)
