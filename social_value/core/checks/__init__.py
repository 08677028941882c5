"""Checks over a whole procurement: everything that one file alone cannot show.

A check is one function that takes the inputs and yields findings; adding one is a function and its place in a
list below.
"""

from __future__ import annotations

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
from social_value.core.checks.method import METHOD_CHECKS
from social_value.core.checks.policy import facts_known, framework_in_force, policy_satisfied, within_framework
from social_value.core.checks.registers import areas_known, sources_real, sources_verified, values_in_date
from social_value.core.checks.scores import SCORE_CHECKS, evaluators_unique
from social_value.core.checks.wording import criteria_distinct, standards_have_equivalents
from social_value.core.inputs import Inputs
from social_value.core.waivers import Names, problems_of_waivers, unused_waivers, waive
from social_value.findings import Finding, has_errors

RULE_CHECKS = (
    facts_known,
    policy_satisfied,
    framework_in_force,
    within_framework,
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


def method_findings(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings about the published method alone, whether or not any bid has come in."""
    found = (finding for check in (*METHOD_CHECKS, *RULE_CHECKS) for finding in check(inputs))
    return tuple(waive(found, inputs.procurement.waivers, Names(inputs)))


def findings_of(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every finding, each fault once.

    Bids and scores are held against the method only once the method is sound, and against one another only once
    each has a name of its own: otherwise one fault would be reported many times over. A waiver can only be called
    unused once everything has been checked.
    """
    names, waivers, place = Names(inputs), inputs.procurement.waivers, inputs.at("waivers")
    found: tuple[Finding, ...] = ()
    for stage in ((*METHOD_CHECKS, *RULE_CHECKS), NAME_CHECKS, (*BID_CHECKS, commitments_within, *SCORE_CHECKS)):
        found += waive((finding for check in stage for finding in check(inputs)), waivers, names)
        if has_errors(found):
            break
    else:
        found += tuple(unused_waivers(found, waivers, place, names))
    found += tuple(problems_of_waivers(waivers, place))
    return tuple(sorted(found, key=lambda finding: finding.order))
