"""The moderation workbook: what the panel sees, what becomes a consensus, and what is refused."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.core.panel.pseudonyms import naming_of
from social_value.files.forms.moderation_book import moderation_book, seats_to_moderate
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.files.yaml_source import parse_yaml
from social_value.model.scores import ConsensusScore
from tests.cli.command import Done, social_value
from tests.core.builders import consensus, sheet
from tests.files.panel.people import NAMES, OAK, ROWAN, TOWN, Filled, fill, inputs_in, places, procurement_folder, write

Data = dict[str, Any]
GIVEN = {"e1": {OAK: 1, ROWAN: 4, TOWN: 2}, "e2": {OAK: 4, ROWAN: 4, TOWN: 3}, "e3": {OAK: 4, ROWAN: 4, TOWN: 3}}
AGREED = {
    "1.1.level": "3",
    "1.1.rationale": "Two of the three routes are staffed.",
    "1.2.rationale": "Every route is staffed.",
    "1.3.level": "3",
    "1.3.rationale": "The plan is as now.",
}
CHANGE = {
    "1.1.level": "2",
    "1.1.rationale": "One of the three routes is staffed.",
    "1.1.changed_by": "panel chair",
    "1.1.changed_on": date(2026, 11, 20),
    "1.1.reason": "A reference was read again.",
}


@dataclass(frozen=True)
class Meeting:
    """The meeting of a panel: the procurement, and the workbook on the table."""

    top: Path
    folder: Path

    def book(self, filled: Filled, name: str = "moderation") -> Path:
        """Make the workbook with the command, and fill it in."""
        path = self.top / f"{name}.xlsx"
        done = social_value("moderate", self.folder, "-o", path, "--force", "--quiet")
        assert done.code == 0, done.err
        fill(path, moderation_book(inputs_in(self.folder)), filled)
        return path

    def read(self, path: Path) -> Done:
        """Read the workbook back."""
        return social_value("moderate", self.folder, "--read", path)

    def at(self, key: str) -> str:
        """Return how a finding cites the cell of an input."""
        return "!".join(places(moderation_book(inputs_in(self.folder)))[key])

    def agreed(self) -> dict[str, ConsensusScore]:
        """Return the consensus on the first question, by bid."""
        found = load(self.folder).inputs.consensus
        return {one.bid: one for one in found.scores if one.criterion == "S1"} if found else {}


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    """Return a meeting on one question that three evaluators scored; the other has one evaluator."""
    return Meeting(tmp_path, scored_folder(tmp_path / "p"))


def scored_folder(folder: Path, **more: object) -> Path:
    """Write a procurement with its individual scores."""
    procurement_folder(folder, **more)
    for evaluator, given in GIVEN.items():
        seats = [(bid, "S1", level) for bid, level in given.items()]
        seats += [(bid, "E1", 5) for bid in given if evaluator == "e1"]
        scores = sheet(evaluator, *seats)
        for score in scores["scores"]:
            score["rationale"] = f"{evaluator} read the plan of this bid."
        write(folder, f"scores/{evaluator}.yaml", scores)
    return folder


def shown(content: bytes, name: str) -> list[tuple[object, ...]]:
    """Return the first five cells of every row of a sheet that has any."""
    page = openpyxl.load_workbook(io.BytesIO(content))[name]
    rows = (tuple(cell.value for cell in row[:5]) for row in page.iter_rows())
    return [row for row in rows if any(value is not None for value in row)]


def test_every_evaluators_level_and_reason_stand_side_by_side(meeting: Meeting) -> None:
    """A row an evaluator, then the panel's own; a level that all gave is proposed there."""
    rows = shown(form_bytes(moderation_book(inputs_in(meeting.folder))), "Question 01")
    rowan = [row[1:4] for row in rows if row[0] == "rowan: =Rowan+Mutual"]
    oak = [row[1:4] for row in rows if row[0] == "oak-and-iron: Oak & Iron Ltd"]
    assert rowan == [*((f"e{n}", "4", f"e{n} read the plan of this bid.") for n in (1, 2, 3)), ("Panel", "4", None)]
    assert [row[:2] for row in oak] == [("e1", "1"), ("e2", "4"), ("e3", "4"), ("Panel", None)]


def test_a_question_that_one_evaluator_scored_is_not_in_it(meeting: Meeting) -> None:
    """Only where several scored does the panel have to agree."""
    assert [one.name for one in moderation_book(inputs_in(meeting.folder)).sheets] == ["Moderation", "Question 01"]


