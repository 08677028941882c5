"""Procurements in which several things must reach the same people, built in code."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.inputs import Inputs
from tests.core.builders import Data, criterion, inputs_of, offer, procurement, recorded

PARTS = ("connected", "devices", "skills", "motivated")

CLAIMANTS: Mapping[str, tuple[int, tuple[int, int, int, int]]] = {
    "meadow": (1_150_000, (2_800, 2_600, 2_700, 2_700)),
    "reading-room": (1_060_000, (2_300, 2_200, 2_600, 2_800)),
    "everyday-lantern": (870_000, (1_500, 900, 2_300, 2_600)),
    "second-sunrise": (640_000, (600, 3_600, 300, 300)),
    "skybarrow": (930_000, (4_000, 1_600, 2_000, 900)),
    "portal-otter": (410_000, (4_000, 0, 4_000, 4_000)),
}
"""Prices and people of the fictional digital inclusion tender: 4,000 people claiming benefits."""


def cohort(people: object = 1_000, alpha: object = "0.5", name: str = "claimants", **more: object) -> Data:
    """Return a cohort with four components."""
    parts = [{"measure": part, "title": part.capitalize()} for part in PARTS]
    return {"id": name, "title": "people on benefits", "people": people, "alpha": alpha, "components": parts, **more}


def marks_joined(
    name: str = "S1", weight: str = "60", full_at: object = 100, of: str = "claimants", **more: object
) -> Data:
    """Return a criterion that the rule joined-up marks."""
    return criterion(name, weight, {"rule": "joined-up", "of": of, "full_at": full_at}, "social", **more)


def reaching(name: str, people: tuple[object, ...], price: object = 1_000) -> Data:
    """Return a bid that reaches so many people with each component."""
    return offer(name, price, marks={"Q": 50}, measures=dict(zip(PARTS, people, strict=True)))


def joined_inputs(
    bids: Mapping[str, tuple[object, ...]], *, people: object = 1_000, alpha: object = "0.5", full_at: object = 100
) -> Inputs:
    """Return a procurement that marks how joined up these bids are, at weight 60 of 100."""
    method = procurement([marks_joined(full_at=full_at), recorded("Q", "40")], cohorts=[cohort(people, alpha)])
    return inputs_of(method, [reaching(name, reached) for name, reached in bids.items()])


def claimants(full_at: object = 70) -> Inputs:
    """Return the digital inclusion tender with its published alpha of 0.5 and full marks at 70%."""
    method = procurement([marks_joined(full_at=full_at), recorded("Q", "40")], cohorts=[cohort(4_000)])
    return inputs_of(method, [reaching(name, people, price) for name, (price, people) in CLAIMANTS.items()])
