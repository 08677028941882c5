"""The whole workbook: which sheets there are, and in which order their cells come to be known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.figures.workforce import SUPPORTED_SHARE
from social_value.core.lots.lots_together import Across
from social_value.core.provenance import Provenance
from social_value.files.sheets.references import block, sheet_prefix
from social_value.files.workbook.book import Book, without_collection
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.calculation.figure_cells import figure_cell
from social_value.files.workbook.calculation.gates_plan import GatesPlan, PoolConditions
from social_value.files.workbook.calculation.gates_sheet import GatesSheet
from social_value.files.workbook.calculation.lots_sheet import lots_used, write_lots
from social_value.files.workbook.calculation.matrix_plan import quality_column
from social_value.files.workbook.calculation.matrix_sheet import MatrixSheet
from social_value.files.workbook.calculation.method_sheet import MethodCells, MethodSheet
from social_value.files.workbook.calculation.pillar_sheet import PillarSheet
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.calculation.price_sheet import PriceSheet
from social_value.files.workbook.calculation.round_blocks import RoundBlocks
from social_value.files.workbook.calculation.scores_sheet import write_scores
from social_value.files.workbook.calculation.summary_chart import add_chart
from social_value.files.workbook.calculation.summary_sheet import SummarySheet
from social_value.files.workbook.calculation.tie_columns import TieColumns
from social_value.files.workbook.formula_text import any_of
from social_value.files.workbook.plan import (
    AUDIT,
    CALCULATION,
    CLARIFICATIONS,
    CONFLICTS,
    DATA,
    FINDINGS,
    FIRST,
    FIRST_MARK,
    GATES,
    LEVELS,
    LOTS,
    MATRIX,
    METHOD,
    PANEL,
    PILLAR_SHEETS,
    PRICE,
    PUBLISHED_WEIGHT_ROW,
    SOCIAL_VALUE,
    SUMMARY,
    WEIGHT_ROW,
    Report,
    sections_shown,
    sheets_written,
)
from social_value.files.workbook.records.audit_sheet import write_audit
from social_value.files.workbook.records.clarifications_sheet import write_clarifications
from social_value.files.workbook.records.conflicts_sheet import conflicts_used, write_conflicts
from social_value.files.workbook.records.data_sheet import write_data
from social_value.files.workbook.records.findings_sheet import write_findings
from social_value.files.workbook.records.panel_sheet import panel_used, write_panel
from social_value.files.workbook.sections.section_plan import SectionPlan
from social_value.files.workbook.sections.section_sheet import SectionSheet
from social_value.files.workbook.social_value.value_plan import value_used
from social_value.files.workbook.social_value.value_sheet import ValueSheet
from social_value.findings import Finding


def report_bytes(
    evaluation: Evaluation,
    provenance: Provenance,
    sheets: Collection[str] | None = None,
    *,
    findings: Sequence[Finding] | None = None,
    across: Across | None = None,
) -> bytes:
    """Return the workbook of an evaluation; the same inputs give the same bytes.

    ``sheets`` names the sheets wanted, all where it is None; Summary and Criteria matrix are always written, and
    the sheets that marks are worked out on come together. ``findings`` are those of the evaluation with their
    lines known; ``across`` is the lots together, where the evaluation is of one of them. Raises ValueError where a
    sheet is unknown.
    """
    known = tuple(evaluation.findings if findings is None else findings)
    report = Report(evaluation, provenance, known, True, across, sections_shown(evaluation, sheets))
    names = sheets_written(sheets, _used(report))
    report = replace(report, live=set(names) >= CALCULATION)
    with without_collection():
        book = Book(names)
        _calculation(book, report)
        for name, write in _LISTS.items():
            if name in names:
                write(book.page(name), report)
        last = add_chart(book, report)
        book.page(SUMMARY).sheet.print_area(0, 0, last, at.CHECK)
        _names(book, report)
        return book.close()


def _used(report: Report) -> tuple[str, ...]:
    """Return the sheets that the procurement uses of those that are there only then."""
    asked = (
        (SOCIAL_VALUE, value_used(report)),
        (PANEL, panel_used(report)),
        (CONFLICTS, conflicts_used(report)),
        (CLARIFICATIONS, bool(report.clarifications)),
        *((section.sheet, True) for section in report.sections),
        (LOTS, lots_used(report)),
    )
    return tuple(name for name, used in asked if used)


_LISTS = {
    PANEL: write_panel,
    CONFLICTS: write_conflicts,
    CLARIFICATIONS: write_clarifications,
    LOTS: write_lots,
    FINDINGS: write_findings,
    AUDIT: write_audit,
    DATA: write_data,
}


def _calculation(book: Book, report: Report) -> None:
    """Write the sheets from inputs to ranks; without the sheets of the inputs, the last two alone."""
    method, prices, price, pool = MethodCells(), None, "", PoolConditions()
    if report.live:
        method = MethodSheet(book.page(METHOD), report).write()
        prices, pool = _marks(book, report, method)
        price = figure_cell(report, report.evaluation.field.method.price_of, prices)
    ties = TieColumns(report, prices)
    MatrixSheet(book.page(MATRIX), report, ties).write()
    SummarySheet(book.page(SUMMARY), report, method, price, pool).write()


def _marks(book: Book, report: Report, method: MethodCells) -> tuple[PriceCells, PoolConditions]:
    levels = write_scores(book.page(LEVELS), report, method)
    price_sheet = PriceSheet(book.page(PRICE), report)
    prices = price_sheet.cells
    value_sheet = ValueSheet(book.page(SOCIAL_VALUE), report, prices) if value_used(report) else None
    plan = GatesPlan(report)
    if plan.workforce is not None:
        share = FigureName(SUPPORTED_SHARE)
        prices.columns[share], prices.sheets[share] = plan.workforce.share, GATES
    sections = SectionPlan(report, report.sections, prices)
    # Every other sheet has said by now which figures it holds.
    price_sheet.place_the_rest()
    price_sheet.write()
    if value_sheet is not None:
        value_sheet.write()
    for section in report.sections:
        SectionSheet(book, report, section, sections).write()
    for pillar, name in PILLAR_SHEETS.items():
        PillarSheet(book.page(name), report, pillar, (method, levels, prices), plan).write()
    rounds = [RoundBlocks(report, plan, stage, method) for stage in plan.stages]
    GatesSheet(book.page(GATES), report, plan, prices, rounds).write()
    unsettled = any_of([blocks.unsettled for blocks in rounds if blocks.unsettled])
    return prices, PoolConditions(unsettled, plan.left_behind)


def _names(book: Book, report: Report) -> None:
    """Define the same names in every workbook."""
    last = FIRST_MARK + len(report.leaves) - 1
    for name, column in _SUMMARY_NAMES.items():
        book.name(name, report.column(column, SUMMARY))
    book.name("sv_state", f"{sheet_prefix(SUMMARY)}$A${at.STATE_ROW + 1}")
    book.name("sv_result", f"{sheet_prefix(SUMMARY)}$A${at.RESULT_ROW + 1}")
    book.name("sv_weights", block((WEIGHT_ROW, FIRST_MARK), (WEIGHT_ROW, last), MATRIX))
    row = PUBLISHED_WEIGHT_ROW
    book.name("sv_weights_published", block((row, FIRST_MARK), (row, last), MATRIX))
    book.name("sv_marks", block((FIRST, FIRST_MARK), (report.last, last), MATRIX))
    book.name("sv_quality", report.column(quality_column(report), MATRIX))


_SUMMARY_NAMES = {
    "sv_ranks": at.RANK,
    "sv_bids": at.BID,
    "sv_suppliers": at.SUPPLIER,
    "sv_statuses": at.STATUS,
    "sv_totals": at.TOTAL,
    "sv_prices": at.PRICE,
    "sv_checks": at.CHECK,
    "sv_rank_keys": at.KEY,
    "sv_totals_published": at.PUBLISHED_TOTAL,
    "sv_ranks_published": at.PUBLISHED_RANK,
}
