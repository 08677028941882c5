"""What an evaluation found: statuses, ranks, totals, reasons and what is still to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from social_value.arithmetic import HUNDRED, plain, rounded, rounded_root
from social_value.codes.outstanding import LOT_ALONE
from social_value.core.evaluation.award_outcome import AwardOutcome, award_outcome_of
from social_value.core.evaluation.tender_outcomes import TenderOutcome
from social_value.core.inputs import Inputs
from social_value.core.law.regime import Regime, regime_of
from social_value.core.rules.methods import Root
from social_value.core.scoring.field import Field
from social_value.core.scoring.leave_one_out import LeaveOneOut
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled
from social_value.findings import Finding, Outstanding
from social_value.model.base import Pillar
from social_value.model.bid import Bid
from social_value.model.procurement import Rounding

Status = Literal["ranked", "comparator", "disregarded", "not-taken-forward", "not-awardable", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PillarResult:
    """A bid's weighted marks on a pillar, the pillar's weight, and its marks (weighted over weight, 0 to 100)."""

    pillar: Pillar
    weight: Fraction
    weighted: Fraction | None

    @property
    def marks(self) -> Fraction | None:
        """Weighted marks over weight, 0 to 100; None where there are none or the weight is 0."""
        return None if self.weighted is None or not self.weight else HUNDRED * self.weighted / self.weight


@dataclass(frozen=True, slots=True)
class BidResult:
    """What became of one bid."""

    bid: Bid
    status: Status
    rank: int | None
    total: Root | None
    published: Decimal | None
    pillars: tuple[PillarResult, ...]
    reasons: tuple[str, ...]
    read: bool
    outcome: TenderOutcome | None
    """What became of it as a tender; None for a comparator."""

    @property
    def id(self) -> str:
        """The bid's id."""
        return self.bid.id


@dataclass(frozen=True, slots=True)
class Award:
    """The bids in first place, the margin to the next rank, and the step that broke a tie for first."""

    bids: tuple[str, ...]
    margin: Decimal | None
    tie_break: str | None


@dataclass(frozen=True)
class Evaluation:
    """The result of a procurement, with everything needed to explain it."""

    inputs: Inputs
    field: Field
    settled: Settled
    ranking: Ranking
    bids: tuple[BidResult, ...]
    award: Award
    outstanding: tuple[Outstanding, ...]
    findings: tuple[Finding, ...]
    leave_one_out: LeaveOneOut | None
    """Whether a losing bid decides the winner; None where no formula is relative."""
    over_lots: tuple[str, ...] | None = None
    """The bids that a limit on lots leaves for this lot; None where there is none, or one lot was scored alone."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The bids of which one has the contract: those proposed, unless a limit on lots decides otherwise."""
        return self.award_outcome.proposed if self.over_lots is None else self.over_lots

    @cached_property
    def award_outcome(self) -> AwardOutcome:
        """What was decided after the bids were ranked, and who is proposed then."""
        return award_outcome_of(self.inputs.decisions, self.ranking)

    @cached_property
    def regime(self) -> Regime:
        """The procedure, stated or derived, which says what is owed."""
        return regime_of(self.inputs)

    @property
    def awaits_lots(self) -> bool:
        """Whether a limit on lots may yet decide otherwise than first place, because one lot was scored alone."""
        return any(item.code == LOT_ALONE.id for item in self.outstanding)

    @property
    def rounding(self) -> Rounding:
        """The one declared rounding."""
        return self.inputs.procurement.evaluation.rounding

    def result(self, bid_id: str) -> BidResult:
        """Return the result of one bid. Raises KeyError where there is none."""
        return self.by_id[bid_id]

    @cached_property
    def by_id(self) -> Mapping[str, BidResult]:
        """Results by bid id."""
        return {result.id: result for result in self.bids}

    @cached_property
    def bids_in_order(self) -> tuple[Bid, ...]:
        """The bids as they were submitted, in the order of the results: by rank, then those without one."""
        return tuple(result.bid for result in self.bids)

    @cached_property
    def equal_as_published(self) -> tuple[tuple[str, ...], ...]:
        """Ranked bids whose published totals are equal and whose exact ones, which decide, are not; best first.

        There are none where published totals are ranked: bids with equal ones are tied then.
        """
        if self.rounding.rank_on == "published":
            return ()
        together: dict[Decimal, list[BidResult]] = {}
        for result in self.bids:
            if result.rank is not None and result.published is not None:
                together.setdefault(result.published, []).append(result)
        return tuple(
            tuple(result.id for result in equal)
            for equal in together.values()
            if len({result.total for result in equal}) > 1
        )

    @property
    def unit(self) -> str:
        """What the total is a number of."""
        unit = self.field.method.method.unit
        return unit.format(currency=self.inputs.procurement.currency, out_of=plain(self.inputs.out_of))


def publish(value: Fraction | Root, rounding: Rounding) -> Decimal:
    """Return a number as it is published: rounded once, where and how the procurement says."""
    if isinstance(value, Root) and value.degree > 1:
        return rounded_root(value.radicand, value.degree, rounding.places, rounding.direction)
    exact = value.radicand if isinstance(value, Root) else value
    return rounded(exact, rounding.places, rounding.direction)
