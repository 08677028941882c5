"""What frameworks ask of a procurement: the one that it names, and the one that governs it where that is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from social_value.arithmetic import plain
from social_value.codes.frameworks import OVERRIDE_OUT_OF_RANGE
from social_value.codes.policy import (
    COMMENCEMENT_UNKNOWN,
    FLOOR_BELOW_FRAMEWORK,
    FRAMEWORK_NOT_IN_FORCE,
    FRAMEWORK_PILLAR_DIFFERS,
    VALUE_UNKNOWN,
)
from social_value.core.assessment_stages import counted_leaves
from social_value.core.checks.locked import HARSHNESS
from social_value.core.checks.policy_rules import (
    Asked,
    findings_of_rule,
    of_total,
    percent_of_total,
    range_words,
    weights_stated,
)
from social_value.core.inputs import Inputs, walk
from social_value.core.law.scope import (
    ACT_IN_FORCE,
    CONFIDENCE_WORDS,
    Coverage,
    Holds,
    holds,
    may_be_under_the_act,
    pounds,
    under_the_act,
    value_with_vat,
    value_words,
)
from social_value.findings import Finding, Severity
from social_value.model.base import Consequence
from social_value.model.framework import Framework, FrameworkPillar
from social_value.model.policy import (
    ALL,
    KpiCount,
    MinimumWeight,
    PillarsRequired,
    PolicyRule,
    Selection,
    WeightInSteps,
    WeightWithin,
)

_OF_ANY_FRAMEWORK = (MinimumWeight, WeightWithin, WeightInSteps, PillarsRequired, KpiCount)
"""Rules that can be asked of a procurement that names another framework, because they name no criterion or gate."""


def rules_in_force(inputs: Inputs, framework: Framework) -> tuple[PolicyRule, ...]:
    """Return the rules of a framework that are known to be for the procurement."""
    procurement = inputs.procurement
    return tuple(rule for rule in framework.policy if holds(procurement, rule.commenced, rule.when) is Holds.YES)


def policy_satisfied(inputs: Inputs) -> Iterator[Finding]:
    """The procurement satisfies the policy of the framework that it names."""
    if inputs.framework is None:
        return
    asked = Asked(inputs, inputs.framework, (inputs.framework,))
    for rule in rules_in_force(inputs, inputs.framework):
        yield from findings_of_rule(asked, rule)


def pillars_asked_for(inputs: Inputs) -> set[str]:
    """Return the pillars that the framework asks for, so that a missing one is said once."""
    rules = rules_in_force(inputs, inputs.framework) if inputs.framework else ()
    return {pillar for rule in rules if isinstance(rule, PillarsRequired) for pillar in rule.pillars}


def facts_known(inputs: Inputs) -> Iterator[Finding]:
    """The day of commencement and the value are stated where a rule depends on them; nothing passes in silence."""
    procurement, framework = inputs.procurement, inputs.framework
    conditions = [(framework.commenced, framework.applies_to)] if framework else []
    conditions += [(rule.commenced, rule.when) for rule in framework.policy] if framework else []
    missing = {holds(procurement, *condition) for condition in conditions}
    dated = [f"those of the Procurement Act 2023, in force from {ACT_IN_FORCE}"] * may_be_under_the_act(framework)
    dated += [f"the policy of {framework.id}"] if framework and Holds.NO_DATE in missing else []
    if procurement.commenced_on is None and dated:
        message = (
            "the procurement does not say when it commenced, so rules that depend on the day were not checked: "
            f"{' and '.join(dated)}."
        )
        way_out = "Add `commenced_on:`, the day of the tender notice."
        yield COMMENCEMENT_UNKNOWN.at(inputs.at(), message, way_out)
    act = under_the_act(procurement, framework)
    if value_with_vat(procurement) is None and (act or Holds.NO_VALUE in missing):
        rules = [f"the policy of {framework.id}"] if framework and Holds.NO_VALUE in missing else []
        rules += ["section 52 of the Procurement Act 2023 (indicators above £5,000,000)"] if act else []
        message = (
            "the procurement does not state its estimated value in pounds, so rules that depend on it were not "
            f"checked: {' and '.join(rules)}."
        )
        way_out = "Add `contract:` with the estimated value in GBP, and whether it includes VAT."
        yield VALUE_UNKNOWN.at(inputs.at("contract"), message, way_out)


def framework_in_force(inputs: Inputs) -> Iterator[Finding]:
    """The framework is for procurements like this one; where another one governs, or none is named, it is said.

    Nothing is switched: what the other framework asks is reported as warnings, with the criteria of the named one
    counted as they stand.
    """
    framework, procurement = inputs.framework, inputs.procurement
    expected = governing(inputs)
    if expected is None and (framework is None or not _is_out_of_force(inputs, framework)):
        return
    facts = f"commenced on {procurement.commenced_on}" if procurement.commenced_on else "commenced on an unknown day"
    facts += f" {value_words(procurement)}" if procurement.contract else ""
    if framework is not None and expected is None:
        message = f"{facts}: {framework.id} is not for such procurements ({_period_words(framework)})."
        yield FRAMEWORK_NOT_IN_FORCE.at(inputs.at("framework"), message, _way_out_of_choice(inputs, framework))
    elif expected is not None:
        yield from _other_expected(inputs, expected, facts)


def _other_expected(inputs: Inputs, expected: Framework, facts: str) -> Iterator[Finding]:
    """Yield that another framework is expected, and what it asks."""
    named = inputs.framework.id if inputs.framework else None
    confidence = f"; {CONFIDENCE_WORDS[expected.confidence]}" if expected.confidence else ""
    message = (
        f"{facts}: {expected.title} ({expected.id}) is expected, and the file names {named or 'no framework'} "
        f"({expected.references[0].title}{confidence})."
    )
    why = f"why {named} is used" if named else "why it is not used"
    way_out = f"Write `framework: {expected.id}`, or say in the documents {why}."
    if inputs.procurement.authority is None and expected.applies_to and expected.applies_to.authorities:
        way_out += f" Or state `authority:`, where it is not {' or '.join(expected.applies_to.authorities)}."
    yield FRAMEWORK_NOT_IN_FORCE.at(inputs.at("framework"), message, way_out)
    asked = Asked(inputs, expected, (inputs.framework,) if inputs.framework else ())
    for rule in _rules_of_any(inputs, expected):
        for finding in findings_of_rule(asked, rule):
            # The file does not name this framework, so what it asks may not stop the run.
            yield replace(finding, severity=Severity.WARNING)


def _way_out_of_choice(inputs: Inputs, framework: Framework) -> str:
    """Say what can be done where no other framework is expected: one that does not bind may be used by choice."""
    latest = [
        related for related in inputs.related if Coverage(related, inputs.procurement).holds_by_choice is Holds.YES
    ]
    name = f"Write `framework: {latest[0].id}`, which may be used by choice" if len(latest) == 1 else ""
    other = name or "Name a framework that is for such procurements"
    return f"{other}, or leave `framework:` out, or waive this and say in the documents why {framework.id} is used."


def _rules_of_any(inputs: Inputs, expected: Framework) -> tuple[PolicyRule, ...]:
    rules = (rule for rule in rules_in_force(inputs, expected) if isinstance(rule, _OF_ANY_FRAMEWORK))
    counted = Selection(themes=(ALL,))
    if expected not in inputs.related:
        counted = Selection(pillars=tuple(dict.fromkeys(criterion.pillar for criterion in expected.criteria())))
    return tuple(_counting(rule, counted) for rule in rules)


def _counting(rule: PolicyRule, counted: Selection) -> PolicyRule:
    """Let a rule on themes of its own framework count others.

    Those of the framework that the file names are all criteria of it where one of the two takes the other's place.
    Elsewhere, they are those of the pillars that the rule's own framework is about.
    """
    if isinstance(rule, MinimumWeight | WeightWithin | WeightInSteps) and rule.of.themes:
        return rule.model_copy(update={"of": counted})
    return rule


def _is_out_of_force(inputs: Inputs, framework: Framework) -> bool:
    return Coverage(framework, inputs.procurement).holds_by_choice is Holds.NO


def rules_asked(inputs: Inputs) -> tuple[PolicyRule, ...]:
    """Return the rules that are asked of the procurement: of its framework, and of the one that governs instead."""
    framework, expected = inputs.framework, governing(inputs)
    named = rules_in_force(inputs, framework) if framework else ()
    return named + (_rules_of_any(inputs, expected) if expected else ())


def governing(inputs: Inputs) -> Framework | None:
    """Return the framework that governs the procurement, where that is one other than named.

    Where the named one is not for such procurements, its line of succession comes first. It must bind the authority;
    one whose kind is not stated counts as bound, so that nothing passes in silence. Else it is the one that binds the
    authority whatever is named.
    """
    covering = [
        framework
        for framework in inputs.related
        if framework != inputs.framework
        and Coverage(framework, inputs.procurement).holds is Holds.YES
        and (framework.commenced is not None or framework.applies_to is not None)
    ]
    named_fails = inputs.framework is not None and _is_out_of_force(inputs, inputs.framework)
    candidates = covering if named_fails and covering else inputs.binding
    # Which of two that cover it governs is for the authority to say, and not for us.
    return candidates[0] if len(candidates) == 1 else None


def _period_words(framework: Framework) -> str:
    period, scope = framework.commenced, framework.applies_to
    begins = f"from {period.from_day}" if period and period.from_day else ""
    ends = f"up to {period.to_day}" if period and period.to_day else ""
    value = f"of {pounds(scope.value_at_least)} or more with VAT" if scope and scope.value_at_least is not None else ""
    return f"it is for those {' '.join(part for part in (begins, ends, value) if part) or 'it describes'}"


def within_framework(inputs: Inputs) -> Iterator[Finding]:
    """Weights and floors stay inside the limits that the framework sets for its criteria and pillars.

    Its limits are in points of 100, whatever totals are out of. Where the last stage alone counts, a weight of another
    stage is no part of the total and outside them.
    """
    framework = inputs.framework
    if framework is None or not weights_stated(inputs):
        return
    ranges = {
        criterion.id: criterion.weight_range for criterion in framework.criteria() if criterion.weight_range is not None
    }
    for leaf in walk(inputs.procurement.criteria):
        name = leaf.criterion.framework_criterion or leaf.id
        # A criterion with parts weighs what its parts weigh together.
        weight = percent_of_total(inputs, (part for part in counted_leaves(inputs) if leaf.criterion in part.line))
        limits = ranges.get(name)
        if limits is not None and not limits.holds(weight):
            message = (
                f'"{leaf.id}" weighs {of_total(inputs, weight)} in {inputs.procurement.id}, and {framework.id} allows '
                f"{range_words(limits.at_least, limits.at_most)}."
            )
            place = inputs.at(*leaf.keys, "weight")
            yield OVERRIDE_OUT_OF_RANGE.at(place, message, "Choose a weight inside the range.")
    for pillar, asked in framework.pillars.items():
        yield from _pillar_within(inputs, framework, pillar, asked)


def pillars_agree(inputs: Inputs) -> Iterator[Finding]:
    """A criterion belongs to the pillar of the framework's criterion that it stands for."""
    framework = inputs.framework
    pillars = {criterion.id: criterion.pillar for criterion in framework.criteria()} if framework else {}
    for leaf in walk(inputs.procurement.criteria):
        name = leaf.criterion.framework_criterion or leaf.id
        if framework is None or leaf.pillar is None or pillars.get(name, leaf.pillar) == leaf.pillar:
            continue
        message = (
            f'"{leaf.id}" belongs to the {leaf.pillar} pillar and stands for {name} of {framework.id}, which belongs '
            f"to the {pillars[name]} pillar; it counts towards no rule of {framework.id} on its criteria."
        )
        way_out = f"Write `pillar: {pillars[name]}`, or let it stand for another criterion or for none."
        yield FRAMEWORK_PILLAR_DIFFERS.at(inputs.at(*leaf.keys), message, way_out)


