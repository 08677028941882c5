"""What each bid reaches of a cohort: columns and cells of the section Joined-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from social_value.arithmetic import plain
from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.figures.joined_up import (
    END_TO_END,
    JOINED_UP,
    PRICE_EACH,
    TAKES_LOWEST,
    joined_value,
    share_reached,
)
from social_value.core.figures.price import price_for_each
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, text, worked
from social_value.core.sections.readings import figure_of
from social_value.core.sections.section import Chart, Column, Row, Table
from social_value.core.series import least_of, mean_of
from social_value.model.joined_up import Cohort


class Reach:
    """One cohort over all bids. Its size and the weight of the lowest share are inputs in a table of their own.

    ``people`` holds the cells of measures that a cohort before it shows too, by measure and bid.
    """

    def __init__(
        self, evaluation: Evaluation, cohort: Cohort, people: dict[tuple[str, str], Cell], *, alone: bool
    ) -> None:
        self.cohort = cohort
        self._evaluation = evaluation
        self._people = people
        self._size, self._alpha = given(cohort.people), given(cohort.alpha)
        self._of = "" if alone else f", {cohort.title}"
        self._lines = {result.id: self._line(result.id) for result in evaluation.bids}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table of bids: what follows from people and shares."""
        return (
            Column(self._key(JOINED_UP), f"Joined-up value, percent{self._of}", "percent"),
            Column(self._key(END_TO_END), f"People end to end, at most{self._of}", "count"),
            Column(self._key(PRICE_EACH), f"Price of each, at least{self._of}", "money"),
        )

    def cells(self, bid_id: str, price: Cell) -> tuple[Cell, ...]:
        """Return a bid's cells, one for each column."""
        *people_and_shares, lowest, mean = self._lines[bid_id]
        people = people_and_shares[: len(self.cohort.components)]
        end_to_end = worked(_lowest, *people, self._size)
        return worked(joined_value, self._alpha, lowest, mean), end_to_end, worked(price_for_each, price, end_to_end)

    def _line(self, bid_id: str) -> tuple[Cell, ...]:
        """Return the people and the share of each component, the lowest share and the mean."""
        people = [self._counted(measure, bid_id) for measure in self.cohort.measures]
        shares = [worked(share_reached, count, self._size) for count in people]
        return *people, *shares, worked(_lowest, *shares), worked(_mean, *shares)

    def _counted(self, measure: str, bid_id: str) -> Cell:
        if (measure, bid_id) not in self._people:
            self._people[measure, bid_id] = figure_of(self._evaluation, FigureName(measure), bid_id)
        return self._people[measure, bid_id]

    def table(self) -> Table:
        """Return what each bid reaches with each component."""
        parts = self.cohort.components
        columns = (
            Column("bid", "Bid"),
            *(
                Column(f"people_{_plain(component.measure)}", f"{component.title}, people", "count")
                for component in parts
            ),
            *(
                Column(f"share_{_plain(component.measure)}", f"{component.title}, share", "share")
                for component in parts
            ),
            Column("lowest_share", "Lowest share", "share"),
            Column("mean_share", "Mean share", "share"),
        )
        rows = tuple(Row((text(bid_id), *cells), bid_id) for bid_id, cells in self._lines.items())
        return Table(f"{self.cohort.id}-reach", f"Reach: {self.cohort.title}", columns, rows)

    def figures(self) -> Mapping[FigureName, str]:
        """Return the registered figures that stand in the columns of bids."""
        return {FigureName(figure_id, self.cohort.id): self._key(figure_id) for figure_id in TAKES_LOWEST}

    def chart(self) -> Chart:
        """Return the chart of the people that each bid reaches, component by component."""
        keys = tuple(f"people_{_plain(measure)}" for measure in self.cohort.measures)
        title = f"People reached, of {plain(self.cohort.people)} {self.cohort.title}"
        return Chart(title, "bars", f"{self.cohort.id}-reach", "bid", keys)

    def row(self) -> Row:
        """Return the line of the cohort in the table of cohorts."""
        return Row((text(self.cohort.id), text(self.cohort.title), self._size, self._alpha))

    def _key(self, name: str) -> str:
        return _plain(f"{self.cohort.id}_{name}")


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
    rows = tuple(reach.row() for reach in cohorts)
    return Table("cohorts", "Cohorts", columns, rows, note) if rows else None


def _lowest(*quantities: Quantity) -> Quantity:
    return least_of(quantities)


def _mean(*shares: Quantity) -> Quantity:
    return mean_of(shares)


def _plain(name: str) -> str:
    return name.replace("-", "_")
