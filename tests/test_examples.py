"""The shipped examples: their published or hand-worked totals, and the JSON that other programs read."""

from __future__ import annotations

import hashlib
import json
import shutil
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.cli.command import social_value

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FCDO, TRACING = EXAMPLES / "fcdo-services-2024", EXAMPLES / "contact-tracing"
EVERY_EXAMPLE = sorted(path.parent for path in EXAMPLES.glob("*/procurement.yaml"))
Result = dict[str, Any]


def scored(folder: Path) -> Result:
    """Return the JSON result of a procurement."""
    done = social_value("score", folder, "--format", "json")
    assert (done.code, done.err) == (0, ""), done.err
    result: Result = json.loads(done.out)
    return result


@pytest.fixture(scope="module")
def fcdo() -> Result:
    """Return the result of the published evaluation."""
    return scored(FCDO)


@pytest.fixture(scope="module")
def tracing() -> Result:
    """Return the result of the contact tracing example."""
    return scored(TRACING)


def bids(result: Result) -> dict[str, Any]:
    """Return the bids of a result by id, in the order of the result."""
    return {bid["id"]: bid for bid in result["bids"]}


def step(bid: Result, criterion: str, label: str) -> str:
    """Return the value of one step of the working."""
    working = next(one["working"] for one in bid["criteria"] if one["id"] == criterion)
    value: str = next(one["value"] for one in working if one["label"] == label)
    return value


class TestFcdoServices:
    """What FCDO Services published in its release FOI2024_01569."""

    PUBLISHED: ClassVar[dict[str, tuple[str, str, str]]] = {
        # bid: total, weighted quality out of 60, weighted price out of 40
        "bidder-e": ("78.00", "38.00", "40.00"),
        "bidder-a": ("67.21", "42.20", "25.01"),
        "bidder-c": ("55.80", "41.10", "14.70"),
        "bidder-b": ("48.03", "41.10", "6.93"),
        "bidder-d": ("36.87", "24.80", "12.07"),
    }

    def test_totals_are_as_published(self, fcdo: Result) -> None:
        """Five totals, five sections of quality and five of price are exactly those of the release."""
        found = {
            name: (bid["total"], bid["pillars"]["quality"]["weighted"], bid["pillars"]["financial"]["weighted"])
            for name, bid in bids(fcdo).items()
        }
        assert found == self.PUBLISHED

    def test_e_wins_without_the_best_quality(self, fcdo: Result) -> None:
        """E is fourth of five on quality and first overall, by 78.00 - 67.21 = 10.79."""
        assert [bid["rank"] for bid in fcdo["bids"]] == [1, 2, 3, 4, 5]
        assert list(bids(fcdo)) == list(self.PUBLISHED)
        assert fcdo["award"] == {"bids": ["bidder-e"], "margin": "10.79", "tie_break": None}

    def test_the_missing_reasons_are_said(self, fcdo: Result) -> None:
        """No reasons were published, two pillars have no criteria, and the day it commenced is not known."""
        assert sorted(finding["code"] for finding in fcdo["findings"]) == [
            "commencement-unknown",
            "pillar-missing",
            "pillar-missing",
            "published-without-rationales",
        ]

    def test_each_question_has_its_published_percentage(self, fcdo: Result) -> None:
        """Bidder A's eight questions are 4.4, 8, 6, 6, 2.4, 4.5, 4.5 and 6.4 of their weights."""
        weighted = [one["weighted"] for one in bids(fcdo)["bidder-a"]["criteria"]]
        assert weighted == ["4.40", "8.00", "6.00", "6.00", "2.40", "4.50", "4.50", "6.40", "25.01"]


