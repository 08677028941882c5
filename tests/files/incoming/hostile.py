"""Workbooks that are damaged or made to harm, each with the code that its reading must end with."""

from __future__ import annotations

import base64
import codecs
import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from social_value.files.forms.write import form_bytes
from tests.files.forms.demo import DEMO
from tests.files.incoming.packages import Parts, changed, packed, parts_of

SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELS, TYPES, STYLES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
_PROLOG = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


@cache
def issued() -> bytes:
    """The form as it was issued."""
    return form_bytes(DEMO)


def swap(part: str, old: bytes, new: bytes) -> bytes:
    """The form in one of whose parts something else stands."""
    return changed(issued(), part, old, new)


def parts(**other: bytes) -> Parts:
    """The parts of the form, and others."""
    return {**parts_of(issued()), **other}


def with_part(name: str, content: bytes = b"x") -> bytes:
    """The form with a part more."""
    return packed({**parts(), name: content})


def without(name: str) -> bytes:
    """The form without one of its parts."""
    return packed({part: content for part, content in parts().items() if part != name})


def instead(name: str, content: bytes) -> bytes:
    """The form with one of its parts replaced."""
    return packed({**parts(), name: content})


def prolog(part: str, put_in: bytes) -> bytes:
    """The form with something between the declaration and the first element of a part."""
    content = parts()[part]
    end = content.index(b"?>") + 2
    return instead(part, content[:end] + put_in + content[end:])


def rows(xml: bytes) -> bytes:
    """The form with its first sheet's rows replaced."""
    content = parts()[SHEET]
    start, end = content.index(b"<sheetData>") + 11, content.index(b"</sheetData>")
    return instead(SHEET, content[:start] + xml + content[end:])


def last_row(xml: bytes) -> bytes:
    """The form with rows after those of its first sheet."""
    return swap(SHEET, b"</sheetData>", xml + b"</sheetData>")


def after_rows(xml: bytes) -> bytes:
    """The form with something behind the rows of its first sheet."""
    return swap(SHEET, b"</sheetData>", b"</sheetData>" + xml)


def price(xml: bytes) -> bytes:
    """The form with its first price filled in."""
    return swap(SHEET, b'<c r="C4" s="6"/>', xml)


def relation(kind: bytes, target: bytes, *, external: bool = False) -> bytes:
    """The form whose list of sheets leads somewhere else too."""
    mode = b' TargetMode="External"' if external else b""
    return swap(
        RELS,
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="%s/%s" Target="%s"%s/></Relationships>' % (_OFFICE, kind, target, mode),
    )


def type_of(part: bytes, content_type: bytes) -> bytes:
    """The form with a part of the given type, whatever its name."""
    override = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (part, content_type)
    content = parts()
    content[part.decode()] = b"x"
    content[TYPES] = content[TYPES].replace(b"</Types>", override)
    return packed(content)


def lying_size() -> bytes:
    """A part that unpacks to more than its directory says."""
    content = bytearray(issued())
    with zipfile.ZipFile(io.BytesIO(issued())) as archive:
        real = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    at = content.rindex(SHEET.encode()) - 46
    assert content[at + 24 : at + 28] == real
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def flagged(bit: int) -> bytes:
    """A part whose directory entry has a flag set."""
    content = bytearray(issued())
    content[content.rindex(SHEET.encode()) - 46 + 8] |= bit
    return bytes(content)


def packing(method: int) -> bytes:
    """A part that is packed in another way."""
    content = bytearray(issued())
    at = content.rindex(SHEET.encode()) - 46 + 10
    content[at : at + 2] = method.to_bytes(2, "little")
    return bytes(content)


def broken_deflate() -> bytes:
    """A part whose packed bytes were changed."""
    content = bytearray(issued())
    at = content.index(SHEET.encode()) + len(SHEET) + 40
    content[at : at + 20] = bytes(20)
    return bytes(content)


def many_sheets(count: int) -> bytes:
    """A list of sheets that all lead to one part."""
    sheet = b'<sheet name="S%d" sheetId="%d" r:id="rId1"/>'
    return swap(BOOK, b"</sheets>", b"".join(sheet % (n, n + 10) for n in range(count)) + b"</sheets>")


def strings(xml: bytes) -> bytes:
    """The form with other shared texts."""
    return instead(STRINGS, _PROLOG + b'<sst xmlns="%s">' % _MAIN + xml + b"</sst>")


def unpacked(content: bytes) -> bytes:
    """The same workbook with parts that are not packed, so that no ratio gives them away."""
    return packed(parts_of(content), zipfile.ZIP_STORED)


