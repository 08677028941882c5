"""The sheet Panel: every level as it was given, what counts, and what the consensus was before."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.arithmetic import plain
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.core.scoring.seat_levels import GivenScore
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report
from social_value.model.scores import ConsensusScore, EarlierLevel, Evaluator

MOST_PANEL_ROWS = 100_000
_SEAT_HEADS, _SEAT_WIDTHS = ("Criterion", "Bid", "Counts", "Settled by", "Spread"), (12, 20, 9, 14, 9)
_CONSENSUS_HEADS, _CONSENSUS_WIDTHS = ("Rationale of the consensus", "Earlier levels"), (56, 44)
_LEVEL_WIDTH, _RATIONALE_WIDTH = 14, 48
_COUNTS, _SETTLED_BY, _SPREAD = 2, 3, 4
_HEAD_ROW = 4


def panel_used(report: Report) -> bool:
    """Tell whether several evaluators scored one seat, or a consensus is on record."""
    inputs = report.evaluation.inputs
    if inputs.consensus is not None and inputs.consensus.scores:
        return True
    return len(inputs.scores) > 1 and any(len(seat.given) > 1 for seat in seats_of(report.evaluation.field))


def write_panel(page: Page, report: Report) -> None:
    """Write every seat with what each evaluator gave, what counts, and what the consensus was before."""
    _PanelWriter(page, report).write()


class _PanelWriter:
    """Writes a row a seat: what counts first, then a level for each evaluator, then a rationale for each."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        inputs = report.evaluation.inputs
        self.evaluators = sorted((sheet.evaluator for sheet in inputs.scores), key=lambda evaluator: evaluator.id)
        first, number = len(_SEAT_HEADS), len(self.evaluators)
        self.levels = {evaluator.id: first + place for place, evaluator in enumerate(self.evaluators)}
        self.rationale, self.earlier = first + number, first + number + 1
        self.rationales = {name: column + number + len(_CONSENSUS_HEADS) for name, column in self.levels.items()}

    def write(self) -> None:
        order = {result.id: place for place, result in enumerate(self.report.bids)}
        seats = [seat for seat in seats_of(self.report.evaluation.field) if seat.given or seat.counts]
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
        named = {seated.id: f"{seated.id} ({seated.role})" if seated.role else seated.id for seated in self.evaluators}
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
        texts |= {self.rationales[given.giver]: _reason(given, seat) for given in seat.given}
        levels = dict.fromkeys(self.levels.values()) | {
            self.levels[given.giver]: given.score.level for given in seat.given
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


def _reason(given: GivenScore, seat: PanelSeat) -> str | None:
    """Return a reason as it was given; one of somebody recused says that it does not count."""
    return (
        f"(recused, does not count) {given.score.rationale or ''}" if given in seat.recused else given.score.rationale
    )


def _roles(evaluators: Sequence[Evaluator]) -> str:
    if not evaluators:
        return "No individual scores are on record."
    named = (f"{evaluator.id}, {evaluator.role}" if evaluator.role else evaluator.id for evaluator in evaluators)
    return f"Panel: {'; '.join(named)}."


def _earlier(agreed: ConsensusScore | None) -> str:
    """Return the levels that a consensus had before, each with what became of it."""
    return "\n".join(_earlier_line(earlier) for earlier in agreed.earlier) if agreed else ""


def _earlier_line(earlier: EarlierLevel) -> str:
    changed = f"changed on {earlier.changed_on.isoformat()} by {earlier.changed_by}: {earlier.reason}"
    return f"{plain(earlier.level)} ({earlier.rationale}), {changed}"
