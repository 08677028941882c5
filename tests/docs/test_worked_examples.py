"""The code that CONTRIBUTING.md shows works, and is written as we write ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.docs.pages import ROOT, Reader

PAGE = Path("CONTRIBUTING.md")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository in which every worked example was followed."""
    reader = Reader(tmp_path_factory.mktemp("changed"))
    shutil.copy(ROOT / "pyproject.toml", reader.top)
    reader.follow(PAGE)
    return reader.top


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in the changed copy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_new_figure_has_a_live_column_in_the_workbook(changed: Path) -> None:
    """The workbook that the walk ends with shows the figure, worked out from the cells of price and demand."""
    book = changed / "tiny.xlsx"
    formulas, values = (openpyxl.load_workbook(book, data_only=known)["Price"] for known in (False, True))
    heads = {cell.value: get_column_letter(place) for place, cell in enumerate(formulas[11], start=1)}
    row = next(cell.row for cell in formulas["A"] if cell.value == "pear")
    demand = next(
        get_column_letter(place)
        for place, cell in enumerate(formulas[6], start=1)
        if cell.value == "Demand, meals (input)"
    )
    place = f"{heads['Price per unit']}{row}"
    assert values[place].value == pytest.approx(4.8)
    assert f"${heads['Price']}{row}/${demand}$7" in formulas[place].value


@pytest.mark.parametrize(
    ("module", "name"), [("rules/price_formulas", "benchmark_penalty"), ("rules/figure_rules", "share_below_limit")]
)
def test_the_doctest_of_a_new_formula_holds(changed: Path, module: str, name: str) -> None:
    """The doctests of the modules that were added to still pass, the new ones among them."""
    done = run(changed, "doctest", "-v", f"social_value/core/{module}.py")
    assert done.returncode == 0, done.stdout
    assert name in done.stdout


def test_the_schema_knows_a_new_formula(changed: Path) -> None:
    """A new formula is in the JSON Schema without any further change."""
    said = run(changed, "social_value.cli.main", "schema", "procurement").stdout
    assert '"benchmark-penalty"' in said
    assert '"share-below-limit"' in said


def test_the_new_code_keeps_to_our_style(changed: Path) -> None:
    """Ruff finds nothing in the modules that were added to, beyond what it finds without the additions."""

    def findings(folder: Path) -> Counter[str]:
        files = [
            f"social_value/core/{name}.py"
            for name in ("rules/price_formulas", "figures/price", "rules/figure_rules", "checks/method")
        ]
        said = run(folder, "ruff", "check", "--no-cache", "--output-format=concise", *files).stdout
        return Counter(line.partition(": ")[2] for line in said.splitlines() if ".py:" in line)

    assert findings(changed) - findings(ROOT) == Counter()
