"""The section Assets and data: what is built once and used together, and what happens to data."""

from __future__ import annotations

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.data_use import ROUTES_COMPLETE, UNANSWERED
from social_value.core.figures.registry import FigureName
from social_value.core.figures.reuse import REUSE_RATE
from social_value.core.sections.cells import Cell
from social_value.core.sections.data_and_pilots import PROMPT_COLUMNS, ROUTE_COLUMNS, DataTables
from social_value.core.sections.section import Chart, Heading, Section
from social_value.core.sections.shared_assets import COLUMNS as ASSET_COLUMNS
from social_value.core.sections.shared_assets import AssetTables
from social_value.model.bid import Bid

ASSETS_AND_DATA = Heading("assets-and-data", "Assets and data")
_CHART = Chart("Reuse rate, %", "bars", "", "bid", ("reuse_rate",))


def assets_and_data(evaluation: Evaluation) -> Section | None:
    """Return the section where the procurement lists shared assets, handles data, or lets bidders try something."""
    inputs = evaluation.inputs
    procurement, bids = inputs.procurement, inputs.bids
    shares = bool(procurement.shared_assets)
    data = procurement.data is not None or any(bid.datasets or bid.data_flows or bid.negative_effects for bid in bids)
    pilots = any(bid.pilot is not None for bid in bids)
    if not (shares or data or pilots):
        return None
    assets, uses = AssetTables(evaluation), DataTables(evaluation)
    blocks = (
        (shares, ASSET_COLUMNS, assets.cells),
        (data, ROUTE_COLUMNS, uses.routes),
        (data, PROMPT_COLUMNS, uses.prompts),
    )
    used = [(columns, cells) for there, columns, cells in blocks if there]

    def row(bid: Bid) -> tuple[Cell, ...]:
        return tuple(cell for _, cells in used for cell in cells(bid))

    known = {column.key for columns, _ in used for column in columns}
    figures = {"reuse_rate": REUSE_RATE, "data_routes_complete": ROUTES_COMPLETE, "ethics_unanswered": UNANSWERED}
    tables = (*(assets.tables() if shares else ()), *(uses.tables() if data else ()))
    return Section(
        ASSETS_AND_DATA,
        "What is built once and used together, and what happens to data. Only criteria and gates that name a figure "
        "here read it.",
        tuple(column for columns, _ in used for column in columns),
        {bid.id: row(bid) for bid in bids} if used else {},
        (*(table for table in tables if table.rows), *((uses.pilots(),) if pilots else ())),
        (_CHART,) if shares else (),
        {FigureName(name): key for key, name in figures.items() if key in known},
    )
