"""Scores public tenders on money, environment and society, with every step of the working shown."""

__version__ = "0.1.0"
