"""The Procurement Act 2023, sections 23, 52 and 56, as far as a machine can check it.

These checks are for procurements that are known to be under the Act. Whether a criterion is proportionate, or relates
to what is bought, only people can judge; the checks see to it that the file says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.codes.act import (
    CRITERIA_OUT_OF_PROPORTION,
    CRITERION_UNDESCRIBED,
    KPIS_MISSING,
    LEVEL_UNDESCRIBED,
    PASS_FAIL_WITHOUT_CONSEQUENCE,
    SUBJECT_MATTER_UNSTATED,
    TIE_BREAK_MISSING,
    UNDISCLOSED_SUB_CRITERIA,
)
from social_value.core.checks.policy import rules_asked
from social_value.core.inputs import Inputs, Leaf
from social_value.core.law.scope import id_list, pounds, under_the_act, value_with_vat
from social_value.core.reads.figures_read import figure_read, reads_cost
from social_value.findings import Finding
from social_value.model.framework import FrameworkCriterion
from social_value.model.policy import KpiCount
from social_value.model.scale import ScoringScale
from social_value.model.scoring import FormulaScore, ScaleScore
from social_value.text import says_something

KPIS_ABOVE = Fraction(5_000_000)
"""Estimated value with VAT above which indicators must be set (section 52(1)); strictly above."""
FEWEST_KPIS = 3
FREELY_SCORED = 8
POUNDS_A_CRITERION = 25_000
"""Our own measure of proportion: up to eight scored criteria, and beyond that one for each £25,000. Not in the Act."""

_Check = Callable[[Inputs], Iterator[Finding]]


def criteria_described(inputs: Inputs) -> Iterator[Finding]:
    """Each criterion is clear, measurable and specific enough, and says how it relates to what is bought (s.23(2))."""
    unrelated = [leaf for leaf in inputs.leaves if not _relates(leaf)]
    if unrelated:
        message = f"{_naming(unrelated)} how {_it(unrelated)} to the subject matter of the contract."
        way_out = "Add `subject_matter:` with three words or more for each; price and other costs need none."
        yield SUBJECT_MATTER_UNSTATED.at(inputs.at(*unrelated[0].keys), message, way_out)
    vague = [leaf for leaf in inputs.leaves if not _described(inputs, leaf)]
    if vague:
        message = f"{_naming(vague)} what is asked."
        way_out = "Add `description:` for each, as it is published to bidders."
        yield CRITERION_UNDESCRIBED.at(inputs.at(*vague[0].keys), message, way_out)


def _naming(leaves: list[Leaf]) -> str:
    ids = id_list(leaf.id for leaf in leaves)
    return f"the criterion {ids} does not say" if len(leaves) == 1 else f"the criteria {ids} do not say"


def _it(leaves: list[Leaf]) -> str:
    return "it relates" if len(leaves) == 1 else "they relate"


def _relates(leaf: Leaf) -> bool:
    """Tell whether the file says how a criterion relates to what is bought; price does by section 23(5)(d)."""
    return reads_cost(leaf) or any(says_something(criterion.subject_matter or "") for criterion in leaf.line)


def _described(inputs: Inputs, leaf: Leaf) -> bool:
    """Tell whether the file says what is asked: of the criterion, its framework's, or the figure it is marked from."""
    if any(criterion.description or criterion.sub_criteria for criterion in leaf.line):
        return True
    if any(criterion.description or criterion.looked_for for criterion in offered(inputs, leaf)):
        return True
    name = figure_read(leaf)
    measure = inputs.measures.get(name.id) if name else None
    return name is not None and (name.rule is not None or bool(measure and measure.description))


def offered(inputs: Inputs, leaf: Leaf) -> list[FrameworkCriterion]:
    """Return the criteria of the framework that a criterion stands for."""
    known = inputs.framework.criteria() if inputs.framework else ()
    return [criterion for criterion in known if criterion.id in leaf.stands_for]


def levels_described(inputs: Inputs) -> Iterator[Finding]:
    """Each level of a scale in use says what an answer at that level looks like (section 23(2)(b))."""
    told: set[str] = set()
    for leaf in inputs.leaves:
        name = leaf.score.scale if isinstance(leaf.score, ScaleScore) else None
        scale = inputs.scale(name) if name else None
        if name is None or scale is None or name in told:
            continue
        told.add(name)
        bare = levels_without_words(scale)
        if bare:
            own = name in inputs.procurement.scales
            place = inputs.at("scales", name, "levels", bare[0]) if own else inputs.at(*leaf.keys, "score", "scale")
            yield LEVEL_UNDESCRIBED.at(place, level_words(name, scale, bare), LEVELS_WAY_OUT)


