"""Parts of a workbook as XML: checked as bytes, then parsed without entities, in a stream."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from social_value.codes.workbooks import DAMAGED_WORKBOOK, FOREIGN_WORKBOOK
from social_value.errors import InputError
from social_value.files.incoming.package import Package, damaged, too_large, unsafe
from social_value.findings import Place

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/"
LONGEST_TAG = 65_536
"""Bytes of a tag: older XML parsers take a time that grows with the square of it."""
DEEPEST = 100
MOST_TAGS = 800_000
_LONG = re.compile(rb"<[^<]{%d,}" % LONGEST_TAG)
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARATION = re.compile(rb"""\A<\?xml[^>]{0,200}?(?:encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["'])?[^>]{0,200}?\?>""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def part_bytes(package: Package, name: str) -> bytes:
    """Return a part's XML as UTF-8, refusing everything that a workbook has no use for and a parser may choke on."""
    content = package.read(name).removeprefix(b"\xef\xbb\xbf")
    start = _DECLARATION.match(content)
    # The search for declarations below is in bytes, and in UTF-16 they would pass it unseen.
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        damaged(package.shown, f'its part "{name}" is not UTF-8')
    if start and start[1] and start[1].lower() not in _PLAIN_ENCODINGS:
        damaged(package.shown, f'its part "{name}" is not UTF-8')
    # No spreadsheet program writes these, and entities can make gigabytes of one kilobyte.
    if b"<!" in content:
        unsafe(package.shown, f'its part "{name}" holds a document type, an entity or a comment')
    if content.count(b"<?") > (1 if start else 0):
        unsafe(package.shown, f'its part "{name}" holds a processing instruction')
    package.tags += content.count(b"<")
    if package.tags > MOST_TAGS:
        too_large(Place(package.shown), f"its parts have more than {MOST_TAGS} tags.")
    _check_tags(content, name, package.shown)
    return content


def _check_tags(content: bytes, name: str, shown: str) -> None:
    for match in _LONG.finditer(content):
        # A "<" cannot stand inside a tag, so what is long may also be the text behind it.
        if not _TAG.match(content, match.start(), match.start() + LONGEST_TAG):
            unsafe(shown, f'its part "{name}" has a tag of more than {LONGEST_TAG // 1024} KiB')


def events(package: Package, name: str) -> Iterator[tuple[str, Element]]:
    """Yield the starts and ends of a part's elements. Raises InputError where it is not well-formed."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only who reads workbooks waits for it
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 - as above

    content = io.BytesIO(part_bytes(package, name))
    depth = 0
    try:
        for edge, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            depth += 1 if edge == "start" else -1
            if depth > DEEPEST:
                unsafe(package.shown, f'its part "{name}" is nested more than {DEEPEST} deep')
            yield edge, element
    except (ParseError, DefusedXmlException, UnicodeDecodeError, LookupError, ValueError) as problem:
        message = f'the workbook is damaged: its part "{name}" is not well-formed ({problem}).'
        way_out = "Open it in Excel or LibreOffice, save it again, and send it again."
        raise InputError([DAMAGED_WORKBOOK.at(Place(package.shown), message, way_out)]) from problem


def tree(package: Package, name: str) -> Element:
    """Return a small part as a tree."""
    root: Element | None = None
    for _, element in events(package, name):
        root = element
    if root is None:
        damaged(package.shown, f'its part "{name}" is empty')
    return root


def local(tag: str) -> str:
    """Return a tag's name without its namespace.

    >>> local("{http://example.org}row")
    'row'
    """
    return tag.rpartition("}")[2]


def check_namespace(package: Package, name: str, root: Element, expected: str) -> None:
    """Refuse a part whose first element is not the one that is read."""
    if root.tag == f"{{{MAIN}}}{expected}":
        return
    strict = STRICT in root.tag
    what = "it is saved as Strict Open XML" if strict else f'its part "{name}" is of a kind that is not known'
    way_out = 'Open it in Excel, and save it as "Excel Workbook (.xlsx)".'
    raise InputError([FOREIGN_WORKBOOK.at(Place(package.shown), f"{what}.", way_out)])


def is_true(text: str | None) -> bool:
    """Tell whether an attribute says yes.

    >>> is_true("1"), is_true("true"), is_true("false"), is_true(None)
    (True, True, False, False)
    """
    return text in ("1", "true", "on")
