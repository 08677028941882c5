"""The section Joined-up: whether offers reach the same people, which outcomes they cover, and themes."""

from __future__ import annotations

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.figures.worth import UNLINKED
from social_value.core.sections.cells import Cell
from social_value.core.sections.cohort_reach import Reach, cohorts_table
from social_value.core.sections.outcome_coverage import Coverage, coverage_of
from social_value.core.sections.readings import figure_of
from social_value.core.sections.section import Column, Heading, Section
from social_value.core.sections.theme_coverage import themes_table

JOINED_UP = Heading("joined-up", "Joined-up")
_REACH = (
    "Whether the parts of an offer reach the same people. People end to end are at most so many: the people of each "
    "component need not be the same."
)
_COVERAGE = "Which outcomes each bid covers, by what each outcome depends on, and the theme of each criterion."


def joined_up(evaluation: Evaluation) -> Section | None:
    """Return the section where the procurement declares cohorts, outcomes with needs, or themes of its criteria."""
    coverage, themes = coverage_of(evaluation), themes_table(evaluation)
    declared = evaluation.inputs.procurement.cohorts
    people: dict[tuple[str, str], Cell] = {}
    cohorts = [Reach(evaluation, cohort, people, alone=len(declared) == 1) for cohort in declared]
    columns = _columns(evaluation, cohorts, coverage)
    reached = (reach.table() for reach in cohorts)
    tables = (cohorts_table(cohorts), *reached, coverage.table() if coverage else None, themes)
    if not columns and themes is None:
        return None
    bids = {bid.id: _cells(evaluation, cohorts, coverage, bid.id) for bid in evaluation.inputs.bids}
    return Section(
        JOINED_UP,
        _REACH if cohorts else _COVERAGE,
        columns,
        bids if columns else {},
        tuple(table for table in tables if table is not None),
        tuple(reach.chart() for reach in cohorts),
        {name: key for reach in cohorts for name, key in reach.figures().items()},
    )


def _columns(evaluation: Evaluation, cohorts: list[Reach], coverage: Coverage | None) -> tuple[Column, ...]:
    return (
        *((Column("price", "Price", "money"),) if cohorts else ()),
        *(column for reach in cohorts for column in reach.columns()),
        *(coverage.columns() if coverage else ()),
        *((Column("unlinked_share", "Value linked to no outcome, percent", "percent"),) if _valued(evaluation) else ()),
    )


def _cells(evaluation: Evaluation, cohorts: list[Reach], coverage: Coverage | None, bid_id: str) -> tuple[Cell, ...]:
    price = figure_of(evaluation, FigureName("price"), bid_id)
    return (
        *((price,) if cohorts else ()),
        *(cell for reach in cohorts for cell in reach.cells(bid_id, price)),
        *(coverage.counts(bid_id) if coverage else ()),
        *((figure_of(evaluation, FigureName(UNLINKED), bid_id),) if _valued(evaluation) else ()),
    )


def _valued(evaluation: Evaluation) -> bool:
    basis = evaluation.field.terms.basis
    return basis is not None and basis.linked is not None
