"""Two reports side by side, on the terminal and as JSON."""

from __future__ import annotations

import json
from typing import TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from social_value import __version__
from social_value.core.evaluation.report_comparison import Comparison, Side, Stood, moved
from social_value.model.base import PILLARS, Pillar
from social_value.render.console import console
from social_value.text import shown_text
from social_value.wording import PILLAR_LABELS

SCHEMA = "social-value/compare@1"


def print_comparison(comparison: Comparison, stream: TextIO) -> None:
    """Print the difference of the methods, then every bid in both reports."""
    screen = console(stream)
    for letter, side in (("A", comparison.before), ("B", comparison.after)):
        screen.print(Text(f"{letter}: {shown_text(side.name)}, {shown_text(side.procurement)}"), soft_wrap=True)
        if side.edited:
            screen.print(Text(f"   {shown_text(side.edited)}. What follows is what it was published with."))
    if comparison.same_method:
        screen.print(Text("The same method: the fingerprints are equal."))
    else:
        screen.print(Text("Different methods, so totals do not mean the same:", style="bold"))
        for words in comparison.differences:
            screen.print(Text(f"  {shown_text(words)}"), soft_wrap=True)
    screen.print(_table(comparison, screen.encoding.lower().startswith("utf")))


def _table(comparison: Comparison, blocks: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD if blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Bid", no_wrap=True)
    for head in ("Rank A", "Rank B", "Total A", "Total B", "Moved"):
        table.add_column(head, justify="right", no_wrap=True)
    pillars = _pillars(comparison)
    for pillar in pillars:
        table.add_column(f"{PILLAR_LABELS[pillar]} A, B", justify="right")
    table.add_column("Status A, B")
    for bid, before, after in comparison.bids:
        table.add_row(*(Text(shown_text(cell)) for cell in _cells(bid, before, after, pillars)))
    return table


def _pillars(comparison: Comparison) -> tuple[Pillar, ...]:
    sides = [stood for _, before, after in comparison.bids for stood in (before, after) if stood is not None]
    return tuple(pillar for pillar in PILLARS if any(pillar in stood.pillars for stood in sides))


def _cells(bid: str, before: Stood | None, after: Stood | None, pillars: tuple[Pillar, ...]) -> list[str]:
    both = (before, after)
    ranks = ["" if stood is None or stood.rank is None else str(stood.rank) for stood in both]
    totals = [stood.total if stood is not None else None for stood in both]
    marks = [
        ", ".join(
            "-" if stood is None or pillar not in stood.pillars else f"{stood.pillars[pillar]:f}" for stood in both
        )
        for pillar in pillars
    ]
    statuses = [stood.status if stood is not None else "not there" for stood in both]
    shown = ["-" if total is None else f"{total:f}" for total in totals]
    return [bid, *ranks, *shown, moved(*totals), *marks, ", ".join(dict.fromkeys(statuses))]


def comparison_json(comparison: Comparison) -> str:
    """Return both reports and the difference of their methods."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": __version__},
        "same_method": comparison.same_method,
        "differences": list(comparison.differences),
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "bids": [
            {"bid": bid, "before": _stood(before), "after": _stood(after), "moved": _moved(before, after)}
            for bid, before, after in comparison.bids
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _side(side: Side) -> dict[str, object]:
    return {
        "name": side.name,
        "procurement": side.procurement,
        "fingerprint": side.fingerprint,
        "edited": side.edited or None,
    }


def _stood(stood: Stood | None) -> dict[str, object] | None:
    if stood is None:
        return None
    return {
        "supplier": stood.supplier,
        "status": stood.status,
        "rank": stood.rank,
        "total": None if stood.total is None else f"{stood.total:f}",
        "pillars": {pillar: f"{marks:f}" for pillar, marks in stood.pillars.items()},
    }


def _moved(before: Stood | None, after: Stood | None) -> str | None:
    return moved(before.total if before else None, after.total if after else None) or None
