"""Every shipped item says where it comes from, under which licence, from when, and how sure it is."""

from __future__ import annotations

import re

import pytest

from social_value.model.base import Reference
from social_value.model.framework import Framework
from social_value.model.register import Register
from tests.catalogue.shipped import ITEMS, PATHS, REGISTERS

ALL = sorted(ITEMS)
LICENCES = ("OGL-3.0", "CC-BY-4.0", "Apache-2.0", "Facts published by the Living Wage Foundation")


def sources(name: str) -> tuple[Reference, ...]:
    """Return where an item says it comes from."""
    item = ITEMS[name]
    if isinstance(item, Framework):
        return item.references
    return (item.source,) if item.source else ()


@pytest.mark.parametrize("name", ALL)
def test_it_names_its_source_with_an_address(name: str) -> None:
    """A reader can go to at least one page, and every address is a whole one."""
    addresses = [one.href for one in sources(name) if one.href]
    assert addresses
    assert all(re.match(r"https?://\S+$", address) for address in addresses)


@pytest.mark.parametrize("name", ALL)
def test_it_states_how_sure_it_is(name: str) -> None:
    """Each file carries a confidence as a whole."""
    assert ITEMS[name].confidence in {"official", "secondary", "unverified"}


@pytest.mark.parametrize("name", ALL)
def test_its_licence_lets_everybody_use_it(name: str) -> None:
    """A licence is one that we know to allow copies and changes; none forbids commerce or derivatives."""
    licence = ITEMS[name].licence
    assert licence.startswith(LICENCES)
    assert not re.search(r"\bN[CD]\b|non-?commercial|no-?derivatives", licence, re.IGNORECASE)


@pytest.mark.parametrize("name", ALL)
def test_it_is_dated(name: str) -> None:
    """A framework has a version and a day, a register dates each value, a scale has a day or a year in its source."""
    item = ITEMS[name]
    if isinstance(item, Framework):
        assert item.version
        assert item.published_on
    elif not isinstance(item, Register):
        assert item.published_on or re.search(r"\b20\d\d\b", sources(name)[0].title)


@pytest.mark.parametrize("name", ALL)
def test_it_says_at_the_top_what_was_read(name: str) -> None:
    """The comments of a file say what was read and what was not, or that it is our own or illustrative."""
    comments = "".join(
        line for line in PATHS[name].read_text(encoding="utf-8").splitlines(True) if line.startswith("#")
    )
    assert len(comments) > 200
    assert re.search(r"\bread\b|\bour own\b|^# Illustrative\b", comments, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_each_value_has_what_a_reader_needs(name: str) -> None:
    """A unit, a day and a reference; and where it is a gain in money, the year of its prices."""
    register = REGISTERS[name]
    for entry in register.entries:
        assert entry.unit
        for value in entry.values:
            assert value.reference.href or register.source.href
            if entry.value_type:
                assert value.price_base, entry.id
            if entry.unit.startswith("GBP") and not entry.value_type:
                assert name == "procurement-thresholds", entry.id


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_a_year_of_prices_is_written_as_a_year(name: str) -> None:
    """A price base is a calendar year or a financial year whose second half follows its first."""
    for entry in REGISTERS[name].entries:
        for value in entry.values:
            base = value.price_base or "2024"
            assert re.fullmatch(r"\d{4}(-\d{2})?", base)
            assert len(base) == 4 or int(base[5:]) == (int(base[2:4]) + 1) % 100
