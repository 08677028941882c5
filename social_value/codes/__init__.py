"""The codes of findings: what each means, what it protects, and what to do about it.

``docs/rules.md`` is written from here, and every report takes its words about a code from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from social_value.codes.code import Chapter, Code
from social_value.codes.valuation import VALUATION

CHAPTERS: tuple[Chapter, ...] = (VALUATION,)
"""Every chapter, in the order of the page."""
CODES: Mapping[str, Code] = {code.id: code for chapter in CHAPTERS for code in chapter.codes}
"""Every code by its id."""
