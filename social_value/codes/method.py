"""Codes of the published method: weights, rules, scales, gates and minimums."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

WEIGHTS_DO_NOT_SUM = ErrorCode(
    "weights-do-not-sum",
    means=(
        "Weights do not add up: those of all criteria to 100 or `out_of`, those of parts to what their criterion "
        "states, or `quality_weight` and `price_weight` to 100."
    ),
    way_out="Change a weight.",
    protects="The importance of each criterion is the one that was published.",
    reference="Procurement Act 2023, s.23(3)(b)",
)
WEIGHT_TOO_FINE = ErrorCode(
    "weight-too-fine",
    means="`quality_weight` or `price_weight` has more decimals than can be compared exactly.",
    way_out="Write at most one decimal place.",
    protects="Totals can be compared exactly.",
)
PARENT_WITH_SCORE = ErrorCode(
    "parent-with-score",
    means="A criterion with parts has a score or a minimum of its own.",
    way_out="Move it to a part.",
    protects="A criterion is marked once: itself, or by its parts.",
    reference="Procurement Act 2023, s.23(3)(b)",
)
PILLAR_DIFFERS = ErrorCode(
    "pillar-differs",
    means="A part names another pillar than its criterion.",
    way_out="Remove the key from the part.",
    protects="A criterion counts towards one pillar.",
)
FLOOR_WITHOUT_CRITERIA = ErrorCode(
    "floor-without-criteria",
    means="A pillar has a floor and no criteria.",
    way_out="Remove the floor.",
    protects="A published floor can take effect.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
UNKNOWN_RULE = ErrorCode(
    "unknown-rule",
    means="There is no such scoring rule.",
    way_out="Use one that the message names.",
    protects="Marks are worked out by a method that is written down.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
UNKNOWN_SCALE = ErrorCode(
    "unknown-scale",
    means="There is no such scale.",
    way_out="Correct the id, or add the scale.",
    protects="Every level that an evaluator may give is described beforehand.",
    reference="Procurement Act 2023, s.23",
)
UNKNOWN_FIGURE = ErrorCode(
    "unknown-figure",
    means="`of` names neither a figure nor a measure that any bid gives.",
    way_out="Correct it.",
    protects="Marks are worked out from something that bids state.",
    reference="Procurement Act 2023, s.23",
)
UNKNOWN_METHOD = ErrorCode(
    "unknown-method",
    means="There is no such evaluation method.",
    way_out="Use one that the message names.",
    protects="The winner is found by a method that is written down.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
UNKNOWN_TIE_BREAK = ErrorCode(
    "unknown-tie-break",
    means="A tie-break step is no criterion, pillar, `lowest-price` or `lots-drawn`.",
    way_out="Correct it.",
    protects="A tie is broken by a step that was published.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
UNKNOWN_FRAMEWORK = ErrorCode(
    "unknown-framework",
    means="There is no such framework.",
    way_out="Correct the id, or add the file to `frameworks/`.",
    protects="The procurement is held against the framework that it names.",
)
UNKNOWN_REGISTER = ErrorCode(
    "unknown-register",
    means="There is no such register.",
    way_out="Correct the id, or add the file to `frameworks/`.",
    protects="Values come from a dated and sourced register.",
)
UNKNOWN_RATE = ErrorCode(
    "unknown-rate",
    means="The register has no such rate.",
    way_out="Use one that the message names.",
    protects="Costs of later years are discounted at a rate that has a source.",
    reference="HM Treasury, The Green Book, 2022 (secondary)",
)
RATE_MISSING = ErrorCode(
    "rate-missing",
    means="A discount rate is needed and not named, not in force, or does not reach the year.",
    way_out="Name one, or add it to a local register.",
    protects="Costs of later years are discounted at a rate that has a source and was in force.",
    reference="HM Treasury, The Green Book, 2022 (secondary)",
)
DEMAND_MISSING = ErrorCode(
    "demand-missing",
    means="`price-per-success` needs the demand it is taken over.",
    way_out="Add `demand:` with its `reference:`.",
    protects="Every bid is priced over the same published demand.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
INVALID_PARAMETER = ErrorCode(
    "invalid-parameter",
    means="A number of a formula or method makes no sense.",
    way_out="Correct it as the message says.",
    protects="The published formula can be worked out, and a dearer bid never earns more by mistake.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
MARKS_UNREACHABLE = ErrorCode(
    "marks-unreachable",
    means="The points of no marks and of full marks are the same.",
    way_out="Give them different values.",
    protects="Full marks and no marks can both be earned.",
    reference="Procurement Act 2023, s.23",
)
BAND_GAP = ErrorCode(
    "band-gap",
    means="Bands above the lowest price do not reach every percentage from 0.",
    way_out="Begin at 0 or below, and leave the last band open.",
    protects="Every price has marks.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
INVALID_GATE = ErrorCode(
    "invalid-gate",
    means="A gate has keys that do not go together.",
    way_out="Write those that its `asks` needs.",
    protects="Everybody can tell beforehand what passes.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
INVALID_MINIMUM = ErrorCode(
    "invalid-minimum",
    means="A minimum has neither or both of `level` and `marks`, a level not on its scale, or stops in vain.",
    way_out="Correct it.",
    protects="Everybody can tell beforehand what the minimum is.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
INVALID_STAGES = ErrorCode(
    "invalid-stages",
    means="The stages of the assessment do not name every criterion once, or do not say who goes on from each.",
    way_out="Name each criterion in one stage, and give every stage but the last `goes_on:` with one of its keys.",
    protects="Everybody can tell beforehand what is assessed when, and who goes on.",
    reference="Procurement Act 2023, s.20(6) and s.23(3)(a)",
)
STAGES_NOT_ALLOWED = ErrorCode(
    "stages-not-allowed",
    means="The procedure does not allow tenders to be left behind between stages.",
    way_out="Assess every tender, with minimums that disqualify, or use a competitive flexible procedure.",
    protects="In an open procedure every tender is assessed.",
    reference="Procurement Act 2023, s.20(2)(a), (4)(a) and (5)(b), s.23(3)(a)",
)
STAGES_UNCHECKED = WarningCode(
    "stages-unchecked",
    means="Whether tenders may be left behind between stages depends on what the tool does not know.",
    way_out="Name the procedure; where its own terms or another law decide, say in a waiver where they allow it.",
    protects="Tenders are left behind only where the law or the framework's terms allow it.",
    reference="Procurement Act 2023, s.20(4) and (5), s.46, s.85(1)",
    waivable=True,
)
QUALITY_MINIMUM_MISSING = ErrorCode(
    "quality-minimum-missing",
    means="Without a minimum of quality, this method lets a very cheap bid of poor quality win.",
    way_out="Add `quality_minimum` with your published marks.",
    protects="A very cheap bid of poor quality cannot win.",
)
INVALID_LOW_BID = ErrorCode(
    "invalid-low-bid",
    means="The rule for low bids lacks one of its parts.",
    way_out="Write both of a pair, or at least one trigger.",
    protects="Everybody can tell beforehand which price must be explained.",
    reference="Procurement Act 2023, s.19",
)
SCALE_NOT_RISING = ErrorCode(
    "scale-not-rising",
    means="A higher level of a scale earns less than a lower one.",
    way_out="Let marks rise with the levels.",
    protects="A better answer never earns less.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
PILLAR_MISSING = WarningCode(
    "pillar-missing",
    means="No criterion belongs to the financial, environmental or social pillar.",
    way_out="Add one, or say in the report why there is none.",
    protects="Money, environment and society stand side by side; one that is left out is left out on purpose.",
    waivable=True,
)
RELATIVE_PRICE_FORMULA = WarningCode(
    "relative-price-formula",
    means="A criterion is marked relative to the other bids, so a losing bid can change the winner.",
    way_out="Publish fixed bounds, or read what the result says about it.",
    protects="A bid's marks do not hang on who else took part.",
    reference="Cabinet Office, Bid Evaluation Guidance Note, May 2021 (unverified)",
    waivable=True,
)
BOUNDS_FAR_FROM_VALUE = WarningCode(
    "bounds-far-from-value",
    means=(
        "A rule of the price gives the same marks to every price from half to one and a half times the contract's "
        "estimated value, with VAT or without; the two ends are our own rule of thumb."
    ),
    way_out="Correct the bounds, the estimated value or its `vat:`.",
    protects="The price decides as much as its weight says.",
    reference="Procurement Act 2023, s.23(3)(b)",
    waivable=True,
)
NO_BID_TOLD_APART = WarningCode(
    "no-bid-told-apart",
    means="Figures of the bids differ, and a rule that compares no bid with another gives all of them the same marks.",
    way_out="See that figures and bounds have one unit and one basis. Published bounds stand once bids are in.",
    protects="Nobody overlooks that a published criterion decides nothing.",
    reference="Procurement Act 2023, s.23(3)(b)",
    waivable=True,
)
