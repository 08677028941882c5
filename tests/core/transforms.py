"""Changes to a generated case that a fair method answers in a known way."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import Root
from tests.core.builders import inputs_of_case
from tests.generate import Case, generate
from tests.samples import seeds

Data = dict[str, Any]
Picture = dict[str, tuple[str, int | None, Root | None, dict[str, Fraction | None]]]


@cache
def _case(seed: int) -> Case:
    return generate(seed)


@cache
def _scored(seed: int) -> Evaluation:
    return evaluate(inputs_of_case(_case(seed)))


def cases(number: int, wanted: Callable[[Case], bool] = lambda _: True) -> Iterator[Case]:
    """Yield so many generated cases that are wanted; they are shared, so a test changes copies of them."""
    return itertools.islice(filter(wanted, map(_case, itertools.count(seeds(1, 1).start))), number)


def scored(case: Case) -> Evaluation:
    """Score a case; one that no test has changed is scored once."""
    return _scored(case.seed) if case is _case(case.seed) else evaluate(inputs_of_case(case))


def picture(evaluation: Evaluation) -> Picture:
    """Return all that was found of every bid: status, rank, exact total, and exact marks by criterion."""
    leaves = evaluation.inputs.leaves
    return {
        one.id: (
            one.status,
            one.rank,
            one.total,
            {leaf.id: evaluation.settled.marked(leaf.id, one.id).marks for leaf in leaves},
        )
        for one in evaluation.bids
    }


def outlines(evaluation: Evaluation) -> dict[str, tuple[str, int | None, Root | None]]:
    """Return status, rank and exact total of every bid."""
    return {name: (status, rank, total) for name, (status, rank, total, _) in picture(evaluation).items()}


def leaves_of(criteria: list[Data]) -> Iterator[Data]:
    """Yield the criteria that earn marks."""
    for one in criteria:
        yield from leaves_of(one["criteria"]) if "criteria" in one else [one]


def is_relative(case: Case) -> bool:
    """Tell whether any mark depends on the other bids."""
    scores = [leaf["score"] for leaf in leaves_of(case.procurement["criteria"])]
    rules = [FORMULAS[score["rule"]] for score in scores if score["rule"] in FORMULAS]
    return any(rule.relative for rule in rules) or any(score.get("of") == "percent-above-lowest" for score in scores)


def is_absolute(case: Case) -> bool:
    """Tell whether no mark depends on the other bids."""
    return not is_relative(case)


def rounds_once(case: Case) -> bool:
    """Tell whether only the total is rounded."""
    return bool(case.procurement["evaluation"]["rounding"]["at"] == "total")


def renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - nested data
    """Return data in which every text and every key that is one of these names is the new one."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(inside, names) for key, inside in value.items()}
    if isinstance(value, list):
        return [renamed(inside, names) for inside in value]
    return names.get(value, value) if isinstance(value, str) else value


def renamed_case(case: Case, names: Mapping[str, str]) -> Case:
    """Return a case in which ids are exchanged everywhere."""
    parts = (case.procurement, case.bids, case.scores, case.consensus, case.decisions)
    return Case(case.seed, *(renamed(part, names) for part in parts))


def with_method(case: Case, change: Callable[[Data], None]) -> Case:
    """Return a case whose procurement is changed."""
    method = copy.deepcopy(case.procurement)
    change(method)
    return replace(case, procurement=method)


def without_bid(case: Case, name: str) -> Case:
    """Return a case that a bid never came in for: neither its scores nor any decision on it exist."""
    scores = [{**sheet, "scores": [one for one in sheet["scores"] if one["bid"] != name]} for sheet in case.scores]
    agreed = case.consensus and {
        **case.consensus,
        "scores": [one for one in case.consensus["scores"] if one["bid"] != name],
    }
    decided = case.decisions and {
        **case.decisions,
        "decisions": [kept for one in case.decisions["decisions"] if (kept := _without(one, name))],
    }
    bids = [bid for bid in case.bids if bid["id"] != name]
    return replace(case, bids=bids, scores=scores, consensus=agreed, decisions=decided)


def _without(decision: Data, name: str) -> Data | None:
    if decision.get("bid") == name:
        return None
    if "order" not in decision:
        return decision
    order = [one for one in decision["order"] if one != name]
    return {**decision, "order": order} if len(order) > 1 else None


def with_twin(case: Case, name: str, twin: str) -> Case:
    """Return a case with one more bid that says and scored what another did; a draw of lots leaves it out."""

    def doubled(rows: list[Data]) -> list[Data]:
        return [*rows, *({**row, "bid": twin} for row in rows if row.get("bid") == name)]

    scores = [{**sheet, "scores": doubled(sheet["scores"])} for sheet in case.scores]
    agreed = case.consensus and {**case.consensus, "scores": doubled(case.consensus["scores"])}
    decided = case.decisions and {**case.decisions, "decisions": doubled(case.decisions["decisions"])}
    bids = [*case.bids, *({**bid, "id": twin} for bid in case.bids if bid["id"] == name)]
    return replace(case, bids=bids, scores=scores, consensus=agreed, decisions=decided)


def with_parts(case: Case, split: Callable[[Data], list[Data]], names: Mapping[str, list[str]]) -> Case:
    """Return a case in which each scored criterion is split into parts that are scored alike.

    ``names`` maps a criterion to the ids of its parts. Marks recorded after weighting become those of one part.
    """

    def parts(criteria: list[Data]) -> list[Data]:
        nested = [{**one, "criteria": parts(one["criteria"])} if "criteria" in one else None for one in criteria]
        return [
            part for one, inner in zip(criteria, nested, strict=True) for part in ([inner] if inner else split(one))
        ]

    def doubled(rows: list[Data]) -> list[Data]:
        return [{**row, "criterion": name} for row in rows for name in names[row["criterion"]]]

    def recorded(bid: Data) -> Data:
        given = {
            name: {key: value / len(names[old]) if key == "weighted" else value for key, value in marks.items()}
            for old, marks in bid.get("recorded", {}).items()
            for name in names[old]
        }
        return {**bid, "recorded": given}

    scores = [{**sheet, "scores": doubled(sheet["scores"])} for sheet in case.scores]
    agreed = case.consensus and {**case.consensus, "scores": doubled(case.consensus["scores"])}
    method = {**case.procurement, "criteria": parts(case.procurement["criteria"])}
    return replace(case, procurement=method, bids=[recorded(bid) for bid in case.bids], scores=scores, consensus=agreed)
