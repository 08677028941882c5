"""What a procurement asks of bidders: everything that its method reads, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from social_value.core.figures.bid_parts import (
    AUTOMATION,
    CAPACITY,
    CHANNELS,
    COST_LINES,
    PRICE,
    SUBCONTRACT_SPEND,
    SUCCESS_RATE,
    WHOLE_LIFE_COSTS,
    WORKFORCE_HOURS,
)
from social_value.core.inputs import Inputs
from social_value.core.reads.asked_of_bidders import Asked, asked_of
from social_value.files.load import load

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.fixture(scope="module")
def tracing() -> Inputs:
    """Return the contact tracing example: unit prices, success rates, three measures that are marked."""
    return load(EXAMPLES / "contact-tracing").inputs


@pytest.fixture(scope="module")
def repairs() -> Inputs:
    """Return the repair hub: one price, promises valued in money."""
    return load(EXAMPLES / "repair-hub").inputs


def changed(inputs: Inputs, **keys: object) -> Asked:
    """Return what is asked once some keys of the procurement are others."""
    return asked_of(replace(inputs, procurement=inputs.procurement.model_copy(update=keys)))


class TestContactTracing:
    """A price over demand bands, and promises that are not counted."""

    def test_the_price_is_a_schedule_over_the_demand(self, tracing: Inputs) -> None:
        """Two bands of 60,000 and 12,000 contacts are priced, and each has a success rate."""
        asked = asked_of(tracing)
        assert (asked.price, dict(asked.demand)) == (
            "schedule",
            {"standard": Decimal(60000), "complex": Decimal(12000)},
        )
        assert asked.parts >= {PRICE, SUCCESS_RATE, CAPACITY, COST_LINES}
        assert not asked.parts & {CHANNELS, AUTOMATION, WHOLE_LIFE_COSTS}

    def test_measures_that_are_marked_are_asked_and_the_others_may_be_promised(self, tracing: Inputs) -> None:
        """Three measures are read by criteria; the three that nothing reads can only be promised."""
        asked = asked_of(tracing)
        assert [one.id for one in asked.measures] == [
            "kg-co2e-per-contact",
            "priority-area-reach",
            "social-value-percent",
        ]
        assert [one.id for one in asked.promised] == ["local-paid-hours", "community-spend", "training-places"]

    def test_years_are_asked_for_where_the_report_adds_them_up(self, tracing: Inputs) -> None:
        """The sheet Place shows what lands over all years, so a return asks in which years a promise is kept."""
        assert tracing.procurement.place is not None
        assert asked_of(tracing).counted

    def test_what_evaluators_score_is_answered_in_writing(self, tracing: Inputs) -> None:
        """S3 and S4 are marked on a scale and have no question of their own, so their description serves."""
        questions = asked_of(tracing).questions
        assert [one.criterion for one in questions] == ["S3", "S4"]
        assert questions[0].text.startswith("How people are reached who are not online")
        assert questions[0].word_limit is None


class TestRepairHub:
    """One price, and promises that are valued."""

    def test_the_price_is_one_sum(self, repairs: Inputs) -> None:
        """Without demand there is nothing to give a unit price for."""
        assert asked_of(repairs).price == "total"

    def test_a_valuation_asks_for_its_evidence_and_what_promises_are_held_against(self, repairs: Inputs) -> None:
        """Four kinds of evidence have a share, and supported hours are held against the hours of the workforce."""
        asked = asked_of(repairs)
        assert asked.counted
        assert asked.evidence_kinds == ("payroll-return", "weighed-log", "signed-register", "statement")
        assert WORKFORCE_HOURS in asked.parts
        assert SUBCONTRACT_SPEND not in asked.parts

    def test_valued_and_core_measures_may_be_promised(self, repairs: Inputs) -> None:
        """What is valued comes first; repairs are asked for anyway, and may be promised all the same."""
        assert [one.id for one in asked_of(repairs).promised] == ["supported-hours", "carbon-avoided", "repairs"]

    def test_a_cap_on_the_price_asks_for_the_price(self, repairs: Inputs) -> None:
        """Where no criterion reads the price, a cap in percent of it does."""
        criteria = tuple(one for one in repairs.procurement.criteria if one.id == "E1")
        valuation = repairs.procurement.valuation
        assert valuation is not None
        assert changed(repairs, criteria=criteria).price == "total"
        bare = valuation.model_copy(update={"cap": None, "plausibility": ()})
        assert changed(repairs, criteria=criteria, valuation=bare).price is None


def test_a_sealed_price_is_not_asked() -> None:
    """Where the marks of the price were fixed elsewhere, a return has no place for a price."""
    asked = asked_of(load(EXAMPLES / "fcdo-services-2024").inputs)
    assert asked.price is None
    assert len(asked.questions) == 8
