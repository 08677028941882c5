"""A procurement whose method uses everything that a return can ask for, and the bids that it may get."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from social_value.core.inputs import Inputs
from social_value.files.load import load
from social_value.model.bid import Bid

PROCUREMENT = """\
# yaml-language-server: $schema=../../schemas/procurement.schema.json
kind: procurement
schema: 1
id: everything
title: Night shelters of two towns
fictional: true
commenced_on: 2026-10-05
contract: {estimated_value: 900000, currency: GBP, vat: excluded, starts_on: 2027-04-01, years: 3, service: services}
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
demand: {reference: {winter: 900, summer: 300.5}, scenarios: {frost: 2}, digital_stress_points: 20}
efficiency: {maturity_factor: 0.5}
whole_life: {register: green-book-discount-rates, rate: standard}
place:
  areas:
    - {id: north, title: North, priority: true}
    - {id: old-north, title: north}
    - {id: quay, title: "=Quay, the"}
budget:
  contributors:
    - {agency: council, title: "Council, the", share: 0.75}
    - {agency: health-board, share: 0.25}
measures:
  - {id: move-on, title: People who move on, unit: percent, description: Within a year of their first night.}
  - {id: weeks, title: Weeks of training, unit: weeks, points_per_unit: 0.5}
  - {id: jobs, title: "Jobs, paid", unit: jobs, points_per_unit: 2}
gates:
  - {id: safe, title: Has a safeguarding lead, asks: declaration, consequence: disregard}
  - {id: wage, title: Pays the real Living Wage, asks: declaration, consequence: flag}
criteria:
  - {id: F1, title: Price, pillar: financial, weight: 20,
     score: {rule: linear, of: price-per-success, zero_at: 900, full_at: 100}}
  - {id: F2, title: Cost over the whole life, pillar: financial, weight: 10,
     score: {rule: fixed-bounds, of: whole-life-cost, floor: 0, ceiling: 900000}}
  - {id: F3, title: Money on the front line, pillar: financial, weight: 10,
     score: {rule: linear, of: front-line-share, zero_at: 0, full_at: 100}}
  - {id: E1, title: Moving on, pillar: environmental, weight: 20,
     score: {rule: linear, of: move-on, zero_at: 0, full_at: 100}}
  - {id: S1, title: Training and jobs, pillar: social, weight: 20,
     score: {rule: linear, of: initiative-points, zero_at: 0, full_at: 200}}
  - id: Q
    title: How people are met
    pillar: quality
    criteria:
      - {id: Q1, title: Welcome, weight: 10, score: {rule: scale, scale: zero-to-five},
         question: "How is everybody met on their first night?\\nName who meets them.", word_limit: 12,
         sub_criteria: [Languages, Access by wheelchair]}
      - {id: Q2, title: Staff, weight: 10, score: {rule: scale, scale: zero-to-five},
         description: How staff are looked after.}
"""


def write(folder: Path) -> Path:
    """Write the procurement, without any bid, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "procurement.yaml").write_text(PROCUREMENT, encoding="utf-8", newline="\n")
    return folder


@cache
def everything() -> Inputs:
    """Return what is read of the procurement."""
    with TemporaryDirectory() as folder:
        return load(write(Path(folder) / "everything")).inputs


def _money(places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**9, allow_nan=False, places=places)


# Texts as people type them: a reader strips blanks at their ends, and refuses letters that hide or reorder others.
WORDS = st.text(
    st.one_of(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S"]), st.sampled_from(" \n\t=+-@'\"")),
    min_size=1,
    max_size=30,
).map(str.strip)
TEXTS = WORDS.filter(bool)
SHARES = st.decimals(0, 1, allow_nan=False, places=3)
ROLES = st.sampled_from(["lead", "member", "subcontractor"])
AREAS = st.sampled_from(["north", "old-north", "quay"])
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True)


def _keys(needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(needed, optional=optional)


@st.composite
def _sharing(
    draw: st.DrawFn, /, most: int, needed: dict[str, st.SearchStrategy[Any]], **more: st.SearchStrategy[Any]
) -> list[dict[str, Any]]:
    """Return organisations that share the price, with what each must and may say."""
    count = draw(st.integers(0, most))
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=max(count - 1, 0), max_size=max(count - 1, 0))))
    shares = [Decimal(end - start) / 1000 for start, end in zip([0, *cuts], [*cuts, 1000], strict=True)]
    sectors = st.sampled_from(["private", "public", "vcse", "mutual", "mixed"])
    rest = _keys(needed, sector=sectors, area=AREAS, **more)
    return [{**draw(rest), "value_share": share} for share in shares[:count]]


