"""Bid returns out and back: making the workbook of a procurement, and turning filled-in ones into bid files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from social_value.core.checks import method_findings
from social_value.core.inputs import Inputs
from social_value.core.reads.asked_of_bidders import asked_of
from social_value.errors import InputError
from social_value.files.bid_files import Planned, Return, Wish, check_replaceable, planned_bids, write_bids
from social_value.files.disk import write_atomically
from social_value.files.forms.bid_return.answers_taken import Taken
from social_value.files.forms.bid_return.bid_returned import bid_content
from social_value.files.forms.bid_return.cells_stating import cell_stating
from social_value.files.forms.bid_return.return_form import DEADLINE, bid_return
from social_value.files.forms.form_reading import about_of, read_form
from social_value.files.forms.issuing import issued_bytes
from social_value.files.load import Loaded, load
from social_value.files.returning_suppliers import returned_twice, unclear_bids
from social_value.files.validating import procurement_checked
from social_value.findings import Finding, has_errors


@dataclass(frozen=True, slots=True)
class Received:
    """What came of reading returns: bid files by the workbook that each comes from, and every finding."""

    bids: tuple[tuple[Path, Path], ...]
    findings: tuple[Finding, ...]


def make_return(folder: Path, output: Path, force: bool, as_of: date | None = None, lot: str | None = None) -> None:
    """Write the workbook that bidders of a procurement, or of one lot, fill in.

    Raises InputError where its method has errors, and CannotRunError where a lot has to be named.
    """
    inputs = _sound(folder, as_of, lot).inputs
    write_atomically(output, issued_bytes(bid_return(inputs, inputs.procurement.tender_deadline)), force)


def read_returns(folder: Path, paths: Sequence[Path], wish: Wish) -> Received:
    """Read filled-in workbooks and write a bid file for each; where any has an error, none is written.

    So it is where validation would find an error once they were written. With ``check`` the same is found, and nothing
    is written at all.

    Raises InputError with the findings of every workbook, and CannotRunError where a bid file exists already.
    """
    loaded = _sound(folder, wish.as_of, wish.lot)
    returns = [_read(path, loaded.inputs, wish.comparator) for path in paths]
    findings = [finding for returned in returns for finding in returned.findings]
    findings += returned_twice(returns)
    findings += () if wish.bid_id else unclear_bids(returns, loaded.inputs.bids)
    if has_errors(findings):
        raise InputError(findings)
    # All are planned before one is written: half of the returns in a folder would look like all of them.
    planned = planned_bids(folder, loaded.inputs, returns, wish)
    check_replaceable(planned, wish.force)
    findings += _once_written(folder, planned, wish.as_of)
    if has_errors(findings):
        raise InputError(findings)
    if wish.check:
        return Received((), tuple(findings))
    write_bids(planned)
    return Received(tuple((planned_bid.origin.path, planned_bid.target) for planned_bid in planned), tuple(findings))


def _once_written(folder: Path, planned: Sequence[Planned], as_of: date | None) -> Iterator[Finding]:
    """Yield what validation would find with the bids written; what it finds in one of them stands in its workbook."""
    contents = {planned_bid.target.relative_to(folder).as_posix(): planned_bid.content for planned_bid in planned}
    origins = {planned_bid.target.as_posix(): planned_bid.origin for planned_bid in planned}
    for finding in procurement_checked(folder, as_of, planned=contents).findings:
        origin = origins.get(finding.place.path)
        yield finding if origin is None else finding.at(cell_stating(finding.place.keys, origin.path, origin.answers))


def _sound(folder: Path, as_of: date | None, lot: str | None) -> Loaded:
    """Read a procurement whose method has no errors; its bids and scores are not looked into."""
    loaded = load(folder, as_of).of_lot(lot)
    findings = loaded.resolve(method_findings(loaded.inputs))
    if has_errors(findings):
        raise InputError(findings)
    return loaded


def _read(path: Path, inputs: Inputs, comparator: bool) -> Return:
    try:
        answers, findings = read_form(path, bid_return(inputs, about_of(path).get(DEADLINE)))
    except InputError as problem:
        return Return(path, {}, problem.findings)
    taken = Taken(path.as_posix(), answers, comparator)
    content = bid_content(taken, asked_of(inputs))
    told = {finding.place for finding in findings if has_errors([finding])}
    # An answer that could not be read, or whose cell is gone, is reported once, by the reader, and is not missing too.
    more = (finding for finding in taken.findings if finding.place.keys[-1] and finding.place not in told)
    return Return(path, content, (*findings, *more), answers)
