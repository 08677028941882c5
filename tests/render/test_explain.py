"""The printed derivation can be followed by hand: its arithmetic, evaluated exactly, gives what it prints."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from social_value.arithmetic import Direction, plain, rounded
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.provenance import provenance
from social_value.files.load import load
from social_value.render.csv_and_markdown import result_csv
from social_value.render.explanation import explanation
from social_value.render.result_json import result_json
from tests.cli.command import social_value
from tests.core.spreadsheet import worked_out
from tests.generate import generate
from tests.samples import seeds

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SEEDS = seeds(60, 600)
DIRECTIONS: tuple[Direction, ...] = ("half-up", "half-even", "down", "up")

_NUMBER = r"-?\d+(?:\.\d+)?"
_EQUATION = re.compile(
    rf": (?P<arithmetic>\S+) = (?P<value>{_NUMBER}(?:/\d+)?)(?: = (?P<decimals>{_NUMBER})\.\.\.)?(?: |$)"
)
_VALUE = re.compile(rf": (?:\S+ = )?(?P<value>{_NUMBER}(?:/\d+)?)(?: |$)")
_ROUNDED = re.compile(rf"rounded (?P<direction>{'|'.join(DIRECTIONS)}) to (?P<places>\d+) places?")


@cache
def generated(seed: int) -> Evaluation:
    """Return the evaluation of a generated procurement, read from its files."""
    with TemporaryDirectory() as folder:
        return evaluate(load(generate(seed).write(Path(folder) / "case")).inputs)


def lines_of(evaluation: Evaluation, bid: str) -> list[str]:
    """Return what ``explain`` prints of a bid."""
    return list(explanation(evaluation, bid, evaluation.inputs.leaves, whole=True))


def check_arithmetic(lines: list[str]) -> int:
    """Check every line of arithmetic; return how many there are."""
    count = 0
    for line in lines:
        found = _EQUATION.search(line)
        if found is None or line.startswith(("  Reason:", "  Evidence:")):
            continue
        count += 1
        exact, printed = worked_out(found["arithmetic"]), Fraction(found["value"])
        rounding = _ROUNDED.search(line)
        if rounding is not None:
            exact = Fraction(rounded(exact, int(rounding["places"]), direction_of(rounding["direction"])))
        assert exact == printed, line
        if found["decimals"] is not None:
            assert Decimal(found["decimals"]) == rounded(printed, 6, "down"), line
    return count


def direction_of(text: str) -> Direction:
    """Return a direction of rounding by its name."""
    return next(one for one in DIRECTIONS if one == text)


def value_of(lines: list[str], label: str) -> Fraction:
    """Return the exact value of the last line with a label."""
    line = next(line for line in reversed(lines) if line.startswith(f"  {label}: "))
    found = _VALUE.search(line)
    assert found is not None, line
    return Fraction(found["value"])


class TestExamples:
    """The two shipped examples, as the command prints them."""

    @pytest.mark.parametrize("name", ["contact-tracing", "fcdo-services-2024"])
    def test_every_line_of_arithmetic_is_right(self, name: str) -> None:
        """Each printed equation of every bid holds exactly."""
        folder = EXAMPLES / name
        result = json.loads(social_value("score", folder, "--format", "json").out)
        for bid in result["bids"]:
            done = social_value("explain", folder, "--bid", bid["id"])
            assert (done.code, done.err) == (0, "")
            # One equation for each weighted mark at least, and one for each pillar.
            assert check_arithmetic(done.out.splitlines()) >= len(bid["criteria"]) + len(bid["pillars"])

    def test_the_command_prints_what_was_worked_out(self) -> None:
        """The winner's price for each person reached, step by step, from its unit prices to its points."""
        done = social_value("explain", EXAMPLES / "contact-tracing", "--bid", "northbridge", "--criterion", "F1")
        for line in (
            "  Standard contact: 12.1*60000 = 726000 GBP",
            "  Complex contact: 30*12000 = 360000 GBP",
            "  Price: 726000+360000+130000 = 1216000 GBP",
            "  Expected successes: 60000*0.8+12000*0.76 = 57120 successes",
            "  Price per success: 1216000/57120 = 7600/357 = 21.288515... GBP per success",
            "  Weighted marks: (59900/1071)*30/100 = 5990/357 = 16.778711... points",
            "  Published: 55.93 marks, 16.78 weighted",
        ):
            assert line in done.out.splitlines()

    def test_a_criterion_alone_is_explained_alone(self) -> None:
        """``--criterion`` leaves out the other criteria and the total."""
        done = social_value("explain", EXAMPLES / "contact-tracing", "--bid", "halyard", "--criterion", "S3")
        assert "S3 Access for everybody (Social, weight 8)" in done.out
        assert "F1 " not in done.out
        assert "Total by" not in done.out
        assert "  Reason: " in done.out
        assert "  Evidence: response 3.1 and 3.4" in done.out

    def test_a_comparator_is_explained_without_a_rank(self) -> None:
        """The in-house team is marked like the others, and has no rank."""
        done = social_value("explain", EXAMPLES / "contact-tracing", "--bid", "in-house")
        assert done.out.startswith("in-house, In-house team: comparator\n")
        assert "  Total: 62.44 marks" in done.out
        assert "Rank:" not in done.out


