"""``social-value moderate``: the agenda of the panel's meeting."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.exits import say
from social_value.cli.options import AsOf, Check, Folder, Force, Lot, NoProgress, Quiet, day
from social_value.errors import InputError

if TYPE_CHECKING:
    from social_value.core.agenda.agenda import Agenda
    from social_value.files.load import Loaded


class AgendaFormat(StrEnum):
    """Formats of the agenda on standard output."""

    TEXT = "text"
    JSON = "json"


def moderate(
    folder: Folder,
    output_format: Annotated[
        AgendaFormat, typer.Option("--format", help="Format of the agenda on standard output.")
    ] = AgendaFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="BOOK.xlsx", help="Write the workbook of the meeting to this file."),
    ] = None,
    returned: Annotated[
        Path | None,
        typer.Option("--read", metavar="BOOK.xlsx", help="Read what the panel agreed into consensus.yaml."),
    ] = None,
    check: Check = False,
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Print the agenda of moderation: where scores are missing and evaluators differ, blind to the outcome.

    With -o also write the workbook of the meeting; with --read read it back instead, or with --check only look.
    """
    from social_value.cli.moderation_files import make_book, read_book, to_moderate

    if output is not None and returned is not None:
        raise typer.BadParameter("cannot be used together with --output.", param_hint="--read")
    if check and returned is None:
        raise typer.BadParameter("looks at a workbook, so it needs --read.", param_hint="--check")
    if returned is not None:
        read_book(folder, returned, day(as_of), quiet, lot, check)
        return
    progress = not (quiet or no_progress)
    loaded = to_moderate(folder, day(as_of), progress, lot)
    agenda = agenda_in(loaded, progress)
    if output is not None:
        make_book(loaded.inputs, output, force)
    print_agenda(agenda, output_format)
    if output is not None and not quiet:
        say([f"Moderation workbook: {output}"])


def agenda_in(loaded: Loaded, progress: bool) -> Agenda:
    """Return the agenda of what was read. Raises InputError with resolved places."""
    from social_value.core.agenda.agenda import agenda_of
    from social_value.render.progress import stage

    try:
        with stage("Reading every reason", progress):
            return agenda_of(loaded.inputs)
    except InputError as problem:
        raise InputError(loaded.resolve(problem.findings)) from None


def print_agenda(agenda: Agenda, output_format: AgendaFormat) -> None:
    """Print the agenda on standard output."""
    if output_format is AgendaFormat.JSON:
        from social_value.render.agenda_json import agenda_json

        sys.stdout.write(agenda_json(agenda))
    else:
        from social_value.render.agenda_text import agenda_text

        sys.stdout.write(agenda_text(agenda))
