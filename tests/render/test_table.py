"""The ranking on a terminal of any width: numbers and ids stand whole, names and bars give way."""

from __future__ import annotations

import io
import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from social_value.core.evaluation.evaluate import evaluate
from social_value.files.load import load
from social_value.render.ranking_table import bar, print_result
from tests.cli.command import social_value
from tests.faults.procurement import ALPHA, BETA, PROCUREMENT, SMALL, changed, write
from tests.generate import generate

TRACING = Path(__file__).resolve().parents[2] / "examples" / "contact-tracing"
WIDTHS = (60, 80, 120, 200)
BLOCKS = "▏▎▍▌▋▊▉█"


def shown(folder: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines that a terminal of some width shows, without colour."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    done = social_value("score", folder, "--no-progress", terminal=True)
    assert (done.code, done.err) == (0, ""), done.err
    return done.out.splitlines()


def row_of(lines: list[str], bid: str) -> str:
    """Return the row of a bid."""
    return next(line for line in lines if bid in line.split()[:2])


class TestWidths:
    """What fits is shown; what does not fit gives way in a fixed order."""

    @pytest.mark.parametrize("width", WIDTHS)
    def test_every_number_and_id_stands_whole(self, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Rank, id, status, total and the marks of each pillar are in one row of their bid, uncut."""
        result = json.loads(social_value("score", TRACING, "--format", "json").out)
        lines = shown(TRACING, width, monkeypatch)
        for bid in result["bids"]:
            words = row_of(lines, bid["id"]).split()
            numbers = [bid["total"], *(pillar["marks"] for pillar in bid["pillars"].values())]
            if bid["rank"] is not None:
                assert words[0] == str(bid["rank"])
            assert bid["status"].capitalize() in words
            assert [word for word in words if re.fullmatch(r"\d+\.\d\d", word)] == numbers
        head = next(line for line in lines if "Rank" in line)
        for title in ("Bid", "Status", "Total", "Financial", "Environmental", "Social"):
            assert title in head.split()

    @pytest.mark.parametrize("width", [80, 120, 200])
    def test_no_line_of_the_table_is_wider_than_the_terminal(self, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """The table fits the terminal, so that no row is broken in two."""
        assert max(cell_len(line.rstrip()) for line in shown(TRACING, width, monkeypatch)) <= width

    def test_names_and_bars_give_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A wide terminal shows names and bars in full; a narrow one shortens names, then leaves out names and bars."""
        name = "Northbridge Tracing Partnership"
        wide = row_of(shown(TRACING, 200, monkeypatch), "northbridge")
        usual = row_of(shown(TRACING, 105, monkeypatch), "northbridge")
        narrow = row_of(shown(TRACING, 80, monkeypatch), "northbridge")
        narrowest = row_of(shown(TRACING, 74, monkeypatch), "northbridge")
        assert name in wide
        assert any(block in wide for block in BLOCKS)
        assert "Northbridge Tra…" in usual
        assert any(block in usual for block in BLOCKS)
        assert "Tracing" not in narrow
        assert any(block in narrow for block in BLOCKS)
        assert not any(block in narrowest for block in BLOCKS)

    def test_a_pipe_has_a_width_of_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is piped on does not depend on the width of the terminal it came from."""
        said = []
        for width in WIDTHS:
            monkeypatch.setenv("COLUMNS", str(width))
            said.append(social_value("score", TRACING).out)
        assert len(set(said)) == 1
        assert "Northbridge Tracing Partnership" in said[0]

    def test_long_ids_and_many_places_stand_whole_in_a_pipe(self, tmp_path: Path) -> None:
        """Ids of 64 letters and eight places are wider than a pipe's 160, and still nothing is cut."""
        long_id = "x" * 64
        method = changed(PROCUREMENT, "places: 2", "places: 8")
        scores = changed(SMALL["scores/evaluator-1.yaml"], "bid: alpha", f"bid: {long_id}")
        bid = changed(ALPHA, "id: alpha", f"id: {long_id}").replace("Alpha Works", "A supplier with a long name " * 4)
        files = {**SMALL, "procurement.yaml": method, "bids/alpha.yaml": bid, "scores/evaluator-1.yaml": scores}
        lines = social_value("score", write(tmp_path / "small", files)).out.splitlines()
        row = row_of(lines, long_id)
        for number in ("84.00000000", "80.00000000", "60.00000000", "100.00000000"):
            assert number in row.split()

    @pytest.mark.parametrize("name", ["東京コンサルティング", "株式会社", "Tŷ Gwyn"])
    def test_wide_letters_keep_the_columns_in_line(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Letters that take two columns are counted as two: the name is whole and the rows stay in line."""
        files = {**SMALL, "bids/alpha.yaml": changed(ALPHA, "Alpha Works", name)}
        lines = shown(write(tmp_path / "small", files), 120, monkeypatch)
        rows = [row_of(lines, "alpha"), row_of(lines, "beta")]
        assert name in rows[0]
        assert len({cell_len(row.rstrip()) for row in rows}) == 1

    @pytest.mark.parametrize("seed", range(0, 60, 4))
    def test_generated_rankings_stand_whole(self, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In rankings of every method and status each id and total is found in its row, at every width."""
        folder = generate(seed).write(tmp_path / "case")
        result = json.loads(social_value("score", folder, "--format", "json").out)
        for width in WIDTHS:
            lines = shown(folder, width, monkeypatch)
            for bid in result["bids"]:
                words = row_of(lines, bid["id"]).split()
                assert (bid["total"] or "-") in words


class TestBars:
    """A bar is full or empty only when the marks are exactly that."""

    @given(st.fractions(min_value=0, max_value=100), st.integers(min_value=2, max_value=20), st.booleans())
    def test_full_and_empty_are_exact(self, marks: Fraction, length: int, blocks: bool) -> None:
        """Any marks between 0 and 100 draw something and leave something."""
        drawn, empty, full = (
            bar(marks, length, blocks),
            bar(Fraction(0), length, blocks),
            bar(Fraction(100), length, blocks),
        )
        assert len(drawn) == length
        assert (drawn == empty) == (marks == 0)
        assert (drawn == full) == (marks == 100)

    @pytest.mark.parametrize("blocks", [True, False])
    def test_the_smallest_steps_show(self, blocks: bool) -> None:
        """A millionth above nothing is not empty, and a millionth below everything is not full."""
        tiny = Fraction(1, 10**6)
        assert bar(tiny, 8, blocks) != bar(Fraction(0), 8, blocks)
        assert bar(100 - tiny, 8, blocks) != bar(Fraction(100), 8, blocks)

    @pytest.mark.parametrize("blocks", [True, False])
    def test_more_marks_never_draw_a_shorter_bar(self, blocks: bool) -> None:
        """Bars rise with the marks."""
        ink = " ." + (BLOCKS if blocks else "#")
        lengths = [
            sum(ink.index(sign) for sign in bar(Fraction(marks), 8, blocks) if sign != ".") for marks in range(101)
        ]
        assert all(first <= second for first, second in pairwise(lengths))

    def test_a_terminal_without_blocks_gets_plain_signs(self) -> None:
        """Where the terminal's encoding has no blocks, bars and lines are drawn in ASCII."""
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        evaluation = evaluate(load(TRACING).inputs)
        print_result(evaluation, (), stream)
        stream.seek(0)
        text = stream.read()
        assert "#####... 68.56" in re.sub(r" +", " ", text)
        assert "| Rank |" in re.sub(r" +", " ", text) or "+-" in text


class TestNotes:
    """What stands below the table."""

    def test_a_tie_for_first_is_said(self, tmp_path: Path) -> None:
        """Equal totals share the rank, and nobody is called first."""
        twin = changed(changed(BETA, "total: 150", "total: 120"), "value: 5", "value: 4")
        scores = changed(SMALL["scores/evaluator-1.yaml"], "level: 3", "level: 5")
        folder = write(tmp_path / "small", {**SMALL, "bids/beta.yaml": twin, "scores/evaluator-1.yaml": scores})
        text = social_value("score", folder).out
        assert "Tie for first place: alpha, beta." in text
        assert [line.split()[0] for line in text.splitlines() if "Ranked" in line] == ["1", "1"]

    def test_a_broken_tie_names_its_step(self, tmp_path: Path) -> None:
        """Alpha has more on S1 and beta as much more on F1: both 84, and the published step decides."""
        # Beta: 60 x 1 + 10 x 0.6 + 30 x 0.6 = 84.
        twin = changed(changed(BETA, "total: 150", "total: 100"), "value: 5", "value: 4")
        method = changed(PROCUREMENT, "tie_break: [S1, lots-drawn]", "tie_break: [E1, S1]")
        folder = write(tmp_path / "small", {**SMALL, "bids/beta.yaml": twin, "procurement.yaml": method})
        text = social_value("score", folder).out
        assert "First: alpha, on equal totals, by the tie-break step S1." in text

    def test_nobody_left_is_said(self, tmp_path: Path) -> None:
        """Where no bid passes the gate there is no award, and each reason is printed."""
        files = {name: text.replace("{value: true}", "{value: false}") for name, text in SMALL.items()}
        text = social_value("score", write(tmp_path / "small", files)).out
        assert "No bid can be awarded." in text
        assert "alpha is disregarded (Procurement Act 2023, s.19(3)(a)): Pays the real Living Wage: not met." in text
        assert "beta is disregarded (Procurement Act 2023, s.19(3)(a)): Pays the real Living Wage: not met." in text

    def test_a_losing_bid_that_decides_is_named(self, tmp_path: Path) -> None:
        """Half on lowest price / price, half on quality: A 100 and 60, B 130 and 82, C 60 and 10.

        With C the lowest price is 60: A 30 + 30 = 60.00, B 23.08 + 41 = 64.08. Without C it is 100: A 50 + 30 = 80.00,
        B 38.46 + 41 = 79.46. C, which comes last, decides who wins.
        """
        (tmp_path / "procurement.yaml").write_text(
            "kind: procurement\nschema: 1\nid: relative\ntitle: Relative\n"
            "evaluation:\n  method: weighted-sum\n"
            "  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}\n"
            "criteria:\n"
            "  - {id: P, pillar: financial, weight: 50, score: {rule: lowest-price-ratio}}\n"
            "  - {id: Q, pillar: quality, weight: 50, score: {rule: linear, of: q, zero_at: 0, full_at: 100}}\n",
            encoding="utf-8",
        )
        (tmp_path / "bids.csv").write_text(
            "bid,supplier,price,q\na,Alder,100,60\nb,Birch,130,82\nc,Cedar,60,10\n", encoding="utf-8"
        )
        result = json.loads(social_value("score", tmp_path, "--format", "json").out)
        assert {bid["id"]: bid["total"] for bid in result["bids"]} == {"b": "64.08", "a": "60.00", "c": "55.00"}
        assert result["leave_one_out"]["deciding"] == [{"bid": "c", "winners_without": ["a"]}]
        text = social_value("score", tmp_path).out
        assert "A losing bid decides the winner: without c, a is first." in text
        assert "warning relative-price-formula" in text
        (tmp_path / "bids.csv").write_text("bid,supplier,price,q\na,Alder,100,60\nb,Birch,130,82\n", encoding="utf-8")
        result = json.loads(social_value("score", tmp_path, "--format", "json").out)
        assert {bid["id"]: bid["total"] for bid in result["bids"]} == {"a": "80.00", "b": "79.46"}
