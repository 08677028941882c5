"""The bid that a return says: its answers as the keys of a bid file, and everything that is missing in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.bids import (
    DECLARATION_MISSING,
    SHARES_DO_NOT_SUM,
)
from social_value.codes.returns import STATEMENT_MISSING, SUPPLIER_UNNAMED, WORD_LIMIT_EXCEEDED
from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import (
    AUTOMATION,
    CAPACITY,
    CHANNELS,
    COST_LINES,
    MEASURES,
    PERFORMING_WORKFORCE,
    SUCCESS_RATE,
    WHOLE_LIFE_COSTS,
)
from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.answer_tables import AnswerTable
from social_value.files.forms.bid_return.answers_taken import ASK, Row, Taken, meant
from social_value.files.forms.bid_return.growing_tables import (
    channels,
    claims,
    commitments,
    cost_lines,
    costs,
    delivery,
    line_id,
    members,
    supplier_columns,
)
from social_value.files.forms.bid_return.offer_sheets import needed_numbers, number_words
from social_value.files.forms.bid_return.price_returned import price_returned
from social_value.files.forms.bid_return.written_sheets import words_in

Data = dict[str, object]
_IDS = ("group", "activity")
"""Columns of commitments that hold an id of the bidder's own."""


def bid_content(taken: Taken, asked: Asked) -> Data:
    """Return what a bid file says after its id; findings about what is missing are added to what was taken.

    A part that is empty has no key.
    """
    declarations = _declarations(taken, asked)
    taken.marked = taken.comparator or not any(
        gate.consequence == "disregard" and declarations.get(gate.id, {}).get("value") is False for gate in asked.gates
    )
    parts: Data = {
        "supplier": _supplier(taken),
        "members": _sharing(taken, members(asked), "members"),
        "delivery": _sharing(taken, delivery(asked), "recipients"),
        "price": price_returned(taken, asked),
        "success_rate": _success_rates(taken, asked),
        "capacity": _capacity(taken, asked),
        "cost_lines": _cost_lines(taken, asked),
        "channels": _channels(taken, asked),
        "automation": [row for _, row in taken.rows(claims(asked))] if AUTOMATION in asked.parts else [],
        "declarations": declarations,
        PERFORMING_WORKFORCE.key: _workforce(taken, asked),
        "measures": _measures(taken, asked),
        "whole_life_costs": _costs(taken, asked),
        "statements": dict(_statements(taken, asked)),
        "commitments": list(_commitments(taken, asked)),
        **_numbers(taken, asked),
    }
    return {key: value for key, value in parts.items() if value not in (None, {}, [])}


def _supplier(taken: Taken) -> Data:
    supplier: Data = {}
    for column in supplier_columns():
        value = taken.value(f"supplier/{column.key}")
        if value is not None:
            supplier[column.key] = meant(column, value)
    if "name" not in supplier:
        message = "the name of the supplier is empty."
        taken.findings.append(SUPPLIER_UNNAMED.at(taken.place("supplier/name"), message, ASK))
    return supplier


def _sharing(taken: Taken, table: AnswerTable, whose: str) -> list[Row]:
    """Return the rows of a table of those who share the price."""
    before = len(taken.findings)
    numbered = list(taken.rows(table))
    total = sum((Decimal(str(row["value_share"])) for _, row in numbered), Decimal(0))
    if numbered and total != 1 and len(taken.findings) == before:
        share = next(column for column in table.columns if column.key == "value_share")
        key = table.key(numbered[-1][0], share)
        message = f"the shares of the {whose} add up to {plain(total)}, not 1."
        taken.findings.append(SHARES_DO_NOT_SUM.at(taken.place(key), message, ASK))
    return [row for _, row in numbered]


def _success_rates(taken: Taken, asked: Asked) -> Data:
    rates: Data = {}
    for band in asked.demand if SUCCESS_RATE in asked.parts else ():
        prefix = f"success_rate/{band}"
        answers = taken.part(prefix, "value", "evidence")
        if answers:
            rates[band] = answers
        if "value" not in answers and (taken.marked or answers):
            taken.lacks(SUCCESS_RATE, f"{prefix}/value", f'the success rate of "{band}" is empty.')
    return rates


def _capacity(taken: Taken, asked: Asked) -> Data:
    if CAPACITY not in asked.parts:
        return {}
    answers = taken.part("capacity", "surge_multiple", "days_to_surge", "evidence")
    for key in ("surge_multiple", "days_to_surge"):
        if key not in answers and (taken.marked or answers):
            message = f"the capacity is not complete: {key.replace('_', ' ')} is empty."
            taken.lacks(CAPACITY, f"capacity/{key}", message)
    return dict(answers)


def _cost_lines(taken: Taken, asked: Asked) -> list[Row]:
    if COST_LINES not in asked.parts:
        return []
    table = cost_lines(asked)
    return [{"id": line_id(number), **row} for number, row in _rows_needed(taken, COST_LINES, table)]


