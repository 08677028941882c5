"""Checks of measures that count in some areas only, and of promises that land elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.bids import UNKNOWN_AREA
from social_value.codes.place import COUNTS_ELSEWHERE, COUNTS_IN_UNREAD
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.proxies import place_of_measure
from social_value.core.inputs import Inputs
from social_value.core.reads.measures_read import measures_counted, measures_read
from social_value.core.valuation.what_counts import place_words, share_where_it_counts
from social_value.findings import Finding, nearest
from social_value.model.procurement import Measure


def counting_areas_served(inputs: Inputs) -> Iterator[Finding]:
    """Every area in which a measure counts is one that the procurement serves."""
    areas = [area.id for area in inputs.procurement.place.areas] if inputs.procurement.place else []
    for measure in _bound_to_areas(inputs):
        for number, area in enumerate(measure.counts_in or ()):
            if area not in areas:
                place = place_of_measure(inputs, measure.id).at("counts_in", number)
                message = f'"{measure.id}" counts in "{area}", which is no area of this procurement.'
                way_out = f"Add it: `place: {{areas: [{{id: {area}, title: ...}}]}}`."
                yield UNKNOWN_AREA.at(place, message, nearest(area, areas) or way_out)


def counting_areas_read(inputs: Inputs) -> Iterator[Finding]:
    """Whatever reads a measure that counts in some areas asks where a promise lands."""
    profile, counted, read = inputs.procurement.place, measures_counted(inputs), measures_read(inputs)
    need = profile.need.measures if profile is not None and profile.need is not None else ()
    for measure in _bound_to_areas(inputs):
        place = place_of_measure(inputs, measure.id).at("counts_in")
        if measure.id in need:
            message = f'"{measure.id}" counts people by need, where the weight of each area says what they count.'
            way_out = "Remove `counts_in:`, and give the other areas `need_weight: 0`."
            yield COUNTS_IN_UNREAD.at(place, message, way_out)
        elif measure.id in read or measure.id not in counted:
            what = "is marked as one number, which names no area" if measure.id in read else "is only recorded"
            message = f'"{measure.id}" counts in some areas only, and {what}.'
            way_out = f"Remove `counts_in:`, or mark what bidders commit to: `of: committed:{measure.id}`."
            yield COUNTS_IN_UNREAD.at(place, message, way_out)


def _bound_to_areas(inputs: Inputs) -> Iterator[Measure]:
    """Yield the measures that count in some areas only: the procurement's own, and those it counts of its framework."""
    counted, own = measures_counted(inputs), {measure.id for measure in inputs.procurement.measures}
    return (measure for name, measure in inputs.measures.items() if measure.counts_in and name in counted | own)


def landing_where_they_count(inputs: Inputs) -> Iterator[Finding]:
    """A promise of which not all lands where its measure counts is told, with how much of it counts.

    A bid that was withdrawn promises nothing any more, so nobody is asked about it.
    """
    counted = measures_counted(inputs)
    for bid in (bid for bid in inputs.bids if bid.status != "withdrawn"):
        for number, commitment in enumerate(bid.commitments):
            measure = inputs.measures.get(commitment.measure)
            if measure is None or measure.id not in counted or commitment.core or measure.core:
                continue
            words = place_words(commitment, measure)
            if words:
                nothing = "" if share_where_it_counts(commitment, measure) else ", so it counts as nothing"
                message = f"{bid.id}: {commitment.id}: {words}{nothing}."
                way_out = "Ask the bidder where its benefit lands, as the bid has it."
                yield COUNTS_ELSEWHERE.at(place_of(inputs, bid, "commitments", number), message, way_out)
