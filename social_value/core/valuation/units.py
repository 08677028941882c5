"""Units as files write them: whether two are the same, and whether one counts carbon."""

from __future__ import annotations


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units are the same, in capitals or the plural; of ``GBP/hour`` only what is counted is read.

    >>> same_unit("tCO2e", "GBP/tCO2e"), same_unit("Hours", "per hour"), same_unit("hours", "weeks")
    (True, True, False)
    >>> same_unit("people", "GBP/person")
    True
    """
    return _counted(one) == _counted(other)


def _counted(unit: str) -> str:
    words = unit.rpartition("/")[2].casefold().split()
    counted = words[words.index("per") + 1 :] if "per" in words else words
    return " ".join("person" if word == "people" else word.removesuffix("s") for word in counted)


def is_carbon(unit: str) -> bool:
    """Tell whether a unit counts carbon dioxide or its equivalent.

    >>> is_carbon("tCO2e"), is_carbon("kg CO₂e"), is_carbon("hours")
    (True, True, False)
    """
    return "co2" in unit.casefold().replace("₂", "2")
