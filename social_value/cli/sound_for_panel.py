"""What the commands of score sheets and of moderation share: a procurement that is sound enough for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from social_value.cli.exits import say
from social_value.errors import InputError
from social_value.findings import Finding, has_errors
from social_value.render.findings_text import findings_text

if TYPE_CHECKING:
    from social_value.core.inputs import Inputs
    from social_value.files.load import Loaded


def ready_to_score(folder: Path, as_of: date | None, quiet: bool, lot: str | None) -> Loaded:
    """Read a procurement, or the lot that is named, whose method and bids are sound.

    Raises InputError where they are not, NotReadyError where no bid has come in, and CannotRunError where a lot has to
    be named.
    """
    from social_value.core.checks import findings_before_scoring

    return _checked(folder, as_of, findings_before_scoring, quiet, lot)


def ready_to_moderate(folder: Path, as_of: date | None, quiet: bool, lot: str | None) -> Loaded:
    """Read a procurement, or the lot that is named, whose method, bids and scores are sound; scores may be missing.

    Raises InputError where they are not, NotReadyError where no bid has come in, and CannotRunError where a lot has to
    be named.
    """
    from social_value.core.checks import findings_of

    return _checked(folder, as_of, findings_of, quiet, lot)


def _checked(
    folder: Path, as_of: date | None, check: Callable[[Inputs], tuple[Finding, ...]], quiet: bool, lot: str | None
) -> Loaded:
    from social_value.core.procurement_stage import require_bids
    from social_value.files.load import load

    loaded = load(folder, as_of).of_lot(lot)
    findings = loaded.resolve(check(loaded.inputs))
    if has_errors(findings):
        raise InputError(findings)
    require_bids(loaded.inputs)
    if not quiet:
        say_warnings(findings)
    return loaded


def say_warnings(findings: Iterable[Finding]) -> None:
    """Say findings that stop nothing on stderr; those that were waived are left to the report."""
    say(findings_text([finding for finding in findings if finding.waived is None]))
