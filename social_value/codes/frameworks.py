"""Codes of frameworks: what they extend and include, and the limits that a base sets."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

_CURATED = "What is curated centrally stays as it was curated, whoever builds on it."
_FOUND = "A method that cannot be put together decides nothing."
_AGREES = "A procurement can satisfy everything that its framework asks."

FRAMEWORKS = Chapter(
    "Frameworks: what they build on",
    (
        Code(
            "circular-extends",
            "error",
            "A framework extends or includes itself, directly or by way of others.",
            "Take one of the links that the message names away.",
            _FOUND,
        ),
        Code(
            "conflicting-change",
            "error",
            "A module changes a thing of another that is also taken in by another way, without that change.",
            "Take it in by one way only, or make the change in the framework itself.",
            "No change is made, or lost, without anybody seeing it.",
        ),
        Code(
            "extends-too-deep",
            "error",
            "A framework stands at the top of a chain of more than eight frameworks.",
            "Extend a framework nearer to the base.",
            "A reader can follow where each rule comes from.",
        ),
        Code(
            "floor-without-consequence",
            "error",
            "A pillar of a framework has a floor and no consequence, or a consequence and no floor.",
            "Add the missing key, or remove the other.",
            "Every pass or fail states its consequence.",
        ),
        Code(
            "framework-empty",
            "error",
            "A framework has no parts, such as themes, gates or policy, and builds on no other framework.",
            "Add `themes:`, `extends:` or `include:`.",
            _FOUND,
        ),
        Code(
            "locked-override",
            "error",
            (
                "What is locked is changed: by a local framework a criterion, a policy rule, or a pillar's floor "
                "downwards; by a procurement a gate."
            ),
            "Remove the change, or add something of your own beside it; a locked floor may be raised.",
            _CURATED,
        ),
        Code(
            "module-used-alone",
            "error",
            "A module is named as the framework of a procurement, or extended.",
            "Include it in a framework, and name that.",
            "A module is a part: alone it does not say how a procurement is scored.",
        ),
        Code(
            "not-a-module",
            "error",
            "A framework includes another that is no module.",
            "Extend it, or include a module.",
            "A base is extended within its limits, and not mixed with others.",
        ),
        Code(
            "override-out-of-range",
            "error",
            "A weight, or a range of weights, lies outside the range that the framework it builds on allows.",
            "Choose a weight or a range inside the one that the message names.",
            _CURATED,
        ),
        Code(
            "range-reversed",
            "error",
            "`at_least` is above `at_most`, so nothing fits the range.",
            "Exchange them, or correct one.",
            _AGREES,
        ),
        Code(
            "unknown-base",
            "error",
            "A framework extends one that there is no file for.",
            "Correct the id, or add the file to a `frameworks/` folder.",
            _FOUND,
        ),
        Code(
            "unknown-module",
            "error",
            "A framework includes a module that there is no file for.",
            "Correct the id, or add the file to a `frameworks/` folder.",
            _FOUND,
        ),
        Code(
            "weight-outside-range",
            "error",
            "The weight that a framework gives a criterion is outside the range that it allows for it.",
            "Correct the weight or the range.",
            _AGREES,
        ),
    ),
)
"""What a framework builds on."""
