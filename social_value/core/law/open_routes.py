"""Which reservations are open to a procurement, and why: dated rules of a register, held against its facts.

The rules stand in a register (``model.route``); here are only the tests of facts that they name. A reservation is
closed where a fact closes it, open where every condition is known to hold, and needs a check otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from social_value.arithmetic import plain
from social_value.core.inputs import Inputs
from social_value.core.law.scope import months_later
from social_value.core.law.staleness import is_stale
from social_value.core.law.thresholds import Verdict, against_threshold, threshold_of
from social_value.model.base import Confidence
from social_value.model.policy import Authorities
from social_value.model.register import DatedValue, Register
from social_value.model.route import (
    AtLeastThreshold,
    AuthorityCondition,
    BelowThreshold,
    NationCondition,
    ProcedureCondition,
    ReservableCondition,
    Route,
    RouteRule,
    Routes,
    ServiceCondition,
    TermCondition,
    Threshold,
    TogetherCondition,
)

Outcome = Literal["open", "closed", "check"]
_THRESHOLDS = (BelowThreshold, AtLeastThreshold)
_SURENESS: tuple[Confidence, ...] = ("official", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class RouteResult:
    """What a reservation is for a procurement, with its reasons; ``confidence`` is that of the least sure part."""

    route: Route
    rule: RouteRule
    outcome: Outcome
    reasons: tuple[str, ...]
    confidence: Confidence
    stale_on: date | None
    """The day on which the rule or its threshold was too old, or None where neither was."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules are held against: a procurement's own facts, and the register with its thresholds."""

    inputs: Inputs
    routes: Routes

    @property
    def day(self) -> date | None:
        """The day that decides which rules and thresholds hold: that of commencement, else the one asked for."""
        return self.inputs.procurement.commenced_on or self.inputs.as_of

    @property
    def authority(self) -> Authorities | None:
        """The kind of authority, where it is stated."""
        authority = self.inputs.procurement.authority
        return authority.type if authority else None

    def threshold(self) -> tuple[Threshold, DatedValue, Confidence] | None:
        """Return the threshold of the day for such a contract, and how sure it is; None where none is known."""
        return threshold_of(self.inputs, self.routes)


_Test = Callable[[Facts, Any], Verdict]
TESTS: dict[str, _Test] = {}
"""Tests of facts by the name that a register calls them."""


def route_test(name: str) -> Callable[[_Test], _Test]:
    """Register a function as the test with this name."""

    def register(function: _Test) -> _Test:
        TESTS[name] = function
        return function

    return register


@route_test("nation")
def nation_is_governed(facts: Facts, condition: NationCondition) -> Verdict:
    """The framework is not that of a nation with other rules."""
    framework = facts.inputs.framework
    nation = framework.nation if framework else None
    words = f"its framework is that of {nation}" if nation else "no framework of another nation is named"
    return Verdict(nation not in condition.none_of, words)


@route_test("authority")
def authority_is_one_of(facts: Facts, condition: AuthorityCondition) -> Verdict:
    """The authority is of a kind that the rule is for."""
    if facts.authority is None:
        return Verdict(None, "the kind of authority is not stated (`authority.type`)")
    return Verdict(facts.authority in condition.any_of, f"the authority is {facts.authority}")


@route_test("service")
def service_is_one_of(facts: Facts, condition: ServiceCondition) -> Verdict:
    """What is bought is what the rule is for."""
    contract = facts.inputs.procurement.contract
    if contract is None:
        return Verdict(None, "what is bought is not stated (`contract.service`)")
    return Verdict(contract.service in condition.any_of, f"what is bought is {contract.service}")


@route_test("reservable-services")
def services_are_reservable(facts: Facts, condition: ReservableCondition) -> Verdict:
    """The procurement says that regulations name its services as reservable."""
    contract = facts.inputs.procurement.contract
    said = contract.reservable_services if contract else None
    if said is None:
        return Verdict(None, "whether the services are reservable is not stated (`contract.reservable_services`)")
    return Verdict(said, f"the services are {'' if said else 'not '}reservable, as stated")


@route_test("term-at-most")
def term_is_at_most(facts: Facts, condition: TermCondition) -> Verdict:
    """The contract runs for no longer than the rule allows."""
    contract = facts.inputs.procurement.contract
    if contract is None or contract.years is None:
        return Verdict(None, "the term is not stated (`contract.years`)")
    years = f"{plain(contract.years)} {'year' if contract.years == 1 else 'years'}"
    return Verdict(contract.years <= condition.years, f"the contract runs for {years}")


@route_test("procedure")
def procedure_is_one_of(facts: Facts, condition: ProcedureCondition) -> Verdict:
    """The procedure is one that allows the reservation."""
    procedure = facts.inputs.procurement.procedure
    if procedure is None:
        return Verdict(None, "the procedure is not stated (`procedure`)")
    return Verdict(procedure in condition.any_of, f"the procedure is {procedure}")


