"""The two ways in which a run can fail: the user's input, or the machine it runs on.

Errors carry fields and never print; ``cli`` turns them into messages and exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from social_value.findings import Finding, Outstanding


class SocialValueError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(SocialValueError):
    """The content of the user's files is malformed or invalid; ``findings`` says where and what to do."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.order))
        super().__init__("; ".join(f"{finding.place}: {finding.message}" for finding in self.findings))


class CannotRunError(SocialValueError):
    """The run could not start or finish: a wrong argument, or a file missing, unreadable or not writable."""

    def __init__(self, message: str, way_out: str = "") -> None:
        self.message = message
        self.way_out = way_out
        super().__init__(f"{message} {way_out}".strip())


class NotReadyError(SocialValueError):
    """The input is valid, but marks cannot be given yet.

    ``outstanding`` says what is missing, and ``comes_next`` in what order it comes in.
    """

    def __init__(self, outstanding: Iterable[Outstanding], comes_next: Iterable[str] = ()) -> None:
        self.outstanding = tuple(outstanding)
        self.comes_next = tuple(comes_next)
        super().__init__("; ".join(one.message for one in self.outstanding))
