"""JSON Schema of every kind of file, with the formulas and methods of the registries written in."""

from __future__ import annotations

from typing import Any

from social_value.core.reads.binding import REGISTERED
from social_value.core.rules.formulas import FORMULAS, Formula
from social_value.core.rules.methods import METHODS
from social_value.core.rules.parameter_kinds import Kind
from social_value.model.base import Record
from social_value.model.bid import Bid
from social_value.model.criteria import MarksMinimum
from social_value.model.decisions import Decisions
from social_value.model.framework import Framework
from social_value.model.panel import PanelFile, Pseudonyms
from social_value.model.procurement import Procurement
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from social_value.model.scores import Consensus, Scores

MODELS: dict[str, type[Record]] = {
    "procurement": Procurement,
    "bid": Bid,
    "scores": Scores,
    "consensus": Consensus,
    "decisions": Decisions,
    "panel": PanelFile,
    "pseudonyms": Pseudonyms,
    "framework": Framework,
    "scale": ScaleFile,
    "register": Register,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_PARAMETERS = {
    "zero_at": "The figure that earns no marks.",
    "full_at": "The figure that earns full marks.",
    "floor": "The price that earns full marks, as does any below it.",
    "ceiling": "The price that earns no marks, as does any above it.",
    "slope": "How many marks of a hundred each percent above the mean price costs.",
    "benchmark": "The published price that earns full marks, as does any below it.",
    "marks_per_percent": "Marks lost for each percent above the lowest price, up to the point of inflection.",
    "inflection_percent": "How many percent above the median price the point of inflection is.",
    "marks_per_percent_beyond": "Marks lost for each percent beyond the point of inflection.",
    "none_at_times": "How many times the lowest price earns no marks, as does anything dearer.",
    "marks_lost": "Marks of a hundred that are lost for each such sum above the lowest price.",
    "for_each": "The sum above the lowest price for which so many marks are lost.",
    "target": "The figure that earns full marks.",
    "none_at_distance": "How far from the target, on either side, a figure earns no marks.",
    "bands": "The table of marks: bands in rising order, without gap or overlap.",
    "when_lowest_is_zero": "Marks of every dearer bid where the lowest price is zero.",
    "best": "Whether the highest or the lowest figure is best.",
    "quality_weight": "Weight of quality; with price_weight it adds up to 100.",
    "price_weight": "Weight of price; with quality_weight it adds up to 100.",
    "pounds_per_quality_point": "What one point of quality is worth, in the currency of the price.",
    "price_of": "The figure that stands for the price; `price` when absent.",
    "quality_minimum": "Lowest acceptable quality, and what happens below it.",
}
"""What the keys of formulas and methods mean; a key that is not here is described by the formula it stands in."""


def json_schema(kind: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    if "FormulaScore" in definitions:
        definitions["FormulaScore"] = _formula_score(definitions["FormulaScore"])
    if "Evaluation" in definitions:
        definitions["Evaluation"] = _evaluation(definitions["Evaluation"])
    _describe(schema, definitions)
    return {"$schema": _DIALECT, **schema}


def _describe(node: object, definitions: Schema) -> None:
    """Give every key that has none a description: what it refers to, or the one word that it may say."""
    if isinstance(node, list):
        for item in node:
            _describe(item, definitions)
    if not isinstance(node, dict):
        return
    for value in node.values():
        _describe(value, definitions)
    for key in node.get("properties", {}).values():
        if "const" in key:
            key.setdefault("description", f"Says `{key['const']}`.")
        if "$ref" in key:
            key.setdefault("description", definitions[key["$ref"].rsplit("/", 1)[-1]]["description"])


def _formula_score(base: Schema) -> Schema:
    """Return one alternative for each registered formula, with its own parameters."""
    if not REGISTERED:
        raise LookupError("no formula is registered")
    alternatives = [_formula(formula, base["properties"]) for _, formula in sorted(FORMULAS.items())]
    return {"description": base["description"], "oneOf": alternatives}


def _formula(formula: Formula, shared: Schema) -> Schema:
    of = shared["of"] | ({"description": f"What the {formula.part_of} value is of."} if formula.part_of else {})
    properties: Schema = {"rule": {"const": formula.id}, "of": of}
    if formula.is_price_formula:
        properties["zero_price"] = shared["zero_price"]
    properties |= {name: _parameter(name, kind, formula.words) for name, kind in formula.parameters.items()}
    needed = ["rule", *formula.parameters, *([] if formula.reads else ["of"])]
    return {
        "title": formula.id,
        "description": f"{formula.summary} {formula.words}",
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def _parameter(name: str, kind: Kind, words: str) -> Schema:
    return {"description": _PARAMETERS.get(name, f"Part of: {words}."), **kind.schema()}


def _evaluation(base: Schema) -> Schema:
    """Return one alternative for each registered method, with its own keys."""
    alternatives = []
    for method in METHODS.values():
        properties = {**base["properties"], "method": {"const": method.id}}
        properties |= {name: _parameter(name, kind, method.words) for name, kind in method.parameters.items()}
        if method.reads_price:
            price_of = {"description": _PARAMETERS["price_of"], "type": "string"}
            minimum = MarksMinimum.model_json_schema() | {"description": _PARAMETERS["quality_minimum"]}
            properties |= {"price_of": price_of, "quality_minimum": minimum}
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
    return {"description": base["description"], "oneOf": alternatives}
