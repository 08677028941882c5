"""Workbooks from outside, read safely: nothing in them runs, nothing in them is followed, and all of it is bounded."""
