"""From returned score sheets to score files: nothing is taken over that was not declared, given and explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from social_value.codes.forms_returned import MADE_FOR_ANOTHER
from social_value.codes.panel import (
    CONFLICT_NOT_MANAGED,
    CONFLICT_NOT_SAID,
    DECLARATION_INCOMPLETE,
    LEVEL_MISSING,
    SCORES_EXIST,
    SCORES_MODERATED,
)
from social_value.codes.scores import DUPLICATE_SCORE, RATIONALE_MISSING
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import naming_of
from social_value.core.panel.questions import bids_to_score, questions_put_to
from social_value.errors import InputError
from social_value.files.forms.form import Answers
from social_value.files.forms.form_reading import about_of, read_form
from social_value.files.forms.returned import CellNotes, made_for_another, text_of
from social_value.files.forms.score_sheet import score_sheet, score_sheet_about
from social_value.files.yaml_writer import yaml_text
from social_value.findings import Finding, Place, has_errors
from social_value.model.base import is_identifier
from social_value.model.decisions import ConflictDecision
from social_value.text import is_device_name

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReturnedScores:
    """What one evaluator returned: the content of a score file."""

    evaluator: str
    data: Data


def read_score_sheets(paths: Sequence[Path], inputs: Inputs) -> tuple[tuple[ReturnedScores, ...], tuple[Finding, ...]]:
    """Return the scores of every sheet, and the findings of all of them; where any is an error, use none."""
    returned: list[ReturnedScores] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for path in paths:
        try:
            scores, noted = _read(path, inputs)
        except InputError as problem:
            findings.extend(problem.findings)
            continue
        findings.extend(noted)
        if scores is None:
            continue
        if scores.evaluator.casefold() in seen:
            message = f"{scores.evaluator} has scored these bids already, in {seen[scores.evaluator.casefold()]}."
            way_out = "Read one of the two: ask the evaluator which one holds."
            findings.append(DUPLICATE_SCORE.at(Place(path.as_posix()), message, way_out))
        seen.setdefault(scores.evaluator.casefold(), path.as_posix())
        returned.append(scores)
    return tuple(returned), tuple(findings)


def _read(path: Path, inputs: Inputs) -> tuple[ReturnedScores | None, tuple[Finding, ...]]:
    about, shown = about_of(path), path.as_posix()
    evaluator = about.get("evaluator", "")
    expected = score_sheet_about(inputs, evaluator)
    wrong = tuple(made_for_another(shown, "score-sheet", about, expected))
    if not wrong and is_device_name(evaluator):
        message = f"this workbook was made for {evaluator}, and Windows keeps that name for a device."
        wrong = (MADE_FOR_ANOTHER.at(Place(shown), message, "Make it again with another evaluator's code."),)
    if not wrong and not is_identifier(evaluator):
        message = "this workbook does not say which evaluator it was made for."
        wrong = (MADE_FOR_ANOTHER.at(Place(shown), message, "Make it again with the evaluator's code."),)
    if wrong:
        return None, wrong
    answers, noted = read_form(path, score_sheet(inputs, evaluator, about.get("role")))
    notes = CellNotes(shown, noted)
    who = _evaluator(answers, notes, inputs, evaluator)
    scores = _scores(answers, notes, inputs, evaluator)
    data: Data = {
        "kind": "scores",
        "schema": 1,
        "evaluator": who,
        "method": expected["method"],
        "scores": scores,
    }
    findings = tuple(notes.findings)
    # An evaluator who cannot be read counts all the same, so that a second sheet of the same person is named.
    return ReturnedScores(evaluator, {} if has_errors(findings) else data), findings


def _evaluator(answers: Answers, notes: CellNotes, inputs: Inputs, evaluator: str) -> Data:
    conflict, interest, day = answers["conflict"], answers["interest"], answers["declared_on"]
    if conflict.value is None:
        message = f"{evaluator} has not said whether there is a conflict of interest."
        notes.add(CONFLICT_NOT_SAID.at(notes.place(conflict), message, "Have the evaluator choose none, or declared."))
    elif conflict.value == "declared":
        _declared(answers, notes, inputs, evaluator)
    elif text_of(interest):
        message = f"{evaluator} declares no conflict of interest and describes one."
        notes.add(
            DECLARATION_INCOMPLETE.at(notes.place(interest), message, "Ask the evaluator which of the two holds.")
        )
    if day.value is None:
        message = f"{evaluator} has not dated the declaration."
        notes.add(
            DECLARATION_INCOMPLETE.at(notes.place(day), message, "Have the evaluator write the date, like 2026-10-05.")
        )
    declared = {
        "id": evaluator,
        "role": text_of(answers["role"]),
        "conflict": conflict.value,
        "interest": text_of(interest),
        "declared_on": date.fromisoformat(str(day.value)) if day.value is not None else None,
    }
    return {key: value for key, value in declared.items() if value is not None}


def _declared(answers: Answers, notes: CellNotes, inputs: Inputs, evaluator: str) -> None:
    if text_of(answers["interest"]) is None:
        message = f"{evaluator} declares a conflict of interest and does not say what it is."
        notes.add(
            DECLARATION_INCOMPLETE.at(notes.place(answers["interest"]), message, "Have the evaluator write what it is.")
        )
    decisions = inputs.decisions.decisions if inputs.decisions else ()
    decided = (decision.evaluator for decision in decisions if isinstance(decision, ConflictDecision))
    if evaluator not in decided:
        message = f"{evaluator} declares a conflict of interest, and no decision on it is recorded."
        way_out = (
            f"Have somebody else score; or record in decisions.yaml `about: conflict`, `evaluator: {evaluator}`, and "
            "`outcome: managed`, or `recused` to keep the scores without counting them, with who decided, when and "
            "why, and read the sheet again."
        )
        notes.add(CONFLICT_NOT_MANAGED.at(notes.place(answers["conflict"]), message, way_out))


def _scores(answers: Answers, notes: CellNotes, inputs: Inputs, evaluator: str) -> list[Data]:
    naming = naming_of(inputs)
    scores: list[Data] = []
    for question in questions_put_to(inputs, evaluator):
        for number, bid in enumerate(bids_to_score(inputs, naming), start=1):
            level, reason, evidence = (
                answers[f"{question.number}.{number}.{part}"] for part in ("level", "rationale", "evidence")
            )
            seat = f'{naming.label(bid)} on "{question.id}"'
            if level.value is None:
                notes.add(
                    LEVEL_MISSING.at(
                        notes.place(level), f"there is no level for {seat}.", "Choose a level of the scale."
                    )
                )
            if text_of(reason) is None:
                message = f"there is no reason for the level of {seat}."
                notes.add(RATIONALE_MISSING.at(notes.place(reason), message, "Say why, tied to what the bid says."))
            score = {
                "bid": bid,
                "criterion": question.id,
                "level": Decimal(str(level.value)) if level.value is not None else None,
                "rationale": text_of(reason),
                "evidence": text_of(evidence),
            }
            scores.append({key: value for key, value in score.items() if value is not None})
    return scores


def taken(folder: Path, inputs: Inputs, returned: Sequence[ReturnedScores], force: bool) -> Iterator[Finding]:
    """Name every evaluator of whom there are scores already, where they may not be replaced."""
    moderated = _moderated(inputs)
    # A file without scores is a declaration alone, and the sheet that comes in declares again.
    numbered = enumerate(inputs.scores)
    bare = {inputs.place(("scores", str(number))).path for number, sheet in numbered if not sheet.scores}
    known = {sheet.evaluator.id.casefold() for sheet in inputs.scores if sheet.scores}
    for evaluator in dict.fromkeys(scores.evaluator for scores in returned):
        file = folder / score_file(inputs, evaluator)
        if evaluator.casefold() in moderated:
            message = f"the panel has agreed on levels in view of the scores that {evaluator} gave before."
            way_out = (
                "Leave these scores as they are. If they were wrong, take what was agreed on their bids out of "
                "consensus.yaml first, keep a copy of it, and have the panel moderate again."
            )
            yield SCORES_MODERATED.at(Place(file.as_posix()), message, way_out)
        elif file.exists() and file.as_posix() not in bare and not force:
            message = f"there are scores of {evaluator} already."
            way_out = "Add --force to replace them; what they were is then only in your own copies."
            yield SCORES_EXIST.at(Place(file.as_posix()), message, way_out)
        elif not file.exists() and evaluator.casefold() in known:
            message = f"there are scores of {evaluator} already, in another file than {score_file(inputs, evaluator)}."
            yield SCORES_EXIST.at(Place(folder.as_posix()), message, "Remove them from that file first.")


def _moderated(inputs: Inputs) -> frozenset[str]:
    """Return the evaluators of whose scores any was before the panel when it agreed on a level."""
    agreed = {(score.criterion, score.bid) for score in (inputs.consensus.scores if inputs.consensus else ())}
    return frozenset(
        sheet.evaluator.id.casefold()
        for sheet in inputs.scores
        if any((score.criterion, score.bid) in agreed for score in sheet.scores)
    )


def score_file(inputs: Inputs, evaluator: str) -> str:
    """Name the score file of an evaluator within its procurement; with lots there is one a lot."""
    return f"scores/{evaluator}{'.' + inputs.lot.id if inputs.lot else ''}.yaml"


def score_files(inputs: Inputs, returned: Sequence[ReturnedScores]) -> dict[str, str]:
    """Return the text of every score file by its name."""
    return {score_file(inputs, scores.evaluator): yaml_text(scores.data) for scores in returned}
