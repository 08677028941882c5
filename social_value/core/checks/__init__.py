"""Checks over a whole procurement: everything that one file alone cannot show.

A check is one function that takes the inputs and yields findings; adding one is a function and its place in a
list below.
"""

from __future__ import annotations

from social_value.core.checks.bids import BID_CHECKS
from social_value.core.checks.method import METHOD_CHECKS
from social_value.core.checks.scores import SCORE_CHECKS
from social_value.core.inputs import Inputs
from social_value.findings import Finding, has_errors


def findings_of(inputs: Inputs) -> tuple[Finding, ...]:
    """Return every finding; bids and scores are held against the method only once the method itself is sound."""
    found = [finding for check in METHOD_CHECKS for finding in check(inputs)]
    if not has_errors(found):
        found += [finding for check in (*BID_CHECKS, *SCORE_CHECKS) for finding in check(inputs)]
    return tuple(sorted(found, key=lambda finding: finding.order))
