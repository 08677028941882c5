"""The lines on top of Summary: what state the book is in, who is first, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.arithmetic import plain
from social_value.core.evaluation.results import Evaluation
from social_value.files.sheets.references import block, fixed, span
from social_value.files.workbook.bid_rows import DIFFERS
from social_value.files.workbook.calculation import summary_plan as columns
from social_value.files.workbook.calculation.matrix_plan import check_column, quality_column
from social_value.files.workbook.plan import (
    FIRST,
    FIRST_MARK,
    MATRIX,
    PILLAR_SHEETS,
    PUBLISHED_WEIGHT_ROW,
    SUMMARY,
    WEIGHT_ROW,
    Report,
)
from social_value.model.base import PILLARS
from social_value.wording import published

AS_PUBLISHED = "As published"
NOT_SETTLED = "Marks have not settled: run social-value score again."
_NOBODY = "No bid can be ranked."
_EQUAL = "; the next has the same total as published, so exact totals or a tie-break step decide"
_MOST_NAMED = 6


def state_formula(report: Report) -> str:
    """Return whether the book is as it was published, or what was edited."""
    last = FIRST_MARK + len(report.leaves) - 1
    weights, known = (block((row, FIRST_MARK), (row, last), MATRIX) for row in (WEIGHT_ROW, PUBLISHED_WEIGHT_ROW))
    counted = weights if all(map(report.counts, report.leaves)) else fixed(WEIGHT_ROW, quality_column(report), MATRIX)
    total = f"ROUND(SUM({counted}),9)"
    checks = [(columns.CHECK, SUMMARY), (check_column(report), MATRIX)]
    if report.live:
        checks += [
            (report.pillar_columns[pillar].check, PILLAR_SHEETS[pillar])
            for pillar in PILLARS
            if report.by_pillar[pillar]
        ]
    ranges = (span(FIRST, report.last, column, sheet) for column, sheet in checks)
    differing = "+".join(f'COUNTIF({cells},"{DIFFERS}")' for cells in ranges)
    return (
        f'IF({total}<>{plain(report.evaluation.inputs.out_of)},"Edited since: weights sum to "&{total},'
        f'IF(SUMPRODUCT(({weights}<>{known})*1)>0,"Edited since: a weight differs from the published one",'
        f'IF({differing}>0,"Edited since: a number differs from the published one","{AS_PUBLISHED}")))'
    )


def result_formula(report: Report) -> str:
    """Return who is first, by how much, or that there is a tie; bids are named by their ids."""
    ranks, bids, totals, behind = (
        report.column(column) for column in (columns.RANK, columns.BID, columns.TOTAL, columns.BEHIND)
    )
    places, first, count = report.rounding.places, f"MATCH(1,{ranks},0)", f"COUNTIF({ranks},1)"
    total = f"FIXED(INDEX({totals},{first}),{places},TRUE)"
    apart = f'IF(SMALL({behind},2)=0,"{_EQUAL}","; "&FIXED(SMALL({behind},2),{places},TRUE)&" from the next")'
    margin = f'IF(COUNT({behind})>1,{apart},"")'
    unit = report.evaluation.unit
    return (
        f'IF({count}=0,"{_NOBODY}",IF({count}>1,"Tie for first place: "&INDEX({bids},{first})&" and "&({count}-1)'
        f'&" more share rank 1.","First: "&INDEX({bids},{first})&" with "&{total}&" {unit}"&{margin}&"."))'
    )


def result_value(report: Report) -> str:
    """Return what that formula shows as published."""
    award, rounding = report.evaluation.award, report.rounding
    if not award.bids:
        return _NOBODY
    leader = next(result for result in report.bids if result.rank == 1)
    if len(award.bids) > 1:
        return f"Tie for first place: {leader.id} and {len(award.bids) - 1} more share rank 1."
    margin = "" if award.margin is None else f"; {published(award.margin, rounding)} from the next"
    if award.margin == 0:
        margin = _EQUAL
    return f"First: {leader.id} with {published(leader.published, rounding)} {report.evaluation.unit}{margin}."


def method_line(report: Report) -> str:
    """Return the method, its unit and its rounding."""
    method, rounding = report.evaluation.field.method.method, report.rounding
    return (
        f"Method: {method.id} ({method.words}), in {report.evaluation.unit}; rounded to {rounding.places_in_words} "
        f"({rounding.direction}, at {rounding.at}); ranked on {rounding.rank_on} totals."
    )


def losers_line(evaluation: Evaluation) -> str:
    """Return whether a losing bid decides who wins."""
    left_out = evaluation.leave_one_out
    if left_out is None:
        return "As published: no mark depends on another bid, so no losing bid decides who wins."
    untried = f" {left_out.not_tried} of {left_out.losing} losing bids were not tried." if left_out.not_tried else ""
    if not left_out.deciding:
        return f"As published: no losing bid decides who wins; each was left out in turn.{untried}"
    names = listed([loser.bid_id for loser in left_out.deciding])
    return f"As published: losing bids decide who wins. Another bid would be first without: {names}.{untried}"


def outstanding_line(evaluation: Evaluation) -> str:
    """Return which decisions are outstanding."""
    outstanding = evaluation.outstanding
    if not outstanding:
        return "Outstanding decisions: none."
    names = listed([f"{decision.code} ({decision.about})" for decision in outstanding])
    return f"Outstanding decisions: {names}. The sheet Findings says what to do."


def listed(names: Sequence[str]) -> str:
    """Return names with commas, the first few of a long list."""
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} and {len(names) - _MOST_NAMED} more"
