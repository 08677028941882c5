"""Checks of catalogue files: scales, registers and frameworks, each on its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from social_value.arithmetic import plain
from social_value.codes.act import LEVEL_UNDESCRIBED
from social_value.codes.catalogue import SCHEDULE_GAP, VALUES_OUT_OF_ORDER
from social_value.codes.provenance import INVALID_RANGE
from social_value.codes.values import INVALID_VALUE, OUT_OF_RANGE
from social_value.core.checks.act import LEVELS_WAY_OUT, level_words, levels_without_words
from social_value.core.checks.criteria import duplicates, scale_problems
from social_value.core.checks.equal_treatment import framework_treats_equally, scale_treats_equally
from social_value.core.checks.registers import stale_entries
from social_value.core.checks.reservation_rules import routes_sound
from social_value.core.checks.wording import Described, duplicates_among
from social_value.core.frameworks.consistency import problems_of_file
from social_value.findings import Finding, Place
from social_value.model.framework import Framework
from social_value.model.register import DatedValue, Register, RegisterEntry
from social_value.model.scale import ScaleFile, ScoringScale


def catalogue_findings(
    item: Framework | Register | ScaleFile, place: Place, as_of: date | None = None
) -> Iterator[Finding]:
    """Yield everything that is wrong inside a catalogue file; ``place`` is the top of the file.

    Whether the values of a register are too old is told only for a day that is given.
    """
    if isinstance(item, ScaleFile):
        yield from scale_problems(item.id, item, place.at("levels"))
        yield from _undescribed(item.id, item, place.at("levels"))
        yield from scale_treats_equally(item, place)
    elif isinstance(item, Register):
        yield from _register(item, place)
        yield from stale_entries(item, place, as_of) if as_of else ()
        if item.reservations is not None:
            yield from routes_sound(item.reservations, place.at("reservations"), as_of)
    else:
        yield from _framework(item, place)
        yield from framework_treats_equally(item, place)


def _undescribed(scale_id: str, scale: ScoringScale, levels: Place) -> Iterator[Finding]:
    bare = levels_without_words(scale)
    if bare:
        yield LEVEL_UNDESCRIBED.at(levels.at(bare[0]), level_words(scale_id, scale, bare), LEVELS_WAY_OUT)


def _register(register: Register, place: Place) -> Iterator[Finding]:
    entries = [(entry.id, place.at("entries", n, "id")) for n, entry in enumerate(register.entries)]
    yield from duplicates(entries, "entry")
    for number, entry in enumerate(register.entries):
        here = place.at("entries", number, "values")
        for earlier, later in pairwise(entry.values):
            if later.from_day <= earlier.from_day:
                message = f'the values of "{entry.id}" are not in the order of their dates.'
                yield VALUES_OUT_OF_ORDER.at(here, message, "Write the oldest first, each date once.")
        for index, value in enumerate(entry.values):
            yield from _value(entry, value, here.at(index))


def _value(entry: RegisterEntry, value: DatedValue, place: Place) -> Iterator[Finding]:
    entry_id = entry.id
    if (value.value is not None) + bool(value.schedule) + bool(value.series) != 1:
        message = f'a value of "{entry_id}" needs one of `value`, `schedule` and `series`.'
        yield INVALID_VALUE.at(place, message, "Keep the one that was published.")
    yield from _ends(entry_id, value, place)
    yield from _deciles(entry, value, place)
    for number, (first, second) in enumerate(pairwise(value.schedule), start=1):
        if first.to_year is None or second.from_year != first.to_year + 1:
            message = f'the schedule of "{entry_id}" does not go on in the year after {first.to_year or "its end"}.'
            yield SCHEDULE_GAP.at(place.at("schedule", number), message, "Let each span begin where the last ended.")


def _ends(entry_id: str, value: DatedValue, place: Place) -> Iterator[Finding]:
    """Yield where the low end of a range is above the central value, or the high end below it, or one stands alone."""
    central, low, high = ({} if number is None else {"": number} for number in (value.value, value.low, value.high))
    ranges: tuple[tuple[str, Mapping[str, Decimal], Mapping[str, Decimal], int], ...] = (
        ("low", central, low, 1),
        ("high", central, high, -1),
        ("series_low", value.series, value.series_low, 1),
        ("series_high", value.series, value.series_high, -1),
    )
    for key, middle, end, sign in ranges:
        if end.keys() - middle.keys() or (end and middle.keys() - end.keys()):
            message = f'{key} of "{entry_id}" is not there for exactly the same years or codes as its central values.'
            yield INVALID_RANGE.at(place.at(key), message, "Give every central value both ends, or neither.")
            continue
        for name, number in end.items():
            if sign * (middle[name] - number) < 0:
                at = f" for {name}" if name else ""
                side = "above" if sign > 0 else "below"
                message = f'{key} of "{entry_id}"{at} is {plain(number)}, {side} the central {plain(middle[name])}.'
                yield INVALID_RANGE.at(place.at(key, *filter(None, (name,))), message, "Correct one of them.")


def _deciles(entry: RegisterEntry, value: DatedValue, place: Place) -> Iterator[Finding]:
    """Yield each decile that is none of 1 to 10."""
    if "decile" not in entry.unit.casefold():
        return
    for code, number in value.series.items():
        if number not in range(1, 11):
            message = f'the decile of {code} in "{entry.id}" is {plain(number)}; deciles are whole, from 1 to 10.'
            yield OUT_OF_RANGE.at(place.at("series", code), message, "Correct the value.")


def _framework(framework: Framework, place: Place) -> Iterator[Finding]:
    names: dict[str, list[tuple[str, Place]]] = {"theme": [], "outcome": [], "criterion": [], "measure": []}
    for t, theme in enumerate(framework.themes):
        at_theme = place.at("themes", t)
        names["theme"].append((theme.id, at_theme.at("id")))
        for o, outcome in enumerate(theme.outcomes):
            at_outcome = at_theme.at("outcomes", o)
            names["outcome"].append((outcome.id, at_outcome.at("id")))
            names["criterion"] += [(c.id, at_outcome.at("criteria", n, "id")) for n, c in enumerate(outcome.criteria)]
            names["measure"] += [(m.id, at_outcome.at("measures", n, "id")) for n, m in enumerate(outcome.measures)]
    for what, known in names.items():
        yield from duplicates(known, what)
    for scale_id, scale in framework.scales.items():
        levels = place.at("scales", scale_id, "levels")
        yield from scale_problems(scale_id, scale, levels)
        yield from _undescribed(scale_id, scale, levels)
    yield from problems_of_file(framework, place)
    yield from duplicates_among(_described(framework, place))


def _described(framework: Framework, place: Place) -> Iterator[Described]:
    for t, theme in enumerate(framework.themes):
        for o, outcome in enumerate(theme.outcomes):
            for n, criterion in enumerate(outcome.criteria):
                here = place.at("themes", t, "outcomes", o, "criteria", n)
                yield Described(criterion.id, outcome.title, criterion.title, criterion.description or "", here)
