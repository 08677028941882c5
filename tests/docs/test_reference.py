"""The page of formulas says what the code says."""

from __future__ import annotations

import pytest

from social_value.core.figures.registry import FIGURES
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import METHODS
from tests.docs.pages import ROOT
from tests.docs.reference import PAGE, page

FILE_FORMATS = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8")


def test_the_page_of_formulas_is_written_from_the_code() -> None:
    """docs/formulas.md is what the registries give; `.venv/bin/python -m tests.docs.reference` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", [*FORMULAS, *FIGURES, *METHODS])
def test_the_file_formats_name_every_entry_of_the_registries(name: str) -> None:
    """Each formula, figure and method stands in a table of docs/file-formats.md."""
    assert f"| `{name}` |" in FILE_FORMATS
