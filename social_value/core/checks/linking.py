"""Checks of cohorts, of outcomes with what they depend on, and of the themes that criteria are grouped under."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.bids import UNKNOWN_MEASURE
from social_value.codes.linking import MEASURE_IN_TWO_OUTCOMES, UNKNOWN_THEME
from social_value.codes.valuation import VALUE_INCOMPLETE
from social_value.core.checks.criteria import duplicates
from social_value.core.frameworks.outcomes import circle_among, circular, needs_known, outcomes_of
from social_value.core.frameworks.themes import themes_of
from social_value.core.inputs import Inputs, walk
from social_value.core.reads.measures_read import is_measure
from social_value.findings import Finding, Place, nearest


def cohorts_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """Each cohort has an id of its own, and each of its components a known measure of its own."""
    cohorts = inputs.procurement.cohorts
    yield from duplicates([(cohort.id, inputs.at("cohorts", n, "id")) for n, cohort in enumerate(cohorts)], "cohort")
    for number, cohort in enumerate(cohorts):
        parts = inputs.at("cohorts", number, "components")
        places = [(measure, parts.at(index, "measure")) for index, measure in enumerate(cohort.measures)]
        yield from duplicates(places, "component")
        yield from _measures_known(inputs, places)


def _measures_known(inputs: Inputs, places: list[tuple[str, Place]]) -> Iterator[Finding]:
    for name, place in places:
        if not is_measure(inputs, name):
            yield UNKNOWN_MEASURE.at(place, f'there is no measure "{name}".', nearest(name, inputs.measures))


def outcomes_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """Outcomes have ids of their own, known needs without a circle, and each measure serves one of them."""
    own = inputs.procurement.outcomes
    offered = inputs.framework.outcomes() if inputs.framework else ()
    named = [(outcome.id, inputs.at("outcomes")) for outcome in offered]
    yield from duplicates(
        [*named, *((outcome.id, inputs.at("outcomes", n, "id")) for n, outcome in enumerate(own))], "outcome"
    )
    home = {measure.id: outcome.title for outcome in offered for measure in outcome.measures}
    known = [outcome.id for outcome in outcomes_of(inputs)]
    for number, outcome in enumerate(own):
        place = inputs.at("outcomes", number)
        places = [(measure_id, place.at("measures", index)) for index, measure_id in enumerate(outcome.measures)]
        yield from duplicates(places, "measure of the outcome")
        yield from _measures_known(inputs, places)
        for measure, here in dict(places).items():
            if measure in home:
                message = f'the measure "{measure}" serves two outcomes, "{home[measure]}" and "{outcome.title}".'
                yield MEASURE_IN_TWO_OUTCOMES.at(here, message, "Keep it under the one that it serves most.")
            home.setdefault(measure, outcome.title)
        yield from needs_known(outcome.id, outcome.needs, known, place.at("needs"))
    circle = circle_among({outcome.id: outcome.needs for outcome in outcomes_of(inputs)})
    at = next((n for n, linked in enumerate(own) if linked.id in circle), None)
    if at is not None:
        yield circular(circle, inputs.at("outcomes", at, "needs"))


def unlinked_cap_makes_sense(inputs: Inputs) -> Iterator[Finding]:
    """A cap on value that is linked to no outcome has outcomes to link to."""
    valuation = inputs.procurement.valuation
    if valuation is None or valuation.unlinked_cap_percent is None:
        return
    if not any(set(outcome.measures) & set(valuation.measures) for outcome in outcomes_of(inputs)):
        message = "what is linked to no outcome is capped, and no valued measure serves an outcome, so nothing counts."
        way_out = "Add `outcomes:` with the measures that serve each, or remove the cap."
        yield VALUE_INCOMPLETE.at(inputs.at("valuation", "unlinked_cap_percent"), message, way_out)


def themes_known(inputs: Inputs) -> Iterator[Finding]:
    """Every theme that a criterion names is one of the procurement's, or else of its framework's."""
    own = [(theme.id, inputs.at("themes", n, "id")) for n, theme in enumerate(inputs.procurement.themes)]
    yield from duplicates(own, "theme")
    known = themes_of(inputs)
    for leaf in walk(inputs.procurement.criteria):
        theme = leaf.criterion.theme
        if theme is not None and theme not in known:
            message = f'"{leaf.id}" stands under the theme "{theme}", which does not exist.'
            way_out = nearest(theme, known) or "Add it to `themes:`, or remove the key."
            yield UNKNOWN_THEME.at(inputs.at(*leaf.keys, "theme"), message, way_out)


LINKING_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    cohorts_make_sense,
    outcomes_make_sense,
    unlinked_cap_makes_sense,
    themes_known,
)
