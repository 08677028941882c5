"""Makes the pictures of the pages: ``.venv/bin/python docs/images/make.py``.

The picture of the terminal is text in SVG, in whatever fixed-width font the reader has. The picture of the workbook is
its first page as LibreOffice prints it; it needs ``soffice`` and ``pdftoppm``.
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
from pathlib import Path

from rich.console import Console  # noqa: TID251  # a picture of the terminal is drawn by what draws on it
from rich.terminal_theme import TerminalTheme  # noqa: TID251  # as above
from rich.text import Text  # noqa: TID251  # as above

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TERMINAL, WORKBOOK = HERE / "terminal.svg", HERE / "workbook.png"
EXAMPLE = "examples/contact-tracing"
COMMAND = ("social-value", "score", EXAMPLE)
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


def score(*more: str) -> str:
    """Return what the command prints, with its colours."""
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "social_value.cli.main", *COMMAND[1:], *more],
        cwd=ROOT,
        env=kept | colours,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def terminal_svg() -> str:
    """Return the picture of the terminal."""
    printed = Text.from_ansi(score())
    lines = [line for line in printed.split("\n") if line.plain.strip()]
    for line in lines:
        line.rstrip()
    console = Console(record=True, file=io.StringIO(), width=max(len(line) for line in lines) + 1, legacy_windows=False)
    console.print(Text(f"$ {' '.join(COMMAND)}", style="bold"))
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    svg = console.export_svg(title="social-value", theme=THEME, unique_id="terminal")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    return re.sub(r"[ \t]+(?=\n)", "", re.sub(r"<!-- Generated .*?-->\s*", "", svg))


def workbook_png(resolution: int = 130) -> bytes:
    """Return the picture of the workbook's first sheet, on one page and without the margins."""
    programs = {name: shutil.which(name) for name in ("soffice", "pdftoppm")}
    missing = [name for name, path in programs.items() if path is None]
    if missing:
        raise SystemExit(f"The picture of the workbook needs {' and '.join(missing)}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        score("-o", str(folder / "report.xlsx"))
        fit_on_one_page(folder / "report.xlsx", folder / "page.xlsx")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(programs["soffice"]), profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        subprocess.run([*command, str(folder / "page.xlsx")], check=True, capture_output=True)
        draw = [str(programs["pdftoppm"]), "-r", str(resolution), "-f", "1", "-l", "1", "-singlefile"]
        page = [str(folder / "page.pdf"), str(folder / "page")]
        subprocess.run([*draw, "-gray", *page], check=True)
        left, top, width, height = printed_part((folder / "page.pgm").read_bytes())
        crop = ["-x", str(left), "-y", str(top), "-W", str(width), "-H", str(height)]
        subprocess.run([*draw, "-png", *crop, *page], check=True)
        return (folder / "page.png").read_bytes()


def fit_on_one_page(report: Path, page: Path) -> None:
    """Copy a workbook so that its first sheet prints on one page."""
    with zipfile.ZipFile(report) as original, zipfile.ZipFile(page, "w") as copy:
        for part in original.namelist():
            content = original.read(part)
            if part == "xl/worksheets/sheet1.xml":
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
    TERMINAL.write_text(terminal_svg(), encoding="utf-8")
    WORKBOOK.write_bytes(workbook_png())
