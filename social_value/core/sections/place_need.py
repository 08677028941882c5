"""The tables of the section Place that weight people by need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.need_weighted_reach import reach_of, weighted_people
from social_value.core.need import NeedBasis, weight_of_both
from social_value.core.sections.cells import Cell, given, highest, text, total, weighted_total, worked
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Commitment
from social_value.model.place import Area

REACH_COLUMNS = (
    Column("people_reached", "People reached", "count"),
    Column("need_weighted_reach", "People reached, weighted by need", "count"),
)
Cells = Mapping[tuple[str, str], Cell]
"""A cell of each commitment, by bid and commitment."""


@dataclass(frozen=True)
class NeedTables:
    """What the section shows of need: the weights, the rows about areas, and each commitment that counts people.

    ``reached`` holds the people of each bid, as they are and weighted.
    """

    weights: Table
    area_rows: tuple[Row, ...]
    note: str
    reach: Table
    reached: Mapping[str, tuple[Cell, Cell]]


def need_tables(
    evaluation: Evaluation, shares: Mapping[tuple[str, str], Sequence[Cell]], people: Cells
) -> NeedTables | None:
    """Return the tables, where the procurement weights people by need."""
    basis, profile = evaluation.field.terms.need, evaluation.inputs.procurement.place
    if basis is None or profile is None:
        return None
    weights = _Weights(basis, profile.areas)
    lines = {
        result.id: tuple(
            _Line(
                result.id,
                commitment,
                people[result.id, commitment.id],
                weights.cells_of(commitment, shares[result.id, commitment.id]),
            )
            for commitment in reach_of(result.bid, basis)
        )
        for result in evaluation.bids
    }
    reached = {
        bid: (total([line.people for line in mine]), total([line.weighted for line in mine]))
        for bid, mine in lines.items()
    }
    rows = tuple(line.row for mine in lines.values() for line in mine)
    return NeedTables(weights.table(), tuple(weights.area_rows()), weights.note(), _reach(rows), reached)


def _reach(rows: tuple[Row, ...]) -> Table:
    columns = (
        Column("bid", "Bid"),
        Column("commitment", "Commitment"),
        Column("measure", "Measure"),
        Column("group", "Group"),
        Column("people", "People", "count"),
        Column("area_weight", "Weight of its areas", "count"),
        Column("group_weight", "Weight of its group", "count"),
        Column("weight", "Weight", "count"),
        Column("weighted", "People, weighted", "count"),
    )
    return Table("reach", "People reached, by need", columns, rows, "People over all years, as promised.")


class _Line:
    """A commitment that counts people, with its cells."""

    def __init__(self, bid_id: str, commitment: Commitment, people: Cell, weights: tuple[Cell, Cell, Cell]) -> None:
        self.people = people
        self.weighted = worked(weighted_people, people, weights[-1])
        labels = (bid_id, commitment.id, commitment.measure, commitment.group)
        self.row = Row((*map(text, labels), people, *weights, self.weighted), bid_id)


class _Weights:
    """The cells of all weights: those that are published, and those of areas that follow from them."""

    def __init__(self, basis: NeedBasis, areas: Sequence[Area]) -> None:
        self.basis = basis
        self.grades = {grade: given(weight) for grade, weight in basis.need.weights.items()}
        self.groups = {group.id.casefold(): given(group.need_weight) for group in basis.need.groups}
        self.otherwise = given(basis.need.otherwise)
        self.areas = {area.id: self._area(area) for area in areas}

    def _area(self, area: Area) -> Cell:
        known = self.basis.areas[area.id]
        if known.stated:
            return given(known.weight)
        return self.grades[known.grade] if known.grade else self.otherwise

    def cells_of(self, commitment: Commitment, shares: Sequence[Cell]) -> tuple[Cell, Cell, Cell]:
        """Return the weight of a commitment's areas, of its group, and the one that counts; nothing where none is."""
        by_area = self.basis.area_weight(commitment) is not None
        area = weighted_total(shares, tuple(self.areas.values())) if by_area else text("")
        group = self.groups.get((commitment.group or "").casefold(), text(""))
        known = [cell for cell in (area, group) if cell.number is not None]
        if len(known) < 2:
            return area, group, known[0] if known else self.otherwise
        multiplied = self.basis.need.both == "multiply"
        return area, group, worked(weight_of_both, area, group) if multiplied else highest(known)

    def table(self) -> Table:
        """Return the published weights."""
        columns = (Column("what", "Whose"), Column("weight", "Weight", "count"))
        both = {"multiply": "An area's and a group's weight are multiplied.", "higher": "The higher weight counts."}
        note = " ".join(filter(None, (self.basis.need.reason, both.get(self.basis.need.both or ""))))
        return Table("need-weights", "Weights of need", columns, tuple(self._published()), note)

    def _published(self) -> Iterator[Row]:
        for grade, cell in self.grades.items():
            yield Row((text(f"Areas with {self.basis.need.entry} {grade}"), cell))
        for group in self.basis.need.groups:
            yield Row((text(f"Group: {group.title}"), self.groups[group.id.casefold()]))
        yield Row((text("Everybody else"), self.otherwise))

    def area_rows(self) -> Iterator[Row]:
        """Yield the rows about areas: what the register says of each, and its weight."""
        if not self.basis.by_area:
            return
        if self.basis.value is not None:
            grades = (area.grade or ("stated" if area.stated else "none") for area in self.basis.areas.values())
            yield Row((text(f"{self.basis.need.entry} of the register"), *map(text, grades)))
        yield Row((text("Weight of need"), *self.areas.values()))

    def note(self) -> str:
        """Return where the register's values come from, and how sure they are."""
        register, value = self.basis.register, self.basis.value
        if register is None or value is None:
            return ""
        shape = "; it only shows the shape of a real one" if value.illustrative else ""
        return (
            f"{self.basis.need.entry} of {register.id}, from {value.from_day}: {value.reference.title}. "
            f"Licence {register.licence}, confidence: {value.confidence or register.confidence}{shape}."
        )
