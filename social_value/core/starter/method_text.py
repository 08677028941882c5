"""The published method of the small procurement, with comments that teach."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.core.starter.bidding import (
    CARBON_MEASURE,
    EASY_CARBON,
    EASY_SHARE,
    FULL_CARBON,
    FULL_SHARE,
    MOST_ASKED,
    ZERO_CARBON,
    ZERO_SHARE,
    marks_asked,
)
from social_value.core.starter.choice import Chosen
from social_value.core.starter.starter_plan import Starter
from social_value.core.starter.yaml_text import entry, listed, scalar
from social_value.model.base import Pillar
from social_value.model.criteria import Minimum

_SUBJECT_MATTER: dict[Pillar, str] = {
    "financial": "What the authority pays for this service",
    "environmental": "What delivering this service does to the climate and to nature",
    "social": "The people who deliver this service, and those who use it",
    "quality": "How this service is delivered",
}


def method_lines(starter: Starter) -> Iterator[str]:
    """Yield the lines of `procurement.yaml`."""
    setting, framework = starter.setting, starter.framework
    yield "# The published method of one procurement. Everything in it is invented: change it, and keep what you need."
    yield "# Check it with `social-value validate`, and score it with `social-value score`, on this folder."
    yield "kind: procurement"
    yield "schema: 1"
    yield f"id: {scalar(starter.id)}"
    yield "title: A small procurement to begin from"
    yield "fictional: true                    # remove this line once nothing is invented any more"
    yield f"authority: {{name: Example Authority, type: {setting.authority}}}"
    yield f"commenced_on: {setting.commenced_on}           # the day of the tender notice, whose rules and values count"
    if framework is not None:
        yield f"framework: {framework.id}"
    yield "contract:"
    yield f"  estimated_value: {scalar(setting.value)}"
    yield "  currency: GBP"
    yield "  vat: included"
    yield "  years: 2"
    yield f"  service: {setting.service}"
    yield ""
    yield "# Totals are added up exactly and rounded once, as this says; bids are ranked on the exact totals."
    yield "evaluation:"
    yield "  method: weighted-sum"
    yield "  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}"
    heaviest = max(starter.criteria, key=lambda chosen: chosen.weight).offered.id
    yield f"  tie_break: [{scalar(heaviest)}, lowest-price, lots-drawn]"
    yield from _measures(starter)
    yield from _gates(starter)
    yield from _criteria(starter)
    yield from _pillars(starter)
    yield from _kpis(starter)


def _measures(starter: Starter) -> Iterator[str]:
    if not (starter.measures or starter.reads_carbon):
        return
    yield ""
    yield "# Things that are counted. A criterion may be marked from one; bidders commit to the others."
    yield "measures:"
    if starter.reads_carbon:
        yield f"  - id: {CARBON_MEASURE}"
        yield "    title: Emissions of the contract in its first year"
        yield "    unit: tCO2e"
        yield "    description: Travel, premises, equipment and computing."
    for measure in starter.measures:
        yield f"  - id: {scalar(measure.id)}"
        yield from entry("title", measure.title, 4)
        yield from entry("unit", measure.unit, 4)


def _gates(starter: Starter) -> Iterator[str]:
    if not starter.gates:
        return
    yield ""
    yield "# Passed or failed, with what happens to a bid that fails: disregard, not-awardable or flag."
    yield "gates:"
    for gate in starter.gates:
        yield f"  - id: {scalar(gate.id)}"
        yield from entry("title", gate.title, 4)
        yield f"    asks: {gate.asks}"
        if gate.of is not None:
            yield from entry("of", gate.of, 4)
        for key, limit in (("at_least", gate.at_least), ("at_most", gate.at_most)):
            if limit is not None:
                yield from entry(key, limit, 4)
        yield f"    consequence: {gate.consequence}"


def _criteria(starter: Starter) -> Iterator[str]:
    yield ""
    yield "# What earns marks. The weights are points of the total and add up to exactly 100."
    if starter.framework is not None:
        yield f"# Criteria with an id of {starter.framework.id} stand for its own, and its policy counts them."
    yield "criteria:"
    for chosen in starter.criteria:
        offered = chosen.offered
        yield f"  - id: {scalar(offered.id)}"
        yield from entry("title", offered.title, 4)
        if offered.description:
            yield from entry("description", offered.description, 4)
        yield from entry("subject_matter", _SUBJECT_MATTER[offered.pillar], 4)
        if offered.sub_criteria:
            yield from listed("sub_criteria", offered.sub_criteria, 4)
        yield f"    pillar: {offered.pillar}"
        yield f"    weight: {plain(chosen.weight)}"
        yield f"    score: {_score(starter, chosen)}"
        minimum = _minimum(starter, chosen)
        if minimum is not None:
            what = (
                f"level: {plain(minimum.level)}" if minimum.level is not None else f"marks: {plain(minimum.marks or 0)}"
            )
            yield f"    minimum: {{{what}, consequence: {minimum.consequence}}}"


def _score(starter: Starter, chosen: Chosen) -> str:
    if chosen.offered.scale is not None:
        return f"{{rule: scale, scale: {scalar(chosen.offered.scale)}}}"
    easy = marks_asked(chosen, starter.framework.pillars if starter.framework else {}) > MOST_ASKED
    if chosen.offered.pillar == "environmental":
        full_carbon = EASY_CARBON if easy else FULL_CARBON
        return f"{{rule: linear, of: {CARBON_MEASURE}, zero_at: {ZERO_CARBON}, full_at: {full_carbon}}}"
    shares = (ZERO_SHARE, EASY_SHARE if easy else FULL_SHARE)
    zero, full = (plain((starter.setting.value * share).quantize(Decimal(1))) for share in shares)
    return f"{{rule: linear, of: price, zero_at: {zero}, full_at: {full}}}"


def _minimum(starter: Starter, chosen: Chosen) -> Minimum | None:
    """Return the framework's minimum; a scale that is passed or failed always has one."""
    scale = starter.scale(chosen)
    if chosen.offered.minimum is not None or scale is None or len(scale.levels) > 2:
        return chosen.offered.minimum
    return Minimum(level=max(step.level for step in scale.levels), consequence="disregard")


def _pillars(starter: Starter) -> Iterator[str]:
    floors = {
        name: pillar for name, pillar in starter.pillars.items() if pillar.floor is not None and pillar.consequence
    }
    if floors:
        yield ""
        yield "# The lowest acceptable marks of a pillar, 0 to 100, and what happens below them."
        yield "pillars:"
        for name, pillar in floors.items():
            yield f"  {name}: {{floor: {plain(pillar.floor or 0)}, consequence: {pillar.consequence}}}"


def _kpis(starter: Starter) -> Iterator[str]:
    if starter.kpis:
        yield ""
        yield "# What the contract will be managed by."
        yield "kpis:"
    for number in range(starter.kpis):
        title = starter.criteria[number % len(starter.criteria)].offered.title
        yield f"  - id: kpi-{number + 1}"
        yield from entry("title", f"Indicator {number + 1} of {title}", 4)
        yield "    social_value: true"
