"""Columns of the sheet Criteria matrix."""

from __future__ import annotations

from social_value.files.workbook.plan import FIRST_MARK, Report
from social_value.model.base import PILLARS, Pillar

NONE_COUNTS = "0"
"""The weighted marks of a pillar of which no criterion counts for the total."""


def pillar_column(report: Report, pillar: Pillar) -> int:
    """Return the column of a pillar's weighted marks."""
    return FIRST_MARK + len(report.leaves) + PILLARS.index(pillar)


def quality_column(report: Report) -> int:
    """Return the column of the weighted sum of all criteria."""
    return FIRST_MARK + len(report.leaves) + len(PILLARS)


def published_column(report: Report) -> int:
    """Return the column of that sum as it was published."""
    return quality_column(report) + 1


def check_column(report: Report) -> int:
    """Return the column of the check."""
    return quality_column(report) + 2


def ahead_column(report: Report) -> int:
    """Return the column of how many tied bids are ahead by the published tie-break."""
    return quality_column(report) + 3
