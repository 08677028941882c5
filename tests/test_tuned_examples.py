"""The examples on digital inclusion and community equipment: totals worked by hand when they were made."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.cli.command import social_value
from tests.test_examples import EXAMPLES, Result, bids, scored

INCLUSION, EQUIPMENT = EXAMPLES / "digital-inclusion", EXAMPLES / "community-equipment"


@pytest.fixture(scope="module")
def inclusion() -> Result:
    """Return the result of the example on digital inclusion."""
    return scored(INCLUSION)


@pytest.fixture(scope="module")
def equipment() -> Result:
    """Return the result of the example on community equipment."""
    return scored(EQUIPMENT)


def linear(value: object, zero: object, full: object) -> Fraction:
    """Return marks between published end points, 0 to 100."""
    share = (Fraction(str(value)) - Fraction(str(zero))) / (Fraction(str(full)) - Fraction(str(zero)))
    return 100 * min(max(share, Fraction(0)), Fraction(1))


def weighted(*parts: tuple[str, Fraction]) -> str:
    """Return a total to two places, a half up, from weights and marks."""
    exact = sum((Fraction(weight) * marks / 100 for weight, marks in parts), Fraction(0))
    cents = (exact * 200 + 1) // 2
    return f"{cents // 100}.{cents % 100:02d}"


def cells(result: Result, section: str, table: str = "bids") -> dict[str, Any]:
    """Return the cells of a table's rows by bid."""
    found = next(one for one in result["sections"] if one["id"] == section)
    rows = next(one["rows"] for one in found["tables"] if one["id"] == table)
    return {row["bid"]: row["cells"] for row in rows}


class TestDigitalInclusion:
    """What the table of the offers gives, by the published formulas."""

    OFFERS: ClassVar[dict[str, tuple[int, ...]]] = {
        # price in thousands, the people of the four parts, front line %, refurbished %, S2 and S4 of 5, extra thousands
        "joined-up-meadow": (1150, 2800, 2600, 2700, 2700, 71, 75, 4, 3, 390),
        "reading-room": (1060, 2300, 2200, 2600, 2800, 79, 60, 4, 4, 210),
        "everyday-lantern": (870, 1500, 900, 2300, 2600, 83, 80, 5, 4, 260),
        "second-sunrise": (640, 600, 3600, 300, 300, 62, 95, 3, 3, 310),
        "skybarrow": (930, 4000, 1600, 2000, 900, 52, 35, 3, 4, 880),
    }
    TOTALS: ClassVar[dict[str, str]] = {
        "joined-up-meadow": "76.42",
        "reading-room": "74.17",
        "everyday-lantern": "69.68",
        "second-sunrise": "57.31",
        "skybarrow": "55.91",
    }

    def total(self, bid: str, joined: str = "40", added: str = "5") -> str:
        """Return the total of a bid at two weights, from its offer."""
        price, *people, front, refurbished, research, ethics, extra = self.OFFERS[bid]
        shares = [Fraction(min(one, 4000), 4000) for one in people]
        value = 100 * (min(shares) + sum(shares, Fraction(0)) / 4) / 2
        return weighted(
            ("15", linear(price, 1400, 600)),
            ("10", linear(front, 40, 80)),
            ("10", linear(refurbished, 0, 90)),
            (joined, linear(value, 0, 70)),
            ("12", Fraction(20 * research)),
            (added, linear(Fraction(100 * extra, price), 0, 50)),
            ("8", Fraction(20 * ethics)),
        )

    def test_totals_are_those_of_the_offers(self, inclusion: Result) -> None:
        """Each total follows from the bid's offer, in the published order."""
        assert {bid: self.total(bid) for bid in self.OFFERS} == self.TOTALS
        ranked = {name: bid["total"] for name, bid in bids(inclusion).items() if bid["rank"]}
        assert list(ranked.items()) == list(self.TOTALS.items())

    def test_sm_25_the_joined_up_criterion(self, inclusion: Result) -> None:
        """Marks of S1, the people end to end, and the price of each, as the example's table has them."""
        marks = {
            name: next(one["marks"] for one in bid["criteria"] if one["id"] == "S1")
            for name, bid in bids(inclusion).items()
            if bid["rank"]
        }
        assert {name: f"{float(one):.1f}" for name, one in marks.items()} == {
            "joined-up-meadow": "94.6",
            "reading-room": "83.5",
            "everyday-lantern": "48.7",
            "second-sunrise": "26.8",
            "skybarrow": "54.0",
        }
        rows = cells(inclusion, "joined-up")
        assert {name: rows[name]["claimants_end_to_end_people"] for name in marks} == {
            "joined-up-meadow": "2600",
            "reading-room": "2200",
            "everyday-lantern": "900",
            "second-sunrise": "300",
            "skybarrow": "900",
        }

    def test_sm_27_the_digital_only_bid_fails_the_gate(self, inclusion: Result) -> None:
        """Portal Otter has the lowest price and no channel without the internet, so it gets no rank."""
        portal = bids(inclusion)["portal-otter"]
        assert (portal["status"], portal["rank"], portal["total"]) == ("disregarded", None, None)
        assert "needs no internet" in portal["reasons"][0]

    def test_sm_26_the_largest_gesture_wins_once_pounds_are_added_up(self, tmp_path: Path) -> None:
        """With the 40 points of S1 moved to S3 the order is turned round, and Second Sunrise is first with 85.34."""
        folder = tmp_path / "added-up"
        shutil.copytree(INCLUSION, folder)
        method = folder / "procurement.yaml"
        text = method.read_text(encoding="utf-8")
        assert (text.count("weight: 40\n"), text.count("weight: 5\n")) == (1, 1)
        method.write_text(
            text.replace("weight: 40\n", "weight: 0\n").replace("weight: 5\n", "weight: 45\n"), encoding="utf-8"
        )
        ranked = {name: bid["total"] for name, bid in bids(scored(folder)).items() if bid["rank"]}
        assert list(ranked.items()) == [
            ("second-sunrise", "85.34"),
            ("skybarrow", "74.30"),
            ("everyday-lantern", "74.12"),
            ("joined-up-meadow", "65.69"),
            ("reading-room", "56.62"),
        ]
        assert {bid: self.total(bid, "0", "45") for bid in ranked} == ranked


