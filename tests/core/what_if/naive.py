"""A naive second opinion on what would change the answer: everything scored again by ``tests.oracle`` each time.

Nothing is taken from the product but the case. Weights that an exact sweep would have to name are found from the
marks that the oracle gives, by letting every pair of bids cross, and each is then scored again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from tests import oracle
from tests.generate import Case

Data = dict[str, Any]
Groups = tuple[tuple[str, ...], ...]


def leaves_of(case: Case) -> list[Data]:
    """Return the criteria that earn marks, each with its pillar."""
    return oracle.leaves(case.procurement["criteria"])


def with_marks_for_weighted(case: Case) -> Case:
    """Return the case with recorded weighted marks turned into marks, which other weights leave as they are."""
    changed = copy.deepcopy(case)
    weights = {leaf["id"]: oracle.exact(leaf["weight"]) for leaf in leaves_of(case)}
    for bid in changed.bids:
        for name, given in bid.get("recorded", {}).items():
            if "weighted" in given:
                weight = weights[name]
                share = 100 * oracle.exact(given["weighted"]) / weight if weight else Fraction(0)
                bid["recorded"][name] = {"marks": share}
    return changed


def with_weights(case: Case, weights: dict[str, Fraction]) -> Case:
    """Return the case with other weights of the criteria that earn marks."""
    changed = copy.copy(case)
    changed.procurement = {**case.procurement, "criteria": _weighted(case.procurement["criteria"], weights)}
    return changed


def _weighted(criteria: list[Data], weights: dict[str, Fraction]) -> list[Data]:
    """The criteria with these weights of the leaves; a criterion with parts states none."""
    return [
        {**{key: value for key, value in one.items() if key != "weight"}, "criteria": _weighted(parts, weights)}
        if (parts := one.get("criteria")) is not None
        else {**one, "weight": weights[one["id"]]}
        for one in criteria
    ]


def scaled(case: Case, inside: Iterable[str], weight: Fraction) -> dict[str, Fraction]:
    """Return weights with some criteria at a weight together, and everything else in proportion."""
    named = set(inside)
    now = {leaf["id"]: oracle.exact(leaf["weight"]) for leaf in leaves_of(case)}
    at = sum((now[name] for name in named), Fraction(0))
    mine = {name: now[name] * weight / at if at else weight for name in named}
    return mine | {name: points * (100 - weight) / (100 - at) for name, points in now.items() if name not in named}


def scored(case: Case, marks_known: Data | None = None) -> Data:
    """Return the oracle's result."""
    return oracle.evaluate(
        case.procurement, case.bids, case.scores, case.consensus, case.decisions, marks_known=marks_known
    )


def groups(result: Data) -> Groups:
    """Return the bids in groups of equal rank, best first."""
    by_rank: dict[int, list[str]] = {}
    for name, bid in result["bids"].items():
        if bid["rank"] is not None:
            by_rank.setdefault(bid["rank"], []).append(name)
    return tuple(tuple(sorted(by_rank[rank])) for rank in sorted(by_rank))


class NaiveSweep:
    """A case with some criteria at any weight together."""

    def __init__(self, case: Case, inside: Iterable[str]) -> None:
        self.case, self.inside = with_marks_for_weighted(case), tuple(inside)
        self._known: dict[Fraction, Data] = {}
        self._marks: Data = {}

    @cached_property
    def ends(self) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """The weights of all criteria where those at a weight together have none, and where they have all."""
        return scaled(self.case, self.inside, Fraction(0)), scaled(self.case, self.inside, Fraction(100))

    def result(self, weight: Fraction) -> Data:
        """Score everything again at a weight; the marks of a bid in one pool are the same at all of them."""
        if weight not in self._known:
            changed = with_weights(self.case, scaled(self.case, self.inside, weight))
            self._known[weight] = scored(changed, self._marks)
        return self._known[weight]

    def groups(self, weight: Fraction) -> Groups:
        """Return the order at a weight."""
        return groups(self.result(weight))

    def suspects(self, grid: Iterable[int]) -> list[Fraction]:
        """Return where any two bids draw level, or a bid reaches a floor, by the marks at any weight of a grid."""
        found: set[Fraction] = set()
        seen: list[dict[str, Data]] = []
        for weight in grid:
            result = self.result(Fraction(weight))
            marks = {
                name: {leaf: row["marks"] for leaf, row in bid["criteria"].items()}
                for name, bid in result["bids"].items()
            }
            if marks in seen:
                continue
            seen.append(marks)
            whole = {name: row for name, row in marks.items() if None not in row.values()}
            for one, other in combinations(whole, 2):
                found.update(self._level(whole[one], whole[other], set(whole[one])))
            for row in marks.values():
                found.update(self._hurdles(row))
        return sorted(at for at in found if 0 <= at <= 100)

    def _hurdles(self, row: dict[str, Fraction | None]) -> Iterator[Fraction]:
        for pillar, floor in self.case.procurement.get("pillars", {}).items():
            named = {leaf["id"] for leaf in leaves_of(self.case) if leaf["pillar"] == pillar}
            yield from self._reached(row, named, oracle.exact(floor["floor"]))
        minimum = self.case.procurement["evaluation"].get("quality_minimum")
        if minimum:
            yield from self._reached(row, set(row), oracle.exact(minimum["marks"]))

    def _reached(self, row: dict[str, Fraction | None], named: set[str], lowest: Fraction) -> Iterator[Fraction]:
        if all(row[name] is not None for name in named):
            yield from self._level(row, dict.fromkeys(row, lowest), named)

    def _level(self, one: Any, other: Any, named: set[str]) -> Iterator[Fraction]:  # noqa: ANN401 - rows of marks
        """Yield where two rows of marks weigh the same on the named criteria: a straight line through 0 and 100."""
        apart = {name: one[name] - other[name] for name in named}
        first, last = (sum((points[name] * apart[name] for name in named), Fraction(0)) for points in self.ends)
        if first != last:
            yield 100 * first / (first - last)


def without_bid(case: Case, bid: str) -> Case:
    """Return the case without a bid."""
    changed = copy.copy(case)
    changed.bids = [one for one in case.bids if one["id"] != bid]
    return changed


def with_level(case: Case, criterion: str, bid: str, level: object) -> Case:
    """Return the case with another level wherever it counts: in the consensus, or on the only sheet that has one."""
    changed = copy.deepcopy(case)
    sheets = [changed.consensus] if changed.consensus else []
    for sheet in [*sheets, *changed.scores]:
        for entry in sheet["scores"]:
            if (entry["bid"], entry["criterion"]) == (bid, criterion):
                entry["level"] = level
                return changed
    raise LookupError(criterion, bid)


def with_price(case: Case, bid: str, to: Fraction) -> Case:
    """Return the case with a bid at another price, all lines of it in proportion."""
    changed = copy.deepcopy(case)
    (given,) = [one for one in changed.bids if one["id"] == bid]
    factor = to / oracle.price(given, case.procurement)
    if "total" in given["price"]:
        given["price"]["total"] = to
    for line in given["price"].get("lines", []):
        for key in ("unit_price", "fixed"):
            if key in line:
                line[key] = oracle.exact(line[key]) * factor
    return changed
