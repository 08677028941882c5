"""The shipped registers against the data sets that they were taken from, and worked examples from their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from social_value.arithmetic import rounded
from social_value.core.discounting import discount_factor
from tests.catalogue.shipped import REGISTERS, entry, figure, latest, rows

AREAS = {area.id: area for area in REGISTERS["local-authority-areas"].areas}
PUBLISHED = {row["local-authority-code"]: row for row in rows("uk_local_authorities_register.csv")}


def code(council: str) -> str:
    """Return the official code of a council, or where it has none that of the data set."""
    return PUBLISHED[council]["gss-code"] or council


def pounds(value: Fraction) -> str:
    """Write a sum to the penny."""
    return f"{rounded(value, 2, 'half-up')}"


def index(name: str, year: str) -> Fraction:
    """Return a price index."""
    return Fraction(latest("gdp-deflators", name).series[year])


class TestDataSets:
    """Nothing was lost or changed on the way into a register."""

    def test_deflators_of_calendar_years(self) -> None:
        """Every year of the data set, and no other."""
        published = {row["year"]: Decimal(row["value"]) for row in rows("hmt_gdp_deflator_calendar_years_2024_100.csv")}
        assert latest("gdp-deflators", "calendar-years-2025-12").series == published

    def test_carbon_values_in_2022_prices(self) -> None:
        """Low, central and high of every year."""
        value = latest("desnz-carbon-values", "carbon-2022-prices")
        shipped: dict[str, Mapping[str, Decimal]] = {
            "low": value.series_low,
            "central": value.series,
            "high": value.series_high,
        }
        published: dict[str, dict[str, Decimal]] = {"low": {}, "central": {}, "high": {}}
        for row in rows("desnz_carbon_values_2020_2050.csv"):
            published[row["scenario"]][row["year"]] = Decimal(row["value_gbp_per_tco2e"])
        assert shipped == published
        assert value.price_base == "2022"

    def test_conversion_factors(self) -> None:
        """Each row of the file that has a factor, named by its own row, and none that is blank."""
        published = {
            row["ID"]: Decimal(row["GHG Conversion Factor 2025"])
            for row in rows("desnz_ghg_conversion_factors_2025_sample.csv")
            if row["GHG Conversion Factor 2025"]
        }
        shipped = {}
        for one in REGISTERS["ghg-conversion-factors-2025"].entries:
            title = one.values[0].reference.title
            if ", row " in title:
                shipped[title.rpartition(" ")[2]] = one.values[0].value
        assert shipped == published
        assert len(shipped) == 118

    def test_each_factor_states_its_scope_and_unit(self) -> None:
        """The scope stands in the description, the activity in the unit."""
        for one in REGISTERS["ghg-conversion-factors-2025"].entries:
            assert "(scope " in one.description
            assert one.unit.startswith("kgCO2e/")

    def test_wellby(self) -> None:
        """The central value and both ends, in prices of 2019."""
        published = {row["scenario"]: Decimal(row["value_gbp"]) for row in rows("hmt_wellby_values.csv")}
        value = latest("wellby-and-qaly", "wellby")
        assert {"low": value.low, "central": value.value, "high": value.high} == published
        assert value.price_base == "2019"

    def test_optimism_bias(self) -> None:
        """Each share of the data set as a percentage."""
        for row in rows("green_book_optimism_bias.csv"):
            name = row["category"].replace("_", "-")
            assert figure("green-book-optimism-bias", f"{name}-capital") == 100 * Fraction(row["capex_upper"])
            assert figure("green-book-optimism-bias", f"{name}-duration") == 100 * Fraction(row["duration_upper"])

    def test_deciles(self) -> None:
        """Each small area has its decile, and the sample says that it is one."""
        value = latest("deprivation-deciles-sample", "imd-2019-deciles")
        published = {
            row["lsoa_2011"]: Decimal(row["imd_2019_decile"]) for row in rows("imd_2019_lsoa_manchester_camden.csv")
        }
        assert value.series == published
        assert len(published) == 415
        assert value.illustrative
        assert "1 the most deprived" in entry("deprivation-deciles-sample", "imd-2019-deciles").unit

    def test_the_most_deprived_decile_scores_highest(self) -> None:
        """Decile 1 is the most deprived: its lowest score is above the highest of decile 10."""
        scores: dict[str, list[Fraction]] = {}
        for row in rows("imd_2019_lsoa_manchester_camden.csv"):
            scores.setdefault(row["imd_2019_decile"], []).append(Fraction(row["imd_2019_score"]))
        assert min(scores["1"]) > max(scores["10"])


class TestPlaces:
    """Councils, present and former."""

    def test_every_row_is_there(self) -> None:
        """All 470, each with its name, nation and region."""
        assert len(AREAS) == len(PUBLISHED) == 470
        for council, row in PUBLISHED.items():
            area = AREAS[code(council)]
            assert (area.title, area.nation) == (row["nice-name"], row["nation"])
            assert (area.region or row["nation"]) == (row["region"] or row["nation"])
            assert area.kind

    def test_successors_are_named_by_code(self) -> None:
        """A former council points to those that took its place, and they are in the register."""
        for council, row in PUBLISHED.items():
            successors = [code(one) for one in row["replaced-by"].split(",") if one]
            assert list(AREAS[code(council)].replaced_by) == successors

    def test_no_day_belongs_to_a_council_and_its_successor(self) -> None:
        """The last day of the old one is the day before the first day of the new one."""
        for area in AREAS.values():
            for successor in area.replaced_by:
                old, new = area.exists, AREAS[successor].exists
                assert old is not None
                assert old.to_day is not None
                assert new is not None
                assert new.from_day is not None
                assert (new.from_day - old.to_day).days == 1

    def test_who_exists_on_a_day(self) -> None:
        """397 councils and combined authorities exist today; Allerdale ended when Cumberland began."""
        today = [one for one in AREAS.values() if one.exists is None or one.exists.holds(date(2026, 11, 25))]
        current = [row for row in PUBLISHED.values() if row["current-authority"] == "True"]
        assert len(today) == len(current) == 397
        allerdale = AREAS["E07000026"]
        assert allerdale.exists is not None
        assert allerdale.exists.holds(date(2023, 3, 31))
        assert not allerdale.exists.holds(date(2023, 4, 1))
        assert [AREAS[one].title for one in allerdale.replaced_by] == ["Cumberland"]


class TestWorkedExamples:
    """Sums that others published, or that can be done by hand, from the shipped values."""

    def test_prices_of_another_year(self) -> None:
        """9,800 in prices of 2012-13 is 9,800 x 100 / 74.4335 in those of 2023-24."""
        name = "financial-years-2024-10"
        assert pounds(9800 * index(name, "2023-24") / index(name, "2012-13")) == "13166.11"

    @pytest.mark.parametrize(
        ("year", "real"), [("2024-25", "10000.00"), ("2025-26", "9766.97"), ("2026-27", "9578.19")]
    )
    def test_money_of_later_years(self, year: str, real: str) -> None:
        """10,000 in money of the year, in prices of 2024-25."""
        name = "financial-years-2024-10"
        assert pounds(10000 * index(name, "2024-25") / index(name, year)) == real

    def test_life_satisfaction_in_later_prices(self) -> None:
        """One point for 100 people over 5 years: 6.5 million in 2019 prices, x 100 / 81.1085 in those of 2024."""
        total = figure("wellby-and-qaly", "wellby") * 100 * 5
        assert total == 6_500_000
        name = "calendar-years-2025-12"
        assert pounds(total * index(name, "2024") / index(name, "2019")) == "8013956.61"

    def test_carbon_of_one_year_and_of_five(self) -> None:
        """50 tonnes in 2026 are 50 x 264; 20 tonnes a year from 2026 to 2030 are 27,200, or 25,395.84 discounted."""
        central = latest("desnz-carbon-values", "carbon-2020-prices").series
        rate = latest("green-book-discount-rates", "standard")
        assert 50 * central["2026"] == 13_200
        years = range(2026, 2031)
        assert sum(20 * central[str(year)] for year in years) == 27_200
        present = [20 * Fraction(central[str(year)]) * discount_factor(rate, year - 2026) for year in years]
        assert pounds(sum(present, Fraction(0))) == "25395.84"

    def test_carbon_in_prices_of_2024(self) -> None:
        """100 tonnes a year from 2024 to 2030 cost 196,489.41 in prices of 2024, as the greenbook package has it."""
        central = latest("desnz-carbon-values", "carbon-2022-prices").series
        rate = latest("green-book-discount-rates", "standard")
        uprated = index("calendar-years-2025-12", "2024") / index("calendar-years-2025-12", "2022")
        years = range(2024, 2031)
        present = [100 * Fraction(central[str(year)]) * uprated * discount_factor(rate, year - 2024) for year in years]
        assert abs(sum(present, Fraction(0)) - Fraction("196489.41")) < Fraction("0.1")

    def test_the_two_carbon_tables_differ_in_prices_alone(self) -> None:
        """At one ratio, 1.05066, all but the low value of 2036 agree to the pound."""
        old, new = (latest("desnz-carbon-values", f"carbon-{year}-prices") for year in (2020, 2022))
        ratio = Fraction("1.05066")
        doubtful = [
            (end, year)
            for end in ("series_low", "series", "series_high")
            for year, value in getattr(old, end).items()
            if abs(Fraction(getattr(new, end)[year]) / ratio - Fraction(value)) > Fraction(1, 2) + Fraction(1, 50)
        ]
        assert doubtful == [("series_low", "2036")]

    def test_emissions_of_electricity_and_of_a_car(self) -> None:
        """12,000 kWh are 2.124 t, with losses 2.34636 t; 8,000 km in an average car are 1.338 t."""
        factors = "ghg-conversion-factors-2025"
        generation = figure(factors, "electricity-uk-generation")
        losses = figure(factors, "electricity-uk-transmission-distribution")
        assert 12_000 * generation == 2124
        assert 12_000 * (generation + losses) == Fraction("2346.36")
        assert 8000 * figure(factors, "car-average-unknown-fuel") == 1338

    def test_the_living_wage_gap_that_the_foundation_publishes(self) -> None:
        """37.5 hours x 52 weeks x (13.45 - 12.21) = 2,418 a year, and in London 5,050.50."""
        wage = entry("national-minimum-wage", "national-living-wage").on(date(2025, 10, 22))
        assert wage is not None
        assert wage.value is not None
        year = Fraction(75, 2) * 52
        assert year * (figure("real-living-wage", "uk") - Fraction(wage.value)) == 2418
        assert year * (figure("real-living-wage", "london") - Fraction(wage.value)) == Fraction("5050.5")


class TestDays:
    """Which value holds on which day."""

    @pytest.mark.parametrize(
        ("register", "name", "day", "value"),
        [
            ("procurement-thresholds", "goods-services-central", "2025-12-31", 139688),
            ("procurement-thresholds", "goods-services-central", "2026-01-01", 135018),
            ("procurement-thresholds", "works", "2026-01-01", 5193000),
            ("procurement-thresholds", "light-touch", "2026-01-01", 663540),
            ("national-minimum-wage", "national-living-wage", "2026-03-31", "12.21"),
            ("national-minimum-wage", "national-living-wage", "2026-04-01", "12.71"),
            ("national-minimum-wage", "apprentice", "2026-04-01", 8),
            ("real-living-wage", "uk", "2025-10-21", "12.60"),
            ("real-living-wage", "uk", "2025-10-22", "13.45"),
            ("uk-vat", "standard-rate", "2011-01-04", 20),
        ],
    )
    def test_a_value_holds_from_its_day(self, register: str, name: str, day: str, value: str | int) -> None:
        """The day before, the earlier value holds."""
        found = entry(register, name).on(date.fromisoformat(day))
        assert found is not None
        assert found.value == Decimal(value)

    def test_before_the_first_day_there_is_no_value(self) -> None:
        """A register does not say what was so before it begins."""
        assert entry("uk-vat", "standard-rate").on(date(2011, 1, 3)) is None


def test_income_per_head_fell_from_2019_to_2023() -> None:
    """Only the two years that were read are shipped: 33,443 and 33,257."""
    assert latest("gdp-per-head", "gdp-per-head").series == {"2019": Decimal(33443), "2023": Decimal(33257)}


def test_proxies_from_memory_are_held_back() -> None:
    """Only what was read is shipped: nine unit costs of crime and a median wage; loneliness has no year of prices."""
    assert {one.id for one in REGISTERS["ogl-proxy-values"].entries} == {
        "rape",
        "violence-with-injury",
        "robbery",
        "theft-of-vehicle",
        "arson",
        "other-sexual-offence",
        "criminal-damage-other",
        "theft-from-vehicle",
        "cyber-crime",
        "median-weekly-pay-full-time",
    }


def test_values_of_wellbeing_are_not_mixed_with_those_of_the_public_purse() -> None:
    """Each proxy says whose gain it is."""
    kinds = {
        (name, one.value_type)
        for name in ("wellby-and-qaly", "ogl-proxy-values", "desnz-carbon-values")
        for one in REGISTERS[name].entries
    }
    assert kinds == {
        ("wellby-and-qaly", "wellbeing"),
        ("ogl-proxy-values", "economic"),
        ("ogl-proxy-values", "market-price"),
        ("desnz-carbon-values", "environmental"),
    }
