"""Where the figures of bids stand, and what they are worked out from, for the sheets that read them."""

from __future__ import annotations

from dataclasses import dataclass, field

from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.sections.elsewhere import CommitmentAt
from social_value.files.sheets.references import in_row
from social_value.files.workbook.plan import PRICE

DEMAND_ROW = 6
"""Row of the reference demand of each band, above the success rates on Price."""


@dataclass
class PriceCells:
    """Columns of figures, one row a bid: on Price, or on the sheet that is named for the figure.

    ``commitments`` holds what gives a number of a commitment that is valued or earns points.
    ``rates`` and ``counts`` are the columns of success rates on Price and of the shares of them that count; the demand
    of a band stands above its rates. ``unit_prices`` are formulas, by bid and band.
    """

    columns: dict[FigureName, int] = field(default_factory=dict)
    sheets: dict[FigureName, str] = field(default_factory=dict)
    commitments: dict[CommitmentAt, str] = field(default_factory=dict)
    rates: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    unit_prices: dict[tuple[str, str], str] = field(default_factory=dict)

    def cell(self, name: FigureName) -> str:
        """Return a bid's figure, in the row of the formula that reads it. A relative figure reads its own base."""
        read = figure_name(name.rule.reads) if name.relative and name.rule else name
        return in_row(self.columns[read], self.sheets.get(read, PRICE))


def figure_label(name: FigureName) -> str:
    """Return how a column names a registered figure.

    >>> figure_label(FigureName("price-per-success", "complex"))
    'Price per success, complex'
    """
    return str(name).replace("-", " ").replace(":", ", ").capitalize()
