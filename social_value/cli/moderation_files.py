"""The workbook of ``social-value moderate``: written for the meeting, and read back into ``consensus.yaml``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from social_value.cli.exits import say
from social_value.cli.sound_for_panel import ready_to_moderate, say_warnings

if TYPE_CHECKING:
    from social_value.core.inputs import Inputs
    from social_value.files.load import Loaded


def to_moderate(folder: Path, as_of: date | None, progress: bool, lot: str | None) -> Loaded:
    """Read a procurement whose levels a panel settles. Raises CannotRunError where an average does."""
    from social_value.core.scoring.seat_levels import average_of
    from social_value.errors import CannotRunError
    from social_value.files.load import load
    from social_value.render.progress import stage

    with stage("Reading", progress):
        loaded = load(folder, as_of).of_lot(lot)
    average = average_of(loaded.inputs)
    if average is not None:
        message = "There is nothing to moderate: no panel agrees on a level."
        raise CannotRunError(message, f"The procurement publishes that the {average} of evaluators' marks counts.")
    return loaded


def make_book(inputs: Inputs, output: Path, force: bool) -> None:
    """Write the workbook in which the panel sees its levels side by side and agrees.

    Raises CannotRunError where one evaluator scored every bid, and NotReadyError where scores are still due.
    """
    from social_value.core.procurement_stage import require_scores, standing_of
    from social_value.core.scoring.field import field_of
    from social_value.errors import CannotRunError
    from social_value.files.disk import write_atomically
    from social_value.files.forms.issuing import issued_bytes
    from social_value.files.forms.moderation_book import moderation_book

    form = moderation_book(inputs)
    if len(form.sheets) == 1:
        require_scores(standing_of(field_of(inputs)))
        message = "There is nothing to moderate: no bid was scored by several evaluators."
        raise CannotRunError(message, "Read the score sheets of the other evaluators first.")
    write_atomically(output, issued_bytes(form), force)


def read_book(folder: Path, file: Path, as_of: date | None, quiet: bool, lot: str | None, check: bool) -> None:
    """Read a moderation workbook into ``consensus.yaml``; what it does not hold stays as it is there.

    With ``check`` the same is found and nothing is written.
    """
    from social_value.files.consensus_file import CONSENSUS, consensus_text
    from social_value.files.disk import write_atomically
    from social_value.files.forms.moderation_reading import read_moderation

    loaded = ready_to_moderate(folder, as_of, quiet=True, lot=lot)
    moderated, findings = read_moderation(file, loaded.inputs)
    if (moderated.agreed or moderated.changed) and not check:
        write_atomically(folder / CONSENSUS, consensus_text(moderated.consensus).encode(), force=True)
    if not quiet:
        say_warnings(findings)
        outcome = f"{(folder / CONSENSUS).as_posix()}: {moderated.agreed} agreed, {moderated.changed} changed."
        say([f"{outcome} Nothing was written." if check else outcome])
