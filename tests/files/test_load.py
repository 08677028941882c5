"""Tests of reading a procurement from its folder."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from social_value.codes.yaml_files import NOT_YAML
from social_value.errors import CannotRunError, InputError
from social_value.files.load import load
from social_value.findings import Finding, Place
from tests.faults.procurement import (
    ALPHA,
    BIDS_CSV,
    FLAT,
    PROCUREMENT,
    SCORES,
    SCORES_CSV,
    SMALL,
    changed,
    write,
)

CONSENSUS = """\
kind: consensus
schema: 1
scores:
  - {bid: alpha, criterion: S1, level: 4, rationale: "Agreed."}
  - {bid: beta, criterion: S1, level: 3, rationale: "Agreed."}
"""
DECISIONS = """\
kind: decisions
schema: 1
decisions:
  - {about: lots-drawn, order: [alpha, beta], decided_on: 2027-01-12, decided_by: panel chair, reason: "Equal."}
"""
LOCAL_SCALE = """\
kind: scale
schema: 1
id: our-scale
licence: OGL-3.0
confidence: unverified
levels:
  - {level: 0, marks: 0, descriptor: Nothing}
  - {level: 5, marks: 100, descriptor: All}
"""
LOCAL_FRAMEWORK = """\
kind: framework
schema: 1
id: our-model
title: Our model
version: "2026"
publisher: Example Council
licence: OGL-3.0
references: [{title: Our model}]
scales:
  model-scale:
    levels:
      - {level: 3, marks: 60}
      - {level: 5, marks: 100}
themes:
  - id: work
    title: Work
    outcomes:
      - id: fair-work
        title: Fair work
        measures: [{id: carbon, title: Carbon of the offer, unit: kg, confidence: unverified}]
"""


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every procurement from the folder above it."""
    monkeypatch.chdir(tmp_path)


def refused(folder: Path) -> tuple[Finding, ...]:
    """Return the findings that reading a folder raises."""
    with pytest.raises(InputError) as raised:
        load(folder)
    return raised.value.findings


