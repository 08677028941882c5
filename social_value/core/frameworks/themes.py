"""The themes that criteria are grouped under: the procurement's own, or else those of its framework."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.inputs import Inputs, Leaf


def themes_of(inputs: Inputs) -> Mapping[str, str]:
    """Return the titles of themes by id, in order: the procurement's own where it has any, else the framework's."""
    offered = inputs.framework.themes if inputs.framework else ()
    return {theme.id: theme.title for theme in (inputs.procurement.themes or offered)}


def theme_of(inputs: Inputs, leaf: Leaf) -> str | None:
    """Return the theme of a criterion: that which it or the criterion it is a part of names, else its framework's."""
    named = next((criterion.theme for criterion in reversed(leaf.line) if criterion.theme), None)
    if named is not None or inputs.procurement.themes or inputs.framework is None:
        return named
    for theme in inputs.framework.themes:
        if leaf.stands_for & {criterion.id for outcome in theme.outcomes for criterion in outcome.criteria}:
            return theme.id
    return None
