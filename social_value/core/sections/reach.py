"""What each bid reaches of a cohort: columns and cells of the section Joined-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.core.expressions import Quantity, least_of
from social_value.core.figures import FigureName
from social_value.core.joined_up import END_TO_END, JOINED_UP, PRICE_EACH, joined_value, mean_of, share_reached
from social_value.core.results import Evaluation
from social_value.core.sections.cells import Cell, figure_of, given, text, worked
from social_value.core.sections.section import Chart, Column, Row, Table
from social_value.model.joined_up import Cohort


class Reach:
    """One cohort over all bids. Its size and the weight of the lowest share are inputs in a table of their own."""

    def __init__(self, evaluation: Evaluation, cohort: Cohort, *, alone: bool) -> None:
        self.evaluation = evaluation
        self.cohort = cohort
        self.people = given(cohort.people)
        self.alpha = given(cohort.alpha)
        self._of = "" if alone else f", {cohort.title}"

    def columns(self) -> Iterator[Column]:
        """Yield the columns: people and share of each component, then what follows from them."""
        for one in self.cohort.components:
            yield Column(self._key("people", one.measure), f"{one.title}, people{self._of}", "count")
        for one in self.cohort.components:
            yield Column(self._key("share", one.measure), f"{one.title}, share{self._of}", "share")
        yield Column(self._key("lowest_share"), f"Lowest share{self._of}", "share")
        yield Column(self._key("mean_share"), f"Mean share{self._of}", "share")
        yield Column(self._key(JOINED_UP), f"Joined-up value, percent{self._of}", "percent")
        yield Column(self._key(END_TO_END), f"People end to end, at most{self._of}", "count")
        yield Column(self._key("price"), f"Price{self._of}", "money")
        yield Column(self._key(PRICE_EACH), f"Price per person end to end, at least{self._of}", "money")

    def cells(self, bid_id: str) -> Iterator[Cell]:
        """Yield a bid's cells, one for each column."""
        people = [figure_of(self.evaluation, FigureName(one), bid_id) for one in self.cohort.measures]
        shares = [worked(share_reached, one, self.people) for one in people]
        lowest, mean = worked(_lowest, *shares), worked(_mean, *shares)
        end_to_end = worked(_lowest, *people, self.people)
        price = figure_of(self.evaluation, FigureName("price"), bid_id)
        yield from people
        yield from shares
        yield lowest
        yield mean
        yield worked(joined_value, self.alpha, lowest, mean)
        yield end_to_end
        yield price
        yield worked(_each, price, end_to_end)

    def figures(self) -> Mapping[FigureName, str]:
        """Return the registered figures that stand in these columns."""
        return {FigureName(one, self.cohort.id): self._key(one) for one in (JOINED_UP, END_TO_END, PRICE_EACH)}

    def chart(self) -> Chart:
        """Return the chart of the people that each bid reaches, component by component and end to end."""
        keys = (*(self._key("people", one) for one in self.cohort.measures), self._key(END_TO_END))
        return Chart(f"People reached, of {self.cohort.people:f} {self.cohort.title}", "bars", "", "bid", keys)

    def row(self) -> Row:
        """Return the line of the cohort in the table of cohorts."""
        return Row((text(self.cohort.id), text(self.cohort.title), self.people, self.alpha))

    def _key(self, *parts: str) -> str:
        return "_".join((self.cohort.id, *parts)).replace("-", "_")


def cohorts_table(cohorts: Sequence[Reach]) -> Table | None:
    """Return what the method publishes of each cohort; None where there is none."""
    columns = (
        Column("cohort", "Cohort"),
        Column("title", "Who"),
        Column("people", "People", "count"),
        Column("alpha", "Weight of the lowest share, alpha", "share"),
    )
    note = (
        "Joined-up value = 100 x (alpha x lowest share + (1 - alpha) x mean share). A share is the people of a "
        "component, at most the cohort, over the cohort."
    )
    rows = tuple(one.row() for one in cohorts)
    return Table("cohorts", "Cohorts", columns, rows, note) if rows else None


def _lowest(*quantities: Quantity) -> Quantity:
    return least_of(quantities)


def _mean(*shares: Quantity) -> Quantity:
    return mean_of(shares)


def _each(price: Quantity, people: Quantity) -> Quantity:
    return price / people
