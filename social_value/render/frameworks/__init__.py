"""Frameworks, registers and scales as text and JSON."""
