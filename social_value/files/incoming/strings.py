"""Texts of a workbook: the shared ones, and those that stand in their cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from social_value.files.incoming.package import Package
from social_value.files.incoming.xml_parts import MAIN, check_namespace, events

_T, _R, _SI = f"{{{MAIN}}}t", f"{{{MAIN}}}r", f"{{{MAIN}}}si"
_ESCAPED = re.compile("_x([0-9a-fA-F]{4})_")


def shared_strings(package: Package, part: str) -> Sequence[str]:
    """Return the texts that cells share, in the order of their numbers."""
    texts: list[str] = []
    root: Element | None = None
    for edge, element in events(package, part):
        if root is None:
            root = element
            check_namespace(package, part, root, "sst")
        elif edge == "end" and element.tag == _SI:
            texts.append(rich_text(element))
            root.clear()
    return texts


def rich_text(element: Element) -> str:
    """Return the text of an element without its looks; how words are read aloud is no part of it."""
    parts = [part for child in element for part in ([child] if child.tag == _T else child if child.tag == _R else ())]
    return unescaped("".join(part.text or "" for part in parts if part.tag == _T))


def unescaped(text: str) -> str:
    r"""Return text with the characters that a workbook spells out; their line ends become one character.

    >>> unescaped("a_x000D_\n b"), unescaped("_x005F_x0041_")
    ('a\n b', '_x0041_')
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
