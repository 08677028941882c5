"""Joined-up value: whether the parts of an offer reach the same people, over the components of one cohort.

Adding components up rewards the largest gesture. Here the share of the weakest component counts by a published
weight, so that an offer is worth most where every component reaches as many people as the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.expressions import Expression, Quantity, number
from social_value.core.figures.price import price
from social_value.core.figures.registry import figure, measured
from social_value.core.rules.formulas import Pool, formula
from social_value.core.series import least_of
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.model.bid import Bid
from social_value.model.joined_up import Cohort
from social_value.model.procurement import Procurement

JOINED_UP, END_TO_END, PRICE_EACH = "joined-up", "end-to-end-people", "price-per-end-to-end-person"
TAKES_LOWEST = (JOINED_UP, END_TO_END, PRICE_EACH)
"""Figures that all take the same lowest number of people, so that only one of them may be marked."""
AT_MOST = "at most: the people of each component need not be the same"
_SOURCE = "Our own rule: alpha and the level of full marks are published in the procurement"


def share_reached(people: Quantity, cohort: Quantity) -> Quantity:
    """Return the share of a cohort that a component reaches; people beyond the cohort count for nothing.

    >>> share_reached(Fraction(2600), Fraction(4000)), share_reached(Fraction(5000), Fraction(4000))
    (Fraction(13, 20), Fraction(1, 1))
    """
    return least_of([people, cohort]) / cohort


def mean_of(shares: Sequence[Quantity]) -> Quantity:
    """Return the mean of shares.

    >>> mean_of([Fraction(1), Fraction(0)])
    Fraction(1, 2)
    """
    total = shares[0]
    for one in shares[1:]:
        total = total + one
    return total / len(shares)


def joined_value(alpha: Quantity, lowest: Quantity, mean: Quantity) -> Quantity:
    """Return the joined-up value in percent: the lowest share by its weight, the mean share by the rest.

    >>> joined_value(Fraction(1, 2), Fraction(0), Fraction(1, 4))
    Fraction(25, 2)
    """
    return 100 * (alpha * lowest + (1 - alpha) * mean)


def cohort_of(procurement: Procurement, cohort_id: str) -> Cohort:
    """Return a cohort by its id. Raises LookupError where there is none; ``checks`` says so first."""
    found = next((one for one in procurement.cohorts if one.id == cohort_id), None)
    if found is None:
        raise LookupError(f'there is no cohort "{cohort_id}"')
    return found


@formula(
    JOINED_UP,
    relative=False,
    words="joined-up value of the cohort / full_at",
    source="Linear value function up to a published level: MCA manual (DCLG, 2009), section 6.2.8",
    all_equal="Equal figures earn equal marks.",
    never_negative=True,
    part_of=JOINED_UP,
)
def joined_up_marks(figure: Quantity, pool: Pool[Quantity], *, full_at: Quantity) -> Quantity:
    """Share that the joined-up value of a cohort is of the published level of full marks; ``of`` names the cohort.

    >>> joined_up_marks(Fraction(35), None, full_at=Fraction(70))
    Fraction(1, 2)
    """
    return figure / full_at


@figure(
    JOINED_UP,
    unit="%",
    words="100 x (alpha x lowest share + (1 - alpha) x mean share), over the components of the cohort; the share of a "
    "component is its people, at most the cohort, / the cohort",
    source=_SOURCE,
    needs=("measures",),
    by="cohort",
)
def joined_up(bid: Bid, terms: Terms, part: str) -> Figure:
    """How far every component reaches the cohort, the weakest counting by its published weight."""
    cohort = cohort_of(terms.procurement, part)
    people = _people(bid, cohort)
    if people is None:
        return _missing("Joined-up value", "%", bid, cohort)
    whole = number(Fraction(cohort.people))
    reached = [share_reached(number(one), whole) for one in people]
    shares = [_known(one) for one in reached]
    written = [number(one) for one in shares]
    lowest, mean = least_of(written), mean_of(written)
    value = joined_value(number(Fraction(cohort.alpha)), number(_known(lowest)), number(_known(mean)))
    return Figure(
        value.value,
        (
            *(
                Step(f"Share reached, {one.title}", share.value, "share", share.text)
                for one, share in zip(cohort.components, reached, strict=True)
            ),
            Step("Lowest share", lowest.value, "share", lowest.text),
            Step("Mean share", mean.value, "share", mean.text),
            Step(
                "Joined-up value",
                value.value,
                "%",
                value.text,
                f"alpha {plain(cohort.alpha)}, of {plain(cohort.people)} {cohort.title}",
            ),
        ),
    )


@figure(
    END_TO_END,
    unit="people",
    words="lowest of the people of each component and the cohort",
    source="An upper bound: no more people than the weakest component reaches can have every component",
    needs=("measures",),
    by="cohort",
)
def end_to_end_people(bid: Bid, terms: Terms, part: str) -> Figure:
    """People who can at most have every component of the cohort."""
    cohort = cohort_of(terms.procurement, part)
    people = _people(bid, cohort)
    if people is None:
        return _missing("People end to end", "people", bid, cohort)
    lowest = least_of([number(one) for one in (*people, Fraction(cohort.people))])
    return Figure(lowest.value, (Step("People end to end", lowest.value, "people", lowest.text, AT_MOST),))


@figure(
    PRICE_EACH,
    unit="{currency} per person",
    words="price / people end to end",
    source="Cost per unit of outcome (Green Book, cost effectiveness), at the most people that can have it",
    needs=("price", "measures"),
    by="cohort",
)
def price_per_end_to_end_person(bid: Bid, terms: Terms, part: str) -> Figure:
    """Price for each person who can at most have every component; the true price of each is that much or more."""
    paid, people = price(bid, terms, ""), end_to_end_people(bid, terms, part)
    unit, steps = f"{terms.currency} per person", (*paid.steps, *people.steps)
    if paid.value is None or not people.value:
        note = "the bid states no price" if paid.value is None else "nobody is reached end to end"
        return Figure(None, (*steps, Step("Price per person end to end", None, unit, note=note)))
    each = number(paid.value) / number(people.value)
    return Figure(each.value, (*steps, Step("Price per person end to end", each.value, unit, each.text)))


def _people(bid: Bid, cohort: Cohort) -> Sequence[Fraction] | None:
    """Return the people of each component, or None where the bid leaves one out."""
    found = [measured(bid, measure) for measure in cohort.measures]
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else None


def _missing(label: str, unit: str, bid: Bid, cohort: Cohort) -> Figure:
    absent = [one.title for one in cohort.components if one.measure not in bid.measures]
    return Figure(None, (Step(label, None, unit, note=f"the bid does not say how many people: {', '.join(absent)}"),))


def _known(worked: Expression) -> Fraction:
    if worked.value is None:
        raise TypeError("arithmetic over numbers knows its value")
    return worked.value
