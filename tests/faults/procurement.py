"""A small sound procurement, as text that a test may damage in one place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PROCUREMENT = """\
kind: procurement
schema: 1
id: small
title: A small procurement
fictional: true
commenced_on: 2026-10-05
contract: {estimated_value: 150, currency: GBP, vat: excluded, service: services}
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
  tie_break: [S1, lots-drawn]
gates:
  - id: living-wage
    title: Pays the real Living Wage
    asks: declaration
    consequence: disregard
criteria:
  - id: F1
    title: Price
    pillar: financial
    weight: 60
    score: {rule: fixed-bounds, floor: 100, ceiling: 200}
  - id: E1
    title: Carbon
    pillar: environmental
    weight: 10
    score: {rule: linear, of: carbon, zero_at: 10, full_at: 0}
    description: Greenhouse gas of a year of the service.
    subject_matter: The vans of the service cause it.
  - id: S1
    title: Access for everybody
    pillar: social
    weight: 30
    score: {rule: scale, scale: zero-to-five}
    description: How people are reached who are not online.
    subject_matter: The service is for everybody who lives here.
"""
ALPHA = """\
kind: bid
schema: 1
id: alpha
supplier: {name: Alpha Works}
price: {total: 120}
declarations:
  living-wage: {value: true}
measures:
  carbon: {value: 4}
"""
BETA = """\
kind: bid
schema: 1
id: beta
supplier: {name: Beta Yard}
price: {total: 150}
declarations:
  living-wage: {value: true}
measures:
  carbon: {value: 5}
"""
SCORES = """\
kind: scores
schema: 1
evaluator: {id: evaluator-1, role: resident, conflict: none}
scores:
  - {bid: alpha, criterion: S1, level: 5, rationale: "Every route is staffed."}
  - {bid: beta, criterion: S1, level: 3, rationale: "Evenings are left out."}
"""
SMALL: Mapping[str, str] = {
    "procurement.yaml": PROCUREMENT,
    "bids/alpha.yaml": ALPHA,
    "bids/beta.yaml": BETA,
    "scores/evaluator-1.yaml": SCORES,
}
"""Alpha: 60 x 0.8 + 10 x 0.6 + 30 x 1 = 84. Beta: 60 x 0.5 + 10 x 0.5 + 30 x 0.6 = 53."""

BIDS_CSV = """\
bid,supplier,price,carbon
alpha,Alpha Works,120,4
beta,Beta Yard,150,5
"""
SCORES_CSV = """\
evaluator,bid,criterion,level,rationale,evidence
evaluator-1,alpha,S1,5,Every route is staffed.,
evaluator-1,beta,S1,3,Evenings are left out.,
"""
FLAT: Mapping[str, str] = {
    "procurement.yaml": PROCUREMENT.replace(
        PROCUREMENT[PROCUREMENT.index("gates:") : PROCUREMENT.index("criteria:")], ""
    ),
    "bids.csv": BIDS_CSV,
    "scores.csv": SCORES_CSV,
}
"""The same bids and scores in flat files; a flat bid declares nothing, so there is no gate."""


def write(folder: Path, files: Mapping[str, str | bytes] = SMALL) -> Path:
    """Write the files of a procurement, and return its folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def changed(text: str, old: str, new: str) -> str:
    """Return a text with one part of it replaced; the part must be there exactly once."""
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is there {text.count(old)} times")
    return text.replace(old, new)