@pytest.mark.parametrize("seed", SEEDS)
class TestGenerated:
    """Sixty generated procurements, over every rule, figure, method and consequence."""

    def test_every_line_of_arithmetic_is_right(self, seed: int) -> None:
        """Each printed equation of every bid holds exactly, after the rounding that it names."""
        evaluation = generated(seed)
        checked = sum(check_arithmetic(lines_of(evaluation, result.id)) for result in evaluation.bids)
        assert checked > 0 or not any(result.read for result in evaluation.bids)

    def test_every_mark_has_its_arithmetic(self, seed: int) -> None:
        """Weighted marks are always an equation; so are marks, except those that are looked up or cannot be given."""
        evaluation = generated(seed)
        for result in evaluation.bids:
            for line in lines_of(evaluation, result.id):
                if line.startswith("  Weighted marks: "):
                    assert _EQUATION.search(line), line
                elif line.startswith("  Marks: ") and not _EQUATION.search(line):
                    looked_up = ("on the scale", "recorded:", "zero_price:", "so no marks", "so there are no marks")
                    assert any(words in line for words in looked_up), line

    def test_the_total_follows_from_the_lines_above_it(self, seed: int) -> None:
        """The printed total is the method's own arithmetic over the printed pillars and price, rounded as it says."""
        evaluation = generated(seed)
        for result in evaluation.bids:
            lines = lines_of(evaluation, result.id)
            if not any(line.startswith("  Total: ") for line in lines):
                continue
            total_line = next(line for line in lines if line.startswith("  Total: "))
            rounding = _ROUNDED.search(total_line)
            assert rounding is not None
            places, direction = int(rounding["places"]), direction_of(rounding["direction"])
            pillars = [value_of(lines, f"{pillar.pillar.capitalize()} pillar") for pillar in result.pillars]
            check_total(evaluation, sum(pillars, Fraction(0)), lines, places, direction)

    def test_json_has_the_same_steps(self, seed: int) -> None:
        """The working in the JSON is the printed one: same labels, arithmetic, units, notes and values."""
        evaluation = generated(seed)
        stamp = provenance(evaluation.inputs, ())
        document: dict[str, Any] = json.loads("".join(result_json(evaluation, stamp, evaluation.findings)))
        for bid in document["bids"]:
            printed = list(steps_printed(lines_of(evaluation, bid["id"])))
            stated = [(one["id"], step) for one in bid["criteria"] for step in one["working"]]
            assert [criterion for criterion, _ in printed] == [criterion for criterion, _ in stated]
            for (_, line), (_, step) in zip(printed, stated, strict=True):
                check_step(line, step)

    def test_csv_has_the_same_marks(self, seed: int) -> None:
        """Every mark and total of the CSV is that of the JSON."""
        evaluation = generated(seed)
        document = json.loads("".join(result_json(evaluation, provenance(evaluation.inputs, ()), ())))
        rows = list(csv.DictReader(io.StringIO(result_csv(evaluation), newline=""), strict=True))
        from_json = [
            (bid["id"], bid["rank"], bid["total"], one["id"], one["marks"], one["weighted"])
            for bid in document["bids"]
            for one in bid["criteria"] or [{"id": "", "marks": None, "weighted": None}]
        ]
        columns = ("bid", "rank", "total", "criterion", "marks", "weighted")
        assert [tuple(row[name] for name in columns) for row in rows] == [
            tuple("" if value is None else str(value) for value in row) for row in from_json
        ]


