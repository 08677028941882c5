"""A method to begin from that marks social value as many councils do: by quantity and by quality, half each."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.starter.yaml_text import scalar

QUANTITY_AND_QUALITY = "quantity-and-quality"
_METHOD = """\
title: A small procurement to begin from
fictional: true      # everything here is invented: change it, and remove this line
authority: {name: Example Council, type: sub-central}
commenced_on: 2026-10-05
contract: {estimated_value: 150000, currency: GBP, vat: included, years: 2, service: services}
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
  tie_break: [price, lots-drawn]
place: {areas: [{id: our-area, title: Our area}]}
# Quantity: each promise earns points, and counts where its benefit lands in our area.
measures:
  - {id: local-jobs, title: Local jobs, unit: FTE years, points_per_unit: 20, counts_in: [our-area]}
  - {id: training-weeks, title: Weeks of training, unit: weeks, points_per_unit: 1, counts_in: [our-area]}
criteria:
  - {id: price, title: Price, pillar: financial, weight: 50, score: {rule: fixed-bounds, floor: 90000, ceiling: 180000},
     subject_matter: What the council pays for this service., description: The price of the whole contract with VAT.}
  - {id: carbon, title: Carbon, pillar: environmental, weight: 10, score: {rule: scale, scale: zero-to-five},
     subject_matter: Delivery of this service., description: How emissions of vehicles and premises are cut.}
  - {id: way-of-working, title: Way of working, pillar: quality, weight: 20, score: {rule: scale, scale: zero-to-five},
     subject_matter: How this service is delivered., description: How well the specification will be met.}
  - id: social-value
    title: Social value
    pillar: social
    subject_matter: Work and training on this contract.
    criteria:     # half each: points against a published target, and the statement of how it will be delivered
      - {id: quantity, title: How much is promised, description: Points of all promises; 100 points earn full marks.,
         weight: 10, score: {rule: ratio-to-target, of: initiative-points, target: 100}}
      - {id: statement, title: How it will be delivered, description: Who does what by when and how it is shown.,
         weight: 10, score: {rule: scale, scale: zero-to-five}}
"""


def quantity_and_quality_lines(procurement_id: str) -> Iterator[str]:
    """Yield the lines of `procurement.yaml`."""
    yield from ("kind: procurement", "schema: 1", f"id: {scalar(procurement_id)}")
    yield from _METHOD.splitlines()
