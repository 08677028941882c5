"""The sheet Gates: every gate, minimum and floor, what each bid reached, and who is in the pool."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.arithmetic import HUNDRED
from social_value.core.evaluation.results import BidResult
from social_value.core.figures.registry import figure_name
from social_value.core.scoring.hurdles import Hurdle, gate_failure
from social_value.core.scoring.put_out import by_decisions
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.files.workbook.bid_rows import bid_labels
from social_value.files.workbook.calculation.figure_cells import figure_cell
from social_value.files.workbook.calculation.forward_cells import ForwardCells, pool_formula
from social_value.files.workbook.calculation.gates_heads import GatesHeads
from social_value.files.workbook.calculation.gates_plan import (
    DECIDED_OUT,
    IN_POOL,
    MAY_RANK,
    READ,
    ROLE,
    GatesPlan,
)
from social_value.files.workbook.calculation.hurdle_cells import (
    MET,
    YES,
    met_formula,
    met_value,
    quality_of_100,
    within,
)
from social_value.files.workbook.calculation.matrix_plan import quality_column
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.calculation.round_blocks import RoundBlocks
from social_value.files.workbook.calculation.weighted_share import marked_cells, share_of_weight
from social_value.files.workbook.calculation.workforce_cells import WorkforceCells
from social_value.files.workbook.formula_text import NOTHING, all_of, flag, when_number
from social_value.files.workbook.plan import FIRST, MATRIX, PILLAR_SHEETS, SUPPLIER, Report


class GatesSheet:
    """Writes the sheet."""

    def __init__(
        self, page: Page, report: Report, plan: GatesPlan, prices: PriceCells, rounds: Sequence[RoundBlocks]
    ) -> None:
        self.page = page
        self.report = report
        self.plan = plan
        self.prices = prices
        self.rounds = rounds
        self.field = report.evaluation.field
        self.workforce = WorkforceCells(page, report, plan.workforce)
        self.forward = ForwardCells(page, report, plan)

    def write(self) -> None:
        """Write the sheet."""
        note = "Who is in the pool and who can be ranked. A value exactly at its limit meets it."
        self.page.head("Gates", f"{note} Cells marked input may be changed.")
        GatesHeads(self.page, self.report, self.plan, self.rounds, (self.workforce, self.forward)).write()
        for place, result in enumerate(self.report.bids):
            self._bid(FIRST + place, result)
        self.workforce.table()
        self.page.set_up(FIRST, SUPPLIER + 1)

    def _bid(self, row: int, result: BidResult) -> None:
        page = self.page
        page.row(row)
        bid_labels(page, result)
        role = result.status if result.status in ("comparator", "withdrawn") else "bidder"
        page.text(ROLE, role, "centre")
        put_out = result.id in self._decided_out and role == "bidder"
        page.text(DECIDED_OUT, "yes" if put_out else "no", "input-text")
        if role == "bidder":
            self._bidder(result)
        else:
            page.number(READ, int(role == "comparator"), YES)
            page.number(IN_POOL, 0, YES)
            page.number(MAY_RANK, 0, YES)
            for hurdle in self.plan.gates:
                self._gate_value(hurdle, result)
        self.workforce.bid(result)
        for stage, rounds in zip(self.plan.stages, self.rounds, strict=True):
            rounds.bid(page, result)
            self.forward.bid(stage, result)

    @property
    def _decided_out(self) -> frozenset[str]:
        return frozenset(reason.bid_id for reason in by_decisions(self.report.evaluation.inputs.decisions))

    def _bidder(self, result: BidResult) -> None:
        page = self.page
        barred = False
        for hurdle in self.plan.gates:
            met = gate_failure(hurdle, result.bid, self.field.figure) is None
            self._gate(hurdle, result, met=met)
            barred = barred or (hurdle.consequence == "not-awardable" and not met)
        for hurdle in self.plan.minimums:
            met = self._minimum(hurdle, result)
            barred = barred or (hurdle.consequence == "not-awardable" and not met)
        in_pool = result.id in self.report.pool
        page.formula(READ, self._read_formula(), int(result.id not in self.field.not_read), YES)
        page.formula(IN_POOL, self._pool_formula(), int(in_pool), YES)
        page.formula(MAY_RANK, self._may_rank_formula(), int(in_pool and not barred), YES)

    def _met(self, hurdles: Sequence[Hurdle], consequence: str) -> list[str]:
        chosen = [hurdle for hurdle in hurdles if hurdle.consequence == consequence]
        return [f"{in_row(self.plan.tested[hurdle.key].met)}<>0" for hurdle in chosen]

    def _read_formula(self) -> str:
        return flag([f'{in_row(DECIDED_OUT)}<>"yes"', *self._met(self.plan.gates, "disregard")])

    def _pool_formula(self) -> str:
        return pool_formula(self.plan, self.plan.stages[-1])

    def _may_rank_formula(self) -> str:
        every = (*self.plan.gates, *self.plan.minimums)
        return flag([f"{in_row(IN_POOL)}=1", *self._met(every, "not-awardable")])

    def _gate_value(self, hurdle: Hurdle, result: BidResult) -> None:
        column, gate = self.plan.tested[hurdle.key].value, hurdle.gate
        if gate is None or gate.asks == "declaration":
            answer = result.bid.declarations.get(hurdle.id)
            self.page.text(column, "" if answer is None else "yes" if answer.value else "no", "input-text")
            return
        name = figure_name(gate.of or "")
        value = self.field.figure(name, result.bid).value
        formula = figure_cell(self.report, name, self.prices)
        self.page.formula(column, formula, "n/a" if value is None else value, "number|#,##0.00##")

    def _gate(self, hurdle: Hurdle, result: BidResult, *, met: bool) -> None:
        self._gate_value(hurdle, result)
        columns, gate = self.plan.tested[hurdle.key], hurdle.gate
        value = in_row(columns.value)
        if gate is None or gate.asks == "declaration":
            formula = f'IF({value}="yes",1,0)'
        else:
            formula = when_number(value, flag(within(columns, hurdle)), "0")
        self.page.formula(columns.met, formula, int(met), MET)

    def _minimum(self, hurdle: Hurdle, result: BidResult) -> bool:
        """Write what the bid reached and whether that is enough; return whether it is."""
        columns = self.plan.tested[hurdle.key]
        rounds = next((rounds for rounds in self.rounds if hurdle in rounds.stage.moving), None)
        reached = (
            rounds.last_reached(hurdle, result.id)
            if rounds
            else self.report.evaluation.settled.reached(hurdle, result.id)
        )
        if result.id in self.field.not_read:
            reached = None
        formula = rounds.last_value(hurdle) if rounds else self._where_assessed(hurdle)
        self.page.formula(columns.value, formula, reached, "number|0.00####")
        met = met_value(hurdle, reached)
        self.page.formula(columns.met, met_formula(columns, columns.value), met, MET)
        return met != 0

    def _where_assessed(self, hurdle: Hurdle) -> str:
        entered = [condition for criterion in hurdle.criteria for condition in self.plan.assessed(criterion)]
        conditions = [f"{in_row(READ)}=1", *dict.fromkeys(entered)]
        return f"IF({all_of(conditions)},{self._reached(hurdle)},{NOTHING})"

    def _reached(self, hurdle: Hurdle) -> str:
        report = self.report
        if hurdle.of_parts:
            return share_of_weight(report, marked_cells(report, self.plan.leaves_of(hurdle)), published=True)
        if hurdle.kind == "quality-minimum":
            quality, out_of = in_row(quality_column(report), MATRIX), report.evaluation.inputs.out_of
            return quality if out_of == HUNDRED else when_number(quality, quality_of_100(quality, out_of))
        if hurdle.kind == "floor":
            pillar = next(pillar for pillar in PILLAR_SHEETS if pillar == hurdle.id)
            return in_row(report.pillar_columns[pillar].pillar_marks, PILLAR_SHEETS[pillar])
        leaf = next(leaf for leaf in report.leaves if leaf.id == hurdle.id)
        columns, sheet = report.on_pillar(leaf)
        if not hurdle.by_level:
            return in_row(columns.marks[leaf.id], sheet)
        level = in_row(columns.reads[leaf.id], sheet)
        return when_number(level, level)
