"""SM-16: a local framework stays within its base, and one fingerprint stands for the resolved method."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.features.folders import case, change, example, scored


def test_sm_16_a_weight_outside_the_range_of_the_base_names_base_local_and_limit(tmp_path: Path) -> None:
    """The error says what the local framework writes, what the base allows, and which base it is."""
    done = social_value("validate", case(tmp_path, "catalogues/local-weight-too-high"))
    assert done.code == 1
    assert "frameworks/local/our-town.yaml:13:18 error override-out-of-range" in done.out
    assert 'our-town gives "S1" of region-base the weight 21; the highest it may be is 20.' in done.out


@pytest.mark.parametrize("name", ["two-extend-each-other", "extends-itself"])
def test_sm_16_a_circle_of_frameworks_is_an_error(tmp_path: Path, name: str) -> None:
    """A framework that extends itself, by whatever way, cannot be resolved."""
    assert social_value("validate", case(tmp_path, f"catalogues/{name}")).code == 1


def test_sm_16_a_value_changes_the_fingerprint_and_layout_does_not(tmp_path: Path) -> None:
    """A comment and the order of keys leave the fingerprint; another full-mark level changes it."""
    folder = example(tmp_path, "contact-tracing")
    method, first = folder / "procurement.yaml", scored(folder)["fingerprint"]
    rule = "score: {rule: linear, of: surge-multiple, zero_at: 1, full_at: 3}"
    change(method, rule, "score: {full_at: 3, zero_at: 1, of: surge-multiple, rule: linear}   # in another order")
    assert scored(folder)["fingerprint"] == first
    change(method, "score: {full_at: 3, zero_at: 1,", "score: {full_at: 4, zero_at: 1,")
    assert scored(folder)["fingerprint"] != first