def test_an_anonymous_workbook_names_nobody(tmp_path: Path) -> None:
    """The panel sees the pseudonyms that evaluators saw."""
    folder = scored_folder(tmp_path, panel={"anonymous_bids": True})
    inputs = inputs_in(folder)
    text = str(shown(form_bytes(moderation_book(inputs)), "Question 01"))
    assert all(name not in text for name in (*NAMES, *NAMES.values()))
    assert all(naming_of(inputs).label(bid) in text for bid in NAMES)


@dataclass(frozen=True)
class Hidden:
    """A second meeting under pseudonyms, after a reason was agreed that names its bidder."""

    meeting: Meeting
    key: str
    others: tuple[str, ...]

    def read(self, filled: Filled) -> Done:
        """Fill in the row of the bid that was named, with who changes it, when and why; leave the others open."""
        change = {"changed_by": "panel chair", "changed_on": date(2026, 11, 20), "reason": "Evidence was added."}
        rows = {f"{self.key}.{part}": text for part, text in {**change, **filled}.items()}
        return self.meeting.read(self.meeting.book({**rows, **{f"{key}.level": None for key in self.others}}))


@pytest.fixture
def hidden(tmp_path: Path) -> Hidden:
    """Return a second meeting on a bid whose agreed reason names it."""
    folder = scored_folder(tmp_path / "p", panel={"anonymous_bids": True})
    named = consensus((OAK, "S1", 3))
    named["scores"][0]["rationale"] = "Oak & Iron Ltd staffs two of three routes."
    write(folder, "consensus.yaml", named)
    inputs = inputs_in(folder)
    keys = {seat.bid: seat.key for seat in seats_to_moderate(inputs, naming_of(inputs))}
    return Hidden(Meeting(tmp_path, folder), keys[OAK], (keys[ROWAN], keys[TOWN]))


def test_a_text_that_was_left_as_shown_stays_as_it_was_agreed(hidden: Hidden) -> None:
    """The workbook withholds the name, and the record keeps it, also where something else is changed."""
    assert hidden.read({"evidence": "page 4"}).code == 0
    agreed = hidden.meeting.agreed()[OAK]
    assert (agreed.rationale, agreed.evidence) == ("Oak & Iron Ltd staffs two of three routes.", "page 4")


@pytest.mark.parametrize("part", ["rationale", "evidence", "reason"])
def test_a_withheld_name_never_enters_the_record(hidden: Hidden, part: str) -> None:
    """A new text with a withheld name is named by its cell, and nothing is written."""
    before = (hidden.meeting.folder / "consensus.yaml").read_bytes()
    done = hidden.read({"rationale": "Two routes are staffed.", part: "[name withheld] staffs one route."})
    assert done.code == 1
    assert f"{hidden.meeting.at(f'{hidden.key}.{part}')} error name-withheld: " in done.err
    assert (hidden.meeting.folder / "consensus.yaml").read_bytes() == before


def test_what_the_panel_agrees_becomes_its_consensus(meeting: Meeting) -> None:
    """Levels and reasons are in consensus.yaml; a proposed level needs only its reason; then the marks are there."""
    assert social_value("score", meeting.folder).code == 3
    done = meeting.read(meeting.book(AGREED))
    assert (done.code, done.err) == (0, f"{meeting.folder.as_posix()}/consensus.yaml: 3 agreed, 0 changed.\n")
    agreed = meeting.agreed()
    assert {bid: (int(one.level), one.rationale) for bid, one in agreed.items()} == {
        OAK: (3, "Two of the three routes are staffed."),
        ROWAN: (4, "Every route is staffed."),
        TOWN: (3, "The plan is as now."),
    }
    assert social_value("score", meeting.folder).code == 0


def test_the_file_reads_as_one_written_by_hand(meeting: Meeting) -> None:
    """Nothing that nobody wrote is in consensus.yaml."""
    meeting.read(meeting.book(AGREED))
    data = parse_yaml((meeting.folder / "consensus.yaml").read_bytes(), "consensus.yaml").data
    reasons = ("Two of the three routes are staffed.", "Every route is staffed.", "The plan is as now.")
    scores = zip((OAK, ROWAN, TOWN), (3, 4, 3), reasons, strict=True)
    assert data == {
        "kind": "consensus",
        "schema": 1,
        "scores": [{"bid": bid, "criterion": "S1", "level": n, "rationale": why} for bid, n, why in scores],
    }


