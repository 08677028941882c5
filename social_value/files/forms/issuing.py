"""A form goes out only where it can be read when it comes back, empty or filled in."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.errors import CannotRunError, InputError
from social_value.files.forms.form import Form, Input
from social_value.files.forms.form_reading import form_in
from social_value.files.forms.write import form_bytes
from social_value.files.incoming import package as packages
from social_value.files.incoming import xml_parts
from social_value.files.incoming.incoming_book import workbook_of

ROOM = 1_000
"""Characters for which every cell to fill in has room, whatever else is filled in: some two hundred words."""
_PACKED, _TAGS = 2, 10
"""A text is packed to at most so small a part of its length; a cell that is filled in takes so many tags more."""
_NAME = "issued.xlsx"
_SMALLER = (
    "Make it smaller: shorten the texts that it shows, or divide the procurement into lots. Bid and score files may "
    "also be written by hand."
)


def issued_bytes(form: Form) -> bytes:
    """Return the workbook of a form that can be read when it comes back; the same form gives the same bytes.

    Raises CannotRunError where it would be refused, because a limit of the reader (docs/security.md) is lower than what
    the form holds, with room for answers.
    """
    content = form_bytes(form)
    refused = next(_refused(content, form), None)
    if refused is not None:
        raise CannotRunError(f"The workbook could not be read when it comes back: {refused}", _SMALLER)
    return content


def _refused(content: bytes, form: Form) -> Iterator[str]:
    """Yield in words why a workbook would be refused, empty or filled in."""
    try:
        package = packages.package_of(content, _NAME)
        _, findings = form_in(workbook_of(package), form)
    except InputError as problem:
        yield from (finding.message for finding in problem.findings)
        return
    yield from (finding.message for finding in findings)
    yield from _without_room(package, len(content), form)


def _without_room(package: packages.Package, size: int, form: Form) -> Iterator[str]:
    """Yield the limits that answers would reach, in words."""
    inputs = sum(isinstance(cell, Input) for sheet in form.sheets for cell in sheet.cells.values())
    sizes = [entry.file_size for entry in package.archive.infolist()]
    for held, room, limit in (
        (size, inputs * ROOM // _PACKED, packages.LARGEST_WORKBOOK),
        (max(sizes), inputs * ROOM, packages.LARGEST_PART),
        (sum(sizes), inputs * ROOM, packages.LARGEST_TOTAL),
        (package.tags, inputs * _TAGS, xml_parts.MOST_TAGS),
    ):
        if held + room > limit:
            yield f"with {inputs} cells to fill in, there is no room for {ROOM} characters in each."
