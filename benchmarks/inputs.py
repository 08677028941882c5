"""Inputs of the benchmarks, made from a seed: the same numbers in our files and in the peer's.

Usage: inputs.py FOLDER BIDS... writes them all; a folder BIDS holds the peer's job with so many bids.
"""

from __future__ import annotations

import csv
import random
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.repository import write_repository

SEED = 7
LEVELS, QUANTITIES = 50, 10
PRICE_WEIGHT, QUALITY_WEIGHT, SOCIAL_WEIGHT = 40, 50, 10
HIGHEST_LEVEL, HIGHEST_QUANTITY = 5, 200
FRAMEWORKS = 500


@dataclass(frozen=True)
class Quantity:
    """A quantity as the peer values it: so much money a unit, less the share that would have happened anyway."""

    id: str
    proxy: Decimal
    deadweight: Decimal

    @property
    def worth(self) -> Decimal:
        """What one unit counts for."""
        return self.proxy * (1 - self.deadweight)


@dataclass(frozen=True)
class Job:
    """The job of the peer: weights of 50 levels that add up to 100, ten quantities, and the bids."""

    levels: dict[str, Decimal]
    quantities: tuple[Quantity, ...]
    rows: list[list[str]]

    @property
    def header(self) -> list[str]:
        """Columns of bids.csv, which both sides read."""
        return ["bid", "supplier", "price", *self.levels, *(one.id for one in self.quantities)]


def make_job(bids: int) -> Job:
    """Return the job with so many bids."""
    chance = random.Random(SEED)  # noqa: S311  # numbers to score, no secrets
    levels = {f"q{number:03d}": Decimal(100) / LEVELS for number in range(LEVELS)}
    quantities = tuple(
        Quantity(
            f"s{number:03d}",
            Decimal(chance.randint(500, 4_000_000)) / 100,
            Decimal(chance.randint(5, 40)) / 100,
        )
        for number in range(QUANTITIES)
    )
    rows = [_row(chance, number) for number in range(bids)]
    return Job(levels, quantities, rows)


def _row(chance: random.Random, number: int) -> list[str]:
    price = f"{chance.randint(10_000_000, 20_000_000) / 100:.2f}"
    levels = [str(chance.randint(0, HIGHEST_LEVEL)) for _ in range(LEVELS)]
    quantities = [str(chance.randint(0, HIGHEST_QUANTITY)) for _ in range(QUANTITIES)]
    return [f"B{number:05d}", f"Supplier {number}", price, *levels, *quantities]


