"""Tests of strict YAML reading."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from social_value.errors import CannotRunError, InputError
from social_value.files import yaml_source
from social_value.files.disk import first_refused_character
from social_value.files.yaml_source import Document, parse_yaml, read_yaml
from social_value.findings import Finding, Place
from tests.work import calls_of

DATA = Path(__file__).parent / "data"
INVALID = json.loads((DATA / "invalid_yaml_documents.json").read_text("utf-8"))["documents"]
NAUGHTY = json.loads((DATA / "naughty_strings.json").read_text("utf-8"))

# What the specification calls invalid and libyaml reads without losing or changing anything.
HARMLESS = {
    "S98Z": {"empty block scalar": ""},  # a folded text of blank lines
    "X4QW": {"block": "scalar\n"},  # a comment that touches the sign `>`
}


@pytest.fixture(params=["libyaml", "pure"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml, then as where it is missing."""
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


each_parser = pytest.mark.usefixtures("_each_parser")


def parsed(text: str | bytes) -> Document:
    """Return the document of a text."""
    return parse_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")


def faults(text: str | bytes) -> tuple[Finding, ...]:
    """Return the findings that a text raises."""
    with pytest.raises(InputError) as raised:
        parsed(text)
    assert all(finding.way_out for finding in raised.value.findings)
    return raised.value.findings


def read_or_refused(content: bytes) -> tuple[Any, tuple[Finding, ...]]:
    """Return the data of a text, or the findings that it raises."""
    try:
        return parse_yaml(content, "a.yaml").data, ()
    except InputError as raised:
        return None, raised.findings


def places(text: str | bytes) -> list[tuple[str, str]]:
    """Return code and place of every finding that a text raises."""
    return [(finding.code, str(finding.place).removeprefix("a.yaml:")) for finding in faults(text)]


