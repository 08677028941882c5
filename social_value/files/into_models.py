"""Turning what a file says into a model, and everything that does not fit into findings with line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from social_value.codes.provenance import VALUE_WITHOUT_SOURCE
from social_value.codes.values import MISSING_KEY, UNKNOWN_KEY
from social_value.errors import InputError
from social_value.files.faults import Fault, Words, fault_words
from social_value.files.yaml_source import Document
from social_value.findings import Finding, Key, nearest, nearest_word
from social_value.model.register import Register

Model = TypeVar("Model", bound=BaseModel)


def build(model: type[Model], document: Document) -> Model:
    """Return the model of a document. Raises InputError with every finding, in the order of the file."""
    try:
        return model.model_validate(document.data)
    except ValidationError as problem:
        details = problem.errors(include_url=False, include_context=True)
        raise InputError(_findings(model, document, details)) from None


def _findings(model: type[BaseModel], document: Document, details: list[ErrorDetails]) -> Iterator[Finding]:
    # A file of another kind fits nowhere, and a misspelt key is no missing one: each is said once.
    details = [
        detail for detail in details if detail["loc"] == ("kind",) and detail["type"] == "literal_error"
    ] or details
    meant = {
        (*detail["loc"][:-1], nearest_word(str(detail["loc"][-1]), _keys_at(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    # A list counts as too short when one of its items is malformed: the item is what is wrong.
    inside = {detail["loc"][:length] for detail in details for length in range(1, len(detail["loc"]))}
    for detail in details:
        if (detail["type"] == "missing" and detail["loc"] in meant) or (
            detail["type"] == "too_short" and detail["loc"] in inside
        ):
            continue
        keys = _known_keys(document, detail["loc"])
        is_key = detail["type"] == "extra_forbidden"
        place = document.place(keys, of_key=is_key)
        code, message, way_out = _words(model, detail, keys)
        yield code.at(place, message, way_out)


def _known_keys(document: Document, loc: tuple[Key, ...]) -> tuple[Key, ...]:
    """Leave out the parts of a location that are in the model only, such as the name of a union's member."""
    keys: list[Key] = []
    value: Any = document.data
    for part in loc:
        if (isinstance(value, Mapping) and part in value) or _is_index(value, part):
            value = value[part]
        elif part is not loc[-1] or not isinstance(value, Mapping):
            continue
        keys.append(part)
    return tuple(keys)


def _is_index(value: object, part: Key) -> bool:
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def _words(model: type[BaseModel], detail: ErrorDetails, keys: tuple[Key, ...]) -> Words:
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "the file")
    if detail["type"] == "missing" and _dates_or_sources(model, detail["loc"]):
        way_out = (
            "Write `from:`, the first day on which it applies, and `reference: {title: ...}`, where it is published."
        )
        return VALUE_WITHOUT_SOURCE, f'a value of a register has no "{name}", so nobody can check it.', way_out
    if detail["type"] == "missing":
        return MISSING_KEY, f'the key "{name}" is missing.', f"Add `{name}:`."
    if detail["type"] == "extra_forbidden":
        known = _keys_at(model, detail["loc"][:-1])
        return UNKNOWN_KEY, f'"{name}" is not a key that belongs here.', nearest(name, known) or "Remove it."
    return fault_words(Fault(name, detail["type"], detail["input"], detail.get("ctx", {})), detail["msg"])


def _dates_or_sources(model: type[BaseModel], loc: tuple[Key, ...]) -> bool:
    """Tell whether a location is that of the date or the source of a value in a register."""
    in_a_value = model is Register and len(loc) > 4 and (loc[0], loc[2]) == ("entries", "values")
    return in_a_value and (loc[4:] == ("from",) or loc[4] == "reference")


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _keys_at(model: type[BaseModel], loc: tuple[Key, ...]) -> list[str]:
    """Return the keys that a model knows at a location, by walking its JSON Schema."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    nodes = [schema]
    for part in loc:
        nodes = [child for node in nodes for child in _children(_resolved(node, definitions), part)] or nodes
    return sorted(
        {
            key
            for node in nodes
            for schema_part in _resolved(node, definitions)
            for key in schema_part.get("properties", {})
        }
    )


def _resolved(node: dict[str, Any], definitions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the schemas a node may stand for, references and alternatives followed."""
    if "$ref" in node:
        return _resolved(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    options = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    return [schema for option in options for schema in _resolved(option, definitions)] if options else [node]


def _children(schemas: list[dict[str, Any]], part: Key) -> Iterator[dict[str, Any]]:
    for schema in schemas:
        if isinstance(part, int):
            yield from [schema["items"]] if isinstance(schema.get("items"), dict) else []
        elif part in schema.get("properties", {}):
            yield schema["properties"][part]
        elif isinstance(schema.get("additionalProperties"), dict):
            yield schema["additionalProperties"]