LEVELS_WAY_OUT = "Add `descriptor:` to each level: what an answer at that level looks like."


def levels_without_words(scale: ScoringScale) -> list[int]:
    """Return the positions of the levels that have no descriptor."""
    return [number for number, level in enumerate(scale.levels) if level.descriptor is None]


def level_words(name: str, scale: ScoringScale, bare: list[int]) -> str:
    """Say which levels of a scale have no descriptor."""
    levels = id_list(plain(scale.levels[number].level) for number in bare)
    return f'the scale "{name}" does not describe the level{"s" if len(bare) > 1 else ""} {levels}.'


def in_proportion(inputs: Inputs) -> Iterator[Finding]:
    """The criteria are in proportion to what the contract is worth (section 23(2)(d)); the threshold is our own."""
    # The section gives no number, so a measure of our own can only warn, and says whose it is.
    value, count = value_with_vat(inputs.procurement), len(inputs.leaves)
    if value is None or count <= FREELY_SCORED or count <= value / POUNDS_A_CRITERION:
        return
    message = (
        f"{count} criteria are scored for a contract of {pounds(value)} with VAT. Our own rule of thumb, which is not "
        f"in the Act, is {FREELY_SCORED} criteria, or one for each {pounds(Decimal(POUNDS_A_CRITERION))}."
    )
    way_out = "Score fewer criteria, or record why so many are proportionate."
    yield CRITERIA_OUT_OF_PROPORTION.at(inputs.at("criteria"), message, way_out)


def failing_has_a_consequence(inputs: Inputs) -> Iterator[Finding]:
    """A criterion that is passed or failed says whether failing it disqualifies (section 23(3)(a))."""
    for leaf in inputs.leaves:
        if leaf.criterion.minimum is None and _passed_or_failed(inputs, leaf):
            message = f'"{leaf.id}" is passed or failed, and nothing says what happens to a bid that fails.'
            way_out = (
                "Add `minimum: {level: 1, consequence: disregard}` with your scale's level, or `consequence: flag`."
            )
            yield PASS_FAIL_WITHOUT_CONSEQUENCE.at(inputs.at(*leaf.keys), message, way_out)


def _passed_or_failed(inputs: Inputs, leaf: Leaf) -> bool:
    if not isinstance(leaf.score, ScaleScore):
        return False
    scale = inputs.scale(leaf.score.scale)
    # Two levels at the ends are a pass and a fail, whatever the scale calls them.
    two = scale is not None and sorted(level.marks for level in scale.levels) == [0, 100]
    said = " ".join(filter(None, (leaf.criterion.title, leaf.criterion.description)))
    return two or re.search(r"\bpass\s*(/|or|-)\s*fail\b", said, re.IGNORECASE) is not None


_SPLIT = re.compile(
    r"\b(?:worth|weighs?|weighted(?: at)?|weighting of|counts? for|carr(?:y|ies)|up to)\s+"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|per\s?cent\b|points?\b|marks?\b)",
    re.IGNORECASE,
)
_WHOLE = Decimal(100)
_NUMBER = r"(?<![\d.,£])(?P<number>\d+(?:\.\d+)?)"
# "At least 30% of staff" and "by 20%" are targets of the bidder, and no shares of the marks.
_PERCENT = re.compile(
    rf"(?<!\bby )(?<!\bleast )(?<!\bmost )(?<!\bthan ){_NUMBER}\s*(?:%|per\s?cent\b)"
    r"(?!\s+of\s+(?!(?:(?:the|its|all|these)\s+)*(?:available\s+)?(?:marks|points|weight|score)))",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"{_NUMBER}\s*(?:marks?|points?)\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?)\s+(?:of\s+)?(?:(?:the|its|all|these)\s+)*(?:available\s+)?"
    r"(?:marks|points|weight|score)\b",
    re.IGNORECASE,
)


