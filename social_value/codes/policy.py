"""Codes of what frameworks ask of the procurements that use them."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

_POLICY = "The policy of the framework; each finding names its rule, its source and how sure we are of it"
_COMPARABLE = "Procurements that use one framework stay comparable, and keep the weight that it promises."

POLICY = Chapter(
    "What frameworks ask",
    (
        Code(
            "commencement-unknown",
            "warning",
            "The procurement does not say when it commenced, so rules that depend on the day were not checked.",
            "Add `commenced_on:`, the day of the tender notice.",
            "A rule that was not checked is not taken for one that was met.",
            waivable=True,
        ),
        Code(
            "value-unknown",
            "warning",
            "The estimated value in pounds is not stated, so rules that depend on it were not checked.",
            "Add `contract:` with `estimated_value`, `currency: GBP` and `vat`.",
            "A rule that was not checked is not taken for one that was met.",
            waivable=True,
        ),
        Code(
            "framework-not-in-force",
            "warning",
            (
                "Another framework is expected of a procurement of this day, value and authority, or the one that is "
                "named is not for it. The expected one is named where it is known, and never switched to in silence."
            ),
            "Name the framework that governs, or say in the documents why another one is used.",
            "Bidders are judged by the model that was in force when the competition opened.",
            "The dates and scope that each framework states",
            waivable=True,
        ),
        Code(
            "weight-below-minimum",
            "as-stated",
            "A group of criteria weighs less than the framework's minimum.",
            "Raise the weight of those criteria, or let `framework_criterion` say what each stands for.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "weight-out-of-range",
            "as-stated",
            "A group of criteria weighs less or more than the framework's policy allows.",
            "Change weights until the group is inside the range.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "weight-off-step",
            "as-stated",
            "A group of criteria weighs no multiple of the step that the framework sets.",
            "Use multiples of the step.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "required-gate-missing",
            "as-stated",
            "A gate that the framework asks for is not in the procurement.",
            "Write it under `gates:` with its consequence.",
            "What a framework makes a condition is a condition for every bidder.",
            _POLICY,
            waivable=True,
        ),
        Code(
            "required-criterion-missing",
            "as-stated",
            "A criterion that the framework asks for is not in the procurement.",
            "Add it, or write `framework_criterion:` where it has another id here.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "too-many-measures",
            "warning",
            (
                "Bidders are asked to commit to more measures than the framework allows, or to more than six where "
                "it says nothing (our own rule of thumb)."
            ),
            "Keep the measures that matter most for this contract.",
            "Small bidders can answer, and what is promised can be followed up.",
            _POLICY,
            waivable=True,
        ),
        Code(
            "too-few-measures",
            "as-stated",
            "Bidders are asked to commit to fewer measures than the framework asks for.",
            "Declare or value more measures.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "too-many-outcomes",
            "as-stated",
            "The procurement asks for more outcomes of the framework than it allows.",
            "Keep the outcomes that relate most to what is bought.",
            "Bidders can answer well on what matters most.",
            _POLICY,
            waivable=True,
        ),
        Code(
            "too-few-outcomes",
            "as-stated",
            "The procurement asks for fewer outcomes of the framework than it must.",
            "Add criteria of another outcome.",
            _COMPARABLE,
            _POLICY,
            waivable=True,
        ),
        Code(
            "too-few-kpis",
            "as-stated",
            "The contract names fewer key performance indicators than the framework asks for.",
            "Add them under `kpis:`.",
            "What was promised is measured while the contract runs.",
            _POLICY,
            waivable=True,
        ),
        Code(
            "floor-below-framework",
            "error",
            "The floor of a pillar, or what happens below it, is milder than in the framework, or absent.",
            "Write the framework's floor and consequence, or stricter ones.",
            "No pillar can be traded away against the others.",
            _POLICY,
        ),
        Code(
            "framework-pillar-differs",
            "error",
            "A criterion belongs to another pillar than the framework's criterion that it stands for.",
            "Write the framework's pillar, or let it stand for another criterion or for none.",
            "Price or carbon does not count as the social value that a policy asks for.",
            _POLICY,
        ),
        Code(
            "minimum-below-framework",
            "error",
            "The minimum of a criterion, or what happens below it, is milder than in the framework, or absent.",
            "Write the framework's minimum and consequence, or stricter ones.",
            "What must be good enough in every contract is not bought back by a low price.",
            _POLICY,
        ),
        Code(
            "not-in-force",
            "warning",
            "A criterion or gate of the framework is for procurements that commenced at another time.",
            "Leave it out, or say in the documents why it is used.",
            "Bidders are judged by what was in force when the competition opened.",
            "The period that the framework states",
            waivable=True,
        ),
        Code(
            "no-choice-module-missing",
            "error",
            "People cannot choose another service, and the framework does not include the module `no-choice-service`.",
            "Use a framework that includes it.",
            "A service that nobody can leave answers to its users in other ways.",
        ),
    ),
)
