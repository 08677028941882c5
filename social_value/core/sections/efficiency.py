"""The section Efficiency: what a success costs, over all demand bands and within each."""

from __future__ import annotations

from social_value.core.figures import FigureName
from social_value.core.results import Evaluation
from social_value.core.sections.cells import Cell, figure_of
from social_value.core.sections.section import Column, Section


def efficiency(evaluation: Evaluation) -> Section | None:
    """Return the section where bids state success rates over demand bands."""
    bands = tuple(evaluation.field.terms.demand)
    if not any(bid.success_rate for bid in evaluation.inputs.bids):
        return None
    columns = (
        Column("price", "Price", "money"),
        Column("price_per_success", "Price per success", "money"),
        *(Column(f"price_per_success_{band}", f"Price per success, {band}", "money") for band in bands),
    )
    rows = {bid.id: _row(evaluation, bid.id, bands) for bid in evaluation.inputs.bids}
    return Section(
        "efficiency",
        "Efficiency",
        "Efficiency",
        "What a success costs at the reference demand. Figures within a band leave fixed sums out.",
        columns,
        rows,
    )


def _row(evaluation: Evaluation, bid_id: str, bands: tuple[str, ...]) -> tuple[Cell, ...]:
    names = (
        FigureName("price"),
        FigureName("price-per-success"),
        *(FigureName("price-per-success", band) for band in bands),
    )
    return tuple(figure_of(evaluation, name, bid_id) for name in names)
