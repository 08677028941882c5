"""The flat alternatives: bids.csv and scores.csv."""

from __future__ import annotations

from decimal import Decimal

from social_value.codes.values import INVALID_ID, MISSING_VALUE, OUT_OF_RANGE, TOO_LONG
from social_value.errors import InputError
from social_value.files.csv_source import CsvTable, parse_csv
from social_value.findings import Finding, Place
from social_value.model.base import LONGEST_TEXT, is_identifier
from social_value.model.bid import Bid, Claim, flat_bid
from social_value.model.scores import Evaluator, IndividualScore, Scores

BID_COLUMNS = ("bid", "supplier", "price")
LOT_COLUMN = "lot"
"""A column of bids.csv that is no measure, wherever it stands."""
SCORE_COLUMNS = ("evaluator", "bid", "criterion", "level", "rationale", "evidence")
Places = dict[tuple[str, ...], Place]


def read_flat_bids(content: bytes, shown: str, bids: list[Bid], places: Places) -> None:
    """Add one bid for each row of bids.csv. Raises InputError with the finding of every cell."""
    table = parse_csv(content, shown, BID_COLUMNS, extra=True)
    findings = [*_bad_ids(table, ("bid",)), *_empty(table, ("supplier",)), *_too_long(table, ("supplier",))]
    names = [name for name in table.columns[3:] if name != LOT_COLUMN]
    findings += _bad_ids(table, (LOT_COLUMN,)) if LOT_COLUMN in table.columns else []
    for name in names:
        if not is_identifier(name):
            place = Place(shown, (name,), 1, table.columns.index(name) + 1)
            findings.append(INVALID_ID.at(place, f'the column "{name}" is no measure id.', "Rename the column."))
    columns = [_numbers(table, table.columns.index(name), findings) for name in ("price", *names)]
    if findings:
        raise InputError(findings)
    lot = table.columns.index(LOT_COLUMN) if LOT_COLUMN in table.columns else None
    prices, claims = columns[0], [_claims(column) for column in columns[1:]]
    for index, row in enumerate(table.rows):
        measures = {name: column[index] for name, column in zip(names, claims, strict=True)}
        bid = flat_bid(row[0], row[1], prices[index], measures, None if lot is None else row[lot])
        place = table.place(index, "bid")
        places.setdefault(("bid", bid.id), place)
        places["bid-number", str(len(bids))] = place
        bids.append(bid)


def _numbers(table: CsvTable, column: int, findings: list[Finding]) -> list[Decimal]:
    """Return a column of exact numbers; equal texts share one number."""
    known: dict[str, Decimal] = {}
    numbers: list[Decimal] = []
    for index, row in enumerate(table.rows):
        text = row[column]
        if text not in known:
            try:
                known[text] = table.number(index, table.columns[column])
                if known[text] < 0 and column == 2:
                    place = table.place(index, table.columns[column])
                    findings.append(OUT_OF_RANGE.at(place, "a price may not be negative.", "Correct the price."))
            except InputError as problem:
                findings.extend(problem.findings)
                continue
        numbers.append(known[text])
    return numbers


def _claims(numbers: list[Decimal]) -> list[Claim]:
    """Return a measure's values; equal numbers share one claim."""
    known = {number: Claim(value=number) for number in set(numbers)}
    return [known[number] for number in numbers]


def read_flat_scores(content: bytes, shown: str, sheets: list[Scores], places: Places) -> None:
    """Add one sheet for each evaluator of scores.csv. Raises InputError with the finding of every cell."""
    table = parse_csv(content, shown, SCORE_COLUMNS, extra=False)
    findings = [*_bad_ids(table, ("evaluator", "bid", "criterion")), *_too_long(table, ("rationale", "evidence"))]
    levels = _numbers(table, SCORE_COLUMNS.index("level"), findings)
    if findings:
        raise InputError(findings)
    rows: dict[str, list[int]] = {}
    for index, row in enumerate(table.rows):
        rows.setdefault(row[0], []).append(index)
    # One table may hold the sheets of many evaluators, in any order.
    for evaluator, indexes in rows.items():
        number = str(len(sheets))
        places["scores", number] = table.place(indexes[0], "evaluator")
        for position, index in enumerate(indexes):
            places["score", number, str(position)] = table.place(index, "level")
        scores = tuple(_score(table.rows[index], levels[index]) for index in indexes)
        sheets.append(Scores(kind="scores", schema_version=1, evaluator=Evaluator(id=evaluator), scores=scores))


def _score(row: list[str], level: Decimal) -> IndividualScore:
    return IndividualScore(bid=row[1], criterion=row[2], level=level, rationale=row[4] or None, evidence=row[5] or None)


def _bad_ids(table: CsvTable, columns: tuple[str, ...]) -> list[Finding]:
    indexes = [(table.columns.index(name), name) for name in columns]
    way_out = "Use letters, digits, - and _, at most 64, beginning with a letter or digit."
    return [
        INVALID_ID.at(table.place(number, name), f'{name} cannot be "{row[index]}".', way_out)
        for number, row in enumerate(table.rows)
        for index, name in indexes
        if not is_identifier(row[index])
    ]


def _empty(table: CsvTable, columns: tuple[str, ...]) -> list[Finding]:
    indexes = [(table.columns.index(name), name) for name in columns]
    return [
        MISSING_VALUE.at(table.place(number, name), f"{name} is empty.", f"Write the {name}.")
        for number, row in enumerate(table.rows)
        for index, name in indexes
        if not row[index].strip()
    ]


def _too_long(table: CsvTable, columns: tuple[str, ...]) -> list[Finding]:
    indexes = [(table.columns.index(name), name) for name in columns]
    return [
        TOO_LONG.at(table.place(number, name), f"{name} is longer than {LONGEST_TEXT} characters.", "Shorten it.")
        for number, row in enumerate(table.rows)
        for index, name in indexes
        if len(row[index]) > LONGEST_TEXT
    ]
