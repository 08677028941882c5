"""Workbooks that go out to people and come back: written, read safely, and held against what was issued."""
