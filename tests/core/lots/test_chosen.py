"""The bid that a limit on lots leaves for a lot has the schedule of the contract, and its losses are shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import one_of
from social_value.core.lots.evaluate_lots import evaluate_lots
from social_value.core.sections.best_at import best_at
from social_value.core.sections.commitment_schedule import commitments
from social_value.core.sections.section import Section
from social_value.files.load import load
from social_value.model.bid import Commitment
from tests.lots import limit, price, repairs

PROMISE = Commitment(id="c1", measure="training-places", quantity=Decimal(2), unit="places")
ONE_EACH = limit("{most_awarded: 1, choose: best-sum}")


def promising(folder: Path) -> Inputs:
    """Return a procurement in which every bid promises something."""
    inputs = load(folder).inputs
    return replace(inputs, bids=tuple(one.model_copy(update={"commitments": (PROMISE,)}) for one in inputs.bids))


def north(folder: Path) -> Evaluation:
    """Return the result of the first lot, with all others."""
    return evaluate_lots(promising(folder)).lots[0]


def schedule(evaluation: Evaluation) -> Section:
    """Return the section Commitments."""
    found = commitments(evaluation)
    assert found is not None
    return found


def test_the_schedule_is_that_of_the_bid_that_has_the_lot(tmp_path: Path) -> None:
    """Tarn is first in both lots and may have one; 70 + 69 is above 76 + 55, so the north is Kestrel's."""
    result = north(repairs(tmp_path, price("tarn-north", 60000, 40000), ONE_EACH))
    assert result.award.bids == ("tarn-north",)
    assert {row.bid_id for row in schedule(result).tables[0].rows} == {"kestrel-north"}


def test_what_is_lost_is_that_of_the_bid_that_has_the_lot(tmp_path: Path) -> None:
    """Kestrel has the north, so what it is behind on is shown, and nothing of what Tarn is."""
    section = best_at(north(repairs(tmp_path, price("tarn-north", 60000, 40000), ONE_EACH)))
    assert section is not None
    lost = next(table for table in section.tables if table.key == "lost")
    assert {row.bid_id for row in lost.rows} == {"kestrel-north"}


def test_without_a_limit_the_schedule_is_that_of_first_place(tmp_path: Path) -> None:
    """Tarn is first in the north at 76, and nothing keeps it from the lot."""
    result = north(repairs(tmp_path, price("tarn-north", 60000, 40000)))
    assert {row.bid_id for row in schedule(result).tables[0].rows} == {"tarn-north"}


def test_a_lot_scored_alone_says_that_a_limit_may_choose_another_bid(tmp_path: Path) -> None:
    """Which bid has the lot is not known of one lot alone, and the schedule says so."""
    inputs = promising(repairs(tmp_path, price("tarn-north", 60000, 40000), ONE_EACH))
    assert "A limit on lots may choose another bid" in schedule(evaluate(one_of(inputs, "north"))).note


def test_a_lot_that_is_not_settled_lists_each_bid_that_may_have_it(tmp_path: Path) -> None:
    """Where two ways to award the lots are equal, the promises of both bids are there."""
    named = ("kestrel-north", "tarn-north")
    result = replace(north(repairs(tmp_path, ONE_EACH)), over_lots=named)
    section = schedule(result)
    assert tuple(row.bid_id for row in section.tables[0].rows) == named
    assert section.note.startswith("Who has the lot is not settled")
