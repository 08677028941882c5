"""Codes of findings about cohorts, outcomes with what they depend on, and themes."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

UNKNOWN_COHORT = ErrorCode(
    "unknown-cohort",
    "A criterion is marked by the rule `joined-up` over a cohort that the procurement does not declare.",
    "Name a cohort of `cohorts:`, or declare it there with its people, alpha and components.",
    "Bidders know whom every part of their offer has to reach, and how much the weakest part counts.",
)
UNKNOWN_OUTCOME = ErrorCode(
    "unknown-outcome",
    "An outcome depends on one that neither the framework nor the procurement has.",
    "Correct the id, or declare the outcome.",
    "What an offer has to serve first is published, and exists.",
)
NEEDS_CIRCULAR = ErrorCode(
    "needs-circular",
    "Outcomes depend on one another in a circle, so that none of them could come first.",
    "Take one of the needs of the circle away.",
    "Everybody reads the same order out of the needs.",
)
MEASURE_IN_TWO_OUTCOMES = ErrorCode(
    "measure-in-two-outcomes",
    "A measure serves two outcomes.",
    "Keep it under the one that it serves most, or split it into two measures.",
    "One promise is not taken for two.",
)
UNKNOWN_THEME = ErrorCode(
    "unknown-theme",
    "A criterion stands under a theme that there is none of: the procurement's own themes count where it has "
    "any, else those of its framework.",
    "Correct the id, or add the theme to `themes:`.",
    "The table of themes leaves no criterion out.",
)
