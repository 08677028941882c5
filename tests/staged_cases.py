"""Random procurements that are assessed in stages, or with minimums that stop, to run two implementations on.

`staged_case(seed)` gives the same plain dictionaries for the same seed. Numbers are coarse and bids are often copies of
one another, so that ties for the last place that goes on are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.core.builders import Data, criterion, levels, offer, priced, procurement, rounding, sheet

BIDS = ("amber", "birch", "cobalt", "dune", "elm", "fern", "garnet", "heron")
PILLARS = ("environmental", "social", "quality")


@dataclass
class StagedCase:
    """One procurement with its bids and a sheet of levels for every seat; with lots, each bid is for one."""

    procurement: Data
    bids: list[Data]
    scores: list[Data]


def staged_case(seed: int) -> StagedCase:
    """Return the case of a seed: up to three stages, and up to three lots."""
    draw = Random(f"staged {seed}")  # noqa: S311 - cases that can be drawn again, no secrets
    criteria = _criteria(draw)
    more: Data = {}
    stages = _stages(draw, [one["id"] for one in criteria]) if draw.random() < 0.85 else None
    if stages is not None:
        more["stages"] = stages
        more["procedure"] = "competitive-flexible"
    out_of = draw.choice((100, 100, 600, 200, 5))
    _weigh(draw, criteria, stages, out_of)
    _minimums(draw, criteria)
    lots = draw.choice((0, 0, 1, 2, 3))
    if lots:
        more["lots"] = [{"id": f"lot-{n}", "title": f"Lot {n}", "criteria": "shared"} for n in range(lots)]
    if draw.random() < 0.3:
        weighty = [one["pillar"] for one in _counted(criteria, stages)]
        more["pillars"] = {draw.choice(weighty): {"floor": draw.choice((30, 45, 60)), "consequence": _effect(draw)}}
    kept = rounding(draw.choice((0, 2, 4)), at=draw.choice(("total", "criterion")))
    bids = _bids(draw, lots)
    method = procurement(criteria, round_to=kept, keys={"out_of": out_of}, **more)
    scaled = [leaf["id"] for leaf in _leaves(criteria) if leaf["score"]["rule"] == "scale"]
    given = [(bid["id"], name, draw.randint(0, 5)) for bid in bids for name in scaled]
    return StagedCase(method, bids, [sheet("e1", *given)] if given else [])


def _leaves(criteria: list[Data]) -> list[Data]:
    return [part for one in criteria for part in one.get("criteria", [one])]


def _criteria(draw: Random) -> list[Data]:
    """Return price and two to four other criteria, one of them at times a section of two."""
    rules: list[tuple[str, Data]] = [
        ("lowest-price-ratio", {}),
        ("fixed-bounds", {"floor": 60, "ceiling": 160}),
        ("linear-penalty", {}),
    ]
    rule, parameters = draw.choice(rules)
    criteria = [priced(1, rule, **parameters)]
    for number in range(draw.randint(2, 4)):
        name, pillar = f"C{number}", draw.choice(PILLARS)
        if draw.random() < 0.3:
            parts = [_leaf(draw, f"{name}{letter}", None) for letter in "ab"]
            criteria.append({"id": name, "title": f"Section {name}", "pillar": pillar, "criteria": parts})
        else:
            criteria.append(_leaf(draw, name, pillar))
    draw.shuffle(criteria)
    return criteria


def _leaf(draw: Random, name: str, pillar: str | None) -> Data:
    kind = draw.random()
    if kind < 0.6:
        return levels(name, 1, pillar)
    if kind < 0.8:
        return criterion(name, 1, {"rule": "linear", "of": "hours", "zero_at": 0, "full_at": 10}, pillar)
    return criterion(name, 1, {"rule": "ratio-to-best", "of": "hours", "best": "highest"}, pillar)


def _stages(draw: Random, names: list[str]) -> Data | None:
    count = min(len(names), draw.randint(2, 3))
    groups: list[list[str]] = [[] for _ in range(count)]
    for place, name in enumerate(draw.sample(names, len(names))):
        groups[place if place < count else draw.randrange(count)].append(name)
    order: list[Data] = [{"id": f"stage-{n}", "criteria": group} for n, group in enumerate(groups)]
    for stage in order[:-1]:
        stage["goes_on"] = (
            {"minimum": draw.choice((20, 40, 50, 60))}
            if draw.random() < 0.4
            else {"best": draw.randint(1, 4), "ties": draw.choice(("include", "exclude"))}
        )
    return {"counts": draw.choice(("all", "last")), "order": order}


def _counted(criteria: list[Data], stages: Data | None) -> list[Data]:
    if stages is None or stages["counts"] == "all":
        return criteria
    return [one for one in criteria if one["id"] in stages["order"][-1]["criteria"]]


def _weigh(draw: Random, criteria: list[Data], stages: Data | None, out_of: int) -> None:
    """Give the criteria weights that add up to what totals are out of, together or in each stage."""
    groups = [criteria]
    if stages is not None and stages["counts"] == "last":
        groups = [[one for one in criteria if one["id"] in stage["criteria"]] for stage in stages["order"]]
    for group in groups:
        leaves, left = _leaves(group), Decimal(out_of)
        for leaf in leaves[:-1]:
            leaf["weight"] = Decimal(draw.randint(5, max(5, 100 // len(leaves)))) * out_of / 100
            left -= leaf["weight"]
        leaves[-1]["weight"] = left


def _effect(draw: Random) -> str:
    return draw.choice(("disregard", "disregard", "not-awardable", "flag"))


def _minimums(draw: Random, criteria: list[Data]) -> None:
    for one in [*criteria, *(part for whole in criteria for part in whole.get("criteria", []))]:
        if draw.random() > 0.35:
            continue
        minimum: Data = {"consequence": _effect(draw)}
        scaled = one.get("score", {}).get("rule") == "scale"
        minimum |= {"level": draw.randint(1, 3)} if scaled and draw.random() < 0.5 else {"marks": draw.choice((30, 50))}
        steady = all(
            part["score"]["rule"] in ("scale", "linear", "fixed-bounds") for part in one.get("criteria", [one])
        )
        if steady and minimum["consequence"] == "disregard" and draw.random() < 0.6:
            minimum["then"] = "stop"
        one["minimum"] = minimum


def _bids(draw: Random, lots: int) -> list[Data]:
    bids: list[Data] = []
    for lot in range(max(1, lots)):
        for place in range(draw.randint(2, len(BIDS))):
            name = BIDS[place] if not lots else f"{BIDS[place]}-{lot}"
            where: dict[str, Any] = {"lot": f"lot-{lot}"} if lots else {}
            role: dict[str, Any] = {"role": "comparator"} if draw.random() < 0.05 else {}
            price, hours = draw.choice((60, 80, 100, 100, 120, 150)), draw.choice((0, 2, 5, 5, 8, 10))
            bids.append(offer(name, price, measures={"hours": hours}, **where, **role))
    return bids
