"""Exit codes, and the words that go with each kind of failure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import typer

from social_value.errors import CannotRunError, InputError, NotReadyError, SocialValueError
from social_value.findings import Outstanding
from social_value.render.findings_text import counted, findings_text, outstanding_text

DONE = 0
FINDINGS = 1
COULD_NOT_RUN = 2
NOT_FINAL = 3


def exit_code_of(problem: SocialValueError) -> int:
    """Say on stderr what went wrong, and return the exit code."""
    if isinstance(problem, InputError):
        say(findings_text(problem.findings))
        say([f"Found {counted(problem.findings)}."])
        return FINDINGS
    if isinstance(problem, NotReadyError):
        say(outstanding_text(problem.outstanding))
        say([*(f"Next: {words}" for words in problem.comes_next), "Marks cannot be given yet."])
        return NOT_FINAL
    if isinstance(problem, CannotRunError):
        say(line for line in (problem.message, problem.way_out) if line)
    return COULD_NOT_RUN


def refuse_unfinished(final: bool, outstanding: Sequence[Outstanding]) -> None:
    """End with exit code 3 where the result has to be final and something is outstanding."""
    if final and outstanding:
        say([*outstanding_text(outstanding), "The result is not final: record these decisions first."])
        raise typer.Exit(NOT_FINAL)


def say(lines: Iterable[str]) -> None:
    """Write lines to stderr."""
    for line in lines:
        # Standard output holds the result and nothing else, so that it can be piped.
        typer.echo(line, err=True)
