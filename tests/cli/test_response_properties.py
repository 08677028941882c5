"""Returns of any kind: a check finds what reading finds, an error writes nothing, a twin of a name replaces nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.identity import look, spelling
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.issuing import issued_bytes
from social_value.files.load import load
from tests.cli.command import social_value
from tests.faults.procurement import SMALL, write
from tests.files.returns.person import Typed, fill_in
from tests.samples import sample

SOUND: Mapping[str, Typed] = {
    "supplier/name": "Gamma Ltd",
    "price/total": 130.5,
    "declarations/living-wage/value": "yes",
    "measures/carbon/value": 3,
    "statements/S1": "At the door.",
}
TYPED: Mapping[str, tuple[Typed, ...]] = {
    "supplier/name": ("", "Gamma Ltd"),
    "price/total": (0, "about 5", "", 130.5, "1,250"),
    "declarations/living-wage/value": ("no", "", "perhaps", "yes"),
    "measures/carbon/value": ("", "12%", 3),
    "statements/S1": ("", "At the door."),
}
"""What people type into each cell, sound and otherwise."""
TWINS: Mapping[str, str] = {
    "a": "\N{CYRILLIC SMALL LETTER A}",
    "e": "\N{CYRILLIC SMALL LETTER IE}",
    "o": "\N{GREEK SMALL LETTER OMICRON}",
    "p": "\N{CYRILLIC SMALL LETTER ER}",
    "x": "\N{GREEK SMALL LETTER CHI}",
}
"""Letters, and one of another alphabet that looks the same."""


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its content."""
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@settings(max_examples=sample(15, 300), deadline=None)
@given(st.fixed_dictionaries({key: st.sampled_from(values) for key, values in TYPED.items()}))
def test_a_check_finds_what_reading_finds_and_an_error_writes_nothing(
    tmp_path_factory: pytest.TempPathFactory, typed: dict[str, Typed]
) -> None:
    """Whatever is typed: the same words with --check, nothing written by it, and nothing where there is an error."""
    top = tmp_path_factory.mktemp("returns")
    folder = write(top / "small", {"procurement.yaml": SMALL["procurement.yaml"]})
    form = bid_return(load(folder).inputs)
    path = fill_in(issued_bytes(form), form, typed, top / "back.xlsx")
    before = files(folder)
    checked = social_value("response", "read", folder, path, "--check")
    assert files(folder) == before
    done = social_value("response", "read", folder, path)
    assert (done.code, done.out) == (checked.code, checked.out)
    if done.code:
        assert done.err == checked.err
        assert files(folder) == before
    else:
        assert social_value("validate", folder).code == 0


@settings(max_examples=sample(8, 160), deadline=None)
@given(name=st.text("aeopxbc &", min_size=2, max_size=12).map(str.strip).filter(lambda name: set(name) & set(TWINS)))
def test_a_name_in_letters_of_another_alphabet_replaces_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """Whatever the supplier is called: a twin of its name is not its name, and --force alone replaces no bid."""
    twin = "".join(TWINS.get(letter, letter) for letter in name)
    assert (look(twin) == look(name), spelling(twin) == spelling(name)) == (True, False)
    top = tmp_path_factory.mktemp("twins")
    folder = write(top / "small", {"procurement.yaml": SMALL["procurement.yaml"]})
    form = bid_return(load(folder).inputs)
    issued = issued_bytes(form)
    own, other = (
        fill_in(issued, form, {**SOUND, "supplier/name": supplier}, top / f"{number}.xlsx")
        for number, supplier in enumerate((name, twin))
    )
    done = social_value("response", "read", folder, own)
    assert done.code == 0, done.err
    before = files(folder)
    done = social_value("response", "read", folder, other, "--force")
    assert (done.code, "which-bid-unclear" in done.err) == (1, True)
    assert files(folder) == before
