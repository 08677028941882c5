"""Codes of findings about cohorts, outcomes with what they depend on, and themes."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

LINKING = Chapter(
    "Joined-up value",
    (
        Code(
            "unknown-cohort",
            "error",
            "A criterion is marked by the rule `joined-up` over a cohort that the procurement does not declare.",
            "Name a cohort of `cohorts:`, or declare it there with its people, alpha and components.",
            "Bidders know whom every part of their offer has to reach, and how much the weakest part counts.",
        ),
        Code(
            "unknown-outcome",
            "error",
            "An outcome depends on one that neither the framework nor the procurement has.",
            "Correct the id, or declare the outcome.",
            "What an offer has to serve first is published, and exists.",
        ),
        Code(
            "needs-circular",
            "error",
            "Outcomes depend on one another in a circle, so that none of them could come first.",
            "Take one of the needs of the circle away.",
            "Everybody reads the same order out of the needs.",
        ),
        Code(
            "measure-in-two-outcomes",
            "error",
            "A measure serves two outcomes.",
            "Keep it under the one that it serves most, or split it into two measures.",
            "One promise is not taken for two.",
        ),
        Code(
            "unknown-theme",
            "error",
            "A criterion stands under a theme that there is none of: the procurement's own themes count where it has "
            "any, else those of its framework.",
            "Correct the id, or add the theme to `themes:`.",
            "The table of themes leaves no criterion out.",
        ),
    ),
)
