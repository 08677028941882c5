"""The command line. Exit codes: 0 done, 1 findings of severity error, 2 could not run, 3 not final yet."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from social_value import __version__
from social_value.cli import explain, schema, score, validate
from social_value.cli.exits import COULD_NOT_RUN, exit_code_of
from social_value.errors import SocialValueError

app = typer.Typer(
    name="social-value",
    help="Score public tenders against financial, environmental and social criteria, with every step shown.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(validate.validate)
app.command()(schema.schema)
app.command()(score.score)
app.command()(explain.explain)


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


def main() -> None:
    """Run the command line; every failure ends in plain words and an exit code, never in a traceback."""
    try:
        app()
    except SocialValueError as problem:
        sys.exit(exit_code_of(problem))
    except BrokenPipeError:
        # Whoever read our output has gone; say no more, and leave nothing for Python to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT_RUN)
    except Exception as problem:  # the last resort, so that nobody sees a traceback
        if os.environ.get("SOCIAL_VALUE_DEBUG"):
            raise
        typer.echo(f"This is a defect in social-value: {type(problem).__name__}: {problem}", err=True)
        typer.echo("Please report it. SOCIAL_VALUE_DEBUG=1 shows where it happened.", err=True)
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    main()
