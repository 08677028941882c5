"""What is published about the code of a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A code in words, and everything that is published about it.

    ``reference`` names the law or guidance that the rule rests on, with its confidence in brackets where it is not
    official; it is empty where the rule only keeps a file readable. A finding of a waivable code may stand, where its
    file gives a reason (``model.base.Waiver``). The severity of a code that is ``as-stated`` is the one that the
    broken rule of a framework states. A code that is ``found_when_scored`` needs marks, so ``validate`` never finds it.
    """

    id: str
    severity: Literal["error", "warning", "as-stated", "outstanding"]
    means: str
    way_out: str
    protects: str
    reference: str = ""
    waivable: bool = False
    found_when_scored: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Codes that belong together, under a heading of the page."""

    title: str
    codes: tuple[Code, ...]
