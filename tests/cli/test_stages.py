"""Commands on procurements that are not finished: what is said, and how each ends."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command import Done, social_value
from tests.generate import Case, Data, generate
from tests.lots import repairs

MEALS = Path(__file__).parents[1] / "good" / "meals"
SEEDS = (1, 3, 4, 6, 8, 9, 14, 17)
NO_SCORE = re.compile(r"outstanding score-missing: (\S+) has no score on (.+)\.")
NO_CONSENSUS = re.compile(r"outstanding consensus-missing: (\S+) on (\S+) was scored by ")
SECOND_SHEET = """\
kind: scores
schema: 1
evaluator: {id: evaluator-2, conflict: none}
scores:
  - {bid: pear, criterion: S1, level: 1, rationale: "The council has no members yet."}
  - {bid: plum, criterion: S1, level: 1, rationale: "The rates stand in a table, and no more."}
"""
PANEL = """\
kind: panel
schema: 1
evaluators: [{id: evaluator-1}, {id: evaluator-2}]
"""


@pytest.fixture
def meals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a small complete procurement, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(MEALS, tmp_path / "meals")
    return Path("meals")


def at_method(folder: Path) -> None:
    """Take everything away but the method."""
    at_bids(folder)
    shutil.rmtree(folder / "bids")


def at_bids(folder: Path) -> None:
    """Take the scores away."""
    shutil.rmtree(folder / "scores")


def at_scores(folder: Path) -> None:
    """Take one score away."""
    sheet = folder / "scores" / "evaluator-1.yaml"
    lines = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    sheet.write_text("".join(line for line in lines if "bid: plum" not in line), encoding="utf-8")


def at_moderated(folder: Path) -> None:
    """Let a second evaluator score both bids."""
    (folder / "scores" / "evaluator-2.yaml").write_text(SECOND_SHEET, encoding="utf-8")
    (folder / "panel.yaml").write_text(PANEL, encoding="utf-8")


STAGES = {
    "method": (at_method, "no bid has come in", ["no-bids"]),
    "bids": (at_bids, "no score has come in", ["score-missing", "score-missing"]),
    "scores": (at_scores, "1 score is due: plum on S1", ["score-missing"]),
    "moderated": (
        at_moderated,
        "2 moderated scores are due: pear on S1 and plum on S1",
        ["consensus-missing", "consensus-missing"],
    ),
}
EVERY_STAGE = pytest.mark.parametrize("stage", STAGES)


def reached(folder: Path, stage: str) -> None:
    """Take a complete procurement back to a stage."""
    STAGES[stage][0](folder)


class TestValidate:
    """``validate`` says the stage, and nothing that is missing is a fault."""

    @EVERY_STAGE
    @pytest.mark.parametrize("strict", [(), ("--strict",)], ids=["", "strict"])
    def test_one_line_says_the_stage_and_what_comes_next(
        self, meals: Path, stage: str, strict: tuple[str, ...]
    ) -> None:
        """The line names the procurement, its stage, what it waits for and what is next; the exit code is 0."""
        reached(meals, stage)
        done = social_value("validate", meals, *strict)
        line, summary = done.out.splitlines()
        assert line.startswith(f"meals/procurement.yaml stage {stage}: {STAGES[stage][1]}. Next: ")
        assert "no errors" in summary
        assert (done.code, done.err) == (0, "")

    def test_a_complete_procurement_has_no_such_line(self, meals: Path) -> None:
        """The log of a repository of finished procurements stays as it was; so does a quiet one of any."""
        assert social_value("validate", meals).out.splitlines() == ["1 procurement and 4 files checked: no errors."]
        reached(meals, "bids")
        assert social_value("validate", meals, "--quiet").out == ""

    def test_of_many_scores_three_are_named(self, meals: Path) -> None:
        """The line stays one line, and says how many more there are."""
        bid = (meals / "bids" / "pear.yaml").read_text(encoding="utf-8")
        for name in ("fig", "kiwi", "lime"):
            text = bid.replace("id: pear", f"id: {name}").replace("Pear Kitchen", f"Kitchen of {name}")
            (meals / "bids" / f"{name}.yaml").write_text(text, encoding="utf-8")
        at_scores(meals)
        [line] = [one for one in social_value("validate", meals).out.splitlines() if " stage " in one]
        assert " stage scores: 4 scores are due: fig on S1, kiwi on S1, lime on S1 and 1 more. Next: " in line

    @EVERY_STAGE
    def test_json_has_every_stage_with_the_scores_due(self, meals: Path, stage: str) -> None:
        """Each procurement has its stage, what comes next, and every score due with who owes it."""
        reached(meals, stage)
        [told] = json.loads(social_value("validate", meals, "--format", "json").out)["stages"]
        assert (told["path"], told["lot"], told["stage"]) == ("meals/procurement.yaml", None, stage)
        owed = {
            "method": [],
            "bids": [("pear", "evaluator"), ("plum", "evaluator")],
            "scores": [("plum", "evaluator")],
            "moderated": [("pear", "panel"), ("plum", "panel")],
        }
        assert [(due["bid"], due["owed_by"]) for due in told["due"]] == owed[stage]
        assert {due["criterion"] for due in told["due"]} <= {"S1"}

    def test_json_has_the_stage_of_a_complete_one(self, meals: Path) -> None:
        """A program need not tell a finished procurement from one that was not checked."""
        [told] = json.loads(social_value("validate", meals, "--format", "json").out)["stages"]
        assert (told["stage"], told["due"]) == ("award", [])
        assert "social-value score" in told["next"]

    def test_a_procurement_with_an_error_has_no_stage(self, meals: Path) -> None:
        """Until the fault is mended nobody can tell how far it has come."""
        reached(meals, "scores")
        method = meals / "procurement.yaml"
        method.write_text(method.read_text(encoding="utf-8").replace("weight: 40", "weight: 41"), encoding="utf-8")
        done = social_value("validate", meals)
        assert done.code == 1
        assert " stage " not in done.out
        assert json.loads(social_value("validate", meals, "--format", "json").out)["stages"] == []


FAULTS = {
    "method": ("procurement.yaml", "weight: 40", "weight: 41", "weights-do-not-sum"),
    "bids": ("bids/plum.yaml", "id: plum", "id: pear", "duplicate-id"),
    "scores": ("scores/evaluator-1.yaml", "level: 2", "level: 7", "level-off-scale"),
    "moderated": ("scores/evaluator-2.yaml", "pear, criterion: S1", "pear, criterion: S3", "unknown-criterion"),
    "award": ("scores/evaluator-1.yaml", "evaluator: {id", "evaluator: {idd", "unknown-key"),
}


@pytest.mark.parametrize("stage", FAULTS)
def test_a_fault_in_what_is_there_ends_with_1(meals: Path, stage: str) -> None:
    """At each stage a damaged file is an error of ``validate`` and of ``score``, whatever is outstanding."""
    if stage != "award":
        reached(meals, stage)
    name, old, new, code = FAULTS[stage]
    text = (meals / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (meals / name).write_text(text.replace(old, new), encoding="utf-8")
    validated, scored = social_value("validate", meals), social_value("score", meals)
    assert (validated.code, scored.code) == (1, 1)
    assert f" error {code}: " in validated.out
    assert f" error {code}: " in scored.err
    assert "outstanding" not in scored.err


class TestOtherCommands:
    """Every command says what is missing, or does what can be done already."""

    @EVERY_STAGE
    @pytest.mark.parametrize(
        "words",
        [
            ("score", "meals"),
            ("score", "meals", "--final"),
            ("score", "meals", "-o", "report.xlsx"),
            ("explain", "meals", "--bid", "plum"),
            ("what-if", "meals"),
            ("what-if", "meals", "--drop", "plum"),
            ("compare", "meals", "meals"),
        ],
        ids=lambda words: "-".join(words[:1] + words[2:3]),
    )
    def test_what_needs_marks_ends_with_3(self, meals: Path, stage: str, words: tuple[str, ...]) -> None:
        """What is outstanding is named, with what comes next, and nothing is written."""
        reached(meals, stage)
        done = social_value(*words)
        assert (done.code, done.out) == (3, "")
        assert re.findall(r"^outstanding ([a-z-]+): ", done.err, re.MULTILINE) == STAGES[stage][2]
        *_, comes_next, last = done.err.splitlines()
        assert comes_next.startswith("Next: ")
        assert last == "Marks cannot be given yet."
        assert not Path("report.xlsx").exists()

    def test_compare_says_which_side_is_not_finished(self, meals: Path) -> None:
        """Of two procurements the unfinished one is named."""
        shutil.copytree(meals, "other")
        at_scores(Path("other"))
        assert (
            "outstanding score-missing: in other, plum has no score on S1."
            in social_value("compare", meals, "other").err
        )

    @pytest.mark.parametrize(
        "words",
        [
            ("scoresheet", "make", "meals", "--evaluator", "evaluator-1", "-o", "sheet.xlsx"),
            ("scoresheet", "key", "meals", "-o", "key.csv"),
            ("scoresheet", "read", "meals", "sheet.xlsx"),
            ("moderate", "meals"),
            ("moderate", "meals", "--format", "json"),
            ("moderate", "meals", "-o", "book.xlsx"),
            ("moderate", "meals", "--read", "book.xlsx"),
        ],
        ids="-".join,
    )
    def test_what_needs_bids_ends_with_3_before_there_is_one(self, meals: Path, words: tuple[str, ...]) -> None:
        """Nobody can score or moderate bids that have not come in."""
        at_method(meals)
        done = social_value(*words)
        assert (done.code, done.out) == (3, "")
        assert "outstanding no-bids: no bid has come in." in done.err
        assert sorted(path.name for path in Path().iterdir()) == ["meals"]

    def test_what_needs_a_method_alone_works_before_any_bid(self, meals: Path) -> None:
        """The form for bidders can be made."""
        at_method(meals)
        assert social_value("response", "make", meals, "-o", "return.xlsx").code == 0

    @pytest.mark.parametrize("stage", ["bids", "scores", "moderated"])
    def test_scoring_and_the_agenda_work_as_soon_as_there_are_bids(self, meals: Path, stage: str) -> None:
        """Score sheets can be made, and the agenda shows where a level is missing."""
        reached(meals, stage)
        assert social_value("scoresheet", "make", meals, "--evaluator", "evaluator-1", "-o", "sheet.xlsx").code == 0
        agenda = social_value("moderate", meals)
        assert agenda.code == 0
        assert "wait for a level" in agenda.out or "waits for a level" in agenda.out

    @pytest.mark.parametrize("stage", ["bids", "scores"])
    def test_the_workbook_of_a_meeting_waits_for_scores(self, meals: Path, stage: str) -> None:
        """Where no bid has two levels yet, the scores due are named."""
        reached(meals, stage)
        done = social_value("moderate", meals, "-o", "book.xlsx")
        assert done.code == 3
        assert "outstanding score-missing: plum has no score on S1." in done.err


class TestLots:
    """Each lot has a stage of its own."""

    def test_every_lot_at_one_stage_has_one_line(self, tmp_path: Path) -> None:
        """Where lots agree, one line stands for all of them."""
        folder = repairs(tmp_path)
        shutil.rmtree(folder / "scores")
        [line] = [one for one in social_value("validate", folder, "--strict").out.splitlines() if " stage " in one]
        assert " stage bids of every lot: no score has come in. Next: " in line
        shutil.rmtree(folder / "bids")
        done = social_value("validate", folder, "--strict")
        assert done.code == 0
        assert " stage method of every lot: no bid has come in. Next: " in done.out
        scored = social_value("score", folder)
        assert scored.code == 3
        assert "outstanding no-bids: no bid has come in.\n" in scored.err

    def test_a_lot_that_waits_is_named(self, tmp_path: Path) -> None:
        """A score of the north is due: its lot is named, the lots together end with 3, and the south has its result."""
        rest = 'criterion: S2, level: 3, rationale: "A call on the day, with an hour that is kept."}\n'
        folder = repairs(tmp_path, ("scores/evaluator-1.yaml", f"  - {{bid: wharf-north, {rest}", ""))
        done = social_value("validate", folder, "--strict")
        assert done.code == 0
        [said] = [one for one in done.out.splitlines() if " stage " in one]
        assert " stage scores of the lot north: 1 score is due: wharf-north on S2. Next: " in said
        stages = json.loads(social_value("validate", folder, "--format", "json").out)["stages"]
        assert [(one["lot"], one["stage"]) for one in stages] == [("north", "scores"), ("south", "award")]
        whole = social_value("score", folder)
        assert whole.code == 3
        assert NO_SCORE.findall(whole.err) == [("wharf-north", "S2")]
        assert social_value("score", folder, "--lot", "north").code == 3
        assert social_value("score", folder, "--lot", "south").code == 0

    def test_a_lot_without_a_bid_waits_for_bids_while_others_are_scored(self, tmp_path: Path) -> None:
        """Its bids may still come, so the warning that nobody bids for it waits for the last score of the others."""
        folder = repairs(tmp_path)
        for bid in (folder / "bids").glob("*-south.yaml"):
            bid.unlink()
        sheet = folder / "scores" / "evaluator-1.yaml"
        lines = [one for one in sheet.read_text(encoding="utf-8").splitlines(keepends=True) if "-south" not in one]
        sheet.write_text("".join(one for one in lines if "wharf" not in one), encoding="utf-8")
        done = social_value("validate", folder, "--strict")
        assert done.code == 0
        stages = re.findall(r" stage (\w+) of the lot (\w+): ", done.out)
        assert stages == [("method", "south"), ("scores", "north")]
        assert "no bid has come in for the lot south." in social_value("score", folder, "--lot", "south").err
        sheet.write_text("".join(lines), encoding="utf-8")
        done = social_value("validate", folder)
        assert "warning lot-without-bids" in done.out
        assert social_value("score", folder).code == 0


# --- Over generated procurements ----------------------------------------------------------------------------------


def run(case: Case, folder: Path) -> tuple[Done, Done, Done]:
    """Write a case, and validate it, validate it strictly and score it."""
    written = case.write(folder)
    return tuple(social_value(*words, written) for words in (("validate",), ("validate", "--strict"), ("score",)))  # type: ignore[return-value]  # three of them


def named(done: Done) -> set[tuple[str, str]]:
    """Return the bid and the criterion of every score that is said to be due."""
    missing = {
        (bid, criterion)
        for bid, criteria in NO_SCORE.findall(done.err)
        for criterion in re.split(r", | and ", criteria)
    }
    return missing | set(NO_CONSENSUS.findall(done.err))


def check(case: Case, folder: Path, stage: str, due: Iterable[tuple[str, str]]) -> None:
    """Assert the line, the exit codes, and that every score due is named, and no other."""
    validated, strict, scored = run(case, folder)
    lines = [line for line in validated.out.splitlines() if re.match(r"\S+procurement\.yaml stage ", line)]
    assert validated.code == 0
    assert strict.code == int(" warning " in validated.out)
    assert scored.code == (0 if stage == "award" else 3)
    assert named(scored) == set(due)
    assert [line.split(" stage ")[1].split(":")[0] for line in lines] == ([] if stage == "award" else [stage])


@pytest.mark.parametrize("seed", SEEDS)
def test_each_stage_of_a_generated_procurement(seed: int, tmp_path: Path) -> None:
    """From the award back to the method: the stage, the exit codes and the scores due are right at each step."""
    case = generate(seed).with_absences()
    read = _levels_read(case, tmp_path / "complete")
    check(case, tmp_path / "award", "award", ())
    counts = [(score["bid"], score["criterion"]) for one in case.scores for score in one["scores"]]
    several = {seat for seat in read if counts.count(seat) > 1}
    check(replace(case, consensus=None), tmp_path / "moderated", "moderated" if several else "award", several)
    bare = replace(case, scores=[], consensus=None, scores_in_csv=False)
    check(bare, tmp_path / "bids", "bids" if read else "award", read)
    alone = replace(bare, bids=[], bids_in_csv=False, decisions=None)
    check(alone, tmp_path / "method", "method", ())


def _levels_read(case: Case, folder: Path) -> set[tuple[str, str]]:
    """Return every bid and criterion for which the result of the complete case shows a level."""
    told = json.loads(social_value("score", case.write(folder), "--format", "json").out)
    scaled = {leaf["id"] for leaf in _leaves(case.procurement["criteria"]) if leaf["score"]["rule"] == "scale"}
    return {(bid["id"], mark["id"]) for bid in told["bids"] for mark in bid["criteria"] if mark["id"] in scaled}


def _leaves(criteria: Iterable[Data]) -> Iterator[Data]:
    for criterion in criteria:
        yield from _leaves(criterion["criteria"]) if "criteria" in criterion else [criterion]
