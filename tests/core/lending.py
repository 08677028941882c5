"""A procurement with shared assets, data and pilots, built in code, and bids for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.sections.assets_and_data import assets_and_data
from social_value.core.sections.section import Section, Table
from tests.core.builders import Data, decisions, exact, inputs_of, offer, priced, procurement, recorded

GIVEN_BACK: Data = {"licence": "MIT", "steward": "Example Town", "docs": "Schedule 3"}


def shared(capability: str, layer: str = "platform") -> Data:
    """Return a shared asset whose id is ``shared-`` and its capability."""
    title = f"Shared {capability}"
    return {"id": f"shared-{capability}", "title": title, "capability": capability, "layer": layer, "steward": "Town"}


def reuse(capability: str, action: str = "reuse", cost: object = 0) -> Data:
    """Return the reuse of a shared asset."""
    taken = {"shared_asset": f"shared-{capability}"}
    return {"capability": capability, "layer": "platform", "action": action, "cost": cost, **taken}


def build(capability: str, cost: object, layer: str = "platform", **more: object) -> Data:
    """Return something that is built new, with what it gives back."""
    return {"capability": capability, "layer": layer, "action": "build", "cost": cost, "gives_back": GIVEN_BACK, **more}


def accepted(bid: str, capability: str, outcome: str = "accepted") -> Data:
    """Return the decision on the reason for a build on the platform."""
    return {"about": "build-reason", "bid": bid, "capability": capability, "layer": "platform", "outcome": outcome}


def lending(bids: Mapping[str, Data], decided: Iterable[Data] = (), **method: object) -> Inputs:
    """Return the inputs of a procurement of one price, with bids of 100,000 each that say more."""
    data = {**procurement([priced("60"), recorded("q", "40")]), **method}
    offers = [exact(offer(name, 100_000, {"q": 50}) | more) for name, more in bids.items()]
    made = list(decided)
    return inputs_of(exact(data), offers, decided=decisions(*made) if made else None)


def figure(evaluation: Evaluation, name: str, bid: str = "a") -> object:
    """Return a figure of a bid."""
    return evaluation.field.figure(FigureName(name), evaluation.inputs.bids_by_id[bid]).value


def section_of(inputs: Inputs) -> Section:
    """Return the section Assets and data of a procurement that has one."""
    section = assets_and_data(evaluate(inputs))
    if section is None:
        raise ValueError("there is no section")
    return section


def shown(section: Section, key: str, bid: str = "a") -> object:
    """Return what the row of a bid shows in a column."""
    at = next(at for at, column in enumerate(section.columns) if column.key == key)
    return section.bids[bid][at].value


def table(section: Section, key: str) -> Table:
    """Return a table of a section."""
    return next(one for one in section.tables if one.key == key)


def column_of(section: Section, key: str, column: str) -> list[object]:
    """Return the values of a column of a table, from the top down."""
    found = table(section, key)
    at = next(at for at, one in enumerate(found.columns) if one.key == column)
    return [row.cells[at].value for row in found.rows]
