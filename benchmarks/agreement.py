"""Whether both sides of the peer's job gave the same answer, before either is timed.

Usage: agreement.py BIDS OURS.md PEER.xlsx OURS.xlsx...; fails with the first difference. The totals of the two
are not the same number (see README.md); price, quality and social value of every bid are compared instead.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from benchmarks.inputs import HIGHEST_QUANTITY, make_job

LAST_PLACE = 0.01
"""Both sides round to two places, the peer in binary floating point."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one side says of a bid."""

    rank: int
    total: float
    financial: float
    quality: float
    social: float


def ours(table: str) -> dict[str, Row]:
    """Read our ranking from its Markdown table."""
    rows = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and cells[0].isdigit():
            rank, bid, _, _, total, *pillars = cells
            rows[bid] = Row(int(rank), float(total), *(float(marks) for marks in pillars))
    return rows


def peer(report: Path) -> dict[str, Row]:
    """Read the peer's ranking from its workbook; its social value is a sum of money."""
    book = load_workbook(report, read_only=True)
    rows = {}
    cells: Any
    for cells in book["Summary"].iter_rows(min_row=2, max_col=9, values_only=True):
        rank, bid, _, _, quality, money, price, _, total = cells
        rows[str(bid)] = Row(int(rank), float(total), float(price), float(quality), float(money))
    return rows


def differences(bids: int, our_rows: dict[str, Row], peer_rows: dict[str, Row]) -> list[str]:
    """Return what does not agree, in words."""
    if our_rows.keys() != peer_rows.keys() or len(our_rows) != bids:
        return [f"{len(our_rows)} bids against {len(peer_rows)} of {bids}"]
    most = float(sum(one.worth * HIGHEST_QUANTITY for one in make_job(0).quantities))
    found = []
    for bid, row in our_rows.items():
        other = peer_rows[bid]
        expected = {"financial": other.financial, "quality": other.quality, "social": 100 * other.social / most}
        for pillar, marks in expected.items():
            if abs(getattr(row, pillar) - marks) > LAST_PLACE:
                found.append(f"{bid}: {pillar} {getattr(row, pillar)} against {marks}")
    found += [
        f"{better} and {worse} are out of order"
        for better, worse in pairwise(our_rows)
        if _wrong(our_rows, better, worse)
    ]
    return found


def _wrong(rows: dict[str, Row], better: str, worse: str) -> bool:
    return rows[better].rank > rows[worse].rank or rows[better].total < rows[worse].total


def main() -> None:
    """Compare both sides, and open each workbook of ours."""
    bids, table, report, *books = sys.argv[1:]
    found = differences(int(bids), ours(Path(table).read_text(encoding="utf-8")), peer(Path(report)))
    if found:
        sys.exit(f"the two sides disagree: {found[0]}")
    for path in books:
        names = load_workbook(path, read_only=True).sheetnames
        if names[:2] != ["Summary", "Criteria matrix"]:
            sys.exit(f"{path} holds the sheets {names}")


if __name__ == "__main__":
    main()
