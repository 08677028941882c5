"""SM-39: who sat on the panel, by role, is on record, and has no effect on marks."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from tests.cli.command import social_value
from tests.features.folders import bids_of, change, example, scored


def panel_of(folder: Path) -> str:
    """Return the line of the sheet that lists the panel."""
    report = folder.parent / f"{folder.name}.xlsx"
    assert social_value("score", folder, "-o", report, "--force", "--quiet").code == 0
    sheet = openpyxl.load_workbook(io.BytesIO(report.read_bytes()))["Panel"]
    return str(sheet["A3"].value)


def seated(top: Path, roles: tuple[str, str]) -> Path:
    """Return the contact tracing example with a panel of two, in these roles."""
    folder = example(top, "contact-tracing")
    first = folder / "scores" / "evaluator-1.yaml"
    text = first.read_text(encoding="utf-8")
    start = text.index("evaluator:")
    end = text.index("\n", start)
    seats = [f"evaluator: {{id: evaluator-{n}, role: {role}, conflict: none}}" for n, role in enumerate(roles, 1)]
    for number, seat in enumerate(seats, start=1):
        sheet = f"{text[:start]}{seat}{text[end:]}"
        (folder / "scores" / f"evaluator-{number}.yaml").write_text(sheet, encoding="utf-8")
    levels = text[text.index("\nscores:") + 1 :]
    agreed = levels.replace('rationale: "', 'rationale: "Agreed by the whole panel: ')
    (folder / "consensus.yaml").write_text(f"kind: consensus\nschema: 1\n{agreed}", encoding="utf-8")
    return folder


def test_sm_39_the_role_list_is_in_the_report(tmp_path: Path) -> None:
    """The sheet Panel names each evaluator with the role."""
    assert panel_of(seated(tmp_path, ("commissioner", "resident"))) == (
        "Panel: evaluator-1, commissioner; evaluator-2, resident."
    )


def test_sm_39_another_role_changes_no_mark(tmp_path: Path) -> None:
    """The same levels by a clinician and a resident give the same marks."""
    folder = seated(tmp_path, ("clinical", "resident"))
    before = {name: bid["criteria"] for name, bid in bids_of(scored(folder)).items()}
    change(folder / "scores" / "evaluator-1.yaml", "role: clinical", "role: finance")
    assert {name: bid["criteria"] for name, bid in bids_of(scored(folder)).items()} == before
