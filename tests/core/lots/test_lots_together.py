"""The lots together: the best supplier for each, the best single one, and limits on lots."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from social_value.core.lots.lots_in_words import across_lines
from social_value.errors import InputError, NotReadyError
from tests.lots import REPAIRS, evaluated, limit, price, repairs

DRAWN = """\
kind: decisions
schema: 1
decisions:
  - {about: lots-drawn, order: [tarn-north, tarn-south], decided_on: 2027-02-01, decided_by: chair, reason: "A tie."}
"""


def awards(folder: Path) -> dict[str, str]:
    """Return the bid that each lot is awarded to."""
    return dict(evaluated(folder).across.combination.awards)


def test_sm_34_best_for_each_lot_and_best_single_supplier() -> None:
    """Two lots, different winners: both totals are there, and what mixing costs.

    (70 + 69)/2 = 69.5 for 50000 + 78000; by Tarn alone (60 + 69)/2 = 64.5 for 60000 + 78000, as Kestrel alone has
    (70 + 55)/2 = 62.5. By estimated value (80000 x 70 + 120000 x 69)/200000 = 69.4 and
    (80000 x 60 + 120000 x 69)/200000 = 65.4.
    """
    across = evaluated(REPAIRS).across
    best, [single] = across.best, across.singles
    assert best is not None
    assert [one.bid.id for one in best.bids] == ["kestrel-north", "tarn-south"]
    assert (best.total, best.total_by_value, best.price) == (Fraction(139, 2), Fraction(347, 5), Fraction(128000))
    assert [one.bid.id for one in single.bids] == ["tarn-north", "tarn-south"]
    assert (single.total, single.total_by_value, single.price) == (Fraction(129, 2), Fraction(327, 5), Fraction(138000))
    assert "Different suppliers, less Tarn Works alone: average +5.00; by estimated value +4.00; price -10000 GBP." in (
        list(across_lines(across))
    )


def test_sm_34_nobody_bids_for_every_lot(tmp_path: Path) -> None:
    """Where Tarn leaves the north and Kestrel the south, nobody can have both, and that is said."""
    gone = ("kind: bid\n", "kind: bid\nstatus: withdrawn\n")
    left = [(f"bids/{bid}.yaml", *gone) for bid in ("tarn-north", "kestrel-south")]
    across = evaluated(repairs(tmp_path, *left)).across
    assert across.singles == ()
    assert "Best single supplier: none, for nobody has a ranked bid for each of these lots." in list(
        across_lines(across)
    )


def test_one_supplier_is_best_for_each_lot(tmp_path: Path) -> None:
    """Tarn at 40000 in the north has 40 + 16 + 8 + 12 = 76, is first in both, and mixing changes nothing."""
    across = evaluated(repairs(tmp_path, price("tarn-north", 60000, 40000))).across
    best, [single] = across.best, across.singles
    assert best == single


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("best-sum", {"north": "tarn-north", "south": "kestrel-south"}),
        ("best-sum-by-value", {"north": "kestrel-north", "south": "tarn-south"}),
        ("lot-order", {"north": "tarn-north", "south": "kestrel-south"}),
    ],
)
def test_a_limit_chooses_by_the_published_rule(tmp_path: Path, rule: str, wanted: dict[str, str]) -> None:
    """Tarn is first in both lots and may have one.

    In the north Tarn at 40000 has 40 + 16 + 8 + 12 = 76 and Kestrel 70. In the south Tarn at 75600 has
    37 + 16 + 18 = 71, and Kestrel at 77400 has 35.5 + 12 + 18 = 65.5. By sum, 76 + 65.5 = 141.5 is more than
    70 + 71 = 141. By value, 80000 x 76 + 120000 x 65.5 = 13.94 million is less than 80000 x 70 + 120000 x 71 = 14.12
    million.
    """
    changes = (
        price("tarn-north", 60000, 40000),
        price("tarn-south", 78000, 75600),
        price("kestrel-south", 90000, 77400),
        limit(f"{{most_awarded: 1, choose: {rule}}}"),
    )
    evaluation = evaluated(repairs(tmp_path, *changes))
    assert [lot.award.bids for lot in evaluation.lots] == [("tarn-north",), ("tarn-south",)]
    assert dict(evaluation.across.combination.awards) == wanted
    assert evaluation.outstanding == ()
    assert "The limit of 1 for each supplier rules a single supplier out; it is only compared." in list(
        across_lines(evaluation.across)
    )


def test_equal_combinations_are_an_outstanding_decision(tmp_path: Path) -> None:
    """76 + 65 and 70 + 71 are equal by sum: what is drawn settles it, and until then it is outstanding.

    Kestrel in the south at 78000 has 35 + 12 + 18 = 65, Tarn at 75600 has 37 + 16 + 18 = 71.
    """
    changes = (
        price("tarn-north", 60000, 40000),
        price("tarn-south", 78000, 75600),
        price("kestrel-south", 90000, 78000),
        limit("{most_awarded: 1, choose: best-sum}"),
    )
    folder = repairs(tmp_path, *changes)
    evaluation = evaluated(folder)
    [one] = evaluation.outstanding
    assert one.code == "lots-tied"
    assert "north to tarn-north, south to kestrel-south" in one.message
    assert "north to kestrel-north, south to tarn-south" in one.message
    assert "lots-drawn" in one.way_out
    assert evaluation.across.best is None
    (folder / "decisions.yaml").write_text(DRAWN, encoding="utf-8")
    assert evaluated(folder).outstanding == ()
    assert awards(folder) == {"north": "tarn-north", "south": "kestrel-south"}


def test_a_lot_may_stay_empty_under_a_limit(tmp_path: Path) -> None:
    """Where Kestrel withdraws, only Tarn bids for the south, and under lot-order a first place in the north ends it."""
    changes = (
        price("tarn-north", 60000, 40000),
        ("bids/kestrel-south.yaml", "kind: bid\n", "kind: bid\nstatus: withdrawn\n"),
        limit("{most_awarded: 1, choose: lot-order}"),
    )
    across = evaluated(repairs(tmp_path, *changes)).across
    assert dict(across.combination.awards) == {"north": "tarn-north"}
    lines = list(across_lines(across))
    assert "south: not awarded, for every supplier with a ranked bid has reached the limit." in lines
    assert any(line.startswith("Who is awarded each lot is not settled") for line in lines)


def test_lowest_totals_win_where_the_method_says_so(tmp_path: Path) -> None:
    """By lowest price, Kestrel at 50000 and Tarn at 78000 win; Tarn alone is 138000/2, Kestrel alone 140000/2."""
    method = ("procurement.yaml", "method: weighted-sum", "method: lowest-price-above-threshold")
    minimum = ("procurement.yaml", "  rounding:", "  quality_minimum: {marks: 10, consequence: disregard}\n  rounding:")
    across = evaluated(repairs(tmp_path, method, minimum)).across
    best, [single] = across.best, across.singles
    assert best is not None
    assert [one.bid.id for one in best.bids] == ["kestrel-north", "tarn-south"]
    assert (best.total, single.total) == (Fraction(64000), Fraction(69000))
    assert single.supplier == "Tarn Works"


def test_a_bidder_may_have_several_names(tmp_path: Path) -> None:
    """Bids with one `bidder:` are one supplier's, for the limit and for the comparison."""
    north, south = "supplier: {name: Tarn Works}\n", "supplier: {name: Tarn and Mill Lane}\nbidder: tarn\n"
    changes = (
        ("bids/tarn-north.yaml", north, f"{north}bidder: tarn\n"),
        ("bids/tarn-south.yaml", north, south),
    )
    [single] = evaluated(repairs(tmp_path, *changes)).across.singles
    assert [one.bid.id for one in single.bids] == ["tarn-north", "tarn-south"]


