"""Links between pages lead somewhere, and pictures bring nothing in from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import PAGES, ROOT, blocks_of


def prose(page: Path) -> str:
    """Return a page without its fenced blocks and inline code."""
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", text)
    return re.sub(r"`[^`\n]*`", "", text)


def links(page: Path) -> list[str]:
    """Return the targets of a page's links and pictures, those of references included."""
    text = prose(page)
    return [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r"(?m)^\[[^\]]+\]: (\S+)", text)]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, made as code hosts make them."""
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", (ROOT / page).read_text(encoding="utf-8"))
    found: set[str] = set()
    for heading in re.findall(r"(?m)^#+ (.*)$", text):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", words).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_relative_link_leads_to_a_file_and_heading(page: Path) -> None:
    """A link without a scheme names a file of the repository, and a heading of it."""
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = ((ROOT / page).parent / name).resolve() if name else ROOT / page
        assert target.is_relative_to(ROOT), f"{page}: {link} leads out of the repository"
        assert target.exists(), f"{page}: {link} leads nowhere"
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT)), f"{page}: {link} names no heading"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_reference_is_defined(page: Path) -> None:
    """A link by reference has its target below."""
    text = prose(page)
    used = set(re.findall(r"\]\[([^\]]+)\]", text))
    assert used <= set(re.findall(r"(?m)^\[([^\]]+)\]: ", text))


def test_every_page_can_be_reached_from_the_index() -> None:
    """The index names every page of the guide."""
    guide = {page.name for page in PAGES if page.parent == Path("docs")} - {"index.md"}
    assert guide <= {link.partition("#")[0] for link in links(Path("docs/index.md"))}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_block_says_what_it_is(page: Path) -> None:
    """A comment above a block is one that the tests know, and what follows it is what it asks for."""
    for block in blocks_of((ROOT / page).read_text(encoding="utf-8")):
        name, argument = block.task
        if not name:
            continue
        assert name in {"write", "append", "change", "fill", "exit"}, f"{page}:{block.line}: {block.comment}"
        assert argument, f"{page}:{block.line}: {block.comment}"
        assert (name == "exit") == bool(block.commands), f"{page}:{block.line}: {block.comment}"
        assert (name == "change") == (block.language == "diff"), f"{page}:{block.line}: {block.comment}"
