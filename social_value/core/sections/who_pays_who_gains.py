"""The table of the section Spend-flow that sets who pays beside who gains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.figures.landing import Landed, kinds_of, landed
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.readings import commitment_number
from social_value.core.sections.section import Column, Row, Table
from social_value.core.valuation.quantities import whole_quantity
from social_value.model.budget import Budget
from social_value.model.valuation import ValueLevel

_NOTE = (
    "What each agency pays of the price, and what of the promises accrues to it. Information only: it earns no marks, "
    "and no agency's gain is taken off what another pays."
)
_NOBODY = "No agency named"


def budget_tables(evaluation: Evaluation, prices: Mapping[str, Cell]) -> Iterator[Table]:
    """Yield the shares of the agencies, the matrix and what it adds up, where the procurement says who pays."""
    budget = evaluation.inputs.procurement.budget
    if budget is None:
        return
    matrix = _Matrix(evaluation, budget, prices)
    columns = (Column("agency", "Agency"), Column("share", "Share of the price", "share"))
    rows = tuple(Row((text(label), matrix.shares[agency])) for agency, label in matrix.labels.items())
    yield matrix.table()
    yield Table("contributors", "Agencies", columns, rows)
    yield from matrix.gains()


@dataclass(frozen=True)
class _Gain:
    """A commitment with what accrues to its agency: its value, or where it is not valued its quantity."""

    bid_id: str
    landing: Landed
    amount: Cell

    def row(self, labels: Mapping[str, str]) -> Row:
        """Its row in the table of gains."""
        promise = self.landing.commitment
        agency = labels[promise.accrues_to] if promise.accrues_to else _NOBODY
        texts = map(text, (self.bid_id, promise.id, promise.measure, agency, self.landing.kind.unit))
        return Row((*texts, self.amount), self.bid_id)


class _Matrix:
    """What each agency pays and what accrues to it, bid by bid, with a line of what accrues to nobody named."""

    def __init__(self, evaluation: Evaluation, budget: Budget, prices: Mapping[str, Cell]) -> None:
        terms = evaluation.field.terms
        landings = landed(evaluation.bids_in_order, terms)
        level = terms.basis.valuation.value_at if terms.basis else "central"
        self.shares = {contributor.agency: given(contributor.share) for contributor in budget.contributors}
        self.labels = {contributor.agency: contributor.label for contributor in budget.contributors}
        self.prices = prices
        self.kinds = kinds_of(landings, terms)
        self._gains_of_bid = {
            bid: tuple(_Gain(bid, landing, _amount(landing, level, bid)) for landing in mine)
            for bid, mine in landings.items()
        }

    def table(self) -> Table:
        """Return the matrix: the lines of each bid add up to its price and to all that it promises."""
        columns = (
            Column("bid", "Bid"),
            Column("agency", "Agency"),
            Column("pays", "Pays", "money"),
            *(
                Column(kind.column("gains"), f"Gains: {kind.title}, {kind.unit}", "money" if kind.money else "count")
                for kind in self.kinds
            ),
        )
        rows = tuple(row for bid in self._gains_of_bid for row in self._rows(bid))
        return Table("who-pays-who-gains", "Who pays and who gains", columns, rows, _NOTE)

    def gains(self) -> Iterator[Table]:
        """Yield what accrues to whom, commitment by commitment: what is valued, and what is only counted."""
        labels = (
            Column("bid", "Bid"),
            Column("commitment", "Commitment"),
            Column("measure", "Measure"),
            Column("agency", "Accrues to"),
            Column("unit", "Unit"),
        )
        amounts = {True: Column("value", "Value", "money"), False: Column("quantity", "Quantity", "count")}
        for money, amount in amounts.items():
            mine = [gain for gains in self._gains_of_bid.values() for gain in gains if gain.landing.kind.money == money]
            rows = tuple(gain.row(self.labels) for gain in mine)
            if rows:
                title = f"What accrues to whom: {amount.title.lower()}"
                yield Table(f"accrues_{amount.key}", title, (*labels, amount), rows)

    def _rows(self, bid_id: str) -> Iterator[Row]:
        paid = [
            worked(lambda share, price: share * price, self.shares[agency], self.prices[bid_id])
            for agency in self.labels
        ]
        gained = [self._gained(bid_id, agency) for agency in self.labels]
        nobody = self._gained(bid_id, None)
        for label, pays, gains in zip(self.labels.values(), paid, gained, strict=True):
            yield Row((text(bid_id), text(label), pays, *gains), bid_id)
        yield Row((text(bid_id), text(_NOBODY), text(""), *nobody), bid_id)
        sums = (total(cells) for cells in zip(*gained, nobody, strict=True))
        yield Row((text(bid_id), text("Together"), worked(_added, *paid), *sums), bid_id)

    def _gained(self, bid_id: str, agency: str | None) -> tuple[Cell, ...]:
        mine = [gain for gain in self._gains_of_bid[bid_id] if gain.landing.commitment.accrues_to == agency]
        return tuple(total([gain.amount for gain in mine if gain.landing.kind == kind]) for kind in self.kinds)


def _amount(landing: Landed, level: ValueLevel, bid_id: str) -> Cell:
    if landing.valued is not None:
        return commitment_number(bid_id, landing.commitment.id, "value", landing.valued.value.at(level))
    return given(whole_quantity(landing.commitment))


def _added(first: Quantity, *others: Quantity) -> Quantity:
    return reduce(add, others, first)
