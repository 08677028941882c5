"""Turning what a file says into a model, and everything that does not fit into findings with line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from social_value.errors import InputError
from social_value.files.yaml_source import Document
from social_value.findings import Finding, Key, error, nearest

Model = TypeVar("Model", bound=BaseModel)


def build(model: type[Model], document: Document) -> Model:
    """Return the model of a document. Raises InputError with every finding, in the order of the file."""
    try:
        return model.model_validate(document.data)
    except ValidationError as problem:
        details = problem.errors(include_url=False, include_context=True)
        raise InputError(_findings(model, document, details)) from None


def _findings(model: type[BaseModel], document: Document, details: list[ErrorDetails]) -> Iterator[Finding]:
    for detail in details:
        keys = _known_keys(document, detail["loc"])
        is_key = detail["type"] == "extra_forbidden"
        place = document.place(keys, of_key=is_key)
        code, message, way_out = _words(model, detail, keys)
        yield error(code, place, message, way_out)


def _known_keys(document: Document, loc: tuple[Key, ...]) -> tuple[Key, ...]:
    """Leave out the parts of a location that are in the model only, such as the name of a union's member."""
    keys: list[Key] = []
    value: Any = document.data
    for part in loc:
        if (isinstance(value, Mapping) and part in value) or (
            isinstance(value, list) and isinstance(part, int) and part < len(value)
        ):
            value = value[part]
        elif part is not loc[-1] or isinstance(value, list):
            continue
        keys.append(part)
    return tuple(keys)


def _words(model: type[BaseModel], detail: ErrorDetails, keys: tuple[Key, ...]) -> tuple[str, str, str]:
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "the file")
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return "missing-key", f'the key "{name}" is missing.', f"Add `{name}:`."
    if kind == "extra_forbidden":
        known = _keys_at(model, detail["loc"][:-1])
        return (
            "unknown-key",
            f'"{name}" is not a key that belongs here.',
            nearest(name, known) or "Remove it.",
        )
    writer = _WRITERS.get(kind)
    found = _found(detail["input"])
    if writer is not None:
        return writer(name, found, detail, context)
    return "invalid-value", f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}, and found {found}.", ""


def _found(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


_Writer = Callable[[str, str, ErrorDetails, Mapping[str, Any]], tuple[str, str, str]]


def _text(name: str, found: str, detail: ErrorDetails, _: Mapping[str, Any]) -> tuple[str, str, str]:
    way_out = (
        f"Write it in quotes: {found}."
        if isinstance(detail["input"], int | float) or found[:1] == '"'
        else ""
    )
    return "not-text", f"{name} must be text, and found {found.strip(chr(34))}.", way_out or "Write text."


def _number(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    return "not-a-number", f"{name} must be a plain number, and found {found}.", "Write it like 12 or 12.50."


def _flag(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    return (
        "not-true-or-false",
        f"{name} must be true or false, and found {found}.",
        "Write `true` or `false`.",
    )


def _day(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    return "not-a-date", f"{name} must be a date, and found {found}.", "Write it like 2026-10-05."


def _choice(name: str, found: str, detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    expected = str(context.get("expected") or context.get("expected_tags") or "")
    words = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    if detail["type"] == "union_tag_not_found":
        return "missing-key", f"{name}: the key {context.get('discriminator', '')} is missing.", ""
    return "unknown-value", f"{name} cannot be {found}.", nearest(str(detail["input"]), words)


def _identifier(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    way_out = "Use letters, digits, - and _, at most 64, beginning with a letter or digit."
    return "invalid-id", f"{name} cannot be {found}.", way_out


def _range(name: str, found: str, _: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    limits = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    limit = next((f"{words} {context[key]}" for key, words in limits.items() if key in context), "in range")
    return "out-of-range", f"{name} must be {limit}, and found {found.strip(chr(34))}.", "Correct the value."


def _mapping(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    return "not-a-mapping", f"{name} must hold keys and values, and found {found}.", ""


def _list(name: str, found: str, _: ErrorDetails, __: Mapping[str, Any]) -> tuple[str, str, str]:
    return (
        "not-a-list",
        f"{name} must be a list, and found {found}.",
        "Write one item a line, each after a dash.",
    )


def _short(name: str, found: str, _: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "too-few", f"{name} needs at least {context.get('min_length', 1)}.", "Add what is missing."


def _long(name: str, found: str, _: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "too-long", f"{name} is longer than {context.get('max_length')} characters.", "Shorten it."


_WRITERS: dict[str, _Writer] = {
    "string_type": _text,
    "exact_number": _number,
    "int_type": _number,
    "bool_type": _flag,
    "day": _day,
    "literal_error": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _choice,
    "string_pattern_mismatch": _identifier,
    "greater_than_equal": _range,
    "greater_than": _range,
    "less_than_equal": _range,
    "less_than": _range,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "too_short": _short,
    "string_too_short": _short,
    "string_too_long": _long,
}


def _keys_at(model: type[BaseModel], loc: tuple[Key, ...]) -> list[str]:
    """Return the keys that a model knows at a location, by walking its JSON Schema."""
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    nodes = [schema]
    for part in loc:
        nodes = [
            child for node in nodes for child in _children(_resolved(node, definitions), part, definitions)
        ] or nodes
    return sorted(
        {key for node in nodes for one in _resolved(node, definitions) for key in one.get("properties", {})}
    )


def _resolved(node: dict[str, Any], definitions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the schemas a node may stand for, references and alternatives followed."""
    if "$ref" in node:
        return _resolved(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    options = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    return [found for option in options for found in _resolved(option, definitions)] if options else [node]


def _children(
    schemas: list[dict[str, Any]], part: Key, definitions: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    for schema in schemas:
        if isinstance(part, int):
            yield from [schema["items"]] if isinstance(schema.get("items"), dict) else []
        elif part in schema.get("properties", {}):
            yield schema["properties"][part]
        elif isinstance(schema.get("additionalProperties"), dict):
            yield schema["additionalProperties"]
