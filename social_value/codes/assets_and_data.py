"""Codes of findings about shared assets, the use of data, and pilots."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

_OWN = "Our own rule"
_ONCE = "What is built once is used together, and money goes to the service."

SHARED_ASSETS_MISSING = ErrorCode(
    "shared-assets-missing",
    "A criterion or gate reads the reuse rate, and the procurement lists no shared asset.",
    "Add `shared_assets:` with what exists already.",
    "Bidders know before they bid what they can use.",
)
UNKNOWN_SHARED_ASSET = ErrorCode(
    "unknown-shared-asset",
    "A bid names a shared asset that the procurement does not list, or uses it for another capability.",
    "Correct the id or the capability.",
    "Reuse is counted only of what is there to be reused.",
)
SHARED_ASSET_NOT_NAMED = WarningCode(
    "shared-asset-not-named",
    "A bid reuses or extends something for a capability with a shared asset, and does not name the asset.",
    "Ask the bidder. Until it is named, it does not count as reuse.",
    _ONCE,
    _OWN,
    waivable=True,
)
CAPABILITY_NOT_COVERED = WarningCode(
    "capability-not-covered",
    "A bid does not say what it does for a capability with a shared asset, so it does not count as reused.",
    "Ask the bidder.",
    "Every bid is compared over the same capabilities.",
    _OWN,
    waivable=True,
)
BESPOKE_BUILD = WarningCode(
    "bespoke-build",
    "A bid builds a platform or data although a shared asset of the same capability and layer exists.",
    "Ask the bidder why, then record `about: build-reason` in `decisions.yaml`.",
    _ONCE,
    _OWN,
    waivable=True,
)
FRONT_END_WITHOUT_RESEARCH = WarningCode(
    "front-end-without-research",
    "A bid builds or extends a front end and names no research with the people who use it.",
    "Ask the bidder which research it rests on.",
    "A front end of its own is worth having where it is close to its users.",
    _OWN,
    waivable=True,
)
GIVES_BACK_INCOMPLETE = WarningCode(
    "gives-back-incomplete",
    "Something new has no licence, no steward or no description, so others could not use it next.",
    "Ask the bidder for what is missing.",
    _ONCE,
    _OWN,
    waivable=True,
)
UNKNOWN_BUILD = ErrorCode(
    "unknown-build",
    "A decision is about something that the bid does not build beside a shared asset.",
    "Correct the capability and the layer, or remove the decision.",
    "A reason is accepted for what it was given for, and for nothing else.",
)
DATA_NOT_DESCRIBED = ErrorCode(
    "data-not-described",
    "A criterion or gate reads a figure about data, and the procurement does not say which data it handles, or "
    "asks no prompt.",
    "Add `data: {personal: true, shared: false}`, and prompts of a framework or of its own.",
    "Bidders know before they bid what they are asked about data.",
)
DATASETS_MISSING = WarningCode(
    "datasets-missing",
    "The contract handles personal or shared data, and a bid lists no data set.",
    "Ask the bidder for its `datasets:`.",
    "Somebody looks at what is kept about people before it is kept.",
    _OWN,
    waivable=True,
)
DATA_ROUTE_INCOMPLETE = WarningCode(
    "data-route-incomplete",
    "A route to a data set (open, research, portability) is not filled, and no reason says that there is none.",
    "Ask the bidder to fill it, or to say in three words or more why there is no such route.",
    "Data outlives the contract: others can build on it, study it, and take theirs with them.",
    _OWN,
    waivable=True,
)
LOCAL_DATA_INCOMPLETE = WarningCode(
    "local-data-incomplete",
    "Local data does not name the register that it keys to, who keeps it, or how often it is refreshed.",
    "Ask the bidder for what is missing.",
    "Local data can be joined to what everybody else holds.",
    _OWN,
    waivable=True,
)
REGISTER_COPIED = WarningCode(
    "register-copied",
    "A bid would keep a second copy of a register that the procurement lists.",
    "Ask the bidder why it does not key to the register itself.",
    "There is one place where a register is right.",
    _OWN,
    waivable=True,
)
DATA_FLOW_INCOMPLETE = WarningCode(
    "data-flow-incomplete",
    "A use of data about people lacks its purpose, what they gain, or what they can do about it; or a data set "
    "about people has no use stated.",
    "Ask the bidder for what is missing.",
    "Joined-up services and privacy come together or not at all.",
    _OWN,
    waivable=True,
)
EFFECT_WITHOUT_MITIGATION = WarningCode(
    "effect-without-mitigation",
    "A bid names a harm that its use of data could do, and nothing that keeps it small.",
    "Ask the bidder what keeps it small, and who watches over it.",
    "A harm that was seen coming is not left to happen.",
    _OWN,
    waivable=True,
)
PILOT_OVER_CAP = WarningCode(
    "pilot-over-cap",
    "A pilot takes more of the price than the procurement publishes, or the procurement publishes no share.",
    "Ask the bidder how it is paid for. Marks stay as they are.",
    "Trying something new is welcome, within a limit that everybody knew.",
    _OWN,
    waivable=True,
)
PILOT_INCOMPLETE = WarningCode(
    "pilot-incomplete",
    "A pilot does not say what ends it early, what is done then, or when it is looked at.",
    "Ask the bidder for what is missing. Marks stay as they are.",
    "A pilot that nobody can stop is no pilot.",
    _OWN,
    waivable=True,
)
