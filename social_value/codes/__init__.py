"""The codes of findings: what each means, what it protects, and what to do about it.

``docs/rules.md`` is written from here, and every report takes its words about a code from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from social_value.codes.act import ACT
from social_value.codes.assets_and_data import ASSETS_AND_DATA
from social_value.codes.bids import BIDS
from social_value.codes.catalogue import CATALOGUE
from social_value.codes.code import Chapter, Code
from social_value.codes.efficiency import EFFICIENCY
from social_value.codes.frameworks import FRAMEWORKS
from social_value.codes.incoming import ANSWERS, FORMS, INCOMING
from social_value.codes.linking import LINKING
from social_value.codes.lots import LOTS
from social_value.codes.method import METHOD
from social_value.codes.outstanding import OUTSTANDING
from social_value.codes.panel import PANEL
from social_value.codes.place import PLACE
from social_value.codes.policy import POLICY
from social_value.codes.provenance import PROVENANCE
from social_value.codes.reading import ANY_FILE, CSV, YAML
from social_value.codes.reservations import RESERVATIONS
from social_value.codes.returns import RETURNS
from social_value.codes.scores import SCORES
from social_value.codes.valuation import VALUATION
from social_value.codes.values import VALUES
from social_value.codes.waivers import WAIVERS

CHAPTERS: tuple[Chapter, ...] = (
    ANY_FILE,
    YAML,
    CSV,
    INCOMING,
    ANSWERS,
    FORMS,
    VALUES,
    METHOD,
    LOTS,
    BIDS,
    RESERVATIONS,
    RETURNS,
    EFFICIENCY,
    VALUATION,
    PLACE,
    LINKING,
    ASSETS_AND_DATA,
    SCORES,
    PANEL,
    CATALOGUE,
    FRAMEWORKS,
    POLICY,
    ACT,
    PROVENANCE,
    WAIVERS,
    OUTSTANDING,
)
"""Every chapter, in the order of the page."""
CODES: Mapping[str, Code] = {code.id: code for chapter in CHAPTERS for code in chapter.codes}
"""Every code by its id."""
