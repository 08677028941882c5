"""Figures: named numbers worked out from a bid, each registered with what is published about it."""
