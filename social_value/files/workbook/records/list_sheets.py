"""The sheets that are lists: Findings, Audit and Data. They hold what was published and do not follow edits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from social_value.core.evaluation.low_bids import low_bids
from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Leaf
from social_value.core.scoring.hurdles import Failure
from social_value.core.scoring.marking import Marked
from social_value.core.scoring.settling import UNMARKED
from social_value.files.sheets.page import Page
from social_value.files.workbook.calculation import statements
from social_value.files.workbook.plan import Report
from social_value.model.scores import BuildReasonDecision, ConflictDecision, Decision, LotsDrawnDecision, LowBidDecision
from social_value.wording import CONSEQUENCE_LABELS, PILLAR_LABELS, STATUS_LABELS

MOST_DATA_ROWS = 100_000
_PILLAR, _READ = 3, 8
_FINDING_HEADS = ("Severity", "Code", "File", "Line", "Message", "Way out")
_FINDING_WIDTHS = (16, 28, 34, 8, 60, 60)
_AUDIT_WIDTHS = (30, 70, 60)
_DATA_HEADS = (
    "bid",
    "supplier",
    "status",
    "pillar",
    "criterion",
    "title",
    "weight",
    "rule",
    "read",
    "marks",
    "weighted",
)
_DATA_WIDTHS = (20, 30, 14, 14, 14, 34, 9, 22, 14, 12, 12)


# Findings


def write_findings(page: Page, report: Report) -> None:
    """Write what was found in the files, and what is still to be decided."""
    page.widths(_FINDING_WIDTHS)
    page.head("Findings", "What was found in the files as published, and what is still to be decided.")
    found = [
        (one.label, one.code, one.place.path, str(one.place.line or ""), one.message, one.advice)
        for one in report.findings
    ]
    open_ = [("outstanding", one.code, "", "", one.message, one.way_out) for one in report.evaluation.outstanding]
    none = [("none", "", "", "", "Nothing was found and nothing is outstanding.", "")]
    page.table(3, _FINDING_HEADS, (*open_, *found) or none)
    page.set_up(4)


# Audit


def write_audit(page: Page, report: Report) -> None:
    """Write what stands behind the result: versions, fingerprints, digests, steps and decisions."""
    page.widths(_AUDIT_WIDTHS)
    page.head("Audit", "What stands behind this result. Nothing here follows edits of the workbook.")
    row = 3
    for label, text in _facts(report):
        page.fact(row, label, text, len(_AUDIT_WIDTHS) - 1)
        row += 1
    page.section(row + 1, "Files that were read")
    files = ((one.path, one.sha256, "") for one in report.provenance.files)
    row = page.table(row + 2, ("Path", "SHA-256", ""), files)
    page.section(row + 1, "Gates, minimums and the pool")
    row = page.table(row + 2, ("Bid", "What it did not meet", "Consequence"), list(_history(report)) or _NOBODY_FAILED)
    page.section(row + 1, "Recorded decisions")
    page.table(row + 2, ("About", "Decision", "Decided"), list(_decisions(report)) or _NOTHING_DECIDED)
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
    yield "Rounding", statements.method_line(report)
    yield "Rounding direction", f"{rounding.direction}, once, at {rounding.at}, to {rounding.places} places"
    yield "Tie-break steps", ", then ".join(procurement.evaluation.tie_break) or "none published"
    for tie in evaluation.ranking.broken:
        yield "Tie broken", f"by {tie.step}: {', then '.join(' and '.join(group) for group in tie.groups)}"
    yield "Bids ranked", str(len(evaluation.ranking.ranks))
    yield "Bids in the pool", statements.listed(evaluation.settled.pool) or "none"
    yield "Removing a losing bid", _losers(report)
    for flag in low_bids(evaluation.settled):
        yield "Low bid", f"{flag.words} {'Decided.' if flag.decided else 'Not decided.'}"


def _losers(report: Report) -> str:
    found = report.evaluation.leave_one_out
    each = "".join(
        f" Without {one.bid_id} the first would be {' and '.join(one.winners_without) or 'nobody'}."
        for one in (found.deciding if found else ())
    )
    return statements.losers_line(report.evaluation) + each


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


def _decisions(report: Report) -> Iterator[tuple[str, str, str]]:
    decisions = report.evaluation.inputs.decisions
    for one in decisions.decisions if decisions else ():
        yield _about(one), _decided(one), f"{one.decided_on.isoformat()}, {one.decided_by}: {one.reason}"


def _about(decision: Decision) -> str:
    return decision.about


def _decided(decision: Decision) -> str:
    if isinstance(decision, LowBidDecision):
        return f"{decision.bid}: explanation {decision.outcome}"
    if isinstance(decision, BuildReasonDecision):
        what = f"{decision.capability}, {decision.layer}"
        return f"{decision.bid}: reason for building {what} {decision.outcome.replace('-', ' ')}"
    if isinstance(decision, LotsDrawnDecision):
        return f"drawn in this order: {', '.join(decision.order)}"
    return _conflict(decision)


def _conflict(decision: ConflictDecision) -> str:
    return f"{decision.evaluator}: {decision.outcome}"


# Data


def write_data(page: Page, report: Report) -> None:
    """Write the tidy table, a row a bid and criterion; one too long for a sheet is only named."""
    page.widths(_DATA_WIDTHS)
    rows = len(report.bids) * len(report.leaves)
    if rows > MOST_DATA_ROWS:
        page.head("Data", f"The table would have {rows:,} rows. `social-value score FOLDER --format csv` has it.")
        page.set_up(2)
        return
    page.head("Data", "As published, a row a bid and criterion. Nothing here follows edits of the workbook.")
    page.row(2)
    page.texts(_DATA_HEADS, "head-left")
    _data_rows(page, report)
    page.set_up(3, 1)


def _data_rows(page: Page, report: Report) -> None:
    row = 3
    criteria = [_Prepared(page, report, leaf) for leaf in report.leaves]
    for result in report.bids:
        about = page.prepared(partial(_about_bid, page, result))
        for criterion in criteria:
            page.row(row)
            page.paste(0, _PILLAR - 1, about)
            page.paste(_PILLAR, _READ - 1, criterion.about)
            page.paste(_READ, _READ + 2, criterion.marks(result.id))
            row += 1


def _about_bid(page: Page, result: BidResult) -> None:
    page.texts((result.id, result.bid.supplier.name, STATUS_LABELS[result.status]))


class _Prepared:
    """The cells of one criterion: what is the same in every row, and one set for each result that bids share."""

    def __init__(self, page: Page, report: Report, leaf: Leaf) -> None:
        self._page = page
        self._leaf = leaf
        self._places = report.places
        self._column = report.evaluation.settled.columns[leaf.id]
        self._known: dict[int, str] = {}
        self.about = page.prepared(self._write_criterion)

    def _write_criterion(self) -> None:
        leaf = self._leaf
        pillar, rule = PILLAR_LABELS[leaf.pillar] if leaf.pillar else "", leaf.score.rule if leaf.score else ""
        self._page.texts((pillar, leaf.id, leaf.criterion.label), first=_PILLAR)
        self._page.number(_PILLAR + 3, leaf.points, "number|General")
        self._page.text(_PILLAR + 4, rule)

    def marks(self, bid_id: str) -> str:
        """Return the cells of what was read and of both kinds of marks."""
        marked = self._column.get(bid_id, UNMARKED)
        known = self._known.get(id(marked))
        if known is None:
            known = self._known[id(marked)] = self._page.prepared(lambda: self._write_marks(marked))
        return known

    def _write_marks(self, marked: Marked) -> None:
        self._page.number(_READ, marked.read, "number|General")
        self._page.number(_READ + 1, marked.marks, self._places)
        self._page.number(_READ + 2, marked.weighted, self._places)
