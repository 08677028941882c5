"""The themes that criteria are grouped under: the procurement's own, or else those of its framework."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.inputs import Inputs, Leaf


def themes_of(inputs: Inputs) -> Mapping[str, str]:
    """Return the titles of themes by id, in order: the procurement's own where it has any, else the framework's."""
    offered = inputs.framework.themes if inputs.framework else ()
    return {one.id: one.title for one in (inputs.procurement.themes or offered)}


def theme_of(inputs: Inputs, leaf: Leaf) -> str | None:
    """Return the theme of a criterion: that which it or the criterion it is a part of names, else its framework's."""
    named = next((one.theme for one in reversed(leaf.line) if one.theme), None)
    if named is not None or inputs.procurement.themes or inputs.framework is None:
        return named
    for theme in inputs.framework.themes:
        if leaf.stands_for & {one.id for outcome in theme.outcomes for one in outcome.criteria}:
            return theme.id
    return None
