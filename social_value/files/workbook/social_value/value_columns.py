"""Columns of the tables on Social value that other tables read."""

from __future__ import annotations

from social_value.core.valuation.ranges import LEVELS

STATED, NOW, THEN, INCOME, INCOME_THEN, POWER, BASE, UNITS = 5, 8, 9, 10, 11, 12, 13, 16
DROP_OFF, MEASURE_CAP, SHARES = 17, 18, 19
"""Columns of the table of what a unit is worth; what the style takes off begins at SHARES."""
YEAR_STATED, YEAR_BASE = 2, 5
"""Columns of the table of values by year."""
RATE, RATE_FACTOR = 2, 3
"""Columns of the table of discount factors."""
QUANTITY, TIME, DELIVERED, ALL_YEARS, EVIDENCE, COUNTS, COUNTS_POINTS = 6, 7, 8, 9, 11, 12, 13
"""Columns of the table of commitments."""
TYPE, GROSS, NET, BEFORE, CAP, COUNTED = 2, 3, 4, 5, 8, 9
LINKED = COUNTED + len(LEVELS)
"""Columns of the table by bid and measure; the last says whether a measure serves an outcome, where they are used."""
PRESENT = 16
"""First of the three columns of present values in the table year by year."""
POINTS_COUNTED = 6
"""Column of the points that count in the table of initiative points."""
