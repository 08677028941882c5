"""What can become of a tender, and what each outcome means for its supplier and for the other tenders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

OutcomeId = Literal[
    "withdrawn",
    "excluded",
    "disregarded",
    "not-taken-forward",
    "disqualified",
    "requirement-not-met",
    "assessed",
]
SummaryOwed = Literal["owed", "not-owed", "at-once", "to-decide"]
"""Whether the supplier is owed an assessment summary (Procurement Act 2023, s.50): ``at-once`` means that it is told
before the others, in a like form; ``to-decide`` that the law leaves it open and a person decides."""
InRelativeMarks = Literal["in", "out", "as-declared"]
"""Whether the tender sets a lowest price, a mean or a best figure; ``as-declared`` is as its consequence says."""


@dataclass(frozen=True, slots=True)
class OutcomeKind:
    """An outcome in words, whether a summary is owed, and whether the tender counts in marks relative to others."""

    id: OutcomeId
    words: str
    summary: SummaryOwed
    relative: InRelativeMarks

    @property
    def label(self) -> str:
        """The words as a heading or a cell begins with them."""
        return self.words[0].upper() + self.words[1:]


OUTCOMES: Mapping[OutcomeId, OutcomeKind] = {
    kind.id: kind
    for kind in (
        OutcomeKind("withdrawn", "withdrawn", "to-decide", "out"),
        OutcomeKind("excluded", "excluded", "not-owed", "out"),
        OutcomeKind("disregarded", "disregarded", "not-owed", "out"),
        OutcomeKind("not-taken-forward", "not taken forward", "at-once", "as-declared"),
        OutcomeKind("disqualified", "disqualified under the methodology", "owed", "as-declared"),
        OutcomeKind("requirement-not-met", "rejected, requirement not met", "owed", "as-declared"),
        OutcomeKind("assessed", "assessed", "owed", "in"),
    )
}
"""Every outcome by its id, the least far on first: a tender that has several reasons takes the first of them."""
SUMMARY_WORDS: Mapping[SummaryOwed, str] = {
    "owed": "an assessment summary is owed",
    "not-owed": "no assessment summary is owed; the supplier is told in writing",
    "at-once": "the supplier is told at once",
    "to-decide": "whether an assessment summary is owed depends on whether it had been assessed",
}
