"""Codes of what the Procurement Act 2023 asks, and of equal treatment."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

_SECTION = "Procurement Act 2023, section "

SUBJECT_MATTER_UNSTATED = WarningCode(
    "subject-matter-unstated",
    "Criteria do not say, in three words or more, how they relate to what is bought.",
    "Add `subject_matter:` to each; price and other costs need none.",
    "Bidders are judged on this contract, and not on what else they do.",
    f"{_SECTION}23(2)(a)",
    waivable=True,
)
CRITERION_UNDESCRIBED = WarningCode(
    "criterion-undescribed",
    "Criteria do not say what is asked.",
    "Add `description:` to each, as it is published to bidders.",
    "Every bidder can tell what earns marks.",
    f"{_SECTION}23(2)(b)",
    waivable=True,
)
LEVEL_UNDESCRIBED = WarningCode(
    "level-undescribed",
    "Levels of a scale do not say what an answer at that level looks like.",
    "Add `descriptor:` to each level.",
    "Two evaluators mean the same by the same level, and a bidder can be told why it got one.",
    f"{_SECTION}23(2)(b)",
    waivable=True,
)
STANDARD_WITHOUT_EQUIVALENT = WarningCode(
    "standard-without-equivalent",
    "A criterion or gate names a British Standard or a trade mark and accepts no equivalent.",
    'Add "or equivalent".',
    "Bidders who meet the need in another way are not shut out.",
    f"{_SECTION}56",
    waivable=True,
)
CRITERIA_OUT_OF_PROPORTION = WarningCode(
    "criteria-out-of-proportion",
    (
        "Many criteria are scored for a small contract: more than eight, and more than one for each "
        "£25,000 with VAT (our own threshold, which is not in the Act)."
    ),
    "Score fewer criteria, or record why so many are proportionate.",
    "Small bidders can afford to bid.",
    f"{_SECTION}23(2)(d); the threshold is our own",
    waivable=True,
)
PASS_FAIL_WITHOUT_CONSEQUENCE = WarningCode(
    "pass-fail-without-consequence",
    "A criterion is passed or failed, and nothing says what happens to a bid that fails.",
    "Add `minimum:` with its consequence, `flag` where failing puts nobody out.",
    "Bidders know beforehand whether failing one question ends their bid.",
    f"{_SECTION}23(3)(a)",
    waivable=True,
)
UNDISCLOSED_SUB_CRITERIA = WarningCode(
    "undisclosed-sub-criteria",
    (
        "A criterion stands for one that has sub-criteria and does not say which are used, or its "
        "description splits marks that no part carries."
    ),
    "List them under `sub_criteria:`, or write the parts under `criteria:` with their weights.",
    "Nothing that was not published enters a mark.",
    f"{_SECTION}23(3)(a)",
    waivable=True,
)
TIE_BREAK_MISSING = WarningCode(
    "tie-break-missing",
    "The method does not say how equal totals are separated.",
    "Add `tie_break:`.",
    "Nobody chooses the rule that decides once the bids are known.",
    f"{_SECTION}23(3)(a)",
    waivable=True,
)
KPIS_MISSING = WarningCode(
    "kpis-missing",
    "A contract above £5 million with VAT names fewer than three key performance indicators.",
    "Add them under `kpis:`, or give the reason under `kpis_not_appropriate:`, in three words or more.",
    "The public can see how a large contract performs.",
    f"{_SECTION}52",
    waivable=True,
)
DUPLICATE_CRITERIA = WarningCode(
    "duplicate-criteria",
    "Two criteria ask the same.",
    "Remove one, or say how they differ.",
    "One thing does not weigh twice what was published.",
    waivable=True,
)
FIGURE_COUNTED_TWICE = WarningCode(
    "figure-counted-twice",
    "Two criteria read the same figure or measure, or the same lowest number of people of a cohort, or one "
    "reads the price that the method sets apart.",
    "Keep one, or let them read different figures.",
    "One thing does not weigh twice what was published.",
    waivable=True,
)
FULL_MARKS_IMPOSSIBLE = WarningCode(
    "full-marks-impossible",
    "No level of a scale, or no band of a table, earns 100 marks.",
    "Let the best one earn 100.",
    "A criterion carries the weight that was published for it.",
    waivable=True,
)
SECTOR_SCORED = ErrorCode(
    "sector-scored",
    "A criterion, gate or measure reads the sector, size or legal form of the bidder.",
    "Score what is done or spent under the contract, the same for every bidder, or reserve the competition.",
    "Who provides a service is open; bidders are treated the same.",
    f"{_SECTION}12(2)",
)
ADDRESS_SCORED = ErrorCode(
    "address-scored",
    "A criterion, gate or measure reads where the bidder is registered or based.",
    "Score what is done or spent under the contract, the same for every bidder, or reserve the competition.",
    "Bidders are treated the same wherever they are; only near the users of light touch services may it count.",
    f"{_SECTION}12(2) and 23(6)",
)
SECTOR_WORDED = ErrorCode(
    "sector-worded",
    "Words of a criterion, gate or scale reward or ask for the sector, size or legal form of the bidder.",
    (
        "Ask for what is done or spent under the contract. Where the words mean something else, or the "
        "competition is reserved by law, waive it and say so."
    ),
    "Who provides a service is open; bidders are treated the same, and people judge what words mean.",
    f"{_SECTION}12(2)",
    waivable=True,
)
ADDRESS_WORDED = ErrorCode(
    "address-worded",
    "Words of a criterion, gate or scale reward or ask for where the bidder is registered or based.",
    (
        "Ask for what is done or spent under the contract. Where the words mean something else, or the "
        "competition is reserved by law, waive it and say so."
    ),
    "Bidders are treated the same wherever they are, and people judge what words mean.",
    f"{_SECTION}12(2) and 23(6)",
    waivable=True,
)
