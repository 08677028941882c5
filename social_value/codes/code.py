"""What is published about the code of a finding, and the findings that are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from social_value.findings import Finding, Outstanding, Place, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A code in words, and everything that is published about it.

    ``reference`` names the law or guidance that the rule rests on, with its confidence in brackets where it is not
    official; it is empty where the rule only keeps a file readable. A finding of a waivable code may stand, where its
    file gives a reason (``model.base.Waiver``). A code that is ``found_when_scored`` needs marks, so ``validate`` never
    finds it.
    """

    severity: ClassVar[Literal["error", "warning", "as-stated", "outstanding"]]

    id: str
    means: str
    way_out: str
    protects: str
    reference: str = ""
    waivable: bool = False
    found_when_scored: bool = False


class FindingCode(Code):
    """A code of what is wrong in a file."""

    __slots__ = ()

    def at(self, place: Place, message: str, way_out: str = "") -> Finding:
        """Return a finding of this code: where it is, what was found, and what to write there."""
        severity = Severity.WARNING if self.severity == "warning" else Severity.ERROR
        return Finding(self.id, severity, place, message, way_out)


class ErrorCode(FindingCode):
    """A code whose findings stop the run."""

    __slots__ = ()
    severity = "error"


class WarningCode(FindingCode):
    """A code whose findings are reported and do not stop the run."""

    __slots__ = ()
    severity = "warning"


class StatedCode(FindingCode):
    """A code whose findings are as severe as the framework says whose rule is broken; until it is asked, errors."""

    __slots__ = ()
    severity = "as-stated"


class OutstandingCode(Code):
    """A code of what must be decided or done before a result is final."""

    __slots__ = ()
    severity = "outstanding"

    def about(self, subject: str, message: str, way_out: str) -> Outstanding:
        """Return what is outstanding about a bid, a lot or an evaluator, and the way out."""
        return Outstanding(self.id, subject, message, way_out)
