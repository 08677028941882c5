"""``social-value scoresheet``: evaluators' workbooks, made, read back, and the key of their pseudonyms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from social_value.cli.options import AsOf, Check, Folder, Force, Lot, Quiet, day

app = typer.Typer(
    help="Make evaluators' score sheets, read them back, or write the key of the bids' pseudonyms.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write this file.", show_default=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Returned score sheets.", show_default=False)]
_NOTHING_WRITTEN = "Nothing was written, because a sheet has an error:"


@app.command("make")
def make(
    folder: Folder,
    evaluator: Annotated[
        str, typer.Option("--evaluator", metavar="ID", help="Code of the evaluator, not a name.", show_default=False)
    ],
    output: Output,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="Such as clinical, finance or resident.")
    ] = None,
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    """Make the workbook in which one evaluator scores the bids, one sheet a question."""
    from social_value.cli.exits import say
    from social_value.cli.sound_for_panel import ready_to_score
    from social_value.core.panel.pseudonyms import is_anonymous
    from social_value.errors import CannotRunError
    from social_value.files.disk import write_atomically
    from social_value.files.forms.issuing import issued_bytes
    from social_value.files.forms.score_sheet import LONGEST_ROLE, has_scores, score_sheet
    from social_value.files.pseudonym_key import PSEUDONYMS, pseudonyms_text
    from social_value.model.base import is_identifier
    from social_value.text import is_device_name

    if not is_identifier(evaluator):
        hint = "Use letters, digits, - and _, at most 64, beginning with a letter or digit."
        raise typer.BadParameter(hint, param_hint="--evaluator")
    if is_device_name(evaluator):
        hint = f"Windows keeps the name {evaluator} for a device. Use another code, such as evaluator-1."
        raise typer.BadParameter(hint, param_hint="--evaluator")
    if role is not None and (len(role) > LONGEST_ROLE or not role.isprintable()):
        raise typer.BadParameter(f"Write at most {LONGEST_ROLE} characters, on one line.", param_hint="--role")
    loaded = ready_to_score(folder, day(as_of), quiet, lot)
    form = score_sheet(loaded.inputs, evaluator, role)
    if not has_scores(form):
        message = "There is nothing to score: no criterion is scored by levels, or no bid is read."
        way_out = "Score sheets are for criteria with `score: {rule: scale}`, and for bids."
        if loaded.inputs.panel is not None:
            message = f"There is nothing to score: panel.yaml allocates nothing to {evaluator}."
            way_out = f"Name {evaluator} in panel.yaml, with the criteria and lots to score."
        raise CannotRunError(message, way_out)
    content = issued_bytes(form)
    if is_anonymous(loaded.inputs):
        # Before the sheet goes out: whatever happens then, no other sheet shows a bid by another letter.
        write_atomically(folder / PSEUDONYMS, pseudonyms_text(loaded.inputs).encode(), force=True)
    write_atomically(output, content, force)
    if not quiet:
        say([f"Score sheet of {evaluator}: {output}"])


@app.command("read")
def read(
    folder: Folder,
    files: Files,
    check: Check = False,
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    """Read returned score sheets into the procurement's score files, all of them or none."""
    from social_value.cli.exits import say
    from social_value.cli.sound_for_panel import ready_to_score, say_warnings
    from social_value.errors import InputError
    from social_value.files.disk import write_folder
    from social_value.files.forms.score_sheet_reading import read_score_sheets, score_files, taken
    from social_value.findings import has_errors
    from social_value.render.findings_text import read_words

    loaded = ready_to_score(folder, day(as_of), quiet=True, lot=lot)
    returned, findings = read_score_sheets(files, loaded.inputs)
    findings = (*findings, *taken(folder, loaded.inputs, returned, force))
    if has_errors(findings):
        say([_NOTHING_WRITTEN])
        raise InputError(findings)
    written = score_files(loaded.inputs, returned)
    if not check:
        write_folder(folder, written, force=True)
    if not quiet:
        say_warnings(findings)
        scores = [f"Scores: {(folder / name).as_posix()}" for name in written]
        say([read_words(len(files), findings, check)] if check else scores)


@app.command("key")
def key(folder: Folder, output: Output, lot: Lot = None, force: Force = False, as_of: AsOf = None) -> None:
    """Write which bid stands behind each pseudonym. Keep this file away from evaluators."""
    from social_value.cli.sound_for_panel import ready_to_score
    from social_value.core.panel.pseudonyms import is_anonymous
    from social_value.errors import CannotRunError
    from social_value.files.disk import write_atomically
    from social_value.files.pseudonym_key import key_text

    loaded = ready_to_score(folder, day(as_of), quiet=True, lot=lot)
    if not is_anonymous(loaded.inputs):
        way_out = "Write `panel: {anonymous_bids: true}` in procurement.yaml where they should."
        raise CannotRunError("The bids of this procurement have no pseudonyms.", way_out)
    write_atomically(output, key_text(loaded.inputs).encode(), force)
