"""How a criterion earns its marks, as a procurement writes it.

Which formulas exist, and which parameters each takes, is the registry's business (``core.rules.formulas``): a
formula's parameters are kept here as the file gives them and are checked against the formula's signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from social_value.model.base import Identifier, Record, Text


class ScaleScore(Record):
    """Marks of the level that the evaluators gave."""

    rule: Literal["scale"]
    scale: Identifier = Field(description="Id of the scale.")


class RecordedScore(Record):
    """Marks that were fixed elsewhere, such as a published result."""

    rule: Literal["recorded"]
    source: Text = Field(description="Where the marks were published or sealed.")
    reason: Text = Field(description="Why they are recorded rather than worked out.")


class FormulaScore(Record):
    """Marks worked out by a formula from a figure or a measure of the bid."""

    model_config = ConfigDict(extra="allow")

    rule: Identifier = Field(description="Id of the formula.")
    of: Text | None = Field(default=None, description="The figure or measure that the formula reads.")
    zero_price: Literal["full-marks", "no-marks"] | None = Field(
        default=None, description="What a price of zero earns; without it a price of zero is refused."
    )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The formula's own keys, as the file gives them."""
        return self.model_extra or {}


def _kind_of(score: object) -> str:
    rule = score.get("rule") if isinstance(score, dict) else getattr(score, "rule", None)
    return rule if rule in ("scale", "recorded") else "formula"


Score = Annotated[
    Annotated[ScaleScore, Tag("scale")]
    | Annotated[RecordedScore, Tag("recorded")]
    | Annotated[FormulaScore, Tag("formula")],
    Discriminator(_kind_of),
]
