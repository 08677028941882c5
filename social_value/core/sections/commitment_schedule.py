"""The section Commitments: what the bid that is chosen promises, as the schedule of its contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.landing import areas_words
from social_value.core.figures.worth import social_value
from social_value.core.sections.cells import Cell, text
from social_value.core.sections.readings import commitment_number
from social_value.core.sections.section import Column, Heading, Row, Section, Table
from social_value.model.bid import Bid, Commitment

COMMITMENTS = Heading("commitments", "Commitments", "Commitments of the contract", apart=True)
NOT_STATED = "not stated"
_COLUMNS = (
    Column("commitment", "Commitment"),
    Column("bid", "Bid"),
    Column("measure", "What is promised"),
    Column("quantity", "Quantity a year", "count"),
    Column("unit", "Unit"),
    Column("years", "Years"),
    Column("baseline", "Baseline", "count"),
    Column("due", "Due"),
    Column("evidence", "Evidence"),
    Column("owner", "Owner"),
    Column("area", "Area"),
    Column("reports_to", "Reports to"),
    Column("kpi", "Indicator"),
)
_VALUE = Column("value", "Present value", "money")


def commitments(evaluation: Evaluation) -> Section | None:
    """Return the section where the bid that is chosen promises anything."""
    chosen = [evaluation.inputs.bids_by_id[name] for name in evaluation.chosen]
    if not any(bid.commitments for bid in chosen):
        return None
    valued = evaluation.field.terms.basis is not None
    rows = tuple(row for bid in chosen for row in _rows(evaluation, bid, valued))
    columns = (*_COLUMNS, _VALUE) if valued else _COLUMNS
    table = Table("schedule", "Schedule of commitments", columns, rows, _note(valued))
    about = _about(evaluation, chosen)
    return Section(COMMITMENTS, about, tables=(table,))


def _about(evaluation: Evaluation, chosen: list[Bid]) -> str:
    limit = " A limit on lots may choose another bid: score all lots." if evaluation.awaits_lots else ""
    if len(chosen) == 1:
        who = f"{chosen[0].tenderer} ({chosen[0].id})"
        return f"What {who} promises, for the contract. Settle what is not stated before award.{limit}"
    tied = "First place is tied: what each tied bid promises."
    if evaluation.over_lots is not None:
        tied = "Who has the lot is not settled: what each bid promises that may have it."
    return f"{tied} The schedule of the contract is that of the bid chosen.{limit}"


def _note(valued: bool) -> str:
    said = "The quantity is promised in each of the contract years named, on top of the baseline."
    return f"{said} The present value is before the cap of a measure and of the whole." if valued else said


def _rows(evaluation: Evaluation, bid: Bid, valued: bool) -> list[Row]:
    titles = _titles(evaluation)
    rows = [_cells(bid, commitment, titles) for commitment in bid.commitments]
    if valued:
        values = _values(evaluation, bid)
        rows = [(*cells, values(commitment)) for cells, commitment in zip(rows, bid.commitments, strict=True)]
    return [Row(cells, bid.id) for cells in rows]


def _values(evaluation: Evaluation, bid: Bid) -> Callable[[Commitment], Cell]:
    basis = evaluation.field.terms.basis
    if basis is None:
        raise TypeError("a value without a basis")
    try:
        valued = social_value(bid, evaluation.field.terms).commitments
    except LookupError:
        valued = ()  # what is missing is said among the findings
    worth = {worked_out.commitment.id: worked_out.value.at(basis.valuation.value_at) for worked_out in valued}

    def value(commitment: Commitment) -> Cell:
        if commitment.measure not in basis.measures:
            return text("not valued")
        return commitment_number(bid.id, commitment.id, "value", worth.get(commitment.id))

    return value


def _titles(evaluation: Evaluation) -> Callable[[str, str], str]:
    inputs = evaluation.inputs
    areas = inputs.procurement.place.areas if inputs.procurement.place else ()
    kpis: dict[str, list[str]] = {}
    for kpi in inputs.procurement.kpis:
        kpis.setdefault(kpi.measure or "", []).append(f"{kpi.id} {kpi.title}")
    known: Mapping[str, Mapping[str, str]] = {
        "measure": {measure.id: measure.title for measure in inputs.measures.values()},
        "area": {area.id: area.title for area in areas},
        "kpi": {name: "; ".join(titles) for name, titles in kpis.items()},
    }
    return lambda kind, name: known[kind].get(name, "none" if kind == "kpi" else name)


def _cells(bid: Bid, commitment: Commitment, titles: Callable[[str, str], str]) -> tuple[Cell, ...]:
    return (
        text(commitment.id),
        text(bid.id),
        text(titles("measure", commitment.measure)),
        commitment_number(bid.id, commitment.id, "quantity", commitment.quantity),
        text(commitment.unit),
        text(_years(commitment)),
        text(NOT_STATED)
        if commitment.baseline is None
        else commitment_number(bid.id, commitment.id, "baseline", commitment.baseline),
        text(commitment.due.isoformat() if commitment.due else NOT_STATED),
        text(commitment.evidence or NOT_STATED),
        text(commitment.owner or NOT_STATED),
        text(areas_words(commitment, lambda area: titles("area", area)) or NOT_STATED),
        text(commitment.reports_to or NOT_STATED),
        text(titles("kpi", commitment.measure)),
    )


def _years(commitment: Commitment) -> str:
    last = commitment.from_year + commitment.years - 1
    years = str(last) if commitment.years == 1 else f"{commitment.from_year} to {last}"
    return years if commitment.share_of_time == 1 else f"{years}; {commitment.share_of_time} of it for this contract"
