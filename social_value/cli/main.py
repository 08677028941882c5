"""The command line. Exit codes: 0 done, 1 findings of severity error, 2 could not run, 3 not final yet."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from social_value import __version__
from social_value.cli import (
    compare,
    explain,
    frameworks,
    init,
    moderate,
    panel,
    response,
    route,
    schema,
    score,
    scoresheet,
    validate,
    what_if,
)
from social_value.cli.exits import COULD_NOT_RUN, exit_code_of
from social_value.errors import CannotRunError, SocialValueError

app = typer.Typer(
    name="social-value",
    help="Score public tenders against financial, environmental and social criteria, with every step shown.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init.init)
app.command()(validate.validate)
app.command()(schema.schema)
app.command()(score.score)
app.command()(explain.explain)
app.command("what-if")(what_if.what_if)
app.command()(compare.compare)
app.command()(panel.panel)
app.command()(moderate.moderate)
app.command()(route.route)
app.add_typer(frameworks.app, name="frameworks")
app.add_typer(response.app, name="response")
app.add_typer(scoresheet.app, name="scoresheet")


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"social-value {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Score public tenders against financial, environmental and social criteria, with every step shown."""


def _write_utf_8() -> None:
    """Write the same bytes into a pipe or file everywhere; a terminal shows what it cannot print as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def main() -> None:
    """Run the command line; every failure ends in plain words and an exit code, never in a traceback."""
    collects = gc.isenabled()
    # A run ends before there is anything to collect: looking for it costs a third of the time of a large one, and
    # looking once more at exit, which freezing prevents, a seventh of the time of a small one.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        _run()
    finally:
        if collects:
            gc.enable()


def _run() -> None:
    _write_utf_8()
    try:
        app()
    except SystemExit as left:
        # Typer ends with 1 where whoever read our output has gone, and 1 means findings.
        if isinstance(left.__context__, BrokenPipeError):
            sys.exit(COULD_NOT_RUN)
        raise
    except SocialValueError as problem:
        sys.exit(exit_code_of(problem))
    except OSError as problem:
        what = f'"{problem.filename}"' if problem.filename else "The output"
        way_out = "Check the disk, the path and who may read or write it."
        sys.exit(exit_code_of(CannotRunError(f"{what} cannot be used: {problem.strerror or problem}.", way_out)))
    except Exception as problem:  # the last resort, so that nobody sees a traceback
        if os.environ.get("SOCIAL_VALUE_DEBUG"):
            raise
        typer.echo(f"This is a defect in social-value: {type(problem).__name__}: {problem}", err=True)
        typer.echo("Please report it. SOCIAL_VALUE_DEBUG=1 shows where it happened.", err=True)
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    main()