@route_test("below-threshold")
def value_is_below(facts: Facts, condition: BelowThreshold) -> Verdict:
    """The estimated value with VAT is below the threshold of the day."""
    return against_threshold(facts.inputs, facts.routes, below=True)


@route_test("at-or-above-threshold")
def value_reaches(facts: Facts, condition: AtLeastThreshold) -> Verdict:
    """The estimated value with VAT reaches the threshold of the day; a value exactly at it does."""
    return against_threshold(facts.inputs, facts.routes, below=False)


@route_test("together-with")
def reserved_together(facts: Facts, condition: TogetherCondition) -> Verdict:
    """The procurement makes one of the other reservations too."""
    reservation = facts.inputs.procurement.reservation
    if reservation is None:
        return Verdict(None, "the procurement makes no other reservation yet")
    together = bool(set(reservation.kinds) & set(condition.any_of))
    return Verdict(together, f"the procurement is reserved for {', '.join(reservation.kinds)}")


def routes_in(inputs: Inputs, register_id: str) -> Routes | None:
    """Return the reservations of a register that was read."""
    register: Register | None = inputs.registers.get(register_id)
    return register.reservations if register else None


def route_results(inputs: Inputs, register_id: str) -> tuple[RouteResult, ...]:
    """Return what every reservation of a register is for a procurement, in the order of the register."""
    routes = routes_in(inputs, register_id)
    return tuple(route_result(inputs, routes, route) for route in routes.routes) if routes else ()


def route_result(inputs: Inputs, routes: Routes, route: Route) -> RouteResult:
    """Hold the rules of one reservation against the facts of a procurement."""
    facts = Facts(inputs, routes)
    rule = route.rule_on(facts.day)
    if rule is None:
        first = route.rules[0]
        words = f"no rule of this register is for procurements that commenced on {facts.day}"
        return RouteResult(route, first, "check", (words,), "unverified", None)
    verdicts = list(_verdicts(facts, rule))
    closing = [(verdict, reason) for verdict, closes, reason in verdicts if verdict.holds is False and closes]
    doubts = [(verdict, reason) for verdict, _, reason in verdicts if not verdict.holds]
    # One condition that is known to fail closes the route, however many facts are still missing.
    if closing:
        return _result(facts, route, rule, "closed", closing)
    if doubts:
        return _result(facts, route, rule, "check", doubts)
    return _result(facts, route, rule, "open", [(verdict, "") for verdict, _, _ in verdicts])


def _result(
    facts: Facts, route: Route, rule: RouteRule, outcome: Outcome, deciding: list[tuple[Verdict, str]]
) -> RouteResult:
    said = (f"{reason}: {verdict.words}" if reason else verdict.words for verdict, reason in deciding)
    reasons = tuple(dict.fromkeys(said))
    # A result is as sure as the least sure of what it rests on.
    confidence = max((rule.confidence, *(verdict.confidence for verdict, _ in deciding)), key=_SURENESS.index)
    # Which rule holds depends on the day, so without one nothing is called open.
    if facts.day is None and outcome == "open":
        outcome, reasons = "check", ("the day on which the procurement commenced is not known", *reasons)
    return RouteResult(route, rule, outcome, reasons, confidence, _stale_on(facts, rule))


def _verdicts(facts: Facts, rule: RouteRule) -> Iterator[tuple[Verdict, bool, str]]:
    """Yield each condition that is asked of the authority: its verdict, whether it closes, and what is said then."""
    for condition in rule.conditions:
        # Where the kind of authority is not stated, every condition is asked: none passes in silence.
        if not condition.authorities or facts.authority in (None, *condition.authorities):
            verdict = TESTS[condition.test](facts, condition)
            yield verdict, condition.otherwise == "closed", condition.reason


def _stale_on(facts: Facts, rule: RouteRule) -> date | None:
    """Return the day on which a rule, or the threshold that it is held against, is older than it keeps; else None.

    A rule is held against the day that is asked for, or else that of commencement; a threshold against the day that
    decides which one holds.
    """
    day = facts.inputs.as_of or facts.day
    if day is not None and months_later(rule.as_of, facts.routes.max_age_months) < day:
        return day
    in_force, decides = facts.threshold(), facts.day
    if (
        in_force is None
        or decides is None
        or not any(isinstance(condition, _THRESHOLDS) for condition in rule.conditions)
    ):
        return None
    register = facts.inputs.registers[in_force[0].register_id]
    entry = register.entry(in_force[0].entry)
    return decides if entry is not None and is_stale(register, entry, in_force[1], decides) else None
