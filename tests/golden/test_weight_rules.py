"""Weight rules of two British government systems, written as the policy of a framework.

Each system refuses weights outside its ranges and off its steps. The same rules as policy rules must refuse what those
systems refuse, and pass what they pass. Where the NHS cases give one of the two weights, the other is the rest of 100.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.findings import has_errors
from social_value.model.framework import Framework
from tests.core.builders import inputs_of, offer, procurement, recorded
from tests.golden.published import published_json

Data = dict[str, Any]
CCS = published_json("ccs_digital_outcomes_weight_rules.json")
NHS = published_json("nhs_buying_catalogue_price_bands.json")


def framework(name: str, rules: list[Data]) -> Framework:
    """Return a framework of nothing but these rules."""
    said = {"severity": "error", "reference": {"title": name}, "confidence": "secondary"}
    return Framework.model_validate(
        {
            "kind": "framework",
            "schema": 1,
            "id": name,
            "title": name,
            "version": "1",
            "publisher": name,
            "licence": "MIT",
            "references": [{"title": name}],
            "policy": [{**rule, **said} for rule in rules],
        }
    )


def of(*criteria: str) -> Data:
    """Return the selection of some criteria."""
    return {"criteria": criteria}


CCS_FRAMEWORK = framework(
    "digital-outcomes-3",
    [
        rule
        for name, limits in CCS["rules"].items()
        if name != "total"
        for rule in (
            {"rule": "weight-range", "of": of(name), "at_least": limits["minimum"], "at_most": limits["maximum"]},
            {"rule": "weight-step", "of": of(name), "step": 1},
        )
    ],
)
NHS_FRAMEWORK = framework(
    "buying-catalogue",
    [
        {"rule": "weight-range", "of": of("price"), "at_least": 30, "at_most": 90},
        {"rule": "weight-range", "of": of("non_price"), "at_least": 10, "at_most": 70},
        {"rule": "weight-step", "of": of("price"), "step": 5},
        {"rule": "weight-step", "of": of("non_price"), "step": 5},
    ],
)


def refused(using: Framework, weights: Mapping[str, Decimal | None]) -> set[str]:
    """Return the codes of the errors that a procurement with these weights has."""
    criteria = [recorded(name, weight if weight is not None else "0") for name, weight in weights.items()]
    for one, weight in zip(criteria, weights.values(), strict=True):
        if weight is None:
            del one["weight"]
    bid = offer("a", marks=dict.fromkeys(weights, 50))
    inputs = replace(inputs_of(procurement(criteria, framework=using.id), [bid]), framework=using)
    return {finding.code for finding in findings_of(inputs) if has_errors([finding])}


@pytest.mark.parametrize("case", NHS["weight_validation_cases"], ids=str)
def test_the_published_cases_of_the_nhs(case: Data) -> None:
    """What the unit tests of the NHS Buying Catalogue refuse is refused, and what they pass passes."""
    price, other = case.get("price"), case.get("non_price")
    if len(case.keys() & {"price", "non_price"}) == 1:
        given = price if price is not None else other
        rest = None if given is None else Decimal(100 - given)
        price, other = (price, rest) if "price" in case else (rest, other)
    weights = {name: None if one is None else Decimal(one) for name, one in (("price", price), ("non_price", other))}
    assert bool(refused(NHS_FRAMEWORK, weights)) is case["error"]


@pytest.mark.parametrize("price", range(101))
def test_every_whole_weight_of_the_nhs(price: int) -> None:
    """Of the weights 0 to 100 exactly the multiples of five from 30 to 90 pass."""
    weights = {"price": Decimal(price), "non_price": Decimal(100 - price)}
    expected = set() if price in range(30, 91, 5) else {"weight-out-of-range", "weight-off-step"}
    found = refused(NHS_FRAMEWORK, weights)
    assert found <= expected
    assert bool(found) == bool(expected)


def test_which_rule_of_the_nhs_is_broken_is_said() -> None:
    """25 is out of range, 33 off the step."""
    assert refused(NHS_FRAMEWORK, {"price": Decimal(25), "non_price": Decimal(75)}) == {"weight-out-of-range"}
    assert refused(NHS_FRAMEWORK, {"price": Decimal(33), "non_price": Decimal(67)}) == {"weight-off-step"}


def inside(weights: Mapping[str, Decimal]) -> bool:
    """Tell whether weights are inside the published ranges."""
    return all(
        CCS["rules"][name]["minimum"] <= weight <= CCS["rules"][name]["maximum"] for name, weight in weights.items()
    )


EDGES = (4, 5, 9, 10, 15, 20, 21, 40, 75, 76, 85, 86)
SPLITS = [split for split in product(EDGES, EDGES, EDGES) if sum(split) == 100]


@pytest.mark.parametrize("split", SPLITS, ids=str)
def test_ranges_of_digital_outcomes(split: tuple[int, int, int]) -> None:
    """Weights of price, technical competence and cultural fit pass exactly where all three are in their ranges."""
    names = ("price", "technical_competence", "cultural_fit")
    weights = {name: Decimal(weight) for name, weight in zip(names, split, strict=True)}
    assert refused(CCS_FRAMEWORK, weights) == (set() if inside(weights) else {"weight-out-of-range"})


def test_the_splits_have_both_kinds() -> None:
    """The splits above hold some that pass and some that do not, so that neither passes by chance."""
    names = ("price", "technical_competence", "cultural_fit")
    passing = [inside({name: Decimal(one) for name, one in zip(names, split, strict=True)}) for split in SPLITS]
    assert {True, False} == set(passing)


def test_only_whole_weights_of_digital_outcomes() -> None:
    """The system takes whole weights only."""
    weights = {"price": Decimal("40.5"), "technical_competence": Decimal("49.5"), "cultural_fit": Decimal(10)}
    assert refused(CCS_FRAMEWORK, weights) == {"weight-off-step"}
