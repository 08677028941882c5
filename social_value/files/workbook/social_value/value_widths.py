"""How wide the columns of the sheet Social value are, which all its tables share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from social_value.core.figures.landing import areas_words
from social_value.files.workbook.bid_rows import fitting
from social_value.files.workbook.plan import BID, SUPPLIER
from social_value.files.workbook.social_value.unit_worths import last_input
from social_value.files.workbook.social_value.value_columns import COUNTS_POINTS
from social_value.files.workbook.social_value.value_plan import ValuePlan

LEAST = {BID: 18, SUPPLIER: 16}
NUMBER = 15


def widths(plan: ValuePlan, last_of_bids: int) -> Iterator[int]:
    """Yield the width of each column: what its texts need in any of the tables, and what a number needs."""
    inputs = last_input(plan.basis.valuation.style) if plan.basis else 0
    texts = _texts(plan)
    for column in range(max(last_of_bids, inputs, COUNTS_POINTS + 1) + 1):
        yield fitting(texts.get(column, ()), LEAST.get(column, NUMBER))


def _texts(plan: ValuePlan) -> Mapping[int, Iterable[str]]:
    valued = list(plan.basis.measures.values()) if plan.basis else []
    promised = [line.commitment for line in plan.lines]
    proxies = [measure.proxy for measure in valued]
    return {
        BID: [*(bid.id for bid in plan.bids), *(measure.id for measure in valued)],
        SUPPLIER: [
            *(bid.tenderer for bid in plan.bids),
            *(measure.measure.title for measure in valued),
            *(proxy.register.id for proxy in proxies),
        ],
        2: [*(proxy.entry.id for proxy in proxies), *(commitment.measure for commitment in promised)],
        3: [commitment.group or "" for commitment in promised],
        4: [commitment.activity or "" for commitment in promised],
        5: [areas_words(commitment) for commitment in promised],
    }
