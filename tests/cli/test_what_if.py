"""``social-value what-if``: every option, wrong input, and JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "examples" / "contact-tracing")
VALUED = str(ROOT / "examples" / "repair-hub")


def answer(*arguments: str) -> dict[str, Any]:
    """Return the JSON that a run prints."""
    done = social_value("what-if", *arguments, "--format", "json")
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads(done.out)
    assert document["schema"] == "social-value/what-if@1"
    return document


def test_sm_33_one_page_says_how_firm_the_result_is() -> None:
    """Margin, close call, switching weight, flips, prices stand on one page."""
    done = social_value("what-if", EXAMPLE)
    assert done.code == 0
    for words in ("1.09", "a close call", "(8 or less)", "ten-lanterns", "1,240,770.67", "The published result stays"):
        assert words in done.out


def test_sm_33_the_page_as_json_holds_exact_numbers() -> None:
    """The switching weight of surge capacity is a fraction between 8 and 9."""
    firmness = answer(EXAMPLE)["firmness"]
    (surge,) = [one for one in firmness["switching_weights"] if one["id"] == "F2"]
    top, bottom = map(int, surge["below"]["at"]["exact"].split("/"))
    assert 8 * bottom < top < 9 * bottom
    assert surge["below"]["whole"] == 8
    assert surge["below"]["first"] == ["ten-lanterns"]
    assert surge["above"] is None
    assert firmness["margin"] == "1.09"
    assert firmness["most_fragile"] == "F2"


def test_sm_33_a_sweep_draws_letters_and_names_whole_weights() -> None:
    """In a pipe the picture is letters alone, one for each weight from 0 to 100."""
    done = social_value("what-if", EXAMPLE, "--sweep", "F2")
    assert "A" * 9 + "B" * 92 in done.out
    assert "ten-lanterns up to 8, northbridge from 9" in done.out
    assert "\x1b" not in done.out


def test_sm_33_another_weight_keeps_the_sum_at_100() -> None:
    """The weight that is asked for stands, the others share what is left in proportion.

    Ten Lanterns has 15 marks for surge and, from 74.0446 = (15 x 10 + x x 90) / 100, 80.605 on average elsewhere:
    (15 x 8 + 80.605 x 92) / 100 = 75.36.
    """
    document = answer(EXAMPLE, "--weight", "F2=8")
    assert document["changed"] == ["Weight of F2: 8 instead of 10; all others in proportion."]
    assert document["weights"]["F2"]["exact"] == "8"
    assert document["weights"]["F1"]["exact"] == "92/3"
    assert document["after"][0] == {"bid": "ten-lanterns", "status": "ranked", "rank": 1, "total": "75.36"}
    assert document["before"][0]["bid"] == "northbridge"


def test_sm_33_a_pillar_moves_with_its_parts() -> None:
    """The financial pillar at 25 halves each of its weights."""
    weights = answer(EXAMPLE, "--weight", "financial=25")["weights"]
    assert [weights[name]["exact"] for name in ("F1", "F2", "F3", "E1")] == ["15", "5", "5", "15"]


def test_sm_33_a_bid_left_out_is_in_no_ranking() -> None:
    """The others move up, and the published ranking still has it."""
    document = answer(EXAMPLE, "--drop", "northbridge")
    assert document["after"][0]["bid"] == "ten-lanterns"
    assert "northbridge" not in [one["bid"] for one in document["after"]]
    assert document["before"][0]["bid"] == "northbridge"


def test_sm_33_another_formula_of_the_one_price_criterion() -> None:
    """The criterion that reads a price takes the formula, and keeps the figure that it reads."""
    changed = answer(EXAMPLE, "--formula", "lowest-price-ratio")["changed"]
    assert changed == ["Formula of F1: lowest-price-ratio instead of linear (zero_at 28, full_at 16)."]
    document = answer(EXAMPLE, "--formula", "F1=linear:zero_at=30,full_at=10")
    assert document["changed"] == [
        "Formula of F1: linear (zero_at 30, full_at 10) instead of linear (zero_at 28, full_at 16)."
    ]


def test_sm_33_values_at_their_low_end() -> None:
    """Values are scored at the end that is asked for."""
    document = answer(VALUED, "--values", "low")
    assert document["changed"][0].startswith("Values: low instead of")
    assert social_value("what-if", EXAMPLE, "--values", "low").code == 2


def test_sm_33_another_framework_says_what_it_would_find() -> None:
    """Under the Social Value Model nothing here stands for its criteria, which it then says."""
    framework = answer(EXAMPLE, "--framework", "ppn-002")["framework"]
    assert framework["after"] == "ppn-002"
    assert framework["valid"]
    assert "weight-below-minimum" in [one["code"] for one in framework["new_findings"]]


def test_sm_33_options_combine() -> None:
    """Changes are stated one by one, and a sweep goes over what they come to."""
    document = answer(EXAMPLE, "--weight", "S3=10", "--drop", "riverbend", "--sweep", "F2")
    assert len(document["changed"]) == 2
    assert document["sweep"]["whole_weights"][0] == {"from": 0, "to": 9, "first": ["ten-lanterns"]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--weight", "F22=8"), 'Did you mean "F2"?'),
        (("--weight", "F2"), "ID=N"),
        (("--weight", "F2=x"), "ID=N"),
        (("--weight", "F2=101"), "from 0 to 100"),
        (("--weight", "F1=60", "--weight", "F2=60"), "more than 100"),
        (("--weight", "financial=60", "--weight", "F2=5"), "twice"),
        (("--drop", "northbrige"), 'Did you mean "northbridge"?'),
        (("--sweep", "finacial"), 'Did you mean "financial"?'),
        (("--formula", "fixed-bounds"), "fixed-bounds:floor=...,ceiling=..."),
        (("--formula", "fixed-bound:floor=1,ceiling=2"), 'Did you mean "fixed-bounds"?'),
        (("--formula", "banded-above-lowest:when_lowest_is_zero=0"), "table of bands"),
        (("--formula", "F9=lowest-price-ratio"), "no criterion"),
        (("--formula", "S3=lowest-price-ratio"), "not marked by a formula"),
        (("--framework", "ppn-0002"), 'Did you mean "ppn-002"?'),
    ],
)
def test_what_cannot_be_asked_says_how_to_ask(options: tuple[str, ...], words: str) -> None:
    """A wrong id or value ends with 2, the nearest word, and nothing on standard output."""
    done = social_value("what-if", EXAMPLE, *options)
    assert done.code == 2
    assert words in " ".join(done.err.split())
    assert done.out == ""


def test_a_sole_criterion_cannot_be_swept(tmp_path: Path) -> None:
    """Where one pillar has the whole weight, nothing could take what it gives up."""
    folder = tmp_path / "one-pillar"
    shutil.copytree(EXAMPLE, folder)
    text = (folder / "procurement.yaml").read_text(encoding="utf-8")
    for pillar in ("environmental", "social"):
        text = text.replace(f"pillar: {pillar}", "pillar: financial")
    (folder / "procurement.yaml").write_text(text, encoding="utf-8")
    done = social_value("what-if", str(folder), "--sweep", "financial")
    assert done.code == 2
    assert "whole weight of 100" in done.err


def test_sm_33_adding_gestures_up_would_change_the_winner() -> None:
    """With the 40 points of the joined-up criterion moved to added-up value, second-sunrise is first with 85.34."""
    document = answer(str(ROOT / "examples" / "digital-inclusion"), "--weight", "S1=0", "--weight", "S3=45")
    assert document["after"][0]["bid"] == "second-sunrise"
    assert document["after"][0]["total"] == "85.34"


def test_one_lot_is_asked_about_at_a_time() -> None:
    """A procurement with lots says that one has to be named, and is asked about that one."""
    lots = str(ROOT / "tests" / "good" / "repairs")
    assert social_value("what-if", lots).code == 2
    assert answer(lots, "--lot", "north")["firmness"]["first"]
