"""One fault in the files of a procurement: one clear finding, the right exit code, and nothing else.

The faults are those that spreadsheets and other open tools pass over in silence, or end in a traceback.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from social_value.findings import Place
from tests.cli.command import social_value
from tests.faults.findings_said import Said, findings_said
from tests.faults.procurement import ALPHA, BETA, BIDS_CSV, FLAT, PROCUREMENT, SCORES, SCORES_CSV, SMALL, changed, write

METHOD, BID, SHEET = "procurement.yaml", "bids/alpha.yaml", "scores/evaluator-1.yaml"
BIDS, LEVELS = "bids.csv", "scores.csv"
CONSENSUS, DECISIONS = "consensus.yaml", "decisions.yaml"

PRICE_RULE = "{rule: fixed-bounds, floor: 100, ceiling: 200}"
CRITERIA = PROCUREMENT[PROCUREMENT.index("criteria:") :]
ALPHA_SCORE = 'bid: alpha, criterion: S1, level: 5, rationale: "Every route is staffed."'
NUMBER = ("weight must be a plain number", "12.50")
ID = ("letters", "digits", "64")


@dataclass(frozen=True, slots=True)
class Fault:
    """A damaged file and what must be said of it: the code, some words, and the place.

    The place is the damaged file, at the line that holds the text ``at``; a fault of a whole file has no line.
    ``place`` names another place, where the fault shows in another file or has no text of its own.
    """

    name: str
    file: str
    content: str | bytes
    code: str
    words: tuple[str, ...]
    at: str | None = None
    flat: bool = False
    place: str | None = None

    @property
    def where(self) -> str:
        """The place as a finding must name it."""
        if self.place is not None or self.at is None:
            return self.place or self.file
        lines = str(self.content).split("\n")
        return f"{self.file}:{next(number for number, line in enumerate(lines, start=1) if self.at in line)}"


def fault(
    name: str,
    file: str,
    old: str,
    new: str,
    code: str,
    *words: str,
    at: str | None = None,
    place: str | None = None,
) -> Fault:
    """Return the fault of one part of a sound file replaced; the finding stands on the line of the new part."""
    flat = file.endswith(".csv")
    content = changed((FLAT if flat else SMALL)[file], old, new)
    return Fault(name, file, content, code, words, new.split("\n", maxsplit=1)[0] if at is None else at, flat, place)


def bands(second: str) -> str:
    """Return a price rule of two bands, the first from 0 to below 130."""
    return f"{{rule: banded, of: price, bands: [{{from: 0, below: 130, marks: 100}}, {{{second}, marks: 50}}]}}"


KEYS_AND_VALUES = [
    fault("misspelt-key", METHOD, "weight: 60", "wieght: 60", "unknown-key", "wieght", 'Did you mean "weight"'),
    fault("misspelt-top-key", METHOD, "fictional:", "ficitonal:", "unknown-key", 'Did you mean "fictional"'),
    fault("misspelt-needed-key", METHOD, "evaluation:", "evaluaton:", "unknown-key", 'Did you mean "evaluation"'),
    fault("misspelt-key-of-a-rule", METHOD, "ceiling:", "cieling:", "unknown-key", 'Did you mean "ceiling"'),
    fault("misspelt-key-of-a-bid", BID, "supplier:", "suplier:", "unknown-key", 'Did you mean "supplier"'),
    fault(
        "misspelt-key-of-a-score", SHEET, f"{ALPHA_SCORE}", ALPHA_SCORE.replace("level", "lvel"), "unknown-key",
        "level",
    ),
    fault("misspelt-kind-key", BID, "kind: bid", "knid: bid", "unknown-key", 'Did you mean "kind"'),
    fault("extra-key", BID, "id: alpha", "id: alpha\nbonus: 5", "unknown-key", "bonus", "Remove", at="bonus"),
    fault("missing-key", METHOD, ", rank_on: exact", "", "missing-key", "rank_on", "Add", at="rounding:"),
    fault(
        "duplicate-key", METHOD, "    weight: 60", "    weight: 60\n    weight: 70", "duplicate-key", "21 and 22",
        at="70",
    ),
    fault("wrong-kind", BID, "kind: bid", "kind: bids", "unknown-value", 'Did you mean "bid"'),
    fault("wrong-schema", BID, "schema: 1", "schema: 2", "unknown-value", "schema", "1"),
    fault("schema-in-quotes", BID, "schema: 1", 'schema: "1"', "unknown-value", "number", "Remove the quotes"),
    fault(
        "number-for-a-title", METHOD, "A small procurement", "1.10", "not-text", "1.10", 'Write "1.10"',
        at="title: 1",
    ),
    fault("true-for-a-title", METHOD, "A small procurement", "true", "not-text", 'Write "true"', at="title: true"),
    fault("empty-title", METHOD, "A small procurement", '""', "missing-value", "title is empty", at='title: ""'),
    fault("yes-for-true", BID, "value: true", "value: yes", "not-true-or-false", "yes", "Write `true` or `false`"),
    fault("no-for-false", METHOD, "fictional: true", "fictional: no", "not-true-or-false", "`true` or `false`"),
    fault("one-for-true", BID, "value: true", "value: 1", "not-true-or-false", "Write `true` or `false`"),
    fault("quoted-true", BID, "value: true", 'value: "true"', "not-true-or-false", "without quotes"),
    fault(
        "text-for-keys", BID, "{total: 120}", "120", "not-a-mapping", "price must hold keys and values",
        at="price: 120",
    ),
    fault("keys-for-a-list", METHOD, CRITERIA, "criteria: {F1: 60}\n", "not-a-list", "criteria must be a list"),
    fault("bad-date", METHOD, "2026-10-05", "2026-13-45", "not-a-date", "2026-13-45", "2026-10-05"),
    fault("other-date", METHOD, "2026-10-05", "05/10/2026", "not-a-date", "05/10/2026", "2026-10-05"),
    fault("half-a-place", METHOD, "places: 2", "places: 2.5", "not-a-number", "whole number"),
    fault("too-many-places", METHOD, "places: 2", "places: 9", "out-of-range", "at most 8"),
    fault("unknown-pillar", METHOD, "pillar: social", "pillar: socail", "unknown-value", 'Did you mean "social"'),
    fault("unknown-direction", METHOD, "half-up", "halfup", "unknown-value", 'Did you mean "half-up"', at="rounding:"),
    fault(
        "unknown-consequence", METHOD, "consequence: disregard", "consequence: disregrad", "unknown-value",
        'Did you mean "disregard"',
    ),
    fault("long-text", SHEET, "Evenings are left out.", "x" * 30_001, "too-long", "30000", "Shorten", at="xxx"),
]  # fmt: skip

NUMBERS = [
    *(
        fault(f"weight-{written}", METHOD, "weight: 60", f"weight: {written}", "not-a-number", *NUMBER)
        for written in (
            "60:40", ".nan", ".inf", "-.inf", "1e3", "010", "1_000", "0x1f", "yes", "12%", "£12", '"60"', "+60",
            "1,000",
            "[60]", "{points: 60}",
        )
    ),
    *(
        fault(f"weight-of-{len(digits)}-digits", METHOD, "weight: 60", f"weight: {digits}", "number-too-long", "15")
        for digits in ("1234567890123456", "60.12345678901")
    ),
    fault("negative-weight", METHOD, "weight: 60", "weight: -60", "out-of-range", "weight must be at least 0"),
    fault("null-weight", METHOD, "weight: 60", "weight: null", "missing-key", '"F1" has no weight', at="id: F1"),
    fault("negative-price", BID, "total: 120", "total: -1", "out-of-range", "total must be at least 0"),
    fault("word-for-a-level", SHEET, ALPHA_SCORE, ALPHA_SCORE.replace("5", "five"), "not-a-number", "five"),
]  # fmt: skip

METHOD_FAULTS = [
    Fault(
        "fault-in-the-only-criterion", METHOD,
        f"{PROCUREMENT[: PROCUREMENT.index('  - id: E1')]}".replace("weight: 60", "wieght: 100"),
        "unknown-key", ('Did you mean "weight"',), "wieght",
    ),
    fault(
        "weights-of-100.4", METHOD, "weight: 10\n", "weight: 10.4\n", "weights-do-not-sum",
        "add up to 100.4, not 100", "E1 10.4", "exactly 100", at="- id: F1",
    ),
    Fault(
        "weights-of-0.6-and-0.6", METHOD,
        PROCUREMENT.replace("weight: 60", "weight: 0.6").replace("weight: 10\n", "weight: 0.6\n").replace(": 30",
        ": 0"),
        "weights-do-not-sum", ("add up to 1.2, not 100", "F1 0.6"), "- id: F1",
    ),
    fault("no-criteria", METHOD, CRITERIA, "criteria: []\n", "too-few", "criteria", "at least 1"),
    fault("criteria-left-empty", METHOD, CRITERIA, "criteria:\n", "not-a-list", "criteria", "found nothing"),
    fault("no-criteria-key", METHOD, CRITERIA, "", "missing-key", "criteria", "Add", at="kind:"),
    fault("criterion-twice", METHOD, "id: E1", "id: F1", "duplicate-id", '"F1" is there twice', place=f"{METHOD}:23"),
    fault("criterion-twice-but-for-capitals", METHOD, "id: E1", "id: f1", "duplicate-id", "capitals"),
    fault("band-gap", METHOD, PRICE_RULE, bands("above: 130"), "invalid-parameter", "bands 1 and 2 leave a gap"),
    fault("band-gap-of-10", METHOD, PRICE_RULE, bands("from: 140"), "invalid-parameter", "leave a gap", "below 130"),
    fault("band-overlap", METHOD, PRICE_RULE, bands("from: 120"), "invalid-parameter", "bands 1 and 2 overlap"),
    fault("floor-above-ceiling", METHOD, "floor: 100", "floor: 300", "invalid-parameter", "above the ceiling 200"),
    fault(
        "full-equals-zero", METHOD, "full_at: 0", "full_at: 10", "marks-unreachable",
        "zero_at and full_at are both 10",
    ),
    fault("unknown-rule", METHOD, "rule: linear", "rule: liner", "unknown-rule", 'Did you mean "linear"'),
    fault("unknown-method", METHOD, "weighted-sum", "weigthed-sum", "unknown-method", 'Did you mean "weighted-sum"'),
    fault("unknown-figure", METHOD, "of: carbon", "of: cabron", "unknown-figure", 'Did you mean "carbon"'),
    fault("unknown-scale", METHOD, "zero-to-five", "zero-to-fife", "unknown-scale", 'Did you mean "zero-to-five"'),
    fault("unknown-framework", METHOD, "fictional: true", "framework: nowhere", "unknown-framework", '"nowhere"'),
    fault(
        "unknown-tie-break", METHOD, "[S1, lots-drawn]", "[S1, S9]", "unknown-tie-break", '"S9"',
        "lots-drawn", at="tie_break",
    ),
]  # fmt: skip

BID_FAULTS = [
    fault("zero-price", BID, "total: 120", "total: 0", "zero-price", "alpha has price 0", "zero_price"),
    fault("missing-price", BID, "price: {total: 120}\n", "", "price-missing", "alpha states no price", at="kind:"),
    fault("empty-price", BID, "{total: 120}", "{}", "invalid-price", "total", "lines", at="price:"),
    fault("two-prices", BID, "{total: 120}", "{total: 120, lines: [{fixed: 1}]}", "invalid-price", "not both"),
    fault("missing-measure", BID, "measures:\n  carbon: {value: 4}\n", "", "measure-missing", '"carbon"', at="kind:"),
    fault("misspelt-gate", BID, "living-wage:", "livingwage:", "unknown-id", 'Did you mean "living-wage"'),
    fault(
        "missing-declaration", BID, "declarations:\n  living-wage: {value: true}\n", "", "declaration-missing",
        "living-wage", "value: false", at="kind:",
    ),
    fault("negative-carbon-ratio", BID, "total: 120", "total: 120:5", "not-a-number", "120:5"),
    Fault(
        "bid-twice", "bids/beta.yaml", changed(BETA, "id: beta", "id: alpha"), "duplicate-id", ('"alpha"',),
        "id: alpha",
    ),
    Fault(
        "bid-twice-but-for-capitals", "bids/beta.yaml", changed(BETA, "id: beta", "id: ALPHA"), "duplicate-id",
        ('"ALPHA" is the same as "alpha"', "capitals"), "id: ALPHA",
    ),
    Fault(
        "outside-every-band", METHOD, changed(PROCUREMENT, PRICE_RULE, bands("from: 130, up_to: 140")), "outside-bands",
        ("beta has price 150", "table"), place="bids/beta.yaml:5",
    ),
]  # fmt: skip

SCORE_FAULTS = [
    fault(
        "mark-off-the-scale", SHEET, ALPHA_SCORE, ALPHA_SCORE.replace("5", "6"), "level-off-scale", "0, 1, 2, 3, 4, 5",
    ),
    fault(
        "mark-between-levels", SHEET, ALPHA_SCORE, ALPHA_SCORE.replace("5", "4.5"), "level-off-scale", "4.5", "0, 1, 2",
    ),
    fault(
        "unknown-bid", SHEET, ALPHA_SCORE, ALPHA_SCORE.replace("alpha", "alhpa"), "unknown-bid",
        'Did you mean "alpha"',
    ),
    fault("unknown-criterion", SHEET, ALPHA_SCORE, ALPHA_SCORE.replace("S1", "S2"), "unknown-criterion", '"S2"', "S1"),
    fault(
        "no-reason", SHEET, ', rationale: "Every route is staffed."', "", "rationale-missing", "rationale",
        at="bid: alpha",
    ),
    fault("blank-reason", SHEET, "Every route is staffed.", " ", "rationale-missing", "no reason for alpha", at='" "'),
    fault(
        "score-twice", SHEET, f"{{{ALPHA_SCORE}}}", f"{{{ALPHA_SCORE}}}\n  - {{{ALPHA_SCORE.replace('5', '4')}}}",
        "duplicate-score", 'alpha on "S1" twice', at="level: 4",
    ),
    Fault(
        "evaluator-twice", "scores/evaluator-2.yaml", SCORES, "duplicate-id", ('"evaluator-1"', "twice"),
        "evaluator:",
    ),
    Fault(
        "evaluator-twice-but-for-capitals", "scores/evaluator-2.yaml", SCORES.replace("evaluator-1", "Evaluator-1"),
        "duplicate-id", ('"Evaluator-1" is the same as "evaluator-1"',), "evaluator:",
    ),
    Fault(
        "consensus-off-the-scale", CONSENSUS,
        "kind: consensus\nschema: 1\nscores:\n  - {bid: alpha, criterion: S1, level: 9, rationale: Agreed.}\n",
        "level-off-scale", ("level 9", "0, 1, 2, 3, 4, 5"), "level: 9",
    ),
    Fault(
        "unknown-decision", DECISIONS, "kind: decisions\nschema: 1\ndecisions:\n  - {about: lowbid, bid: alpha}\n",
        "unknown-value", ('about cannot be "lowbid"', 'Did you mean "low-bid"'), "lowbid",
    ),
]  # fmt: skip

NAMES = [
    *(
        fault(f"id-{number}", BID, "id: alpha", f"id: {written}", "invalid-id", *ID)
        for number, written in enumerate(
            ("../../x", "/etc/passwd", "'C:\\x'", "a.", "a b", "é", '"a\\n"', "a" * 65, "-a", "_a"), start=1
        )
    ),
    fault("scale-path", METHOD, "scale: zero-to-five", "scale: ../../x", "invalid-id", "../../x", *ID),
    fault("framework-path", METHOD, "fictional: true", "framework: ../../x", "invalid-id", "../../x", *ID),
    fault("framework-address", METHOD, "fictional: true", "framework: https://example.org/x", "invalid-id", *ID),
    fault("empty-id", BID, "id: alpha", 'id: ""', "invalid-id", *ID),
]  # fmt: skip

YAML_TEXT = [
    Fault("empty-method", METHOD, "", "empty-file", ("the file is empty", "kind"), ""),
    Fault("empty-bid", BID, "", "empty-file", ("the file is empty",), ""),
    Fault("only-a-comment", SHEET, "# nothing yet\n", "empty-file", ("the file is empty",), "#"),
    Fault("a-list", BID, "- alpha\n", "not-a-mapping", ("keys and values",), "- alpha"),
    Fault("plain-words", BID, "hello\n", "not-a-mapping", ("keys and values",), "hello"),
    Fault("nested-10000-deep", BID, f"{ALPHA}members: {'[' * 10_000}{']' * 10_000}\n", "too-deep", ("32",), "members"),
    Fault("open-brackets", BID, "[" * 10_000, "too-deep", ("32",), "["),
    Fault("second-document", BID, f"{ALPHA}---\n{BETA}", "second-document", ("a file holds one", "---"), "---"),
    Fault("merge-key", BID, f"{ALPHA}<<: {{id: beta}}\n", "merge-key", ("<<",), "<<"),
    Fault(
        "python-tag", BID, changed(ALPHA, "total: 120", "total: !!python/object/apply:os.system [ls]"), "tag",
        ("python", "Delete it"), "python",
    ),
    fault("tab", BID, "  living-wage", "\tliving-wage", "not-yaml", "tab", "Indent with spaces"),
    fault("no-space-after-colon", BID, "id: alpha", "id:alpha", "not-yaml", "Write a colon and a space"),
    fault("unclosed-quote", BID, "Alpha Works}", '"Alpha Works}', "not-yaml", "line 4", "never closed"),
    fault(
        "unclosed-bracket", BID, "{total: 120}", "{total: 120", "not-yaml", "line 5", "not closed",
        at="declarations:",
    ),
    fault("colon-in-a-title", METHOD, "A small", "Small: a", "not-yaml", "colon", "quotes"),
    fault("escape-sequence", BID, "Alpha Works", r'"\e[31mAlpha"', "control-character", "U+001B"),
    fault("raw-escape-sequence", BID, "Alpha Works", "\x1b[31mAlpha", "control-character", "U+001B"),
    fault("text-turned-round", BID, "Alpha Works", r'"\u202Eahpla"', "control-character", "U+202E", "right-to-left"),
    Fault("utf-16", BID, ALPHA.encode("utf-16"), "not-utf-8", ("UTF-16", "Save it again as UTF-8"), place=f"{BID}:1"),
    Fault(
        "windows-1252", BID, ALPHA.replace("Works", "Café").encode("cp1252"), "not-utf-8", ("é", "UTF-8"),
        place=f"{BID}:4",
    ),
]  # fmt: skip

CSV_FAULTS = [
    *(
        fault(f"price-{written}", BIDS, "120", written, "not-a-number", "price", "1234.56", at="alpha")
        for written in ("nan", "inf", "£120", '"1,200"', '"1.234,56"', "", " 120", "1e3", "0120", "12%")
    ),
    fault("nan-measure", BIDS, "120,4", "120,NaN", "not-a-number", "NaN", "carbon"),
    fault("negative-price", BIDS, "120", "-120", "out-of-range", "negative"),
    fault("zero-price", BIDS, "120", "0", "zero-price", "alpha has price 0", at="alpha"),
    fault("stray-quote", BIDS, "Alpha Works", '"Alpha Works', "not-csv", "never closed"),
    fault("quote-in-the-middle", BIDS, "Alpha Works", '"Alpha" Works', "not-csv", "quotation mark"),
    Fault("semicolons", BIDS, BIDS_CSV.replace(",", ";"), "not-commas", ("semicolons", "comma delimited"), "bid", True),
    fault("misspelt-header", BIDS, "supplier", "suplier", "wrong-header", "bid,supplier,price"),
    fault("repeated-header", BIDS, "carbon", "price", "repeated-column", "columns 3 and 4", at="bid"),
    fault("measure-with-a-space", BIDS, "carbon", "car bon", "invalid-id", "car bon"),
    fault("short-row", BIDS, "120,4", "120", "row-length", "3 cells", "has 4", at="alpha"),
    fault("long-row", BIDS, "120,4", "120,4,5", "row-length", "5 cells", "has 4"),
    fault("empty-row", BIDS, "beta", "\nbeta", "row-length", "an empty line", place=f"{BIDS}:3"),
    fault("no-supplier", BIDS, "Alpha Works", "", "missing-value", "supplier is empty", at="alpha"),
    fault("long-supplier", BIDS, "Alpha Works", "x" * 30_001, "too-long", "30000", at="alpha"),
    fault("id-with-a-space", BIDS, "beta", "be ta", "invalid-id", *ID),
    fault("bid-twice-but-for-capitals", BIDS, "beta", "ALPHA", "duplicate-id", "capitals"),
    fault("nul", BIDS, "Alpha", "Al\0pha", "control-character", "U+0000"),
    Fault("header-alone", BIDS, "bid,supplier,price,carbon\n", "no-rows", ("no rows",), "bid", True),
    Fault("empty", BIDS, "", "empty-file", ("the file is empty", "bid,supplier,price"), "", True),
    Fault("utf-16", BIDS, BIDS_CSV.encode("utf-16"), "not-utf-8", ("UTF-16", "CSV UTF-8"), None, True, f"{BIDS}:1"),
    Fault(
        "windows-1252", BIDS, BIDS_CSV.replace("Beta", "Café").encode("cp1252"), "not-utf-8", ("é", "CSV UTF-8"),
        None, True,
        f"{BIDS}:3",
    ),
    fault("mark-off-the-scale", LEVELS, "S1,5", "S1,6", "level-off-scale", "0, 1, 2, 3, 4, 5"),
    fault("level-in-words", LEVELS, "S1,5", "S1,five", "not-a-number", "five"),
    fault("unknown-bid", LEVELS, "alpha", "alhpa", "unknown-bid", 'Did you mean "alpha"'),
    fault("no-reason", LEVELS, "Every route is staffed.", "", "rationale-missing", "alpha", at="alpha"),
    fault("long-reason", LEVELS, "Every route is staffed.", "x" * 30_001, "too-long", "rationale", at="alpha"),
    fault("column-too-many", LEVELS, "evidence", "evidence,notes", "wrong-header", '"notes"'),
    Fault(
        "score-twice", LEVELS, f"{SCORES_CSV}evaluator-1,alpha,S1,4,Again.,\n", "duplicate-score", ("alpha",), "Again",
        True,
    ),
]  # fmt: skip

FILES = [
    Fault("bid-in-a-yml-file", "bids/gamma.yml", ALPHA, "unexpected-file", ("gamma.yml would not be read", ".yaml")),
    Fault("bid-in-a-json-file", "bids/gamma.json", "{}", "unexpected-file", (".yaml", "Rename")),
    Fault(
        "bid-in-a-subfolder",
        "bids/more/gamma.yaml",
        ALPHA,
        "unexpected-file",
        ("more would not be read",),
        place="bids/more",
    ),
    Fault("scores-as-a-workbook", "scores/evaluator-2.xlsx", b"PK", "unexpected-file", ("scores/ holds only",)),
    Fault("misspelt-consensus", "consenus.yaml", SCORES, "unexpected-file", ('Did you mean "consensus.yaml"',)),
    Fault("consensus-as-yml", "consensus.yml", SCORES, "unexpected-file", ('Did you mean "consensus.yaml"',)),
    Fault("capital-in-bids.csv", "Bids.csv", BIDS_CSV, "unexpected-file", ('Did you mean "bids.csv"',)),
    Fault("misspelt-bids-folder", "bid/gamma.yaml", ALPHA, "unexpected-file", ('Did you mean "bids"',), place="bid"),
    Fault(
        "capital-in-scores-folder",
        "Scores/x.yaml",
        SCORES,
        "unexpected-file",
        ('Did you mean "scores"',),
        place="Scores",
    ),
]

EVERY_FAULT = [
    pytest.param(one, id=f"{group}-{one.name}")
    for group, faults in {
        "keys": KEYS_AND_VALUES,
        "numbers": NUMBERS,
        "method": METHOD_FAULTS,
        "bid": BID_FAULTS,
        "scores": SCORE_FAULTS,
        "ids": NAMES,
        "yaml": YAML_TEXT,
        "csv": CSV_FAULTS,
        "files": FILES,
    }.items()
    for one in faults
]


def damaged(folder: Path, one: Fault) -> Path:
    """Write a procurement with one fault, and return its folder."""
    sound = FLAT if one.flat else SMALL
    return write(folder, {**sound, one.file: one.content})


def only_finding(text: str) -> Said:
    """Return the only finding of a printed list."""
    found = findings_said(text)
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize("one", EVERY_FAULT)
def test_each_fault_is_named_once_with_its_place_and_way_out(
    one: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scoring a procurement with one fault says where it is and what to do, gives no result and writes no file."""
    monkeypatch.chdir(tmp_path)
    damaged(Path("small"), one)
    done = social_value("score", "small", "-o", "report.xlsx", "--format", "json")
    assert done.code == 1, done.err
    assert not done.out
    assert "Traceback" not in done.err
    assert "defect" not in done.err
    said = only_finding(done.err)
    assert (said.severity, said.code) == ("error", one.code)
    assert said.way_out, "the finding names no way out"
    for words in one.words:
        assert words in said.words
    assert str(Place(said.path, line=said.line)) == f"small/{one.where}"
    assert done.err.splitlines()[-1] == "Found 1 error."
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


@pytest.mark.parametrize("one", EVERY_FAULT)
def test_validate_says_the_same_as_score(one: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Validation finds on stdout what scoring refuses on stderr, word for word."""
    monkeypatch.chdir(tmp_path)
    damaged(Path("small"), one)
    validated, scored = social_value("validate", "small"), social_value("score", "small")
    assert validated.code == 1
    assert not validated.err
    assert findings_said(validated.out) == findings_said(scored.err)


@pytest.mark.parametrize("name", ["keys-misspelt-key", "numbers-weight-60:40", "yaml-utf-16", "csv-stray-quote"])
def test_the_installed_command_says_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own the command ends with the same code and the same words."""
    monkeypatch.chdir(tmp_path)
    one = next(parameter.values[0] for parameter in EVERY_FAULT if parameter.id == name)
    assert isinstance(one, Fault)
    damaged(Path("small"), one)
    here = social_value("score", "small")
    done = subprocess.run(
        [sys.executable, "-m", "social_value.cli.main", "score", "small"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (here.code, here.out, here.err)
    assert done.returncode == 1
