"""Strict reading of YAML files: exact numbers, the place of every value, and nothing that could surprise.

The file is built from the parser's events in one pass without recursion. No node is ever composed, so depth
and size are bounded before they can do harm, and no alias is ever followed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import yaml

from social_value.codes.any_file import EMPTY_FILE, NUMBER_TOO_LONG
from social_value.codes.code import ErrorCode
from social_value.codes.yaml_files import (
    ALIAS,
    COMPLEX_KEY,
    DUPLICATE_KEY,
    EMPTY_KEY,
    MERGE_KEY,
    NOT_A_MAPPING,
    NOT_YAML,
    SECOND_DOCUMENT,
    TAG,
    TOO_DEEP,
    TOO_MANY_NODES,
)
from social_value.errors import InputError
from social_value.files.csv_source import EXACT_NUMBER, LONG_NUMBER, TOO_MANY_DIGITS, shortened
from social_value.files.disk import (
    MOST_FINDINGS,
    REFUSED_CHARACTERS,
    as_text,
    first_refused_character,
    read_bytes,
    refused_character,
    refused_characters,
)
from social_value.files.yaml_words import CHECK_ALL, syntax_fault
from social_value.findings import Finding, Key, Place

DEEPEST = 32
MOST_NODES = 1_000_000

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER_STARTS = frozenset("-0123456789")
_COLUMN_BITS = 32  # a position is one int, the line above the column: a third of the memory of a pair
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1

# What the builder does with the next value, where it is not the text of a key.
_ITEM = object()  # it is an item of a list
_LOST = object()  # it belongs to a key that was refused

_WAYS_OUT = {
    ALIAS: "Write the value out wherever it is needed; text that begins with `*` or `&` needs quotes.",
    COMPLEX_KEY: "Write one word before the colon; text that begins with [ or { needs quotes.",
    DUPLICATE_KEY: "Keep one of them.",
    EMPTY_FILE: "Begin it with its kind, such as `kind: bid`.",
    EMPTY_KEY: "Write the key, or put text that begins with a colon in quotes.",
    MERGE_KEY: "Write the keys out wherever they are needed.",
    NOT_A_MAPPING: "Begin it with its kind, such as `kind: bid`; every value needs a key before it.",
    NUMBER_TOO_LONG: "Round it, or write it in quotes where it is a name.",
    SECOND_DOCUMENT: "Move it to a file of its own, or delete the line `---`.",
    TAG: "Delete it; text that begins with `!` needs quotes.",
    TOO_DEEP: "Check the brackets and the indentation.",
    TOO_MANY_NODES: "Split the file; many bids or scores fit better into bids.csv or scores.csv.",
}

Value = str | int | Decimal | bool | dict[str, Any] | list[Any] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that was read strictly: its data, and where every key and value stands."""

    path: str
    data: dict[str, Any]
    # For each dict, the positions of its keys and values in turn; for each list, those of its items. By id():
    # the data keeps its containers alive.
    _positions: dict[int, list[int]] = field(repr=False, compare=False)
    _top: int = field(repr=False, compare=False)

    def place(self, keys: Sequence[Key], *, of_key: bool = False) -> Place:
        """Return the place of the value at ``keys``, or of its key, or of the deepest part that exists.

        Keys that match nothing are passed over: the location of a validation error also names the kinds it
        tried.
        """
        node: Value = self.data
        positions = (self._top, self._top)
        for key in keys:
            step = self._step(node, key)
            if step is None:
                continue
            child, positions = step
            # A text or number has no parts, so what follows is looked up beside it: `scale` may be both the
            # kind that was tried and a key.
            if isinstance(child, dict | list):
                node = child
        position = positions[0] if of_key else positions[1]
        line, column = (position >> _COLUMN_BITS) + 1, (position & _COLUMN_MASK) + 1
        return Place(self.path, tuple(keys), line, column)

    def _step(self, node: Value, key: Key) -> tuple[Value, tuple[int, int]] | None:
        """Return what stands at one key of a dict or index of a list, with the positions of key and value."""
        positions = self._positions[id(node)] if isinstance(node, dict | list) else []
        if isinstance(node, dict) and str(key) in node:
            index = 2 * list(node).index(str(key))
            return node[str(key)], (positions[index], positions[index + 1])
        if isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
            return node[key], (positions[key], positions[key])
        return None