@each_parser
class TestValues:
    """How values are read, by the table of docs/file-formats.md."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            *(("true", True), ("false", False), ("null", None), ("~", None), ("", None)),
            *(("12", 12), ("-3", -3), ("0", 0), ("123456789012345", 123456789012345)),
            *(("12.50", Decimal("12.50")), ("-0.5", Decimal("-0.5")), ("1.00", Decimal("1.00"))),
            ("12345.1234567890", Decimal("12345.1234567890")),
        ],
    )
    def test_words_and_numbers(self, written: str, value: object) -> None:
        """Plain words and numbers are what they say, numbers exactly with their trailing zeros."""
        read = parsed(f"a: {written}\nb: [{written or 'null'}]\n").data
        assert repr(read) == repr({"a": value, "b": [value]})

    @pytest.mark.parametrize(
        "written",
        [
            *("yes", "no", "on", "off", "True", "TRUE", "Null", "NULL", "None", "nan"),
            *("010", "1e3", "1_000", "0x1f", ".inf", ".nan", "60:40", "+3", ".5", "5.", "--1", "1.2.3"),
            *("2026-10-05", "2024-13-45", "1:59:59", "١٢٣", "1,000", "=", "0o7", "-.5", "1.0e+400"),
        ],
    )
    def test_everything_else_is_text(self, written: str) -> None:
        """Whatever is not plainly a number, yes, no or nothing stays text as it is written."""
        assert parsed(f"a: {written}\n").data == {"a": written}

    @pytest.mark.parametrize("written", ["true", "null", "~", "12", "12.50", "", "2026-10-05", "<<"])
    def test_quotes_make_text(self, written: str) -> None:
        """A value in quotes, or in a block of text, is always text."""
        assert parsed(f"a: '{written}'\nb: \"{written}\"\nc: |-\n  {written}\n").data == {
            "a": written,
            "b": written,
            "c": written,
        }

    @pytest.mark.parametrize("key", ["2024-04-01", "12", "1.0", "true", "null", "no", "~", "010", "a b"])
    def test_keys_are_text_as_written(self, key: str) -> None:
        """Dates, numbers and words before a colon are names, exactly as they are written."""
        assert parsed(f"{key}: 1\n").data == {key: 1}

    def test_numbers_beyond_fifteen_digits_are_all_refused(self) -> None:
        """A number of more than 15 digits or 10 places is refused where it stands; as a key it is a name."""
        text = f"a: 1234567890123456\nb: [0.12345678901]\n{'9' * 20}: {'9' * 5000}\n"
        assert places(text) == [
            ("number-too-long", "1:4"),
            ("number-too-long", "2:5"),
            ("number-too-long", "3:23"),
        ]

    def test_byte_order_mark_and_windows_line_endings(self) -> None:
        """A byte order mark and Windows line endings change neither values nor places."""
        document = parsed("\ufeffa: 1\r\nb:\r\n  - |\r\n    x\r\n    y\r\n")
        assert document.data == {"a": 1, "b": ["x\ny\n"]}
        assert str(document.place(["b", 0])) == "a.yaml:3:5"

    def test_directives_and_marks_of_one_document(self) -> None:
        """The marks around a single document are accepted."""
        assert parsed("%YAML 1.1\n---\na: 1\n...\n").data == {"a": 1}


@each_parser
class TestPlace:
    """Where values stand."""

    TEXT = "kind: bid\nprice:\n  total: 12\n  lines:\n    - {band: ü, unit_price: 3}\n    - 5\n"

    @pytest.mark.parametrize(
        ("keys", "of_key", "place"),
        [
            ((), False, "1:1"),
            (("kind",), False, "1:7"),
            (("kind",), True, "1:1"),
            (("price",), False, "3:3"),
            (("price",), True, "2:1"),
            (("price", "lines"), False, "5:5"),
            (("price", "lines", 0), False, "5:7"),
            (("price", "lines", 0), True, "5:7"),
            (("price", "lines", 0, "unit_price"), False, "5:29"),
            (("price", "lines", 0, "unit_price"), True, "5:17"),
            (("price", "lines", 1), False, "6:7"),
        ],
    )
    def test_values_and_keys(self, keys: tuple[str | int, ...], of_key: bool, place: str) -> None:
        """The place of a value, or of its key, is given by line and column in characters."""
        found = parsed(self.TEXT).place(keys, of_key=of_key)
        assert found == Place("a.yaml", keys, *map(int, place.split(":")))

    @pytest.mark.parametrize(
        ("keys", "like"),
        [
            (("price", "absent"), ("price",)),
            (("price", "lines", 7, "band"), ("price", "lines")),
            (("price", "lines", -1), ("price", "lines")),
            (("bid", "price", "Priced", "total"), ("price", "total")),
            (("price", "total", "int"), ("price", "total")),
            (("kind", "price", "total"), ("price", "total")),
        ],
    )
    def test_parts_that_match_nothing_are_passed_over(
        self, keys: tuple[str | int, ...], like: tuple[str | int, ...]
    ) -> None:
        """The deepest part that exists is placed, and the keys stay as they were given."""
        document = parsed(self.TEXT)
        found, expected = document.place(keys), document.place(like)
        assert (found.line, found.column, found.keys) == (expected.line, expected.column, keys)

    def test_a_kind_may_have_the_name_of_a_key(self) -> None:
        """Where the kind of a rule is also one of its keys, the value that was meant is placed."""
        document = parsed("score: {rule: scale, scale: five}\n")
        assert document.place(["score", "scale", "rule"]).column == 15
        assert document.place(["score", "scale", "scale"]).column == 29

    def test_a_number_may_be_a_key(self) -> None:
        """A whole number in a location finds the key that is written like it."""
        assert str(parsed("a:\n  2024: x\n").place(["a", 2024])) == "a.yaml:2:9"


@each_parser
class TestRefusals:
    """What is refused, and where."""

    def test_every_key_that_stands_twice(self) -> None:
        """Keys that stand twice are all refused, each with both of its lines."""
        found = faults('a: 1\nb: {c: 1, "c": 2}\nd: 1\na: 2\ne: 1\nd: 3\nA: 1\na: {x: 1}\n')
        assert [finding.code for finding in found] == ["duplicate-key"] * 4
        assert [str(finding.place) for finding in found] == [f"a.yaml:{at}" for at in ("2:11", "4:1", "6:1", "8:1")]
        for finding, lines in zip(found, ("2 and 2", "1 and 4", "3 and 6", "1 and 8"), strict=True):
            assert f"lines {lines}." in finding.message

    def test_every_anchor_and_alias(self) -> None:
        """Anchors and aliases are all refused, on values, lists, keys and as keys."""
        assert places("a: &x 1\nb: &y [*x]\n&z c: *y\n*x : 1\n") == [
            ("alias", "1:4"),
            ("alias", "2:4"),
            ("alias", "2:8"),
            ("alias", "3:1"),
            ("alias", "3:7"),
            ("alias", "4:1"),
        ]

    def test_merge_keys(self) -> None:
        """A merge key is refused."""
        assert places("a:\n  <<: {b: 1}\n") == [("merge-key", "2:3")]

    def test_every_tag(self) -> None:
        """Tags are all refused, whether known, local or dangerous."""
        text = "a: !!int 1\nb: !x [1]\nc: ! y\nd: !!python/object/apply:os.system [ls]\n!!str e: !!set {x}\n"
        assert {code for code, _ in places(text)} == {"tag"}
        assert [place for _, place in places(text)] == ["1:4", "2:4", "3:4", "4:4", "5:1", "5:10"]

    @pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "---\na: 1\n...\n---\n"])
    def test_a_second_document(self, text: str) -> None:
        """A second document is refused."""
        assert [code for code, _ in places(text)] == ["second-document"]

    @pytest.mark.parametrize(
        "text", ["[a]: 1\n", "{a: 1}: 2\n", "? {a: 1}\n: 2\n", "? - a\n: 2\n", "[a]: {b: 1}\n", "[a]: [b]\nc: 1\n"]
    )
    def test_keys_that_are_not_text(self, text: str) -> None:
        """A list or a group of keys cannot be a key."""
        assert [code for code, _ in places(text)] == ["complex-key"]

    @pytest.mark.parametrize("text", ["?\n: 1\n", '"": 1\n', "'': 1\n"])
    def test_a_missing_key(self, text: str) -> None:
        """A colon without a key before it is refused."""
        assert places(text)[0][0] == "empty-key"

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~\n", "\ufeff"])
    def test_an_empty_file(self, text: str) -> None:
        """A file that says nothing is refused."""
        assert places(text) == [("empty-file", "1:1")]

    @pytest.mark.parametrize("text", ["- a\n", "text\n", "12\n", "[]\n", '""\n'])
    def test_a_file_without_keys(self, text: str) -> None:
        """A file that is not made of keys and values is refused."""
        assert places(text) == [("not-a-mapping", "1:1")]

    def test_control_characters_and_other_faults_together(self) -> None:
        """Characters that are not seen are all named, with the other faults of the file."""
        assert places("a: x\x00\nb: \u202ey\na: 1\nc: \x85\n") == [
            ("control-character", "1:5"),
            ("control-character", "2:4"),
            ("duplicate-key", "3:1"),
            ("control-character", "4:4"),
        ]

    @pytest.mark.parametrize("escape", [r"\x1b[31m", r"\0", r"\N", r"\u202e", r"\u200b", r"\P", r"\uFEFF"])
    def test_control_characters_by_their_escapes(self, escape: str) -> None:
        """What may not stand plainly may not be spelt with a backslash either, in values and keys."""
        assert places(f'a: "x{escape}"\n"y{escape}": 1\n') == [
            ("control-character", "1:4"),
            ("control-character", "2:1"),
        ]

    def test_surrogates_by_their_escapes(self) -> None:
        """Half a character, which no file can hold, is refused."""
        assert places(r'a: "\ud800"' + "\n")[0][0] in {"control-character", "not-yaml"}

    def test_usual_escapes_pass(self) -> None:
        """Tabs, line breaks and letters spelt with a backslash are text."""
        assert parsed(r'a: "\t\n\"\u00e9\U0001F600"' + "\n").data == {"a": '\t\n"é😀'}

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252"])
    def test_other_encodings(self, encoding: str) -> None:
        """A file that is not UTF-8 is refused with a hint."""
        assert faults("title: Café in the old town\n".encode(encoding))[0].code == "not-utf-8"

    def test_the_report_of_one_file_is_bounded(self) -> None:
        """A file with thousands of faults is reported by its first hundred."""
        assert len(faults("a: [" + "!x 1, " * 5_000 + "]\n")) == 100


@each_parser
class TestSyntax:
    """What the parser cannot read, in plain words."""

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("a:\n\tb: 1\n", 2, "a tab"),
            ("a:\n  b: 1\n\tc: 2\n", 3, "a tab"),
            ("title: Bid: the sequel\n", 1, "colon"),
            ("a: 1\n  b: 2\n", 2, "colon"),
            ("a: 1\nb 2\nc: 3\n", 2, "no colon"),
            ("a:\n  b: 1\n c: 2\n", 3, "does not go on"),
            ("a: 'it''s\nb: 1\n", 1, "opened on line 1 and never closed"),
            ('a: 1\nb: "x\n', 2, "opened on line 2 and never closed"),
            ("a: [1, 2\nb: 3\n", 2, "[ on line 1"),
            ("a: {b: 1\nc: 3\n", 2, "{ on line 1"),
            ("a: @home\n", 1, "cannot begin with `@`"),
            ("é: `x`\n", 1, "cannot begin with ```"),
            ("a: %x\n", 1, "cannot begin with `%`"),
            ('a: "\\q"\n', 1, "backslash"),
            ('a: "\\xzz"\n', 1, "backslash"),
            ("a: - b\n", 1, "list item"),
            ("a: 'x' y\n", 1, "does not go on"),
            ("a: [1,,2]\n", 1, "value is missing"),
            ("a: |x\n  y\n", 1, "sign `|`"),
            ("a: 'x\n---\n", 2, "inside a text in quotes"),
            ("a: &\n", 1, "sign"),
        ],
    )
    def test_is_explained(self, text: str, line: int, words: str) -> None:
        """A mistake is explained in plain English on the line to mend."""
        [finding] = faults(text)
        assert (finding.code, finding.place.line) == ("not-yaml", line)
        assert words in finding.message

    @pytest.mark.parametrize("text", [r'a: "\UFFFFFFFF"', r'a: "\U00110000"', "%YAML 1." + "9" * 5000 + "\n---\na: 1"])
    def test_errors_outside_the_family_of_yaml(self, text: str) -> None:
        """Errors that PyYAML raises by accident are findings too."""
        assert [code for code, _ in places(text)] == ["not-yaml"]

    def test_other_faults_are_reported_beside_it(self) -> None:
        """What was found before the mistake is reported with it."""
        assert places("a: 1\na: 2\nb: !x 3\nc: 'open\n") == [
            ("duplicate-key", "2:1"),
            ("tag", "3:4"),
            ("not-yaml", "4:4"),
        ]


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError, yaml.YAMLError, AttributeError])
def test_any_error_of_the_parser_is_a_finding(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    """Whatever the parser raises, the user sees a finding."""

    class Broken:
        def __init__(self, _: str) -> None:
            raise error("by accident")

    monkeypatch.setattr(yaml, "CSafeLoader", Broken)
    assert places("a: 1\n") == [("not-yaml", "a.yaml")]


@each_parser
@pytest.mark.parametrize("document", INVALID, ids=[document["id"] for document in INVALID])
def test_documents_that_the_specification_calls_invalid(document: dict[str, str]) -> None:
    """Every invalid document of the YAML test suite is refused, but for two that can only mean one thing."""
    data, found = read_or_refused(document["yaml"].encode())
    assert data == HARMLESS.get(document["id"]) if not found else data is None
    assert not any("cannot be read" in finding.message for finding in found)


@each_parser
@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_survive_or_are_refused(text: str) -> None:
    """An awkward name in quotes comes back unchanged, or is refused for a character that is not seen."""
    written = f"name: {json.dumps(text, ensure_ascii=False)}\n"
    if first_refused_character(text) is not None:
        assert {code for code, _ in places(written)} == {"control-character"}
    else:
        assert parsed(written).data == {"name": text}


def test_most_naughty_strings_survive() -> None:
    """Few awkward names are refused: over-blocking matters as much."""
    assert sum(first_refused_character(text) is not None for text in NAUGHTY) <= len(NAUGHTY) // 8


def _laughs(levels: int) -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def _merges(levels: int) -> str:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


@each_parser
class TestBombs:
    """Small files that would take hours or end the process."""

    @pytest.mark.parametrize("bomb", [_laughs, _merges])
    def test_aliases_are_not_followed(self, bomb: Callable[[int], str]) -> None:
        """A billion laughs and a bomb of merge keys are the work of the lines that they are written in."""

        def calls(levels: int) -> int:
            text = bomb(levels)
            assert {code for code, _ in places(text)} <= {"alias", "merge-key"}
            return calls_of(lambda: places(text))

        assert calls(40) < 2.2 * calls(20)

    @pytest.mark.parametrize("depth", [33, 10_000, 100_000])
    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
    def test_deep_nesting_is_refused(self, opening: str, depth: int) -> None:
        """Nesting is refused before anything deep is built, on one line in flow and in block style."""
        assert places(opening * depth)[-1][0] == "too-deep"
        work = calls_of(lambda: places(opening * depth))
        assert work < 1.1 * calls_of(lambda: places(opening * 5_000)), "only what the parser reads ahead is read"

    def test_deep_nesting_over_many_lines_is_refused(self) -> None:
        """Nesting by indentation is refused likewise."""
        text = "".join(f"{' ' * level}a:\n" for level in range(2_000))
        assert places(text) == [("too-deep", "33:33")]

    def test_depth_of_the_limit_passes(self) -> None:
        """Thirty-two levels are read."""
        assert parsed("a: " + "[" * 31 + "]" * 31).data["a"]

    def test_too_many_values(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file of too many values is refused at the value where it becomes so."""
        monkeypatch.setattr(yaml_source, "MOST_NODES", 100)
        [finding] = faults("a:\n" + "  - 1\n" * 200)
        assert finding.code == "too-many-nodes"
        assert (finding.place.line or 0) < 110


