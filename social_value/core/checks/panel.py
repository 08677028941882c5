"""Checks of how evaluators worked: on which method, behind which names, and how the panel came to its levels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.codes.panel import (
    BIDDER_HINTED_IN_ANSWER,
    BIDDER_NAMED_IN_ANSWER,
    CONSENSUS_NOT_PUBLISHED,
    CONSENSUS_OUTSIDE_RANGE,
    LEVELS_AVERAGED,
    PSEUDONYM_TWICE,
    RATIONALE_NOT_OWN,
    SCORES_OF_ANOTHER_METHOD,
)
from social_value.core.checks.scores import scores_refer
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import naming_of
from social_value.core.panel.short_names import ShortNames
from social_value.core.provenance import method_fingerprint
from social_value.core.scoring.seat_levels import average_of, individual_scores
from social_value.findings import Finding, Place
from social_value.model.scores import ConsensusScore
from social_value.model.scoring import ScaleScore


def answers_hide_names(inputs: Inputs) -> Iterator[Finding]:
    """Where bids are anonymous, no written answer names a bidder; score sheets withhold whole names."""
    naming = naming_of(inputs)
    short_names = ShortNames(inputs) if naming.known else None
    for bid in inputs.bids if short_names else ():
        for criterion, text in bid.statements.items():
            place = inputs.place(("bid", bid.id), "statements", criterion)
            named = f'the answer of {bid.id} on "{criterion}"'
            if naming.gives_away(text, bid.id):
                message = f"{named} names a bidder, and evaluators see no names."
                way_out = "Score sheets withhold the name; look for short forms of it yourself."
                yield BIDDER_NAMED_IN_ANSWER.at(place, message, way_out)
            hints = short_names.passages(naming.masked(text, bid.id)) if short_names else ()
            if hints:
                shown = " and ".join(f'"{hint}"' for hint in hints[:_MOST_HINTS])
                message = f"{named} may name a bidder by a short form: {shown}."
                yield BIDDER_HINTED_IN_ANSWER.at(place, message, _WHERE_IT_IS_A_NAME)


_MOST_HINTS = 3
_WHERE_IT_IS_A_NAME = (
    "Where it is a name, write it under `known_as:` of the supplier, and score sheets withhold it; where it is none, "
    "say so in a waiver."
)


def allotted_once(inputs: Inputs) -> Iterator[Finding]:
    """Every bid has one pseudonym, and no two bids that are scored together have the same."""
    bids: set[str] = set()
    names: set[str] = set()
    for number, allotted in enumerate(inputs.pseudonyms.bids if inputs.pseudonyms else ()):
        is_here = allotted.bid in inputs.bids_by_id
        if allotted.bid in bids or (is_here and allotted.shown_as in names):
            message = f"{allotted.bid} is shown as {allotted.shown_as}, and one of the two is there already."
            way_out = "Restore the file as it was when the first score sheet was made."
            yield PSEUDONYM_TWICE.at(inputs.place(("pseudonyms",), "bids", number), message, way_out)
        bids.add(allotted.bid)
        names |= {allotted.shown_as} if is_here else set()


def scores_of_this_method(inputs: Inputs) -> Iterator[Finding]:
    """A score file that says which method it was made for was made for the present one."""
    if all(sheet.method is None for sheet in inputs.scores):
        return
    # Working out a fingerprint takes time, so it is done only where a score file states one.
    present = method_fingerprint(inputs)
    for number, sheet in enumerate(inputs.scores):
        if sheet.method is not None and sheet.method != present:
            message = f"{sheet.evaluator.id} scored on another method: it has changed since the score sheet was made."
            way_out = (
                "Undo the change, or have the bids scored again on new score sheets. Where the change can touch no "
                f"score, write `method: {present}` and keep a note of who decided that and why."
            )
            yield SCORES_OF_ANOTHER_METHOD.at(inputs.place(("scores", str(number)), "method"), message, way_out)


def average_published(inputs: Inputs) -> Iterator[Finding]:
    """A mean or median settles levels only where the procurement publishes it, and then no consensus does."""
    average = average_of(inputs)
    if average is None:
        return
    message = f"the procurement publishes that the {average} of evaluators' marks counts: no panel agrees on a level."
    way_out = "Prefer `settled_by: consensus`, in which a level is agreed with its reason."
    yield LEVELS_AVERAGED.at(inputs.at("panel", "settled_by"), message, way_out)
    if inputs.consensus is not None and inputs.consensus.scores:
        message = f"there is a consensus, and the procurement publishes that the {average} of evaluators' marks counts."
        way_out = "Remove consensus.yaml: it would not count."
        yield CONSENSUS_NOT_PUBLISHED.at(inputs.place(("consensus",)), message, way_out)


def _agreed(inputs: Inputs) -> Iterator[tuple[ConsensusScore, Place]]:
    for index, score in enumerate(inputs.consensus.scores if inputs.consensus else ()):
        yield score, inputs.place(("consensus-score", str(index)))


def consensus_has_its_own_reason(inputs: Inputs) -> Iterator[Finding]:
    """The reason of a consensus is neither one evaluator's nor the descriptor of a level."""
    given = individual_scores(inputs)
    for score, place in _agreed(inputs):
        # A reason that is copied shows no discussion, and a court has asked panels for theirs.
        reason = _bare(score.rationale)
        sources = [
            (f"that of {given_score.giver}", given_score.score.rationale)
            for given_score in given.get((score.criterion, score.bid), ())
        ]
        sources += [("the descriptor of a level", text) for text in _descriptors(inputs, score.criterion)]
        whose = next((words for words, text in sources if reason and _bare(text) == reason), None)
        if whose is not None:
            message = f'the reason agreed for {score.bid} on "{score.criterion}" is {whose}, word for word.'
            way_out = "Write the panel's own reason: what the bid says, and why the panel came to this level."
            yield RATIONALE_NOT_OWN.at(place.at("rationale"), message, way_out)


def _descriptors(inputs: Inputs, criterion: str) -> Iterator[str | None]:
    scales = (leaf.score.scale for leaf in inputs.leaves if leaf.id == criterion and isinstance(leaf.score, ScaleScore))
    for name in scales:
        scale = inputs.scale(name)
        yield from (step.descriptor for step in scale.levels) if scale else ()


def _bare(text: str | None) -> str:
    """Return the words of a text alone, so that capitals, spaces and full stops make no difference."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def consensus_within_range(inputs: Inputs) -> Iterator[Finding]:
    """The panel agrees on a level within the range that evaluators gave."""
    if any(True for _ in scores_refer(inputs)):
        return
    given = individual_scores(inputs)
    for score, place in _agreed(inputs):
        levels = [given_score.score.level for given_score in given.get((score.criterion, score.bid), ())]
        if levels and not min(levels) <= score.level <= max(levels):
            span = plain(levels[0]) if min(levels) == max(levels) else f"{plain(min(levels))} to {plain(max(levels))}"
            message = (
                f'the level agreed for {score.bid} on "{score.criterion}" is {plain(score.level)}, '
                f"and evaluators gave {span}."
            )
            way_out = "Make sure that the reason says what the panel saw that no evaluator had."
            yield CONSENSUS_OUTSIDE_RANGE.at(place.at("level"), message, way_out)


PANEL_CHECKS = (
    scores_of_this_method,
    average_published,
    consensus_has_its_own_reason,
    consensus_within_range,
)
