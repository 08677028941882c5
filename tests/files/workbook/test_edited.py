"""What a reader changes in the workbook gives what the same change in the files gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from social_value.errors import InputError
from social_value.files.load import load
from social_value.model.scoring import ScaleScore
from tests.files.workbook.books import (
    EXAMPLES,
    FIRST_ROW,
    Book,
    book_of,
    edited,
    errors,
    generated,
    of_inputs,
    rows_of,
    summary,
    with_weights,
)
from tests.generate import Case
from tests.recalculate import Cells, recalculated, recalculated_by_libreoffice, stored
from tests.samples import seeds

SEEDS = seeds(80, 800, first=400)
Change = dict[tuple[str, str], object]


@dataclass(frozen=True)
class Edit:
    """The same change, in the workbook and in the inputs."""

    what: str
    cells: Change
    inputs: Inputs


# --- The changes ----------------------------------------------------------------------------------


def edits(book: Book, chance: Random) -> Iterator[Edit]:
    """A level, a measure and two weights of a workbook, each changed on its own."""
    cells = stored(book.content)
    for make in (level_edit, measure_edit, weights_edit):
        edit = make(book, cells, chance)
        if edit is not None:
            yield edit


def level_edit(book: Book, cells: Cells, chance: Random) -> Edit | None:
    """Another level of the scale, for one bid on one criterion."""
    inputs = book.evaluation.inputs
    rows = [
        row
        for (sheet, place), value in cells.items()
        if sheet == "Scores and rationale" and place.startswith("E") and value == "yes"
        for row in [place[1:]]
    ]
    if not rows:
        return None
    row = chance.choice(rows)
    criterion, bid = cells["Scores and rationale", f"A{row}"], cells["Scores and rationale", f"B{row}"]
    leaf = next(leaf for leaf in inputs.leaves if leaf.id == criterion)
    assert isinstance(leaf.score, ScaleScore)
    scale = inputs.scale(leaf.score.scale)
    assert scale is not None
    level = chance.choice([step.level for step in scale.levels])
    changed = with_level(inputs, str(criterion), str(bid), level)
    return Edit("level", {("Scores and rationale", f"D{row}"): float(level)}, changed)


def with_level(inputs: Inputs, criterion: str, bid: str, level: Decimal) -> Inputs:
    """The same inputs with another level wherever it counts."""
    used = book_levels(inputs)[criterion, bid]

    def change(scores: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            one.model_copy(update={"level": level}) if one is used else one  # type: ignore[attr-defined]
            for one in scores
        )

    sheets = tuple(sheet.model_copy(update={"scores": change(sheet.scores)}) for sheet in inputs.scores)
    agreed = inputs.consensus
    if agreed is not None:
        agreed = agreed.model_copy(update={"scores": change(agreed.scores)})
    return replace(inputs, scores=sheets, consensus=agreed)


def book_levels(inputs: Inputs) -> dict[tuple[str, str], object]:
    """The score that counts, by criterion and bid."""
    levels = evaluate(inputs).field.levels
    return {seat: given.score for seat, given in levels.used.items()}


def measure_edit(book: Book, cells: Cells, chance: Random) -> Edit | None:
    """Another value of a measure, for one bid: the input stands under a heading that says so."""
    inputs = book.evaluation.inputs
    found = [
        (sheet, place.rstrip("0123456789"))
        for (sheet, place), value in cells.items()
        if place.endswith("6")
        and place[:-1].isalpha()
        and isinstance(value, str)
        and value.endswith("(input)")
        and sheet in ("Financial", "Environmental", "Social", "Quality")
        and "recorded" not in value
    ]
    if not found:
        return None
    sheet, column = chance.choice(found)
    criterion = cells[sheet, f"{column}11"].removesuffix(" read")
    marker = next(one for one in book.evaluation.field.markers if one.leaf.id == criterion)
    assert marker.bound is not None
    name = marker.bound.of.id
    place = chance.randrange(len(book.evaluation.bids))
    bid = book.evaluation.bids[place].bid
    if name not in bid.measures:
        return None
    others = [one.bid.measures[name].value for one in book.evaluation.bids if name in one.bid.measures]
    value = chance.choice([*others, (bid.measures[name].value * Decimal("1.2")).quantize(Decimal("0.0001"))])
    claim = bid.measures[name].model_copy(update={"value": value})
    changed = bid.model_copy(update={"measures": {**bid.measures, name: claim}})
    bids = tuple(changed if one.id == bid.id else one for one in inputs.bids)
    return Edit("measure", {(sheet, f"{column}{FIRST_ROW + place}"): float(value)}, replace(inputs, bids=bids))


def weights_edit(book: Book, cells: Cells, chance: Random) -> Edit | None:
    """Two other weights that still add up to 100 with the rest."""
    columns = {
        value: place.rstrip("0123456789")
        for (sheet, place), value in cells.items()
        if sheet == "Criteria matrix" and place.endswith("4") and place[:-1].isalpha() and value
    }
    leaves = [leaf for leaf in book.evaluation.inputs.leaves if leaf.weight > 0]
    if len(leaves) < 2:
        return None
    first, second = chance.sample(leaves, 2)
    moved = min(first.weight, Decimal(chance.choice(["1", "5", "12.5"])))
    weights = {first.id: first.weight - moved, second.id: second.weight + moved}
    cells_changed: Change = {
        ("Criteria matrix", f"{columns[leaf]}7"): float(weight) for leaf, weight in weights.items()
    }
    return Edit("weights", cells_changed, with_weights(book.evaluation.inputs, weights))


# --- The comparison -------------------------------------------------------------------------------


def compare(edit: Edit, cells: Cells) -> list[str]:
    """What the edited workbook shows, against the engine on the edited inputs; bids keep their old order."""
    evaluation = evaluate(edit.inputs)
    shown = summary(cells)
    found = []
    by_id = {one.id: one for one in evaluation.bids}
    labels = {"not-awardable": "Not awardable"}
    for bid, row in shown.items():
        known = by_id[bid]
        status = labels.get(known.status, known.status.capitalize())
        total = None if known.published is None else float(known.published)
        places = Fraction(1, 10**evaluation.rounding.places)
        near = row.total == total or (
            total is not None
            and row.total is not None
            and abs(row.total - total) <= (places if abs(total) / places >= 10**14 else 1e-9)
        )
        if (row.rank, row.status, near) != (known.rank, status, True):
            found.append(f"{bid}: {row} for {known.rank} {status} {total}")
    return found


def accepted(edit: Edit) -> bool:
    """Whether the engine takes the edited inputs."""
    try:
        evaluate(edit.inputs)
    except InputError:
        return False
    return True


@pytest.mark.parametrize("quarter", range(4))
def test_an_edit_gives_what_score_gives(quarter: int, tmp_path: Path) -> None:
    """A level, a measure or two weights changed in the workbook and in the files give the same result."""
    done = 0
    for seed in SEEDS[quarter::4]:
        book = generated(seed, tmp_path)
        for edit in edits(book, Random(seed)):  # noqa: S311
            if accepted(edit):
                cells = recalculated(edited(book.content, edit.cells))
                assert (seed, edit.what, compare(edit, cells)) == (seed, edit.what, [])
                assert (seed, edit.what, errors(cells)) == (seed, edit.what, [])
                done += 1
    assert done >= 20


def test_libreoffice_gives_the_same_after_edits(tmp_path: Path) -> None:
    """The same edits, worked out by LibreOffice."""
    made = [
        (book, edit)
        for seed in seeds(3, 30, first=600)
        for book in [generated(seed, tmp_path)]
        for edit in edits(book, Random(seed))  # noqa: S311
        if accepted(edit)
    ]
    contents = [edited(book.content, edit.cells) for book, edit in made]
    for (_, edit), cells in zip(made, recalculated_by_libreoffice(contents, tmp_path / "office"), strict=True):
        assert compare(edit, cells) == []
        assert errors(cells) == []


# --- Hurdles and ties -----------------------------------------------------------------------------


def _small(
    folder: Path,
    evaluation: Mapping[str, object],
    criteria: list[dict[str, object]],
    levels: dict[str, list[int]],
) -> Book:
    scale = {"levels": [{"level": step, "marks": 20 * step} for step in range(6)]}
    procurement = {
        "kind": "procurement",
        "schema": 1,
        "id": "small",
        "title": "Small",
        "evaluation": evaluation,
        "scales": {"out-of-five": scale},
        "criteria": criteria,
    }
    bids = [
        {"kind": "bid", "schema": 1, "id": bid, "supplier": {"name": f"{bid.upper()} Ltd"}, "price": {"total": price}}
        for bid, price in zip(levels, (100, 125, 160, 200), strict=False)
    ]
    scored = [one["id"] for one in criteria if one["score"]["rule"] == "scale"]  # type: ignore[index]
    scores = [
        {"bid": bid, "criterion": criterion, "level": level, "rationale": "As asked."}
        for bid, given in levels.items()
        for criterion, level in zip(scored, given, strict=True)
    ]
    sheet = {"kind": "scores", "schema": 1, "evaluator": {"id": "e1", "conflict": "none"}, "scores": scores}
    case = Case(0, procurement, bids, [sheet] if scores else [], None, None)
    return book_of(case.write(folder))


ROUNDING = {"places": 2, "direction": "half-up", "at": "total", "rank_on": "exact"}
SCALE = {"rule": "scale", "scale": "out-of-five"}


def _level_cell(cells: Cells, bid: str, criterion: str) -> tuple[str, str]:
    sheet = "Scores and rationale"
    rows = [place[1:] for (name, place), value in cells.items() if name == sheet and place[0] == "B" and value == bid]
    row = next(row for row in rows if cells[sheet, f"A{row}"] == criterion)
    return sheet, f"D{row}"


def test_exactly_tied_totals_stay_tied(tmp_path: Path) -> None:
    """30, 40 and 30 percent of levels 2, 5, 5 and 5, 5, 2 are equal, whatever binary arithmetic makes of them."""
    criteria: list[dict[str, object]] = [
        {"id": f"Q{number}", "pillar": "quality", "weight": weight, "score": SCALE}
        for number, weight in enumerate((30, 40, 30), start=1)
    ]
    levels = {"a": [2, 5, 5], "b": [5, 5, 2], "c": [0, 0, 0]}
    book = _small(tmp_path / "tie", {"method": "weighted-sum", "rounding": ROUNDING}, criteria, levels)
    cells = recalculated(book.content)
    assert [row.rank for row in summary(cells).values()] == [1, 1, 3]
    assert cells["Summary", "A4"] == "Tie for first place: a and 1 more share rank 1."
    raised = recalculated(edited(book.content, {_level_cell(cells, "b", "Q3"): 3}))
    assert {bid: row.rank for bid, row in summary(raised).items()} == {"a": 2, "b": 1, "c": 3}
    weighted = {("Criteria matrix", "C7"): 29.9, ("Criteria matrix", "E7"): 30.1}
    moved = recalculated(edited(book.content, dict(weighted)))
    assert {bid: row.rank for bid, row in summary(moved).items()} == {"a": 1, "b": 2, "c": 3}
    assert moved["Summary", "A3"] == "Edited since: a weight differs from the published one"


def test_weights_that_do_not_sum_are_named() -> None:
    """Weights that no longer add up to 100 are named with their sum."""
    book = book_of(EXAMPLES / "contact-tracing")
    cells = recalculated(edited(book.content, {("Criteria matrix", "D7"): 8}))
    assert cells["Summary", "A3"] == "Edited since: weights sum to 98"


def test_an_edit_moves_a_bid_below_its_minimum_and_back(tmp_path: Path) -> None:
    """A level below the minimum puts the bid out, and its price sets no lowest; a better one brings it back."""
    criteria: list[dict[str, object]] = [
        {"id": "P", "pillar": "financial", "weight": 50, "score": {"rule": "lowest-price-ratio"}},
        {
            "id": "Q",
            "pillar": "quality",
            "weight": 50,
            "score": SCALE,
            "minimum": {"level": 2, "consequence": "disregard"},
        },
    ]
    evaluation = {"method": "weighted-sum", "rounding": ROUNDING}
    book = _small(tmp_path / "minimum", evaluation, criteria, {"a": [4], "b": [5], "c": [2], "d": [1]})
    cell = _level_cell(stored(book.content), "a", "Q")
    below = recalculated(edited(book.content, {cell: 1}))
    rows = summary(below)
    assert rows["a"].status == "Disregarded"
    assert (rows["a"].rank, rows["a"].total) == (None, None)
    assert rows["b"].total == 100
    assert rows["b"].rank == 1
    level = _level_cell(stored(book.content), "d", "Q")
    back = summary(recalculated(edited(book.content, {level: 5})))
    assert back["d"].status == "Ranked"
    for changed, bid, value in ((below, "a", 1), (recalculated(edited(book.content, {level: 5})), "d", 5)):
        inputs = with_level(book.evaluation.inputs, "Q", bid, Decimal(value))
        assert compare(Edit("level", {}, inputs), changed) == []


def test_rounds_settle_in_the_workbook(tmp_path: Path) -> None:
    """Relative minimums put bids out in rounds; an edit may bring one back, and too few rounds are named."""
    criteria: list[dict[str, object]] = [
        {"id": "P", "pillar": "financial", "weight": 60, "score": {"rule": "linear-min-max"},
         "minimum": {"marks": 20, "consequence": "disregard"}},
        {"id": "Q", "pillar": "quality", "weight": 40, "score": SCALE},
    ]  # fmt: skip
    evaluation = {"method": "weighted-sum", "rounding": ROUNDING}
    book = _small(tmp_path / "rounds", evaluation, criteria, {"a": [4], "b": [5], "c": [2], "d": [1]})
    cells = recalculated(book.content)
    assert [row.status for row in summary(cells).values()].count("Disregarded") == 3
    assert cells.get(("Summary", "A8")) is None
    # No minimum at all: everybody stays.
    limit = next(
        (sheet, f"{place[:-1]}7") for (sheet, place), value in cells.items()
        if sheet == "Gates" and value == "P" and place.endswith("4")
    )  # fmt: skip
    open_ = recalculated(edited(book.content, {limit: 0}))
    assert [row.status for row in summary(open_).values()] == ["Ranked"] * 4


def test_a_declaration_and_a_limit_can_be_changed() -> None:
    """A declaration answered no puts a bid out of the pool, live."""
    book = book_of(EXAMPLES / "contact-tracing")
    rows = list(rows_of(stored(book.content), "Gates"))
    place = FIRST_ROW + rows.index("northbridge")
    cells = recalculated(edited(book.content, {("Gates", f"H{place}"): "no"}))
    shown = summary(cells)
    assert shown["northbridge"].status == "Disregarded"
    assert shown["ten-lanterns"].rank == 1
    assert cells["Summary", "A4"] == "First: ten-lanterns with 74.04 marks out of 100; 8.66 from the next."


def test_nonsense_in_an_input_is_no_error_value() -> None:
    """Text, nothing and a level off the scale in input cells give no error value anywhere."""
    book = book_of(EXAMPLES / "contact-tracing")
    cells = stored(book.content)
    level = _level_cell(cells, "northbridge", "S3")
    for value in ("abc", None, 99):
        changes: Change = {level: value, ("Financial", f"D{FIRST_ROW}"): value}
        assert errors(recalculated(edited(book.content, changes))) == []


def test_inputs_in_memory_give_the_same_book() -> None:
    """A book does not depend on where its inputs came from, apart from the list of files."""
    inputs = load(EXAMPLES / "contact-tracing").inputs
    assert summary(stored(of_inputs(inputs).content)) == summary(stored(book_of(EXAMPLES / "contact-tracing").content))