class TestContent:
    """What a sound folder is read as."""

    def test_every_part_is_read(self) -> None:
        """Method, bids, scores, consensus and decisions come from their files, bids in the order of their names."""
        loaded = load(write(Path("small"), {**SMALL, "consensus.yaml": CONSENSUS, "decisions.yaml": DECISIONS}))
        inputs = loaded.inputs
        assert inputs.procurement.id == "small"
        assert [bid.id for bid in inputs.bids] == ["alpha", "beta"]
        assert [sheet.evaluator.id for sheet in inputs.scores] == ["evaluator-1"]
        assert inputs.consensus is not None
        assert [score.level for score in inputs.consensus.scores] == [4, 3]
        assert inputs.decisions is not None
        assert inputs.decisions.decisions[0].decided_on == date(2027, 1, 12)

    def test_optional_files_may_be_absent(self) -> None:
        """Without consensus.yaml and decisions.yaml there is neither."""
        inputs = load(write(Path("small"))).inputs
        assert (inputs.consensus, inputs.decisions, inputs.framework, inputs.as_of) == (None, None, None, None)

    def test_flat_files_are_read_as_the_same_bids_and_scores(self) -> None:
        """A row of bids.csv is a bid with a total and measures; a row of scores.csv is one level."""
        inputs = load(write(Path("flat"), FLAT)).inputs
        alpha = inputs.bids_by_id["alpha"]
        assert alpha.supplier.name == "Alpha Works"
        assert alpha.price is not None
        assert alpha.price.total == Decimal(120)
        assert alpha.measures["carbon"].value == Decimal(4)
        (sheet,) = inputs.scores
        assert [(score.bid, score.criterion, score.level) for score in sheet.scores] == [
            ("alpha", "S1", Decimal(5)),
            ("beta", "S1", Decimal(3)),
        ]
        assert sheet.evaluator.conflict is None
        assert sheet.scores[0].evidence is None

    def test_rows_of_several_evaluators_are_sheets_of_their_own(self) -> None:
        """In scores.csv each evaluator's rows are one sheet, wherever they stand."""
        rows = SCORES_CSV + "evaluator-2,beta,S1,2,Hm.,page 4\nevaluator-1,beta,F1,2,Twice.,\n"
        inputs = load(write(Path("flat"), {**FLAT, "scores.csv": rows})).inputs
        assert [(sheet.evaluator.id, len(sheet.scores)) for sheet in inputs.scores] == [
            ("evaluator-1", 3),
            ("evaluator-2", 1),
        ]
        assert inputs.scores[1].scores[0].evidence == "page 4"

    def test_the_day_of_the_run_is_an_argument(self) -> None:
        """Nothing asks a clock: the day on which registers are read is handed in."""
        assert load(write(Path("small")), date(2026, 10, 5)).inputs.as_of == date(2026, 10, 5)

    def test_every_file_read_is_listed_with_its_digest(self) -> None:
        """Own files are named from the folder down, shipped ones from the catalogue down, in order."""
        loaded = load(write(Path("small")))
        assert [one.path for one in loaded.files] == [
            "bids/alpha.yaml",
            "bids/beta.yaml",
            "frameworks/scales/zero-to-five.yaml",
            "procurement.yaml",
            "scores/evaluator-1.yaml",
        ]
        digests = {one.path: one.sha256 for one in loaded.files}
        assert digests["bids/alpha.yaml"] == hashlib.sha256(ALPHA.encode()).hexdigest()

    def test_only_what_is_used_is_read_from_the_catalogue(self) -> None:
        """A procurement with a scale of its own reads no shared one."""
        own = "scales: {own: {levels: [{level: 3, marks: 60}, {level: 5, marks: 100}]}}\n"
        method = changed(PROCUREMENT, "scale: zero-to-five", "scale: own") + own
        loaded = load(write(Path("small"), {**SMALL, "procurement.yaml": method}))
        assert not [one.path for one in loaded.files if one.path.startswith("frameworks/")]

    def test_a_register_is_read_where_it_is_named(self) -> None:
        """The discount rates come from the shipped register by its id."""
        method = PROCUREMENT + "whole_life: {register: green-book-discount-rates, rate: standard}\n"
        loaded = load(write(Path("small"), {**SMALL, "procurement.yaml": method}))
        register = loaded.inputs.registers["green-book-discount-rates"]
        assert register.entry("standard") is not None
        assert "frameworks/registers/green-book-discount-rates.yaml" in [one.path for one in loaded.files]

    @pytest.mark.parametrize("place", ["small/frameworks", "frameworks", "small/frameworks/local/deeper"])
    def test_local_scales_and_frameworks_are_found_beside_and_above(self, place: str) -> None:
        """A frameworks folder in the procurement's folder or above it is searched, with all its subfolders."""
        method = changed(PROCUREMENT, "fictional: true", "framework: our-model")
        method = changed(method, "scale: zero-to-five", "scale: model-scale")
        write(Path(place), {"our-model.yaml": LOCAL_FRAMEWORK, "our-scale.yaml": LOCAL_SCALE})
        loaded = load(write(Path("small"), {**SMALL, "procurement.yaml": method}))
        assert loaded.inputs.framework is not None
        assert loaded.inputs.framework.id == "our-model"
        assert loaded.inputs.measures["carbon"].title == "Carbon of the offer"
        assert loaded.inputs.scale("model-scale") is not None
        below = Path(place).as_posix().partition("frameworks")[2].lstrip("/")
        shown = "/".join(part for part in ("frameworks", below, "our-model.yaml") if part)
        assert shown in [one.path for one in loaded.files]


