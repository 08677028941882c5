"""Another framework: what it would say about the same procurement, and what would read differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from social_value.core.checks import findings_of
from social_value.core.frameworks.difference import differences
from social_value.core.frameworks.difference_words import Difference
from social_value.core.inputs import Inputs
from social_value.findings import Finding, has_errors
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True)
class OtherFramework:
    """The findings that would be new and those that would be gone, and what changes that the procurement reads.

    ``valid`` tells whether it could still be scored.
    """

    before: str | None
    after: str
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    read: tuple[str, ...]
    differences: tuple[Difference, ...]
    valid: bool


def other_framework(before: Inputs, after: Inputs) -> OtherFramework:
    """Compare what is found under two frameworks, and what criteria and measures come to."""
    old, new = findings_of(before), findings_of(after)
    framework = after.framework
    changes = differences(before.framework, framework) if before.framework and framework else ()
    return OtherFramework(
        before.framework.id if before.framework else None,
        framework.id if framework else "",
        _only(new, old),
        _only(old, new),
        (*_scales(before, after), *_measures(before, after)),
        changes,
        not has_errors(new),
    )


def _only(these: Sequence[Finding], those: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {(finding.code, finding.message) for finding in those}
    return tuple(finding for finding in these if (finding.code, finding.message) not in known)


def _scales(before: Inputs, after: Inputs) -> list[str]:
    words_of_scales = []
    for leaf in after.leaves:
        if not isinstance(leaf.score, ScaleScore):
            continue
        old, new = before.scale(leaf.score.scale), after.scale(leaf.score.scale)
        if old != new:
            words = "is not there" if new is None else "has other levels, marks or words"
            words_of_scales.append(f"{leaf.id}: its scale {leaf.score.scale} {words}.")
    return words_of_scales


def _measures(before: Inputs, after: Inputs) -> list[str]:
    old, new = before.measures, after.measures
    groups = {
        "no longer offered": [name for name in old if name not in new],
        "also offered": [name for name in new if name not in old],
        "described or valued differently": [name for name in new if name in old and old[name] != new[name]],
    }
    return [f"Measures {words}: {', '.join(names)}." for words, names in groups.items() if names]
