"""Rules of policy while a framework is put together: added, or put in the place of one with the same id."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.frameworks import LOCKED_OVERRIDE
from social_value.codes.values import DUPLICATE_ID
from social_value.core.frameworks.draft import Draft
from social_value.core.frameworks.parts import Part
from social_value.findings import Finding, Place
from social_value.model.policy import PolicyRule


def take_rule(draft: Draft, part: Part, rule: PolicyRule, place: Place) -> Iterator[Finding]:
    """Add a rule of a base or module; one whose id is taken by another part is a finding."""
    index = _index(draft, rule)
    if index is None:
        draft.policy.append((part, rule))
        return
    taken, _ = draft.policy[index]
    message = f'the policy rule "{rule.id}" of {part.id}.yaml is already in {taken.id}.yaml.'
    yield DUPLICATE_ID.at(place, message, "Give one of them another id.")


def add_own_rule(draft: Draft, part: Part, rule: PolicyRule, place: Place) -> Iterator[Finding]:
    """Add a framework's own rule, in the place of the one with the same id unless that is locked."""
    index = _index(draft, rule)
    if index is None:
        draft.policy.append((part, rule))
        return
    owner, before = draft.policy[index]
    if before.locked:
        message = f'{part.id} replaces the policy rule "{rule.id}" of {owner.id}, which is locked there.'
        yield LOCKED_OVERRIDE.at(place, message, "Remove the rule, or add one with another id beside it.")
    draft.policy[index] = (part, rule)


def _index(draft: Draft, rule: PolicyRule) -> int | None:
    if rule.id is None:
        return None
    ids = [held.id.casefold() if held.id is not None else None for _, held in draft.policy]
    return ids.index(rule.id.casefold()) if rule.id.casefold() in ids else None
