"""Procurements with areas, agencies and recipients, and what a section shows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.core.sections.registry import sections_of
from social_value.core.sections.section import Section, Table
from social_value.model.register import Register
from tests.core.builders import Data, exact, inputs_of, offer, procurement, recorded

AREAS: list[Data] = [
    {"id": "rochdale", "title": "Rochdale", "priority": True},
    {"id": "bolton", "title": "Bolton"},
    {"id": "wigan", "title": "Wigan", "priority": True},
]
NEED: Data = {"measures": ["people"], "reason": "Judged by the council, and published.", "otherwise": 1}
BUDGET: Data = {
    "contributors": [
        {"agency": "council", "title": "Council", "share": "0.7"},
        {"agency": "health", "title": "Health board", "share": "0.3"},
        {"agency": "police", "share": 0},
    ]
}
DECILES = Register.model_validate(
    exact(
        {
            "kind": "register",
            "schema": 1,
            "id": "deciles",
            "title": "Deciles",
            "licence": "OGL-3.0",
            "source": {"title": "Published index"},
            "confidence": "secondary",
            "entries": [
                {
                    "id": "imd",
                    "description": "Decile of deprivation.",
                    "unit": "decile",
                    "values": [
                        {
                            "from": "2019-09-26",
                            "illustrative": True,
                            "series": {"E1": 1, "E9": 9},
                            "reference": {"title": "Published index"},
                        }
                    ],
                }
            ],
        }
    )
)
Shown = Any
"""A number, a text, or None."""


def placed_inputs(
    bids: Iterable[Data],
    areas: Iterable[Data] = AREAS,
    need: Data | None = None,
    register: Register | None = None,
    **more: Any,  # noqa: ANN401 - any key of a procurement
) -> Inputs:
    """Return inputs of a procurement with areas, whose marks are recorded."""
    profile: Data = {"areas": list(areas), **({"need": need} if need else {})}
    measures = [
        {"id": "spend", "title": "Spend", "unit": "GBP"},
        {"id": "people", "title": "People helped", "unit": "people"},
        {"id": "hours", "title": "Hours", "unit": "hours"},
    ]
    method = procurement([recorded("q", "100")], measures=measures, place=profile, **more)
    made = inputs_of(method, list(bids))
    return made if register is None else replace(made, registers={**made.registers, register.id: register})


def placed(bids: Iterable[Data], **more: Any) -> Evaluation:  # noqa: ANN401 - as placed_inputs takes them
    """Return the evaluation of such a procurement."""
    return evaluate(placed_inputs(bids, **more))


def promising(name: str, *commitments: Data, price: object = 1_000_000, **more: Any) -> Data:  # noqa: ANN401 - of a bid
    """Return a bid with these commitments."""
    return offer(name, price, marks={"q": 50}, commitments=list(commitments), **more)


def promise(name: str, measure: str, quantity: object, unit: str, **more: object) -> Data:
    """Return a commitment."""
    promised: Data = exact({"id": name, "measure": measure, "quantity": quantity, "unit": unit, **more})
    return promised


def section(evaluation: Evaluation, sheet: str) -> Section:
    """Return a section by the name of its sheet."""
    return next(one for one in sections_of(evaluation) if one.sheet == sheet)


def table(found: Section, key: str) -> Table:
    """Return a table of a section."""
    return next(one for one in found.tables if one.key == key)


def of_bid(found: Section, bid: str) -> dict[str, Shown]:
    """Return what a section shows of a bid in its own row, by column."""
    return {column.key: cell.value for column, cell in zip(found.columns, found.bids[bid], strict=True)}


def rows_of(found: Section, key: str) -> list[dict[str, Shown]]:
    """Return the rows of a table, by column."""
    one = table(found, key)
    return [{column.key: cell.value for column, cell in zip(one.columns, row.cells, strict=True)} for row in one.rows]
