"""SM-29: sector, legal form and address are never scored, and volume alone does not win."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.features.folders import bids_of, case, change, example, scored


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("reads-the-sector", "sector-scored"),
        ("reads-the-legal-form", "sector-scored"),
        ("reads-the-address", "address-scored"),
    ],
)
def test_sm_29_a_criterion_that_reads_it_is_refused(tmp_path: Path, name: str, code: str) -> None:
    """`validate` ends with exit code 1."""
    done = social_value("validate", case(tmp_path, f"procurements/{name}"))
    assert done.code == 1
    assert f"error {code}" in done.out


def test_sm_29_equal_commitments_for_each_pound_earn_equal_marks(tmp_path: Path) -> None:
    """A bid of twice the price with twice the promises earns the marks of the smaller one on social value."""
    folder = example(tmp_path, "repair-hub")
    small = (folder / "bids" / "loop-and-latch.yaml").read_text(encoding="utf-8")
    large = folder / "bids" / "large.yaml"
    large.write_text(small.replace("loop-and-latch", "large").replace("Loop & Latch", "Larger"), encoding="utf-8")
    for old, new in (
        ("total: 430000", "total: 860000"),
        ("workforce_hours: 24000", "workforce_hours: 48000"),
        ("quantity: 1200", "quantity: 2400"),
        ("quantity: 70,", "quantity: 140,"),
        ("quantity: 500", "quantity: 1000"),
    ):
        change(large, old, new)
    bids = bids_of(scored(folder))
    marks = {name: bids[name]["pillars"]["social"]["marks"] for name in ("loop-and-latch", "large")}
    assert marks == {"loop-and-latch": "73.08", "large": "73.08"}


def test_sm_29_another_sector_changes_no_mark(tmp_path: Path) -> None:
    """The sector is reported, and every mark stays what it was."""
    folder = example(tmp_path, "contact-tracing")
    before = bids_of(scored(folder))["ten-lanterns"]
    change(folder / "bids" / "ten-lanterns.yaml", "sector: vcse, size", "sector: private, size")
    after = bids_of(scored(folder))["ten-lanterns"]
    assert (after["criteria"], after["total"]) == (before["criteria"], before["total"])
