"""Checks of shared assets: what the procurement lists, and what bids reuse, extend or build beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.assets_and_data import (
    BESPOKE_BUILD,
    CAPABILITY_NOT_COVERED,
    FRONT_END_WITHOUT_RESEARCH,
    GIVES_BACK_INCOMPLETE,
    SHARED_ASSET_NOT_NAMED,
    UNKNOWN_SHARED_ASSET,
)
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.criteria import duplicates
from social_value.core.figures.reuse import (
    accepted_reasons,
    is_duplicate,
    shared_beside,
    shared_capabilities,
)
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest
from social_value.model.assets import BidAsset
from social_value.model.bid import Bid


def shared_assets_unique(inputs: Inputs) -> Iterator[Finding]:
    """Ids of shared assets are unique."""
    listed = enumerate(inputs.procurement.shared_assets)
    yield from duplicates([(asset.id, inputs.at("shared_assets", n, "id")) for n, asset in listed], "shared asset")


def assets_of(inputs: Inputs) -> Iterator[tuple[Bid, BidAsset, Place]]:
    """Yield every asset of every bid that was not withdrawn, with its place."""
    for bid in inputs.bids:
        for number, asset in enumerate(bid.assets if bid.status != "withdrawn" else ()):
            yield bid, asset, place_of(inputs, bid, "assets", number)


def assets_unique(inputs: Inputs) -> Iterator[Finding]:
    """A bid says once what it does for a capability on a layer."""
    for bid in inputs.bids:
        if bid.assets:
            names = [
                (f"{asset.capability}, {asset.layer}", place_of(inputs, bid, "assets", number))
                for number, asset in enumerate(bid.assets)
            ]
            yield from duplicates(names, "asset")


def shared_assets_known(inputs: Inputs) -> Iterator[Finding]:
    """A shared asset that a bid names is listed, and does what the bid uses it for."""
    listed = {asset.id: asset for asset in inputs.procurement.shared_assets}
    for bid, asset, place in assets_of(inputs):
        if asset.shared_asset is None:
            continue
        shared, here = listed.get(asset.shared_asset), place.at("shared_asset")
        if shared is None:
            message = f'{bid.id} names "{asset.shared_asset}", which is no shared asset of this procurement.'
            yield UNKNOWN_SHARED_ASSET.at(here, message, nearest(asset.shared_asset, listed))
        elif shared.capability != asset.capability:
            message = f'{bid.id} uses "{shared.id}" for {asset.capability}, and it is listed for {shared.capability}.'
            yield UNKNOWN_SHARED_ASSET.at(here, message, "Correct the capability, or name another asset.")


def shared_assets_named(inputs: Inputs) -> Iterator[Finding]:
    """Who reuses or extends something for a capability with a shared asset says whether it is that one."""
    shared = shared_capabilities(inputs.procurement)
    for bid, asset, place in assets_of(inputs):
        if asset.action != "build" and asset.capability in shared and asset.shared_asset is None:
            message = f"{bid.id} does not say which shared asset it would {asset.action} for {asset.capability}."
            way_out = "Ask the bidder. Until it is named, it does not count as reuse of a shared asset."
            yield SHARED_ASSET_NOT_NAMED.at(place, message, way_out)


def capabilities_covered(inputs: Inputs) -> Iterator[Finding]:
    """A bid says what it does for every capability with a shared asset."""
    shared = shared_capabilities(inputs.procurement)
    for bid in inputs.bids if shared else ():
        said = {asset.capability for asset in bid.assets}
        missing = [capability for capability in shared if capability not in said]
        if missing and bid.status != "withdrawn":
            message = f"{bid.id} does not say what it does for {', '.join(missing)}."
            way_out = "Ask the bidder. What is not said does not count as reuse."
            yield CAPABILITY_NOT_COVERED.at(place_of(inputs, bid, "assets"), message, way_out)


def built_for_a_reason(inputs: Inputs) -> Iterator[Finding]:
    """A platform or data that a shared asset holds already is not built again, unless a reason was accepted."""
    accepted = accepted_reasons(inputs.decisions)
    for bid, asset, place in assets_of(inputs):
        shared = shared_beside(inputs.procurement, asset)
        # A front end is built for its users, and is asked about their research in the next check.
        if not is_duplicate(inputs.procurement, asset) or shared is None or asset.layer == "front-end":
            continue
        if (bid.id, *asset.key) not in accepted:
            message = f"{bid.id} builds {asset.capability} ({asset.layer}) although {shared.id} exists."
            way_out = "Ask the bidder why, then record the decision in decisions.yaml, as `about: build-reason`."
            yield BESPOKE_BUILD.at(place, message, way_out)


def front_ends_researched(inputs: Inputs) -> Iterator[Finding]:
    """A front end that is built or extended rests on research with the people who use it."""
    for bid, asset, place in assets_of(inputs):
        if asset.layer == "front-end" and asset.action != "reuse" and asset.user_research is None:
            message = f"{bid.id} would {asset.action} a front end for {asset.capability} and names no user research."
            yield FRONT_END_WITHOUT_RESEARCH.at(place, message, "Ask the bidder which research it rests on.")


def new_assets_given_back(inputs: Inputs) -> Iterator[Finding]:
    """Something new comes with a licence, a steward and a description, so that others can use it next."""
    for bid, asset, place in assets_of(inputs):
        missing = asset.gives_back.missing
        if asset.action == "build" and missing:
            message = (
                f"{bid.id} builds {asset.capability} ({asset.layer}) and states no {', no '.join(missing)} for it."
            )
            yield GIVES_BACK_INCOMPLETE.at(place, message, "Ask the bidder for what is missing.")


ASSET_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    assets_unique,
    shared_assets_known,
    shared_assets_named,
    capabilities_covered,
    built_for_a_reason,
    front_ends_researched,
    new_assets_given_back,
)
