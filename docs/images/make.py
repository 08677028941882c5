"""Makes the pictures of the pages: ``.venv/bin/python docs/images/make.py``.

The pictures of the terminal are text in SVG, in whatever fixed-width font the reader has. The picture of a sheet is its
first page as LibreOffice prints it; it needs ``soffice``, ``pdftotext`` and ``pdftoppm``.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from rich.console import Console  # noqa: TID251  # a picture of the terminal is drawn by what draws on it
from rich.terminal_theme import TerminalTheme  # noqa: TID251  # as above
from rich.text import Text  # noqa: TID251  # as above

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TERMINALS = {
    "terminal.svg": ("score", "examples/contact-tracing"),
    "what-if-sweep.svg": ("what-if", "examples/community-equipment", "--sweep", "F1"),
}
"""Pictures of the terminal, with the command that prints what they show."""
SHEETS = {
    "workbook.png": ("contact-tracing", "Summary"),
    "efficiency.png": ("contact-tracing", "Efficiency"),
    "place.png": ("contact-tracing", "Place"),
    "spend-flow.png": ("contact-tracing", "Spend-flow"),
    "joined-up.png": ("digital-inclusion", "Joined-up"),
    "assets-and-data.png": ("community-equipment", "Assets and data"),
    "best-at.png": ("contact-tracing", "Best-at"),
    "sensitivity.png": ("community-equipment", "Sensitivity"),
    "commitments.png": ("digital-inclusion", "Commitments"),
}
"""Pictures of sheets, with the example and the sheet that they show."""
FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
THEME = TerminalTheme(
    (250, 250, 248),
    (36, 41, 47),
    [
        (36, 41, 47),
        (207, 34, 46),
        (26, 127, 55),
        (154, 103, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
)


def run(*command: str) -> str:
    """Return what a command prints, with its colours."""
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "social_value.cli.main", *command],
        cwd=ROOT,
        env=kept | colours,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def terminal_svg(name: str, command: Sequence[str]) -> str:
    """Return the picture of the terminal after a command."""
    printed = Text.from_ansi(run(*command))
    lines = [line for line in printed.split("\n") if line.plain.strip()]
    for line in lines:
        line.rstrip()
    console = Console(record=True, file=io.StringIO(), width=max(len(line) for line in lines) + 1, legacy_windows=False)
    console.print(Text(f"$ social-value {' '.join(command)}", style="bold"))
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    svg = console.export_svg(title="social-value", theme=THEME, unique_id=Path(name).stem)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    return re.sub(r"[ \t]+(?=\n)", "", re.sub(r"<!-- Generated .*?-->\s*", "", svg))


def sheet_pngs(example: str, sheets: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of sheets of an example's workbook, each without the margins."""
    programs = {name: shutil.which(name) for name in ("soffice", "pdftotext", "pdftoppm")}
    missing = [name for name, path in programs.items() if path is None]
    if missing:
        raise SystemExit(f"The pictures of sheets need {' and '.join(missing)}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("score", f"examples/{example}", "-o", str(folder / "report.xlsx"))
        fit_across_one_page(folder / "report.xlsx", folder / "page.xlsx")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(programs["soffice"]), profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        subprocess.run([*command, str(folder / "page.xlsx")], check=True, capture_output=True)
        pages = pages_of(str(programs["pdftotext"]), folder / "page.pdf")
        for sheet in sheets:
            yield sheet, page_png(str(programs["pdftoppm"]), folder, pages[sheet])


def pages_of(pdftotext: str, pdf: Path) -> dict[str, int]:
    """Return the first page of each sheet, by the name that stands in the foot of its pages."""
    text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8")
    found: dict[str, int] = {}
    for number, page in enumerate(text.stdout.split("\f"), start=1):
        foot = re.search(r"^ *(\S.*?)\s+Page \d+ of \d+\s*$", page, re.MULTILINE)
        if foot is not None:
            found.setdefault(foot[1], number)
    return found


def page_png(pdftoppm: str, folder: Path, page: int, resolution: int = 130) -> bytes:
    """Return the picture of a page."""
    draw = [pdftoppm, "-r", str(resolution), "-f", str(page), "-l", str(page), "-singlefile"]
    paths = [str(folder / "page.pdf"), str(folder / "page")]
    subprocess.run([*draw, "-gray", *paths], check=True)
    left, top, width, height = printed_part((folder / "page.pgm").read_bytes())
    crop = ["-x", str(left), "-y", str(top), "-W", str(width), "-H", str(height)]
    subprocess.run([*draw, "-png", *crop, *paths], check=True)
    return (folder / "page.png").read_bytes()


def fit_across_one_page(report: Path, page: Path) -> None:
    """Copy a workbook so that each of its sheets prints one page wide."""
    with zipfile.ZipFile(report) as original, zipfile.ZipFile(page, "w") as copy:
        for part in original.namelist():
            content = original.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = re.sub(rb'fitToWidth="\d+"', b'fitToWidth="1"', content)
            copy.writestr(part, content)


def printed_part(picture: bytes, border: int = 12) -> tuple[int, int, int, int]:
    """Return left, top, width and height of what is printed on a grey picture, leaving out the foot of the page."""
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [pixels[start : start + width] for start in range(0, width * height * 9 // 10, width)]
    used = [number for number, row in enumerate(rows) if min(row) < 250]
    columns = [number for number in range(width) if min(row[number] for row in rows) < 250]
    left, top = max(columns[0] - border, 0), max(used[0] - border, 0)
    return left, top, min(columns[-1] + border, width) - left, min(used[-1] + border, height) - top


if __name__ == "__main__":
    for name, command in TERMINALS.items():
        (HERE / name).write_text(terminal_svg(name, command), encoding="utf-8")
    for example in {example for example, _ in SHEETS.values()}:
        wanted = {sheet: name for name, (of, sheet) in SHEETS.items() if of == example}
        for sheet, png in sheet_pngs(example, wanted):
            (HERE / wanted[sheet]).write_bytes(png)