def test_five_thousand_bids_pass() -> None:
    """Five thousand bids of ten responses each fit in one file."""
    response = "    - {criterion: S1, level: 3, rationale: Reaches people, evidence: response}\n"
    bid = "  - id: b\n    supplier: Acme\n    price: 12.50\n    responses:\n" + response * 10
    assert len(parsed("bids:\n" + bid * 5_000).data["bids"]) == 5_000


class TestReadYaml:
    """Reading from disk."""

    def test_reads_a_file(self, tmp_path: Path) -> None:
        """A file is read under the name that the user knows."""
        (tmp_path / "a.yaml").write_text("kind: bid\n")
        document = read_yaml(tmp_path / "a.yaml", "bids/a.yaml")
        assert (document.path, document.data) == ("bids/a.yaml", {"kind": "bid"})

    def test_names_a_missing_file(self, tmp_path: Path) -> None:
        """A missing file is an error of the run."""
        with pytest.raises(CannotRunError, match=r"bids/a\.yaml"):
            read_yaml(tmp_path / "a.yaml", "bids/a.yaml")

    def test_refuses_a_large_file(self, tmp_path: Path) -> None:
        """A file of 100 MB is refused at once."""
        with (tmp_path / "a.yaml").open("wb") as stream:
            stream.truncate(100_000_000)
        with pytest.raises(InputError, match="32 MiB"):
            read_yaml(tmp_path / "a.yaml", "a.yaml")


