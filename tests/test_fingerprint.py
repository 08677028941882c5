"""Tests of fingerprints: layout does not change them, and every value does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.provenance import method_fingerprint
from social_value.files.load import load
from social_value.fingerprint import digest, fingerprint
from social_value.model.procurement import Procurement
from tests.core.builders import inputs_of
from tests.generate import Case, generate

Data = dict[str, Any]

METHOD = """\
kind: procurement
schema: 1
id: small
title: A small procurement
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
criteria:
  - {id: P, pillar: financial, weight: 40.5, score: {rule: fixed-bounds, floor: 10, ceiling: 20}}
  - {id: Q, pillar: quality, weight: 59.5, score: {rule: recorded, source: a, reason: b}}
"""
BID = "kind: bid\nschema: 1\nid: a\nsupplier: {name: A}\nprice: {total: 15}\nrecorded: {Q: {marks: 50}}\n"


def of_text(folder: Path, text: str) -> str:
    """Return the fingerprint of a procurement that is written like this."""
    (folder / "bids").mkdir(parents=True, exist_ok=True)
    (folder / "bids" / "a.yaml").write_text(BID, encoding="utf-8")
    (folder / "procurement.yaml").write_bytes(text.encode())
    return method_fingerprint(load(folder).inputs)


def of_data(method: Data) -> str:
    """Return the fingerprint of a procurement as it parses."""
    return method_fingerprint(inputs_of(method, ()))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("title: A small", "# A comment.\ntitle: A small"),
        ("weight: 40.5", "weight: 40.50"),
        ("floor: 10,", "floor: 10.0,"),
        ("floor: 10, ceiling: 20", "ceiling: 20, floor: 10"),
        ("title: A small procurement", 'title: "A small procurement"'),
        ("  rounding: {places: 2,", "  rounding: {\n    places: 2,"),
        ("id: small\ntitle: A small procurement\n", "title: A small procurement\nid: small\n"),
        ("kind: procurement", "\ufeffkind: procurement"),
        ("\n", "\r\n"),
        ("title: A small procurement\n", "title: A small procurement\nfictional: false\n"),
        ("  method: weighted-sum\n", "  method: weighted-sum\n  tie_break: []\n"),
    ],
)
def test_layout_does_not_change_the_fingerprint(tmp_path: Path, written: str, instead: str) -> None:
    """Comments, order of keys, trailing zeros, quotation marks, line ends and a stated default say the same."""
    assert written in METHOD
    assert of_text(tmp_path / "1", METHOD) == of_text(tmp_path / "2", METHOD.replace(written, instead))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("title: A small", "title: A smaller"),
        ("weight: 40.5", "weight: 40.4"),
        ("floor: 10,", "floor: 10.01,"),
        ("half-up", "half-even"),
        ("places: 2", "places: 3"),
        ("source: a", "source: c"),
        ("pillar: quality", "pillar: social"),
        ("id: Q", "id: q"),
    ],
)
def test_a_value_changes_the_fingerprint(tmp_path: Path, written: str, instead: str) -> None:
    """Whatever the procurement says stands behind its fingerprint."""
    assert of_text(tmp_path / "1", METHOD) != of_text(tmp_path / "2", METHOD.replace(written, instead))


def test_the_order_of_criteria_is_content(tmp_path: Path) -> None:
    """A list has an order that was published, so exchanging two criteria is another method."""
    *head, first, second, _ = METHOD.split("\n")
    assert of_text(tmp_path / "1", METHOD) != of_text(tmp_path / "2", "\n".join([*head, second, first, ""]))


def leaves(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - nested
    """Yield the way to every single value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        yield keys
        return
    for key, one in inside:
        yield from leaves(one, (*keys, key))


def changed(value: Any, keys: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - nested
    """Return a copy in which the value at the end of the way is another one of its kind."""
    if keys:
        copy: Any = dict(value) if isinstance(value, dict) else list(value)
        copy[keys[0]] = changed(value[keys[0]], keys[1:])
        return copy
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    return date(2026, 1, 1) if isinstance(value, date) else f"{value}x"


def valid(method: Data) -> bool:
    """Tell whether the model takes a procurement."""
    try:
        Procurement.model_validate(method)
    except ValueError:
        return False
    return True


def test_every_value_of_a_method_is_in_its_fingerprint() -> None:
    """In generated procurements, changing any one value to another that is allowed changes the fingerprint."""
    tried = 0
    for seed in range(12):
        case: Case = generate(seed)
        before = of_data(case.procurement)
        for keys in leaves(case.procurement):
            other = changed(case.procurement, keys)
            if valid(other):
                tried += 1
                assert of_data(other) != before, (seed, keys)
    assert tried > 300


def test_bids_and_scores_are_no_part_of_the_method() -> None:
    """The fingerprint of a method is the same before and after bids are opened."""
    case = generate(3)
    assert of_data(case.procurement) == method_fingerprint(inputs_of(case.procurement, case.bids, case.scores))


CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.decimals(-1000, 1000, places=3),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=3),
    max_leaves=8,
)


def _same(first: object, second: object) -> bool:
    """Tell whether two contents say the same; a truth value is no number."""
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(_same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_same, first, second))
    return first == second


@given(first=CONTENT, second=CONTENT)
def test_fingerprints_are_equal_only_where_content_is(first: object, second: object) -> None:
    """Two contents have one fingerprint exactly where they say the same."""
    assert (fingerprint(first) == fingerprint(second)) == _same(first, second)


def test_the_canonical_form_is_fixed() -> None:
    """The form that is hashed is part of the contract: sorted keys, no spaces, numbers as decimal text."""
    content = {"b": [1, Decimal("2.50"), True, None], "a": date(2026, 10, 5), "ü": "x"}
    form = '{"a":"2026-10-05","b":[{"number":"1"},{"number":"2.5"},true,null],"ü":"x"}'
    assert fingerprint(content) == f"sha256:{hashlib.sha256(form.encode()).hexdigest()}"


def test_binary_numbers_have_no_fingerprint() -> None:
    """A binary floating point number is refused rather than written with its noise."""
    with pytest.raises(TypeError, match="float has no canonical form"):
        fingerprint({"weight": 0.1})


def test_the_digest_of_a_file_is_that_of_its_bytes() -> None:
    """The digest of nothing is the published SHA-256 of the empty text."""
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
