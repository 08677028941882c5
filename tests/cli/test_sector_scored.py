"""Who a bidder is and where it is registered can be reported, and never scored: the command ends with 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.faults.procurement import SMALL, write


@pytest.mark.parametrize(
    ("reads", "code"),
    [
        ("supplier.sector", "sector-scored"),
        ("legal-form", "sector-scored"),
        ("supplier.size", "sector-scored"),
        ("registered-address", "address-scored"),
        ("supplier.postcode", "address-scored"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "score"])
def test_sm_29_a_criterion_that_reads_who_the_bidder_is_ends_with_1(
    tmp_path: Path, command: str, reads: str, code: str
) -> None:
    """Sector, legal form, size or address as the figure of a criterion is an error of both commands."""
    folder = tmp_path / "small"
    write(folder, SMALL)
    method = folder / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    assert text.count("of: carbon") == 1
    method.write_text(text.replace("of: carbon", f"of: {reads}"), encoding="utf-8")
    done = social_value(command, folder)
    assert done.code == 1
    assert code in done.out + done.err
