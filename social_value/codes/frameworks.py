"""Codes of frameworks: what they extend and include, and the limits that a base sets."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

_CURATED = "What is curated centrally stays as it was curated, whoever builds on it."
_FOUND = "A method that cannot be put together decides nothing."
_AGREES = "A procurement can satisfy everything that its framework asks."

CIRCULAR_EXTENDS = ErrorCode(
    "circular-extends",
    "A framework extends or includes itself, directly or by way of others.",
    "Take one of the links that the message names away.",
    _FOUND,
)
CONFLICTING_CHANGE = ErrorCode(
    "conflicting-change",
    "A module changes a thing of another that is also taken in by another way, without that change.",
    "Take it in by one way only, or make the change in the framework itself.",
    "No change is made, or lost, without anybody seeing it.",
)
EXTENDS_TOO_DEEP = ErrorCode(
    "extends-too-deep",
    "A framework stands at the top of a chain of more than eight frameworks.",
    "Extend a framework nearer to the base.",
    "A reader can follow where each rule comes from.",
)
FLOOR_WITHOUT_CONSEQUENCE = ErrorCode(
    "floor-without-consequence",
    "A pillar of a framework has a floor and no consequence, or a consequence and no floor.",
    "Add the missing key, or remove the other.",
    "Every pass or fail states its consequence.",
)
FRAMEWORK_EMPTY = ErrorCode(
    "framework-empty",
    "A framework has no parts, such as themes, gates or policy, and builds on no other framework.",
    "Add `themes:`, `extends:` or `include:`.",
    _FOUND,
)
LOCKED_OVERRIDE = ErrorCode(
    "locked-override",
    (
        "What is locked is changed: by a local framework a criterion, a policy rule, or a pillar's floor "
        "downwards; by a procurement a gate."
    ),
    "Remove the change, or add something of your own beside it; a locked floor may be raised.",
    _CURATED,
)
MODULE_USED_ALONE = ErrorCode(
    "module-used-alone",
    "A module is named as the framework of a procurement, or extended.",
    "Include it in a framework, and name that.",
    "A module is a part: alone it does not say how a procurement is scored.",
)
NOT_A_MODULE = ErrorCode(
    "not-a-module",
    "A framework includes another that is no module.",
    "Extend it, or include a module.",
    "A base is extended within its limits, and not mixed with others.",
)
OVERRIDE_OUT_OF_RANGE = ErrorCode(
    "override-out-of-range",
    "A weight, or a range of weights, lies outside the range that the framework it builds on allows.",
    "Choose a weight or a range inside the one that the message names.",
    _CURATED,
)
RANGE_REVERSED = ErrorCode(
    "range-reversed",
    "`at_least` is above `at_most`, so nothing fits the range.",
    "Exchange them, or correct one.",
    _AGREES,
)
UNKNOWN_BASE = ErrorCode(
    "unknown-base",
    "A framework extends one that there is no file for.",
    "Correct the id, or add the file to a `frameworks/` folder.",
    _FOUND,
)
UNKNOWN_MODULE = ErrorCode(
    "unknown-module",
    "A framework includes a module that there is no file for.",
    "Correct the id, or add the file to a `frameworks/` folder.",
    _FOUND,
)
WEIGHT_OUTSIDE_RANGE = ErrorCode(
    "weight-outside-range",
    "The weight that a framework gives a criterion is outside the range that it allows for it.",
    "Correct the weight or the range.",
    _AGREES,
)
