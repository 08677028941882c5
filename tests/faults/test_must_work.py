"""What looks odd and is sound: it must work, and give the same result as the ordinary way to write it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value
from tests.faults.procurement import ALPHA, BETA, FLAT, PROCUREMENT, SCORES, SMALL, changed, write


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


def scored(*words: str | Path) -> dict[str, Any]:
    """Return the result of a procurement that must be sound."""
    done = social_value("score", *words, "--format", "json")
    assert (done.code, done.err) == (0, ""), done.err
    result: dict[str, Any] = json.loads(done.out)
    return result


def totals(result: dict[str, Any]) -> dict[str, str]:
    """Return the total of each bid, in the order of the ranking."""
    return {bid["id"]: bid["total"] for bid in result["bids"]}


SOUND = {"alpha": "84.00", "beta": "53.00"}
"""Alpha: 60 x 0.8 + 10 x 0.6 + 30 x 1; beta: 60 x 0.5 + 10 x 0.5 + 30 x 0.6."""


@pytest.mark.parametrize("files", [SMALL, FLAT], ids=["yaml", "csv"])
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["plain", "bom", "crlf", "bom-crlf", "cr"],
)
def test_the_marks_of_an_editor_change_nothing(files: dict[str, str], written: Callable[[str], bytes]) -> None:
    """A byte order mark and the line endings of Windows or an old Mac are read as if they were not there."""
    write(Path("small"), {name: written(text) for name, text in files.items()})
    assert totals(scored("small")) == SOUND


def test_trailing_empty_rows_of_a_spreadsheet_are_passed_over() -> None:
    """Rows of nothing but commas at the end of a CSV file are what spreadsheets leave behind."""
    write(Path("small"), {**FLAT, "bids.csv": FLAT["bids.csv"] + ",,,\n,,,\n"})
    assert totals(scored("small")) == SOUND


def test_fifty_weights_of_1_1_and_one_of_45_add_up() -> None:
    """50 x 1.1 + 45 is exactly 100, which binary numbers miss; full marks everywhere are a total of 100."""
    assert reduce(add, [1.1] * 50, 45.0) != 100
    ends = "zero_at: 10, full_at: 4"
    small = "\n".join(
        f"  - {{id: E{n}, pillar: environmental, weight: 1.1, score: {{rule: linear, of: carbon, {ends}}}}}"
        for n in range(50)
    )
    method = (
        PROCUREMENT[: PROCUREMENT.index("criteria:")]
        + f"criteria:\n{small}\n"
        + "  - {id: S1, pillar: social, weight: 45, score: {rule: scale, scale: zero-to-five}}\n"
    )
    write(Path("small"), {**SMALL, "procurement.yaml": method})
    done = social_value("score", "small", "--format", "json")
    assert done.code == 0, done.err
    # Beta: 55 x (10 - 5) / (10 - 4) + 45 x 0.6 = 45.8333... + 27
    assert totals(json.loads(done.out)) == {"alpha": "100.00", "beta": "72.83"}


def test_a_single_bidder_is_ranked_first_without_a_margin() -> None:
    """One bid is a ranking of one; there is nobody to be ahead of."""
    write(Path("small"), {**SMALL, "scores/evaluator-1.yaml": "".join(SCORES.splitlines(keepends=True)[:-1])})
    Path("small/bids/beta.yaml").unlink()
    result = scored("small")
    assert totals(result) == {"alpha": "84.00"}
    assert result["award"] == {"bids": ["alpha"], "margin": None, "tie_break": None}


@pytest.mark.parametrize("bid_id", ["no", "on", "y", "null-and-void", "007", "1e3", "2026-10-05", "NaN", "x" * 64])
def test_an_id_is_text_whatever_it_looks_like(bid_id: str) -> None:
    """An id that other readers take for a boolean, a number or a date stays as it is written."""
    quoted = f'"{bid_id}"' if bid_id.isdigit() else bid_id
    write(
        Path("small"),
        {
            **SMALL,
            "bids/alpha.yaml": changed(ALPHA, "id: alpha", f"id: {quoted}"),
            "scores/evaluator-1.yaml": changed(SCORES, "bid: alpha", f"bid: {quoted}"),
        },
    )
    assert totals(scored("small")) == {bid_id: "84.00", "beta": "53.00"}


@pytest.mark.parametrize(
    "name",
    [
        "Tŷ Gwyn",
        "O'Neill & Sons",
        "A+ Services",
        "東京コンサル",
        "شركة الاتصال",
        "Ελληνικά",
        "می‌خواهم",  # a zero-width non-joiner, as Persian is written
        "=SUM(A1)",
        "-5 Ltd",
        "@home",
        "[red]Alarm[/red]",
        "[/]",
        "100% Recycled #1: a | b > c",
        'The "Best" Co',
        "Café \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
        "Ltd, Sons",
    ],
)
def test_the_name_of_a_supplier_is_kept_as_it_is(name: str) -> None:
    """Names of every script and with every sign are read, kept unchanged in JSON, and shown in the table."""
    flat = f'bid,supplier,price,carbon\nalpha,"{name.replace(chr(34), chr(34) * 2)}",120,4\nbeta,Beta Yard,150,5\n'
    quoted = json.dumps(name, ensure_ascii=False)
    write(Path("small"), {**SMALL, "bids/alpha.yaml": changed(ALPHA, "Alpha Works", quoted)})
    write(Path("flat"), {**FLAT, "bids.csv": flat})
    for folder in ("small", "flat"):
        result = scored(folder)
        assert totals(result) == SOUND
        assert result["bids"][0]["supplier"] == name
        assert name in social_value("score", folder).out


@pytest.mark.parametrize("name", ["a folder with spaces", "Tŷ Gwyn (2026)", "100% [draft]", "-dash"])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    """Spaces, brackets and letters of any script in the path of a folder are no hindrance."""
    write(Path(name), SMALL)
    plain = ["--", name] if name.startswith("-") else [name]
    done = social_value("score", "--format", "json", *plain)
    assert totals(json.loads(done.out)) == SOUND
    assert totals(scored(tmp_path / name)) == SOUND


def test_the_result_is_the_same_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path, an absolute path, and the folder itself give the same JSON, byte for byte."""
    write(Path("small"), SMALL)
    said = [social_value("score", path, "--format", "json").out for path in ("small", tmp_path / "small", "./small/")]
    monkeypatch.chdir(tmp_path / "small")
    said.append(social_value("score", ".", "--format", "json").out)
    monkeypatch.chdir(Path(__file__).parent)
    said.append(social_value("score", tmp_path / "small", "--format", "json").out)
    assert len(set(said)) == 1
    assert str(tmp_path) not in said[0]


