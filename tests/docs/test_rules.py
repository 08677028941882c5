"""The registry of codes has every chapter, each code is named for its id and given by the tool; its page is true."""

from __future__ import annotations

import ast
import pkgutil

import pytest

from social_value import codes
from social_value.codes.all_codes import CHAPTERS, CODES
from social_value.codes.code import Code
from tests.docs.pages import ROOT
from tests.docs.rules import PAGE, page

PACKAGE = ROOT / "social_value"
MADE = [code for chapter in CHAPTERS for code in chapter.codes]


def _name(code: Code) -> str:
    return code.id.upper().replace("-", "_")


def names_given() -> set[str]:
    """Return the names that the package uses outside the registry, but not where only the id is asked for."""
    outside = (path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE / "codes")
    nodes = [node for path in outside for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    compared = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "id"}
    return {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in compared}


def test_every_module_of_codes_is_a_chapter_of_the_page() -> None:
    """A chapter that the list leaves out would be unknown to waivers, reports and the page."""
    modules = {module.name for module in pkgutil.iter_modules(codes.__path__, "social_value.codes.")}
    chapters = {chapter.module.__name__ for chapter in CHAPTERS}
    assert modules - chapters == {"social_value.codes.all_codes", "social_value.codes.code"}


def test_every_code_is_named_for_its_id() -> None:
    """Whoever reads a code in a report finds its name in the source, and the other way round."""
    named = {
        (name, code.id) for chapter in CHAPTERS for name, code in vars(chapter.module).items() if isinstance(code, Code)
    }
    assert named == {(code.id.upper().replace("-", "_"), code.id) for code in MADE}


def test_no_code_is_stale() -> None:
    """A code that no module gives is dead, and its page promises what is never found."""
    assert {_name(code) for code in MADE} - names_given() == set()


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
