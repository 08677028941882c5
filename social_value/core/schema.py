"""JSON Schema of every kind of file, with the formulas and methods of the registries written in."""

from __future__ import annotations

from typing import Any

from social_value.core.bands import MOST_BANDS
from social_value.core.binding import REGISTERED
from social_value.core.formulas import FORMULAS, Formula, ParameterKind
from social_value.core.methods import METHODS
from social_value.model.base import Record
from social_value.model.bid import Bid
from social_value.model.framework import Framework
from social_value.model.procurement import MarksMinimum, Procurement
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from social_value.model.scores import Consensus, Decisions, Scores

MODELS: dict[str, type[Record]] = {
    "procurement": Procurement,
    "bid": Bid,
    "scores": Scores,
    "consensus": Consensus,
    "decisions": Decisions,
    "framework": Framework,
    "scale": ScaleFile,
    "register": Register,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def json_schema(kind: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    if "FormulaScore" in definitions:
        definitions["FormulaScore"] = _formula_score(definitions["FormulaScore"])
    if "Evaluation" in definitions:
        definitions["Evaluation"] = _evaluation(definitions["Evaluation"])
    return {"$schema": _DIALECT, **schema}


def _formula_score(base: Schema) -> Schema:
    """Return one alternative for each registered formula, with its own parameters."""
    if not REGISTERED:
        raise LookupError("no formula is registered")
    return {"oneOf": [_formula(formula, base["properties"]) for formula in FORMULAS.values()]}


def _formula(formula: Formula, shared: Schema) -> Schema:
    properties: Schema = {"rule": {"const": formula.id}, "of": shared["of"]}
    if formula.is_price_formula:
        properties["zero_price"] = shared["zero_price"]
    properties |= {name: _parameter(kind) for name, kind in formula.parameters.items()}
    needed = ["rule", *formula.parameters, *([] if formula.reads else ["of"])]
    return {
        "title": formula.id,
        "description": f"{formula.summary} {formula.words}",
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def _parameter(kind: ParameterKind) -> Schema:
    if kind == "number":
        return {"type": "number"}
    if kind == "choice":
        return {"enum": ["highest", "lowest"]}
    ends = {name: {"type": "number"} for name in ("from", "above", "up_to", "below")}
    band = {
        "type": "object",
        "properties": {**ends, "marks": {"type": "number", "minimum": 0, "maximum": 100}},
        "required": ["marks"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": band, "minItems": 1, "maxItems": MOST_BANDS}


def _evaluation(base: Schema) -> Schema:
    """Return one alternative for each registered method, with its own keys."""
    alternatives = []
    for method in METHODS.values():
        properties = {**base["properties"], "method": {"const": method.id}}
        properties |= {name: {"type": "number", "minimum": 0} for name in method.parameters}
        if method.reads_price:
            properties |= {"price_of": {"type": "string"}, "quality_minimum": _quality_minimum()}
        needed = [
            "method",
            "rounding",
            *method.parameters,
            *(["quality_minimum"] if method.needs_minimum else []),
        ]
        alternatives.append(
            {
                "title": method.id,
                "description": f"{method.summary} {method.words}",
                "type": "object",
                "properties": properties,
                "required": needed,
                "additionalProperties": False,
            }
        )
    return {"oneOf": alternatives}


def _quality_minimum() -> Schema:
    return MarksMinimum.model_json_schema()
