"""The pages of the examples and of the shipped catalogue say what is in them."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.provenance import provenance
from social_value.files.load import load
from social_value.files.yaml_source import read_yaml
from social_value.render.result_json import result_json
from tests.docs.pages import ROOT

EXAMPLES = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
CATALOGUE = (ROOT / "frameworks" / "README.md").read_text(encoding="utf-8")
FOLDERS = sorted(path.parent.name for path in ROOT.glob("examples/*/procurement.yaml"))


def result(name: str) -> dict[str, Any]:
    """Return the result of an example as JSON gives it."""
    loaded = load(ROOT / "examples" / name)
    text = "".join(result_json(evaluate(loaded.inputs), provenance(loaded.inputs, loaded.files), ()))
    found: dict[str, Any] = json.loads(text)
    return found


def table(name: str) -> tuple[list[str], list[list[str]]]:
    """Return the heading and the rows of the ranking that the page shows for an example."""
    chapter = re.split(rf"(?m)^## {name}$", EXAMPLES)[1].partition("\n## ")[0]
    first = re.split(r"(?m)^(?=\| )", chapter, maxsplit=1)[1].partition("\n\n")[0]
    heading, _, *rows = [line.strip("| ").split(" | ") for line in first.splitlines()]
    return heading, rows


def test_the_page_has_every_example() -> None:
    """Each example has a chapter and a row in the list."""
    assert sorted(re.findall(r"(?m)^\| \[`([^`]+)`\]", EXAMPLES)) == FOLDERS
    assert sorted(set(re.findall(r"(?m)^## (.+)$", EXAMPLES))) == FOLDERS


@pytest.mark.parametrize("name", FOLDERS)
def test_the_ranking_on_the_page_is_the_result(name: str) -> None:
    """Ranks, suppliers, totals and pillars of the page are those that the tool gives, to the places shown."""
    (_, _, _, *pillars), rows = table(name)
    bids = {bid["supplier"]: bid for bid in result(name)["bids"]}
    assert {row[1] for row in rows} == set(bids)
    for rank, supplier, *numbers in rows:
        bid = bids[supplier]
        if bid["status"] == "disregarded":
            assert (rank, numbers) == ("disregarded", [])
            continue
        total, *shown = numbers
        assert (rank, total) == (str(bid["rank"] or bid["status"]), bid["total"])
        for heading, text in zip(pillars, shown, strict=True):
            places = Decimal(1).scaleb(-len(text.partition(".")[2]))
            assert abs(Decimal(text) - _figure(bid, heading)) <= places / 2


def _figure(bid: dict[str, Any], heading: str) -> Decimal:
    """Return what a column shows: marks of a pillar, or with "of 60" its weighted marks of that weight."""
    name, _, weight = heading.partition(", of ")
    pillar = bid["pillars"][{"price": "financial"}.get(name.lower(), name.lower())]
    assert weight in ("", pillar["weight"])
    return Decimal(pillar["weighted" if weight else "marks"])


def test_the_weight_at_which_the_winner_changes_is_as_the_page_says() -> None:
    """With the other weights scaled to match, Ten Lanterns leads up to a surge weight of 8, Northbridge from 9."""
    evaluation = evaluate(load(ROOT / "examples" / "contact-tracing").inputs)

    def leader(weight: int) -> str:
        def total(bid: str) -> Fraction:
            weighted = Fraction(0)
            for leaf in evaluation.inputs.leaves:
                marks = evaluation.settled.marked(leaf.id, bid).marks or Fraction(0)
                points = Fraction(weight) if leaf.id == "F2" else leaf.points * (100 - weight) / 90
                weighted += marks * points / 100
            return weighted

        return max(evaluation.settled.pool, key=total)

    assert "at a weight of 8 or less, Northbridge from 9" in EXAMPLES
    assert {leader(weight) for weight in range(9)} == {"ten-lanterns"}
    assert {leader(weight) for weight in range(9, 31)} == {"northbridge"}


def test_the_page_of_the_catalogue_lists_every_shipped_file() -> None:
    """Each shipped file stands in the table with its id and its confidence."""
    shown = {
        (path, name, confidence)
        for path, name, confidence in re.findall(r"(?m)^\| `([^`]+\.yaml)` \| `([^`]+)` \| .* \| (\w+) \|$", CATALOGUE)
    }
    shipped = set()
    for path in (ROOT / "frameworks").rglob("*.yaml"):
        data = read_yaml(path, path.name).data
        shipped.add((path.relative_to(ROOT / "frameworks").as_posix(), data["id"], data.get("confidence")))
    assert shown == shipped
