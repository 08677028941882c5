"""Checks of the use of data: what the procurement asks, and data sets, uses, answers and pilots of bids."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.arithmetic import plain
from social_value.codes.assets_and_data import (
    DATA_FLOW_INCOMPLETE,
    DATA_ROUTE_INCOMPLETE,
    DATASETS_MISSING,
    EFFECT_WITHOUT_MITIGATION,
    LOCAL_DATA_INCOMPLETE,
    PILOT_INCOMPLETE,
    PILOT_OVER_CAP,
    REGISTER_COPIED,
)
from social_value.codes.values import UNKNOWN_ID
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.criteria import duplicates
from social_value.core.figures.data_use import routes_of
from social_value.core.figures.pilots import within_cap
from social_value.core.inputs import Inputs
from social_value.core.terms import terms_of
from social_value.findings import Finding, Place, nearest
from social_value.model.bid import Bid
from social_value.model.data_use import Dataset


def registers_and_prompts_unique(inputs: Inputs) -> Iterator[Finding]:
    """Registers of the procurement have ids of their own, and so has every prompt that is asked."""
    data = inputs.procurement.data
    if data is None:
        return
    listed = [(register.id, inputs.at("data", "registers", n, "id")) for n, register in enumerate(data.registers)]
    yield from duplicates(listed, "register")
    offered = inputs.framework.prompts() if inputs.framework else ()
    asked = [(prompt.id, inputs.at("data", "prompts")) for prompt in offered]
    asked += [(prompt.id, inputs.at("data", "prompts", n, "id")) for n, prompt in enumerate(data.prompts)]
    yield from duplicates(asked, "prompt")


def _sent(inputs: Inputs) -> Iterator[Bid]:
    return (bid for bid in inputs.bids if bid.status != "withdrawn")


def _datasets(inputs: Inputs) -> Iterator[tuple[Bid, Dataset, Place]]:
    for bid in _sent(inputs):
        for number, dataset in enumerate(bid.datasets):
            yield bid, dataset, place_of(inputs, bid, "datasets", number)


def names_known(inputs: Inputs) -> Iterator[Finding]:
    """Registers, data sets and prompts that a bid names exist; its data sets have ids of their own."""
    data = inputs.procurement.data
    registers = {register.id for register in data.registers} if data else set[str]()
    prompts = {prompt.id for prompt in inputs.prompts}
    for bid, dataset, place in _datasets(inputs):
        for key, name in (("keyed_to", dataset.keyed_to), ("copies", dataset.copies)):
            if name is not None and name not in registers:
                yield _unknown(bid, name, "listed register", place.at(key), registers)
    for bid in inputs.bids:
        own = {dataset.id for dataset in bid.datasets}
        places = [(dataset.id, place_of(inputs, bid, "datasets", n, "id")) for n, dataset in enumerate(bid.datasets)]
        yield from duplicates(places, "data set")
        for number, flow in enumerate(bid.data_flows):
            if flow.dataset not in own:
                place = place_of(inputs, bid, "data_flows", number, "dataset")
                yield _unknown(bid, flow.dataset, "data set of the bid", place, own)
        for name in bid.ethics if prompts else ():
            if name not in prompts:
                yield _unknown(bid, name, "prompt", place_of(inputs, bid, "ethics", name), prompts)


def _unknown(bid: Bid, name: str, what: str, place: Place, known: set[str]) -> Finding:
    return UNKNOWN_ID.at(place, f'{bid.id} names "{name}", which is no {what}.', nearest(name, known))


def datasets_listed(inputs: Inputs) -> Iterator[Finding]:
    """Where the contract handles personal or shared data, a bid lists the data sets that it would keep."""
    data = inputs.procurement.data
    for bid in _sent(inputs) if data is not None and data.is_handled else ():
        if not bid.datasets:
            message = f"{bid.id} lists no data set, and the contract handles personal or shared data."
            yield DATASETS_MISSING.at(place_of(inputs, bid), message, "Ask the bidder for its `datasets:`.")


def routes_complete(inputs: Inputs) -> Iterator[Finding]:
    """Each route to a data set is filled, or does not apply for a reason."""
    for bid, dataset, place in _datasets(inputs):
        for route in routes_of(dataset):
            if not route.is_complete:
                missing = ", no ".join(route.missing)
                message = f"{bid.id}: the {route.name} route of {dataset.id} is incomplete: no {missing}."
                way_out = "Ask the bidder to fill it, or to say in three words or more why there is no such route."
                yield DATA_ROUTE_INCOMPLETE.at(place.at("access", route.name), message, way_out)


def local_data_keyed(inputs: Inputs) -> Iterator[Finding]:
    """Local data names the register that it keys to, who keeps it and how often it is brought up to date."""
    for bid, dataset, place in _datasets(inputs):
        missing = [key for key in ("keyed_to", "steward", "refresh") if getattr(dataset, key) is None]
        if dataset.kind == "local-live" and missing:
            message = f"{bid.id}: the local data {dataset.id} states no {', no '.join(missing)}."
            yield LOCAL_DATA_INCOMPLETE.at(place, message, "Ask the bidder for what is missing.")


def registers_not_copied(inputs: Inputs) -> Iterator[Finding]:
    """A register that is kept in one place is not kept a second time."""
    data = inputs.procurement.data
    registers = {register.id.casefold(): register for register in data.registers} if data else {}
    for bid, dataset, place in _datasets(inputs):
        register = registers.get((dataset.copies or dataset.id).casefold())
        if register is not None:
            message = f"{bid.id}: {dataset.id} is a second copy of the register {register.id}."
            way_out = f"Ask the bidder why it does not key to the one that {register.steward} keeps."
            yield REGISTER_COPIED.at(place, message, way_out)


def benefit_paired_with_control(inputs: Inputs) -> Iterator[Finding]:
    """A use of data about people states its purpose, what they gain, and what they can do about it."""
    keys = ("purpose", "benefit_to_citizen", "citizen_control")
    for bid in _sent(inputs):
        used = {flow.dataset for flow in bid.data_flows}
        for number, flow in enumerate(bid.data_flows):
            missing = [key for key in keys if getattr(flow, key) is None]
            if missing:
                message = f"{bid.id}: the use of {flow.dataset} states no {', no '.join(missing)}."
                place = place_of(inputs, bid, "data_flows", number)
                yield DATA_FLOW_INCOMPLETE.at(place, message, "Ask the bidder for what is missing.")
        for number, dataset in enumerate(bid.datasets):
            if dataset.personal and dataset.id not in used:
                message = f"{bid.id}: {dataset.id} holds data about people, and no use of it is stated."
                place = place_of(inputs, bid, "datasets", number)
                yield DATA_FLOW_INCOMPLETE.at(place, message, "Ask the bidder what it is used for.")


def effects_mitigated(inputs: Inputs) -> Iterator[Finding]:
    """A harm that a bid names comes with what keeps it small."""
    for bid in _sent(inputs):
        for number, effect in enumerate(bid.negative_effects):
            if effect.mitigation is None:
                message = f"{bid.id} names a negative effect and nothing that keeps it small."
                place = place_of(inputs, bid, "negative_effects", number)
                yield EFFECT_WITHOUT_MITIGATION.at(place, message, "Ask the bidder what keeps it small.")


def pilots_bounded(inputs: Inputs) -> Iterator[Finding]:
    """A pilot stays within the published share of the price, and says how it ends."""
    limit = inputs.procurement.pilot
    for bid in _sent(inputs):
        if bid.pilot is None:
            continue
        place = place_of(inputs, bid, "pilot")
        if not within_cap(bid, terms_of(inputs)):
            cap = f"{plain(limit.cap_share * 100)}% of its price" if limit else "nothing, as no share is published"
            message = f"{bid.id} would spend {plain(bid.pilot.budget)} on a pilot; the most is {cap}."
            yield PILOT_OVER_CAP.at(place.at("budget"), message, "Ask the bidder how it is paid for.")
        if bid.pilot.missing:
            message = f"{bid.id}: the pilot states no {', no '.join(bid.pilot.missing)}."
            yield PILOT_INCOMPLETE.at(place, message, "Ask the bidder for what is missing.")


DATA_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    names_known,
    datasets_listed,
    routes_complete,
    local_data_keyed,
    registers_not_copied,
    benefit_paired_with_control,
    effects_mitigated,
    pilots_bounded,
)
