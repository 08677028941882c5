# Straight-line code in the order of the method text, long functions and all.
# ruff: noqa: C901, PLR0911, PLR0912, PLR0915
"""A second, deliberately naive implementation of the scoring method, to check the real one against.

It takes plain dictionaries, exactly as the files of a procurement parse, with numbers as int, Decimal or
Fraction, and it computes with Fraction from beginning to end. It checks no input: what is not valid may raise
any error. Every rule is written out where it is used, in the order in which the method states it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

Data = dict[str, Any]
Item = TypeVar("Item")
Answers = dict[tuple[str, ...], Item]

# Discount rates in percent: the last year of each stretch, and the rate in that stretch (None: for ever).
GREEN_BOOK_STANDARD = [
    (30, Decimal("3.5")), (75, Decimal("3.0")), (125, Decimal("2.5")),
    (200, Decimal("2.0")), (300, Decimal("1.5")), (None, Decimal("1.0")),
]  # fmt: skip
REGISTERS: Data = {"green-book-discount-rates": {"standard": GREEN_BOOK_STANDARD}}

RELATIVE_RULES = {
    "ratio-to-best", "lowest-price-ratio", "linear-penalty", "linear-min-max", "mean-deviation",
    "banded-above-lowest", "highest-discount", "graduated-to-inflection", "logarithmic", "marks-per-sum",
    "mean-of-three-lowest",
}  # fmt: skip
PRICE_FORMULAS = {
    "lowest-price-ratio", "linear-penalty", "linear-min-max", "mean-deviation", "fixed-bounds",
    "benchmark-ratio", "banded-above-lowest", "graduated-to-inflection", "logarithmic", "marks-per-sum",
    "mean-of-three-lowest",
}  # fmt: skip
LOWEST_WINS = {"price-per-quality-point", "lowest-price-above-threshold", "award-on-value"}
ROOT_METHODS = {"weighted-price-per-quality-point", "value-for-money-index"}


def once(known: Answers[Item], asked: tuple[str, ...], work_out: Callable[[], Item]) -> Item:
    """The answer to a question that was asked before, or else worked out now and kept."""
    if asked not in known:
        known[asked] = work_out()
    return known[asked]


# --- Numbers --------------------------------------------------------------------------------------


@lru_cache(maxsize=100_000, typed=True)
def exact(number: int | Decimal | Fraction) -> Fraction:
    """The number as a Fraction; binary floating point and truth values are refused."""
    if type(number) not in (int, Decimal, Fraction):
        raise TypeError(f"not an exact number: {number!r}")
    return Fraction(number)


def rounded(value: Fraction, places: int, direction: str) -> Fraction:
    """The value at so many places; `half-up` and `up` go away from zero, `down` goes towards it."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    half = Fraction(1, 2)
    one_more = {
        "down": False,
        "up": rest > 0,
        "half-up": rest >= half,
        "half-even": rest > half or (rest == half and whole % 2 == 1),
    }[direction]
    size = Fraction(whole + int(one_more), 10**places)
    return -size if value < 0 else size


