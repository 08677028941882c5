"""Valuations built in code: one register of values, measures that are valued, and bids that commit themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from social_value.core.figures.registry import figure_name, work_out
from social_value.core.figures.worth import social_value
from social_value.core.inputs import Inputs
from social_value.core.steps import Figure
from social_value.core.terms import terms_of
from social_value.core.valuation.totals import SocialValue
from social_value.model.register import Register
from tests.core.builders import GREEN_BOOK, Data, exact, inputs_of, offer, procurement, recorded

NONE_TAKEN_OFF: Data = {
    "deadweight": 0,
    "attribution_to_others": 0,
    "displacement": 0,
    "leakage": 0,
    "substitution": 0,
}


def exactly(value: object) -> Any:  # noqa: ANN401 - nested data of any shape
    """Return data with exact numbers; the year of a price base stays text."""
    if isinstance(value, dict):
        return {key: inside if key == "price_base" else exactly(inside) for key, inside in value.items()}
    return [exactly(inside) for inside in value] if isinstance(value, list) else exact(value)


def additionality(**shares: object) -> Data:
    """Return the five shares, 0 where none is given."""
    return {**NONE_TAKEN_OFF, **shares}


def entry(name: str, value_type: str | None = "economic", unit: str = "GBP/unit", **value: object) -> Data:
    """Return an entry of a register with one value."""
    base = {"price_base": "2024"} if value_type else {}
    dated = {"from": "2020-01-01", "reference": {"title": "Published table"}, **base, **value}
    kind = {"value_type": value_type} if value_type else {}
    return {"id": name, "description": f"Value of {name}", "unit": unit, "values": [dated], **kind}


def register(*entries: Data, name: str = "values") -> Register:
    """Return a register of these entries."""
    built = {
        "kind": "register",
        "schema": 1,
        "id": name,
        "title": "Values of the tests",
        "licence": "CC0-1.0",
        "source": {"title": "Published table"},
        "confidence": "secondary",
        "entries": list(entries),
    }
    return Register.model_validate(exactly(built))


OUTSIDE = ("core", "unit", "points_per_unit", "most_points", "counts_in")
"""Keys of a measure that stand beside its value."""


def measure(name: str, proxy: str = "thing", **value: object) -> Data:
    """Return a measure that is valued by an entry of the register."""
    outside: Data = {key: value.pop(key) for key in OUTSIDE if key in value}
    built: Data = {"proxy": {"register": "values", "entry": proxy}, "additionality": NONE_TAKEN_OFF, **value}
    if "reference_case" in value:
        del built["additionality"]
    return {"id": name, "title": f"Measure {name}", "unit": "unit", "value": built, **outside}


def commitment(name: str, of: str = "m", quantity: object = 1, **more: object) -> Data:
    """Return a commitment that says who delivers it, by when, and who hears about it."""
    said = {"due": date(2027, 6, 30), "owner": "manager", "reports_to": "board"}
    return {"id": name, "measure": of, "quantity": quantity, "unit": "unit", **said, **more}


def valuation(*measures: str, convention: str = "undiscounted", **more: object) -> Data:
    """Return the valuation of a procurement, in prices of 2024 and from 2026 on."""
    rates = {} if convention == "undiscounted" else {"register": GREEN_BOOK.id, "rate": "standard"}
    return {
        "measures": list(measures) or ["m"],
        "style": "percentage",
        "price_base": "2024",
        "first_year": 2026,
        "discounting": {"convention": convention, **rates},
        "value_at": "central",
        **more,
    }


def valued_inputs(
    measures: Iterable[Data],
    bids: Mapping[str, Iterable[Data]],
    values: Register | None = None,
    *,
    how: Data | None = None,
    rates: Register = GREEN_BOOK,
    price: object = 1000,
    criteria: Iterable[Data] = (),
    **more: Any,  # noqa: ANN401 - any key of a procurement
) -> Inputs:
    """Return inputs in which each bid makes these commitments; without criteria, its marks are recorded.

    With an empty ``how`` nothing is valued.
    """
    known, marked = values or register(entry("thing", value=1000)), list(criteria)
    contract = {"estimated_value": 5000, "currency": "GBP", "vat": "excluded", "years": 4, "service": "services"}
    keys = {"commenced_on": "2026-01-05", "contract": contract, **more}
    method = procurement(marked or [recorded("q", "100")], **keys)
    method |= exactly({"measures": list(measures)})
    method |= {} if how == {} else exactly({"valuation": how or valuation()})
    offers = []
    for name, promised in bids.items():
        cost = price[name] if isinstance(price, dict) else price
        marks = None if marked else {"q": 50}
        offers.append(offer(name, cost, marks=marks, commitments=[exact(one) for one in promised]))
    return replace(inputs_of(method, offers), registers={known.id: known, rates.id: rates})


def worth(
    commitments: Iterable[Data],
    measures: Iterable[Data] | None = None,
    values: Register | None = None,
    **more: Any,  # noqa: ANN401 - as valued_inputs takes them
) -> SocialValue:
    """Return the valuation of one bid."""
    inputs = valued_inputs(measures or [measure("m")], {"A": list(commitments)}, values, **more)
    return social_value(inputs.bids[0], terms_of(inputs))


def net(*args: Any, **more: Any) -> Fraction:  # noqa: ANN401 - as worth takes them
    """Return the central net social value of one bid."""
    return worth(*args, **more).net.central


def worked(name: str, inputs: Inputs) -> Figure:
    """Return a figure of the first bid."""
    return work_out(figure_name(name), inputs.bids[0], terms_of(inputs))
