"""The sheet Audit: what stands behind a result, as it was published. It does not follow edits."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.evaluation.low_bids import low_bids
from social_value.core.law.tender_outcomes import SUMMARY_WORDS
from social_value.core.scoring.hurdles import Failure
from social_value.files.sheets.page import Page
from social_value.files.workbook.calculation import summary_statements
from social_value.files.workbook.plan import Report
from social_value.wording import CONSEQUENCE_LABELS

_WIDTHS = (30, 70, 60)


def write_audit(page: Page, report: Report) -> None:
    """Write what stands behind the result: versions, fingerprints, digests, steps and decisions."""
    page.widths(_WIDTHS)
    page.head("Audit", "What stands behind this result. Nothing here follows edits of the workbook.")
    row = 3
    for label, text in _facts(report):
        page.fact(row, label, text, len(_WIDTHS) - 1)
        row += 1
    page.section(row + 1, "Files that were read")
    files = ((file.path, file.sha256, "") for file in report.provenance.files)
    row = page.table(row + 2, ("Path", "SHA-256", ""), files)
    page.section(row + 1, "Gates, minimums and the pool")
    row = page.table(row + 2, ("Bid", "What it did not meet", "Consequence"), list(_history(report)) or _NOBODY_FAILED)
    page.section(row + 1, "Recorded decisions")
    row = page.table(row + 2, ("About", "Decision", "Decided"), list(_decisions(report)) or _NOTHING_DECIDED)
    page.section(row + 1, "What became of each tender")
    page.table(row + 2, ("Bid", "Outcome and ground", "Assessment summary"), list(_outcomes(report)))
    page.set_up(2)


_NOBODY_FAILED = [("none", "Every bid met every gate, minimum and floor.", "")]
_NOTHING_DECIDED = [("none", "No decision is on record.", "")]


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    provenance, evaluation = report.provenance, report.evaluation
    rounding, procurement = report.rounding, evaluation.inputs.procurement
    yield "Tool", f"social-value {provenance.version}"
    yield "Procurement", procurement.id
    yield "Fingerprint of the method", provenance.fingerprint
    if provenance.framework:
        stamp = provenance.framework
        yield "Framework", f"{stamp.id} {stamp.version}, fingerprint {stamp.fingerprint}"
    if evaluation.regime.procedure is not None:
        yield "Regime", ": ".join(filter(None, (evaluation.regime.words, evaluation.regime.derived_from)))
    yield "Rounding", summary_statements.method_line(report)
    yield "Rounding direction", f"{rounding.direction}, once, at {rounding.at}, to {rounding.places_in_words}"
    yield "Tie-break steps", ", then ".join(procurement.evaluation.tie_break) or "none published"
    for tie in evaluation.ranking.broken:
        yield "Tie broken", f"by {tie.step}: {', then '.join(' and '.join(group) for group in tie.groups)}"
    yield "Bids ranked", str(len(evaluation.ranking.ranks))
    yield "Bids in the pool", summary_statements.listed(evaluation.settled.pool) or "none"
    yield "Removing a losing bid", _losers(report)
    for flag in low_bids(evaluation.settled):
        yield "Low bid", f"{flag.words} {'Decided.' if flag.decided else 'Not decided.'}"


def _losers(report: Report) -> str:
    left_out = report.evaluation.leave_one_out
    each = "".join(
        f" Without {loser.bid_id} the first would be {' and '.join(loser.winners_without) or 'nobody'}."
        for loser in (left_out.deciding if left_out else ())
    )
    return summary_statements.losers_line(report.evaluation) + each


def _history(report: Report) -> Iterator[tuple[str, str, str]]:
    evaluation = report.evaluation
    for failure in evaluation.field.gate_failures:
        yield failure.bid_id, failure.words, CONSEQUENCE_LABELS[failure.hurdle.consequence]
    for failure in evaluation.settled.failures:
        yield failure.bid_id, f"{_stage(failure)}: {failure.words}", CONSEQUENCE_LABELS[failure.hurdle.consequence]


def _stage(failure: Failure) -> str:
    if failure.round == 0:
        return "before marks were compared"
    return f"round {failure.round} of marks"


def _outcomes(report: Report) -> Iterator[tuple[str, str, str]]:
    for result in report.bids:
        outcome = result.outcome
        if outcome is not None:
            ground = f": {outcome.ground}" if outcome.ground else ""
            yield result.id, f"{outcome.words}{ground}", SUMMARY_WORDS[outcome.summary]
    for line in report.evaluation.award_outcome.lines:
        yield "the procurement", line, ""


def _decisions(report: Report) -> Iterator[tuple[str, str, str]]:
    decisions = report.evaluation.inputs.decisions
    for decision in decisions.decisions if decisions else ():
        yield decision.about, decision.decided, decision.stated
