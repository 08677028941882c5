"""Random procurements that are valid, to run two implementations of the method on the same one.

`generate(seed)` gives the same `Case` for the same seed, on every machine. Over many seeds the cases use
every rule, figure, method and consequence of docs/file-formats.md. Numbers are often coarse and bids often
copies of one another, so that equal totals are common.
"""

from __future__ import annotations

import copy
import csv
import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, TypeVar

Data = dict[str, Any]
Item = TypeVar("Item")

PILLARS = ("financial", "environmental", "social", "quality")
CONSEQUENCES = ("disregard", "not-awardable", "flag")
DIRECTIONS = ("half-up", "half-even", "down", "up")
BANDS = ("standard", "complex", "urgent")
FIRST_NAMES = (
    "amber",
    "Birch",
    "cobalt",
    "dune",
    "elm",
    "fern",
    "garnet",
    "heron",
    "iris",
    "jade",
    "kite",
    "larch",
)
SUPPLIERS = (
    "O'Neill & Sons",
    "Tŷ Gwyn",
    "A+ Services",
    "Lamp: Street # Trust",
    "Second “Sunrise”",
    "Mutual, Ltd",
)
PRICE_FORMULAS = (
    "lowest-price-ratio", "linear-penalty", "linear-min-max", "mean-deviation", "fixed-bounds",
    "benchmark-ratio", "banded-above-lowest", "graduated-to-inflection", "logarithmic", "marks-per-sum",
    "mean-of-three-lowest",
)  # fmt: skip
FIGURE_RULES = ("linear", "banded", "ratio-to-best", "distance-to-target")
# Measures: a usual size, and whether a bid may offer nothing, or less than nothing.
MEASURES: dict[str, tuple[str, bool, bool]] = {
    "m-hours": ("4000", True, False),
    "m-carbon": ("0.30", False, False),
    "m-discount": ("12", True, False),
    "m-change": ("8", True, True),
}
NOTIFIED = datetime.date(2026, 11, 2)
REPLY_DUE = datetime.date(2026, 11, 16)
EARLY = datetime.date(2026, 12, 1)
LATE = datetime.date(2027, 1, 12)


# --- A case and its files -------------------------------------------------------------------------


@dataclass
class Case:
    """One procurement as plain dictionaries, as its files parse."""

    seed: int
    procurement: Data
    bids: list[Data]
    scores: list[Data]
    consensus: Data | None
    decisions: Data | None
    bids_in_csv: bool = False
    scores_in_csv: bool = False

    def with_absences(self) -> Case:
        """Return the same case with a decision for every score that an evaluator of the criterion left out."""
        scored: dict[str, dict[str, set[str]]] = {}
        for sheet in self.scores:
            for score in sheet["scores"]:
                scored.setdefault(score["criterion"], {}).setdefault(sheet["evaluator"]["id"], set()).add(score["bid"])
        absent = [
            _decision("absence", evaluator=evaluator, criteria=[criterion], bids=left)
            for criterion, by_evaluator in sorted(scored.items())
            for evaluator, bids in sorted(by_evaluator.items())
            if (left := [bid["id"] for bid in self.bids if bid["id"] not in bids])
        ]
        if not absent:
            return self
        known = self.decisions["decisions"] if self.decisions else []
        return replace(self, decisions={"kind": "decisions", "schema": 1, "decisions": [*known, *absent]})

    def write(self, folder: Path) -> Path:
        """Write the folder of files, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        _write_yaml(folder / "procurement.yaml", self.procurement)
        if self.bids_in_csv:
            measures = sorted(self.bids[0].get("measures", {}))
            rows = [
                [bid["id"], bid["supplier"]["name"], bid["price"]["total"]]
                + [bid["measures"][name]["value"] for name in measures]
                for bid in self.bids
            ]
            _write_csv(folder / "bids.csv", ["bid", "supplier", "price", *measures], rows)
        else:
            for bid in self.bids:
                _write_yaml(folder / "bids" / f"{bid['id']}.yaml", bid)
        if self.scores_in_csv:
            columns = ["bid", "criterion", "level", "rationale", "evidence"]
            rows = [
                [sheet["evaluator"]["id"], *(entry.get(name, "") for name in columns)]
                for sheet in self.scores
                for entry in sheet["scores"]
            ]
            _write_csv(folder / "scores.csv", ["evaluator", *columns], rows)
        else:
            for sheet in self.scores:
                _write_yaml(folder / "scores" / f"{sheet['evaluator']['id']}.yaml", sheet)
        if self.consensus is not None:
            _write_yaml(folder / "consensus.yaml", self.consensus)
        if self.decisions is not None:
            _write_yaml(folder / "decisions.yaml", self.decisions)
        return folder


def plain(value: object) -> str:
    """A scalar as a strict reader takes it: plain numbers and dates, true and false, quoted text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"no scalar of a procurement file: {value!r}")