def test_a_folder_may_be_reached_through_a_link(tmp_path: Path) -> None:
    """A symbolic link to the folder is as good as the folder."""
    write(Path("small"), SMALL)
    (tmp_path / "link").symlink_to("small", target_is_directory=True)
    assert totals(scored("link")) == SOUND


def test_files_beside_the_data_are_left_alone() -> None:
    """Notes, hidden files and folders of other things beside the procurement are no findings."""
    write(
        Path("small"),
        {
            **SMALL,
            "README.md": "Notes.",
            ".hidden.yaml.swp": "",
            "received/alpha.pdf": b"%PDF",
            "bids/.gitkeep": "",
            "report.xlsx": b"PK",
        },
    )
    assert totals(scored("small")) == SOUND


def test_bids_in_both_forms_are_one_field() -> None:
    """One bid in a file of its own and one in bids.csv are ranked together."""
    method = FLAT["procurement.yaml"]
    alpha = changed(ALPHA, "declarations:\n  living-wage: {value: true}\n", "")
    rows = "bid,supplier,price,carbon\nbeta,Beta Yard,150,5\n"
    write(Path("small"), {"procurement.yaml": method, "bids/alpha.yaml": alpha, "bids.csv": rows})
    write(Path("small"), {"scores.csv": FLAT["scores.csv"]})
    assert totals(scored("small")) == SOUND


def test_numbers_may_be_written_with_more_places() -> None:
    """60, 60.0 and 60.0000000000 are the same weight; -0 is 0."""
    method = changed(changed(PROCUREMENT, "weight: 60", "weight: 60.0000000000"), "weight: 10\n", "weight: 10.0\n")
    method = changed(method, "full_at: 0", "full_at: -0")
    write(Path("small"), {**SMALL, "procurement.yaml": method})
    assert totals(scored("small")) == SOUND


def test_comments_and_the_order_of_keys_do_not_change_the_fingerprint() -> None:
    """The fingerprint is of what a file says: not of its comments, layout or order of keys; any value changes it."""
    write(Path("small"), SMALL)
    first = scored("small")
    head, rest = PROCUREMENT.split("evaluation:", 1)
    lines = head.splitlines()
    write(Path("small"), {"procurement.yaml": "# A comment.\n" + "\n".join(lines[::-1]) + "\nevaluation:" + rest})
    second = scored("small")
    write(Path("small"), {"procurement.yaml": changed(PROCUREMENT, "ceiling: 200", "ceiling: 201")})
    third = scored("small")
    assert second["fingerprint"] == first["fingerprint"] != third["fingerprint"]
    assert second["inputs"] != first["inputs"]


def test_a_withdrawn_bid_needs_nothing_but_its_name() -> None:
    """A bid that was withdrawn is listed and not marked, so that it needs no price and no score."""
    withdrawn = "kind: bid\nschema: 1\nid: gamma\nsupplier: {name: Gamma}\nstatus: withdrawn\n"
    write(Path("small"), {**SMALL, "bids/gamma.yaml": withdrawn})
    result = scored("small")
    assert totals(result) == {**SOUND, "gamma": None}
    assert result["bids"][-1]["status"] == "withdrawn"


def test_two_bids_from_one_supplier_are_two_bids() -> None:
    """The same supplier may bid twice; the look-alike names are a warning, not an error."""
    write(Path("small"), {**SMALL, "bids/beta.yaml": changed(BETA, "Beta Yard", "ALPHA  works")})
    done = social_value("score", "small", "--format", "json")
    result = json.loads(done.out)
    assert done.code == 0
    assert totals(result) == SOUND
    assert [finding["code"] for finding in result["findings"]] == ["look-alike-suppliers"]
