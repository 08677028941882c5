"""The example repair-hub, worked by hand: three bids whose promises are valued in money."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from social_value.arithmetic import rounded
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.worth import social_value
from social_value.files.load import load
from tests.core.builders import ranks, totals
from tests.golden.published import EXAMPLES, ROOT

HUB = EXAMPLES / "repair-hub"
HEALTH = [1 / Fraction("1.015") ** index for index in range(3)]
"""Contract year 1 has factor 1; then 1.5% a year, the rate for health, for points of life satisfaction."""
STANDARD = [1 / Fraction("1.035") ** index for index in range(3)]
"""Contract year 1 has factor 1; then 3.5% a year, the standard rate, for carbon."""
NET_SHARE = Fraction("0.7") * Fraction("0.9") * Fraction("0.8") * Fraction("0.95")
"""What is left after 30%, 10%, 20% and 5%, one after the other: 0.4788."""
POINTS = {"low": 10_000, "central": 13_000, "high": 16_000}
"""A point of life satisfaction for a year, in prices of 2019."""
CARBON = {
    "low": ("140.72", "142.87", "145.04"),
    "central": ("281.44", "285.73", "290.08"),
    "high": ("422.17", "428.60", "435.12"),
}
"""A tonne saved in 2027, 2028 and 2029, in prices of 2022."""


def hour(level: str) -> Fraction:
    """Return the net value of an hour: 0.0003 points, from prices of 2019 to those of 2024 (central: 2.302249)."""
    return Fraction("0.0003") * POINTS[level] * 100 / Fraction("81.1085") * NET_SHARE


def hours(quantity: int, years: int = 3, level: str = "central") -> Fraction:
    """Return the present value of so many hours in each of the first years."""
    return sum((quantity * hour(level) * factor for factor in HEALTH[:years]), Fraction(0))


def tonnes(quantity: Fraction, level: str = "central") -> Fraction:
    """Return the present value of so many tonnes in each year: half counts, brought from prices of 2022 to 2024."""
    values = [Fraction(value) * 100 / Fraction("90.5005") / 2 for value in CARBON[level]]
    return sum((quantity * value * factor for value, factor in zip(values, STANDARD, strict=True)), Fraction(0))


def by_hand(level: str) -> dict[str, Fraction]:
    """Return the net social value of each bid at one end of the ranges."""
    return {
        # The 600 hours of the same people in the same place and years count once, under the 2,400.
        "mended-together": hours(2400, level=level) + tonnes(Fraction(45), level),
        # A statement counts for half, a signed register for three quarters, four fifths of the events are for this.
        "loop-and-latch": hours(1200, level=level) / 2
        + hours(500, 2, level) * 3 / 4
        + tonnes(70 * Fraction(4, 5), level),
        # 9,000 hours a year are worth 61,246.63 at central values and 47,112.79 at low ones, of which 25,000 count.
        "northgate": Fraction(25_000) + tonnes(Fraction(20), level),
    }


PENNIES = {
    "low": {"mended-together": "22860.03", "loop-and-latch": "17272.82", "northgate": "29576.27"},
    # 16,332.43 + 20,592.99; 4,083.11 + 1,713.93 + 25,626.83; 25,000.00 + 9,152.44
    "central": {"mended-together": "36925.42", "loop-and-latch": "31423.87", "northgate": "34152.44"},
    "high": {"mended-together": "50991.31", "loop-and-latch": "45575.52", "northgate": "38728.82"},
}


@pytest.fixture(scope="module", name="evaluation")
def evaluated() -> Evaluation:
    """Return the evaluation of the example."""
    return evaluate(load(HUB).inputs)


def with_change(folder: Path, old: str, new: str) -> Evaluation:
    """Return the evaluation of the example with one change to its method."""
    shutil.copytree(ROOT / "frameworks", folder / "frameworks")
    example = shutil.copytree(HUB, folder / "examples" / "repair-hub")
    method = example / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    assert old in text
    method.write_text(text.replace(old, new), encoding="utf-8")
    return evaluate(load(example).inputs)


def test_an_hour() -> None:
    """An hour is worth 0.0003 x 13,000 = 3.90 in prices of 2019, 4.81 in those of 2024, and 2.30 net."""
    assert f"{rounded(hour('central') / NET_SHARE, 2, 'half-up'):f}" == "4.81"
    assert f"{rounded(hour('central'), 2, 'half-up'):f}" == "2.30"


@pytest.mark.parametrize("bid", PENNIES["central"])
@pytest.mark.parametrize("level", PENNIES)
def test_the_value_of_each_bid(evaluation: Evaluation, level: str, bid: str) -> None:
    """The net social value is the one that is worked by hand, exactly, and so are its pennies, at each level."""
    net = social_value(evaluation.inputs.bids_by_id[bid], evaluation.field.terms).net
    found = {"low": net.low, "central": net.central, "high": net.high}[level]
    assert found == by_hand(level)[bid]
    assert f"{rounded(found, 2, 'half-up'):f}" == PENNIES[level][bid]


@pytest.mark.parametrize(("bid", "price"), [("mended-together", 480), ("loop-and-latch", 430), ("northgate", 450)])
def test_the_marks_for_social_value(evaluation: Evaluation, bid: str, price: int) -> None:
    """Marks are the share of the price against a target of 10%."""
    share = 100 * by_hand("central")[bid] / (1000 * price)
    assert evaluation.settled.marked("S1", bid).marks == 100 * share / 10


def test_the_ranking(evaluation: Evaluation) -> None:
    """The bid that promises most hours is last: its promise is capped, and its other marks decide.

    Mended Together: 0.4 x 55 + 0.2 x 84 + 0.25 x 76.927968 + 0.15 x 70 = 68.53.
    Loop & Latch: 0.4 x 67.5 + 0.2 x 70 + 0.25 x 73.078766 + 0.15 x 55 = 67.52.
    Northgate: 0.4 x 62.5 + 0.2 x 40 + 0.25 x 75.894312 + 0.15 x 75 = 63.22.
    """
    assert totals(evaluation) == {"mended-together": "68.53", "loop-and-latch": "67.52", "northgate": "63.22"}
    assert ranks(evaluation) == {"mended-together": 1, "loop-and-latch": 2, "northgate": 3}


def test_without_its_cap_the_largest_promise_would_win(tmp_path: Path) -> None:
    """Uncapped, Northgate earns full marks: 25 + 8 + 25 + 11.25 = 69.25."""
    assert totals(with_change(tmp_path, "      cap: 25000", "")) == {
        "northgate": "69.25",
        "mended-together": "68.53",
        "loop-and-latch": "67.52",
    }


def test_if_every_evidence_counted_in_full_the_second_would_win(tmp_path: Path) -> None:
    """Without the shares for evidence, Loop & Latch has 8,166.22 + 2,285.24 + 25,626.83, and earns 83.903 marks."""
    full = with_change(tmp_path, "signed-register: 0.75, statement: 0.50", "signed-register: 1, statement: 1")
    assert totals(full) == {"mended-together": "68.53", "loop-and-latch": "70.23", "northgate": "63.22"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("low", {"mended-together": "61.21", "loop-and-latch": "59.29", "northgate": "60.68"}),
        ("high", {"mended-together": "74.30", "loop-and-latch": "74.25", "northgate": "65.77"}),
    ],
)
def test_the_first_is_first_at_both_ends_of_the_ranges(tmp_path: Path, level: str, expected: dict[str, str]) -> None:
    """Scored at low or at high values, other bids change places, and Mended Together stays first."""
    assert totals(with_change(tmp_path, "value_at: central", f"value_at: {level}")) == expected


def test_the_questions(evaluation: Evaluation) -> None:
    """One promise is counted once, and one raises a question; both are there on purpose, and the example says so."""
    assert [(finding.code, finding.waived is not None) for finding in evaluation.findings] == [
        ("counted-once", True),
        ("implausible-commitment", True),
    ]


def test_its_values_are_those_of_the_shipped_registers(evaluation: Evaluation) -> None:
    """The example holds no register of its own."""
    assert not (HUB / "frameworks").exists()
    named = {"wellby-and-qaly", "desnz-carbon-values", "gdp-deflators", "green-book-discount-rates"}
    assert named == set(evaluation.inputs.registers)