def read_yaml(path: Path, shown: str) -> Document:
    """Read a YAML file strictly; ``shown`` is the file as the user would name it.

    All faults that can be told apart are raised together.
    """
    return parse_yaml(read_bytes(path, shown), shown)


def parse_yaml(content: bytes, shown: str) -> Document:
    """Read the content of a YAML file as ``read_yaml`` does."""
    text = as_text(content, shown)
    unseen = refused_characters(text, shown)
    builder = _Builder(shown, escapes="\\" in text)
    with _no_garbage_collection():
        # Reading goes on with a stand-in of the same width, so that the other faults are found too.
        builder.build(REFUSED_CHARACTERS.sub("\ufffd", text) if unseen else text)
    # A stand-in may itself upset the grammar, so what the parser says of it is not passed on.
    findings = unseen + [fault for fault in builder.findings if not (unseen and fault.code == NOT_YAML.id)]
    if findings or (findings := builder.top_faults()):
        raise InputError(findings)
    return builder.document()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Pause the collector, which walks all that was built so far again and again: most of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Mark(Protocol):
    line: int  # from 0
    column: int


class _NodeEvent(Protocol):
    start_mark: _Mark
    anchor: str | None
    tag: str | None


class _ScalarEvent(_NodeEvent, Protocol):
    value: str
    style: str | None


class _StopReadingError(Exception):
    """Reading stops here: the findings say why."""


def _events(text: str, shown: str) -> Iterator[Any]:
    """Yield the parser's events; whatever it raises becomes the finding of a ``_SyntaxFaultError``."""
    try:
        # libyaml where it is installed; the pure parser gives the same events, many times slower.
        parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        yield from iter(parser.get_event, None)
    except yaml.MarkedYAMLError as problem:
        raise _SyntaxFaultError(syntax_fault(problem, text, shown)) from problem
    except Exception as problem:  # PyYAML leaks ValueError, OverflowError, KeyError and others
        message = f"the file cannot be read as YAML ({shortened(str(problem))})."
        raise _SyntaxFaultError(NOT_YAML.at(Place(shown), message, CHECK_ALL)) from problem


def _position(event: _NodeEvent) -> int:
    mark = event.start_mark
    return mark.line << _COLUMN_BITS | mark.column


