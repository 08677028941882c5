"""Frameworks: resolving what they extend and include, saying what they ask, and comparing them."""