def stored(part: str, content: bytes) -> bytes:
    """The form with a part that is not packed, so that its ratio is 1."""
    return packed({**parts(), part: content}, zipfile.ZIP_STORED)


_BIG = 9 * (1 << 20)
Made = tuple[Callable[[], bytes], str]
HOSTILE: dict[str, Made] = {
    # What is no .xlsx workbook
    "empty file": (lambda: b"", "not-a-workbook"),
    "zeros": (lambda: bytes(5000), "not-a-workbook"),
    "csv": (lambda: b"Item,Price\nChairs,5\n", "not-a-workbook"),
    "csv in utf-16": (lambda: codecs.BOM_UTF16_LE + "Item,Price".encode("utf-16-le"), "not-a-workbook"),
    "web page": (lambda: b"<html><table><tr><td>5</td></tr></table></html>", "not-a-workbook"),
    "xml spreadsheet 2003": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "not-a-workbook",
    ),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not-a-workbook"),
    "xls": (lambda: base64.b64decode("0M8R4KGxGuE=") + bytes(2048), "not-a-workbook"),
    "encrypted": (
        lambda: base64.b64decode("0M8R4KGxGuE=") + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "not-a-workbook",
    ),
    "ods": (
        lambda: packed(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, zipfile.ZIP_STORED
        ),
        "not-a-workbook",
    ),
    "plain zip": (lambda: packed({"notes.txt": b"hello"}), "not-a-workbook"),
    "empty zip": (lambda: packed({}), "not-a-workbook"),
    "noise": (lambda: bytes(range(1, 256)) * 20, "not-a-workbook"),
    "word document": (
        lambda: swap(TYPES, b"spreadsheetml.sheet.main+xml", b"wordprocessingml.document.main+xml"),
        "not-a-workbook",
    ),
    "template": (lambda: swap(TYPES, b"sheet.main+xml", b"template.main+xml"), "not-a-workbook"),
    "xlsm": (
        lambda: swap(
            TYPES,
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        "not-a-workbook",
    ),
    "xlsb": (
        lambda: swap(
            TYPES,
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        ),
        "not-a-workbook",
    ),
    # What runs or leads elsewhere
    "macros": (lambda: with_part("xl/vbaProject.bin"), "active-content"),
    "macros under another name": (
        lambda: type_of(b"xl/notes.bin", b"application/vnd.ms-office.vbaProject"),
        "active-content",
    ),
    "macros by relation": (lambda: relation(b"vbaProject", b"notes.bin"), "active-content"),
    "external link": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "active-content"),
    "dde link": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'),
        "active-content",
    ),
    "link by relation": (
        lambda: relation(b"externalLinkPath", b"file:///c:/secret.xlsx", external=True),
        "active-content",
    ),
    "picture from the network": (
        lambda: relation(b"image", b"https://example.org/x.png", external=True),
        "active-content",
    ),
    "connections": (lambda: with_part("xl/connections.xml"), "active-content"),
    "query": (lambda: with_part("xl/queryTables/queryTable1.xml"), "active-content"),
    "embedded object": (lambda: with_part("xl/embeddings/oleObject1.bin"), "active-content"),
    "activex": (lambda: with_part("xl/activeX/activeX1.xml"), "active-content"),
    "form control": (lambda: with_part("xl/ctrlProps/ctrlProp1.xml"), "active-content"),
    "sheet of macros": (lambda: with_part("xl/macrosheets/sheet1.xml"), "active-content"),
    "dialog": (lambda: with_part("xl/dialogsheets/sheet1.xml"), "active-content"),
    "menus": (lambda: with_part("customUI/customUI.xml"), "active-content"),
    "add-in": (lambda: with_part("xl/webextensions/webextension1.xml"), "active-content"),
    "data model": (lambda: with_part("xl/model/item.data"), "active-content"),
    "sheet of macros by relation": (
        lambda: swap(
            RELS, _OFFICE + b"/worksheet", b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        ),
        "active-content",
    ),
    # Documents types, entities and other traps for parsers
    "entity bomb in a sheet": (lambda: prolog(SHEET, _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity bomb in texts": (lambda: prolog(STRINGS, _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity bomb in the list of sheets": (lambda: prolog(BOOK, _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity bomb in properties": (lambda: prolog("docProps/custom.xml", _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity bomb in relations": (lambda: prolog(RELS, _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity bomb in types": (lambda: prolog(TYPES, _LAUGHS + b"]>"), "unsafe-workbook"),
    "entity that reads a file": (
        lambda: prolog(STRINGS, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "unsafe-workbook",
    ),
    "document type from the network": (
        lambda: prolog(SHEET, b'<!DOCTYPE x SYSTEM "https://example.org/x.dtd">'),
        "unsafe-workbook",
    ),
    "comment of many megabytes": (lambda: stored(SHEET, _PROLOG + b"<!--" + b"x" * _BIG), "unsafe-workbook"),
    "tag of many megabytes": (
        lambda: stored(SHEET, _PROLOG + b'<worksheet xmlns="%s" x="%s"/>' % (_MAIN, b">" * _BIG)),
        "unsafe-workbook",
    ),
    "name of many megabytes": (lambda: stored(SHEET, _PROLOG + b"<" + b"w" * _BIG), "unsafe-workbook"),
    "processing instruction": (lambda: prolog(SHEET, b'<?xml-stylesheet href="x.xsl"?>'), "unsafe-workbook"),
    "character data section": (
        lambda: swap(STRINGS, b"Price schedule", b"<![CDATA[Price schedule]]>"),
        "unsafe-workbook",
    ),
    "sheet in utf-16": (
        lambda: instead(SHEET, parts()[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "damaged-workbook",
    ),
    "sheet in utf-7": (lambda: swap(SHEET, b'encoding="UTF-8"', b'encoding="UTF-7"'), "damaged-workbook"),
    "nested a hundred thousand deep": (
        lambda: unpacked(after_rows(b"<extLst>" * 100_000 + b"</extLst>" * 100_000)),
        "unsafe-workbook",
    ),
    # Archives
    "bomb of spaces": (lambda: strings(b"<si><t>" + b" " * 40_000_000 + b"</t></si>"), "workbook-too-large"),
    "bomb of texts": (lambda: strings(b"<si><t>x</t></si>" * 2_500_000), "workbook-too-large"),
    "bomb of parts": (
        lambda: packed({**parts(), **{f"xl/media/{n}.bin": bytes(40_000_000) for n in range(3)}}),
        "workbook-too-large",
    ),
    "part larger than any": (lambda: with_part("xl/media/1.bin", bytes(50 << 20)), "workbook-too-large"),
    "file larger than any": (lambda: stored("xl/media/1.bin", bytes(11 << 20)), "file-too-large"),
    "two thousand parts": (
        lambda: packed({**parts(), **{f"xl/media/{n}.bin": b"" for n in range(2000)}}),
        "workbook-too-large",
    ),
    "two parts of one name": (
        lambda: with_part("xl/worksheets/sheet9.xml").replace(b"sheet9", b"sheet1"),
        "unsafe-workbook",
    ),
    "two parts whose names differ in capitals": (lambda: with_part(SHEET.upper()), "unsafe-workbook"),
    "name that leads out": (lambda: with_part("../../etc/cron.d/x"), "unsafe-workbook"),
    "absolute name": (lambda: with_part("/etc/passwd"), "unsafe-workbook"),
    "name with a drive": (lambda: with_part("C:/x.exe"), "unsafe-workbook"),
    "name with backslashes": (lambda: with_part("xl\\..\\x"), "unsafe-workbook"),
    "relation that leads out": (
        lambda: swap(RELS, b'Target="worksheets/sheet1.xml"', b'Target="../../../etc/passwd"'),
        "unsafe-workbook",
    ),
    "size that lies": (lying_size, "damaged-workbook"),
    "part that is encrypted": (lambda: flagged(1), "damaged-workbook"),
    "part packed otherwise": (lambda: packing(14), "damaged-workbook"),
    "part packed as nobody does": (lambda: packing(99), "damaged-workbook"),
    "broken packing": (broken_deflate, "damaged-workbook"),
    "cut in half": (lambda: issued()[: len(issued()) // 2], "damaged-workbook"),
    "only its first bytes": (lambda: issued()[:40], "damaged-workbook"),
    # Missing and contradicting parts
    "no types": (lambda: without(TYPES), "not-a-workbook"),
    "no list of sheets": (lambda: without(BOOK), "damaged-workbook"),
    "no relations": (lambda: without(RELS), "damaged-workbook"),
    "no relation to the list of sheets": (lambda: without("_rels/.rels"), "damaged-workbook"),
    "no sheet": (lambda: without(SHEET), "damaged-workbook"),
    "no styles": (lambda: without(STYLES), "damaged-workbook"),
    "no texts": (lambda: without(STRINGS), "damaged-workbook"),
    "no content": (lambda: packed({**parts(), SHEET: b""}), "damaged-workbook"),
    "wrong type": (lambda: swap(TYPES, b"spreadsheetml.sheet.main+xml", b"spreadsheetml.x+xml"), "damaged-workbook"),
    "empty list of sheets": (
        lambda: instead(BOOK, _PROLOG + b'<workbook xmlns="%s"><sheets/></workbook>' % _MAIN),
        "damaged-workbook",
    ),
    "strict open xml": (
        lambda: swap(BOOK, _MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        "foreign-workbook",
    ),
    "strict sheet": (lambda: swap(SHEET, _MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), "foreign-workbook"),
    "foreign namespace": (lambda: swap(SHEET, _MAIN, b"http://example.org/sheet"), "foreign-workbook"),
    "not well-formed": (lambda: swap(SHEET, b"</sheetData>", b"</sheetdata>"), "damaged-workbook"),
    "null in a text": (lambda: swap(STRINGS, b"Price schedule", b"Price\0schedule"), "damaged-workbook"),
    "not utf-8": (lambda: swap(STRINGS, b"Price schedule", b"Price \xff schedule"), "damaged-workbook"),
    "unknown entity": (lambda: swap(STRINGS, b"Price schedule", b"&price;"), "damaged-workbook"),
    "style that does not exist": (lambda: swap(SHEET, b'r="B4" s="5"', b'r="B4" s="9999"'), "damaged-workbook"),
    "style that is no number": (lambda: swap(SHEET, b'r="B4" s="5"', b'r="B4" s="-1"'), "damaged-workbook"),
    "text that does not exist": (
        lambda: swap(SHEET, b'r="A1" s="1" t="s"><v>0', b'r="A1" s="1" t="s"><v>99999'),
        "damaged-workbook",
    ),
    "text that is no number": (
        lambda: swap(SHEET, b'r="A1" s="1" t="s"><v>0', b'r="A1" s="1" t="s"><v>-1'),
        "damaged-workbook",
    ),
    "cell of an unknown kind": (lambda: price(b'<c r="C4" t="z"><v>1</v></c>'), "damaged-workbook"),
    "cell without a place": (lambda: price(b'<c r="C0"><v>1</v></c>'), "damaged-workbook"),
    "cell twice": (lambda: price(b'<c r="C4"><v>1</v></c><c r="C4"><v>2</v></c>'), "damaged-workbook"),
    "cell of another row": (lambda: price(b'<c r="C9"><v>1</v></c>'), "damaged-workbook"),
    "row twice": (lambda: last_row(b'<row r="4"><c r="C4"><v>1</v></c></row>'), "damaged-workbook"),
    "row without a number": (lambda: last_row(b'<row r="x"/>'), "damaged-workbook"),
    "sheet twice": (lambda: many_sheets(1), "damaged-workbook"),
    "ten thousand sheets": (lambda: many_sheets(10_000), "workbook-too-large"),
    # Sizes within a sheet
    "texts as many as fit": (lambda: unpacked(strings(b"<si><t/></si>" * 250_000)), "changed-cell"),
    "elements as many as fit": (
        lambda: unpacked(after_rows(b"<extLst>" + b"<ext><x/></ext>" * 250_000 + b"</extLst>")),
        "",
    ),
    "more tags than are read, over several parts": (
        lambda: unpacked(
            changed(strings(b"<si><t/></si>" * 250_000), SHEET, b"</sheetData>", b"</sheetData>" + b"<x/>" * 700_000)
        ),
        "workbook-too-large",
    ),
    "cells as many as fit": (
        lambda: unpacked(rows(b"".join(b"<row>" + b"<c><v>1</v></c>" * 500 + b"</row>" for _ in range(199)))),
        "many-changes",
    ),
    "million empty styled rows": (
        lambda: last_row(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(10, 1_000_010))),
        "workbook-too-large",
    ),
    "hundred thousand empty styled rows": (
        lambda: last_row(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(10, 100_010))),
        "workbook-too-large",
    ),
    "million cells in rows": (
        lambda: unpacked(rows(b"<row>" + b"<c/>" * 1_000_000 + b"</row>")),
        "workbook-too-large",
    ),
    "wide rows": (
        lambda: unpacked(rows(b"".join(b"<row>" + b'<c s="1"/>' * 500 + b"</row>" for _ in range(1000)))),
        "workbook-too-large",
    ),
    "last cell of all": (
        lambda: last_row(b'<row r="1048576"><c r="XFD1048576"/></row>'),
        "workbook-too-large",
    ),
    "last column": (lambda: last_row(b'<row r="10"><c r="XFD10"><v>1</v></c></row>'), "workbook-too-large"),
    "beyond all cells": (lambda: last_row(b'<row r="99999999"><c r="ZZZ99999999"/></row>'), "damaged-workbook"),
    "whole sheet merged": (
        lambda: after_rows(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "workbook-too-large",
    ),
    "merged nowhere": (lambda: after_rows(b'<mergeCells><mergeCell ref="A0:?"/></mergeCells>'), "damaged-workbook"),
    "hundreds of thousands of merges": (
        lambda: unpacked(after_rows(b"<mergeCells>" + b'<mergeCell ref="C4:C5"/>' * 300_000 + b"</mergeCells>")),
        "workbook-too-large",
    ),
    "extent that lies": (lambda: swap(SHEET, b'<dimension ref="A1:D9"/>', b'<dimension ref="A1:A1"/>'), ""),
    # What stands in cells
    "not a number": (lambda: price(b'<c r="C4"><v>NaN</v></c>'), "wrong-answer-kind"),
    "infinite": (lambda: price(b'<c r="C4"><v>INF</v></c>'), "wrong-answer-kind"),
    "1e400": (lambda: price(b'<c r="C4"><v>1e400</v></c>'), "wrong-answer-kind"),
    "five thousand digits": (lambda: price(b'<c r="C4"><v>' + b"9" * 5000 + b"</v></c>"), "wrong-answer-kind"),
    "hexadecimal": (lambda: price(b'<c r="C4"><v>0x10</v></c>'), "wrong-answer-kind"),
    "sixteen digits": (lambda: price(b'<c r="C4"><v>1234567890123456</v></c>'), "number-too-long"),
    "truth": (lambda: price(b'<c r="C4" t="b"><v>1</v></c>'), "wrong-answer-kind"),
    "error": (lambda: price(b'<c r="C4" t="e"><v>#N/A</v></c>'), "wrong-answer-kind"),
    "dde formula": (lambda: price(b"<c r=\"C4\"><f>cmd|'/c calc'!A1</f><v>1</v></c>"), "formula-in-answer"),
    "formula with a lying result": (lambda: price(b'<c r="C4"><f>1+1</f><v>100</v></c>'), "formula-in-answer"),
    "array formula": (lambda: price(b'<c r="C4"><f t="array" ref="C4:C5">1+1</f><v>2</v></c>'), "formula-in-answer"),
    "shared formula without a first": (
        lambda: price(b'<c r="C4"><f t="shared" si="7"/><v>2</v></c>'),
        "formula-in-answer",
    ),
    "formula behind a name": (
        lambda: swap(BOOK, b"<definedNames>", b'<definedNames><definedName name="x">1+1</definedName>'),
        "defined-name",
    ),
    "name that runs": (
        lambda: swap(
            BOOK, b"<definedNames>", b'<definedNames><definedName name="_xlnm.Auto_Open">EXEC("calc")</definedName>'
        ),
        "defined-name",
    ),
    "very hidden sheet": (
        lambda: swap(BOOK, b'<sheet name="Answers"', b'<sheet state="veryHidden" name="Answers"'),
        "hidden-content",
    ),
    "all rows hidden": (
        lambda: swap(SHEET, b'<sheetFormatPr defaultRowHeight="15"/>', b'<sheetFormatPr zeroHeight="1"/>'),
        "hidden-content",
    ),
    "column of no width": (
        lambda: swap(SHEET, b'<col min="2" max="2" width="12.7109375"', b'<col min="2" max="2" width="0"'),
        "hidden-content",
    ),
    "text that steers a terminal": (
        lambda: swap(SHEET, b'<c r="C9" s="9"/>', b'<c r="C9" t="inlineStr"><is><t>yes_x001B_[31m</t></is></c>'),
        "answer-not-offered",
    ),
    "lone surrogate": (
        lambda: swap(SHEET, b'<c r="C9" s="9"/>', b'<c r="C9" t="inlineStr"><is><t>_xD800_</t></is></c>'),
        "text-cleaned",
    ),
}

GROWING: Mapping[str, Callable[[int], bytes]] = {
    "texts": lambda number: strings(b"<si><t/></si>" * number),
    "elements": lambda number: after_rows(b"<extLst>" + b"<ext><x/></ext>" * number + b"</extLst>"),
    "cells": lambda number: rows(b"".join(b"<row>" + b"<c><v>1</v></c>" * 50 + b"</row>" for _ in range(number // 50))),
    "styled rows": lambda number: last_row(
        b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(10, 10 + number))
    ),
    "merges": lambda number: after_rows(b"<mergeCells>" + b'<mergeCell ref="C4:C5"/>' * number + b"</mergeCells>"),
}
"""Workbooks with so many of something that a reader may not look for in vain again and again."""
