"""What is counted twice, what is too much to count, what full marks cannot reach, and a module that must be there."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import HUNDRED, plain
from social_value.codes.act import FIGURE_COUNTED_TWICE, FULL_MARKS_IMPOSSIBLE
from social_value.codes.policy import NO_CHOICE_MODULE_MISSING, TOO_MANY_MEASURES
from social_value.core.checks.policy import rules_in_force
from social_value.core.figures.joined_up import JOINED_UP, TAKES_LOWEST
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.law.scope import id_list
from social_value.core.reads.binding import bind_formula
from social_value.core.reads.figures_read import figure_read, method_figure
from social_value.core.reads.measures_read import commitment_measures
from social_value.core.reads.rule_problems import problems_of_formula
from social_value.core.rules.bands import Bands
from social_value.findings import Finding, Place
from social_value.model.policy import MeasureCount
from social_value.model.scale import ScoringScale
from social_value.model.scoring import FormulaScore

MOST_MEASURES = 6
"""Our own limit of measures that bidders only commit to, where the framework states none."""
NO_CHOICE_MODULE = "no-choice-service"


def figures_counted_once(inputs: Inputs) -> Iterator[Finding]:
    """No two criteria read the same figure, or the same lowest number of people in two figures.

    None reads the price that the method sets against quality.
    """
    set_apart, readers = method_figure(inputs), dict[FigureName, list[tuple[str, FigureName]]]()
    for leaf in inputs.leaves:
        name = figure_read(leaf)
        if name is None:
            continue
        others = readers.setdefault(_counted_as(name), [])
        first, read = others[0] if others else ("", name)
        by = f'"{first}"' if others else "the evaluation method" if name == set_apart else None
        if by is not None and len(others) < 2:
            same = f'{by} and "{leaf.id}" both read {name}, so it counts twice.'
            apart = (
                f'{by} reads {read} and "{leaf.id}" reads {name}: both take the same lowest number of people, so it '
                "counts twice."
            )
            way_out = "Keep one of them, or let them read different figures."
            message = same if read == name else apart
            yield FIGURE_COUNTED_TWICE.at(inputs.at(*leaf.keys, "score"), message, way_out)
        others.append((leaf.id, name))


def _counted_as(name: FigureName) -> FigureName:
    """Return what stands for a figure: the joined-up value for all that take the lowest people of its cohort."""
    return FigureName(JOINED_UP, name.part) if name.id in TAKES_LOWEST else name


def few_measures(inputs: Inputs) -> Iterator[Finding]:
    """Bidders are not asked to commit to more measures than anybody can follow up."""
    rules = rules_in_force(inputs, inputs.framework) if inputs.framework else ()
    measures = commitment_measures(inputs)
    if len(measures) > MOST_MEASURES and not any(isinstance(rule, MeasureCount) for rule in rules):
        message = (
            f"bidders are asked to commit to {len(measures)} measures ({id_list(measures)}). Our own rule of thumb is "
            f"{MOST_MEASURES} at most."
        )
        place = inputs.at("valuation" if inputs.procurement.valuation else "measures")
        yield TOO_MANY_MEASURES.at(place, message, "Keep those that matter most for this contract.")


def full_marks_possible(inputs: Inputs) -> Iterator[Finding]:
    """Every table of bands has a band that earns full marks."""
    for leaf in inputs.leaves:
        if not isinstance(leaf.score, FormulaScore):
            continue
        place = inputs.at(*leaf.keys, "score")
        if any(True for _ in problems_of_formula(leaf.score, place)):
            continue
        for key, table in bind_formula(leaf.score).parameters.items():
            best = max(row.marks for row in table.rows) if isinstance(table, Bands) else HUNDRED
            if best < HUNDRED:
                message = f'the best band of "{leaf.id}" earns {plain(best)}, so no bid can reach full marks.'
                yield FULL_MARKS_IMPOSSIBLE.at(place.at(key), message, "Let the best band earn 100.")


def best_level_problems(scale_id: str, scale: ScoringScale, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with the best level of a scale; ``place`` is that of its levels."""
    number, best = max(enumerate(scale.levels), key=lambda item: item[1].marks)
    if best.marks < 100:
        message = f'the best level of the scale "{scale_id}" earns {plain(best.marks)}, so no bid can reach full marks.'
        yield FULL_MARKS_IMPOSSIBLE.at(place.at(number), message, "Let the best level earn 100.")


def module_for_no_choice(inputs: Inputs) -> Iterator[Finding]:
    """A service that people cannot choose brings in the module that makes it answerable to them."""
    procurement, framework = inputs.procurement, inputs.framework
    profile = procurement.service_profile
    if profile is None or profile.citizen_choice != "none":
        return
    if NO_CHOICE_MODULE not in {part.id for part in inputs.chain}:
        lacking = f"the framework {framework.id} does not include" if framework else "no framework includes"
        message = f"the people who use the service have no other choice, and {lacking} the module {NO_CHOICE_MODULE}."
        way_out = f"Use a framework with `include: [{NO_CHOICE_MODULE}]`: research, access, complaints, performance."
        place = inputs.at("service_profile", "citizen_choice")
        yield NO_CHOICE_MODULE_MISSING.at(place, message, way_out)
