"""A sweep of one weight on the terminal: a picture of who is first where, and the exact intervals below it."""

from __future__ import annotations

from itertools import count
from string import ascii_uppercase

from rich.console import Console
from rich.text import Text

from social_value.core.what_if.sweep import Sweep
from social_value.core.what_if.weights_in_words import interval_words, names, order, weight, whole_words
from social_value.text import shown_text

MOST_LINES = 60
_NARROWEST = 20
_COLOURS = ("blue", "green", "magenta", "yellow", "cyan", "red")
_LETTERS = ascii_uppercase


def print_sweep(swept: Sweep, screen: Console) -> None:
    """Print who would be first at every weight from 0 to the whole, and exactly where that changes."""
    kind = "pillar" if swept.target.kind == "pillar" else "criterion"
    title = f"Weight of the {kind} {swept.target.id}, now {weight(swept.at)}; all others in proportion"
    screen.print(Text(shown_text(title), style="bold"))
    screen.print(_picture(swept, _step(swept.top, screen.width)))
    letters = _letters(swept)
    for first, letter in letters.items():
        screen.print(Text(f"  {letter} {names(first)}"))
    screen.print(Text(f"At whole weights: {whole_words(swept.whole)}."), soft_wrap=True)
    if swept.why_not:
        screen.print(Text(f"Between whole weights nothing is said: {swept.why_not}."), soft_wrap=True)
    lines = swept.intervals if swept.ordered else swept.by_first
    for interval in lines[:MOST_LINES]:
        said = order(interval.groups) if swept.ordered else names(interval.first)
        screen.print(Text(f"  {interval_words(interval)}: {said}"), soft_wrap=True)
    if len(lines) > MOST_LINES:
        screen.print(Text(f"  and {len(lines) - MOST_LINES} more; --format json has all of them"))


def _letters(swept: Sweep) -> dict[tuple[str, ...], str]:
    """Return a letter for everybody who is first at a whole weight, in the order in which they come."""
    firsts = list(dict.fromkeys(run.first for run in swept.whole))
    return {first: _LETTERS[number] if number < len(_LETTERS) else "?" for number, first in enumerate(firsts)}


def _picture(swept: Sweep, step: int) -> Text:
    """Draw who is first at each whole weight: a letter each, so that colour is never the only signal.

    A narrow terminal has every second weight, or fewer.
    """
    letters, text = _letters(swept), Text()
    for run in swept.whole:
        letter = letters[run.first]
        colour = _COLOURS[list(letters).index(run.first) % len(_COLOURS)]
        shown = len(range(-(-run.low // step) * step, run.high + 1, step))
        text.append(letter * shown, style=f"reverse {colour}")
    mark = [" "] * (swept.top + 1)
    mark[min(swept.top, max(0, round(swept.at))) // step] = "^"
    width = swept.top // step
    scale = "".join(f"{number:<10}" for number in range(0, swept.top, 10 * step))[:width].ljust(width)
    return text.append(f"\n{''.join(mark).rstrip()}\n{scale}{swept.top}")


def _step(top: int, width: int) -> int:
    """Return how many weights one letter stands for, so that the picture fits a terminal.

    >>> _step(100, 120), _step(100, 80), _step(600, 80)
    (1, 2, 10)
    """
    steps = (factor * int(f"1{'0' * power}") for power in count() for factor in (1, 2, 5))
    return next(step for step in steps if top // step + 1 < max(width, _NARROWEST))
