"""What evaluators score: the questions, and the bids that are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from social_value.core.inputs import Inputs, Leaf
from social_value.core.panel.expected_evaluators import ExpectedEvaluators
from social_value.core.panel.pseudonyms import Naming, naming_of
from social_value.core.provenance import method_fingerprint
from social_value.core.reads.published_terms import weight_words
from social_value.core.scoring.field import field_of
from social_value.fingerprint import fingerprint
from social_value.model.framework import FrameworkCriterion
from social_value.model.scale import ScoringScale
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion that is scored by levels: its number among them, its scale, and what is published about it.

    ``weight`` is in words: how many points it is worth, of how many.
    """

    number: int
    leaf: Leaf
    scale: ScoringScale
    offered: FrameworkCriterion | None
    weight: str

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.leaf.id

    @property
    def description(self) -> str | None:
        """What is asked, in the procurement's words or else in those of its framework."""
        return self.leaf.criterion.description or (self.offered.description if self.offered else None)

    @property
    def sub_criteria(self) -> tuple[str, ...]:
        """What evaluators look for, in the procurement's words or else in those of its framework."""
        return self.leaf.criterion.sub_criteria or (self.offered.looked_for if self.offered else ())


def questions(inputs: Inputs) -> tuple[Question, ...]:
    """Return the criteria that evaluators score, in the order of the procurement."""
    offered = {criterion.id: criterion for criterion in inputs.framework.criteria()} if inputs.framework else {}
    asked: list[Question] = []
    for leaf in inputs.leaves:
        scale = inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
        if scale is not None:
            known = offered.get(leaf.criterion.framework_criterion or leaf.id)
            asked.append(Question(len(asked) + 1, leaf, scale, known, weight_words(inputs, leaf)))
    return tuple(asked)


def questions_put_to(inputs: Inputs, evaluator: str) -> tuple[Question, ...]:
    """Return the criteria that one evaluator scores: what ``panel.yaml`` allocates, or all where there is none.

    A recusal changes nothing here, so that a sheet that was out by then can still be read: it is kept, and does not
    count.
    """
    asked = questions(inputs)
    if inputs.panel is None:
        return asked
    expected = ExpectedEvaluators(inputs)
    return tuple(question for question in asked if evaluator in expected.allocated_to(question.id))


def bids_to_score(inputs: Inputs, naming: Naming) -> tuple[str, ...]:
    """Return the bids that are read, comparators among them, in the order in which evaluators see them.

    A withdrawn bid is not scored, and neither is one that a gate or a decision has already put out.
    """
    field = field_of(inputs)
    read = {*field.entrants, *field.comparators} - set(field.not_read)
    return tuple(bid for bid in naming.in_order() if bid in read)


def method_and_bids(inputs: Inputs) -> Mapping[str, str]:
    """Return the fingerprints of the method and of the bids to score, with their written answers and their names.

    Where bids have pseudonyms it covers all that any bid says, so that nobody can try out names until it agrees.
    """
    naming = naming_of(inputs)
    bids = {bid: [naming.label(bid), naming.bids[bid].statements] for bid in bids_to_score(inputs, naming)}
    return {"method": method_fingerprint(inputs), "bids": fingerprint([bids, naming.seal])}