class TestContactTracing:
    """Totals that were worked by hand when the example was made."""

    TOTALS: ClassVar[dict[str, tuple[int | None, str]]] = {
        "northbridge": (1, "75.13"),
        "ten-lanterns": (2, "74.04"),
        "riverbend": (3, "65.38"),
        "halyard": (4, "50.87"),
        "pixel-heron": (5, "42.66"),
        "in-house": (None, "62.44"),
    }
    PILLARS: ClassVar[dict[str, tuple[str, str, str]]] = {
        # marks of the financial, environmental and social pillar, to one place
        "northbridge": ("68.6", "52.5", "89.0"),
        "ten-lanterns": ("63.9", "65.0", "89.0"),
        "riverbend": ("56.4", "50.0", "80.5"),
        "halyard": ("69.7", "20.0", "35.0"),
        "pixel-heron": ("48.3", "95.0", "22.5"),
        "in-house": ("50.6", "47.5", "81.0"),
    }
    OFFERS: ClassVar[dict[str, tuple[str, str, str, str, int]]] = {
        # unit price and reach of standard and of complex contacts, and the fixed sum
        "northbridge": ("12.10", "0.80", "30", "0.76", 130_000),
        "ten-lanterns": ("13", "0.80", "26", "0.78", 45_000),
        "riverbend": ("14.50", "0.86", "31", "0.74", 60_000),
        "halyard": ("9.20", "0.68", "16", "0.34", 120_000),
        "pixel-heron": ("6.50", "0.58", "20", "0.22", 210_000),
        "in-house": ("15.20", "0.84", "29", "0.75", 40_000),
    }
    FIGURES: ClassVar[dict[str, tuple[str, str]]] = {
        # price in pounds, and pounds for each person reached
        "northbridge": ("1216000", "21.29"),
        "ten-lanterns": ("1137000", "19.82"),
        "riverbend": ("1302000", "21.53"),
        "halyard": ("864000", "19.25"),
        "pixel-heron": ("840000", "22.44"),
        "in-house": ("1300000", "21.89"),
    }

    def test_ranks_and_totals(self, tracing: Result) -> None:
        """Five bids are ranked; the in-house team has a total and no rank, and comes last."""
        assert {name: (bid["rank"], bid["total"]) for name, bid in bids(tracing).items()} == self.TOTALS
        assert list(bids(tracing)) == list(self.TOTALS)
        assert bids(tracing)["in-house"]["status"] == "comparator"

    def test_the_margin_is_1_09(self, tracing: Result) -> None:
        """75.13 - 74.04 = 1.09."""
        assert tracing["award"] == {"bids": ["northbridge"], "margin": "1.09", "tie_break": None}

    def test_the_triad_stands_side_by_side(self, tracing: Result) -> None:
        """The marks of the three pillars are those of the example's table, to its one place."""
        tenth = Decimal("0.1")
        found = {
            name: tuple(
                str(Decimal(bid["pillars"][pillar]["marks"]).quantize(tenth, ROUND_HALF_UP))
                for pillar in ("financial", "environmental", "social")
            )
            for name, bid in bids(tracing).items()
        }
        assert found == self.PILLARS

    @pytest.mark.parametrize("name", sorted(FIGURES))
    def test_price_and_price_for_each_person_reached(self, name: str, tracing: Result) -> None:
        """Price = units x 60,000 + units x 12,000 + fixed; reached = 60,000 x reach + 12,000 x reach."""
        standard, reach, complex_price, complex_reach, fixed = self.OFFERS[name]
        price = Fraction(standard) * 60_000 + Fraction(complex_price) * 12_000 + fixed
        reached = Fraction(reach) * 60_000 + Fraction(complex_reach) * 12_000
        stated_price, each = self.FIGURES[name]
        bid = bids(tracing)[name]
        assert step(bid, "F1", "Price") == stated_price == str(price)
        assert Fraction(step(bid, "F1", "Expected successes")) == reached
        worked = Decimal(step(bid, "F1", "Price per success"))
        assert str(worked.quantize(Decimal("0.01"), ROUND_HALF_UP)) == each
        assert abs(Fraction(worked) - price / reached) <= Fraction(1, 10**6)

    def test_removing_the_comparator_changes_nothing_else(self, tracing: Result, tmp_path: Path) -> None:
        """The in-house team sets no reference: without it every bid and the award are the same.

        The one finding is that the prices per contact can no longer be shown as multiples of its own.
        """
        folder = tmp_path / "contact-tracing"
        shutil.copytree(TRACING, folder)
        (folder / "bids" / "in-house.yaml").unlink()
        sheet = folder / "scores" / "evaluator-1.yaml"
        kept, skipping = [], False
        for line in sheet.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.startswith("  - "):
                skipping = "bid: in-house" in line
            if not skipping:
                kept.append(line)
        sheet.write_text("".join(kept), encoding="utf-8")
        without = scored(folder)
        rest = {name: bid for name, bid in bids(tracing).items() if name != "in-house"}
        assert bids(without) == rest
        for key in ("award", "outstanding", "fingerprint", "method", "procurement"):
            assert without[key] == tracing[key]
        assert tracing["findings"] == []
        assert [finding["code"] for finding in without["findings"]] == ["benchmark-missing"]

    def test_the_pillars_are_those_of_the_contract(self, tracing: Result) -> None:
        """The winner's pillars, and its first criterion, are those that the JSON contract prints."""
        winner = tracing["bids"][0]
        assert winner["pillars"] == {
            "financial": {"marks": "68.56", "weight": "50", "weighted": "34.28"},
            "environmental": {"marks": "52.50", "weight": "10", "weighted": "5.25"},
            "social": {"marks": "89.00", "weight": "40", "weighted": "35.60"},
        }
        first = {key: value for key, value in winner["criteria"][0].items() if key != "working"}
        assert first == {"id": "F1", "marks": "55.93", "weight": "30", "weighted": "16.78"}
        assert {"label": "Price", "value": "1216000", "unit": "GBP"}.items() <= next(
            one for one in winner["criteria"][0]["working"] if one["label"] == "Price"
        ).items()


