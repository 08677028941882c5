"""The benchmarks' inputs are valid, and both sides of the peer's job agree. Nothing here measures time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import agreement
from benchmarks.inputs import many_bids, two_hundred_criteria, write_all
from benchmarks.loading import exact, plain, strict
from benchmarks.repository import write_repository
from social_value.core.evaluation.evaluate import evaluate
from social_value.files.load import load
from social_value.files.validating import validate_paths
from social_value.render.csv_and_markdown import result_markdown

ROOT = Path(__file__).resolve().parents[2]
BIDS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every input, with few bids."""
    made = tmp_path_factory.mktemp("benchmarks")
    write_all(made, [BIDS])
    return made


@pytest.fixture(scope="module")
def our_rows(folder: Path) -> dict[str, agreement.Row]:
    """Our ranking, as it is printed."""
    return agreement.ours(result_markdown(evaluate(load(folder / str(BIDS) / "ours").inputs), []))


@pytest.fixture(scope="module")
def peer_rows(folder: Path) -> dict[str, agreement.Row]:
    """The peer's ranking, from the workbook it writes."""
    report = folder / "peer.xlsx"
    script = ROOT / "benchmarks" / "peers" / "pandas_openpyxl.py"
    subprocess.run([sys.executable, script, folder / str(BIDS) / "peer", report], check=True)
    return agreement.peer(report)


def test_inputs_hold_no_error(folder: Path) -> None:
    """Both procurements pass validation."""
    report = validate_paths([folder / str(BIDS) / "ours", folder / "twenty-criteria"])
    assert report.procurements == 2
    assert not report.fails(strict=False)


def test_the_repository_holds_no_error_for_either_side(tmp_path: Path) -> None:
    """Ours passes validation and the peer's schema; a fault stops the peer too."""
    write_repository(tmp_path, 10)
    report = validate_paths([tmp_path / "frameworks"])
    assert report.files == 10
    assert not report.fails(strict=False)
    script = ROOT / "benchmarks" / "peers" / "jsonschema_repository.py"
    peer = [sys.executable, str(script), str(ROOT / "schemas" / "framework.schema.json"), str(tmp_path)]
    assert subprocess.run(peer, check=False).returncode == 0
    (tmp_path / "frameworks" / "bench-000.yaml").write_text("kind: framework\n", encoding="utf-8")
    assert subprocess.run(peer, check=False, stdout=subprocess.DEVNULL).returncode == 1


def test_both_sides_agree_on_every_bid(our_rows: dict[str, agreement.Row], peer_rows: dict[str, agreement.Row]) -> None:
    """Price and quality are the same to the last place, and social value is in the same proportion."""
    assert agreement.differences(BIDS, our_rows, peer_rows) == []


def test_both_sides_put_the_bids_in_the_same_order_by_price(
    our_rows: dict[str, agreement.Row], peer_rows: dict[str, agreement.Row]
) -> None:
    """The price formula is the same on both sides."""
    ours = sorted(our_rows, key=lambda bid: (-our_rows[bid].financial, bid))
    assert ours == sorted(peer_rows, key=lambda bid: (-peer_rows[bid].financial, bid))


def test_a_difference_is_noticed(our_rows: dict[str, agreement.Row], peer_rows: dict[str, agreement.Row]) -> None:
    """One mark that is off by more than rounding stops the benchmark."""
    bid, row = next(iter(our_rows.items()))
    wrong = agreement.Row(row.rank, row.total, row.financial, row.quality + 0.5, row.social)
    assert agreement.differences(BIDS, {**our_rows, bid: wrong}, peer_rows) != []


@pytest.mark.parametrize("text", [two_hundred_criteria(), many_bids(2000)], ids=["criteria", "bids"])
def test_files_to_load_are_read_alike(text: str) -> None:
    """Strict and plain loading find the same in the benchmark's files."""
    assert strict(text.encode()) == exact(plain(text.encode()))


def test_the_benchmark_says_how_it_is_run() -> None:
    """The script starts and explains its options."""
    script = ROOT / "benchmarks" / "run.py"
    answer = subprocess.run([sys.executable, script, "--help"], check=True, capture_output=True, text=True)
    assert "--quick" in answer.stdout
