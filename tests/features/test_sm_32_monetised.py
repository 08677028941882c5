"""SM-32: measures in money, less what would have happened anyway."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.core.valuations import additionality, commitment, entry, measure, net, register, worth
from tests.features.folders import change, example

THOUSAND = register(entry("thing", value=1000))
SHARES = additionality(deadweight="0.20", attribution_to_others="0.30")


def test_sm_32_ten_units_of_a_thousand_pounds_come_to_5600() -> None:
    """10 x 1,000 x (1 - 20%) x (1 - 30%) = 5,600."""
    assert net([commitment("c", quantity=10)], [measure("m", additionality=SHARES)], THOUSAND) == 5600


def test_sm_32_what_the_specification_asks_for_is_worth_nothing_with_a_reason() -> None:
    """With `core: true` it comes to 0, and the report says why."""
    value = worth([commitment("c", quantity=10, core=True)], [measure("m", additionality=SHARES)], THOUSAND)
    assert value.net.central == 0
    assert "specification" in value.commitments[0].reason


@pytest.mark.parametrize("share", ["1.2", "-0.1"])
def test_sm_32_a_share_outside_0_to_1_is_an_error(tmp_path: Path, share: str) -> None:
    """`validate` ends with exit code 1."""
    folder = example(tmp_path, "repair-hub")
    change(folder / "procurement.yaml", "deadweight: 0.30", f"deadweight: {share}")
    assert social_value("validate", folder).code == 1
