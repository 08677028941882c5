"""The use of data: which routes to it are complete, and which prompts on its ethics are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from social_value.codes.assets_and_data import DATA_NOT_DESCRIBED
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import DATASETS, ETHICS
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.steps import Figure, figure_from, given_step, no_figure, worked_step
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


DESCRIBED = Requirement(
    lambda inputs: inputs.procurement.data is not None,
    DATA_NOT_DESCRIBED,
    "{figure} needs the procurement to say which data it handles.",
    "Add `data: {personal: true, shared: false}`, with your own answers.",
)
# Where neither personal nor shared data is handled no prompt is asked, and nobody leaves one unanswered.
PROMPTED = Requirement(
    lambda inputs: bool(inputs.prompts),
    DATA_NOT_DESCRIBED,
    "{figure} needs prompts, and neither the framework nor the procurement has any.",
    "Use a framework that includes `data-governance`, or add `prompts:` to `data:`.",
).where(lambda inputs: inputs.procurement.data is not None and inputs.procurement.data.is_handled)


@figure(
    ROUTES_COMPLETE,
    unit="%",
    words="100 x complete routes / (3 x data sets): open, research and portability, each filled or not applicable with "
    "a reason",
    source="Data sets of the bid",
    needs=(DATASETS,),
    requires=(DESCRIBED,),
)
def data_routes_complete(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the routes to the bid's data sets that are complete."""
    routes = [(dataset.id, route) for dataset in bid.datasets for route in routes_of(dataset)]
    if not routes:
        return no_figure("Routes complete", "%", "the bid lists no data set")
    names = ", ".join(f"{name} {route.name}" for name, route in routes if not route.is_complete)
    lacking = names and f"incomplete: {names}"
    whole = worked_step("Routes", routes_to, len(ROUTES), len(bid.datasets), unit="routes")
    complete = given_step("Complete", sum(route.is_complete for _, route in routes), "routes", lacking)
    share = worked_step("Routes complete", percent_of, complete, whole, unit="%")
    return figure_from(whole, complete, share, lacking=lacking)


def routes_to(routes: Quantity, datasets: Quantity) -> Quantity:
    """Return how many routes there are to data sets.

    >>> from fractions import Fraction
    >>> routes_to(Fraction(3), Fraction(4))
    Fraction(12, 1)
    """
    return routes * datasets


@figure(
    UNANSWERED,
    unit="prompts",
    words="prompts on the ethics of data - prompts that the bid answers in three words or more; none is asked where "
    "the procurement handles neither personal nor shared data",
    source="Prompts of the framework and of the procurement",
    needs=(ETHICS,),
    requires=(DESCRIBED, PROMPTED),
)
def ethics_unanswered(bid: Bid, terms: Terms, band: str) -> Figure:
    """Prompts on the ethics of data that the bid leaves unanswered."""
    names = [prompt.id for prompt in terms.prompts if not answered(bid, prompt)]
    lacking = f"not answered: {', '.join(names)}" if names else ""
    asked = given_step("Prompts", len(terms.prompts), "prompts", "" if terms.prompts else "the procurement asks none")
    done = given_step("Answered", len(terms.prompts) - len(names), "prompts", lacking)
    left = worked_step("Not answered", still_open, asked, done, unit="prompts")
    return figure_from(asked, done, left, lacking=lacking)


def still_open(asked: Quantity, answered: Quantity) -> Quantity:
    """Return how many of the prompts are not answered.

    >>> from fractions import Fraction
    >>> still_open(Fraction(5), Fraction(3))
    Fraction(2, 1)
    """
    return asked - answered
