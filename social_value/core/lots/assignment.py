"""The heaviest way to give rows to columns, each at most once, by the Hungarian algorithm on whole numbers.

Source: H. W. Kuhn, The Hungarian Method for the assignment problem, Naval Research Logistics Quarterly 2 (1955), in
the form with potentials that adds one row after the other.
"""

from __future__ import annotations

from collections.abc import Sequence


def heaviest(weights: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of every row so that the sum of weights is highest; there are as many columns as rows or more.

    >>> heaviest([[9, 8], [9, 1]])
    [1, 0]
    """
    matching = _Matching(weights)
    for row in range(len(weights)):
        matching.add(row)
    return [matching.row_of.index(row) for row in range(len(weights))]


class _Matching:
    """A heaviest matching of the rows so far: prices of rows and columns under which every pair of it costs nothing."""

    def __init__(self, weights: Sequence[Sequence[int]]) -> None:
        self._weights = weights
        self._columns = range(len(weights[0]) if weights else 0)
        self._rows = [0] * len(weights)
        self._prices = [0] * len(self._columns)
        self.row_of: list[int | None] = [None] * len(self._columns)

    def add(self, row: int) -> None:
        """Match one more row along the cheapest path of exchanges that ends at a free column."""
        best: dict[int, tuple[int, int | None]] = {}
        seen: list[int] = []
        column: int | None = None
        while True:
            here = row if column is None else self._row(column)
            for reached in self._columns:
                cost = -self._weights[here][reached] - self._rows[here] - self._prices[reached]
                if reached not in seen and (reached not in best or cost < best[reached][0]):
                    best[reached] = (cost, column)
            # Of equal costs the first column, so that the same bids always give the same awards.
            nearest = min(
                (unseen for unseen in best if unseen not in seen), key=lambda unseen: (best[unseen][0], unseen)
            )
            self._reprice(row, seen, best, best[nearest][0])
            column = nearest
            if self.row_of[column] is None:
                break
            seen.append(column)
        self._exchange(row, column, best)

    def _row(self, column: int) -> int:
        row = self.row_of[column]
        if row is None:
            raise LookupError(f"column {column} is free")
        return row

    def _reprice(self, row: int, seen: list[int], best: dict[int, tuple[int, int | None]], step: int) -> None:
        self._rows[row] += step
        for column in seen:
            self._rows[self._row(column)] += step
            self._prices[column] -= step
        for column in best.keys() - set(seen):
            best[column] = (best[column][0] - step, best[column][1])

    def _exchange(self, row: int, column: int, best: dict[int, tuple[int, int | None]]) -> None:
        while (before := best[column][1]) is not None:
            self.row_of[column] = self.row_of[before]
            column = before
        self.row_of[column] = row
