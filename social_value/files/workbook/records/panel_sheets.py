"""The sheets of the panel's record: Panel, Conflicts and Clarifications. They are lists and do not follow edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.arithmetic import plain
from social_value.core.clarifications.questions_to_bidders import CLARIFY_ONLY
from social_value.core.organisations import shared_commitments, shared_organisations
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report
from social_value.model.bid import Bid
from social_value.model.scores import ConflictDecision, ConsensusScore, EarlierLevel, Evaluator

MOST_PANEL_ROWS = 100_000
_SEAT_HEADS, _SEAT_WIDTHS = ("Criterion", "Bid", "Counts", "Settled by", "Spread"), (12, 20, 9, 14, 9)
_CONSENSUS_HEADS, _CONSENSUS_WIDTHS = ("Rationale of the consensus", "Earlier levels"), (56, 44)
_LEVEL_WIDTH, _RATIONALE_WIDTH = 14, 48
_COUNTS, _SETTLED_BY, _SPREAD = 2, 3, 4
_HEAD_ROW = 4
_CONFLICT_HEADS = ("Evaluator", "Role", "Conflict of interest", "Interest", "Declared on", "Decision on record")
_CONFLICT_WIDTHS = (20, 22, 20, 50, 14, 60)
_ORGANISATION_HEADS = ("Organisation", "Bid", "Also in", "What follows", "", "")
_PROMISE_HEADS = ("Organisation", "Bid", "Commitment", "Promise", "Counted once", "")
_CLARIFICATION_HEADS = ("Bid", "Supplier", "Number", "Question", "Drawn from")
_CLARIFICATION_WIDTHS = (22, 34, 10, 90, 30)


# Panel


def panel_used(report: Report) -> bool:
    """Tell whether several evaluators scored one seat, or a consensus is on record."""
    inputs = report.evaluation.inputs
    if inputs.consensus is not None and inputs.consensus.scores:
        return True
    return len(inputs.scores) > 1 and any(len(seat.individual) > 1 for seat in seats_of(report.evaluation.field))


def write_panel(page: Page, report: Report) -> None:
    """Write every seat with what each evaluator gave, what counts, and what the consensus was before."""
    _PanelWriter(page, report).write()


class _PanelWriter:
    """Writes a row a seat: what counts first, then a level for each evaluator, then a rationale for each."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        inputs = report.evaluation.inputs
        self.evaluators = sorted((sheet.evaluator for sheet in inputs.scores), key=lambda one: one.id)
        first, number = len(_SEAT_HEADS), len(self.evaluators)
        self.levels = {one.id: first + place for place, one in enumerate(self.evaluators)}
        self.rationale, self.earlier = first + number, first + number + 1
        self.rationales = {name: column + number + len(_CONSENSUS_HEADS) for name, column in self.levels.items()}

    def write(self) -> None:
        order = {result.id: place for place, result in enumerate(self.report.bids)}
        seats = [seat for seat in seats_of(self.report.evaluation.field) if seat.individual or seat.counts]
        each = [_LEVEL_WIDTH] * len(self.levels), [_RATIONALE_WIDTH] * len(self.levels)
        self.page.widths([*_SEAT_WIDTHS, *each[0], *_CONSENSUS_WIDTHS, *each[1]])
        note = (
            "Every level as it was given, before and after moderation. Nothing is averaged, and nothing follows edits."
        )
        self.page.head("Panel", note)
        self.page.row(2)
        self.page.text(0, _roles(self.evaluators), "line")
        if len(seats) > MOST_PANEL_ROWS:
            self.page.row(3)
            self.page.text(0, f"The table would have {len(seats):,} rows; the score files have them.", "line")
        else:
            self._heads()
            criteria = {leaf.id: place for place, leaf in enumerate(self.report.leaves)}
            seats.sort(key=lambda seat: (criteria[seat.leaf.id], order[seat.bid_id]))
            for row, seat in enumerate(seats, start=_HEAD_ROW + 1):
                self._seat(row, seat)
        self.page.set_up(_HEAD_ROW + 1, 2)

    def _heads(self) -> None:
        named = {one.id: f"{one.id} ({one.role})" if one.role else one.id for one in self.evaluators}
        heads = dict(enumerate(_SEAT_HEADS)) | dict(enumerate(_CONSENSUS_HEADS, start=self.rationale))
        heads |= {column: f"Level of {named[name]}" for name, column in self.levels.items()}
        heads |= {column: f"Rationale of {named[name]}" for name, column in self.rationales.items()}
        self.page.row_for(_HEAD_ROW, heads)
        for column, head in heads.items():
            narrow = column in (_COUNTS, _SPREAD, *self.levels.values())
            self.page.text(column, head, "head" if narrow else "head-left")

    def _seat(self, row: int, seat: PanelSeat) -> None:
        page, counts, agreed = self.page, seat.counts, seat.consensus
        texts = {self.rationale: agreed.rationale if agreed else None, self.earlier: _earlier(agreed)}
        texts |= dict.fromkeys(self.rationales.values())
        texts |= {self.rationales[one.giver]: one.score.rationale for one in seat.individual}
        levels = dict.fromkeys(self.levels.values()) | {
            self.levels[one.giver]: one.score.level for one in seat.individual
        }
        page.row_for(row, texts)
        page.texts((seat.leaf.id, seat.bid_id), "top")
        page.number(_COUNTS, counts.score.level if counts else None, "bold-top-centre|General")
        page.text(_SETTLED_BY, counts.giver if counts else "", "top")
        page.number(_SPREAD, seat.spread if len(seat.individual) > 1 else None, "top-centre|General")
        for column, level in levels.items():
            page.number(column, level, "top-centre|General")
        for column, words in texts.items():
            page.text(column, words, "wrapped")


