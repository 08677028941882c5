"""Scoring: from the field of bids to marks settled over the pool, and their ranking."""
