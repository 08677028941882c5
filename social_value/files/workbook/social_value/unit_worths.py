"""The tables of what one unit is worth on Social value: of each measure, and where it differs from year to year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.core.valuation.basis import ValuedMeasure
from social_value.core.valuation.netting import ADDITIONALITY, IMPACT, shares_of
from social_value.core.valuation.proxies import in_prices_used
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.files.sheets.page import Page
from social_value.files.workbook.social_value.value_cells import EXACT, INPUT, MONEY, along, at, begin
from social_value.files.workbook.social_value.value_columns import (
    BASE,
    DROP_OFF,
    INCOME,
    INCOME_THEN,
    MEASURE_CAP,
    NOW,
    POWER,
    SHARES,
    STATED,
    THEN,
    UNITS,
    YEAR_BASE,
    YEAR_STATED,
)
from social_value.files.workbook.social_value.value_plan import ValuePlan
from social_value.model.valuation import Style


class UnitWorths:
    """Writes published values as inputs, with what they are in the prices used."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write both tables."""
        self._measures()
        self._yearly()

    def _measures(self) -> None:
        """Write what one unit of each measure is worth, and what its style takes off."""
        plan, basis = self.plan, self.plan.basis
        if basis is None:
            return
        by_percentage = basis.valuation.style == "percentage"
        shares = (
            [_words(name) for name in ADDITIONALITY]
            if by_percentage
            else [*map(_words, IMPACT), *(f"Without the contract: {_words(name).lower()}" for name in IMPACT)]
        )
        extra = [] if by_percentage else ["Quantity without the contract"]
        heads = (
            *("Measure", "Title", "Value of", "Type", "Price base"),
            *(f"Published value, {level} (input)" for level in LEVELS),
            *("Index, prices used (input)", "Index, price base (input)"),
            *("Income, prices used (input)", "Income, price base (input)", "Elasticity (input)"),
            *(f"Value in prices of {basis.valuation.price_base}, {level}" for level in LEVELS),
            *("Units of the value in one unit (input)", "Drop-off a year (input)", "Cap of the measure (input)"),
            *(f"{name} (input)" for name in (*shares, *extra)),
        )
        begin(self.page, plan.measures.title_row, "What one unit is worth", heads)
        for name, row in plan.measures.rows.items():
            self._measure(row, basis.measures[name], basis.valuation.first_year)

    def _measure(self, row: int, valued: ValuedMeasure, year: int) -> None:
        page, proxy, rule = self.page, valued.proxy, valued.rule
        page.row(row)
        texts = (valued.id, valued.measure.title, proxy.entry.id, valued.value_type, proxy.value.price_base)
        for column, text in enumerate(texts):
            page.text(column, text)
        indices = (proxy.index.now, proxy.index.then) if proxy.index else (None, None)
        growth = proxy.growth
        incomes = (growth.income, growth.income_then, growth.elasticity) if growth else (None, None, None)
        for place, number in enumerate((*indices, *incomes)):
            if number is None:
                page.text(NOW + place, "")
            else:
                page.number(NOW + place, number, INPUT)
        if proxy.by_year:
            for place in range(len(LEVELS)):
                page.text(STATED + place, "by year", "centre")
                page.text(BASE + place, "by year", "centre")
        else:
            self._worth(row, row, proxy.stated(year), proxy.in_base(year), valued, (STATED, BASE))
        page.number(UNITS, rule.units_per_unit, INPUT)
        page.number(DROP_OFF, rule.lasts.drop_off if rule.lasts else 0, INPUT)
        if rule.cap is None:
            page.text(MEASURE_CAP, "none", "centre")
        else:
            page.number(MEASURE_CAP, rule.cap, "input|#,##0.00##")
        for place, share in enumerate(_shares(valued)):
            page.number(SHARES + place, share, INPUT)

    def _worth(
        self, row: int, line: int, stated: Range, base: Range, valued: ValuedMeasure, columns: tuple[int, int]
    ) -> None:
        """Write published values as inputs, and beside them what they are in the prices used.

        ``line`` is the row of the measure, where the indices stand.
        """
        indices = along(line, (NOW, THEN)) if valued.proxy.index else []
        incomes = along(line, (INCOME, INCOME_THEN, POWER)) if valued.proxy.growth else []
        for place, level in enumerate(LEVELS):
            self.page.number(columns[0] + place, stated.at(level), "input|#,##0.00##")
            brought = in_prices_used(at(row, columns[0] + place), indices, incomes)
            self.page.formula(columns[1] + place, brought.text, base.at(level), MONEY)

    def _yearly(self) -> None:
        """Write values that differ from year to year."""
        plan, basis = self.plan, self.plan.basis
        if basis is None or not plan.yearly.rows:
            return
        heads = (
            *("Measure", "Calendar year"),
            *(f"Published value, {level} (input)" for level in LEVELS),
            *(f"Value in prices of {basis.valuation.price_base}, {level}" for level in LEVELS),
        )
        begin(self.page, plan.yearly.title_row, "Values by year", heads)
        for (name, year), row in plan.yearly.rows.items():
            valued = basis.measures[name]
            self.page.row(row)
            self.page.text(0, name)
            self.page.number(1, year, EXACT)
            stated, base = valued.proxy.stated(year), valued.proxy.in_base(year)
            self._worth(row, plan.measures.rows[name], stated, base, valued, (YEAR_STATED, YEAR_BASE))


def last_input(style: Style) -> int:
    """Return the last column of the table of values."""
    return SHARES + (len(ADDITIONALITY) if style == "percentage" else 2 * len(IMPACT) + 1) - 1


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shares(valued: ValuedMeasure) -> Sequence[Fraction]:
    rule = valued.rule
    if rule.reference_case is not None:
        case = rule.reference_case
        return [*shares_of(case.impact), *shares_of(case.reference), Fraction(case.reference.quantity)]
    stated = rule.shares_taken_off
    return shares_of(stated) if stated is not None else []
