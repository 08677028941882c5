"""Where everything stands: the rows of bids, the columns of criteria, and which sheets are written.

A bid has the same row on every sheet that has one row a bid, so one formula serves a whole column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from social_value.core.clarifications.questions_to_bidders import Clarification, clarifications_of
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Leaf
from social_value.core.lots.lots_together import Across
from social_value.core.provenance import Provenance
from social_value.core.reads.binding import BoundFormula
from social_value.core.scoring.marking import Marker
from social_value.core.sections.registry import SECTIONS, sections_of
from social_value.core.sections.section import Section
from social_value.core.what_if.firmness_section import SENSITIVITY as FIRMNESS
from social_value.core.what_if.firmness_section import sensitivity
from social_value.files.sheets.references import fixed, in_row, span
from social_value.files.workbook.formula_text import clean_places, number_format
from social_value.files.workbook.pillar_columns import PillarColumns, columns_of_pillar
from social_value.findings import Finding
from social_value.model.base import PILLARS, Pillar
from social_value.model.procurement import Rounding
from social_value.wording import PILLAR_LABELS

SUMMARY, MATRIX, PRICE, LEVELS, GATES = (
    "Summary",
    "Criteria matrix",
    "Price",
    "Scores and rationale",
    "Gates",
)
SOCIAL_VALUE = "Social value"
SECTION_SHEETS = tuple(heading.sheet for heading in SECTIONS if not heading.apart)
SENSITIVITY = FIRMNESS.sheet
LATER_SECTION_SHEETS = (SENSITIVITY, *(heading.sheet for heading in SECTIONS if heading.apart))
"""Sheets of sections, before the panel's and after them."""
PANEL, CONFLICTS, CLARIFICATIONS = "Panel", "Conflicts", "Clarifications"
LOTS = "Lots"
FINDINGS, METHOD, AUDIT, DATA = "Findings", "Method", "Audit", "Data"
PILLAR_SHEETS: Mapping[Pillar, str] = PILLAR_LABELS
ALL_SHEETS = (
    *(SUMMARY, MATRIX),
    *PILLAR_SHEETS.values(),
    *(PRICE, SOCIAL_VALUE, *SECTION_SHEETS, LEVELS, GATES, PANEL, CONFLICTS, *LATER_SECTION_SHEETS, CLARIFICATIONS),
    *(LOTS, FINDINGS, METHOD, AUDIT, DATA),
)
ONLY_WHERE_USED = frozenset(
    {SOCIAL_VALUE, *SECTION_SHEETS, PANEL, CONFLICTS, *LATER_SECTION_SHEETS, CLARIFICATIONS, LOTS}
)
"""Sheets that are there only where the procurement has something to show on them."""
SHEETS = tuple(name for name in ALL_SHEETS if name not in ONLY_WHERE_USED)
"""Sheets that every workbook has."""
CALCULATION = frozenset({*PILLAR_SHEETS.values(), PRICE, LEVELS, GATES, METHOD})
"""Sheets that refer to one another: they are written together or not at all."""
CALCULATION_WHERE_USED = frozenset({SOCIAL_VALUE, *SECTION_SHEETS})
"""Sheets that belong to those where the procurement uses them."""
REFERS_TO_CALCULATION = frozenset(LATER_SECTION_SHEETS)
"""Sheets that refer to those, and to which none refers: whoever does not want one goes without."""

FIRST = 11
"""Row of the first bid, counted from 0, on every sheet with one row a bid."""
BID, SUPPLIER = 0, 1
WEIGHT_ROW, PUBLISHED_WEIGHT_ROW = 6, 7
FIRST_MARK = 2


@dataclass(frozen=True)
class PoolRow:
    """The row of the headings that holds one figure of the pool, the formula that gives it, and its name."""

    row: int
    formula: str
    word: str