class _SyntaxFaultError(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


class _Builder:
    """Builds data and positions from events, with its own stack of the containers that are open."""

    def __init__(self, shown: str, escapes: bool) -> None:
        self.findings: list[Finding] = []
        self._shown = shown
        self._escapes = escapes
        self._documents: list[Any] = []
        self._started = False
        self._all_positions: dict[int, list[int]] = {}
        self._names: dict[str, str] = {}
        # The container being filled, its positions, and what its next value is: the text of a key that waits
        # for its value, None where a key comes next, _ITEM or _LOST.
        self._container: Any = self._documents
        self._positions: list[int] = []
        self._key: Any = _ITEM
        self._open: list[tuple[Any, list[int], Any]] = []

    def build(self, text: str) -> None:
        """Read the whole text, or as far as it can be read."""
        try:
            self._read(text)
        except _SyntaxFaultError as fault:
            self.findings.append(fault.finding)
        except _StopReadingError:
            pass

    def _read(self, text: str) -> None:
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.SequenceStartEvent: self._start_sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._start_document,
        }
        for count, event in enumerate(_events(text, self._shown)):
            handle: Any = handlers.get(event.__class__)
            if handle is not None:
                handle(event)
            if count > MOST_NODES:
                message = f"the file holds more than {MOST_NODES:,} keys and values."
                self._stop(TOO_MANY_NODES, event, message)

    def document(self) -> Document:
        """Return what was built, once no finding stands against it."""
        return Document(self._shown, self._documents[0], self._all_positions, self._positions[0])

    def top_faults(self) -> list[Finding]:
        """Return what is wrong with the file as a whole."""
        if not self._documents or self._documents[0] is None:
            self._refuse(EMPTY_FILE, 0, "the file is empty.")
        elif not isinstance(self._documents[0], dict):
            self._refuse(NOT_A_MAPPING, self._positions[0], "the file is not made of keys and values.")
        return self.findings

    def _scalar(self, event: _ScalarEvent) -> None:
        position = _position(event)
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        text = event.value
        plain = not event.style
        if self._escapes and event.style == '"':
            self._check_escapes(text, position)
        if self._key is None:
            self._take_key(text, position, plain)
        elif plain:
            self._put(self._plain(text, position), position)
        else:
            self._put(text, position)

    def _plain(self, text: str, position: int) -> Value:
        """Return what a text without quotes is read as."""
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMBER_STARTS:
            return text
        if EXACT_NUMBER.fullmatch(text):
            return Decimal(text) if "." in text else int(text)
        if LONG_NUMBER.fullmatch(text):
            self._refuse(NUMBER_TOO_LONG, position, f"the number {shortened(text)} {TOO_MANY_DIGITS}.")
        return text

    def _put(self, value: Value, position: int) -> None:
        """Put a value where it belongs: in the list, or at the key that waits for it."""
        key = self._key
        if key is _ITEM:
            self._container.append(value)
            self._positions.append(position)
        else:
            if key is not _LOST:
                self._container[key] = value
                self._positions.append(position)
            self._key = None

    def _take_key(self, name: str, position: int, plain: bool) -> None:
        """Keep the text of a key exactly as it is written, so that `2026-10-05:` and `1:` are names too."""
        self._key = _LOST
        if plain and name == "<<":
            self._refuse(MERGE_KEY, position, "a merge key `<<` is not read.")
        elif not name:
            self._refuse(EMPTY_KEY, position, "a colon has no key before it.")
        elif name in self._container:
            self._refuse_second(name, position)
        else:
            self._key = self._names.setdefault(name, name)  # one text for all uses of a key
            self._positions.append(position)

    def _start_mapping(self, event: _NodeEvent) -> None:
        self._start(event, {}, None)

    def _start_sequence(self, event: _NodeEvent) -> None:
        self._start(event, [], _ITEM)

    def _start(self, event: _NodeEvent, container: dict[str, Value] | list[Value], key: object) -> None:
        position = _position(event)
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        if self._key is None:
            self._refuse(COMPLEX_KEY, position, "a list or a group of keys stands where one key belongs.")
            self._key = _LOST  # the value of this key follows, and is lost with it
        else:
            self._put(container, position)
        self._open.append((self._container, self._positions, self._key))
        if len(self._open) > DEEPEST:
            self._stop(TOO_DEEP, event, f"values are nested more than {DEEPEST} deep here.")
        self._container, self._positions, self._key = container, [], key
        self._all_positions[id(container)] = self._positions

    def _end(self, _event: object) -> None:
        self._container, self._positions, self._key = self._open.pop()

    def _alias(self, event: _NodeEvent) -> None:
        position = _position(event)
        self._refuse(ALIAS, position, f"the alias `*{shortened(str(event.anchor))}` is not followed.")
        if self._key is None:
            self._key = _LOST
        else:
            self._put(None, position)

    def _start_document(self, event: _NodeEvent) -> None:
        if self._started:
            self._stop(SECOND_DOCUMENT, event, "a second document begins here; a file holds one.")
        self._started = True

    def _refuse_properties(self, event: _NodeEvent) -> None:
        if event.anchor is not None:
            self._refuse(ALIAS, _position(event), f"the anchor `&{shortened(event.anchor)}` is not read.")
        if event.tag is not None:
            self._refuse(TAG, _position(event), f"the tag `{shortened(event.tag)}` is not read.")

    def _refuse_second(self, name: str, position: int) -> None:
        first = self._positions[2 * list(self._container).index(name)]
        lines = f"lines {(first >> _COLUMN_BITS) + 1} and {(position >> _COLUMN_BITS) + 1}"
        self._refuse(DUPLICATE_KEY, position, f'the key "{shortened(name)}" stands twice: {lines}.')

    def _check_escapes(self, text: str, position: int) -> None:
        """Refuse what a text in double quotes spells with a backslash and would not be let in plainly."""
        character = first_refused_character(text)
        if character is not None:
            self._add(refused_character(character, self._place(position)))

    def _place(self, position: int) -> Place:
        return Place(self._shown, line=(position >> _COLUMN_BITS) + 1, column=(position & _COLUMN_MASK) + 1)

    def _refuse(self, code: ErrorCode, position: int, message: str) -> None:
        self._add(code.at(self._place(position), message, _WAYS_OUT[code]))

    def _stop(self, code: ErrorCode, event: _NodeEvent, message: str) -> None:
        self._refuse(code, _position(event), message)
        raise _StopReadingError

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            raise _StopReadingError
