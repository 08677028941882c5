"""What a hurdle tests, as a number and as a formula."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import HUNDRED, plain
from social_value.core.scoring.hurdles import Hurdle
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.calculation.gates_plan import Tested
from social_value.files.workbook.formula_text import SAME, clean_places, when_number

LEAST_ROW, MOST_ROW = 6, 7
MET = 'centre|[=1]"met";[=0]"NOT MET";General'
YES = 'centre|[=1]"yes";[=0]"no";General'


def met_value(hurdle: Hurdle, reached: Fraction | None) -> int | None:
    """Return 1 where what was reached is enough, 0 where it is not, None where nothing was reached."""
    return None if reached is None else int(hurdle.lowest is None or reached >= hurdle.lowest)


def met_formula(columns: Tested, limit: int) -> str:
    """Return the same as a formula, both sides free of binary noise; ``limit`` is the column of the limit."""
    value = in_row(columns.value)
    return when_number(value, f"IF(ROUND({value},{SAME})>=ROUND({fixed(LEAST_ROW, limit)},{SAME}),1,0)")


def within(columns: Tested, hurdle: Hurdle) -> list[str]:
    """Return the conditions that a figure is within the limits of a gate, free of binary noise."""
    least, most = limits(hurdle)
    tests = ((least, ">=", LEAST_ROW), (most, "<=", MOST_ROW))
    return [
        f"ROUND({in_row(columns.value)},{places}){sign}ROUND({fixed(row, columns.value)},{places})"
        for limit, sign, row in tests
        if limit is not None
        for places in (clean_places([Fraction(limit)]),)
    ]


def quality_of_100(quality: str, out_of: Fraction) -> str:
    """Return quality that is known, a sum of weighted marks, as marks of 100, in which its minimum is published."""
    return quality if out_of == HUNDRED else f"100*({quality})/{plain(out_of)}"


def limits(hurdle: Hurdle) -> tuple[Fraction | Decimal | None, Fraction | Decimal | None]:
    """Return the lowest and the highest number that a hurdle lets pass, where it has them."""
    if hurdle.gate is not None:
        return hurdle.gate.at_least, hurdle.gate.at_most
    return hurdle.lowest, None
