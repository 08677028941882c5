"""What a success costs, the evidence of reach behind it, and multiples of named benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import mul, truediv

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, text, worked
from social_value.core.sections.part import Part
from social_value.core.sections.readings import figure_of, reach_used
from social_value.core.sections.section import Column, Row, Table
from social_value.core.success import factor_published, reach_of
from social_value.model.bid import Bid
from social_value.model.efficiency import Benchmark

PER_SUCCESS = "price-per-success"
_MULTIPLE_NOTE = (
    "The benchmark's price per success over the bid's: above 1 the benchmark is dearer. Compare within one line of "
    "bands only. Shown, never marked."
)
_EVIDENCE_NOTE = (
    "Evidence counts for the band that it is from. Without it the published factor is taken, if there is one."
)


def reach(evaluation: Evaluation) -> Part | None:
    """Return prices per success, the evidence of reach, and multiples, where bids state success rates."""
    if not any(bid.success_rate for bid in evaluation.bids_in_order):
        return None
    names = (FigureName("price"), *per_success_names(evaluation))
    titles = ("Price", "Price per success", *(f"Price per success, {name.part}" for name in names[2:]))
    columns = tuple(
        Column(str(name).replace("-", "_").replace(":", "_"), title, "money")
        for name, title in zip(names, titles, strict=True)
    )
    bids = {bid.id: tuple(figure_of(evaluation, name, bid.id) for name in names) for bid in evaluation.bids_in_order}
    return Part(columns, bids, (_evidence(evaluation), *_multiples(evaluation, bids)))


def per_success_names(evaluation: Evaluation) -> tuple[FigureName, ...]:
    """Return the price per success over all bands, then within each."""
    return (FigureName(PER_SUCCESS), *(FigureName(PER_SUCCESS, band) for band in evaluation.field.terms.demand))


# Evidence


def _evidence(evaluation: Evaluation) -> Table:
    procurement = evaluation.inputs.procurement
    counted = factor_published(procurement)
    columns = (
        Column("bid", "Bid"),
        Column("evidence", "Evidence of reach"),
        Column("band", "Band"),
        Column("success_rate", "Success rate", "share"),
        *((Column("counts", "Share that counts", "share"), Column("used", "Rate used", "share")) if counted else ()),
    )
    rows = tuple(
        Row((text(bid.id), *_rates(evaluation, band, bid, counted=counted)), bid.id)
        for bid in evaluation.bids_in_order
        for band in evaluation.field.terms.demand
        if band in bid.success_rate
    )
    return Table("evidence-of-reach", "Evidence of reach", columns, rows, _EVIDENCE_NOTE)


def _rates(evaluation: Evaluation, band: str, bid: Bid, *, counted: bool) -> tuple[Cell, ...]:
    rate, counts = reach_used(evaluation, band, bid.id)
    words = (text(reach_of(bid, band, evaluation.inputs.procurement).words), text(band))
    return (*words, rate, counts, worked(mul, rate, counts)) if counted else (*words, rate)


# Multiples


@dataclass(frozen=True, slots=True)
class _Held:
    """A benchmark with its prices per success, in the order of the names."""

    benchmark: Benchmark
    prices: tuple[Cell, ...]


def _multiples(evaluation: Evaluation, bids: Mapping[str, tuple[Cell, ...]]) -> Iterator[Table]:
    efficiency = evaluation.inputs.procurement.efficiency
    if efficiency is None or not efficiency.benchmarks:
        return
    there = [benchmark for benchmark in efficiency.benchmarks if benchmark.bid is None or benchmark.bid in bids]
    held = [_Held(benchmark, tuple(_prices_of(benchmark, evaluation, bids))) for benchmark in there]
    stated = [holding for holding in held if holding.benchmark.bid is None]
    if stated:
        yield _stated(evaluation, stated)
    columns = (
        Column("bid", "Bid"),
        Column("bands", "Bands"),
        Column("benchmark", "Benchmark"),
        Column("numerator", "Price per success of the benchmark", "money"),
        Column("denominator", "Price per success of the bid", "money"),
        Column("multiple", "Multiple", "ratio"),
    )
    rows = tuple(row for holding in held for row in _rows(evaluation, holding, bids))
    yield Table("multiples", "Multiples of the benchmarks", columns, rows, _MULTIPLE_NOTE)


def _prices_of(benchmark: Benchmark, evaluation: Evaluation, bids: Mapping[str, tuple[Cell, ...]]) -> Iterator[Cell]:
    if benchmark.bid is not None:
        yield from bids[benchmark.bid][1:]
        return
    yield given(benchmark.price_per_success)
    for band in evaluation.field.terms.demand:
        yield given(benchmark.by_band.get(band))


def _stated(evaluation: Evaluation, held: list[_Held]) -> Table:
    columns = (
        Column("benchmark", "Benchmark"),
        Column("source", "Source"),
        Column("price_per_success", "Price per success", "money"),
        *(
            Column(f"price_per_success_{band}", f"Price per success, {band}", "money")
            for band in evaluation.field.terms.demand
        ),
    )
    rows = tuple(
        Row((text(holding.benchmark.title), text(holding.benchmark.source), *holding.prices)) for holding in held
    )
    return Table("stated-benchmarks", "Stated benchmarks", columns, rows)


def _rows(evaluation: Evaluation, held: _Held, bids: Mapping[str, tuple[Cell, ...]]) -> Iterator[Row]:
    for bid in evaluation.bids_in_order:
        if bid.id == held.benchmark.bid or bid.status == "withdrawn":
            continue
        for name, numerator, denominator in zip(
            per_success_names(evaluation), held.prices, bids[bid.id][1:], strict=True
        ):
            words = (text(bid.id), text(_bands(evaluation, name)), text(held.benchmark.title))
            yield Row((*words, numerator, denominator, worked(truediv, numerator, denominator)), bid.id)


def _bands(evaluation: Evaluation, name: FigureName) -> str:
    if name.part:
        return f"{name.part} alone: unit price / reach, fixed sums left out"
    return f"{' and '.join(evaluation.field.terms.demand)}: price / successes, fixed sums included"
