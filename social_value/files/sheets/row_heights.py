"""How high a row must be to show its texts.

No spreadsheet fits a row to cells that are merged, and not every one fits rows to their texts when it opens a file.
So the file states the height of every row whose texts take several lines. How wide letters are depends on fonts that
are not known here; each way of counting lines is an estimate for one kind of text.
"""

from __future__ import annotations

from textwrap import wrap

USUAL_WIDTH, USUAL_HEIGHT = 8.43, 15.0
"""Characters of a column and points of a row that state nothing of their own."""
LINE_HEIGHT = 13.0
"""Points of one line among several, in the letters of ten points that all sheets use."""
HIGHEST_ROW = 409.0
"""Points: Excel makes no row higher than 409.5, and what does not fit is not seen."""


def row_height(lines: int, *, margin: float, highest: float = HIGHEST_ROW) -> float:
    """Return the height of a row in points; 0 stands for the height that every row has, which is enough for a line.

    >>> row_height(1, margin=2), row_height(3, margin=2), row_height(100, margin=2)
    (0.0, 41.0, 409.0)
    """
    return 0.0 if lines < 2 else min(LINE_HEIGHT * lines + margin, highest)


def prose_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many characters, by its length alone.

    Prose has narrow letters enough to make up for what is left empty at the ends of lines.

    >>> prose_lines("a" * 24, 10), prose_lines("one" + chr(10) + "two", 10)
    (3, 2)
    """
    return sum(-(-len(line) // max(1, int(width * 1.15))) or 1 for line in text.split("\n"))


def heading_lines(text: str, width: float) -> int:
    """Return how many lines a heading takes, whose few words leave much of a line empty.

    >>> heading_lines("Sum as published", 12)
    2
    """
    # Headings are bold, and bold letters are an eighth wider.
    return len(wrap(text, max(1, int(8 / 9 * width)))) or 1


def unbroken_lines(text: str, width: float) -> int:
    """Return how many lines a text takes whose words are not broken, in a column of so many characters.

    >>> unbroken_lines("one two three", 8)
    2
    """
    room = max(1, int(width * 1.05) - 1)
    return sum(_lines_of_words(line.split(" "), room) for line in text.split("\n"))


def _lines_of_words(words: list[str], room: int) -> int:
    lines, used = 1, 0
    for word in words:
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines += (used - 1) // room if used > room else 0
        used = used % room if used > room else used
    return lines
