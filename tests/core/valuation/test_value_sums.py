"""Every sum of a valuation is written once: exact number, printed arithmetic and formula over cells agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.bounds import nothing_below
from social_value.core.discounting import discount_factor, next_factor, yearly_rate
from social_value.core.expressions import Expression, cell, number, written
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.figures.worth import percentage, ratio
from social_value.core.inputs import Inputs
from social_value.core.series import product_of, sum_of
from social_value.core.steps import Step
from social_value.core.terms import terms_of
from social_value.core.valuation.flows import left_after
from social_value.core.valuation.netting import share_additional, share_left
from social_value.core.valuation.proxies import in_prices_used
from social_value.core.valuation.quantities import quantity_over
from social_value.core.valuation.value_limits import (
    at_most,
    linked_part,
    percent_of,
    total_within_limit,
    unlinked_that_counts,
)
from social_value.model.register import DatedValue
from tests.core.drawn_valuations import drawn_valuations
from tests.core.spreadsheet import worked_out
from tests.samples import sample

AMOUNTS = st.builds(Fraction, st.integers(0, 900), st.sampled_from([1, 3, 8, 25]))
POSITIVE = st.builds(Fraction, st.integers(1, 900), st.sampled_from([1, 3, 8, 25]))
SHARES = st.builds(Fraction, st.integers(0, 20), st.just(20))
PERCENT = st.integers(0, 99).map(Fraction)
IMPACT = st.tuples(SHARES, SHARES, SHARES, POSITIVE)
ELASTICITY = st.sampled_from([Fraction(1), Fraction(13, 10), Fraction(1, 2)])


@dataclass(frozen=True)
class Sum:
    """A function over quantities with what it may be given."""

    work: Callable[..., Any]
    operands: st.SearchStrategy[tuple[Any, ...]]


SUMS = {
    "net share": Sum(share_left, st.tuples(st.lists(SHARES, min_size=5, max_size=5))),
    "net share of the reference case": Sum(share_additional, st.tuples(AMOUNTS, IMPACT, AMOUNTS, IMPACT)),
    "prices as they are": Sum(in_prices_used, st.tuples(AMOUNTS, st.just(()), st.just(()))),
    "prices of another year": Sum(in_prices_used, st.tuples(AMOUNTS, st.tuples(POSITIVE, POSITIVE), st.just(()))),
    "growth of income": Sum(
        in_prices_used,
        st.tuples(AMOUNTS, st.tuples(POSITIVE, POSITIVE), st.tuples(POSITIVE, POSITIVE, ELASTICITY)),
    ),
    "drop-off": Sum(left_after, st.tuples(SHARES, st.integers(0, 6).map(Fraction))),
    "discount": Sum(next_factor, st.tuples(POSITIVE, PERCENT)),
    "quantity": Sum(quantity_over, st.tuples(AMOUNTS, POSITIVE, SHARES)),
    "present value": Sum(product_of, st.tuples(st.lists(AMOUNTS, min_size=1, max_size=8))),
    "value of a measure": Sum(sum_of, st.tuples(st.lists(AMOUNTS, min_size=1, max_size=5))),
    "cap": Sum(at_most, st.tuples(AMOUNTS, AMOUNTS)),
    "floor": Sum(nothing_below, st.tuples(AMOUNTS, AMOUNTS)),
    "limit in percent": Sum(percent_of, st.tuples(PERCENT, AMOUNTS)),
    "linked to an outcome": Sum(linked_part, st.tuples(AMOUNTS, AMOUNTS)),
    "unlinked value that counts": Sum(unlinked_that_counts, st.tuples(AMOUNTS, AMOUNTS, PERCENT)),
    "total within the limit": Sum(total_within_limit, st.tuples(AMOUNTS, AMOUNTS)),
    "share of the price": Sum(percentage, st.tuples(AMOUNTS, POSITIVE)),
    "value for each unit of money": Sum(ratio, st.tuples(AMOUNTS, POSITIVE)),
}


def mapped(operands: Sequence[Any], change: Callable[[Fraction], Expression]) -> list[Any]:
    """Return operands with every number in them changed."""
    return [mapped(one, change) if isinstance(one, list | tuple) else change(one) for one in operands]


@pytest.mark.parametrize("name", SUMS)
@settings(max_examples=sample(40, 800), deadline=None)
@given(data=st.data())
def test_a_sum_is_the_same_as_a_number_in_print_and_over_cells(name: str, data: st.DataObject) -> None:
    """The printed arithmetic and the formula over cells both come to the exact number."""
    work, operands = SUMS[name].work, data.draw(SUMS[name].operands)
    exact = Fraction(work(*operands))
    printed = written(work(*mapped(operands, number)))
    assert printed.value == exact
    assert worked_out(printed.text) == exact
    held: dict[str, Fraction] = {}

    def named(value: Fraction) -> Expression:
        held[f"A{len(held) + 1}"] = value
        return cell(f"A{len(held)}")

    # Which years an effect lasts is known where its formula is written, so that it is no cell.
    known = mapped(operands[1:], number) if work is left_after else mapped(operands[1:], named)
    formula = written(work(*mapped(operands[:1], named), *known))
    assert worked_out(formula.text, held) == exact


@settings(max_examples=sample(20, 400), deadline=None)
@given(st.lists(st.integers(0, 9).map(Fraction), min_size=1, max_size=3), st.integers(0, 70))
def test_factors_one_after_the_other_are_the_powers_of_the_rates(percents: list[Fraction], year: int) -> None:
    """The table of the workbook divides year by year, and explain prints powers: both come to one factor."""
    ends = [30 * (place + 1) for place in range(len(percents) - 1)]
    starts, last = [0, *(end + 1 for end in ends)], [*ends, None]
    spans = [
        {"from_year": start, "percent": int(percent), **({"to_year": end} if end else {})}
        for start, end, percent in zip(starts, last, percents, strict=True)
    ]
    rates = DatedValue.model_validate({"from": "2020-01-01", "reference": {"title": "Table"}, "schedule": spans})
    factor = Fraction(1)
    for each in range(1, year + 1):
        factor = next_factor(factor, 100 * yearly_rate(rates, each))
    assert discount_factor(rates, year) == factor


# --- The working of generated valuations -----------------------------------------------------------

FIGURES = ("social-value-share", "social-value-per-pound", "unlinked-share", "initiative-points")


def steps_of(inputs: Inputs) -> Iterator[Step]:
    """Yield every step of every figure of the first bid."""
    for name in FIGURES:
        yield from work_out(figure_name(name), inputs.bids[0], terms_of(inputs)).steps


@settings(max_examples=sample(40, 800), deadline=None)
@given(drawn_valuations())
def test_the_arithmetic_of_every_step_gives_its_value(inputs: Inputs) -> None:
    """Whatever a procurement values, caps, links and marks, each printed line can be worked out by hand."""
    for step in steps_of(inputs):
        if step.arithmetic:
            assert worked_out(step.arithmetic) == step.value, step


KINDS = (
    r"Value of thing",
    r"Value of year, \d+",
    r"Value of grown",
    r"Measure m\d, net share",
    r"c\d+: quantity( in each of 2 years)?",
    r"c\d+: delivered in year \d+",
    r"c\d+: delivered in year \d+, effect in year \d+",
    r"c\d+: present value",
    r"Measure m\d",
    r"Measure m\d, at most",
    r"Value of the type economic",
    r"Total",
    r"Linked to no outcome",
    r"Of what is linked to no outcome counts",
    r"Total within the limit",
    r"Total, at most the cap",
    r"Net social value",
    r"Social value share",
    r"Social value per unit of money",
    r"Linked to no outcome, share",
    r"c\d+: Measure m\d",
    r"Initiative points",
)


def test_generated_valuations_show_every_kind_of_step() -> None:
    """Each kind of line with arithmetic is drawn, so that the property above can fail for it."""
    seen: set[str] = set()

    @settings(max_examples=sample(60, 1_200), deadline=None, derandomize=True, database=None)
    @given(drawn_valuations())
    def collect(inputs: Inputs) -> None:
        labels = {step.label for step in steps_of(inputs) if step.arithmetic}
        seen.update(kind for kind in KINDS for label in labels if re.fullmatch(kind, label))

    collect()
    assert seen == set(KINDS)
