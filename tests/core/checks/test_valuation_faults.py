"""One fault at a time in how commitments are valued: each gives exactly its finding, at the right place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from social_value.codes import valuation as codes_of_valuation
from social_value.codes.all_codes import codes_in
from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Key
from tests.core.builders import Data, criterion, exact
from tests.core.valuations import additionality, commitment, entry, measure, register, valuation, valued_inputs

INDEX = {"register": "values", "entry": "index"}
INCOME = {"register": "values", "entry": "income", "elasticity": "1.3"}
TARGET = {"rule": "ratio-to-target", "target": 100}
REGULAR = ("pillar-missing", "criterion-undescribed", "subject-matter-unstated", "tie-break-missing")
"""Findings of every method here: it has no environmental pillar, and says no more than a valuation needs."""


def _value(index: str) -> Data:
    return {"rule": "linear", "of": index, "zero_at": 1, "full_at": 0}


@dataclass
class Sound:
    """A sound valuation with everything in it, for tests that damage it in one place."""

    measures: list[Data] = field(
        default_factory=lambda: [
            measure("jobs", "thing", unit="hours", units_per_unit=2, points_per_unit=2),
            measure("life", "wellby", unit="person-year", income_growth=dict(INCOME), rate="standard"),
            {"id": "carbon", "title": "Carbon", "unit": "tCO2e"},
        ]
    )
    entries: list[Data] = field(
        default_factory=lambda: [
            entry("thing", "economic", "GBP/job", value=1000),
            entry("wellby", "wellbeing", "GBP/person-year", value=13000, low=10000, price_base="2019"),
            entry("tonne", "environmental", "GBP/tCO2e", series={"2026": 264, "2027": 268}),
            entry("index", None, series={"2019": "84.5", "2024": "100"}),
            entry("income", None, series={"2019": "33443", "2024": "33257"}),
            entry("later", "economic", "GBP/job", value=1, **{"from": "2026-02-01"}),
        ]
    )
    how: Data = field(
        default_factory=lambda: valuation(
            *("jobs", "life"),
            convention="first-year-undiscounted",
            deflator=dict(INDEX),
            adds={"types": ["economic", "wellbeing"], "reason": "Different people."},
            evidence_factors={"payroll": 1, "note": "0.5"},
            unevidenced_factor=0,
            cap={"percent_of_price": 50},
            floor={"percent_of_estimated_value": 1},
            plausibility=[{"measures": ["jobs"], "against": "workforce-hours", "at_most_percent": 50}],
        )
    )
    criteria: list[Data] = field(
        default_factory=lambda: [
            criterion("S", "40", {**TARGET, "of": "social-value-share"}, "social"),
            criterion("T", "20", {**TARGET, "of": "initiative-points"}, "social"),
            criterion("F", "40", {"rule": "linear", "of": "whole-life-cost", "zero_at": 9, "full_at": 0}, "financial"),
        ]
    )
    promised: list[Data] = field(
        default_factory=lambda: [
            commitment("c1", "jobs", 10, unit="Hours", evidence="payroll", group="young-people"),
            commitment("c2", "life", 1, unit="person-year", evidence="note", years=2),
        ]
    )
    bid: Data = field(
        default_factory=lambda: {
            "workforce_hours": 100,
            "whole_life_costs": [{"title": "Buy", "kind": "acquisition", "year": 0, "amount": 5}],
        }
    )
    more: Data = field(
        default_factory=lambda: {"whole_life": {"register": "green-book-discount-rates", "rate": "standard"}}
    )
    price: object = 1000

    def put(self, *keys: Key, value: object) -> None:
        """Write a value at the end of the way; the first key names the part."""
        *way, last = keys
        here: Any = self.__dict__
        for key in way:
            here = here[key]
        if isinstance(here, list) and last == len(here):
            here.append(value)
        else:
            here[last] = value

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
        values = register(*self.entries)
        made = valued_inputs(
            self.measures,
            {"A": self.promised},
            values,
            how=copy.deepcopy(self.how),
            criteria=self.criteria,
            price=self.price,
            **self.more,
        )
        first = made.bids[0]
        bid = type(first).model_validate({**first.model_dump(by_alias=True, exclude_none=True), **exact(self.bid)})
        return replace(made, bids=(bid,))

    @property
    def findings(self) -> list[Finding]:
        """Everything that the checks find, without what every method here has."""
        return [one for one in findings_of(self.inputs) if one.code not in REGULAR]


Change = Callable[[Sound], object]


def put(*keys: Key, value: object) -> Change:
    """Return a fault that writes a value."""
    return lambda sound: sound.put(*keys, value=value)


def drop(*keys: Key) -> Change:
    """Return a fault that leaves something out."""
    return lambda sound: sound.drop(*keys)


def both(*changes: Change) -> Change:
    """Return several changes as one."""
    return lambda sound: [change(sound) for change in changes]


def carbon(**more: object) -> Change:
    """Return a change that values carbon too."""
    worth = measure("carbon", "tonne", unit="tCO2e", **more)
    return both(put("measures", 2, value=worth), put("how", "measures", value=["jobs", "life", "carbon"]))


MARKS_CARBON = put("criteria", 1, value=criterion("T", "20", {**TARGET, "of": "carbon"}, "social"))
GIVES_CARBON = put("bid", "measures", value={"carbon": {"value": 1}})
COSTS_CARBON = put("bid", "whole_life_costs", 1, value={"title": "Fuel", "kind": "carbon", "year": 1, "amount": 5})
TWICE = "carbon-counted-twice"

FAULTS: list[tuple[str, str, Change, tuple[Key, ...]]] = [
    ("valuation-missing", "error", lambda sound: setattr(sound, "how", {}), ("criteria", 0, "score", "of")),
    ("points-missing", "error", drop("measures", 0, "points_per_unit"), ("criteria", 1, "score", "of")),
    (
        "invalid-parameter",
        "error",
        put("criteria", 0, "score", "target", value=exact("0")),
        ("criteria", 0, "score", "target"),
    ),
    ("unknown-measure", "error", put("how", "measures", value=["jobs", "life", "lief"]), ("valuation", "measures", 2)),
    ("duplicate-id", "error", put("how", "measures", value=["jobs", "life", "jobs"]), ("valuation", "measures", 2)),
    ("value-incomplete", "error", put("how", "measures", value=["jobs", "life", "carbon"]), ("measures", 2)),
    (
        "family-of-one",
        "error",
        put("measures", 0, "value", "counted_once_with", value="no-such-family"),
        ("measures", 0, "value", "counted_once_with"),
    ),
    ("value-incomplete", "error", drop("measures", 0, "value", "additionality"), ("measures", 0, "value")),
    ("value-incomplete", "error", drop("how", "unevidenced_factor"), ("valuation", "evidence_factors")),
    (
        "value-incomplete",
        "error",
        both(
            put("how", "plausibility", 0, "against", value="contract-weeks"),
            put(
                "more",
                "contract",
                value={"estimated_value": 1, "currency": "GBP", "vat": "excluded", "service": "goods"},
            ),
        ),
        ("valuation", "plausibility", 0, "against"),
    ),
    (
        "unknown-measure",
        "error",
        put("how", "plausibility", 0, "measures", value=["job"]),
        ("valuation", "plausibility", 0, "measures", 0),
    ),
    (
        "unknown-register",
        "error",
        put("measures", 0, "value", "proxy", "register", value="valuse"),
        ("measures", 0, "value", "proxy", "register"),
    ),
    (
        "unknown-entry",
        "error",
        put("measures", 0, "value", "proxy", "entry", value="thingy"),
        ("measures", 0, "value", "proxy", "entry"),
    ),
    (
        "unknown-entry",
        "error",
        put("measures", 0, "value", "proxy", "entry", value="later"),
        ("measures", 0, "value", "proxy", "entry"),
    ),
    ("unknown-entry", "error", put("how", "deflator", "entry", value="idnex"), ("valuation", "deflator", "entry")),
    (
        "value-without-price-base",
        "error",
        drop("entries", 0, "values", 0, "price_base"),
        ("measures", 0, "value", "proxy", "entry"),
    ),
    (
        "value-without-price-base",
        "error",
        drop("entries", 0, "value_type"),
        ("measures", 0, "value", "proxy", "entry"),
    ),
    ("deflator-missing", "error", drop("how", "deflator"), ("measures", 1, "value", "proxy")),
    (
        "deflator-missing",
        "error",
        drop("entries", 3, "values", 0, "series", "2019"),
        ("measures", 1, "value", "proxy"),
    ),
    (
        "income-missing",
        "error",
        drop("entries", 4, "values", 0, "series", "2024"),
        ("measures", 1, "value", "income_growth"),
    ),
    (
        "elasticity-too-fine",
        "error",
        put("measures", 1, "value", "income_growth", "elasticity", value="1.333"),
        ("measures", 1, "value", "income_growth", "elasticity"),
    ),
    ("rate-missing", "error", drop("how", "discounting", "rate"), ("valuation", "discounting")),
    (
        "unknown-register",
        "error",
        put("how", "discounting", "register", value="green-book"),
        ("valuation", "discounting", "register"),
    ),
    (
        "unknown-rate",
        "error",
        put("how", "discounting", "rate", value="standrad"),
        ("valuation", "discounting", "rate"),
    ),
    ("unknown-rate", "error", put("measures", 1, "value", "rate", value="health"), ("measures", 1, "value", "rate")),
    ("value-types-mixed", "error", drop("how", "adds"), ("valuation",)),
    ("invalid-limit", "error", put("how", "cap", value={}), ("valuation", "cap")),
    (
        "invalid-limit",
        "error",
        put("how", "floor", value={"amount": 1, "percent_of_price": 2}),
        ("valuation", "floor"),
    ),
    (
        "units-differ",
        "warning",
        both(put("measures", 1, "unit", value="people"), put("promised", 1, "unit", value="people")),
        ("measures", 1, "value", "proxy"),
    ),
    ("value-not-counted", "warning", put("how", "measures", value=["life"]), ("measures", 0, "value")),
    (TWICE, "error", both(carbon(), MARKS_CARBON, GIVES_CARBON), ("criteria", 1, "score")),
    (
        TWICE,
        "error",
        both(put("more", "whole_life", "counts_carbon", value=True), MARKS_CARBON, GIVES_CARBON),
        ("criteria", 1, "score"),
    ),
    (
        TWICE,
        "error",
        both(put("more", "whole_life", "counts_carbon", value=True), carbon()),
        ("criteria", 0, "score"),
    ),
    (
        "core-counted-as-social-value",
        "warning",
        both(
            put("measures", 2, "core", value=True),
            put("criteria", 1, value=criterion("T", "20", {**TARGET, "of": "carbon"}, "social")),
            GIVES_CARBON,
        ),
        ("criteria", 1, "score"),
    ),
]
BID_FAULTS: list[tuple[str, str, Change, tuple[Key, ...]]] = [
    ("carbon-cost-not-counted", "error", COSTS_CARBON, ("whole_life_costs", 1, "kind")),
    ("core-counted-as-social-value", "warning", put("measures", 0, "core", value=True), ("commitments", 0)),
    ("unknown-measure", "error", put("promised", 0, "measure", value="job"), ("commitments", 0, "measure")),
    ("commitment-unit-differs", "error", put("promised", 0, "unit", value="weeks"), ("commitments", 0, "unit")),
    ("unknown-evidence", "error", put("promised", 0, "evidence", value="payrol"), ("commitments", 0, "evidence")),
    ("evidence-missing", "warning", drop("promised", 0, "evidence"), ("commitments", 0)),
    ("commitment-incomplete", "warning", drop("promised", 0, "owner"), ("commitments", 0)),
    (
        "value-year-missing",
        "error",
        both(
            carbon(),
            put("how", "adds", "types", value=["economic"]),
            put("promised", 2, value=commitment("c3", "carbon", 1, unit="tCO2e", evidence="note", years=3)),
        ),
        ("commitments", 2),
    ),
    ("years-outside-contract", "error", put("promised", 1, "years", value=5), ("commitments", 1, "years")),
    ("years-outside-contract", "error", put("promised", 1, "from_year", value=4), ("commitments", 1, "years")),
    (
        "group-missing",
        "warning",
        put("promised", 2, value=commitment("c3", "jobs", 3, unit="hours", evidence="payroll")),
        ("commitments", 2),
    ),
    (
        "counted-once",
        "warning",
        put(
            "promised",
            2,
            value=commitment("c3", "jobs", 3, unit="hours", evidence="payroll", group="young-people"),
        ),
        ("commitments", 2),
    ),
    ("implausible-commitment", "warning", put("promised", 0, "quantity", value=51), ("commitments",)),
    ("implausible-commitment", "warning", drop("bid", "workforce_hours"), ("commitments",)),
    ("zero-price", "error", lambda sound: setattr(sound, "price", "0"), ("price",)),
    ("price-missing", "error", lambda sound: setattr(sound, "price", None), ()),
    (
        "price-missing",
        "error",
        both(
            lambda sound: setattr(sound, "price", None),
            put("criteria", 0, "score", "of", value="net-social-value"),
        ),
        (),
    ),
    (
        "costs-missing",
        "error",
        both(
            put("how", "compared_with", value="whole-life-cost"),
            put(
                "criteria",
                2,
                value=criterion("F", "40", {"rule": "fixed-bounds", "floor": 1, "ceiling": 9_000_000}, "financial"),
            ),
            drop("bid", "whole_life_costs"),
        ),
        (),
    ),
]


def names_of(faults: list[tuple[str, str, Change, tuple[Key, ...]]]) -> list[str]:
    """Return a name for each fault that is the same in every process."""
    return [f"{number}-{code}" for number, (code, _, _, _) in enumerate(faults)]


def test_a_sound_valuation_has_no_finding() -> None:
    """Nothing is said of a valuation that states everything."""
    assert Sound().findings == []


@pytest.mark.parametrize(("code", "severity", "change", "keys"), FAULTS, ids=names_of(FAULTS))
def test_one_fault_in_the_method(code: str, severity: str, change: Change, keys: tuple[Key, ...]) -> None:
    """Each fault of the method is said once, where it stands in the file."""
    sound = Sound()
    change(sound)
    assert [(one.code, one.severity, one.place.path, one.place.keys) for one in sound.findings] == [
        (code, severity, "procurement", keys)
    ]


@pytest.mark.parametrize(("code", "severity", "change", "keys"), BID_FAULTS, ids=names_of(BID_FAULTS))
def test_one_fault_in_a_bid(code: str, severity: str, change: Change, keys: tuple[Key, ...]) -> None:
    """Each fault of a bid is said once, where it stands in the file."""
    sound = Sound()
    change(sound)
    assert [(one.code, one.severity, one.place.path, one.place.keys) for one in sound.findings] == [
        (code, severity, "bid/A", keys)
    ]


def test_discount_rates_reach_every_year_of_effect() -> None:
    """A year beyond the schedule is refused, and the year is named."""
    short = Sound()
    short.put("measures", 0, "value", "lasts", value={"years": 40, "drop_off": "0.1"})
    inputs = short.inputs
    rates = inputs.registers["green-book-discount-rates"]
    first = rates.entries[0]
    value = first.values[0].model_copy(update={"schedule": (first.values[0].schedule[0],)})
    cut = rates.model_copy(update={"entries": (first.model_copy(update={"values": (value,)}),)})
    inputs = replace(inputs, registers={**inputs.registers, rates.id: cut})
    [finding] = [one for one in findings_of(inputs) if one.code not in REGULAR]
    assert (finding.code, finding.place.keys) == ("rate-missing", ("commitments", 0))
    assert "year 40 of c1" in finding.message


@pytest.mark.parametrize("key", ["double_count_reason"])
def test_carbon_may_count_twice_with_a_reason(key: str) -> None:
    """With a published reason the same tonne may be valued and marked."""
    sound = Sound()
    both(carbon(), MARKS_CARBON, GIVES_CARBON, put("how", key, value="Scope 3 only in one of them."))(sound)
    assert sound.findings == []


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_a_share_outside_nought_to_one_is_refused(share: str) -> None:
    """A share that is taken off is from 0 to 1."""
    sound = Sound()
    sound.put("measures", 0, "value", "additionality", value=additionality(deadweight=share))
    with pytest.raises(ValueError, match="deadweight"):
        _ = sound.inputs


def test_a_core_commitment_needs_no_evidence() -> None:
    """What is worth nothing anyway is not asked for evidence."""
    sound = Sound()
    sound.drop("promised", 0, "evidence")
    sound.put("promised", 0, "core", value=True)
    assert sound.findings == []


@pytest.mark.parametrize("change", [put("promised", 1, "from_year", value=3), put("promised", 1, "years", value=4)])
def test_what_is_delivered_by_the_last_year_is_counted(change: Change) -> None:
    """The contract runs for four years, so its third and fourth are within it."""
    sound = Sound()
    change(sound)
    assert sound.findings == []


def test_activities_tell_apart_what_names_no_group() -> None:
    """Where both commitments name an activity of their own, a group is not asked for."""
    sound = Sound()
    sound.put("promised", 0, "activity", value="mowing")
    sound.put("promised", 2, value=commitment("c3", "jobs", 3, unit="hours", evidence="payroll", activity="pruning"))
    assert sound.findings == []


def test_a_question_to_the_bidder_is_neutral() -> None:
    """The way out words the question, and says nothing about the promise being wrong."""
    sound = Sound()
    sound.put("promised", 0, "quantity", value=51)
    [finding] = sound.findings
    assert finding.message == "A promises 51 in c1: 51.0% of its workforce hours, 100."
    assert finding.way_out == (
        'Ask the bidder: "Please explain how you will deliver c1 within the workforce hours of this contract."'
    )


def test_every_code_of_the_chapter_is_tested() -> None:
    """No code of the chapter is without a fault above, and each has its published severity."""
    tested = {(code, severity) for code, severity, _, _ in (*FAULTS, *BID_FAULTS)}
    for code in codes_in(codes_of_valuation):
        assert (code.id, code.severity) in tested