POOL_ROWS: Mapping[str, PoolRow] = {
    "lowest": PoolRow(6, "MIN({0})", "Lowest"),
    "highest": PoolRow(7, "MAX({0})", "Highest"),
    "mean": PoolRow(8, "AVERAGE({0})", "Mean"),
    "mean_of_three": PoolRow(
        8, "IF(COUNT({0})<3,AVERAGE({0}),(SMALL({0},1)+SMALL({0},2)+SMALL({0},3))/3)", "Mean of the three lowest"
    ),
    "median": PoolRow(9, "MEDIAN({0})", "Median"),
}
"""By the names of what a pool knows, in the order of their rows. Two share a row where no formula reads both."""
LOWEST_ROW = POOL_ROWS["lowest"].row


def sheets_written(wanted: Collection[str] | None, used: Collection[str] = ()) -> tuple[str, ...]:
    """Return the sheets to write, in order. Raises ValueError where one is unknown.

    Summary and Criteria matrix are always there, since they hold the result and the weights. ``used`` names the
    sheets that the procurement uses of those that are there only then.
    """
    offered = {*SHEETS, *used}
    names = set(offered if wanted is None else wanted)
    unknown = sorted(names - set(ALL_SHEETS))
    if unknown:
        raise ValueError(f'there is no sheet "{unknown[0]}"; the sheets are {", ".join(ALL_SHEETS)}')
    calculation = CALCULATION | (CALCULATION_WHERE_USED & set(used))
    names |= {SUMMARY, MATRIX} | (calculation if names & (calculation | REFERS_TO_CALCULATION) else frozenset())
    return tuple(name for name in ALL_SHEETS if name in names & offered)


def sections_shown(evaluation: Evaluation, wanted: Collection[str] | None) -> tuple[Section, ...]:
    """Return the sections that the procurement uses, in the order of their sheets, and how firm the result is.

    They are worked out only where a sheet is wanted that belongs together with theirs.
    """
    names = set(ALL_SHEETS if wanted is None else wanted)
    if not names & (CALCULATION | CALCULATION_WHERE_USED | REFERS_TO_CALCULATION):
        return ()
    firm = sensitivity(evaluation) if SENSITIVITY in names else None
    used = [*sections_of(evaluation), *((firm,) if firm else ())]
    shown = [section for section in used if section.sheet in names or section.sheet not in REFERS_TO_CALCULATION]
    return tuple(sorted(shown, key=lambda section: ALL_SHEETS.index(section.sheet)))


