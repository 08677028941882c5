"""Checks of the bids against the published method."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.arithmetic import plain
from social_value.codes.bids import (
    DECLARATION_MISSING,
    INVALID_RECORDED,
    RECORDED_MISSING,
    UNKNOWN_MEASURE,
)
from social_value.codes.values import UNKNOWN_ID
from social_value.core.checks.areas_and_agencies import AREAS_AND_AGENCIES_CHECKS
from social_value.core.checks.bidder_identity import BIDDER_CHECKS
from social_value.core.checks.bids_checked import marked, meant_by, place_of, tenders_read
from social_value.core.checks.commitments import COMMITMENT_CHECKS
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.data_use import DATA_CHECKS
from social_value.core.checks.efficiency import EFFICIENCY_CHECKS
from social_value.core.checks.figures import figures_given, figures_usable, prices
from social_value.core.checks.scores import scores_refer
from social_value.core.checks.shared_assets import ASSET_CHECKS
from social_value.core.inputs import Inputs, walk
from social_value.core.reads.figures_read import names_read
from social_value.core.scoring.field import field_of
from social_value.core.scoring.settling import settle
from social_value.findings import Finding, nearest
from social_value.model.scoring import RecordedScore

Check = Callable[[Inputs], Iterator[Finding]]


def unique_bids(inputs: Inputs) -> Iterator[Finding]:
    """Ids of bids are unique, even when only capitals differ."""
    numbered = enumerate(inputs.bids)
    yield from duplicates([(bid.id, inputs.place(("bid-number", str(n)), "id")) for n, bid in numbered], "bid")


def references(inputs: Inputs) -> Iterator[Finding]:
    """Everything a bid names exists: bands, gates, criteria, measures."""
    procurement = inputs.procurement
    bands = procurement.demand.reference if procurement.demand else {}
    gates = {gate.id for gate in inputs.gates if gate.asks == "declaration"}
    recorded = {leaf.id for leaf in inputs.leaves if isinstance(leaf.score, RecordedScore)}
    criteria = {leaf.id for leaf in walk(procurement.criteria)}
    for bid in inputs.bids:
        for key, given, known, what in (
            ("success_rate", bid.success_rate, bands, "demand band"),
            ("declarations", bid.declarations, gates, "declaration gate"),
            ("recorded", bid.recorded, recorded, "recorded criterion"),
            ("statements", bid.statements, criteria, "criterion"),
        ):
            for name in given:
                if name not in known:
                    message = f'{bid.id} names "{name}", which is no {what} of this procurement.'
                    yield UNKNOWN_ID.at(place_of(inputs, bid, key, name), message, nearest(name, known))


def measures_known(inputs: Inputs) -> Iterator[Finding]:
    """Where a procurement declares measures, a bid gives no other."""
    if not inputs.measures:
        return
    # Rules may read a measure that nobody declared: then what a bid gives for it is no slip.
    known = {*inputs.measures, *(name.id for name in names_read(inputs))}
    for bid in inputs.bids:
        for measure in bid.measures.keys() - known:
            message = f'{bid.id} gives "{measure}", which this procurement does not measure.'
            yield UNKNOWN_MEASURE.at(place_of(inputs, bid, "measures", measure), message, nearest(measure, known))


def commitments_named(inputs: Inputs) -> Iterator[Finding]:
    """Commitments of a bid have ids of their own."""
    for bid in inputs.bids:
        if bid.commitments:
            ids = [
                (commitment.id, place_of(inputs, bid, "commitments", n, "id"))
                for n, commitment in enumerate(bid.commitments)
            ]
            yield from duplicates(ids, "commitment")


def declarations(inputs: Inputs) -> Iterator[Finding]:
    """Every bidder answers every declaration gate."""
    gates = [gate for gate in inputs.gates if gate.asks == "declaration"]
    # A comparator is measured and never admitted, so no gate is put to it; a late tender is not opened.
    for bid in tenders_read(inputs):
        meant = meant_by(bid.declarations, [gate.id for gate in gates])
        for gate in gates:
            if gate.id not in bid.declarations and gate.id not in meant:
                message = f'{bid.id} has no answer to the gate "{gate.id}".'
                way_out = f"Add `declarations: {{{gate.id}: {{value: true}}}}`, or `value: false` where it is not met."
                yield DECLARATION_MISSING.at(place_of(inputs, bid), message, way_out)


def recorded_marks(inputs: Inputs) -> Iterator[Finding]:
    """Recorded criteria have marks for every bid, within their weight."""
    leaves = [leaf for leaf in inputs.leaves if isinstance(leaf.score, RecordedScore)]
    is_assessed = _assessment(inputs) if leaves else None
    for leaf in leaves:
        for bid in marked(inputs):
            recorded, place = bid.recorded.get(leaf.id), place_of(inputs, bid, "recorded", leaf.id)
            if recorded is None and is_assessed is not None and not is_assessed(leaf.id, bid.id):
                continue
            if recorded is None:
                message = f'{bid.id} has no recorded marks on "{leaf.id}".'
                yield RECORDED_MISSING.at(
                    place_of(inputs, bid), message, f"Add `recorded: {{{leaf.id}: {{marks: 62.5}}}}`."
                )
            elif (recorded.marks is None) == (recorded.weighted is None):
                message = f'recorded marks of {bid.id} on "{leaf.id}" need `marks` or `weighted`, and not both.'
                yield INVALID_RECORDED.at(place, message, "Keep the one that was published.")
            elif recorded.weighted is not None and recorded.weighted > leaf.weight:
                given, weight = plain(recorded.weighted), plain(leaf.weight)
                message = f'{bid.id} has {given} weighted marks on "{leaf.id}", whose weight is {weight}.'
                yield INVALID_RECORDED.at(place, message, "Weighted marks cannot exceed the weight.")


def _assessment(inputs: Inputs) -> Callable[[str, str], bool] | None:
    """Return what tells whether a bid is assessed on a criterion; None where each is on all, or scores are unsound."""
    field = field_of(inputs)
    if not field.scheme.is_selective or any(True for _ in scores_refer(inputs)):
        return None
    return settle(field, field.entrants).is_assessed


BID_CHECKS: tuple[Check, ...] = (
    *BIDDER_CHECKS,
    prices,
    references,
    measures_known,
    commitments_named,
    *AREAS_AND_AGENCIES_CHECKS,
    declarations,
    recorded_marks,
    *COMMITMENT_CHECKS,
    *ASSET_CHECKS,
    *DATA_CHECKS,
    *EFFICIENCY_CHECKS,
    figures_given,
    figures_usable,
)