def yaml_lines(value: Data | list[Any], indent: str = "") -> Iterator[str]:
    """A mapping or a list as lines of YAML."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if isinstance(inside, (dict, list)):
                empty = "{}" if isinstance(inside, dict) else "[]"
                yield f"{indent}{key}:" if inside else f"{indent}{key}: {empty}"
                yield from yaml_lines(inside, indent + "  ")
            else:
                yield f"{indent}{key}: {plain(inside)}"
    else:
        for inside in value:
            if isinstance(inside, (dict, list)):
                first, *rest = yaml_lines(inside, indent + "  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {plain(inside)}"


def _write_yaml(path: Path, value: Data) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(yaml_lines(value)) + "\n", encoding="utf-8", newline="\n")


def _write_csv(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell if isinstance(cell, str) else plain(cell) for cell in row] for row in rows)


# --- The parts of a case --------------------------------------------------------------------------


def generate(seed: int) -> Case:
    """A random valid procurement, with its bids and scores."""
    return _Maker(seed).case()


class _Maker:
    """Makes one case: first what kind of case it is, then the method, then bids, scores and decisions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - the same cases every time, no secrets
        self.method = self.pick(
            ["weighted-sum"] * 6
            + ["price-per-quality-point", "weighted-price-per-quality-point", "value-for-money-index"]
            + ["lowest-price-above-threshold", "award-on-value"]
        )
        self.flat = self.chance(0.2)
        self.coarse = self.chance(0.6)
        self.zeros = self.method == "weighted-sum" and self.chance(0.2)
        self.mirror = self.method == "weighted-sum" and not self.zeros and self.chance(0.15)
        self.base = Decimal(self.pick([100, 240, 90_000, 250_000, 1_200_000]))
        self.demand: Data = {}
        if not self.flat and self.chance(0.6):
            size = self.random.randint(1, 3)
            self.demand = {band: self.pick([500, 800, 1000, 12_000, 60_000]) for band in BANDS[:size]}
        self.lines_everywhere = bool(self.demand) and self.chance(0.6)
        self.used: set[str] = set()  # the figures that the method reads, once it is made
        self.leaves: list[Data] = []
        self.scales: Data = {}

    # Chance.

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, choices: Sequence[Item]) -> Item:
        return self.random.choice(choices)

    def number(self, typical: Decimal) -> Decimal:
        """A positive number of about this size, coarse in coarse cases."""
        if self.coarse:
            value = typical * Decimal(self.pick(["0.5", "0.75", "1", "1", "1.25", "1.5", "2"]))
        else:
            value = typical * self.random.randint(300, 2000) / 1000
        places = self.pick([0, 1, 2, 2, 3, 4])
        return max(value.quantize(Decimal(1).scaleb(-places)), Decimal("0.01"))

    def two_numbers(self, typical: Decimal) -> tuple[Decimal, Decimal]:
        """A smaller and a larger number."""
        low = self.number(typical / 2)
        return low, low + self.number(typical)

    def share(self) -> Decimal:
        """Marks between 0 and 100."""
        if self.coarse:
            return Decimal(10 * self.random.randint(0, 10))
        return Decimal(self.random.randint(0, 10_000)) / 100

    def parts(self, whole: int, number: int) -> list[Decimal]:
        """So many positive weights that add up to exactly the whole."""
        unit = self.pick([Decimal(1), Decimal(1), Decimal("0.5"), Decimal("0.1"), Decimal("0.01"), Decimal("0.001")])
        cuts = sorted(self.random.sample(range(1, int(whole / unit)), number - 1))
        edges = [0, *cuts, int(whole / unit)]
        return [(high - low) * unit for low, high in pairwise(edges)]

    # Figures.

    def usual(self, name: str) -> Decimal:
        """About how large a figure is."""
        if name in MEASURES:
            return Decimal(MEASURES[name][0])
        if name == "percent-above-lowest":
            return Decimal(40)
        if name == "price-per-success":
            return (self.base / sum(self.demand.values()) / Decimal("0.6")).quantize(Decimal("0.001"))
        if name.startswith("price-per-success:"):
            return (self.unit_price() / Decimal("0.6")).quantize(Decimal("0.001"))
        return self.base

    def unit_price(self) -> Decimal:
        return (self.base / sum(self.demand.values())).quantize(Decimal("0.001"))

    def priced(self) -> list[str]:
        """The figures that are made from money."""
        names = ["price", "price"]
        if self.demand:
            names.append("price-per-success")
        if self.lines_everywhere:
            names += [f"price-per-success:{band}" for band in self.demand]
        if not self.flat and not self.zeros:
            names.append("whole-life-cost")
        return names

    def any_figure(self) -> str:
        """A figure for a rule that is no price formula; it is no price where prices may be zero."""
        if self.zeros or self.chance(0.5):
            return self.pick(list(MEASURES))
        return self.pick([*self.priced(), "percent-above-lowest"])

    # Scoring rules.

    def bands(self, typical: Decimal, lowest: int | None, first: Decimal | None = None) -> list[Data]:
        """Bands without gap or overlap; only with a `lowest` figure may their ends be closed."""
        edges = [] if first is None else [first]
        for _ in range(self.random.randint(1, 4)):
            edges.append((edges[-1] if edges else Decimal(0)) + self.number(typical / 3))
        marks = sorted([self.share() for _ in range(len(edges) + 1)], reverse=self.chance(0.5))
        bands: list[Data] = [{} for _ in marks]
        if lowest is not None and first is None and self.chance(0.3):
            bands[0]["from"] = lowest
        for below, above, edge in zip(bands, bands[1:], edges, strict=False):
            upper, lower = self.pick([("up_to", "above"), ("below", "from")])
            below[upper] = above[lower] = edge
        if lowest is not None and self.chance(0.2):
            bands[-1][self.pick(["up_to", "below"])] = typical * 10_000
        return [{**band, "marks": mark} for band, mark in zip(bands, marks, strict=True)]

    def figure_score(self, rule: str) -> Data:
        of = self.any_figure()
        typical = self.usual(of)
        if rule == "linear":
            low, high = self.two_numbers(typical)
            if of == "percent-above-lowest" or (of in MEASURES and self.chance(0.5)):
                low = Decimal(-5 if of == "m-change" else 0)
            zero_at, full_at = (low, high) if self.chance(0.5) else (high, low)
            return {"rule": rule, "of": of, "zero_at": zero_at, "full_at": full_at}
        if rule == "banded":
            lowest = None if of == "m-change" else 0
            return {"rule": rule, "of": of, "bands": self.bands(typical, lowest)}
        if rule == "distance-to-target":
            of = "m-hours" if of == "percent-above-lowest" else of
            typical = self.usual(of)
            return {"rule": rule, "of": of, "target": self.number(typical), "none_at_distance": self.number(typical)}
        if of in ("m-change", "percent-above-lowest"):
            of = "m-hours"
        best = self.pick(["highest", "lowest"])
        if best == "highest" and of in ("m-hours", "m-carbon"):
            return {"rule": "ratio-to-target", "of": of, "target": Decimal(MEASURES[of][0]) * 5 / 4}
        return {"rule": "ratio-to-best", "of": of, "best": best}

    def price_score(self, rule: str) -> Data:
        of = self.pick([*self.priced(), "m-carbon"])
        score: Data = {"rule": rule}
        if of != "price" or self.chance(0.3):
            score["of"] = of
        low, high = self.two_numbers(self.usual(of))
        if rule == "logarithmic":
            score["none_at_times"] = Decimal(self.pick(["1.5", "2", "3"]))
        if rule == "marks-per-sum":
            score |= {"marks_lost": Decimal(self.pick(["0.5", "1", "2.5"])), "for_each": self.number(low / 10)}
        if rule in ("mean-deviation", "mean-of-three-lowest"):
            score["slope"] = Decimal(self.pick(["0.5", "1", "1", "1.25", "2"]))
        if rule == "fixed-bounds":
            score |= {"floor": self.pick([Decimal(0), low]), "ceiling": high}
        if rule == "benchmark-ratio":
            score["benchmark"] = high
        if rule == "graduated-to-inflection":
            score["marks_per_percent"] = Decimal(self.pick(["0", "0.1", "0.25"]))
            score["inflection_percent"] = Decimal(self.pick(["0", "2.5", "10"]))
            score["marks_per_percent_beyond"] = Decimal(self.pick(["0.1", "1", "2.5"]))
        if rule == "banded-above-lowest":
            first = Decimal(0) if self.chance(0.7) else None
            bands = self.bands(Decimal(60), None, first)
            falling = sorted((band["marks"] for band in bands), reverse=True)
            bands = [{**band, "marks": marks} for band, marks in zip(bands, falling, strict=True)]
            score |= {"bands": bands, "when_lowest_is_zero": self.share()}
        if self.zeros or self.chance(0.15):
            score["zero_price"] = self.pick(["full-marks", "no-marks"])
        return score

    def scale_score(self) -> Data:
        return {"rule": "scale", "scale": self.pick(list(self.scales))}

    def score(self) -> Data:
        """A scoring rule of a random kind."""
        kind = self.pick(["scale", "scale", "recorded", "figure", "figure", "price", "price", "discount"])
        if kind == "recorded" and not self.flat:
            return {"rule": "recorded", "source": "Result notice 7", "reason": "Prices are not published."}
        if kind == "figure":
            return self.figure_score(self.pick(FIGURE_RULES))
        if kind == "price":
            return self.price_score(self.pick(PRICE_FORMULAS))
        if kind == "discount":
            return {"rule": "highest-discount", "of": "m-discount"}
        return self.scale_score()

    def make_scales(self) -> None:
        for name in ["scale-a", "scale-b", "scale-c"][: self.random.randint(1, 3)]:
            start, size = self.pick([0, 0, 1]), self.random.randint(2, 6)
            if self.coarse:
                marks = [Decimal(100) * step / (size - 1) for step in range(size)]
                marks = [mark.quantize(Decimal("0.1")) for mark in marks]
            else:
                marks = [
                    Decimal(0),
                    *sorted(Decimal(n) / 100 for n in self.random.sample(range(1, 10_000), size - 2)),
                ]
                marks.append(Decimal(100))
            if self.method == "price-per-quality-point":
                marks = [10 + mark * 9 / 10 for mark in marks]
            self.scales[name] = {
                "levels": [
                    {
                        "level": start + step,
                        "label": f"Step {step}",
                        "marks": mark,
                        "descriptor": f"Step {step}, in words.",
                    }
                    for step, mark in enumerate(marks)
                ]
            }

    # Criteria.

    def make_leaves(self) -> None:
        """The criteria that are scored, with weights that add up to exactly 100."""
        if self.mirror:
            number = self.pick([2, 4, 5])
            score = self.scale_score()
            pairs = [(Decimal(100) / number, dict(score)) for _ in range(number)]
        else:
            number = self.random.randint(1, 6)
            pairs = [(weight, self.score()) for weight in self.parts(100, number)]
            if self.zeros:
                pairs[0] = (pairs[0][0], self.price_score(self.pick(PRICE_FORMULAS)))
            if self.method == "price-per-quality-point":  # no bid may come out at a quality of nothing
                weights = self.parts(70, number)
                weights[0] += 30
                pairs = [(weight, pairs[place][1]) for place, weight in enumerate(weights)]
                pairs[0] = (weights[0], self.scale_score())
        for place, (weight, score) in enumerate(pairs, 1):
            self.leaves.append(
                {
                    "id": f"C{place}",
                    "title": f"Criterion {place}",
                    "pillar": self.pick(PILLARS),
                    "weight": weight,
                }
                | {"score": score}
            )
        if not self.mirror and self.chance(0.1):
            score = self.pick([self.scale_score(), self.figure_score("linear")])
            self.leaves.append(
                {"id": "C0", "title": "Asked, and worth nothing", "pillar": self.leaves[-1]["pillar"]}
                | {"weight": 0, "score": score}
            )
        for leaf in self.leaves:
            if self.chance(0.2):
                leaf["minimum"] = self.minimum(leaf) | {"consequence": self.pick(CONSEQUENCES)}

    def minimum(self, leaf: Data) -> Data:
        if leaf["score"]["rule"] == "scale" and self.chance(0.6):
            levels = [level["level"] for level in self.scales[leaf["score"]["scale"]]["levels"]]
            return {"level": self.pick(levels[: max(2, len(levels) // 2)])}
        return {"marks": self.pick([self.share() / 2, Decimal(20), Decimal(50)])}

    def tree(self) -> list[Data]:
        """The criteria as the file has them: some of them are parts of another one."""
        if len(self.leaves) < 2 or self.chance(0.65):
            return self.leaves
        size = self.random.randint(2, len(self.leaves))
        inside, after = self.leaves[:size], self.leaves[size:]
        parent: Data = {"id": "G1", "title": "Several parts", "pillar": inside[0]["pillar"]}
        if self.chance(0.4):
            parent["weight"] = sum(leaf["weight"] for leaf in inside)
        for leaf in inside:
            leaf["pillar"] = parent["pillar"]
        if after and after[-1]["id"] == "C0":
            after[-1]["pillar"] = after[0]["pillar"] if len(after) > 1 else parent["pillar"]
        parts = [{key: value for key, value in leaf.items() if key != "pillar"} for leaf in inside]
        return [{**parent, "criteria": parts}, *after]

    def gates(self) -> list[Data]:
        gates: list[Data] = []
        for number in range(1, self.pick([0, 0, 1, 1, 2, 3]) + 1):
            gate: Data = {"id": f"gate-{number}", "title": f"Gate {number}"}
            if self.flat or self.chance(0.4):
                of = self.pick([*self.priced(), *MEASURES])
                bound = self.pick(["at_most", "at_least"])
                typical = self.usual(of) * (Decimal("1.5") if bound == "at_most" else Decimal("0.5"))
                gate |= {"asks": "figure", "of": of, bound: self.number(typical)}
            else:
                gate["asks"] = "declaration"
            gates.append(gate | {"consequence": self.pick(CONSEQUENCES)})
        return gates

    def evaluation(self) -> Data:
        chosen: Data = {"method": self.method} | self.method_keys()
        chosen["rounding"] = {
            "places": self.pick([0, 1, 2, 2, 2, 3, 4, 6, 8]),
            "direction": self.pick(DIRECTIONS),
            "at": self.pick(["total", "total", "criterion"]),
            "rank_on": self.pick(["exact", "published"]),
        }
        if self.chance(0.55):
            steps = [leaf["id"] for leaf in self.leaves] + sorted({leaf["pillar"] for leaf in self.leaves})
            steps = self.random.sample(steps, min(len(steps), self.random.randint(0, 2)))
            steps += [step for step in ("lowest-price", "lots-drawn") if self.chance(0.5)]
            if steps:
                chosen["tie_break"] = steps
        return chosen

    def method_keys(self) -> Data:
        """What the method asks for besides its name."""
        chosen: Data = {}
        if self.method != "weighted-sum":
            names = ["price", "price", *(name for name in self.priced() if ":" not in name)]
            price_of = self.pick(names)
            if price_of != "price" or self.chance(0.3):
                chosen["price_of"] = price_of
        if self.method in ("price-per-quality-point", "lowest-price-above-threshold"):
            chosen["quality_minimum"] = {
                "marks": max(self.share() * Decimal("0.6"), Decimal("0.5")),
                "consequence": self.pick(CONSEQUENCES),
            }
        if self.method in ("weighted-price-per-quality-point", "value-for-money-index"):
            weight = Decimal(self.pick(["30", "35", "40", "45", "50", "60", "60", "61", "62.5", "70", "75"]))
            chosen |= {"quality_weight": weight, "price_weight": 100 - weight}
        if self.method == "award-on-value":
            chosen["pounds_per_quality_point"] = self.number(self.base / 60)
        return chosen

    # Bids.

    def price(self) -> tuple[Data, Fraction]:
        """A price, and what it comes to."""
        nothing = self.zeros and self.chance(0.3)
        if not self.lines_everywhere and (not self.demand or self.chance(0.4)):
            total = Decimal(0) if nothing else self.number(self.base)
            return {"total": total}, Fraction(total)
        lines: list[Data] = []
        value = Fraction(0)
        for band, quantity in self.demand.items():
            for _ in range(self.pick([1, 1, 1, 1, 2])):
                unit = Decimal(0) if nothing else self.number(self.unit_price())
                lines.append({"band": band, "unit_price": unit})
                value += Fraction(unit) * quantity
        for title in ["Mobilisation", "Closing down"][: self.pick([0, 1, 1, 2])]:
            fixed = Decimal(0) if nothing else self.number(self.base / 10)
            lines.append({"title": title, "fixed": fixed})
            value += Fraction(fixed)
        return {"lines": lines}, value

    def success_rates(self) -> Data:
        rates = {band: Decimal(self.random.randint(2, 20)) / 20 for band in self.demand}
        if self.method == "weighted-sum" and self.chance(0.08):
            rates = dict.fromkeys(rates, Decimal(0))
        elif self.method == "weighted-sum" and self.chance(0.05):
            rates[self.pick(list(rates))] = Decimal(0)
        return {band: {"value": rate, "evidence": "audited"} for band, rate in rates.items()}

    def measure(self, name: str) -> Decimal:
        _, may_be_nothing, may_be_less = MEASURES[name]
        if (may_be_nothing or self.zeros) and self.chance(0.2):
            return Decimal(0)
        value = self.number(self.usual(name))
        return -value if may_be_less and self.chance(0.4) else value

    def whole_life_costs(self) -> list[Data]:
        costs: list[Data] = [
            {"title": "Purchase", "kind": "acquisition", "year": 0, "amount": self.number(self.base / 2)}
        ]
        for number in range(self.random.randint(0, 4)):
            kind = self.pick(["acquisition", "operation", "maintenance", "end-of-life"])
            year = self.pick([0, 1, 2, 3, 10, 30, 31, 40])
            costs.append({"title": f"Cost {number}", "kind": kind, "year": year, "amount": self.number(self.base / 5)})
        if self.chance(0.4):
            year = self.pick([1, 5, 32, 40])
            costs.append({"title": "Sale", "kind": "residual", "year": year, "amount": self.number(self.base / 20)})
        return costs

    def recorded(self, leaf: Data) -> Data:
        if leaf["weight"] and self.chance(0.5):
            return {"weighted": leaf["weight"] * self.random.randint(0, 20) / 20}
        return {"marks": self.share()}

    def levels(self) -> dict[str, int]:
        """The level of a bid on every scale criterion; in a mirror case the same levels in another order."""
        scored = [leaf for leaf in self.leaves if leaf["score"]["rule"] == "scale"]
        steps = {leaf["id"]: self.scales[leaf["score"]["scale"]]["levels"] for leaf in scored}
        if self.mirror and self.chance(0.8):
            first = next(iter(steps.values()))
            order = self.random.sample(range(len(steps)), len(steps))
            return {name: first[place % len(first)]["level"] for name, place in zip(steps, order, strict=True)}
        return {name: self.pick(levels)["level"] for name, levels in steps.items()}

    def profile(self, gates: list[Data]) -> Data:
        """Everything that decides about a bid, without its name."""
        stated, value = self.price()
        contents: Data = {"price": stated}
        if any(name.startswith("price-per-success") for name in self.used):
            contents["success_rate"] = self.success_rates()
        asked = [gate["id"] for gate in gates if gate["asks"] == "declaration"]
        if asked:
            contents["declarations"] = {
                name: {"value": not self.chance(0.15), "evidence": "Schedule 4"} for name in asked
            }
        measures = [name for name in MEASURES if name in self.used]
        if measures:
            contents["measures"] = {name: {"value": self.measure(name), "evidence": "Schedule 7"} for name in measures}
        if "whole-life-cost" in self.used:
            contents["whole_life_costs"] = self.whole_life_costs()
        recorded = [leaf for leaf in self.leaves if leaf["score"]["rule"] == "recorded"]
        if recorded:
            contents["recorded"] = {leaf["id"]: self.recorded(leaf) for leaf in recorded}
        return {"contents": contents, "levels": self.levels(), "price": value}

    def make_bids(self, gates: list[Data]) -> tuple[list[Data], list[Data]]:
        """The bids, and for each of them the profile that it was made from."""
        bids: list[Data] = []
        profiles: list[Data] = []
        for number in range(self.random.randint(1, 12)):
            again = bool(profiles) and self.chance(0.3)
            profile = copy.deepcopy(self.pick(profiles)) if again else self.profile(gates)
            profiles.append(profile)
            bid: Data = {
                "kind": "bid",
                "schema": 1,
                "id": f"{FIRST_NAMES[number]}-{self.random.randint(1, 99)}",
            }
            bid["supplier"] = {"name": f"{self.pick(SUPPLIERS)} {number + 1}"}
            if not self.flat:
                bid["supplier"]["sector"] = self.pick(["private", "public", "vcse", "mutual", "mixed"])
                if self.chance(0.12):
                    bid["role"] = "comparator"
                elif self.chance(0.1):
                    bid["status"] = "withdrawn"
            bid |= profile["contents"]
            if bid.get("role") == "comparator" and self.chance(0.5):
                bid.pop("declarations", None)
            bids.append(bid)
        return bids, profiles

    # Scores and decisions.

    def evaluators(self) -> list[Data]:
        sheets: list[Data] = []
        for number in range(1, self.pick([1, 1, 2, 3, 4]) + 1):
            evaluator: Data = {"id": f"evaluator-{number}"}
            if not self.scores_in_csv:
                evaluator |= {"role": self.pick(["clinical", "finance", "resident"])}
                evaluator |= {"conflict": self.pick(["none", "none", "none", "declared"])}
            sheets.append({"kind": "scores", "schema": 1, "evaluator": evaluator, "scores": []})
        return sheets

    def make_scores(self, bids: list[Data], profiles: list[Data]) -> tuple[list[Data], Data | None]:
        """Sheets and consensus; the level that counts is the one in the profile."""
        sheets = self.evaluators()
        agreed: list[Data] = []
        everybody = self.chance(0.5)
        for bid, profile in zip(bids, profiles, strict=True):
            for criterion, level in profile["levels"].items():
                if bid.get("status") == "withdrawn":
                    continue
                about = {"bid": bid["id"], "criterion": criterion}
                number = len(sheets) if everybody else self.random.randint(1, len(sheets))
                scoring = self.random.sample(sheets, number)
                for sheet in scoring:
                    own = self.pick([level, self.near(criterion, level)]) if number > 1 else level
                    sheet["scores"].append(about | {"level": own} | self.words(f"{own} on {criterion}"))
                if number > 1 or self.chance(0.02):
                    reason = self.words(f"The panel agreed on {level}.")
                    agreed.append(about | {"level": level} | {k: v for k, v in reason.items() if k == "rationale"})
        sheets = [sheet for sheet in sheets if sheet["scores"]]
        return sheets, {"kind": "consensus", "schema": 1, "scores": agreed} if agreed else None

    def near(self, criterion: str, level: int) -> int:
        """A level at most one step away."""
        leaf = next(leaf for leaf in self.leaves if leaf["id"] == criterion)
        levels: list[int] = [row["level"] for row in self.scales[leaf["score"]["scale"]]["levels"]]
        return self.pick([other for other in levels if abs(other - level) <= 1])

    def words(self, text: str) -> Data:
        if self.without_reasons:
            return {}
        return {"rationale": f'Level {text}: "as asked", with dates.'} | (
            {"evidence": "response 4.2"} if self.chance(0.5) else {}
        )

    def low_bids(self, gates: list[Data], bids: list[Data], profiles: list[Data]) -> tuple[Data | None, list[Data]]:
        """The published trigger, and decisions about bids that are certainly below it."""
        if not self.chance(0.25):
            return None, []
        rule: Data = {"should_cost": self.number(self.base * Decimal("1.2")), "below_should_cost_percent": 20}
        if self.chance(0.5):
            rule["below_mean_percent"] = self.pick([10, 15, 20])
        decided: list[Data] = []
        for bid, profile in zip(bids, profiles, strict=True):
            ordinary = "role" not in bid and "status" not in bid
            low = profile["price"] < Fraction(rule["should_cost"]) * 80 / 100
            if ordinary and low and not any(gate["consequence"] == "disregard" for gate in gates):
                outcome = self.pick(["accepted", "accepted", "disregarded", ""])
                if outcome:
                    heard = {"notified_on": NOTIFIED, "reply_due": REPLY_DUE} if outcome == "disregarded" else {}
                    decided.append(_decision("low-bid", bid=bid["id"], **heard, outcome=outcome))
        return rule, decided

    def other_decisions(self, evaluation: Data, bids: list[Data], sheets: list[Data]) -> list[Data]:
        decided: list[Data] = []
        ordinary = [bid["id"] for bid in bids if "role" not in bid and "status" not in bid]
        if "lots-drawn" in evaluation.get("tie_break", []) and len(ordinary) > 1 and self.chance(0.7):
            number = len(ordinary) if self.chance(0.8) else self.random.randint(2, len(ordinary))
            decided.append(_decision("lots-drawn", order=self.random.sample(ordinary, number)))
        for sheet in sheets:
            if sheet["evaluator"].get("conflict") != "none" and self.chance(0.8):
                outcome = self.pick(["managed", "none-found"])
                decided.append(_decision("conflict", evaluator=sheet["evaluator"]["id"], outcome=outcome))
        return decided

    def join_up(self, procurement: Data, bids: list[Data]) -> None:
        """Mark one criterion, now and then, by the people whom all components reach, in place of a measure.

        It has chance of its own, so that nothing else of a case changes with it.
        """
        chance = Random(f"joined-up {self.seed}")  # noqa: S311 - the same cases every time, no secrets
        read = [leaf["score"].get("of") for leaf in self.leaves]
        read += [gate.get("of") for gate in procurement.get("gates", ())]
        scores = [leaf["score"] for leaf in self.leaves]
        score = next((one for one in scores if one.get("of") in MEASURES and read.count(one["of"]) == 1), None)
        if score is None or chance.random() > 0.4:
            return
        measure = score["of"]
        for bid in bids:
            bid["measures"] = {name: claim for name, claim in bid["measures"].items() if name != measure}
        if "measures" in procurement:
            procurement["measures"] = [one for one in procurement["measures"] if one["id"] != measure]
        score.clear()
        score.update({"rule": "joined-up", "of": "people", "full_at": chance.choice([50, 70, 100])})
        parts = [f"reached-{number}" for number in range(chance.randint(2, 4))]
        components = [{"measure": part, "title": part.capitalize()} for part in parts]
        alpha = Decimal(chance.choice(["0", "0.25", "0.5", "1"]))
        procurement["cohorts"] = [
            {"id": "people", "title": "People", "people": 400, "alpha": alpha, "components": components}
        ]
        if "measures" in procurement:
            procurement["measures"] += [{"id": part, "title": part, "unit": "people"} for part in parts]
        for bid in bids:
            reached = {part: {"value": chance.randint(0, 500), "evidence": "Schedule 8"} for part in parts}
            bid["measures"] |= reached

    # All of it.

    def case(self) -> Case:
        """Make the case."""
        self.scores_in_csv = self.chance(0.2)
        self.without_reasons = self.chance(0.1)
        self.make_scales()
        self.make_leaves()
        criteria = self.tree()
        gates = self.gates()
        evaluation = self.evaluation()
        self.used = {leaf["score"].get("of", "price") for leaf in self.leaves}
        self.used |= {gate["of"] for gate in gates if "of" in gate} | {evaluation.get("price_of", "price")}
        bids, profiles = self.make_bids(gates)
        sheets, consensus = self.make_scores(bids, profiles)
        low_bid, decided = self.low_bids(gates, bids, profiles)
        decided += self.other_decisions(evaluation, bids, sheets)
        procurement: Data = {
            "kind": "procurement",
            "schema": 1,
            "id": f"generated-{self.seed}",
            "title": f"Generated procurement {self.seed}",
            "fictional": True,
            "authority": {
                "name": "Example City Region",
                "type": self.pick(["central", "sub-central", "nhs"]),
            },
        }
        if self.chance(0.5):
            procurement["commenced_on"] = datetime.date(2026, 10, 5)
        if self.chance(0.5):
            procurement["contract"] = {"estimated_value": self.base, "currency": "GBP", "vat": "excluded"}
            procurement["contract"] |= {
                "starts_on": datetime.date(2027, 4, 1),
                "years": 1,
                "service": "services",
            }
        procurement["evaluation"] = evaluation
        if any("lines" in bid["price"] or "success_rate" in bid for bid in bids):
            procurement["demand"] = {"reference": dict(self.demand)}
        if "whole-life-cost" in self.used:
            procurement["whole_life"] = {"register": "green-book-discount-rates", "rate": "standard"}
        measures = [name for name in MEASURES if name in self.used]
        if measures and self.chance(0.7):
            procurement["measures"] = [
                {"id": name, "title": f"Measure {name}", "unit": name.removeprefix("m-")} for name in measures
            ]
        scales = {leaf["score"].get("scale") for leaf in self.leaves}
        procurement["scales"] = {name: scale for name, scale in self.scales.items() if name in scales}
        procurement["criteria"] = criteria
        floors = {
            pillar: {"floor": self.share() / 2, "consequence": self.pick(CONSEQUENCES)}
            for pillar in PILLARS
            if any(leaf["pillar"] == pillar for leaf in self.leaves) and self.chance(0.15)
        }
        optional = {"gates": gates, "pillars": floors, "low_bid": low_bid}
        procurement |= {name: value for name, value in optional.items() if value}
        if self.without_reasons:
            procurement["record"] = {"published_without_rationales": True, "reference": "FOI2024_01569"}
        if not procurement["scales"]:
            del procurement["scales"]
        self.join_up(procurement, bids)
        decisions: Data | None = {"kind": "decisions", "schema": 1, "decisions": decided} if decided else None
        return Case(
            self.seed,
            procurement,
            bids,
            sheets,
            consensus,
            decisions,
            self.flat,
            self.scores_in_csv and bool(sheets),
        )


def _decision(about: str, **contents: object) -> Data:
    day = EARLY if about == "conflict" else LATE
    signed = {"decided_on": day, "decided_by": "panel chair", "reason": "Recorded at the meeting."}
    return {"about": about, **contents, **signed}
