"""Families of measures and names of groups: who counts once, whatever the letters' case and whoever names whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.checks.valuation import families_have_members
from social_value.core.inputs import Inputs
from social_value.core.valuation.families import families_of
from tests.core.builders import Data
from tests.core.valuations import commitment, measure, net, register, valuation, valued_inputs, worked
from tests.core.valuations import entry as value_entry

HIRES: Data = {"group": "hires", "years": 1}
JOBS = register(value_entry("thing", value=1000), value_entry("other", value=700))
NAMES = ("a", "b", "c", "d")


def valued(families: dict[str, str | None], promised: list[Data]) -> Any:  # noqa: ANN401 - an exact number
    """Return the net social value of commitments to measures with these families."""
    measures = [measure(name, **({"counted_once_with": named} if named else {})) for name, named in families.items()]
    return net(promised, measures, JOBS, how=valuation(*families))


def method(*measures: Data) -> Inputs:
    """Return a procurement without bids that values these measures."""
    return valued_inputs(measures, {}, JOBS, how=valuation(*(each["id"] for each in measures)))


@pytest.mark.parametrize("families", [{"a": None, "b": "a"}, {"a": "b", "b": None}, {"a": "jobs", "b": "JOBS"}])
def test_a_family_is_named_by_a_measure_or_by_a_name(families: dict[str, str | None]) -> None:
    """One person counts once where one measure names the other, and where both give one name: 2 and 3 units are 3."""
    promised = [commitment("c1", "a", 2, **HIRES), commitment("c2", "b", 3, **HIRES)]
    assert valued(dict.fromkeys(families), promised) == 5000
    assert valued(families, promised) == 3000


def test_families_that_share_a_measure_are_one() -> None:
    """Of a chain every measure is counted once with every other: a with b, b with c."""
    chained = method(measure("a"), measure("b", counted_once_with="A"), measure("c", counted_once_with="b"))
    assert families_of(chained.measures)["a"] == {"a", "b", "c"}


def test_a_family_of_one_is_an_error_with_a_way_out_that_works() -> None:
    """A name that joins no other measure of worth says what was meant; written so, it is told no more."""
    (told,) = families_have_members(method(measure("nt3"), measure("nt4", counted_once_with="nt33")))
    assert (told.code, told.place.keys) == ("family-of-one", ("measures", 1, "value", "counted_once_with"))
    assert told.message == '"nt4" is counted once with "nt33", and no other measure of worth belongs to that.'
    assert told.way_out == 'Did you mean "nt3"? Name a measure that is worth something, or remove the key.'
    assert not list(families_have_members(method(measure("nt3"), measure("nt4", counted_once_with="nt3"))))
    assert not list(families_have_members(method(measure("nt3"), measure("nt4"))))


def test_a_measure_that_is_worth_nothing_makes_no_family() -> None:
    """What earns neither money nor points keeps nobody from counting again, so to name it is an error too."""
    plain = {"id": "visits", "title": "Visits", "unit": "unit"}
    inputs = valued_inputs([measure("m", counted_once_with="visits"), plain], {}, JOBS)
    assert [finding.code for finding in families_have_members(inputs)] == ["family-of-one"]
    pointed = valued_inputs([measure("m", counted_once_with="visits"), {**plain, "points_per_unit": 1}], {}, JOBS)
    assert not list(families_have_members(pointed))


def drawn_case(text: str, upper: list[bool]) -> str:
    """Return a text with its letters in another case."""
    return "".join(letter.upper() if up else letter for letter, up in zip(text, upper, strict=True))


@st.composite
def promises(draw: st.DrawFn) -> list[Data]:
    """Draw commitments of few groups, activities and measures, so that many are one and the same."""
    return [
        commitment(
            f"c{number}",
            draw(st.sampled_from(NAMES)),
            draw(st.integers(1, 9)),
            **{
                key: name
                for key, name in (
                    ("group", draw(st.sampled_from(["hires", "leavers", None]))),
                    ("activity", draw(st.sampled_from(["shop", None, None]))),
                )
                if name is not None
            },
        )
        for number in range(draw(st.integers(1, 5)))
    ]


FAMILIES = st.fixed_dictionaries(dict.fromkeys(NAMES, st.sampled_from([None, "jobs", "work", "a", "b"])))


@given(st.data(), FAMILIES, promises())
def test_the_case_of_letters_changes_nothing(
    data: st.DataObject, families: dict[str, str | None], made: list[Data]
) -> None:
    """Groups, activities and families in other capitals are the same groups, activities and families."""

    def recased(name: str) -> str:
        return drawn_case(name, data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name))))

    again = [
        {key: recased(value) if key in {"group", "activity"} else value for key, value in each.items()} for each in made
    ]
    others = {name: named and recased(named) for name, named in families.items()}
    assert valued(others, again) == valued(families, made)


@given(FAMILIES, promises())
def test_another_name_for_a_family_changes_nothing(families: dict[str, str | None], made: list[Data]) -> None:
    """A family is the measures that it joins: renamed in every one of them, it counts the same."""
    renamed = {name: "trade" if named == "jobs" else named for name, named in families.items()}
    assert valued(renamed, made) == valued(families, made)


@given(FAMILIES, promises())
def test_to_name_a_measure_is_to_name_its_family(families: dict[str, str | None], made: list[Data]) -> None:
    """Whether measures name one of them, or all have one name, the same is counted once, in money and in points."""
    by_measure = {**families, "a": None, "b": "a", "c": "a"}
    by_name = {**families, "a": "union", "b": "union", "c": "union"}
    assert valued(by_measure, made) == valued(by_name, made)
    points = [
        worked(
            "initiative-points",
            valued_inputs(
                [
                    measure(name, points_per_unit=2, **({"counted_once_with": named} if named else {}))
                    for name, named in which.items()
                ],
                {"A": made},
                JOBS,
                how=valuation(*which),
            ),
        ).value
        for which in (by_measure, by_name)
    ]
    assert points[0] == points[1]
