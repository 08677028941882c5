"""Tests of findings: places, order, weight, and the nearest word; and of the errors that carry them."""

from __future__ import annotations

from itertools import permutations

import pytest

from social_value.codes.code import ErrorCode, WarningCode
from social_value.codes.outstanding import CONSENSUS_MISSING
from social_value.errors import CannotRunError, InputError, NotReadyError, SocialValueError
from social_value.findings import Place, Severity, has_errors, nearest

HERE = Place("procurement.yaml", ("criteria",), 14, 3)


def stops(code: str) -> ErrorCode:
    """Return a code whose findings are errors."""
    return ErrorCode(code, means="x", way_out="x", protects="x")


def goes_on(code: str) -> WarningCode:
    """Return a code whose findings are warnings."""
    return WarningCode(code, means="x", way_out="x", protects="x")


class TestPlace:
    """Naming a place in a user's file."""

    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            (Place("bids.csv"), "bids.csv"),
            (Place("bids.csv", (), 3), "bids.csv:3"),
            (Place("return.xlsx", ("Prices", "C7")), "return.xlsx Prices!C7"),
            (Place("return.xlsx", ("Prices",)), "return.xlsx Prices"),
            (Place("bids.yaml", ("bids", 0)), "bids.yaml"),
            (HERE, "procurement.yaml:14:3"),
        ],
    )
    def test_is_written_as_far_as_it_is_known(self, place: Place, expected: str) -> None:
        """File, line and column stand in front of a message, as editors read them."""
        assert str(place) == expected

    def test_goes_down_by_keys(self) -> None:
        """A place below another one has the keys of both."""
        assert Place("a.yaml", ("criteria",)).at(3, "weight").keys == ("criteria", 3, "weight")


class TestFinding:
    """One problem in a user's files."""

    def test_carries_code_place_message_and_way_out(self) -> None:
        """An error stops the run and a warning does not; nothing else differs."""
        error, warning = (code("a-code").at(HERE, "message", "way out") for code in (stops, goes_on))
        assert (error.severity, warning.severity) == (Severity.ERROR, Severity.WARNING)
        assert (error.code, error.place, error.message, error.way_out) == ("a-code", HERE, "message", "way out")

    def test_moves_to_a_place_that_is_resolved(self) -> None:
        """Only the place changes."""
        moved = stops("a-code").at(Place("a.yaml", ("x",)), "message").at(HERE)
        assert moved == stops("a-code").at(HERE, "message")

    def test_findings_have_one_order(self) -> None:
        """By file, then line, column and code: the order in which they were found does not matter."""
        ordered = (
            stops("b").at(Place("a.yaml", (), 2, 1), "first"),
            stops("a").at(Place("a.yaml", (), 10, 1), "second"),
            stops("a").at(Place("a.yaml", (), 10, 2), "third"),
            stops("b").at(Place("a.yaml", (), 10, 2), "fourth"),
            stops("a").at(Place("b.yaml"), "fifth"),
        )
        for shuffled in permutations(ordered):
            assert InputError(shuffled).findings == ordered

    def test_findings_in_a_workbook_are_in_the_order_of_its_cells(self) -> None:
        """By sheet, then by row, then by column; what concerns the sheet comes first."""
        spots = [("A",), ("A", "B:D"), ("A", "3:4"), ("A", "Z3"), ("A", "AA3"), ("A", "B10"), ("B", "A1")]
        ordered = tuple(stops("a").at(Place("r.xlsx", spot), "m") for spot in spots)
        assert InputError(reversed(ordered)).findings == ordered

    def test_errors_are_found_among_warnings(self) -> None:
        """Warnings alone are no errors, and nothing is none."""
        assert has_errors([goes_on("a").at(HERE, "m"), stops("b").at(HERE, "m")])
        assert not has_errors([goes_on("a").at(HERE, "m")])
        assert not has_errors([])


class TestNearest:
    """The way out of a misspelt word."""

    @pytest.mark.parametrize(
        ("word", "known", "expected"),
        [
            ("wieght", ["weight", "title"], 'Did you mean "weight"?'),
            ("WEIGHT", ["weight", "title"], 'Did you mean "weight"?'),
            ("colour", ["title", "id"], "Use one of: id, title."),
            ("zzz", [], ""),
            ("zzz", [f"word{number}" for number in range(13)], ""),
            ("a1", ["A1", "B2"], 'Did you mean "A1"?'),
        ],
    )
    def test_names_the_nearest_word_or_a_short_list(self, word: str, known: list[str], expected: str) -> None:
        """A near word is named, else all of at most twelve, else nothing."""
        assert nearest(word, known) == expected

    def test_does_not_depend_on_the_order(self) -> None:
        """Two words that are equally near are told apart by the alphabet."""
        assert nearest("bid-3", ["bid-2", "bid-1"]) == nearest("bid-3", ["bid-1", "bid-2"])


class TestErrors:
    """The family of errors that this package raises on purpose."""

    def test_input_errors_print_every_place_and_message(self) -> None:
        """The text of the error names each finding."""
        with pytest.raises(InputError, match=r"procurement\.yaml:14:3: one.*procurement\.yaml:14:3: two"):
            raise InputError([stops("b").at(HERE, "two"), stops("a").at(HERE, "one")])

    def test_a_run_that_cannot_start_says_what_to_do(self) -> None:
        """Message and way out are kept apart and printed together."""
        problem = CannotRunError("nowhere does not exist.", "Name a folder.")
        assert (problem.message, problem.way_out) == ("nowhere does not exist.", "Name a folder.")
        assert str(problem) == "nowhere does not exist. Name a folder."

    def test_not_ready_errors_name_what_is_missing(self) -> None:
        """Each outstanding decision stands in the text."""
        problem = NotReadyError([CONSENSUS_MISSING.about("a", "a has no consensus.", "Add it.")])
        assert str(problem) == "a has no consensus."
        assert isinstance(problem, SocialValueError)
