"""Codes of findings about social value in money and in points."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

_GUIDE = "A Guide to Social Return on Investment (2012): do not over-claim (secondary)"
_ADDITIONALITY = "Additionality Guide, 4th edition, Homes and Communities Agency (2014)"
_GREEN_BOOK = "HM Treasury, The Green Book (2022), annex 6 (secondary)"

VALUATION_MISSING = ErrorCode(
    "valuation-missing",
    "A criterion or gate reads a figure of social value, and the procurement does not say how it is valued.",
    "Add `valuation:` with the measures that are valued.",
    "Bidders know before they bid what a promise is taken to be worth.",
)
POINTS_MISSING = ErrorCode(
    "points-missing",
    "A criterion reads initiative points, and no measure earns any.",
    "Add `points_per_unit:` to the measures that earn points.",
    "Bidders know before they bid how many points a promise earns.",
    "Scoring social value in PPN 01/21, Department of Finance, Northern Ireland (secondary)",
)
VALUE_INCOMPLETE = ErrorCode(
    "value-incomplete",
    "A part of the valuation leaves out something that decides a number: the value of a measure, the shares "
    "that its style takes off, what counts without evidence, or the length of the contract.",
    "Add what the message names. Write 0 where nothing is taken off.",
    "Nothing that decides a number is assumed in silence.",
    _ADDITIONALITY,
)
UNKNOWN_ENTRY = ErrorCode(
    "unknown-entry",
    "A register has no such entry, or the entry has no value that was in force when the procurement commenced.",
    "Name another entry, or add the value to a local register with its date and source.",
    "A value is the one that was in force when bidders were told of the method.",
)
VALUE_WITHOUT_PRICE_BASE = ErrorCode(
    "value-without-price-base",
    "A value of money does not say in which year's prices it is expressed, or whose gain it is.",
    "Add `price_base:` or `value_type:` to the register, as the source gives it.",
    "Sums in prices of different years, or gains of different kinds, are not added up unseen.",
    "HM Treasury, The Green Book (2022), annex 6: real prices (secondary)",
)
DEFLATOR_MISSING = ErrorCode(
    "deflator-missing",
    "A value is in the prices of another year, and no index brings it to the year of the valuation.",
    "Name an index that has both years with `deflator:`; write years alike in both registers.",
    "Sums in prices of different years are not added up.",
    "HM Treasury, The Green Book (2022), annex 6: real prices (secondary)",
)
INCOME_MISSING = ErrorCode(
    "income-missing",
    "A value grows with income per head, and the register of income lacks a year.",
    "Name an entry that has both years, or add the year to a local register.",
    "Growth is taken between two published numbers.",
    "HM Treasury, Wellbeing guidance for appraisal (2021) (secondary)",
)
ELASTICITY_TOO_FINE = ErrorCode(
    "elasticity-too-fine",
    "An elasticity has more than two decimals.",
    "Write it with two decimals, such as 1.3.",
    "The power can be worked out exactly and rounded once.",
)
VALUE_YEAR_MISSING = ErrorCode(
    "value-year-missing",
    "A value that differs by year has none for a year in which a commitment has an effect.",
    "Add the year to a local register, or correct the years of the commitment.",
    "No year is given the value of another.",
)
UNITS_DIFFER = WarningCode(
    "units-differ",
    "The unit of a measure is not that of its value.",
    "Check that both are the same, or state `units_per_unit:` in the value.",
    "Hours are not multiplied with the value of a week.",
)
COMMITMENT_UNIT_DIFFERS = ErrorCode(
    "commitment-unit-differs",
    "A commitment is in another unit than its measure.",
    "State the quantity in the measure's unit.",
    "Quantities of different units are not added up.",
)
VALUE_TYPES_MIXED = ErrorCode(
    "value-types-mixed",
    "Values of different types, such as fiscal and wellbeing, would be added without a published rule.",
    "Add `adds:` with the types and the reason, or value one type only.",
    "One gain is not counted twice, as money saved and as wellbeing.",
    f"{_GUIDE}; HM Treasury, The Green Book (2022): transfers (secondary)",
)
VALUE_NOT_COUNTED = WarningCode(
    "value-not-counted",
    "A measure of the procurement states a value, and `valuation.measures` leaves it out.",
    "Name it there, or take its `value:` away.",
    "Bidders are not told of a value that counts as nothing.",
    waivable=True,
)
UNKNOWN_EVIDENCE = ErrorCode(
    "unknown-evidence",
    "A commitment names a kind of evidence for which no share is published.",
    "Write one of the published kinds.",
    "Every commitment is weighed by the published shares.",
)
EVIDENCE_MISSING = WarningCode(
    "evidence-missing",
    "A valued commitment does not say how its delivery will be shown, so only the published share counts.",
    "Ask the bidder, or let it stand.",
    "A promise that nobody can check is not worth as much as one that can be.",
    _GUIDE,
    waivable=True,
)
COMMITMENT_INCOMPLETE = WarningCode(
    "commitment-incomplete",
    "A commitment does not say by when, by whom or where it is delivered, how it is shown or who hears of it.",
    "Ask the bidder, and write its answer into the bid.",
    "What was promised becomes a line of the contract that somebody can be held to.",
    waivable=True,
)
INVALID_LIMIT = ErrorCode(
    "invalid-limit",
    "A cap or floor of social value is not stated in exactly one way, or its base is not stated.",
    "Keep one of amount, percent_of_price and percent_of_estimated_value.",
    "Everybody works out the same cap.",
)
CARBON_COUNTED_TWICE = ErrorCode(
    "carbon-counted-twice",
    "The same carbon is marked more than once: valued in money or counted as a cost, and marked as a measure.",
    "Mark it once, or state `double_count_reason:`.",
    "One tonne does not decide the award twice.",
    f"{_GREEN_BOOK}; {_GUIDE}",
)
CARBON_COST_NOT_COUNTED = ErrorCode(
    "carbon-cost-not-counted",
    "A bid states dated costs of carbon, and the published whole-life cost leaves them out.",
    "Remove the cost from every bid, or publish `counts_carbon: true`.",
    "Bids are compared on the same costs.",
)
CORE_COUNTED_AS_SOCIAL_VALUE = WarningCode(
    "core-counted-as-social-value",
    "Something that the specification asks for anyway is marked or promised as social value.",
    "Mark it under quality, or write `core: true` on the commitment.",
    "Social value is what a bid offers beyond what is bought.",
    "Procurement Act 2023, section 23(5): award criteria relate to the subject matter (secondary)",
    waivable=True,
)
IMPLAUSIBLE_COMMITMENT = WarningCode(
    "implausible-commitment",
    "A promise is large beside the hours, the price, the subcontracts or the length of the contract, or that "
    "is not stated.",
    "Put the question to the bidder that the message words. The value stays as it is.",
    "A promise that cannot be kept does not win unseen.",
    _GUIDE,
    waivable=True,
)
YEARS_OUTSIDE_CONTRACT = ErrorCode(
    "years-outside-contract",
    "A commitment that is valued or earns points is delivered in years after the contract ends.",
    "Ask the bidder, and count only years of the contract: correct `from_year` and `years`.",
    "No value is counted that nobody can be held to.",
)
GROUP_MISSING = WarningCode(
    "group-missing",
    "A commitment names no group, and another of the same measure, area and years names one.",
    "Ask the bidder, and state the `group:` of each, or an `activity:` of its own for both.",
    "One person earns value once.",
    "Torbay Council, TOMs dos and don'ts; A Guide to Social Return on Investment (2012)",
    waivable=True,
)
FAMILY_OF_ONE = ErrorCode(
    "family-of-one",
    "A measure is counted once with a measure or family that no other measure of worth belongs to, so its people count "
    "again under every other measure.",
    "Name the other measure in `counted_once_with:`, give the same name to both, or remove the key.",
    "One person earns value once, as bidders were told.",
    "Torbay Council, TOMs dos and don'ts; A Guide to Social Return on Investment (2012)",
)
COUNTED_ONCE = WarningCode(
    "counted-once",
    "A commitment counts as nothing, because the same activity or the same people count under another one.",
    "Nothing, where it is the same. Where it is not, each needs an `activity:` of its own.",
    "One person or thing earns value once.",
    "Torbay Council, TOMs dos and don'ts; A Guide to Social Return on Investment (2012)",
    waivable=True,
)