@dataclass(frozen=True)
class Report:
    """An evaluation on its way into a workbook."""

    evaluation: Evaluation
    provenance: Provenance
    findings: tuple[Finding, ...]
    live: bool
    """Whether marks and hurdles are formulas; without the sheets of their inputs they are stored numbers."""
    across: Across | None = None
    """The lots together, where the evaluation is of one lot of several."""
    sections: tuple[Section, ...] = ()
    """The sections that are shown, each on its sheet."""

    @cached_property
    def bids(self) -> tuple[BidResult, ...]:
        """The bids in rank order, then the unranked."""
        return self.evaluation.bids

    @cached_property
    def pool(self) -> frozenset[str]:
        """Ids of the bids in the pool."""
        return frozenset(self.evaluation.settled.pool)

    @cached_property
    def clarifications(self) -> Mapping[str, tuple[Clarification, ...]]:
        """The questions to each bidder that has any."""
        return clarifications_of(self.evaluation)

    @property
    def last(self) -> int:
        """Row of the last bid."""
        return FIRST + max(1, len(self.bids)) - 1

    @property
    def rounding(self) -> Rounding:
        """The one declared rounding."""
        return self.evaluation.rounding

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The criteria that earn marks, by pillar, in the order of the file within each; those that count first."""
        leaves = sorted(self.evaluation.inputs.leaves, key=lambda leaf: not self.counts(leaf))
        return tuple(leaf for pillar in PILLARS for leaf in leaves if leaf.pillar == pillar)

    def counts(self, leaf: Leaf) -> bool:
        """Tell whether the marks of a criterion are part of the total, and not only of its stage."""
        return leaf.id in self.evaluation.field.scheme.counted

    def counted(self, pillar: Pillar) -> tuple[Leaf, ...]:
        """Return the criteria of a pillar whose marks are part of the total; they stand side by side."""
        return tuple(leaf for leaf in self.by_pillar[pillar] if self.counts(leaf))

    @cached_property
    def by_pillar(self) -> Mapping[Pillar, tuple[Leaf, ...]]:
        """Criteria of every pillar; a pillar without any has none."""
        return {pillar: tuple(leaf for leaf in self.leaves if leaf.pillar == pillar) for pillar in PILLARS}

    @cached_property
    def markers(self) -> Mapping[str, Marker]:
        """Markers by criterion."""
        return {marker.leaf.id: marker for marker in self.evaluation.field.markers}

    def bound(self, leaf: Leaf) -> BoundFormula | None:
        """Return the formula of a criterion, or None where it has a level or recorded marks."""
        return self.markers[leaf.id].bound

    def relative(self, leaf: Leaf) -> bool:
        """Tell whether the marks of a criterion depend on the other bids."""
        return self.markers[leaf.id].relative

    # Numbers

    @cached_property
    def places(self) -> str:
        """Style of marks that are not rounded yet."""
        return self.style("number")

    def style(self, name: str) -> str:
        """Return a style with the published number of places, for a number that is not rounded yet.

        A format rounds half up whatever the procurement says, so for another direction it shows more places.
        """
        places = self.rounding.places
        if self.rounding.direction == "half-up":
            return f"{name}|{number_format(places)}"
        return f"{name}|{number_format(max(1, places))}####"

    @property
    def marks_clean(self) -> int:
        """Places at which sums of weighted marks are free of binary noise."""
        return 11

    @cached_property
    def total_clean(self) -> int:
        """Places at which totals are free of binary noise."""
        totals = [result.published for result in self.bids if result.published is not None]
        return clean_places((Fraction(total) for total in totals), self.marks_clean)

    # Cells

    def column(self, column: int, sheet: str = "") -> str:
        """Return the cells of a column from the first bid to the last."""
        return span(FIRST, self.last, column, sheet)

    @cached_property
    def mark_columns(self) -> Mapping[str, int]:
        """Columns of the criteria on the matrix."""
        return {leaf.id: FIRST_MARK + place for place, leaf in enumerate(self.leaves)}

    def weight(self, leaf: Leaf, sheet: str = MATRIX) -> str:
        """Return the cell that holds the weight of a criterion."""
        return fixed(WEIGHT_ROW, self.mark_columns[leaf.id], sheet)

    @cached_property
    def pillar_columns(self) -> Mapping[Pillar, PillarColumns]:
        """Columns of every pillar's sheet."""
        return {
            pillar: columns_of_pillar(leaves, self.markers, SUPPLIER + 1) for pillar, leaves in self.by_pillar.items()
        }

    def on_pillar(self, leaf: Leaf) -> tuple[PillarColumns, str]:
        """Return the columns and the name of the sheet that a criterion is on."""
        pillar = leaf.pillar or "quality"
        return self.pillar_columns[pillar], PILLAR_SHEETS[pillar]

    def marks(self, leaf: Leaf) -> str:
        """Return a bid's marks on its pillar's sheet."""
        columns, sheet = self.on_pillar(leaf)
        return in_row(columns.marks[leaf.id], sheet)

    @cached_property
    def measure_homes(self) -> Mapping[str, Leaf]:
        """The first criterion that reads each measure: there the measure is an input."""
        homes: dict[str, Leaf] = {}
        for leaf in self.leaves:
            bound = self.bound(leaf)
            if bound is not None and bound.of.rule is None:
                homes.setdefault(bound.of.id, leaf)
        return homes

    def unit_of(self, name: FigureName) -> str:
        """Return the unit of a figure or measure."""
        inputs = self.evaluation.inputs
        if name.rule is not None:
            return name.rule.unit.format(currency=inputs.procurement.currency)
        measure = inputs.measures.get(name.id)
        return measure.unit if measure else ""

    def title_of(self, name: FigureName) -> str:
        """Return the title of a figure or measure."""
        measure = self.evaluation.inputs.measures.get(name.id) if name.rule is None else None
        return measure.title if measure else str(name)
