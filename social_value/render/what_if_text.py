"""What was asked on the terminal: what was changed, and the ranking before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.what_if.other_framework import OtherFramework
from social_value.core.what_if.scored_again import Changed
from social_value.core.what_if.sweep import Sweep
from social_value.core.what_if.weights_in_words import names
from social_value.render.console import console
from social_value.render.findings_text import findings_text
from social_value.render.sweep_text import print_sweep
from social_value.text import shown_text
from social_value.wording import published, status_label

STAYS = "The published result stays as it is."
MOST_ROWS = 60


def print_what_if(
    evaluation: Evaluation,
    outcome: Changed | None,
    other: OtherFramework | None,
    swept: Sweep | None,
    stream: TextIO,
) -> None:
    """Print what was changed, then what would come of it."""
    screen = console(stream)
    screen.print(Text(f"What if: {shown_text(evaluation.inputs.procurement.title)}", style="bold"))
    for words in outcome.words if outcome is not None else ():
        screen.print(Text(f"Changed: {shown_text(words)}"))
    screen.print(Text(STAYS, style="dim"))
    for line in _framework(other):
        screen.print(Text(line), soft_wrap=True)
    if outcome is not None:
        screen.print(_side_by_side(evaluation, outcome, screen))
        screen.print(Text(_verdict(evaluation, outcome), style="bold"))
    if swept is not None:
        print_sweep(swept, screen)


def _framework(other: OtherFramework | None) -> Iterator[str]:
    if other is None:
        return
    yield from (f"  {difference.group}: {difference.words}" for difference in other.differences)
    yield from (f"  {words}" for words in other.read)
    for title, findings in (("Found under it and not before:", other.new), ("No longer found:", other.gone)):
        if findings:
            yield title
            yield from (f"  {line}" for line in findings_text(findings))
    if not (other.new or other.gone or other.read):
        yield "Nothing else would be found, and every scale and measure reads the same."
    if not other.valid:
        yield f"Under {other.after} the procurement would not be valid, so it is not scored."


def _side_by_side(evaluation: Evaluation, outcome: Changed, screen: Console) -> Table:
    blocks = screen.encoding.lower().startswith("utf")
    table = Table(box=box.SIMPLE_HEAD if blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    for title, side in (("Rank", "right"), ("Total", "right"), ("Then", "right"), ("Total then", "right")):
        table.add_column(title, justify="right" if side == "right" else "left", no_wrap=True)
    table.add_column("Bid", no_wrap=True)
    table.add_column("Status then", no_wrap=True)
    after = {result.id: result for result in outcome.bids}
    line = [*outcome.bids, *(result for result in evaluation.bids if result.id not in after)]
    # More rows than a screen or two are for programs, which read the JSON.
    for result in line[:MOST_ROWS]:
        table.add_row(*(Text(cell) for cell in _row(evaluation, result.id, after.get(result.id))))
    return table


def _row(evaluation: Evaluation, bid: str, then: BidResult | None) -> Sequence[str]:
    now, rounding = evaluation.result(bid), evaluation.rounding
    total = published(then.published, rounding) if then is not None else None
    return (
        "" if now.rank is None else str(now.rank),
        published(now.published, rounding) or "-",
        "" if then is None or then.rank is None else str(then.rank),
        total or "-",
        bid,
        "Left out" if then is None else status_label(then),
    )


def _verdict(evaluation: Evaluation, outcome: Changed) -> str:
    before, after = evaluation.ranking, outcome.ranking
    if after.first != before.first:
        return f"First would be {names(after.first)} instead of {names(before.first)}."
    left = tuple(group for group in before.groups if set(group) & set(after.ranks))
    same = left == after.groups
    return f"First is still {names(after.first)}{', in the same order' if same else '; the order of others changes'}."
