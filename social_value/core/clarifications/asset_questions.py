"""Questions to bidders about shared assets, data and pilots.

Each is about one part of the bid, named by its number: what its bidder called it could name another bidder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from social_value.codes.assets_and_data import (
    BESPOKE_BUILD,
    CAPABILITY_NOT_COVERED,
    DATA_FLOW_INCOMPLETE,
    DATA_ROUTE_INCOMPLETE,
    DATASETS_MISSING,
    EFFECT_WITHOUT_MITIGATION,
    FRONT_END_WITHOUT_RESEARCH,
    GIVES_BACK_INCOMPLETE,
    LOCAL_DATA_INCOMPLETE,
    PILOT_INCOMPLETE,
    PILOT_OVER_CAP,
    REGISTER_COPIED,
    SHARED_ASSET_NOT_NAMED,
)
from social_value.findings import Key

_WORDS = {"assets": "Asset", "datasets": "Data set", "data_flows": "Use of data", "negative_effects": "Negative effect"}

ASKED: Mapping[str, str] = {
    SHARED_ASSET_NOT_NAMED.id: "please name the shared asset that it reuses or extends, if it is one of those listed.",
    CAPABILITY_NOT_COVERED.id: (
        "please say, for each capability that the procurement lists, what your bid reuses, extends or builds."
    ),
    BESPOKE_BUILD.id: "please say why it is built, as a shared asset for the same capability is listed.",
    FRONT_END_WITHOUT_RESEARCH.id: "please name the research with users that this front end rests on.",
    GIVES_BACK_INCOMPLETE.id: (
        "please state the licence under which others may use it, who looks after it after the contract, and where it "
        "is described."
    ),
    DATASETS_MISSING.id: "please list the data sets that the service would make or keep.",
    DATA_ROUTE_INCOMPLETE.id: (
        "please complete the {route} route, or say why there is no such route. Open asks for the licence and how often "
        "it is published; research for how to apply; portability for the format, how people get their own data, and "
        "the days to hand everything over."
    ),
    LOCAL_DATA_INCOMPLETE.id: (
        "please state the register that it keys to, who keeps it, and how often it is brought up to date."
    ),
    REGISTER_COPIED.id: "please say why it holds what a listed register holds, and does not key to that register.",
    DATA_FLOW_INCOMPLETE.id: (
        "please state what the data about people is used for, what they gain by it, and how they see, correct, limit "
        "or stop the use."
    ),
    EFFECT_WITHOUT_MITIGATION.id: "please say what keeps it small, and who watches over it.",
    PILOT_OVER_CAP.id: "please say how its budget relates to the published share of the price.",
    PILOT_INCOMPLETE.id: "please state what ends it early, what is done in its place then, and when it is looked at.",
}
"""What is asked under each code."""


def question_on(code: str, keys: Sequence[Key]) -> str:
    """Return the question of a code about the part of a bid to which keys lead.

    >>> question_on("effect-without-mitigation", ("negative_effects", 0))
    'Negative effect 1 of your bid: please say what keeps it small, and who watches over it.'
    """
    asks = ASKED[code].format(route=keys[-1]) if keys else ASKED[code]
    if len(keys) > 1 and isinstance(keys[1], int) and keys[0] in _WORDS:
        return f"{_WORDS[str(keys[0])]} {keys[1] + 1} of your bid: {asks}"
    if keys and keys[0] == "pilot":
        return f"The pilot of your bid: {asks}"
    return f"{asks[0].upper()}{asks[1:]}"
