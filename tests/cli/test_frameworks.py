"""``social-value frameworks``: the catalogue, one framework, and what changed between two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from social_value.files.catalogue import shipped_folder
from social_value.files.yaml_source import read_yaml
from tests.cli.command import social_value
from tests.core.frameworks.written import BASE, HEAD
from tests.faults.procurement import write

LOCAL = HEAD.format(id="local") + "illustrative: true\nextends: base\nchanges: {criteria: {S1: {weight: 12}}}\n"
SHIPPED = sorted(path.stem for path in shipped_folder().rglob("*.yaml"))
LOCALS = {
    path.stem: str(data["extends"])
    for path in sorted(shipped_folder().rglob("*.yaml"))
    if "extends" in (data := read_yaml(path, path.name).data)
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a base and a local framework."""
    write(tmp_path / "frameworks", {"base.yaml": HEAD.format(id="base") + BASE, "local.yaml": LOCAL})
    return tmp_path


class TestList:
    """The catalogue."""

    def test_each_kind_has_its_heading(self, folder: Path) -> None:
        """Local frameworks stand among the shipped ones and are marked; scales and registers have their own place."""
        done = social_value("frameworks", "list", folder)
        assert (done.code, done.err) == (0, "")
        lines = done.out.splitlines()
        local = lines.index("  local: Framework local")
        assert lines[local + 1] == "      version 1, local, illustrative, extends base, CC0-1.0"
        headings = [line for line in lines if line and line[0] != " "]
        assert headings[0] == "Frameworks"
        assert headings[-2:] == ["Scales", "Registers"]

    def test_everything_shipped_is_listed(self, folder: Path) -> None:
        """JSON has each file of the catalogue once, with its licence and confidence."""
        done = social_value("frameworks", "list", folder, "--format", "json")
        found = json.loads(done.out)
        assert found.pop("schema") == "social-value/frameworks@1"
        items = [one for group in found.values() for one in group]
        assert sorted(one["id"] for one in items if one["shipped"]) == SHIPPED
        assert sorted(one["id"] for one in items if not one["shipped"]) == ["base", "local"]
        assert all(one["licence"] for one in items)

    def test_a_broken_file_is_named_and_the_rest_is_listed(self, folder: Path) -> None:
        """Nothing is left out in silence: the finding goes to stderr and the run ends with 1."""
        write(folder / "frameworks", {"broken.yaml": HEAD.format(id="broken").replace("licence", "license")})
        done = social_value("frameworks", "list", folder)
        assert done.code == 1
        assert "frameworks/broken.yaml:7:1 error unknown-key" in done.err
        assert "  local: Framework local" in done.out


class TestShow:
    """One framework, register or scale."""

    def test_a_framework_is_shown_with_everything_it_is_built_on(self, folder: Path) -> None:
        """Where each thing comes from, what was changed, and what is locked."""
        done = social_value("frameworks", "show", "local", folder)
        assert (done.code, done.err) == (0, "")
        lines = [line.strip() for line in done.out.splitlines()]
        assert "Built on base" in lines
        assert "Financial, weight 40, locked, official, from base" in lines
        text = " ".join(done.out.split())
        assert "Social, weight 12 (10 to 20), scale three, unverified, from base, weight changed by local" in text
        assert (
            "Social: weight 20 to 60, floor 30 marks, below it not-awardable, locked: the floor may only rise" in text
        )
        assert "triad: Criteria of the social pillar. A breach is an error, official, from base Source: Note" in text
        assert "1, 50 marks: Half." in text

    def test_descriptions_and_values_are_shown(self, folder: Path) -> None:
        """What a criterion asks in full, and what one unit of a measure is taken to be worth."""
        base = (HEAD.format(id="base") + BASE).replace(
            "title: Jobs, unit: FTE",
            "title: Jobs, unit: FTE, value: {proxy: {register: ours, entry: job}, units_per_unit: 2}",
        )
        base = base.replace("title: Jobs\n", "title: Jobs\n            description: Jobs that last.\n")
        write(folder / "frameworks", {"base.yaml": base})
        lines = [line.strip() for line in social_value("frameworks", "show", "base", folder).out.splitlines()]
        assert "Jobs that last." in lines
        assert "in FTE, worth 2 times job of the register ours, unverified" in lines

    def test_json_has_the_framework_put_together(self, folder: Path) -> None:
        """The chain, the fingerprint, and the part that each thing comes from."""
        found = json.loads(social_value("frameworks", "show", "local", folder, "--format", "json").out)
        assert found["schema"] == "social-value/framework@1"
        assert found["chain"] == ["base", "local"]
        assert found["fingerprint"].startswith("sha256:")
        (criterion,) = [one for one in found["origins"] if one["id"] == "S1"]
        assert criterion == {"kind": "criterion", "id": "S1", "from": "base", "changed_by": ["local"]}
        assert "extends" not in found["framework"]

    @pytest.mark.parametrize("item_id", SHIPPED)
    def test_everything_shipped_can_be_shown(self, item_id: str, tmp_path: Path) -> None:
        """As text that fits 80 columns, an address apart, and as JSON."""
        done = social_value("frameworks", "show", item_id, tmp_path)
        assert (done.code, done.err) == (0, "")
        long = [line for line in done.out.splitlines() if len(line) > 80]
        assert [line for line in long if not line.strip().startswith(("http", "Fingerprint"))] == []
        found = json.loads(social_value("frameworks", "show", item_id, tmp_path, "--format", "json").out)
        assert found["schema"].startswith("social-value/")

    def test_a_register_has_its_dated_values(self, tmp_path: Path) -> None:
        """Entry, unit, day, value and source."""
        done = social_value("frameworks", "show", "green-book-discount-rates", tmp_path)
        text = " ".join(done.out.split())
        assert "Unit: percent a year From 2022-03-31: 3.5% from year 0 to 30, 3% from year 31 to 75" in text

    def test_a_register_of_reservations_has_its_rules(self, tmp_path: Path) -> None:
        """The days, the source, what closes a reservation and what a bid must show, with its limit."""
        shown = " ".join(social_value("frameworks", "show", "uk-reservations", tmp_path).out.split())
        assert "public-service-mutual: Public service mutuals From 2025-02-24, read on 2026-11-30, official" in shown
        assert "Else closed: term over five years" in shown
        assert "percent of the workforce that would perform the contract, at least 30" in shown

    def test_what_is_not_there_is_no_defect(self, folder: Path) -> None:
        """An unknown id ends with 2 and the nearest one; a framework with errors ends with 1."""
        done = social_value("frameworks", "show", "lokal", folder)
        assert (done.code, done.err) == (2, 'There is nothing with the id "lokal".\nDid you mean "local"?\n')
        write(folder / "frameworks", {"local.yaml": LOCAL.replace("weight: 12", "weight: 9")})
        done = social_value("frameworks", "show", "local", folder)
        assert done.code == 1
        assert "frameworks/local.yaml:11:35 error override-out-of-range" in done.err

    def test_text_from_files_cannot_steer_the_terminal(self, folder: Path) -> None:
        """An escape in a title is shown as text."""
        write(folder / "frameworks", {"local.yaml": LOCAL.replace("title: Framework local", 'title: "A\\u2066B"')})
        assert social_value("frameworks", "show", "local", folder).code == 1


