"""Who goes on after a stage, and how every bid stood in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import cut_short, plain
from social_value.model.stages import AssessmentStage, GoesOn

Standing = Mapping[str, Fraction | None]
"""Marks of a stage, 0 to 100, by bid; None where a bid has none on one of its criteria."""


@dataclass(frozen=True)
class SettledStage:
    """A stage that somebody goes on from: the marks of the bids assessed to its end, and those who went on.

    A bid that a minimum put out in the stage has no standing in it.
    """

    stage: AssessmentStage
    standing: Standing
    gone_on: tuple[str, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each bid in the stage; equal marks share one (1, 2, 2, 4)."""
        return places_of(self.standing)

    @property
    def rule(self) -> str:
        """Who goes on, in words."""
        goes_on = self.stage.goes_on
        if goes_on is None:
            return "nobody goes on from the last stage"
        if goes_on.best is None:
            return f"bids with at least {plain(goes_on.minimum or 0)} marks go on"
        ties = "go on" if goes_on.ties == "include" else "do not"
        return f"the best {goes_on.best} go on, and bids that tie for the last place {ties}"

    @property
    def words(self) -> str:
        """The rule, and how many bids it takes forward."""
        return f"{self.stage.label}: {self.rule}; {len(self.gone_on)} of {len(self.standing)} did"

    def why_not(self, bid_id: str) -> str:
        """Say how a bid stood that did not go on."""
        marks = self.standing[bid_id]
        if marks is None:
            return f"{self.stage.label}: no marks in this stage"
        place = f"place {self.places[bid_id]} of {len(self.places)} with {cut_short(marks)} marks"
        return f"{self.stage.label}: {place}; {self.rule}"


def taken_forward(goes_on: GoesOn, standing: Standing) -> tuple[str, ...]:
    """Return the bids that go on, in the order in which they are given.

    >>> marks = {"a": Fraction(90), "b": Fraction(70), "c": Fraction(70), "d": Fraction(50)}
    >>> taken_forward(GoesOn(minimum=60), marks)
    ('a', 'b', 'c')
    >>> taken_forward(GoesOn(best=2, ties="include"), marks)
    ('a', 'b', 'c')
    >>> taken_forward(GoesOn(best=2, ties="exclude"), marks)
    ('a',)
    """
    if goes_on.best is None:
        lowest = Fraction(goes_on.minimum or 0)
        return tuple(bid for bid, marks in standing.items() if marks is not None and marks >= lowest)
    places = places_of(standing)
    within = [bid for bid, place in places.items() if place <= goes_on.best]
    if goes_on.ties == "exclude" and len(within) > goes_on.best:
        last = max(places[bid] for bid in within)
        within = [bid for bid in within if places[bid] < last]
    return tuple(bid for bid in standing if bid in within)


def places_of(standing: Standing) -> Mapping[str, int]:
    """Return the place of each bid that has marks, highest first; equal marks share one."""
    marks = {bid: of_bid for bid, of_bid in standing.items() if of_bid is not None}
    place_of: dict[Fraction, int] = {}
    for place, of_bid in enumerate(sorted(marks.values(), reverse=True), start=1):
        place_of.setdefault(of_bid, place)
    return {bid: place_of[of_bid] for bid, of_bid in marks.items()}
