"""``social-value response``: the workbook that bidders fill in, out and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from social_value.cli.options import AsOf, Check, Folder, Force, Lot, Quiet, day

app = typer.Typer(
    help="Make the workbook that bidders fill in, and read what they send back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("make")
def make(
    folder: Folder,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Workbook to write.", show_default=False)
    ],
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    """Write the workbook that every bidder fills in; it asks for what the method uses, and for nothing else."""
    from social_value.cli.exits import say
    from social_value.files.bid_returns import make_return

    make_return(folder, output, force, day(as_of), lot)
    if not quiet:
        say([f"Written: {output}", "Send the same file to every bidder."])


@app.command("read")
def read(
    folder: Folder,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Workbooks that bidders sent back.", show_default=False)
    ],
    bid_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Id of the bid, where one file is read.")
    ] = None,
    comparator: Annotated[
        bool, typer.Option("--comparator", help="The bid is a comparator, such as an in-house team: never ranked.")
    ] = False,
    check: Check = False,
    lot: Lot = None,
    force: Force = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    """Read filled-in workbooks and write one bid file for each; where anything has an error, none is written.

    Every cell that was changed although it was not to be filled in is named. The bids are validated with the
    procurement before they are written.
    """
    from social_value.cli.exits import say
    from social_value.errors import CannotRunError
    from social_value.files.bid_files import Wish
    from social_value.files.bid_returns import read_returns
    from social_value.render.findings_text import findings_text, read_words

    if bid_id is not None and len(files) > 1:
        raise CannotRunError("--id names one bid, and several files are read.", "Read that file by itself.")
    received = read_returns(folder, files, Wish(bid_id, comparator, force, check, day(as_of), lot))
    for line in findings_text(received.findings):
        typer.echo(line)
    if not quiet:
        say(f"Written: {target}, from {path}" for path, target in received.bids)
        say([read_words(len(files), received.findings, check)])