@st.composite
def _commitments(draw: st.DrawFn) -> list[dict[str, Any]]:
    units = {"weeks": "weeks", "jobs": "jobs"}
    row = _keys(
        {"measure": st.sampled_from(sorted(units)), "quantity": _money()},
        baseline=_money(),
        group=IDS,
        activity=IDS,
        from_year=st.integers(1, 300),
        years=st.integers(1, 300),
        share_of_time=st.decimals("0.001", 1, places=3),
        core=st.booleans(),
        area=AREAS,
        accrues_to=st.sampled_from(["council", "health-board"]),
        due=st.dates(date(1990, 1, 1), date(2199, 12, 31)),
        evidence=TEXTS,
        owner=TEXTS,
        reports_to=TEXTS,
    )
    rows = draw(st.lists(row, max_size=5))
    return [{"id": f"c{n}", "unit": units[one["measure"]], **one} for n, one in enumerate(rows, start=1)]


_PROVEN = {"evidence": TEXTS}
_CAPACITY = {
    "surge_multiple": st.decimals(0, 100, allow_nan=False, places=2),
    "days_to_surge": st.integers(0, 3650),
}
_LINE_KINDS = ("front-line", "shared-platform", "bespoke-build", "back-office", "overhead", "margin")
_COST = _keys(
    {
        "title": TEXTS,
        "kind": st.sampled_from(["acquisition", "operation", "maintenance", "carbon", "end-of-life", "residual"]),
        "year": st.integers(0, 300),
        "amount": _money(),
    }
)
_COST_LINE = _keys({"title": TEXTS, "kind": st.sampled_from(_LINE_KINDS), "amount": _money()})
_CHANNEL = _keys({"channel": TEXTS, "share": SHARES, "unit_cost": _money(), "digital": st.booleans()})
_CLAIM = _keys(
    {
        "process": TEXTS,
        "hours_before": _money(),
        "hours_after": _money(),
        "hourly_cost": _money(),
        "technique": st.sampled_from(["rules", "structured-ml", "unstructured-ai"]),
    },
    reinvested_in=st.sampled_from(["l1", "l30"]),
    proven_at=TEXTS,
)


@st.composite
def bids(draw: st.DrawFn) -> Bid:
    """Return any bid that the procurement may get."""
    band = _keys({"unit_price": _money(4)}, title=TEXTS)
    lines = [{"band": name, **draw(band)} for name in ("winter", "summer")]
    fixed = draw(st.lists(_keys({"fixed": _money()}, title=TEXTS), max_size=10))
    rate, answer = _keys({"value": SHARES}, **_PROVEN), _keys({"value": st.booleans()}, **_PROVEN)
    value = _keys({"value": st.decimals(-(10**6), 10**6, places=6)}, **_PROVEN)
    sectors, sizes = st.sampled_from(["vcse", "mixed"]), st.sampled_from(["micro", "large"])
    data = {
        "kind": "bid",
        "schema": 1,
        "id": "any",
        "supplier": draw(_keys({"name": TEXTS}, sector=sectors, size=sizes)),
        "members": draw(_sharing(12, {"name": TEXTS}, role=TEXTS)),
        "delivery": draw(_sharing(20, {"organisation": TEXTS, "role": ROLES})),
        "price": {"lines": [*lines, *fixed]},
        "success_rate": draw(st.fixed_dictionaries({"winter": rate, "summer": rate})),
        "capacity": draw(_keys(_CAPACITY, **_PROVEN)),
        "cost_lines": [
            {"id": f"l{n}", **line}
            for n, line in enumerate(draw(st.lists(_COST_LINE, min_size=1, max_size=5)), start=1)
        ],
        "channels": draw(st.lists(_CHANNEL, min_size=1, max_size=4)),
        "automation": draw(st.lists(_CLAIM, max_size=3)),
        "declarations": draw(st.fixed_dictionaries({"safe": answer, "wage": answer})),
        "measures": {"move-on": draw(value)},
        "whole_life_costs": draw(st.lists(_COST, min_size=1, max_size=6)),
        "statements": draw(_keys({}, Q1=TEXTS, Q2=TEXTS)),
        "commitments": draw(_commitments()),
    }
    return Bid.model_validate(data)
