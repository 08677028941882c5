"""SM-21: every value of a register says where it is from and from which day, and how old it may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.features.folders import case


@pytest.mark.parametrize("name", ["value-without-reference", "value-without-a-date"])
def test_sm_21_a_value_without_source_or_date_is_an_error(tmp_path: Path, name: str) -> None:
    """A register with such a value cannot be used."""
    assert social_value("validate", case(tmp_path, f"registers/{name}")).code == 1


def test_sm_21_an_old_value_is_a_warning_and_an_error_when_strict(tmp_path: Path) -> None:
    """Older than the register keeps its values: exit code 0 with a warning, and 1 under `--strict`."""
    folder = case(tmp_path, "procurements/value-out-of-date")
    done = social_value("validate", folder)
    assert done.code == 0
    assert "warning value-out-of-date" in done.out
    assert social_value("validate", folder, "--strict").code == 1
