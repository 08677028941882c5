"""What a YAML parser says of a fault, in plain English, with the way out."""

from __future__ import annotations

import re
from typing import Any, Protocol

from social_value.codes.yaml_files import NOT_YAML
from social_value.files.csv_source import shortened
from social_value.findings import Finding, Place

CHECK_ALL = "Check the indentation, the colons and the quotation marks."
_CHECK_INDENT = "Check the indentation here and in the lines above, and that quotation marks are closed."

# The parser notices these only lines later: what is wrong stands where it began.
_SEEN_TOO_LATE = r"expected ':'|quoted scalar: .*end of stream|double-quoted.*end of stream"

# What PyYAML and libyaml say, in their different words, and what it means; the first that matches.
_MEANINGS = (
    (
        r"quoted scalar: .*end of stream|double-quoted.*end of stream",
        "a quotation mark is opened on line {opened} and never closed.",
        "Close it; inside single quotes write '' for an apostrophe.",
    ),
    (
        r"mapping values are not allowed",
        "a colon stands where no key can be: this line may hold two, or be indented too far.",
        "Put text that holds a colon in quotes, and check the indentation.",
    ),
    (
        r"(sequence entries|mapping keys) are not allowed",
        "a list item or key begins where it cannot.",
        "Begin the first item of a list on a line of its own, and check the indentation.",
    ),
    (
        r"expected ':'",
        "a key has no colon after it.",
        "Write a colon and a space after the key; check the quotation marks and brackets of the lines above.",
    ),
    (
        r"unknown escape|hexa?decimal|invalid Unicode",
        "a backslash in double quotes is followed by something it does not go with.",
        "Write \\\\ for a backslash, or put the text in single quotes.",
    ),
    (
        r"flow sequence: .*',' or '\]'",
        "the list opened with [ on line {opened} is not closed, or lacks a comma.",
        "Close it with ], put commas between its items, and put text with brackets or commas in quotes.",
    ),
    (
        r"flow mapping: .*',' or '\}'",
        "the group opened with { on line {opened} is not closed, or lacks a comma.",
        "Close it with }, put commas between its keys, and put text with brackets or commas in quotes.",
    ),
    (
        r"node content",
        "a value is missing before this.",
        "Write the value, and check the commas and brackets around it.",
    ),
    (
        r"block scalar: .*(comment or|indentation indicator)",
        "something follows the sign `|` or `>` on its line.",
        "Begin the text on the next line, or put it in quotes.",
    ),
    (
        r"expected (key|'-' indicator|<block end>)|leading (blank|empty)|document start|comment or",
        "what stands here does not go on from what is before it.",
        _CHECK_INDENT,
    ),
    (
        r"document (indicator|separator)",
        "a line of --- or ... stands inside a text in quotes.",
        "Close the quotation mark before it.",
    ),
    (
        r"(tag|anchor|alias|directive)",
        "a sign that is not read stands here (a tag, anchor, alias or directive).",
        "Put text that begins with a sign such as ! & * % in quotes.",
    ),
)


class ParserError(Protocol):
    """A parser's complaint: what it was doing, what it met, and where each stands."""

    context: str | None
    context_mark: Any
    problem: str | None
    problem_mark: Any


def syntax_fault(problem: ParserError, text: str, shown: str) -> Finding:
    """Return the finding for what the parser could not read."""
    said = f"{problem.context or ''}: {problem.problem or ''}"
    mark: Any = problem.problem_mark or problem.context_mark
    if problem.context_mark and re.search(_SEEN_TOO_LATE, said):
        mark = problem.context_mark
    place = Place(shown, line=mark.line + 1, column=mark.column + 1) if mark else Place(shown)
    sign = text[mark.index : mark.index + 1] if mark else ""
    message, way_out = _meaning(said, sign)
    opened = problem.context_mark.line + 1 if problem.context_mark else place.line
    return NOT_YAML.at(place, message.replace("{opened}", str(opened)), way_out)


def _meaning(said: str, sign: str) -> tuple[str, str]:
    """Return the message and the way out for what the parser says of the sign at which it stopped."""
    if "tab character" in said or ("cannot start any token" in said and sign == "\t"):
        return "a tab stands where spaces are needed.", "Indent with spaces, never with tabs."
    if "cannot start any token" in said:
        return f"a text cannot begin with `{sign}` unless it is in quotes.", "Put the text in quotes."
    for pattern, message, way_out in _MEANINGS:
        if re.search(pattern, said):
            return message, way_out
    return f"the file cannot be read as YAML from here ({shortened(said, 80)}).", CHECK_ALL
