"""Several faults in several files: all of them are said in one run, in the order of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.faults.findings_said import findings_said
from tests.faults.procurement import ALPHA, BETA, PROCUREMENT, SCORES, SMALL, changed, write

EIGHT_FAULTS = {
    "procurement.yaml": changed(
        changed(PROCUREMENT, "    weight: 60", "    wieght: 60"), "pillar: social", "pillar: socail"
    ),
    "bids/alpha.yaml": changed(changed(ALPHA, "id: alpha", "id: al pha"), "total: 120", "total: 1e3"),
    "bids/beta.yaml": changed(BETA, "{value: 5}", "{value: yes}"),
    "bids/gamma.yml": ALPHA,
    "scores/evaluator-1.yaml": changed(SCORES, "level: 5", "level: five"),
    "consensus.yaml": "",
}
EXPECTED = [
    ("small/bids/alpha.yaml", 3, "invalid-id"),
    ("small/bids/alpha.yaml", 5, "not-a-number"),
    ("small/bids/beta.yaml", 9, "not-a-number"),
    ("small/bids/gamma.yml", None, "unexpected-file"),
    ("small/consensus.yaml", 1, "empty-file"),
    ("small/procurement.yaml", 21, "unknown-key"),
    ("small/procurement.yaml", 32, "unknown-value"),
    ("small/scores/evaluator-1.yaml", 5, "not-a-number"),
]


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["score", "validate"])
def test_all_faults_of_all_files_are_said_at_once(command: str) -> None:
    """Eight faults in six files are eight findings, sorted by file and line."""
    write(Path("small"), {**SMALL, **EIGHT_FAULTS})
    done = social_value(command, "small")
    found = findings_said(done.err if command == "score" else done.out)
    assert done.code == 1
    assert [(said.path, said.line, said.code) for said in found] == EXPECTED
    assert "8 errors" in (done.err + done.out).splitlines()[-1]


def test_faults_of_the_method_are_said_together() -> None:
    """An unknown rule, a wrong sum of weights and an unknown tie-break step do not hide one another."""
    method = changed(PROCUREMENT, "weight: 30", "weight: 31")
    method = changed(method, "rule: linear", "rule: liner")
    method = changed(method, "[S1, lots-drawn]", "[S9]")
    write(Path("small"), {**SMALL, "procurement.yaml": method})
    found = findings_said(social_value("score", "small").err)
    assert [said.code for said in found] == ["unknown-tie-break", "weights-do-not-sum", "unknown-rule"]


def test_faults_of_bids_and_scores_are_said_together() -> None:
    """What is wrong between files is collected as well: a price, a measure, a level and a reason."""
    write(
        Path("small"),
        {
            **SMALL,
            "bids/alpha.yaml": changed(ALPHA, "total: 120", "total: 0"),
            "bids/beta.yaml": changed(BETA, "living-wage:", "livingwage:"),
            "scores/evaluator-1.yaml": changed(
                changed(SCORES, "level: 5", "level: 6"), '"Evenings are left out."', '" "'
            ),
        },
    )
    found = findings_said(social_value("score", "small").err)
    assert [(said.path.removeprefix("small/"), said.code) for said in found] == [
        ("bids/alpha.yaml", "zero-price"),
        ("bids/beta.yaml", "unknown-id"),
        ("scores/evaluator-1.yaml", "level-off-scale"),
        ("scores/evaluator-1.yaml", "rationale-missing"),
    ]


def test_the_first_twenty_findings_stand_in_full() -> None:
    """Of twenty-five findings twenty are printed with their way out, and the rest are counted."""
    write(Path("small"), {**SMALL, "bids/alpha.yaml": ALPHA + "".join(f"key-{n}: 1\n" for n in range(25))})
    done = social_value("score", "small")
    found = findings_said(done.err)
    assert [said.line for said in found] == list(range(10, 30))
    assert all(said.way_out for said in found)
    assert done.err.splitlines()[-2:] == ["... and 5 errors more.", "Found 25 errors."]


def test_the_order_of_findings_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    """The same faults in files made in another order are said in the same order."""
    said = []
    for number, names in enumerate((sorted(EIGHT_FAULTS), sorted(EIGHT_FAULTS, reverse=True))):
        folder = tmp_path / str(number) / "small"
        write(folder, {name: {**SMALL, **EIGHT_FAULTS}[name] for name in names})
        said.append(social_value("score", folder).err.replace(str(folder), "small"))
    assert said[0] == said[1]
