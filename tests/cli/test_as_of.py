"""Tests of ``--as-of``: the day on which values of registers are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value

PROCUREMENT = """\
kind: procurement
schema: 1
id: boilers
title: Boilers
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
whole_life: {register: green-book-discount-rates, rate: standard}
criteria:
  - {id: F1, pillar: financial, weight: 100, score: {rule: linear, of: whole-life-cost, zero_at: 200, full_at: 100}}
"""
BID = """\
kind: bid
schema: 1
id: acorn
supplier: {name: Acorn Heating}
whole_life_costs: [{title: Purchase, kind: acquisition, year: 0, amount: 150}]
"""


@pytest.mark.parametrize("command", ["validate", "score"])
@pytest.mark.parametrize(("day", "code"), [("2026-10-05", 0), ("1990-01-01", 1)])
def test_a_rate_that_is_not_yet_in_force_is_named(tmp_path: Path, command: str, day: str, code: int) -> None:
    """Validating and scoring take the discount rate on the same day: before the register begins there is none."""
    (tmp_path / "bids").mkdir()
    (tmp_path / "procurement.yaml").write_text(PROCUREMENT, encoding="utf-8")
    (tmp_path / "bids" / "acorn.yaml").write_text(BID, encoding="utf-8")
    done = social_value(command, tmp_path, "--as-of", day)
    assert done.code == code
    assert ("rate-missing" in done.out + done.err) == bool(code)
