"""Which register values a procurement uses, where it names them, and how old they may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from social_value.core.checks.registers import sources_real, sources_verified, values_in_date, values_used
from social_value.core.inputs import Inputs
from social_value.core.law.staleness import is_stale
from social_value.findings import Key
from social_value.model.register import Register
from tests.core.builders import exact, inputs_of, offer, procurement, recorded
from tests.core.checks.test_policy import framework

Data = dict[str, Any]
NOTHING_OFF = dict.fromkeys(("deadweight", "attribution_to_others", "displacement", "leakage", "substitution"), 0)


def register(**more: object) -> Register:
    """Return a register with a proxy, an index and an index of income, one value each."""
    values = [{"from": "2024-04-01", "value": 10, "reference": {"title": "Page 1"}, **more}]
    entries = [
        {"id": name, "description": name, "unit": "GBP", "values": values}
        for name in ("job", "prices", "income", "rate")
    ]
    built = {
        "kind": "register",
        "schema": 1,
        "id": "ours",
        "title": "Ours",
        "licence": "CC0-1.0",
        "source": {"title": "Paper 1"},
        "confidence": "official",
        "max_age_months": 24,
        "entries": entries,
    }
    return Register.model_validate(exact(built))


def measure(name: str, **more: object) -> Data:
    """Return a measure that is valued by the proxy, uprated with income."""
    value = {
        "proxy": {"register": "ours", "entry": "job"},
        "additionality": NOTHING_OFF,
        "income_growth": {"register": "ours", "entry": "income", "elasticity": 1},
    }
    return {"id": name, "title": name, "unit": "FTE", "value": value, **more}


def valued(values: Register, own: bool = True, day: str | None = "2026-03-31") -> Inputs:
    """Return a procurement that values one measure, its own or the framework's."""
    valuation = {
        "measures": ["jobs"],
        "style": "percentage",
        "price_base": "2024-25",
        "deflator": {"register": "ours", "entry": "prices"},
        "first_year": 2027,
        "discounting": {"convention": "first-year-undiscounted", "register": "ours", "rate": "rate"},
        "value_at": "central",
    }
    spare = {"id": "spare", "title": "Spare", "unit": "n"}
    built = procurement(
        [recorded("Q", "100")], valuation=valuation, measures=[spare, measure("jobs")] if own else [spare]
    )
    del built["commenced_on"]
    built |= {} if day is None else {"commenced_on": day}
    outcome = {"id": "o", "title": "O", "measures": [exact(measure("jobs", confidence="official"))]}
    using = None if own else framework("f", themes=[{"id": "t", "title": "T", "outcomes": [outcome]}])
    inputs = inputs_of(built, [offer("a", marks={"Q": 50})], register=values)
    return replace(inputs, framework=using)


@pytest.mark.parametrize(
    ("own", "keys"),
    [
        (True, ("measures", 1, "value", "proxy")),
        (False, ("valuation", "measures", 0)),
    ],
)
def test_every_value_is_found_at_the_place_that_names_it(own: bool, keys: tuple[Key, ...]) -> None:
    """The rate, the index, the proxy and the index of income; a framework's proxy at the measure that is valued."""
    found = {used.entry.id: used.place.keys for used in values_used(valued(register(), own))}
    assert found == {
        "rate": ("valuation", "discounting"),
        "prices": ("valuation", "deflator"),
        "job": keys,
        "income": (*keys[:-1], "income_growth") if own else keys,
    }


def test_a_value_named_twice_is_one_value() -> None:
    """A proxy that a second measure uses as well is reported once."""
    inputs = valued(register(confidence="unverified"))
    twice = inputs.procurement.valuation
    assert twice is not None
    again = inputs.procurement.model_copy(update={"valuation": twice.model_copy(update={"measures": ("jobs", "jobs")})})
    assert len(list(sources_verified(replace(inputs, procurement=again)))) == 4


@pytest.mark.parametrize(
    ("day", "as_of", "stale"),
    [
        ("2026-04-01", None, 0),
        ("2026-04-02", None, 4),
        (None, date(2026, 4, 1), 0),
        (None, date(2026, 4, 2), 4),
        ("2026-04-01", date(2027, 4, 2), 0),
        (None, None, 0),
    ],
)
def test_a_value_keeps_for_its_months_to_the_day(day: str | None, as_of: date | None, stale: int) -> None:
    """Twenty-four months after 1 April 2024 are up on 1 April 2026; the day of commencement comes before `--as-of`."""
    inputs = replace(valued(register(), day=day), as_of=as_of)
    assert len(list(values_in_date(inputs))) == stale


def test_the_limit_of_an_entry_comes_before_that_of_its_register() -> None:
    """An entry that keeps longer than its register says so."""
    values = register()
    longer = values.entries[0].model_copy(update={"max_age_months": 36})
    day = date(2026, 5, 1)
    assert is_stale(values, values.entries[0], longer.values[0], day)
    assert not is_stale(values, longer, longer.values[0], day)


def test_what_only_shows_the_shape_is_named() -> None:
    """Values that must be replaced are reported where they are used."""
    assert {finding.code for finding in sources_real(valued(register(illustrative=True)))} == {"illustrative-value"}
    assert list(sources_real(valued(register()))) == []
