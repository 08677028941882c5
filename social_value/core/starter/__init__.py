"""A complete small procurement to begin from: invented, valid, and within what a framework asks."""
