"""Reserved competitions built in code, under the shipped rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from social_value.core.inputs import Inputs
from social_value.files.catalogue import shipped_folder
from social_value.files.into_models import build
from social_value.files.yaml_source import read_yaml
from social_value.model.register import Register
from tests.core.builders import Data, inputs_of, offer, priced, procurement

CONTRACT: Data = {
    "estimated_value": 960000,
    "currency": "GBP",
    "vat": "included",
    "years": 3,
    "service": "services",
}


@cache
def shipped(name: str) -> Register:
    """Return a shipped register."""
    path = shipped_folder() / "registers" / f"{name}.yaml"
    return build(Register, read_yaml(path, path.name))


def workforce(supported: int, total: int) -> Data:
    """Return headcounts with their evidence."""
    return {"supported": supported, "total": total, "evidence": "payroll"}


def reserved(
    bids: Mapping[str, tuple[int, Data]],
    kind: str = "supported-employment",
    rule: str = "lowest-price-ratio",
    **more: Any,  # noqa: ANN401 - whatever a procurement says besides
) -> Inputs:
    """Return a competition on price alone that is reserved; each bid has a price and further keys."""
    parameters: dict[str, Any] = {"zero_at": 2000, "full_at": 100, "of": "price"} if rule == "linear" else {}
    method = procurement(
        [priced("100", rule, **parameters)],
        reservation={"kind": kind},
        procedure="competitive-flexible",
        authority={"name": "Example Council", "type": "sub-central"},
        contract=CONTRACT,
        **more,
    )
    method["commenced_on"] = "2026-10-05"
    declared = {"supported-purpose": {"value": True, "evidence": "articles"}}
    offers = [offer(name, price, **{"declarations": declared, **keys}) for name, (price, keys) in bids.items()]
    rules = {name: shipped(name) for name in ("uk-reservations", "procurement-thresholds")}
    return replace(inputs_of(method, offers), registers=rules)
