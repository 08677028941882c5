"""Every outcome of a tender has words of its own, in every format that people read or programs do."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from social_value.core.evaluation.results import Evaluation
from social_value.core.evaluation.tender_outcomes import TenderOutcome
from social_value.core.law.tender_outcomes import OUTCOMES, SUMMARY_WORDS, OutcomeId
from social_value.core.provenance import provenance
from social_value.files.workbook import report_bytes
from social_value.render.csv_and_markdown import result_markdown
from social_value.render.explanation import explanation
from social_value.render.ranking_table import print_result
from social_value.render.result_json import result_json
from tests.core.builders import decisions, evaluated, offer, priced, procurement, recorded


def with_outcome(outcome: OutcomeId) -> Evaluation:
    """Return a result in which b has this outcome, on a ground and a section."""
    method = procurement([priced("50"), recorded("q", "50")], commenced_on="2026-10-05")
    bids = [offer("a", 100, {"q": 60}), offer("b", 80, {"q": 50})]
    found = evaluated(method, bids, decided=decisions({"about": "late", "bid": "b"}))
    kind = OUTCOMES[outcome]
    became = TenderOutcome(kind, "the ground", "the section", kind.summary)
    changed = (replace(result, outcome=became) if result.id == "b" else result for result in found.bids)
    return replace(found, bids=tuple(changed))


@pytest.mark.parametrize("outcome", [kind for kind in OUTCOMES if kind != "assessed"])
class TestEveryFormatHasItsWords:
    """A tender that was not simply assessed is told apart in words, with its section."""

    def test_on_a_terminal(self, outcome: OutcomeId) -> None:
        """The line below the ranking says what became of it."""
        stream = io.StringIO()
        print_result(with_outcome(outcome), (), stream)
        assert f"b is {OUTCOMES[outcome].words} (the section): " in stream.getvalue()

    def test_in_markdown(self, outcome: OutcomeId) -> None:
        """So does the list below the table."""
        assert f"- b: {OUTCOMES[outcome].words} " in result_markdown(with_outcome(outcome), ())

    def test_in_explain(self, outcome: OutcomeId) -> None:
        """The ground and the summary that is owed stand beside it."""
        kind = OUTCOMES[outcome]
        [line] = [line for line in explanation(with_outcome(outcome), "b", (), whole=True) if "Outcome" in line]
        assert line == f"  Outcome: {kind.words} (the section): the ground; {SUMMARY_WORDS[kind.summary]}"

    def test_in_json(self, outcome: OutcomeId) -> None:
        """A program reads the word of the closed list, the ground, the section and whether a summary is owed."""
        found = with_outcome(outcome)
        result = json.loads("".join(result_json(found, provenance(found.inputs, ()), ())))
        [bid] = [bid for bid in result["bids"] if bid["id"] == "b"]
        assert (bid["outcome"], bid["ground"], bid["reference"], bid["summary"]) == (
            outcome,
            "the ground",
            "the section",
            OUTCOMES[outcome].summary,
        )

    def test_in_the_workbook(self, outcome: OutcomeId) -> None:
        """The sheet Audit lists what became of each tender."""
        found = with_outcome(outcome)
        content = report_bytes(found, provenance(found.inputs, ()), ("Summary", "Audit"))
        audit = openpyxl.load_workbook(io.BytesIO(content))["Audit"]
        rows = [[cell.value for cell in row[:3]] for row in audit.iter_rows()]
        kind = OUTCOMES[outcome]
        assert ["b", f"{kind.words} (the section): the ground", SUMMARY_WORDS[kind.summary]] in rows
