"""SM-04: the existing way is marked on the same criteria, shown, never ranked, and in no statistic."""

from __future__ import annotations

from pathlib import Path

from tests.features.folders import bids_of, change, example, scored


def test_sm_04_the_comparator_has_marks_and_no_rank(tmp_path: Path) -> None:
    """The in-house team has 62.44 and no rank; the ranks of the bidders run from 1 to 5."""
    result = scored(example(tmp_path, "contact-tracing"))
    comparator = bids_of(result)["in-house"]
    assert (comparator["total"], comparator["rank"], comparator["status"]) == ("62.44", None, "comparator")
    assert [bid["rank"] for bid in result["bids"] if bid["status"] == "ranked"] == [1, 2, 3, 4, 5]


def test_sm_04_without_the_comparator_every_bidder_has_the_same_marks(tmp_path: Path) -> None:
    """Removing it changes no bidder's mark, also where a formula reads the lowest price."""
    folder = example(tmp_path, "contact-tracing")
    change(
        folder / "procurement.yaml",
        "score: {rule: linear, of: price-per-success, zero_at: 28, full_at: 16}",
        "score: {rule: lowest-price-ratio}",
    )
    before = bids_of(scored(folder))
    (folder / "bids" / "in-house.yaml").unlink()
    scores = folder / "scores" / "evaluator-1.yaml"
    head, *entries = scores.read_text(encoding="utf-8").split("\n  - ")
    kept = [one for one in entries if "bid: in-house" not in one]
    scores.write_text("\n  - ".join([head, *kept]).rstrip() + "\n", encoding="utf-8")
    after = bids_of(scored(folder))
    del before["in-house"]
    assert {name: bid["criteria"] for name, bid in after.items()} == {
        name: bid["criteria"] for name, bid in before.items()
    }
