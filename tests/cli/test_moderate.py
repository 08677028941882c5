"""``social-value moderate``: the agenda on standard output."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.faults.procurement import PROCUREMENT, SCORES, SMALL, changed, write

BY_LEVELS = """\
criteria:
  - id: S1
    title: Access for everybody
    pillar: social
    weight: 70
    score: {rule: scale, scale: zero-to-five}
    description: How people are reached who are not online.
    subject_matter: The service is for everybody who lives here.
  - id: S2
    title: Jobs
    pillar: social
    weight: 30
    score: {rule: scale, scale: zero-to-five}
    description: How residents are trained.
    subject_matter: The service is run by people who live here.
"""
METHOD = PROCUREMENT[: PROCUREMENT.index("criteria:")] + BY_LEVELS


def sheet(number: int, alpha: int, beta: int) -> str:
    """Return the sheet of an evaluator, who gives both bids 3 on S2."""
    given = (("alpha", "S1", alpha), ("beta", "S1", beta), ("alpha", "S2", 3), ("beta", "S2", 3))
    lines = [
        f'  - {{bid: {bid}, criterion: {name}, level: {level}, rationale: "Depot {number}{bid}{name} opens."}}'
        for bid, name, level in given
    ]
    head = f"kind: scores\nschema: 1\nevaluator: {{id: evaluator-{number}, conflict: none}}\nscores:\n"
    return head + "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a procurement of which alpha has 4 and 5, beta 3 and 3 on S1, and both 3 on S2."""
    sheets = {f"scores/evaluator-{n}.yaml": sheet(n, alpha, 3) for n, alpha in ((1, 4), (2, 5))}
    return write(tmp_path / "small", {**SMALL, "procurement.yaml": METHOD, **sheets})


def test_the_agenda_is_a_numbered_list(folder: Path) -> None:
    """The seat at which the evaluators differ comes first, then the others in the order of the criteria."""
    done = social_value("moderate", folder)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == ["Agenda of moderation: A small procurement", "4 of 4 seats wait for a level."]
    first = lines.index("1. S1, alpha: Access for everybody (open)")
    assert lines[first + 1 : first + 4] == [
        "   Levels: evaluator-1 4, evaluator-2 5; spread 1 level, 20 marks",
        "   - evaluator-1 gave 4, evaluator-2 gave 5. Which parts of the answer does each",
        "     level rest on?",
    ]
    assert "2. S1, beta: Access for everybody (open)" in lines
    assert "3. S2, alpha: Jobs (open)" in lines


@pytest.mark.parametrize("words", [(), ("--format", "json")], ids=["text", "json"])
def test_it_says_nothing_of_the_outcome(folder: Path, words: tuple[str, ...]) -> None:
    """The agenda is the same, byte for byte, whatever the bids cost: no total or rank is in it."""
    before = social_value("moderate", folder, *words).out
    for bid, other in (("alpha", "11"), ("beta", "990000")):
        path = folder / "bids" / f"{bid}.yaml"
        text = path.read_text(encoding="utf-8")
        assert "total: " in text
        path.write_text(re.sub(r"total: \d+", f"total: {other}", text), encoding="utf-8")
    assert social_value("moderate", folder, *words).out == before
    assert "is first" not in before
    assert '"first"' not in before


def test_lines_fit_eighty_columns(folder: Path) -> None:
    """No line is longer, in a pipe or on a terminal, and nothing in it steers one."""
    for terminal in (False, True):
        out = social_value("moderate", folder, terminal=terminal).out
        assert max(map(len, out.splitlines())) <= 80
        assert "\x1b" not in out


def test_it_is_0_with_open_seats_and_1_with_errors(folder: Path) -> None:
    """An agenda is no verdict: open seats are what it is for. A level off the scale is an error of the file."""
    assert social_value("moderate", folder).code == 0
    (folder / "scores" / "evaluator-2.yaml").write_text(sheet(2, 7, 3), encoding="utf-8")
    done = social_value("moderate", folder)
    assert (done.code, done.out) == (1, "")
    assert "evaluator-2.yaml:5" in done.err
    assert "level-off-scale" in done.err


def test_a_missing_score_is_on_the_agenda(tmp_path: Path) -> None:
    """Where nobody scored a seat, `score` names the score due and the agenda says who is missing."""
    one = changed(SCORES, '  - {bid: beta, criterion: S1, level: 3, rationale: "Evenings are left out."}\n', "")
    folder = write(tmp_path / "small", {**SMALL, "scores/evaluator-1.yaml": one})
    assert social_value("score", folder).code == 3
    done = social_value("moderate", folder)
    assert done.code == 0
    assert "Nobody has scored this seat. Who does?" in done.out


def test_json_holds_every_seat(folder: Path) -> None:
    """Every seat is there, in the order of the list, with levels as text."""
    found = json.loads(social_value("moderate", folder, "--format", "json").out)
    assert (found["schema"], found["seats"], found["open"]) == ("social-value/agenda@2", 4, 4)
    first = found["items"][0]
    assert (first["criterion"], first["bid"]) == ("S1", "alpha")
    assert first["levels"] == [{"evaluator": "evaluator-1", "level": "4"}, {"evaluator": "evaluator-2", "level": "5"}]
    assert (first["owed_by"], first["recused"]) == ([], [])
    assert first["spread"] == {"levels": "1", "marks": "20"}
    assert [(item["criterion"], item["bid"]) for item in found["items"]][:2] == [("S1", "alpha"), ("S1", "beta")]


def test_score_points_to_the_agenda(folder: Path) -> None:
    """Whoever is refused marks is told where the list of what is missing is."""
    done = social_value("score", folder)
    assert done.code == 3
    assert "`social-value moderate FOLDER` prints what the panel has to agree on." in done.err


def test_a_procurement_without_levels_has_nothing_to_moderate(tmp_path: Path) -> None:
    """Prices and figures are not moderated."""
    method = changed(
        PROCUREMENT, "{rule: scale, scale: zero-to-five}", "{rule: linear, of: carbon, zero_at: 9, full_at: 0}"
    )
    files = {name: text for name, text in SMALL.items() if not name.startswith("scores")}
    done = social_value("moderate", write(tmp_path / "small", {**files, "procurement.yaml": method}))
    assert done.code == 0
    assert "No criterion of this procurement is scored by levels" in done.out
