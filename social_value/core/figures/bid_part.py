"""What a part of a bid is: when it is stated, when it is asked for, and what a bid that leaves it out is told."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass

from social_value.codes.code import FindingCode
from social_value.core.inputs import Inputs
from social_value.core.steps import Step, given_step
from social_value.findings import Finding, Place
from social_value.model.bid import Bid


def is_stated(value: object) -> bool:
    """Tell whether a bid states something: anything but nothing, and what holds nothing. A stated 0 is stated.

    >>> is_stated(0), is_stated(False), is_stated(None), is_stated(()), is_stated({})
    (True, True, False, False, False)
    """
    return value is not None and not (isinstance(value, Sized) and len(value) == 0)


def never(inputs: Inputs) -> bool:
    """Tell that no procurement asks for a part by itself: only a figure does."""
    return False


@dataclass(frozen=True, slots=True)
class BidPart:
    """A part of a bid, by its key in a bid file.

    A bid that leaves it out is told so by ``missing``: ``lacks`` follows the bid's id, and ``add`` is what to write.
    Without a code, leaving it out is no fault: there is none of it. Of a part that is stated name by name, such as the
    success rate of each band, ``{name}`` stands for the name that lacks.
    """

    key: str
    missing: FindingCode | None = None
    lacks: str = ""
    add: str = ""
    asked_by: Callable[[Inputs], bool] = never
    """Whether a procurement asks for the part although no figure needs it."""
    stated_by: Callable[[Bid], bool] | None = None
    """Whether a bid states the part, where it may do so in another place than its key."""
    stands_for: Callable[[Inputs], BidPart | None] | None = None
    """Which part is meant, where the procurement says so."""
    of_every_bidder: bool = False
    """Whether who may bid turns on it: then bidders state it even where they are put out, and comparators do not."""
    question: str = ""
    """The words in which a return asks for a part that is one number; ``{currency}`` is that of the contract."""
    unit: str = ""
    """The unit of a part that is one number; ``{currency}`` is that of the contract."""

    @property
    def is_number(self) -> bool:
        """Whether the part is one number, rather than a table or an object."""
        return bool(self.question)

    @property
    def title(self) -> str:
        """The key as people read it, such as "Workforce hours"."""
        return self.key.replace("_", " ").capitalize()

    def number(self, bid: Bid, currency: str) -> Step:
        """Return the number that a bid states, as a step of a figure; without a value where it states none.

        A workbook knows the step by what it says, and has the number as an input where a figure reads it.
        """
        value, unit = getattr(bid, self.key), self.unit.replace("{currency}", currency)
        if value is None:
            return Step(self.title, None, unit, note="the bid does not state it")
        return given_step(self.title, value, unit)

    def states(self, bid: Bid, name: str = "") -> bool:
        """Tell whether a bid states the part, or what the part holds under a name."""
        if self.stated_by is not None:
            return self.stated_by(bid)
        value = getattr(bid, self.key)
        return name in value if name else is_stated(value)

    def meant(self, inputs: Inputs) -> BidPart | None:
        """Return the part that is meant: itself, or the one that the procurement says."""
        return self if self.stands_for is None else self.stands_for(inputs)

    def problem(self, bid: Bid, place: Place, name: str = "") -> Finding:
        """Return the finding that a bid does not state the part, or what it holds under a name."""
        lacks, add = (words.replace("{name}", name) for words in (self.lacks, self.add))
        return self.finding(place, f"{bid.id} {lacks}.", add)

    def finding(self, place: Place, message: str, way_out: str) -> Finding:
        """Return a finding of the code of the part. Raises LookupError where leaving the part out is no fault."""
        if self.missing is None:
            raise LookupError(f"a bid may leave out {self.key}")
        return self.missing.at(place, message, way_out)
