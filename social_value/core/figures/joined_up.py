"""Joined-up value: whether the parts of an offer reach the same people, over the components of one cohort.

Adding components up rewards the largest gesture. Here the share of the weakest component counts by a published
weight, so that an offer is worth most where every component reaches as many people as the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import MEASURES, PRICE
from social_value.core.figures.named_parts import COHORT
from social_value.core.figures.price import price, price_for_each
from social_value.core.figures.registry import figure, measured
from social_value.core.rules.formulas import Pool, formula
from social_value.core.rules.parameters import Level
from social_value.core.series import least_of, mean_of
from social_value.core.steps import Figure, figure_from, no_figure, worked_step
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


def joined_value(alpha: Quantity, lowest: Quantity, mean: Quantity) -> Quantity:
    """Return the joined-up value in percent: the lowest share by its weight, the mean share by the rest.

    >>> joined_value(Fraction(1, 2), Fraction(0), Fraction(1, 4))
    Fraction(25, 2)
    """
    return 100 * (alpha * lowest + (1 - alpha) * mean)


def cohort_of(procurement: Procurement, cohort_id: str) -> Cohort:
    """Return a cohort by its id. Raises LookupError where there is none; ``checks`` says so first."""
    cohort = next((cohort for cohort in procurement.cohorts if cohort.id == cohort_id), None)
    if cohort is None:
        raise LookupError(f'there is no cohort "{cohort_id}"')
    return cohort


@formula(
    JOINED_UP,
    relative=False,
    words="joined-up value of the cohort / full_at",
    source="Linear value function up to a published level: MCA manual (DCLG, 2009), section 6.2.8",
    all_equal="Equal figures earn equal marks.",
    never_negative=True,
    part_of=JOINED_UP,
)
def joined_up_marks(figure: Quantity, pool: Pool[Quantity], *, full_at: Level[Quantity]) -> Quantity:
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
    needs=(MEASURES,),
    by=COHORT,
)
def joined_up(bid: Bid, terms: Terms, part: str) -> Figure:
    """How far every component reaches the cohort, the weakest counting by its published weight."""
    cohort = cohort_of(terms.procurement, part)
    people = _people(bid, cohort)
    if people is None:
        return _missing("Joined-up value", "%", bid, cohort)
    shares = [
        worked_step(f"Share reached, {component.title}", share_reached, reached, cohort.people, unit="share")
        for component, reached in zip(cohort.components, people, strict=True)
    ]
    lowest = worked_step("Lowest share", least_of, shares, unit="share")
    mean = worked_step("Mean share", mean_of, shares, unit="share")
    note = f"alpha {plain(cohort.alpha)}, of {plain(cohort.people)} {cohort.title}"
    value = worked_step("Joined-up value", joined_value, cohort.alpha, lowest, mean, unit="%", note=note)
    return figure_from(*shares, lowest, mean, value)


@figure(
    END_TO_END,
    unit="people",
    words="lowest of the people of each component and the cohort",
    source="An upper bound: no more people than the weakest component reaches can have every component",
    needs=(MEASURES,),
    by=COHORT,
)
def end_to_end_people(bid: Bid, terms: Terms, part: str) -> Figure:
    """People who can at most have every component of the cohort."""
    cohort = cohort_of(terms.procurement, part)
    people = _people(bid, cohort)
    if people is None:
        return _missing("People end to end", "people", bid, cohort)
    reached = (*people, Fraction(cohort.people))
    return figure_from(worked_step("People end to end", least_of, reached, unit="people", note=AT_MOST))


@figure(
    PRICE_EACH,
    unit="{currency} per person",
    words="price / people end to end",
    source="Cost per unit of outcome (Green Book, cost effectiveness), at the most people that can have it",
    needs=(PRICE, MEASURES),
    by=COHORT,
)
def price_per_end_to_end_person(bid: Bid, terms: Terms, part: str) -> Figure:
    """Price for each person who can at most have every component; the true price of each is that much or more."""
    paid, people = price(bid, terms, ""), end_to_end_people(bid, terms, part)
    unit, steps = f"{terms.currency} per person", (*paid.steps, *people.steps)
    if paid.value is None or not people.value:
        note = "the bid states no price" if paid.value is None else "nobody is reached end to end"
        return no_figure("Price per person end to end", unit, note, *steps)
    return figure_from(*steps, worked_step("Price per person end to end", price_for_each, paid, people, unit=unit))


def _people(bid: Bid, cohort: Cohort) -> Sequence[Fraction] | None:
    """Return the people of each component, or None where the bid leaves one out."""
    stated = [measured(bid, measure) for measure in cohort.measures]
    known = [people for people in stated if people is not None]
    return known if len(known) == len(stated) else None


def _missing(label: str, unit: str, bid: Bid, cohort: Cohort) -> Figure:
    absent = [component.title for component in cohort.components if component.measure not in bid.measures]
    return no_figure(label, unit, f"the bid does not say how many people: {', '.join(absent)}")
