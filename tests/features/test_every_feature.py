"""Every feature that is promised has a test that carries its number."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
LATER = {38}
"""Features that are not built yet: letters to bidders."""


def test_every_feature_has_its_test() -> None:
    """Features are numbered 1 to 39, and a test of each names its number, such as ``test_sm_25_...``."""
    names = (
        number
        for path in TESTS.rglob("test_*.py")
        for number in re.findall(r"def test_sm_(\d\d)_", path.read_text(encoding="utf-8"))
    )
    assert set(range(1, 40)) - {int(number) for number in names} == LATER
