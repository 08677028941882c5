"""Reuse of shared assets: which capabilities a bid takes from what exists, and what it builds a second time."""

from __future__ import annotations

from fractions import Fraction

from social_value.arithmetic import HUNDRED, exact_sum
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.model.assets import BidAsset, Layer, SharedAsset
from social_value.model.bid import Bid
from social_value.model.procurement import Procurement
from social_value.model.scores import BuildReasonDecision, Decisions

REUSE_RATE = "reuse-rate"
AssetKey = tuple[str, str, Layer]
"""A bid's id, and the capability and the layer of one of its assets."""


def shared_capabilities(procurement: Procurement) -> tuple[str, ...]:
    """Return the capabilities for which the procurement lists a shared asset, each once, in its order."""
    return tuple(dict.fromkeys(asset.capability for asset in procurement.shared_assets))


def shared_beside(procurement: Procurement, asset: BidAsset) -> SharedAsset | None:
    """Return the first shared asset of the same capability and layer as an asset of a bid, if there is one."""
    same = (one for one in procurement.shared_assets if (one.capability, one.layer) == asset.key)
    return next(same, None)


def is_duplicate(procurement: Procurement, asset: BidAsset) -> bool:
    """Tell whether a bid builds what a shared asset of the same capability and layer does already."""
    return asset.action == "build" and shared_beside(procurement, asset) is not None


def names_shared(procurement: Procurement, asset: BidAsset) -> bool:
    """Tell whether an asset reuses or extends a listed asset of its own capability."""
    listed = {(one.id, one.capability) for one in procurement.shared_assets}
    return asset.action != "build" and (asset.shared_asset, asset.capability) in listed


def is_reused(procurement: Procurement, bid: Bid, capability: str) -> bool:
    """Tell whether a bid takes a capability from a shared asset and builds no second one beside it."""
    mine = [asset for asset in bid.assets if asset.capability == capability]
    return any(names_shared(procurement, one) for one in mine) and not any(
        is_duplicate(procurement, one) for one in mine
    )


def accepted_reasons(decisions: Decisions | None) -> frozenset[AssetKey]:
    """Return the builds whose reason was accepted by a recorded decision."""
    found = (one for one in (decisions.decisions if decisions else ()) if isinstance(one, BuildReasonDecision))
    return frozenset((one.bid, one.capability, one.layer) for one in found if one.outcome == "accepted")


def duplicated_sum(procurement: Procurement, bid: Bid, accepted: frozenset[AssetKey]) -> Fraction:
    """Return what a bid spends on building what exists, in the currency, where no reason was accepted."""
    builds = (one for one in bid.assets if is_duplicate(procurement, one) and (bid.id, *one.key) not in accepted)
    return exact_sum(Fraction(one.cost) for one in builds)


@figure(
    REUSE_RATE,
    unit="%",
    words="100 x capabilities that the bid reuses or extends and does not build again / capabilities for which the "
    "procurement lists a shared asset",
    source="Shared assets of the procurement",
    needs=("assets",),
)
def reuse_rate(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the capabilities with a shared asset that the bid takes from it."""
    listed = shared_capabilities(terms.procurement)
    reused = [one for one in listed if is_reused(terms.procurement, bid, one)]
    steps = (
        Step("Capabilities with a shared asset", Fraction(len(listed)), "capabilities", note=", ".join(listed)),
        Step("Reused or extended", Fraction(len(reused)), "capabilities", note=", ".join(reused)),
    )
    if not listed:
        return Figure(None, (*steps, Step("Reuse rate", None, "%", note="the procurement lists no shared asset")))
    value = HUNDRED * len(reused) / len(listed)
    return Figure(value, (*steps, Step("Reuse rate", value, "%", f"100*{len(reused)}/{len(listed)}")))
