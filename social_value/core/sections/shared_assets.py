"""Shared assets in the section Assets and data: what exists, what each bid reuses, and what it builds again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.reuse import (
    accepted_reasons,
    is_duplicate,
    is_reused,
    shared_capabilities,
)
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Bid

COLUMNS = (
    Column("capabilities_shared", "Capabilities with a shared asset", "count"),
    Column("capabilities_reused", "Reused or extended", "count"),
    Column("reuse_rate", "Reuse rate, %", "percent"),
    Column("duplicated_build", "Duplicated build", "money"),
)
_SHARED = (
    Column("id", "Shared asset"),
    Column("title", "Title"),
    Column("capability", "Capability"),
    Column("layer", "Layer"),
    Column("kind", "Kind"),
    Column("steward", "Steward"),
    Column("rebuild_cost", "Cost to build it again", "money"),
)
_TAKEN = (
    Column("bid", "Bid"),
    Column("capability", "Capability"),
    Column("does", "What the bid does"),
    Column("reused", "Reused or extended", "count"),
)
_USED = (
    Column("bid", "Bid"),
    Column("capability", "Capability"),
    Column("layer", "Layer"),
    Column("action", "Action"),
    Column("shared_asset", "Shared asset"),
    Column("cost", "Cost", "money"),
    Column("accepted", "Reason accepted", "count"),
    Column("duplicated", "Duplicated build", "money"),
    Column("said", "Reason, user research and what is given back"),
)
_DUPLICATED = next(at for at, column in enumerate(_USED) if column.key == "duplicated")


def _numbers(used: Sequence[Row]) -> list[Cell]:
    cells = [row.cells[_DUPLICATED] for row in used]
    return [cell for cell in cells if not isinstance(cell.value, str)]


class AssetTables:
    """The cells about shared assets; each is made once, so that a formula finds it where it stands."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.procurement = evaluation.inputs.procurement
        self.accepted = accepted_reasons(evaluation.inputs.decisions)
        bids = evaluation.inputs.bids
        self._taken: Mapping[str, tuple[Row, ...]] = {bid.id: tuple(self._taken_rows(bid)) for bid in bids}
        self._used: Mapping[str, tuple[Row, ...]] = {bid.id: tuple(self._used_rows(bid)) for bid in bids}

    def cells(self, bid: Bid) -> tuple[Cell, ...]:
        """Return a bid's reuse rate with what it is worked out from, and its duplicated build."""
        listed = given(len(shared_capabilities(self.procurement)))
        reused = total([row.cells[-1] for row in self._taken[bid.id]])
        rate = worked(percent_of, reused, listed)
        return (listed, reused, rate, total(_numbers(self._used[bid.id])))

    def tables(self) -> Iterator[Table]:
        """Yield the shared assets, the capabilities of every bid, and its assets."""
        yield Table("shared-assets", "Shared assets, as published", _SHARED, tuple(self._shared_rows()))
        note = "1 where the bid takes the capability from a listed asset and builds no second one beside it."
        yield Table("capabilities", "Capabilities with a shared asset", _TAKEN, self._in_order(self._taken), note)
        note = (
            "A build counts as duplicated where a shared asset of the same capability and layer exists and no reason "
            "was accepted in decisions.yaml. It changes no mark."
        )
        yield Table("assets", "What each bid reuses, extends and builds", _USED, self._in_order(self._used), note)

    def _in_order(self, rows: Mapping[str, tuple[Row, ...]]) -> tuple[Row, ...]:
        return tuple(row for result in self.evaluation.bids for row in rows[result.id])

    def _shared_rows(self) -> Iterator[Row]:
        for asset in self.procurement.shared_assets:
            words = (asset.id, asset.title, asset.capability, asset.layer, asset.kind, asset.steward)
            yield Row((*map(text, words), given(asset.rebuild_cost)))

    def _taken_rows(self, bid: Bid) -> Iterator[Row]:
        for capability in shared_capabilities(self.procurement):
            does = ", ".join(f"{use.action} {use.layer}" for use in bid.assets if use.capability == capability)
            reused = int(is_reused(self.procurement, bid, capability))
            yield Row((text(bid.id), text(capability), text(does or "not stated"), given(reused)), bid.id)

    def _used_rows(self, bid: Bid) -> Iterator[Row]:
        for use in bid.assets:
            gives = use.gives_back
            said = {
                "reason": use.reason,
                "user research": use.user_research,
                "licence": gives.licence,
                "steward": gives.steward,
                "docs": gives.docs,
            }
            words = "; ".join(f"{key}: {value}" for key, value in said.items() if value)
            cost, accepted, duplicated = given(use.cost), text(""), text("")
            if is_duplicate(self.procurement, use):
                accepted = given(int((bid.id, *use.key) in self.accepted))
                duplicated = worked(lambda spent, yes: spent * (1 - yes), cost, accepted)
            labels = (bid.id, use.capability, use.layer, use.action, use.shared_asset)
            yield Row((*map(text, labels), cost, accepted, duplicated, text(words)), bid.id)
