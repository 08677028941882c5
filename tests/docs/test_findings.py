"""The page of findings has every code of the source, under its severity, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
SEVERITIES = {
    "error": "Errors",
    "_refuse": "Errors",
    "_stop": "Errors",
    "warning": "Warnings",
    "Outstanding": "Outstanding",
}
"""What makes a finding, and the chapter its code belongs in; the reader of YAML has two shorthands of its own."""
PASSED_ON = {"social_value/files/validation.py", "social_value/files/yaml_source.py", "social_value/findings.py"}
"""Modules that pass on a code which was written down elsewhere."""


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _makes_words(node: ast.FunctionDef) -> bool:
    return isinstance(node.returns, ast.Name) and node.returns.id == "Words"


def codes_in_source() -> Iterator[tuple[str, str, str]]:
    """Yield each code with its chapter and its module; a code that is no plain text is yielded as nothing."""
    for path in sorted((ROOT / "social_value").rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node) in SEVERITIES:
                code = node.args[0]
                text = code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else ""
                yield text, SEVERITIES[_called(node)], module
            if isinstance(node, ast.FunctionDef) and _makes_words(node):
                yield from ((code, "Errors", module) for code in _codes_returned(node))


def _codes_returned(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            code = node.value.elts[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def codes_on_page() -> set[tuple[str, str]]:
    """Return each code of the page with its chapter."""
    chapters = re.split(r"(?m)^## ", PAGE)[1:]
    return {
        (code, chapter.splitlines()[0])
        for chapter in chapters
        for code in re.findall(r"(?m)^\| `([a-z0-9-]+)` \|", chapter)
    }


def test_every_code_of_the_source_is_explained_and_none_is_stale() -> None:
    """The page explains exactly the codes that the source can give, each under its severity."""
    assert codes_on_page() == {(code, chapter) for code, chapter, _ in codes_in_source() if code}


def test_every_code_is_written_as_plain_text() -> None:
    """No module makes up a code as it runs, so that the page can be checked against the source."""
    assert {module for code, _, module in codes_in_source() if not code} <= PASSED_ON


def test_no_code_is_explained_twice() -> None:
    """Each code stands once on the page."""
    codes = re.findall(r"(?m)^\| `([a-z0-9-]+)` \|", PAGE)
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("row", re.findall(r"(?m)^\| `.*$", PAGE))
def test_every_code_has_a_meaning_and_a_way_out(row: str) -> None:
    """Each row says what the code means and what to do."""
    assert len([cell for cell in row.strip("| ").split(" | ") if cell.strip()]) == 3
