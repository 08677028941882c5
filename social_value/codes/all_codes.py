"""Every code, in chapters: ``docs/rules.md`` is written from here, and every report takes its words about a code.

A module that makes findings imports the codes that it gives, and not all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from social_value.codes import (
    act,
    any_file,
    assets_and_data,
    bids,
    catalogue,
    csv_files,
    efficiency,
    filled_in,
    forms_returned,
    frameworks,
    linking,
    lots,
    method,
    outstanding,
    panel,
    place,
    policy,
    provenance,
    reservations,
    returns,
    scores,
    tender_decisions,
    valuation,
    values,
    waivers,
    workbooks,
    yaml_files,
)
from social_value.codes.code import Code


@dataclass(frozen=True, slots=True)
class Chapter:
    """Codes that belong together, under a heading of the page: those that a module defines, in their order there."""

    title: str
    module: ModuleType

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of the chapter."""
        return codes_in(self.module)


def codes_in(module: ModuleType) -> tuple[Code, ...]:
    """Return the codes that a module defines, in their order there."""
    return tuple(value for value in vars(module).values() if isinstance(value, Code))


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("Reading any file", any_file),
    Chapter("Reading YAML", yaml_files),
    Chapter("Reading CSV", csv_files),
    Chapter("Reading workbooks", workbooks),
    Chapter("What was filled in", filled_in),
    Chapter("Forms that came back", forms_returned),
    Chapter("Keys and values", values),
    Chapter("The method", method),
    Chapter("Lots", lots),
    Chapter("The bids", bids),
    Chapter("Reservations and conflicts between bids", reservations),
    Chapter("Bid returns", returns),
    Chapter("Efficiency and capacity", efficiency),
    Chapter("Social value in money", valuation),
    Chapter("Place, need and agencies", place),
    Chapter("Joined-up value", linking),
    Chapter("Shared assets, data and pilots", assets_and_data),
    Chapter("Scores, consensus and decisions", scores),
    Chapter("What becomes of a tender", tender_decisions),
    Chapter("Score sheets and moderation", panel),
    Chapter("Frameworks, scales and registers", catalogue),
    Chapter("Frameworks: what they build on", frameworks),
    Chapter("What frameworks ask", policy),
    Chapter("The Procurement Act 2023 and equal treatment", act),
    Chapter("Dates and sources", provenance),
    Chapter("Waivers", waivers),
    Chapter("Outstanding", outstanding),
)
"""Every chapter, in the order of the page."""
CODES: Mapping[str, Code] = {code.id: code for chapter in CHAPTERS for code in chapter.codes}
"""Every code by its id."""
