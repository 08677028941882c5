"""The whole return of one procurement."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.figures.bid_parts import PERFORMING_WORKFORCE, SUCCESS_RATE, WHOLE_LIFE_COSTS
from social_value.core.inputs import Inputs
from social_value.core.provenance import method_fingerprint
from social_value.core.reads.asked_of_bidders import Asked, asked_of
from social_value.files.forms.bid_return.efficiency_sheets import efficiency_sheets
from social_value.files.forms.bid_return.offer_sheets import (
    commitments_sheet,
    declarations_sheet,
    measures_sheet,
    needed_numbers,
    numbers_sheet,
    supplier_sheet,
)
from social_value.files.forms.bid_return.price_sheets import costs_sheet, schedule_sheet, success_sheet, total_sheet
from social_value.files.forms.bid_return.written_sheets import instructions_sheet, question_sheets
from social_value.files.forms.form import Form, FormSheet

DEADLINE = "deadline"
"""The fact of a return that says which deadline was published when it was made."""


def bid_return(inputs: Inputs, deadline: str | None = None) -> Form:
    """Return the workbook that every bidder of a sound procurement is sent.

    A ``deadline`` is shown, and asks for nothing: one that is put off leaves the returns readable that are out, because
    they are read with their own.
    """
    procurement, asked = inputs.procurement, asked_of(inputs)
    sheets = tuple(_sheets(asked))
    first = instructions_sheet(procurement.title, asked, tuple(sheet.name for sheet in sheets), deadline)
    about = {
        "procurement": procurement.id,
        "title": procurement.title,
        **({"lot": inputs.lot.id} if inputs.lot is not None else {}),
        **({DEADLINE: deadline} if deadline else {}),
        "fingerprint": method_fingerprint(inputs),
    }
    return Form("bid-return", f"Bid return: {procurement.title}", about, (first, *sheets), asked.currency)


def _sheets(asked: Asked) -> Iterator[FormSheet]:
    """Yield the sheets to fill in; what the method does not use has none."""
    yield supplier_sheet(asked)
    if asked.price is not None:
        yield schedule_sheet(asked) if asked.price == "schedule" else total_sheet(asked)
    if SUCCESS_RATE in asked.parts:
        yield success_sheet(asked)
    yield from efficiency_sheets(asked)
    if WHOLE_LIFE_COSTS in asked.parts:
        yield costs_sheet(asked)
    if asked.gates or PERFORMING_WORKFORCE in asked.parts:
        yield declarations_sheet(asked)
    if asked.measures:
        yield measures_sheet(asked)
    if needed_numbers(asked):
        yield numbers_sheet(asked)
    if asked.promised:
        yield commitments_sheet(asked)
    yield from question_sheets(asked)