def check_total(evaluation: Evaluation, quality: Fraction, lines: list[str], places: int, direction: Direction) -> None:
    """Check a printed total by the words of its method."""
    printed, bound = value_of(lines, "Total"), evaluation.field.method
    if bound.method.id == "weighted-sum":
        assert printed == Fraction(rounded(quality, places, direction))
        return
    assert value_of(lines, "Quality") == quality
    price, given = value_of(lines, "Price"), bound.parameters
    exact = {
        "price-per-quality-point": lambda: price / quality,
        "lowest-price-above-threshold": lambda: price,
        "award-on-value": lambda: price - given["pounds_per_quality_point"] * quality,
    }.get(bound.method.id)
    if exact is not None:
        assert printed == Fraction(rounded(exact(), places, direction))
        return
    weight, other = given["quality_weight"], given["price_weight"]
    if bound.method.id == "value-for-money-index":
        powers = (weight / other, Fraction(1))
    else:
        powers = (weight / 100, other / 100)
    with localcontext() as context:
        context.prec = 60
        true = Fraction(decimal(quality) ** decimal(powers[0]) / decimal(price) ** decimal(powers[1]))
    # Sixty digits are enough to round as the line says: no true value here lies that close to a half.
    assert abs(printed - true) <= Fraction(1, 10**places)
    assert rounded(true, places, direction) == rounded(printed, places, direction)


def decimal(number: Fraction) -> Decimal:
    """Return a fraction to the digits of the context."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def steps_printed(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of working below each criterion's heading, with the criterion's id."""
    criterion, working = "", False
    described = ("  Rule: ", "  Source: ", "  Published: ", "  Reason: ", "  Evidence: ")
    heads: list[str] = []
    for line in [*lines, ""]:
        if not line:
            block, heads = heads, []
            if criterion:
                yield from ((criterion, one) for one in block)
            criterion, working = "", True
        elif working:
            criterion, working = ("" if line.startswith("Total by") else line.split(" ")[0]), False
        elif criterion and not line.startswith(described) and not _is_parameter(line):
            heads.append(line)


def _is_parameter(line: str) -> bool:
    """Tell whether a line describes the rule: its parameters and the words of its figure."""
    name = line.strip().partition(":")[0]
    return (bool(re.fullmatch(r"[a-z][a-z_-]*", name)) and not name.startswith("m-")) or line.startswith(
        "  price-per-success:"
    )


def check_step(line: str, step: dict[str, Any]) -> None:
    """Check that a printed line and a step of the JSON say the same."""
    assert line.startswith(f"  {step['label']}: "), (line, step)
    if step["value"] is None:
        assert ": none" in line
    else:
        found = _VALUE.search(line, len(f"  {step['label']}"))
        assert found is not None, line
        value = Fraction(found["value"])
        assert abs(value - Fraction(step["value"])) <= Fraction(1, 10**6), (line, step)
        if "arithmetic" not in step:
            assert plain(value) == step["value"] or "/" in plain(value)
    for part in ("arithmetic", "unit", "note"):
        assert step.get(part, "") in line, (line, step)
    if "note" in step:
        assert line.endswith(f"({step['note']})")


def test_the_rounding_difference_is_said(tmp_path: Path) -> None:
    """Two parts of 13.333... print as 13.33, so the parts print 66.66 below a total of 66.67; a line says 0.01."""
    criteria = "\n".join(
        f"  - {{id: {name}, pillar: {pillar}, weight: {weight}, "
        "score: {rule: linear, of: m, zero_at: 0, full_at: 3}}"
        for name, pillar, weight in (("A", "financial", 20), ("B", "environmental", 20), ("C", "social", 60))
    )
    (tmp_path / "procurement.yaml").write_text(
        "kind: procurement\nschema: 1\nid: thirds\ntitle: Thirds\n"
        "evaluation:\n  method: weighted-sum\n"
        "  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}\n"
        f"criteria:\n{criteria}\n",
        encoding="utf-8",
    )
    (tmp_path / "bids.csv").write_text("bid,supplier,price,m\na,Alpha,1,2\n", encoding="utf-8")
    lines = social_value("explain", tmp_path, "--bid", "a").out.splitlines()
    assert "  Financial pillar: 40/3 = 13.333333... of 20 points" in lines
    assert "  Rounding difference: 0.01 points (the total less the sum of the parts as printed)" in lines
    assert value_of(lines, "Total") == Fraction("66.67")
