"""Small procurements built in code: dictionaries as the files parse, and the inputs that the core takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.model.bid import Bid
from social_value.model.decisions import Decisions
from social_value.model.procurement import Procurement
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from social_value.model.scores import Consensus, Scores
from tests.generate import Case

Data = dict[str, Any]

OUT_OF_FIVE: Data = {
    "levels": [{"level": level, "marks": 20 * level, "descriptor": f"Meets {level} of 5."} for level in range(6)]
}
DECIDED: Data = {"decided_on": "2027-01-12", "decided_by": "panel chair", "reason": "Recorded at the meeting."}

GREEN_BOOK = Register.model_validate(
    {
        "kind": "register",
        "schema": 1,
        "id": "green-book-discount-rates",
        "title": "Standard discount rates of the Green Book, 2022",
        "licence": "OGL-3.0",
        "source": {"title": "HM Treasury, The Green Book (2022), annex 6"},
        "confidence": "secondary",
        "entries": [
            {
                "id": "standard",
                "description": "The social time preference rate.",
                "unit": "percent a year",
                "values": [
                    {
                        "from": "2022-03-31",
                        "schedule": [
                            {"from_year": 0, "to_year": 30, "percent": Decimal("3.5")},
                            {"from_year": 31, "to_year": 75, "percent": Decimal("3.0")},
                            {"from_year": 76, "to_year": 125, "percent": Decimal("2.5")},
                            {"from_year": 126, "to_year": 200, "percent": Decimal("2.0")},
                            {"from_year": 201, "to_year": 300, "percent": Decimal("1.5")},
                            {"from_year": 301, "percent": Decimal("1.0")},
                        ],
                        "reference": {"title": "HM Treasury, The Green Book (2022), annex 6"},
                    }
                ],
            }
        ],
    }
)


def exact(value: object) -> Any:  # noqa: ANN401 - nested data of any shape
    """Return data in which every text that stands for a number is that number; other text stays."""
    if isinstance(value, dict):
        return {key: exact(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [exact(inside) for inside in value]
    if isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit():
        return Decimal(value)
    return value


def criterion(
    name: str, weight: str | Decimal | int, score: Data, pillar: str | None = "quality", **more: object
) -> Data:
    """Return a criterion that earns marks."""
    belongs = {} if pillar is None else {"pillar": pillar}
    return {"id": name, **belongs, "weight": exact(weight), "score": exact(score), **exact(more)}


def recorded(name: str, weight: str | Decimal | int, pillar: str | None = "quality", **more: object) -> Data:
    """Return a criterion whose marks the bids give."""
    score = {"rule": "recorded", "source": "Published result", "reason": "The marks are the input of this test."}
    return criterion(name, weight, score, pillar, **more)


def levels(name: str, weight: str | Decimal | int, pillar: str | None = "quality", **more: object) -> Data:
    """Return a criterion that evaluators score from 0 to 5."""
    return criterion(name, weight, {"rule": "scale", "scale": "out-of-five"}, pillar, **more)


def priced(weight: str | Decimal | int, rule: str = "lowest-price-ratio", **parameters: object) -> Data:
    """Return the criterion ``price``, in the financial pillar."""
    return criterion("price", weight, {"rule": rule, **parameters}, "financial")


def offer(
    name: str,
    price: object = None,
    marks: Mapping[str, object] | None = None,
    weighted: Mapping[str, object] | None = None,
    measures: Mapping[str, object] | None = None,
    **more: object,
) -> Data:
    """Return a bid with a stated price, recorded marks or weighted marks, and measures."""
    given = {key: {"marks": exact(value)} for key, value in (marks or {}).items()}
    given |= {key: {"weighted": exact(value)} for key, value in (weighted or {}).items()}
    bid: Data = {"kind": "bid", "schema": 1, "id": name, "supplier": {"name": f"Supplier {name}"}, **exact(more)}
    bid |= {} if price is None else {"price": {"total": exact(price)}}
    bid |= {"recorded": given} if given else {}
    bid |= {"measures": {key: {"value": exact(value)} for key, value in measures.items()}} if measures else {}
    return bid


def rounding(
    places: int = 2, direction: str = "half-up", at: str = "total", rank_on: str = "exact"
) -> dict[str, int | str]:
    """Return how numbers are published."""
    return {"places": places, "direction": direction, "at": at, "rank_on": rank_on}


def procurement(
    criteria: Iterable[Data],
    method: str = "weighted-sum",
    round_to: Mapping[str, object] | None = None,
    keys: Mapping[str, object] | None = None,
    **more: object,
) -> Data:
    """Return a procurement; ``keys`` go into its evaluation, everything else to the top."""
    evaluation = {"method": method, "rounding": dict(round_to or rounding()), **exact(dict(keys or {}))}
    built: Data = {"kind": "procurement", "schema": 1, "id": "test", "title": "Test", "evaluation": evaluation}
    built["commenced_on"] = "2024-10-01"
    return {**built, "criteria": list(criteria), "scales": {"out-of-five": OUT_OF_FIVE}, **exact(more)}


def sheet(evaluator: str, *given: tuple[str, str, int], conflict: str | None = "none", **more: object) -> Data:
    """Return the scores of one evaluator: bid, criterion and level each."""
    declared = {} if conflict is None else {"conflict": conflict}
    scores = [
        {"bid": bid, "criterion": name, "level": level, "rationale": "As section 2 of the bid says."}
        for bid, name, level in given
    ]
    return {"kind": "scores", "schema": 1, "evaluator": {"id": evaluator, **declared, **more}, "scores": scores}


def consensus(*given: tuple[str, str, int]) -> Data:
    """Return the levels that the panel agreed on."""
    agreed = [{**one, "rationale": "The panel saw what section 2 shows."} for one in sheet("panel", *given)["scores"]]
    return {"kind": "consensus", "schema": 1, "scores": agreed}


def decisions(*decided: Mapping[str, object]) -> Data:
    """Return the recorded decisions, each with its date, author and reason."""
    return {"kind": "decisions", "schema": 1, "decisions": [{**one, **DECIDED} for one in decided]}


def inputs_of(
    method: Data,
    bids: Iterable[Data],
    scores: Iterable[Data] = (),
    agreed: Data | None = None,
    decided: Data | None = None,
    scales: Mapping[str, ScaleFile] | None = None,
    register: Register = GREEN_BOOK,
) -> Inputs:
    """Return what the core takes, from dictionaries as the files of a procurement parse."""
    return Inputs(
        Procurement.model_validate(method),
        tuple(Bid.model_validate(bid) for bid in bids),
        tuple(Scores.model_validate(one) for one in scores),
        Consensus.model_validate(agreed) if agreed else None,
        Decisions.model_validate(decided) if decided else None,
        scales=scales or {},
        registers={register.id: register},
    )


def inputs_of_case(case: Case) -> Inputs:
    """Return what the core takes, from a generated case."""
    return inputs_of(case.procurement, case.bids, case.scores, case.consensus, case.decisions)


def evaluated(
    method: Data,
    bids: Iterable[Data],
    scores: Iterable[Data] = (),
    agreed: Data | None = None,
    decided: Data | None = None,
) -> Evaluation:
    """Score a procurement that is given as dictionaries."""
    return evaluate(inputs_of(method, bids, scores, agreed, decided))


def totals(evaluation: Evaluation) -> dict[str, str | None]:
    """Return the published total of every bid, as text."""
    return {one.id: None if one.published is None else f"{one.published:f}" for one in evaluation.bids}


def ranks(evaluation: Evaluation) -> dict[str, int | None]:
    """Return the rank of every bid."""
    return {one.id: one.rank for one in evaluation.bids}


def statuses(evaluation: Evaluation) -> dict[str, str]:
    """Return the status of every bid."""
    return {one.id: one.status for one in evaluation.bids}
