"""Who sent a return: held against the other returns, and against the suppliers that have a bid already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from social_value.codes.returns import SUPPLIER_RETURNED_TWICE, WHICH_BID_UNCLEAR
from social_value.core.identity import look, spelling
from social_value.files.bid_files import Return
from social_value.findings import Finding, Place
from social_value.model.bid import Bid

_NAME = "supplier/name"


def returned_twice(returns: Iterable[Return]) -> Iterator[Finding]:
    """Yield the returns of a supplier of whom an earlier one is read as well."""
    first_of: dict[str, Return] = {}
    for bid_return in returns:
        if bid_return.supplier is None:
            continue
        first = first_of.setdefault(look(bid_return.supplier), bid_return)
        if first is not bid_return:
            message = f"{first.path.as_posix()} is a return of the same supplier{_named_there(first, bid_return)}."
            way_out = "Name the one that counts. For two bids of one supplier, read each by itself with --id."
            yield SUPPLIER_RETURNED_TWICE.at(Place(bid_return.path.as_posix()), message, way_out)


def _named_there(first: Return, second: Return) -> str:
    same = spelling(first.supplier or "") == spelling(second.supplier or "")
    return "" if same else f', or of one whose name looks the same: "{first.supplier}" there, "{second.supplier}" here'


def unclear_bids(returns: Iterable[Return], bids: Sequence[Bid]) -> Iterator[Finding]:
    """Yield the returns of which nobody but a person can say which bid they take the place of, if any."""
    for bid_return in returns:
        name = bid_return.supplier
        alike = [bid for bid in bids if name is not None and look(bid.supplier.name) == look(name)]
        if len(alike) > 1:
            ids = ", ".join(bid.id for bid in alike)
            message = f'"{name}" has {len(alike)} bids: {ids}.'
            way_out = "Read the return by itself, and name the bid that it is with --id."
            yield WHICH_BID_UNCLEAR.at(_name_cell(bid_return), message, way_out)
        elif alike and spelling(alike[0].supplier.name) != spelling(name or ""):
            yield _looks_alike(bid_return, alike[0])


def _looks_alike(bid_return: Return, bid: Bid) -> Finding:
    message = (
        f'the return is of "{bid_return.supplier}", and "{bid.id}" is the bid of "{bid.supplier.name}": the two names '
        "look the same, and are written with different letters."
    )
    way_out = (
        "Ask the bidder which name is right. If it is the same supplier, read the return by itself with "
        f"--id {bid.id} --force; if it is another one, with --id and another id."
    )
    return WHICH_BID_UNCLEAR.at(_name_cell(bid_return), message, way_out)


def _name_cell(bid_return: Return) -> Place:
    answer = bid_return.answers[_NAME]
    return Place(bid_return.path.as_posix(), (answer.sheet, answer.cell))
