"""SM-01: a triad of pillars whose weights add up, whose subtotals are shown, and whose floors hold."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import social_value
from tests.features.folders import bids_of, case, change, example, line_of, scored


def test_sm_01_weights_that_do_not_add_up_fail_with_file_and_line(tmp_path: Path) -> None:
    """Weights of 105 end `validate` with exit code 1, and the finding names the file and the line."""
    folder = example(tmp_path, "contact-tracing")
    method = folder / "procurement.yaml"
    change(method, "weight: 30\n", "weight: 35\n")
    done = social_value("validate", folder)
    assert done.code == 1
    assert f"procurement.yaml:{line_of(method, '- id: F1')}" in done.out
    assert "error weights-do-not-sum" in done.out
    assert "105" in done.out


def test_sm_01_a_missing_pillar_is_a_warning_of_its_own(tmp_path: Path) -> None:
    """A procurement without an environmental criterion can be scored, and is told so."""
    folder = example(tmp_path, "contact-tracing")
    change(folder / "procurement.yaml", "pillar: environmental", "pillar: quality")
    done = social_value("validate", folder)
    assert done.code == 0
    assert "warning pillar-missing" in done.out


def test_sm_01_a_missing_pillar_is_an_error_where_the_framework_asks_for_it(tmp_path: Path) -> None:
    """The policy of a framework that asks for all three pillars is not met."""
    done = social_value("validate", case(tmp_path, "procurements/pillar-asked-for"))
    assert done.code == 1
    assert "error pillar-missing" in done.out


def test_sm_01_a_bid_below_the_floor_of_a_pillar_is_not_awardable(tmp_path: Path) -> None:
    """With a social floor of 30, Pixel Heron (social 22.5) is not awardable, and the reason names the pillar."""
    folder = example(tmp_path, "contact-tracing")
    change(
        folder / "procurement.yaml",
        "\ngates:\n",
        "\npillars: {social: {floor: 30, consequence: not-awardable}}\ngates:\n",
    )
    heron = bids_of(scored(folder))["pixel-heron"]
    assert (heron["status"], heron["rank"], heron["pillars"]["social"]["marks"]) == ("not-awardable", None, "22.50")
    assert "social" in " ".join(heron["reasons"]).casefold()


def test_sm_01_the_three_subtotals_stand_beside_every_total(tmp_path: Path) -> None:
    """Northbridge: 68.56, 52.50 and 89.00, whose weighted marks add up to the total of 75.13."""
    bid = bids_of(scored(example(tmp_path, "contact-tracing")))["northbridge"]
    assert {name: part["marks"] for name, part in bid["pillars"].items()} == {
        "financial": "68.56",
        "environmental": "52.50",
        "social": "89.00",
    }
    assert bid["total"] == "75.13"