def _roles(evaluators: Sequence[Evaluator]) -> str:
    if not evaluators:
        return "No individual scores are on record."
    return f"Panel: {'; '.join(f'{one.id}, {one.role}' if one.role else one.id for one in evaluators)}."


def _earlier(agreed: ConsensusScore | None) -> str:
    """Return the levels that a consensus had before, each with what became of it."""
    return "\n".join(_earlier_line(one) for one in agreed.earlier) if agreed else ""


def _earlier_line(one: EarlierLevel) -> str:
    changed = f"changed on {one.changed_on.isoformat()} by {one.changed_by}: {one.reason}"
    return f"{plain(one.level)} ({one.rationale}), {changed}"


# Conflicts


def conflicts_used(report: Report) -> bool:
    """Tell whether there are evaluators, or bids that share an organisation or a promise."""
    inputs = report.evaluation.inputs
    return bool(inputs.scores or shared_organisations(inputs.bids) or shared_commitments(inputs.bids))


def write_conflicts(page: Page, report: Report) -> None:
    """Write what each evaluator declared and what was decided on it; then what bids have in common."""
    page.widths(_CONFLICT_WIDTHS)
    note = "What evaluators declared and what was decided, and what bids have in common. Nothing follows edits."
    page.head("Conflicts", note)
    row = page.table(3, _CONFLICT_HEADS, _conflicts(report))
    bids = report.evaluation.inputs.bids
    for title, heads, rows in (
        ("One organisation in several bids", _ORGANISATION_HEADS, list(_organisations(bids))),
        ("One promise in several bids", _PROMISE_HEADS, list(_promises(bids))),
    ):
        if rows:
            page.section(row + 1, title)
            row = page.table(row + 2, heads, rows)
    page.set_up(4, 1)


def _organisations(bids: Sequence[Bid]) -> Iterator[tuple[str, ...]]:
    for shared in shared_organisations(bids):
        for bid, _ in shared.parts:
            others = ", ".join(other.id for other, _ in shared.parts if other is not bid)
            yield shared.name, bid.id, others, "Flagged. It excludes nobody.", "", ""


def _promises(bids: Sequence[Bid]) -> Iterator[tuple[str, ...]]:
    for shared in shared_commitments(bids):
        for bid, number in shared.parts:
            one = bid.commitments[number]
            promised = f"{plain(one.quantity)} {one.unit} of {one.measure}"
            counted = "counts here" if (bid, number) == shared.parts[0] else "counted already"
            yield shared.organisation, bid.id, one.id, promised, f"{counted}, in a sum over bids", ""


def _conflicts(report: Report) -> Iterator[tuple[str, ...]]:
    inputs = report.evaluation.inputs
    known = inputs.decisions.decisions if inputs.decisions else ()
    decided = {one.evaluator: one for one in known if isinstance(one, ConflictDecision)}
    for one in sorted((sheet.evaluator for sheet in inputs.scores), key=lambda one: one.id):
        declared = one.declared_on.isoformat() if one.declared_on else ""
        decision = _decision(decided.get(one.id), one)
        yield one.id, one.role or "", one.conflict or "not said", one.interest or "", declared, decision


def _decision(decision: ConflictDecision | None, evaluator: Evaluator) -> str:
    if decision is None:
        return "none needed" if evaluator.conflict == "none" else "none on record"
    return f"{decision.outcome}: {decision.decided_on.isoformat()}, {decision.decided_by}: {decision.reason}"


# Clarifications


def write_clarifications(page: Page, report: Report) -> None:
    """Write the questions to each bidder; one bidder's rows can be sent without the others'."""
    page.widths(_CLARIFICATION_WIDTHS)
    page.head("Clarifications", f"Questions to each bidder, drawn from what was flagged. {CLARIFY_ONLY}")
    rows = [
        (result.id, result.bid.supplier.name, str(one.number), one.question, one.code)
        for result in report.bids
        for one in report.clarifications.get(result.id, ())
    ]
    page.table(3, _CLARIFICATION_HEADS, rows)
    page.set_up(4, 1)