def test_a_bid_may_be_left_open(meeting: Meeting) -> None:
    """A row without level and reason is named and waits; the others are taken over."""
    open_row = {**AGREED, "1.1.level": None, "1.1.rationale": None}
    done = meeting.read(meeting.book(open_row))
    assert done.code == 0
    assert f"{meeting.at('1.1.level')} warning consensus-left-open: " in done.err
    assert list(meeting.agreed()) == [ROWAN, TOWN]


def test_a_change_keeps_what_was_agreed_before(meeting: Meeting) -> None:
    """The earlier level stays with its reason, who changed it, when and why; a second change keeps both."""
    meeting.read(meeting.book(AGREED))
    done = meeting.read(meeting.book(CHANGE, "second"))
    assert (done.code, done.err.rsplit(": ")[-1]) == (0, "0 agreed, 1 changed.\n")
    changed = meeting.agreed()[OAK]
    assert (int(changed.level), changed.rationale) == (2, "One of the three routes is staffed.")
    [earlier] = changed.earlier
    assert (int(earlier.level), earlier.rationale) == (3, "Two of the three routes are staffed.")
    assert (earlier.changed_by, earlier.changed_on) == ("panel chair", date(2026, 11, 20))
    assert earlier.reason == "A reference was read again."
    third = meeting.book({**CHANGE, "1.1.level": "3", "1.1.rationale": "Two are staffed."}, "third")
    assert [row[1:] for row in shown(third.read_bytes(), "Question 01") if "until" in str(row[1])] == [
        (
            "Panel, until 2026-11-20",
            "3",
            "Two of the three routes are staffed.",
            "Changed by panel chair: A reference was read again.",
        )
    ]
    meeting.read(third)
    assert [one.level for one in meeting.agreed()[OAK].earlier] == [3, 2]


def test_what_is_not_in_the_workbook_stays(meeting: Meeting) -> None:
    """A consensus on a bid that is not read any more is kept where it stood."""
    kept = consensus(("gone", "S1", 1), (OAK, "E1", 2))
    write(meeting.folder, "consensus.yaml", kept)
    assert meeting.read(meeting.book(AGREED)).code == 0
    found = load(meeting.folder).inputs.consensus
    assert found is not None
    assert [(one.bid, one.criterion) for one in found.scores] == [
        ("gone", "S1"),
        (OAK, "E1"),
        (OAK, "S1"),
        (ROWAN, "S1"),
        (TOWN, "S1"),
    ]


FIRST: dict[str, tuple[Filled, str, str]] = {
    "off the scale": ({**AGREED, "1.1.level": "6"}, "answer-not-offered", "1.1.level"),
    "a mean": ({**AGREED, "1.1.level": "3.33"}, "answer-not-offered", "1.1.level"),
    "no reason": ({**AGREED, "1.1.rationale": None}, "rationale-missing", "1.1.rationale"),
    "a reason of signs": ({**AGREED, "1.1.rationale": "."}, "rationale-missing", "1.1.rationale"),
    "a reason of one word": ({**AGREED, "1.1.rationale": "Agreed."}, "rationale-missing", "1.1.rationale"),
    "no reason for a proposed level": ({**AGREED, "1.2.rationale": None}, "rationale-missing", "1.2.rationale"),
    "no level": ({**AGREED, "1.1.level": None}, "level-missing", "1.1.level"),
}
LATER: dict[str, tuple[Filled, str, str]] = {
    "no name": ({**CHANGE, "1.1.changed_by": None}, "change-unexplained", "1.1.changed_by"),
    "no day": ({**CHANGE, "1.1.changed_on": None}, "change-unexplained", "1.1.changed_on"),
    "no why": ({**CHANGE, "1.1.reason": "  "}, "change-unexplained", "1.1.reason"),
    "a why of one word": ({**CHANGE, "1.1.reason": "Agreed."}, "change-unexplained", "1.1.reason"),
    "an empty new reason": ({**CHANGE, "1.1.rationale": "."}, "rationale-missing", "1.1.rationale"),
    "the old reason": (
        {**CHANGE, "1.1.rationale": AGREED["1.1.rationale"]},
        "change-unexplained",
        "1.1.rationale",
    ),
    "cleared": ({**CHANGE, "1.1.level": None, "1.1.rationale": None}, "consensus-cleared", "1.1.level"),
    "nothing changed": ({"1.1.changed_by": "panel chair"}, "change-not-made", "1.1.changed_by"),
    "another reason in silence": ({"1.1.rationale": "Other words stand here."}, "change-unexplained", "1.1.changed_by"),
}


