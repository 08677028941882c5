"""Checks of the stages of an assessment: their criteria, who goes on from each, and what the procedure allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from social_value.codes.method import INVALID_STAGES, STAGES_NOT_ALLOWED, STAGES_UNCHECKED
from social_value.core.assessment_stages import leaves_named
from social_value.core.checks.criteria import duplicates
from social_value.core.inputs import Inputs, walk
from social_value.core.law.regime import regime_of
from social_value.findings import Finding, Place, nearest
from social_value.model.stages import AssessmentStage, Stages


def stages_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """Every criterion is in one stage, and all stages but the last say who goes on."""
    stages = inputs.procurement.stages
    if stages is None:
        return
    names = [(stage.id, _place(inputs, number).at("id")) for number, stage in enumerate(stages.order)]
    yield from duplicates(names, "stage")
    yield from _criteria_known(inputs, stages)
    yield from _criteria_once(inputs, stages)
    for number, stage in enumerate(stages.order):
        yield from _goes_on(stage, _place(inputs, number), last=stage is stages.order[-1])


def _place(inputs: Inputs, number: int) -> Place:
    return inputs.at("stages", "order", number)


def _criteria_known(inputs: Inputs, stages: Stages) -> Iterator[Finding]:
    known = {leaf.id for leaf in walk(inputs.procurement.criteria)}
    for number, stage in enumerate(stages.order):
        for index, criterion in enumerate(stage.criteria):
            if criterion not in known:
                message = f'the stage "{stage.id}" names "{criterion}", which is no criterion.'
                way_out = nearest(criterion, known) or "Name criteria of this procurement."
                yield INVALID_STAGES.at(_place(inputs, number).at("criteria", index), message, way_out)


def _criteria_once(inputs: Inputs, stages: Stages) -> Iterator[Finding]:
    places = [(leaf.id, stage.id) for stage in stages.order for leaf in leaves_named(inputs, stage.criteria)]
    times = Counter(criterion for criterion, _ in places)
    for leaf in inputs.leaves:
        if times[leaf.id] == 0:
            message = f'the criterion "{leaf.id}" is in no stage, so nobody can tell when it is assessed.'
            yield INVALID_STAGES.at(inputs.at("stages"), message, "Add it to the criteria of one stage.")
        elif times[leaf.id] > 1:
            named = ", ".join(stage for criterion, stage in places if criterion == leaf.id)
            message = f'the criterion "{leaf.id}" is in more than one stage ({named}).'
            yield INVALID_STAGES.at(inputs.at("stages"), message, "Leave it in one of them.")


def _goes_on(stage: AssessmentStage, place: Place, *, last: bool) -> Iterator[Finding]:
    goes_on = stage.goes_on
    if last:
        if goes_on is not None:
            message = f'"{stage.id}" is the last stage, so nobody goes on from it.'
            way_out = "Leave out `goes_on`; a minimum of a criterion, or `quality_minimum`, puts bids out."
            yield INVALID_STAGES.at(place.at("goes_on"), message, way_out)
        return
    if goes_on is None:
        message = f'the stage "{stage.id}" does not say who goes on from it.'
        way_out = "Add `goes_on: {minimum: 60}` or `goes_on: {best: 5, ties: include}`, with your published number."
        yield INVALID_STAGES.at(place, message, way_out)
    elif (goes_on.minimum is None) == (goes_on.best is None):
        message = f'who goes on from "{stage.id}" is said by `minimum` or by `best`, and not both.'
        yield INVALID_STAGES.at(place.at("goes_on"), message, "Keep one of the two.")
    elif goes_on.best is not None and goes_on.ties is None:
        message = f'the stage "{stage.id}" does not say what happens to bids that tie for the last place that goes on.'
        way_out = "Add `ties: include`, so that all of them go on, or `ties: exclude`, so that none does."
        yield INVALID_STAGES.at(place.at("goes_on"), message, way_out)
    elif goes_on.best is None and goes_on.ties is not None:
        message = f'the stage "{stage.id}" has a minimum, which ties cannot change.'
        yield INVALID_STAGES.at(place.at("goes_on", "ties"), message, "Leave out `ties`.")


def stages_allowed(inputs: Inputs) -> Iterator[Finding]:
    """Tenders are left behind between stages only in a procedure that allows it.

    An open procedure is a single stage (s.20(2)(a)), so every tender is assessed; a competitive flexible procedure may
    limit numbers and exclude by an intermediate assessment (s.20(4)(a), (5)(b) and (6)). Where another law governs,
    whoever knows it is asked.
    """
    stages, regime = inputs.procurement.stages, regime_of(inputs)
    if stages is None or regime.procedure == "competitive-flexible":
        return
    place = inputs.at("stages")
    if not regime.under_act:
        yield STAGES_UNCHECKED.at(place, *_ANOTHER_LAW)
        return
    if regime.procedure == "open":
        message = "an open procedure has one stage, in which every tender is assessed (s.20(2)(a))."
        way_out = (
            "Take out `stages:`. A published minimum that disqualifies is a criterion's own (s.23(3)(a)): write "
            "`minimum:` with `then: stop`. To leave tenders behind, use a competitive flexible procedure."
        )
        yield STAGES_NOT_ALLOWED.at(place, message, way_out)
        return
    yield STAGES_UNCHECKED.at(place, *_ASKED[regime.procedure])


_ANOTHER_LAW = (
    "the procurement is outside the Procurement Act 2023, so whether its procedure allows stages was not checked.",
    "Say in a waiver which rule of the law that governs it allows them.",
)
_ASKED: Mapping[str | None, tuple[str, str]] = {
    None: (
        "tenders may be left behind between stages in some procedures only, and this one is not named.",
        "Write `procedure: competitive-flexible` where it is one (s.20(4) and (5)).",
    ),
    "direct-award": (
        "a direct award compares no tenders, so it has no stages.",
        "Name the procedure by which tenders are compared, or take out `stages:`.",
    ),
    "framework-call-off": (
        "in a call-off the framework's own terms decide whether tenders may be left behind (s.46(8) and (9)).",
        "Say in a waiver which of its terms allow these stages.",
    ),
    "below-threshold": (
        "below the threshold no supplier may be left behind for a lack of suitability (s.85(1)).",
        "Where the stages compare tenders and not the suitability of suppliers, say so in a waiver.",
    ),
}