def write_job(job: Job, folder: Path) -> None:
    """Write bids.csv once, our procurement.yaml, and the peer's framework.yaml in a folder of its own.

    A data file that it does not know is an error to us, so the peer has a copy of the bids.
    """
    ours, peer = folder / "ours", folder / "peer"
    for side in (ours, peer):
        side.mkdir(parents=True)
        with (side / "bids.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([job.header, *job.rows])
    (ours / "procurement.yaml").write_text(procurement_of(job), encoding="utf-8")
    (peer / "framework.yaml").write_text(_framework_of(job), encoding="utf-8")


def procurement_of(job: Job) -> str:
    """Return the peer's job as a procurement.

    A quantity's weight is its share of what one unit of each is worth, so that the social pillar is the peer's
    sum of money up to a constant.
    """
    criteria = [f"  - {{id: price, pillar: financial, weight: {PRICE_WEIGHT}, score: {{rule: lowest-price-ratio}}}}"]
    criteria += [
        _linear(measure, "quality", weight * QUALITY_WEIGHT / 100, HIGHEST_LEVEL)
        for measure, weight in job.levels.items()
    ]
    criteria += [
        _linear(measure, "social", weight, HIGHEST_QUANTITY) for measure, weight in social_weights(job).items()
    ]
    return _head("peer-job") + "criteria:\n" + "\n".join(criteria) + "\n"


def social_weights(job: Job) -> dict[str, Decimal]:
    """Return the weight of each quantity, to eight places; the last takes what rounding leaves."""
    worth = sum((one.worth for one in job.quantities), Decimal(0))
    places = Decimal("0.00000001")
    weights = {one.id: (SOCIAL_WEIGHT * one.worth / worth).quantize(places) for one in job.quantities}
    last = job.quantities[-1].id
    weights[last] += SOCIAL_WEIGHT - sum(weights.values(), Decimal(0))
    return weights


def _linear(measure: str, pillar: str, weight: Decimal, full_at: int) -> str:
    score = f"{{rule: linear, of: {measure}, zero_at: 0, full_at: {full_at}}}"
    return f"  - {{id: {measure}-marks, pillar: {pillar}, weight: {weight:f}, score: {score}}}"


def _head(procurement_id: str) -> str:
    return (
        f"kind: procurement\nschema: 1\nid: {procurement_id}\ntitle: Benchmark\nfictional: true\n"
        "evaluation:\n  method: weighted-sum\n"
        "  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}\n"
    )


def _framework_of(job: Job) -> str:
    weights = f"price_weight: {PRICE_WEIGHT}\nquality_weight: {QUALITY_WEIGHT}\nsocial_weight: {SOCIAL_WEIGHT}\n"
    criteria = [
        f"  - {{id: {name}, kind: scored, weight: {weight:f}, max: {HIGHEST_LEVEL}}}"
        for name, weight in job.levels.items()
    ]
    criteria += [
        f"  - {{id: {one.id}, kind: quantity, proxy: {one.proxy:f}, deadweight: {one.deadweight:f}}}"
        for one in job.quantities
    ]
    return weights + "criteria:\n" + "\n".join(criteria) + "\n"


def write_twenty_criteria(folder: Path) -> None:
    """Write a procurement of twenty criteria as they are written by hand, with four bids."""
    folder.mkdir(parents=True)
    pillars = ("financial", "environmental", "social", "quality")
    criteria = "".join(_written_criterion(number, pillars[number % 4], 5) for number in range(20))
    (folder / "procurement.yaml").write_text(_head("twenty-criteria") + "criteria:\n" + criteria, encoding="utf-8")
    (folder / "bids").mkdir()
    for number in range(4):
        measures = "".join(f"  m{one:03d}: {{value: {one + number}}}\n" for one in range(20))
        text = f"kind: bid\nschema: 1\nid: bid-{number}\nsupplier: {{name: Supplier {number}}}\nmeasures:\n{measures}"
        (folder / "bids" / f"bid-{number}.yaml").write_text(text, encoding="utf-8")


def _written_criterion(number: int, pillar: str, weight: int) -> str:
    return (
        f"  - id: c{number:03d}\n"
        f"    title: Criterion {number}, as it stood in the notice\n"
        f"    description: What a bidder is asked to show for criterion {number}.\n"
        f"    pillar: {pillar}\n"
        f"    weight: {weight}\n"
        f"    score: {{rule: linear, of: m{number:03d}, zero_at: 0, full_at: 25}}\n"
    )


def two_hundred_criteria() -> str:
    """Return a file of two hundred criteria, some 40 kB."""
    return "criteria:\n" + "".join(_written_criterion(number, "social", 1) for number in range(200))


def many_bids(least: int = 4 << 20) -> str:
    """Return a file of bids of at least so many characters, each with ten measures and their evidence."""
    chance = random.Random(SEED)  # noqa: S311  # numbers to read, no secrets
    parts, size = ["bids:\n"], 0
    while size < least:
        number = len(parts)
        measures = "".join(
            f"      m{one:03d}: {{value: {chance.randint(0, 10_000)}.{chance.randint(0, 99):02d}, "
            f'evidence: "Section {one}, page {chance.randint(1, 90)}"}}\n'
            for one in range(10)
        )
        parts.append(f"  - id: bid-{number}\n    supplier: {{name: Supplier {number}}}\n    measures:\n{measures}")
        size += len(parts[-1])
    return "".join(parts)


def write_all(folder: Path, sizes: list[int]) -> None:
    """Write every input of the benchmarks into a folder."""
    for bids in sizes:
        write_job(make_job(bids), folder / str(bids))
    write_twenty_criteria(folder / "twenty-criteria")
    write_repository(folder / "repository", FRAMEWORKS)
    (folder / "criteria.yaml").write_text(two_hundred_criteria(), encoding="utf-8")
    (folder / "bids.yaml").write_text(many_bids(), encoding="utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