@pytest.mark.parametrize("fault", FIRST)
def test_a_fault_is_refused_at_its_cell(meeting: Meeting, fault: str) -> None:
    """The finding names sheet and cell, and no consensus is written."""
    filled, code, key = FIRST[fault]
    done = meeting.read(meeting.book(filled))
    assert done.code == 1
    assert f"{meeting.at(key)} error {code}: " in done.err
    assert not (meeting.folder / "consensus.yaml").exists()


@pytest.mark.parametrize("fault", LATER)
def test_a_fault_in_a_change_is_refused_at_its_cell(meeting: Meeting, fault: str) -> None:
    """The consensus stays byte for byte as it was."""
    meeting.read(meeting.book(AGREED))
    before = (meeting.folder / "consensus.yaml").read_bytes()
    filled, code, key = LATER[fault]
    done = meeting.read(meeting.book(filled, "later"))
    assert done.code == 1
    assert f"{meeting.at(key)} error {code}: " in done.err
    assert (meeting.folder / "consensus.yaml").read_bytes() == before


def test_a_workbook_is_read_once(meeting: Meeting) -> None:
    """What was agreed has changed the state that the workbook was made for, so reading it again is refused."""
    path = meeting.book(AGREED)
    assert meeting.read(path).code == 0
    done = meeting.read(path)
    assert done.code == 1
    assert "made-for-another: this workbook was made for scores or consensus levels that have changed" in done.err


def test_a_workbook_of_other_scores_is_refused(meeting: Meeting) -> None:
    """An evaluator's level that changed after the meeting is not passed over."""
    path = meeting.book(AGREED)
    scores = meeting.folder / "scores" / "e1.yaml"
    scores.write_text(scores.read_text(encoding="utf-8").replace("level: 1", "level: 2"), encoding="utf-8")
    assert "made-for-another" in meeting.read(path).err


def test_a_score_sheet_is_no_moderation_workbook(meeting: Meeting) -> None:
    """A workbook of another kind is refused in one sentence."""
    path = meeting.top / "e1.xlsx"
    social_value("scoresheet", "make", meeting.folder, "--evaluator", "e1", "-o", path)
    done = meeting.read(path)
    assert (done.code, "Found 1 error." in done.err) == (1, True)


def test_there_is_no_workbook_without_several_evaluators(tmp_path: Path) -> None:
    """Where one evaluator scored everything there is nothing to agree on, and that is said."""
    folder = procurement_folder(tmp_path / "p")
    write(folder, "scores/e1.yaml", sheet("e1", *((bid, key, 3) for bid in NAMES for key in ("S1", "E1"))))
    done = social_value("moderate", folder, "-o", tmp_path / "m.xlsx")
    assert (done.code, "nothing to moderate" in done.err) == (2, True)


def test_there_is_no_moderation_of_a_published_mean(tmp_path: Path) -> None:
    """Where the mean counts, no panel agrees on a level."""
    folder = scored_folder(tmp_path / "p", panel={"settled_by": "mean"})
    done = social_value("moderate", folder)
    assert (done.code, "the mean of evaluators' marks counts" in done.err) == (2, True)


MINUTES = {"held_on": date(2026, 11, 9), "moderator": "lead", "attendees": "e1, e2", "confirmed": "yes"}


def test_minutes_are_kept_with_the_levels_of_their_meeting(meeting: Meeting) -> None:
    """Each level has the day of its meeting, and a later meeting leaves the minutes of the first as they were."""
    assert meeting.read(meeting.book({**AGREED, **MINUTES})).code == 0
    assert {one.agreed_on for one in meeting.agreed().values()} == {MINUTES["held_on"]}
    assert meeting.read(meeting.book(CHANGE, "second")).code == 0
    found = load(meeting.folder).inputs.consensus
    assert found is not None
    assert [(one.attendees, one.moderator, one.confirmed) for one in found.meetings] == [(("e1", "e2"), "lead", True)]


@pytest.mark.parametrize("part", [*MINUTES])
def test_minutes_that_lack_a_part_are_refused(meeting: Meeting, part: str) -> None:
    """The cell that is missing is named, and nothing is written."""
    done = meeting.read(meeting.book({**AGREED, **{key: said for key, said in MINUTES.items() if key != part}}))
    assert done.code == 1
    assert f"{meeting.at(part)} error minutes-incomplete" in done.err
