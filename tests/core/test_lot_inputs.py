"""A lot is a procurement of its own: its bids, scores, criteria and decisions, and where each stands in the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.lot_inputs import lots_of, one_of
from social_value.core.provenance import method_fingerprint
from social_value.errors import CannotRunError
from social_value.files.load import load
from tests.lots import REPAIRS, repairs

MEALS = REPAIRS.parent / "meals"
DECISIONS = """\
kind: decisions
schema: 1
decisions:
  - {about: low-bid, bid: tarn-north, outcome: accepted, decided_on: 2027-01-12, decided_by: chair, reason: "Shown."}
  - {about: low-bid, bid: tarn-south, outcome: accepted, decided_on: 2027-01-12, decided_by: chair, reason: "Shown."}
  - {about: lots-drawn, order: [tarn-north, kestrel-south], decided_on: 2027-01-12, decided_by: chair, reason: "Tie."}
"""


def test_a_declaration_alone_is_one_for_every_lot(tmp_path: Path) -> None:
    """Whoever has declared and not scored yet is known in each lot, so that a declared conflict is decided there."""
    folder = repairs(tmp_path)
    said = "kind: scores\nschema: 1\nevaluator: {id: e2, conflict: declared}\nscores: []\n"
    (folder / "scores" / "e2.yaml").write_text(said, encoding="utf-8")
    for lot in lots_of(load(folder).inputs):
        assert [missing.about for missing in evaluate(lot).outstanding if missing.code == "conflict-undecided"] == [
            "e2"
        ]


def test_a_lot_has_what_names_it() -> None:
    """Bids and scores go to the lot of the bid; criteria and gates are shared, or the lot's own."""
    north, south = lots_of(load(REPAIRS).inputs)
    assert [bid.id for bid in north.bids] == ["kestrel-north", "tarn-north", "wharf-north"]
    assert [score.bid for score in south.scores[0].scores] == ["kestrel-south", "tarn-south"]
    assert [leaf.id for leaf in north.leaves] == ["F1", "E1", "S1", "S2"]
    assert [leaf.id for leaf in south.leaves] == ["F1", "E1", "S2"]
    assert [gate.id for gate in north.procurement.gates] == ["insured"]
    assert [gate.id for gate in south.procurement.gates] == ["insured", "night-cover"]
    assert south.procurement.title == "Repair of community equipment: South of the river"
    assert [lot.estimated_value for lot in (north, south)] == [80000, 120000]


def test_places_are_those_of_the_files(tmp_path: Path) -> None:
    """What a lot has of its own stands under the lot, and a score or decision at its own number in the file."""
    folder = repairs(tmp_path)
    (folder / "decisions.yaml").write_text(DECISIONS, encoding="utf-8")
    north, south = lots_of(load(folder).inputs)
    assert south.at("criteria", 2, "score").keys == ("lots", 1, "criteria", 2, "score")
    assert south.at("gates", 0).keys == ("gates", 0)
    assert south.at("gates", 1, "id").keys == ("lots", 1, "gates", 0, "id")
    assert north.at("criteria", 2).keys == ("criteria", 2)
    assert south.place(("score", "0", "1")).keys == ("scores", 3)
    assert south.decisions is not None
    assert [one.about for one in south.decisions.decisions] == ["low-bid"]
    assert south.place(("decisions",), "decisions", 0).keys == ("decisions", 1)
    assert south.place(("bid-number", "1")).path.endswith("tarn-south.yaml")


def test_the_fingerprint_is_that_of_the_whole(tmp_path: Path) -> None:
    """Both lots carry the fingerprint of all that was published, and a change to either changes it."""
    whole = load(REPAIRS).inputs
    assert {method_fingerprint(lot) for lot in lots_of(whole)} == {method_fingerprint(whole)}
    weight = ("procurement.yaml", "title: Answers calls at night", "title: Answers every call at night")
    changed = load(repairs(tmp_path, weight)).inputs
    assert method_fingerprint(lots_of(changed)[0]) != method_fingerprint(whole)


def test_a_lot_has_its_own_demand(tmp_path: Path) -> None:
    """The demand of a lot stands in place of the shared one, and only there."""
    own = ("procurement.yaml", "    estimated_value: 120000\n", "    demand: {reference: {repairs: 700}}\n")
    shared = (
        "procurement.yaml",
        "gates:\n  - {id: insured",
        "demand: {reference: {repairs: 300}}\ngates:\n  - {id: insured",
    )
    north, south = lots_of(load(repairs(tmp_path, own, shared)).inputs)
    found = [lot.procurement.demand.reference["repairs"] for lot in (north, south) if lot.procurement.demand]
    assert found == [300, 700]
    assert south.at("demand", "reference").keys == ("lots", 1, "demand", "reference")


@pytest.mark.parametrize(
    ("folder", "lot", "words"),
    [
        (REPAIRS, None, "Name one with --lot: north, south."),
        (REPAIRS, "nroth", 'Did you mean "north"?'),
        (MEALS, "north", "This procurement has no lots."),
    ],
)
def test_a_lot_has_to_be_one_of_those_there_are(folder: Path, lot: str | None, words: str) -> None:
    """Which lot is meant is never guessed."""
    with pytest.raises(CannotRunError, match=words.replace("?", r"\?").replace(".", r"\.")):
        one_of(load(folder).inputs, lot)


def test_lots_are_never_scored_in_one_pool() -> None:
    """Bids for different lots are not compared with one another, whoever asks."""
    with pytest.raises(CannotRunError, match="has lots"):
        evaluate(load(REPAIRS).inputs)


def test_without_lots_the_whole_is_meant() -> None:
    """A procurement without lots is worked on as it is."""
    inputs = load(MEALS).inputs
    assert one_of(inputs, None) is inputs
    assert lots_of(inputs) == ()
