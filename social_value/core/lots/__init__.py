"""Lots: a procurement in parts that are bid for and awarded one by one, and what they come to together."""
