"""The code that CONTRIBUTING.md shows works, and is written as we write ours."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.docs.pages import EDITS, ROOT, WORKED_EXAMPLES, Block, Reader, blocks_of
from tests.files.workbook.books import edited
from tests.recalculate import recalculated, stored

WALKS = {
    "Add a price formula": "formula.xlsx",
    "Add a figure": "figure.xlsx",
    "Add a rule": "rule.xlsx",
    "Add a check": "check.xlsx",
    "Add a field to a bid": "field.xlsx",
    "Add a section": "section.xlsx",
}
"""The walks that change code, and the workbook that each ends with."""
MOST_FILES = 8
"""Files that whoever adds a field to a bid, with a figure and a rule, may have to edit by hand."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository in which every worked example was followed."""
    reader = Reader(tmp_path_factory.mktemp("changed"))
    shutil.copy(ROOT / "pyproject.toml", reader.top)
    shutil.copytree(ROOT / "tests", reader.top / "tests", ignore=shutil.ignore_patterns("__pycache__", "bad", "good"))
    reader.follow(WORKED_EXAMPLES)
    return reader.top


def blocks_of_walk(title: str) -> tuple[Block, ...]:
    """Return the blocks of one walk."""
    page = (ROOT / WORKED_EXAMPLES).read_text(encoding="utf-8")
    return tuple(blocks_of(page.partition(f"## {title}\n")[2].partition("\n## ")[0]))


def book(changed: Path, name: str) -> bytes:
    """Return a workbook that a walk wrote."""
    return (changed / name).read_bytes()


def formula(content: bytes, sheet: str, head: str, bid: str) -> tuple[str, str]:
    """Return the address of a bid's cell under a heading of a sheet, and its formula."""
    cells = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    column = next(get_column_letter(cell.column) for cell in cells[11] if cell.value == head)
    row = next(cell.row for cell in cells["A"] if cell.value == bid)
    return f"{column}{row}", str(cells[f"{column}{row}"].value)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in the changed copy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(("title", "name"), WALKS.items(), ids=WALKS.keys())
def test_a_walk_ends_with_a_workbook_that_is_live(title: str, name: str, changed: Path) -> None:
    """Each walk through the code writes a workbook, and another engine works every number of it out again."""
    assert any(command.endswith(f"-o {name}") for block in blocks_of_walk(title) for command in block.commands)
    content = book(changed, name)
    known, again = stored(content), recalculated(content)
    numbers = {place: value for place, value in known.items() if isinstance(value, float)}
    assert {place: again[place] for place in numbers} == pytest.approx(numbers)
    assert {place: again[place] for place in known.keys() - numbers.keys()} == {
        place: value for place, value in known.items() if place not in numbers
    }


@pytest.mark.parametrize(
    ("name", "sheet", "head", "written"),
    [
        ("formula.xlsx", "Financial", "F1 marks", r"1-\(\$C12-Method!\$C\$\d+\)/Method!\$C\$\d+"),
        ("rule.xlsx", "Environmental", "E1 marks", r"1-\$C12/Method!\$C\$\d+"),
        ("field.xlsx", "Financial", "F2 marks", r"(Method!\$C\$\d+)/\(\1\+\$C12\)"),
        ("field.xlsx", "Price", "Exit cost percent", r"100\*\$I12/\$D12"),
        ("section.xlsx", "Points", "Price for each point", r"\$C\$12/\$D\$12"),
    ],
)
def test_the_new_function_is_the_formula_of_its_cell(
    name: str, sheet: str, head: str, written: str, changed: Path
) -> None:
    """What a walk adds stands in the workbook as the same arithmetic, over the cells that it reads."""
    assert re.search(written, formula(book(changed, name), sheet, head, "pear")[1])


def test_a_new_check_is_on_the_sheet_of_findings(changed: Path) -> None:
    """The workbook of the walk says what the new check found."""
    assert "title-missing" in {value for (sheet, _), value in stored(book(changed, "check.xlsx")).items()}