class TestCommunityEquipment:
    """What the table of the offers gives, by the published formulas."""

    OFFERS: ClassVar[dict[str, tuple[int, ...]]] = {
        # price in thousands, reuse %, equipment reused %, tCO2e, jobs, progression of 5, place %, duplicated thousands
        "hillside-trading": (960, 100, 88, 30, 8, 4, 74, 0),
        "castle-thimble": (1040, 90, 93, 41, 14, 4, 88, 0),
        "fettle-mend": (905, 60, 90, 38, 9, 3, 81, 35),
        "orrery-brightside": (690, 20, 84, 33, 12, 3, 52, 140),
        "kindred-spanner": (985, 80, 92, 45, 10, 5, 79, 15),
    }
    TOTALS: ClassVar[dict[str, str]] = {
        "hillside-trading": "71.12",
        "castle-thimble": "69.81",
        "fettle-mend": "69.50",
        "orrery-brightside": "69.33",
        "kindred-spanner": "67.19",
    }

    def test_totals_are_those_of_the_offers(self, equipment: Result) -> None:
        """Each total follows from the bid's offer, in the published order."""
        worked = {
            bid: weighted(
                ("30", linear(price, 1200, 780)),
                ("10", Fraction(reuse)),
                ("15", linear(reused, 70, 95)),
                ("15", linear(carbon, 60, 25)),
                ("10.8", linear(jobs, 0, 15)),
                ("7.2", Fraction(20 * progression)),
                ("12", linear(spent, 30, 90)),
            )
            for bid, (price, reuse, reused, carbon, jobs, progression, spent, _) in self.OFFERS.items()
        }
        assert worked == self.TOTALS
        ranked = {name: bid["total"] for name, bid in bids(equipment).items() if bid["rank"]}
        assert list(ranked.items()) == list(self.TOTALS.items())

    def test_sm_14_reuse_and_what_is_built_again(self, equipment: Result) -> None:
        """Rates of reuse over the ten shared capabilities, and the thousands that are built again."""
        rows = cells(equipment, "assets-and-data")
        found = {bid: (rows[bid]["reuse_rate"], rows[bid]["duplicated_build"]) for bid in self.OFFERS}
        assert found == {bid: (str(offer[1]), str(1000 * offer[7])) for bid, offer in self.OFFERS.items()}

    def test_sm_12_one_bid_is_outside_the_reservation(self, equipment: Result) -> None:
        """Orrery alone has 120 of 3,000, which is 4.0%; it has the lowest price, and no marks."""
        alone = bids(equipment)["orrery-alone"]
        assert (alone["status"], alone["rank"], alone["criteria"]) == ("disregarded", None, [])
        assert "100*120/3000 = 4 is below 30" in alone["reasons"][0]

    def test_sm_31_one_organisation_in_two_bids(self, equipment: Result) -> None:
        """Both bids of Orrery are flagged, and the flag excludes nobody."""
        flagged = [one["path"] for one in equipment["findings"] if one["code"] == "member-in-two-bids"]
        assert [Path(path).stem for path in flagged] == ["orrery-alone", "orrery-brightside"]

    def test_the_low_price_is_outstanding_until_it_is_decided(self, equipment: Result, tmp_path: Path) -> None:
        """690,000 is 28.1% below 960,000; ``--final`` refuses until the decision is on record."""
        (outstanding,) = equipment["outstanding"]
        assert (outstanding["code"], outstanding["about"]) == ("low-bid-unexplained", "orrery-brightside")
        assert "28.1% below the should-cost" in outstanding["message"]
        assert "24.7% below the mean" in outstanding["message"]
        assert social_value("score", EQUIPMENT, "--final").code == 3
        folder = tmp_path / "decided"
        shutil.copytree(EQUIPMENT, folder)
        with (folder / "decisions.yaml").open("a", encoding="utf-8") as decisions:
            decisions.write(
                "  - about: low-bid\n    bid: orrery-brightside\n    outcome: accepted\n    decided_on: 2026-11-20\n"
                "    decided_by: head of procurement\n    reason: Electric vans are paid for by another contract.\n"
            )
        assert social_value("score", folder, "--final").code == 0