def test_what_every_lot_still_needs_is_said_at_once(tmp_path: Path) -> None:
    """A second evaluator who scored one bid of each lot owes the others, and leaves a consensus outstanding in both."""
    folder = repairs(tmp_path)
    (folder / "scores" / "evaluator-2.yaml").write_text(
        "kind: scores\nschema: 1\nevaluator: {id: evaluator-2, conflict: none}\nscores:\n"
        '  - {bid: tarn-north, criterion: S2, level: 2, rationale: "The letter comes too early."}\n'
        '  - {bid: tarn-south, criterion: S2, level: 2, rationale: "The letter comes too early."}\n',
        encoding="utf-8",
    )
    with pytest.raises(NotReadyError) as caught:
        evaluated(folder)
    missing = [(one.code, one.about) for one in caught.value.outstanding]
    assert [about for code, about in missing if code == "consensus-missing"] == ["tarn-north", "tarn-south"]
    assert {about for code, about in missing if code == "score-missing"} == {"evaluator-2"}


def test_errors_of_every_lot_are_said_at_once(tmp_path: Path) -> None:
    """A fault in the criteria of the south and one in a bid for the north are found in one run."""
    weight = ("procurement.yaml", "pillar: financial, weight: 50", "pillar: financial, weight: 45")
    answer = ("bids/tarn-north.yaml", "  insured: {value: true}\n", "  insurde: {value: true}\n")
    with pytest.raises(InputError) as caught:
        evaluated(repairs(tmp_path, weight, answer))
    assert {one.code for one in caught.value.findings} == {"weights-do-not-sum", "unknown-id"}
