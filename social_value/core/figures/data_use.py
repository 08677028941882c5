"""The use of data: which routes to it are complete, and which prompts on its ethics are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from social_value.arithmetic import HUNDRED
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.model.base import Record
from social_value.model.bid import Bid
from social_value.model.data_use import Dataset, Prompt
from social_value.text import says_something

ROUTES_COMPLETE, UNANSWERED = "data-routes-complete", "ethics-unanswered"
RouteName = Literal["open", "research", "portability"]
_ASKED: Mapping[RouteName, tuple[str, ...]] = {
    "open": ("licence", "cadence"),
    "research": ("application",),
    "portability": ("format", "citizen_route", "exit_days"),
}
ROUTES = tuple(_ASKED)
"""The three routes to a data set."""


@dataclass(frozen=True, slots=True)
class Route:
    """A route to a data set: what the bid says of it, and what it leaves out."""

    name: RouteName
    said: str
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything is stated, or why there is no such route."""
        return not self.missing

    @property
    def words(self) -> str:
        """How the grid of routes shows it."""
        lacks = f"incomplete: no {', no '.join(_plain(key) for key in self.missing)}" if self.missing else "complete"
        return f"{lacks}; {self.said}" if self.said else lacks


def routes_of(dataset: Dataset) -> tuple[Route, ...]:
    """Return the three routes to a data set."""
    access = dataset.access
    given: Mapping[RouteName, Record | None] = {
        "open": access.open_route,
        "research": access.research,
        "portability": access.portability,
    }
    return tuple(_route(name, record) for name, record in given.items())


def _route(name: RouteName, record: Record | None) -> Route:
    stated: Mapping[str, object] = record.model_dump() if record is not None else {}
    reason = stated.get("not_applicable")
    if isinstance(reason, str):
        return Route(name, f"not applicable: {reason}", () if says_something(reason) else ("reason",))
    said = "; ".join(f"{_plain(key)}: {stated[key]}" for key in _ASKED[name] if stated.get(key) is not None)
    return Route(name, said, tuple(key for key in _ASKED[name] if stated.get(key) is None))


def _plain(key: str) -> str:
    return key.replace("_", " ")


def answered(bid: Bid, prompt: Prompt) -> bool:
    """Tell whether a bid answers a prompt, in three words or more."""
    return says_something(bid.ethics.get(prompt.id, ""))


@figure(
    ROUTES_COMPLETE,
    unit="%",
    words="100 x complete routes / (3 x data sets): open, research and portability, each filled or not applicable with "
    "a reason",
    source="Data sets of the bid",
    needs=("datasets",),
)
def data_routes_complete(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the routes to the bid's data sets that are complete."""
    routes = [(dataset.id, route) for dataset in bid.datasets for route in routes_of(dataset)]
    if not routes:
        return Figure(None, (Step("Routes complete", None, "%", note="the bid lists no data set"),))
    complete = sum(route.is_complete for _, route in routes)
    value = HUNDRED * complete / len(routes)
    lacking = ", ".join(f"{name} {route.name}" for name, route in routes if not route.is_complete)
    steps = (
        Step("Routes", Fraction(len(routes)), "routes", f"{len(ROUTES)}*{len(bid.datasets)}"),
        Step("Complete", Fraction(complete), "routes", note=f"incomplete: {lacking}" if lacking else ""),
        Step("Routes complete", value, "%", f"100*{complete}/{len(routes)}"),
    )
    return Figure(value, steps, lacking and f"incomplete: {lacking}")


@figure(
    UNANSWERED,
    unit="prompts",
    words="prompts on the ethics of data - prompts that the bid answers in three words or more; none is asked where "
    "the procurement handles neither personal nor shared data",
    source="Prompts of the framework and of the procurement",
    needs=("ethics",),
)
def ethics_unanswered(bid: Bid, terms: Terms, band: str) -> Figure:
    """Prompts on the ethics of data that the bid leaves unanswered."""
    asked, lacking = len(terms.prompts), [one.id for one in terms.prompts if not answered(bid, one)]
    value, names = Fraction(len(lacking)), ", ".join(lacking)
    note = "" if asked else "the procurement asks none"
    steps = (
        Step("Prompts", Fraction(asked), "prompts", note=note),
        Step("Answered", Fraction(asked - len(lacking)), "prompts", note=f"not answered: {names}" if names else ""),
        Step("Not answered", value, "prompts", f"{asked}-{asked - len(lacking)}"),
    )
    return Figure(value, steps, names and f"not answered: {names}")