def sub_criteria_disclosed(inputs: Inputs) -> Iterator[Finding]:
    """What evaluators look for, and how marks are split, stands in the published method (section 23(3)(a))."""
    for leaf in inputs.leaves:
        own = any(criterion.sub_criteria or criterion.description for criterion in leaf.line)
        hidden = [criterion for criterion in offered(inputs, leaf) if criterion.looked_for]
        if hidden and not own:
            message = f'"{leaf.id}" stands for {hidden[0].id}, which has sub-criteria, and does not say which are used.'
            way_out = "List those that evaluators look for under `sub_criteria:`, or describe the criterion."
            yield UNDISCLOSED_SUB_CRITERIA.at(inputs.at(*leaf.keys), message, way_out)
        elif splits_marks(leaf.criterion.description or "", leaf.weight, isinstance(leaf.score, FormulaScore)):
            message = f'the description of "{leaf.id}" splits its marks, and the criterion has no parts to carry them.'
            way_out = "Write the parts under `criteria:`, each with its weight and score."
            yield UNDISCLOSED_SUB_CRITERIA.at(inputs.at(*leaf.keys, "description"), message, way_out)


def splits_marks(text: str, weight: Decimal, by_formula: bool = False) -> bool:
    """Tell whether a description shares out marks; that it only states the criterion's own weight is no split.

    Where a formula gives the marks, those that a description names are examples of what it gives.

    >>> splits_marks("Mobilisation (40%), staffing (60%)", Decimal(20)), splits_marks("Worth 20 marks", Decimal(20))
    (True, False)
    """
    matches = [
        match
        for match in _SPLIT.finditer(text)
        # "Up to 10%" is the size of what is promised; "up to 10 marks" shares marks out.
        if not (match[0].casefold().startswith("up to") and match["unit"].casefold()[:4] in ("%", "per ", "perc"))
    ]
    if any(Decimal(match["number"]) != weight for match in matches) or _adds_to_the_whole(text):
        return True
    return not by_formula and (_FRACTION.search(text) is not None or _shares_points(text))


def _adds_to_the_whole(text: str) -> bool:
    """Tell whether two or more percentages make up 100, those of something else than marks left out."""
    percents = [Decimal(match["number"]) for match in _PERCENT.finditer(text)]
    return len(percents) > 1 and sum(percents) == _WHOLE


def _shares_points(text: str) -> bool:
    """Tell whether marks are named twice or more; no marks and full marks are the ends of a scale, and no shares."""
    figures = [Decimal(match["number"]) for match in _POINTS.finditer(text)]
    return len(figures) > 1 and not {Decimal(0), _WHOLE} & set(figures)


def ties_broken(inputs: Inputs) -> Iterator[Finding]:
    """The published method says how equal totals are separated (section 23(3)(a): the assessment methodology)."""
    if not inputs.procurement.evaluation.tie_break:
        message = "the method does not say how equal totals are separated."
        way_out = "Add `tie_break:` with criteria or pillars in order, and `lots-drawn` last."
        yield TIE_BREAK_MISSING.at(inputs.at("evaluation"), message, way_out)


def kpis_set(inputs: Inputs) -> Iterator[Finding]:
    """A contract above £5 million with VAT has at least three key performance indicators (section 52)."""
    procurement, value = inputs.procurement, value_with_vat(inputs.procurement)
    # Section 52(6) exempts light touch contracts.
    light_touch = procurement.contract is not None and procurement.contract.service == "light-touch"
    reason = procurement.kpis_not_appropriate
    if value is None or value <= KPIS_ABOVE or light_touch or says_something(reason or ""):
        return
    if len(procurement.kpis) >= FEWEST_KPIS or _asked_by_policy(inputs):
        return
    message = (
        f"the contract is worth {pounds(value)} with VAT, more than {pounds(KPIS_ABOVE)}, and names "
        f"{len(procurement.kpis)} key performance indicators of the {FEWEST_KPIS} that must be set "
        "(Procurement Act 2023, section 52)."
    )
    way_out = "Add them under `kpis:`, or say in three words or more under `kpis_not_appropriate:` why none fit."
    yield KPIS_MISSING.at(inputs.at("kpis" if reason is None else "kpis_not_appropriate"), message, way_out)


def _asked_by_policy(inputs: Inputs) -> bool:
    """Tell whether the framework's policy asks for as many, so that it says what is missing."""
    return any(isinstance(rule, KpiCount) and rule.at_least >= FEWEST_KPIS for rule in rules_asked(inputs))


_CHECKS: tuple[_Check, ...] = (
    criteria_described,
    levels_described,
    in_proportion,
    failing_has_a_consequence,
    sub_criteria_disclosed,
    ties_broken,
    kpis_set,
)


def act_observed(inputs: Inputs) -> Iterator[Finding]:
    """Everything of the Act that a machine can check, for a procurement that is known to be under it."""
    if under_the_act(inputs.procurement, inputs.framework):
        # Before the Act, and where it is not known to hold, the same gaps break no rule of its sections.
        for check in _CHECKS:
            yield from check(inputs)