def test_a_field_of_a_bid_takes_at_most_eight_files() -> None:
    """A field with a figure, a rule, a test, a row of each page and a line of the changes is as many files by hand."""
    edited_files = {block.task[1] for block in blocks_of_walk("Add a field to a bid") if block.task[0] in EDITS}
    files = {name for name in edited_files if not name.startswith("tiny/")}
    assert {"CHANGELOG.md", "docs/file-formats.md", "social_value/model/bid.py"} < files
    assert len(files) <= MOST_FILES


def test_a_new_field_is_an_input_and_its_marks_follow(changed: Path) -> None:
    """Leaving for 24,000 instead of 36,000 is 10 percent of 240,000, and earns half the marks of its criterion."""
    content = book(changed, "field.xlsx")
    place, _ = formula(content, "Price", "Exit cost (input)", "pear")
    marks, _ = formula(content, "Financial", "F2 marks", "pear")
    assert stored(content)["Price", place] == 36000
    again = recalculated(edited(content, {("Price", place): 24000}))
    assert again["Financial", marks] == pytest.approx(50)


def test_a_new_field_is_in_the_schema_and_comes_back_from_a_return(changed: Path) -> None:
    """Editors know the key, with its bound, and the bid of the returned workbook states it."""
    schema = json.loads(run(changed, "social_value.cli.main", "schema", "bid").stdout)
    assert {"type": "number", "minimum": 0} in schema["properties"]["exit_cost"]["anyOf"]
    assert "exit_cost: 9000" in (changed / "tiny" / "bids" / "plum-sons.yaml").read_text(encoding="utf-8").splitlines()


def test_a_new_section_is_in_the_json(changed: Path) -> None:
    """The JSON has the rows that the sheet has, under the key of the section."""
    said = json.loads(run(changed, "social_value.cli.main", "score", "tiny", "--format", "json").stdout)
    assert "points" in [section["id"] for section in said["sections"]]


def test_what_a_walk_adds_passes_the_tests_of_the_registries(changed: Path) -> None:
    """What every part of a bid and every figure is held to, the new ones are held to without being named."""
    done = run(
        changed,
        *(
            "pytest",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-k",
            "exit_cost or exit-cost or every_part or half-marks-at",
        ),
        "tests/core/figures/test_exit_cost.py",
        "tests/core/figures/test_what_figures_need.py",
        "tests/core/rules/test_formulas.py",
        "tests/core/checks/test_telling_apart.py",
        "tests/files/workbook/test_every_figure.py",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_a_new_figure_has_a_live_column_in_the_workbook(changed: Path) -> None:
    """The workbook that the walk ends with shows the figure, worked out from the cells of price and demand."""
    content = book(changed, "figure.xlsx")
    place, written = formula(content, "Price", "Price per unit", "pear")
    known = stored(content)
    price, _ = formula(content, "Price", "Price", "pear")
    demand = next(cell for (sheet, cell), value in known.items() if value == "Demand, meals (input)")
    assert known["Price", place] == pytest.approx(4.8)
    assert f"${price}/${demand[0]}$7" in written


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("price_formulas", "benchmark_penalty"),
        ("figure_rules", "share_below_limit"),
        ("figure_rules", "half_marks_at"),
    ],
)
def test_the_doctest_of_a_new_formula_holds(changed: Path, module: str, name: str) -> None:
    """The doctests of the modules that were added to still pass, the new ones among them."""
    done = run(changed, "doctest", "-v", f"social_value/core/rules/{module}.py")
    assert done.returncode == 0, done.stdout
    assert name in done.stdout


def test_the_schema_knows_a_new_formula(changed: Path) -> None:
    """A new formula is in the JSON Schema without any further change."""
    said = run(changed, "social_value.cli.main", "schema", "procurement").stdout
    assert '"benchmark-penalty"' in said
    assert '"share-below-limit"' in said
    assert '"half-marks-at"' in said


def test_the_new_code_keeps_to_our_style(changed: Path) -> None:
    """Ruff finds nothing in the code with the additions, and would write none of it in another way."""
    for asked in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        done = run(changed, "ruff", *asked, "social_value", "tests/core/figures")
        assert done.returncode == 0, done.stdout
