"""Data and pilots in the section Assets and data: routes, uses, prompts and harm, and what is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.data_use import ROUTES, answered, routes_of, still_open
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.pilots import NO_MARKING_DOWN, not_marked_down, within_cap
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.readings import figure_of
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Bid

ROUTE_COLUMNS = (
    Column("routes", "Routes to data sets", "count"),
    Column("routes_complete", "Routes complete", "count"),
    Column("data_routes_complete", "Routes complete, %", "percent"),
)
PROMPT_COLUMNS = (
    Column("prompts", "Prompts on ethics", "count"),
    Column("prompts_answered", "Prompts answered", "count"),
    Column("ethics_unanswered", "Prompts not answered", "count"),
)
_WIDE = 28
"""Characters of a text before it wraps: tables of few long texts would make the columns of numbers above them wide."""


def _wide(key: str, title: str) -> Column:
    return Column(key, title, widest=_WIDE)


_DATASETS = (
    Column("bid", "Bid"),
    Column("dataset", "Data set"),
    Column("routes", "Routes", "count"),
    Column("complete", "Complete", "count"),
    _wide("open", "Open"),
    _wide("research", "Research"),
    _wide("portability", "Portability"),
    _wide("about", "What it is"),
)
_PROMPTS = (
    Column("bid", "Bid"),
    Column("prompt", "Prompt"),
    Column("answered", "Answered", "count"),
    _wide("asks", "What is asked"),
    _wide("answer", "Answer"),
)
_FLOWS = (
    Column("bid", "Bid"),
    Column("dataset", "Data set"),
    _wide("purpose", "Purpose"),
    _wide("benefit_to_citizen", "What people gain"),
    _wide("citizen_control", "What people can do about it"),
)
_EFFECTS = (
    Column("bid", "Bid"),
    Column("number", "Number"),
    _wide("effect", "Negative effect"),
    _wide("mitigation", "What keeps it small"),
)
_PILOTS = (
    Column("bid", "Bid"),
    Column("title", "Pilot"),
    Column("budget", "Budget", "money"),
    Column("price", "Price", "money"),
    Column("share", "Share of the price, %", "percent"),
    Column("cap", "Largest share, %", "percent"),
    _wide("ends", "Stop rule, fallback and review"),
    _wide("standing", "For evaluators, as published"),
)
_NOT_STATED = "not stated"


class DataTables:
    """The cells about data and pilots; each is made once, so that a formula finds it where it stands."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.inputs = evaluation.inputs
        bids = self.inputs.bids
        self._sets: Mapping[str, tuple[Row, ...]] = {bid.id: tuple(_dataset_rows(bid)) for bid in bids}
        self._answers: Mapping[str, tuple[Row, ...]] = {bid.id: tuple(self._prompt_rows(bid)) for bid in bids}

    def routes(self, bid: Bid) -> tuple[Cell, ...]:
        """Return how many routes a bid's data sets have, how many are complete, and the percentage."""
        rows = self._sets[bid.id]
        asked, complete = total([row.cells[2] for row in rows]), total([row.cells[3] for row in rows])
        return asked, complete, worked(percent_of, complete, asked)

    def prompts(self, bid: Bid) -> tuple[Cell, ...]:
        """Return how many prompts are asked, how many a bid answers, and how many it does not."""
        asked, done = given(len(self.inputs.prompts)), total([row.cells[2] for row in self._answers[bid.id]])
        return asked, done, worked(still_open, asked, done)

    def tables(self) -> Iterator[Table]:
        """Yield the tables that have something to show."""
        bids = self.evaluation.bids_in_order
        note = "A route is complete where it is filled, or where a reason of three words or more says there is none."
        yield Table("datasets", "Data sets and the routes to them", _DATASETS, self._in_order(self._sets), note)
        flows = tuple(row for bid in bids for row in _flow_rows(bid))
        yield Table("data-flows", "Uses of data about people", _FLOWS, flows)
        effects = tuple(row for bid in bids for row in _effect_rows(bid))
        yield Table("negative-effects", "Negative effects", _EFFECTS, effects)
        note = "Whether a prompt is answered is counted here. How good an answer is, evaluators say."
        yield Table("ethics", "Prompts on the ethics of data", _PROMPTS, self._in_order(self._answers), note)

    def pilots(self) -> Table:
        """Return what bids try, beside the published share of the price."""
        rows = tuple(self._pilot_row(result.bid) for result in self.evaluation.bids if result.bid.pilot is not None)
        return Table("pilots", "Pilots", _PILOTS, rows, "A pilot changes no mark.")

    def _in_order(self, rows: Mapping[str, tuple[Row, ...]]) -> tuple[Row, ...]:
        return tuple(row for result in self.evaluation.bids for row in rows[result.id])

    def _prompt_rows(self, bid: Bid) -> Iterator[Row]:
        for prompt in self.inputs.prompts:
            words = (prompt.asks, bid.ethics.get(prompt.id, _NOT_STATED))
            done = given(int(answered(bid, prompt)))
            yield Row((text(bid.id), text(prompt.id), done, *map(text, words)), bid.id)

    def _pilot_row(self, bid: Bid) -> Row:
        pilot, limit = bid.pilot, self.inputs.procurement.pilot
        if pilot is None:
            raise TypeError("the bid has no pilot")
        budget, price = given(pilot.budget), figure_of(self.evaluation, FigureName("price"), bid.id)
        share = worked(percent_of, budget, price)
        ends = (f"stop: {pilot.stop_rule}", f"fallback: {pilot.fallback}", f"review: {pilot.review_date}")
        stated = "; ".join(end for end in ends if not end.endswith(": None"))
        cap = given(limit.cap_share * 100 if limit else None)
        words = map(text, (stated or _NOT_STATED, self._standing(bid)))
        return Row((text(bid.id), text(pilot.title), budget, price, share, cap, *words), bid.id)

    def _standing(self, bid: Bid) -> str:
        terms = self.evaluation.field.terms
        if not_marked_down(bid, terms):
            return f"Complete and within the published share. {NO_MARKING_DOWN}"
        return "Not complete." if within_cap(bid, terms) else "Above the published share."


def _dataset_rows(bid: Bid) -> Iterator[Row]:
    for dataset in bid.datasets:
        routes = routes_of(dataset)
        facts = (
            dataset.title,
            "personal" if dataset.personal else "not personal",
            *((dataset.kind,) if dataset.kind else ()),
            *(
                f"{name}: {value}"
                for name, value in (("keyed to", dataset.keyed_to), ("copy of", dataset.copies))
                if value
            ),
            *(
                f"{name}: {value}"
                for name, value in (("steward", dataset.steward), ("refresh", dataset.refresh))
                if value
            ),
        )
        counts = (given(len(ROUTES)), given(sum(route.is_complete for route in routes)))
        words = (*(route.words for route in routes), "; ".join(facts))
        yield Row((text(bid.id), text(dataset.id), *counts, *map(text, words)), bid.id)


def _flow_rows(bid: Bid) -> Iterator[Row]:
    for flow in bid.data_flows:
        said = (flow.purpose, flow.benefit_to_citizen, flow.citizen_control)
        yield Row(tuple(map(text, (bid.id, flow.dataset, *(word or _NOT_STATED for word in said)))), bid.id)


def _effect_rows(bid: Bid) -> Iterator[Row]:
    for number, effect in enumerate(bid.negative_effects, start=1):
        words = map(text, (effect.effect, effect.mitigation or _NOT_STATED))
        yield Row((text(bid.id), text(str(number)), *words), bid.id)
