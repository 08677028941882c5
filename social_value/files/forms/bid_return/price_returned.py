"""The price that a return says: one sum, or the unit prices and fixed sums of the schedule."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.returns import ROW_HALF_FILLED
from social_value.core.figures.bid_parts import PRICE
from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.answers_taken import ASK, Taken, Value
from social_value.files.forms.bid_return.growing_tables import LINES

Data = dict[str, object]


def price_returned(taken: Taken, asked: Asked) -> Data:
    """Return the price as a bid file says it: one sum, or the lines of the schedule; nothing where it is empty."""
    if asked.price == "total":
        total = taken.value("price/total")
        if total is None and taken.marked:
            taken.lacks(PRICE, "price/total", "the total price is empty.")
        return {} if total is None else {"total": total}
    if asked.price is None:
        return {}
    lines = [*_band_lines(taken, asked), *_fixed_lines(taken)]
    return {"lines": lines} if lines else {}


def _band_lines(taken: Taken, asked: Asked) -> Iterator[Data]:
    for band in asked.demand:
        answers = taken.part(f"price/band/{band}", "title", "unit_price")
        if "unit_price" in answers:
            yield {**_titled(answers), "band": band, "unit_price": answers["unit_price"]}
        elif taken.marked or answers:
            taken.lacks(PRICE, f"price/band/{band}/unit_price", f'the unit price of "{band}" is empty.')


def _fixed_lines(taken: Taken) -> Iterator[Data]:
    for number in range(1, LINES + 1):
        prefix = f"price/fixed/{number}"
        answers = taken.part(prefix, "title", "fixed")
        if "fixed" in answers:
            yield {**_titled(answers), "fixed": answers["fixed"]}
        elif answers:
            key = f"{prefix}/fixed"
            message = f"fixed sum {number} is filled in by half: it has words and no sum."
            taken.findings.append(ROW_HALF_FILLED.at(taken.place(key), message, ASK))


def _titled(answers: dict[str, Value]) -> Data:
    return {"title": answers["title"]} if "title" in answers else {}
