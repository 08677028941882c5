"""Reuse of shared assets: which capabilities a bid takes from what exists, and what it builds a second time."""

from __future__ import annotations

from social_value.codes.assets_and_data import SHARED_ASSETS_MISSING
from social_value.core.figures.bid_parts import ASSETS
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.steps import Figure, figure_from, given_step, no_figure, worked_step
from social_value.core.terms import Terms
from social_value.model.assets import BidAsset, Layer, SharedAsset
from social_value.model.bid import Bid
from social_value.model.decisions import BuildReasonDecision, Decisions
from social_value.model.procurement import Procurement

REUSE_RATE = "reuse-rate"
AssetKey = tuple[str, str, Layer]
"""A bid's id, and the capability and the layer of one of its assets."""


def shared_capabilities(procurement: Procurement) -> tuple[str, ...]:
    """Return the capabilities for which the procurement lists a shared asset, each once, in its order."""
    return tuple(dict.fromkeys(asset.capability for asset in procurement.shared_assets))


def shared_beside(procurement: Procurement, asset: BidAsset) -> SharedAsset | None:
    """Return the first shared asset of the same capability and layer as an asset of a bid, if there is one."""
    same = (shared for shared in procurement.shared_assets if (shared.capability, shared.layer) == asset.key)
    return next(same, None)


def is_duplicate(procurement: Procurement, asset: BidAsset) -> bool:
    """Tell whether a bid builds what a shared asset of the same capability and layer does already."""
    return asset.action == "build" and shared_beside(procurement, asset) is not None


def names_shared(procurement: Procurement, asset: BidAsset) -> bool:
    """Tell whether an asset reuses or extends a listed asset of its own capability."""
    listed = {(shared.id, shared.capability) for shared in procurement.shared_assets}
    return asset.action != "build" and (asset.shared_asset, asset.capability) in listed


def is_reused(procurement: Procurement, bid: Bid, capability: str) -> bool:
    """Tell whether a bid takes a capability from a shared asset and builds no second one beside it."""
    mine = [asset for asset in bid.assets if asset.capability == capability]
    return any(names_shared(procurement, asset) for asset in mine) and not any(
        is_duplicate(procurement, asset) for asset in mine
    )


def accepted_reasons(decisions: Decisions | None) -> frozenset[AssetKey]:
    """Return the builds whose reason was accepted by a recorded decision."""
    recorded = decisions.decisions if decisions else ()
    reasons = (decision for decision in recorded if isinstance(decision, BuildReasonDecision))
    return frozenset((build.bid, build.capability, build.layer) for build in reasons if build.outcome == "accepted")


SHARED = Requirement(
    lambda inputs: bool(inputs.procurement.shared_assets),
    SHARED_ASSETS_MISSING,
    "{figure} needs the shared assets that bids may reuse.",
    "Add `shared_assets:` with what exists already.",
)


@figure(
    REUSE_RATE,
    unit="%",
    words="100 x capabilities that the bid reuses or extends and does not build again / capabilities for which the "
    "procurement lists a shared asset",
    source="Shared assets of the procurement",
    needs=(ASSETS,),
    requires=(SHARED,),
)
def reuse_rate(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the capabilities with a shared asset that the bid takes from it."""
    listed = shared_capabilities(terms.procurement)
    reused = [one for one in listed if is_reused(terms.procurement, bid, one)]
    whole = given_step("Capabilities with a shared asset", len(listed), "capabilities", ", ".join(listed))
    part = given_step("Reused or extended", len(reused), "capabilities", ", ".join(reused))
    if not listed:
        return no_figure("Reuse rate", "%", "the procurement lists no shared asset", whole, part)
    return figure_from(whole, part, worked_step("Reuse rate", percent_of, part, whole, unit="%"))
