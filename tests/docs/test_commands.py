"""What the pages tell a reader to type works, and says what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import NOT_RUN, PAGES, ROOT, WORKED_EXAMPLES, Reader, assert_shown, blocks_of, not_run

WITH_COMMANDS = [
    page
    for page in PAGES
    if page != WORKED_EXAMPLES and any(b.commands for b in blocks_of((ROOT / page).read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=str)
def test_a_reader_can_follow_the_page(page: Path, tmp_path: Path) -> None:
    """Every command of a page runs in turn, ends as the page says, and prints what the page shows."""
    Reader(tmp_path).follow(page)


def test_every_command_that_is_not_run_is_on_a_page() -> None:
    """The list of commands that are not run holds no command that no page shows any more."""
    shown = {
        not_run(command)
        for page in PAGES
        for block in blocks_of((ROOT / page).read_text(encoding="utf-8"))
        for command in block.commands
    }
    assert set(NOT_RUN) <= shown


def test_a_page_that_shows_something_else_is_noticed() -> None:
    """The comparison lets lines be left out only where three dots stand."""
    assert_shown("a\n...\nc", "a\nb\nc\n", "here")
    with pytest.raises(AssertionError, match="shows what is not said"):
        assert_shown("a\nc", "a\nb\nc\n", "here")
    with pytest.raises(AssertionError, match="shows what is not said"):
        assert_shown("a\n...\nd", "a\nb\nc\n", "here")
