"""The sheets that calculate: marks, gates, rounds, prices and the ranking, as live formulas."""