class TestPlaces:
    """Findings of the core name a part and keys; the loader turns them into line and column."""

    def test_keys_become_line_and_column(self) -> None:
        """The place of a value is that of the value; of a part, its first line."""
        loaded = load(write(Path("small"), {**SMALL, "consensus.yaml": CONSENSUS, "decisions.yaml": DECISIONS}))
        inputs = loaded.inputs
        places = {
            inputs.place(("procurement",), "criteria", 0, "weight"): ("small/procurement.yaml", 21, 13),
            inputs.place(("procurement",), "evaluation", "rounding", "places"): ("small/procurement.yaml", 10, 22),
            inputs.place(("bid", "beta"), "price", "total"): ("small/bids/beta.yaml", 5, 16),
            inputs.place(("bid", "beta")): ("small/bids/beta.yaml", 1, 1),
            inputs.place(("score", "0", "1"), "level"): ("small/scores/evaluator-1.yaml", 6, 39),
            inputs.place(("scores", "0"), "evaluator", "id"): ("small/scores/evaluator-1.yaml", 3, 17),
            inputs.place(("consensus-score", "1"), "level"): ("small/consensus.yaml", 5, 39),
            inputs.place(("decisions",), "decisions", 0): ("small/decisions.yaml", 4, 5),
        }
        resolved = loaded.resolve(NOT_YAML.at(place, "x") for place in places)
        assert {(one.place.path, one.place.line, one.place.column) for one in resolved} == set(places.values())

    def test_keys_that_do_not_exist_stand_at_the_deepest_part_that_does(self) -> None:
        """A finding about a missing key stands where the key belongs."""
        loaded = load(write(Path("small")))
        place = loaded.inputs.place(("procurement",), "criteria", 1, "minimum", "level")
        (found,) = loaded.resolve([NOT_YAML.at(place, "x")])
        assert (found.place.line, found.place.column) == (23, 5)

    def test_places_in_csv_are_known_from_the_start(self) -> None:
        """A bid of bids.csv stands on its row, a score of scores.csv in its level column."""
        loaded = load(write(Path("flat"), FLAT))
        places = [loaded.inputs.place(("bid", "beta"), "price"), loaded.inputs.place(("score", "0", "1"), "level")]
        found = loaded.resolve(NOT_YAML.at(place, "x") for place in places)
        assert [str(one.place) for one in found] == ["flat/bids.csv:3:1", "flat/scores.csv:3:4"]

    def test_findings_come_in_the_order_of_files_and_lines(self) -> None:
        """Resolved findings are sorted by file, line and column."""
        loaded = load(write(Path("small")))
        procurement = ("procurement",)
        places = [
            loaded.inputs.place(procurement, "criteria", 2),
            loaded.inputs.place(procurement, "title"),
            loaded.inputs.place(("bid", "alpha"), "measures"),
        ]
        found = loaded.resolve(NOT_YAML.at(place, "x") for place in places)
        assert [(one.place.path, one.place.line) for one in found] == [
            ("small/bids/alpha.yaml", 9),
            ("small/procurement.yaml", 4),
            ("small/procurement.yaml", 30),
        ]

    def test_a_place_outside_the_files_is_left_as_it_is(self) -> None:
        """A finding about a folder has no line."""
        loaded = load(write(Path("small")))
        (found,) = loaded.resolve([NOT_YAML.at(Place("small/bids"), "x")])
        assert str(found.place) == "small/bids"


class TestUnexpectedFiles:
    """No bid or score is lost because its file is misnamed."""

    @pytest.mark.parametrize(
        "name",
        [
            "procurement.yml", "Procurement.yaml", "bid.csv", "score.csv", "consensus.csv", "notes.yaml", "data.json",
            "bids/alpha.yml", "bids/alpha.YAML", "bids/alpha.csv", "bids/deeper/gamma.yaml", "scores/e.xlsx",
            "bid/gamma.yaml", "Bids/gamma.yaml", "score/e.yaml", "SCORES/e.yaml",
        ],
    )  # fmt: skip
    def test_a_misnamed_file_is_named(self, name: str) -> None:
        """Anything that looks like data and would not be read is an error."""
        (found,) = refused(write(Path("small"), {**SMALL, name: ALPHA}))
        assert found.code == "unexpected-file"
        assert name.startswith(found.place.path.removeprefix("small/"))
        assert found.way_out

    @pytest.mark.parametrize(
        "name",
        [
            "README.md", "report.xlsx", "bids.csv.bak", "received/alpha.yaml", "bids/.DS_Store", "scores/.gitkeep",
            "frameworks/x.txt",
        ],
    )  # fmt: skip
    def test_other_files_are_left_alone(self, name: str) -> None:
        """Notes, reports, hidden files and folders of other things are no concern of ours."""
        assert len(load(write(Path("small"), {**SMALL, name: "anything"})).inputs.bids) == 2


