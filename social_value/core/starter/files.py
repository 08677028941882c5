"""The files of the small procurement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from social_value.core.starter.bidding import BIDS
from social_value.core.starter.choice import choose
from social_value.core.starter.invented_contract import setting_of
from social_value.core.starter.method_text import method_lines
from social_value.core.starter.responses import bid_lines, score_lines
from social_value.core.starter.starter_plan import Starter
from social_value.model.framework import Framework
from social_value.model.scale import ScoringScale


def starter_files(
    name: str, framework: Framework | None, scales: Mapping[str, ScoringScale], as_of: date | None
) -> dict[str, str] | None:
    """Return the files of a small procurement by path, or None where a framework's limits leave no weights.

    ``scales`` are all those that criteria may name: the framework's, the shared ones that it names, and our default.
    """
    setting = setting_of(framework, as_of)
    criteria = choose(framework, setting)
    if criteria is None:
        return None
    starter = Starter(identifier(name), framework, scales, setting, criteria)
    files = {"procurement.yaml": method_lines(starter)}
    files |= {f"bids/{bid.id}.yaml": bid_lines(starter, bid) for bid in BIDS}
    if any(chosen.offered.scale is not None for chosen in criteria):
        files["scores/evaluator-1.yaml"] = score_lines(starter)
    return {path: "".join(f"{line}\n" for line in lines) for path, lines in files.items()}


def identifier(name: str) -> str:
    """Return an id made from the name of a folder.

    >>> identifier("Grounds maintenance 2027"), identifier("¿?")
    ('grounds-maintenance-2027', 'our-procurement')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:64].strip("-")
    return slug or "our-procurement"
