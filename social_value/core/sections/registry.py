"""The sections that a report may have, in the order of the sheets; a section is there only where it is used."""

from __future__ import annotations

from collections.abc import Callable

from social_value.core.evaluation.results import Evaluation
from social_value.core.sections.assets_and_data import assets_and_data
from social_value.core.sections.best_at import best_at
from social_value.core.sections.commitment_schedule import commitments
from social_value.core.sections.efficiency import efficiency
from social_value.core.sections.joined_up import joined_up
from social_value.core.sections.place import place
from social_value.core.sections.section import Section
from social_value.core.sections.spend_flow import spend_flow

SECTIONS: tuple[Callable[[Evaluation], Section | None], ...] = (
    efficiency,
    place,
    spend_flow,
    joined_up,
    assets_and_data,
    best_at,
    commitments,
)
"""Each returns its section, or None where the procurement does not use it."""


def sections_of(evaluation: Evaluation) -> tuple[Section, ...]:
    """Return the sections that a procurement uses, in the order of the sheets."""
    sections = (section(evaluation) for section in SECTIONS)
    return tuple(section for section in sections if section is not None)
