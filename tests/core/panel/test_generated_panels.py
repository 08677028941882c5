"""Over generated panels: whatever one thing is taken away is named by what comes next, and no result is final then."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.errors import NotReadyError
from social_value.findings import Outstanding
from social_value.model.panel import PanelFile
from tests.core.builders import DECIDED, inputs_of, levels, offer, procurement, sheet
from tests.samples import seeds

Data = dict[str, Any]
PANELS = seeds(40, 500)


@dataclass
class Panel:
    """A complete procurement with a named panel, as its files parse.

    One member is ``recused`` and one is away; each has a decision, and nothing is due of either.
    """

    method: Data
    bids: list[Data]
    sheets: dict[str, Data]
    agreed: Data | None
    decisions: list[Data]
    members: list[str]
    recused: str

    def outstanding(self) -> tuple[Outstanding, ...]:
        """Return what is outstanding, whether or not marks can be given; a tie is no matter of the panel."""
        decided = {"kind": "decisions", "schema": 1, "decisions": self.decisions}
        inputs = inputs_of(self.method, self.bids, self.sheets.values(), self.agreed, decided)
        named = {"kind": "panel", "schema": 1, "evaluators": [{"id": member} for member in self.members]}
        try:
            found = evaluate(replace(inputs, panel=PanelFile.model_validate(named))).outstanding
        except NotReadyError as problem:
            found = problem.outstanding
        return tuple(missing for missing in found if missing.code != "tie-unresolved")

    def names(self, words: str) -> bool:
        """Tell whether what is outstanding names somebody or something."""
        return any(words in missing.message for missing in self.outstanding())


def drawn(seed: int) -> Panel:
    """Draw a panel of two to four who score, one who is recused and one who is away, on one to three criteria."""
    chance = Random(seed)  # noqa: S311 - the same panels every time, no secrets
    average = chance.choice(["mean", "median", "consensus"])
    criteria = [f"q{number}" for number in range(chance.randint(1, 3))]
    weights = {name: 100 // len(criteria) for name in criteria}
    weights["q0"] += 100 - sum(weights.values())
    method = procurement([levels(name, str(weight)) for name, weight in weights.items()], panel={"settled_by": average})
    bids = [f"bid-{number}" for number in range(chance.randint(2, 4))]
    members = [f"e{number}" for number in range(chance.randint(4, 6))]
    recused, away, *scorers = chance.sample(members, len(members))
    seats = [(bid, name) for bid in bids for name in criteria]
    sheets = {
        member: sheet(member, *((bid, name, chance.randint(0, 5)) for bid, name in seats), conflict=said)
        for member, said in ((recused, "declared"), *((scorer, "none") for scorer in scorers))
    }
    agreed = None
    if average == "consensus":
        scores = sheet("panel", *((bid, name, chance.randint(0, 5)) for bid, name in seats))["scores"]
        held = [{"held_on": "2027-02-01", "moderator": "chair", "attendees": sorted(scorers), "confirmed": True}]
        scores = [score | {"agreed_on": "2027-02-01", "rationale": "The panel read section 2."} for score in scores]
        agreed = {"kind": "consensus", "schema": 1, "meetings": held, "scores": scores}
    decided = [
        DECIDED | {"about": "conflict", "evaluator": recused, "outcome": "recused"},
        DECIDED | {"about": "absence", "evaluator": away},
    ]
    gone = offer("gone", status="withdrawn")
    return Panel(method, [*map(offer, bids), gone], sheets, agreed, decided, members, recused)


@pytest.mark.parametrize("seed", PANELS)
def test_a_complete_panel_owes_nothing(seed: int) -> None:
    """Neither a bid that is out, nor an evaluator who is recused or released, stops anything."""
    assert drawn(seed).outstanding() == ()


@pytest.mark.parametrize("seed", PANELS)
def test_any_one_sheet_that_is_missing_is_named(seed: int) -> None:
    """Of everybody whose scores count; the sheet of somebody recused stops nothing."""
    whole = drawn(seed)
    for evaluator in whole.sheets:
        left = replace(whole, sheets={name: one for name, one in whole.sheets.items() if name != evaluator})
        assert left.names(evaluator) == (evaluator != whole.recused), evaluator


@pytest.mark.parametrize("seed", PANELS)
def test_any_one_level_that_is_missing_is_named(seed: int) -> None:
    """The evaluator, the bid and the criterion stand in one message."""
    whole = drawn(seed)
    chance = Random(seed)  # noqa: S311 - the same level every time, no secrets
    evaluator = chance.choice(sorted(whole.sheets.keys() - {whole.recused}))
    left = replace(whole, sheets=deepcopy(whole.sheets))
    score = left.sheets[evaluator]["scores"].pop(chance.randrange(len(left.sheets[evaluator]["scores"])))
    assert left.names(f"{evaluator} has not scored {score['bid']} on {score['criterion']}.")


@pytest.mark.parametrize("seed", PANELS)
def test_any_one_moderated_score_that_is_missing_is_named(seed: int) -> None:
    """Where a panel agrees, the bid and the criterion are named; where an average counts there is none."""
    whole = drawn(seed)
    for score in whole.agreed["scores"] if whole.agreed else ():
        kept = [one for one in (whole.agreed or {})["scores"] if one is not score]
        left = replace(whole, agreed={**(whole.agreed or {}), "scores": kept})
        assert left.names(f"{score['bid']} on {score['criterion']} was scored by")


@pytest.mark.parametrize("seed", PANELS)
def test_any_one_declaration_that_is_missing_is_named(seed: int) -> None:
    """Whoever has not declared is named, unless a decision on their conflict is on record already."""
    whole = drawn(seed)
    for evaluator in whole.sheets:
        left = replace(whole, sheets=deepcopy(whole.sheets))
        del left.sheets[evaluator]["evaluator"]["conflict"]
        assert left.names(evaluator) == (evaluator != whole.recused), evaluator


@pytest.mark.parametrize("seed", PANELS)
def test_any_one_decision_that_is_missing_is_named(seed: int) -> None:
    """Without it the conflict is undecided, or the scores of whoever is away are due."""
    whole = drawn(seed)
    for decision in whole.decisions:
        left = replace(whole, decisions=[one for one in whole.decisions if one is not decision])
        assert left.names(decision["evaluator"]), decision