def rounded_root(power: Fraction, root: int, places: int, direction: str) -> Fraction:
    """The root of a number that is not negative, rounded once, by whole-number arithmetic alone."""
    scaled = power * 10 ** (places * root)
    floor = scaled.numerator // scaled.denominator
    low, high = 0, 1 << (floor.bit_length() // root + 1)
    while high - low > 1:  # low ** root <= floor < high ** root
        middle = (low + high) // 2
        if middle**root <= floor:
            low = middle
        else:
            high = middle
    half_way = Fraction((2 * low + 1) ** root, 2**root)
    one_more = {
        "down": False,
        "up": scaled > low**root,
        "half-up": scaled >= half_way,
        "half-even": scaled > half_way or (scaled == half_way and low % 2 == 1),
    }[direction]
    return Fraction(low + int(one_more), 10**places)


def logarithm(value: Fraction, base: Fraction) -> Fraction:
    """The logarithm to 12 places, half up, from 80 digits of four natural logarithms."""
    with localcontext() as context:
        context.prec = 80
        natural = [(Decimal(one.numerator).ln() - Decimal(one.denominator).ln()) for one in (value, base)]
        return rounded(Fraction(natural[0]) / Fraction(natural[1]), 12, "half-up")


def as_text(value: Fraction, places: int) -> str:
    """A rounded value with exactly so many places."""
    units = value * 10**places
    assert units.denominator == 1
    digits = str(abs(units.numerator)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


# --- Figures --------------------------------------------------------------------------------------


def price(bid: Data, procurement: Data) -> Fraction:
    """The stated total, or unit prices times the reference demand plus fixed sums."""
    if "total" in bid["price"]:
        return exact(bid["price"]["total"])
    total = Fraction(0)
    for line in bid["price"]["lines"]:
        if "band" in line:
            total += exact(line["unit_price"]) * exact(procurement["demand"]["reference"][line["band"]])
        else:
            total += exact(line["fixed"])
    return total


def discount_factor(year: int, rates: list[tuple[int | None, Decimal]]) -> Fraction:
    """1 in year 0; in every later year the factor of the year before, divided by 1 plus the year's rate."""
    return _factor(year, tuple(rates))


@lru_cache
def _factor(year: int, rates: tuple[tuple[int | None, Decimal], ...]) -> Fraction:
    factor = Fraction(1)
    for passed in range(1, year + 1):
        rate = next(rate for last, rate in rates if last is None or passed <= last)
        factor /= 1 + exact(rate) / 100
    return factor


def figure(name: str, bid: Data, pool: list[Data], procurement: Data, registers: Data) -> Fraction | None:
    """A figure of one bid; None where it has none."""
    if name == "price":
        return price(bid, procurement)
    if name == "price-per-success":
        rates = bid["success_rate"]
        demand = procurement["demand"]["reference"]
        successes = sum((exact(demand[band]) * exact(rates[band]["value"]) for band in demand), Fraction(0))
        return price(bid, procurement) / successes if successes else None
    if name.startswith("price-per-success:"):
        band = name.split(":")[1]
        unit = sum((exact(x["unit_price"]) for x in bid["price"]["lines"] if x.get("band") == band), Fraction(0))
        rate = exact(bid["success_rate"][band]["value"])
        return unit / rate if rate else None
    if name == "whole-life-cost":
        source = procurement["whole_life"]
        yearly = registers[source["register"]][source["rate"]]
        cost = Fraction(0)
        for item in bid["whole_life_costs"]:
            present_value = exact(item["amount"]) * discount_factor(item["year"], yearly)
            cost += -present_value if item["kind"] == "residual" else present_value
        return cost
    if name == "percent-above-lowest":
        if not pool:
            return None
        lowest = min(price(other, procurement) for other in pool)
        return 100 * (price(bid, procurement) - lowest) / lowest if lowest else None
    if name.startswith(("joined-up:", "end-to-end-people:", "price-per-end-to-end-person:")):
        kind, cohort = name.split(":")
        return of_cohort(kind, cohort, bid, procurement)
    return exact(bid["measures"][name]["value"])


def of_cohort(name: str, cohort_id: str, bid: Data, procurement: Data) -> Fraction | None:
    """The joined-up value in percent, the people end to end, or the price of each; None where there is nobody."""
    cohort = next(one for one in procurement["cohorts"] if one["id"] == cohort_id)
    size, alpha = exact(cohort["people"]), exact(cohort["alpha"])
    reached = [min(size, exact(bid["measures"][part["measure"]]["value"])) for part in cohort["components"]]
    if name == "joined-up":
        mean = sum(reached, Fraction(0)) / len(reached)
        return 100 * (alpha * min(reached) + (1 - alpha) * mean) / size
    if name == "end-to-end-people":
        return min(reached)
    return price(bid, procurement) / min(reached) if min(reached) else None


# --- Marks on one criterion -----------------------------------------------------------------------


def leaves(criteria: list[Data], pillar: str | None = None) -> list[Data]:
    """The criteria that are scored; parts have the pillar of the criterion that they are part of."""
    found: list[Data] = []
    for criterion in criteria:
        own = criterion.get("pillar", pillar)
        if "criteria" in criterion:
            found += leaves(criterion["criteria"], own)
        else:
            found.append({**criterion, "pillar": own})
    return found


def is_relative(criterion: Data) -> bool:
    """Do the marks depend on the other bids?"""
    score = criterion["score"]
    return score["rule"] in RELATIVE_RULES or score.get("of") == "percent-above-lowest"


def level_given(bid: Data, criterion: Data, scores: list[Data], consensus: Data | None) -> int:
    """The consensus level where there is one, otherwise the level of the only evaluator who scored."""
    for entry in (consensus or {"scores": []})["scores"]:
        if (entry["bid"], entry["criterion"]) == (bid["id"], criterion["id"]):
            return int(entry["level"])
    given = [
        entry["level"]
        for sheet in scores
        for entry in sheet["scores"]
        if (entry["bid"], entry["criterion"]) == (bid["id"], criterion["id"])
    ]
    if len(given) != 1:
        raise ValueError(f"{bid['id']} on {criterion['id']} needs exactly one level, or a consensus: {given}")
    return int(given[0])


def band_marks(bands: list[Data], x: Fraction) -> Fraction:
    """The marks of the band that x is in; outside every band there are none."""
    for band in bands:
        if "from" in band and x < exact(band["from"]):
            continue
        if "above" in band and x <= exact(band["above"]):
            continue
        if "up_to" in band and x > exact(band["up_to"]):
            continue
        if "below" in band and x >= exact(band["below"]):
            continue
        return exact(band["marks"])
    return Fraction(0)


def marks(criterion: Data, bid: Data, pool: list[Data], inputs: Data) -> Fraction | None:
    """0 to 100 on one criterion, worked out once for each bid and pool: a weight changes no marks."""
    asked = (criterion["id"], bid["id"], *(other["id"] for other in pool))
    known: Answers[Fraction | None] = inputs["marks"]
    return once(known, asked, lambda: marks_worked_out(criterion, bid, pool, inputs))


def marks_worked_out(criterion: Data, bid: Data, pool: list[Data], inputs: Data) -> Fraction | None:
    """0 to 100 on one criterion; relative marks are taken over the pool, and there are none without one."""
    procurement, score, rule = inputs["procurement"], criterion["score"], criterion["score"]["rule"]

    if rule == "scale":
        level = level_given(bid, criterion, inputs["scores"], inputs["consensus"])
        return next(exact(x["marks"]) for x in inputs["scales"][score["scale"]] if x["level"] == level)
    if rule == "recorded":
        recorded = bid["recorded"][criterion["id"]]
        if "marks" in recorded:
            return exact(recorded["marks"])
        return 100 * exact(recorded["weighted"]) / exact(criterion["weight"])

    def read(other: Data) -> Fraction | None:
        name = f"joined-up:{score['of']}" if rule == "joined-up" else score.get("of", "price")
        asked = (name, other["id"], *(one["id"] for one in pool if name == "percent-above-lowest"))
        known: Answers[Fraction | None] = inputs["figures"]
        return once(known, asked, lambda: figure(name, other, pool, procurement, inputs["registers"]))

    if is_relative(criterion) and not pool:
        return None
    x = read(bid)
    if x is None:
        return Fraction(0)
    others = [value for value in map(read, pool) if value is not None]
    if rule in PRICE_FORMULAS:
        if x == 0:
            return {"full-marks": Fraction(100), "no-marks": Fraction(0)}[score["zero_price"]]
        if score.get("zero_price") == "no-marks":
            others = [value for value in others if value != 0]
    if rule in RELATIVE_RULES and not others:
        return None

    if rule == "linear":
        zero_at, full_at = exact(score["zero_at"]), exact(score["full_at"])
        share = (x - zero_at) / (full_at - zero_at)
    elif rule == "banded" and score["of"] == "percent-above-lowest" and x < 0:  # only a comparator can be
        share = exact(score["bands"][0]["marks"]) / 100
    elif rule == "banded":
        share = band_marks(score["bands"], x) / 100
    elif rule == "ratio-to-best" and score["best"] == "highest":
        share = x / max(others) if max(others) else Fraction(0)
    elif rule == "joined-up":
        share = x / exact(score["full_at"])
    elif rule == "ratio-to-target":
        share = x / exact(score["target"])
    elif rule == "ratio-to-best":
        share = min(others) / x if x else Fraction(1)
    elif rule == "lowest-price-ratio":
        share = min(others) / x
    elif rule == "linear-penalty":
        share = 1 - (x - min(others)) / min(others) if min(others) else Fraction(0)
    elif rule == "linear-min-max":
        spread = max(others) - min(others)
        share = (max(others) - x) / spread if spread else Fraction(1)
    elif rule == "mean-deviation":
        mean = sum(others, Fraction(0)) / len(others)
        share = Fraction(1, 2) + (exact(score["slope"]) * (mean - x) / mean if mean else 0)
    elif rule == "graduated-to-inflection":
        ranked, low = sorted(others), min(others)
        middle = (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
        turn = middle * (100 + exact(score["inflection_percent"])) / 100
        if low:
            before = 100 * (min(x, turn) - low) / low
            after = 100 * max(x - turn, Fraction(0)) / low
            lost = exact(score["marks_per_percent"]) * before + exact(score["marks_per_percent_beyond"]) * after
            share = 1 - lost / 100
        else:
            share = Fraction(0)
    elif rule == "logarithmic":
        share = 1 - logarithm(x / min(others), exact(score["none_at_times"])) if min(others) else Fraction(0)
    elif rule == "marks-per-sum":
        share = 1 - exact(score["marks_lost"]) / 100 * ((x - min(others)) / exact(score["for_each"]))
    elif rule == "mean-of-three-lowest":
        three = sorted(others)[:3]
        mean = sum(three, Fraction(0)) / len(three)
        share = Fraction(1, 2) + (exact(score["slope"]) * (mean - x) / mean if mean else 0)
    elif rule == "distance-to-target":
        share = 1 - abs(x - exact(score["target"])) / exact(score["none_at_distance"])
    elif rule == "fixed-bounds":
        floor, ceiling = exact(score["floor"]), exact(score["ceiling"])
        share = (ceiling - x) / (ceiling - floor)
    elif rule == "benchmark-ratio":
        share = exact(score["benchmark"]) / x
    elif rule == "banded-above-lowest" and min(others) == 0:
        share = exact(score["when_lowest_is_zero"]) / 100
    elif rule == "banded-above-lowest":
        share = band_marks(score["bands"], 100 * (x - min(others)) / min(others)) / 100
    elif rule == "highest-discount":
        share = x / max(others) if max(others) > 0 else Fraction(0)
    else:
        raise ValueError(rule)
    return 100 * max(Fraction(0), min(Fraction(1), share))


# --- One bid --------------------------------------------------------------------------------------


def add(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum, or None as soon as one part is missing."""
    total = Fraction(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


def marked(bid: Data, pool: list[Data], inputs: Data, without: str = "") -> Data:
    """What one bid earns in one pool, worked out once."""
    asked = (bid["id"], without, *(other["id"] for other in pool))
    known: Answers[Data] = inputs["rows"]
    return once(known, asked, lambda: marked_again(bid, pool, inputs, without))


def marked_again(bid: Data, pool: list[Data], inputs: Data, without: str) -> Data:
    """Marks and weighted marks of one bid on every criterion and pillar, and their sum Q.

    `without` leaves out the marks that there are not: "relative" marks, or "all" marks.
    """
    rounding = inputs["procurement"]["evaluation"]["rounding"]
    criteria: Data = {}
    pillars: Data = {}
    scored = inputs["leaves"]
    for criterion in scored:
        missing = without == "all" or (without == "relative" and is_relative(criterion))
        got = None if missing else marks(criterion, bid, pool, inputs)
        weighted = None if got is None else got * exact(criterion["weight"]) / 100
        if weighted is not None and rounding["at"] == "criterion":
            weighted = rounded(weighted, rounding["places"], rounding["direction"])
        criteria[criterion["id"]] = {"marks": got, "weighted": weighted}
    for pillar in {criterion["pillar"] for criterion in scored}:
        inside = [criterion for criterion in scored if criterion["pillar"] == pillar]
        weight = sum((exact(criterion["weight"]) for criterion in inside), Fraction(0))
        weighted = add(criteria[criterion["id"]]["weighted"] for criterion in inside)
        share = None if weighted is None or not weight else 100 * weighted / weight
        pillars[pillar] = {"marks": share, "weighted": weighted}
    quality = add(row["weighted"] for row in criteria.values())
    return {"criteria": criteria, "pillars": pillars, "quality": quality}


def failed_gates(bid: Data, inputs: Data) -> set[str]:
    """The consequences of the gates that a bid does not pass."""
    consequences = set()
    for gate in inputs["procurement"].get("gates", []):
        if gate["asks"] == "declaration":
            passed = bid.get("declarations", {}).get(gate["id"], {}).get("value") is True
        else:
            x = figure(gate["of"], bid, [], inputs["procurement"], inputs["registers"])
            passed = x is not None
            if x is not None and "at_most" in gate:
                passed = passed and x <= exact(gate["at_most"])
            if x is not None and "at_least" in gate:
                passed = passed and x >= exact(gate["at_least"])
        if not passed:
            consequences.add(gate["consequence"])
    return consequences


def failed_minimums(bid: Data, result: Data, inputs: Data) -> set[str]:
    """The consequences of the minimums and floors that a bid does not reach; what has no marks is not tested."""
    consequences = set()
    for criterion in inputs["leaves"]:
        minimum = criterion.get("minimum")
        if minimum and "level" in minimum:
            level = level_given(bid, criterion, inputs["scores"], inputs["consensus"])
            if level < exact(minimum["level"]):
                consequences.add(minimum["consequence"])
        if minimum and "marks" in minimum:
            got = result["criteria"][criterion["id"]]["marks"]
            if got is not None and got < exact(minimum["marks"]):
                consequences.add(minimum["consequence"])
    for pillar, rule in inputs["procurement"].get("pillars", {}).items():
        reached = result["pillars"][pillar]["marks"]
        if "floor" in rule and reached is not None and reached < exact(rule["floor"]):
            consequences.add(rule["consequence"])
    quality_minimum = inputs["procurement"]["evaluation"].get("quality_minimum")
    quality = result["quality"]
    if quality_minimum and quality is not None and quality < exact(quality_minimum["marks"]):
        consequences.add(quality_minimum["consequence"])
    return consequences


def whole_powers(evaluation: Data) -> tuple[int, int]:
    """The quality and the price weight as whole numbers without a common factor."""
    ratio = exact(evaluation["quality_weight"]) / exact(evaluation["price_weight"])
    return ratio.numerator, ratio.denominator


def total(quality: Fraction | None, bid: Data, inputs: Data) -> Fraction | tuple[Fraction, int] | None:
    """What the method compares; a pair (power, root) stands for that root of that power."""
    evaluation = inputs["procurement"]["evaluation"]
    method = evaluation["method"]
    if quality is None or method == "weighted-sum":
        return quality
    paid = figure(evaluation.get("price_of", "price"), bid, [], inputs["procurement"], inputs["registers"])
    if paid is None:
        return None
    if method == "price-per-quality-point":
        return paid / quality if quality else None
    if method == "lowest-price-above-threshold":
        return paid
    if method == "award-on-value":
        return paid - exact(evaluation["pounds_per_quality_point"]) * quality
    if paid <= 0:
        return None
    of_quality, of_price = whole_powers(evaluation)
    power = quality**of_quality / paid**of_price
    if method == "weighted-price-per-quality-point":
        return power, of_quality + of_price  # Q^(wq/100) / P^(wp/100), the two weights adding to 100
    if method == "value-for-money-index":
        return power, of_price  # Q^(wq/wp) / P
    raise ValueError(method)


def published(value: Fraction | tuple[Fraction, int] | None, rounding: Data) -> Fraction | None:
    """A total as it is published."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return rounded_root(value[0], value[1], rounding["places"], rounding["direction"])
    return rounded(value, rounding["places"], rounding["direction"])


# --- The whole evaluation -------------------------------------------------------------------------


def evaluate(
    procurement: Data,
    bids: list[Data],
    scores: list[Data],
    consensus: Data | None = None,
    decisions: Data | None = None,
    scales: Data | None = None,
    registers: Data | None = None,
    *,
    marks_known: Data | None = None,
) -> Data:
    """Score and rank.

    `scales` maps an id to its list of levels, `registers` an id to {rate: [(last year, percent)]}. The answer
    is {"bids": {id: {"status", "rank", "total", "published", "criteria", "pillars"}}, "award": [id],
    "margin": text or None, "rounds": [[id]]}. "criteria" and "pillars" map an id to {"marks", "weighted"}. A
    "total" is a Fraction, a pair (power, root) in the methods with roots, or None. "rounds" names the bids
    that left the pool for a minimum or a floor, round by round.

    `marks_known` keeps marks from one call to the next, for the same files under other weights. Marks that a bid
    states after weighting depend on the weight, so nobody may keep those.
    """
    own_scales = {name: scale["levels"] for name, scale in procurement.get("scales", {}).items()}
    inputs: Data = {
        "procurement": procurement,
        "scores": scores,
        "consensus": consensus,
        "scales": {**(scales or {}), **own_scales},
        "registers": REGISTERS if registers is None else registers,
        "leaves": leaves(procurement["criteria"]),
        "figures": {},
        "rows": {},
        "marks": {} if marks_known is None else marks_known,
    }
    evaluation = procurement["evaluation"]
    rounding = evaluation["rounding"]
    recorded = (decisions or {"decisions": []})["decisions"]
    low_bids_out = {d["bid"] for d in recorded if d["about"] == "low-bid" and d["outcome"] == "disregarded"}

    # The pool, before minimums.
    status: dict[str, str] = {}
    without: dict[str, str] = {}
    pool: list[Data] = []
    for bid in bids:
        if bid.get("status") == "withdrawn":
            status[bid["id"]], without[bid["id"]] = "withdrawn", "all"
        elif bid.get("role") == "comparator":
            status[bid["id"]] = "comparator"
        elif "disregard" in failed_gates(bid, inputs) or bid["id"] in low_bids_out:
            status[bid["id"]], without[bid["id"]] = "disregarded", "all"
        else:
            pool.append(bid)

    # Minimums and floors: first those that no other bid can influence, then all of them until nobody else
    # leaves; all who fail in one round leave together.
    rounds: list[list[str]] = []
    hidden = "relative"
    while True:
        leaving = [
            bid for bid in pool if "disregard" in failed_minimums(bid, marked(bid, pool, inputs, hidden), inputs)
        ]
        if not leaving and not hidden:
            break
        hidden = ""
        rounds.append([bid["id"] for bid in leaving])
        for bid in leaving:
            status[bid["id"]], without[bid["id"]] = "disregarded", "relative"
        pool = [bid for bid in pool if bid not in leaving]

    # Everybody's marks over the pool that is left.
    results: Data = {}
    for bid in bids:
        result = marked(bid, pool, inputs, without.get(bid["id"], ""))
        quality = None if status.get(bid["id"]) in ("disregarded", "withdrawn") else result["quality"]
        value = total(quality, bid, inputs)
        if bid in pool:
            failures = failed_gates(bid, inputs) | failed_minimums(bid, result, inputs)
            awardable = "not-awardable" not in failures and value is not None
            status[bid["id"]] = "ranked" if awardable else "not-awardable"
        at_places = published(value, rounding)
        results[bid["id"]] = {
            "status": status[bid["id"]],
            "rank": None,
            "total": value,
            "published": None if at_places is None else as_text(at_places, rounding["places"]),
            "criteria": result["criteria"],
            "pillars": result["pillars"],
        }

    # Ranks: 1 plus the number of bids that are ahead. A smaller key is ahead.
    drawn: list[str] = next((list(d["order"]) for d in recorded if d["about"] == "lots-drawn"), [])
    keys: dict[str, list[Fraction | int]] = {}
    for bid in bids:
        result = results[bid["id"]]
        if result["status"] != "ranked":
            continue
        if rounding["rank_on"] == "published":
            compared = Fraction(result["published"])
        else:
            compared = result["total"][0] if evaluation["method"] in ROOT_METHODS else result["total"]
        key: list[Fraction | int] = [compared if evaluation["method"] in LOWEST_WINS else -compared]
        keys[bid["id"]] = key
    for step in evaluation.get("tie_break", []):
        tied = {name: [other for other in keys if keys[other] == keys[name]] for name in keys}
        following: dict[str, Fraction | int] = {}
        for bid in (bid for bid in bids if bid["id"] in keys):
            name, result = bid["id"], results[bid["id"]]
            if step == "lowest-price":
                following[name] = price(bid, procurement)
            elif step == "lots-drawn":  # a draw that leaves out one of the tied bids decides nothing
                following[name] = drawn.index(name) if set(tied[name]) <= set(drawn) else 0
            elif step in result["criteria"]:
                following[name] = -result["criteria"][step]["marks"]
            else:
                following[name] = -(result["pillars"][step]["marks"] or 0)  # without weight it separates nobody
        for name, after in following.items():
            keys[name] = [*keys[name], after]
    for name, key in keys.items():
        results[name]["rank"] = 1 + sum(1 for other in keys.values() if other < key)

    # The award, and the distance between the published totals of the first and the second in the ranking.
    award = sorted(name for name in keys if results[name]["rank"] == 1)
    margin = None
    if len(keys) >= 2:
        first, second = sorted(keys, key=lambda name: keys[name])[:2]
        distance = Fraction(results[first]["published"]) - Fraction(results[second]["published"])
        margin = as_text(abs(distance), rounding["places"])
    return {"bids": results, "award": award, "margin": margin, "rounds": rounds}
