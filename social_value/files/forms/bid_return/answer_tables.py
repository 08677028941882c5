"""A table to fill in: its columns, the key of every answer, and the words of its drop-downs with what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from social_value.files.forms.form import Input, Kind

_LONGEST_LABEL = 120
"""Characters of a title that a drop-down shows; of a longer one it shows the id."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column to fill in. ``labels`` are the words of its drop-down, each with what the bid then says."""

    key: str
    head: str
    kind: Kind
    width: float
    labels: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table with a fixed number of rows. ``noun`` is what one row is called."""

    prefix: str
    noun: str
    rows: int
    columns: tuple[Column, ...]

    def key(self, row: int, column: Column) -> str:
        """Return the key of the answer in a row, counted from 1."""
        return f"{self.prefix}/{row}/{column.key}"

    def input(self, row: int, column: Column) -> Input:
        """Return the cell to fill in."""
        return Input(
            self.key(row, column),
            column.kind,
            f'"{column.head}" of {self.noun.lower()} {row}',
            choices=tuple(column.labels),
            least=column.least,
            most=column.most,
            longest=column.longest,
            hint=column.hint,
        )


def labels_of(items: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return words for a drop-down, each with its id: the title, with the id beside it where it would not do alone.

    >>> labels_of([("a", "Ash"), ("b", "Bow"), ("c", "bow")])
    {'Ash': 'a', 'Bow [b]': 'b', 'bow [c]': 'c'}

    Where even that leaves two words the same, the ids stand for themselves.

    >>> labels_of([("a", "Ash"), ("b", "ash"), ("c", "Ash [a]")])
    {'a': 'a', 'b': 'b', 'c': 'c'}
    """
    titles = [(item_id, " ".join(title.split())) for item_id, title in items]
    folded = [title.casefold() for _, title in titles]
    labels = {_label(item_id, title, folded.count(title.casefold()) == 1): item_id for item_id, title in titles}
    different = {label.casefold() for label in labels}
    return labels if len(different) == len(titles) else {item_id: item_id for item_id, _ in titles}


def _label(item_id: str, title: str, alone: bool) -> str:
    if len(title) > _LONGEST_LABEL:
        return item_id
    return title if alone else f"{title} [{item_id}]"


def words_of(values: Iterable[str]) -> Mapping[str, str]:
    """Return words that stand for themselves."""
    return {value: value for value in values}
