"""What must reach the same people, what depends on what, and the themes that criteria are grouped under."""

from __future__ import annotations

from pydantic import Field

from social_value.model.base import Identifier, Positive, Record, Share, Text


class Component(Record):
    """One part of what a group of people needs, with the measure by which bids say how many people get it."""

    measure: Identifier = Field(description="The measure that counts the people.")
    title: Text = Field(description="Its name in the report.")


class Cohort(Record):
    """A group of people who need every component, and how much the weakest component counts."""

    id: Identifier = Field(description="The id that criteria use.")
    title: Text = Field(description="Who they are.")
    people: Positive = Field(description="How many people there are.")
    alpha: Share = Field(description="Weight of the lowest share against the mean share: 0 the mean, 1 the lowest.")
    components: tuple[Component, ...] = Field(min_length=2, description="What every one of them needs.")

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of its components, in their order."""
        return tuple(one.measure for one in self.components)


class LinkedOutcome(Record):
    """An outcome of the procurement's own: the measures that serve it, and the outcomes that it depends on."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its title.")
    measures: tuple[Identifier, ...] = Field(min_length=1, description="The measures that serve it.")
    needs: tuple[Identifier, ...] = Field(default=(), description="Outcomes that it depends on.")


class OwnTheme(Record):
    """A theme of the procurement's own, such as one of a conference or a strategy."""

    id: Identifier = Field(description="The id that criteria use.")
    title: Text = Field(description="Its title.")
