"""A sound procurement that uses every part of the format, for tests that damage it in one place."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.findings import Finding
from tests.core.builders import (
    consensus,
    criterion,
    decisions,
    exact,
    inputs_of,
    levels,
    procurement,
    recorded,
    sheet,
)

Data = dict[str, Any]
Key = str | int
PROMISED: Data = {
    "due": "2028-03-31",
    "evidence": "payroll-return",
    "owner": "contract manager",
    "reports_to": "ward forum",
}
"""What every commitment says besides what is promised."""

METHOD: Data = procurement(
    [
        criterion("F1", "30", {"rule": "linear", "of": "price-per-success", "zero_at": 40, "full_at": 10}, "financial"),
        criterion("F2", "10", {"rule": "fixed-bounds", "floor": 1000, "ceiling": 9000}, "financial"),
        criterion("E1", "20", {"rule": "linear", "of": "carbon", "zero_at": "0.5", "full_at": "0.1"}, "environmental"),
        levels("S1", "20", "social", minimum={"level": 2, "consequence": "disregard"}),
        {
            "id": "Q",
            "pillar": "quality",
            "weight": exact("20"),
            "criteria": [
                recorded("Q1", "10", None),
                criterion(
                    "Q2",
                    "10",
                    {
                        "rule": "banded",
                        "of": "hours",
                        "bands": [{"from": 0, "below": 10, "marks": 0}, {"from": 10, "up_to": 99, "marks": 100}],
                    },
                    None,
                ),
            ],
        },
    ],
    keys={"tie_break": ["S1", "social", "lowest-price", "lots-drawn"]},
    demand={"reference": {"standard": 100, "complex": 20}},
    measures=[
        {"id": "carbon", "title": "Carbon", "unit": "kg"},
        {"id": "hours", "title": "Hours", "unit": "hours"},
        {"id": "spare", "title": "Not scored", "unit": "none"},
    ],
    place={"areas": [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]},
    budget={"contributors": [{"agency": "council", "share": "0.7"}, {"agency": "health", "share": "0.3"}]},
    gates=[
        {"id": "wage", "title": "Wage", "asks": "declaration", "consequence": "disregard"},
        {
            "id": "life",
            "title": "Life",
            "asks": "figure",
            "of": "whole-life-cost",
            "at_most": 9000,
            "consequence": "flag",
        },
    ],
    pillars={"social": {"floor": 10, "consequence": "not-awardable"}},
    low_bid={"should_cost": 2000, "below_should_cost_percent": 50},
    whole_life={"register": "green-book-discount-rates", "rate": "standard"},
    panel={"anonymous_bids": False, "settled_by": "consensus"},
    tender_deadline="noon on 30 September 2026",
)


def bid(name: str) -> Data:
    """Return a sound bid of a consortium."""
    built: Data = {
        "kind": "bid",
        "schema": 1,
        "id": name,
        "supplier": {"name": f"Supplier {name}"},
        "members": [
            {"name": f"Lead Trust of {name}", "value_share": "0.6", "area": "north"},
            {"name": f"Partner of {name}", "value_share": "0.4", "area": "south"},
        ],
        "lead": f"Lead Trust of {name}",
        "liability": "joint-and-several",
        "performing_workforce": {"supported": 3, "total": 10},
        "delivery": [
            {"organisation": f"Lead Trust of {name}", "role": "lead", "value_share": "0.7", "area": "north"},
            {"organisation": "Vans", "sector": "vcse", "role": "subcontractor", "value_share": "0.3"},
        ],
        "price": {
            "lines": [
                {"band": "standard", "unit_price": 13},
                {"band": "complex", "unit_price": 26},
                {"title": "Mobilisation", "fixed": 500},
            ]
        },
        "success_rate": {"standard": {"value": "0.8"}, "complex": {"value": "0.5"}},
        "declarations": {"wage": {"value": True}},
        "measures": {"carbon": {"value": "0.3"}, "hours": {"value": 40}},
        "whole_life_costs": [{"title": "Buy", "kind": "acquisition", "year": 0, "amount": 5000}],
        "statements": {"S1": "The plan of this bid, in its own words."},
        "recorded": {"Q1": {"marks": 60}},
        "commitments": [
            {"id": "c1", "measure": "hours", "quantity": 40, "unit": "hours", "area": "north", **PROMISED},
            {
                "id": "c2",
                "measure": "hours",
                "quantity": 5,
                "unit": "hours",
                "area": "south",
                "accrues_to": "health",
                **PROMISED,
            },
        ],
    }
    sound: Data = exact(built)
    return sound


@dataclass
class Parts:
    """The parts of a procurement, by the names that a fault uses."""

    procurement: Data = field(default_factory=lambda: copy.deepcopy(METHOD))
    bids: list[Data] = field(
        default_factory=lambda: [
            bid("alpha"),
            bid("beta"),
            bid("compared") | {"role": "comparator"},
            bid("gone") | {"status": "withdrawn"},
        ]
    )
    scores: list[Data] = field(
        default_factory=lambda: [
            sheet("evaluator-1", ("alpha", "S1", 3), ("beta", "S1", 4), ("compared", "S1", 4)),
            sheet("evaluator-2", ("alpha", "S1", 4), ("beta", "S1", 4), ("compared", "S1", 4), conflict="declared"),
        ]
    )
    consensus: Data = field(
        default_factory=lambda: consensus(("alpha", "S1", 4), ("beta", "S1", 4), ("compared", "S1", 4))
    )
    decisions: Data = field(
        default_factory=lambda: decisions(
            {"about": "conflict", "evaluator": "evaluator-2", "outcome": "managed"},
            {"about": "lots-drawn", "order": ["beta", "alpha"]},
            {"about": "low-bid", "bid": "beta", "outcome": "accepted"},
        )
    )

    def put(self, *keys: Key, value: object) -> None:
        """Write a value at the end of the way; the first key names the part."""
        *way, last = keys
        here: Any = self.__dict__
        for key in way:
            here = here[key]
        if isinstance(here, list) and last == len(here):
            here.append(exact(value))
        else:
            here[last] = exact(value)

    def drop(self, *keys: Key) -> None:
        """Remove what stands at the end of the way."""
        *way, last = keys
        here: Any = self.__dict__
        for key in way:
            here = here[key]
        del here[last]

    @property
    def inputs(self) -> Inputs:
        """The inputs that the core takes."""
        return inputs_of(self.procurement, self.bids, self.scores, self.consensus, self.decisions)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that the checks find."""
        return findings_of(self.inputs)