def _channels(taken: Taken, asked: Asked) -> list[Row]:
    return [row for _, row in _rows_needed(taken, CHANNELS, channels(asked))] if CHANNELS in asked.parts else []


def _rows_needed(taken: Taken, part: BidPart, table: AnswerTable) -> list[tuple[int, Row]]:
    """Return the rows of a table of which a bid that is marked fills in at least one."""
    before = len(taken.findings)
    numbered = list(taken.rows(table))
    if not numbered and taken.marked and len(taken.findings) == before:
        taken.lacks(part, table.key(1, table.columns[0]), f"no {table.noun.lower()} is listed.")
    return numbered


def _declarations(taken: Taken, asked: Asked) -> dict[str, Row]:
    declarations: dict[str, Row] = {}
    for gate in asked.gates:
        prefix = f"declarations/{gate.id}"
        answers = taken.part(prefix, "value", "evidence")
        if answers:
            declarations[gate.id] = answers
        if "value" not in answers and (answers or not taken.comparator):
            key = f"{prefix}/value"
            message = f'"{gate.title}" has no answer.'
            taken.findings.append(DECLARATION_MISSING.at(taken.place(key), message, ASK))
    return declarations


def _workforce(taken: Taken, asked: Asked) -> Data:
    """Return the headcounts of the parts that would perform the contract; nothing where they are not whole."""
    if PERFORMING_WORKFORCE not in asked.parts:
        return {}
    headcounts = taken.part(PERFORMING_WORKFORCE.key, "supported", "total", "evidence")
    missing = next((name for name in ("supported", "total") if name not in headcounts), None)
    if missing is None:
        return dict(headcounts)
    if headcounts or (taken.marked and not taken.comparator):
        message = "the headcounts of the parts that would perform the contract are not complete."
        taken.lacks(PERFORMING_WORKFORCE, f"{PERFORMING_WORKFORCE.key}/{missing}", message)
    return {}


def _measures(taken: Taken, asked: Asked) -> Data:
    measures: Data = {}
    for measure in asked.measures:
        prefix = f"measures/{measure.id}"
        answers = taken.part(prefix, "value", "evidence")
        if answers:
            measures[measure.id] = answers
        if "value" not in answers and (taken.marked or answers):
            taken.lacks(MEASURES, f"{prefix}/value", f'the measure "{measure.title}" has no value.')
    return measures


def _costs(taken: Taken, asked: Asked) -> list[Row]:
    if WHOLE_LIFE_COSTS not in asked.parts:
        return []
    return [row for _, row in _rows_needed(taken, WHOLE_LIFE_COSTS, costs(asked))]


def _numbers(taken: Taken, asked: Asked) -> Data:
    """Return the parts of the bid that are one number each; 0 is a number like any other."""
    for part in needed_numbers(asked):
        if taken.marked and taken.value(part.key) is None:
            taken.lacks(part, part.key, f'"{number_words(part, asked)}" has no answer.')
    return {part.key: taken.value(part.key) for part in asked.numbers}


def _statements(taken: Taken, asked: Asked) -> Iterator[tuple[str, str]]:
    for question in asked.questions:
        key = f"statements/{question.criterion}"
        text, name = taken.value(key), f'the question "{question.title}"'
        if not isinstance(text, str):
            message = f"{name} has no answer."
            taken.findings.append(STATEMENT_MISSING.at(taken.place(key), message, _STATED_ELSEWHERE))
            continue
        count, limit = words_in(text), question.word_limit
        if limit is not None and count > limit:
            message = f"the answer to {name} has {count} words, and at most {limit} are allowed."
            taken.findings.append(WORD_LIMIT_EXCEEDED.at(taken.place(key), message, _TOO_LONG))
        yield question.criterion, text


_STATED_ELSEWHERE = "Nothing, where the bidder answers elsewhere or not at all; it can be marked only on what it says."
_TOO_LONG = "Do with the words beyond the limit what the invitation to tender says, for every bidder alike."


def _commitments(taken: Taken, asked: Asked) -> Iterator[Data]:
    if not asked.promised:
        return
    table = commitments(asked)
    units = {measure.id: measure.unit for measure in asked.promised}
    names = [column.key for column in table.columns]
    for number, row in taken.rows(table):
        named: Data = {key: taken.as_id(f"{table.prefix}/{number}/{key}") for key in _IDS if key in row}
        unit = units[str(row["measure"])]
        full: Data = {"id": f"c{number}", "measure": row["measure"], "quantity": row["quantity"], "unit": unit}
        if "due" in row:
            named["due"] = date.fromisoformat(str(row["due"]))
        rest = {key: named.get(key, row[key]) for key in names if key in row and key not in full}
        yield {**full, **rest}
