# Straight-line code in the order of docs/staged-assessment.md, long functions and all.
# ruff: noqa: C901, PLR0912, PLR0915
"""A second, deliberately naive implementation of assessment in stages, written from docs/staged-assessment.md.

It takes plain dictionaries, exactly as the files of a procurement parse, computes with Fraction, and shares no code
with the product. It knows the rules and figures that `tests.staged_cases` uses, and checks no input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

Data = dict[str, Any]


@dataclass
class Assessed:
    """What became of the bids of one lot, each number exact."""

    status: dict[str, str] = field(default_factory=dict)
    total: dict[str, Fraction] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    marks: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    not_assessed: set[tuple[str, str]] = field(default_factory=set)
    standing: dict[tuple[str, str], Fraction] = field(default_factory=dict)

    @property
    def first(self) -> list[str]:
        """Whoever shares the first rank."""
        return sorted(bid for bid, rank in self.rank.items() if rank == 1)


def half_up(value: Fraction, places: int) -> Fraction:
    """The value at so many places, halves up; nothing here is negative."""
    scaled = value * 10**places + Fraction(1, 2)
    return Fraction(scaled.numerator // scaled.denominator, 10**places)


def assess(method: Data, bids: list[Data], scores: list[Data]) -> Assessed:
    """Assess the bids of one lot, or of a procurement without lots."""
    out = Assessed()
    leaves: list[Data] = []
    inside: dict[str, list[str]] = {}
    pillar_of: dict[str, str] = {}
    for whole in method["criteria"]:
        parts = whole.get("criteria") or [whole]
        inside[whole["id"]] = [part["id"] for part in parts]
        for part in parts:
            inside[part["id"]] = [part["id"]]
            pillar_of[part["id"]] = whole["pillar"]
            leaves.append(part)
    leaf_of = {leaf["id"]: leaf for leaf in leaves}
    weight = {leaf["id"]: Fraction(leaf["weight"]) for leaf in leaves}
    level = {(s["bid"], s["criterion"]): Fraction(s["level"]) for one in scores for s in one["scores"]}

    stages = method.get("stages")
    groups: list[tuple[list[str], Data | None]] = [([leaf["id"] for leaf in leaves], None)]
    counted = [leaf["id"] for leaf in leaves]
    if stages:
        groups = []
        for stage in stages["order"]:
            named = [leaf for name in stage["criteria"] for leaf in inside[name]]
            in_file_order = [leaf["id"] for leaf in leaves if leaf["id"] in named]
            groups.append((in_file_order, stage.get("goes_on")))
        if stages["counts"] == "last":
            counted = groups[-1][0]
    order = [criterion for group, _ in groups for criterion in group]

    keep = method["evaluation"]["rounding"]

    def weighted(criterion: str, marks: Fraction) -> Fraction:
        points = marks * weight[criterion] / 100
        return half_up(points, keep["places"]) if keep["at"] == "criterion" else points

    def offered(bid: str, criterion: str) -> Fraction:
        of_bid = next(one for one in bids if one["id"] == bid)
        if criterion == "price":
            return Fraction(of_bid["price"]["total"])
        return Fraction(of_bid["measures"]["hours"]["value"])

    def marks_of(criterion: str, bid: str, pool: list[str]) -> Fraction | None:
        score = leaf_of[criterion]["score"]
        if score["rule"] == "scale":
            given = level.get((bid, criterion))
            return None if given is None else 20 * given
        value = offered(bid, criterion)
        if score["rule"] in ("fixed-bounds", "linear"):
            worst = Fraction(score["ceiling"] if score["rule"] == "fixed-bounds" else score["zero_at"])
            best = Fraction(score["floor"] if score["rule"] == "fixed-bounds" else score["full_at"])
            share = (value - worst) / (best - worst)
        else:
            values = [offered(other, criterion) for other in pool]
            if not values:
                return None
            if score["rule"] == "lowest-price-ratio":
                share = min(values) / value
            elif score["rule"] == "linear-penalty":
                share = 1 - (value - min(values)) / min(values)
            else:
                share = value / max(values) if max(values) else Fraction(0)
        return 100 * max(Fraction(0), min(Fraction(1), share))

    bidders = [bid["id"] for bid in bids if bid.get("role") != "comparator"]
    for bid in bids:
        if bid.get("role") == "comparator":
            out.status[bid["id"]] = "comparator"
    pool = list(bidders)
    barred: set[str] = set()
    steady_rules = ("scale", "linear", "fixed-bounds")
    for number, (group, goes_on) in enumerate(groups):
        done = [criterion for earlier, _ in groups[: number + 1] for criterion in earlier]
        tests: list[tuple[str, list[str], Data]] = []
        for whole in method["criteria"]:
            for one in [whole, *whole.get("criteria", [])]:
                minimum = one.get("minimum")
                if minimum and inside[one["id"]][-1] in group:
                    tests.append(("minimum", inside[one["id"]], minimum))
        for pillar, floor in method.get("pillars", {}).items():
            criteria = [criterion for criterion in counted if pillar_of[criterion] == pillar]
            last_of_them = max(order.index(criterion) for criterion in criteria)
            if order[last_of_them] in group:
                tests.append(("floor", criteria, {"marks": floor["floor"], "consequence": floor["consequence"]}))

        known: dict[tuple[str, str], Fraction] = {}

        def over(criteria: list[str], bid: str) -> Fraction | None:
            got = [known.get((bid, criterion), out.marks.get((bid, criterion))) for criterion in criteria]  # noqa: B023
            if any(mark is None for mark in got):
                return None
            points = sum((weighted(c, m) for c, m in zip(criteria, got, strict=True) if m is not None), Fraction(0))
            return 100 * points / sum(weight[criterion] for criterion in criteria)

        def fails(test: tuple[str, list[str], Data], bid: str) -> bool:
            kind, criteria, minimum = test
            if kind == "minimum" and "level" in minimum:
                given = level.get((bid, criteria[0]))
                return given is not None and given < Fraction(minimum["level"])
            reached = known.get((bid, criteria[0])) if kind == "minimum" and len(criteria) == 1 else over(criteria, bid)  # noqa: B023
            return reached is not None and reached < Fraction(minimum["marks"])

        round_number = 0
        while True:
            known.clear()
            for bid in pool:
                for criterion in group:
                    if leaf_of[criterion]["score"]["rule"] in steady_rules or round_number:
                        marks = marks_of(criterion, bid, pool)
                        if marks is not None:
                            known[bid, criterion] = marks
            asked = tests
            if round_number == 0:
                asked = [t for t in tests if all(leaf_of[c]["score"]["rule"] in steady_rules for c in t[1])]
            leaving = []
            for bid in pool:
                failed = [test for test in asked if fails(test, bid)]
                if any(test[2]["consequence"] == "disregard" for test in failed):
                    leaving.append(bid)
            if round_number and not leaving:
                break
            for bid in leaving:
                out.status[bid] = "disregarded"
                failed = [test for test in asked if fails(test, bid) and test[2].get("then") == "stop"]
                stops = [max(order.index(criterion) for criterion in test[1]) for test in failed]
                after = order[min(stops) + 1 :] if stops else []
                later = [criterion for criterion in order if criterion not in done]
                out.not_assessed |= {(bid, criterion) for criterion in {*after, *later}}
                for criterion in group:
                    if leaf_of[criterion]["score"]["rule"] in steady_rules:
                        marks = marks_of(criterion, bid, [])
                        if marks is not None and (bid, criterion) not in out.not_assessed:
                            out.marks[bid, criterion] = marks
            pool = [bid for bid in pool if bid not in leaving]
            round_number += 1
        for bid in pool:
            for test in tests:
                if test[2]["consequence"] == "not-awardable" and fails(test, bid):
                    barred.add(bid)
        out.marks |= known
        if goes_on is None or stages is None:
            continue
        marks_in_stage = {bid: over(group, bid) for bid in pool}
        assessed = {bid: marks for bid, marks in marks_in_stage.items() if marks is not None}
        for bid, marks in assessed.items():
            out.standing[bid, stages["order"][number]["id"]] = marks
        if "minimum" in goes_on:
            onward = [bid for bid, marks in assessed.items() if marks >= Fraction(goes_on["minimum"])]
        else:
            better = {bid: len([1 for other in assessed.values() if other > marks]) for bid, marks in assessed.items()}
            onward = [bid for bid in assessed if better[bid] < goes_on["best"]]
            if goes_on["ties"] == "exclude" and len(onward) > goes_on["best"]:
                worst = min(assessed[bid] for bid in onward)
                onward = [bid for bid in onward if assessed[bid] > worst]
        for bid in pool:
            if bid not in onward:
                out.status[bid] = "not-taken-forward"
                out.not_assessed |= {(bid, criterion) for criterion in order if criterion not in done}
        pool = onward

    for bid in pool:
        parts = [out.marks.get((bid, criterion)) for criterion in counted]
        if any(mark is None for mark in parts):
            out.status[bid] = "not-awardable"
            continue
        out.total[bid] = sum(
            (weighted(c, m) for c, m in zip(counted, parts, strict=True) if m is not None), Fraction(0)
        )
        out.status[bid] = "not-awardable" if bid in barred else "ranked"
    ranked = [bid for bid in pool if out.status[bid] == "ranked"]
    for bid in ranked:
        out.rank[bid] = 1 + sum(out.total[other] > out.total[bid] for other in ranked)
    return out


def published(value: Fraction, method: Data) -> Decimal:
    """A total as it is published: halves up, at the declared places."""
    places = method["evaluation"]["rounding"]["places"]
    shown = half_up(value, places) * 10**places
    return Decimal(shown.numerator).scaleb(-places)