class TestRefusals:
    """What cannot be read, and what is read and found wrong."""

    @pytest.mark.parametrize(
        ("folder", "words"),
        [
            ("nowhere", "nowhere does not exist"),
            ("small/procurement.yaml", "is a file, not a folder"),
            (".", "holds no procurement.yaml"),
        ],
    )
    def test_what_is_no_procurement_cannot_be_run(self, folder: str, words: str) -> None:
        """A missing folder, a file, and a folder without a method are not findings but wrong arguments."""
        write(Path("small"))
        with pytest.raises(CannotRunError, match=words) as raised:
            load(Path(folder))
        assert raised.value.way_out == "Name the folder that holds procurement.yaml."

    def test_findings_of_all_files_are_raised_together(self) -> None:
        """A malformed file does not hide what is wrong in the others."""
        found = refused(
            write(
                Path("small"),
                {
                    "procurement.yaml": changed(PROCUREMENT, "weight: 60", "wieght: 60"),
                    "bids/alpha.yaml": "",
                    "bids.csv": BIDS_CSV.replace("120", "nan"),
                    "scores/evaluator-1.yaml": changed(SCORES, "level: 5", "level: five"),
                    "scores.csv": "evaluator\n",
                    "consensus.yaml": "- a list\n",
                    "decisions.yaml": "kind: decisions\nschema: 1\n",
                },
            )
        )
        assert [one.place.path.removeprefix("small/") for one in found if one.code != "wrong-header"] == [
            "bids.csv",
            "bids/alpha.yaml",
            "consensus.yaml",
            "decisions.yaml",
            "procurement.yaml",
            "scores/evaluator-1.yaml",
        ]
        assert "small/scores.csv" in {one.place.path for one in found}

    def test_a_fault_in_a_used_catalogue_file_stands_in_that_file(self) -> None:
        """A local scale whose marks fall is found before any bid is marked with it."""
        falling = LOCAL_SCALE.replace("marks: 0", "marks: 100").replace("level: 5, marks: 100", "level: 5, marks: 20")
        method = changed(PROCUREMENT, "scale: zero-to-five", "scale: our-scale")
        files = {**SMALL, "procurement.yaml": method, "frameworks/our-scale.yaml": falling}
        (found,) = refused(write(Path("small"), files))
        assert (found.code, str(found.place)) == ("scale-not-rising", "frameworks/our-scale.yaml:7:3")

    def test_an_unknown_framework_names_its_line(self) -> None:
        """A framework that no catalogue has is named where the procurement names it."""
        method = changed(PROCUREMENT, "fictional: true", "framework: our-modle")
        write(Path("small"), {**SMALL, "procurement.yaml": method, "frameworks/our-model.yaml": LOCAL_FRAMEWORK})
        (found,) = refused(Path("small"))
        assert (found.code, str(found.place)) == ("unknown-framework", "small/procurement.yaml:5:12")
        assert found.way_out == 'Did you mean "our-model"?'

    def test_a_malformed_framework_is_named_once(self) -> None:
        """A framework that is there and malformed is not also said to be missing."""
        method = changed(PROCUREMENT, "fictional: true", "framework: our-model")
        broken = changed(LOCAL_FRAMEWORK, "publisher:", "publihser:")
        write(Path("small"), {**SMALL, "procurement.yaml": method, "frameworks/our-model.yaml": broken})
        (found,) = refused(Path("small"))
        assert (found.code, found.place.path, found.place.line) == ("unknown-key", "frameworks/our-model.yaml", 6)
