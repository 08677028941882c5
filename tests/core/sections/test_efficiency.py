"""The section Efficiency: prices per success and their multiples, capacity, costs, channels, time saved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from social_value.arithmetic import rounded
from social_value.core.checks import findings_of
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import figure_name
from social_value.core.sections.efficiency import efficiency
from social_value.core.sections.section import Section
from tests.core.builders import Data, criterion, evaluated, exact, inputs_of, offer, procurement, recorded, statuses

DEMAND = {"reference": {"standard": 60000, "complex": 12000}}
Row = dict[str, Any]


def bid(name: str, standard: str, hard: str, fixed: int, rates: tuple[str, str]) -> Data:
    """Return a bid of the contact tracing table: two unit prices, a fixed sum, and two audited success rates."""
    lines = [
        {"band": "standard", "unit_price": standard},
        {"band": "complex", "unit_price": hard},
        {"title": "Mobilisation", "fixed": fixed},
    ]
    success = {
        band: {"value": rate, "evidence": "audited"} for band, rate in zip(("standard", "complex"), rates, strict=True)
    }
    stated: Data = exact({"price": {"lines": lines}})
    return offer(name, marks={"q": 50}, success_rate=success) | stated


HALYARD = bid("halyard", "9.20", "16", 120000, ("0.68", "0.34"))
LANTERNS = bid("lanterns", "13", "26", 45000, ("0.80", "0.78"))
NOBODY = bid("nobody", "1", "1", 0, ("0", "0"))


def method(*criteria: Data, demand: Mapping[str, object] = DEMAND, **more: Any) -> Data:  # noqa: ANN401 - any key of a procurement
    """Return a procurement over the two bands."""
    return procurement(criteria or (recorded("q", "100"),), demand=demand, **more)


def section(evaluation: Evaluation) -> Section:
    """Return the section, which is there."""
    found = efficiency(evaluation)
    assert found is not None
    return found


def rows(found: Section, key: str) -> list[Row]:
    """Return the rows of a table, each by the keys of its columns."""
    table = next(table for table in found.tables if table.key == key)
    return [{c.key: cell.value for c, cell in zip(table.columns, row.cells, strict=True)} for row in table.rows]


def of_bid(found: Section, name: str) -> Row:
    """Return the row of a bid."""
    return {c.key: cell.value for c, cell in zip(found.columns, found.bids[name], strict=True)}


def two_places(value: object) -> str:
    """Write a number to two places."""
    assert isinstance(value, Fraction)
    return f"{rounded(value, 2, 'half-up'):f}"


BENCHMARKS = {"benchmarks": [{"id": "national", "title": "National firm", "bid": "halyard"}]}


class TestReach:
    """SM-02: what a success costs, what its evidence is worth, and multiples."""

    def test_sm_02_a_multiple_states_numerator_denominator_and_bands(self) -> None:
        """19.25 / 19.82 is 0.97 times; on complex contacts 47.06 / 33.33 is 1.41 times, fixed sums left out."""
        found = rows(section(evaluated(method(efficiency=BENCHMARKS), [HALYARD, LANTERNS])), "multiples")
        assert [
            (row["bid"], row["benchmark"], *(two_places(row[key]) for key in ("numerator", "denominator", "multiple")))
            for row in found
        ] == [
            ("lanterns", "National firm", "19.25", "19.82", "0.97"),
            ("lanterns", "National firm", "13.53", "16.25", "0.83"),
            ("lanterns", "National firm", "47.06", "33.33", "1.41"),
        ]
        assert [row["bands"] for row in found] == [
            "standard and complex: price / successes, fixed sums included",
            "standard alone: unit price / reach, fixed sums left out",
            "complex alone: unit price / reach, fixed sums left out",
        ]

    def test_sm_02_the_numbers_of_the_table(self) -> None:
        """864,000 over 44,880 reached, and 1,137,000 over 57,360."""
        found = section(evaluated(method(), [HALYARD, LANTERNS]))
        assert of_bid(found, "halyard")["price_per_success"] == Fraction(864000, 44880)
        assert of_bid(found, "lanterns")["price_per_success"] == Fraction(1137000, 57360)

    def test_sm_02_without_a_benchmark_there_is_no_multiple(self) -> None:
        """No multiple is printed of what nobody named."""
        assert "multiples" not in {table.key for table in section(evaluated(method(), [HALYARD, LANTERNS])).tables}

    def test_sm_02_a_stated_benchmark_has_its_source_and_only_its_bands(self) -> None:
        """A should-cost of 20 over all bands gives 20 / 19.25; within a band nothing was stated, so n/a."""
        stated = {"id": "model", "title": "Should-cost", "price_per_success": 20, "source": "Our model"}
        found = section(evaluated(method(efficiency={"benchmarks": [stated]}), [HALYARD]))
        assert [row["multiple"] for row in rows(found, "multiples")] == [Fraction(20) * 44880 / 864000, None, None]
        assert rows(found, "stated-benchmarks")[0]["source"] == "Our model"

    def test_sm_02_no_success_earns_no_marks_and_shows_nothing(self) -> None:
        """A bid that reaches nobody has 0 marks, and n/a for its price per success and every multiple of it."""
        score = {"rule": "linear", "of": "price-per-success", "zero_at": 28, "full_at": 16}
        built = method(criterion("F", "50", score, "financial"), recorded("q", "50"), efficiency=BENCHMARKS)
        evaluation = evaluated(built, [HALYARD, NOBODY])
        assert evaluation.settled.marked("F", "nobody").marks == 0
        found = section(evaluation)
        assert of_bid(found, "nobody")["price_per_success"] is None
        assert {row["multiple"] for row in rows(found, "multiples")} == {None}

    def test_sm_02_a_turn_is_shown_with_its_equation(self) -> None:
        """From 26.55% of complex contacts on, Ten Lanterns is the cheapest per contact reached."""
        [start, turn] = rows(section(evaluated(method(), [HALYARD, LANTERNS, NOBODY])), "turns-complex")
        assert (start["from_percent"], start["cheapest"]) == ("0", "halyard")
        assert (two_places(turn["from_percent"]), turn["cheapest"], turn["before"]) == ("26.55", "lanterns", "halyard")
        assert turn["squared"] == Fraction("-4.284")

    def test_every_band_is_moved_where_there_are_more_than_two(self) -> None:
        """With three bands, each has its turns."""
        demand = {"reference": {"standard": 600, "complex": 120, "urgent": 30}}
        more = {"band": "urgent", "unit_price": Decimal(40)}
        bids = []
        for one in (HALYARD, LANTERNS):
            rates = {**one["success_rate"], "urgent": {"value": Decimal("0.5"), "evidence": "audited"}}
            bids.append(one | {"price": {"lines": [*one["price"]["lines"], more]}, "success_rate": rates})
        keys = {table.key for table in section(evaluated(method(demand=demand), bids)).tables}
        assert {"turns-standard", "turns-complex", "turns-urgent"} <= keys

    @pytest.mark.parametrize(
        ("standard", "complex_ones", "moved"),
        [(0, 12000, {"turns-standard"}), (12000, 0, {"turns-complex"}), (0, 0, set())],
    )
    def test_a_band_that_holds_all_of_the_demand_is_not_moved(
        self, standard: int, complex_ones: int, moved: set[str]
    ) -> None:
        """The other bands have no demand, and so no proportions to keep."""
        demand = {"reference": {"standard": standard, "complex": complex_ones}}
        tables = section(evaluated(method(demand=demand), [HALYARD, LANTERNS])).tables
        assert {table.key for table in tables if table.key.startswith("turns")} == moved


class TestEvidence:
    """SM-02: reach counts in full only on evidence from its own band."""

    @staticmethod
    def rated(**complex_rate: object) -> Data:
        """Return Ten Lanterns with another success rate of complex contacts."""
        rate = exact({"value": "0.78", **complex_rate})
        return LANTERNS | {"success_rate": {**LANTERNS["success_rate"], "complex": rate}}

    def used(self, of: Data, factor: str | None) -> Fraction:
        """Return how many successes are expected of a bid."""
        more = {} if factor is None else {"efficiency": {"unevidenced_factor": factor}}
        evaluation = evaluated(method(**more), [of])
        figure = evaluation.field.figure(figure_name("price-per-success"), evaluation.inputs.bids[0])
        return next(step.value for step in figure.steps if step.label == "Expected successes") or Fraction(0)

    @pytest.mark.parametrize("rate", [{}, {"evidence": "audited", "evidence_from": "standard"}])
    def test_sm_02_the_published_factor_is_taken_without_evidence_from_the_band(self, rate: Data) -> None:
        """48,000 standard contacts, and 12,000 x 0.78 x 0.5 = 4,680 complex ones."""
        assert self.used(self.rated(**rate), "0.5") == 48000 + 4680

    @pytest.mark.parametrize("rate", [{"evidence": "audited"}, {"evidence": "audited", "evidence_from": "complex"}])
    def test_sm_02_evidence_from_the_band_counts_in_full(self, rate: Data) -> None:
        """12,000 x 0.78 = 9,360 complex contacts."""
        assert self.used(self.rated(**rate), "0.5") == 48000 + 9360

    def test_sm_02_without_a_published_factor_the_rate_counts_in_full_and_the_working_says_so(self) -> None:
        """No factor is assumed: nothing changes, and the working names what is missing."""
        assert self.used(self.rated(), None) == 48000 + 9360
        evaluation = evaluated(method(), [self.rated()])
        figure = evaluation.field.figure(figure_name("price-per-success"), evaluation.inputs.bids[0])
        words = "complex: no evidence is stated; no factor is published for that, so the rate counts in full"
        assert words in [step.note for step in figure.steps]

    def test_sm_02_a_bidder_is_asked_for_the_evidence(self) -> None:
        """The question names the band, and no other bidder."""
        evaluation = evaluated(method(efficiency={"unevidenced_factor": "0.5"}), [self.rated()])
        [asked] = clarifications_of(evaluation)["lanterns"]
        assert asked.code == "reach-unevidenced"
        assert asked.question.startswith("Success rate, complex: please say what the rate rests on")

    def test_sm_02_the_table_shows_what_counts(self) -> None:
        """Stated 0.78, counts 0.5, used 0.39."""
        evaluation = evaluated(method(efficiency={"unevidenced_factor": "0.5"}), [self.rated()])
        row = rows(section(evaluation), "evidence-of-reach")[1]
        numbers = (Fraction("0.78"), Fraction("0.5"), Fraction("0.39"))
        assert (row["success_rate"], row["counts"], row["used"]) == numbers


def able(name: str, multiple: str) -> Data:
    """Return a bid that can meet a multiple of the reference demand."""
    return offer(name, 100, marks={"q": 50}, capacity={"surge_multiple": multiple, "days_to_surge": 10})


SURGE = {**DEMAND, "scenarios": {"surge": 3, "base": 1}}


class TestCapacity:
    """SM-03: what of a surge a bid cannot meet."""

    def test_sm_03_unmet_demand_by_bid_and_scenario(self) -> None:
        """At three times the demand a bid that reaches 1.3 times misses 1.7 / 3 = 56.7%, one of 5 times nothing."""
        found = section(evaluated(method(demand=SURGE), [able("lanterns", "1.3"), able("halyard", "5")]))
        assert f"{rounded(of_bid(found, 'lanterns')['unmet_demand_surge'], 1, 'half-up')}" == "56.7"
        assert of_bid(found, "halyard")["unmet_demand_surge"] == 0
        assert [(row["bid"], row["scenario"], row["unmet"]) for row in rows(found, "unmet-demand")] == [
            ("halyard", "surge", 0),
            ("halyard", "base", 0),
            ("lanterns", "surge", 122400),  # 216,000 - 1.3 x 72,000
            ("lanterns", "base", 0),
        ]

    def test_sm_03_a_criterion_marks_it(self) -> None:
        """Unmet demand of 56.7% is marked 43.3 where 100% earns nothing and 0% everything."""
        score = {"rule": "linear", "of": "unmet-demand:surge", "zero_at": 100, "full_at": 0}
        evaluation = evaluated(
            method(criterion("F", "50", score, "financial"), recorded("q", "50"), demand=SURGE),
            [able("lanterns", "1.3")],
        )
        assert evaluation.settled.marked("F", "lanterns").marks == Fraction(130, 3)

    @pytest.mark.parametrize("of", ["unmet-demand", "unmet-demand:flood", "unmet-demand:standard"])
    def test_sm_03_a_scenario_has_to_be_named_and_published(self, of: str) -> None:
        """Without a scenario, and with one that is not published, there is no such figure."""
        score = {"rule": "linear", "of": of, "zero_at": 100, "full_at": 0}
        built = method(criterion("F", "100", score, "financial"), demand=SURGE)
        codes = [one.code for one in findings_of(inputs_of(built, [able("lanterns", "1.3")]))]
        assert "unknown-figure" in codes


def spending(name: str, **amounts: object) -> Data:
    """Return a bid of a price of 1,000 with cost lines of some kinds."""
    lines = [
        {"id": f"l{n}", "title": kind, "kind": kind.replace("_", "-"), "amount": amount}
        for n, (kind, amount) in enumerate(amounts.items(), start=1)
    ]
    return offer(name, 1000, marks={"q": 50}, cost_lines=lines)


class TestCosts:
    """SM-06: what the price pays for."""

    def test_sm_06_the_front_line_share_and_what_is_reinvented(self) -> None:
        """520 of 1,000 is 52%; 90 is spent on building again."""
        of = spending("a", front_line=520, bespoke_build=90, shared_platform=100, overhead=200, margin=90)
        found = section(evaluated(method(), [of]))
        assert of_bid(found, "a") == {"front_line_share": 52, "reinvention_cost": 90}
        [row] = rows(found, "costs-by-kind")
        assert (row["front_line"], row["back_office"], row["total"], row["gap"]) == (520, 0, 1000, 0)

    @pytest.mark.parametrize(
        ("amount", "gap"),
        [
            ("519", "the cost lines of a add up to 999, 1 less than its price of 1000."),
            ("520.01", "the cost lines of a add up to 1000.01, 0.01 more than its price of 1000."),
        ],
    )
    def test_sm_06_lines_that_do_not_reconcile_are_an_error_that_names_the_gap(self, amount: str, gap: str) -> None:
        """A pound less, or a penny more, than the price."""
        findings = findings_of(inputs_of(method(), [spending("a", front_line=amount, overhead=480)]))
        assert [one.message for one in findings if one.code == "costs-do-not-reconcile"] == [gap]

    def test_sm_06_lines_reconcile_to_the_penny(self) -> None:
        """A unit price with parts of a penny leaves less than a penny, which is no gap."""
        of = spending("a", front_line="520.001", overhead="479.99")
        assert not [one for one in findings_of(inputs_of(method(), [of])) if one.code == "costs-do-not-reconcile"]

    def test_sm_06_a_criterion_needs_the_lines_of_every_bid(self) -> None:
        """A bid without them is told, rather than marked down."""
        score = {"rule": "linear", "of": "front-line-share", "zero_at": 40, "full_at": 80}
        built = method(criterion("F", "50", score, "financial"), recorded("q", "50"))
        bids = [spending("a", front_line=520, overhead=480), offer("b", 1000, marks={"q": 50})]
        assert [
            (one.code, one.place.path) for one in findings_of(inputs_of(built, bids)) if one.severity == "error"
        ] == [("bid-part-missing", "bid/b")]


def claiming(*claims: Data, **lines: object) -> Data:
    """Return a bid with claims of time saved: 3,000 hours become 1,000, at 25 an hour."""
    full = [
        {"process": name, "hours_before": 3000, "hours_after": 1000, "hourly_cost": 25, **one}
        for name, one in zip(("Typing", "Filing"), claims, strict=False)
    ]
    built: Data = spending("a", **(lines or {"front_line": 520, "overhead": 480})) | exact({"automation": full})
    return built


class TestTimeSaved:
    """SM-07 and SM-08: what is released, and what of it counts."""

    @staticmethod
    def shown(of: Data, table: str = "time-saved", **efficiency: object) -> list[tuple[object, object]]:
        """Return what each claim of a table releases, and what of it counts."""
        published = {"efficiency": efficiency} if efficiency else {}
        found = section(evaluated(method(**published), [of]))
        return [(row["released"], row["counted"]) for row in rows(found, table)]

    def test_sm_07_a_saving_that_goes_nowhere_is_shown_and_not_counted(self) -> None:
        """Released 50,000, counted 0: nothing says that it is not in the price already."""
        assert self.shown(claiming({})) == [(50000, 0)]

    def test_sm_07_a_saving_counts_where_it_goes_into_a_front_line_cost_line(self) -> None:
        """Into l1, the front line, it counts; into l2, overhead, it does not."""
        assert self.shown(claiming({"reinvested_in": "l1"}, {"reinvested_in": "l2"})) == [(50000, 50000), (50000, 0)]

    def test_sm_07_what_counts_can_be_marked(self) -> None:
        """The figure of the bid is the sum of what counts."""
        evaluation = evaluated(method(), [claiming({"reinvested_in": "l1"}, {})])
        figure = evaluation.field.figure(figure_name("time-reinvested"), evaluation.inputs.bids[0])
        assert figure.value == 50000

    def test_sm_08_unproven_ai_is_listed_apart_and_counts_at_the_published_factor(self) -> None:
        """Half of 50,000 counts, and the bidder is asked where it runs already."""
        of = claiming({"reinvested_in": "l1", "technique": "unstructured-ai"})
        assert self.shown(of, maturity_factor="0.5") == []
        assert self.shown(of, "time-saved-unproven", maturity_factor="0.5") == [(50000, 25000)]
        evaluation = evaluated(method(efficiency=exact({"maturity_factor": "0.5"})), [of])
        [asked] = clarifications_of(evaluation)["a"]
        assert (asked.code, '"Typing"' in asked.question) == ("automation-unproven", True)

    def test_sm_08_without_a_published_factor_unproven_ai_counts_as_nothing(self) -> None:
        """No factor is assumed, and the reason says so."""
        of = claiming({"reinvested_in": "l1", "technique": "unstructured-ai"})
        assert self.shown(of, "time-saved-unproven") == [(50000, 0)]

    @pytest.mark.parametrize(
        "how",
        [{"technique": "rules"}, {"technique": "structured-ml"}, {"technique": "unstructured-ai", "proven_at": "X"}],
    )
    def test_sm_08_what_is_proven_or_is_no_such_ai_counts_in_full(self, how: Data) -> None:
        """Rules, models over tables, and AI that runs somewhere count as they are."""
        assert self.shown(claiming({"reinvested_in": "l1", **how}), maturity_factor="0.5") == [(50000, 50000)]


def channel(name: str, share: str, cost: object, *, digital: bool) -> Data:
    """Return a channel."""
    return {"channel": name, "share": share, "unit_cost": cost, "digital": digital}


WEB, PHONE = channel("Website", "0.8", 2, digital=True), channel("Telephone", "0.2", 12, digital=False)


TEN_THOUSAND = {"reference": {"contacts": 10000}, "digital_stress_points": 20}


class TestChannels:
    """SM-28: access for people who are not online, and what it costs where fewer are."""

    @staticmethod
    def stressed(*channels: Data) -> Row:
        """Return the row of a bid with some channels."""
        of = offer("a", 100000, marks={"q": 50}, channels=channels)
        return of_bid(section(evaluated(method(demand=TEN_THOUSAND), [of])), "a")

    def test_sm_28_take_up_20_points_lower_adds_20000(self) -> None:
        """10,000 contacts, digital 80% at 2, telephone 20% at 12: 2,000 contacts cost 10 more each."""
        assert self.stressed(WEB, PHONE)["digital_stress_cost"] == 20000

    def test_sm_28_what_moves_is_spread_in_proportion(self) -> None:
        """A fifth moves to telephone (3 parts at 12) and visits (1 part at 40): 19 each, so 10,000 x 0.2 x 17."""
        channels = (WEB, channel("Telephone", "0.15", 12, digital=False), channel("Visit", "0.05", 40, digital=False))
        assert self.stressed(*channels)["digital_stress_cost"] == 34000

    def test_sm_28_no_more_moves_than_is_digital(self) -> None:
        """Of a digital share of 10% only that moves: 10,000 x 0.1 x 10."""
        channels = (channel("Website", "0.1", 2, digital=True), channel("Telephone", "0.9", 12, digital=False))
        assert self.stressed(*channels)["digital_stress_cost"] == 10000

    def test_sm_28_nothing_moves_without_a_digital_channel(self) -> None:
        """A bid that is all telephone has nothing to lose."""
        row = self.stressed(channel("Telephone", "1", 12, digital=False))
        assert (row["digital_stress_cost"], row["non_digital_channels"]) == (0, 1)

    def test_sm_28_a_digital_only_bid_has_nowhere_to_turn(self) -> None:
        """There is no other channel, so the added cost is n/a."""
        assert self.stressed(channel("Website", "1", 2, digital=True))["digital_stress_cost"] is None

    @pytest.mark.parametrize("other", [(), (channel("Letter", "0", 5, digital=False),)])
    def test_sm_28_a_gate_on_the_channels_puts_a_digital_only_bid_out(self, other: tuple[Data, ...]) -> None:
        """The channels decide it, not a declaration; a channel without a share is none."""
        gate: Data = {"id": "offline", "title": "A way for people who are not online", "asks": "figure"}
        gate |= {"of": "non-digital-channels", "at_least": 1, "consequence": "disregard"}
        bids = [
            offer("both", 100, marks={"q": 50}, channels=[WEB, PHONE]),
            offer("web", 90, marks={"q": 60}, channels=[channel("Website", "1", 2, digital=True), *other]),
        ]
        evaluation = evaluated(method(gates=[gate]), bids)
        assert statuses(evaluation) == {"both": "ranked", "web": "disregarded"}

    def test_sm_28_shares_that_do_not_add_up_are_an_error(self) -> None:
        """80% and 19.9% leave a tenth of a percent of people unserved."""
        channels = [WEB, channel("Telephone", "0.199", 12, digital=False)]
        found = findings_of(inputs_of(method(), [offer("a", 100, marks={"q": 50}, channels=channels)]))
        messages = [one.message for one in found if one.code == "shares-do-not-sum"]
        assert messages == ["the shares of the channels of a add up to 0.999, not 1."]


@pytest.mark.parametrize(
    ("part", "kind", "name"),
    [
        (
            {
                "automation": [
                    {"process": p, "hours_before": 9, "hours_after": 1, "hourly_cost": 20} for p in ("Notes", "notes")
                ]
            },
            "process",
            "notes",
        ),
        ({"channels": [WEB, channel("Website", "0.2", 9, digital=False)]}, "channel", "Website"),
    ],
)
def test_what_is_listed_twice_is_an_error(part: Data, kind: str, name: str) -> None:
    """A claim counted twice earns marks twice, and a channel counted twice passes a gate that asks for two."""
    found = findings_of(inputs_of(method(), [offer("a", 100, marks={"q": 50}, **part)]))
    (twice,) = (one for one in found if one.code == "duplicate-id")
    assert twice.message.startswith(f'the {kind} "{name}" is')


def test_every_table_lists_bids_as_the_ranking_does() -> None:
    """Bids come by rank, whatever their ids and the order of their files."""
    lines = {"cost_lines": [{"id": "a", "title": "Wages", "kind": "front-line", "amount": 100}]}
    more: Data = lines | {"capacity": {"surge_multiple": 2, "days_to_surge": 5}, "channels": [WEB, PHONE]}
    bids = [offer(name, 100, marks={"q": marks}, **more) for name, marks in (("a", 10), ("b", 90), ("c", 50))]
    found = section(evaluated(method(demand=TEN_THOUSAND | {"scenarios": {"surge": 3}}), bids))
    about_bids = {t.key: [row.bid_id for row in t.rows if row.bid_id] for t in found.tables}
    orders = {key: list(dict.fromkeys(ids)) for key, ids in about_bids.items() if ids}
    assert set(orders) == {"unmet-demand", "costs-by-kind", "cost-lines", "channels", "digital-stress"}
    assert set(map(tuple, orders.values())) == {("b", "c", "a")}


def test_a_procurement_that_uses_none_of_it_has_no_section() -> None:
    """Bids with a price alone say nothing of how they work."""
    assert efficiency(evaluated(procurement([recorded("q", "100")]), [offer("a", 100, marks={"q": 50})])) is None
