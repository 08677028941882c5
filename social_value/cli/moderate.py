"""``social-value moderate``: the agenda of the panel's meeting."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.options import AsOf, Folder, NoProgress, Quiet, day
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
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Print the agenda of moderation: where evaluators differ, and which levels decide the outcome."""
    from social_value.files.load import load
    from social_value.render.progress import stage

    progress = not (quiet or no_progress)
    with stage("Reading", progress):
        loaded = load(folder, day(as_of))
    print_agenda(agenda_in(loaded, progress), output_format)


def agenda_in(loaded: Loaded, progress: bool) -> Agenda:
    """Return the agenda of what was read. Raises InputError with resolved places."""
    from social_value.core.agenda.agenda import agenda_of
    from social_value.render.progress import stage

    try:
        with stage("Trying every level", progress):
            return agenda_of(loaded.inputs)
    except InputError as problem:
        raise InputError(loaded.resolve(problem.findings)) from None


def print_agenda(agenda: Agenda, output_format: AgendaFormat) -> None:
    """Print the agenda on standard output."""
    if output_format is AgendaFormat.JSON:
        from social_value.render.agenda_json import agenda_json

        sys.stdout.write(agenda_json(agenda))
    else:
        from social_value.render.agenda import agenda_text

        sys.stdout.write(agenda_text(agenda))
