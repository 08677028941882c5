"""SM-05: the same carbon is not both a cost and marked, unless a reason is published."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import social_value
from tests.features.folders import case, change


def test_sm_05_carbon_that_is_a_cost_and_marked_fails(tmp_path: Path) -> None:
    """Carbon counted in whole-life cost and marked by a criterion is an error."""
    done = social_value("validate", case(tmp_path, "procurements/carbon-a-cost-and-marked"))
    assert done.code == 1
    assert "error carbon-counted-twice" in done.out


def test_sm_05_it_may_stand_with_a_reason(tmp_path: Path) -> None:
    """With `double_count_reason` it passes."""
    folder = case(tmp_path, "procurements/carbon-a-cost-and-marked")
    change(
        folder / "procurement.yaml",
        "counts_carbon: true}",
        "counts_carbon: true, double_count_reason: It is other carbon.}",
    )
    done = social_value("validate", folder)
    assert done.code == 0
    assert "carbon-counted-twice" not in done.out
