"""The bid that answers say is the bid that was meant, and everything that is missing in them is named by its cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from social_value.core.reads.asked_of_bidders import asked_of
from social_value.files.forms.bid_return.answers_taken import Taken
from social_value.files.forms.bid_return.bid_returned import bid_content
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Answer, Answers, Input
from social_value.files.into_models import build
from social_value.files.yaml_source import parse_yaml
from social_value.files.yaml_writer import yaml_text
from social_value.model.bid import Bid
from tests.files.returns.everything import bids, everything
from tests.files.returns.person import Typed, cell_of, inputs_of, place_of, typed_by
from tests.samples import sample

FORM = bid_return(everything())
ASKED = asked_of(everything())
SOUND: Mapping[str, Typed] = {
    "supplier/name": "Acme",
    "price/band/winter/unit_price": 20,
    "price/band/summer/unit_price": 10,
    "success_rate/winter/value": 0.5,
    "success_rate/summer/value": 1,
    "capacity/surge_multiple": 1.5,
    "capacity/days_to_surge": 7,
    "cost_lines/1/title": "Night staff",
    "cost_lines/1/kind": "front-line",
    "cost_lines/1/amount": 20700,
    "channels/1/channel": "At the door",
    "channels/1/share": 1,
    "channels/1/unit_cost": 3,
    "channels/1/digital": "no",
    "declarations/safe/value": "yes",
    "declarations/wage/value": "no",
    "measures/move-on/value": 40,
    "whole_life_costs/1/title": "Beds",
    "whole_life_costs/1/kind": "acquisition",
    "whole_life_costs/1/year": 0,
    "whole_life_costs/1/amount": 900,
    "statements/Q1": "By a person.",
    "statements/Q2": "Well.",
}
"""What is typed into a return that lacks nothing."""
_JOBS: Mapping[str, Typed] = {"measure": "Jobs, paid (jobs)", "quantity": 4}


def answers(typed: Mapping[str, Typed]) -> Answers:
    """Return the answers that a reader gives for what was typed."""
    return {key: _answer(cell, typed.get(key)) for key, cell in inputs_of(FORM).items()}


def _answer(cell: Input, typed: Typed | None) -> Answer:
    sheet, _, _ = place_of(FORM, cell.key)
    return Answer(_value(cell, typed), sheet, cell_of(FORM, cell.key))


def _value(cell: Input, typed: Typed | None) -> str | Decimal | int | bool | None:
    if typed is None:
        return None
    if cell.kind == "flag":
        return typed == "yes"
    if cell.kind == "whole":
        return int(str(typed))
    return Decimal(str(typed)) if cell.kind == "number" else str(typed)


def taken(**typed: Typed | None) -> tuple[dict[str, Any], list[tuple[str, str, tuple[object, ...]]]]:
    """Return the content of the sound return after some changes, and its findings as code, severity and place."""
    whole = {key: value for key, value in {**SOUND, **typed}.items() if value is not None}
    found = Taken("return.xlsx", answers(whole))
    content = bid_content(found, ASKED)
    return content, [(one.code, one.severity.value, one.place.keys) for one in found.findings]


def promise(row: int, **more: Typed) -> dict[str, Typed]:
    """Return what is typed into a row of the promises."""
    return {f"commitments/{row}/{name}": one for name, one in {**_JOBS, **more}.items()}


def at(key: str) -> tuple[str, str]:
    """Return the sheet and the address of an answer."""
    return place_of(FORM, key)[0], cell_of(FORM, key)


@settings(max_examples=sample(40, 800), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bids())
def test_any_bid_is_the_same_once_it_was_typed_and_read(bid: Bid) -> None:
    """A bid, typed into a return, taken from it, written as YAML and read again, is equal to itself."""
    found = Taken("return.xlsx", answers(typed_by(bid, FORM, everything())))
    text = yaml_text({"kind": "bid", "schema": 1, "id": bid.id, **bid_content(found, ASKED)})
    assert build(Bid, parse_yaml(text.encode(), "bid.yaml")) == bid
    assert {one.code for one in found.findings} <= {"statement-missing", "word-limit-exceeded"}


def test_a_sound_return_has_no_findings() -> None:
    """Where nothing is missing, nothing is said."""
    content, findings = taken()
    assert findings == []
    assert content["price"] == {
        "lines": [
            {"band": "winter", "unit_price": Decimal(20)},
            {"band": "summer", "unit_price": Decimal(10)},
        ]
    }
    assert "members" not in content


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("supplier/name", "supplier-unnamed"),
        ("price/band/summer/unit_price", "price-missing"),
        ("success_rate/winter/value", "success-rate-missing"),
        ("declarations/wage/value", "declaration-missing"),
        ("measures/move-on/value", "measure-missing"),
        ("whole_life_costs/1/amount", "row-half-filled"),
        ("capacity/days_to_surge", "bid-part-missing"),
        ("cost_lines/1/kind", "row-half-filled"),
        ("channels/1/digital", "row-half-filled"),
    ],
)
def test_what_is_needed_and_empty_is_an_error_at_its_cell(key: str, code: str) -> None:
    """Each is said once, with the sheet and the cell to fill in."""
    _, findings = taken(**{key: None})
    assert findings == [(code, "error", at(key))]


@pytest.mark.parametrize("table", ["cost_lines", "channels"])
def test_sm_06_sm_28_an_empty_table_that_is_needed_is_said_at_its_first_cell(table: str) -> None:
    """Without any cost line or channel the figures could not be worked out."""
    first = {"cost_lines": "cost_lines/1/title", "channels": "channels/1/channel"}[table]
    _, findings = taken(**{key: None for key in SOUND if key.startswith(f"{table}/")})
    assert findings == [("bid-part-missing", "error", at(first))]


def test_a_statement_may_be_left_out_and_is_pointed_out() -> None:
    """An answer that is not there earns what evaluators give it; it does not stop the return."""
    content, findings = taken(**{"statements/Q2": None})
    assert findings == [("statement-missing", "warning", at("statements/Q2"))]
    assert content["statements"] == {"Q1": "By a person."}


def test_no_cost_at_all_is_said_at_the_first_row() -> None:
    """The table of costs may not be empty where whole-life costs are marked."""
    nothing = {f"whole_life_costs/1/{name}": None for name in ("title", "kind", "year", "amount")}
    assert taken(**nothing)[1] == [("costs-missing", "error", at("whole_life_costs/1/title"))]


class TestRows:
    """Tables with as many rows as a bidder needs."""

    def test_half_a_row_is_named_with_the_cells_that_are_empty(self) -> None:
        """A member without its share, and a promise without its quantity, are not guessed."""
        _, findings = taken(**{"members/3/name": "Bob", "commitments/2/owner": "Bob"})
        assert findings == [
            ("row-half-filled", "error", at("members/3/value_share")),
            ("row-half-filled", "error", at("commitments/2/measure")),
        ]

    def test_a_fixed_sum_without_a_sum_is_half_a_row(self) -> None:
        """Words beside an empty sum could be a sum that was forgotten."""
        assert taken(**{"price/fixed/2/title": "Mobilisation"})[1] == [
            ("row-half-filled", "error", at("price/fixed/2/fixed"))
        ]

    def test_an_empty_row_between_others_is_passed_over(self) -> None:
        """Ids of promises are those of their rows, so a gap changes no id."""
        content, findings = taken(**promise(1), **promise(3))
        assert findings == []
        assert content["commitments"] == [
            {"id": name, "measure": "jobs", "quantity": Decimal(4), "unit": "jobs"} for name in ("c1", "c3")
        ]

    def test_shares_that_do_not_add_up_are_an_error(self) -> None:
        """0.5 + 0.4 is not 1."""
        typed: dict[str, Typed] = {
            "members/1/name": "A",
            "members/1/value_share": 0.5,
            "members/2/name": "B",
            "members/2/value_share": 0.4,
        }
        assert taken(**typed)[1] == [("shares-do-not-sum", "error", at("members/2/value_share"))]

    def test_sm_13_delivery_that_does_not_add_up_is_an_error(self) -> None:
        """0.65 + 0.34 leaves a hundredth of the price with nobody."""
        typed: dict[str, Typed] = {
            "delivery/1/organisation": "A",
            "delivery/1/role": "lead",
            "delivery/1/value_share": 0.65,
            "delivery/2/organisation": "B",
            "delivery/2/role": "subcontractor",
            "delivery/2/value_share": 0.34,
        }
        assert taken(**typed)[1] == [("shares-do-not-sum", "error", at("delivery/2/value_share"))]


class TestWords:
    """Words where an id belongs, and words that are counted."""

    @pytest.mark.parametrize(
        ("typed", "read"), [("care-leavers", "care-leavers"), ("Care leavers", "care-leavers"), ("A_1", "A_1")]
    )
    def test_a_group_is_read_by_the_rule_that_the_return_states(self, typed: str, read: str) -> None:
        """Blanks become hyphens and capitals small letters, and the change is said; an id stays as it is."""
        content, findings = taken(**promise(1, group=typed))
        assert content["commitments"][0]["group"] == read
        expected = [] if typed == read else [("words-read-as-id", "warning", at("commitments/1/group"))]
        assert findings == expected

    def test_a_group_that_is_no_words_is_an_error(self) -> None:
        """What cannot become an id by the rule is not guessed."""
        assert taken(**promise(1, group="50+ (men)"))[1] == [("invalid-id", "error", at("commitments/1/group"))]

    @pytest.mark.parametrize(("words", "said"), [(12, []), (13, ["word-limit-exceeded"])])
    def test_a_limit_holds_to_the_word(self, words: int, said: list[str]) -> None:
        """Twelve words are allowed, and the thirteenth is pointed out; the whole answer is kept."""
        text = "\n".join(["word"] * words)
        content, findings = taken(**{"statements/Q1": text})
        assert [code for code, _, _ in findings] == said
        assert content["statements"] == {"Q1": text, "Q2": "Well."}


def test_who_fails_a_gate_that_puts_a_bid_out_need_not_answer_the_rest() -> None:
    """Such a bid is not marked, so what marks need is not missing in it."""
    content, findings = taken(
        **{
            "declarations/safe/value": "no",
            "measures/move-on/value": None,
            "success_rate/winter/value": None,
            "price/band/winter/unit_price": None,
            "price/band/summer/unit_price": None,
        }
    )
    assert findings == []
    assert "price" not in content
    assert content["declarations"] == {"safe": {"value": False}, "wage": {"value": False}}


@settings(deadline=None, max_examples=sample(40, 800))
@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_a_day_stays_a_day(day: date) -> None:
    """A due date is a date in the bid too."""
    content, _ = taken(**promise(1, due=day))
    assert content["commitments"][0]["due"] == day
