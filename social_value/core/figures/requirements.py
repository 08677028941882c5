"""What a figure asks of the procurement: one object for the test, the code, the words and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from social_value.codes.code import FindingCode
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Key, Place

Words = str | Callable[[Inputs], str]
"""Words of a finding, where need be made from what the procurement says; ``{figure}`` stands for the figure's id."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a procurement publishes before a figure can be worked out.

    ``keys`` is where in the procurement the fault stands, where it is not the name of the figure that is wrong.
    """

    met: Callable[[Inputs], bool]
    code: FindingCode
    message: Words
    way_out: Words
    keys: tuple[Key, ...] = ()

    def where(self, condition: Callable[[Inputs], bool]) -> Requirement:
        """Return the same requirement of those procurements alone for which a condition holds."""
        return replace(self, met=lambda inputs: not condition(inputs) or self.met(inputs))

    def problem(self, inputs: Inputs, figure_id: str, place: Place) -> Finding:
        """Return the finding that a procurement does not meet it; ``place`` is where the figure is named."""
        message, way_out = (_said(words, inputs, figure_id) for words in (self.message, self.way_out))
        return self.code.at(inputs.at(*self.keys) if self.keys else place, message, way_out)


def _said(words: Words, inputs: Inputs, figure_id: str) -> str:
    text = words if isinstance(words, str) else words(inputs)
    return text.replace("{figure}", figure_id)
