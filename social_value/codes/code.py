"""What is published about the code of a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A code in words, and everything that is published about it.

    ``reference`` names the law or guidance that the rule rests on, with its confidence in brackets where it is not
    official; it is empty where the rule only keeps a file readable. A finding of a waivable code may stand, where its
    file gives a reason (``model.base.Waiver``).
    """

    id: str
    severity: Literal["error", "warning", "outstanding"]
    means: str
    way_out: str
    protects: str
    reference: str = ""
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Codes that belong together, under a heading of the page."""

    title: str
    codes: tuple[Code, ...]