class TestDiff:
    """What changed."""

    def test_a_local_framework_against_its_base_is_short(self, folder: Path) -> None:
        """Only what the local one says otherwise."""
        done = social_value("frameworks", "diff", "base", "local", folder)
        assert (done.code, done.err) == (0, "")
        assert done.out == ("From base 1 to local 1\n\nWeights\n  S1 is now worth 2 points less (12, was 14).\n")

    @pytest.mark.parametrize("local", LOCALS)
    def test_what_a_shipped_framework_changes_is_shorter_than_its_base(self, local: str, tmp_path: Path) -> None:
        """A reviewer reads the difference, not the whole."""
        base = next(shipped_folder().rglob(f"{LOCALS[local]}.yaml")).read_text(encoding="utf-8")
        done = social_value("frameworks", "diff", LOCALS[local], local, tmp_path)
        assert (done.code, done.err) == (0, "")
        assert 3 < len(done.out.splitlines()) < len(base.splitlines())
        assert len(done.out) < len(base)

    def test_two_versions_of_a_file_can_be_compared(self, folder: Path) -> None:
        """A path stands for the framework in it, which looks for its base as it always does."""
        old = folder / "frameworks" / "local.yaml"
        new = folder / "frameworks" / "new" / "local.yaml"
        new.parent.mkdir()
        new.write_text(old.read_text(encoding="utf-8").replace("12", "13"), encoding="utf-8")
        done = social_value("frameworks", "diff", old, new, "--format", "json")
        assert json.loads(done.out)["differences"] == [
            {"about": "Weights", "words": "S1 is now worth 1 point more (13, was 12)."}
        ]

    def test_the_same_framework_asks_the_same(self, folder: Path) -> None:
        """A framework against itself, or against one that differs only in its names."""
        copy = LOCAL.replace("id: local", "id: copy").replace("Framework local", "Another title")
        write(folder / "frameworks", {"copy.yaml": copy})
        done = social_value("frameworks", "diff", "local", "copy", folder)
        assert done.out == "From local 1 to copy 1\nNo difference in what they ask.\n"

    def test_a_scale_is_no_framework(self, folder: Path) -> None:
        """Only frameworks are compared: of a scale it says so, and of what is not there that it is not."""
        done = social_value("frameworks", "diff", "base", "zero-to-five", folder)
        assert (done.code, done.err.splitlines()[0]) == (2, '"zero-to-five" is a scale, not a framework.')
        assert "frameworks show zero-to-five" in done.err
        done = social_value("frameworks", "diff", "base", "zero-to-fifty", folder)
        assert (done.code, done.err.splitlines()[0]) == (2, 'There is no framework "zero-to-fifty".')
        assert social_value("frameworks", "diff", "base", "nowhere/x.yaml", folder).code == 2
