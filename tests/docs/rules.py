"""Writes docs/rules.md from the registry of codes: ``.venv/bin/python -m tests.docs.rules``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from social_value.codes.all_codes import CHAPTERS, Chapter
from social_value.codes.code import Code

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"

_SEVERITIES = {
    "error": "**Error.**",
    "warning": "**Warning.**",
    "as-stated": "**Error or warning**, as the rule of the framework says.",
    "outstanding": "**Outstanding.**",
}
_OPENING = """\
# Rules

<!-- This page is written by tests/docs/rules.py from the code. Change the code, then write it again. -->

Everything that the tool can find, by its code. A finding is a problem in a file: its place, its severity, its code,
what was found, and what to do about it.

```text
procurement.yaml:20:3 error weights-do-not-sum: criterion weights add up to 105, not 100 (F1 50, E1 25, S1 30).
    Change weights until they add up to exactly 100.
```

The place is file, line and column. All findings of a run are reported at once. Where the method itself is unsound, bids
and scores are held against it only once it is mended. Codes do not change between versions, so a program can rely on
them.

- An **error** stops the run with exit code 1.
- A **warning** is reported and does not stop the run; `validate --strict` lets it fail.
- What is **outstanding** is no fault of a file: something must still come in, be decided or be done. It is shown with
  every result, and `score --final` refuses the result with exit code 3. Until bids and every score due are in, there is
  no result at all, also with exit code 3; `validate` then says the stage of the procurement, with exit code 0.

Where it says that a finding may be waived, a file may accept it with a reason: see
[validate-in-ci.md](validate-in-ci.md#waivers). "Rests on" names the law or guidance behind a rule. It is followed by
*secondary* where we read it in another source, and by *unverified* where it was not checked against any.
"""


def page() -> str:
    """Return the text of docs/rules.md."""
    contents = "\n".join(f"- [{one.title}](#{_anchor(one)}): {_names(one)}" for one in CHAPTERS)
    return "\n".join([_OPENING, f"{contents}\n", *map(_chapter, CHAPTERS)])


def _anchor(chapter: Chapter) -> str:
    return "".join(sign for sign in chapter.title.lower().replace(" ", "-") if sign.isalnum() or sign == "-")


def _names(chapter: Chapter) -> str:
    return ", ".join(f"[`{code.id}`](#{code.id})" for code in chapter.codes)


def _chapter(chapter: Chapter) -> str:
    return "\n".join([f"## {chapter.title}\n", *map(_entry, chapter.codes)])


def _entry(code: Code) -> str:
    rows = "\n".join(f"| {label} | {text} |" for label, text in _rows(code))
    return f"### `{code.id}`\n\n{_SEVERITIES[code.severity]} {code.means}\n\n| | |\n| --- | --- |\n{rows}\n"


def _rows(code: Code) -> Iterator[tuple[str, str]]:
    yield "What to do", code.way_out
    yield "Protects", code.protects
    if code.reference:
        yield "Rests on", code.reference
    if code.waivable:
        yield "May be waived", "yes, with a reason"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
