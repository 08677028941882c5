"""Texts of a workbook: the shared ones, and those that stand in their cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from social_value.files.incoming.fonts import Font, font_of
from social_value.files.incoming.package import Package
from social_value.files.incoming.xml_parts import MAIN, check_namespace, events

_T, _R, _SI, _RPR = (f"{{{MAIN}}}{name}" for name in ("t", "r", "si", "rPr"))
_ESCAPED = re.compile("_x([0-9a-fA-F]{4})_")


@dataclass(frozen=True, slots=True)
class RichText:
    """A text, and the fonts of those of its parts that have a look of their own and hold something visible."""

    text: str
    fonts: tuple[Font, ...] = ()


def shared_strings(package: Package, part: str) -> Sequence[RichText]:
    """Return the texts that cells share, in the order of their numbers."""
    texts: list[RichText] = []
    root: Element | None = None
    for edge, element in events(package, part):
        if root is None:
            root = element
            check_namespace(package, part, root, "sst")
        elif edge == "end" and element.tag == _SI:
            texts.append(rich_text(element))
            root.clear()
    return texts


def rich_text(element: Element) -> RichText:
    """Return the text of an element; how words are read aloud is no part of it."""
    runs = [child for child in element if child.tag in (_T, _R)]
    texts = [_text_of(run) for run in runs]
    own = (font_of(run.find(_RPR)) for run, text in zip(runs, texts, strict=True) if text.strip())
    plain = Font()
    fonts = tuple(dict.fromkeys(font for font in own if font != plain))
    return RichText(unescaped("".join(texts)), fonts)


def _text_of(run: Element) -> str:
    parts = (run,) if run.tag == _T else run
    return "".join(part.text or "" for part in parts if part.tag == _T)


def unescaped(text: str) -> str:
    r"""Return text with the characters that a workbook spells out; their line ends become one character.

    >>> unescaped("a_x000D_\n b"), unescaped("_x005F_x0041_")
    ('a\n b', '_x0041_')
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
