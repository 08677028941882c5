"""Bid returns out and back: making the workbook of a procurement, and turning filled-in ones into bid files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from social_value.codes.returns import SUPPLIER_RETURNED_TWICE
from social_value.core.checks import method_findings
from social_value.core.identity import look
from social_value.core.reads.asked_of_bidders import Asked, asked_of
from social_value.errors import InputError
from social_value.files.bid_files import Return, Wish, planned_bids, write_bids
from social_value.files.disk import write_atomically
from social_value.files.forms.bid_return.answers_taken import Taken
from social_value.files.forms.bid_return.bid_returned import bid_content
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Form
from social_value.files.forms.form_reading import read_form
from social_value.files.forms.write import form_bytes
from social_value.files.load import Loaded, load
from social_value.files.validating import procurement_checked
from social_value.findings import Finding, Place, has_errors


@dataclass(frozen=True, slots=True)
class Received:
    """What came of reading returns: bid files by the workbook that each comes from, and every finding."""

    bids: tuple[tuple[Path, Path], ...]
    findings: tuple[Finding, ...]


def make_return(folder: Path, output: Path, force: bool, as_of: date | None = None, lot: str | None = None) -> None:
    """Write the workbook that bidders of a procurement, or of one lot, fill in.

    Raises InputError where its method has errors, and CannotRunError where a lot has to be named.
    """
    write_atomically(output, form_bytes(bid_return(_sound(folder, as_of, lot).inputs)), force)


def read_returns(folder: Path, paths: Sequence[Path], wish: Wish) -> Received:
    """Read filled-in workbooks and write a bid file for each; where any has an error, none is written.

    Raises InputError with the findings of every workbook, and CannotRunError where a bid file exists already.
    """
    loaded = _sound(folder, wish.as_of, wish.lot)
    form, asked = bid_return(loaded.inputs), asked_of(loaded.inputs)
    returns = [_read(path, form, asked, wish.comparator) for path in paths]
    findings = [finding for returned in returns for finding in returned.findings]
    findings += _told_twice(returns)
    if has_errors(findings):
        raise InputError(findings)
    # All are planned before one is written: half of the returns in a folder would look like all of them.
    planned = planned_bids(folder, loaded.inputs, returns, wish)
    if wish.check:
        return Received((), tuple(findings))
    write_bids(planned, wish.force)
    findings += procurement_checked(folder, wish.as_of).findings
    return Received(tuple((planned_bid.origin, planned_bid.target) for planned_bid in planned), tuple(findings))


def _sound(folder: Path, as_of: date | None, lot: str | None) -> Loaded:
    """Read a procurement whose method has no errors; its bids and scores are not looked into."""
    loaded = load(folder, as_of).of_lot(lot)
    findings = loaded.resolve(method_findings(loaded.inputs))
    if has_errors(findings):
        raise InputError(findings)
    return loaded


def _read(path: Path, form: Form, asked: Asked, comparator: bool) -> Return:
    try:
        answers, findings = read_form(path, form)
    except InputError as problem:
        return Return(path, {}, problem.findings)
    taken = Taken(path.as_posix(), answers, comparator)
    content = bid_content(taken, asked)
    told = {finding.place for finding in findings if has_errors([finding])}
    # An answer that could not be read, or whose cell is gone, is reported once, by the reader, and is not missing too.
    more = (finding for finding in taken.findings if finding.place.keys[-1] and finding.place not in told)
    return Return(path, content, (*findings, *more))


def _told_twice(returns: Iterable[Return]) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for returned in returns:
        if returned.supplier is None:
            continue
        first = seen.setdefault(look(returned.supplier), returned.path)
        if first is not returned.path:
            message = f"{first.as_posix()} is a return of the same supplier."
            way_out = "Name the one that counts. For two bids of one supplier, read each by itself with --id."
            yield SUPPLIER_RETURNED_TWICE.at(Place(returned.path.as_posix()), message, way_out)
