"""Checks over a whole procurement: everything that one file alone cannot show.

A check is one function that takes the inputs and yields findings; adding one is a function and its place in a
list below.
"""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.checks.across_bids import CONFLICT_CHECKS
from social_value.core.checks.across_lots import over_lots, with_more
from social_value.core.checks.act import act_observed
from social_value.core.checks.bids import BID_CHECKS, unique_bids
from social_value.core.checks.counting import (
    few_measures,
    figures_counted_once,
    full_marks_possible,
    module_for_no_choice,
)
from social_value.core.checks.dates import commitments_within, dates_agree, parts_in_force
from social_value.core.checks.decisions import DECISION_CHECKS, decided_evaluators_known, decisions_refer
from social_value.core.checks.equal_treatment import bidders_treated_equally
from social_value.core.checks.figures import bidders_stand
from social_value.core.checks.locked import locked_gates_kept, minimums_kept
from social_value.core.checks.lots import (
    LOT_BID_CHECKS,
    LOT_METHOD_CHECKS,
    limits_make_sense,
    lots_bid_for,
    lots_named,
)
from social_value.core.checks.method import METHOD_CHECKS
from social_value.core.checks.panel import PANEL_CHECKS, allotted_once, answers_hide_names
from social_value.core.checks.panel_members import PANEL_MEMBER_CHECKS
from social_value.core.checks.policy import (
    facts_known,
    framework_in_force,
    pillars_agree,
    policy_satisfied,
    within_framework,
)
from social_value.core.checks.registers import areas_known, sources_real, sources_verified, values_in_date
from social_value.core.checks.reservation import reservation_evidenced, reservation_open, workforce_given
from social_value.core.checks.scores import (
    SCORE_CHECKS,
    Check,
    evaluators_unique,
    scored_bids_known,
)
from social_value.core.checks.telling_apart import bids_told_apart, bounds_near_value
from social_value.core.checks.tender_decisions import TENDER_DECISION_CHECKS, powers_used
from social_value.core.checks.wording import criteria_distinct, standards_have_equivalents
from social_value.core.inputs import Inputs
from social_value.core.procurement_stage import is_complete
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
    bounds_near_value,
    module_for_no_choice,
    reservation_open,
    dates_agree,
    parts_in_force,
    values_in_date,
    sources_verified,
    sources_real,
    areas_known,
)
"""What law, policy and the age of values ask of the method."""
NAME_CHECKS = (unique_bids, evaluators_unique)
_METHOD_CHECKED = (*METHOD_CHECKS, *RULE_CHECKS, limits_make_sense)
_BIDS_CHECKED = (
    lots_named,
    *BID_CHECKS,
    bidders_stand,
    bids_told_apart,
    workforce_given,
    reservation_evidenced,
    *CONFLICT_CHECKS,
    commitments_within,
    allotted_once,
    answers_hide_names,
)
_RECORD_CHECKED = (*SCORE_CHECKS, *DECISION_CHECKS, *TENDER_DECISION_CHECKS, *PANEL_CHECKS, *PANEL_MEMBER_CHECKS)
_AT_EVERY_STAGE = (_METHOD_CHECKED, NAME_CHECKS, (*_BIDS_CHECKED, *_RECORD_CHECKED))
_ONCE_COMPLETE = (decided_evaluators_known, powers_used)
"""What is asked once every score is in: one that has not come in yet would cause it, or it needs sound figures."""
_LOTS_CHECKED = (*LOT_METHOD_CHECKS, unique_bids, *LOT_BID_CHECKS, scored_bids_known, decisions_refer)
"""What is checked over all lots at once, beside what is checked in each."""
_LOTS_ONCE_COMPLETE = (lots_bid_for, decided_evaluators_known)
"""What is checked over all lots once every score is in; a lot keeps no decision on an evaluator of another lot."""


def method_findings(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings about the published method alone, whether or not any bid has come in."""
    if inputs.procurement.lots:
        return over_lots(inputs, _waived(inputs, LOT_METHOD_CHECKS), method_findings)
    return _waived(inputs, _METHOD_CHECKED)


def findings_of(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every finding, each fault once.

    Bids and scores are held against the method only once the method is sound, and against one another only once
    each has a name of its own: otherwise one fault would be reported many times over. That a bid or a score has not
    come in yet is no finding (``procurement_stage``). A waiver can only be called unused once everything is there and
    has been checked.
    """
    return _found(inputs, _AT_EVERY_STAGE, whole=True)


def findings_before_scoring(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings on the method and the bids, which must be sound before anybody scores."""
    return _found(inputs, (_METHOD_CHECKED, (unique_bids,), _BIDS_CHECKED))


def _found(inputs: Inputs, rounds: Sequence[Sequence[Check]], whole: bool = False) -> tuple[Finding, ...]:
    if inputs.procurement.lots:
        return _found_in_lots(inputs, rounds, whole)
    findings: tuple[Finding, ...] = ()
    for checks in rounds:
        findings += _waived(inputs, checks)
        if has_errors(findings):
            break
    else:
        findings += _found_once_complete(inputs, findings) if whole and is_complete(inputs) else ()
    findings += tuple(problems_of_waivers(inputs.procurement.waivers, inputs.at("waivers")))
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _found_once_complete(inputs: Inputs, found: Sequence[Finding]) -> tuple[Finding, ...]:
    more = _waived(inputs, _ONCE_COMPLETE)
    waivers, place = inputs.procurement.waivers, inputs.at("waivers")
    return (*more, *unused_waivers((*found, *more), waivers, place, Names(inputs)))


def _waived(inputs: Inputs, checks: Sequence[Check]) -> tuple[Finding, ...]:
    findings = (finding for check in checks for finding in check(inputs))
    return tuple(waive(findings, inputs.procurement.waivers, Names(inputs)))


def findings_over_lots(inputs: Inputs) -> tuple[Finding, ...]:
    """Return the findings over all lots at once, without those on any lot by itself."""
    return _waived(inputs, _LOTS_CHECKED)


def _found_in_lots(inputs: Inputs, rounds: Sequence[Sequence[Check]], whole: bool) -> tuple[Finding, ...]:
    """Return the findings on the lots together and on each, its bids only where all are of a lot and have a name."""
    named = not has_errors(finding for check in (unique_bids, lots_named) for finding in check(inputs))

    def of_lot(lot: Inputs) -> tuple[Finding, ...]:
        every = named and bool(lot.bids)
        return _found(lot, rounds if every else rounds[:1], whole and every)

    findings = over_lots(inputs, _waived(inputs, _LOTS_CHECKED), of_lot)
    if not whole or has_errors(findings) or not is_complete(inputs):
        return findings
    return with_more(inputs, findings, _waived(inputs, _LOTS_ONCE_COMPLETE))