def _pillar_within(inputs: Inputs, framework: Framework, pillar: str, asked: FrameworkPillar) -> Iterator[Finding]:
    leaves = [leaf for leaf in counted_leaves(inputs) if leaf.pillar == pillar]
    weight, limits = percent_of_total(inputs, leaves), asked.weight_range
    if limits is not None and not limits.holds(weight):
        message = (
            f"the {pillar} pillar weighs {of_total(inputs, weight)} in {inputs.procurement.id}, and "
            f"{framework.id} allows {range_words(limits.at_least, limits.at_most)}."
        )
        place = inputs.at(*leaves[0].keys, "weight") if leaves else inputs.at("criteria")
        yield OVERRIDE_OUT_OF_RANGE.at(place, message, "Change weights until the pillar is inside the range.")
    floors = inputs.procurement.pillars
    stated = next((floor for name, floor in floors.items() if name == pillar), None)
    # A pillar that weighs nothing has no marks that a floor could be held against.
    if asked.floor is None or not weight:
        return
    if stated is None or stated.floor < asked.floor or _milder(stated.consequence, asked.consequence):
        given = f"{plain(stated.floor)}, {stated.consequence}" if stated else "none"
        wanted = f"{plain(asked.floor)}" + (f", {asked.consequence}" if asked.consequence else "")
        message = (
            f"the floor of the {pillar} pillar is {given} in {inputs.procurement.id}, and {wanted} in {framework.id}."
        )
        consequence = asked.consequence or "not-awardable"
        way_out = (
            f"Write `pillars: {{{pillar}: {{floor: {plain(asked.floor)}, consequence: {consequence}}}}}`, or more."
        )
        yield FLOOR_BELOW_FRAMEWORK.at(inputs.at("pillars", pillar), message, way_out)


def _milder(given: Consequence, asked: Consequence | None) -> bool:
    return asked is not None and HARSHNESS[given] < HARSHNESS[asked]
