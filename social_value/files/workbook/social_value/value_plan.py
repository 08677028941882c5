"""Where everything stands on the sheet Social value: its tables, one below the other, and the rows of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from social_value.core.figures.worth import POINTS, social_value
from social_value.core.terms import Terms
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.points import MeasurePoints, PointedCommitment, points_of
from social_value.core.valuation.totals import SocialValue
from social_value.core.valuation.valued_commitments import ValuedCommitment
from social_value.files.workbook.calculation.price_sheet import method_names
from social_value.files.workbook.plan import Report
from social_value.model.bid import Bid, Commitment

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Table(Generic[Key]):
    """A table: the row of its title, and the row of each of its lines; the heads stand under the title."""

    title_row: int
    rows: Mapping[Key, int]

    @property
    def next_free(self) -> int:
        """The first row after the table and a gap; a table without lines takes none."""
        return max(self.rows.values()) + 3 if self.rows else self.title_row


def table(title_row: int, keys: Iterable[Key]) -> Table[Key]:
    """Return a table with a line for each key."""
    return Table(title_row, {key: title_row + 2 + place for place, key in enumerate(dict.fromkeys(keys))})


@dataclass(frozen=True)
class Line:
    """A commitment of a bid, as it is valued and as it earns points, where it does."""

    bid: Bid
    commitment: Commitment
    valued: ValuedCommitment | None
    pointed: PointedCommitment | None


class ValuePlan:
    """Everything that the sheet shows, with its place."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.terms: Terms = report.evaluation.field.terms
        self.basis: Basis | None = self.terms.basis
        self.bids = [result.bid for result in report.bids]
        self.measures = table(report.last + 3, self.basis.measures if self.basis else ())
        self.yearly = table(self.measures.next_free, self._years())
        self.evidence = table(self.yearly.next_free, self._evidence())
        self.factors = table(self.evidence.next_free, self._factors())
        self.commitments = table(self.factors.next_free, ((line.bid.id, line.commitment.id) for line in self.lines))
        self.totals = table(self.commitments.next_free, self._totals())
        self.effects = table(self.totals.next_free, self._effects())
        self.points = table(self.effects.next_free, self._points())
        self.sources = table(self.points.next_free, self.basis.measures if self.basis else ())

    # What is valued

    @property
    def links(self) -> bool:
        """Whether the procurement tells value that serves an outcome from value that serves none."""
        return self.basis is not None and self.basis.linked is not None

    @property
    def caps_unlinked(self) -> bool:
        """Whether no more than a share of what counts may be linked to no outcome."""
        return self.basis is not None and self.basis.valuation.unlinked_cap_percent is not None

    @cached_property
    def values(self) -> Mapping[str, SocialValue]:
        """The valuation of every bid that can be valued."""
        return {bid.id: value for bid in self.bids if (value := self._value(bid)) is not None}

    def _value(self, bid: Bid) -> SocialValue | None:
        try:
            return social_value(bid, self.terms)
        except LookupError:
            return None

    @cached_property
    def points_of(self) -> Mapping[str, tuple[MeasurePoints, ...]]:
        """The points of every bid, where points decide anything."""
        return {bid.id: points_of(bid, self.terms.measures) for bid in self.bids} if points_read(self.report) else {}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every commitment that is valued or earns points, by bid and then by measure."""
        return tuple(line for bid in self.bids for line in self._lines_of(bid))

    def _lines_of(self, bid: Bid) -> list[Line]:
        value = self.values.get(bid.id)
        valued = {valued.commitment.id: valued for valued in value.commitments} if value else {}
        earned = (pointed for measure in self.points_of.get(bid.id, ()) for pointed in measure.commitments)
        pointed = {pointed.commitment.id: pointed for pointed in earned}
        order = {name: place for place, name in enumerate((*self._valued_names, *self.terms.measures))}
        read = [commitment for commitment in bid.commitments if commitment.id in valued or commitment.id in pointed]
        read.sort(key=lambda commitment: order[commitment.measure])
        return [Line(bid, each, valued.get(each.id), pointed.get(each.id)) for each in read]

    @property
    def _valued_names(self) -> tuple[str, ...]:
        return tuple(self.basis.measures) if self.basis else ()

    def rate_of(self, valued: ValuedMeasure) -> str:
        """Return the id of the discount rate of a measure."""
        return valued.rule.rate or (self.basis.valuation.discounting.rate if self.basis else None) or ""

    # Lines of the tables

    def _years(self) -> Iterable[tuple[str, int]]:
        years = {
            (line.commitment.measure, effect.calendar_year)
            for line in self.lines
            if line.valued and line.valued.valued.proxy.by_year
            for effect in line.valued.effects
        }
        order = {name: place for place, name in enumerate(self._valued_names)}
        return sorted(years, key=lambda key: (order[key[0]], key[1]))

    def _evidence(self) -> Iterable[str]:
        factors = self.basis.valuation.evidence_factors if self.basis else {}
        return (*factors, "") if factors else ()

    def _factors(self) -> Iterable[tuple[str, int]]:
        last: dict[str, int] = {}
        for line in self.lines:
            if line.valued and line.valued.valued.rates:
                rate = self.rate_of(line.valued.valued)
                last[rate] = max(last.get(rate, 0), *(effect.index for effect in line.valued.effects))
        return ((rate, index) for rate, highest in last.items() for index in range(highest + 1))

    def _totals(self) -> Iterable[tuple[str, str]]:
        return ((line.bid.id, line.commitment.measure) for line in self.lines if line.valued)

    def _effects(self) -> Iterable[tuple[str, str, int, int]]:
        for line in self.lines:
            for effect in line.valued.effects if line.valued else ():
                yield line.bid.id, line.commitment.id, effect.delivered, effect.lasting

    def _points(self) -> Iterable[tuple[str, str]]:
        return ((line.bid.id, line.commitment.measure) for line in self.lines if line.pointed)

    # Ranges of rows

    @cached_property
    def commitment_rows(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """First and last row of each bid's commitments of each measure."""
        return _ends(
            ((line.bid.id, line.commitment.measure), self.commitments.rows[line.bid.id, line.commitment.id])
            for line in self.lines
        )

    @cached_property
    def effect_rows(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """First and last row of the yearly effects of each bid's commitments of each measure."""
        measures = {(line.bid.id, line.commitment.id): line.commitment.measure for line in self.lines}
        return _ends(((key[0], measures[key[:2]]), row) for key, row in self.effects.rows.items())

    @cached_property
    def total_rows(self) -> Mapping[str, tuple[int, int]]:
        """First and last row of each bid in the table by bid and measure."""
        return _ends((key[0], row) for key, row in self.totals.rows.items())

    @cached_property
    def points_rows(self) -> Mapping[str, tuple[int, int]]:
        """First and last row of each bid in the table of points."""
        return _ends((key[0], row) for key, row in self.points.rows.items())


def _ends(rows: Iterable[tuple[Key, int]]) -> dict[Key, tuple[int, int]]:
    """Return the first and last row of each key; rows of one key stand together."""
    ends: dict[Key, tuple[int, int]] = {}
    for key, row in rows:
        ends[key] = (ends.get(key, (row, row))[0], row)
    return ends


def points_read(report: Report) -> bool:
    """Tell whether a criterion, a gate or the method reads initiative points."""
    bounds = (report.bound(leaf) for leaf in report.leaves)
    names = [*(bound.of for bound in bounds if bound is not None), *method_names(report)]
    return any(name.id == POINTS for name in names)


def value_used(report: Report) -> bool:
    """Tell whether a procurement has anything to show on the sheet."""
    return report.evaluation.field.terms.basis is not None or points_read(report)
