"""What a file may write for a parameter of each kind, so that tests run over every formula of the registry."""

from __future__ import annotations

from social_value.core.rules.parameter_kinds import ChoiceKind, Kind, NumberKind


def written(kind: Kind) -> object:
    """Return a value that a parameter of this kind may have: the lowest whole number of 1 or more within its bounds."""
    if isinstance(kind, ChoiceKind):
        return kind.options[-1]
    return 1 + (kind.above or 0) if isinstance(kind, NumberKind) else [{"marks": 100}]
