"""Reasons that compare bids: each answer is judged by the published scale, and a bid by no other bid.

What is found is what can be told from other words beyond doubt: a comparison with another bid, bidder or answer, by
any of these words. "Better than before" or "more than asked for" compares no bids.
"""

from __future__ import annotations

import re

_BIDS = r"(?:bid|bidder|tender|tenderer|supplier|answer|response|submission|offer|proposal|competitor)s?"
_OTHERS = rf"(?:any\s+|all\s+|both\s+)?(?:the\s+)?(?:others|other\s+{_BIDS}|rest|bid\s+[A-Z]{{1,2}})\b"
_MORE = r"(?:better|stronger|weaker|worse|clearer|poorer|lower|higher|fuller|safer|(?:more|less|fewer)(?:\s+\w+){0,2})"
_MOST = r"(?:best|strongest|weakest|worst|clearest|poorest)"
_COMPARISON = re.compile(
    rf"\b{_MORE}\s+than\s+{_OTHERS}"
    rf"|\b(?:unlike|compared\s+(?:with|to)|in\s+comparison\s+(?:with|to))\s+{_OTHERS}"
    rf"|\bthe\s+{_MOST}\s+(?:of\s+(?:all\s+)?(?:the\s+)?)?{_BIDS}\b",
    re.IGNORECASE,
)


def comparison_in(rationale: str) -> str | None:
    """Return the words in which a reason compares bids, or None where it does not.

    >>> comparison_in("The rota is better than the other bids, which name nobody.")
    'better than the other bids'
    >>> comparison_in("Response times are better than before, and more than asked for.") is None
    True
    """
    found = _COMPARISON.search(" ".join(rationale.split()))
    return found[0] if found else None
