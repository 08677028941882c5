"""What was asked on the terminal: what was changed, the ranking before and after, and the picture of a sweep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.what_if.other_framework import OtherFramework
from social_value.core.what_if.scored_again import Changed
from social_value.core.what_if.sweep import WHOLE, Sweep
from social_value.core.what_if.weights_in_words import interval_words, names, order, weight, whole_words
from social_value.render.console import console
from social_value.render.findings_text import findings_text
from social_value.text import shown_text
from social_value.wording import STATUS_LABELS, published

STAYS = "The published result stays as it is."
MOST_ROWS = 60
_COLOURS = ("blue", "green", "magenta", "yellow", "cyan", "red")
_LETTERS = ascii_uppercase


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
        _print_sweep(swept, screen)


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
        "Left out" if then is None else STATUS_LABELS[then.status],
    )


def _verdict(evaluation: Evaluation, outcome: Changed) -> str:
    before, after = evaluation.ranking, outcome.ranking
    if after.first != before.first:
        return f"First would be {names(after.first)} instead of {names(before.first)}."
    left = tuple(group for group in before.groups if set(group) & set(after.ranks))
    same = left == after.groups
    return f"First is still {names(after.first)}{', in the same order' if same else '; the order of others changes'}."


# A sweep


def _print_sweep(swept: Sweep, screen: Console) -> None:
    kind = "pillar" if swept.target.kind == "pillar" else "criterion"
    title = f"Weight of the {kind} {swept.target.id}, now {weight(swept.at)}; all others in proportion"
    screen.print(Text(shown_text(title), style="bold"))
    screen.print(_picture(swept, 1 if screen.width > len(WHOLE) else 2))
    letters = _letters(swept)
    for first, letter in letters.items():
        screen.print(Text(f"  {letter} {names(first)}"))
    screen.print(Text(f"At whole weights: {whole_words(swept.whole)}."), soft_wrap=True)
    if swept.why_not:
        screen.print(Text(f"Between whole weights nothing is said: {swept.why_not}."), soft_wrap=True)
    lines = swept.intervals if swept.ordered else swept.by_first
    for interval in lines[:MOST_ROWS]:
        said = order(interval.groups) if swept.ordered else names(interval.first)
        screen.print(Text(f"  {interval_words(interval)}: {said}"), soft_wrap=True)
    if len(lines) > MOST_ROWS:
        screen.print(Text(f"  and {len(lines) - MOST_ROWS} more; --format json has all of them"))


def _letters(swept: Sweep) -> dict[tuple[str, ...], str]:
    """Return a letter for everybody who is first at a whole weight, in the order in which they come."""
    firsts = list(dict.fromkeys(run.first for run in swept.whole))
    return {first: _LETTERS[number] if number < len(_LETTERS) else "?" for number, first in enumerate(firsts)}


def _picture(swept: Sweep, step: int) -> Text:
    """Draw who is first at each whole weight: a letter each, so that colour is never the only signal.

    A narrow terminal has every second weight.
    """
    letters, text = _letters(swept), Text()
    for run in swept.whole:
        letter = letters[run.first]
        colour = _COLOURS[list(letters).index(run.first) % len(_COLOURS)]
        shown = len(range(run.low + run.low % step, run.high + 1, step))
        text.append(letter * shown, style=f"reverse {colour}")
    mark = [" "] * len(WHOLE)
    mark[min(100, max(0, round(swept.at))) // step] = "^"
    scale = "".join(f"{number:<10}" for number in range(0, 100, 10 * step)) + "100"
    return text.append(f"\n{''.join(mark).rstrip()}\n{scale}")
