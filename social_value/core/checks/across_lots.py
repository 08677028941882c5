"""What is found in every lot of a procurement, said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from social_value.codes.waivers import WAIVER_UNUSED
from social_value.core.checks.lots import criteria_shared, lots_unique
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import lots_of
from social_value.core.waivers import Names, unused_waivers
from social_value.findings import Finding, has_errors


def over_lots(
    inputs: Inputs, own: tuple[Finding, ...], of_lot: Callable[[Inputs], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Return what is found in each lot beside ``own``, which is found over all: once where every lot has it.

    Elsewhere it names its lot. A waiver is unused only where no lot makes use of it, nor could once its scores are in.
    """
    waivers = inputs.procurement.waivers
    sound = not has_errors(finding for check in (lots_unique, criteria_shared) for finding in check(inputs))
    by_lot = [(lot, of_lot(lot)) for lot in lots_of(inputs)] if sound else []
    unused = set(unused_waivers(own, waivers, inputs.at("waivers"), Names(inputs)))
    for lot, findings in by_lot:
        # A lot that awaits a score calls no waiver unused, so that none is until its scores are in.
        unused &= set(findings if lot.bids else unused_waivers(findings, waivers, inputs.at("waivers"), Names(lot)))
    shared = set.intersection(*(set(findings) for _, findings in by_lot)) if by_lot else set()
    kept = [
        finding if finding in shared else _of(lot, finding)
        for lot, findings in by_lot
        for finding in findings
        if finding.code != WAIVER_UNUSED.id or finding in unused
    ]
    return tuple(sorted(dict.fromkeys((*own, *kept)), key=lambda finding: finding.order))


def with_more(inputs: Inputs, findings: tuple[Finding, ...], more: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings with more that is found over all lots: a waiver that covers some of it is used."""
    unused = set(unused_waivers(more, inputs.procurement.waivers, inputs.at("waivers"), Names(inputs)))
    kept = (finding for finding in findings if finding.code != WAIVER_UNUSED.id or finding in unused)
    return tuple(sorted((*kept, *more), key=lambda finding: finding.order))


def _of(lot: Inputs, finding: Finding) -> Finding:
    """Return a finding that names its lot, where it stands at something that lots share."""
    # What stands in the criteria of a lot is placed there, so its line says which lot is meant.
    is_shared = finding.place.path == lot.at().path and finding.place.keys[:1] != ("lots",)
    named = lot.lot.id if lot.lot is not None else ""
    return replace(finding, message=f"in the lot {named}: {finding.message}") if is_shared else finding
