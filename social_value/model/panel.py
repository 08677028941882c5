"""Who sits on the panel and marks what, the conflicts assessment, and the pseudonyms that evaluators were shown.

None of it is a part of the published method: another evaluator changes no method.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from social_value.model.base import Day, Identifier, Record, SchemaVersion, Text


class PanelMember(Record):
    """An evaluator with what is allocated to them: every criterion that is scored by levels unless it says which."""

    id: Identifier = Field(description="Code of the evaluator, as in the score file; not a name.")
    role: Text | None = Field(default=None, description="Such as clinical, finance or resident.")
    criteria: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of criteria, or of those above them; absent means all."
    )
    lots: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the lots to mark; absent means all."
    )
    issued_on: Day | None = Field(default=None, description="When the score sheet was sent to them.")


class PersonOfInfluence(Record):
    """Somebody who influences a decision of the procurement, whether an evaluator or not."""

    who: Text = Field(description="Code or role of the person, not a name.")
    conflict: Literal["none", "actual", "potential", "perceived"] = Field(
        description="Whether there is a conflict of interest, or a reasonable person could wrongly believe so."
    )
    interest: Text | None = Field(default=None, description="What the conflict is, where there is one.")
    steps: Text | None = Field(default=None, description="What is done about it, or to show that there is none.")


class AssessmentReview(Record):
    """A day on which the conflicts assessment was looked at again."""

    on: Day = Field(description="When.")
    by: Text = Field(description="Role of whoever looked.")
    what: Text = Field(description="What was changed or confirmed, and for which notice.")


class ConflictsAssessment(Record):
    """The conflicts assessment of the procurement (Procurement Act 2023, s.83)."""

    prepared_on: Day = Field(description="When it was prepared: before the tender or transparency notice.")
    prepared_by: Text = Field(description="Role of whoever prepared it.")
    people: tuple[PersonOfInfluence, ...] = Field(
        min_length=1, description="Everyone who influences a decision, not evaluators alone."
    )
    reviewed: tuple[AssessmentReview, ...] = Field(default=(), description="Reviews, oldest first.")


class PanelFile(Record):
    """The panel of a procurement: who evaluates what."""

    kind: Literal["panel"]
    schema_version: SchemaVersion
    evaluators: tuple[PanelMember, ...] = Field(min_length=1, description="The evaluators.")
    conflicts_assessment: ConflictsAssessment | None = Field(
        default=None, description="Everyone who influences a decision, with their conflicts of interest."
    )


Pseudonym = Annotated[str, StringConstraints(strict=True, pattern=r"^Bid [A-Z]{1,3}$")]


class AllottedPseudonym(Record):
    """What evaluators see in place of one bid's id and supplier."""

    bid: Identifier = Field(description="Id of the bid.")
    shown_as: Pseudonym = Field(description="Its pseudonym, such as Bid A.")


class Pseudonyms(Record):
    """The pseudonym of every bid, as it was allotted when the first score sheet was made. It never changes."""

    kind: Literal["pseudonyms"]
    schema_version: SchemaVersion
    bids: tuple[AllottedPseudonym, ...] = Field(description="The pseudonyms that were allotted.")
