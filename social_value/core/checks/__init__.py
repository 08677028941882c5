"""Checks over a whole procurement: everything that one file alone cannot show.

A check is one function that takes the inputs and yields findings; adding one is a function and its place in a
list below.
"""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.checks.act import act_observed
from social_value.core.checks.bids import BID_CHECKS, unique_bids
from social_value.core.checks.counting import (
    few_measures,
    figures_counted_once,
    full_marks_possible,
    module_for_no_choice,
)
from social_value.core.checks.dates import commitments_within, dates_agree, parts_in_force
from social_value.core.checks.equal_treatment import bidders_treated_equally
from social_value.core.checks.locked import locked_gates_kept, minimums_kept
from social_value.core.checks.method import METHOD_CHECKS
from social_value.core.checks.panel import PANEL_CHECKS, answers_hide_names
from social_value.core.checks.policy import (
    facts_known,
    framework_in_force,
    pillars_agree,
    policy_satisfied,
    within_framework,
)
from social_value.core.checks.registers import areas_known, sources_real, sources_verified, values_in_date
from social_value.core.checks.scores import SCORE_CHECKS, Check, evaluators_unique, scores_complete
from social_value.core.checks.wording import criteria_distinct, standards_have_equivalents
from social_value.core.inputs import Inputs
from social_value.core.waivers import Names, problems_of_waivers, unused_waivers, waive
from social_value.findings import Finding, has_errors

RULE_CHECKS = (
    facts_known,
    policy_satisfied,
    framework_in_force,
    within_framework,
    pillars_agree,
    locked_gates_kept,
    minimums_kept,
    act_observed,
    standards_have_equivalents,
    criteria_distinct,
    bidders_treated_equally,
    figures_counted_once,
    few_measures,
    full_marks_possible,
    module_for_no_choice,
    dates_agree,
    parts_in_force,
    values_in_date,
    sources_verified,
    sources_real,
    areas_known,
)
"""What law, policy and the age of values ask of the method."""
NAME_CHECKS = (unique_bids, evaluators_unique)
_METHOD_CHECKED = (*METHOD_CHECKS, *RULE_CHECKS)
_BIDS_CHECKED = (*BID_CHECKS, commitments_within, answers_hide_names)
_BEFORE_SCORING = (_METHOD_CHECKED, NAME_CHECKS)


def method_findings(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings about the published method alone, whether or not any bid has come in."""
    found = (finding for check in _METHOD_CHECKED for finding in check(inputs))
    return tuple(waive(found, inputs.procurement.waivers, Names(inputs)))


def findings_of(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every finding, each fault once.

    Bids and scores are held against the method only once the method is sound, and against one another only once
    each has a name of its own: otherwise one fault would be reported many times over. A waiver can only be called
    unused once everything has been checked.
    """
    return _found(inputs, (*_BEFORE_SCORING, (*_BIDS_CHECKED, *SCORE_CHECKS, *PANEL_CHECKS)), whole=True)


def findings_before_scoring(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings on the method and the bids, which must be sound before anybody scores."""
    return _found(inputs, (_METHOD_CHECKED, (unique_bids,), _BIDS_CHECKED))


def findings_before_moderation(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every finding but those on scores that are still missing: the panel may meet before all are in."""
    given = tuple(check for check in SCORE_CHECKS if check is not scores_complete)
    return _found(inputs, (*_BEFORE_SCORING, (*_BIDS_CHECKED, *given, *PANEL_CHECKS)))


def _found(inputs: Inputs, stages: Sequence[Sequence[Check]], whole: bool = False) -> tuple[Finding, ...]:
    names, waivers, place = Names(inputs), inputs.procurement.waivers, inputs.at("waivers")
    found: tuple[Finding, ...] = ()
    for stage in stages:
        found += waive((finding for check in stage for finding in check(inputs)), waivers, names)
        if has_errors(found):
            break
    else:
        found += tuple(unused_waivers(found, waivers, place, names)) if whole else ()
    found += tuple(problems_of_waivers(waivers, place))
    return tuple(sorted(found, key=lambda finding: finding.order))
