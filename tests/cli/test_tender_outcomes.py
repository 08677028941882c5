"""What becomes of each tender, as the command line says it: the trials, and every way out obeyed once."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value

TRIALS = Path(__file__).parents[1] / "trials"
EXCLUDED = """\
kind: decisions
schema: 1
decisions:
  - about: exclusion
    bid: B
    ground: mandatory
    recurring: true
    told_on: 2024-09-02
    heard_on: 2024-09-20
    decided_on: 2024-10-01
    decided_by: chair
    reason: Mandatory exclusion ground.
"""
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)|\. \.")
"""Two full stops one after the other; three are an ellipsis."""


def trial(name: str, folder: Path, **files: str) -> Path:
    """Return a copy of a trial, with some of its files in other words."""
    copy = shutil.copytree(TRIALS / name, folder / name)
    for file, text in files.items():
        (copy / f"{file}.yaml").write_text(text, encoding="utf-8")
    return copy


def scored(folder: Path) -> dict[str, Any]:
    """Return the result of a folder, with its bids by id."""
    done = social_value("score", folder, "--format", "json")
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    return {**result, "bids": {bid["id"]: bid for bid in result["bids"]}}


class TestAnExcludedBidder:
    """Trial ``stop5``: a decision names the ground, from the closed list."""

    def test_a_decision_without_a_ground_asks_for_one(self) -> None:
        """The ground is the reason that the supplier is told, so it is asked for and not assumed."""
        done = social_value("validate", TRIALS / "stop5")
        assert done.code == 1
        assert 'the key "ground" is missing' in done.out
        assert "Use one of: excluded, not-excluded." in done.out

    def test_with_its_ground_the_supplier_is_excluded(self, tmp_path: Path) -> None:
        """Status and pool are as ever; outcome and ground stand beside them, and the price sets no lowest price."""
        result = scored(trial("stop5", tmp_path, decisions=EXCLUDED))
        bid = result["bids"]["B"]
        assert (bid["status"], bid["outcome"], bid["ground"]) == (
            "disregarded",
            "excluded",
            "a mandatory exclusion ground",
        )
        assert result["bids"]["A"]["total"] == "100.00"

    @pytest.mark.parametrize("output", ["table", "markdown", "explain"])
    def test_every_format_says_excluded_in_its_own_word(self, output: str, tmp_path: Path) -> None:
        """Nobody reads that the price was low, or only that the tender was disregarded."""
        folder = trial("stop5", tmp_path, decisions=EXCLUDED)
        command = ("explain", folder, "--bid", "B") if output == "explain" else ("score", folder, "--format", output)
        said = social_value(*command).out
        assert "xcluded" in said
        assert "low" not in said.replace("lowest", "").replace("below", "")


class TestALowPrice:
    """Trials ``stop6`` and ``double-full-stop``: no false reason, and one full stop."""

    def test_a_low_price_is_not_the_reason_for_another_ground(self, tmp_path: Path) -> None:
        """Without notice nobody is put out for a low price; the way out names the decision for other grounds."""
        said = social_value("validate", TRIALS / "stop6")
        assert (said.code, "error low-bid-unheard" in said.out, "s.19(4)" in said.out) == (1, True, True)
        assert "`about: procedural`" in said.out
        other = (TRIALS / "stop6" / "decisions.yaml").read_text(encoding="utf-8")
        other = other.replace("about: low-bid", "about: procedural").replace(
            "outcome: disregarded", 'requirement: "Document 2, section 4"'
        )
        bid = scored(trial("stop6", tmp_path, decisions=other))["bids"]["B"]
        assert (bid["outcome"], bid["ground"]) == ("disregarded", "a procedural requirement is breached")
        assert "low" not in " ".join(bid["reasons"])

    def test_the_way_out_helps_and_nothing_ends_in_two_full_stops(self, tmp_path: Path) -> None:
        """With notice and a period on record the tender is disregarded, and its reason has one full stop."""
        before = (TRIALS / "double-full-stop" / "decisions.yaml").read_text(encoding="utf-8")
        steps = before.replace("  decided_on", "  notified_on: 2025-12-01\n  reply_due: 2025-12-15\n  decided_on")
        folder = trial("double-full-stop", tmp_path, decisions=steps)
        for output in ("table", "markdown", "json", "csv"):
            said = social_value("score", folder, "--format", output)
            assert said.code == 0
            assert not TWO_STOPS.search(said.out + said.err), output
        assert scored(folder)["bids"]["low"]["outcome"] == "disregarded"


class TestOneSupplierWithTwoTenders:
    """Trials ``twice`` and ``variant``."""

    @pytest.mark.parametrize(("name", "supplier"), [("twice", "Acme Ltd, number 01234567"), ("variant", "Acme Ltd")])
    def test_it_is_called_that(self, name: str, supplier: str) -> None:
        """The same number or the same name is one supplier, and no name that looks alike."""
        said = social_value("validate", TRIALS / name).out
        assert f"are two tenders of one supplier, {supplier}." in said
        assert "look alike" not in said
        assert "takes part in" not in said

    def test_a_variant_is_marked_like_a_bid_and_named_as_one(self, tmp_path: Path) -> None:
        """Where the documents allow variants, the warning is gone, and every output names the variant."""
        folder = trial("variant", tmp_path)
        method, bid = folder / "procurement.yaml", folder / "bids" / "a-variant.yaml"
        method.write_text(method.read_text(encoding="utf-8") + "variants: allowed\n", encoding="utf-8")
        bid.write_text(bid.read_text(encoding="utf-8") + "variant_of: a\n", encoding="utf-8")
        assert "supplier-twice" not in social_value("validate", folder).out
        assert scored(folder)["bids"]["a-variant"]["variant_of"] == "a"
        assert scored(folder)["bids"]["a-variant"]["rank"] is not None
        for command in (
            ("score", folder),
            ("score", folder, "--format", "markdown"),
            ("explain", folder, "--bid", "a-variant"),
        ):
            assert "variant of a" in social_value(*command).out.replace("\\", ""), command


class TestAfterTheRanking:
    """No award, a preferred supplier that falls away, and a result that is opened again."""

    def decided(self, folder: Path, decision: str) -> Path:
        """Return the trial with two bids under one decision."""
        tail = 'decided_on: 2024-11-01, decided_by: chair, reason: "Its guarantor withdrew."}'
        return trial("stop5", folder, decisions=f"kind: decisions\nschema: 1\ndecisions:\n  - {{{decision}, {tail}\n")

    def test_the_next_in_rank_is_proposed(self, tmp_path: Path) -> None:
        """Ranks and marks stay as assessed; the earlier result is named as superseded."""
        folder = self.decided(tmp_path, "about: fallen-away, bid: B")
        result = scored(folder)
        assert (result["award"]["bids"], result["award_outcome"]["proposed"]) == (["B"], ["A"])
        assert result["award_outcome"]["superseded"] == ["B, until 2024-11-01"]
        assert result["bids"]["A"]["total"] == "80.00"
        said = social_value("score", folder).out
        assert "B fell away after assessment: Its guarantor withdrew." in said
        assert "The next in rank is proposed: A." in said

    def test_nobody_is_proposed_where_the_contract_is_not_awarded(self, tmp_path: Path) -> None:
        """A decision under section 55 leaves the ranking and proposes nobody."""
        result = scored(self.decided(tmp_path, "about: no-award"))
        assert (result["award_outcome"]["proposed"], result["award_outcome"]["no_award"]) == (
            [],
            "Its guarantor withdrew.",
        )

    def test_a_result_opened_again_is_superseded(self, tmp_path: Path) -> None:
        """What the earlier result said is named with its day."""
        folder = self.decided(tmp_path, "about: reopening, result: A was proposed, dated: 2024-10-20")
        assert scored(folder)["award_outcome"]["superseded"] == ["A was proposed, of 2024-10-20"]


def test_the_regime_is_derived_from_the_threshold_and_printed_first(tmp_path: Path) -> None:
    """Services of 100,000 and VAT, bought by a council in 2026, are below the threshold of 207,720."""
    folder = trial("stop5", tmp_path, decisions=EXCLUDED)
    method = folder / "procurement.yaml"
    text = method.read_text(encoding="utf-8").replace("200000", "100000").replace("2024-09-02", "2026-10-05")
    method.write_text(f"{text}authority: {{name: Example Town, type: sub-central}}\n", encoding="utf-8")
    regime = scored(folder)["regime"]
    assert (regime["procedure"], regime["light_touch"]) == ("below-threshold", False)
    assert "207,720" in regime["derived_from"]
    assert social_value("score", folder).out.splitlines()[1] == "Regime: below threshold (derived from its value)"
