"""Tests of what files may say: strict, frozen records that guess nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from social_value.core.figures.bid_parts import BID_PARTS
from social_value.core.schema import MODELS
from social_value.model.base import Day, Exact, Flag, Identifier, Marks, Record, Share, Text, Whole, is_identifier
from social_value.model.bid import Bid, Claim, flat_bid
from social_value.model.procurement import Procurement
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore
from tests.core.builders import GREEN_BOOK, OUT_OF_FIVE, criterion, levels, offer, priced, procurement, recorded
from tests.core.checks.sound import METHOD, bid

Data = dict[str, Any]


def read(kind: Any, value: object) -> object:  # noqa: ANN401 - a type
    """Return a value as a field of this kind reads it."""
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Exact, 12, Decimal(12)),
        (Exact, Decimal("12.50"), Decimal("12.5")),
        (Exact, Decimal(-3), Decimal(-3)),
        (Marks, 100, Decimal(100)),
        (Share, Decimal("0.55"), Decimal("0.55")),
        (Day, "2026-10-05", date(2026, 10, 5)),
        (Flag, True, True),
        (Identifier, "price-per-success_2", "price-per-success_2"),
        (Text, "60:40", "60:40"),
        (Whole, 2, 2),
    ],
)
def test_a_field_reads_its_kind(kind: object, value: object, expected: object) -> None:
    """Numbers are exact, days are days, and text stays as it is."""
    assert read(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Exact, True, "expected a plain number"),
        (Exact, 0.1, "expected a plain number"),
        (Exact, "12", "expected a plain number"),
        (Exact, Decimal("NaN"), "expected a plain number"),
        (Exact, Decimal("Infinity"), "expected a plain number"),
        (Exact, None, "expected a plain number"),
        (Marks, Decimal("100.01"), "less than or equal to 100"),
        (Marks, -1, "greater than or equal to 0"),
        (Share, Decimal("1.01"), "less than or equal to 1"),
        (Day, "5.10.2026", "expected a date"),
        (Day, "2026-02-30", "expected a date"),
        (Day, "\u0662\u0660\u0662\u0666-10-05", "expected a date"),
        (Flag, "yes", "valid boolean"),
        (Flag, 1, "valid boolean"),
        (Identifier, "", "should match pattern"),
        (Identifier, "../x", "should match pattern"),
        (Identifier, "-x", "should match pattern"),
        (Identifier, "x" * 65, "should match pattern"),
        (Identifier, "naïve", "should match pattern"),
        (Identifier, "a\n", "should match pattern"),
        (Text, "", "at least 1 character"),
        (Text, 5, "valid string"),
        (Whole, True, "valid integer"),
        (Whole, Decimal(2), "valid integer"),
    ],
)
def test_a_field_refuses_what_it_would_have_to_guess(kind: object, value: object, words: str) -> None:
    """A truth value is no number, binary noise is no price, and nothing is read as what it only looks like."""
    with pytest.raises(ValidationError, match=words):
        read(kind, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", True), ("A1_b-c", True), ("x" * 64, True), ("x" * 65, False), ("", False), ("a b", False), ("a\n", False)],
)
def test_identifiers(text: str, expected: bool) -> None:
    """Letters, digits, hyphen and underscore, at most 64, beginning with a letter or digit."""
    assert is_identifier(text) is expected


def records(model: type[Record]) -> list[type[Record]]:
    """Return a record and every record that stands inside one of its kind."""
    return [model, *(inner for child in model.__subclasses__() for inner in records(child))]


def test_every_record_is_frozen_and_strict() -> None:
    """No part of a file can be changed after it was read; only rules and methods take keys of their own."""
    open_records = {"FormulaScore", "Evaluation"}
    for model in records(Record):
        assert model.model_config["frozen"] is True, model
        assert model.model_config["extra"] == ("allow" if model.__name__ in open_records else "forbid"), model


def test_every_field_says_what_it_is() -> None:
    """Each key of each file has a description for an editor; the two that every file starts with say enough."""
    for model in records(Record):
        for name, field in model.model_fields.items():
            told = field.description or name in ("kind", "about", "rule", "test")
            assert told, f"{model.__name__}.{name}"


@pytest.mark.parametrize("keys", [("titel",), ("evaluation", "rounding", "place"), ("criteria", 0, "wieght")])
def test_an_unknown_key_is_refused(keys: tuple[str | int, ...]) -> None:
    """A misspelt key is an error wherever it stands."""
    method: Any = procurement([recorded("q", "100")])
    here = method
    for key in keys[:-1]:
        here = here[key]
    here[keys[-1]] = 1
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Procurement.model_validate(method)


def test_a_rule_decides_what_a_score_is() -> None:
    """Scale and recorded are their own kinds; every other rule is a formula with the keys that it is given."""
    method = Procurement.model_validate(
        procurement([levels("a", "30"), recorded("b", "30"), priced("40", "mean-deviation", slope="1.5")])
    )
    kinds = [type(one.score) for one in method.criteria]
    assert kinds == [ScaleScore, RecordedScore, FormulaScore]
    formula = method.criteria[2].score
    assert isinstance(formula, FormulaScore)
    assert formula.parameters == {"slope": Decimal("1.5")}


def test_currency_and_labels_have_stated_defaults() -> None:
    """Prices are in pounds where no contract is described; a criterion without a title is called by its id."""
    method = Procurement.model_validate(procurement([recorded("q", "100")]))
    assert method.currency == "GBP"
    assert method.criteria[0].label == "q"
    assert (
        Procurement.model_validate(procurement([recorded("q", "100", title="Quality")])).criteria[0].label == "Quality"
    )
    contract = {"estimated_value": 5, "currency": "EUR", "vat": "excluded", "service": "goods"}
    assert Procurement.model_validate(procurement([recorded("q", "100")], contract=contract)).currency == "EUR"


@pytest.mark.parametrize("version", [2, "1", None])
def test_another_version_of_the_format_is_refused(version: object) -> None:
    """A file of a later format is not read by guesswork."""
    with pytest.raises(ValidationError, match="Input should be 1"):
        Procurement.model_validate(procurement([recorded("q", "100")]) | {"schema": version})


def test_a_flat_bid_is_the_bid_that_its_row_says() -> None:
    """A row of bids.csv makes the same bid as a file of its own."""
    row = flat_bid("a", "Supplier a", Decimal("12.5"), {"m": Claim(value=Decimal(3))})
    written = Bid.model_validate(offer("a", "12.5", measures={"m": 3}))
    assert row.model_dump() == written.model_dump()
    assert (row.id, row.supplier, row.price, row.measures) == (
        written.id,
        written.supplier,
        written.price,
        written.measures,
    )


def test_a_register_gives_the_value_in_force() -> None:
    """The latest value that had begun by the day counts; before the first there is none."""
    [entry] = GREEN_BOOK.entries
    assert entry.on(date(2022, 3, 30)) is None
    assert entry.on(date(2022, 3, 31)) == entry.on(None) == entry.values[0]
    assert GREEN_BOOK.entry("standard") is entry
    assert GREEN_BOOK.entry("health") is None


def test_the_sound_procurement_uses_the_whole_format() -> None:
    """The sample that faults are made from fills every optional part of a procurement and of a bid but a few."""
    unused = set(Procurement.model_fields) - set(Procurement.model_validate(METHOD).model_fields_set)
    assert unused == {
        *("description", "fictional", "authority", "framework", "contract", "record"),
        *("kpis", "kpis_not_appropriate", "service_profile", "valuation", "waivers"),
        *("cohorts", "outcomes", "themes", "efficiency"),
        *("shared_assets", "data", "pilot", "lots", "lots_limit", "procedure", "reservation", "stages", "variants"),
    }
    assert set(Bid.model_fields) - set(Bid.model_validate(bid("a")).model_fields_set) == {
        *(part.key for part in BID_PARTS.values() if part.is_number),
        *("role", "status", "lot", "bidder", "withdrawn", "variant_of"),
        *("assets", "datasets", "data_flows", "ethics", "negative_effects", "pilot"),
        *("automation", "capacity", "channels", "cost_lines"),
    }


def test_every_kind_of_file_has_its_model() -> None:
    """Ten kinds, each with its own name in the file."""
    for kind, model in MODELS.items():
        assert model.model_fields["kind"].annotation is not None
        assert kind in str(model.model_fields["kind"].annotation)
        assert "schema_version" in model.model_fields
    assert len(MODELS) == 10


def test_a_scale_needs_two_levels() -> None:
    """One level is no choice."""
    one = {"levels": OUT_OF_FIVE["levels"][:1]}
    method = procurement([criterion("q", "100", {"rule": "scale", "scale": "s"})], scales={"s": one})
    with pytest.raises(ValidationError, match="at least 2 items"):
        Procurement.model_validate(method)