class TestEveryExample:
    """What holds for each example."""

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_it_validates(self, folder: Path) -> None:
        """An example has no errors."""
        done = social_value("validate", folder)
        assert (done.code, done.err) == (0, "")
        assert " error " not in done.out

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_it_is_final(self, folder: Path) -> None:
        """An example has no decision outstanding, but for the one that shows what such a decision is."""
        open_ = {"community-equipment": ["low-bid-unexplained"]}.get(folder.name, [])
        assert [one["code"] for one in scored(folder)["outstanding"]] == open_
        assert social_value("score", folder, "--final").code == (3 if open_ else 0)

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_it_says_whether_it_is_invented(self, folder: Path) -> None:
        """An invented example says so; the published one names its source instead."""
        text = (folder / "procurement.yaml").read_text(encoding="utf-8")
        assert "fictional: true" in text or "published_without_rationales: true" in text

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_its_result_has_exactly_the_documented_keys(self, folder: Path) -> None:
        """Other programs rely on these keys: none is missing and none is undocumented."""
        result = scored(folder)
        assert result["schema"] == "social-value/result@1"
        assert keys(result) == {
            "": "award award_outcome bids conflicts equal_as_published findings fingerprint framework inputs "
            "leave_one_out method outstanding procurement regime schema sections tool",
            "tool": "name version",
            "procurement": "id lot title",
            "method": "id unit",
            "inputs": "path sha256",
            "award": "bids margin tie_break",
            "regime": "derived_from light_touch procedure under_act",
            "award_outcome": "fallen_away no_award proposed superseded",
        }
        for bid in result["bids"]:
            assert set(bid) == {
                *("id", "supplier", "status", "rank", "total", "pillars", "social_value", "criteria", "reasons"),
                *("reservation", "clarifications", "variant_of", "outcome", "ground", "reference", "summary"),
            }
            for one in bid["clarifications"]:
                assert set(one) == {"number", "code", "question"}
            value = bid["social_value"]
            linked = {"unlinked", "unlinked_counted"} if folder.name == "digital-inclusion" else set()
            assert value is None or set(value) == {"low", "central", "high", "by_type", *linked}
            for pillar in bid["pillars"].values():
                assert set(pillar) == {"marks", "weight", "weighted"}
            for criterion in bid["criteria"]:
                assert set(criterion) == {"id", "marks", "weight", "weighted", "working"}
                for one in criterion["working"]:
                    assert {"label", "value", "unit"} <= set(one) <= {"label", "value", "unit", "arithmetic", "note"}
        assert set(result["conflicts"]) == {"organisations", "commitments"}
        for finding in result["findings"]:
            assert set(finding) == {"code", "severity", "path", "line", "column", "message", "way_out", "waived"}

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_published_numbers_are_texts_at_the_published_places(self, folder: Path) -> None:
        """Totals, marks and weighted marks have two places, as the examples ask for; no number is binary."""
        result = scored(folder)
        assert not floats(result)
        for bid in result["bids"]:
            if bid["status"] == "disregarded":
                assert bid["total"] is None
                continue
            parts = [*bid["pillars"].values(), *bid["criteria"]]
            numbers = [bid["total"], *(part[key] for part in parts for key in ("marks", "weighted"))]
            assert all(len(number.partition(".")[2]) == 2 for number in numbers)

    @pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
    def test_every_input_is_named_by_its_digest(self, folder: Path) -> None:
        """Each file that was read is listed with a path from the folder down, and its SHA-256."""
        inputs = {one["path"]: one["sha256"] for one in scored(folder)["inputs"]}
        own = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
        assert set(own) <= set(inputs)
        for name, digest in inputs.items():
            path = own.get(name, folder.parents[1] / name)
            assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
        assert {Path(name).parts[0] for name in inputs if name not in own} <= {"frameworks"}


def keys(result: Result) -> dict[str, str]:
    """Return the keys of a result and of its parts that are always there."""
    found = {"": " ".join(sorted(result))}
    for name in ("tool", "procurement", "regime", "method", "award", "award_outcome"):
        found[name] = " ".join(sorted(result[name]))
    (found["inputs"],) = {" ".join(sorted(one)) for one in result["inputs"]}
    return found


def floats(value: object) -> list[float]:
    """Return every binary number in a JSON value."""
    if isinstance(value, dict):
        return [number for inside in value.values() for number in floats(inside)]
    if isinstance(value, list):
        return [number for inside in value for number in floats(inside)]
    return [value] if isinstance(value, float) else []
