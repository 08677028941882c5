"""The sheet Conflicts: what evaluators declared and what was decided on it, and what bids have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.arithmetic import plain
from social_value.core.organisations import shared_commitments, shared_organisations
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report
from social_value.model.bid import Bid
from social_value.model.decisions import ConflictDecision
from social_value.model.panel import ConflictsAssessment
from social_value.model.scores import Evaluator

_HEADS = ("Evaluator", "Role", "Conflict of interest", "Interest", "Declared on", "Decision on record")
_WIDTHS = (20, 22, 20, 50, 14, 60)
_ORGANISATION_HEADS = ("Organisation", "Bid", "Also in", "What follows", "", "")
_PROMISE_HEADS = ("Organisation", "Bid", "Commitment", "Promise", "Counted once", "")
_ASSESSMENT_HEADS = ("Who", "Conflict of interest", "Interest", "Steps taken", "", "")
_REVIEW_HEADS = ("On", "By", "What", "", "", "")


def conflicts_used(report: Report) -> bool:
    """Tell whether there are evaluators or an assessment, or bids that share an organisation or a promise."""
    inputs = report.evaluation.inputs
    if _assessment(report) is not None:
        return True
    return bool(inputs.scores or shared_organisations(inputs.bids) or shared_commitments(inputs.bids))


def write_conflicts(page: Page, report: Report) -> None:
    """Write what each evaluator declared and what was decided on it; then what bids have in common."""
    page.widths(_WIDTHS)
    note = "What evaluators declared and what was decided, and what bids have in common. Nothing follows edits."
    page.head("Conflicts", note)
    row = page.table(3, _HEADS, _conflicts(report))
    bids = report.evaluation.inputs.bids
    for title, heads, rows in (
        ("Conflicts assessment", _ASSESSMENT_HEADS, list(_people(report))),
        ("Preparation and reviews of the assessment", _REVIEW_HEADS, list(_reviews(report))),
        ("One organisation in several bids", _ORGANISATION_HEADS, list(_organisations(bids))),
        ("One promise in several bids", _PROMISE_HEADS, list(_promises(bids))),
    ):
        if rows:
            page.section(row + 1, title)
            row = page.table(row + 2, heads, rows)
    page.set_up(4, 1)


def _assessment(report: Report) -> ConflictsAssessment | None:
    panel = report.evaluation.inputs.panel
    return panel.conflicts_assessment if panel is not None else None


def _people(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield everyone who influences a decision, as the conflicts assessment has them (Procurement Act 2023, s.83)."""
    assessment = _assessment(report)
    for person in assessment.people if assessment else ():
        yield person.who, person.conflict, person.interest or "", person.steps or "", "", ""


def _reviews(report: Report) -> Iterator[tuple[str, ...]]:
    assessment = _assessment(report)
    if assessment is not None:
        yield assessment.prepared_on.isoformat(), assessment.prepared_by, "Prepared", "", "", ""
        for review in assessment.reviewed:
            yield review.on.isoformat(), review.by, review.what, "", "", ""


def _organisations(bids: Sequence[Bid]) -> Iterator[tuple[str, ...]]:
    for shared in shared_organisations(bids):
        for bid, _ in shared.parts:
            others = ", ".join(other.id for other, _ in shared.parts if other is not bid)
            yield shared.name, bid.id, others, "Flagged. It excludes nobody.", "", ""


def _promises(bids: Sequence[Bid]) -> Iterator[tuple[str, ...]]:
    for shared in shared_commitments(bids):
        for bid, number in shared.parts:
            commitment = bid.commitments[number]
            promised = f"{plain(commitment.quantity)} {commitment.unit} of {commitment.measure}"
            counted = "counts here" if (bid, number) == shared.parts[0] else "counted already"
            yield shared.organisation, bid.id, commitment.id, promised, f"{counted}, in a sum over bids", ""


def _conflicts(report: Report) -> Iterator[tuple[str, ...]]:
    inputs = report.evaluation.inputs
    known = inputs.decisions.decisions if inputs.decisions else ()
    decided = {decision.evaluator: decision for decision in known if isinstance(decision, ConflictDecision)}
    for seated in sorted((sheet.evaluator for sheet in inputs.scores), key=lambda evaluator: evaluator.id):
        declared = seated.declared_on.isoformat() if seated.declared_on else ""
        decision = _decision(decided.get(seated.id), seated)
        yield seated.id, seated.role or "", seated.conflict or "not said", seated.interest or "", declared, decision


def _decision(decision: ConflictDecision | None, evaluator: Evaluator) -> str:
    if decision is None:
        return "none needed" if evaluator.conflict == "none" else "none on record"
    return f"{decision.outcome}: {decision.decided_on.isoformat()}, {decision.decided_by}: {decision.reason}"