class TestGarbageCollection:
    """The pause of the collector."""

    @pytest.mark.parametrize("text", ["a: 1\n", "a: 'open\n", "[" * 50])
    def test_the_collector_runs_again(self, text: str) -> None:
        """After reading, whether it worked or not, the collector is as it was."""
        assert gc.isenabled()
        read_or_refused(text.encode())
        assert gc.isenabled()

    def test_a_collector_that_was_off_stays_off(self) -> None:
        """Reading does not switch on what the caller has switched off."""
        gc.disable()
        try:
            parsed("a: 1\n")
            assert not gc.isenabled()
        finally:
            gc.enable()


TEXT = st.text(st.characters(codec="utf-8"), max_size=20).filter(
    lambda text: first_refused_character(text) is None and "\r" not in text
)
KEYS = TEXT.filter(bool)
NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_what_is_dumped_reads_back_equal(data: dict[str, Any], flow: bool) -> None:
    """What PyYAML writes is read back equal, in block and in flow style."""
    dumped = yaml.dump(data, Dumper=_WithoutAliases, sort_keys=True, allow_unicode=True, default_flow_style=flow)
    assert parsed(dumped).data == data


@given(st.lists(st.sampled_from(["a", "b", 0, 1]), min_size=1, max_size=8), VALUES)
def test_a_place_is_the_line_of_the_value(path: list[str | int], beside: object) -> None:
    """The place of a value is the line and column on which it stands in the text."""
    data: Any = "marker of this test"
    for key in reversed(path):
        data = {"0": beside, key: data, "z": beside} if isinstance(key, str) else [beside] * key + [data, beside]
    dumped = yaml.dump({"top": data}, Dumper=_WithoutAliases, allow_unicode=True, width=10_000)
    place = parsed(dumped).place(["top", *path])
    assert place.line is not None
    assert place.column is not None
    line = dumped.split("\n")[place.line - 1]
    assert line[place.column - 1 :] == "marker of this test"


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """Write every value out, wherever it stands."""
        return True


@given(st.text(max_size=60) | st.text("[]{}:,-?&*!|>'\"%@ \n\t#ab1", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text at all raises anything but findings with a place and a way out."""
    data, found = read_or_refused(text.encode("utf-8", "surrogatepass"))
    assert isinstance(data, dict) or found
    assert all(finding.place.path == "a.yaml" and finding.way_out for finding in found)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """No bytes at all raise anything but findings."""
    data, found = read_or_refused(content)
    assert isinstance(data, dict) or found
