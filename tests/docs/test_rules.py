"""The registry of codes has every code of the source, with its severity, and no other; its page says what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from social_value.codes import CHAPTERS, CODES
from social_value.codes.code import Code
from tests.docs.pages import ROOT
from tests.docs.rules import PAGE, page

SEVERITIES = {
    "error": "error",
    "_refuse": "error",
    "_stop": "error",
    "warning": "warning",
    "Finding": "as-stated",
    "Outstanding": "outstanding",
}
"""What makes a finding, and the severity it gives; the reader of YAML has two shorthands of its own."""
PASSED_ON = {"social_value/files/into_models.py", "social_value/files/yaml_source.py", "social_value/findings.py"}
"""Modules that pass on a code which was written down elsewhere."""
MADE = [code for chapter in CHAPTERS for code in chapter.codes]


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _makes_words(node: ast.FunctionDef) -> bool:
    return isinstance(node.returns, ast.Name) and node.returns.id == "Words"


def codes_in_source() -> Iterator[tuple[str, str, str]]:
    """Yield each code with its severity and its module; a code that is no plain text is yielded as nothing."""
    for path in sorted((ROOT / "social_value").rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node) in SEVERITIES:
                code = node.args[0]
                text = code.value if isinstance(code, ast.Constant) and isinstance(code.value, str) else ""
                yield text, SEVERITIES[_called(node)], module
            if isinstance(node, ast.FunctionDef) and _makes_words(node):
                yield from ((code, "error", module) for code in _codes_returned(node))


def _codes_returned(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            code = node.value.elts[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_every_code_of_the_source_is_in_the_registry_and_none_is_stale() -> None:
    """The registry holds exactly the codes that the source can give."""
    assert set(CODES) == {code for code, _, _ in codes_in_source() if code}


def test_every_code_is_given_with_the_severity_of_the_registry() -> None:
    """What is registered as an error is nowhere a warning; what a framework's rule states may be either."""
    given = {(code, severity) for code, severity, _ in codes_in_source() if code in CODES}
    stated = {code for code, known in CODES.items() if known.severity == "as-stated"}
    assert {one for one in given if one[0] not in stated} == {
        (code, known.severity) for code, known in CODES.items() if code not in stated
    }


def test_every_code_is_written_as_plain_text() -> None:
    """No module makes up a code as it runs, so that the registry can be checked against the source."""
    assert {module for code, _, module in codes_in_source() if not code} <= PASSED_ON


def test_no_code_is_registered_twice() -> None:
    """Each code stands once, in one chapter."""
    assert len(MADE) == len(CODES)


@pytest.mark.parametrize("code", MADE, ids=lambda code: code.id)
def test_every_code_says_what_it_means_protects_and_asks_for(code: Code) -> None:
    """Meaning, way out and what is protected are sentences; a law is no sentence."""
    for words in (code.means, code.way_out, code.protects):
        assert words.strip() == words
        assert words.endswith(".")
        assert len(words.split()) >= 2
    assert not code.reference.endswith(".")
    assert "|" not in f"{code.means}{code.way_out}{code.protects}{code.reference}"


@pytest.mark.parametrize("code", MADE, ids=lambda code: code.id)
def test_only_what_lets_a_run_go_on_may_be_waived(code: Code) -> None:
    """A plain error never stands, unless it is about what words mean: then marks can be worked out all the same."""
    about_words = {"sector-worded", "address-worded"}
    assert not code.waivable or code.severity in ("warning", "as-stated") or code.id in about_words


def test_the_page_of_rules_is_written_from_the_registry() -> None:
    """docs/rules.md is what the registry gives; `.venv/bin/python -m tests.docs.rules` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page()
