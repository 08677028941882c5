"""The procurement of tests/good/repairs, with two lots, as it is or changed in places.

Its totals, worked by hand. North, by the shared criteria: price (90000 - P)/50000 of 40, carbon (10 - c)/10 of 20,
training places t/10 of 20, level l/5 of 20.

- kestrel-north: 50000, 4, 5, level 4: 32 + 12 + 10 + 16 = 70
- tarn-north: 60000, 2, 4, level 3: 24 + 16 + 8 + 12 = 60
- wharf-north: 55000, 5, 3, level 3: 28 + 10 + 6 + 12 = 56

South, by criteria of its own: price (120000 - P)/60000 of 50, carbon of 20, level of 30.

- kestrel-south: 90000, 4, level 3: 25 + 12 + 18 = 55
- tarn-south: 78000, 2, level 3: 35 + 16 + 18 = 69
"""

from __future__ import annotations

import shutil
from pathlib import Path

from social_value.core.lots.evaluate_lots import LotsEvaluation, evaluate_lots
from social_value.files.load import load

REPAIRS = Path(__file__).parent / "good" / "repairs"
Change = tuple[str, str, str]
"""A file, a text that is there once, and the text in its place."""
CRITERIA = "criteria:\n  - {id: F1, title: Price, pillar: financial, weight: 40"


def limit(words: str) -> Change:
    """Return the change that limits lots."""
    return "procurement.yaml", CRITERIA, f"lots_limit: {words}\n{CRITERIA}"


def price(bid: str, before: int, after: int) -> Change:
    """Return the change of one price."""
    return f"bids/{bid}.yaml", f"total: {before}", f"total: {after}"


def repairs(folder: Path, *changes: Change, remove: tuple[str, ...] = ()) -> Path:
    """Return a copy of the procurement below a folder, changed in places."""
    target = folder / "repairs"
    shutil.copytree(REPAIRS, target)
    for name, old, new in changes:
        text = (target / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        (target / name).write_text(text.replace(old, new), encoding="utf-8")
    for name in remove:
        (target / name).unlink()
    return target


def evaluated(folder: Path) -> LotsEvaluation:
    """Return the result of a procurement with lots."""
    return evaluate_lots(load(folder).inputs)
