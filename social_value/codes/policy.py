"""Codes of what frameworks ask of the procurements that use them."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, StatedCode, WarningCode

_POLICY = "The policy of the framework; each finding names its rule, its source and how sure we are of it"
_COMPARABLE = "Procurements that use one framework stay comparable, and keep the weight that it promises."

COMMENCEMENT_UNKNOWN = WarningCode(
    "commencement-unknown",
    "The procurement does not say when it commenced, so rules that depend on the day were not checked.",
    "Add `commenced_on:`, the day of the tender notice.",
    "A rule that was not checked is not taken for one that was met.",
    waivable=True,
)
VALUE_UNKNOWN = WarningCode(
    "value-unknown",
    "The estimated value in pounds is not stated, so rules that depend on it were not checked.",
    "Add `contract:` with `estimated_value`, `currency: GBP` and `vat`.",
    "A rule that was not checked is not taken for one that was met.",
    waivable=True,
)
FRAMEWORK_NOT_IN_FORCE = WarningCode(
    "framework-not-in-force",
    (
        "Another framework is expected of a procurement of this day, value and authority, or the one that is "
        "named is not for it. The expected one is named where it is known, and never switched to in silence."
    ),
    "Name the framework that governs, or say in the documents why another one is used.",
    "Bidders are judged by the model that was in force when the competition opened.",
    "The dates and scope that each framework states",
    waivable=True,
)
WEIGHT_BELOW_MINIMUM = StatedCode(
    "weight-below-minimum",
    "A group of criteria weighs less than the framework's minimum.",
    "Raise the weight of those criteria, or let `framework_criterion` say what each stands for.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
WEIGHT_OUT_OF_RANGE = StatedCode(
    "weight-out-of-range",
    "A group of criteria weighs less or more than the framework's policy allows.",
    "Change weights until the group is inside the range.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
WEIGHT_OFF_STEP = StatedCode(
    "weight-off-step",
    "A group of criteria weighs no multiple of the step that the framework sets.",
    "Use multiples of the step.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
REQUIRED_GATE_MISSING = StatedCode(
    "required-gate-missing",
    "A gate that the framework asks for is not in the procurement.",
    "Write it under `gates:` with its consequence.",
    "What a framework makes a condition is a condition for every bidder.",
    _POLICY,
    waivable=True,
)
REQUIRED_CRITERION_MISSING = StatedCode(
    "required-criterion-missing",
    "A criterion that the framework asks for is not in the procurement.",
    "Add it, or write `framework_criterion:` where it has another id here.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
TOO_MANY_MEASURES = WarningCode(
    "too-many-measures",
    (
        "Bidders are asked to commit to more measures than the framework allows, or to more than six where "
        "it says nothing (our own rule of thumb)."
    ),
    "Keep the measures that matter most for this contract.",
    "Small bidders can answer, and what is promised can be followed up.",
    _POLICY,
    waivable=True,
)
TOO_FEW_MEASURES = StatedCode(
    "too-few-measures",
    "Bidders are asked to commit to fewer measures than the framework asks for.",
    "Declare or value more measures.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
TOO_MANY_OUTCOMES = StatedCode(
    "too-many-outcomes",
    "The procurement asks for more outcomes of the framework than it allows.",
    "Keep the outcomes that relate most to what is bought.",
    "Bidders can answer well on what matters most.",
    _POLICY,
    waivable=True,
)
TOO_FEW_OUTCOMES = StatedCode(
    "too-few-outcomes",
    "The procurement asks for fewer outcomes of the framework than it must.",
    "Add criteria of another outcome.",
    _COMPARABLE,
    _POLICY,
    waivable=True,
)
TOO_FEW_KPIS = StatedCode(
    "too-few-kpis",
    "The contract names fewer key performance indicators than the framework asks for.",
    "Add them under `kpis:`.",
    "What was promised is measured while the contract runs.",
    _POLICY,
    waivable=True,
)
FLOOR_BELOW_FRAMEWORK = ErrorCode(
    "floor-below-framework",
    "The floor of a pillar, or what happens below it, is milder than in the framework, or absent.",
    "Write the framework's floor and consequence, or stricter ones.",
    "No pillar can be traded away against the others.",
    _POLICY,
)
FRAMEWORK_PILLAR_DIFFERS = ErrorCode(
    "framework-pillar-differs",
    "A criterion belongs to another pillar than the framework's criterion that it stands for.",
    "Write the framework's pillar, or let it stand for another criterion or for none.",
    "Price or carbon does not count as the social value that a policy asks for.",
    _POLICY,
)
MINIMUM_BELOW_FRAMEWORK = ErrorCode(
    "minimum-below-framework",
    "The minimum of a criterion, or what happens below it, is milder than in the framework, or absent.",
    "Write the framework's minimum and consequence, or stricter ones.",
    "What must be good enough in every contract is not bought back by a low price.",
    _POLICY,
)
NOT_IN_FORCE = WarningCode(
    "not-in-force",
    "A criterion or gate of the framework is for procurements that commenced at another time.",
    "Leave it out, or say in the documents why it is used.",
    "Bidders are judged by what was in force when the competition opened.",
    "The period that the framework states",
    waivable=True,
)
NO_CHOICE_MODULE_MISSING = ErrorCode(
    "no-choice-module-missing",
    "People cannot choose another service, and the framework does not include the module `no-choice-service`.",
    "Use a framework that includes it.",
    "A service that nobody can leave answers to its users in other ways.",
)
