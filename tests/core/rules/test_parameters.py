"""Every parameter of every formula and method is held to the kind that its annotation says, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from social_value.core.checks.method import method_makes_sense, rules_known
from social_value.core.expressions import Quantity
from social_value.core.inputs import Inputs
from social_value.core.rules.formulas import FORMULAS, Formula, Pool
from social_value.core.rules.methods import METHODS, Method
from social_value.core.rules.parameter_kinds import BandsKind, ChoiceKind, Kind, NumberKind
from social_value.core.rules.parameters import parameter_kinds
from social_value.core.schema import json_schema
from social_value.findings import Finding, Severity
from social_value.model.bid import Bid
from social_value.model.procurement import Procurement
from tests.core.builders import criterion, offer, procurement, recorded
from tests.core.parameters import written

STEP = Decimal("0.000001")
COHORT = {
    "id": "m",
    "title": "People",
    "people": 1000,
    "alpha": "0.5",
    "components": [{"measure": "m", "title": "M"}, {"measure": "n", "title": "N"}],
}
OFFER = Bid.model_validate(offer("A", price="1", measures={"m": "1", "n": "1"}))

of_formulas = pytest.mark.parametrize(
    ("formula", "name", "kind"),
    [
        pytest.param(formula, name, kind, id=f"{formula.id}-{name}")
        for formula in FORMULAS.values()
        for name, kind in formula.parameters.items()
    ],
)
of_methods = pytest.mark.parametrize(
    ("method", "name", "kind"),
    [
        pytest.param(method, name, kind, id=f"{method.id}-{name}")
        for method in METHODS.values()
        for name, kind in method.parameters.items()
    ],
)


def admitted(kind: Kind) -> Iterator[object]:
    """Yield what a kind admits: a number at its bounds, or a step inside those that are not allowed themselves."""
    if isinstance(kind, ChoiceKind):
        yield from kind.options
    elif isinstance(kind, NumberKind):
        yield from (bound for bound in (kind.least, kind.most) if bound is not None)
        yield Decimal(-12) if kind.above is None and kind.least is None else (kind.above or 0) + Decimal(1)
        if kind.above is not None:
            yield kind.above + STEP
    else:
        yield [{"up_to": 0, "marks": 100}, {"above": 0, "marks": 0}]


def outside(kind: Kind) -> Iterator[object]:
    """Yield what a file may hold and the kind refuses: a step beside each bound, and at one that is not allowed."""
    if isinstance(kind, NumberKind):
        if kind.above is not None:
            yield kind.above
        if kind.least is not None:
            yield kind.least - STEP
        if kind.most is not None:
            yield kind.most + STEP
    elif isinstance(kind, BandsKind) and kind.above_lowest:
        yield [{"above": 0, "marks": 100}]
        yield [{"from": 0, "up_to": 50, "marks": 100}]
        yield [{"up_to": 9, "marks": 50}, {"above": 9, "marks": 100}]


def unreadable(kind: Kind) -> Iterator[object]:
    """Yield what is of another kind altogether."""
    yield "middling"
    yield True
    yield 1 if not isinstance(kind, NumberKind) else [{"marks": 100}]


def of_rule(formula: Formula, name: str, value: object) -> list[Finding]:
    """Return the errors of a criterion that writes a value for one parameter, and what makes sense for the others."""
    given = {key: written(kind) for key, kind in formula.parameters.items()} | {name: value}
    if formula.ends is not None:
        # The other end differs from whatever is written here, and lies on the side that it should.
        other = formula.ends.last if name == formula.ends.first else formula.ends.first
        given[other] = 1_000_000 if other == formula.ends.last else -1_000_000
    score = {"rule": formula.id, **({} if formula.reads else {"of": "m"}), **given}
    published = Procurement.model_validate(procurement([criterion("C", "100", score)], cohorts=[COHORT]))
    found = rules_known(Inputs(published, (OFFER,)))
    return [finding for finding in found if finding.severity is Severity.ERROR]


def of_evaluation(method: Method, name: str, value: object) -> list[Finding]:
    """Return the errors of an evaluation that writes a value for one parameter; the two weights add up to 100."""
    given = dict.fromkeys(method.parameters, 50) | {name: value}
    minimum = {"quality_minimum": {"marks": 50, "consequence": "disregard"}} if method.needs_minimum else {}
    evaluation = {"method": method.id, "rounding": procurement([])["evaluation"]["rounding"], **minimum, **given}
    published = procurement([recorded("C", "100")]) | {"evaluation": evaluation}
    return list(method_makes_sense(Inputs(Procurement.model_validate(published), (OFFER,))))


@of_formulas
def test_a_rule_takes_what_the_kind_of_its_parameter_admits(formula: Formula, name: str, kind: Kind) -> None:
    """At a bound that is allowed, and one step inside one that is not, nothing is found."""
    for value in admitted(kind):
        assert of_rule(formula, name, value) == []


@of_formulas
def test_a_rule_refuses_what_the_kind_of_its_parameter_refuses(formula: Formula, name: str, kind: Kind) -> None:
    """One step beyond a bound is refused, and so is what is no value of the kind; the message names the key."""
    for value in outside(kind):
        assert [name.removesuffix("s") in finding.message for finding in of_rule(formula, name, value)] == [True]
    for value in unreadable(kind):
        assert [finding.message.startswith(f"{name}: ") for finding in of_rule(formula, name, value)] == [True]


@of_methods
def test_a_method_takes_what_the_kind_of_its_parameter_admits(method: Method, name: str, kind: Kind) -> None:
    """At its bounds a parameter of a method is not refused itself; that two weights add up to 100 is another matter."""
    for value in admitted(kind):
        assert [one for one in of_evaluation(method, name, value) if one.code == "invalid-parameter"] == []


@of_methods
def test_a_method_refuses_what_the_kind_of_its_parameter_refuses(method: Method, name: str, kind: Kind) -> None:
    """One step beyond a bound is refused, and so is what is no value of the kind; the message names the key."""
    for value in (*outside(kind), *unreadable(kind)):
        refused = [one for one in of_evaluation(method, name, value) if one.code == "invalid-parameter"]
        assert [name in finding.message for finding in refused] == [True]


def test_editors_are_told_the_bounds_that_the_checks_hold() -> None:
    """The JSON Schema of every rule gives each number the bounds of its kind."""
    rules = json_schema("procurement")["$defs"]["FormulaScore"]["oneOf"]
    for rule in rules:
        for name, kind in FORMULAS[rule["title"]].parameters.items():
            if isinstance(kind, NumberKind):
                bounds = [rule["properties"][name].get(key) for key in ("exclusiveMinimum", "minimum", "maximum")]
                assert bounds == [kind.above, kind.least, kind.most]


def test_an_annotation_that_is_no_kind_is_refused() -> None:
    """A parameter that no file could be held to cannot be registered by accident."""

    def share(figure: Quantity, pool: Pool[Quantity], *, factor: bytes) -> Quantity:
        raise NotImplementedError

    with pytest.raises(TypeError, match=r"share, factor: <class 'bytes'> is no kind of parameter"):
        parameter_kinds(share)


def test_a_kind_says_the_same_number_to_people_and_to_programs() -> None:
    """What a number kind reads is the exact number that was written."""
    kinds = [kind for formula in FORMULAS.values() for kind in formula.parameters.values()]
    numbers = [kind for kind in kinds if isinstance(kind, NumberKind)]
    assert {kind.read(Decimal("12.50")) for kind in numbers} == {Fraction(25, 2)}
