"""Codes of reading YAML."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

NOT_YAML = ErrorCode(
    "not-yaml",
    means="The file breaks off or cannot be read from here on.",
    way_out="Check the indentation, colons, brackets and quotation marks.",
    protects="The whole file is read, and nothing is guessed.",
)
NOT_A_MAPPING = ErrorCode(
    "not-a-mapping",
    means="Keys and values belong here, and something else stands here.",
    way_out="Write one key a line, each with its value.",
    protects="Every value is read under a name.",
)
DUPLICATE_KEY = ErrorCode(
    "duplicate-key",
    means="A key stands twice; both lines are named.",
    way_out="Keep one of them.",
    protects="The value that counts is the one that a reader sees.",
)
EMPTY_KEY = ErrorCode(
    "empty-key",
    means="A colon has no key before it.",
    way_out="Write the key, or put the text in quotes.",
    protects="Every value is read under a name.",
)
COMPLEX_KEY = ErrorCode(
    "complex-key",
    means="A list or a group stands where one key belongs.",
    way_out="Write one word before the colon.",
    protects="Every value is read under a name.",
)
MERGE_KEY = ErrorCode(
    "merge-key",
    means="A merge key `<<` is not read.",
    way_out="Write the keys out.",
    protects="What a file says stands where it counts, and can be read without following references.",
)
ALIAS = ErrorCode(
    "alias",
    means="An anchor `&` or an alias `*` is not read.",
    way_out="Write the value out; put text that begins so in quotes.",
    protects="What a file says stands where it counts, and a small file cannot grow into a huge one.",
)
TAG = ErrorCode(
    "tag",
    means="A tag `!` is not read.",
    way_out="Delete it; put text that begins so in quotes.",
    protects="A file is data and can start nothing.",
)
SECOND_DOCUMENT = ErrorCode(
    "second-document",
    means="A second document begins after `---`.",
    way_out="Move it to a file of its own.",
    protects="Nothing in a file is left unread.",
)
TOO_DEEP = ErrorCode(
    "too-deep",
    means="Values are nested more than 32 deep.",
    way_out="Check the brackets and the indentation.",
    protects="A run ends in reasonable time and memory, whatever it is given.",
)
TOO_MANY_NODES = ErrorCode(
    "too-many-nodes",
    means="The file holds more than a million keys and values.",
    way_out="Split it; many bids or scores fit better in CSV.",
    protects="A run ends in reasonable time and memory, whatever it is given.",
)
