"""The sections that a report may have, in the order of the sheets; a section is there only where it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from social_value.core.evaluation.results import Evaluation
from social_value.core.sections.assets_and_data import ASSETS_AND_DATA, assets_and_data
from social_value.core.sections.best_at import BEST_AT, best_at
from social_value.core.sections.commitment_schedule import COMMITMENTS, commitments
from social_value.core.sections.efficiency import EFFICIENCY, efficiency
from social_value.core.sections.joined_up import JOINED_UP, joined_up
from social_value.core.sections.place import PLACE, place
from social_value.core.sections.section import Heading, Section
from social_value.core.sections.spend_flow import SPEND_FLOW, spend_flow

SECTIONS: Mapping[Heading, Callable[[Evaluation], Section | None]] = {
    EFFICIENCY: efficiency,
    PLACE: place,
    SPEND_FLOW: spend_flow,
    JOINED_UP: joined_up,
    ASSETS_AND_DATA: assets_and_data,
    BEST_AT: best_at,
    COMMITMENTS: commitments,
}
"""Each returns its section, or None where the procurement does not use it."""


def sections_of(evaluation: Evaluation) -> tuple[Section, ...]:
    """Return the sections that a procurement uses, in the order of the sheets."""
    sections = (section(evaluation) for section in SECTIONS.values())
    return tuple(section for section in sections if section is not None)
