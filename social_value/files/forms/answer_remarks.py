"""What is said about one cell that was filled in, by its words and at its place."""

from __future__ import annotations

from social_value.codes.code import FindingCode
from social_value.codes.filled_in import AMBIGUOUS_ANSWER, ANSWER_UNDERSTOOD, WRONG_ANSWER_KIND
from social_value.codes.workbooks import HIDDEN_CONTENT
from social_value.findings import Finding, Place


class AnswerRemarks:
    """Keeps the findings about a cell. ``words`` is how messages name what was asked for."""

    def __init__(self, words: str, place: Place) -> None:
        self.words = words
        self._place = place
        self.findings: list[Finding] = []

    def add(self, code: FindingCode, message: str, way_out: str) -> None:
        """Say something of the cell."""
        self.findings.append(code.at(self._place, message, way_out))

    def wrong(self, what: str, way_out: str) -> None:
        """Say that the cell holds something else than was asked for."""
        self.add(WRONG_ANSWER_KIND, f"{self.words} {what}.", way_out)

    def two_ways(self, what: str, way_out: str) -> None:
        """Say that what the cell holds can be read in two ways."""
        self.add(AMBIGUOUS_ANSWER, f"{self.words} {what}.", way_out)

    def understood(self, what: str, as_what: str) -> None:
        """Say as what the cell was read, where it does not say so itself."""
        self.add(ANSWER_UNDERSTOOD, f"{self.words} {what}; it was read as {as_what}.", "Check that this is meant.")

    def shown_otherwise(self, held: str, how: str) -> None:
        """Say that the sheet shows something else than the cell holds, and that this was read."""
        message = f"{self.words} is {held}, and the sheet shows it {how}; {held} was read."
        self.add(HIDDEN_CONTENT, message, "Set the cell's format to General, and check that what it holds is meant.")
