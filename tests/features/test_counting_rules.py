"""What councils count once and where, by the published rules of one council: a person under one disadvantaged group.

Torbay Council, TOMs dos and don'ts: a person may be counted under local jobs and one disadvantaged category, but not
under two disadvantaged categories. Bids, measures and values of the folder are invented.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.features.folders import bids_of, change, scored

TORBAY = Path(__file__).parent / "torbay"


@pytest.fixture
def torbay(tmp_path: Path) -> Path:
    """Return a copy of the folder."""
    return Path(shutil.copytree(TORBAY, tmp_path / "torbay"))


def value_of(folder: Path, bid: str) -> Decimal:
    """Return the net social value of a bid as the report has it."""
    return Decimal(bids_of(scored(folder))[bid]["social_value"]["central"])


def test_two_hires_under_two_disadvantaged_groups_count_once(torbay: Path) -> None:
    """Where nt4 names nt3, the two hires are worth 2 x 13,500 = 27,000 less than where it names nobody."""
    once = value_of(torbay, "b")
    change(torbay / "procurement.yaml", ", counted_once_with: nt3", "")
    assert value_of(torbay, "b") - once == 27_000
    change(torbay / "bids/b.yaml", "measure: nt4, quantity: 2", "measure: nt4, quantity: 0")
    assert value_of(torbay, "b") == once


def test_capitals_make_no_other_group(torbay: Path) -> None:
    """Hires and hires are one group."""
    once = value_of(torbay, "b")
    in_full = "unit: FTE years, from_year: 1, years: 1, area: torbay, group:"
    change(torbay / "bids/b.yaml", f"nt4, quantity: 2, {in_full} hires", f"nt4, quantity: 2, {in_full} Hires")
    assert value_of(torbay, "b") == once


def test_a_family_of_one_stops_the_run(torbay: Path) -> None:
    """A name that no other measure has is an error at its line, and to name the measure that is meant mends it."""
    change(torbay / "procurement.yaml", "counted_once_with: nt3", "counted_once_with: nt-3")
    said = social_value("validate", torbay)
    assert said.code == 1
    assert "error family-of-one" in said.out
    assert 'Did you mean "nt3"?' in said.out


def counting_locally(torbay: Path) -> None:
    """Let local jobs count in the council's own area only."""
    change(
        torbay / "procurement.yaml",
        "    title: Local employment\n",
        "    title: Local employment\n    counts_in: [torbay]\n",
    )


def test_a_local_job_elsewhere_counts_as_nothing(torbay: Path) -> None:
    """The bid that promises 100 jobs elsewhere loses their 2 x 100 x 12,654 pounds, and no longer wins by them."""
    before = {bid: value_of(torbay, bid) for bid in "ab"}
    assert scored(torbay)["award"]["bids"] == ["b"]
    counting_locally(torbay)
    assert value_of(torbay, "a") == before["a"]
    assert before["b"] - value_of(torbay, "b") == 2 * 100 * 12_654
    assert scored(torbay)["award"]["bids"] == ["a"]


def test_a_local_job_without_an_area_is_told_and_counts_as_nothing(torbay: Path) -> None:
    """The promise names no place: `validate` says what that means, `explain` why, and the bidder alone is asked."""
    counting_locally(torbay)
    change(torbay / "bids/b.yaml", ", area: elsewhere", "")
    said = " ".join(social_value("validate", torbay).out.split())
    why = "it names no area, and the measure counts in torbay only"
    assert f"warning counts-elsewhere: b: c5: {why}, so it counts as nothing." in said
    explained = " ".join(social_value("explain", torbay, "--bid", "b").out.split())
    assert f"c5: counts as nothing: 0 GBP ({why})" in explained
    result = bids_of(scored(torbay))
    asked = {bid: [each["code"] for each in result[bid]["clarifications"]] for bid in "ab"}
    assert (asked["a"].count("counts-elsewhere"), asked["b"].count("counts-elsewhere")) == (0, 1)
